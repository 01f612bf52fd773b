"""All that one address gets by mail, on a page of their own: each digest and section stopped and taken up again."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from lxml import html

from pipeline.linking import Links
from tests.service.web.pages import Site

READER = "reader@desk.example"


def choices(text: str) -> list[tuple[str, str, str]]:
    """Digest, section and what the button does, in order."""
    return [
        (*form.xpath(".//input/@value"), form.xpath(".//button/@value")[0])
        for form in html.fromstring(text).xpath("//form[@method='post']")
    ]


@pytest.fixture(autouse=True)
def nothing_stopped(site: Site) -> None:
    for section in ("", "restraint"):
        site.archive.unsubscribed.remove("weekly", READER, section)


def test_it_shows_what_the_address_gets_and_looking_changes_nothing(site: Site) -> None:
    link = site.links.manage(READER)
    answer = site.get(link)
    assert "Weekly of the desk" in answer.text
    assert "Calls for restraint" in answer.text
    assert choices(answer.text) == [("weekly", "", "end"), ("weekly", "restraint", "end")]
    assert site.get(link, method="HEAD").status == 200
    assert site.archive.unsubscribed.sections("weekly", READER) == frozenset()


def test_a_section_and_the_whole_are_stopped_and_taken_up_again(site: Site) -> None:
    link, stopped = site.links.manage(READER), site.archive.unsubscribed
    section = {"digest": "weekly", "section": "restraint"}
    for _ in range(2):
        shown = choices(site.post(link, urlencode({**section, "do": "end"})).text)
        assert shown == [("weekly", "", "end"), ("weekly", "restraint", "again")]
    assert stopped.sections("weekly", READER) == {"restraint"}
    whole = {"digest": "weekly", "section": ""}
    assert choices(site.post(link, urlencode({**whole, "do": "end"})).text) == [("weekly", "", "again")]
    assert stopped.sections("weekly", READER) == {"", "restraint"}
    assert choices(site.get(link).text) == [("weekly", "", "again")]
    shown = choices(site.post(link, urlencode({**whole, "do": "again"})).text)
    assert shown == [("weekly", "", "end"), ("weekly", "restraint", "again")], (
        "what was stopped before stays so"
    )
    site.post(link, urlencode({**section, "do": "again"}))
    assert stopped.sections("weekly", READER) == frozenset()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("do=end", 400),
        ("do=end&digest=daily", 400),
        ("do=end&digest=weekly&section=other", 400),
        ("do=burn&digest=weekly", 400),
        ("List-Unsubscribe=One-Click&digest=weekly", 400),
        ("a" * 20_000, 413),
    ],
)
def test_a_post_that_names_nothing_of_theirs_changes_nothing(site: Site, body: str, status: int) -> None:
    answer = site.post(site.links.manage(READER), body)
    assert (answer.status, "Nothing was changed" in answer.text) == (status, True)
    assert site.archive.unsubscribed.sections("weekly", READER) == frozenset()


def test_an_address_that_gets_nothing_is_told_so_and_can_stop_nothing(site: Site) -> None:
    link = site.links.manage("stranger@x.example")
    assert "in the recipients of no digest" in site.get(link).text
    assert site.post(link, "do=end&digest=weekly&section=").status == 400
    assert site.archive.unsubscribed.sections("weekly", "stranger@x.example") == frozenset()


def test_a_forged_link_is_not_found_and_changes_nothing(site: Site) -> None:
    token = site.links.manage(READER).rpartition("/")[2]
    payload = token.rpartition(".")[0]
    for made in (
        token[:-1], payload, f"{payload}.{site.links.manage('a@x.example').rpartition('.')[2]}", "x", "a" * 5000,
        Links(base="https://x.example", secret="another").manage(READER).rpartition("/")[2],
        site.links.unsubscribe("weekly", READER).rpartition("/")[2],
    ):  # fmt: skip
        assert site.get(f"/m/{made}").status == 404, made
        assert site.post(f"/m/{made}", "do=end&digest=weekly&section=").status == 404, made
    assert site.archive.unsubscribed.sections("weekly", READER) == frozenset()
