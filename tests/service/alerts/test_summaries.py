"""What was held, floods in or gathered in an outage leaves as summaries, over real sockets: nothing is lost, nothing pings twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from alerts.pace import Pace
from alerts.watches import messages
from archive import Archive
from archive.posts import OutboxState
from config.watches import Quiet, Watch
from demo.slack import FakeSlack
from demo.slack_limits import refusal_of
from statements.clock import ManualClock
from statements.labels import Part
from statements.model import Message
from tests.service.alerts.world import NOW, Desk, slack_senders
from tests.unit.alerts.examples import reading, version

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TITLES = (
    "Statement on the situation in Aleppo & its people",
    "بيان وزارة الخارجية بشأن الوضع في حلب وحماية المدنيين",
)


def watch(**more: Any) -> Watch:
    return Watch(
        **{
            "id": "syria",
            "name": "Syria",
            "query": "stance:warning",
            "to": ("slack:C1",),
            "cap": "none",
            **more,
        }
    )


def alerts(desk: Desk, chosen: Watch, statements: Sequence[int], **more: Any) -> None:
    """Matches of one watch, queued as the reading stage does: each knows what was queued before."""
    for statement in statements:
        found = messages(
            [chosen],
            [chosen.id, *more.get("also", ())],
            version(
                id=statement, statement=statement, title=TITLES[statement % len(TITLES)], source=more.get("source", "fr-mfa"),
                url=f"https://mfa.example/statements/{statement}",
            ),
            reading(rung=statement % 9),
            None,
            now=desk.clock.now(),
            queue=desk.archive.outbox,
            muted=more.get("muted"),
        )  # fmt: skip
        desk.put([unversioned(message, thread=more.get("thread")) for message in found])


def unversioned(message: Message, *, thread: str | None = None) -> Message:
    """The message without the row of the statement it is about: these tests have an outbox only. With a ``thread`` it answers
    there."""
    part = message.part if thread is None else Part.REPLY
    return replace(message, version=None, thread=thread or message.thread, part=part)


def told(slack: FakeSlack) -> list[int]:
    """The statements that were told, each as often as it was, those a head names as most important left out."""
    found: list[int] = []
    for message in slack.messages:
        lists = [block for block in message.blocks if str(block.get("block_id", "")).startswith("list")]
        for block in lists:
            found += [int(number) for number in re.findall(r"[•↳] #(\d+) ", block["text"]["text"])]
        if not lists:
            links = [b["text"]["text"] for b in message.blocks if b.get("block_id") == "title"]
            found += [int(number) for text in links for number in re.findall(r"statements/(\d+)\|", text)]
    return found


def said(slack: FakeSlack, at: int = 0) -> str:
    return str(slack.messages[at].blocks)


def within_limits(slack: FakeSlack) -> bool:
    return not any(refusal_of(m.channel, {"text": m.text, "blocks": list(m.blocks)}) for m in slack.messages)


def drain(desk: Desk, times: int = 40) -> None:
    for _ in range(times):
        desk.deliver()
        if not desk.archive.outbox.ready(desk.clock.now()):
            return


def test_two_thousand_matches_in_a_minute_are_at_most_twenty_posts(desk: Desk, slack: FakeSlack) -> None:
    begun = desk.clock.now()
    alerts(desk, watch(), range(1, 2001))
    drain(desk)
    assert len(slack.messages) <= 20
    assert sorted(told(slack)) == list(range(1, 2001))
    assert within_limits(slack)
    head, *pages = slack.messages
    assert {page.thread_ts for page in pages} == {head.ts}
    assert [page.text for page in pages] == [
        f"2000 alerts in one message ({n} of {len(pages)})" for n in range(1, len(pages) + 1)
    ]
    assert desk.clock.now() - begun < MINUTE, "one a second at most"
    assert set(desk.archive.outbox.counts().items()) >= {("bundled", 2000), ("pending", 0)}
    rungs = [number % 9 for number in told(slack)]
    assert rungs == sorted(rungs, reverse=True), "the highest step first"


def test_the_cap_spills_visibly_into_one_summary_at_the_full_hour(desk: Desk, slack: FakeSlack) -> None:
    desk.clock.set(datetime(2024, 12, 1, 22, 4, tzinfo=NOW.tzinfo))
    capped = watch(cap=5)
    for statement in range(1, 18):
        alerts(desk, capped, [statement])
        desk.deliver(timedelta(seconds=2))
    assert told(slack) == [1, 2, 3, 4, 5]
    assert desk.deliver(30 * MINUTE).sent == 0
    desk.clock.set(datetime(2024, 12, 1, 23, 0, tzinfo=NOW.tzinfo))
    drain(desk)
    assert len(slack.messages) == 6
    assert sorted(told(slack)) == list(range(1, 18))
    assert "12 held back: more than 5 an hour." in said(slack, 5)


def test_quiet_hours_defer_and_drop_nothing(desk: Desk, slack: FakeSlack) -> None:
    night = Quiet(begin="20:00", end="07:00", zone="Europe/Berlin")  # type: ignore[arg-type]
    quiet = watch(quiet=night, always="rung:>=8")
    alerts(desk, quiet, [1, 2, 3])
    alerts(desk, quiet, [8], also=["syria always"])
    drain(desk)
    assert told(slack) == [8], "the exception does not wait"
    desk.clock.set(datetime(2024, 12, 2, 5, 59, tzinfo=NOW.tzinfo))
    assert desk.deliver().sent == 0
    assert desk.archive.outbox.next_due(desk.clock.now()) == datetime(2024, 12, 2, 6, tzinfo=NOW.tzinfo)
    desk.deliver(MINUTE)
    assert told(slack) == [8, 3, 2, 1]
    assert "3 held during quiet hours 20:00-07:00 Europe/Berlin." in said(slack, 1)


def test_what_was_held_alone_leaves_as_itself(desk: Desk, slack: FakeSlack) -> None:
    alerts(desk, watch(rate="hourly"), [1])
    assert desk.deliver().sent == 0
    desk.deliver(HOUR)
    (only,) = slack.messages
    assert only.text.startswith("De-escalation")


@pytest.mark.parametrize(
    ("rate", "wait"), [("hourly", HOUR), ("daily", timedelta(hours=11)), ("weekly", timedelta(hours=11))]
)
def test_rates_gather(desk: Desk, slack: FakeSlack, rate: str, wait: timedelta) -> None:
    alerts(desk, watch(rate=rate), [1, 2])  # on a Sunday evening
    assert desk.deliver().sent == 0
    desk.deliver(wait)
    assert sorted(told(slack)) == [1, 2]
    assert f"2 for the {rate} summary." in said(slack)
    assert len(slack.messages) == 1


def test_a_muted_source_waits_for_the_end_of_the_mute(desk: Desk, slack: FakeSlack) -> None:
    until = desk.clock.now() + timedelta(hours=24)
    alerts(desk, watch(), [1, 2], muted={("slack", "C1"): until})
    alerts(desk, watch(), [3])
    drain(desk)
    assert told(slack) == [3]
    desk.clock.set(until)
    drain(desk)
    assert sorted(told(slack)) == [1, 2, 3]
    assert "2 held while somebody had muted the source." in said(slack, 1)


def test_ten_thousand_alerts_after_an_outage_come_as_summaries(
    archive: Archive, clock: ManualClock, slack: FakeSlack
) -> None:
    desk = Desk(archive, clock, slack_senders(slack, clock, token="xoxb-invalid-auth"))
    waiting = messages([watch()], ["syria"], version(), reading(), None, now=clock.now())[0]
    for hour in range(12):
        numbers = range(1 + hour * 840, min(1 + (hour + 1) * 840, 10_001))
        desk.put([numbered(waiting, number) for number in numbers])
        desk.deliver(HOUR)
    assert slack.messages == ()
    assert [parked.destination for parked in archive.outbox.parked()] == ["*"]
    desk.senders = slack_senders(slack, clock)
    desk.clock.advance(5 * MINUTE)
    for _ in range(4):
        desk.deliver()
    assert len(slack.messages) < 200
    assert sorted(told(slack)) == list(range(1, 10_001))
    assert within_limits(slack)
    assert any(
        "Nothing could be sent here from 1 Dec 2024 23:04 UTC to 2 Dec 2024 10:09 UTC." in said(slack, at)
        for at in range(len(slack.messages))
    )
    assert told(slack) == sorted(told(slack)), "of one rung, so in the order in which they came"
    counts = archive.outbox.counts()
    assert (counts["bundled"], counts["pending"], counts["dead"]) == (10_000, 0, 0)


def numbered(message: Message, number: int) -> Message:
    about = {**(message.about or {}), "statement": number, "story": f"story:{number}", "rung": 4}
    values = {name: getattr(message, name) for name in Message.__dataclass_fields__}
    return Message(
        **{**values, "version": None, "dedupe_key": f"k{number}", "thread": f"story:{number}", "about": about}
    )


def test_an_unreachable_slack_is_tried_with_one_message_at_a_time(
    archive: Archive, clock: ManualClock, slack: FakeSlack
) -> None:
    with FakeSlack(clock=clock) as gone:
        nowhere = slack_senders(gone, clock)
    desk = Desk(archive, clock, nowhere)
    alerts(desk, watch(), range(1, 41))
    tries = sum(desk.deliver(timedelta(seconds=30)).postponed for _ in range(120))
    assert tries < 30, "an hour of trying is not forty messages each time"
    desk.senders = slack_senders(slack, clock)
    for _ in range(8):
        desk.deliver(5 * MINUTE)
    assert sorted(told(slack)) == list(range(1, 41))
    assert len(slack.messages) <= 4
    assert set(desk.states) <= {OutboxState.SENT, OutboxState.BUNDLED}


def test_a_slow_channel_holds_up_no_other(desk: Desk, slack: FakeSlack) -> None:
    slack.fail("ratelimited", channel="C1")
    slow, other = watch(), watch(id="other", to=("slack:C2", "slack:C3"))
    alerts(desk, slow, [1, 2, 3])
    alerts(desk, other, [4, 5, 6])
    desk.deliver()
    assert [m.channel for m in slack.messages] == ["C2", "C3"] * 3, "turn and turn about"
    assert sum(desk.slept) <= 2.5, "one second between two in the same channel, shared by all"
    desk.deliver(timedelta(seconds=30))
    desk.deliver(timedelta(seconds=30))
    assert told(slack)[-3:] == [1, 2, 3]


def test_a_flood_that_goes_on_is_one_summary_a_minute(desk: Desk, slack: FakeSlack) -> None:
    for second in range(60):
        alerts(desk, watch(), range(1 + second * 12, 13 + second * 12))
        desk.deliver(timedelta(seconds=1))
    assert len([m for m in slack.messages if m.thread_ts is None]) <= 3
    for _ in range(3):
        desk.deliver(MINUTE)
    assert sorted(told(slack)) == list(range(1, 721))
    assert len(slack.messages) <= 20


@pytest.mark.parametrize("answers", [False, True], ids=["alone", "in a thread of the flood"])
def test_an_exception_in_a_flood_does_not_wait_for_the_next_summary(
    desk: Desk, slack: FakeSlack, answers: bool
) -> None:
    alerts(desk, watch(), range(1, 13))
    drain(desk)
    assert len(slack.messages) == 1, "a summary"
    alerts(desk, watch(), range(21, 33))
    alerts(
        desk, watch(always="rung:>=8"), [44], also=["syria always"], thread="story:21" if answers else None
    )
    desk.put(
        [Message(dedupe_key="n", channel="slack", destination="C1", kind="notice", payload={"text": "n"})]
    )
    desk.deliver()
    assert told(slack)[12:] == ([21, 44] if answers else [44]), "with what it answers"
    assert slack.messages[-1].text == "n", "and a word to the operators waits for nothing either"
    sent = len(slack.messages)
    assert desk.deliver(timedelta(seconds=30)).sent == 0
    desk.deliver(timedelta(seconds=30))
    assert len(slack.messages) == sent + 1
    assert sorted(told(slack)) == [*range(1, 13), *range(21, 33), 44]
    assert desk.pace.next_end() is not None, "the service wakes when the next one may come"


def test_a_clock_that_is_set_back_silences_no_channel(
    archive: Archive, clock: ManualClock, slack: FakeSlack
) -> None:
    """An asked-for pause, a circuit that is open and a parked place end when their time is over, whatever the clock shows."""
    seconds = [0.0]
    desk = Desk(archive, clock, slack_senders(slack, clock))
    desk.pace = Pace(monotonic=lambda: seconds[0], sleep=lambda _: None)

    def pass_by(time: timedelta, shown: timedelta) -> int:
        seconds[0] += time.total_seconds()
        return desk.deliver(shown).sent

    for fault, wait in (("ratelimited", MINUTE), ("is_archived", 6 * MINUTE)):
        slack.fail(fault)
        alerts(desk, watch(), [len(desk.rows) + 1])
        assert desk.deliver().sent == 0
        assert pass_by(timedelta(seconds=1), -24 * HOUR) == 0 or fault == "is_archived"
        assert pass_by(wait, wait) == 1 or fault == "is_archived"
        assert set(desk.states) == {OutboxState.SENT}
    with FakeSlack(clock=clock) as gone:
        nowhere = slack_senders(gone, clock)
    desk.senders = nowhere
    alerts(desk, watch(), [9])
    desk.deliver()
    desk.senders = slack_senders(slack, clock)
    assert pass_by(timedelta(seconds=1), -24 * HOUR) == 0, "a moment later it is left alone still"
    assert pass_by(MINUTE, MINUTE) == 1
