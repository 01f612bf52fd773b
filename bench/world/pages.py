"""What a site of the world answers at a moment. Pure: the same script, address and moment give the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from bench.world.script import WALLS, Fault, Publication, Script, Site

HTML, RSS, JSON, XML, TEXT = (
    "text/html; charset=utf-8", "application/rss+xml; charset=utf-8", "application/json", "application/xml", "text/plain; charset=utf-8",
)  # fmt: skip
ENTRIES = {
    "feed": "/feed.xml", "feed-full": "/feed.xml", "wp": "/wp-json/wp/v2/posts", "listing": "/news", "json": "/api/items",
    "json-full": "/api/items", "sitemap": "/sitemap.xml", "two-doors": "/feed.xml",
}  # fmt: skip
SECOND_DOOR = "/news"
EDITS = 50
"""Posts that WordPress gives to one question for edits."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer. ``fault``: None, ``hang`` (no answer comes), ``truncate`` (it breaks off), ``slow`` (it takes a little).
    ``publication`` and ``wording`` say what was shown in full, if it was the page of one statement."""

    status: int = 200
    content_type: str = HTML
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None
    what: str = "other"
    """``robots``, ``entry``, ``edits``, ``page`` or ``other``."""
    publication: Publication | None = None
    wording: int | None = None


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked: the path with its query."""

    target: str
    if_none_match: str | None = None


def reply(script: Script, site: Site, asked: Request, when: datetime, *, port: int) -> Reply:
    """What ``site`` answers at the world's moment ``when``."""
    parts = urlsplit(asked.target)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    fault = script.fault(site.number, when)
    if parts.path == "/robots.txt":
        return _robots(fault)
    what, made = _made(script, site, parts.path, query, when, port)
    broken = _broken(fault, what, port, when, parts.path, site)
    if broken is not None:
        return replace(broken, publication=made.publication)
    if fault is not None and fault.kind == "truncated":
        return replace(made, fault="truncate")
    if site.validators and made.status == 200:
        tag = f'"{hashlib.sha256(made.body).hexdigest()[:20]}"'
        unchanged = asked.if_none_match == tag
        made = replace(
            made, status=304 if unchanged else 200, body=b"" if unchanged else made.body, headers={**made.headers, "ETag": tag}
        )  # fmt: skip
    return replace(made, fault="slow") if fault is not None and fault.kind == "slow" else made


def _made(
    script: Script, site: Site, path: str, query: Mapping[str, str], when: datetime, port: int
) -> tuple[str, Reply]:
    """What the site would answer were all well, and what kind of request it was."""
    base = f"http://{site.address}:{port}"
    if path == ENTRIES[site.layout] and "modified_after" in query:
        return "edits", _edits(script, site, query, when, base)
    entry = {
        ENTRIES[site.layout]: site.layout,
        **({SECOND_DOOR: "listing"} if site.layout == "two-doors" else {}),
    }
    if path in entry:
        page = int(query.get("page", "1"))
        items, shown = script.listed(site, when, page), script.shown(site, when)
        if entry[path] == "wp" and not items and page > 1:
            body = json.dumps({"code": "rest_post_invalid_page_number", "message": "no such page"})
            return "entry", Reply(status=400, content_type=JSON, body=body.encode(), what="entry")
        more = bool(script.listed(site, when, page + 1))
        return "entry", _list(entry[path], site, items, shown, base=base, older=page + 1 if more else None)
    found = next(
        (one for one in script.by_site[site.number] if one.path == path and one.published <= when), None
    )
    if found is None:
        return "other", Reply(status=404, body=_chrome("Page not found", "<h1>Not found</h1>"), what="other")
    gone = found.absence(when)
    if gone is not None:
        page404 = _chrome("Page not found", "<h1>Not found</h1>")
        return "page", Reply(status=gone.status, body=page404, what="page", publication=found)
    index = found.at(when)
    return "page", Reply(body=_article(found, when), what="page", publication=found, wording=index)


