"""The memory by which a statement is known to say something new: what every issuer ever said, on which rung it stands, what it
customarily says. What was found new is kept with the version. The rules are `statements.novelty`.

The memory is written in the transaction of the reading. It may lag behind the archive (an archive of before there was a memory,
a rebuild that was cut short): what it does not yet hold counts as unread, and nothing is called a first until it has
caught up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from archive import schema
from archive.database import Database
from archive.rows import news_of, novelty_row, select_versions, version_of
from statements import formulas, novelty, quotes
from statements.labels import Novelty, Relation
from statements.model import Reading, Version
from statements.novelty import Custom, Depth, Height, KnownOf
from statements.novelty_signs import Signs, signs
from statements.story import News

_said, _custom, _height, _depth = schema.said, schema.custom, schema.height, schema.depth
_novelty, _statement, _version, _reading, _link = (
    schema.novelty, schema.statement, schema.version, schema.reading, schema.link,
)  # fmt: skip
_REPEATS: Final = (Relation.SAME_TEXT, Relation.COPY, Relation.TWIN)
MEMORY: Final = (_said, _custom, _height, _depth)


class Novelties:
    """What is new, and the memory that tells so."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def known(self, version: Version, reading: Reading) -> KnownOf:
        """What the archive remembers that bears on a version which is to be recorded with this reading."""
        found = signs(version, reading)
        with self._db.read() as connection:
            known = _recall(connection, version, found)
            unread = _unread(connection, found.speakers, known) if _may_be_first(known) else {}
            customs = {
                place: replace(custom, quote=_last_use(connection, custom, place[1]))
                if custom.customary and novelty.lacks(found, version.language, place[1])
                else custom
                for place, custom in known.customs.items()
            }
        depth = {
            speaker: replace(known.depth.get(speaker, Depth()), unread=unread.get(speaker, 0))
            for speaker in found.speakers
        }
        return replace(known, depth=depth, customs=customs)

    def note(
        self, connection: sa.Connection, version: Version, reading: Reading, news: Sequence[News]
    ) -> tuple[News, ...]:
        """Keep what is new in a version, and remember what it says, within the transaction that records its reading. Returns what
        is new in its statement, the versions before included: what a search for news finds the statement by. A version is
        noted once."""
        found = signs(version, reading)
        known = _recall(connection, version, found)
        self._db.insert_new(connection, _novelty, [novelty_row(version, one) for one in news])
        if version.grade not in novelty.SILENT:
            self._remember(connection, version, known)
        rows = connection.execute(
            sa.select(_novelty)
            .join(_version, _version.c.id == _novelty.c.version)
            .where(_version.c.statement == version.statement, _version.c.n <= version.n)
            .order_by(_version.c.n, _novelty.c.kind, _novelty.c.value)
        )
        return tuple(map(news_of, rows))

    def of(self, version_id: int) -> tuple[News, ...]:
        """What was new in a version, by kind and value."""
        with self._db.read() as connection:
            rows = connection.execute(
                sa.select(_novelty)
                .where(_novelty.c.version == version_id)
                .order_by(_novelty.c.kind, _novelty.c.value)
            )
            return tuple(map(news_of, rows))

    def of_all(self, versions: Iterable[int]) -> dict[int, tuple[News, ...]]:
        """What was new in each of some versions; those without news are left out."""
        found: dict[int, list[News]] = {}
        with self._db.read() as connection:
            rows = connection.execute(
                sa.select(_novelty)
                .where(_novelty.c.version.in_(list(versions)))
                .order_by(_novelty.c.version, _novelty.c.kind, _novelty.c.value)
            )
            for row in rows:
                found.setdefault(row.version, []).append(news_of(row))
        return {version: tuple(news) for version, news in found.items()}

    def depths(self) -> dict[str, Depth]:
        """How many statements of each speaker are remembered, and how many of those it published are not."""
        with self._db.read() as connection:
            known = {row.issuer: row for row in connection.execute(sa.select(_depth))}
            archived = _archived(connection)
        return {
            issuer: Depth(
                read=known[issuer].read if issuer in known else 0,
                since=known[issuer].since if issuer in known else None,
                unread=archived.get(issuer, 0) - (known[issuer].own if issuer in known else 0),
            )
            for issuer in sorted({*known, *archived})
        }

    def lacking(self) -> int:
        """How many statements were read that the memory does not hold: those of an archive of before there was one, or of a rebuild
        that was cut short."""
        read = (
            sa.select(sa.func.count(_version.c.statement.distinct()))
            .join(_reading, _reading.c.version == _version.c.id)
            .scalar_subquery()
        )
        own = sa.select(sa.func.coalesce(sa.func.sum(_depth.c.own), 0)).scalar_subquery()
        with self._db.read() as connection:
            return max(0, int(connection.execute(sa.select(read - own)).scalar_one()))

    def forget(self) -> None:
        """Empty the memory, to fill it anew. What was found new before stays with its versions."""
        with self._db.write() as connection:
            for table in MEMORY:
                connection.execute(sa.delete(table))

    def _remember(self, connection: sa.Connection, version: Version, known: KnownOf) -> None:
        found = known.signs
        self._db.insert_new(
            connection,
            _said,
            [
                {
                    "issuer": speaker,
                    "kind": kind,
                    "value": value,
                    "statement": version.statement,
                    "at": found.at,
                }
                for speaker in found.speakers
                for kind, value in found.said
                if (speaker, kind, value) not in known.said
            ],
        )
        again = known.repeat or version.reissue is not None
        if known.first:
            self._deepen(connection, version, known, counts=not again)
        if again:
            return
        places = [(speaker, subject) for speaker in found.speakers for subject in found.hot]
        heights = {
            place: novelty.higher(known.heights.get(place), found.rung, found.at, version.statement)
            for place in places
        }
        _put(
            connection,
            _height,
            [
                {
                    "issuer": place[0],
                    "subject": place[1],
                    "rung": height.rung,
                    "at": height.at,
                    "statement": height.statement,
                }
                for place, height in heights.items()
                if height != known.heights.get(place)
            ],
            known=known.heights,
        )
        if known.first and novelty.tells(version, found):
            self._customs(connection, version, known)

    def _deepen(self, connection: sa.Connection, version: Version, known: KnownOf, *, counts: bool) -> None:
        for speaker in known.signs.speakers:
            before = known.depth.get(speaker)
            own = int(speaker == version.issuer)
            if before is None:
                row = {"read": int(counts), "own": own, "since": known.signs.at if counts else None}
                connection.execute(sa.insert(_depth).values(issuer=speaker, **row))
                continue
            changes: dict[str, Any] = {"own": _depth.c.own + own}
            if counts:
                since = known.signs.at if before.since is None else min(before.since, known.signs.at)
                changes |= {"read": _depth.c.read + 1, "since": since}
            connection.execute(sa.update(_depth).where(_depth.c.issuer == speaker).values(**changes))

    def _customs(self, connection: sa.Connection, version: Version, known: KnownOf) -> None:
        names = ("run", "since", "at", "statement", "uses", "lapses", "lapsed")
        customs = novelty.customs(known.customs, version, known.signs)
        _put(
            connection,
            _custom,
            [
                {
                    "issuer": version.issuer,
                    "subject": subject,
                    "formula": formula,
                    **{name: getattr(customs[subject, formula], name) for name in names},
                }
                for subject, formula in sorted(customs)
            ],
            known={(version.issuer, *place) for place in known.customs},
        )


