"""What the commands about watches need."""

from __future__ import annotations

import re
from typing import Any

from archive import Archive
from config import Config
from pipeline import shapes
from statements.clock import SystemClock
from statements.errors import CommuniqueError

EXAMPLES = 20
_SINCE = re.compile(r"^\d+[dh]$")


def listing(config: Config) -> list[dict[str, Any]]:
    """Every watch with its query and destinations."""
    return [
        {
            "id": watch.id,
            "name": watch.name,
            "query": watch.query,
            "to": list(watch.to),
            "enabled": watch.enabled,
        }
        for watch in config.watches
    ]


def test(config: Config, archive: Archive, watch: str, *, since: str) -> dict[str, Any]:
    """What a watch would have matched among statements first seen in ``since`` (``30d``, ``12h``)."""
    found = next((entry for entry in config.watches if entry.id == watch), None)
    if found is None:
        names = ", ".join(entry.id for entry in config.watches) or "none"
        raise CommuniqueError(f"there is no watch {watch!r}; configured: {names}")
    if not _SINCE.match(since):
        raise CommuniqueError(f"cannot read {since!r}; write for example 30d or 12h")
    results = archive.search(f"({found.query}) AND seen:<{since}", limit=EXAMPLES, now=SystemClock().now())
    return {
        "watch": watch,
        "query": found.query,
        "since": since,
        "total": results.total,
        "truncated": results.total >= results.total_limit,
        "examples": [
            {
                "id": hit.version.statement,
                "first_seen": shapes.moment(hit.version.first_seen),
                "issuer": hit.version.issuer,
                "title": hit.version.title,
            }
            for hit in results.hits
        ],
    }