def _broken(fault: Fault | None, what: str, port: int, when: datetime, path: str, site: Site) -> Reply | None:
    """The answer of a site that is not well, or None."""
    if fault is None or fault.kind in ("frozen", "slow", "truncated", "robots"):
        return None
    entry = what in ("entry", "edits")
    kind = fault.kind
    if kind in WALLS:
        return replace(_wall(kind), what=what)
    if kind == "rate-limit":
        until = format_datetime(when + timedelta(seconds=fault.detail), usegmt=True)
        wait = str(fault.detail) if site.number % 2 else until
        return Reply(
            status=429, headers={"Retry-After": wait}, body=_chrome("Busy", "<p>Busy</p>"), what=what
        )
    if kind == "error":
        return Reply(status=fault.detail, body=_chrome("Error", "<p>Error</p>"), what=what)
    if kind == "timeout":
        return Reply(fault="hang", what=what)
    if kind in ("dns", "unresolvable"):
        return Reply(status=302, headers={"Location": f"http://{site.id}.invalid:{port}{path}"}, what=what)
    if kind == "absent" or (kind == "emptied" and what == "page"):
        return Reply(status=404, body=_chrome("Page not found", "<h1>Not found</h1>"), what=what)
    if entry and kind in ("empty", "emptied"):
        layout = "listing" if path == SECOND_DOOR else site.layout
        return _list(layout, site, (), when, base="", older=None)
    if entry and kind == "html":
        return Reply(
            body=_chrome("Welcome", f"<h1>Our new site</h1><p>{'We have moved house. ' * 120}</p>"), what=what
        )
    if entry and kind == "redesign":
        tiles = "".join(
            f'<div class="tile"><a class="tile__name" href="/topic/{n}">Topic {n}</a></div>' for n in range(9)
        )
        return Reply(body=_chrome("News", f'<div class="tiles">{tiles}</div>'), what=what)
    if kind == "dead-door" and path == ENTRIES[site.layout]:
        return Reply(status=fault.detail, body=_chrome("Page not found", "<h1>Not found</h1>"), what=what)
    return None


def _robots(fault: Fault | None) -> Reply:
    kind = fault.kind if fault is not None else None
    if fault is not None and kind == "robots":
        body = _chrome("Welcome", "<h1>Welcome</h1>") if fault.detail == 200 else b"broken"
        return Reply(status=fault.detail, body=body, what="robots")
    return Reply(content_type=TEXT, body=b"User-agent: *\nDisallow: /private/\n", what="robots")


def _wall(kind: str) -> Reply:
    if kind == "wall-403":
        return Reply(
            status=403, body=b"<html><head><title>403 Forbidden</title></head><body>Forbidden</body></html>"
        )
    if kind == "wall-200":
        page = "<html><head><title>Just a moment...</title></head><body><p>Checking your browser before you go on.</p></body></html>"
        return Reply(body=page.encode())
    page = '<html><head><title>Ministry</title></head><body><form><div class="h-captcha"></div><p>Are you a robot?</p></form></body></html>'
    return Reply(body=page.encode())


# -- lists


def _list(
    layout: str, site: Site, items: Sequence[Publication], when: datetime, *, base: str, older: int | None
) -> Reply:
    """One page of a list, as the site shows it at ``when``."""
    writers: Mapping[str, Callable[[], Reply]] = {
        "feed": lambda: _feed(items, when, base, whole=False),
        "two-doors": lambda: _feed(items, when, base, whole=False),
        "feed-full": lambda: _feed(items, when, base, whole=True),
        "wp": lambda: _posts(items, when, base, older),
        "listing": lambda: _listing(items, when, older),
        "json": lambda: _json(items, when, base, whole=False),
        "json-full": lambda: _json(items, when, base, whole=True),
        "sitemap": lambda: _sitemap(items, when, base),
    }
    return replace(writers[layout](), what="entry")


