"""Whole checks of WordPress collections: several post types, edits far back, and what is no withdrawal."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from config.source import FeedDoor, WpRestSource
from statements.labels import Happening, Verdict
from tests.fake_ministry import JSON, RSS, FakeMinistry, Page, rss
from tests.service.spiders.test_kinds import TEXT
from tests.service.spiders.watching import Watch, wp_source


def post(site: FakeMinistry, number: int, text: str | None = None, kind: str = "post") -> dict[str, Any]:
    return {
        "id": number,
        "type": kind,
        "link": site.url(f"/{kind}/{number}"),
        "date_gmt": f"2024-12-01T{number:02}:00:00",
        "modified_gmt": f"2024-12-01T{number:02}:00:00",
        "title": {"rendered": f"{kind} {number}"},
        "content": {"rendered": f"<p>{text or TEXT.format(f'{kind} {number}')}</p>"},
    }


def test_edits_beyond_the_first_page_are_asked_for_now_and_then(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = wp_source(site, per_page=1, max_pages=3)
        base = "/wp-json/wp/v2/posts?per_page=1"
        site[base] = Page(json.dumps([post(site, 2)]), JSON, headers={"X-WP-TotalPages": "2"})
        site[f"{base}&page=2"] = Page(json.dumps([post(site, 1)]), JSON, headers={"X-WP-TotalPages": "2"})
        assert watch.check(source).stored == 2
        watch.clock.advance(timedelta(hours=3))
        assert watch.check(source).verdict is Verdict.UNCHANGED
        edited = "/wp-json/wp/v2/posts?per_page=50&orderby=modified&modified_after=2024-12-01T22%3A00%3A00Z"
        site[edited] = Page(
            json.dumps([post(site, 1, "It was said otherwise, and corrected since."), post(site, 99)]), JSON
        )
        watch.clock.advance(timedelta(hours=4))
        report = watch.check(source)
        assert site.asked[edited] == 1
        assert (report.verdict, report.stored) == (Verdict.OK, 1)
        assert [version.n for version in watch.versions()] == [2, 1]
        watch.clock.advance(timedelta(hours=1))
        watch.check(source)
        assert site.asked[edited] == 1


def test_edits_that_could_not_be_asked_for_are_asked_for_from_the_same_time_on(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = wp_source(site, per_page=1, max_pages=1)
        site["/wp-json/wp/v2/posts?per_page=1"] = Page(json.dumps([post(site, 2)]), JSON)
        watch.check(source)
        edited = "/wp-json/wp/v2/posts?per_page=50&orderby=modified&modified_after=2024-12-01T22%3A00%3A00Z"
        site[edited] = Page("no", status=400)
        watch.clock.advance(timedelta(hours=7))
        report = watch.check(source)
        assert report.error is not None and "edits could not be asked for" in report.error
        site[edited] = Page(json.dumps([post(site, 2, "It was said otherwise, and corrected since.")]), JSON)
        watch.clock.advance(timedelta(minutes=15))
        assert watch.check(source).stored == 1
        assert site.asked[edited] == 2


def test_several_post_types_are_one_source_although_their_ids_repeat(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        entry = site.url("/wp-json/wp/v2/state_press_release")
        source = WpRestSource(
            id="ministry", name="M", issuer="US", entry=entry, types=("state_briefing",), max_pages=1
        )
        for kind in ("state_press_release", "state_briefing"):
            site[f"/wp-json/wp/v2/{kind}?per_page=25"] = Page(json.dumps([post(site, 1, kind=kind)]), JSON)
        assert watch.check(source).stored == 2
        site["/wp-json/wp/v2/state_briefing?per_page=25"] = Page("no", status=500)
        watch.clock.advance(timedelta(minutes=15))
        report = watch.check(source)
        assert report.verdict is Verdict.UNCHANGED
        assert report.error is not None and "HTTP 500" in report.error


def test_a_failing_post_type_does_not_end_the_baseline(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        entry = site.url("/wp-json/wp/v2/posts")
        source = WpRestSource(
            id="ministry", name="M", issuer="US", entry=entry, types=("speech",), max_pages=1
        )
        site["/wp-json/wp/v2/posts?per_page=25"] = Page(json.dumps([post(site, 1)]), JSON)
        site["/wp-json/wp/v2/speech?per_page=25"] = Page("no", status=500)
        assert watch.check(source).verdict is Verdict.HTTP_ERROR
        site["/wp-json/wp/v2/speech?per_page=25"] = Page(json.dumps([post(site, 1, kind="speech")]), JSON)
        assert watch.check(source).stored == 2
        assert all(version.baseline for version in watch.versions())


def posts(site: FakeMinistry, *numbers: int, kind: str = "posts") -> None:
    site[f"/wp-json/wp/v2/{kind}?per_page=25"] = Page(
        json.dumps([post(site, number, kind=kind) for number in numbers]), JSON
    )


def happened(watch: Watch, statement: int) -> list[Happening]:
    return [event.what for event in watch.call(watch.archive.statements.events, statement)]


def test_nothing_is_withdrawn_while_one_of_several_lists_cannot_be_read(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = wp_source(site, types=("speech",), edits_every=None)
        posts(site, 1)
        posts(site, 1, kind="speech")
        watch.check(source)
        posts(site, 2, 1, kind="speech")
        assert watch.check(source).stored == 1
        site["/wp-json/wp/v2/speech?per_page=25"] = Page("no", status=500)  # and /speech/2 is no page at all
        for _ in range(3):
            watch.clock.advance(timedelta(hours=2))
            watch.check(source)
        report = watch.check(source)
        assert report.verdict.success and site.asked["/speech/2"] > 0
        assert happened(watch, 3) == []


def test_nothing_is_withdrawn_that_another_door_lists(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = wp_source(
            site, edits_every=None, otherwise=(FeedDoor(entry=site.url("/feed"), body="feed"),)
        )
        posts(site, 1)
        watch.check(source)
        posts(site, 2, 1)
        assert watch.check(source).stored == 1
        items = [(f"/posts/{n}", f"posts {n}", f"2024-12-01T{n:02}:00:00Z") for n in (2, 1)]
        site["/feed"] = Page(rss(*items, link=site.url(""), body=f"<p>{TEXT.format('in the feed')}</p>"), RSS)
        site["/wp-json/wp/v2/posts?per_page=25"] = Page("gone", status=404)
        for _ in range(3):
            watch.clock.advance(timedelta(hours=2))
            watch.check(source)
        report = watch.check(source)
        assert report.verdict.success and report.entry == site.url("/feed")
        assert site.asked["/posts/2"] > 0
        assert happened(watch, 2) == []


def test_one_page_too_many_is_the_end_of_a_collection_and_no_fault(tmp_path: Path) -> None:
    """Where a cache drops the header that counts the pages, only WordPress's error tells."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        base = "/wp-json/wp/v2/posts?per_page=1"
        site[base] = Page(json.dumps([post(site, 2)]), JSON)
        site[f"{base}&page=2"] = Page(json.dumps([post(site, 1)]), JSON)
        said = {
            "code": "rest_post_invalid_page_number",
            "message": "The page number is larger than there are pages.",
        }
        site[f"{base}&page=3"] = Page(json.dumps(said), JSON, status=400)
        report = watch.check(wp_source(site, per_page=1, max_pages=9))
        assert (report.verdict, report.stored, report.error) == (Verdict.OK, 2, None)
        assert site.asked[f"{base}&page=3"] == 1


def test_what_the_entry_asks_for_is_asked_of_every_page(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        asked = "/wp-json/wp/v2/posts?categories=7&_fields=id,type,link,title,content,date_gmt"
        source = WpRestSource(
            id="ministry", name="M", issuer="FR", entry=site.url(asked), per_page=1, max_pages=2
        )
        site[f"{asked}&per_page=1"] = Page(
            json.dumps([post(site, 2)]), JSON, headers={"X-WP-TotalPages": "2"}
        )
        site[f"{asked}&per_page=1&page=2"] = Page(json.dumps([post(site, 1)]), JSON)
        assert watch.check(source).stored == 2
