"""Which statements are one story. Every statement that was read is in one, most of them alone in their own.

A story is named after the statement that founded it. What a person ruled about two statements stays: see `Stories.rule`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from archive import neighbours, schema
from archive.database import Database
from archive.rows import hit_of, select_hits
from statements import marks
from statements.errors import ArchiveError
from statements.labels import Basis, Relation
from statements.model import Reading, Version
from statements.stories import WINDOW, Candidate, alone, decide
from statements.story import Joined, Member, Ruling, Story, put_together

_member, _ruling, _link = schema.story_member, schema.ruling, schema.link
_version, _statement = schema.version, schema.statement


class Stories:
    """What statements are together."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, statement: int) -> Story | None:
        """The story that a statement is in; None while no version of it was read."""
        with self._db.read() as connection:
            return _story_with(connection, statement)

    def story(self, story: int) -> Story:
        """A story by its id. Raises ArchiveError when there is none of that name."""
        with self._db.read() as connection:
            found = _stories(connection.execute(_STORY, {"asked": story}))
        if not found:
            raise ArchiveError(f"there is no story {story} in the archive")
        return found[0]

    def recent(self, since: datetime, until: datetime, *, alone: bool = True) -> list[Story]:
        """The stories that a statement founded or joined from ``since`` until before ``until``, the newest first; without
        those of one statement unless ``alone``."""
        within = sa.select(_member.c.story).where(_member.c.at >= since, _member.c.at < until)
        if not alone:
            within = within.where(_member.c.statement != _member.c.story)
        with self._db.read() as connection:
            found = _stories(connection.execute(_members(_member.c.story.in_(within))))
        return sorted(found, key=lambda story: story.id, reverse=True)

    def place(self, version: Version, reading: Reading) -> Story:
        """The story that a version belongs to by what is known now, with it in it. Nothing is written. A statement stays in
        its story through its edits; one that stood alone may yet be found to belong to others."""
        statement = version.statement
        with self._db.read() as connection:
            size = connection.execute(_SIZE, {"asked": statement}).scalar_one()
            there = _story_with(connection, statement) if size > 1 else None
            if there is not None:
                before = there.member(statement)
                return with_member(there, replace(before, version=version, reading=reading))
            new = Member(version=version, reading=reading, joined=alone(statement))
            rulings = _rulings(connection, statement)
            known = _candidates(connection, version, reading, rulings)
            common = (
                neighbours.common(connection, version, marks.of(version, reading), WINDOW) if known else ()
            )
            joined = decide(new, known, rulings, common=common)
            story = Story(id=statement, members=())
            if joined.story != statement:
                [story] = _stories(connection.execute(_STORY, {"asked": joined.story}))
        return with_member(story, replace(new, joined=joined))

    def candidates(self, version: Version, reading: Reading) -> Sequence[Candidate]:
        """The statements in whose stories a version may belong."""
        with self._db.read() as connection:
            return _candidates(connection, version, reading, _rulings(connection, version.statement))

    def rulings(self, statement: int) -> tuple[Ruling, ...]:
        """What people decided about a statement, oldest first."""
        with self._db.read() as connection:
            return _rulings(connection, statement)

    def rule(self, one: int, other: int, *, together: bool, person: str, now: datetime) -> Story:
        """A person's word on two statements, which no machine undoes; returns the story that ``other`` is in then.

        Together: ``other``, with what came beside it, goes into the story of ``one``. Apart: ``other``, with what came
        beside it, gets a story of its own; if it founded the story, all the rest do. What was sent stays sent. Raises
        ArchiveError for a statement that is in no story, and for two that are not in one when they are to be parted."""
        if one == other:
            raise ArchiveError(f"statement {one} cannot be ruled on with itself")
        with self._db.write() as connection:
            first, second = (_story_with(connection, statement) for statement in (one, other))
            for statement, story in ((one, first), (other, second)):
                if story is None:
                    raise ArchiveError(
                        f"statement {statement} is in no story: it is not known, or not yet read"
                    )
            if first is None or second is None:
                raise AssertionError
            if together:
                self._decide(connection, [(one, other)], together, person, now)
                if first.id != second.id:
                    _move(connection, _came_with(second, other), first.id)
                    why = {"basis": Basis.PERSON, "beside": one, "because": [put_together(person)]}
                    _set(connection, other, score=1.0, **why)
            elif first.id != second.id:
                raise ArchiveError(f"statements {one} and {other} are not in one story")
            else:
                self._part(connection, first, other, person, now)
            found = _story_with(connection, other)
        if found is None:
            raise AssertionError
        return found

    def split(self, statement: int, *, person: str, now: datetime) -> Story:
        """Take a statement, with what came beside it, out of its story; returns the story it has then, see `rule`. Raises
        ArchiveError when it stands alone already."""
        story = self.of(statement)
        if story is None:
            raise ArchiveError(f"statement {statement} is in no story: it is not known, or not yet read")
        others = [m.version.statement for m in story.members if m.version.statement != statement]
        if not others:
            raise ArchiveError(f"statement {statement} stands alone in its story")
        return self.rule(others[0], statement, together=False, person=person, now=now)

    def _part(
        self, connection: sa.Connection, story: Story, statement: int, person: str, now: datetime
    ) -> None:
        everyone = [member.version.statement for member in story.members]
        leaving = [statement] if statement == story.id else _came_with(story, statement)
        staying = [one for one in everyone if one not in leaving]
        self._decide(connection, [(a, b) for a in leaving for b in staying], False, person, now)
        moved, name = (staying, staying[0]) if statement == story.id else (leaving, statement)
        _move(connection, moved, name)
        _set(connection, name, basis=Basis.FOUNDER, beside=None, score=1.0, because=[])
        # Who stood beside one that is elsewhere now stands beside the founder.
        connection.execute(
            sa.update(_member)
            .where(_member.c.story == name, _member.c.statement != name, _member.c.beside.not_in(moved))
            .values(beside=name)
        )

    def _decide(
        self,
        connection: sa.Connection,
        pairs: Iterable[tuple[int, int]],
        together: bool,
        person: str,
        now: datetime,
    ) -> None:
        for one, other in (sorted(pair) for pair in pairs):
            connection.execute(sa.delete(_ruling).where(_ruling.c.one == one, _ruling.c.other == other))
            row = {"one": one, "other": other, "together": together, "at": now, "person": person}
            connection.execute(sa.insert(_ruling).values(**row))


