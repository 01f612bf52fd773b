"""Whole small sites of ministries, one a make: front page, list of news, articles, and whatever doors each has.

`serve` puts one on a `FakeMinistry`. All of it is written by us; titles and texts are fiction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import escape

from tests.fake_ministry import FakeMinistry, Page, rss
from tests.unit.spiders.learning.entries import Entry, arabic, chrome, entries, rows, words

PARAGRAPHS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "The ministry follows the situation in the north-west with deep concern and calls on everybody to show restraint.",
        "The delivery of aid to all who need it must not be hindered, and those responsible for attacks on convoys must answer for them.",
        "We will continue to work with our partners and the United Nations towards a lasting ceasefire and a political solution.",
    ),
    "fr": (
        "Le ministère suit avec une vive préoccupation la situation dans le nord-ouest et appelle toutes les parties à la retenue.",
        "L'acheminement de l'aide à tous ceux qui en ont besoin ne doit pas être entravé, et les responsables devront rendre des comptes.",
        "Nous poursuivrons nos efforts avec nos partenaires et les Nations unies en faveur d'un cessez-le-feu durable.",
    ),
    "de": (
        "Das Ministerium verfolgt die Lage im Nordwesten mit großer Sorge und ruft alle Beteiligten zur Zurückhaltung auf.",
        "Die Versorgung aller, die Hilfe brauchen, darf nicht behindert werden, und Angriffe auf Konvois müssen Folgen haben.",
        "Wir werden weiter mit unseren Partnern und den Vereinten Nationen an einer dauerhaften Waffenruhe arbeiten.",
    ),
    "ar": (
        "تتابع الوزارة بقلق بالغ تطورات الأوضاع في الشمال الغربي وتدعو جميع الأطراف إلى ضبط النفس.",
        "وتؤكد الوزارة ضرورة إيصال المساعدات إلى جميع المحتاجين دون عوائق ومحاسبة المسؤولين عن الهجمات على القوافل.",
        "وستواصل الوزارة العمل مع الشركاء والأمم المتحدة من أجل وقف دائم لإطلاق النار وحل سياسي.",
    ),
    "zh": (
        "外交部高度关注西北部局势的发展，呼吁有关各方保持克制，避免局势进一步升级。",
        "向所有需要帮助的人提供人道主义援助不应受到阻碍，袭击车队的责任者必须受到追究。",
        "中方愿同各方一道，继续为实现持久停火和政治解决发挥建设性作用。",
    ),
    "es": (
        "El Ministerio sigue con profunda preocupación la situación en el noroeste y llama a todas las partes a la moderación.",
        "La entrega de ayuda a quienes la necesitan no debe ser obstaculizada y los responsables de los ataques deben responder.",
        "Seguiremos trabajando con nuestros socios y con las Naciones Unidas en favor de un alto el fuego duradero.",
    ),
    "ru": (
        "Министерство с глубокой озабоченностью следит за ситуацией на северо-западе и призывает все стороны к сдержанности.",
        "Доставке помощи всем нуждающимся нельзя препятствовать, а виновные в нападениях на конвои должны понести ответственность.",
        "Мы продолжим работу с партнёрами и Организацией Объединённых Наций в интересах прочного прекращения огня.",
    ),
    "tr": (
        "Bakanlığımız kuzeybatıdaki durumu derin endişeyle takip etmekte ve tüm tarafları itidale davet etmektedir.",
        "İhtiyaç sahiplerine yardım ulaştırılması engellenmemeli, konvoylara saldıranlar hesap vermelidir.",
        "Ortaklarımızla ve Birleşmiş Milletlerle kalıcı bir ateşkes için çalışmaya devam edeceğiz.",
    ),
}


def paragraphs(entry: Entry, language: str) -> tuple[str, ...]:
    """The text of an entry: no two alike, and of different length."""
    first, second, third = PARAGRAPHS[language]
    own = f"{entry.title}: {first}"
    return (own, second, third)[: 2 + len(entry.title) % 2] if len(entry.title) % 3 else (own,)


@dataclass(frozen=True, kw_only=True)
class SmallSite:
    """Pages by path, and what is true of them. ``front`` is what a user would give; ``kinds`` the doors that must be found, the first
    of them first."""

    name: str
    language: str
    entries: tuple[Entry, ...]
    pages: Mapping[str, Page]
    kinds: tuple[str, ...]
    front: str = "/"
    late: tuple[Entry, ...] = field(default=())

    def text(self, entry: Entry) -> str:
        """What must be stored of an entry."""
        return "\n\n".join(paragraphs(entry, self.language))


Article = Callable[[Entry, tuple[str, ...]], str]
List = Callable[[tuple[Entry, ...]], str]


def serve(site: SmallSite, ministry: FakeMinistry) -> None:
    """Put a site on a server. ``{site}`` in a page is the server's address."""
    for path, page in site.pages.items():
        body = page.data.replace(b"{site}", ministry.url("").encode())
        ministry[path] = Page(
            body=body, content_type=page.content_type, status=page.status, headers=page.headers
        )


