"""What a reader gets by mail: the end of one digest or section with a click, and all of theirs on one page.

A GET only shows: whatever follows every link in a mail ends nothing. A POST acts at once; the token is the whole permission, so no
cookie is asked for, and twice is as good as once.
"""

from __future__ import annotations

from functools import partial

from fastapi import HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from archive.unsubscribed import WHOLE
from pipeline.gathering import sections_of
from pipeline.linking import Subscription
from web import forms, pages
from web.desk import Desk


class Subscriptions:
    """The answers, one method an address."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, token: str) -> Response:
        what = self._subscription(token)
        gone = what.section in self._desk.archive.unsubscribed.sections(what.digest, what.recipient)
        return self._asked(what, "already" if gone else "ask")

    async def unsubscribe(self, token: str, request: Request) -> Response:
        """The one click of RFC 8058, or our own form."""
        what = self._subscription(token)
        fields = await forms.said(request)
        if fields.get("do") == "again":
            await self._want(what)
            return self._asked(what, "again")
        if fields.get("do") == "end" or fields.get("List-Unsubscribe") == "One-Click":
            await self._end(what)
            return self._asked(what, "ended")
        raise HTTPException(400)

    def manage(self, token: str) -> Response:
        return self._managed(self._manager(token))

    async def choose(self, token: str, request: Request) -> Response:
        """Stops or takes up again one digest or section of those that the recipient gets."""
        recipient = self._manager(token)
        fields = await forms.said(request)
        what = Subscription(
            digest=fields.get("digest", ""), recipient=recipient, section=fields.get("section", WHOLE)
        )
        act = {"end": self._end, "again": self._want}.get(fields.get("do", ""))
        if act is None or not self._gets(what):
            raise HTTPException(400)
        await act(what)
        return await run_in_threadpool(self._managed, recipient, what)

    def _subscription(self, token: str) -> Subscription:
        what = self._desk.links.subscription(token)
        if what is None:
            raise HTTPException(404)
        return what

    def _manager(self, token: str) -> str:
        recipient = self._desk.links.manager(token)
        if recipient is None:
            raise HTTPException(404)
        return recipient

    def _gets(self, what: Subscription) -> bool:
        config = self._desk.config
        digest = config.settings.digests.get(what.digest)
        return (
            digest is not None
            and what.recipient in digest.recipients
            and (what.section == WHOLE or what.section in sections_of(config, digest))
        )

    async def _end(self, what: Subscription) -> None:
        now = self._desk.clock.now()
        wishes = self._desk.archive.unsubscribed
        await self._desk.store(partial(wishes.add, what.digest, what.recipient, what.section, now))

    async def _want(self, what: Subscription) -> None:
        wishes = self._desk.archive.unsubscribed
        await self._desk.store(partial(wishes.remove, what.digest, what.recipient, what.section))

    def _asked(self, what: Subscription, state: str) -> Response:
        return self._desk.page("unsubscribe.html.j2", pages.unsubscribe(what, state, self._desk.config))

    def _managed(self, recipient: str, changed: Subscription | None = None) -> Response:
        settings, wishes = self._desk.config.settings, self._desk.archive.unsubscribed
        unwanted = {
            id_: wishes.sections(id_, recipient)
            for id_, digest in settings.digests.items()
            if recipient in digest.recipients
        }
        shown = pages.manage(recipient, unwanted, self._desk.config, changed)
        return self._desk.page("manage.html.j2", shown)