def with_member(story: Story, member: Member) -> Story:
    """A story with a member in it, in the place of what it has of the same statement."""
    statement = member.version.statement
    others = [one for one in story.members if one.version.statement != statement]
    return Story(id=story.id, members=_ordered(story.id, [*others, member]))


def keep(
    database: Database,
    connection: sa.Connection,
    version: Version,
    reading: Reading,
    joined: Joined | None,
    now: datetime,
) -> None:
    """Write down where a statement belongs, within the transaction that stores its reading. What a person decided stays; so
    does what is there when ``joined`` is None. If that beside which it stands is in another story by now, it goes there."""
    neighbours.note(database, connection, version, marks.of(version, reading))
    statement = version.statement
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
    if new or joined.basis is Basis.FOUNDER:
        return
    follows = sa.select(_member.c.statement).where(
        _member.c.story == statement, _member.c.statement != statement
    )
    if connection.execute(follows.limit(1)).first() is None:  # what others joined stays where it is
        alone_still = sa.and_(_member.c.statement == statement, _member.c.basis == Basis.FOUNDER)
        connection.execute(sa.update(_member).where(alone_still).values(**row))


def _came_with(story: Story, statement: int) -> list[int]:
    """A member and those that came beside it, and beside those."""
    found: list[int] = []
    more = [statement]
    while more:
        found += more
        more = [m.version.statement for m in story.members if m.joined.beside in more]
    return found