SITES: list[Callable[[date], SmallSite]] = []


def small_site(function: Callable[[date], SmallSite]) -> Callable[[date], SmallSite]:
    SITES.append(function)
    return function


def _pages(found: tuple[Entry, ...], language: str, article: Article) -> dict[str, Page]:
    return {entry.path: Page(article(entry, paragraphs(entry, language))) for entry in found}


def _home(language: str, label: str, path: str, *, head: str = "", extra: str = "") -> Page:
    main = f'<main><h1>Ministry of Foreign Affairs</h1><div class="welcome"><p>Welcome to the web site of the ministry.</p><p><a href="{path}">{label}</a></p>{extra}</div></main>'
    return Page(chrome(main, language=language, head=head))


@small_site
def drupal(today: date) -> SmallSite:
    found = entries("en", "/en/press/{slug}", first=today - timedelta(days=1), count=8)

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f"<p>{escape(p)}</p>" for p in text)
        related = "".join(
            f'<li><a href="{o.path}">{escape(o.title)}</a> <span>{words(o.day, "en")}</span></li>'
            for o in found
            if o is not e
        )
        main = f'<main><h1 class="page-title">{escape(e.title)}</h1><article class="node node--type-news"><div class="node__meta"><time datetime="{e.day}T09:00:00Z">{words(e.day, "en")}</time></div><div class="field field--name-body">{body}</div><div class="share-links"><a href="#">Share this page</a></div></article><div class="related-news"><h2>Related</h2><ul>{related}</ul></div></main>'
        return chrome(main, head='<meta name="generator" content="Drupal 10">')

    listing = rows(
        found,
        lambda e: (
            f'<div class="views-row"><span class="date">{words(e.day, "en")}</span><h3><a href="{e.path}">{escape(e.title)}</a></h3></div>'
        ),
    )
    pages = {
        "/": _home("en", "Press releases", "/en/press"),
        "/en/press": Page(
            chrome(
                f'<main><h1>Press releases</h1><div class="view-content">{listing}</div><ul class="pager"><li class="pager__item--next"><a rel="next" href="?page=1">Next</a></li></ul></main>'
            )
        ),
    }
    return SmallSite(
        name="drupal",
        language="en",
        entries=found,
        pages=pages | _pages(found, "en", article),
        kinds=("listing",),
    )


