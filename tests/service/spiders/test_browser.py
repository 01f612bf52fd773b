"""Pages that are empty without a browser, shown by the system's Chromium, which never reaches the network itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.source import Article, BrowserSource
from spiders.browser import MOST
from statements.labels import Verdict
from tests.fake_ministry import HTML, JSON, FakeMinistry, Page, statement_page
from tests.service.spiders.watching import Watch

SHELL = """<!DOCTYPE html><html><head><title>Ministry</title><link rel="stylesheet" href="/style.css">
<script src="/app.js" defer></script></head><body><div id="app">Loading…</div><img src="/photo.jpg">
<iframe src="/frame"></iframe><script src="{elsewhere}"></script></body></html>"""
APP = """
const app = document.getElementById("app");
if (location.pathname === "/news/") {
  fetch("/api/list", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({page: 1})})
    .then(answer => answer.json())
    .then(items => { app.innerHTML = items.map(item =>
      `<li class="release"><a href="${item.link}">${item.title}</a> <span class="date">${item.date}</span></li>`).join(""); });
} else {
  fetch("/api" + location.pathname).then(answer => answer.json())
    .then(item => { app.innerHTML = `<h1>${item.title}</h1><div class="body"><p>${item.text}</p></div>`; });
}
new WebSocket("ws://" + location.host + "/socket");
"""
TEXT = "The Minister said that the road to the north must stay open to everybody who needs it."
LIST = [{"link": "/a/1", "title": "Statement 1", "date": "2024-12-01"}]


def chromium() -> Path:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert browser is not None, "these tests need a Chromium"
    return Path(browser)


@pytest.fixture
def watch(tmp_path: Path, site: FakeMinistry) -> Iterator[Watch]:
    with Watch(tmp_path, site, browser=chromium(), timeout="10s") as watch:
        yield watch


@pytest.fixture
def site() -> Iterator[FakeMinistry]:
    with FakeMinistry() as site:
        shell = Page(SHELL.format(elsewhere="http://10.0.0.1/tracker.js"), HTML)
        site["/news/"] = site["/a/1"] = shell
        site["/app.js"], site["/style.css"] = (
            Page(APP, "text/javascript"),
            Page("li { color: red }", "text/css"),
        )
        site["/api/list"] = Page(json.dumps(LIST), JSON)
        site["/api/a/1"] = Page(json.dumps({"title": "Statement 1", "text": TEXT}), JSON)
        yield site


def source(site: FakeMinistry, **values: Any) -> BrowserSource:
    return BrowserSource(
        id="ministry",
        name="Ministry",
        issuer="FR",
        entry=site.url("/news/"),
        **{
            "item": "css: li.release",
            "link": "css: a",
            "date": "css: .date",
            "wait_for": "css: li.release",
            "max_pages": 1,
            "article": Article(title="css: h1", body="css: .body"),
            **values,
        },
    )


def test_a_page_that_fills_itself_is_read_as_it_shows(watch: Watch, site: FakeMinistry) -> None:
    report = watch.check(source(site))
    assert (report.verdict, report.listed, report.stored) == (Verdict.OK, 1, 1)
    assert watch.texts() == [TEXT]
    # Only what a text may need was asked for, by us and under our name; robots.txt first.
    assert set(site.asked) == {
        "/robots.txt",
        "/news/",
        "/app.js",
        "/style.css",
        "/api/list",
        "/a/1",
        "/api/a/1",
    }
    assert all(seen["user-agent"].startswith("communique/") for path in site.seen.values() for seen in path)
    assert json.loads(site.sent["/api/list"][0]) == {"page": 1}
    assert report.requests == sum(site.asked.values())


def test_what_robots_txt_forbids_is_not_given_to_the_page(watch: Watch, site: FakeMinistry) -> None:
    site["/robots.txt"] = Page("User-agent: *\nDisallow: /api/\n", "text/plain")
    report = watch.check(source(site))
    assert site.asked["/api/list"] == 0
    assert (report.verdict, report.stored) == (Verdict.EMPTY, 0)


def test_a_wall_is_named_as_one(watch: Watch, site: FakeMinistry) -> None:
    site["/news/"] = Page("no", status=403)
    report = watch.check(source(site))
    assert (report.verdict, report.http_status) == (Verdict.BLOCKED, 403)
    assert site.asked["/news/"] == 1


GREEDY = """
const app = document.getElementById("app");
(async () => {
  for (let part = 0; part < 200; part++) {
    try { await (await fetch("/part/" + part)).text(); } catch (refused) { break; }
  }
  app.innerHTML = '<li class="release"><a href="/a/1">Statement 1</a> <span class="date">2024-12-01</span></li>';
})();
"""


@pytest.mark.parametrize(("size", "parts"), [(10, MOST - 4), (30_000, 5)], ids=["number", "bytes"])
def test_a_page_that_asks_without_end_gets_so_much_and_is_read_as_it_stands(
    tmp_path: Path, site: FakeMinistry, size: int, parts: int
) -> None:
    site["/app.js"], site["/a/1"] = Page(GREEDY, "text/javascript"), Page(statement_page("Statement 1", TEXT))
    for part in range(200):
        site[f"/part/{part}"] = Page("x" * size, "text/plain")
    with Watch(tmp_path, site, browser=chromium(), timeout="30s", max_bytes=64 * 1024) as watch:
        report = watch.check(source(site))
    assert (report.verdict, report.listed) == (Verdict.OK, 1)
    assert sum(times for path, times in site.asked.items() if path.startswith("/part/")) == parts


def test_without_a_browser_the_check_says_what_is_missing(tmp_path: Path, site: FakeMinistry) -> None:
    with Watch(tmp_path, site) as watch:
        report = watch.check(source(site))
    assert report.error == "the page needs a browser, and network.browser names none"
    assert sum(site.asked.values()) == 0
