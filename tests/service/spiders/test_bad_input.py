"""What sites do to us: each fault has its verdict and a sentence, costs no statement, and leaves the next check whole."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from archive.records import SourceHealth
from statements.labels import Precision, Verdict
from tests.fake_ministry import HTML, JSON, RSS, FakeMinistry, Page, gzip_bomb, rss, statement_page
from tests.pdf_files import pdf
from tests.service.spiders.watching import START, Watch, feed_source, listing_source, wp_source

TEXT = (
    "We condemn the attack on the city in the strongest terms.",
    "Civilians must be protected at all times.",
)
BOMB = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;">]><rss><channel><item><title>&lol1;</title><link>http://a.example/1</link></item></channel></rss>'
WALL = "<html><head><title>Just a moment...</title></head><body>Checking your browser before accessing the site.</body></html>"
NOT_FOUND = "<html><head><title>Page not found</title></head><body><p>Sorry, that is gone.</p></body></html>"
FEED_404 = "<html><head><title>Home</title></head><body><h1>Ministry</h1><p>Welcome to the Ministry.</p></body></html>"
HUGE = 9 * 2**20


@dataclass(frozen=True)
class Fault:
    name: str
    page: Page
    verdict: Verdict
    says: str
    health: SourceHealth = SourceHealth.DEGRADED


FAULTS = [
    Fault("web page for a feed", Page(FEED_404), Verdict.PARSE_ERROR, "web page ('Home') where a feed was expected"),
    Fault("page named as feed", Page(FEED_404, RSS), Verdict.PARSE_ERROR, "where a feed was expected"),
    Fault("nothing at all", Page("", RSS), Verdict.PARSE_ERROR, "empty answer where a feed was expected"),
    Fault("not a feed", Page('{"a": 1}', JSON), Verdict.PARSE_ERROR, "is no feed"),
    Fault("empty feed", Page(rss(), RSS), Verdict.EMPTY, "no entries, although there were statements here before"),
    Fault("entity bomb", Page(BOMB, RSS), Verdict.PARSE_ERROR, "DTD or entities"),
    Fault("entity bomb in UTF-16", Page(BOMB.encode("utf-16"), RSS), Verdict.PARSE_ERROR, "DTD or entities"),
    Fault("gzip bomb", Page(gzip_bomb(), RSS, headers={"Content-Encoding": "gzip"}), Verdict.TOO_LARGE, "larger than allowed"),
    Fault("deflate bomb", Page(zlib.compress(b" " * 2**26, 9), RSS, headers={"Content-Encoding": "deflate"}), Verdict.TOO_LARGE, "larger than allowed"),
    Fault("brotli bomb", Page(brotli.compress(b" " * 2**26, quality=4), RSS, headers={"Content-Encoding": "br"}), Verdict.TOO_LARGE, "larger than allowed"),
    Fault("packed twice", Page(gzip.compress(gzip_bomb()), RSS, headers={"Content-Encoding": "gzip, gzip"}), Verdict.TOO_LARGE, "larger than allowed"),
    Fault("unknown packing", Page("abc", RSS, headers={"Content-Encoding": "lzma"}), Verdict.PARSE_ERROR, "packed as 'lzma'"),
    Fault("too large", Page(b"x" * HUGE, RSS), Verdict.TOO_LARGE, "larger than allowed"),
    Fault("cut in the middle", Page(rss(("/a/9", "T", None), link="http://a.example"), RSS, fault="truncate"), Verdict.HTTP_ERROR, "broke off before its end"),
    Fault("connection reset", Page(fault="reset"), Verdict.HTTP_ERROR, "broke the connection off"),
    Fault("slow", Page(fault="drip"), Verdict.TIMEOUT, "took too long"),
    Fault("403", Page("no", status=403), Verdict.BLOCKED, "refuses us (HTTP 403", SourceHealth.BLOCKED),
    Fault("401", Page("no", status=401), Verdict.BLOCKED, "refuses us (HTTP 401", SourceHealth.BLOCKED),
    Fault("404", Page("no", status=404), Verdict.HTTP_ERROR, "no such page (HTTP 404"),
    Fault("500", Page("no", status=500), Verdict.HTTP_ERROR, "an error of its own (HTTP 500"),
    Fault("challenge", Page("no", status=503, headers={"cf-mitigated": "challenge"}), Verdict.BLOCKED, "bot challenge", SourceHealth.BLOCKED),
    Fault("wall with 200", Page(WALL), Verdict.BLOCKED, "shows a wall", SourceHealth.BLOCKED),
    Fault("soft 404", Page(NOT_FOUND), Verdict.SOFT_404, "says of itself: 'Page not found'"),
    Fault("circle", Page(status=302, headers={"Location": "/feed"}), Verdict.HTTP_ERROR, "redirects in a circle"),
    Fault("to a file", Page(status=302, headers={"Location": "file:///etc/passwd"}), Verdict.REFUSED_ADDRESS, "only http and https", SourceHealth.BLOCKED),
    Fault("abandoned", Page(rss(("/a/1", "Old", "Mon, 04 Jan 2016 10:00:00 GMT")), RSS), Verdict.STALE, "2016-01-04; it looks abandoned"),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_broken_entry(fault: Fault, tmp_path: Path) -> None:
    """A healthy source breaks and is healed: the verdict says how, nothing stored is touched, the next statement comes."""
    with FakeMinistry() as site, Watch(tmp_path, site, timeout=patience(fault.page)) as watch:
        source = feed_source(site)
        good(site, "1")
        assert watch.check(source).stored == 1
        site["/feed"] = fault.page
        report = watch.check(source)
        assert (report.verdict, report.stored) == (fault.verdict, 0)
        assert report.error is not None and fault.says in report.error
        state = watch.state(source)
        assert (state.health, state.failures, state.last_error) == (fault.health, 1, report.error)
        assert state.next_due_at == START + 2 * source.every
        assert len(watch.texts()) == 1
        good(site, "2", "1")
        report = watch.check(source)
        assert (report.verdict, report.stored) == (Verdict.OK, 1)
        assert [version.baseline for version in watch.versions()] == [True, False]
        assert watch.state(source).health is SourceHealth.OK


def patience(page: Page) -> str:
    """How long a site may take: what never comes to an end has to be waited for, and a good page is only late on a busy machine."""
    return "3s" if page.fault == "drip" else "30s"


def good(site: FakeMinistry, *names: str) -> None:
    items = [(f"/a/{name}", f"Statement {name}", "Sun, 01 Dec 2024 22:04:05 GMT") for name in names]
    site["/feed"] = Page(rss(*items, link=site.url("")), RSS)
    for name in names:
        site[f"/a/{name}"] = Page(statement_page(f"Statement {name}", *TEXT, f"Number {name}."))


PAGE_FAULTS = [
    ("wall with 200", Page(WALL), Verdict.OK, "shows a wall"),
    ("403", Page("no", status=403), Verdict.BLOCKED, "HTTP 403"),
    ("no text", Page("<html><body><div></div></body></html>"), Verdict.OK, "no text could be found"),
    ("only links", Page(statement_page("News", "")), Verdict.OK, "no text could be found"),
    ("placeholder", Page(statement_page("News", "The text will be coming soon.")), Verdict.OK, "only announces its text"),
    ("cookie banner", Page(statement_page("News", "We use cookies. Accept all cookies or manage your choice.")), Verdict.OK, "cookie banner"),
    ("soft 404", Page(NOT_FOUND), Verdict.OK, "Page not found"),
    ("front page", Page(status=302, headers={"Location": "/"}), Verdict.OK, "leads to the front page"),
    ("gzip bomb", Page(gzip_bomb(), headers={"Content-Encoding": "gzip"}), Verdict.OK, "larger than allowed"),
    ("deep", Page("<div>" * 100_000), Verdict.OK, "no text could be found"),
    ("document", Page(b"%PDF-1.7 ...", "application/pdf"), Verdict.OK, "PDF"),
    ("huge document", Page(b"%PDF-1.7\n" + b"x" * 2 * HUGE, "application/pdf"), Verdict.OK, "larger than allowed"),
    ("error page", Page(status=302, headers={"Location": "/error.htm"}), Verdict.OK, "page for missing addresses"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "verdict", "says"), [case[1:] for case in PAGE_FAULTS], ids=[case[0] for case in PAGE_FAULTS]
)
def test_a_broken_page_is_never_an_empty_statement(
    page: Page, verdict: Verdict, says: str, tmp_path: Path
) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        good(site, "1")
        site["/a/1"] = page
        site["/"] = site["/error.htm"] = Page(FEED_404)
        report = watch.check(source)
        assert (report.verdict, report.stored, watch.pending()) == (verdict, 0, 1)
        assert report.error is not None and says in report.error
        watch.clock.advance(timedelta(minutes=11))
        site["/a/1"] = Page(statement_page("Statement 1", *TEXT))
        assert watch.check(source).stored == 1
        assert watch.texts() == ["\n\n".join(TEXT)]


def test_of_a_document_its_own_bytes_are_kept(tmp_path: Path) -> None:
    document = pdf(
        [(60, 800 - 20 * n, 11, line) for n, line in enumerate((*TEXT, "Both sides agreed to meet again."))]
    )
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        good(site, "1")
        site["/a/1"] = Page(document, "application/pdf")
        assert watch.check(feed_source(site)).stored == 1
        [version] = watch.versions()
        kept = watch.call(watch.archive.statements.capture, version.id)
        assert kept is not None and kept.body == document
        assert TEXT[0] in version.text


def test_two_pages_in_a_row_that_show_a_wall_are_a_blocked_site(tmp_path: Path) -> None:
    """One may only look like a wall; its statement is read later, and so are both of these."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        good(site, "1", "2")
        site["/a/1"] = site["/a/2"] = Page(WALL)
        report = watch.check(source)
        assert (report.verdict, report.stored, watch.pending()) == (Verdict.BLOCKED, 0, 2)
        assert report.error is not None and "shows a wall" in report.error
        watch.clock.advance(timedelta(hours=1))
        good(site, "1", "2")
        assert watch.check(source).stored == 2


