"""Steps from one schema to the next, run by `archive.upgrade`; Alembic reads them as files."""