@small_site
def wordpress(today: date) -> SmallSite:
    found = entries("fr", "/{day:%Y}/{day:%m}/communique-{n}/", first=today - timedelta(days=2))

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f"<p>{escape(p)}</p>" for p in text)
        return chrome(
            f'<main><article class="post"><header class="entry-header"><h1 class="entry-title">{escape(e.title)}</h1></header><div class="entry-content">{body}</div></article></main>',
            language="fr",
        )

    posts = [
        {"id": 900 - n, "type": "post", "date_gmt": f"{e.day}T08:00:00", "date": f"{e.day}T09:00:00", "link": "{site}" + e.path, "title": {"rendered": e.title},
         "content": {"rendered": "".join(f"<p>{escape(p)}</p>" for p in paragraphs(e, "fr"))}}
        for n, e in enumerate(found)
    ]  # fmt: skip
    head = '<link rel="https://api.w.org/" href="/wp-json/"><link rel="alternate" type="application/rss+xml" title="Flux" href="/feed/">'
    listing = rows(
        found,
        lambda e: (
            f'<article class="post"><h2 class="entry-title"><a href="{e.path}">{escape(e.title)}</a></h2><time datetime="{e.day}">{words(e.day, "fr")}</time></article>'
        ),
    )
    feed = rss(
        *(
            (
                e.path,
                e.title,
                datetime(e.day.year, e.day.month, e.day.day, 8, tzinfo=UTC).strftime(
                    "%a, %d %b %Y %H:%M:%S +0000"
                ),
            )
            for e in found
        ),
        link="{site}",
    )
    api = Page(json.dumps(posts), content_type="application/json")
    pages = {
        "/": Page(chrome(f"<main><h1>Actualités</h1>{listing}</main>", language="fr", head=head)), "/feed/": Page(feed, content_type="application/rss+xml"),
        "/wp-json/wp/v2/posts?per_page=25": api, "/wp-json/wp/v2/posts?per_page=10": api,
        "/wp-json/wp/v2/types": Page(json.dumps({"post": {"rest_base": "posts", "name": "Articles"}}), content_type="application/json"),
    }  # fmt: skip
    return SmallSite(
        name="wordpress",
        language="fr",
        entries=found,
        pages=pages | _pages(found, "fr", article),
        kinds=("wp_rest", "feed", "listing"),
    )


@small_site
def old_html(today: date) -> SmallSite:
    found = entries("es", "/comunicados/com{n}.htm", first=today - timedelta(days=1))

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "<br><br>".join(escape(p) for p in text)
        return f"<html><head><title>Cancillería</title></head><body><table><tr><td><a href='/inicio.htm'>Inicio</a></td><td><a href='/com.htm'>Comunicados</a></td></tr></table><h2>{escape(e.title)}</h2><p>{words(e.day, 'es')}</p><div>{body}</div><hr><p>Ministerio de Relaciones Exteriores, Plaza Mayor 1</p></body></html>"

    listing = rows(
        found,
        lambda e: f"<tr><td>{e.day:%d/%m/%Y}</td><td><a href='{e.path}'>{escape(e.title)}</a></td></tr>",
    )
    pages = {
        "/": Page("<html lang='es'><head><title>Cancillería</title></head><body><h1>Ministerio de Relaciones Exteriores</h1><p><a href='/com.htm'>Comunicados de prensa</a> <a href='/mapa.htm'>Mapa</a></p></body></html>"),
        "/com.htm": Page(f"<html lang='es'><head><title>Cancillería</title></head><body><h1>Comunicados</h1><table border=1>{listing}</table></body></html>"),
    }  # fmt: skip
    return SmallSite(
        name="old HTML",
        language="es",
        entries=found,
        pages=pages | _pages(found, "es", article),
        kinds=("listing",),
    )


@small_site
def arabic_portal(today: date) -> SmallSite:
    found = entries("ar", "/ar/news/{n}", first=today - timedelta(days=1), step=2)

    def when(e: Entry) -> str:
        return arabic(words(e.day, "ar"))

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f"<p>{p}</p>" for p in text)
        latest = "".join(f'<li><a href="{o.path}">{o.title}</a></li>' for o in found[:3] if o is not e)
        main = f'<div class="page-content"><div class="article"><h1>{e.title}</h1><span class="article-date">{when(e)}</span><div class="article-body">{body}</div><div class="share">شارك هذه المقالة</div></div></div>'
        return chrome(
            main, language="ar", aside=f'<div class="sidebar"><h4>آخر الأخبار</h4><ul>{latest}</ul></div>'
        )

    listing = rows(
        found,
        lambda e: (
            f'<li class="news-item"><a href="{e.path}"><h3>{e.title}</h3></a><span class="news-date">{when(e)}</span></li>'
        ),
    )
    pages = {
        "/": _home("ar", "بيانات صحفية", "/ar/news"),
        "/ar/news": Page(
            chrome(f'<div class="page-content"><h1>الأخبار</h1><ul>{listing}</ul></div>', language="ar")
        ),
    }
    return SmallSite(
        name="Arabic portal",
        language="ar",
        entries=found,
        pages=pages | _pages(found, "ar", article),
        kinds=("listing",),
    )


