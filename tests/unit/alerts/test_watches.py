"""Which messages a matched statement causes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from alerts.aftermath import withdrawals
from alerts.telling import dedupe_key
from alerts.watches import messages
from archive.records import Hit
from archive.traces import Withdrawal
from config.watches import Watch
from statements.labels import Grade, Stance
from statements.model import Reissue
from tests.unit.alerts.examples import NOW, reading, version

SYRIA = Watch(id="syria", name="Syria", query="resolution:2254", to=("slack:C1", "webhook:desk"))
CALM = Watch(id="calm", name="Calm", query="stance:de-escalation", to=("slack:C1", "slack:C2"))
OFF = Watch(id="off", name="Off", query="x", to=("slack:C9",), enabled=False)
QUIET = Watch(id="quiet", name="Quiet", query="x")


def why(payload: Any) -> str:
    return str(payload["blocks"][-1]["elements"][0]["text"])


def test_one_message_a_destination_names_all_watches() -> None:
    found = messages([SYRIA, CALM, OFF, QUIET], ["calm", "syria", "off", "quiet"], version(), reading(), None)
    assert [(m.channel, m.destination, m.watch) for m in found] == [
        ("slack", "C1", "syria"),
        ("slack-webhook", "desk", "syria"),
        ("slack", "C2", "calm"),
    ]
    assert "“Syria” (resolution:2254), “Calm” (stance:de-escalation)" in why(found[0].payload)
    assert "Calm" not in why(found[1].payload)
    assert {m.kind for m in found} == {"alert"}
    assert {m.version for m in found} == {11}


def test_watches_that_did_not_match_cause_nothing() -> None:
    assert messages([SYRIA, CALM], [], version(), reading(), None) == []


def test_the_key_depends_on_statement_announcement_and_destination_only() -> None:
    first = messages([SYRIA], ["syria"], version(), reading(), None)
    again = messages([CALM, SYRIA], ["calm", "syria"], version(id=99, title="other"), reading(rung=3), None)
    assert first[0].dedupe_key == next(m for m in again if m.destination == "C1").dedupe_key
    assert first[0].dedupe_key == dedupe_key(7, "new", "slack:C1")
    assert len({m.dedupe_key for m in (*first, *again)}) == 3


@pytest.mark.parametrize("grade", [Grade.FURNITURE, Grade.TYPO, Grade.WORDING, Grade.FACTS])
def test_an_edit_that_changes_neither_stance_nor_signatories_alerts_nobody_twice(grade: Grade) -> None:
    edited = version(n=2, grade=grade)
    assert messages([SYRIA], ["syria"], edited, reading(), reading(), previously=["syria"]) == []


def test_an_edit_that_a_watch_matches_for_the_first_time_is_a_revision_to_it_alone() -> None:
    edited = version(n=2, grade=Grade.WORDING)
    found = messages([SYRIA, CALM], ["syria", "calm"], edited, reading(), reading(), previously=["syria"])
    assert {message.watch for message in found} == {"calm"}
    assert "Revised" in str(found[0].payload["text"])


def test_a_watch_that_asks_for_edits_is_told_of_each_one_it_matches() -> None:
    curious = Watch(id="curious", name="Edits", query="issuer:FR edit:>=facts", to=("slack:C1",))
    edited = version(n=3, grade=Grade.FACTS)
    found = messages(
        [curious, SYRIA], ["curious", "syria"], edited, reading(), reading(), previously=["curious", "syria"]
    )
    assert [(message.destination, message.watch) for message in found] == [("C1", "curious")]


@pytest.mark.parametrize(
    "query", ["issuer:FR -edit:>=facts", "issuer:FR NOT edit:facts", '"edit: wording" OR issuer:FR']
)
def test_a_watch_that_excludes_edits_or_has_the_word_in_a_phrase_does_not_ask_for_them(query: str) -> None:
    other = Watch(id="other", name="Other", query=query, to=("slack:C1",))
    edited = version(n=3, grade=Grade.FACTS)
    assert messages([other], ["other"], edited, reading(), reading(), previously=["other"]) == []


@pytest.mark.parametrize("grade", [Grade.SIGNATORIES, Grade.STANCE, Grade.WITHDRAWN])
def test_an_edit_of_weight_is_a_revision_that_says_what_changed(grade: Grade) -> None:
    before = reading(stances=(Stance.CONCERN,))
    edited = version(n=2, grade=grade)
    (found,) = messages(
        [SYRIA], ["syria"], edited, reading(), before, previously=["syria"], edited=["it [-regrets-] <b>"]
    )[:1]
    assert found.dedupe_key == dedupe_key(7, "revised:2", "slack:C1")
    assert "Revised" in str(found.payload["text"])
    assert f"*Revised* ({grade})" in str(found.payload["blocks"])
    assert "it ~regrets~ &lt;b&gt;" in str(found.payload["blocks"])


def test_a_reissue_says_of_what() -> None:
    again = version(reissue=Reissue(statement=12, day=date(2025, 3, 1), score=0.984))
    (found,) = messages([SYRIA], ["syria"], again, reading(), None)[:1]
    assert "Re-issue of #12 of 1 Mar 2025 (98% the same words)" in str(found.payload["blocks"])


def test_a_later_version_whose_predecessor_was_never_read_is_announced_as_new() -> None:
    found = messages([SYRIA], ["syria"], version(n=2), reading(), None)
    assert found[0].dedupe_key == dedupe_key(7, "new", "slack:C1")
    assert "Revised" not in str(found[0].payload["text"])


def test_a_withdrawal_is_told_to_those_who_were_told_of_the_statement() -> None:
    hit = Hit(version=version(), reading=reading(), versions=1, withdrawn_at=NOW, last_seen=NOW)
    told = frozenset({("slack", "C1"), ("slack-webhook", "desk"), ("slack", "C2"), ("slack", "C9")})
    matched = frozenset({"syria", "calm", "off", "removed"})
    gone = Withdrawal(event=1, hit=hit, at=NOW, reason="HTTP 404", watches=matched, told=told)
    found = withdrawals([SYRIA, CALM, OFF, QUIET], [gone], now=NOW)
    assert [(m.channel, m.destination, m.watch) for m in found] == [
        ("slack", "C1", "syria"),
        ("slack-webhook", "desk", "syria"),
        ("slack", "C2", "calm"),
    ]
    payload = found[0].payload
    assert str(payload["text"]).startswith("Withdrawn: ") and len(str(payload["text"])) <= 150
    assert "Gone at two looks" in str(payload["blocks"]) and "(HTTP 404)" in str(payload["blocks"])
    assert "Calm" in why(payload)
    assert found[0].dedupe_key == withdrawals([SYRIA], [gone], now=NOW)[0].dedupe_key
    later = replace(gone, at=NOW + timedelta(days=9))
    assert withdrawals([SYRIA], [later], now=NOW)[0].dedupe_key != found[0].dedupe_key, (
        "gone again is news again"
    )


def test_a_withdrawal_is_not_told_where_nobody_was_told_of_the_statement() -> None:
    """A baseline is matched without a message; so was what a watch added since would have matched."""
    hit = Hit(version=version(), reading=reading(), versions=1, withdrawn_at=NOW, last_seen=NOW)
    matched = frozenset({"syria", "calm"})
    silent = Withdrawal(event=1, hit=hit, at=NOW, reason=None, watches=matched, told=frozenset())
    assert withdrawals([SYRIA, CALM], [silent], now=NOW) == []
    some = replace(silent, told=frozenset({("slack", "C2"), ("slack-webhook", "C1")}))
    assert [message.destination for message in withdrawals([SYRIA, CALM], [some], now=NOW)] == ["C2"]
