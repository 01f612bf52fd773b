"""Threads and summaries in the outbox: what answers leaves after what it answers, and a summary takes the place of many."""

from __future__ import annotations

from typing import Any

import pytest

from archive.posts import OutboxRow, OutboxState, Parked, Ready
from statements.labels import Held, Part
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, message

ABOUT = {"statement": 1}
STORY = "story:1"


def head(key: str = "head", **more: Any) -> Any:
    return message(key, **{"thread": STORY, "about": ABOUT, **more})


def reply(key: str = "reply", **more: Any) -> Any:
    return head(key, part=Part.REPLY, **more)


def edit(key: str = "edit", **more: Any) -> Any:
    return message(key, **{"thread": STORY, "part": Part.EDIT, **more})


def claim(archive: AnyArchive, now: Any = NOW, limit: int = 9, **more: Any) -> list[OutboxRow]:
    return archive.outbox.claim(now, owner="t", limit=limit, lease=MINUTE, **more)


def states(archive: AnyArchive) -> dict[str, str]:
    return {row.dedupe_key: row.state.value for row in archive.outbox.list()}


def test_nothing_leaves_before_the_head_of_its_thread(archive: AnyArchive) -> None:
    elsewhere = reply("elsewhere", destination="C2")
    archive.outbox.put([head(), reply(), edit(), elsewhere], NOW)
    first = claim(archive)
    # In C2 nothing began the thread, so what comes first begins it.
    assert [(row.dedupe_key, row.part) for row in first] == [("head", Part.HEAD), ("elsewhere", Part.HEAD)]
    assert claim(archive) == []
    archive.outbox.ambiguous(first[0], not_before=NOW + HOUR, error_class="timeout", error="no answer")
    assert claim(archive) == []
    [again] = archive.outbox.claim_ambiguous(NOW + HOUR, owner="t", limit=9, lease=MINUTE)
    archive.outbox.sent(again, "C1:17", NOW)
    rest = claim(archive, NOW + HOUR)
    assert [(row.dedupe_key, row.part, row.head_ref) for row in rest] == [
        ("reply", Part.REPLY, "C1:17"),
        ("edit", Part.EDIT, "C1:17"),
    ]


def test_an_answer_of_unknown_fate_is_looked_for_in_its_thread(archive: AnyArchive) -> None:
    archive.outbox.put([head(), reply()], NOW)
    [first] = claim(archive)
    archive.outbox.sent(first, "C1:17", NOW)
    [second] = claim(archive)
    archive.outbox.ambiguous(second, not_before=NOW, error_class="timeout", error="no answer")
    [lost] = archive.outbox.claim_ambiguous(NOW, owner="t", limit=9, lease=MINUTE)
    assert (lost.dedupe_key, lost.part, lost.head_ref) == ("reply", Part.REPLY, "C1:17")


def test_a_head_without_a_name_at_its_provider_lets_its_answers_go(archive: AnyArchive) -> None:
    archive.outbox.put([head(), reply()], NOW)
    [first] = claim(archive)
    archive.outbox.sent(first, "", NOW)
    [second] = claim(archive)
    assert (second.part, second.head_ref) == (Part.REPLY, "")


def test_when_the_head_was_given_up_the_first_answer_begins_the_thread(archive: AnyArchive) -> None:
    archive.outbox.put([head(), reply("one"), edit(), reply("two")], NOW)
    [first] = claim(archive)
    archive.outbox.dead(first, error_class="payload", error="too long")
    [anew] = claim(archive, limit=1)
    assert (anew.dedupe_key, anew.part, anew.head_ref) == ("one", Part.HEAD, None)
    assert claim(archive) == [], "the others wait for it"
    archive.outbox.sent(anew, "C1:18", NOW)
    rest = claim(archive)
    assert [(row.dedupe_key, row.head_ref) for row in rest] == [("edit", "C1:18"), ("two", "C1:18")]


def test_an_answer_to_a_message_that_was_deleted_begins_anew_once(archive: AnyArchive) -> None:
    archive.outbox.put([head(), reply("one"), edit()], NOW)
    [first] = claim(archive)
    archive.outbox.sent(first, "C1:17", NOW)
    one, change = claim(archive)
    assert archive.outbox.overtaken(change, "the message is gone")
    assert archive.outbox.begin_anew(one, "the message is gone")
    archive.outbox.put([reply("two")], NOW)
    [anew] = claim(archive)
    assert (anew.dedupe_key, anew.part) == ("one", Part.HEAD)
    archive.outbox.sent(anew, "C1:19", NOW)
    [two] = claim(archive)
    assert (two.dedupe_key, two.head_ref) == ("two", "C1:19")
    assert states(archive)["edit"] == "overtaken"


