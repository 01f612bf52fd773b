"""The recording command never blesses what nobody has read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.pages.cases import Case, cases
from tests.pages.record import main, record


def test_a_new_or_changed_result_waits_for_a_reader(tmp_path: Path) -> None:
    original = next(case for case in cases("ru-kremlin") if case.folder.name == "plain")
    shutil.copy(original.folder / "entry.xml", tmp_path)
    case = Case(source=original.source, folder=tmp_path)
    assert record(case) is True
    written = json.loads(case.golden.read_text("utf-8"))
    assert written == {**json.loads(original.golden.read_text("utf-8")), "reviewed": False}
    case.golden.write_text(json.dumps({**written, "reviewed": True}), encoding="utf-8")
    assert record(case) is False
    page = tmp_path / "entry.xml"
    page.write_text(page.read_text("utf-8").replace("fictional", "different"), encoding="utf-8")
    assert record(case) is True
    assert json.loads(case.golden.read_text("utf-8"))["reviewed"] is False


def test_a_source_without_pages_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nobody"]) == 2
    assert capsys.readouterr().err == "no saved page for: nobody\n"
