"""List pages of ministries as they are made: one function a make of site, with what a reader must see on it.

Written by us after the anatomy of such pages; no page of any site is copied. All carry a site's chrome: menus, breadcrumbs, a
sidebar, a footer, so that the list is never the only thing with links.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape

from tests.unit.spiders.learning.entries import (
    MONTHS,
    Entry,
    arabic,
    chrome,
    entries,
    rows,
    words,
)


@dataclass(frozen=True, kw_only=True)
class Make:
    """A page, and what must be read on it. ``next`` is the path of the older page, ``order`` what must be told of the dates."""

    name: str
    html: str
    entries: tuple[Entry, ...]
    path: str = "/news"
    next: str | None = None
    order: str | None = None
    calendar: str = "gregorian"
    language: str = "en"


MAKES: list[Callable[[], Make]] = []


def make(function: Callable[[], Make]) -> Callable[[], Make]:
    MAKES.append(function)
    return function


@make
def drupal_views() -> Make:
    found = entries("en", "/en/press/{slug}", count=8)
    main = "".join(
        f'<div class="views-row views-row-{n} {"odd" if n % 2 else "even"}"><article class="node node--type-news node--view-mode-teaser node-{7000 + n}">'
        f'<div class="field field--name-created"><time datetime="{e.day}T09:30:00Z" class="datetime">{words(e.day, "en")}</time></div>'
        f'<h3 class="node__title"><a href="{e.path}" rel="bookmark"><span>{escape(e.title)}</span></a></h3>'
        f'<div class="field--name-body"><p>The text of the statement begins with these words and goes on for a while.</p></div>'
        f'<a class="more-link" href="{e.path}">Read more</a></article></div>'
        for n, e in enumerate(found)
    )
    pager = '<nav class="pager"><ul><li class="pager__item is-active"><a href="?page=0">1</a></li><li><a href="?page=1">2</a></li><li class="pager__item pager__item--next"><a href="?page=1" rel="next" title="Go to next page"><span>Next ›</span></a></li></ul></nav>'
    html = chrome(
        f'<main role="main"><h1>Press releases</h1><div class="view view-news"><div class="view-content">{main}</div>{pager}</div></main>'
    )
    return Make(name="drupal views", html=html, entries=found, next="/news?page=1")


@make
def wordpress_archive() -> Make:
    found = entries("en", "/{day:%Y}/{day:%m}/{slug}/")
    main = "".join(
        f'<article id="post-{4100 + n}" class="post-{4100 + n} post type-post status-publish format-standard has-post-thumbnail hentry category-press">'
        f'<a class="post-thumbnail" href="{e.path}"><img src="/i{n}.jpg" alt=""></a><header class="entry-header"><h2 class="entry-title"><a href="{e.path}" rel="bookmark">{escape(e.title)}</a></h2>'
        f'<div class="entry-meta"><span class="posted-on"><a href="{e.path}"><time class="entry-date published" datetime="{e.day}T10:00:00+00:00">{words(e.day, "en")}</time>'
        f'<time class="updated" datetime="2024-12-01T10:00:00+00:00">1 December 2024</time></a></span> by <a href="/author/press">Press office</a></div></header>'
        f'<div class="entry-summary"><p>First words of the text, then it is cut [&hellip;]</p></div><footer class="entry-footer"><a href="/category/press/">Press releases and statements</a></footer></article>'
        for n, e in enumerate(found)
    )
    pager = '<nav class="navigation posts-navigation"><div class="nav-links"><div class="nav-previous"><a href="/category/press/page/2/">Older posts</a></div></div></nav>'
    aside = (
        '<aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recent posts</h2><ul>'
        + "".join(
            f'<li><a href="/2024/11/visit-of-the-delegation-{n}/">Visit of the delegation from the province number {n}</a> <span class="post-date">{n + 1} November 2024</span></li>'
            for n in range(5)
        )
        + "</ul></section></aside>"
    )
    html = chrome(
        f'<div id="content" class="site-content"><main id="main" class="site-main"><h1 class="page-title">Category: Press</h1>{main}{pager}</main></div>',
        aside=aside,
    )
    return Make(
        name="wordpress archive",
        html=html,
        entries=found,
        path="/category/press/",
        next="/category/press/page/2/",
    )


@make
def table_rows() -> Make:
    found = entries("en", "/press/detail.aspx?id={n}")
    main = (
        "<table class='list'><tr><th>Date</th><th>Subject</th></tr>"
        + rows(
            found,
            lambda e: f"<tr><td>{e.day:%d.%m.%Y}</td><td><a href='{e.path}'>{escape(e.title)}</a></td></tr>",
        )
        + "</table>"
    )
    return Make(
        name="table rows in an ASP.NET form",
        html=chrome(f"<div class='content'><h1>Statements</h1>{main}</div>", form=True),
        entries=found,
        order="dmy",
    )


@make
def definition_list() -> Make:
    found = entries("de", "/de/aktuelles/meldung-{n}")
    main = (
        "<dl class='meldungen'>"
        + rows(
            found, lambda e: f"<dt>{words(e.day, 'de')}</dt><dd><a href='{e.path}'>{escape(e.title)}</a></dd>"
        )
        + "</dl>"
    )
    pager = (
        '<p class="seiten"><strong>1</strong> <a href="/news?seite=2">2</a> <a href="/news?seite=3">3</a></p>'
    )
    return Make(
        name="definition list",
        html=chrome(f"<main><h1>Pressemitteilungen</h1>{main}{pager}</main>", language="de"),
        entries=found,
        language="de",
        next="/news?seite=2",
    )


@make
def cards_in_rows() -> Make:
    found = entries("fr", "/fr/presse/communiques/article/{n}", count=6)
    cards = [
        f'<div class="col-md-4"><a class="card" href="{e.path}"><img src="/x.jpg" alt=""><div class="card-body"><span class="card-tag">Communiqué</span>'
        f'<p class="card-date">{words(e.day, "fr")}</p><h3 class="card-title">{escape(e.title)}</h3><p class="card-text">Quelques mots du début de ce texte qui est bien plus long.</p></div></a></div>'
        for e in found
    ]
    main = "".join(f'<div class="row">{"".join(cards[at : at + 4])}</div>' for at in (0, 4))
    pager = '<ul class="pagination"><li class="active"><span>1</span></li><li><a href="?debut=9">2</a></li><li><a href="?debut=9">Page suivante</a></li></ul>'
    return Make(
        name="cards in rows, the last one short",
        html=chrome(f'<main class="container"><h1>Salle de presse</h1>{main}{pager}</main>', language="fr"),
        entries=found,
        language="fr",
        next="/news?debut=9",
    )


@make
def arabic_digits() -> Make:
    found = entries("ar", "/ar/news/{n}")
    main = rows(
        found,
        lambda e: (
            f'<li class="news-item"><h4><a href="{e.path}">{e.title}</a></h4><span class="news-date">{arabic(e.day.day)} {MONTHS["ar"][e.day.month - 1]} {arabic(e.day.year)}</span></li>'
        ),
    )
    pager = '<div class="paging"><a class="cur" href="/news">١</a><a href="/news/page/2">٢</a><a href="/news/page/2">التالي</a></div>'
    return Make(
        name="right to left with Arabic-Indic digits",
        html=chrome(
            f'<div id="main-content"><h1>البيانات الصحفية</h1><ul class="news-list">{main}</ul>{pager}</div>',
            language="ar",
        ),
        entries=found,
        language="ar",
        next="/news/page/2",
    )


@make
def chinese_brackets() -> Make:
    found = entries("zh", "/web/fyrbt/t{day:%Y%m%d}_11{n}.shtml")
    main = rows(found, lambda e: f'<li><a href="{e.path}" target="_blank">{e.title}</a>[{e.day}]</li>')
    return Make(
        name="Chinese with [2024-12-01] after the link",
        html=chrome(f'<div class="newsBd"><ul class="list1">{main}</ul></div>', language="zh"),
        entries=found,
        language="zh",
    )


@make
def no_classes() -> Make:
    found = entries("en", "/releases/{slug}.html")
    main = rows(
        found,
        lambda e: (
            f'<p><b>{e.day:%B} {e.day.day}, {e.day.year}</b> <a href="{e.path}">{escape(e.title)}</a></p>'
        ),
    )
    menu = "".join(f'<td><a href="/part{n}.html">Office number {n}</a></td>' for n in range(6))
    html = f"<html><head><title>Ministry of Foreign Affairs</title></head><body><table><tr>{menu}</tr></table><h2>Press releases</h2><div>{main}</div><hr><p><a href='/imprint.html'>Imprint</a> <a href='/contact.html'>Contact the ministry</a></p></body></html>"
    return Make(name="no classes at all", html=html, entries=found)


@make
def bare_breaks() -> Make:
    found = entries("es", "/comunicados/2024/com{n}.htm")
    main = rows(found, lambda e: f'{e.day:%d/%m/%Y} - <a href="{e.path}">{escape(e.title)}</a><br>')
    html = f"<html lang='es'><head><title>Cancillería</title></head><body><div><a href='/inicio.htm'>Inicio</a> | <a href='/mapa.htm'>Mapa del sitio</a></div><div><h2>Comunicados</h2><font size=2>{main}</font></div></body></html>"
    return Make(name="links and line breaks only", html=html, entries=found, language="es", order="dmy")


@make
def dates_in_addresses() -> Make:
    found = entries("en", "/media-centre/{day:%Y}/{day:%m}/{day:%d}/{slug}")
    main = rows(
        found,
        lambda e: (
            f'<div class="story"><h2><a href="{e.path}">{escape(e.title)}</a></h2><p>The opening words of a text that is about the matter at hand.</p></div>'
        ),
    )
    return Make(
        name="dates in the addresses only",
        html=chrome(f'<main><section class="stories">{main}</section></main>'),
        entries=found,
    )


@make
def two_blocks() -> Make:
    found = entries("en", "/statements/{n}")
    main = rows(
        found,
        lambda e: (
            f'<li class="release"><span class="date">{words(e.day, "en")}</span><a href="{e.path}">{escape(e.title)}</a></li>'
        ),
    )
    events = "".join(
        f'<li class="release-event"><span class="date">{9 - n} December 2024</span><a href="/agenda/{n}">Conference of the ambassadors, day number {n}</a></li>'
        for n in (3, 1, 2, 0)
    )
    html = chrome(
        f'<div class="columns"><div class="col-a"><h2>Statements</h2><ul>{main}</ul></div><div class="col-b events"><h2>Agenda</h2><ul>{events}</ul></div></div>'
    )
    return Make(name="two candidate blocks: statements and an agenda", html=html, entries=found)


@make
def mega_menu() -> Make:
    found = entries("en", "/newsroom/{slug}", count=5)
    menu = "".join(
        f'<div class="mega-col"><h4>Area {m}</h4><ul>'
        + "".join(
            f'<li><a href="/area-{m}/topic-{n}/a-page-with-quite-a-long-name">A page with quite a long name about topic {n}</a></li>'
            for n in range(12)
        )
        + "</ul></div>"
        for m in range(8)
    )
    main = rows(
        found,
        lambda e: (
            f'<div class="list-item"><div class="list-item__date">{e.day:%d %b %Y}</div><a class="list-item__title" href="{e.path}">{escape(e.title)}</a></div>'
        ),
    )
    html = chrome(
        f'<div class="mega-menu">{menu}</div><section class="newsroom"><h1>Newsroom</h1>{main}</section>'
    )
    return Make(name="a mega-menu of ninety long links", html=html, entries=found)


@make
def hero_first() -> Make:
    found = entries("en", "/news/{slug}", count=7)
    hero, rest = found[0], found[1:]
    main = f'<div class="hero"><h2><a href="{hero.path}">{escape(hero.title)}</a></h2><time datetime="{hero.day}">{words(hero.day, "en")}</time></div>'
    main += (
        '<div class="grid-of-news">'
        + rows(
            rest,
            lambda e: (
                f'<div class="teaser"><h3><a href="{e.path}">{escape(e.title)}</a></h3><time datetime="{e.day}">{words(e.day, "en")}</time></div>'
            ),
        )
        + "</div>"
    )
    return Make(
        name="the newest one big, of another make", html=chrome(f"<main>{main}</main>"), entries=found
    )


@make
def days_as_headings() -> Make:
    found = entries("ru", "/press_service/news/{n}/", step=2)
    main = "".join(
        f'<h3 class="announce__date">{words(e.day, "ru")}</h3><ul class="announce__list"><li class="announce__item"><a href="{e.path}">{e.title}</a></li></ul>'
        for e in found
    )
    return Make(
        name="days as headings over the lists",
        html=chrome(f'<main><div class="announce">{main}</div></main>', language="ru"),
        entries=found,
        language="ru",
    )


@make
def hashed_classes() -> Make:
    found = entries("en", "/news/{slug}")
    main = rows(
        found,
        lambda e: (
            f'<div class="css-1q2w3e4 NewsCard_root__x7Yz9"><span class="sc-bdVaJa kEsNiP">{e.day:%Y-%m-%d}</span><a class="css-9z8y7x" href="{e.path}"><h3 class="NewsCard_title__a1B2c">{escape(e.title)}</h3></a></div>'
        ),
    )
    return Make(
        name="generated class names",
        html=chrome(f'<main class="css-0abc12"><div class="css-77ff00">{main}</div></main>'),
        entries=found,
    )


@make
def solar_hijri() -> Make:
    found = entries("fa", "/portal/newsview/{n}", first=date(2024, 11, 28), step=1)
    days = ("1403/09/08", "1403/09/07", "1403/09/06", "1403/09/05", "1403/09/04", "1403/09/03")
    persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    main = "".join(
        f'<div class="item"><a class="title" href="{e.path}">{e.title}</a><div class="info"><span>{day.translate(persian)}</span><span>کد خبر: {e.path[-4:]}</span></div></div>'
        for e, day in zip(found, days, strict=True)
    )
    return Make(
        name="solar Hijri days",
        html=chrome(f'<section id="news"><div class="items">{main}</div></section>', language="fa"),
        entries=found,
        language="fa",
    )


@make
def split_date() -> Make:
    found = entries("tr", "/tr/duyurular/{n}.tr.mfa")
    main = rows(
        found,
        lambda e: (
            f'<div class="duyuru"><div class="tarih"><span class="gun">{e.day.day}</span><span class="ay">{MONTHS["tr"][e.day.month - 1]}</span><span class="yil">{e.day.year}</span></div><div class="baslik"><a href="{e.path}">{e.title}</a></div></div>'
        ),
    )
    return Make(
        name="a date in three pieces",
        html=chrome(f'<div class="sayfa"><h1>Açıklamalar</h1>{main}</div>', language="tr"),
        entries=found,
        language="tr",
    )


@make
def read_more_links() -> Make:
    found = entries("en", "/content/{n}")
    main = rows(
        found,
        lambda e: (
            f'<div class="entry"><p class="entry-name">{escape(e.title)}</p><p class="entry-when">{e.day:%m/%d/%Y}</p><a href="{e.path}">Read more</a></div>'
        ),
    )
    return Make(
        name="links that only say read more",
        html=chrome(f'<div class="content-area"><h1>Releases</h1>{main}</div>'),
        entries=found,
        order="mdy",
    )


@make
def japanese_dl() -> Make:
    found = entries("ja", "/press/release/press{n}.html")
    main = rows(
        found,
        lambda e: (
            f'<dt class="list-title">令和6年{e.day.month}月{e.day.day}日</dt><dd><ul><li><a href="{e.path}">{e.title}</a></li></ul></dd>'
        ),
    )
    return Make(
        name="Japanese eras in a definition list",
        html=chrome(
            f'<div id="maincontents"><h1>報道発表</h1><dl class="title-list">{main}</dl></div>', language="ja"
        ),
        entries=found,
        language="ja",
    )


@make
def sharepoint() -> Make:
    found = entries("es", "/es/Comunicados/Paginas/{day:%Y}_COMUNICADOS/{day:%Y%m%d}_COMU{n}.aspx")
    main = rows(
        found,
        lambda e: (
            f'<li class="dfwp-item"><div class="item link-item"><span class="fecha">{e.day.day:02}/{e.day.month:02}/{e.day.year}</span><a href="{e.path}" title="">{escape(e.title)}</a></div></li>'
        ),
    )
    html = chrome(
        f'<div id="s4-workspace"><div class="ms-webpart-zone"><ul class="dfwp-column dfwp-list">{main}</ul></div></div>',
        language="es",
        form=True,
    )
    return Make(name="SharePoint web part", html=html, entries=found, language="es", order="dmy")


@make
def hebrew_time() -> Make:
    found = entries("he", "/he/pages/news-{n}")
    main = rows(
        found,
        lambda e: (
            f'<li><div class="result"><a href="{e.path}">{e.title}</a><p>תיאור קצר של ההודעה שפורסמה היום.</p><span class="d">{e.day.day}.{e.day.month}.{e.day.year}</span></div></li>'
        ),
    )
    return Make(
        name="Hebrew search results",
        html=chrome(f'<div class="results"><ol>{main}</ol></div>', language="he"),
        entries=found,
        language="he",
        order="dmy",
    )
