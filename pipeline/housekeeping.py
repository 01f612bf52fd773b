"""What is thrown away, and when: old check rows, and captured bytes if the settings say so. Statements never."""

from __future__ import annotations

from datetime import datetime

from archive import Archive
from config.settings import Retention


def tidy(archive: Archive, retention: Retention, now: datetime) -> None:
    """Remove what has outlived its retention. Cheap when there is nothing to remove."""
    archive.periods.forget_checks(now - retention.checks)
    if retention.captures is not None:
        archive.periods.forget_captures(now - retention.captures, now)
