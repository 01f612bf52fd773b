"""The demo sites over real HTTP: what they offer, conditional answers, edits, withdrawals, faults."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import config
from archive import query
from config import Config
from config.source import address_of
from demo import configuration, pages
from demo.server import DemoServer
from demo.slack import FakeSlack
from demo.world import END, START, Layout, load
from spiders.extract import reading
from statements.clock import ManualClock
from statements.labels import Verdict


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def server(clock: ManualClock) -> Iterator[DemoServer]:
    with DemoServer(load(), clock) as running:
        yield running


@pytest.fixture
def written(server: DemoServer, clock: ManualClock, tmp_path: Path) -> Iterator[Config]:
    with FakeSlack(clock=clock) as slack:
        configuration.write(tmp_path, server, slack)
        yield config.load(tmp_path, {})


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self) -> str:
        return self.body.decode()


def get(url: str, method: str = "GET", **headers: str) -> Answer:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(
            method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        return Answer(connection.getresponse())
    finally:
        connection.close()


def test_every_entry_answers_304_to_who_has_it_and_200_when_it_changed(
    server: DemoServer, clock: ManualClock
) -> None:
    for site in server.world.sites:
        clock.set(START)
        first = get(server.entry(site))
        assert first.status == 200
        again = get(server.entry(site), If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b"")
        assert get(server.entry(site), If_Modified_Since=first.headers["Last-Modified"]).status == 304
        clock.set(min(one.appears for one in site.statements if one.appears > START))
        changed = get(server.entry(site), If_None_Match=first.headers["ETag"])
        assert changed.status == 200 and changed.headers["ETag"] != first.headers["ETag"]
        assert get(server.entry(site), If_Modified_Since=first.headers["Last-Modified"]).status == 200


def test_a_date_that_cannot_be_read_is_no_condition(server: DemoServer) -> None:
    assert get(server.url("us-demo") + "/feed.xml", If_Modified_Since="yesterday").status == 200


def test_head_gives_the_headers_alone(server: DemoServer) -> None:
    answer = get(server.url("us-demo") + "/", "HEAD")
    assert answer.status == 200 and int(answer.headers["Content-Length"]) > 0 and answer.body == b""


def test_an_edit_changes_the_entry_and_the_page(server: DemoServer, clock: ManualClock) -> None:
    for address in ("/feed.xml", "/statements/water-station-qasr-halim"):
        clock.set(datetime(2024, 12, 5, 7, 59, tzinfo=UTC))
        assert "deplores the attack" in get(server.url("eu-demo") + address).text
        clock.set(datetime(2024, 12, 5, 8, 0, tzinfo=UTC))
        assert "condemns in the strongest possible terms" in get(server.url("eu-demo") + address).text


def test_a_withdrawn_statement_is_404_and_off_the_list(server: DemoServer, clock: ManualClock) -> None:
    page = server.url("ir-demo") + "/statements/strikes-will-not-go-unanswered"
    clock.set(datetime(2024, 12, 6, 12, 59, tzinfo=UTC))
    assert get(page).status == 200
    clock.set(datetime(2024, 12, 6, 13, 0, tzinfo=UTC))
    assert get(page).status == 404
    assert "unanswered" not in get(server.entry(server.world.site("ir-demo"))).text


def test_a_broken_site_answers_500_or_a_wall_but_keeps_its_robots(
    server: DemoServer, clock: ManualClock
) -> None:
    clock.set(datetime(2024, 12, 4, 12, 0, tzinfo=UTC))
    assert get(server.entry(server.world.site("ir-demo"))).status == 500
    assert get(server.url("ir-demo") + "/robots.txt").status == 200
    clock.set(END)
    wall = get(server.entry(server.world.site("ru-demo")))
    assert wall.status == 200 and "Just a moment" in wall.text and "ETag" not in wall.headers
    assert get(server.entry(server.world.site("ir-demo"))).status == 200


def test_what_does_not_exist_is_404(server: DemoServer) -> None:
    for address in ("/nothing", "/wp-json/wp/v2/posts", "/statements/nothing"):
        assert get(server.url("us-demo") + address).status == 404
    assert get(server.url("gb-demo") + "/feed.xml").status == 404


def test_wordpress_pages_as_wordpress_does(server: DemoServer, clock: ManualClock) -> None:
    clock.set(END)
    posts = server.entry(server.world.site("gb-demo"))
    first, second = get(f"{posts}?per_page=3"), get(f"{posts}?per_page=3&page=2")
    assert (first.headers["X-WP-Total"], first.headers["X-WP-TotalPages"]) == ("4", "2")
    assert [len(json.loads(one.body)) for one in (first, second)] == [3, 1]
    beyond = get(f"{posts}?per_page=3&page=3")
    assert beyond.status == 400 and json.loads(beyond.body)["code"] == "rest_post_invalid_page_number"


def test_the_configuration_loads_as_written_and_is_marked(written: Config, server: DemoServer) -> None:
    assert written.warnings == ()
    assert written.settings.demo
    assert {source.id for source in written.sources} == {site.id for site in server.world.sites}
    assert all("DEMO" in source.name for source in written.sources)
    assert {source.kind for source in written.sources} == {"feed", "wp_rest", "listing"}
    for watch in written.watches:
        query.parse(watch.query)
        assert set(watch.to) <= {f"slack:{channel}" for channel in configuration.CHANNELS}


def test_every_text_can_be_read_whole_from_its_site(
    written: Config, server: DemoServer, clock: ManualClock
) -> None:
    """Entry and page give the same title and, word for word, the text of the script."""
    clock.set(datetime(2024, 12, 4, 23, 0, tzinfo=UTC))  # everything can be read then
    for source in written.sources:
        site = server.world.site(source.id)
        listed = get(address_of(source))
        found = reading.entry(
            source, listed.body, url=address_of(source), content_type=listed.headers["Content-Type"]
        )
        assert found.verdict is Verdict.OK
        shown = {
            f"{server.url(site.id)}{pages.LISTING}{one.slug}": (one, w) for one, w in site.shown(clock.now())
        }
        assert {draft.url for draft in found.drafts} == set(shown)
        for draft in found.drafts:
            statement, wording = shown[draft.url]
            page = get(draft.url)
            read = reading.article(
                source, page.body, url=draft.url, content_type=page.headers["Content-Type"]
            )
            text = "\n\n".join(wording.paragraphs)
            assert (draft.title, read.drafts[0].title, read.drafts[0].body) == (
                wording.title,
                wording.title,
                text,
            )
            assert read.drafts[0].language == site.language
            assert bool(draft.dates) == (statement.dated is not None)
            assert draft.body == ("" if site.layout in (Layout.FEED, Layout.LISTING) else text)
