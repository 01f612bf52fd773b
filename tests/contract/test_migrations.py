"""Migrations: the steps add up to the schema, happen wholly or not at all, and never touch a stranger's database."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from archive import migrate, open_archive, schema, schema_version
from archive.database import Database
from archive.records import Capture, SourceHealth
from archive.rows import reading_payload
from archive.upgrade import STEPS, known_versions
from statements.errors import ArchiveError
from statements.labels import Verdict
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, entry, finish, new, reading, sha


def dump(url: str) -> list[tuple[object, ...]]:
    """Everything a database says of its own tables and indexes."""
    sqlite = "SELECT type, name, tbl_name, sql FROM sqlite_master"
    postgres = (
        "SELECT 'column', table_name, column_name, data_type, column_default, is_nullable FROM "
        "information_schema.columns WHERE table_schema = 'public' UNION ALL "
        "SELECT 'index', tablename, indexname, indexdef, NULL, NULL FROM pg_indexes WHERE schemaname = 'public' UNION ALL "
        "SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), NULL, NULL "
        "FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
    )
    with closing(Database(url)) as database, database.read() as connection:
        rows = connection.exec_driver_sql(postgres if database.postgres else sqlite)
        return sorted(
            (
                # the order of constraints within a table means nothing
                tuple(
                    sorted("".join(part.split()).rstrip(")") for part in ",".join(map(str, row)).split(","))
                )
                for row in rows
                if "alembic" not in str(row)
            ),
            key=str,
        )


def test_the_steps_add_up_to_the_schema(empty_url: str) -> None:
    migrate(empty_url)
    stepped = dump(empty_url)
    with closing(Database(empty_url)) as database, database.write() as connection:
        if database.postgres:
            schema.postgres_metadata.drop_all(connection)
        else:
            connection.exec_driver_sql("DROP TABLE search")
        schema.metadata.drop_all(connection)
    assert len(dump(empty_url)) < 5
    with closing(Database(empty_url)) as database, database.write() as connection:
        schema.metadata.create_all(connection)
        if database.postgres:
            schema.postgres_metadata.create_all(connection)
        else:
            connection.exec_driver_sql(schema.SQLITE_SEARCH)
    assert len(stepped) > 30
    assert dump(empty_url) == stepped


def test_migrating_is_idempotent_and_stamped(empty_url: str) -> None:
    assert schema_version(empty_url) is None
    with pytest.raises(ArchiveError, match="is empty: run `communique "):
        open_archive(empty_url)
    newest = known_versions()[-1]
    assert migrate(empty_url) == migrate(empty_url) == schema_version(empty_url) == newest
    with open_archive(empty_url) as archive:
        assert archive.statements.count() == 0
    with open_archive(empty_url, migrate=True) as archive:
        assert archive.statements.count() == 0


def test_a_newer_database_is_refused(archive_url: str) -> None:
    newest = known_versions()[-1]
    stamp(archive_url, "9999")
    try:
        for attempt in (open_archive, migrate):
            with pytest.raises(ArchiveError, match="from version 9999, which this program does not know"):
                attempt(archive_url)
        assert schema_version(archive_url) == "9999"
    finally:
        stamp(archive_url, newest)


def stamp(url: str, version: str) -> None:
    with closing(Database(url)) as database, database.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :version"), {"version": version})


def test_somebody_elses_database_is_refused(empty_url: str) -> None:
    with closing(Database(empty_url)) as database, database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE invoices (id INTEGER)")
    for attempt in (open_archive, migrate):
        with pytest.raises(ArchiveError, match="holds tables of something else .invoices"):
            attempt(empty_url)
    assert schema_version(empty_url) is None


STEP = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0099", "{newest}"
def upgrade():
    op.add_column("statement", sa.Column("note", sa.Text()))
    op.execute("{second}")
"""


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """This program's steps, to add one to."""
    copy = tmp_path / "steps"
    shutil.copytree(STEPS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_a_step_that_fails_leaves_the_database_as_it_was(empty_url: str, steps: Path) -> None:
    newest = migrate(empty_url)
    before = dump(empty_url)
    step = STEP.format(newest=newest, second="INSERT INTO nowhere VALUES (1)")
    (steps / "versions" / "v0099_next.py").write_text(step)
    with pytest.raises(
        ArchiveError, match="could not be brought to version 0099 and is as it was: .*nowhere"
    ):
        migrate(empty_url, steps=steps)
    assert dump(empty_url) == before
    assert schema_version(empty_url) == newest


def test_a_file_is_copied_before_it_is_changed(empty_url: str, steps: Path) -> None:
    newest = migrate(empty_url)
    step = STEP.format(newest=newest, second="UPDATE statement SET note = NULL")
    (steps / "versions" / "v0099_next.py").write_text(step)
    assert migrate(empty_url, steps=steps) == schema_version(empty_url) == "0099"
    assert any("note" in str(row) for row in dump(empty_url))
    if empty_url.startswith("sqlite"):
        copy = f"{empty_url}.before-{newest}"
        assert schema_version(copy) == newest
        assert not any("note" in str(row) for row in dump(copy))


def fill_the_first_version(url: str) -> None:
    """What a service of the first version left behind: a source that was read, failed and was read again, and a statement of it."""
    rows: list[tuple[sa.Table, dict[str, object]]] = [
        (
            schema.source,
            {
                "id": "a", "issuer": "FR", "host": "a.example", "every": 900, "enabled": True, "health": "ok", "created_at": NOW,
                "next_due_at": NOW + 8 * HOUR, "baseline_at": NOW, "last_check_at": NOW + 6 * HOUR, "last_verdict": "ok",
                "last_success_at": NOW + 6 * HOUR, "lease_token": 7,
            },
        ),
        (schema.statement, {"source": "a", "issuer": "FR", "first_seen": NOW, "last_seen": NOW, "versions": 1}),
        (
            schema.version,
            {
                "statement": 1, "n": 1, "seen": NOW, "baseline": False, "url": "https://a.example/one", "title": "On Aleppo",
                "sha256": sha("On Aleppo\nFrance calls for restraint."), "text_sha256": sha("France calls for restraint."),
                "language": "en", "published_precision": "unknown", "text": "France calls for restraint.",
            },
        ),
        (schema.locator, {"source": "a", "value": "guid:one", "statement": 1, "first_seen": NOW}),
        (schema.body, {"sha256": "0" * 64, "size": 1, "zlib": b"x"}),
        (
            schema.capture,
            {"version": 1, "body": "0" * 64, "url": "https://a.example/one", "fetched_at": NOW, "status": 200, "headers": {}},
        ),
    ]  # fmt: skip
    verdicts = ("ok", "timeout", "timeout", "timeout", "blocked", "ok", "unchanged")
    for number, verdict in enumerate(verdicts):
        row = {"source": "a", "lease_token": number + 1, "verdict": verdict, "entry": "https://a.example/"}
        began = NOW + number * HOUR
        rows.append((schema.check, row | {"started": began - MINUTE, "finished": began, "error": verdict}))
    with closing(Database(url)) as database, database.write() as connection:
        for table, values in rows:
            connection.execute(sa.insert(table).values(**values))


def test_an_archive_of_the_first_version_keeps_its_past_and_goes_on(empty_url: str, steps: Path) -> None:
    for step in (steps / "versions").glob("v*.py"):
        if not step.name.startswith("v0001"):
            step.unlink()
    assert migrate(empty_url, steps=steps) == "0001"
    fill_the_first_version(empty_url)
    with open_archive(empty_url, migrate=True) as archive:
        spells = archive.health.spells("a", NOW - DAY, NOW + DAY)
        assert [(spell.health, spell.verdict, spell.since, spell.until) for spell in spells] == [
            (SourceHealth.OK, Verdict.OK, NOW, NOW + HOUR - MINUTE),
            (SourceHealth.DEGRADED, Verdict.TIMEOUT, NOW + HOUR - MINUTE, NOW + 3 * HOUR - MINUTE),
            (SourceHealth.FAILING, Verdict.TIMEOUT, NOW + 3 * HOUR - MINUTE, NOW + 4 * HOUR - MINUTE),
            (SourceHealth.BLOCKED, Verdict.BLOCKED, NOW + 4 * HOUR - MINUTE, NOW + 5 * HOUR),
            (SourceHealth.OK, Verdict.OK, NOW + 5 * HOUR, None),
        ]
        [gap] = archive.health.gaps(NOW, NOW + 7 * HOUR)
        assert (gap.since, gap.until) == (NOW + HOUR - MINUTE, NOW + 5 * HOUR)
        assert archive.sources.state("a") is not None
        assert list(archive.seals.unsealed()) == [(1, 1)]

        archive.sources.sync([entry("a")], NOW + 8 * HOUR)
        lease = archive.sources.claim("a", NOW + 8 * HOUR, owner="t", lease=MINUTE)
        assert lease is not None
        page = Capture(url="https://a.example/two", fetched_at=NOW, status=200, headers={}, body=b"two")
        given = new("two", text="France calls for restraint.")
        archive.statements.store(lease, given, now=NOW + 8 * HOUR, capture=page, baseline=False)
        finish(archive, lease, NOW + 8 * HOUR)
        assert archive.seals.first_version() == 2
        assert [link.statement for link in archive.links.of(2)] == [1]
        assert archive.health.current()["a"].since == NOW + 5 * HOUR


def test_an_archive_from_before_sketches_finds_copies_and_keeps_one_open_spell_a_source(
    empty_url: str, steps: Path
) -> None:
    for step in (steps / "versions").glob("v*.py"):
        if step.name > "v0004":
            step.unlink()
    assert migrate(empty_url, steps=steps) == "0003"
    fill_the_first_version(empty_url)
    words = [f"word{number}" for number in range(60)]
    older = {"source": "a", "issuer": "FR", "first_seen": NOW, "last_seen": NOW, "versions": 2}
    with closing(Database(empty_url)) as database, database.write() as connection:
        insert = sa.insert(schema.statement).values(**older).returning(schema.statement.c.id)
        statement = connection.execute(insert).scalar_one()
        for n, text in ((1, "Nothing of what is said now."), (2, " ".join(words))):
            version = connection.scalar(
                sa.insert(schema.version).returning(schema.version.c.id).values(
                    statement=statement, n=n, seen=NOW, baseline=False, url="https://a.example/old", title="Old",
                    sha256=sha(text + "!"), text_sha256=sha(text), published_precision="unknown", text=text,
                )
            )  # fmt: skip
            if n == 1:
                read = {"version": version, "model": "test", "rung": 1, "recorded_at": NOW}
                payload = reading_payload(reading())
                connection.execute(
                    sa.insert(schema.reading).values(**read, primary_stance="neutral", payload=payload)
                )
        spell = {"source": "a", "health": "ok", "since": NOW, "verdict": "ok"}
        for hours in (0, 2, 5):
            connection.execute(sa.insert(schema.spell).values(**{**spell, "since": NOW + hours * HOUR}))
    with open_archive(empty_url, migrate=True) as archive:
        spells = archive.health.spells("a", NOW - DAY, NOW + DAY)
        assert [spell.until for spell in spells] == [NOW + 2 * HOUR, NOW + 5 * HOUR, None]
        archive.sources.sync([entry("a"), entry("b")], NOW + 8 * HOUR)
        lease = archive.sources.claim("b", NOW + 8 * HOUR, owner="t", lease=MINUTE)
        assert lease is not None
        copy = new("copy", source="b", text=" ".join([*words, "and", "one", "more"]))
        stored = archive.statements.store(lease, copy, now=NOW + 8 * HOUR, capture=None, baseline=False)
        assert [link.statement for link in archive.links.of(stored.statement)] == [statement]
        waiting = [(version.statement, version.n) for version in archive.readings.unread(9)]
        assert waiting == [(1, 1), (statement, 2), (stored.statement, 1)]
    with (
        closing(Database(empty_url)) as database,
        pytest.raises(sa.exc.IntegrityError),
        database.write() as connection,
    ):
        connection.execute(sa.insert(schema.spell).values(**spell))


def test_the_names_of_the_steps_say_their_versions_in_their_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert known_versions() == steps[::-1]
