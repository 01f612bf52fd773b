"""All that a digest told, a page at a time, and what its readers thought of it.

What is listed is what was frozen with the digest, by id: no edit, later reading or other query changes which statements stand
here. A GET only shows; a POST keeps an answer, in the name of the recipient whose link it is, and twice is as good as once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from fastapi import HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from archive.posts import DigestRecord
from pipeline import frozen
from pipeline.linking import Asked, Sent
from web import forms, members
from web.desk import Desk, number

PAGE = 100
"""Statements a page."""
Item = TypeVar("Item")
_RELEVANT = {"yes": True, "no": False}


@dataclass(frozen=True, kw_only=True)
class _Part:
    """What of a digest is listed: a section, or all. ``versions`` are ids in the order in which they were told."""

    sent: Sent
    record: DigestRecord
    section: frozen.Section | None
    versions: Sequence[int]


class Listing:
    """The answers, one method an address."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def show(self, token: str, section: str | None = None, page: str = "1", at: str = "") -> Response:
        return self._listed(self._part(token, section), number(page), number(at) if at else None)

    def changes(self, token: str, page: str = "1") -> Response:
        """All that was edited or withdrawn, as the digest counted it."""
        part = self._part(token, None)
        told = frozen.changes(part.record.members)
        shown = _page(told, number(page))
        hits = {
            hit.version.id: hit for hit in self._desk.archive.periods.hits([one.version for one in shown])
        }
        values = members.changes(
            part.sent,
            part.record,
            [(one, hits[one.version]) for one in shown if one.version in hits],
            self._desk,
        )
        return self._desk.page("changes.html.j2", values | members.turning(len(told), number(page), PAGE))

    async def mark(self, token: str, request: Request, section: str | None = None) -> Response:
        """Keeps what the recipient thinks of one of the statements that are listed."""
        part = await run_in_threadpool(self._part, token, section)
        fields = await forms.said(request)
        statement, relevant = fields.get("statement", ""), _relevant(fields)
        listed = await run_in_threadpool(self._desk.archive.periods.statements_of, part.versions)
        if statement not in map(str, listed.values()):
            raise HTTPException(400)
        about = Asked(
            statement=int(statement),
            watch=part.section.id if part.section else "",
            recipient=part.sent.recipient,
        )
        await self._keep(about, relevant)
        return await run_in_threadpool(self._listed, part, 1, about.statement)

    def ask(self, token: str) -> Response:
        return self._asked(self._about(token))

    async def answer(self, token: str, request: Request) -> Response:
        """Keeps what the recipient of an alert thinks of its statement."""
        about = self._about(token)
        relevant = _relevant(await forms.said(request))
        if await run_in_threadpool(self._desk.archive.statements.current, about.statement) is None:
            raise HTTPException(404)
        await self._keep(about, relevant)
        return await run_in_threadpool(self._asked, about)

    def _part(self, token: str, section: str | None) -> _Part:
        """Raises HTTPException (404) where the token is none, or the digest has no such section."""
        sent = self._desk.links.sent(token)
        record = None if sent is None else self._desk.archive.digests.get(sent.number)
        if sent is None or record is None:
            raise HTTPException(404)
        if section is None:
            return _Part(sent=sent, record=record, section=None, versions=frozen.statements(record.members))
        for one in frozen.sections(record.members):
            if one.id == section:
                return _Part(sent=sent, record=record, section=one, versions=one.versions)
        raise HTTPException(404)

    def _listed(self, part: _Part, page: int, at: int | None) -> Response:
        """A page of the list; that with the statement ``at`` on it, where there is one."""
        archive, versions = self._desk.archive, part.versions
        if at is not None:
            of = archive.periods.statements_of(versions)
            page = next((n // PAGE + 1 for n, one in enumerate(versions) if of.get(one) == at), page)
        hits = archive.periods.hits(_page(versions, page))
        person = members.person(part.sent.recipient)
        watch = part.section.id if part.section else ""
        said = archive.feedback.said(person, watch, [hit.version.statement for hit in hits])
        values = members.listed(part.sent, part.record, part.section, hits, said, self._desk, at=at)
        return self._desk.page("listed.html.j2", values | members.turning(len(versions), page, PAGE))

    def _about(self, token: str) -> Asked:
        about = self._desk.links.asked(token)
        if about is None:
            raise HTTPException(404)
        return about

    def _asked(self, about: Asked) -> Response:
        hit = self._desk.archive.statements.current(about.statement)
        if hit is None:
            raise HTTPException(404)
        said = self._desk.archive.feedback.said(
            members.person(about.recipient), about.watch, [about.statement]
        )
        return self._desk.page(
            "feedback.html.j2", members.asked(about, hit, said.get(about.statement), self._desk)
        )

    async def _keep(self, about: Asked, relevant: bool) -> None:
        now, person = self._desk.clock.now(), members.person(about.recipient)
        await self._desk.store(
            partial(
                self._desk.archive.feedback.record,
                about.statement, about.watch, person, relevant, via="mail", now=now,
            )
        )  # fmt: skip


def _page(items: Sequence[Item], page: int) -> Sequence[Item]:
    """What stands on a page, which is not empty. Raises HTTPException (404)."""
    shown = items[(page - 1) * PAGE : page * PAGE] if page > 0 else ()
    if not shown and page != 1:
        raise HTTPException(404)
    return shown


def _relevant(fields: dict[str, str]) -> bool:
    """Raises HTTPException (400)."""
    if fields.get("relevant") not in _RELEVANT:
        raise HTTPException(400)
    return _RELEVANT[fields["relevant"]]
