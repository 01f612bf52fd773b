"""Which statements belong together: the same text elsewhere, copies, language twins, re-issues. Linked, never merged.

Found whenever a version is stored, in that transaction: by the hash of the text, by a sketch of its words (see
statements.likeness), by the names that versions in several languages share (see statements.identity).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from archive import schema
from archive.columns import storable
from archive.database import Database
from archive.facets import published_day
from archive.rows import published_of
from archive.traces import Link
from statements.identity import alternate_names, twin_names
from statements.labels import Relation
from statements.likeness import SKETCH, Printed, relation, shared_at_least, sketch
from statements.model import Candidate, Published, Reissue

MOST: Final = 20
"""Statements that a new text is compared with: those that share most with it."""
TWIN_WINDOW: Final = timedelta(days=62)
"""Publications in several languages follow each other within days; an id that comes again later is another's."""
COMMON: Final = 200
"""Statements that are looked at under one value of a sketch. What more share is a phrase of office, and tells nothing."""
BY_WORDS: Final = (Relation.SAME_TEXT, Relation.COPY)
"""What holds as long as the texts do; twins and re-issues stay."""
_TWIN_SCORES: Final = {"path": 1.0, "alt": 1.0, "twin:guid": 0.9, "twin:id": 0.9, "twin:path": 0.8}
"""By what a twin was found: linked by the page itself, the publisher's id, the address."""
_statement, _version, _link, _sketch = schema.statement, schema.version, schema.link, schema.sketch


@dataclass(frozen=True, kw_only=True)
class Other:
    """A statement as it stands, for comparing."""

    statement: int
    printed: Printed


@dataclass(frozen=True, kw_only=True)
class Found:
    """``later`` belongs to ``other``."""

    later: int
    other: int
    relation: Relation
    score: float


# The newest under each value, since an issuer's opening words may be in all it ever said. As text, since it is the same every
# time: to build it anew costs more than to run it.
_UNDER_EACH = sa.text(
    " UNION ALL ".join(
        f"SELECT statement FROM (SELECT statement FROM sketch WHERE value = :v{at} AND statement <> :s"  # noqa: S608 - our numbers
        f" ORDER BY statement DESC LIMIT {COMMON}) AS t{at}"
        for at in range(SKETCH)
    )
)


