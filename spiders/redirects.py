"""Where an answer leads: to another address, through a gate, or to a front page."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from spiders.answers import Answer, Errand

_COOKIE = re.compile(r"[!#-'*+.0-9A-Z^-z|~-]{1,200}=[!#-+\--:<-\[\]-~]{0,4000}")
"""One name and value as RFC 6265 §4.1.1 allows them, and nothing else: no second cookie, no line break."""


def site_of(url: str) -> str:
    """Scheme, host and port: whom a cookie belongs to."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def through_gate(errand: Errand, answer: Answer) -> bool:
    """Whether a page that leads to itself gave a cookie to come back with, for the first time in this check and where the
    source says that it has such a gate."""
    site, given = site_of(answer.url), answer.headers.get("set-cookie", "")
    pair = given.partition(";")[0].strip()
    if not errand.gate_cookie or site in errand.cookies or not _COOKIE.fullmatch(pair):
        return False
    errand.cookies[site] = pair
    return True


def redirect(answer: Answer) -> str | None:
    """The address that an answer leads to, if it does."""
    location = answer.headers.get("location")
    if answer.status not in (301, 302, 303, 307, 308) or not location:
        return None
    if "\\" in location or re.match(r"\s*[A-Za-z][\w+.-]*:(?!//)", location):
        return location.strip()  # no spelling of ours: the guard refuses it as it stands
    try:
        return urljoin(answer.url, safe_url_string(location.strip())).partition("#")[0]
    except ValueError:
        return location


def redirected_home(asked: str, answered: str) -> bool:
    """Whether a page was answered with the site's front page: a soft 404."""
    return (
        urlsplit(asked).path not in ("", "/") and asked != answered and urlsplit(answered).path in ("", "/")
    )