def _move(connection: sa.Connection, statements: Sequence[int], story: int) -> None:
    connection.execute(sa.update(_member).where(_member.c.statement.in_(statements)).values(story=story))


def _set(connection: sa.Connection, statement: int, **values: Any) -> None:
    connection.execute(sa.update(_member).where(_member.c.statement == statement).values(**values))


def _members(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Statements in their newest version, with where they belong."""
    return (
        select_hits()
        .add_columns(_member.c.story, _member.c.basis, _member.c.beside, _member.c.score, _member.c.because)
        .join(_member, _member.c.statement == _statement.c.id)
        .where(_version.c.n == _statement.c.versions, *conditions)
    )


# Built once: for every statement that is read these are asked, and to build them costs more than to run them.
_asked: sa.BindParameter[int] = sa.bindparam("asked")
_own = sa.select(_member.c.story).where(_member.c.statement == _asked).scalar_subquery()
_STORY_OF = _members(_member.c.story == _own)
_STORY = _members(_member.c.story == _asked)
_THESE = _members(_member.c.statement.in_(sa.bindparam("these", expanding=True)))
_SIZE = sa.select(sa.func.count()).select_from(_member).where(_member.c.story == _own)
_LINKS = sa.select(_link.c.statement, _link.c.other, _link.c.relation, _link.c.score).where(
    sa.or_(_link.c.statement == _asked, _link.c.other == _asked)
)
_RULINGS = (
    sa.select(_ruling)
    .where(sa.or_(_ruling.c.one == _asked, _ruling.c.other == _asked))
    .order_by(_ruling.c.id)
)


def _story_with(connection: sa.Connection, statement: int) -> Story | None:
    found = _stories(connection.execute(_STORY_OF, {"asked": statement}))
    return found[0] if found else None


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


def _stories(rows: Iterable[Any]) -> list[Story]:
    found: dict[int, list[Member]] = {}
    for row in rows:
        found.setdefault(row.story, []).append(_member_of(row))
    return [Story(id=story, members=_ordered(story, members)) for story, members in found.items()]


def _ordered(story: int, members: Iterable[Member]) -> tuple[Member, ...]:
    def place(member: Member) -> tuple[bool, datetime, int]:
        version = member.version
        return version.statement != story, version.first_seen, version.statement

    return tuple(sorted(members, key=place))


def _candidates(
    connection: sa.Connection, version: Version, reading: Reading, rulings: Iterable[Ruling]
) -> list[Candidate]:
    statement = version.statement
    links: dict[int, tuple[Relation, float]] = {}
    for row in connection.execute(_LINKS, {"asked": statement}):
        other = row.other if row.statement == statement else row.statement
        links[other] = (Relation(row.relation), row.score)
    asked = {*links, *neighbours.near(connection, version, marks.of(version, reading), WINDOW)}
    asked |= {ruling.other if ruling.one == statement else ruling.one for ruling in rulings}
    members = _these(connection, asked)
    # Whether another follow-up belongs to a story is asked of what began it.
    members += _these(connection, {member.joined.story for member in members} - asked - {statement})
    found = []
    for member in members:
        relation, score = links.get(member.version.statement, (None, 0.0))
        found.append(Candidate(member=member, relation=relation, score=score))
    return found


def _these(connection: sa.Connection, statements: Collection[int]) -> list[Member]:
    if not statements:
        return []
    return [_member_of(row) for row in connection.execute(_THESE, {"these": sorted(statements)})]


def _rulings(connection: sa.Connection, statement: int) -> tuple[Ruling, ...]:
    return tuple(
        Ruling(one=row.one, other=row.other, together=row.together, at=row.at, person=row.person)
        for row in connection.execute(_RULINGS, {"asked": statement})
    )
