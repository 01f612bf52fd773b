"""`communique explain`: of an archived statement and of a text, in words and as JSON."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.service.terminal import communique
from tests.unit.cli import filled
from tests.unit.cli.test_answers import documented

TEXT = "We met in Oslo on Monday. We condemn in the strongest terms the shelling of Aleppo."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled.make(tmp_path_factory.mktemp("desk") / "desk")


def test_an_archived_statement_is_explained_as_it_was_read(desk: Path) -> None:
    about = communique("explain", "1", "condemnation", "--json", "--config", str(desk)).json
    assert set(about) == documented("explain")
    assert (about["statement"], about["version"], about["label"]) == (1, 1, "condemnation")
    [shown] = [communique("show", "1", "--json", "--config", str(desk)).json]
    reading = shown["reading"]
    assert about["given"] and "condemnation" in reading["stance"]
    assert about["stored"] == {
        "model": about["model"], "given": True, "unsure": False, "score": reading["scores"]["condemnation"],
    }  # fmt: skip
    assert about["score"] == reading["scores"]["condemnation"]
    assert about["sentences"][0]["text"] in filled.CONDEMNS
    assert "condemn" in about["sentences"][0]["concepts"][0]


def test_for_a_person_the_answer_stands_first_and_the_sentences_follow(desk: Path) -> None:
    answer = communique("explain", "1", "condemnation", "--config", str(desk))
    assert (answer.status, answer.err) == (0, "")
    first, blank, second, *rest = answer.out.splitlines()
    assert re.fullmatch(r"condemnation is given: its score of [01]\.\d\d reaches .+", first)
    assert blank == ""
    assert re.match(r"1\. 0\.\d\d|1\. 1\.00 “We condemn in the strongest terms", second)
    assert any(line.startswith("   concepts: condemn") for line in rest)
    assert any(line.startswith("   weights: ") and ", all others " in line for line in rest)
    assert any(line.startswith("statement: best sentence +") for line in rest)
    cited = communique("explain", "1", "unsc-2254", "--config", str(desk))
    assert cited.out.startswith("unsc-2254 is given by rule: the text cites resolution 2254.")


def test_words_alone_are_said_to_be_an_answer_of_their_own(desk: Path, tmp_path: Path) -> None:
    words = communique("explain", "1", "condemnation", "--words", "--json", "--config", str(desk)).json
    assert words["model"].endswith("-words") and words["stored"]["model"] == words["model"][: -len("-words")]
    assert not {"meaning", "neighbours"} & {part["name"] for s in words["sentences"] for part in s["parts"]}
    shutil.copytree(desk, tmp_path / "desk")
    with (tmp_path / "desk" / "settings.yaml").open("a") as settings:
        settings.write("classifier: {embeddings: false}\n")
    where = ("--config", str(tmp_path / "desk"))
    assert communique("explain", "1", "condemnation", "--json", *where).json["model"] == words["model"]


def test_an_answer_that_differs_from_the_archives_says_so(desk: Path, tmp_path: Path) -> None:
    import sqlite3

    shutil.copytree(desk, tmp_path / "desk")
    with sqlite3.connect(tmp_path / "desk" / "communique.db") as archive:
        archive.execute("UPDATE reading SET payload = replace(payload, '\"condemnation\"', '\"concern\"')")
    archive.close()
    answer = communique("explain", "1", "condemnation", "--config", str(tmp_path / "desk"))
    assert answer.status == 0, answer.err
    assert "The archive holds an earlier answer, of model " in answer.out.splitlines()[1]
    assert answer.out.splitlines()[1].endswith(": not given.")


def test_a_text_in_no_archive_is_explained_from_a_file_or_a_pipe(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(TEXT, "utf-8")
    about = communique("explain", "--file", str(file), "--title", "On Aleppo", "condemnation", "--json").json
    assert set(about) == documented("explain")
    assert (about["statement"], about["version"], about["stored"], about["given"]) == (None, None, None, True)
    assert about["title"]["probability"] > 0
    piped = communique("explain", "--file", "-", "condemnation", stdin=TEXT.encode())
    assert piped.out.startswith("condemnation is given: ")
    assert "2." in piped.out and "We met in Oslo on Monday." in piped.out
    assert not communique("explain", "--file", "-", "sanctions", "--json", stdin=TEXT.encode()).json["given"]
    french = "Nous condamnons avec la plus grande fermeté le bombardement d'Alep."
    for more in ((), ("--language", "fr")):
        answer = communique("explain", "--file", "-", "condemnation", *more, stdin=french.encode())
        assert "concepts: condemn" in answer.out
    nothing = communique("explain", "--file", "-", "warning", stdin=b"")
    assert nothing.out.startswith("warning is not given: there is nothing to read.\n")


def test_what_cannot_be_explained_is_named(desk: Path, tmp_path: Path) -> None:
    where = ("--config", str(desk))
    file = tmp_path / "latin"
    file.write_bytes("Déclaration".encode("latin-1"))
    for arguments, said in (
        (("explain", "99", "warning", *where), "there is no statement 99 in this archive"),
        (("explain", "9" * 40, "warning", *where), f"there is no statement {'9' * 40} in this archive"),
        (("explain", "1", "condemnaton", *where), "no label 'condemnaton'; did you mean condemnation?"),
        (("explain", "1", "neutral", *where), "'neutral' has no score of its own"),
        (
            ("explain", "--file", str(tmp_path / "none"), "warning"),
            "cannot be read: No such file or directory",
        ),
        (("explain", "--file", str(tmp_path), "warning"), "cannot be read: Is a directory"),
        (
            ("explain", "--file", str(file), "warning"),
            "is not text in UTF-8 (invalid continuation byte at byte 1)",
        ),
    ):
        answer = communique(*arguments)
        assert (answer.status, answer.out) == (1, ""), arguments
        assert said in answer.err


def test_remote_text_cannot_command_the_terminal() -> None:
    answer = communique(
        "explain", "--file", "-", "condemnation", stdin=f"We condemn {filled.HOSTILE}.".encode()
    )
    assert answer.status == 0
    shown = answer.out + answer.err
    assert not [c for c in shown if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) <= 0x9F or c == "\u202e")]