def _put(
    connection: sa.Connection,
    table: sa.Table,
    rows: Sequence[Mapping[str, object]],
    *,
    known: Collection[tuple[str, ...]],
) -> None:
    """Insert rows, or change them where their primary key is ``known``."""
    key = [column.name for column in table.primary_key]
    changed = [row for row in rows if tuple(row[name] for name in key) in known]
    new = [row for row in rows if tuple(row[name] for name in key) not in known]
    if new:
        connection.execute(sa.insert(table), new)
    if changed:
        here = sa.and_(*(table.c[name] == sa.bindparam(f"its_{name}") for name in key))
        values: dict[str, Any] = {name: sa.bindparam(name) for name in changed[0] if name not in key}
        connection.execute(
            sa.update(table).where(here).values(values),
            [{**row, **{f"its_{name}": row[name] for name in key}} for row in changed],
        )


def _recall(connection: sa.Connection, version: Version, found: Signs) -> KnownOf:
    said = connection.execute(
        sa.select(_said.c.issuer, _said.c.kind, _said.c.value).where(
            _said.c.issuer.in_(found.speakers),
            _said.c.kind.in_(sorted({kind for kind, _ in found.said})),
            _said.c.value.in_(sorted({value for _, value in found.said})),
        )
    )
    depth = connection.execute(sa.select(_depth).where(_depth.c.issuer.in_(found.speakers)))
    heights = connection.execute(
        sa.select(_height).where(_height.c.issuer.in_(found.speakers), _height.c.subject.in_(found.hot))
    )
    customs = connection.execute(
        sa.select(_custom).where(_custom.c.issuer == version.issuer, _custom.c.subject.in_(found.subjects))
    )
    read_before = connection.execute(
        sa.select(_reading.c.version)
        .join(_version, _version.c.id == _reading.c.version)
        .where(_version.c.statement == version.statement, _version.c.n < version.n)
        .limit(1)
    ).first()
    return KnownOf(
        signs=found,
        depth={row.issuer: Depth(read=row.read, since=row.since) for row in depth},
        said=frozenset((row.issuer, Novelty(row.kind), row.value) for row in said),
        heights={
            (row.issuer, row.subject): Height(rung=row.rung, at=row.at, statement=row.statement)
            for row in heights
        },
        customs={
            (row.subject, row.formula): Custom(
                run=row.run,
                since=row.since,
                at=row.at,
                statement=row.statement,
                uses=row.uses,
                lapses=row.lapses,
                lapsed=row.lapsed,
            )
            for row in customs
        },
        first=read_before is None,
        repeat=_repeats(connection, version),
    )


