"""The outbox: at least once, in practice once, never in silence."""

from __future__ import annotations

import threading

import pytest

from archive import open_archive
from archive.posts import OutboxRow, OutboxState, Parked
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, message


def claim(archive: AnyArchive, now: object = NOW, limit: int = 9) -> list[OutboxRow]:
    return archive.outbox.claim(now, owner="t", limit=limit, lease=MINUTE)  # type: ignore[arg-type]


def row(archive: AnyArchive, row_id: int = 1) -> OutboxRow:
    return next(row for row in archive.outbox.list() if row.id == row_id)


def test_a_dedupe_key_is_queued_once_for_ever(archive: AnyArchive) -> None:
    assert archive.outbox.put([message("a"), message("b"), message("a")], NOW) == 2
    [first, _] = claim(archive)
    archive.outbox.sent(first, "ts1", NOW)
    assert archive.outbox.put([message("a"), message("c")], NOW) == 1
    counts = archive.outbox.counts()
    assert {state: n for state, n in counts.items() if n} == {"pending": 1, "sending": 1, "sent": 1}


def test_claimed_messages_are_sending_and_nobody_elses(archive: AnyArchive) -> None:
    archive.outbox.put([message("a"), message("b")], NOW)
    [first] = claim(archive, limit=1)
    assert (first.id, first.state, first.lease_token, first.claimed_at) == (1, OutboxState.SENDING, 1, NOW)
    assert first.payload == {"text": "naïve — 中文"}
    assert row(archive) == first
    assert [other.id for other in claim(archive)] == [2]
    assert claim(archive) == []


def test_sent(archive: AnyArchive) -> None:
    archive.outbox.put([message()], NOW)
    [mine] = claim(archive)
    assert archive.outbox.sent(mine, "C1:17", NOW) is True
    assert (row(archive).state, row(archive).provider_ref) == (OutboxState.SENT, "C1:17")
    assert archive.outbox.sent(mine, "again", NOW) is False
    assert claim(archive, NOW + DAY) == []


@pytest.mark.parametrize("spend", [True, False])
def test_not_accepted_goes_back_in_the_queue(archive: AnyArchive, spend: bool) -> None:
    archive.outbox.put([message()], NOW)
    [mine] = claim(archive)
    assert archive.outbox.retry(
        mine, not_before=NOW + HOUR, error_class="wait", error="slow down", spend=spend
    )
    back = row(archive)
    assert (back.state, back.attempts, back.error_class) == (OutboxState.PENDING, int(spend), "wait")
    assert claim(archive, NOW + HOUR - MINUTE) == []
    [again] = claim(archive, NOW + HOUR)
    assert again.lease_token == 2


def test_a_lease_that_ran_out_is_ambiguous_never_pending(archive: AnyArchive) -> None:
    archive.outbox.put([message()], NOW)
    [mine] = claim(archive)
    assert claim(archive, NOW + MINUTE) == []
    lost = row(archive)
    assert (lost.state, lost.error_class, lost.attempts) == (OutboxState.AMBIGUOUS, "interrupted", 1)
    # It was only slow: what it learned counts, as long as nobody else has taken the message.
    assert archive.outbox.sent(mine, "late", NOW + 2 * MINUTE) is True
    assert row(archive).state == OutboxState.SENT


def test_a_clock_that_went_back_makes_a_lost_message_ambiguous_too(archive: AnyArchive) -> None:
    archive.outbox.put([message()], NOW - DAY)
    claim(archive, NOW)
    assert claim(archive, NOW - HOUR) == []
    assert row(archive).state == OutboxState.AMBIGUOUS


def test_who_was_overtaken_changes_nothing(archive: AnyArchive) -> None:
    archive.outbox.put([message()], NOW)
    [mine] = claim(archive)
    claim(archive, NOW + MINUTE)
    [other] = archive.outbox.claim_ambiguous(NOW + MINUTE, owner="other", limit=9, lease=MINUTE)
    before = row(archive)
    assert archive.outbox.sent(mine, "x", NOW) is False
    assert archive.outbox.retry(mine, not_before=NOW, error_class="x", error="x", spend=True) is False
    assert archive.outbox.ambiguous(mine, not_before=NOW, error_class="x", error="x") is False
    assert archive.outbox.dead(mine, error_class="x", error="x") is False
    assert archive.outbox.degrade(mine, {"text": ""}, "x") is False
    assert archive.outbox.resend_marked(mine) is False
    assert row(archive) == before
    assert archive.outbox.sent(other, "found", NOW) is True


