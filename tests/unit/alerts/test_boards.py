"""Who has not spoken, as a message: the same in every channel, within each one's limits, whatever remote words it holds."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from alerts import boards, forms_board, words
from alerts.boards import Call
from alerts.forms_apprise import BODY
from alerts.forms_http import MAX_EVENT, encode
from archive.records import Hit
from archive.voices import Ear, Standing, Voice
from config.watches import Watch
from demo.slack_limits import refusal_of
from statements.labels import Held, Part
from statements.model import Message
from tests.unit.alerts.weeks import END, START, board, statement

HOSTILE = "<!channel> & *bold* <https://evil.example|x> `c` :bomb: \u202eoff<script>alert(1)</script>"
CHANNELS = ("slack:C0123456789", "webhook:desk", "mail:desk@example.org", "http:intake", "apprise:phone")


def call(**changes: Any) -> Call:
    found = board()
    start = found.start
    first = found.voices[0].hit
    assert start is not None
    assert first is not None
    watch = Watch.model_validate(
        {
            "id": "aleppo",
            "name": "Who has not spoken on Aleppo",
            "query": "aleppo OR idlib",
            "to": CHANNELS[:1],
            "board": {"expected": ["p5"], "after": "24h"},
        }
    )
    values: dict[str, Any] = {
        "watch": watch,
        "after": timedelta(hours=24),
        "voices": found.voices,
        "first": first,
        "start": start,
        "until": start + timedelta(hours=24),
        "now": start + timedelta(hours=24, minutes=20),
        "others": ("QA",),
        "key": boards.key("aleppo", 7, timedelta(hours=24), CHANNELS[0]),
        "thread": "board:aleppo:7",
        "zone": "Europe/Berlin",
        "domain": "desk.example",
    }
    return Call(**{**values, **changes})


def told(to: str, one: Call) -> Message:
    return forms_board.message(one, to, not_before=None, held=None)


def everything(message: Message) -> str:
    return json.dumps(message.payload, ensure_ascii=False)


def test_every_channel_says_who_is_missing_why_and_who_has_spoken() -> None:
    for to in CHANNELS:
        said = " ".join(everything(told(to, call())).replace("\\n", " ").split())
        for part in (
            "Who has not spoken on Aleppo: 4 of 13 have spoken after 24 h",
            "26 Nov 2024 13:00 CET",
            "France",
            "Presidency timeout since 26 Nov 2024 03:00 CET",
            "no source of it is switched on",
        ):
            assert part in said, (to, part)
        if to != "http:intake":
            for part in (
                "As of 26 Nov 2024 13:00 CET. First: Germany, 25 Nov 2024 13:00 CET.",
                "No statement found",
                "France, Italy, Spain, Poland, Japan",
            ):
                assert part in said, (to, part)
        if to not in ("http:intake", "apprise:phone"):
            assert "signed what United Kingdom published · concern · voices grave concern" in said
            assert "+5 h 00 min" in said
            assert "Also spoke, not expected: Qatar" in said


def test_the_event_of_a_program_holds_what_the_board_of_the_command_does() -> None:
    event: Any = told("http:intake", call()).payload["event"]
    assert (event["type"], event["after"], event["late"], event["first"]["issuer"]) == (
        "board",
        86400,
        False,
        "DE",
    )
    assert (event["since"], event["until"]) == ("2024-11-25T12:00:00Z", "2024-11-26T12:00:00Z")
    canada = next(voice for voice in event["voices"] if voice["issuer"] == "CA")
    assert (canada["standing"], canada["by"], canada["delay"], canada["rung"]) == ("spoke", "GB", 18000, 3)
    assert [voice["standing"] for voice in event["voices"] if voice["issuer"] == "IR"] == [
        "source unreadable"
    ]
    assert event["watches"] == [
        {"id": "aleppo", "name": "Who has not spoken on Aleppo", "query": "aleppo OR idlib"}
    ]


def test_what_is_late_or_cannot_be_known_whole_is_said() -> None:
    late = call(now=END, unread=1, newest=5_000)
    for to in CHANNELS:
        said = everything(told(to, late))
        assert "Told late, on 2 Dec 2024 08:00 CET; it stands as of when it was due." in " ".join(
            said.replace("\\n", " ").split()
        )
        assert "1 text waits to be read" in said
        assert "5,000 statements were looked through" in said
    assert "late" not in everything(told("mail:desk@example.org", call()))


def test_whom_nobody_asked_again_is_said() -> None:
    def silent(asked: timedelta) -> Call:
        one = call()
        ear = Ear(source="Élysée", since=one.start - timedelta(days=9), asked=one.until + asked)
        voices = [replace(voice, ears=(ear,)) if voice.issuer == "FR" else voice for voice in one.voices]
        return replace(one, voices=voices)

    for to in CHANNELS:
        said = " ".join(everything(told(to, silent(timedelta(minutes=-50)))).replace("\\n", " ").split())
        assert (
            "Not asked again since then: Élysée. Who is missing here may have spoken shortly before." in said
        ), to
    assert not silent(timedelta(0)).unasked


def hostile(count: int) -> Call:
    """So many issuers, half of whom spoke, and every remote word of them hostile and endless."""
    codes = [voice.issuer for voice in board().voices] * 20
    voices = []
    for n, issuer in enumerate(codes[:count]):
        one = statement(n + 1, title=HOSTILE * 40, url=f"https://mfa.example/{'a' * 1400}/{n}?<&>")
        hit = Hit(version=one.version, reading=one.reading, versions=1, withdrawn_at=END, last_seen=END)
        standing = list(Standing)[n % 8 % len(Standing)]
        at = START + timedelta(minutes=n)
        voices.append(
            Voice(issuer=issuer, standing=standing, hit=hit, at=at, delay=at - START)
            if standing is Standing.SPOKE
            else Voice(issuer=issuer, standing=standing, reason=f"{n} {HOSTILE * 9} قرارات 停火")
        )
    return call(voices=tuple(voices), watch=call().watch.model_copy(update={"name": (HOSTILE * 3)[:150]}))


@pytest.mark.parametrize("count", [1, 13, 40, 200])
def test_it_fits_whatever_it_holds(count: int) -> None:
    one = hostile(count)
    for to in CHANNELS[:2]:
        payload: Any = told(to, one).payload
        assert refusal_of("C1", payload) is None
        assert len(payload["blocks"]) <= 8
        said = json.dumps(payload)
        assert "<!channel>" not in said
        assert "*bold*" not in said
        assert "<https://evil" not in said
    apprised: Any = told("apprise:phone", one).payload
    assert len(apprised["body"]) <= BODY
    event: Any = told("http:intake", one).payload["event"]
    assert len(encode(event)) <= MAX_EVENT
    assert len(event["voices"]) == count
    mail: Any = told("mail:desk@example.org", one).payload
    assert "<script>" not in mail["html"]
    assert "\u202e" not in mail["html"] + mail["text"] + mail["subject"]
    assert len(mail["subject"]) <= 150


def test_an_answer_shows_in_the_channel_and_a_held_board_says_why_it_waits() -> None:
    answer = told(CHANNELS[0], call(part=Part.REPLY))
    assert answer.payload["broadcast"] is True
    assert (answer.part, answer.thread, answer.kind, answer.watch) == (
        Part.REPLY,
        "board:aleppo:7",
        "board",
        "aleppo",
    )
    assert "broadcast" not in told(CHANNELS[0], call()).payload
    held = forms_board.message(call(), CHANNELS[2], not_before=END, held=Held.QUIET)
    assert (held.not_before, held.held) == (END, Held.QUIET)
    assert held.payload["message_id"] == f"<alert.{call().key[:24]}@desk.example>"


def test_a_board_has_one_name_for_ever() -> None:
    names = {
        boards.key(watch, first, timedelta(hours=hours), to)
        for watch in ("a", "b")
        for first in (1, 2)
        for hours in (6, 24)
        for to in CHANNELS[:2]
    }
    assert len(names) == 16
    assert boards.key("a", 1, timedelta(hours=24), "x") == boards.key("a", 1, timedelta(days=1), "x")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (timedelta(minutes=90), "1.5 h"),
        (timedelta(hours=24), "24 h"),
        (timedelta(hours=36), "36 h"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_how_long_after(step: timedelta, said: str) -> None:
    assert boards.title(call(after=step)).endswith(f"4 of 13 have spoken after {said}")


def test_in_a_demonstration_every_form_says_so() -> None:
    for to in CHANNELS:
        assert "demo" in everything(told(to, replace(call(), demo=True))).lower()
    assert words.visible(boards.title(call(demo=True))).startswith("[demo] ")
