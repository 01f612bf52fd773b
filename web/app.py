"""The web service: which address shows what, and to whom. Its headers are those of all answers, see `web.server`.

Nobody logs in. A statement's pages open with the signature that its links carry, a recipient's own with their token, and whoever
has neither is told that there is nothing. Nothing is ever written but what a reader gets (`web.subscriptions`) and what they
thought of it (`web.listing`).
"""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI, HTTPException, Request, Response

from archive import Archive
from config import Config
from pipeline import answers
from pipeline.linking import Links
from statements.clock import Clock
from statements.errors import ArchiveError, CommuniqueError
from web import pages
from web.desk import Desk, number
from web.listing import Listing
from web.subscriptions import Subscriptions

_READ, _WRITE = ["GET", "HEAD"], ["POST"]


def application(config: Config, archive: Archive, links: Links, clock: Clock) -> FastAPI:
    """The pages of one installation."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    desk = Desk(config, archive, links, clock)
    service, subscriptions, listing = _Service(desk), Subscriptions(desk), Listing(desk)
    for address, show in (
        ("/healthz", service.health),
        ("/robots.txt", service.robots),
        ("/style.css", service.style),
        ("/s/{statement}", service.statement),
        ("/s/{statement}/v/{n}", service.statement),
        ("/why/{statement}", service.why),
        ("/u/{token}", subscriptions.ask),
        ("/m/{token}", subscriptions.manage),
        ("/d/{token}", listing.show),
        ("/d/{token}/s/{section}", listing.show),
        ("/d/{token}/changes", listing.changes),
        ("/f/{token}", listing.ask),
    ):
        app.add_api_route(address, show, methods=_READ)
    for address, act in (
        ("/u/{token}", subscriptions.unsubscribe),
        ("/m/{token}", subscriptions.choose),
        ("/d/{token}", listing.mark),
        ("/d/{token}/s/{section}", listing.mark),
        ("/f/{token}", listing.answer),
    ):
        app.add_api_route(address, act, methods=_WRITE)
    for status in _PROBLEMS:
        app.add_exception_handler(status, service.problem)
    app.add_exception_handler(ArchiveError, service.unavailable)
    app.add_exception_handler(Exception, service.broken)
    return app


class _Service:
    """What is the same for whoever has the link: copies, reasons, and what is there for everybody. One method an address."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._archive, self._links = desk, desk.archive, desk.links
        self._style = files("web").joinpath("templates/style.css").read_text("utf-8")

    def health(self) -> Response:
        self._archive.sources.due_count(self._desk.clock.now())
        return Response('{"status":"ok"}', media_type="application/json")

    def robots(self) -> Response:
        return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")

    def style(self) -> Response:
        return Response(self._style, media_type="text/css")

    def statement(self, statement: str, n: str = "", k: str = "") -> Response:
        ident = self._opened(statement, k)
        try:
            shown = answers.show(self._archive, ident)
            newest = len(shown["history"])
            wanted = number(n) if n else newest
            if not 1 <= wanted <= newest:
                raise HTTPException(404)
            if wanted > 1:
                shown = answers.show(self._archive, ident, compare=(wanted - 1, wanted))
        except ArchiveError:
            raise
        except CommuniqueError as error:
            raise HTTPException(404) from error
        return self._desk.page("statement.html.j2", pages.statement(shown, wanted, self._links))

    def why(self, statement: str, w: str | None = None, k: str = "") -> Response:
        ident = self._opened(statement, k)
        try:
            shown = answers.show(self._archive, ident)
        except ArchiveError:
            raise
        except CommuniqueError as error:
            raise HTTPException(404) from error
        matched = self._archive.matches.of(ident)
        return self._desk.page(
            "why.html.j2", pages.why(shown, matched, self._desk.config, self._links, first=w)
        )

    async def problem(self, request: Request, error: Exception) -> Response:
        status = int(getattr(error, "status_code", 404))
        title, said = _PROBLEMS[status]
        return self._desk.page("problem.html.j2", {"title": title, "said": said}, status)

    async def unavailable(self, request: Request, error: Exception) -> Response:
        said = {"title": "Not now", "said": "The archive cannot be read at the moment."}
        return self._desk.page("problem.html.j2", said, 503)

    async def broken(self, request: Request, error: Exception) -> Response:
        """A fault of ours; the log tells what it was."""
        said = {"title": "Not now", "said": "Something went wrong here. The log of the service says what."}
        return self._desk.page("problem.html.j2", said, 500)

    def _opened(self, statement: str, key: str) -> int:
        """The id of a statement, if the key is its own; there is nothing to see otherwise."""
        ident = number(statement)
        if not self._links.opens(ident, key):
            raise HTTPException(404)
        return ident


_PROBLEMS = {
    400: ("Nothing was changed", "The request does not say what to do."),
    404: ("Nothing here", "The link is incomplete, or there is no such page."),
    405: ("Nothing here", "This page cannot be asked that way."),
    413: ("Nothing was changed", "The request is too long."),
}
