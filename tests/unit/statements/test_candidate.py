"""From a draft as a page gave it to a candidate that can be compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from statements.candidate import from_draft
from statements.identity import content_hash, text_hash
from statements.labels import Kind
from statements.model import Candidate, Draft, RawDate

NOW = datetime(2024, 12, 8, 12, tzinfo=UTC)
DRAFT = Draft(
    url="https://WWW.mfa.example/news/1/?utm_source=rss#top",
    title="Joint&nbsp;statement <b>on aid</b>",
    body="  We call for restraint.\r\n\r\n\r\nWe stand ready to help civilians. ",
    guid="urn:x:1",
    dates=(RawDate(raw="01/12/2024", origin="feed"),),
    language="de-AT",
    speaker=" The&#32;Minister ",
)


def make(draft: Draft = DRAFT, **options: object) -> Candidate:
    settings: dict[str, object] = {
        "order": "dmy",
        "zone": "Europe/Vienna",
        "aliases": {"www.mfa.example": "mfa.example"},
        **options,
    }
    return from_draft(draft, source="xx-mfa", issuer="XX", now=NOW, **settings)  # type: ignore[arg-type]


def test_everything_is_made_comparable() -> None:
    candidate = make()
    assert candidate.url == "https://mfa.example/news/1"
    assert candidate.locators == ("guid:urn:x:1", "url:https://mfa.example/news/1", "path:mfa.example/news/1")
    assert candidate.title == "Joint statement on aid"
    assert candidate.text == "We call for restraint.\n\nWe stand ready to help civilians."
    assert candidate.sha256 == content_hash(candidate.title, candidate.text)
    assert candidate.text_sha256 == text_hash(candidate.text)
    assert (candidate.published.day, candidate.published.zone) == (date(2024, 12, 1), "Europe/Vienna")
    assert candidate.language == "en"
    assert candidate.speaker == "The Minister"
    assert (candidate.source, candidate.issuer, candidate.kind) == ("xx-mfa", "XX", None)


def test_the_day_of_a_speech_is_that_of_its_zone_and_no_day_of_publication() -> None:
    for raw in ("2024-07-02T00:00:00.000+02:00", "2024-07-01T22:00:00Z", "2 July 2024"):
        given = make(replace(DRAFT, delivered=(RawDate(raw=raw, origin="api"),)))
        assert (given.delivered, given.published.day) == (date(2024, 7, 2), date(2024, 12, 1))
    abroad = make(
        replace(DRAFT, delivered=(RawDate(raw="2024-07-02T00:00:00Z", origin="api"),)), zone="America/Lima"
    )
    assert abroad.delivered == date(2024, 7, 2), "midnight of UTC is the evening before there"
    assert make().delivered is None


def test_settings_reach_their_place() -> None:
    assert make(order=None).published.reason is not None
    assert make(order=None, formats=("%d/%m/%Y",)).published.day == date(2024, 12, 1)
    solar = replace(DRAFT, dates=(RawDate(raw="1403/09/11", origin="listing"),))
    assert make(solar, calendar="solar-hijri").published.day == date(2024, 12, 1)
    assert make(kind=Kind.READOUT).kind is Kind.READOUT


def test_language_falls_back_on_title_and_declaration() -> None:
    bare = replace(DRAFT, body="", title="Mitteilung")
    assert make(bare).language == "de"
    assert make(replace(bare, language=None), languages=("de",)).language == "de"
    assert make(replace(bare, title="", language="tlh")).language is None


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not an http address"):
        make(replace(DRAFT, url="mailto:press@mfa.example"))


HUNGARIAN = (
    "A minisztérium a leghatározottabban elítéli a dahlani támadást, amelyben tizenketten vesztették életüket, "
    "és részvétét fejezi ki a családoknak. Felszólít minden felet a polgári lakosság védelmére."
)


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("hu", HUNGARIAN, "hu"),
        ("hu-HU", HUNGARIAN, "hu"),
        ("en", HUNGARIAN, "hu"),
        (None, HUNGARIAN, "hu"),
        ("und", HUNGARIAN, "hu"),
        ("xx", HUNGARIAN, "hu"),
        ("en", "Menteri", "en"),
        ("sr_Latn_RS", "12.03.2024", "sr"),
        (
            "hu",
            "We condemn the attack in the strongest terms and call on all sides to protect civilians everywhere.",
            "en",
        ),
    ],
)
def test_a_text_in_none_of_our_languages_is_in_the_one_its_page_declares(
    declared: str | None, text: str, language: str | None
) -> None:
    """A template in English around such a text proves nothing."""
    assert make(replace(DRAFT, title="2024", body=text, language=declared), languages=()).language == language


def test_the_language_of_a_known_text_is_taken_over() -> None:
    text = make().text_sha256
    assert make(known={text: "de"}).language == "de"
    assert make(known={text: None}).language is None
    assert make(known={text_hash("Another text."): "de"}).language == "en"
    assert make(replace(DRAFT, body=""), known={text_hash(""): "fr"}).language == "de"  # that of its title