def test_messages_of_unknown_fate_are_looked_up_when_their_time_has_come(archive: AnyArchive) -> None:
    archive.outbox.put([message()], NOW)
    [mine] = claim(archive)
    assert archive.outbox.ambiguous(mine, not_before=NOW + HOUR, error_class="timeout", error="no answer")
    assert archive.outbox.claim_ambiguous(NOW, owner="t", limit=9, lease=MINUTE) == []
    [again] = archive.outbox.claim_ambiguous(NOW + HOUR, owner="t", limit=9, lease=MINUTE)
    assert (again.state, again.attempts, again.lease_token) == (OutboxState.AMBIGUOUS, 1, 2)
    assert archive.outbox.claim_ambiguous(NOW + HOUR, owner="u", limit=9, lease=MINUTE) == []
    assert claim(archive, NOW + HOUR) == []
    assert archive.outbox.resend_marked(again) is True
    [repeat] = claim(archive, NOW + HOUR)
    assert repeat.maybe_repeat is True


def test_a_lookup_that_was_interrupted_can_be_repeated(archive: AnyArchive) -> None:
    archive.outbox.put([message()], NOW)
    [mine] = claim(archive)
    archive.outbox.ambiguous(mine, not_before=NOW, error_class="timeout", error="no answer")
    archive.outbox.claim_ambiguous(NOW, owner="t", limit=9, lease=MINUTE)
    [again] = archive.outbox.claim_ambiguous(NOW + MINUTE, owner="t", limit=9, lease=MINUTE)
    assert again.lease_token == 3


def test_smaller_then_dead_then_by_hand(archive: AnyArchive) -> None:
    archive.outbox.put([message()], NOW)
    [mine] = claim(archive)
    assert archive.outbox.degrade(mine, {"text": "short"}, "too long")
    [smaller] = claim(archive)
    assert (smaller.payload, smaller.degraded) == ({"text": "short"}, 1)
    assert archive.outbox.dead(smaller, error_class="payload", error="still too long")
    assert claim(archive, NOW + DAY) == []
    assert (row(archive).state, row(archive).error) == (OutboxState.DEAD, "still too long")
    assert archive.outbox.requeue(99) == 0
    assert archive.outbox.requeue(1) == 1
    assert archive.outbox.requeue() == 0
    [again] = claim(archive)
    assert (again.attempts, again.payload) == (0, {"text": "short"})


def test_a_parked_destination_gets_nothing(archive: AnyArchive) -> None:
    others = [message("b", destination="C2"), message("c", channel="mail", destination="x@y.example")]
    archive.outbox.put([message("a"), *others], NOW)
    parked = Parked(channel="slack", destination="C1", reason="archived", since=NOW, probe_at=NOW + HOUR)
    archive.outbox.park(parked)
    assert [mine.destination for mine in claim(archive)] == ["C2", "x@y.example"]
    later = Parked(channel="slack", destination="C1", reason="still", since=NOW + DAY, probe_at=NOW + 2 * DAY)
    archive.outbox.park(later)
    assert archive.outbox.parked() == [
        Parked(channel="slack", destination="C1", reason="still", since=NOW, probe_at=NOW + 2 * DAY)
    ]
    assert archive.outbox.unpark("slack", "C1") is True
    assert archive.outbox.unpark("slack", "C1") is False
    archive.outbox.park(Parked(channel="slack", destination="*", reason="token", since=NOW, probe_at=NOW))
    assert claim(archive) == []
    archive.outbox.unpark("slack", "*")
    assert [mine.destination for mine in claim(archive)] == ["C1"]


def test_what_waits_is_visible(archive: AnyArchive) -> None:
    assert archive.outbox.oldest_pending(NOW) is None
    archive.outbox.put([message("a")], NOW)
    archive.outbox.put([message("b")], NOW + MINUTE)
    assert archive.outbox.oldest_pending(NOW + HOUR) == NOW
    [mine] = claim(archive, NOW + MINUTE, limit=1)
    archive.outbox.retry(mine, not_before=NOW + DAY, error_class="x", error="x", spend=False)
    assert archive.outbox.oldest_pending(NOW + HOUR) == NOW + MINUTE
    assert [r.dedupe_key for r in archive.outbox.list()] == ["b", "a"]
    assert [r.dedupe_key for r in archive.outbox.list(limit=1)] == ["b"]
    assert archive.outbox.list(OutboxState.SENT) == []


def test_two_deliverers_never_get_the_same_message(archive_url: str) -> None:
    claimed: list[int] = []
    with open_archive(archive_url) as first, open_archive(archive_url) as second:
        first.outbox.put([message(str(n)) for n in range(60)], NOW)
        start = threading.Barrier(4)

        def deliver(opened: AnyArchive) -> None:
            start.wait(timeout=30)
            misses = 0
            while misses < 3:
                rows = claim(opened, limit=5)
                misses += not rows
                claimed.extend(mine.id for mine in rows)

        threads = [threading.Thread(target=deliver, args=(opened,)) for opened in (first, second) * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
    assert sorted(claimed) == list(range(1, 61))
