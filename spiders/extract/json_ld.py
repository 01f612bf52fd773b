"""JSON-LD: what a page says for machines of itself, and of the articles that it lists.

Lists come in many forms: an ItemList, a collection or a blog that has its parts in it, articles side by side in an array or a graph,
parts that are only named and described elsewhere on the page. `articles` gives them all as one list of articles.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from spiders.extract.page import Page, absolute
from statements.identity import canonical_url

Thing = Mapping[str, Any]

ARTICLE: Final = re.compile(r"(?:Article|Posting|PressRelease|Report|Statement|SpecialAnnouncement)$")
"""The types of what may be a statement."""
_TYPE: Final = "application/ld+json"
_BEGINS: Final = re.compile(r"[{\[]")
_DESCRIBES: Final = ("@graph", "mainEntity", "mainEntityOfPage")
_HOLDS: Final = ("itemListElement", "hasPart", "blogPost", "blogPosts")
"""Where a list, a collection or a blog has its parts."""
_PLAIN: Final = frozenset({"ListItem", "CreativeWork", "WebPage", "ItemPage", "Thing"})
"""Types that say nothing of what a part of a list is."""
_MENUS: Final = frozenset({"BreadcrumbList", "SiteNavigationElement"})
_MOST: Final = 200  # far more objects than any page describes itself with
_MOST_LISTED: Final = 5000  # and far more than it lists
_decoder: Final = json.JSONDecoder(strict=False)  # a line break within a string is common


def objects(page: Page) -> Iterator[Thing]:
    """What a page describes, as far as it stands for itself and not within a list."""
    for said in _said(page):
        waiting = [said]
        for _ in range(_MOST):
            if not waiting:
                break
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                yield value
                waiting.extend(value[key] for key in _DESCRIBES if key in value)


def articles(page: Page) -> list[dict[str, Any]]:
    """The articles that a page lists, in its order, one for each address. Each has ``url`` (absolute) and ``headline`` (perhaps empty),
    from wherever they stand, and all else that is said of it. The page itself is none of them."""
    roots = list(_said(page))
    named = {
        thing["@id"]: thing
        for thing, _ in _all(roots)
        if isinstance(thing.get("@id"), str) and len(thing) > 1
    }
    found: dict[str, dict[str, Any]] = {}
    for thing, listed in _all(roots):
        inner = thing.get("item")
        part = {"url": inner} if isinstance(inner, str) else inner if isinstance(inner, dict) else {}
        said = {
            **thing,
            **named.get(str(thing.get("@id")), {}),
            **part,
            **named.get(str(part.get("@id")), {}),
        }
        url = _address(page, said)
        if url is None or not _may_be_article(said, listed):
            continue
        headline = text(said, "headline") or text(said, "name") or text(thing, "name") or ""
        before = found.get(url, {})
        plain = {key: _plain(value) for key, value in said.items()}
        found[url] = {**plain, **before, "url": url, "headline": before.get("headline") or headline}
    here = canonical_url(page.url)
    return [article for url, article in found.items() if canonical_url(url) != here]


def types(thing: Thing) -> list[str]:
    """What a thing is said to be, without the vocabulary's address."""
    kinds = thing.get("@type")
    return [
        re.split("[/:#]", kind)[-1]
        for kind in (kinds if isinstance(kinds, list) else [kinds])
        if isinstance(kind, str)
    ]


def text(thing: Thing, key: str) -> str | None:
    """A text, or the first of several."""
    value = _plain(thing.get(key))
    if isinstance(value, list) and value:
        value = value[0]
    return value.strip() or None if isinstance(value, str) else None


def _plain(value: Any) -> Any:
    """A value without its type or language: ``{"@type": "Date", "@value": "2026-11-01"}``."""
    if isinstance(value, list):
        return [_plain(one) if isinstance(one, dict) else one for one in value]
    return value.get("@value", value) if isinstance(value, dict) else value


def _said(page: Page) -> Iterator[Any]:
    """What each of a page's scripts of JSON-LD holds, as far as it can be read."""
    for script in page.root.root.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        if kind == _TYPE and (found := _read(script.text or "")):
            yield found


def _read(script: str) -> list[Any]:
    """All JSON in a script, whatever comments or semicolons stand about it; where it cannot be read as it is, with the entities of HTML
    resolved. Broken JSON-LD is common and says nothing."""
    script = script.replace("<![CDATA[", "")
    return _values(script) or (_values(html.unescape(script)) if "&" in script else [])


def _values(text: str) -> list[Any]:
    found: list[Any] = []
    at = 0
    while begin := _BEGINS.search(text, at):
        try:
            value, at = _decoder.raw_decode(text, begin.start())
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def _all(roots: list[Any]) -> Iterator[tuple[Thing, bool]]:
    """Every thing in the order of the page, and whether it is a part of a list. Menus are left out with all that is in them."""
    waiting: list[tuple[Any, bool]] = [(root, False) for root in reversed(roots)]
    for _ in range(_MOST_LISTED):
        if not waiting:
            return
        value, listed = waiting.pop()
        if isinstance(value, list):
            waiting.extend((one, listed) for one in reversed(value))
        elif isinstance(value, str) and listed:
            yield {"url": value}, True
        elif isinstance(value, dict) and _MENUS.isdisjoint(types(value)):
            yield value, listed
            inner = value.get("item")
            lists = inner if isinstance(inner, dict) and _MENUS.isdisjoint(types(inner)) else {}
            waiting.extend((lists[key], True) for key in reversed(_HOLDS) if key in lists)
            waiting.extend((value[key], True) for key in reversed(_HOLDS) if key in value)
            waiting.extend((value[key], False) for key in reversed(_DESCRIBES) if key in value)


def _may_be_article(said: Thing, listed: bool) -> bool:
    kinds = types(said)
    if any(ARTICLE.search(kind) for kind in kinds):
        return True
    return listed and _PLAIN.issuperset(kinds)


def _address(page: Page, said: Thing) -> str | None:
    """Where an article is. An ``@id`` may be an address, or a name that only looks like one: it comes last."""
    for key in ("url", "mainEntityOfPage", "@id"):
        value = said.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and (key != "@id" or "//" in value):
            for entity in ("&amp;", "&#038;", "&#38;"):
                value = value.replace(entity, "&")
            if url := absolute(page.base, value):
                return url
    return None
