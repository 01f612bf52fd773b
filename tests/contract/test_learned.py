"""What was learnt of a source is kept with it, written only by who holds it."""

from __future__ import annotations

import pytest

from archive.records import LearnedRecord, Lease
from statements.errors import LeaseLost
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, MINUTE, NOW

FIRST = LearnedRecord(
    document={
        "reads": {"kind": "listing", "item": "css: li", "languages": ["ar"]},
        "layout": {"entry": "0a 1b"},
    },
    learned_at=NOW,
    confidence=0.8,
    reason="six links of one make",
)


def test_what_was_learnt_is_kept_until_something_else_is(archive: AnyArchive, lease: Lease) -> None:
    assert archive.learned.get("a") is None
    assert archive.learned.all() == {}
    archive.learned.put(lease, FIRST)
    assert archive.learned.get("a") == FIRST
    assert archive.learned.get("b") is None
    later = LearnedRecord(document={"reads": {}}, learned_at=NOW + DAY, confidence=0.6, reason="a new design")
    archive.learned.put(lease, later)
    assert archive.learned.all() == {"a": later}


def test_a_run_that_lost_its_lease_teaches_nothing(archive: AnyArchive, lease: Lease) -> None:
    archive.learned.put(lease, FIRST)
    assert archive.sources.claim("a", NOW + 20 * MINUTE, owner="other", lease=MINUTE) is not None
    with pytest.raises(LeaseLost):
        archive.learned.put(lease, LearnedRecord(document={}, learned_at=NOW, confidence=0.0, reason=""))
    assert archive.learned.get("a") == FIRST
