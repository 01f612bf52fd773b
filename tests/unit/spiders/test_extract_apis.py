"""JSON APIs, JSON Feeds and sitemaps, as bytes in and drafts out; malformed ones give a verdict and never raise."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.kinds import Content, Fragment, ItemFields, Pager
from config.source import (
    FeedSource,
    JsonApiSource,
    ListingSource,
    SitemapSource,
    Source,
    WpRestSource,
    address_of,
)
from spiders.extract.reading import api_content, entry, sniff
from statements.labels import Kind, Verdict
from statements.model import Alternate, Attachment, Draft, Extraction, RawDate

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
URL = "https://ministry.example/api/news"
FIELDS = ItemFields(link="link", title="title", date="date")


def api(**values: Any) -> JsonApiSource:
    given = {"items": "feed.entry", "fields": FIELDS, **values}
    return JsonApiSource(id="m", name="M", issuer="CA", entry=URL, **given)


def read(source: Source, body: object, content_type: str | None = None) -> Extraction:
    data = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
    return entry(source, data, url=address_of(source), content_type=content_type, now=NOW)


def only(extraction: Extraction) -> Draft:
    assert extraction.verdict is Verdict.OK, extraction.reason
    (draft,) = extraction.drafts
    return draft


def feed(*items: object) -> dict[str, object]:
    return {"feed": {"entry": list(items)}}


ITEM = {"link": "/n/1", "title": "One &amp; <b>two</b>", "date": "2026-11-01T10:00:00Z"}


def test_one_item_alone_is_read_as_a_list_of_one() -> None:
    """canada.ca sends an object where it has one entry only."""
    assert only(read(api(), {"feed": {"entry": ITEM}})).url == "https://ministry.example/n/1"


def test_all_fields_are_read_and_cleaned() -> None:
    fields = ItemFields(
        link="url", title="head", date="when", modified="changed", body="text", language="lang", speaker="people[].name",
        role="people[0].office", kind="form", guid="uuid", attachments="files",
    )  # fmt: skip
    draft = only(
        read(
            api(items="@", fields=fields, labels={"Allocution": Kind.REMARKS}),
            [
                {
                    "url": "n/1", "head": "On <i>peace</i>", "when": 1793527200, "changed": "2026-11-02T00:00:00Z", "uuid": 77,
                    "text": ["<p>First.</p><p>Second.</p>", "Third &amp; last."], "lang": "fr", "form": "Allocution",
                    "people": [{"name": "Jane Roe", "office": "Minister"}, {"name": "John Doe"}],
                    "files": [{"url": "/f.pdf", "title": "The text", "content_type": "application/pdf"}, "/g.pdf", 7],
                }
            ],
        )
    )  # fmt: skip
    assert draft == Draft(
        url="https://ministry.example/api/n/1",
        title="On peace",
        body="First.\n\nSecond.\n\nThird & last.",
        guid="77",
        dates=(RawDate(raw="2026-11-01T10:00:00+00:00", origin="api"),),
        modified=(RawDate(raw="2026-11-02T00:00:00Z", origin="api"),),
        language="fr",
        speaker="Jane Roe, John Doe",
        role="Minister",
        kind=Kind.REMARKS,
        attachments=(
            Attachment(url="https://ministry.example/f.pdf", title="The text", media_type="application/pdf"),
            Attachment(url="https://ministry.example/g.pdf"),
            *((Attachment(url="https://ministry.example/api/7"),)),
        ),
    )


@pytest.mark.parametrize(
    ("raw", "meant"),
    [(1793527200, "2026-11-01T10:00:00+00:00"), ("1793527200", "2026-11-01T10:00:00+00:00"),
     (1793527200123, "2026-11-01T10:00:00.123000+00:00"), ("/Date(1793527200000+0300)/", "2026-11-01T10:00:00+00:00"),
     ("20261101", "20261101"), ("202611011000", "202611011000"), ("1 November 2026", "1 November 2026")],
)  # fmt: skip
def test_seconds_since_1970_are_a_date_and_digits_of_a_day_are_not(raw: object, meant: str) -> None:
    assert only(read(api(), feed({**ITEM, "date": raw}))).dates == (RawDate(raw=meant, origin="api"),)


def test_addresses_are_made_of_what_an_item_says_and_never_of_its_host() -> None:
    source = api(fields=ItemFields(title="title"), link_template="https://www.spa.example/{data.uuid}")
    assert (
        only(read(source, feed({"data": {"uuid": "a b/c"}, "title": "x"}))).url
        == "https://www.spa.example/a%20b/c"
    )
    tricked = only(read(source, feed({"data": {"uuid": "@evil.example/?#"}, "title": "x"})))
    assert tricked.url == "https://www.spa.example/%40evil.example/%3F%23"
    behind = api(fields=ItemFields(title="title"), link_template="https://www.spa.example{path}")
    tricked = only(read(behind, feed({"path": ".evil.example/x", "title": "x"})))
    assert tricked.url == "https://www.spa.example/.evil.example/x"
    assert read(source, feed({"data": {}, "title": "x"})).verdict is Verdict.PARSE_ERROR


def test_the_id_of_the_publisher_is_found_in_the_link_by_every_kind() -> None:
    """bundesregierung.de keeps the number at the end when slug and title change."""
    link, pattern = "https://m.example/en/statement-by-the-leaders-2449908", "-([0-9]{6,})$"
    common: dict[str, Any] = {"id": "m", "name": "M", "issuer": "DE", "id_from": pattern}
    rss = f"<rss><channel><item><title>t</title><link>{link}</link><guid>x1</guid></item></channel></rss>"
    post = [
        {
            "id": 5,
            "type": "post",
            "link": link,
            "title": {"rendered": "t"},
            "content": {"rendered": "<p>b</p>"},
        }
    ]
    urlset = f"<urlset><url><loc>{link}</loc></url></urlset>"
    for source, body in (
        (FeedSource(entry=URL, **common), rss),
        (WpRestSource(entry="https://m.example/wp-json/wp/v2/posts", **common), post),
        (
            ListingSource(entry=URL, item="css: li", link="css: a", **common),
            f'<li><a href="{link}">t</a></li>',
        ),
        (JsonApiSource(entry=URL, items="@", fields=ItemFields(link="l"), **common), [{"l": link}]),
        (SitemapSource(entry=URL, **common), urlset),
    ):
        assert only(read(source, body)).guid == "2449908", source.kind


def test_html_inside_json_is_read_like_a_listing() -> None:
    fragment = Fragment(at="data.html", item="css: h3", link="css: a", date="css: span", label="css: i")
    source = api(
        items=None,
        fields=None,
        fragment=fragment,
        link_base="https://www.mea.example/",
        labels={"Note": Kind.STATEMENT},
    )
    html = '<h3><a href="x?dtl/4/s">On water</a> <span>1 May 2026</span> <i>Note</i></h3>'
    draft = only(read(source, {"data": {"html": html}}))
    assert (draft.url, draft.title, draft.kind) == (
        "https://www.mea.example/x?dtl/4/s",
        "On water",
        Kind.STATEMENT,
    )
    assert "nothing stands at 'data.html'" in str(read(source, {"data": {"html": None}}).reason)


@pytest.mark.parametrize(
    "script",
    [
        'BPA.initialSearchResultsJson = {"r": [{"l": "/a"}]};',
        'BPA.initialSearchResultsJson = "{\\"r\\": [{\\"l\\": \\"/a\\"}]}";',
        "BPA.initialSearchResultsJson={&quot;r&quot;:[{&quot;l&quot;:&quot;/a&quot;}]} data-x",
    ],
)
def test_json_in_the_middle_of_a_page_is_found(script: str) -> None:
    source = api(embedded=r"initialSearchResultsJson\s*=\s*", items="r", fields=ItemFields(link="l"))
    assert only(read(source, f"<html><body><p>x</p><script>{script}</script></body></html>")).url.endswith(
        "/a"
    )


@pytest.mark.parametrize(
    ("values", "body", "verdict", "said"),
    [
        ({}, "", Verdict.PARSE_ERROR, "an empty answer where JSON was expected"),
        ({}, "<!doctype html><title>Welcome</title><p>News of the ministry and its people, every day.", Verdict.PARSE_ERROR,
         "a web page ('Welcome') where JSON was expected"),
        ({}, "{'feed': 1}", Verdict.PARSE_ERROR, "no JSON: it begins with"),
        ({}, {"error": "x", "code": 4}, Verdict.PARSE_ERROR, "nothing stands at 'feed.entry'; the answer holds error, code"),
        ({}, feed(), Verdict.EMPTY, "lists nothing"),
        ({}, feed({"title": "no link"}, None, 7), Verdict.PARSE_ERROR, "none of the 3 items has a usable link"),
        ({}, feed({"link": "javascript:alert(1)"}), Verdict.PARSE_ERROR, "none of the 1 items"),
        ({"embedded": "var data = "}, "<html><script>var dat = {}</script></html>", Verdict.PARSE_ERROR, "nothing in the page matches"),
        ({"embedded": "var data = "}, "<html><script>var data = undefined</script></html>", Verdict.PARSE_ERROR, "is no JSON: it begins"),
        ({"items": "length(feed)"}, {"feed": 5}, Verdict.PARSE_ERROR, "nothing stands at 'length(feed)'"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_its_reason(
    values: dict[str, Any], body: object, verdict: Verdict, said: str
) -> None:
    extraction = read(api(**values), body)
    assert (extraction.verdict, extraction.drafts) == (verdict, ())
    assert extraction.reason is not None and said in extraction.reason


def test_deep_json_is_refused() -> None:
    assert read(api(), b"[" * 200_000).verdict is Verdict.PARSE_ERROR


def test_a_cursor_is_no_way_to_another_host() -> None:
    source = api(pager=Pager(by="cursor", next="next"))
    assert (
        read(source, {**feed(ITEM), "next": "/api/news?after=2"}).next_url
        == "https://ministry.example/api/news?after=2"
    )
    assert read(source, {**feed(ITEM), "next": "https://evil.example/api"}).next_url is None


STEP = Content(url="https://ministry.example/content{path}", body="body", title="title", modified="edits[-1]")
CONTENT = api(content=STEP)


@pytest.mark.parametrize(
    ("body", "said"),
    [({"title": "t"}, "has no text"), ({"body": "<p> </p>"}, "has no text"), ("[", "no JSON")],
)
def test_content_without_text_is_a_failed_extraction_and_no_empty_statement(body: object, said: str) -> None:
    data = (body if isinstance(body, str) else json.dumps(body)).encode()
    extraction = api_content(
        CONTENT, STEP, data, url=URL, statement="https://ministry.example/n/1", content_type=None
    )
    assert extraction.verdict is Verdict.PARSE_ERROR
    assert extraction.reason is not None and said in extraction.reason


# JSON Feed

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [
        {"id": "https://m.example/a/1", "title": "One", "content_html": "<p>Text.</p>", "date_published": "2026-11-01T00:00:00Z"},
        {"id": 2, "url": "/a/2", "content_text": "Plain\n\ntext", "authors": [{"name": "Jane Roe"}]},
        {"title": "no link"},
    ],
}  # fmt: skip


def test_a_json_feed_is_a_feed() -> None:
    source = FeedSource(id="m", name="M", issuer="FR", entry="https://m.example/feed.json", body="feed")
    extraction = read(source, JSON_FEED)
    assert [(draft.url, draft.body, draft.guid) for draft in extraction.drafts] == [
        ("https://m.example/a/1", "Text.", "https://m.example/a/1"),
        ("https://m.example/a/2", "Plain\n\ntext", "2"),
    ]
    assert extraction.reason == "1 of 3 entries have no usable link and were left out"
    assert len(sniff(json.dumps(JSON_FEED).encode(), "https://m.example/feed.json", None).drafts) == 2
    assert read(source, {"version": "https://jsonfeed.org/version/1", "items": []}).verdict is Verdict.EMPTY
    assert (
        read(source, {"version": "https://jsonfeed.org/version/1", "items": {}}).verdict
        is Verdict.PARSE_ERROR
    )


def test_the_full_text_may_be_in_an_element_of_its_own() -> None:
    source = FeedSource(
        id="m", name="M", issuer="RU", entry=URL, body="feed", body_element="yandex:full-text"
    )
    rss = (
        '<rss xmlns:yandex="http://news.yandex.ru"><channel><item><title>t</title><link>https://m.example/1</link>'
        "<description>Short.</description><yandex:full-text>The whole text.</yandex:full-text></item></channel></rss>"
    )
    assert only(read(source, rss)).body == "The whole text."


# Sitemaps


def sitemap(**values: Any) -> SitemapSource:
    return SitemapSource(id="m", name="M", issuer="IR", entry="https://m.example/sitemap.xml", **values)


def urls(extraction: Extraction) -> list[str]:
    return [draft.url.removeprefix("https://m.example") for draft in extraction.drafts]


ENTRIES = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    "<url><loc>https://m.example/en/1</loc></url>"
    "<url><loc>https://m.example/en/2</loc><lastmod>2026-11-19T10:00:00+03:30</lastmod>"
    '<xhtml:link rel="alternate" hreflang="fa" href="https://m.example/fa/2"/></url>'
    "<url><loc>https://m.example/en/3</loc><lastmod>2026-11-20</lastmod></url>"
    "<url><loc>https://m.example/en/4</loc><lastmod>2025-01-01</lastmod></url>"
    "<url><loc>https://m.example/about</loc><lastmod>yesterday</lastmod></url><url></url></urlset>"
)


def test_a_sitemap_is_read_newest_first_within_its_window() -> None:
    extraction = read(sitemap(link_include="/en/"), ENTRIES)
    assert urls(extraction) == ["/en/3", "/en/2", "/en/1"]
    assert extraction.drafts[1].modified == (RawDate(raw="2026-11-19T10:00:00+03:30", origin="feed"),)
    assert extraction.drafts[1].alternates == (Alternate(language="fa", url="https://m.example/fa/2"),)
    assert extraction.drafts[1].dates == (), "the day of a change is not the day of publication"
    assert urls(read(sitemap(max_age=timedelta(days=3650), max_items=2), ENTRIES)) == ["/en/3", "/en/2"]
    assert urls(read(sitemap(max_age=None, newest="last"), ENTRIES))[-2:] == ["/about", "/en/1"]


@pytest.mark.parametrize("edge", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_change_at_the_edge_of_the_calendar_is_a_day_unknown(edge: str) -> None:
    body = ENTRIES.replace("2025-01-01", edge)
    assert "/en/4" in urls(read(sitemap(link_include="/en/"), body))


def test_a_news_sitemap_tells_title_and_date() -> None:
    body = (
        '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://m.example/1</loc><news:news>'
        "<news:publication><news:name>M</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2026-11-19T10:00:00Z</news:publication_date><news:title>On peace</news:title>"
        "</news:news></url></urlset>"
    )
    draft = only(read(sitemap(), body))
    assert (draft.title, draft.language) == ("On peace", "en")
    assert draft.dates == (RawDate(raw="2026-11-19T10:00:00Z", origin="feed"),)


def test_an_index_names_the_newest_of_its_sitemaps() -> None:
    rows = "".join(
        f"<sitemap><loc>https://m.example/post-{n}.xml</loc><lastmod>2026-11-1{n}</lastmod></sitemap>"
        for n in range(5)
    )
    index = f"<sitemapindex>{rows}<sitemap><loc>https://m.example/pages.xml</loc></sitemap></sitemapindex>"
    extraction = read(sitemap(index_include="post-", max_pages=2), gzip.compress(index.encode()))
    assert extraction.further == ("https://m.example/post-4.xml", "https://m.example/post-3.xml")
    assert read(sitemap(index_include="news"), index).verdict is Verdict.PARSE_ERROR


@pytest.mark.parametrize(
    ("body", "verdict", "said"),
    [
        (b"", Verdict.PARSE_ERROR, "it is empty"),
        (b"<urlset></urlset>", Verdict.EMPTY, "lists nothing"),
        (b"<html><head><title>Page not here</title></head><body>x</body></html>", Verdict.PARSE_ERROR, "where a sitemap was expected"),
        (b"<rss></rss>", Verdict.PARSE_ERROR, "no sitemap"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>', Verdict.PARSE_ERROR, "refused unread"),
        (b"\x1f\x8bnot gzip at all", Verdict.PARSE_ERROR, "no sitemap"),
        (gzip.compress(b"<urlset>" + b" " * (65 * 2**20)), Verdict.TOO_LARGE, "larger than 64 MiB"),
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_no_sitemap_is_refused_with_its_reason(body: bytes, verdict: Verdict, said: str) -> None:
    extraction = read(sitemap(), body)
    assert extraction.verdict is verdict
    assert extraction.reason is not None and said in extraction.reason


def test_a_sitemap_that_breaks_off_is_read_as_far_as_it_goes_and_says_so() -> None:
    extraction = read(sitemap(), b"<urlset><url><loc>https://m.example/1</loc></url><url><loc>https://m.ex")
    assert urls(extraction)[0] == "/1"
    assert extraction.reason is not None and "breaks off" in extraction.reason


@given(st.binary(max_size=300), st.sampled_from(["json", "content", "sitemap", "embedded"]))
@settings(max_examples=120, deadline=None)
def test_no_bytes_make_a_reader_raise(body: bytes, kind: str) -> None:
    if kind == "content":
        api_content(CONTENT, STEP, body, url=URL, statement=URL, content_type=None)
        return
    sources: dict[str, Source] = {"json": api(), "sitemap": sitemap(), "embedded": api(embedded="a")}
    read(sources[kind], body)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["link", "title", "date", "body", "x"]), inner, max_size=5)
        ),
        max_leaves=20,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_json_makes_a_reader_raise(data: object) -> None:
    fields = ItemFields(link="link", title="title", date="date", body="body", attachments="x", speaker="x")
    read(api(items="@", fields=fields), data)