def _feed(items: Sequence[Publication], when: datetime, base: str, *, whole: bool) -> Reply:
    entries = "".join(
        f"<item><title>{escape(_title(one, when))}</title><link>{base}{one.path}</link>"
        f'<guid isPermaLink="false">{escape(one.guid)}</guid><pubDate>{format_datetime(one.published)}</pubDate>'
        + (f"<content:encoded><![CDATA[{_html(one, when)}]]></content:encoded>" if whole else "")
        + "</item>"
        for one in items
    )
    body = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Ministry of Foreign Affairs</title><link>{base}/</link>{entries}</channel></rss>"
    )
    return Reply(content_type=RSS, body=body.encode())


def _post(number: int, one: Publication, when: datetime, base: str) -> dict[str, object]:
    def gmt(moment: datetime) -> str:
        return moment.strftime("%Y-%m-%dT%H:%M:%S")

    return {
        "id": number, "type": "post", "link": f"{base}{one.path}", "date_gmt": gmt(one.published), "date": gmt(one.published),
        "modified_gmt": gmt(one.modified(when)), "modified": gmt(one.modified(when)),
        "title": {"rendered": escape(_title(one, when))}, "content": {"rendered": _html(one, when)},
    }  # fmt: skip


def _posts(items: Sequence[Publication], when: datetime, base: str, older: int | None) -> Reply:
    body = json.dumps([_post(one.number, one, when, base) for one in items])
    return Reply(
        content_type=JSON, body=body.encode(), headers={} if older is None else {"X-WP-TotalPages": "9"}
    )


def _edits(script: Script, site: Site, query: Mapping[str, str], when: datetime, base: str) -> Reply:
    since = datetime.fromisoformat(query["modified_after"])
    shown = script.shown(site, when)
    edited = [one for one in script.by_site[site.number] if one.stands(shown) and one.modified(shown) > since]
    edited.sort(key=lambda one: one.modified(shown), reverse=True)
    body = json.dumps([_post(one.number, one, shown, base) for one in edited[:EDITS]])
    return Reply(content_type=JSON, body=body.encode(), what="edits")


def _listing(items: Sequence[Publication], when: datetime, older: int | None) -> Reply:
    rows = "".join(
        f'<li class="release"><span class="date">{one.published:%Y-%m-%d}</span> <a href="{one.path}">{escape(_title(one, when))}</a></li>'
        for one in items
    )
    more = f'<a class="next" href="?page={older}">Older</a>' if older else ""
    return Reply(body=_chrome("News", f'<h1>News</h1><ul class="releases">{rows}</ul>{more}'))


def _json(items: Sequence[Publication], when: datetime, base: str, *, whole: bool) -> Reply:
    rows = [
        {
            "url": f"{base}{one.path}", "headline": _title(one, when), "released": one.published.isoformat(), "key": one.guid,
            "changed": one.modified(when).isoformat(), **({"body": _html(one, when)} if whole else {}),
        }
        for one in items
    ]  # fmt: skip
    return Reply(content_type=JSON, body=json.dumps({"data": {"items": rows}}).encode())


def _sitemap(items: Sequence[Publication], when: datetime, base: str) -> Reply:
    rows = "".join(
        f"<url><loc>{base}{one.path}</loc><lastmod>{one.modified(when).isoformat()}</lastmod></url>"
        for one in items
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
    return Reply(content_type=XML, body=body.encode())


# -- statements


def _article(one: Publication, when: datetime) -> bytes:
    main = (
        f'<article><h1 class="title">{escape(_title(one, when))}</h1><time datetime="{one.published.isoformat()}">'
        f'{one.published:%d %B %Y}</time><div class="body">{_html(one, when)}</div></article>'
    )
    return _chrome(f"{_title(one, when)} | Ministry of Foreign Affairs", main)


def _title(one: Publication, when: datetime) -> str:
    return one.wordings[_index(one, when)].title


def _html(one: Publication, when: datetime) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in one.wordings[_index(one, when)].paragraphs)


def _index(one: Publication, when: datetime) -> int:
    index = one.at(when)
    assert index is not None
    return index


def _chrome(title: str, main: str) -> bytes:
    menu = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(8))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head><body><header><nav><ul>{menu}</ul>'
        f"</nav></header><main>{main}</main><footer><p>Ministry of Foreign Affairs. Contact. Cookies.</p></footer></body></html>"
    ).encode()