def test_a_dead_host(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
    with Watch(tmp_path, site) as watch:
        report = watch.check(source)
        assert report.verdict is Verdict.HTTP_ERROR and report.error == "127.0.0.1 refused the connection"
        for _ in range(2):
            watch.check(source)
        state = watch.state(source)
        assert (state.health, state.failures, state.baseline_at) == (SourceHealth.FAILING, 3, None)
        assert state.next_due_at == START + 8 * source.every


def test_a_name_that_does_not_exist(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site, ports=(80,)) as watch:
        source = feed_source(site).model_copy(update={"entry": "http://ministry.invalid/feed"})
        report = watch.check(source)
        assert report.verdict is Verdict.DNS
        assert report.error == "the name ministry.invalid could not be resolved"


@pytest.mark.parametrize(
    ("status", "wait", "expected"),
    [
        (429, "120", timedelta(minutes=15)),  # our own interval is longer
        (429, "7200", timedelta(hours=2)),
        (503, "Mon, 02 Dec 2024 18:00:00 GMT", timedelta(hours=6)),
        (429, "315360000", timedelta(hours=24)),
        (429, None, timedelta(minutes=30)),  # no word: back-off
        (429, "soon", timedelta(minutes=30)),
    ],
)
def test_retry_after_is_honoured(status: int, wait: str | None, expected: timedelta, tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        good(site, "2", "1")
        site["/a/2"] = Page(status=status, headers={"Retry-After": wait} if wait else {})
        report = watch.check(source)
        assert report.verdict is Verdict.RATE_LIMITED and report.stored == 1
        assert report.error is not None and f"asks us to slow down (HTTP {status}" in report.error
        assert watch.state(source).next_due_at == START + expected
        assert (report.retry_after is not None) == (wait not in (None, "soon"))
        if report.retry_after is not None:
            asked = site.asked.total()
            again = watch.check(source)
            assert again.verdict is Verdict.RATE_LIMITED and site.asked.total() == asked
            watch.clock.set(report.retry_after)
        good(site, "2", "1")
        assert watch.check(source).stored == 1  # the page it happened on was not lost


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "gb18030", "windows-1256"])
def test_a_wrong_charset(encoding: str, tmp_path: Path) -> None:
    words = {
        "windows-1251": "Министерство иностранных дел решительно осуждает нападение на мирных жителей города.",
        "utf-16": "Le ministère condamne l’attaque contre la ville et appelle à la retenue de tous.",
        "gb18030": "外交部发言人表示，中方强烈谴责针对平民的袭击，呼吁各方保持克制，避免局势进一步升级。",
        "windows-1256": "تدين وزارة الخارجية بأشد العبارات الهجوم على المدنيين وتدعو جميع الأطراف إلى ضبط النفس.",
    }[encoding]
    languages = {"windows-1251": "ru", "utf-16": "fr", "gb18030": "zh", "windows-1256": "ar"}
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        good(site, "1")
        html = f'<html><head><meta charset="{encoding}"><title>{words[:20]}</title></head><body><article><h1>{words[:20]}</h1><p>{words}</p><p>{words}!</p></article></body></html>'
        site["/a/1"] = Page(html.encode(encoding), "text/html")
        assert watch.check(feed_source(site)).stored == 1
        (version,) = watch.versions()
        assert version.text == f"{words}\n\n{words}!"
        assert version.language == languages[encoding]


