"""What people thought of alerts: one answer a person, statement and watch. Kept as given, used for nothing but reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from archive import schema
from archive.chunks import chunks
from archive.database import Database
from archive.posts import Answer
from archive.rows import reading_of
from statements.errors import ArchiveError
from statements.labels import Basis
from statements.model import Reading
from statements.story import put_together

_feedback, _version, _reading, _statement, _mute, _member = (
    schema.feedback, schema.version, schema.reading, schema.statement, schema.mute, schema.story_member,
)  # fmt: skip


SOMEBODY: Final = "somebody"
"""Stands where the name of a person stood who is forgotten."""


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """How many answers were deleted, and from how many mutes and rulings on stories a name was taken."""

    answers: int
    mutes: int
    rulings: int


class Feedback:
    """Answers to "was this relevant?". All methods are one transaction each."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def record(
        self, statement: int, watch: str, person: str, relevant: bool, *, via: str, now: datetime
    ) -> bool:
        """Keep what ``person`` thinks of a statement, in place of what they thought before; returns whether that is a change.
        ``watch`` is the id of the watch whose alert they answer, empty for the statement as such; ``via`` is slack, mail or cli.
        Raises ArchiveError for a statement that does not exist."""
        key = {"statement": statement, "watch": watch, "person": person}
        said = {"relevant": relevant, "via": via, "at": now}
        with self._db.write() as connection:
            if (
                connection.execute(
                    sa.select(_statement.c.id).where(_statement.c.id == statement)
                ).one_or_none()
                is None
            ):
                raise ArchiveError(f"there is no statement {statement} in the archive")
            if self._db.insert_new(connection, _feedback, [{**key, **said}]):
                return True
            mine = sa.and_(*(_feedback.c[name] == value for name, value in key.items()))
            before: bool = connection.execute(
                sa.select(_feedback.c.relevant).where(mine).with_for_update()
            ).scalar_one()
            connection.execute(sa.update(_feedback).where(mine).values(**said))
        return before is not relevant

    def rows(
        self, since: datetime | None = None, *, watch: str | None = None, person: str | None = None
    ) -> list[Answer]:
        """Answers given at ``since`` or later, oldest first, each with the reading that stood when it was given (the first one,
        where none stood yet): that is what the person was shown."""
        query = sa.select(_feedback).order_by(_feedback.c.at, _feedback.c.id)
        if since is not None:
            query = query.where(_feedback.c.at >= since)
        if watch is not None:
            query = query.where(_feedback.c.watch == watch)
        if person is not None:
            query = query.where(_feedback.c.person == person)
        asked = query.with_only_columns(_feedback.c.statement).order_by(None)
        readings = (
            sa.select(_version.c.statement, _reading.c.recorded_at, _reading.c.payload)
            .join(_reading, _reading.c.version == _version.c.id)
            .where(_version.c.statement.in_(asked))
            .order_by(_version.c.n)
        )
        with self._db.read() as connection:
            rows = connection.execute(query).all()
            known: dict[int, list[tuple[datetime, Reading]]] = defaultdict(list)
            for found in connection.execute(readings):
                known[found.statement].append((found.recorded_at, reading_of(found.payload)))
        answers = []
        for row in rows:
            stood = [reading for at, reading in known[row.statement] if at <= row.at]
            first = known[row.statement][0][1] if known[row.statement] else None
            answers.append(
                Answer(
                    statement=row.statement,
                    watch=row.watch,
                    person=row.person,
                    relevant=row.relevant,
                    via=row.via,
                    at=row.at,
                    reading=stood[-1] if stood else first,
                )
            )
        return answers

    def said(self, person: str, watch: str, statements: Collection[int]) -> dict[int, bool]:
        """What a person thinks of some statements, as far as they said."""
        found: dict[int, bool] = {}
        mine = sa.and_(_feedback.c.person == person, _feedback.c.watch == watch)
        with self._db.read() as connection:
            for some in chunks(statements):
                query = sa.select(_feedback.c.statement, _feedback.c.relevant)
                rows = connection.execute(query.where(mine, _feedback.c.statement.in_(some)))
                found |= {row.statement: row.relevant for row in rows}
        return found

    def forget(self, person: str) -> Forgotten:
        """Delete all that a person ever answered, and their name wherever else it stands: what they muted stays muted, what they ruled
        about stories stays ruled, by `SOMEBODY`."""
        mine = schema.ruling.c.person == person
        with self._db.write() as connection:
            answers = connection.execute(sa.delete(_feedback).where(_feedback.c.person == person)).rowcount
            mutes = connection.execute(
                sa.update(_mute).where(_mute.c.person == person).values(person=SOMEBODY)
            ).rowcount
            put = connection.execute(
                sa.select(_member.c.statement, _member.c.because).where(_member.c.basis == Basis.PERSON)
            ).all()
            told = [put_together(person)]
            named = [row.statement for row in put if row.because == told]
            for statement in named:
                connection.execute(
                    sa.update(_member)
                    .where(_member.c.statement == statement)
                    .values(because=[put_together(SOMEBODY)])
                )
            rulings = connection.execute(
                sa.update(schema.ruling).where(mine).values(person=SOMEBODY)
            ).rowcount
        return Forgotten(answers=answers, mutes=mutes, rulings=rulings)