class Links:
    """What belongs together."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, statement: int) -> list[Link]:
        """The other statements that belong to one, by relation and id."""
        other = sa.case((_link.c.statement == statement, _link.c.other), else_=_link.c.statement)
        query = (
            sa.select(
                _link.c.relation,
                _link.c.score,
                _link.c.at,
                (_link.c.other == statement).label("later"),
                _statement.c.id,
                _statement.c.source,
                _statement.c.issuer,
                _version,
            )
            .join(_statement, _statement.c.id == other)
            .join(
                _version,
                sa.and_(_version.c.statement == _statement.c.id, _version.c.n == _statement.c.versions),
            )
            .where(sa.or_(_link.c.statement == statement, _link.c.other == statement))
            .order_by(_link.c.relation, _statement.c.id)
        )
        with self._db.read() as connection:
            return [
                Link(
                    statement=row.statement,
                    relation=Relation(row.relation),
                    score=row.score,
                    later=bool(row.later),
                    at=row.at,
                    source=row.source,
                    issuer=row.issuer,
                    language=row.language,
                    title=row.title,
                    url=row.url,
                    published=published_of(row),
                )
                for row in connection.execute(query)
            ]


def names(candidate: Candidate) -> tuple[str, ...]:
    """What a statement is written down under besides its locators, so that its twins find it."""
    urls = [alternate.url for alternate in candidate.alternates]
    alternates = alternate_names(urls, own=candidate.locators)
    return (*twin_names(candidate.locators), *(f"alt:{name}" for name in alternates))


def twin_keys(candidate: Candidate) -> dict[str, float]:
    """Names under which a twin may be written down, with what each is worth."""
    urls = [alternate.url for alternate in candidate.alternates]
    own = [name for name in candidate.locators if name.startswith("path:")]
    keys = [*alternate_names(urls, own=candidate.locators), *(f"alt:{name}" for name in own)]
    keys += twin_names(candidate.locators)
    return {key: next(worth for kind, worth in _TWIN_SCORES.items() if key.startswith(kind)) for key in keys}


def printed(candidate: Candidate, first_seen: datetime) -> Printed:
    """A candidate for comparing."""
    return Printed(
        source=candidate.source,
        issuer=candidate.issuer,
        title=candidate.title,
        text=candidate.text,
        text_sha256=candidate.text_sha256,
        language=candidate.language,
        day=_day(candidate.published, first_seen),
    )


def by_words(statement: int, new: Printed, others: Iterable[Other]) -> list[Found]:
    """How a text belongs to those it was found to share words with."""
    found = []
    for other in others:
        what = relation(new, other.printed)
        if what is None:
            continue
        named, score = what
        # A re-issue is the later by its date, whichever we saw first.
        earlier = named is Relation.REISSUE and new.day < other.printed.day
        found.append(
            Found(
                later=other.statement if earlier else statement,
                other=statement if earlier else other.statement,
                relation=named,
                score=round(score, 4),
            )
        )
    return found


def twins(statement: int, new: Printed, others: Iterable[Other], worth: Mapping[int, float]) -> list[Found]:
    """Those of the others that say the same in another language: the address or id that led there told so."""
    return [
        Found(
            later=statement,
            other=other.statement,
            relation=Relation.TWIN,
            score=worth.get(other.statement, min(_TWIN_SCORES.values())),
        )
        for other in others
        if None not in (new.language, other.printed.language)
        and new.language != other.printed.language
        and abs(new.day - other.printed.day) <= TWIN_WINDOW
    ]


def reissue(statement: int, found: Sequence[Found], others: Mapping[int, Printed]) -> Reissue | None:
    """Of which older statement this one is a re-issue: the latest of the most alike."""
    again = [one for one in found if one.relation is Relation.REISSUE and one.later == statement]
    if not again:
        return None
    best = max(again, key=lambda one: (one.score, others[one.other].day))
    return Reissue(statement=best.other, day=others[best.other].day, score=best.score)


def forget(connection: sa.Connection, statement: int) -> None:
    """Take back what was written down of a statement for the words that it had: it has others now."""
    connection.execute(sa.delete(_sketch).where(_sketch.c.statement == statement))
    connection.execute(
        sa.delete(_link).where(
            _link.c.relation.in_(BY_WORDS),
            sa.or_(_link.c.statement == statement, _link.c.other == statement),
        )
    )


def note(
    database: Database, connection: sa.Connection, statement: int, candidate: Candidate, now: datetime
) -> Reissue | None:
    """Write down, within the transaction that stores a version, what its statement belongs to; returns of which it is a
    re-issue, if of any."""
    values = sketch(candidate.text)
    alike = _sharing(connection, statement, values, candidate.text_sha256)
    worth = _named(connection, statement, candidate)
    others = _others(connection, {*alike, *worth})
    first_seen = connection.execute(
        sa.select(_statement.c.first_seen).where(_statement.c.id == statement)
    ).scalar_one()
    new = printed(candidate, first_seen)
    found = by_words(statement, new, (others[other] for other in sorted(alike)))
    found += twins(statement, new, (others[other] for other in sorted(worth)), worth)
    rows = [
        {"statement": one.later, "other": one.other, "relation": one.relation, "score": one.score, "at": now}
        for one in found
    ]
    database.insert_new(connection, _link, rows)
    if values:
        connection.execute(sa.insert(_sketch), [{"value": value, "statement": statement} for value in values])
    return reissue(statement, found, {other: one.printed for other, one in others.items()})


def _sharing(connection: sa.Connection, statement: int, values: Sequence[int], text_sha256: str) -> set[int]:
    """Statements with the same text, or that share enough of the sketch."""
    same = (
        sa.select(_statement.c.id)
        .join(
            _version, sa.and_(_version.c.statement == _statement.c.id, _version.c.n == _statement.c.versions)
        )
        .where(_version.c.text_sha256 == text_sha256, _statement.c.id != statement)
        .order_by(_statement.c.id.desc())
        .limit(MOST)
    )
    found = set(connection.execute(same).scalars())
    if values:
        # Fewer values than places: minus one is the hash of nothing.
        padded = {f"v{at}": values[at] if at < len(values) else -1 for at in range(SKETCH)}
        rows = connection.execute(_UNDER_EACH, {"s": statement, **padded}).scalars()
        shared = Counter(rows)
        close = [other for other, count in shared.items() if count >= shared_at_least(len(values))]
        found |= set(sorted(close, key=lambda other: (-shared[other], -other))[:MOST])
    return found


def _named(connection: sa.Connection, statement: int, candidate: Candidate) -> dict[int, float]:
    """Statements of the same issuer that are written down under a twin's name, and the twins of those."""
    keys = {storable(key): score for key, score in twin_keys(candidate).items()}
    table = schema.locator
    sources = sa.select(schema.source.c.id).where(schema.source.c.issuer == candidate.issuer)
    rows = connection.execute(
        sa.select(table.c.value, table.c.statement).where(
            table.c.source.in_(sources), table.c.value.in_(list(keys)), table.c.statement != statement
        )
    )
    worth: dict[int, float] = {}
    for row in rows:
        worth[row.statement] = max(worth.get(row.statement, 0.0), keys[row.value])
    if worth:
        either = connection.execute(
            sa.select(_link.c.statement, _link.c.other, _link.c.score).where(
                _link.c.relation == Relation.TWIN,
                sa.or_(_link.c.statement.in_(worth), _link.c.other.in_(worth)),
            )
        )
        for one, other, score in either.all():
            for end in (one, other):
                if end != statement:
                    worth.setdefault(end, score)
    return worth


def _others(connection: sa.Connection, statements: Iterable[int]) -> dict[int, Other]:
    query = (
        sa.select(_statement.c.source, _statement.c.issuer, _statement.c.first_seen, _version)
        .join(
            _version, sa.and_(_version.c.statement == _statement.c.id, _version.c.n == _statement.c.versions)
        )
        .where(_statement.c.id.in_(list(statements)))
    )
    return {row.statement: _other(row) for row in connection.execute(query)}


def _other(row: Any) -> Other:
    return Other(
        statement=row.statement,
        printed=Printed(
            source=row.source,
            issuer=row.issuer,
            title=row.title,
            text=row.text,
            text_sha256=row.text_sha256,
            language=row.language,
            day=_day(published_of(row), row.first_seen),
        ),
    )


def _day(published: Published, first_seen: datetime) -> date:
    return published_day(published) or first_seen.date()
