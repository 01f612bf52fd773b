"""The pages as a reader uses them: with a real browser where the machine has one, and by hand everywhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from lxml import html

from tests.contract.examples import DAY, NOW
from tests.service.web.pages import ARABIC, HOSTILE, Site

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Reader(Protocol):
    """Somebody who opens a link, reads, follows links and presses buttons: the first of a name."""

    def open(self, link: str) -> None: ...
    def read(self) -> str: ...
    def follow(self, words: str) -> None: ...
    def press(self, words: str) -> None: ...


class ByHand:
    def __init__(self, site: Site) -> None:
        self._site, self._link, self._text = site, "", ""

    def open(self, link: str) -> None:
        self._link = link
        self._text = self._site.get(link).text

    def read(self) -> str:
        return " ".join(" ".join(html.fromstring(self._text).itertext()).split())

    def follow(self, words: str) -> None:
        page = html.fromstring(self._text)
        self.open(next(a.get("href") for a in page.iter("a") if a.text_content() == words))

    def press(self, words: str) -> None:
        buttons = html.fromstring(self._text).xpath("//form[@method='post']/button")
        button = next(one for one in buttons if one.text_content() == words)
        hidden = {one.get("name"): one.get("value") for one in button.getparent().iter("input")}
        self._link = urljoin(self._link, button.getparent().get("action").partition("#")[0])
        self._text = self._site.post(
            self._link, urlencode({**hidden, button.get("name"): button.get("value")})
        ).text


class InChromium:
    """Counts what the browser would fetch from elsewhere and what it complains of."""

    def __init__(self, site: Site, page: Any) -> None:
        self._site, self.page = site, page
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", lambda said: self.complaints.append(said.text))
        # The reverse proxy that the links in messages lead to.
        page.route("https://desk.example/c/**", self._proxied)

    def _asked(self, url: str) -> None:
        if not url.startswith("https://desk.example/c/"):
            self.elsewhere.append(url)

    def _proxied(self, route: Any) -> None:
        parts = urlsplit(route.request.url)
        inside = parts.path.removeprefix("/c") + (f"?{parts.query}" if parts.query else "")
        route.fulfill(response=route.fetch(url=self._site.address + inside))

    def open(self, link: str) -> None:
        self.page.goto(link)

    def read(self) -> str:
        return " ".join(self.page.inner_text("body").split())

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words, exact=True).click()
        self.page.wait_for_load_state()

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).first.click()
        self.page.wait_for_load_state()


@contextmanager
def chromium(site: Site) -> Iterator[InChromium]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        try:
            page = browser.new_page(viewport={"width": 360, "height": 740})
            yield InChromium(site, page)
        finally:
            browser.close()


@pytest.fixture(params=["by hand", *(["in a browser"] if BROWSER else [])])
def reader(request: pytest.FixtureRequest, site: Site) -> Iterator[Reader]:
    if request.param == "by hand":
        yield ByHand(site)
        return
    with chromium(site) as found:
        yield found
        assert found.elsewhere == []
        assert found.complaints == []
        assert found.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_reader_goes_from_the_copy_to_its_first_version_and_the_reasons(reader: Reader, site: Site) -> None:
    reader.open(site.links.archived(1))
    assert "France urges restraint." in reader.read()
    reader.follow("Version 1")
    assert HOSTILE in reader.read()
    reader.follow("Newest version")
    reader.follow("How it was read, and which watches it matched")
    assert "Calls for restraint" in reader.read()


def test_a_reader_of_arabic_reads_arabic(reader: Reader, site: Site) -> None:
    reader.open(site.links.archived(3))
    assert ARABIC in reader.read()
    if isinstance(reader, InChromium):
        style = "getComputedStyle(document.querySelector('article p'))"
        assert reader.page.evaluate(f"{style}.direction") == "rtl"


def test_a_reader_unsubscribes_and_comes_back(reader: Reader, site: Site) -> None:
    name = type(reader).__name__.lower()
    reader.open(site.links.unsubscribe("weekly", f"{name}@x.example"))
    assert "Do you want no more of it?" in reader.read()
    reader.press("Unsubscribe")
    assert "gets no more of “Weekly of the desk” by mail" in reader.read()
    assert site.archive.unsubscribed.sections("weekly", f"{name}@x.example") == {""}
    reader.press("I want it again")
    assert "again, from the next one on" in reader.read()
    assert site.archive.unsubscribed.sections("weekly", f"{name}@x.example") == frozenset()


@pytest.fixture(scope="module")
def number(site: Site) -> int:
    """A digest of three statements, one of them in its section."""
    versions = [site.archive.statements.history(statement)[0].id for statement in (1, 2, 3)]
    section = {
        "id": "restraint",
        "title": "Calls for restraint",
        "query": "restraint",
        "versions": versions[:1],
    }
    members = {"title": "Weekly of the desk", "statements": versions, "sections": [section], "changes": []}
    made = site.archive.digests.create("weekly", NOW - 7 * DAY, NOW, members, lambda _: [], NOW)
    assert made is not None
    return made.id


def test_a_reader_sees_all_of_a_digest_and_says_what_was_relevant(
    reader: Reader, site: Site, number: int
) -> None:
    name = f"{type(reader).__name__.lower()}@x.example"
    reader.open(site.links.listed(number, name))
    assert "3 statements, as frozen when the digest was made." in reader.read()
    assert ARABIC in reader.read()
    reader.press("Not relevant")
    assert "You said: not relevant." in reader.read()
    reader.follow("Calls for restraint")
    assert "1 statement, as frozen" in reader.read()
    assert "You said" not in reader.read(), "that was of the statement as such"
    reader.press("Relevant")
    assert "You said: relevant." in reader.read()
    said = site.archive.feedback.rows(person=f"mail:{name}")
    assert [(one.statement, one.watch, one.relevant) for one in said] == [
        (1, "", False),
        (1, "restraint", True),
    ]
    reader.follow("Weekly of the desk")
    reader.follow(ARABIC)
    assert "This copy" in reader.read()


def test_a_reader_manages_what_they_get(reader: Reader, site: Site) -> None:
    address = "reader@desk.example"
    reader.open(site.links.manage(address))
    assert "Weekly of the desk" in reader.read()
    reader.press("Stop")
    assert "stopped (from the next digest on)" in reader.read()
    assert site.archive.unsubscribed.sections("weekly", address) == {""}
    reader.press("Take up again")
    assert "stopped" not in reader.read()
    assert site.archive.unsubscribed.sections("weekly", address) == frozenset()
