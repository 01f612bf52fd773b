"""The web service: which address shows what, and to whom. Its headers are those of all answers, see `web.server`.

Nobody logs in. A statement's pages open with the signature that its links carry, an unsubscription with its token, and whoever
has neither is told that there is nothing. Nothing is ever written but the wish to get no more, or more again, of a digest.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from importlib.resources import files
from urllib.parse import parse_qs, urlsplit

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from archive import Archive
from config import Config
from pipeline import answers
from pipeline.linking import Links
from statements.clock import Clock
from statements.errors import ArchiveError, CommuniqueError
from web import pages

MAX_BODY = 10_000
"""Bytes of a POST; what mail programs and our own form send takes fewer than a hundred."""
_READ = ["GET", "HEAD"]


def application(config: Config, archive: Archive, links: Links, clock: Clock) -> FastAPI:
    """The pages of one installation."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    service = _Service(config, archive, links, clock)
    app.add_api_route("/healthz", service.health, methods=_READ)
    app.add_api_route("/robots.txt", service.robots, methods=_READ)
    app.add_api_route("/style.css", service.style, methods=_READ)
    app.add_api_route("/s/{statement}", service.statement, methods=_READ)
    app.add_api_route("/s/{statement}/v/{n}", service.statement, methods=_READ)
    app.add_api_route("/why/{statement}", service.why, methods=_READ)
    app.add_api_route("/u/{token}", service.ask, methods=_READ)
    app.add_api_route("/u/{token}", service.unsubscribe, methods=["POST"])
    for status in _PROBLEMS:
        app.add_exception_handler(status, service.problem)
    app.add_exception_handler(ArchiveError, service.unavailable)
    app.add_exception_handler(Exception, service.broken)
    return app


class _Service:
    """The answers, one method an address."""

    def __init__(self, config: Config, archive: Archive, links: Links, clock: Clock) -> None:
        self._config, self._archive, self._links, self._clock = config, archive, links, clock
        self._templates = pages.environment()
        self._style = files("web").joinpath("templates/style.css").read_text("utf-8")
        web = config.settings.web
        self._root = urlsplit(web.url).path.rstrip("/") if web else ""
        self._writing = threading.Lock()

    def health(self) -> Response:
        self._archive.sources.due_count(self._clock.now())
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
            wanted = _number(n) if n else newest
            if not 1 <= wanted <= newest:
                raise HTTPException(404)
            if wanted > 1:
                shown = answers.show(self._archive, ident, compare=(wanted - 1, wanted))
        except ArchiveError:
            raise
        except CommuniqueError as error:
            raise HTTPException(404) from error
        return self._page("statement.html.j2", pages.statement(shown, wanted, self._links))

    def why(self, statement: str, w: str | None = None, k: str = "") -> Response:
        ident = self._opened(statement, k)
        try:
            shown = answers.show(self._archive, ident)
        except ArchiveError:
            raise
        except CommuniqueError as error:
            raise HTTPException(404) from error
        matched = self._archive.matches.of(ident)
        return self._page("why.html.j2", pages.why(shown, matched, self._config, self._links, first=w))

    def ask(self, token: str) -> Response:
        """Only asks: whatever follows every link in a mail ends no subscription."""
        what = self._links.subscription(token)
        if what is None:
            raise HTTPException(404)
        gone = what.section in self._archive.unsubscribed.sections(what.digest, what.recipient)
        return self._page(
            "unsubscribe.html.j2", pages.unsubscribe(what, "already" if gone else "ask", self._config)
        )

    async def unsubscribe(self, token: str, request: Request) -> Response:
        """Acts at once: the one click of RFC 8058, or our own form. The token is the whole permission, so no cookie is asked
        for; twice is as good as once."""
        what = self._links.subscription(token)
        if what is None:
            raise HTTPException(404)
        fields = _fields(request.headers.get("content-type", ""), await _body(request))
        if fields.get("do") == "again":
            state, act = "again", self._want
        elif fields.get("do") == "end" or fields.get("List-Unsubscribe") == "One-Click":
            state, act = "ended", self._end
        else:
            raise HTTPException(400)
        await run_in_threadpool(act, what.digest, what.recipient, what.section)
        return self._page("unsubscribe.html.j2", pages.unsubscribe(what, state, self._config))

    def _end(self, digest: str, recipient: str, section: str) -> None:
        with self._writing:
            self._archive.unsubscribed.add(digest, recipient, section, self._clock.now())

    def _want(self, digest: str, recipient: str, section: str) -> None:
        with self._writing:
            self._archive.unsubscribed.remove(digest, recipient, section)

    async def problem(self, request: Request, error: Exception) -> Response:
        status = int(getattr(error, "status_code", 404))
        title, said = _PROBLEMS[status]
        return self._page("problem.html.j2", {"title": title, "said": said}, status)

    async def unavailable(self, request: Request, error: Exception) -> Response:
        said = {"title": "Not now", "said": "The archive cannot be read at the moment."}
        return self._page("problem.html.j2", said, 503)

    async def broken(self, request: Request, error: Exception) -> Response:
        """A fault of ours; the log tells what it was."""
        said = {"title": "Not now", "said": "Something went wrong here. The log of the service says what."}
        return self._page("problem.html.j2", said, 500)

    def _opened(self, statement: str, key: str) -> int:
        """The id of a statement, if the key is its own; there is nothing to see otherwise."""
        ident = _number(statement)
        if not self._links.opens(ident, key):
            raise HTTPException(404)
        return ident

    def _page(self, template: str, values: Mapping[str, object], status: int = 200) -> Response:
        shown = {"root": self._root, "demo": self._config.settings.demo, **values}
        text = self._templates.get_template(template).render(shown)
        return Response(text.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8")


_PROBLEMS = {
    400: ("Nothing was changed", "The request does not say what to do."),
    404: ("Nothing here", "The link is incomplete, or there is no such page."),
    405: ("Nothing here", "This page cannot be asked that way."),
    413: ("Nothing was changed", "The request is too long."),
}


def _number(text: str) -> int:
    """An id, as links write it. Raises HTTPException (404)."""
    if not (text.isascii() and text.isdecimal() and len(text) < 19) or text != str(int(text)):
        raise HTTPException(404)
    return int(text)


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY:
            raise HTTPException(413)
    return body


def _fields(content_type: str, body: bytes) -> dict[str, str]:
    """The fields of a form, in either of the two ways in which RFC 8058 lets them be sent; none of what is no form."""
    try:
        if not content_type.lower().startswith("multipart/form-data"):
            found = parse_qs(body.decode("utf-8"), max_num_fields=20)
            return {name: values[0] for name, values in found.items()}
        head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
        message = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + body)
        return {
            str(part.get_param("name", header="content-disposition")): str(part.get_content()).strip()
            for part in message.iter_parts()
            if part.get_content_maintype() == "text"
        }
    except (
        ValueError,
        LookupError,
    ):  # bytes that are no text, too many fields, an encoding that there is none of
        return {}
