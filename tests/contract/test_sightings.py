"""What stands as it is known is seen all at once, by the same rules as one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.records import Lease
from archive.traces import Event
from statements.errors import LeaseLost
from statements.labels import Happening, Precision
from statements.model import Candidate, Published, Seen
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, candidate, new, revised

NAMES = ("one", "two", "three")


def filled(archive: AnyArchive, lease: Lease) -> list[Candidate]:
    """An archive with these statements in it."""
    given = [candidate(name, text=f"Text of {name}.") for name in NAMES]
    for one in given:
        archive.statements.store(
            lease,
            new(one.locators[0].removeprefix("guid:"), text=one.text),
            now=NOW,
            capture=None,
            baseline=False,
        )
    return given


def seen(archive: AnyArchive, *candidates: Candidate) -> list[Seen]:
    known = archive.statements.known_each("a", [one.locators for one in candidates])
    return [
        Seen(candidate=one, known=held)
        for one, held in zip(candidates, known, strict=True)
        if held is not None
    ]


def test_each_is_known_as_it_would_be_alone(archive: AnyArchive, lease: Lease) -> None:
    one, two, three = filled(archive, lease)
    known = archive.statements.known("a", two.locators, "", NOW)
    assert known is not None
    edit = revised(known, name="two", text="Edited.")
    archive.statements.store(lease, edit, now=NOW + HOUR, capture=None, baseline=False)
    mixed = ("guid:new", "guid:two", "url:https://a.example/one")
    asked = [one.locators, ("guid:nobody",), two.locators, mixed, three.locators, one.locators, ()]
    found = archive.statements.known_each("a", asked)
    assert found == [archive.statements.known("a", names, "", NOW) for names in asked]
    assert [None if held is None else held.statement for held in found] == [1, None, 2, 2, 3, 1, None]
    assert found[2] is not None
    assert (found[2].text, found[2].before) == ("Edited.", "Text of two.")
    assert found[3] is not None
    assert found[3].locators == frozenset({"guid:two"})
    assert archive.statements.known_each("b", [one.locators]) == [None]
    assert archive.statements.known_each("a", []) == []


def test_all_move_last_seen_forward_only(archive: AnyArchive, lease: Lease) -> None:
    one, two, _ = filled(archive, lease)
    for hours in (2, 1):
        archive.statements.seen(lease, seen(archive, one, two), NOW + hours * HOUR)
    later = NOW + 2 * HOUR
    assert [hit.last_seen for hit in archive.statements.export()] == [later, later, NOW]
    assert [hit.versions for hit in archive.statements.export()] == [1, 1, 1]


def test_what_was_gone_is_back_and_its_history_says_so(archive: AnyArchive, lease: Lease) -> None:
    given = filled(archive, lease)
    for at in (HOUR, 7 * HOUR):
        archive.statements.missing(lease, 2, NOW + at, NOW + at + HOUR)
    archive.statements.missing(lease, 3, NOW + HOUR, NOW + 2 * HOUR)
    archive.statements.seen(lease, seen(archive, *given), NOW + DAY)
    assert [hit.withdrawn_at for hit in archive.statements.export()] == [None, None, None]
    told = {2: "withdrawn since 2024-12-01 19:00 UTC", 3: "missing since 2024-12-01 13:00 UTC"}
    for statement, reason in told.items():
        back = Event(statement=statement, at=NOW + DAY, what=Happening.RETURNED, reason=reason)
        assert archive.statements.events(statement)[-1] == back
    assert archive.statements.events(1) == []
    assert archive.statements.missing(lease, 3, NOW + 2 * DAY, NOW + 3 * DAY) is False  # the first time again


def test_further_names_and_dates_of_edits_are_kept(archive: AnyArchive, lease: Lease) -> None:
    one, two, three = filled(archive, lease)
    edited = Published(precision=Precision.INSTANT, instant=NOW + HOUR, zone="UTC", origin="feed")
    one = replace(one, locators=(*one.locators, "path:a.example/one"), modified=edited)
    taken = replace(three, locators=(*three.locators, "guid:one"))
    archive.statements.seen(lease, seen(archive, one, two, taken), NOW + HOUR)
    version = archive.statements.version(1)
    assert version.modified is not None
    assert version.modified.instant == NOW + HOUR
    assert archive.statements.version(2).modified is None
    found = archive.statements.known_each("a", [("path:a.example/one",), ("guid:one",)])
    assert [held and held.statement for held in found] == [1, 1]  # a name stays with whom it was given first


def test_a_run_that_lost_its_lease_sees_nothing(archive: AnyArchive, lease: Lease) -> None:
    given = filled(archive, lease)
    assert archive.sources.claim("a", NOW + 20 * MINUTE, owner="other", lease=MINUTE) is not None
    with pytest.raises(LeaseLost):
        archive.statements.seen(lease, seen(archive, *given), NOW + DAY)
    assert {hit.last_seen for hit in archive.statements.export()} == {NOW}


def test_the_languages_of_texts_are_known_as_they_stand(archive: AnyArchive, lease: Lease) -> None:
    one, two, _ = filled(archive, lease)
    [known] = archive.statements.known_each("a", [two.locators])
    assert known is not None
    edit = revised(known, name="two", text="Modifié.", text_sha256="edited", language="fr")
    archive.statements.store(lease, edit, now=NOW + HOUR, capture=None, baseline=False)
    archive.statements.store(
        lease, new("four", text_sha256="four", language=None), now=NOW + HOUR, capture=None, baseline=False
    )
    found = archive.statements.languages("a")
    assert found[one.text_sha256] == "en"
    assert (found["edited"], found["four"]) == ("fr", None)
    assert two.text_sha256 not in found
    assert archive.statements.languages("b") == {}
