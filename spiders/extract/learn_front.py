"""What a site's front page says of its doors: feeds, WordPress, and the sections where news and statements stand, in 20 languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from spiders.extract import learn_tree as tree
from spiders.extract.learn_item import text_of
from spiders.extract.page import Page, absolute
from statements.labels import LANGUAGES
from statements.months import fold
from statements.text import clean_title

_FEEDS = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "text/xml",
    "application/xml",
)
_NOT_NEWS = re.compile(
    r"comments?/feed|/comments|oembed|xmlrpc|opensearch|wlwmanifest|\bjobs?\b|calendar|podcast", re.IGNORECASE
)
# Names of sections: those of statements before those of news, news before media in general.
_STATEMENTS = (
    "statement|statements|press release|press releases|communique|communiques|communiques de presse|declarations|pressemitteilungen|pressemitteilung|"
    "erklarungen|comunicado|comunicados|comunicados de prensa|comunicati|comunicati stampa|declaraciones|dichiarazioni|notas a imprensa|"
    "заявления|заявление|пресс-релизы|пресс-служба|بيانات|البيانات|بيانات صحفيه|بيانات صحفية|البيانات الصحفيه|بیانیه ها|بیانیه|"
    "aciklamalar|basin aciklamalari|basin bildirileri|发言人表态|外交部发言人|声明|公报|報道発表|談話|성명|보도자료|oswiadczenia|komunikaty|заяви|"
    "הודעות|הודעות לעיתונות|persberichten|comunicate|comunicate de presa|ανακοινωσεις|δηλωσεις|uttalanden|pressmeddelanden|lausunnot|"
    "tiedotteet|tiskove zpravy|prohlaseni"
)  # fmt: skip
_NEWS = (
    "news|latest news|newsroom|all news|press|press room|press corner|press centre|press center|media centre|media center|actualites|presse|salle de presse|"
    "espace presse|nachrichten|aktuelles|meldungen|pressebereich|noticias|sala de prensa|prensa|actualidad|notizie|sala stampa|stampa|imprensa|"
    "sala de imprensa|новости|все новости|пресс-центр|пресса|الاخبار|اخبار|اخر الاخبار|المركز الاعلامي|الاعلام|خبرها|اخبار وزارت|haberler|basin|duyurular|basin merkezi|"
    "新闻|新闻发布|新闻中心|要闻|新聞|新聞稿|ニュース|新着情報|報道|뉴스|소식|언론|aktualnosci|wiadomosci|prasa|новини|пресцентр|חדשות|עדכונים|תקשורת|nieuws|actueel|"
    "stiri|noutati|presa|νεα|ειδησεις|τυπος|nyheter|press|uutiset|ajankohtaista|zpravy|aktuality|tisk"
)  # fmt: skip
_WORDS = [
    (3.0, {fold(word) for word in _STATEMENTS.split("|")}),
    (2.0, {fold(word) for word in _NEWS.split("|")}),
]
_PATH = re.compile(
    r"(?:^|[/_-])(?:statements?|press-?releases?|communiqu\w*|comunicad\w*|newsroom|news|press(?:e|a)?|noticias|actualites|aktuell\w*|nachrichten|"
    r"haber\w*|duyuru\w*|novosti|media-?cent\w+|announcements?|aktualnosci)(?:$|[/_.-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Front:
    """``sections`` are addresses, likeliest first; ``api`` is the root of a WordPress REST API."""

    name: str
    language: str | None
    feeds: tuple[str, ...]
    api: str | None
    sections: tuple[str, ...]


def front(page: Page) -> Front:
    """Look at a page for doors."""
    stated = (
        page.root.xpath("string(//html/@lang)").get("").strip().lower().replace("_", "-").partition("-")[0]
    )
    site = clean_title(page.meta("og:site_name", "application-name") or "")
    title = page.title
    name = site or max(re.split(r"\s+[|–—:·»-]\s+", title), key=len, default="") or urlsplit(page.url).netloc
    return Front(
        name=name[:200],
        language=stated if stated in LANGUAGES else None,
        feeds=_feeds(page),
        api=_api(page),
        sections=_sections(page),
    )


def _feeds(page: Page) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in page.root.xpath("//link[@href][contains(concat(' ', @rel, ' '), ' alternate ')]"):
        kind = link.attrib.get("type", "").strip().lower()
        url = absolute(page.base, link.attrib["href"])
        if kind in _FEEDS and url and not _NOT_NEWS.search(url):
            found.setdefault(url)
    for link in page.root.xpath("//body//a[@href]"):
        url = absolute(page.base, link.attrib["href"])
        words = fold(text_of(link.root))
        if (
            url
            and tree.same_site(url, page.url)
            and not _NOT_NEWS.search(url)
            and (
                words in ("rss", "rss feed", "rss-feed", "atom", "feed")
                or re.search(r"(?:rss|feed|atom)(?:\.xml|/)?$", urlsplit(url).path, re.IGNORECASE)
            )
        ):
            found.setdefault(url)
    return tuple(found)


def _api(page: Page) -> str | None:
    for link in page.root.xpath("//link[@href][@rel='https://api.w.org/']"):
        return absolute(page.base, link.attrib["href"])
    generator = (page.meta("generator") or "").lower()
    if "wordpress" in generator or "/wp-content/" in page.html:
        parts = urlsplit(page.url)
        return f"{parts.scheme}://{parts.netloc}/wp-json/"
    return None


def _sections(page: Page) -> tuple[str, ...]:
    """The links whose words or address name a section of news, best first."""
    merits: dict[str, float] = {}
    for link in page.root.xpath("//body//a[@href]"):
        url = absolute(page.base, link.attrib["href"])
        if not url or not tree.same_site(url, page.url) or url.rstrip("/") == page.url.rstrip("/"):
            continue
        words = fold(text_of(link.root) or link.attrib.get("title", "")).strip(" .:›»>→")
        if not words or len(words) > 60:
            continue
        merit = 0.0
        for worth, names in _WORDS:
            if words in names:
                merit = max(merit, worth)
            elif any(
                f" {name} " in f" {words} " or (len(name) >= 2 and not name.isascii() and name in words)
                for name in names
            ):
                merit = max(merit, worth - 0.8)
        path = unquote(urlsplit(url).path)
        if _PATH.search(path):
            merit += 0.7 if merit or len(words) < 30 else 0.0
        if re.search(r"\d{3,}", path) or path.count("/") > 5:
            merit -= 1.0  # an article, not a section
        if merit >= 0.7:
            merits[url] = max(merits.get(url, 0.0), merit)
    return tuple(sorted(merits, key=lambda url: -merits[url]))