def test_a_later_edit_takes_the_place_of_an_earlier_one(archive: AnyArchive) -> None:
    archive.outbox.put([head(), edit("first")], NOW)
    [begun] = claim(archive)
    archive.outbox.sent(begun, "C1:17", NOW)
    [early] = claim(archive)
    archive.outbox.put([edit("second"), edit("other", destination="C2")], NOW)
    archive.outbox.put([edit("third")], NOW)
    archive.outbox.put([edit("second")], NOW)  # known already, so nothing comes after the third
    assert states(archive) == {
        "head": "sent", "first": "sending", "second": "overtaken", "other": "pending", "third": "pending",
    }  # fmt: skip
    archive.outbox.retry(early, not_before=NOW, error_class="wait", error="slow", spend=False)
    [only] = claim(archive)
    assert only.dedupe_key == "third"
    assert states(archive)["first"] == "overtaken", "it would bring back what was true before"
    assert states(archive)["other"] == "overtaken", "there is nothing to edit"


def test_the_newest_edit_leaves_when_the_first_of_them_would_have(archive: AnyArchive) -> None:
    archive.outbox.put([head()], NOW)
    [begun] = claim(archive)
    archive.outbox.sent(begun, "C1:17", NOW)
    archive.outbox.put([edit("now")], NOW)
    archive.outbox.put([edit("held", not_before=NOW + DAY)], NOW)
    [only] = claim(archive)
    assert only.dedupe_key == "held", "it says more than the one that was due"
    archive.outbox.sent(only, "C1:17", NOW)
    archive.outbox.put([edit("held 2", not_before=NOW + DAY)], NOW)
    archive.outbox.put([edit("sooner", not_before=NOW + HOUR)], NOW)
    archive.outbox.put([edit("last", not_before=NOW + 2 * HOUR)], NOW)
    assert claim(archive, NOW + HOUR - MINUTE) == []
    assert [row.dedupe_key for row in claim(archive, NOW + HOUR)] == ["last"]


def test_an_edit_that_comes_back_unsent_lets_the_held_one_after_it_go(archive: AnyArchive) -> None:
    archive.outbox.put([head()], NOW)
    [begun] = claim(archive)
    archive.outbox.sent(begun, "C1:17", NOW)
    archive.outbox.put([edit("now")], NOW)
    [early] = claim(archive)
    archive.outbox.put([edit("held", not_before=NOW + DAY)], NOW)
    archive.outbox.retry(early, not_before=NOW + MINUTE, error_class="wait", error="slow", spend=False)
    assert claim(archive) == []
    assert [row.dedupe_key for row in claim(archive, NOW + MINUTE)] == ["held"]
    assert states(archive)["now"] == "overtaken"


def test_a_clock_that_was_set_back_delays_nothing_but_what_waits_for_an_hour_of_the_day(
    archive: AnyArchive,
) -> None:
    held = head("held", thread=None, held=Held.QUIET, not_before=NOW + HOUR)
    archive.outbox.put(
        [head("put off", thread=None), head("doubtful", thread=None), head("fresh", thread=None), held], NOW
    )
    refused, doubtful = claim(archive, limit=2)
    archive.outbox.retry(refused, not_before=NOW + HOUR, error_class="wait", error="slow", spend=False)
    archive.outbox.ambiguous(doubtful, not_before=NOW + HOUR, error_class="timeout", error="no answer")
    before = NOW - DAY
    assert archive.outbox.places_due(before) == [("slack", "C1")]
    assert [place.messages for place in archive.outbox.ready(before)] == [2]
    assert [row.id for row in archive.outbox.backlog(before, "slack", "C1")] == [1, 3]
    assert [row.dedupe_key for row in claim(archive, before)] == ["put off", "fresh"]
    [asked] = archive.outbox.claim_ambiguous(before, owner="t", limit=9, lease=MINUTE)
    assert asked.dedupe_key == "doubtful"
    archive.outbox.ambiguous(asked, not_before=before + HOUR, error_class="timeout", error="no answer")
    assert archive.outbox.claim_ambiguous(before, owner="t", limit=9, lease=MINUTE) == [], (
        "once, not for ever"
    )


