"""What the operators read: everything new in one message, nothing a site says obeyed, the same thing never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alerts import notices
from archive.records import SourceHealth, Spell
from archive.troubles import Recovery, Trouble
from config.destinations import CHANNELS
from config.operators import Operators
from pipeline.notices import is_due
from statements.labels import Verdict

NOW = datetime(2024, 12, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OPERATORS = Operators(to=("mail:ops@example.org",))


def trouble(
    name: str = "a",
    *,
    health: SourceHealth = SourceHealth.FAILING,
    verdict: Verdict = Verdict.TIMEOUT,
    failures: int = 3,
    notices: int = 0,
    noticed: timedelta | None = None,
    told: timedelta | None = None,
    since: timedelta = 5 * HOUR,
    reason: str = "no answer",
    number: int = 1,
) -> Trouble:
    spell = Spell(
        id=number, source=name, health=health, since=NOW - since, until=None, verdict=verdict, reason=reason,
        notices=notices, noticed_at=None if noticed is None else NOW - noticed,
    )  # fmt: skip
    return Trouble(
        spell=spell, since=NOW - since, failures=failures, told_at=None if told is None else NOW - told
    )


@pytest.mark.parametrize(
    ("found", "due"),
    [
        (trouble(failures=2), False),
        (trouble(failures=3), True),
        (trouble(health=SourceHealth.BLOCKED, verdict=Verdict.BLOCKED, failures=1), True),
        (trouble(health=SourceHealth.BLOCKED, verdict=Verdict.ROBOTS, failures=1), True),
        (trouble(health=SourceHealth.SILENT, verdict=Verdict.OK, failures=0), True),
        (trouble(health=SourceHealth.DEGRADED, verdict=Verdict.OK, failures=0), False),
        (trouble(health=SourceHealth.DEGRADED, verdict=Verdict.OK, failures=0, since=25 * HOUR), True),
        (trouble(told=5 * HOUR), False),  # something was said of it lately
        (trouble(told=7 * HOUR), True),
        (trouble(notices=1, noticed=23 * HOUR), False),
        (trouble(notices=1, noticed=24 * HOUR), True),
        (trouble(notices=2, noticed=71 * HOUR), False),
        (trouble(notices=2, noticed=72 * HOUR), True),
        (trouble(notices=3, noticed=6 * DAY), False),
        (trouble(notices=9, noticed=7 * DAY), True),
        (trouble(notices=1, noticed=-3 * DAY), True),  # the clock went back
    ],
)
def test_when_the_operators_are_told(found: Trouble, due: bool) -> None:
    assert is_due(found, OPERATORS, NOW) is due


def test_the_same_news_to_the_same_place_is_the_same_message_and_a_reminder_is_another() -> None:
    def keys(*found: Trouble) -> list[str]:
        notice = notices.of_sources(found, (), sources=9, now=NOW)
        assert notice is not None
        sent = notices.messages(notice, ["slack:C1", "mail:a@b.example"], domain="b.example", demo=False)
        return [message.dedupe_key for message in sent]

    one, two = trouble(number=1), trouble("b", number=2)
    assert keys(one, two) == keys(two, one)
    assert len({*keys(one), *keys(two), *keys(one, two)}) == 6
    told = replace(one, spell=replace(one.spell, notices=1))
    assert set(keys(one)).isdisjoint(keys(told))
    assert notices.of_sources((), (), sources=9, now=NOW) is None
    assert notices.of_chores({}, period=1) is None


def test_what_a_site_says_formats_nothing_and_breaks_no_line() -> None:
    hostile = "<!channel> *bold* \x1b[31m\n- b is failing \u202e" + "x" * 900
    notice = notices.of_sources([trouble(reason=hostile)], (), sources=9, now=NOW)
    assert notice is not None
    [slack] = notices.messages(notice, ["slack:C1"], domain="d", demo=True)
    text = str(slack.payload["text"])
    assert text.startswith("[demo] *communique*: 1 source cannot be read\n")
    assert "<!channel>" not in text
    assert "*bold*" not in text
    assert "\x1b" not in text
    assert len(text) < 600
    assert text.count("\n") == 2
    [mail] = notices.messages(notice, ["mail:a@b.example"], domain="b.example", demo=False)
    assert set(mail.payload) == {"subject", "text", "message_id"}
    assert (mail.channel, mail.destination, mail.kind) == ("mail", "a@b.example", "notice")
    assert all(len(line) <= 80 for line in str(mail.payload["text"]).split("\n"))


def test_every_channel_can_tell_the_operators() -> None:
    notice = notices.Notice(parts=("a",), subject="1 source cannot be read", text="- fr-mfa: 503")
    to = ["slack:C1", "webhook:ops", "mail:a@b.example", "http:ops", "apprise:phone"]
    sent = {message.channel: message for message in notices.messages(notice, to, domain="d", demo=False)}
    assert set(sent) == set(CHANNELS.values())
    told = sent["http"].payload["event"]
    assert isinstance(told, dict)
    assert (told["type"], told["id"], told["text"]) == ("notice", sent["http"].dedupe_key, "- fr-mfa: 503")
    assert sent["apprise"].payload == {
        "title": "[communique] 1 source cannot be read",
        "body": "- fr-mfa: 503",
    }


def test_an_outage_of_the_network_is_one_message_that_says_where_to_look() -> None:
    many = [trouble(f"s{n}", number=n, verdict=Verdict.DNS) for n in range(60)]
    notice = notices.of_sources(many, (), sources=100, now=NOW)
    assert notice is not None
    lines = notice.text.split("\n")
    assert lines[0] == "60 of 100 sources cannot be reached at once: look at this machine's network first."
    assert lines[-2:] == ["- and 40 more", "More: communique sources health"]
    assert len(lines) == 23
    few = notices.of_sources(many[:9], (), sources=100, now=NOW)
    assert few is not None
    assert "network" not in few.text


@pytest.mark.parametrize(
    ("listed", "known", "said"),
    [
        (20, 3, "Its list of 20 reaches back to 3 known before"),
        (20, 0, "None of the 20 entries it lists now was known before"),
        (0, 0, "Whatever it published and took back in that time is missing"),
    ],
)
def test_a_recovery_says_how_long_it_lasted_and_what_may_be_missing(
    listed: int, known: int, said: str
) -> None:
    spell = replace(trouble(notices=1, since=5 * HOUR).spell, until=NOW)
    recovery = Recovery(spell=spell, since=NOW - 2 * DAY, until=NOW, listed=listed, known=known)
    notice = notices.of_sources((), [recovery], sources=9, now=NOW)
    assert notice is not None
    assert notice.subject == "1 source is well again"
    assert "it was failing from 30 Nov 2024 12:00 UTC to 2 Dec 2024 12:00 UTC, 2 days." in notice.text
    assert said in notice.text
