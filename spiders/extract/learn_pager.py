"""The link from a list to its older entries: by what mark-up, classes, words or numbers say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spiders.extract import learn_tree as tree
from spiders.extract.learn_item import text_of
from spiders.extract.learn_tree import Element
from spiders.extract.page import Page, absolute, is_element, pick
from statements.months import fold

_WORDS = frozenset(
    fold(word)
    for word in (
        "next", "next page", "older", "older posts", "older entries", "older news", "more", "go to next page", "suivant", "suivante",
        "page suivante", "suivants", "articles plus anciens", "weiter", "nächste", "nächste seite", "ältere", "ältere beiträge", "vor",
        "siguiente", "siguientes", "página siguiente", "anteriores", "successivo", "successiva", "pagina successiva", "avanti", "próximo",
        "próxima", "próxima página", "seguinte", "página seguinte", "следующая", "следующая страница", "далее", "вперед", "след", "التالي",
        "التالية", "الصفحة التالية", "الاقدم", "بعدی", "بعد", "صفحه بعد", "صفحه بعدی", "sonraki", "sonraki sayfa", "ileri", "下一页", "下页",
        "下一頁", "後一頁", "次へ", "次のページ", "次", "다음", "다음 페이지", "następna", "następna strona", "dalej", "starsze", "наступна",
        "наступна сторінка", "далі", "הבא", "לעמוד הבא", "volgende", "volgende pagina", "următoarea", "pagina următoare", "următor", "înainte",
        "επόμενη", "επόμενο", "επόμενη σελίδα", "nästa", "nästa sida", "seuraava", "seuraava sivu", "další", "následující", "další strana",
    )
)  # fmt: skip
_ARROWS = frozenset({"›", "»", ">", ">>", "→", "❯", "▶"})
_NEXT_NAME = re.compile(r"(?:^|[-_])(?:next|older|suivant|siguiente|weiter)(?:$|[-_])", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:[?&;][\w\[\]-]*(?:page|paged|p|start|offset|seite|pg|cp|pagina|strona|sayfa|PAGEN_\d+)[\w\]]*=\d+|/(?:page|seite|pagina|p|strona|stranitsa)[/-]?\d+|[_-]\d+\.s?html?$)",
    re.IGNORECASE,
)


def pager(page: Page, items: frozenset[str]) -> str | None:
    """The selector of the link to the older page, if one was found. ``items`` are the addresses of the entries."""
    for selector, target in _candidates(page):
        found = _first(page, selector)
        if found and found == target and found not in items and found.rstrip("/") != page.url.rstrip("/"):
            return selector
    return None


def _candidates(page: Page) -> Iterator[tuple[str, str]]:
    """Selectors with the address that each is meant to find."""
    for selector in ("css: a[rel~=next]", "css: link[rel=next]"):
        if target := _first(page, selector):
            yield selector, target
    links = [
        (match.root, url)
        for match in page.root.xpath("//body//a[@href]")
        if (url := absolute(page.base, match.root.get("href"))) and tree.own_site(url, page)
    ]
    for link, url in links:
        for element in (link, link.getparent()):
            for name in (element.get("class") or "").split():
                if (
                    _NEXT_NAME.search(name)
                    and re.fullmatch(r"[\w-]+", name)
                    and (_NUMBERED.search(url) or _says_next(link))
                ):
                    yield (f"css: a.{name}" if element is link else f"css: {element.tag}.{name} a"), url
    for link, url in links:
        if _says_next(link):
            words = text_of(link)
            if words and "'" not in words:
                yield f"xpath: //a[normalize-space(.)='{words}']", url
            label = (link.get("aria-label") or link.get("title") or "").strip()
            if label and "'" not in label:
                yield f"xpath: //a[@aria-label='{label}' or @title='{label}']", url
    for link, url in links:
        if text_of(link) == "2" and _NUMBERED.search(url):
            yield from ((selector, url) for selector in _after_current(link))


def _says_next(link: Element) -> bool:
    for words in (text_of(link), link.get("aria-label") or "", link.get("title") or ""):
        plain = fold(words).strip(" \u00a0›»>→«‹<❯▶|.…")
        if plain in _WORDS or (not plain and words.strip() in _ARROWS):
            return True
    return False


def _after_current(link: Element) -> Iterator[str]:
    """For a row of numbers: the link after the one that is marked as the page one is on."""
    yield "xpath: (//*[@aria-current='page'])[last()]/following::a[1]"
    for name in ("current", "active", "is-active", "selected", "pager__item--active", "page-current"):
        yield f"xpath: //*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')][number(.) = number(.)]/following::a[1]"
    for tag in ("strong", "b", "span", "em"):
        yield f"xpath: //{tag}[number(.) = number(.)]/following-sibling::a[1]"


def _first(page: Page, selector: str) -> str | None:
    for found in pick(page.root, selector):
        href = found.attrib.get("href", "") if is_element(found) else str(found.root)
        if url := absolute(page.base, href):
            return url
    return None
