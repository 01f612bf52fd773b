"""JSON as sites send it: whole answers, and JSON in the middle of a page."""

from __future__ import annotations

import html
import json
from typing import Any

import jmespath
import re2
from jmespath.exceptions import JMESPathError

from config.kinds import JSON_LD
from spiders.extract import json_ld
from spiders.extract.page import parse
from statements import text as texts
from statements.labels import Verdict
from statements.model import Extraction

_decoder = json.JSONDecoder()
_options = jmespath.Options()
_BLANK = " \t\r\n"


def read_json(
    body: bytes, *, url: str, content_type: str | None, embedded: str | None = None
) -> tuple[Any, Extraction | None]:
    """The value that an answer holds, or the verdict if it holds none. With ``embedded``, a pattern, the JSON begins behind what
    it matches in a page; with ``json-ld`` the value is the list of articles in the page's JSON-LD."""
    if embedded == JSON_LD:
        page = parse(body, url=url, content_type=content_type)
        if found := json_ld.articles(page):
            return found, None
        return None, page.wall() or _failed("the page has no JSON-LD that lists articles")
    text, _ = texts.decode(body, content_type)
    text = text.lstrip("\ufeff")
    if embedded is not None:
        return _embedded(text, embedded, body, url=url, content_type=content_type)
    try:
        return json.loads(text), None
    except ValueError:
        return None, _not_json(text, body, url=url, content_type=content_type)


def search(path: str, data: object) -> Any:
    """What stands at a JMESPath; None where nothing does, or what stands there does not suit the functions of the path."""
    try:
        return jmespath.search(path, data, options=_options)
    except JMESPathError:
        return None


def _embedded(
    text: str, pattern: str, body: bytes, *, url: str, content_type: str | None
) -> tuple[Any, Extraction | None]:
    found = re2.search(pattern, text)
    if found is None:
        page = parse(body, url=url, content_type=content_type)
        return None, page.wall() or _failed(
            f"nothing in the page matches {pattern!r}, behind which its JSON begins"
        )
    at = found.end()
    for source, start in ((text, at), (html.unescape(text[at:]), 0)):  # in an attribute, quotes are &quot;
        while start < len(source) and source[start] in _BLANK:
            start += 1
        try:
            value, _ = _decoder.raw_decode(source, start)
            # JSON.parse("…"): JSON within a string.
            return (json.loads(value) if isinstance(value, str) else value), None
        except ValueError:
            continue
    return None, _failed(f"what stands behind {pattern!r} is no JSON: it begins with {text[at : at + 40]!r}")


def _not_json(text: str, body: bytes, *, url: str, content_type: str | None) -> Extraction:
    if text.lstrip().startswith("<"):
        page = parse(body, url=url, content_type=content_type)
        return page.wall() or _failed(
            f"the server sent a web page ({page.title[:80]!r}) where JSON was expected"
        )
    if not text.strip():
        return _failed("the server sent an empty answer where JSON was expected")
    return _failed(f"the answer is no JSON: it begins with {text.lstrip()[:40]!r}")


def _failed(reason: str) -> Extraction:
    return Extraction(verdict=Verdict.PARSE_ERROR, reason=reason)
