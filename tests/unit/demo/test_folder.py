"""The folder of a demo run: ours is made anew, anybody else's is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo import folder
from statements.errors import CommuniqueError


def test_a_second_run_removes_what_the_first_left_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    with folder.prepared(out):
        (out / folder.DESK / "sources").mkdir(parents=True)
        (out / folder.DESK / "sources" / "a.yaml").write_text("a")
        (out / folder.DIGEST[0]).write_text("old")
    (out / "notes.txt").write_text("mine")
    with folder.prepared(out):
        assert sorted(path.name for path in out.iterdir()) == [folder.MARKER, "notes.txt"]


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    with folder.prepared(tmp_path):
        assert (tmp_path / folder.MARKER).is_file()


def test_a_folder_of_somebody_else_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "communique.db").write_text("precious")
    with pytest.raises(CommuniqueError, match="not made by the demo"), folder.prepared(tmp_path):
        raise AssertionError("it must not be entered")
    assert (tmp_path / "desk" / "communique.db").read_text() == "precious"
    assert not (tmp_path / folder.MARKER).exists()


def test_a_file_or_a_link_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(CommuniqueError, match="not a directory"), folder.prepared(tmp_path / name):
            raise AssertionError("it must not be entered")


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    with folder.prepared(tmp_path):
        (tmp_path / "digest.txt").write_text("of the first")
        with pytest.raises(CommuniqueError, match="another demo is running"), folder.prepared(tmp_path):
            raise AssertionError("it must not be entered")
        assert (tmp_path / "digest.txt").exists()