@small_site
def chinese_ministry(today: date) -> SmallSite:
    found = entries("zh", "/web/fyrbt/t{day:%Y%m%d}_11{n}.shtml", first=today - timedelta(days=1))

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f'<p style="text-indent:2em">{p}</p>' for p in text)
        main = f'<div class="news-details"><div class="news-title"><h1>{e.title}</h1><p class="time">{e.day} 17:30</p></div><div class="news-main" id="News_Body_Txt_A">{body}</div><div class="tools"><a href="#">打印</a><a href="#">推荐给朋友</a></div></div>'
        return chrome(main, language="zh")

    listing = rows(found, lambda e: f'<li><a href="{e.path}" target="_blank">{e.title}</a>（{e.day}）</li>')
    pages = {
        "/": _home("zh", "新闻发布", "/web/fyrbt/"),
        "/web/fyrbt/": Page(
            chrome(f'<div class="newsBd"><ul class="list1">{listing}</ul></div>', language="zh")
        ),
    }
    return SmallSite(
        name="Chinese ministry",
        language="zh",
        entries=found,
        pages=pages | _pages(found, "zh", article),
        kinds=("listing",),
    )


@small_site
def feed_only(today: date) -> SmallSite:
    found = entries("de", "/de/newsroom/meldung-{n}", first=today - timedelta(days=3))

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f"<p>{escape(p)}</p>" for p in text)
        return chrome(
            f'<main><h1>Willkommen im Ministerium</h1><div class="c-intro"><h2 class="c-headline">{escape(e.title)}</h2><p class="c-date">{e.day:%d.%m.%Y} - Pressemitteilung</p></div><div class="c-rte">{body}</div></main>',
            language="de",
        )

    feed = rss(
        *(
            (
                e.path,
                e.title,
                datetime(e.day.year, e.day.month, e.day.day, 8, tzinfo=UTC).strftime(
                    "%a, %d %b %Y %H:%M:%S +0000"
                ),
            )
            for e in found
        ),
        link="{site}",
    )
    pages = {
        "/": _home("de", "Unser Haus", "/de/haus"),
        "/rss.xml": Page(feed, content_type="application/rss+xml"),
        "/de/haus": Page(
            chrome("<main><h1>Willkommen im Ministerium</h1><p>Das Haus.</p></main>", language="de")
        ),
    }
    return SmallSite(
        name="a feed nobody links",
        language="de",
        entries=found,
        pages=pages | _pages(found, "de", article),
        kinds=("feed",),
    )


@small_site
def sharepoint(today: date) -> SmallSite:
    found = entries("tr", "/Sayfalar/haber-{n}.aspx", first=today - timedelta(days=1))

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f"<div>{escape(p)}</div>" for p in text)
        return chrome(
            f'<div id="s4-workspace"><div class="article-content"><h1 class="baslik">{escape(e.title)}</h1><div class="captioned-date">{e.day:%d.%m.%Y}</div><div class="ms-rtestate-field">{body}</div></div></div>',
            language="tr",
            form=True,
        )

    listing = rows(
        found,
        lambda e: (
            f'<li class="dfwp-item"><div class="item link-item"><span class="tarih">{e.day:%d.%m.%Y}</span><a href="{e.path}">{escape(e.title)}</a></div></li>'
        ),
    )
    pages = {
        "/": _home("tr", "Basın Açıklamaları", "/Sayfalar/basin.aspx"),
        "/Sayfalar/basin.aspx": Page(
            chrome(
                f'<div id="s4-workspace"><ul class="dfwp-list">{listing}</ul></div>', language="tr", form=True
            )
        ),
    }
    return SmallSite(
        name="SharePoint",
        language="tr",
        entries=found,
        pages=pages | _pages(found, "tr", article),
        kinds=("listing",),
    )


