"""Elements of a page as the learner sees them: names that last, where on the page something stands, whose site a link leads to."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from spiders.extract.page import Page

Element = Any
"""An lxml element; lxml brings no types."""

_NAME = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]{1,48}")
# Names that a build tool or a database makes up: they are others tomorrow.
_MADE_UP = re.compile(
    r"""\d{3} | ^(?:css|sc|jsx|jss|svelte|emotion|chakra|elementor-element|et_pb|vc_custom|wp-elements)[-_].*\d
      | ^sc-[a-zA-Z]{5,}$ | ^_?[a-z]*(?=[a-zA-Z]*\d)(?=\d*[a-zA-Z])[a-zA-Z0-9]{6,}$
      | (?:__|--?|_)(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])(?:[A-Za-z]+\d+[A-Za-z]|\d+[A-Za-z]+\d*|[A-Za-z]*[A-Z][A-Za-z]*\d)[A-Za-z0-9]*$
      | (?:__|-)[a-z]{0,3}[A-Z][a-z]{0,2}[A-Z][A-Za-z]{0,4}$""",
    re.VERBOSE,
)
# Names that come and go with the moment or the place in a row.
_STATE = re.compile(
    r"^(?:odd|even|first|last|active|current|open|opened|show|shown|hidden|visible|clearfix|sticky|new|selected|collapsed?"
    r"|in|out|fade|alt|(?:views-row|item|row|post|node|page-item|slide|card|el|nth)-?\d+|(?:views-row|item|row)-(?:odd|even|first|last)"
    r"|(?:is|has|js|ng|wow|aos|lazy|animate|category|tag|status|format|sticky|author)[-_].*|animated|lazyload(?:ed|ing)?)$"
)
# Names of looks rather than of things: another width tomorrow.
_LOOKS = re.compile(
    r"^(?:[mp][trblxyse]?-\d.*|(?:min-|max-)?[wh]-.*|d-.*|flex(?:-.*)?|grid(?:-.*)?|col(?:-.*)?|row|text-.*|bg-.*|border(?:-.*)?|rounded(?:-.*)?"
    r"|shadow(?:-.*)?|font-.*|items-.*|justify-.*|gap-.*|space-.*|container(?:-fluid)?|float-.*|pull-.*|block|inline(?:-.*)?"
    r"|relative|absolute|wrapper|inner|outer|left|right|clear|small|large|medium|span\d+|grid_\d+|align-.*|[a-z]{1,2})$"
)
FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "button", "select", "noscript", "template"})
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:(?:mega|main|side|top|sub|foot|super|drop|user|site|nav|mobile)?-?_?(?:menu|nav|navbar|navigation|footer|breadcrumbs?)"
    r"|dropdown|pager|pagination|paging|page-numbers|share|sharing|social|addthis|lang(?:uage)?s?(?:-.*)?|toolbar|cookies?|consent|"
    r"skip|login|search|subscribe|newsletter|topbar|sitemap|tagcloud|tags|filters?|facets?|related(?:-.*)?|quick-?links|useful-?links)(?:$|[-_ ])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:^|[-_ ])(?:sidebar|side|aside|widgets?|popular|trending|most-?(?:read|viewed|popular)|read-?more|recommended?|featured-links|"
    r"see-?also|more-?news|recent-?(?:posts|news|comments)|events?|calendar|gallery|videos?|carousel|slider|banner|ticker|partners|"
    r"advert.*|promo)(?:$|[-_ ])",
    re.IGNORECASE,
)
SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "head"})


def classes(element: Element) -> list[str]:
    """The classes of an element that are likely to be there tomorrow, those of things before those of looks."""
    return list(_lasting(element.get("class") or ""))


@lru_cache(maxsize=1024)  # the rows of a list all say the same
def _lasting(stated: str) -> tuple[str, ...]:
    names = [
        name
        for name in dict.fromkeys(stated.split())
        if _NAME.fullmatch(name) and not _made_up(name) and not _STATE.match(name)
    ]
    return tuple(sorted(names, key=lambda name: bool(_LOOKS.match(name))))


def telling(name: str) -> bool:
    """Whether a class says what a thing is rather than how it looks."""
    return not _LOOKS.match(name)


def identifier(element: Element) -> str | None:
    """The element's id, if it is likely to be there tomorrow."""
    name = (element.get("id") or "").strip()
    return name if _NAME.fullmatch(name) and not _made_up(name) and not re.search(r"\d{2}", name) else None