def _repeats(connection: sa.Connection, version: Version) -> bool:
    """Whether an earlier statement of the same issuer says the same. The links are asked for first, and from each end apart: in one
    question SQLite walks all statements of the issuer (30 ms at 100,000)."""
    earlier: list[int] = []
    for mine, other in ((_link.c.statement, _link.c.other), (_link.c.other, _link.c.statement)):
        query = sa.select(other).where(mine == version.statement, _link.c.relation.in_(_REPEATS))
        earlier += [id_ for id_ in connection.execute(query).scalars() if id_ < version.statement]
    if not earlier:
        return False
    issuers = connection.execute(sa.select(_statement.c.issuer).where(_statement.c.id.in_(earlier)))
    return version.issuer in issuers.scalars().all()


def _may_be_first(known: KnownOf) -> bool:
    """Whether anything may be a first, so that it matters how much is unread: to count that of an issuer with 60,000 statements takes
    as long as all the rest."""
    found = known.signs
    return any(
        (speaker, kind, value) not in known.said for speaker in found.speakers for kind, value in found.said
    ) or any((speaker, subject) not in known.heights for speaker in found.speakers for subject in found.hot)


def _unread(connection: sa.Connection, speakers: Sequence[str], known: KnownOf) -> dict[str, int]:
    """How many statements that each speaker published are not in its memory, the one that is being read apart."""
    archived = _archived(connection, speakers)
    rows = connection.execute(sa.select(_depth.c.issuer, _depth.c.own).where(_depth.c.issuer.in_(speakers)))
    own = {row.issuer: row.own for row in rows}
    this = int(known.first)
    return {
        speaker: max(
            0, archived.get(speaker, 0) - own.get(speaker, 0) - (this if speaker == speakers[0] else 0)
        )
        for speaker in speakers
    }


def _archived(connection: sa.Connection, issuers: Sequence[str] | None = None) -> dict[str, int]:
    query = sa.select(_statement.c.issuer, sa.func.count().label("statements")).group_by(_statement.c.issuer)
    if issuers is not None:
        query = query.where(_statement.c.issuer.in_(issuers))
    return {row.issuer: row.statements for row in connection.execute(query)}


def _last_use(connection: sa.Connection, custom: Custom, formula: str) -> str | None:
    """The sentence in which a formula was last used, in the text as it was then."""
    row = connection.execute(
        select_versions().where(_version.c.statement == custom.statement).order_by(_version.c.n).limit(1)
    ).one_or_none()
    if row is None:
        return None
    version = version_of(row)
    number = formula.removeprefix("resolution-")
    if number != formula:
        return quotes.naming(version.text, number)
    return formulas.find(version.title, version.text, version.language).get(formula)
