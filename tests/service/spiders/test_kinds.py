"""Whole checks of each kind of source: what is asked for in which order, and what is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.kinds import Content, Fragment, ItemFields, Pager
from config.source import Article, FeedSource, JsonApiSource
from statements.labels import Kind, Verdict
from tests.fake_ministry import JSON, RSS, FakeMinistry, Page, rss, statement_page
from tests.service.spiders.watching import START, Watch, listing_source

TEXT = "The Minister said that the road to the north must stay open to everybody who needs it, number {}."
FIELDS = ItemFields(link="link", title="title", date="date", body="body")


def item(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "link": f"/a/{number}",
        "title": f"Statement {number}",
        "date": f"2024-12-01T{number:02}:00:00Z",
        "body": f"<p>{TEXT.format(number)}</p>",
    }


def answer(numbers: Sequence[int], **more: Any) -> Page:
    return Page(json.dumps({"results": [item(number) for number in numbers], **more}), JSON)


def api(site: FakeMinistry, path: str = "/api", **values: Any) -> JsonApiSource:
    given = {"items": "results", "fields": FIELDS, **values}
    return JsonApiSource(id="ministry", name="Ministry", issuer="FR", entry=site.url(path), **given)


def titles(watch: Watch) -> list[str]:
    return [version.title for version in watch.versions()]


@pytest.mark.parametrize(
    ("entry", "pager", "pages"),
    [
        ("/api?n=2", Pager(by="page", param="p", size=2), ["/api?n=2", "/api?n=2&p=2", "/api?n=2&p=3"]),
        ("/api?p={page}", Pager(by="page", first=0), ["/api?p=0", "/api?p=1", "/api?p=2"]),
        ("/api/{offset}", Pager(by="offset", size=2), ["/api/0", "/api/2", "/api/4"]),
        ("/api?start=0", Pager(by="offset", param="start", size=2), ["/api?start=0", "/api?start=2", "/api?start=4"]),
    ],
)  # fmt: skip
def test_pages_and_offsets_are_followed_until_something_is_known(
    tmp_path: Path, entry: str, pager: Pager, pages: list[str]
) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = api(site, entry, pager=pager, max_pages=5)
        for path, numbers in zip(pages, ([5, 4], [3, 2], [1]), strict=True):
            site[path] = answer(numbers)
        report = watch.check(source)
        assert (report.verdict, report.listed, report.stored) == (Verdict.OK, 5, 5)
        assert titles(watch) == [f"Statement {number}" for number in range(1, 6)]
        site[pages[0]] = answer([6, 5])
        assert watch.check(source).stored == 1
        assert [site.asked[path] for path in pages] == [2, 1, 1]


@pytest.mark.parametrize("by", ["token", "address"])
def test_a_cursor_is_followed_to_its_end(tmp_path: Path, by: str) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        if by == "token":
            source = api(site, pager=Pager(by="cursor", param="after", next="next"), max_pages=9)
            site["/api"] = answer([3], next="x y")
            site["/api?after=x%20y"] = answer([2, 1], next=None)
        else:
            source = api(site, pager=Pager(by="cursor", next="next"), max_pages=9)
            site["/api"] = answer([3], next="/api/older")
            site["/api/older"] = answer([2, 1], next="https://elsewhere.example/api")
        assert watch.check(source).stored == 3


def test_a_question_may_be_sent_as_json(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        post: dict[str, Any] = {"page": "{page}", "filter": {"type": "statement"}}
        source = api(site, method="POST", post=post, pager=Pager(by="page", size=1), max_pages=2)
        site["/api"] = answer([1])
        assert watch.check(source).stored == 1
        assert [json.loads(body)["page"] for body in site.sent["/api"]] == [1, 2]
        assert json.loads(site.sent["/api"][0])["filter"] == {"type": "statement"}
        assert site.seen["/api"][0]["content-type"] == "application/json"


def test_an_api_that_refuses_our_question_says_422(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/api"] = Page('{"error": "Unexpected parameters: ordr"}', JSON, status=422)
        report = watch.check(api(site))
        assert (report.verdict, report.http_status) == (Verdict.HTTP_ERROR, 422)
        assert report.error is not None and "HTTP 422" in report.error


def test_what_was_asked_since_moves_with_the_clock(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = api(site, "/api?since={since}", window=timedelta(days=2))
        site["/api?since=2024-11-30"] = answer([1])
        site["/api?since=2024-12-01"] = answer([2])
        assert watch.check(source).stored == 1
        watch.clock.advance(timedelta(days=1))
        assert watch.check(source).stored == 1


GOV: dict[str, Any] = {
    "title": "Statement on the north",
    "document_type": "speech",
    "locale": "en",
    "public_updated_at": "2024-12-02T09:00:00Z",
    "details": {
        "first_public_at": "2024-12-02T08:00:00Z",
        "body": f"<div><p>{TEXT.format(7)}</p><p>The talks go on.</p></div>",
        "change_history": [{"public_timestamp": "2024-12-01T08:00:00Z"}, {"public_timestamp": "2024-12-02T09:30:00Z"}],
    },
    "links": {"speaker": [{"title": "Jane Roe"}]},
}  # fmt: skip


def two_steps(site: FakeMinistry) -> JsonApiSource:
    return api(
        site,
        fields=ItemFields(link="link", title="title", kind="type"),
        link_base="https://www.gov.example/",
        labels={"speech": Kind.REMARKS},
        content=Content(
            url=site.url("/content{path}"),
            title="title",
            date="details.first_public_at",
            modified="public_updated_at",
            body="details.body",
            language="locale",
            speaker="links.speaker[0].title",
            kind="document_type",
            change_history="details.change_history[].public_timestamp",
        ),
    )


def test_a_search_lists_and_the_content_item_tells(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = two_steps(site)
        site["/api"] = Page(
            json.dumps({"results": [{"link": "/government/speeches/north", "title": "Statement"}]}), JSON
        )
        site["/content/government/speeches/north"] = Page(json.dumps(GOV), JSON)
        report = watch.check(source)
        assert (report.verdict, report.stored) == (Verdict.OK, 1)
        (version,) = watch.versions()
        assert version.url == "https://www.gov.example/government/speeches/north"
        assert version.title == "Statement on the north"
        assert version.text == f"{TEXT.format(7)}\n\nThe talks go on."
        assert version.published.instant == datetime(2024, 12, 2, 8, tzinfo=UTC)
        assert (version.kind, version.speaker, version.language) == (Kind.REMARKS, "Jane Roe", "en")

        watch.clock.advance(timedelta(hours=1, minutes=1))
        edited = {
            **GOV,
            "details": {**GOV["details"], "body": f"<p>{TEXT.format(7)}</p><p>The talks are over.</p>"},
        }
        site["/content/government/speeches/north"] = Page(json.dumps(edited), JSON)
        assert watch.check(source).stored == 1
        (version,) = watch.versions()
        assert version.n == 2 and version.text.endswith("The talks are over.")


def test_a_content_item_that_is_gone_is_a_withdrawal_only_when_it_is_confirmed(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = two_steps(site)
        site["/api"] = Page(
            json.dumps({"results": [{"link": "/government/speeches/north", "title": "Statement"}]}), JSON
        )
        site["/content/government/speeches/north"] = Page(json.dumps(GOV), JSON)
        watch.check(source)
        site["/content/government/speeches/north"] = Page("gone", status=410)
        watch.clock.advance(timedelta(hours=1, minutes=1))
        watch.check(source)
        assert watch.withdrawn() == [False]
        watch.clock.advance(timedelta(hours=1, minutes=1))
        watch.check(source)
        assert watch.withdrawn() == [True]


def test_the_second_step_may_be_html_known_by_the_publishers_id(tmp_path: Path) -> None:
    """A listing that is HTML inside JSON, whose texts are fragments of HTML under another address (mea.gov.in)."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = api(
            site,
            items=None,
            fields=None,
            fragment=Fragment(at="html", item="css: h3", link="css: a", date="css: .date"),
            id_from=r"dtl/([0-9]+)/",
            content=Content(url=site.url("/detail?pkid={guid}")),
            article=Article(body="css: .description"),
            date_order="dmy",
        )
        html = '<h3><a href="/x.htm?dtl/40123/On_the_north">On the north</a><span class="date">01 December, 2024</span></h3>'
        site["/api"] = Page(json.dumps({"html": html}), JSON)
        site["/detail?pkid=40123"] = Page(f'<div class="description"><p>{TEXT.format(1)}</p></div>')
        assert watch.check(source).stored == 1
        (version,) = watch.versions()
        assert version.text == TEXT.format(1)
        assert version.url.endswith("/x.htm?dtl/40123/On_the_north")


