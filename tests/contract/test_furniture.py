"""Lines at the edges of a source's texts are counted for whoever holds it, and forgotten when they come no more."""

from __future__ import annotations

import pytest

from archive.furniture import FORGET, RECENT
from archive.records import Lease
from statements.errors import LeaseLost
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, MINUTE, NOW


def test_lines_are_counted_once_a_text(archive: AnyArchive, lease: Lease) -> None:
    assert archive.furniture.counts("a") == {}
    archive.furniture.note(lease, [["Share", "Print", "Share"], ["Share", "شارك"]], NOW)
    archive.furniture.note(lease, [["طباعة"]], NOW)
    assert archive.furniture.counts("a") == {"": 3, "Share": 2}  # not what was seen once
    assert archive.furniture.counts("b") == {}


def test_a_line_that_comes_no_more_is_forgotten(archive: AnyArchive, lease: Lease) -> None:
    for _ in range(2):
        archive.furniture.note(lease, [["Share", "Old motto"]], NOW)
    assert archive.furniture.counts("a")["Old motto"] == 2
    archive.furniture.note(lease, [["Share"]], NOW + FORGET)
    archive.furniture.note(lease, [[]], NOW + FORGET + DAY)
    assert archive.furniture.counts("a") == {"": 4, "Share": 3}


def test_a_line_of_a_new_design_has_not_to_outweigh_all_texts_of_the_old_one(
    archive: AnyArchive, lease: Lease
) -> None:
    for _ in range(RECENT):
        archive.furniture.note(lease, [["Old motto"]], NOW)
    archive.furniture.note(lease, [["Once"]], NOW)
    archive.furniture.note(lease, [["Share"]], NOW)
    archive.furniture.note(lease, [["Share"]], NOW)
    assert archive.furniture.counts("a") == {"": RECENT // 2 + 3, "Old motto": RECENT // 2, "Share": 2}
    for _ in range(2 * RECENT):
        archive.furniture.note(lease, [["Share"]], NOW)
    counts = archive.furniture.counts("a")
    assert counts["Share"] > 0.8 * counts[""]
    assert counts["Old motto"] < 0.2 * counts[""]


def test_a_run_that_lost_its_lease_counts_nothing(archive: AnyArchive, lease: Lease) -> None:
    assert archive.sources.claim("a", NOW + 20 * MINUTE, owner="other", lease=MINUTE) is not None
    with pytest.raises(LeaseLost):
        archive.furniture.note(lease, [["Share"]], NOW)
    assert archive.furniture.counts("a") == {}
