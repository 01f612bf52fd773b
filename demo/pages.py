"""The pages of a demo site at an instant: front page, listing, articles, feeds, WordPress answers, robots.txt. Pure.

Made to be as awkward as real sites are: menus, share bars, cookie banners and footers around every text, dates in words of
the site's language. Every page says that it is invented.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from babel.dates import format_date

from demo.world import Fault, Layout, Site, Statement, Wording

HTML = "text/html; charset=utf-8"
RIBBON = "DEMO: an invented page of an invented web site. No government ever said any of this."
FEED = "/feed.xml"
POSTS = "/wp-json/wp/v2/posts"
LISTING = "/statements/"
ROBOTS = "/robots.txt"
_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Page:
    """An answer. ``cached``: it may be asked for conditionally."""

    body: str
    content_type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cached: bool = True


def answer(site: Site, path: str, query: str, *, base: str, now: datetime) -> Page:
    """What ``site``, which lives at ``base`` (no slash at its end), answers to a path at ``now``."""
    if path == ROBOTS:
        return Page(body="User-agent: *\nDisallow: /intranet/\n", content_type="text/plain; charset=utf-8")
    fault = site.fault(now)
    if fault is not None:
        return _broken(fault)
    if path in ("/", LISTING):
        return _listing(site, now)
    if path == FEED and site.layout in (Layout.FEED, Layout.ENCODED):
        return _rss(site, base, now)
    if path == FEED and site.layout is Layout.ATOM:
        return _atom(site, base, now)
    if path == POSTS and site.layout is Layout.WP_REST:
        return _posts(site, query, base, now)
    for statement, wording in site.shown(now):
        if path == f"{LISTING}{statement.slug}":
            return _article(site, statement, wording)
    return Page(body=_frame(site, "404", "<h1>404</h1>"), status=404, cached=False)


def entry(site: Site) -> str:
    """The path that a source is to watch."""
    if site.layout is Layout.WP_REST:
        return POSTS
    return LISTING if site.layout is Layout.LISTING else FEED


def _broken(fault: Fault) -> Page:
    if fault is Fault.SERVER_ERROR:
        page = "<html><title>Error</title>Internal error</html>"
        # It says when to come again: else it would be asked ever more seldom, and its mending be seen late.
        return Page(body=page, status=500, headers={"Retry-After": "1800"}, cached=False)
    wall = (
        "<html><head><title>Just a moment...</title></head><body><h1>Checking your browser (DEMO)</h1>"
        "<p>Verifying that you are human. This may take a few seconds.</p></body></html>"
    )
    return Page(body=wall, cached=False)


def _frame(site: Site, title: str, inner: str) -> str:
    menu = "".join(
        f'<li><a href="/section/{at}">{escape(name)}</a></li>' for at, name in enumerate(site.menu)
    )
    direction = ' dir="rtl"' if site.language == "ar" else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{site.language}"{direction}><head><meta charset="utf-8">'
        f"<title>{escape(title)} | {escape(site.name)}</title></head><body>"
        f'<div class="ribbon" lang="en">{RIBBON}</div>'
        f'<header><p class="brand">{escape(site.name)}</p><nav><ul>{menu}</ul></nav></header>'
        f'<main>{inner}</main><div class="cookies">{escape(site.cookies)}</div>'
        f"<footer><p>{escape(site.name)}</p><ul>{menu}</ul></footer></body></html>\n"
    )


def _listing(site: Site, now: datetime) -> Page:
    rows = "".join(
        f'<li class="release"><a href="{LISTING}{one.slug}">{escape(wording.title)}</a>{_day(site, one, "span")}</li>'
        for one, wording in site.shown(now)[:_SHOWN]
    )
    return Page(body=_frame(site, site.name, f'<h1>{escape(site.name)}</h1><ul class="releases">{rows}</ul>'))


def _article(site: Site, statement: Statement, wording: Wording) -> Page:
    share = '<aside class="share"><a href="/share/1">Share</a> <a href="/share/2">Print</a></aside>'
    inner = (
        f"<article><h1>{escape(wording.title)}</h1>{_day(site, statement, 'p')}{share}"
        f'<div class="text">{_body(wording)}</div></article>'
    )
    return Page(body=_frame(site, wording.title, inner))


def _body(wording: Wording) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in wording.paragraphs)


def _day(site: Site, statement: Statement, tag: str) -> str:
    """The date in the words of the site's language, nothing where the statement bears none."""
    if statement.dated is None:
        return ""
    local = statement.dated.astimezone(ZoneInfo(site.zone)).date()
    return f' <{tag} class="date">{format_date(local, "d MMMM y", site.locale)}</{tag}>'


