"""What a page links that belongs to its statement: documents to load, and the same text in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from spiders.extract.page import Page, absolute
from statements import text as texts
from statements.model import Alternate, Attachment

Element = Any  # lxml ships no types

_TYPES: Final = {
    "pdf": "application/pdf", "doc": "application/msword", "odt": "application/vnd.oasis.opendocument.text", "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", "zip": "application/zip",
}  # fmt: skip
_ENDING: Final = re.compile(rf"\.({'|'.join(sorted(_TYPES, key=len, reverse=True))})$", re.IGNORECASE)
_MOST: Final = 50  # documents of one page; more is a library, not a statement
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


def attachments(page: Page, elements: Iterable[Element]) -> tuple[Attachment, ...]:
    """The documents linked in the given parts of a page, each once."""
    found: dict[str, Attachment] = {}
    for element in elements:
        for link in element.iter("a"):
            href = link.get("href") or ""
            url = absolute(page.base, href)
            if url is None or len(found) >= _MOST:
                continue
            media = media_type(url, link.get("type"))
            if media is not None:
                title = texts.clean_title(texts.element_to_text(link)) or link.get("title", "").strip()
                found.setdefault(url, Attachment(url=url, title=title, media_type=media))
    return tuple(found.values())


def media_type(url: str, stated: str | None = None) -> str | None:
    """What kind of document an address names; None for pages."""
    if stated and (stated.startswith("application/") and "html" not in stated):
        return stated.strip().lower()
    parts = urlsplit(url)
    for place in (unquote(parts.path), *(value for value in unquote(parts.query).split("&"))):
        if match := _ENDING.search(place.rstrip("/")):
            return _TYPES[match[1].lower()]
    return None


def alternates(page: Page) -> tuple[Alternate, ...]:
    """The page in other languages, as it says itself in its head."""
    found: dict[str, Alternate] = {}
    for link in page.root.xpath("//link[@hreflang][@href][contains(@rel, 'alternate')]"):
        match = _LANGUAGE.match(link.attrib["hreflang"].strip())
        url = absolute(page.base, link.attrib["href"])
        if match and url and url != page.url and link.attrib["hreflang"].lower() != "x-default":
            found.setdefault(url, Alternate(language=match[0].lower(), url=url))
    return tuple(found.values())
