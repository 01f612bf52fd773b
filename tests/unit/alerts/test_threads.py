"""Which message begins a thread, which answers, and when the head is edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alerts import slack_blocks
from alerts.aftermath import returns, withdrawals
from alerts.house import House as Installation
from alerts.telling import Setting, dedupe_key
from alerts.watches import messages, queries
from archive.memory import MemoryArchive
from archive.posts import OutboxState
from archive.records import Hit
from archive.traces import Return, Withdrawal
from config.watches import Watch
from statements.labels import Basis, Grade, Held, Part, Stance
from statements.model import Message, Version
from statements.story import Joined, Member, Story
from tests.unit.alerts.examples import NOW, reading, version

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WATCH = Watch(id="syria", name="Syria", query="x", to=("slack:C1",))


def of(statement: int, issuer: str = "FR", **more: Any) -> Version:
    return version(id=statement * 10, statement=statement, issuer=issuer, **more)


def story(*versions: Version, basis: Basis = Basis.JOINT) -> Story:
    founder = versions[0].statement
    return Story(
        id=founder,
        members=tuple(
            Member(
                version=one,
                reading=reading(),
                joined=Joined(story=founder, basis=basis if one.statement != founder else Basis.FOUNDER),
            )
            for one in versions
        ),
    )


class House:
    """An outbox, and the messages that were queued in it by one match after the other."""

    def __init__(self) -> None:
        self.archive = MemoryArchive()
        self.now = NOW

    def match(self, one: Version, *watches: Watch, **more: Any) -> list[Message]:
        matched = [watch.id for watch in watches] + list(more.pop("also", ()))
        previous = more.pop("previous", None)
        found = messages(
            watches, matched, one, reading(), previous, now=self.now, queue=self.archive.outbox, **more
        )
        self.archive.outbox.put(found, self.now)
        self.now += MINUTE
        return found

    def send(self) -> None:
        for row in self.archive.outbox.claim(self.now, owner="t", limit=99, lease=MINUTE):
            self.archive.outbox.sent(row, f"C1:{row.id}", self.now)


def shape(found: list[Message]) -> list[tuple[str, str]]:
    return [(message.part.value, str((message.about or {}).get("what", ""))) for message in found]


def test_the_first_of_a_story_begins_a_thread_and_copies_answer_and_edit_it() -> None:
    house, first, second, third = House(), of(7), of(8, "DE"), of(9, "GB")
    begun = house.match(first, WATCH, story=story(first))
    answer = house.match(second, WATCH, story=story(first, second))
    assert shape(begun) == [("head", "new")]
    assert shape(answer) == [("reply", "copy"), ("edit", "")]
    assert {message.thread for message in (*begun, *answer)} == {"story:7"}
    assert "Germany" in str(answer[1].payload)
    house.send()
    follow = house.match(third, WATCH, story=story(first, second, third, basis=Basis.FOLLOW_UP))
    assert shape(follow) == [("reply", "follow-up"), ("edit", "")]
    edits = [row for row in house.archive.outbox.list() if row.part is Part.EDIT]
    assert [row.state for row in edits] == [OutboxState.PENDING, OutboxState.OVERTAKEN]
    assert edits[0].payload["text"] == begun[0].payload["text"], (
        "the head as it was queued, and what came since"
    )


def test_each_place_has_threads_of_its_own_and_webhooks_no_edits() -> None:
    house, first, second = House(), of(7), of(8, "DE")
    house.match(first, WATCH, story=story(first))
    wide = WATCH.model_copy(update={"to": ("slack:C1", "slack:C2", "webhook:desk", "mail:a@x.example")})
    found = house.match(second, wide, story=story(first, second))
    assert [(message.destination, message.part.value) for message in found] == [
        ("C1", "reply"), ("C1", "edit"), ("C2", "head"), ("desk", "head"), ("a@x.example", "head"),
    ]  # fmt: skip
    third = of(9, "GB")
    again = house.match(third, wide, story=story(first, second, third))
    assert [(message.destination, message.part.value) for message in again] == [
        ("C1", "reply"), ("C1", "edit"), ("C2", "reply"), ("C2", "edit"), ("desk", "reply"), ("a@x.example", "reply"),
    ]  # fmt: skip
    mail = next(message for message in found if message.channel == "mail")
    assert again[-1].payload["references"] == [mail.payload["message_id"]]


def test_an_issuers_day_is_a_thread_of_its_zone_and_none_is_none() -> None:
    house, first, second = House(), of(7), of(8)
    daily = WATCH.model_copy(update={"group": "issuer"})
    found = house.match(first, daily) + house.match(second, daily)
    assert [(message.thread, message.part.value) for message in found] == [
        ("issuer:FR:2024-12-01", "head"),
        ("issuer:FR:2024-12-01", "reply"),
    ]
    alone = WATCH.model_copy(update={"group": "none", "to": ("slack:C9",)})
    assert [message.part.value for one in (of(17), of(18)) for message in house.match(one, alone)] == [
        "head",
        "head",
    ]


def test_an_issuers_day_is_one_of_the_channels_zone() -> None:
    daily = WATCH.model_copy(update={"group": "issuer", "to": ("slack:C1", "slack:C2", "webhook:desk")})
    found = House().match(of(7), daily, setting=Setting(zone="Europe/Paris", zones={"C2": "Asia/Tokyo"}))
    assert [message.thread for message in found] == [
        "issuer:FR:2024-12-01", "issuer:FR:2024-12-02", "issuer:FR:2024-12-01",
    ]  # fmt: skip


@pytest.mark.parametrize("group", ["none", "story", "issuer"])
def test_an_edit_takes_nothing_away_that_a_head_said_of_others(group: str) -> None:
    """Paris had not spoken first: the head names the capitals before it, and who lists whom."""
    house, first, second = House(), of(7), of(8, "DE")
    wide = reading(signatories=(*reading().signatories, "IT"))
    told = story(first, second)
    copy = replace(told.members[1], joined=replace(told.members[1].joined, beside=7))
    told = replace(told, members=(replace(told.members[0], reading=wide), copy))
    watch = WATCH.model_copy(update={"group": group})
    [head] = house.match(second, watch, story=told)
    before = shown(head)
    assert {"France", "Germany", "Italy listed by France only"} <= before
    edited = replace(second, n=2, id=81, grade=Grade.STANCE, seen=NOW)
    told = replace(told, members=(told.members[0], replace(told.members[1], version=edited)))
    answer, edit = house.match(edited, watch, story=told, previous=reading(rung=4))
    assert (answer.part, edit.part) == (Part.REPLY, Part.EDIT)
    after = shown(edit)
    assert before <= after
    assert any(line.startswith("*Edited since:* Germany, version 2 (stance)") for line in after)
    again = replace(edited, n=3, id=82)
    told = replace(told, members=(told.members[0], replace(told.members[1], version=again)))
    _, edit = house.match(again, watch, story=told, previous=reading(rung=4))
    since = [line for line in shown(edit) if line.startswith("*Edited since:*")]
    assert before <= shown(edit)
    assert len(since) == 1 and "version 3" in since[0]


def shown(message: Message) -> set[str]:
    """The lines of a message, and the names in them."""
    blocks: Any = message.payload["blocks"]
    texts = [text for block in blocks for text in slack_blocks.texts(block)]
    lines = {line for text in texts for line in text.split("\n")}
    return lines | {name for line in lines for name in ("France", "Germany") if f"{name} (" in line}


def test_zones_of_channels_are_those_of_slack_alone() -> None:
    """One answer for alerts, summaries and clicks."""
    for one in (
        Setting(zone="Europe/Paris", zones={"C2": "Asia/Tokyo"}),
        Installation(zone="Europe/Paris", zones={"C2": "Asia/Tokyo"}),
    ):
        assert one.shown_in("slack", "C2") == "Asia/Tokyo"
        assert one.shown_in("slack", "C1") == "Europe/Paris"
        assert {one.shown_in(channel, "C2") for channel in ("slack-webhook", "mail", "http", "apprise")} == {
            "Europe/Paris"
        }


def test_times_are_those_of_the_channel() -> None:
    desks = WATCH.model_copy(update={"to": ("slack:C1", "slack:C2", "mail:a@x.example")})
    setting = Setting(zone="Europe/Paris", zones={"C2": "Asia/Tokyo"})
    first = of(7)
    paris, tokyo, mail = House().match(first, desks, story=story(first), setting=setting)
    at = first.published.instant
    assert at is not None

    def says(message: Message, zone: str) -> bool:
        return f"{at.astimezone(ZoneInfo(zone)):%H:%M}" in str(message.payload)

    assert [(says(one, "Europe/Paris"), says(one, "Asia/Tokyo")) for one in (paris, tokyo, mail)] == [
        (True, False), (False, True), (True, False)
    ]  # fmt: skip


def test_an_edit_of_weight_answers_in_the_thread_of_its_statement_and_shows_in_the_channel() -> None:
    house, first = House(), of(7)
    alone = WATCH.model_copy(update={"group": "none"})
    house.match(first, alone, story=story(first))
    edited = replace(first, id=71, n=2, grade=Grade.STANCE)
    before = reading(stances=(Stance.CONCERN,))
    found = house.match(edited, alone, story=story(edited), previous=before, previously=["syria"])
    assert shape(found) == [("reply", "revised"), ("edit", "")]
    assert found[0].payload["broadcast"] is True
    assert "broadcast" not in house.match(of(8), WATCH, story=story(of(8)))[0].payload
    typo = replace(first, id=72, n=3, grade=Grade.TYPO)
    assert house.match(typo, alone, previous=reading(), previously=["syria"]) == []


def test_a_withdrawal_and_the_return_after_it_reach_those_who_were_told() -> None:
    house, first = House(), of(7)
    wide = WATCH.model_copy(update={"to": ("slack:C1", "slack:C2")})
    house.match(first, WATCH, story=story(first))
    hit = Hit(version=first, reading=reading(), versions=1, withdrawn_at=NOW, last_seen=NOW)
    gone = Withdrawal(
        event=1,
        hit=hit,
        at=NOW,
        reason="HTTP 404",
        watches=frozenset({"syria"}),
        told=frozenset({("slack", "C1")}),
    )
    back = Return(event=2, hit=hit, at=NOW + HOUR, gone_at=NOW, watches=frozenset({"syria"}))
    outbox = house.archive.outbox
    told: dict[str, Any] = {"stories": lambda _: story(first)}
    assert returns([wide], [back], now=NOW + HOUR, queue=outbox, **told) == [], (
        "nobody was told that it was gone"
    )
    found = withdrawals([wide], [gone], now=NOW, queue=outbox, **told)
    assert shape(found) == [("reply", "withdrawn"), ("edit", "")]
    outbox.put(found, NOW)
    again = returns([wide], [back], now=NOW + HOUR, queue=outbox, **told)
    assert shape(again) == [("reply", "returned"), ("edit", "")]
    assert again[0].destination == "C1"
    assert again[0].payload["broadcast"] is True
    assert again[0].dedupe_key == dedupe_key(7, f"returned:{(NOW + HOUR).isoformat()}", "slack:C1")


def test_what_is_urgent_does_not_wait_for_a_head_that_is_held() -> None:
    house, first, second, third = House(), of(7), of(8, "DE"), of(9, "GB")
    daily = WATCH.model_copy(update={"rate": "daily", "always": "rung:>=7"})
    assert [query.id for query in queries([daily])] == ["syria", "syria always"]
    assert [query.noted for query in queries([daily])] == [True, False]
    (held,) = house.match(first, daily, story=story(first))
    assert (held.part, held.held) == (Part.HEAD, Held.DAILY)
    (urgent,) = house.match(second, daily, also=["syria always"], story=story(first, second))
    assert (urgent.part, urgent.held, urgent.not_before) == (Part.HEAD, None, None)
    assert (urgent.about or {})["urgent"] is True
    house.send()
    answer = house.match(third, daily, story=story(first, second, third))
    assert [(message.part, message.held) for message in answer] == [
        (Part.REPLY, Held.DAILY),
        (Part.EDIT, None),
    ]
    assert answer[1].not_before == answer[0].not_before


def test_a_head_that_a_summary_told_of_is_not_edited() -> None:
    house, first, second = House(), of(7), of(8, "DE")
    house.match(first, WATCH, story=story(first))
    summary = Message(
        dedupe_key="s", channel="slack", destination="C1", kind="summary", payload={"text": "s"}
    )
    house.archive.outbox.bundle([1], [summary], house.now)
    assert shape(house.match(second, WATCH, story=story(first, second))) == [("reply", "copy")]


def test_nothing_is_queued_twice() -> None:
    house, first = House(), of(7)
    house.match(first, WATCH, story=story(first))
    assert house.match(first, WATCH, story=story(first)) == []
