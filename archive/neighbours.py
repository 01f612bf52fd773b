"""Which statements may say the same as a new one in another language: those published within days of it that hold the same rare
marks (see statements.marks). Found by index, however large the archive."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from datetime import date, timedelta
from typing import Final

import sqlalchemy as sa

from archive import schema
from archive.database import Database
from archive.facets import published_day
from statements import marks
from statements.marks import Marks
from statements.model import Version

KEYS: Final = 24
"""Marks under which a statement is written down and looked up."""
COMMON: Final = 60
"""Statements that are looked at under one mark: what more hold in ten days tells nothing."""
MOST: Final = 10
"""Statements that a new one is compared with."""
_key = schema.story_key

# As text, since it is the same every time: to build it anew costs more than to run it.
_UNDER_EACH = sa.text(
    " UNION ALL ".join(
        f"SELECT at, statement FROM (SELECT {at} AS at, statement FROM story_key WHERE key = :k{at}"  # noqa: S608 - our numbers
        f" AND day BETWEEN :first AND :last AND statement <> :s ORDER BY day DESC, statement DESC LIMIT {COMMON}) AS t{at}"
        for at in range(KEYS)
    )
)


def near(connection: sa.Connection, version: Version, held: Marks, window: timedelta) -> list[int]:
    """Statements that share most with a version, by how rare it is what they share; those that share one common mark left out."""
    hashes = _hashes(held)
    if not hashes:
        return []
    day = _day(version).toordinal()
    # Fewer marks than places: minus one is the hash of nothing.
    asked = {f"k{at}": hashes[at] if at < len(hashes) else -1 for at in range(KEYS)}
    rows = connection.execute(
        _UNDER_EACH,
        {**asked, "first": day - window.days, "last": day + window.days, "s": version.statement},
    ).all()
    held_by = Counter(row.at for row in rows)
    score: dict[int, float] = {}
    shared: Counter[int] = Counter()
    for row in rows:
        score[row.statement] = score.get(row.statement, 0.0) + 1 / (1 + math.log(held_by[row.at]))
        shared[row.statement] += 1
    likely = [one for one in score if shared[one] > 1 or score[one] > 0.5]
    return sorted(likely, key=lambda one: (-score[one], -one))[:MOST]


def note(database: Database, connection: sa.Connection, version: Version, held: Marks) -> None:
    """Write down what a version holds."""
    day = _day(version).toordinal()
    rows = [{"key": key, "day": day, "statement": version.statement} for key in _hashes(held)]
    database.insert_new(connection, _key, rows)


def _hashes(held: Marks) -> list[int]:
    return [
        int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1
        for key in marks.keys(held, most=KEYS)
    ]


def _day(version: Version) -> date:
    """When it was published, or first seen where it is undated."""
    return published_day(version.published) or version.first_seen.date()