def test_undated_and_future_entries_are_kept_with_an_unknown_date(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        items = [
            ("/a/1", "Undated", None),
            ("/a/2", "Future", "Wed, 01 Jul 2026 10:00:00 GMT"),
            ("/a/3", "Odd", "last Tuesday-ish"),
        ]
        site["/feed"] = Page(rss(*items, link=site.url("")), RSS)
        for name, title in (("1", "Undated"), ("2", "Future"), ("3", "Odd")):
            html = statement_page(title, *TEXT, f"It is {title}.")
            site[f"/a/{name}"] = Page(
                html.replace('<time datetime="2024-12-01T22:04:05Z">2024-12-01</time>', "")
            )
        report = watch.check(feed_source(site))
        assert report.stored == 3
        published = {version.title: version.published for version in watch.versions()}
        assert {date.precision for date in published.values()} == {Precision.UNKNOWN}
        assert (
            published["Future"].reason is not None and "more than a day ahead" in published["Future"].reason
        )
        assert published["Odd"].raw == "last Tuesday-ish"


@pytest.mark.parametrize(
    ("robots", "verdict", "says"),
    [
        (Page("User-agent: *\nDisallow: /feed\n", "text/plain"), Verdict.ROBOTS, "asks us not to read /feed"),
        (Page("User-agent: communique\nDisallow: /\n", "text/plain"), Verdict.ROBOTS, "asks us not to read"),
        (Page("no", status=503), Verdict.ROBOTS, "robots.txt cannot be read, so nothing is asked"),
        (Page("no", status=403), Verdict.ROBOTS, "robots.txt cannot be read, so nothing is asked"),
        (Page(FEED_404), Verdict.ROBOTS, "is a web page and no rule file"),
        (Page("no", status=429, headers={"Retry-After": "60"}), Verdict.RATE_LIMITED, "slow down"),
        (Page(fault="drip"), Verdict.TIMEOUT, "took too long"),
        (Page("no", status=404), Verdict.OK, ""),
        (Page("no", status=410), Verdict.OK, ""),
        (Page("User-agent: *\nDisallow: /private\n", "text/plain"), Verdict.OK, ""),
        (
            Page("User-agent: *\nDisallow:\n# " + "x" * 600_000 + "\nDisallow: /\n", "text/plain"),
            Verdict.OK,
            "",
        ),
    ],
)
def test_robots_txt(robots: Page, verdict: Verdict, says: str, tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site, timeout=patience(robots)) as watch:
        source = feed_source(site)
        good(site, "1")
        site["/robots.txt"] = robots
        report = watch.check(source)
        assert report.verdict is verdict and says in (report.error or "")
        assert (site.asked["/feed"] > 0) == (verdict is Verdict.OK)
        if verdict is Verdict.ROBOTS:
            assert watch.state(source).health is SourceHealth.BLOCKED
        watch.clock.advance(timedelta(hours=25))
        site["/robots.txt"] = Page("", "text/plain")
        assert watch.check(source).stored == (0 if verdict is Verdict.OK else 1)


def test_a_new_source_with_an_empty_feed_has_a_baseline_and_a_complaint(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = Page(rss(), RSS, validators=True)
        for _ in range(2):
            report = watch.check(source)
            assert report.verdict is Verdict.OK
            assert report.error == "the feed is well formed and has no entries; nothing was ever listed here"
            assert watch.state(source).health is SourceHealth.DEGRADED
        good(site, "1")
        assert watch.check(source).stored == 1
        assert not watch.versions()[0].baseline


def test_a_listing_whose_selector_finds_nothing(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/news/"] = Page(FEED_404)
        report = watch.check(listing_source(site))
        assert report.verdict is Verdict.EMPTY
        assert report.error == "nothing on the page matches the item selector 'css: li.release'"
        assert watch.state(listing_source(site)).baseline_at is None


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (
            Page('{"code":"rest_no_route","message":"No route was found"}', JSON),
            "rest_no_route: No route was found",
        ),
        (Page('{"posts":[]}', JSON), "JSON but no list of posts"),
        (Page(FEED_404), "where JSON was expected"),
        (Page("[1, 2]", JSON), "none of the 2 objects in the answer is a post"),
        (Page("[" * 100_000, JSON), "nested too deeply"),
    ],
)
def test_a_wordpress_answer_that_is_none(page: Page, says: str, tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/wp-json/wp/v2/posts?per_page=25"] = page
        report = watch.check(wp_source(site))
        assert report.verdict is Verdict.PARSE_ERROR and says in (report.error or "")


@pytest.mark.parametrize(
    ("error", "verdict", "says"),
    [
        (TimeoutError(), Verdict.TIMEOUT, "takes too long to read"),
        (MemoryError(), Verdict.TOO_LARGE, "too much memory"),
    ],
)
def test_reading_that_had_to_be_killed(error: Exception, verdict: Verdict, says: str, tmp_path: Path) -> None:
    async def killed(function: Callable[..., Any], *args: Any) -> Any:
        raise error

    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        good(site, "1")
        usual, watch.compute = watch.compute, killed
        report = watch.check(feed_source(site))
        assert report.verdict is verdict and says in (report.error or "")
        watch.compute = usual
        assert watch.check(feed_source(site)).stored == 1


def test_a_host_that_stops_answering_is_left_alone(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        names = [str(number) for number in range(8)]
        good(site, *names)
        for name in names:
            site[f"/a/{name}"] = Page(fault="reset")
        report = watch.check(feed_source(site))
        assert (report.verdict, report.failed, watch.pending()) == (Verdict.OK, 3, 8)
        # One request may be repeated: on a connection that was kept open, a reset may only mean that it was too old.
        assert sum(site.asked[f"/a/{name}"] for name in names) in (3, 4)


def test_headers_are_content_and_nothing_else(tmp_path: Path) -> None:
    """A Referrer-Policy once named a Python callable to run; a Refresh header and meta refresh lead nowhere."""
    with FakeMinistry() as site, FakeMinistry("127.0.0.2") as private, Watch(tmp_path, site) as watch:
        good(site, "1")
        lure = f'<meta http-equiv="refresh" content="0; url={private.url("/secret")}">'
        site["/a/1"] = Page(
            statement_page("Statement 1", *TEXT).replace("<head>", f"<head>{lure}"),
            HTML,
            headers={"Referrer-Policy": "os.system", "Refresh": f"0; url={private.url('/secret')}"},
        )
        assert watch.check(feed_source(site)).stored == 1
        assert not private.asked


def test_robots_txt_that_could_not_be_read_is_asked_again_when_the_clock_went_back(tmp_path: Path) -> None:
    """What is kept for minutes is not kept for as long as the clock went back."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/feed"] = Page(rss(), RSS)
        site["/robots.txt"] = Page("broken", status=500)
        assert watch.check(feed_source(site)).verdict is Verdict.ROBOTS
        site["/robots.txt"] = Page("User-agent: *\nDisallow:\n", "text/plain")
        assert watch.check(feed_source(site)).verdict is Verdict.ROBOTS
        watch.clock.advance(timedelta(hours=-1))
        assert watch.check(feed_source(site)).verdict is Verdict.OK
