"""Edits of the configuration under a running service. It goes on with what it read when it started, and says so in its log:
nobody should wait for an alert from a watch that the service does not know.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import structlog

log = structlog.get_logger("communique.run")

LOOK = 30.0
"""Seconds between two looks at the files."""

Fingerprint = Mapping[str, tuple[int, int]]


def fingerprint(directory: Path) -> Fingerprint:
    """The files of a configuration directory with their time of change and size."""
    found = {}
    for path in (
        directory / "settings.yaml",
        directory / "watches.yaml",
        directory / "topics.yaml",
        *directory.glob("sources/**/*.yaml"),
    ):
        try:
            seen = path.stat()
        except OSError:  # not there, or no longer
            continue
        found[str(path.relative_to(directory))] = (seen.st_mtime_ns, seen.st_size)
    return found


async def tell(directory: Path, read: Fingerprint, *, look: float = LOOK) -> None:
    """Log a warning for each edit since ``read`` was taken, until cancelled."""
    while True:
        await asyncio.sleep(look)
        now = fingerprint(directory)
        edited = sorted(name for name in {*read, *now} if read.get(name) != now.get(name))
        if edited:
            log.warning("the configuration was edited; it takes effect after a restart", files=edited)
        read = now