def _rss(site: Site, base: str, now: datetime) -> Page:
    items = []
    for one, wording in site.shown(now)[:_SHOWN]:
        link = f"{base}{LISTING}{one.slug}"
        date = f"<pubDate>{format_datetime(one.dated.astimezone(UTC))}</pubDate>" if one.dated else ""
        text = (
            f"<content:encoded>{escape(_body(wording))}</content:encoded>"
            if site.layout is Layout.ENCODED
            else f"<description>{escape(wording.paragraphs[0][:80])} …</description>"
        )
        items.append(
            f"<item><title>{escape(wording.title)}</title><link>{link}</link>"
            f'<guid isPermaLink="false">{site.id}-{one.number}</guid>{date}{text}</item>'
        )
    feed = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(site.name)}</title><link>{base}/</link><description>{RIBBON}</description>"
        f"<language>{site.language}</language>{''.join(items)}</channel></rss>\n"
    )
    return Page(body=feed, content_type="application/rss+xml; charset=utf-8")


def _atom(site: Site, base: str, now: datetime) -> Page:
    entries = []
    for one, wording in site.shown(now)[:_SHOWN]:
        date = f"<published>{_iso(one.dated)}</published>" if one.dated else ""
        entries.append(
            f"<entry><id>tag:demo.invalid,2024:{site.id}/{one.number}</id><title>{escape(wording.title)}</title>"
            f'<link href="{base}{LISTING}{one.slug}"/>{date}<updated>{_iso(wording.since)}</updated>'
            f'<content type="html">{escape(_body(wording))}</content></entry>'
        )
    feed = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{site.language}"><id>tag:demo.invalid,2024:{site.id}</id><title>{escape(site.name)}</title>'
        f"<subtitle>{RIBBON}</subtitle><updated>{_iso(site.changed(now))}</updated>{''.join(entries)}</feed>\n"
    )
    return Page(body=feed, content_type="application/atom+xml; charset=utf-8")


def _posts(site: Site, query: str, base: str, now: datetime) -> Page:
    asked = {name: values[-1] for name, values in parse_qs(query).items()}
    size, number = _count(asked.get("per_page"), 10), _count(asked.get("page"), 1)
    shown = site.shown(now)
    pages = max(1, -(-len(shown) // size))
    if number > pages:
        body = {"code": "rest_post_invalid_page_number", "message": "There is no such page.", "data": None}
        return Page(body=json.dumps(body), content_type="application/json", status=400, cached=False)
    posts = [
        {
            "id": one.number,
            "type": "post",
            "date_gmt": f"{one.dated.astimezone(UTC):%Y-%m-%dT%H:%M:%S}" if one.dated else None,
            "modified_gmt": f"{wording.since.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
            "link": f"{base}{LISTING}{one.slug}",
            "title": {"rendered": escape(wording.title)},
            "content": {"rendered": _body(wording)},
        }
        for one, wording in shown[(number - 1) * size : number * size]
    ]
    return Page(
        body=json.dumps(posts, ensure_ascii=False),
        content_type="application/json; charset=utf-8",
        headers={"X-WP-Total": str(len(shown)), "X-WP-TotalPages": str(pages)},
    )


def _count(value: str | None, otherwise: int) -> int:
    return max(1, int(value)) if value is not None and value.isascii() and value.isdigit() else otherwise


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