def _made_up(name: str) -> bool:
    """Whether a name looks like the work of a build tool: a number, or a jumble of small and capital letters."""
    runs = re.findall(r"[A-Z]?[a-z]+|[A-Z]", name)
    jumbled = 5 <= len(name) <= 8 and name.isalpha() and len(runs) >= 3 and len(name) / len(runs) <= 2.5
    return jumbled or bool(_MADE_UP.search(name))


def tag_of(element: Element) -> str:
    """The element's name; empty for comments and the like."""
    return element.tag if isinstance(element.tag, str) else ""


def elements(root: Element) -> Iterator[Element]:
    """All elements below ``root``, in document order, without scripts and what is in them."""
    waiting = [iter(root)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif tag_of(child) and child.tag not in SKIPPED:
            yield child
            waiting.append(iter(child))


def tags_to(element: Element) -> tuple[str, ...]:
    """The tags from the body down to ``element``."""
    return tuple(tag_of(found) for found in reversed([element, *element.iterancestors()]))[1:]


def place(element: Element) -> tuple[str, ...]:
    """The tags from the body down to ``element`` with the classes that last: two blocks of one make have the same place."""
    return tuple(step(found) for found in reversed([element, *element.iterancestors()]))[1:]


def step(element: Element) -> str:
    """One element of a `place`."""
    return ".".join((tag_of(element), *_things(element.get("class") or "")))


@lru_cache(maxsize=1024)
def _things(stated: str) -> tuple[str, ...]:
    return tuple(sorted(name for name in _lasting(stated) if telling(name)))


def region(element: Element, holders: Container[Element] | None = None) -> str:
    """``furniture`` (navigation, footer: the mark-up says so), ``named`` (a class or id says so: menu, pager, sharing, related), ``aside``,
    ``main`` or ``page``: where on the page this stands. ``holders``: what `holders` gives, where many elements are asked for."""
    found = "page"
    for ancestor in (element, *element.iterancestors()):
        tag = tag_of(ancestor)
        if tag in ("body", "html"):
            break
        if tag == "aside":
            found = "aside"
            continue
        if tag in FURNITURE_TAGS:
            return "furniture"
        if tag == "header" and (
            tag_of(ancestor.getparent()) == "body" or ancestor.getparent().find("main") is not None
        ):
            return "furniture"
        names = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        role = ancestor.get("role") or ""
        if role in ("navigation", "banner", "contentinfo", "search", "menu"):
            return "furniture"
        if tag == "main" or role == "main":
            return "main" if found == "page" else found
        if _holds_page(ancestor) if holders is None else ancestor in holders:
            continue
        if any(_FURNITURE.search(name) for name in names.split()):
            found = "named"
        if found == "page" and any(_ASIDE.search(name) for name in names.split()):
            found = "aside"
    return found


def holders(page: Page) -> set[Element]:
    """All that holds the heading of the page or its main part."""
    heads = page.root.xpath("//h1 | //main")
    return {ancestor for head in heads for ancestor in head.root.iterancestors()}


def _holds_page(element: Element) -> bool:
    """Whether the heading of the page stands in it: then its name says nothing about a part (ASP.NET wraps pages in a form)."""
    return element.find(".//h1") is not None or element.find(".//main") is not None


def host_of(url: str) -> str:
    """Host and port without ``www.``."""
    return urlsplit(url).netloc.lower().rpartition("@")[2].removeprefix("www.")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, or one below the other."""
    first, second = host_of(one), host_of(other)
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def own_site(url: str, page: Page) -> bool:
    """Whether an address is of the page's site, or of the one that its ``<base>`` names."""
    return same_site(url, page.url) or (page.base != page.url and same_site(url, page.base))


def common_classes(found: Sequence[Element]) -> list[str]:
    """The lasting classes that all of these have."""
    if not found:
        return []
    shared = set(classes(found[0])).intersection(*(classes(element) for element in found[1:]))
    return [name for name in classes(found[0]) if name in shared]
