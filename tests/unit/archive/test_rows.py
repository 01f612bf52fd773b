"""Readings as they are stored: nothing is lost on the way, and readings stored by an earlier version still load."""

from __future__ import annotations

import json

from archive.rows import reading_of, reading_payload
from statements.labels import Rank
from tests.contract.examples import reading

ADDED = ("target_phrase", "instruments", "speaker", "commitments", "unsure")


def test_a_reading_comes_back_as_it_was_stored() -> None:
    stored = json.loads(json.dumps(reading_payload(reading())))
    assert reading_of(stored) == reading()
    loaded = reading_of(stored)
    assert loaded.speaker is not None and isinstance(loaded.speaker.rank, Rank)


def test_a_reading_stored_before_facts_were_added_loads_without_them() -> None:
    stored = {key: value for key, value in reading_payload(reading()).items() if key not in ADDED}
    assert reading_of(stored) == reading(
        target_phrase=None, instruments=(), speaker=None, commitments=(), unsure=()
    )