def test_what_a_summary_may_tell_of_can_be_left_where_it_is(archive: AnyArchive) -> None:
    archive.outbox.put([head("a", thread=None), head("b", thread=None), message("notice")], NOW)
    first = claim(archive, place=("slack", "C1"), alerts=set())
    assert [row.dedupe_key for row in first] == ["notice"]
    assert [row.dedupe_key for row in claim(archive, place=("slack", "C1"), alerts={2})] == ["b"]


def test_what_was_not_taken_can_be_left_to_the_end(archive: AnyArchive) -> None:
    archive.outbox.put([head(key, thread=None) for key in ("a", "b", "c")], NOW)
    order = [claim(archive, limit=1, last={1, 2})[0].dedupe_key for _ in range(3)]
    assert order == ["c", "a", "b"]


def test_a_summary_takes_the_place_of_what_it_tells(archive: AnyArchive) -> None:
    archive.outbox.put([head(), reply(), edit(), head("other", thread="story:2")], NOW)
    waiting = archive.outbox.backlog(NOW, "slack", "C1")
    assert [(one.id, one.part, one.about) for one in waiting] == [
        (1, Part.HEAD, ABOUT), (2, Part.REPLY, ABOUT), (4, Part.HEAD, ABOUT),
    ]  # fmt: skip
    summary = [
        message("sum", kind="summary", thread="s"),
        message("page", kind="summary", thread="s", part=Part.REPLY),
    ]
    made = archive.outbox.bundle([one.id for one in waiting], summary, NOW)
    assert made == 5
    assert [one.id for one in archive.outbox.told_by(made)] == [1, 2, 4]
    assert states(archive) == {
        "head": "bundled", "reply": "bundled", "edit": "pending", "other": "bundled", "sum": "pending", "page": "pending",
    }  # fmt: skip
    assert archive.outbox.bundle([1], summary, NOW) is None
    archive.outbox.put([reply("late")], NOW)
    [sent] = claim(archive)
    assert sent.dedupe_key == "sum"
    archive.outbox.sent(sent, "C1:20", NOW)
    rest = claim(archive)
    assert [(row.dedupe_key, row.head_ref) for row in rest] == [("page", "C1:20"), ("late", "C1:20")]
    assert states(archive)["edit"] == "overtaken", "a summary is not edited for one of its statements"


def test_what_may_have_arrived_is_told_by_itself(archive: AnyArchive) -> None:
    archive.outbox.put([head("a", thread=None), head("b", thread=None)], NOW)
    [doubtful] = claim(archive, limit=1)
    archive.outbox.ambiguous(doubtful, not_before=NOW, error_class="timeout", error="no answer")
    [unknown] = archive.outbox.claim_ambiguous(NOW, owner="t", limit=9, lease=MINUTE)
    assert archive.outbox.resend_marked(unknown)
    assert [one.id for one in archive.outbox.backlog(NOW, "slack", "C1")] == [2]
    assert [place.alerts for place in archive.outbox.ready(NOW)] == [1]
    assert [(row.dedupe_key, row.maybe_repeat) for row in claim(archive)] == [("a", True), ("b", False)]


def test_an_edit_of_no_use_does_not_hide_what_waits_behind_it(archive: AnyArchive) -> None:
    archive.outbox.put([head(), edit()], NOW)
    [first] = claim(archive)
    archive.outbox.dead(first, error_class="payload", error="too long")
    archive.outbox.put([head("next", thread="story:2")], NOW)
    [row] = claim(archive, limit=1, place=("slack", "C1"))
    assert row.dedupe_key == "next"
    assert states(archive)["edit"] == "overtaken"


def test_what_is_under_way_is_not_bundled(archive: AnyArchive) -> None:
    archive.outbox.put([head("a"), head("b", thread=None)], NOW)
    claim(archive, limit=1)
    assert archive.outbox.bundle([1, 2], [message("sum", kind="summary")], NOW) is None
    assert states(archive) == {"a": "sending", "b": "pending"}


