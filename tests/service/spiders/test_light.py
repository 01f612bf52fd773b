"""Conditional requests without a spider: what they answer, what they leave to one, and that the guard stands before them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from spiders.guard import AddressGuard
from spiders.light import LightAnswer, LightClient
from statements.labels import Verdict
from tests.fake_ministry import RSS, FakeMinistry, Page, rss
from tests.service.spiders.watching import Watch, feed_source

T = TypeVar("T")
_ASK = {"If-None-Match": '"old"'}


def _get(
    site: FakeMinistry, path: str, *, max_bytes: int = 10_000, allow: str = "127.0.0.0/8"
) -> LightAnswer | None:
    return _with_client(
        AddressGuard((allow,), (site.port,)),
        lambda client: client.get(site.url(path), _ASK, max_bytes=max_bytes),
    )


def _with_client(guard: AddressGuard, work: Callable[[LightClient], Awaitable[T]]) -> T:
    async def main() -> T:
        client = LightClient(guard, agent="communique/test", timeout=30)
        await client.start()
        try:
            return await work(client)
        finally:
            await client.stop()

    return asyncio.run(main())


def test_an_unchanged_page_is_answered_without_a_body() -> None:
    with FakeMinistry() as site:
        site["/feed"] = Page("", status=304, headers={"ETag": '"old"'})
        answer = _get(site, "/feed")
        assert answer is not None
        status, headers, body = answer
        assert (status, headers["etag"], body) == (304, '"old"', b"")
        assert site.seen["/feed"][0]["if-none-match"] == '"old"'
        assert site.seen["/feed"][0]["user-agent"] == "communique/test"


def test_a_changed_page_is_given_whole() -> None:
    with FakeMinistry() as site:
        site["/feed"] = Page("news " * 100, headers={"ETag": '"new"'})
        answer = _get(site, "/feed")
        assert answer is not None and answer[0] == 200 and answer[2] == b"news " * 100


@pytest.mark.parametrize(
    "page",
    [
        Page("", status=302, headers={"Location": "/elsewhere"}),
        Page("x" * 20_000),
        Page("half of it", fault="truncate"),
        Page("", fault="reset"),
    ],
    ids=["redirect", "too large", "broken off", "reset"],
)
def test_what_is_not_simple_is_left_to_a_spider(page: Page) -> None:
    with FakeMinistry() as site:
        site["/feed"] = page
        site["/elsewhere"] = Page("elsewhere")
        assert _get(site, "/feed") is None
        assert site.asked["/elsewhere"] == 0


def test_a_site_that_asks_us_to_slow_down_is_not_asked_a_second_time(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        site["/feed"] = Page(
            rss(("/a/1", "One", None), link=site.url(""), body="Restraint."), RSS, validators=True
        )
        watch.check(source)
        site["/feed"] = Page("", status=429, headers={"Retry-After": "3600"})
        watch.clock.advance(timedelta(hours=1))
        report = watch.check(source)
        assert (report.verdict, report.retry_after) == (
            Verdict.RATE_LIMITED, watch.clock.now() + timedelta(hours=1),
        )  # fmt: skip
        assert site.asked["/feed"] == 2


def test_a_name_that_resolves_to_a_private_address_is_never_connected_to() -> None:
    with FakeMinistry() as site:
        site["/feed"] = Page("secret")
        guard = AddressGuard((), (site.port,))
        url = f"http://localhost:{site.port}/feed"
        assert _with_client(guard, lambda client: client.get(url, _ASK, max_bytes=1000)) is None
        assert site.asked["/feed"] == 0


def test_a_cookie_that_a_site_sets_is_not_sent_back() -> None:
    with FakeMinistry() as site:
        site["/feed"] = Page("news", headers={"Set-Cookie": "who=me"})

        async def twice(client: LightClient) -> None:
            for _ in range(2):
                await client.get(site.url("/feed"), _ASK, max_bytes=1000)

        _with_client(AddressGuard(("127.0.0.0/8",), (site.port,)), twice)
        assert ["cookie" in headers for headers in site.seen["/feed"]] == [False, False]
