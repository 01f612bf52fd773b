"""One parsed HTML page: what its head says, what it shows, and how a configured selector is applied to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin

import parsel
import re2

from config.fields import split_selector
from config.source import SourceBase
from spiders.extract import gates
from spiders.extract.walls import SMALL, wall
from statements import text as texts
from statements.identity import canonical_url
from statements.model import Extraction

# The parser lets control characters through, but nothing that holds one can be set again when the page is cut.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]|&#(?:[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF])|0*(?:[0-8]|1[124-9]|2\\d|3[01]|127))(?![0-9a-fA-F]);?"
)
# "<html lang='de' />" opens the page to every browser; the parser would close it there and throw the rest away.
_SELF_CLOSED = re.compile(r"<(?:html|head|body)(?=[\s/])[^<>]{0,2000}?/\s*>", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as parsed. ``base`` is the address that its relative links belong to."""

    url: str
    base: str
    html: str
    root: parsel.Selector

    @property
    def title(self) -> str:
        """The text of ``<title>``, one line, with the site's name if it carries one."""
        return texts.clean_title(self.root.xpath("string(//head/title | //title)").get(""))

    @cached_property
    def address(self) -> str:
        """Where the page stands: the address it was asked under, else the one that a saved page gives for itself; empty without."""
        stated = (
            self.root.xpath("string(//link[@rel='canonical']/@href)").get("") or self.meta("og:url") or ""
        )
        return self.url or (stated if web_url(stated) else "")

    def meta(self, *names: str) -> str | None:
        """The content of the first ``<meta>`` of one of these names, tried in the order given."""
        return next((self.metas[name] for name in names if name in self.metas), None)

    @cached_property
    def metas(self) -> Mapping[str, str]:
        """What the ``<meta>`` elements say, by their name in lower case; the first of each name counts."""
        found: dict[str, str] = {}
        for element in self.root.root.iter("meta"):
            content = (element.get("content") or "").strip()
            for attribute in ("property", "name", "itemprop"):
                key = (element.get(attribute) or "").strip().lower()
                if key and content:
                    found.setdefault(key, content)
        return found

    def shown(self) -> str:
        """Everything a reader sees, scripts and styles apart."""
        body = self.root.xpath("//body")
        return texts.element_to_text(body[0].root) if body else ""

    def wall(
        self,
        *,
        length: int | None = None,
        prose: float | None = None,
        said: Sequence[str] | None = None,
        shown: bool | None = None,
    ) -> Extraction | None:
        """The verdict if this is a wall, a soft 404 or the like; None if it may be content. ``length`` is that of what the page
        shows, where it is known already, ``prose`` that of its sentences, ``said`` its lines that are no links, ``shown`` whether it
        shows the title that its list gave."""
        large = length is not None and length >= 2 * SMALL
        heading = texts.clean_title(self.root.xpath("string(//h1 | //*[@role='heading'])").get(""))
        text = "" if large else self.shown()
        said = text.splitlines() if said is None else said
        body = next(self.root.root.iter("body"), self.root.root)
        return wall(
            url=self.url,
            title=self.title or heading,
            heading=heading,
            text=text,
            length=length if large else None,
            prose=prose,
            markup=self.html,
            login_form=gates.under_heading(body, self.title),
            missing=gates.missing_template(body),
            consent=not shown and gates.asks_consent(body, said),
            said=said,
            links=len(self.root.xpath("//a[@href]")),
            shown=shown,
        )


def parse(body: bytes, *, url: str, content_type: str | None) -> Page:
    """Parse any bytes as HTML. Never fails: garbage gives a page that shows nothing."""
    html, _ = texts.decode(body, content_type)
    html = _CONTROLS.sub("", html)
    html = _SELF_CLOSED.sub(lambda tag: tag[0].rstrip("> \t\r\n").removesuffix("/") + ">", html)
    root = parsel.Selector(text=html, type="html")
    base = absolute(url, root.xpath("string(//base/@href)").get("")) or url
    return Page(url=url, base=base, html=html, root=root)


def web_url(url: str) -> bool:
    """Whether this is an http(s) address with a host. Anything else is never stored or asked."""
    try:
        canonical_url(url)
    except ValueError:
        return False
    return url.lower().startswith(("http://", "https://"))


def absolute(base: str, href: str) -> str | None:
    """The http(s) address that ``href`` means on a page of ``base``, without its fragment (but ``#!``, which names a
    document); None if it is none."""
    href = href.strip()
    if not href or (href.startswith("#") and not href.startswith("#!")):
        return None
    try:
        url = urljoin(base, href)
    except ValueError:
        return None
    address, _, fragment = url.partition("#")
    return (url if fragment.startswith("!") else address) if web_url(url) else None


def pick(root: parsel.Selector, selector: str) -> parsel.SelectorList[parsel.Selector]:
    """What a configured selector (``css: …`` or ``xpath: …``) finds below ``root``."""
    language, expression = split_selector(selector)
    return root.css(expression) if language == "css" else root.xpath(expression)


def text_of(found: parsel.Selector) -> str:
    """The words of one match: an element's visible text, or the string itself for attributes and text nodes."""
    return texts.element_to_text(found.root) if is_element(found) else texts.normalise(str(found.root))


def first_address(page: Page, root: parsel.Selector, selector: str) -> str | None:
    """The address of the first link that a selector finds below ``root``; of one that a reader cannot see only where no other is."""
    unseen = None
    for found in pick(root, selector):
        href = found.attrib.get("href", "") if is_element(found) else str(found.root)
        if url := absolute(page.base, href):
            if not (is_element(found) and is_remnant(found.root)):
                return url
            unseen = unseen or url
    return unseen


_NEAR: Final = 50  # links beside one that are looked at: a page of thousands of empty ones is nobody's list
_BARE: Final = frozenset({"href", "target", "rel"})  # attributes of a link that nothing draws


def is_remnant(link: Any) -> bool:
    """Whether a link is what an editor left of one: it holds nothing, not even a name to be drawn by, and stands beside one with
    words. In lists kept by hand such links lead to other rows' pages."""

    def empty(one: Any) -> bool:
        return not len(one) and not (one.text or "").strip() and _BARE.issuperset(one.attrib)

    parent = link.getparent()
    return parent is not None and empty(link) and not all(map(empty, islice(parent.iter("a"), _NEAR)))


def is_element(found: parsel.Selector) -> bool:
    """Whether a match is an element rather than an attribute, a text or a number."""
    return hasattr(found.root, "tag")


def outermost(found: parsel.SelectorList[parsel.Selector]) -> Iterator[Any]:
    """The matched elements that lie in no other match, in document order."""
    elements = [match.root for match in found if is_element(match)]
    matched = set(elements)
    for element in elements:
        if not any(ancestor in matched for ancestor in element.iterancestors()):
            yield element


def wanted(source: SourceBase | None, *, url: str, title: str) -> bool:
    """Whether the source's link and title patterns let an item through (a source without patterns takes everything)."""
    if source is None:
        return True
    if source.link_include is not None and not re2.search(source.link_include, url):
        return False
    if source.link_exclude is not None and re2.search(source.link_exclude, url):
        return False
    return source.title_exclude is None or not re2.search(source.title_exclude, title)