def test_what_waits_by_place(archive: AnyArchive) -> None:
    later = {"held": Held.QUIET, "not_before": NOW + HOUR}
    archive.outbox.put(
        [head("a", **later), head("b", thread=None), message("c", destination="C2"), reply("d")], NOW
    )
    archive.outbox.put(
        [head("e", channel="mail", destination="x@y.example"), edit("f", thread="story:9")], NOW
    )
    assert archive.outbox.ready(NOW) == [
        Ready(channel="slack", destination="C1", messages=2, alerts=1, held=0, oldest=2),
        Ready(channel="slack", destination="C2", messages=1, alerts=0, held=0, oldest=3),
        Ready(channel="mail", destination="x@y.example", messages=1, alerts=1, held=0, oldest=5),
    ]
    assert [place.channel for place in archive.outbox.ready(NOW, "mail")] == ["mail"]
    assert archive.outbox.next_due(NOW) == NOW + HOUR
    mail, *slack = archive.outbox.places_due(NOW)
    assert (mail, slack) == (("mail", "x@y.example"), [("slack", "C1"), ("slack", "C2")])
    assert archive.outbox.places_due(NOW - MINUTE) == []
    assert [row.dedupe_key for row in claim(archive, place=("slack", "C2"))] == ["c"]
    assert archive.outbox.oldest_pending(NOW) == NOW
    assert archive.outbox.places_due(NOW - MINUTE) == [("slack", "C2")], "a message is under way"
    parked = Parked(channel="slack", destination="*", reason="token", since=NOW, probe_at=NOW)
    archive.outbox.park(parked)
    assert archive.outbox.places_due(NOW - MINUTE) == [("slack", "*"), ("slack", "C2")]
    assert [place.channel for place in archive.outbox.ready(NOW + DAY)] == ["mail"]
    archive.outbox.unpark("slack", "*")
    [one] = archive.outbox.ready(NOW + HOUR, "slack")
    assert (one.alerts, one.held) == (2, 1)
    assert archive.outbox.ready(NOW + HOUR, "slack", "C1") == [one]
    assert archive.outbox.ready(NOW + HOUR, "slack", "C2") == []


def test_what_was_put_off_because_nobody_took_it_is_backlog_too(archive: AnyArchive) -> None:
    archive.outbox.put([head("a"), head("b", held=Held.DAILY, not_before=NOW + DAY)], NOW)
    [first] = claim(archive)
    archive.outbox.retry(first, not_before=NOW + HOUR, error_class="unreachable", error="x", spend=True)
    [one] = archive.outbox.backlog(NOW, "slack", "C1")
    assert (one.id, one.error_class, one.error) == (1, "unreachable", "x")
    assert [two.id for two in archive.outbox.backlog(NOW + DAY, "slack", "C1")] == [1, 2]


def test_threads_and_counts_for_who_composes(archive: AnyArchive) -> None:
    archive.outbox.put(
        [head(watch="w"), reply(watch="w"), edit(watch="w"), head("x", destination="C2", watch="v")], NOW
    )
    archive.outbox.put([head("h", thread="t", held=Held.CAP, not_before=NOW + HOUR, watch="w")], NOW + MINUTE)
    found = archive.outbox.threads({STORY, "t", "none"})
    assert {
        place: (thread.head.dedupe_key, thread.messages, thread.told) for place, thread in found.items()
    } == {
        ("slack", "C1", STORY): ("head", 2, True),
        ("slack", "C2", STORY): ("x", 1, True),
        ("slack", "C1", "t"): ("h", 1, True),
    }
    archive.outbox.bundle([5], [message("sum", kind="summary")], NOW)
    assert archive.outbox.threads({"t"})["slack", "C1", "t"].told is False
    assert archive.outbox.recent(NOW - MINUTE) == {(("slack", "C1"), "w"): 2, (("slack", "C2"), "v"): 1}
    assert archive.outbox.recent(NOW) == {}
    assert {key: row.id for key, row in archive.outbox.known({"head", "x", "nothing"}).items()} == {
        "head": 1,
        "x": 4,
    }
    assert archive.outbox.known(set()) == {}


@pytest.mark.parametrize("count", [1200])
def test_a_long_queue_is_bundled_whole(archive: AnyArchive, count: int) -> None:
    archive.outbox.put([head(str(n), thread=None) for n in range(count)], NOW)
    waiting = archive.outbox.backlog(NOW, "slack", "C1")
    made = archive.outbox.bundle([one.id for one in waiting], [message("sum", kind="summary")], NOW)
    assert made is not None
    assert archive.outbox.counts()[OutboxState.BUNDLED] == count
    assert len(archive.outbox.known({str(n) for n in range(count)})) == count
