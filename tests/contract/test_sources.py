"""Sources: what is due, who may check it, what a check leaves behind."""

from __future__ import annotations

import threading

import pytest

from archive import open_archive
from archive.records import Lease, SourceEntry, SourceHealth, Validators
from statements.errors import LeaseLost
from statements.labels import Verdict
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, entry, finish, report


def names(leases: list[Lease]) -> list[str]:
    return [lease.source for lease in leases]


def test_a_new_source_is_due_at_once(archive: AnyArchive) -> None:
    archive.sources.sync([entry("a")], NOW)
    assert archive.sources.due_count(NOW) == 1
    state = archive.sources.state("a")
    assert state is not None
    assert (state.health, state.next_due_at, state.lease_token) == (SourceHealth.NEW, NOW, 0)
    assert archive.sources.state("zz") is None


def test_longest_due_first_and_no_more_than_asked_for(archive: AnyArchive) -> None:
    archive.sources.sync([entry("late")], NOW)
    archive.sources.sync([entry("late"), entry("early")], NOW - HOUR)
    assert names(archive.sources.claim_due(NOW, owner="t", limit=1, lease=MINUTE)) == ["early"]
    assert names(archive.sources.claim_due(NOW, owner="t", limit=9, lease=MINUTE)) == ["late"]


def test_what_is_held_is_not_given_away_until_its_lease_runs_out(archive: AnyArchive) -> None:
    archive.sources.sync([entry("a")], NOW)
    [first] = archive.sources.claim_due(NOW, owner="one", limit=9, lease=10 * MINUTE)
    assert first == Lease(source="a", token=1, until=NOW + 10 * MINUTE)
    assert archive.sources.claim_due(NOW + 9 * MINUTE, owner="two", limit=9, lease=MINUTE) == []
    assert archive.sources.claim("a", NOW + 9 * MINUTE, owner="two", lease=MINUTE) is None
    assert archive.sources.due_count(NOW + 9 * MINUTE) == 0
    [second] = archive.sources.claim_due(NOW + 10 * MINUTE, owner="two", limit=9, lease=MINUTE)
    assert second.token == 2
    with pytest.raises(LeaseLost):
        archive.sources.release(first)
    with pytest.raises(LeaseLost):
        finish(archive, first, NOW + 11 * MINUTE)
    state = archive.sources.state("a")
    assert state is not None
    assert state.last_check_at is None
    finish(archive, second, NOW + 11 * MINUTE)


def test_one_source_of_a_host_at_a_time(archive: AnyArchive) -> None:
    shared = [entry(name, host="mfa.example") for name in ("a", "b")]
    archive.sources.sync([*shared, entry("c")], NOW)
    held = archive.sources.claim_due(NOW, owner="t", limit=9, lease=MINUTE)
    assert names(held) == ["a", "c"]
    assert archive.sources.claim("b", NOW, owner="t", lease=MINUTE) is None
    archive.sources.release(held[0])
    assert names(archive.sources.claim_due(NOW, owner="t", limit=9, lease=MINUTE)) == ["a"]


def test_claim_takes_a_source_that_is_not_due(archive: AnyArchive, lease: Lease) -> None:
    finish(archive, lease, NOW)
    assert archive.sources.claim_due(NOW + MINUTE, owner="t", limit=1, lease=MINUTE) != [lease]
    again = archive.sources.claim("a", NOW + MINUTE, owner="t", lease=MINUTE)
    assert again is not None
    assert again.token == 2
    assert archive.sources.claim("unheard-of", NOW, owner="t", lease=MINUTE) is None


def test_a_clock_that_went_back_stalls_nothing(archive: AnyArchive, lease: Lease) -> None:
    finish(archive, lease, NOW)
    then = NOW - DAY
    assert "a" in names(archive.sources.claim_due(then, owner="t", limit=9, lease=MINUTE))
    # A crash under a lease taken in the future must not hold the source for a day.
    held = archive.sources.claim("b", NOW + DAY, owner="dead", lease=MINUTE)
    assert held is not None
    assert "b" in names(archive.sources.claim_due(NOW, owner="t", limit=9, lease=MINUTE))


def test_two_readings_of_the_clock_in_the_wrong_order_are_no_clock_that_went_back(
    archive: AnyArchive,
) -> None:
    archive.sources.sync([entry("a")], NOW - HOUR)
    assert len(archive.sources.claim_due(NOW, owner="one", limit=9, lease=MINUTE)) == 1
    assert archive.sources.claim_due(NOW - MINUTE / 60, owner="two", limit=9, lease=MINUTE) == []


