"""What a watch matched, and what an edit took away from it."""

from __future__ import annotations

from archive import open_archive
from archive.archive import Archive
from archive.records import WatchQuery
from tests.contract.examples import DAY, HOUR, NOW, entry, new, reading, revised


def test_the_edit_is_named_that_took_a_statement_from_a_watch(archive_url: str) -> None:
    with open_archive(archive_url, migrate=True) as archive:
        _check(archive)


def _check(archive: Archive) -> None:
    archive.sources.sync([entry("a")], NOW)
    lease = archive.sources.claim("a", NOW, owner="test", lease=DAY)
    assert lease is not None
    watches = [WatchQuery(id="talks", query="talks")]
    ids: dict[str, int] = {}

    def say(name: str, text: str, hours: float) -> None:
        at = NOW + hours * HOUR
        given = new(name, text=text)
        known = archive.statements.known("a", given.candidate.locators, given.candidate.text_sha256, at)
        stored = archive.statements.store(
            lease,
            revised(known, name=name, text=text) if known else given,
            now=at,
            capture=None,
            baseline=False,
        )
        assert stored.version is not None
        version = archive.statements.version(stored.version)
        archive.readings.record(version, reading(), watches=watches, compose=lambda _: [], now=at)
        ids[f"{name}{version.n}"] = version.id

    say("kept", "The talks go on.", 1)
    say("lost", "The talks go on, they say.", 1)
    say("back", "The talks are near.", 1)
    say("lost", "The meeting goes on, they say.", 2)
    say("lost", "The meeting goes on, they said.", 3)
    say("back", "The meeting is near.", 2)
    say("back", "The talks are near again.", 3)
    matched = [ids["kept1"], ids["lost1"], ids["back3"]]
    assert archive.matches.lost("talks", matched, NOW + DAY) == {ids["lost1"]: NOW + 2 * HOUR}
    assert archive.matches.lost("talks", matched, NOW + 2 * HOUR) == {}, "not yet"
    assert archive.matches.lost("talks", [], NOW + DAY) == {}
