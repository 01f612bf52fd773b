"""Every shipped source reads its saved pages as a person said it should."""

from __future__ import annotations

import json
from typing import Any

import pytest

from config import catalogue
from config.source import doors
from tests.pages.cases import PAGES, Case, cases, run

_CASES = cases()
_FIELDS = ("title", "url", "published", "language", "body")


def _golden(case: Case) -> dict[str, Any]:
    if not case.golden.exists():
        pytest.fail(f"{case.name} has no expected.json: python -m tests.pages.record {case.source.id}")
    golden: dict[str, Any] = json.loads(case.golden.read_text("utf-8"))
    return golden


_READ = [source.id for source in catalogue() if source.kind != "discover"]
"""The sources whose file says how to read them; the others are learnt at run time."""


def test_every_source_whose_file_says_how_to_read_it_has_a_saved_page() -> None:
    assert [id_ for id_ in _READ if not cases(id_)] == []


def test_every_further_door_has_a_saved_page() -> None:
    wanted = {
        (source.id, at) for source in catalogue() for at, door in enumerate(doors(source)) if at
    }  # no door is left to learn: each has an address of its own
    assert wanted - {(case.source.id, case.told.get("door", 0)) for case in _CASES} == set()


def test_every_saved_page_belongs_to_a_source() -> None:
    folders = {path.name for path in PAGES.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - {source.id for source in catalogue()} == set()


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_the_page_gives_the_golden_result(case: Case) -> None:
    golden = _golden(case)
    reviewed = golden.pop("reviewed")
    assert run(case) == golden
    assert reviewed is True, "compare the golden result with the page, then set reviewed to true"


@pytest.mark.parametrize("source", _READ)
def test_no_field_is_empty_in_every_item(source: str) -> None:
    items = [
        item
        for case in cases(source)
        for part in ("entry", "article", "content")
        for item in _golden(case).get(part, {}).get("items", [])
    ]
    assert [field for field in _FIELDS if not any(_given(item[field]) for item in items)] == []


def _given(value: Any) -> bool:
    return value["value"] is not None if isinstance(value, dict) else bool(value)