def test_json_embedded_in_a_page_is_read(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = api(site, "/aktuelles", embedded=r"BPA\.initialSearchResultsJson\s*=\s*")
        data = json.dumps({"results": [item(1)]})
        site["/aktuelles"] = Page(
            f"<html><script>BPA.initialSearchResultsJson = {data};\nvar x = 1;</script></html>"
        )
        assert watch.check(source).stored == 1


# Gates, caches, years


def test_a_page_that_leads_to_itself_with_a_cookie_is_passed_once(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        gate = Page(status=307, headers={"Location": "/news/", "Set-Cookie": "gate=abc; Path=/; HttpOnly"})
        news = Page(
            '<ul><li class="release"><a href="/a/1">One</a><span class="date">2024-12-01</span></li></ul>'
        )
        source = listing_source(site, gate_cookie=True)
        site["/a/1"] = Page(statement_page("One", TEXT.format(1)))
        site["/news/"] = lambda: news if site.seen["/news/"][-1].get("cookie") == "gate=abc" else gate
        report = watch.check(source)
        assert (report.verdict, report.stored) == (Verdict.OK, 1)
        assert site.seen["/a/1"][0]["cookie"] == "gate=abc"
        assert "cookie" not in site.seen["/robots.txt"][0]
        assert site.asked["/news/"] == 2


@pytest.mark.parametrize("allowed", [True, False])
def test_a_gate_that_stays_shut_ends_after_one_cookie(tmp_path: Path, allowed: bool) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/news/"] = Page(status=307, headers={"Location": "/news/", "Set-Cookie": "gate=abc"})
        report = watch.check(listing_source(site, gate_cookie=allowed))
        assert report.verdict is Verdict.HTTP_ERROR
        assert report.error is not None and "redirects in a circle" in report.error
        assert site.asked["/news/"] == (2 if allowed else 1)


def test_no_cookie_is_taken_where_robots_txt_is_behind_the_gate(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        for path in ("/robots.txt", "/news/"):
            site[path] = Page(status=307, headers={"Location": path, "Set-Cookie": "gate=abc"})
        report = watch.check(listing_source(site, gate_cookie=True))
        assert report.verdict is Verdict.ROBOTS
        assert site.asked["/news/"] == 0


def test_a_cache_in_between_is_told_apart_by_a_parameter_that_moves(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = FeedSource(
            id="ministry", name="M", issuer="FR", entry=site.url("/feed"), body="feed", cache_buster="_"
        )
        first, second = int(START.timestamp()), int(START.timestamp()) + 900
        body = f"<p>{TEXT.format(1)}</p>"
        for stamp in (first, second):
            site[f"/feed?_={stamp}"] = Page(
                rss(("/a/1", "One", None), link=site.url(""), body=body), RSS, validators=True
            )
        assert watch.check(source).stored == 1
        watch.clock.advance(timedelta(minutes=15))
        assert watch.check(source).verdict is Verdict.UNCHANGED
        assert "if-none-match" in site.seen[f"/feed?_={second}"][0]


def test_near_the_turn_of_the_year_both_years_are_asked_and_a_missing_list_is_no_fault(
    tmp_path: Path,
) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site, "/news/{year}/", zone="Asia/Riyadh")
        site["/a/1"] = Page(statement_page("One", TEXT.format(1)))
        site["/a/2"] = Page(statement_page("Two", TEXT.format(2), date="2024-12-31T20:00:00Z"))
        row = '<ul><li class="release"><a href="/a/{0}">No {0}</a><span class="date">2024-12-01</span></li></ul>'
        site["/news/2024/"] = Page(row.format(1))
        assert watch.check(source).stored == 1
        assert site.asked["/news/2023/"] == 0
        watch.clock.set(datetime(2024, 12, 31, 22, tzinfo=UTC))  # 2025 in Riyadh
        site["/news/2024/"] = Page(row.format(2) + row.format(1))
        report = watch.check(source)
        assert (report.verdict, report.stored, report.error) == (Verdict.OK, 1, None)
        assert site.asked["/news/2025/"] == 1
        watch.clock.set(datetime(2025, 1, 20, tzinfo=UTC))
        assert watch.check(source).verdict is Verdict.HTTP_ERROR


@pytest.mark.parametrize(
    ("page", "older"),
    [("?page={page}", "/news/?page=2"), ("?page={index}", "/news/?page=1"), ("index_{index}.html", "/news/index_1.html"),
     ("?b_start:int={offset}", "/news/?b_start:int=1")],
)  # fmt: skip
def test_older_pages_of_a_listing_are_found_by_their_address(tmp_path: Path, page: str, older: str) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        row = '<ul><li class="release"><a href="/a/{0}">No {0}</a><span class="date">2024-12-01</span></li></ul>'
        site["/news/"], site[older] = Page(row.format(2)), Page(row.format(1))
        for number in (1, 2):
            site[f"/a/{number}"] = Page(statement_page(f"No {number}", TEXT.format(number)))
        assert watch.check(listing_source(site, page=page, max_pages=2)).stored == 2


def test_an_id_in_onclick_makes_the_address_and_the_identity(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(
            site, link="css: a", link_template=site.url("/view?seq={id}"), id_from=r"fn_view\('([0-9]+)'\)"
        )
        row = '<li class="release"><a href="#" onclick="fn_view(\'{0}\'); return false">No {0}</a></li>'
        site["/news/"] = Page(f"<ul>{row.format(31)}{row.format(32)}</ul>")
        for number in (31, 32):
            site[f"/view?seq={number}"] = Page(statement_page(f"No {number}", TEXT.format(number)))
        assert watch.check(source).stored == 2
        assert [version.url for version in watch.versions()] == [
            site.url("/view?seq=32"),
            site.url("/view?seq=31"),
        ]
