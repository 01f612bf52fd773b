"""Which statements are one story. Every statement that was read is in one, most of them alone in their own.

A story is named after the statement that founded it. What a person ruled about two statements stays: see `Stories.rule`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive import schema
from archive.database import Database
from archive.rows import hit_of, select_hits
from statements.errors import ArchiveError
from statements.labels import Basis, Relation
from statements.model import Reading, Version
from statements.stories import Candidate, alone, decide
from statements.story import Joined, Member, Ruling, Story

_member, _ruling, _link = schema.story_member, schema.ruling, schema.link
_version, _statement = schema.version, schema.statement


class Stories:
    """What statements are together."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, statement: int) -> Story | None:
        """The story that a statement is in; None while no version of it was read."""
        own = sa.select(_member.c.story).where(_member.c.statement == statement).scalar_subquery()
        with self._db.read() as connection:
            found = _stories(connection, _member.c.story == own)
        return found[0] if found else None

    def story(self, story: int) -> Story:
        """A story by its id. Raises ArchiveError when there is none of that name."""
        with self._db.read() as connection:
            found = _stories(connection, _member.c.story == story)
        if not found:
            raise ArchiveError(f"there is no story {story} in the archive")
        return found[0]

    def recent(self, since: datetime, until: datetime) -> list[Story]:
        """The stories that a statement joined or founded from ``since`` until before ``until``, the newest first."""
        within = sa.select(_member.c.story).where(_member.c.at >= since, _member.c.at < until)
        with self._db.read() as connection:
            found = _stories(connection, _member.c.story.in_(within))
        return sorted(found, key=lambda story: story.id, reverse=True)

    def place(self, version: Version, reading: Reading) -> Story:
        """The story that a version belongs to by what is known now, with it in it. Nothing is written. A statement stays in
        its story through its edits; one that stood alone may yet be found to belong to others."""
        statement = version.statement
        with self._db.read() as connection:
            there = _stories(connection, _member.c.story == _story_of(statement))
            if there and len(there[0].members) > 1:
                before = next(m for m in there[0].members if m.version.statement == statement)
                return with_member(there[0], replace(before, version=version, reading=reading))
            new = Member(version=version, reading=reading, joined=alone(statement))
            joined = decide(new, _candidates(connection, version), _rulings(connection, [statement]))
            story = Story(id=statement, members=())
            if joined.story != statement:
                [story] = _stories(connection, _member.c.story == joined.story)
        return with_member(story, replace(new, joined=joined))

    def candidates(self, version: Version, reading: Reading) -> Sequence[Candidate]:
        """The statements in whose stories a version may belong."""
        with self._db.read() as connection:
            return _candidates(connection, version)

    def rulings(self, statement: int) -> tuple[Ruling, ...]:
        """What people decided about a statement."""
        with self._db.read() as connection:
            return _rulings(connection, [statement])


def with_member(story: Story, member: Member) -> Story:
    """A story with a member in it, in the place of what it has of the same statement."""
    statement = member.version.statement
    others = [one for one in story.members if one.version.statement != statement]
    return Story(id=story.id, members=_ordered(story.id, [*others, member]))


def keep(
    database: Database, connection: sa.Connection, statement: int, joined: Joined | None, now: datetime
) -> None:
    """Write down where a statement belongs, within the transaction that stores its reading. What a person decided stays; so
    does what is there when ``joined`` is None. If that beside which it stands is in another story by now, it goes there."""
    joined = joined or alone(statement)
    story = joined.story
    if joined.beside is not None:
        story = connection.execute(
            sa.select(_member.c.story).where(_member.c.statement == joined.beside)
        ).scalar_one()
    row = {
        "story": story,
        "basis": joined.basis,
        "beside": joined.beside,
        "score": joined.score,
        "because": list(joined.because),
        "at": now,
    }
    new = database.insert_new(connection, _member, [{"statement": statement, **row}])
    if not new and joined.basis is not Basis.FOUNDER:
        connection.execute(
            sa.update(_member)
            .where(_member.c.statement == statement, _member.c.basis == Basis.FOUNDER)
            .values(**row)
        )


def _story_of(statement: int) -> sa.ScalarSelect[Any]:
    return sa.select(_member.c.story).where(_member.c.statement == statement).scalar_subquery()


def _members(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Statements in their newest version, with where they belong."""
    return (
        select_hits()
        .add_columns(_member.c.story, _member.c.basis, _member.c.beside, _member.c.score, _member.c.because)
        .join(_member, _member.c.statement == _statement.c.id)
        .where(_version.c.n == _statement.c.versions, *conditions)
    )


def _member_of(row: Any) -> Member:
    hit = hit_of(row)
    return Member(
        version=hit.version,
        reading=hit.reading,
        joined=Joined(
            story=row.story,
            basis=Basis(row.basis),
            beside=row.beside,
            score=row.score,
            because=tuple(row.because),
        ),
        withdrawn=hit.withdrawn_at is not None,
    )


def _stories(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Story]:
    found: dict[int, list[Member]] = {}
    for row in connection.execute(_members(condition)):
        found.setdefault(row.story, []).append(_member_of(row))
    return [Story(id=story, members=_ordered(story, members)) for story, members in found.items()]


def _ordered(story: int, members: Iterable[Member]) -> tuple[Member, ...]:
    def place(member: Member) -> tuple[bool, datetime, int]:
        version = member.version
        return version.statement != story, version.first_seen, version.statement

    return tuple(sorted(members, key=place))


def _candidates(connection: sa.Connection, version: Version) -> list[Candidate]:
    ends = sa.or_(_link.c.statement == version.statement, _link.c.other == version.statement)
    links: dict[int, tuple[Relation, float]] = {}
    for row in connection.execute(
        sa.select(_link.c.statement, _link.c.other, _link.c.relation, _link.c.score).where(ends)
    ):
        other = row.other if row.statement == version.statement else row.statement
        links[other] = (Relation(row.relation), row.score)
    if not links:
        return []
    rows = connection.execute(_members(_member.c.statement.in_(list(links))))
    members = [_member_of(row) for row in rows]
    return [
        Candidate(member=one, relation=links[one.version.statement][0], score=links[one.version.statement][1])
        for one in members
    ]


def _rulings(connection: sa.Connection, statements: Sequence[int]) -> tuple[Ruling, ...]:
    rows = connection.execute(
        sa.select(_ruling).where(sa.or_(_ruling.c.one.in_(statements), _ruling.c.other.in_(statements)))
    )
    return tuple(
        Ruling(one=row.one, other=row.other, together=row.together, at=row.at, person=row.person)
        for row in rows
    )
