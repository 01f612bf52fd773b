"""Feeds, WordPress answers and listings, as bytes in and drafts out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.source import FeedSource, ListingSource, Source, WpRestSource, address_of
from spiders.extract.reading import entry, sniff
from statements.labels import Kind, Verdict
from statements.model import Draft, Extraction, RawDate

URL = "https://ministry.example/news/"
FEED = FeedSource(id="m", name="M", issuer="FR", entry=URL)
FULL = FEED.model_copy(update={"body": "feed"})
WORDPRESS = WpRestSource(id="m", name="M", issuer="FR", entry="https://ministry.example/wp-json/wp/v2/posts")
LISTING = ListingSource(
    id="m",
    name="M",
    issuer="FR",
    entry=URL,
    item="css: li",
    link="css: a",
    date="css: .date",
    next="css: a.older",
)


def read(source: Source, body: str | bytes, content_type: str | None = None) -> Extraction:
    data = body.encode() if isinstance(body, str) else body
    return entry(source, data, url=address_of(source), content_type=content_type)


def only(extraction: Extraction) -> Draft:
    (draft,) = extraction.drafts
    return draft


def channel(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>M</title>{"".join(items)}</channel></rss>'
    )


def test_an_rss_item() -> None:
    item = (
        "<item><title>Talks &amp;amp; &lt;b&gt;calm&lt;/b&gt;</title><link>/a/1?x=1&amp;y=2#top</link><guid isPermaLink='false'>id 1</guid>"
        "<pubDate>Monday 5 October 2026</pubDate><description>&lt;p&gt;Short.&lt;/p&gt;</description>"
        "<content:encoded><![CDATA[<p>First &amp; foremost.</p><script>x()</script><p>Second.</p>]]></content:encoded></item>"
    )
    draft = only(read(FULL, channel(item)))
    assert draft == Draft(
        url="https://ministry.example/a/1?x=1&y=2",
        title="Talks & calm",
        body="First & foremost.\n\nSecond.",
        guid="id 1",
        dates=(RawDate(raw="Monday 5 October 2026", origin="feed"),),
    )
    assert only(read(FEED, channel(item))).body == ""


def test_a_description_is_the_text_when_there_is_no_other() -> None:
    item = "<item><title>T</title><link>/a</link><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description></item>"
    assert only(read(FULL, channel(item))).body == "One.\n\nTwo."


def test_an_atom_entry() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><title>M</title><entry><id>urn:1</id><title type="html">A &amp;lt; B</title>
      <link rel="alternate" href="https://ministry.example/a"/><published>2024-12-01T22:04:05+01:00</published>
      <updated>2024-12-03T00:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>
      </entry></feed>"""
    draft = only(read(FULL, feed))
    assert (draft.title, draft.body, draft.guid) == ("A < B", "One.\n\nTwo.", "urn:1")
    assert draft.dates == (RawDate(raw="2024-12-01T22:04:05+01:00", origin="feed"),)


def test_a_guid_that_is_an_address_stands_in_for_a_missing_link() -> None:
    draft = only(read(FEED, channel("<item><title>T</title><guid>https://ministry.example/g</guid></item>")))
    assert draft.url == "https://ministry.example/g"


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "mailto:a@b.example", "file:///etc/passwd", "", "http://", "http://bad host/"],
)
def test_a_link_that_is_none_costs_its_item_only(link: str) -> None:
    bad = f"<item><title>Bad</title><link>{link}</link></item>"
    good = "<item><title>Good</title><link>/a</link></item>"
    extraction = read(FEED, channel(bad, good))
    assert only(extraction).title == "Good"
    assert extraction.reason == "1 of 2 entries have no usable link and were left out"
    assert read(FEED, channel(bad)).verdict is Verdict.PARSE_ERROR


def test_one_guid_on_all_items_names_none() -> None:
    items = [
        f"<item><title>{n}</title><link>/{n}</link><guid isPermaLink='false'>0</guid></item>" for n in "ab"
    ]
    assert [draft.guid for draft in read(FEED, channel(*items)).drafts] == [None, None]
    twice = channel(items[0], items[0])
    assert [draft.guid for draft in read(FEED, twice).drafts] == ["0"]


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    items = [
        "<item><title>One & only</title><link>/1</link></item>",
        "<item><title>Two</title><link>/2</link></item>",
    ]
    assert [draft.title for draft in read(FEED, channel(*items)).drafts] == ["One & only", "Two"]
    cut = channel(*items).partition("Two")[0] + "Tw"
    extraction = read(FEED, cut)
    assert [draft.title for draft in extraction.drafts] == ["One & only"]
    assert extraction.reason is not None and "ends in the middle of an entry" in extraction.reason


