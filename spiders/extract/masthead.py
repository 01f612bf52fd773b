"""Headings that name the site and not what its page tells: linked to the home page, named so, or set beside the site's mark."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, Final

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
    r"(?:^|[\s_-])(?:logo|brand|site[_-]?(?:name|title)|blog[_-]?title)(?=$|[\s_-])", re.IGNORECASE
)
_BESIDE: Final = 40  # letters that a box with the site's mark may hold beside its name
_MENU: Final = 4  # links of a menu at least
_NEAR: Final = 60  # elements after a heading within which they stand
_PAGE: Final = re.compile(r"/(?!/)|https?:|[\w.-]+(?:/|\?|\.\w+)")
_SEPARATED: Final = re.compile(r"\s*(?:\||::|»|›|•|·|\s[-–—:/]\s)\s*")


def mastheads(root: Element, *, page: str, stated: Sequence[str], menu: Collection[str]) -> frozenset[str]:
    """The headings, folded, that name the site. ``page`` is what the window is called, ``stated`` what the head calls the page
    elsewhere, ``menu`` the folded words of the menu."""
    shown = [(heading, _words(heading)) for heading in root.iter("h1", "h2")]
    sections = {*menu, *(fold(words) for _, words in shown)}
    found = set()
    for heading, words in shown:
        if words and (
            _links_home(heading, words)
            or any(_NAMED.search(names(up)) for up in (heading, heading.getparent()) if up is not None)
            or (_beside_mark(heading, words) and not _told(words, page, stated, sections))
            or (_over_menu(heading) and _only_names(words, page, stated, sections))
        ):
            found.add(fold(words))
    return frozenset(found)


def _words(element: Element) -> str:
    return texts.clean_title("".join(map(str, element.itertext())))


def _homes(element: Element) -> Iterator[Element]:
    around = (up for up in islice(element.iterancestors(), 1) if up.tag == "a")
    return (
        link for link in (*element.iter("a"), *around) if _HOME.fullmatch((link.get("href") or "").strip())
    )


def _links_home(heading: Element, words: str) -> bool:
    return any(fold(_words(link)) == fold(words) for link in _homes(heading))


def _beside_mark(heading: Element, words: str) -> bool:
    """Whether a small box holds the heading and the site's mark: a link to the home page without words."""
    for box in islice(heading.iterancestors(), 2):
        if box.tag in ("body", "main", "article") or len(_words(box)) > len(words) + _BESIDE:
            return False
        if any(not _words(link) for link in _homes(box)):
            return True
    return False


def _over_menu(heading: Element) -> bool:
    """Whether a menu follows the heading: links to pages of the site, before any text or other heading."""
    links = 0
    for element in islice(
        heading.xpath("following::*[self::a or self::p or self::h1 or self::h2 or self::h3]"), _NEAR
    ):
        if element.tag != "a":
            if len(_words(element)) > _BESIDE or element.tag != "p":
                break
        elif _PAGE.match((element.get("href") or "").strip()) and 0 < len(_words(element)) <= _BESIDE:
            links += 1
    return links >= _MENU


def _only_names(words: str, page: str, stated: Sequence[str], sections: Collection[str]) -> bool:
    """Whether the window is called by the words and a section's name, or by those of an office alone."""
    told = _told(words, page, stated, sections)
    return told is False or (told is None and fold(page) == fold(words) and is_office(words))


def _told(words: str, page: str, stated: Sequence[str], sections: Collection[str]) -> bool | None:
    """Whether the head gives the words as the title: alone, or in the window's name beside what is no section of the site; None
    where the window bears them alone or does not bear them."""
    name = fold(words)
    if any(fold(text) == name for text in stated):
        return True
    parts = [fold(part) for part in _SEPARATED.split(page) if part]
    rest = [part for part in parts if part != name]
    if not rest or len(rest) == len(parts):
        return None
    return any(not is_generic(part) and part not in sections for part in rest)
