"""Who wants no more of a digest, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Archive, open_archive
from archive.unsubscribed import WHOLE
from tests.contract.examples import DAY, NOW

READER = "Reader@desk.example"


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[Archive]:
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").clean()
    else:
        path = tmp_path / "archive.db"
        path.write_bytes(sqlite_template.read_bytes())
        url = f"sqlite:///{path}"
    with open_archive(url) as opened:
        yield opened


def test_a_wish_is_kept_once(archive: Archive) -> None:
    assert archive.unsubscribed.sections("weekly", READER) == frozenset()
    assert archive.unsubscribed.add("weekly", READER, "syria-2254", NOW)
    assert not archive.unsubscribed.add("weekly", READER, "syria-2254", NOW + DAY)
    assert archive.unsubscribed.sections("weekly", READER) == {"syria-2254"}


def test_a_wish_concerns_one_reader_and_one_digest(archive: Archive) -> None:
    archive.unsubscribed.add("weekly", READER, "syria-2254", NOW)
    archive.unsubscribed.add("weekly", READER, WHOLE, NOW)
    archive.unsubscribed.add("weekly", "other@desk.example", "sanctions", NOW)
    archive.unsubscribed.add("daily", READER, "sanctions", NOW)
    assert archive.unsubscribed.all("weekly") == {
        READER: {"syria-2254", WHOLE},
        "other@desk.example": {"sanctions"},
    }
    assert archive.unsubscribed.all("monthly") == {}


def test_who_wants_it_again_gets_it_again(archive: Archive) -> None:
    archive.unsubscribed.add("weekly", READER, WHOLE, NOW)
    archive.unsubscribed.add("weekly", READER, "sanctions", NOW)
    assert archive.unsubscribed.remove("weekly", READER, WHOLE)
    assert not archive.unsubscribed.remove("weekly", READER, WHOLE)
    assert archive.unsubscribed.sections("weekly", READER) == {"sanctions"}
