"""Headings that name the site and not what its page tells: linked to the home page, named so, or an office's, over its menu."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from lxml import etree

from spiders.extract.markup import names
from spiders.extract.titles import is_generic, is_office
from statements import text as texts
from statements.months import fold

Element = Any  # lxml ships no types

_HOME: Final = re.compile(
    r"(?:(?:https?:)?//[^/?#]+/?|/)(?:[a-z]{2}(?:[-_][a-z]{2,4})?/?)?(?:(?:index|default|home)\.[a-z]{3,5})?",
    re.IGNORECASE,
)
"""The address of a site's first page, with its language: "/", "/en-us/", "https://host/index.php"."""
_NAMED: Final = re.compile(
    r"(?:^|\s)(?:(?:(?:site|header|page|main|nav|navbar)[_-]*)?(?:logo|brand)|(?:site|blog)[_-]*(?:name|title|branding))(?=$|\s)",
    re.IGNORECASE,
)
"""Whole class names: "text-brand" and "brand-primary" are colours."""
_PATH: Final = re.compile(r"crumb|rootline|pathway", re.IGNORECASE)
_MENU: Final = 4  # links of a menu at least
_SECTIONS: Final = 2  # of them that lead to what every site has: home, news
_NEAR: Final = 60  # links, paragraphs and headings after a heading within which they stand
_SHORT: Final = 40  # letters of a link of a menu
_SEPARATED: Final = re.compile(r"\s*(?:\||::|»|›|•|·|\s[-–—:/]\s)\s*")


def mastheads(
    root: Element, *, address: SplitResult, page: str, stated: Sequence[str], menu: Collection[str]
) -> frozenset[str]:
    """The headings, folded, that name the site or the part of it in which the page at ``address`` stands. ``page`` is what the window is
    called, ``stated`` what the head calls the page elsewhere, ``menu`` the folded words of the menu."""
    host = (address.hostname or "").removeprefix("www.")
    flow = list(root.iter("a", "p", "h1", "h2", "h3"))
    shown = [(place, _words(one)) for place, one in enumerate(flow) if one.tag in ("h1", "h2")]
    sections = {*menu, *(fold(words) for _, words in shown)}
    parts = [fold(part) for part in _SEPARATED.split(page) if part]
    heads = {fold(text) for text in stated}
    found = set()
    for place, words in shown:
        heading, name = flow[place], fold(words)
        if not name or name in found:
            continue
        told = name in heads or (
            name in parts and any(not is_generic(part) and part not in sections for part in parts)
        )
        if _links_home(heading, words, address) or (
            not told
            and (
                any(_NAMED.search(names(up)) for up in (heading, heading.getparent()) if up is not None)
                or (
                    name in parts
                    and is_office(words)
                    and _over_menu(islice(flow, place + 1, place + _NEAR), host)
                )
            )
        ):
            found.add(name)
    return frozenset(found)


def frames(body: Element) -> frozenset[Element]:
    """The mastheads of a page: a header on its top with links in it or right under it, and with the headings below."""
    found = (child for child in body if child.tag == "header")
    return frozenset(
        header
        for header in found
        if any(
            True for box in (header, *islice(header.itersiblings(etree.Element), 1)) for _ in box.iter("a")
        )
        and any(header not in heading.iterancestors() for heading in body.iter("h1", "h2", "h3"))
    )


def _words(element: Element) -> str:
    return texts.clean_title("".join(map(str, element.itertext())))


def _links_home(heading: Element, words: str, page: SplitResult) -> bool:
    """Whether a heading is a link to the home page or to a folder around the page, or holds one with all its words."""
    around = (up for up in islice(heading.iterancestors(), 1) if up.tag == "a")
    return any(
        _is_home((link.get("href") or "").strip(), page) and fold(_words(link)) == fold(words)
        for link in (*heading.iter("a"), *around)
    )


def _is_home(href: str, page: SplitResult) -> bool:
    if _HOME.fullmatch(href):
        return True
    try:
        link = urlsplit(href)
    except ValueError:
        return False
    folder = link.path.endswith("/") and len(link.path) < len(page.path) and not (link.query or link.fragment)
    return folder and page.path.startswith(link.path) and link.netloc in ("", page.netloc)


def _over_menu(following: Iterable[Element], host: str) -> bool:
    """Whether a menu follows the heading: links to pages of the site, some of them to what every site has, before any text or other
    heading. Buttons to share a text, its topics and the path to it are none."""
    links = known = 0
    for element in following:
        words = _words(element)
        if element.tag == "a":
            if 0 < len(words) <= _SHORT and _leads_within(element, host):
                links += 1
                known += is_generic(words)
        elif len(words) > _SHORT or element.tag != "p":
            break
    return links >= _MENU and known >= _SECTIONS


def _leads_within(link: Element, host: str) -> bool:
    """Whether a link leads to a page of the site, and is no step of the path to this one."""
    href = (link.get("href") or "").strip()
    if href.startswith("#") or any(_PATH.search(names(up)) for up in islice(link.iterancestors(), 4)):
        return False
    other = re.match(r"(?:(https?:)?//([^/?#:]+)|[a-z]+:)", href, re.IGNORECASE)
    return other is None or ((other[2] or "").lower().removeprefix("www.") == host)
