"""Many unchanged checks at a small price: what a look begins with, several closings at once, and when to look again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from archive import open_archive
from archive.records import Closing, Lease, SourceHealth, Validators, Visit, VisitReason
from statements.labels import Verdict
from tests.contract.conftest import AnyArchive
from tests.contract.examples import HOUR, MINUTE, NOW, entry, finish, report
from tests.postgres import Postgres

KNOWN = {"https://a/#x": Validators(etag='"1"', full_at=NOW)}


def take(archive: AnyArchive, source: str) -> Lease:
    lease = archive.sources.claim(source, NOW, owner="t", lease=MINUTE)
    assert lease is not None
    return lease


def read(archive: AnyArchive, source: str, verdict: Verdict = Verdict.OK) -> None:
    """One check of ``source`` that left validators behind."""
    archive.sources.finish(
        take(archive, source),
        report(source, verdict),
        next_due_at=NOW + HOUR,
        validators=KNOWN,
        health=SourceHealth.OK if verdict.success else SourceHealth.DEGRADED,
        now=NOW,
    )


def test_the_next_due_time_is_that_of_a_source_nobody_checks(archive: AnyArchive) -> None:
    assert archive.sources.next_due() is None
    archive.sources.sync([entry("one"), entry("two")], NOW)
    finish(archive, take(archive, "one"), NOW)
    assert archive.sources.next_due() == NOW
    take(archive, "two")
    assert archive.sources.next_due() == NOW + 15 * MINUTE
    archive.sources.sync([entry("two")], NOW)
    assert archive.sources.next_due() is None


def test_only_a_source_in_good_order_with_nothing_else_due_is_calm(archive: AnyArchive) -> None:
    names = ["calm", "failed", "new", "waiting"]
    archive.sources.sync([entry(name) for name in names], NOW)
    for name in ("calm", "failed", "waiting"):
        read(archive, name)
    read(archive, "failed", Verdict.TIMEOUT)
    lease = take(archive, "waiting")
    page = Visit(source="waiting", url="https://a/1", reason=VisitReason.NEW, due_at=NOW + HOUR)
    archive.visits.plan(lease, [page], NOW)
    found = archive.sources.calm([*names, "unknown"], NOW)
    assert list(found) == ["calm"]
    assert found["calm"].validators == KNOWN
    assert found["calm"].state == archive.sources.state("calm")
    assert archive.sources.calm([], NOW) == {}


def test_several_checks_are_closed_at_once_and_a_lost_lease_harms_no_other(archive: AnyArchive) -> None:
    archive.sources.sync([entry("one"), entry("two"), entry("lost")], NOW)
    late = take(archive, "lost")
    archive.sources.release(late)
    closings = [
        Closing(
            lease=lease,
            report=report(lease.source, Verdict.UNCHANGED),
            next_due_at=NOW + HOUR,
            validators={},
            health=SourceHealth.OK,
            now=NOW,
        )
        for lease in (take(archive, "one"), late, take(archive, "two"))
    ]
    assert archive.sources.finish_many(closings) == ["lost"]
    states = {state.source: state for state in archive.sources.states()}
    assert [states[name].last_verdict for name in ("one", "two", "lost")] == [
        Verdict.UNCHANGED, Verdict.UNCHANGED, None,
    ]  # fmt: skip
    assert archive.sources.next_due() == NOW
    assert archive.sources.finish_many([]) == []


@pytest.mark.parametrize("work", ["closing", "sync"])
def test_who_holds_several_sources_takes_them_in_one_order_so_that_none_waits_for_the_other(
    postgres: Postgres, work: str
) -> None:
    """While another session holds the first row, whoever waits for it holds no later one."""
    row = sa.text("SELECT id FROM source WHERE id = :id FOR UPDATE NOWAIT")
    waiting = sa.text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    with open_archive(postgres.clean()) as archive, ThreadPoolExecutor(1) as thread:
        archive.sources.sync([entry("one"), entry("two")], NOW)
        closings = [
            Closing(
                lease=take(archive, name),
                report=report(name),
                next_due_at=NOW + HOUR,
                validators={},
                health=SourceHealth.OK,
                now=NOW,
            )
            for name in ("two", "one")
        ]
        works: dict[str, Callable[[], object]] = {
            "closing": lambda: archive.sources.finish_many(closings),
            "sync": lambda: archive.sources.sync([entry("two"), entry("one")], NOW),
        }
        with archive.database.writer.connect() as other, archive.database.connect() as watching:
            other.execute(row, {"id": "one"})
            done = thread.submit(works[work])
            pause = threading.Event()
            while not watching.execute(waiting).scalar_one() and not done.done():
                pause.wait(0.01)
            assert not done.done()
            other.execute(row, {"id": "two"})
            other.rollback()
            done.result()
