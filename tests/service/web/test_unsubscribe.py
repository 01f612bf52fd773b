"""The end of a subscription, as mail programs, scanners and people ask for it (RFC 8058; fault F59)."""

from __future__ import annotations

import pytest
from lxml import html

from pipeline.linking import Links
from tests.service.web.pages import Site

ONE_CLICK = "List-Unsubscribe=One-Click"


def test_f59_a_one_click_acts_at_once_and_twice_is_as_good_as_once(site: Site) -> None:
    link = site.links.unsubscribe("weekly", "twice@x.example")
    first, second = site.post(link, ONE_CLICK), site.post(link, ONE_CLICK)
    assert (first.status, second.status) == (200, 200)
    assert first.text == second.text
    assert site.archive.unsubscribed.sections("weekly", "twice@x.example") == {""}


def test_f59_a_scanner_that_follows_every_link_ends_nothing(site: Site) -> None:
    link = site.links.unsubscribe("weekly", "scanned@x.example", "restraint")
    assert site.get(link).status == 200
    assert site.get(link, method="HEAD").status == 200
    assert site.archive.unsubscribed.sections("weekly", "scanned@x.example") == frozenset()


def test_a_link_that_is_ended_says_so_and_offers_to_have_it_again(site: Site) -> None:
    link = site.links.unsubscribe("weekly", "back@x.example", "restraint")
    assert "Do you want no more" in site.get(link).text
    site.post(link, ONE_CLICK)
    again = site.get(link).text
    assert "Do you want no more" not in again
    assert "gets no more of" in again
    assert 'value="again"' in again
    assert "Do you want no more" in site.get(site.links.unsubscribe("weekly", "back@x.example")).text


def test_f59_a_forged_or_cut_token_is_not_found_and_ends_nothing(site: Site) -> None:
    link = site.links.unsubscribe("weekly", "victim@x.example")
    token = link.rpartition("/")[2]
    payload, _, signature = token.rpartition(".")
    other = site.links.unsubscribe("weekly", "attacker@x.example").rpartition("/")[2].rpartition(".")
    stranger = Links(base="https://desk.example/c", secret="another").unsubscribe(
        "weekly", "victim@x.example"
    )
    forged = [
        token[:-1], token[:-8], payload, f"{payload}.", f"{payload}.{other[2]}", f"{payload}.{signature}x",
        stranger.rpartition("/")[2], "x", ".", "%00", "a" * 5000,
    ]  # fmt: skip
    for made in forged:
        assert site.get(f"/u/{made}").status == 404, made
        assert site.post(f"/u/{made}", ONE_CLICK).status == 404, made
    assert site.archive.unsubscribed.sections("weekly", "victim@x.example") == frozenset()


def test_a_key_of_a_page_is_no_token_and_a_token_no_key(site: Site) -> None:
    token = site.links.unsubscribe("weekly", "r@x.example").rpartition("/")[2]
    assert site.get(f"/u/1.{site.links.key(1)}").status == 404
    assert site.get(f"/s/1?k={token.rpartition('.')[2]}").status == 404


def test_a_section_ends_alone(site: Site) -> None:
    site.post(site.links.unsubscribe("weekly", "part@x.example", "restraint"), ONE_CLICK)
    assert site.archive.unsubscribed.sections("weekly", "part@x.example") == {"restraint"}
    assert site.archive.unsubscribed.sections("daily", "part@x.example") == frozenset()


def test_a_form_in_parts_is_read_too(site: Site) -> None:
    body = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    link = site.links.unsubscribe("weekly", "parts@x.example")
    assert site.post(link, body, "multipart/form-data; boundary=b").status == 200
    assert site.archive.unsubscribed.sections("weekly", "parts@x.example") == {""}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", "application/x-www-form-urlencoded"),
        ("List-Unsubscribe=Maybe", "application/x-www-form-urlencoded"),
        ("&".join(f"a{n}=1" for n in range(50)), "application/x-www-form-urlencoded"),
        ("not a form", "multipart/form-data"),
        ("--b\r\n\r\nOne-Click", "multipart/form-data; boundary=b"),
        (
            "--b\r\nContent-Type: text/plain; charset=nope\r\n\r\nx\r\n--b--",
            "multipart/form-data; boundary=b",
        ),
        ("One-Click", "text/plain"),
    ],
)
def test_a_post_that_says_nothing_changes_nothing(site: Site, body: str, kind: str) -> None:
    answer = site.post(site.links.unsubscribe("weekly", "quiet@x.example"), body, kind)
    assert answer.status == 400
    assert "Nothing was changed" in answer.text
    assert site.archive.unsubscribed.sections("weekly", "quiet@x.example") == frozenset()


def test_an_endless_post_is_refused(site: Site) -> None:
    answer = site.post(site.links.unsubscribe("weekly", "long@x.example"), "a" * 20_000 + f"&{ONE_CLICK}")
    assert answer.status == 413
    assert site.archive.unsubscribed.sections("weekly", "long@x.example") == frozenset()


def test_a_person_is_asked_and_can_come_back(site: Site) -> None:
    link = site.links.unsubscribe("weekly", "ana@x.example", "restraint")
    asked = html.fromstring(site.get(link).text)
    assert (
        "ana@x.example gets the section “Calls for restraint” of “Weekly of the desk” by mail."
        in " ".join(asked.text_content().split())
    )
    assert asked.xpath("//form/@method") == ["post"]
    assert asked.xpath("//form//button/@value") == ["end"]
    ended = html.fromstring(site.post(link, "do=end").text)
    assert ended.xpath("//form//button/@value") == ["again"]
    assert site.archive.unsubscribed.sections("weekly", "ana@x.example") == {"restraint"}
    assert "again" in site.post(link, "do=again").text
    assert site.archive.unsubscribed.sections("weekly", "ana@x.example") == frozenset()


def test_an_address_and_a_digest_are_text(site: Site) -> None:
    answer = site.get(site.links.unsubscribe("<b>gone</b>", '"<script>"@x.example'))
    assert answer.status == 200
    assert html.fromstring(answer.text).xpath("//script | //b") == []
