"""What comes back after it was withdrawn, for those who were told that it was gone."""

from __future__ import annotations

from archive.records import Lease, WatchQuery
from statements.model import Seen
from tests.contract.conftest import AnyArchive
from tests.contract.examples import HOUR, MINUTE, NOW, candidate, message, new, reading

WATCHES = [
    WatchQuery(id="aleppo", query="aleppo"),
    WatchQuery(id="aleppo always", query="france", noted=False),
]


def store(archive: AnyArchive, lease: Lease) -> None:
    for name, text in (
        ("one", "About Aleppo in France."),
        ("two", "Of something else."),
        ("three", "Aleppo again."),
    ):
        archive.statements.store(
            lease, new(name, title=name, text=text), now=NOW, capture=None, baseline=False
        )


def gone(archive: AnyArchive, lease: Lease, statement: int, *hours: int) -> None:
    for hour in hours:
        archive.statements.missing(lease, statement, NOW + hour * HOUR, NOW + 99 * HOUR, "HTTP 404")


def back(archive: AnyArchive, lease: Lease, name: str, text: str, hour: int) -> None:
    again = candidate(name, title=name, text=text)
    known = archive.statements.known("a", again.locators, again.text_sha256, NOW)
    assert known is not None
    archive.statements.store(
        lease, Seen(candidate=again, known=known), now=NOW + hour * HOUR, capture=None, baseline=False
    )


def test_only_what_was_gone_for_certain_and_matched_came_back(archive: AnyArchive, lease: Lease) -> None:
    store(archive, lease)
    for version in archive.readings.unread(9):
        archive.readings.record(version, reading(rung=0), watches=WATCHES, compose=lambda _: [], now=NOW)
    archive.outbox.put([message("one", version=1), message("three", version=3)], NOW)
    gone(archive, lease, 1, 1, 2)
    gone(archive, lease, 2, 1, 2)
    gone(archive, lease, 3, 1)
    assert archive.returns.since(NOW) == []
    back(archive, lease, "one", "About Aleppo in France.", 5)
    back(archive, lease, "two", "Of something else.", 5)
    back(archive, lease, "three", "Aleppo again.", 5)
    [only] = archive.returns.since(NOW)
    assert (only.hit.version.statement, only.at, only.gone_at) == (1, NOW + 5 * HOUR, NOW + 2 * HOUR)
    assert only.watches == frozenset({"aleppo"})
    assert archive.returns.since(NOW, besides={only.event}) == []
    assert archive.returns.since(NOW, limit=0) == []
    assert archive.returns.since(NOW + 5 * HOUR + MINUTE) == []
    gone(archive, lease, 1, 7, 8)
    assert archive.returns.since(NOW) == []
    back(archive, lease, "one", "About Aleppo in France.", 9)
    assert [(one.at, one.gone_at) for one in archive.returns.since(NOW + 6 * HOUR)] == [
        (NOW + 9 * HOUR, NOW + 8 * HOUR)
    ]


def test_an_exception_of_a_watch_is_heard_of_but_not_kept(archive: AnyArchive, lease: Lease) -> None:
    store(archive, lease)
    heard: list[tuple[str, ...]] = []

    def compose(matched: object) -> list[object]:
        heard.append(tuple(matched))  # type: ignore[arg-type]
        return []

    for version in archive.readings.unread(9):
        archive.readings.record(version, reading(), watches=WATCHES, compose=compose, now=NOW)  # type: ignore[arg-type]
    assert heard == [("aleppo", "aleppo always"), ("aleppo",)]
    kept = archive.readings.matches(NOW, NOW + HOUR)
    assert [(match.watch, match.hit.version.statement) for match in kept] == [("aleppo", 1), ("aleppo", 3)]
