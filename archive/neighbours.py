"""Which statements may say the same as a new one in another language: those published within days of it that hold the same rare
marks (see statements.marks). Found by index, however large the archive."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from archive import schema
from archive.database import Database
from statements import events, marks, references
from statements.marks import Marks
from statements.model import Version

KEYS: Final = 30
"""Marks under which a statement is written down and looked up."""
COMMON: Final = 60
"""Statements that are looked at under one mark: what more hold in ten days tells nothing."""
MOST: Final = 10
"""Statements that a new one is compared with."""
LATELY: Final = timedelta(days=60)
OFTEN: Final = 3
"""Statements in that time from which a name is one that is spoken of."""
_key = schema.story_key
_REFERRED = (
    sa.select(_key.c.statement)
    .where(_key.c.key.in_(sa.bindparam("keys", expanding=True)), _key.c.statement != sa.bindparam("s"))
    .order_by(_key.c.statement.desc())
    .limit(MOST)
)
_USES = (
    sa.select(_key.c.key, sa.func.count().label("uses"))
    .where(
        _key.c.key.in_(sa.bindparam("keys", expanding=True)),
        _key.c.day >= sa.bindparam("first"),
        _key.c.day < sa.bindparam("last"),
    )
    .group_by(_key.c.key)
)

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
    hashes, surely = _hashes(version, held)
    day = references.day(version).toordinal()
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
        shared[row.statement] += 2 if row.at < surely else 1
    likely = [one for one in score if shared[one] > 1 or score[one] > 0.5]
    found = sorted(likely, key=lambda one: (-score[one], -one))[:MOST]
    told = {_hash(events.said(version.issuer, one.day)) for one in references.of(version).earlier}
    if marks.is_figureless(held):  # what it is a translation of shares little to be found by
        told.add(_hash(events.said(version.issuer, references.day(version))))
    referred = (
        connection.execute(_REFERRED, {"keys": list(told), "s": version.statement}).scalars() if told else ()
    )
    return list(dict.fromkeys((*found, *referred)))


def note(database: Database, connection: sa.Connection, version: Version, held: Marks) -> None:
    """Write down what a version holds."""
    day = references.day(version).toordinal()
    keys = {*_hashes(version, held)[0], _hash(events.said(version.issuer, references.day(version)))}
    rows = [{"key": key, "day": day, "statement": version.statement} for key in sorted(keys)]
    database.insert_new(connection, _key, rows)


def common(connection: sa.Connection, version: Version, held: Marks, window: timedelta) -> frozenset[str]:
    """Those of a version's names, by their sound, that stood in several statements before those that it is compared with: names of
    ministers, of places that are spoken of every week."""
    names = {_hash(f"~{name}"): name for name in held.names}
    last = references.day(version).toordinal() - window.days
    rows = connection.execute(_USES, {"keys": list(names), "first": last - LATELY.days, "last": last}).all()
    return frozenset(names[row.key] for row in rows if row.uses >= OFTEN)


def _hashes(version: Version, held: Marks) -> tuple[list[int], int]:
    """What a version is written down under, and how many of the first lead to what is about one event with it."""
    event = events.keys(version)
    told = dict.fromkeys((*event, *marks.keys(held)))
    return [_hash(key) for key in told][:KEYS], len(event)


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1
