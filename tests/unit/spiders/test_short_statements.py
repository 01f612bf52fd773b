"""Short statements in the frame of a site that speak like servers do: each is read. What is refused is lost, and nobody is told of it."""

from __future__ import annotations

import pytest

from spiders.extract import reading
from statements.labels import Verdict
from statements.model import Extraction

LINKS = "".join(f'<a href="/n{n}">Menu item {n}</a>' for n in range(14))
ADDRESS = "https://mfa.example.org/news/123-statement"
PASSWORD = "<form><input type=password name=p></form>"
STATED = '<meta property="article:published_time" content="2026-11-05T10:00:00Z">'
TEXT = "The Ministry condemns in the strongest terms the attack in Aleppo and calls on all sides to show restraint. "


def page(title: str, text: str, *, day: str = "5 November 2026", head: str = "", form: str = "") -> bytes:
    shown = f'<p class="date">{day}</p>' if day else ""
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body><nav>{LINKS}</nav>{form}"
        f"<main><h1>{title}</h1>{shown}<p>{text}</p></main><footer>Ministry</footer></body></html>"
    ).encode()


def read(body: bytes, url: str = ADDRESS) -> Extraction:
    return reading.sniff(body, url=url, content_type="text/html")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Detainees", "We welcome the release of the detainees, who are being transferred to their families tonight."),
        ("Condolences", "We mourn Private Rooney. His remains will be transferred to Ireland on Monday."),
        ("Support for UNRWA", "Norway gives 20 million euro to UNRWA. The funds will be transferred this week."),
        ("Aid convoy", "The convoy is being redirected to Damascus after the closure of the crossing at Bab al-Hawa."),
        ("Hilfslieferung", "Die Hilfsgüter werden von dort nach Gaza weitergeleitet."),
        ("Помощь", "Гуманитарная помощь будет перенаправлена в анклав через Египет."),
        ("Consular services", "Consular services are not available in English at this time."),
        ("Ukraine: IAEA visit to plant blocked", "We regret that the visit was blocked by Russian forces. The experts will try again next week."),
        ("Access to Zaporizhzhia plant denied", "Access was denied to the mission today. It will try again tomorrow."),
        ("Nouvel essai nucléaire", "La France condamne le nouvel essai conduit sur le site de Punggye-ri. Tout essai est interdit."),
        ("Restricted access to El Fasher", "Access to El Fasher is restricted. We support no party and call on all to let aid pass."),
    ],
)  # fmt: skip
def test_what_servers_say_too_is_read_in_a_statement(title: str, text: str) -> None:
    found = read(page(title, text))
    assert found.verdict is Verdict.OK, found.reason
    assert text in found.drafts[0].body


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Visit of the Minister", "The Minister gave an account of his visit to N'Djamena and thanked the Ambassador."),
        ("Встреча с послом", "Посол подтвердил готовность своей страны войти в состав контактной группы."),
    ],
)  # fmt: skip
def test_a_site_with_a_log_in_in_its_header_loses_no_readout(title: str, text: str) -> None:
    assert read(page(title, text, form=PASSWORD)).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Travel advice – Lebanon", ""), ("Travel advice – Lebanon", STATED), ("Aide – Soudan", STATED),
        ("Misión – Haití", ""), ("Visas", ""), ("Holidays", ""), ("Contact", STATED),
    ],
)  # fmt: skip
def test_the_matter_before_or_behind_a_dash_makes_no_page_of_the_site(title: str, head: str) -> None:
    text = "From the first of May citizens of Chad and of Niger are advised against all travel to the border region."
    found = read(page(title, text, day="", head=head))
    assert found.verdict is Verdict.OK, found.reason


def test_a_name_of_the_site_behind_a_dash_is_cut() -> None:
    site = '<meta property="og:site_name" content="Ministry of Foreign Affairs">'
    body = page(
        "Privacy policy – Ministry of Foreign Affairs",
        "We keep what you write to us for a year.",
        day="",
        head=site,
    )
    assert read(body).verdict is Verdict.EMPTY


@pytest.mark.parametrize(
    "address",
    ["https://mofa.example.org/category/statement-on-the-attack-in-aleppo", "https://www.mofa.example.org/#/news/123"],
)  # fmt: skip
def test_an_address_alone_refuses_nothing(address: str) -> None:
    assert read(page("Statement on the attack in Aleppo", TEXT * 4), address).verdict is Verdict.OK


def test_a_front_page_stated_as_the_address_of_every_page_refuses_nothing() -> None:
    body = page(
        "Statement on the attack", TEXT * 4, head='<link rel=canonical href="https://mofa.example.org/">'
    )
    assert read(body, "").verdict is Verdict.OK


@pytest.mark.parametrize(
    "lead", ["<b>On 7 October 2023</b> Hamas attacked Israel.", "<strong>Am 24. Februar 2022</strong> begann der Krieg."]
)  # fmt: skip
def test_the_day_of_an_event_in_bold_is_no_day_of_the_statement(lead: str) -> None:
    found = read(page("Statement on the anniversary", f"{lead} {TEXT}", day=""))
    assert found.verdict is Verdict.OK
    assert not found.drafts[0].dates


@pytest.mark.parametrize("place", ["La Paz", "El Cairo", "Den Haag", "Le Caire"])
def test_a_place_with_an_article_keeps_its_day(place: str) -> None:
    found = read(page("Statement on the anniversary", f"<b>{place}, 5.11.2026</b> – {TEXT}", day=""))
    assert found.drafts[0].dates