def test_finish_writes_everything_and_gives_the_lease_back(archive: AnyArchive, lease: Lease) -> None:
    known = Validators(etag='"1"', last_modified="Sun", body_sha256="ab", full_at=NOW)
    archive.sources.finish(
        lease,
        report(listed=3, new=3, stored=2, baseline=True),
        next_due_at=NOW + HOUR,
        validators={"https://a/": known, "https://a/2": Validators()},
        health=SourceHealth.OK,
        now=NOW + MINUTE,
    )
    state = archive.sources.state("a")
    assert state is not None
    assert state.lease_until is None
    assert state.next_due_at == NOW + HOUR
    assert (
        state.baseline_at == state.last_success_at == state.last_check_at == state.last_new_at == NOW + MINUTE
    )
    assert (state.last_verdict, state.failures) == (Verdict.OK, 0)
    assert archive.sources.validators("a") == {"https://a/": known, "https://a/2": Validators()}
    assert archive.sources.validators("b") == {}
    with pytest.raises(LeaseLost):
        finish(archive, lease, NOW + HOUR)


def test_validators_are_replaced(archive: AnyArchive, lease: Lease) -> None:
    first, second = {"https://a/#old": Validators(etag="1")}, {"https://a/#new": Validators(etag="2")}
    for validators, kept in ((first, first), (second, second), ({}, second)):
        taken = lease if validators is first else archive.sources.claim("a", NOW, owner="t", lease=MINUTE)
        assert taken is not None
        archive.sources.finish(
            taken, report(), next_due_at=NOW, validators=validators, health=SourceHealth.OK, now=NOW
        )
        assert archive.sources.validators("a") == kept


def test_the_first_success_ends_the_baseline_for_good_even_without_items(
    archive: AnyArchive, lease: Lease
) -> None:
    finish(archive, lease, NOW, Verdict.TIMEOUT, error="no answer in 30 s")
    state = archive.sources.state("a")
    assert state is not None
    assert (state.baseline_at, state.failures, state.last_error) == (None, 1, "no answer in 30 s")
    for hours in (1, 2):
        taken = archive.sources.claim("a", NOW + hours * HOUR, owner="t", lease=MINUTE)
        assert taken is not None
        finish(archive, taken, NOW + hours * HOUR, Verdict.UNCHANGED if hours == 1 else Verdict.OK)
    state = archive.sources.state("a")
    assert state is not None
    assert (state.baseline_at, state.failures, state.last_error) == (NOW + HOUR, 0, None)


def test_what_is_no_longer_configured_is_paused_and_remembered(archive: AnyArchive, lease: Lease) -> None:
    finish(archive, lease, NOW)
    archive.sources.sync([entry("b", enabled=False)], NOW)
    assert [(s.source, s.health) for s in archive.sources.states()] == [
        ("a", SourceHealth.PAUSED),
        ("b", SourceHealth.PAUSED),
    ]
    assert archive.sources.claim_due(NOW + DAY, owner="t", limit=9, lease=MINUTE) == []
    assert archive.sources.claim("a", NOW + DAY, owner="t", lease=MINUTE) is None
    assert archive.sources.make_due(NOW) == 0
    archive.sources.sync([entry("a")], NOW + DAY)
    state = archive.sources.state("a")
    assert state is not None
    assert (state.health, state.baseline_at) == (SourceHealth.OK, NOW)


def test_a_shorter_interval_takes_effect_at_once(archive: AnyArchive, lease: Lease) -> None:
    archive.sources.finish(
        lease, report(), next_due_at=NOW + DAY, validators={}, health=SourceHealth.OK, now=NOW
    )
    archive.sources.sync([entry("a", every=MINUTE)], NOW)
    state = archive.sources.state("a")
    assert state is not None
    assert state.next_due_at == NOW + MINUTE


def test_make_due(archive: AnyArchive, lease: Lease) -> None:
    finish(archive, lease, NOW)
    assert archive.sources.due_count(NOW) == 1
    assert archive.sources.make_due(NOW, []) == 0
    assert archive.sources.make_due(NOW, ["b", "nowhere"]) == 1
    assert archive.sources.due_count(NOW) == 1
    assert archive.sources.make_due(NOW, ["a"]) == 1
    assert archive.sources.due_count(NOW) == 2
    finish(archive, archive.sources.claim_due(NOW, owner="t", limit=1, lease=HOUR)[0], NOW)
    assert archive.sources.make_due(NOW) == 2
    assert archive.sources.due_count(NOW) == 2


def test_two_claimers_never_get_the_same_source(archive_url: str) -> None:
    entries = [SourceEntry(id=f"s{n:02}", issuer="FR", host=f"h{n // 2}", every=HOUR) for n in range(24)]
    claimed: list[Lease] = []
    with open_archive(archive_url) as first, open_archive(archive_url) as second:
        first.sources.sync(entries, NOW)
        start = threading.Barrier(4)

        def claim(opened: object) -> None:
            assert opened in (first, second)
            start.wait(timeout=30)
            archive = first if opened is first else second
            while leases := archive.sources.claim_due(NOW, owner="t", limit=2, lease=HOUR):
                claimed.extend(leases)

        threads = [threading.Thread(target=claim, args=(opened,)) for opened in (first, second) * 2]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
    assert len({lease.source for lease in claimed}) == len(claimed) == 12
    assert {lease.token for lease in claimed} == {1}
    hosts = [int(lease.source[1:]) // 2 for lease in claimed]
    assert sorted(hosts) == list(range(12))
