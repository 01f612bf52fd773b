"""The digest as a mail program with a browser in it shows it: on a screen and a telephone, in the dark, without pictures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from alerts import chart
from alerts.columns import width
from alerts.digest import Rendered, bars, compose, inlined
from alerts.digest_contents import CHANGES
from tests.unit.alerts.weeks import week

pytestmark = pytest.mark.suite

CONTRAST = """() => {
  const numbers = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a] = numbers(getComputedStyle(at).backgroundColor);
      if (a === undefined || a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement, text = walk.currentNode.data.trim();
    if (!text || text === "\\u00a0" || !element.getClientRects().length || element.closest("style")) continue;
    const one = light(numbers(getComputedStyle(element).color)), other = light(behind(element));
    found.push([(Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05), text]);
  }
  return found;
}"""
LINKS = """() => [...document.querySelectorAll("a")].map(a => {
  const box = a.getBoundingClientRect();
  return {text: a.textContent, height: box.height, width: box.width};
})"""
RIGHT_TO_LEFT = """() => [...document.querySelectorAll('div[dir="rtl"]')].map(block => {
  const inner = block.querySelector("a") || block, outer = block.getBoundingClientRect();
  return {direction: getComputedStyle(block).direction, rest: outer.right - inner.getBoundingClientRect().right,
          lead: inner.getBoundingClientRect().left - outer.left, text: block.textContent};
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found is not None, "these tests need a Chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found)
        yield started
        started.close()


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    """500 statements, with their chart."""
    made = week(500)
    return compose(made, picture=chart.draw(bars(made), made.earlier))


def shown(
    browser: Browser, tmp_path: Path, rendered: Rendered, *, columns: int = 600, **options: Any
) -> Page:
    path = tmp_path / "digest.html"
    path.write_text(inlined(rendered), "utf-8")
    page = browser.new_context(viewport={"width": columns, "height": 800}, **options).new_page()
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("columns", [600, 360])
def test_nothing_has_to_be_scrolled_sideways(
    browser: Browser, rendered: Rendered, tmp_path: Path, columns: int
) -> None:
    page = shown(browser, tmp_path, rendered, columns=columns)
    assert page.evaluate("document.documentElement.scrollWidth") == columns
    wide = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.outerHTML.slice(0, 100))"
    )
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_by_day_and_by_night(
    browser: Browser, rendered: Rendered, tmp_path: Path, scheme: str
) -> None:
    page = shown(browser, tmp_path, rendered, color_scheme=scheme)
    words = page.evaluate(CONTRAST)
    assert len(words) > 200
    assert [(ratio, text) for ratio, text in words if ratio < 4.5] == []
    background = page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")


@pytest.mark.parametrize("columns", [600, 360])
def test_a_thumb_finds_every_link(browser: Browser, rendered: Rendered, tmp_path: Path, columns: int) -> None:
    links = shown(browser, tmp_path, rendered, columns=columns).evaluate(LINKS)
    assert len(links) > 50
    assert [link for link in links if link["height"] < 30] == []
    stops = [link for link in links if link["text"].startswith("Stop this ")]
    assert [stop["text"] for stop in stops] == ["Stop this section"] * 4 + ["Stop this digest"]
    assert all(stop["height"] >= 44 for stop in stops)


def test_a_thumb_finds_a_readers_own_links_too(browser: Browser, tmp_path: Path) -> None:
    lists = {id_: f"https://d.example/{id_}" for id_ in ("", "syria", CHANGES)}
    page = shown(browser, tmp_path, compose(week(20, lists=lists, manage="https://d.example/m")), columns=360)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    links = page.evaluate(LINKS)
    heights = {words: [link["height"] for link in links if link["text"] == words] for words in (
        "Relevant?", "Resolution 2254", "Say what was relevant", "Manage what you get", "Stop this digest",
    )}  # fmt: skip
    assert all(heights.values())
    assert min(min(found) for found in heights.values()) >= 30
    assert min(heights["Manage what you get"] + heights["Say what was relevant"]) >= 44


def test_titles_that_run_from_right_to_left_begin_at_the_right(
    browser: Browser, rendered: Rendered, tmp_path: Path
) -> None:
    titles = shown(browser, tmp_path, rendered).evaluate(RIGHT_TO_LEFT)
    assert titles
    assert {title["direction"] for title in titles} == {"rtl"}
    assert all(title["rest"] < 1 for title in titles)
    assert any(title["lead"] > 50 for title in titles)


def test_without_pictures_nothing_is_missing(browser: Browser, rendered: Rendered, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, rendered)
    (image,) = page.evaluate("[...document.images].map(i => ({alt: i.alt, width: i.naturalWidth}))")
    assert image["width"] == 2 * chart.WIDTH
    made = week(500)
    for bar in bars(made):
        assert (
            f"{bar.name}: {bar.count} ({bar.sharp} condemning or warning, week before {bar.before})"
            in image["alt"]
        )
    pictures = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).backgroundImage !== 'none').length"
    )
    assert pictures == 0
    assert len(rendered.images[0].png) < 30_000
    plain = shown(browser, tmp_path, compose(made))
    assert image["alt"] in plain.inner_text("body"), (
        "where no picture could be drawn, its words stand in its place"
    )


def test_five_hundred_statements_fit_into_a_mail_that_is_not_cut(rendered: Rendered) -> None:
    assert len(rendered.html.encode()) <= 80_000
    assert "more in the archive" in rendered.html
    for line in rendered.text.splitlines():
        assert width(line) <= 80 or line.strip().startswith(("http://", "https://")), line
