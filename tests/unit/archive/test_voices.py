"""Who has spoken: the first statement of each, and a silence that is only called one where somebody listened."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from archive.records import Gap, Hit
from archive.voices import Ear, Standing, Voice, after, draw, speakers
from statements.labels import Kind, Precision, Stance, Verdict
from statements.model import Published, Reading, Version

START = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
END = START + 48 * HOUR


def hit(number: int, issuer: str, hours: float | None, *signatories: str, **more: Any) -> Hit:
    """A statement published so many hours after the start; None: dateless, seen at the start."""
    at = START + (hours or 0) * HOUR
    when = (
        Published(precision=Precision.UNKNOWN)
        if hours is None
        else Published(precision=Precision.INSTANT, instant=at)
    )
    values: dict[str, Any] = {
        "id": number, "statement": number, "n": 1, "source": issuer.lower(), "issuer": issuer, "url": "https://x.example/",
        "title": "On Aleppo", "text": "We met. We condemn it.", "sha256": "", "language": "en", "published": when,
        "first_seen": at + timedelta(minutes=3), "seen": at + timedelta(minutes=3),
    }  # fmt: skip
    reading = Reading(
        model="m",
        stances=(Stance.CONDEMNATION,),
        primary=Stance.CONDEMNATION,
        topics=(),
        rung=5,
        evidence={"condemnation": ("We condemn it.",)},
        kind=Kind.JOINT_STATEMENT if signatories else None,
        signatories=signatories,
    )
    version = Version(**{**values, **more})
    return Hit(version=version, reading=reading, versions=1, withdrawn_at=None, last_seen=END)


def gap(
    source: str,
    since: float,
    until: float | None,
    verdict: Verdict = Verdict.BLOCKED,
    error: str | None = None,
) -> Gap:
    return Gap(
        source=source,
        since=START + since * HOUR,
        until=None if until is None else START + until * HOUR,
        verdict=verdict,
        error=error,
    )


def unseen(since: float, until: float | None) -> Gap:
    """Nobody looked."""
    return gap("tr", since, until, Verdict.STALE, "not checked in this period")


def ear(
    source: str,
    *gaps: Gap,
    since: datetime | None = START - 1000 * HOUR,
    asked: datetime | None = END - HOUR,
) -> Ear:
    return Ear(source=source, since=since, asked=asked, gaps=gaps)


def ask(issuer: str, ears: list[Ear], *hits: Hit) -> Voice:
    [voice] = draw([issuer], [hit(1, "IR", 0), *hits], {issuer: ears}, since=START, until=END)
    return voice


def test_each_ones_first_statement_with_its_delay_in_the_order_in_which_they_spoke() -> None:
    hits = [hit(3, "DE", 30), hit(2, "FR", 5), hit(1, "IR", 1), hit(4, "FR", 2.5)]
    board = draw(["DE", "FR", "IR", "TR"], hits, {"TR": [ear("tr")]}, since=None, until=END)
    assert [(one.issuer, one.delay) for one in board] == [
        ("IR", 0 * HOUR), ("FR", 1.5 * HOUR), ("DE", 29 * HOUR), ("TR", None),
    ]  # fmt: skip
    paris = board[1]
    assert paris.hit is hits[3]
    assert (paris.statements, paris.quote, paris.exact, paris.by) == (2, "We condemn it.", True, None)
    assert draw(["IR"], hits, {}, since=START, until=END)[0].delay == HOUR


def test_a_joint_statement_is_the_word_of_every_signatory() -> None:
    joint, own = hit(1, "US", 2, "US", "FR", "DE"), hit(2, "FR", 3)
    assert speakers(joint) == ("US", "FR", "DE")
    board = draw(["FR", "DE", "US"], [own, joint], {}, since=START, until=END)
    assert [(one.issuer, one.by, one.statements) for one in board] == [
        ("US", None, 1),
        ("FR", "US", 2),
        ("DE", "US", 1),
    ]
    assert draw(["DE"], [own], {}, since=START, until=END)[0].standing is Standing.NOT_WATCHED


def test_of_copies_that_came_out_at_once_ones_own() -> None:
    copies = [hit(1, "US", 2, "US", "FR"), hit(2, "FR", 2, "US", "FR")]
    board = draw(["FR", "US"], copies, {}, since=START, until=END)
    assert {one.issuer: (one.by, one.hit) for one in board} == {
        "US": (None, copies[0]),
        "FR": (None, copies[1]),
    }


@pytest.mark.parametrize(
    ("ears", "standing", "reason"),
    [
        ([], Standing.NOT_WATCHED, "no source of it is switched on"),
        ([ear("tr")], Standing.SILENT, None),
        ([ear("tr", gap("tr", -9, -1))], Standing.SILENT, None),
        ([ear("tr", gap("tr", 50, None))], Standing.SILENT, None),
        ([ear("tr", gap("tr", 5, None))], Standing.UNREADABLE, "tr blocked since 2026-03-01 05:00 (readable 5 h of 48 h before)"),
        ([ear("tr", gap("tr", -20, 90))], Standing.UNREADABLE, "tr blocked since 2026-02-28 04:00"),
        ([ear("tr", gap("tr", 5, 90))], Standing.PARTLY, "tr blocked 2026-03-01 05:00 to 2026-03-04 18:00 (readable 5 h of 48 h)"),
        (
            [ear("tr", gap("tr", 1, 2), gap("tr", 2, 3), gap("tr", 4, 5), gap("tr", 6, 7), gap("tr", 8, 9), gap("tr", 10, 11))],
            Standing.PARTLY,
            "tr blocked 2026-03-01 01:00 to 2026-03-01 03:00, blocked 2026-03-01 04:00 to 2026-03-01 05:00, "
            "blocked 2026-03-01 06:00 to 2026-03-01 07:00 and 2 more times (readable 42 h of 48 h)",
        ),
        (  # nobody looked for a while, and it was blocked before and after
            [ear("tr", gap("tr", 2, 2), gap("tr", 2, 9, Verdict.STALE, "not checked in this period"), gap("tr", 9, None))],
            Standing.UNREADABLE,
            "tr blocked since 2026-03-01 02:00 (readable 2 h of 48 h before)",
        ),
        (  # nobody looked from before the beginning, then it was blocked, then nobody looked until after the end
            [ear("tr", unseen(-2, 9), gap("tr", 9, 9), unseen(9, 50))],
            Standing.UNREADABLE,
            "tr blocked since 2026-03-01 09:00",
        ),
        (  # somebody looked at nine, and could read it
            [ear("tr", unseen(-2, 9), unseen(9, 50))],
            Standing.PARTLY,
            "tr not asked 2026-02-28 22:00 to 2026-03-03 02:00 (read at moments only)",
        ),
        ([ear("tr", gap("tr", 5, 7))], Standing.PARTLY, "tr blocked 2026-03-01 05:00 to 2026-03-01 07:00 (readable 46 h of 48 h)"),
        ([ear("tr"), ear("tr2", gap("tr2", 5, None))], Standing.PARTLY, "tr2 blocked since 2026-03-01 05:00 (readable 5 h of 48 h before)"),
        (
            [ear("tr", gap("tr", 5, None)), ear("tr2", gap("tr2", 6, None, Verdict.TIMEOUT))],
            Standing.UNREADABLE,
            "tr blocked since 2026-03-01 05:00 (readable 5 h of 48 h before); "
            "tr2 timeout since 2026-03-01 06:00 (readable 6 h of 48 h before)",
        ),
        (
            [ear("tr", gap("tr", 5, 7, Verdict.STALE, "not checked in this period"))],
            Standing.PARTLY,
            "tr not asked 2026-03-01 05:00 to 2026-03-01 07:00 (readable 46 h of 48 h)",
        ),
        ([ear("tr", since=None)], Standing.UNREADABLE, "tr was never read"),
        ([ear("tr", since=None, asked=None)], Standing.NOT_WATCHED, "tr was not asked yet"),
        (  # it is not due yet
            [ear("tr", asked=START - HOUR)],
            Standing.NOT_WATCHED,
            "tr was last asked 2026-02-28 23:00, before this began",
        ),
        ([ear("tr", unseen(-2, 50))], Standing.NOT_WATCHED, "tr was not asked from 2026-02-28 22:00 to 2026-03-03 02:00"),
        ([ear("tr", unseen(-2, None))], Standing.NOT_WATCHED, "tr was not asked from 2026-02-28 22:00"),
        (
            [ear("tr", asked=START), ear("tr2", gap("tr2", -5, None))],
            Standing.UNREADABLE,
            "tr was last asked 2026-03-01 00:00, before this began; tr2 blocked since 2026-02-28 19:00",
        ),
        (  # nobody asks any more
            [ear("tr", unseen(5, None))],
            Standing.PARTLY,
            "tr not asked 2026-03-01 05:00 to 2026-03-03 00:00 (readable 5 h of 48 h)",
        ),
        ([ear("tr"), ear("tr2", asked=None)], Standing.PARTLY, "tr2 was not asked yet"),
        (
            [ear("tr", since=START + 9 * HOUR)],
            Standing.PARTLY,
            "tr was first read 2026-03-01 09:00, before that as far back as its list went (readable 39 h of 48 h)",
        ),
    ],
)  # fmt: skip
def test_what_a_silence_is_worth(ears: list[Ear], standing: Standing, reason: str | None) -> None:
    voice = ask("TR", ears)
    assert (voice.standing, voice.reason) == (standing, reason)
    assert (voice.hit, voice.delay, voice.quote) == (None, None, None)


def test_an_outage_turns_silence_into_doubt_and_not_a_statement() -> None:
    deaf = [ear("tr", gap("tr", 5, None))]
    assert ask("TR", deaf, hit(2, "TR", 3)).standing is Standing.SPOKE


def test_what_was_said_before_or_after_does_not_count() -> None:
    assert ask("TR", [ear("tr")], hit(2, "TR", -1), hit(3, "TR", 48)).standing is Standing.SILENT
    assert ask("TR", [ear("tr")], hit(2, "TR", 0)).standing is Standing.SPOKE


def test_nobody_spoke() -> None:
    [voice] = draw(["TR"], [], {"TR": [ear("tr", gap("tr", 5, 7))]}, since=None, until=END)
    assert voice.standing is Standing.SILENT  # nothing began: there is no time in which to be silent
    [voice] = draw(["TR"], [], {"TR": [ear("tr", gap("tr", 5, 7))]}, since=START, until=END)
    assert voice.standing is Standing.PARTLY


def test_an_hour_that_is_not_the_issuers_own_word_is_not_exact() -> None:
    dateless = hit(2, "TR", None)
    day = hit(3, "FR", 0, published=Published(precision=Precision.DAY, day=date(2026, 3, 1)))
    board = draw(["TR", "FR"], [dateless, day], {}, since=None, until=END)
    assert [one.exact for one in board] == [False, False]
    assert all(one.at == START + timedelta(minutes=3) for one in board)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "first"),
        (25, "+25 min"),
        (185, "+3 h 05 min"),
        (47 * 60, "+47 h 00 min"),
        (52 * 60 + 10, "+2 d 4 h"),
    ],
)
def test_how_long_after(minutes: int, expected: str) -> None:
    assert after(timedelta(minutes=minutes)) == expected
