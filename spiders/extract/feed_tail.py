"""The last paragraph that WordPress puts under every text of a feed: "The post ... appeared first on ...". It is the site's, not the issuer's."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

import parsel

from spiders.extract.page import absolute
from statements import text as texts

_LAST: Final = re.compile(r"<p\b(?:(?!<p\b).)*\Z", re.IGNORECASE | re.DOTALL)
_LONGEST: Final = 3_000
"""Letters of mark-up; such a paragraph is a title and two links."""
_SAID: Final = re.compile(r"\b(?:appeared first|first appeared) (?:on|at)\b", re.IGNORECASE)


def without_tail(html: str, link: str) -> str:
    """The visible words of a feed's text without that paragraph. ``link`` is the entry's own address.

    It is cut only as the last paragraph, and only where it names the site itself: with a link to the entry and one to the front page
    of its host, in whatever language, or with the words and a link to that host or its name.
    """
    text = texts.html_to_text(html)
    found = _LAST.search(html[-_LONGEST:])
    if found is None or "<a" not in found[0] and not _SAID.search(found[0]):
        return text
    tail = texts.html_to_text(found[0])
    body = text.removesuffix(tail).rstrip()
    return body if tail and body != text and _names_site(found[0], tail, link) else text


def _names_site(html: str, tail: str, link: str) -> bool:
    own = _host(link)
    targets = [absolute(link, href) or "" for href in parsel.Selector(text=html).xpath("//a/@href").getall()]
    at_home = [target for target in targets if _host(target) == own]
    front = any(urlsplit(target).path in ("", "/") for target in at_home)
    if front and any(_page(target) == _page(link) for target in at_home):
        return True
    return _SAID.search(tail) is not None and (front or own in tail.casefold())


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _page(url: str) -> str:
    return urlsplit(url).path.rstrip("/")