@small_site
def hashed(today: date) -> SmallSite:
    found = entries("en", "/news/{slug}", first=today - timedelta(days=1), count=8)

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f'<p class="css-{n}ab9x">{escape(p)}</p>' for n, p in enumerate(text))
        data = json.dumps(
            {"@type": "NewsArticle", "headline": e.title, "datePublished": f"{e.day}T10:00:00Z"}
        )
        return chrome(
            f'<main class="css-0abc12"><div class="css-77ff00"><h1 class="css-1xyz23">{escape(e.title)}</h1><div class="css-3def45"><div class="css-9z8y7">{body}</div></div></div></main>',
            head=f'<script type="application/ld+json">{data}</script>',
        )

    listing = rows(
        found,
        lambda e: (
            f'<div class="css-1q2w3e4"><span class="kEsNiP">{e.day:%Y-%m-%d}</span><a class="css-9z8y7x" href="{e.path}"><h3>{escape(e.title)}</h3></a></div>'
        ),
    )
    pages = {
        "/": _home("en", "Newsroom", "/news"),
        "/news": Page(chrome(f'<main class="css-0abc12"><div class="css-77ff00">{listing}</div></main>')),
    }
    return SmallSite(
        name="generated class names",
        language="en",
        entries=found,
        pages=pages | _pages(found, "en", article),
        kinds=("listing",),
    )


@small_site
def everything_in_article(today: date) -> SmallSite:
    found = entries("ru", "/press_service/news/{n}/", first=today - timedelta(days=1), step=2)

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f"<p>{escape(p)}</p>" for p in text)
        return chrome(
            f'<div class="wrap"><article class="article"><h1>{escape(e.title)}</h1><div class="article-date">{words(e.day, "ru")}</div>{body}<div class="tags"><a href="/tag/1">Ближний Восток</a></div></article></div>',
            language="ru",
        )

    listing = "".join(
        f'<h3 class="announce__date">{words(e.day, "ru")}</h3><ul class="announce__list"><li class="announce__item"><a href="{e.path}">{escape(e.title)}</a></li></ul>'
        for e in found
    )
    pages = {
        "/": _home("ru", "Новости", "/press_service/news/"),
        "/press_service/news/": Page(
            chrome(f'<main><div class="announce">{listing}</div></main>', language="ru")
        ),
    }
    return SmallSite(
        name="heading, date and tags in the text's part",
        language="ru",
        entries=found,
        pages=pages | _pages(found, "ru", article),
        kinds=("listing",),
    )


