"""Mutes: until when somebody wants nothing of a source, and where."""

from __future__ import annotations

from archive.records import Lease
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, NOW


def test_a_mute_lasts_until_its_end_or_until_it_is_lifted(archive: AnyArchive, lease: Lease) -> None:
    archive.mutes.set("a", "slack", "C1", until=NOW + DAY, person="slack:U1", now=NOW)
    archive.mutes.set("a", "*", "*", until=NOW + HOUR, person="ana", now=NOW)
    archive.mutes.set("b", "slack", "C1", until=NOW + DAY, person="ana", now=NOW)
    assert archive.mutes.of("a", NOW) == {("slack", "C1"): NOW + DAY, ("*", "*"): NOW + HOUR}
    assert archive.mutes.of("a", NOW + HOUR) == {("slack", "C1"): NOW + DAY}
    assert [(mute.source, mute.person) for mute in archive.mutes.active(NOW + HOUR)] == [
        ("a", "slack:U1"),
        ("b", "ana"),
    ]
    archive.mutes.set("a", "slack", "C1", until=NOW + 2 * DAY, person="ben", now=NOW + HOUR)
    [renewed] = [mute for mute in archive.mutes.active(NOW + DAY) if mute.source == "a"]
    assert (renewed.until, renewed.person, renewed.at) == (NOW + 2 * DAY, "ben", NOW + HOUR)
    assert archive.mutes.unmute("a", "slack", "C1") is True
    assert archive.mutes.unmute("a", "slack", "C1") is False
    assert archive.mutes.of("a", NOW + HOUR) == {}
