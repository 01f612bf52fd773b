"""When a source whose file was edited is asked again."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from archive import open_archive
from pipeline.proposals import STALE, ask_again
from statements.labels import Verdict
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, entry, finish

LOOKED = NOW - 3 * HOUR


@pytest.mark.parametrize(
    ("verdict", "edited", "asked"),
    [
        (Verdict.EMPTY, LOOKED + MINUTE, True),
        (Verdict.EMPTY, LOOKED - STALE + MINUTE, True),  # the look may have been one by the file of before
        (Verdict.EMPTY, LOOKED - STALE, False),
        (Verdict.EMPTY, NOW + DAY, False),  # a clock that was wrong once
        (Verdict.OK, LOOKED + MINUTE, False),  # its turn comes soon
        (Verdict.EMPTY, None, False),  # a source of the catalogue
    ],
)
def test_a_failing_source_does_not_wait_when_its_file_was_edited(
    verdict: Verdict, edited: datetime | None, asked: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "sources"
    if edited is not None:
        (folder / "fr").mkdir(parents=True)
        for name in ("a", "b", "of-nobody"):
            file = folder / "fr" / f"{name}.yaml"
            file.touch()
            os.utime(file, (edited.timestamp(), edited.timestamp()))
    with open_archive(f"sqlite:///{tmp_path / 'archive.db'}", migrate=True) as archive:
        archive.sources.sync([entry("a"), entry("b")], LOOKED)  # b was never asked
        lease = archive.sources.claim("a", LOOKED, owner="test", lease=HOUR)
        assert lease is not None
        finish(archive, lease, LOOKED, verdict)
        assert ask_again(archive, folder, NOW) == asked