@small_site
def sitemap_only(today: date) -> SmallSite:
    found = entries("en", "/statements/{day:%Y}/{slug}", first=today - timedelta(days=1), count=6)

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f"<p>{escape(p)}</p>" for p in text)
        return chrome(
            f'<main><article><h1>{escape(e.title)}</h1><time datetime="{e.day}T10:00:00Z">{words(e.day, "en")}</time><div class="prose">{body}</div></article></main>'
        )

    addresses = "".join(f"<url><loc>{{site}}{e.path}</loc><lastmod>{e.day}</lastmod></url>" for e in found)
    others = "".join(
        f"<url><loc>{{site}}/about/{name}</loc><lastmod>2019-01-01</lastmod></url>"
        for name in ("us", "minister", "history")
    )
    shell = Page(
        '<!DOCTYPE html><html lang="en"><head><title>Ministry</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>'
    )
    pages = {
        "/": shell, "/robots.txt": Page("User-agent: *\nDisallow: /private\nSitemap: {site}/map.xml\n", content_type="text/plain"),
        "/map.xml": Page(f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{others}{addresses}</urlset>', content_type="application/xml"),
    }  # fmt: skip
    return SmallSite(
        name="a shell with a sitemap",
        language="en",
        entries=found,
        pages=pages | _pages(found, "en", article),
        kinds=("sitemap",),
    )


@small_site
def drawn_by_script(today: date) -> SmallSite:
    """The list is drawn by a script; what it holds stands in the page's JSON-LD alone."""
    found = entries("fr", "/fr/actualites/{slug}", first=today - timedelta(days=1))

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f"<p>{escape(p)}</p>" for p in text)
        return chrome(
            f'<main><h1>{escape(e.title)}</h1><p class="meta">{words(e.day, "fr")}</p><div class="texte">{body}</div></main>',
            language="fr",
        )

    listed = [
        {"@type": "ListItem", "position": n, "item": {"@type": "NewsArticle", "@id": f"{{site}}{e.path}#article", "url": e.path,
         "headline": e.title.replace("'", "&#039;"), "datePublished": f"{e.day}T09:30:00+01:00"}}
        for n, e in enumerate(found, 1)
    ]  # fmt: skip
    menu = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": f"{{site}}/{name}"}
            for n, name in enumerate(("accueil", "salle-de-presse"), 1)
        ],
    }
    collection = {
        "@type": "CollectionPage",
        "url": "{site}/fr/presse",
        "mainEntity": {"@type": "ItemList", "itemListElement": listed},
    }
    data = json.dumps({"@context": "https://schema.org", "@graph": [menu, collection]})
    pages = {
        "/": _home("fr", "Presse", "/fr/presse"),
        "/fr/presse": Page(
            chrome(
                '<main><h1>Presse</h1><div id="liste"></div><script src="/liste.js"></script></main>',
                language="fr",
                head=f'<script type="application/ld+json">{data}</script>',
            )
        ),
    }
    return SmallSite(
        name="a list drawn by a script, with JSON-LD",
        language="fr",
        entries=found,
        pages=pages | _pages(found, "fr", article),
        kinds=("json_api",),
    )


@small_site
def blog_in_linked_data(today: date) -> SmallSite:
    """A list that a reader sees, and the same as a blog's posts in JSON-LD."""
    found = entries("en", "/newsroom/{slug}", first=today - timedelta(days=2))

    def article(e: Entry, text: tuple[str, ...]) -> str:
        body = "".join(f"<p>{escape(p)}</p>" for p in text)
        data = json.dumps(
            {"@type": "BlogPosting", "headline": e.title, "url": e.path, "datePublished": f"{e.day}"}
        )
        return chrome(
            f'<main><article><h1>{escape(e.title)}</h1><div class="prose">{body}</div></article></main>',
            head=f'<script type="application/ld+json">{data}</script>',
        )

    posts = [{"@type": "BlogPosting", "mainEntityOfPage": {"@id": e.path}, "headline": e.title, "datePublished": f"{e.day}"} for e in found]  # fmt: skip
    data = json.dumps({"@type": "Blog", "url": "{site}/newsroom", "name": "Newsroom", "blogPost": posts})
    listing = rows(
        found,
        lambda e: (
            f'<div class="card"><a href="{e.path}"><h3>{escape(e.title)}</h3></a><time datetime="{e.day}">{words(e.day, "en")}</time></div>'
        ),
    )
    pages = {
        "/": _home("en", "Newsroom", "/newsroom"),
        "/newsroom": Page(
            chrome(
                f'<main><h1>Newsroom</h1><div class="cards">{listing}</div></main>',
                head=f'<script type="application/ld+json">{data}</script>',
            )
        ),
    }
    return SmallSite(
        name="a list with the same in JSON-LD",
        language="en",
        entries=found,
        pages=pages | _pages(found, "en", article),
        kinds=("json_api", "listing"),
    )