@pytest.mark.parametrize("end", ["</channel></rss", "</channel>", "", "\n<!-- cached -->"])
def test_a_feed_that_breaks_off_behind_its_last_entry_loses_none(end: str) -> None:
    items = [
        "<item><title>One</title><link>/1</link></item>",
        "<item><title>Two</title><link>/2</link></item>",
    ]
    extraction = read(FEED, channel(*items).partition("</channel>")[0] + end)
    assert ([draft.title for draft in extraction.drafts], extraction.reason) == (["One", "Two"], None)


def test_words_about_doctypes_are_no_doctype() -> None:
    item = "<item><title>T</title><link>/a</link><description><![CDATA[<p>How to write &lt;!DOCTYPE html&gt; <!DOCTYPE html></p>]]></description></item>"
    assert read(FULL, channel(item)).verdict is Verdict.OK


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE r SYSTEM 'x.dtd' [<!ENTITY a 'b'>]>",
        "<!DOCTYPE rss><!DOCTYPE r [<!ENTITY a 'b'>]>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16", "utf-32"])
def test_no_encoding_hides_a_doctype(doctype: str, encoding: str) -> None:
    feed = f"{doctype}<rss><channel><item><title>&a;</title><link>/a</link></item></channel></rss>"
    assert read(FEED, feed.encode(encoding)).verdict is Verdict.PARSE_ERROR


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://a.example/rss-0.91.dtd">',
        "<!doctype rss SYSTEM 'http://a.example/x.dtd'>",
        "<!DOCTYPE rss>",
    ],
)
def test_a_doctype_that_defines_nothing_is_passed_over(doctype: str) -> None:
    feed = f'<?xml version="1.0"?>\n{doctype}<rss><channel><item><title>&a; B</title><link>/a</link></item></channel></rss>'
    assert [draft.title for draft in read(FEED, feed.encode()).drafts] == ["&a; B"]


def test_patterns_choose_and_say_when_nothing_is_left() -> None:
    source = FEED.model_copy(update={"link_include": "/press/", "title_exclude": "(?i)travel advice"})
    items = [
        "<item><title>Statement</title><link>/press/1</link></item>",
        "<item><title>Travel Advice: north</title><link>/press/2</link></item>",
        "<item><title>Vacancy</title><link>/jobs/1</link></item>",
    ]
    assert [draft.title for draft in read(source, channel(*items)).drafts] == ["Statement"]
    extraction = read(source, channel(*items[1:]))
    assert (extraction.verdict, extraction.drafts) == (Verdict.OK, ())
    assert extraction.reason == "none of the 2 entries passes the link and title patterns"


def post(**values: Any) -> dict[str, Any]:
    return {
        "id": 7, "type": "press", "link": "https://ministry.example/p", "date": "2024-12-01T17:04:05",
        "date_gmt": "2024-12-01T22:04:05", "title": {"rendered": "A&#8217;s <i>view</i>"},
        "content": {"rendered": "<p>One.</p>\n<p>Two.</p>"}, **values,
    }  # fmt: skip


def test_a_wordpress_post() -> None:
    draft = only(read(WORDPRESS, json.dumps([post()])))
    assert (draft.title, draft.body, draft.guid) == ("A’s view", "One.\n\nTwo.", "press:7")
    assert draft.dates == (RawDate(raw="2024-12-01T22:04:05Z", origin="api"),)


@pytest.mark.parametrize(
    ("values", "dates"),
    [
        ({"date_gmt": None}, ("2024-12-01T17:04:05",)),
        ({"date_gmt": "0000-00-00T00:00:00", "date": None}, ()),
        ({"date_gmt": 5, "date": {}}, ()),
    ],
)
def test_a_wordpress_post_without_a_date_in_utc(values: dict[str, Any], dates: tuple[str, ...]) -> None:
    assert tuple(date.raw for date in only(read(WORDPRESS, json.dumps([post(**values)]))).dates) == dates


@pytest.mark.parametrize(
    "values", [{"title": None}, {"title": "Plain"}, {"content": None}, {"id": "x"}, {"type": 3}]
)
def test_odd_fields_of_a_post_do_no_harm(values: dict[str, Any]) -> None:
    assert read(WORDPRESS, json.dumps([post(**values), 3, None])).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"class_list": ["post-7", "type-press", "hentry", "category-press-release"]}, Kind.PRESS_RELEASE),
        ({"class_list": {"0": "type-press", "4": "category-joint-statements"}}, Kind.JOINT_STATEMENT),
        ({"class_list": ["press_type-readouts"]}, Kind.READOUT),
        ({"class_list": ["category-remarks", "tag-statements"]}, Kind.REMARKS),
        ({"class_list": ["category-briefings", "category-statements"]}, None),
        ({"class_list": ["category-mission-statement", "tag-statement", None, 3]}, None),
        ({"class_list": ["category-notes", "category-statements"]}, Kind.BRIEFING),
        ({"class_list": ["category-statements"], "type": "press_release"}, Kind.PRESS_RELEASE),
        ({"class_list": "category-statements"}, None),
        ({}, None),
    ],
)
def test_the_terms_of_a_post_say_its_form_where_its_type_does_not(
    values: dict[str, Any], kind: Kind | None
) -> None:
    source = WORDPRESS.model_copy(update={"labels": {"category-notes": Kind.BRIEFING}})
    assert only(read(source, json.dumps([post(**values)]))).kind is kind


def test_an_empty_collection() -> None:
    assert read(WORDPRESS, "[]").verdict is Verdict.EMPTY


def test_a_listing() -> None:
    page = """<base href="/en/"><ul><li><a href="a/1">  One
      &amp; only </a><time class="date" datetime="2024-12-01">yesterday</time></li><li><a href="a/2">Two</a><b class="date">1 December 2024</b></li>
      <li><a href="a/2">Two again</a></li></ul><a class="older" href="?page=2">Older</a>"""
    extraction = read(LISTING, page)
    assert [(draft.url, draft.title, draft.dates[0].raw) for draft in extraction.drafts] == [
        ("https://ministry.example/en/a/1", "One & only", "2024-12-01"),
        ("https://ministry.example/en/a/2", "Two", "1 December 2024"),
    ]
    assert extraction.next_url == "https://ministry.example/en/?page=2"


def test_an_address_under_many_days_keeps_a_few() -> None:
    rows = "".join(f"<li><a href=/a>Talks</a><b class=date>{day} May 2024</b></li>" for day in range(1, 29))
    assert 2 <= len(only(read(LISTING, f"<ul>{rows}</ul>")).dates) < 10


def test_links_that_an_editor_left_are_passed_over_and_many_of_them_cost_little() -> None:
    assert only(read(LISTING, "<ul><li><a href=/old></a><a href=/a>Talks</a></li></ul>")).url.endswith("/a")
    empty = "<a href=/old></a>" * 20_000
    assert only(read(LISTING, f"<ul><li>{empty}</li></ul>")).url.endswith("/old")


def test_a_listing_whose_links_are_not_found_says_so() -> None:
    extraction = read(LISTING, "<ul><li>One</li><li><a href='#'>Two</a></li></ul>")
    assert extraction.verdict is Verdict.PARSE_ERROR
    assert extraction.reason is not None and "finds no address in any of them" in extraction.reason


def test_xpath_selectors_are_relative_to_the_item() -> None:
    source = LISTING.model_copy(
        update={"link": "xpath: .//a/@href", "title": "xpath: .//h3", "date": "xpath: ./text()"}
    )
    extraction = read(source, "<ul><li>1 May 2024<h3>T</h3><a href='/x'>more</a></li></ul>")
    draft = only(extraction)
    assert (draft.title, draft.url, draft.dates[0].raw) == ("T", "https://ministry.example/x", "1 May 2024")


def test_sniffing_finds_the_shape() -> None:
    feed = sniff(channel("<item><title>T</title><link>/a</link></item>").encode(), URL, None)
    assert only(feed).title == "T"
    assert only(sniff(json.dumps([post()]).encode(), URL, "application/json")).guid == "press:7"
    html = "<html><body><article><h1>T</h1><p>A statement that is long enough to be one.</p></article></body></html>"
    assert only(sniff(html.encode(), URL, None)).body == "A statement that is long enough to be one."


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ("<rss><channel><title>T</b></channel></rss>", "mismatched tag near line 1, column 25"),
        ('<?xml version="1.0"?><rss><title>T</b></rss>', "mismatched tag near line 1, column 37"),
        (
            '<?xml version="1.0"?>\n<rss>\n<title>T</b>\n</rss>',
            "mismatched tag near line 3, column 11",
        ),
    ],
)
def test_where_a_feed_breaks_is_said_in_words(broken: str, place: str) -> None:
    assert read(FEED, broken).reason == f"the feed cannot be read: {place}"


def test_what_makes_the_feed_parser_stumble_is_a_parse_error() -> None:
    # &nbsp; is no entity of XML, so feedparser falls back to its loose parser, which raises for a character beyond Unicode.
    extraction = read(FEED, channel("<item><title>T &nbsp; &#x110000;</title><link>/a</link></item>"))
    assert extraction.verdict is Verdict.PARSE_ERROR
    assert extraction.reason is not None and extraction.reason.startswith("the feed cannot be read: ")


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)),
    st.sampled_from([FEED, FULL, WORDPRESS, LISTING]),
)
def test_no_bytes_raise(body: bytes, source: Source) -> None:
    assert isinstance(read(source, body), Extraction)
    assert isinstance(sniff(body, URL, None), Extraction)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_feed_raises(place: int, damage: bytes) -> None:
    feed = channel(
        "<item><title>T</title><link>/a</link><description>&lt;p&gt;x&lt;/p&gt;</description></item>"
    ).encode()
    assert isinstance(read(FULL, feed[:place] + damage + feed[place:]), Extraction)
