"""The commands that tell who has spoken and what is new, as people call them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from archive import open_archive
from archive.instance import hold
from config import load
from pipeline import doctor
from tests.service.terminal import Answer, communique
from tests.unit.cli import filled


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled.make(tmp_path_factory.mktemp("desk") / "desk")


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "desk")
    return tmp_path / "desk"


def ask(desk: Path, *arguments: str) -> Answer:
    answer = communique(*arguments, "--config", str(desk))
    assert "Traceback" not in answer.err
    return answer


def test_the_board_as_a_table_and_as_json(desk: Path) -> None:
    answer = ask(desk, "board", "aleppo", "--expect", "FR,DE")
    assert answer.status == 0
    france, germany = answer.out.splitlines()[1:3]
    assert france.startswith("FR")
    assert "about 2024-12-01" in france
    assert "first" in france
    assert "We condemn in the strongest terms" in france
    assert germany.rstrip().split(None, 1) == ["DE", "not watched: no source of it is switched on"]
    shown = json.loads(ask(desk, "board", "aleppo", "--expect", "FR,DE", "--json").out)
    assert [one["standing"] for one in shown["voices"]] == ["spoke", "not watched"]
    assert shown["voices"][0]["id"] == shown["first"]["id"]


def test_the_board_of_everybody_and_of_nobody(desk: Path) -> None:
    assert ask(desk, "board", "aleppo").out.splitlines()[1].startswith("FR")
    answer = ask(desk, "board", "aleppo", "--until", "2024-11-30")
    assert (
        "no statement found" in answer.out
        or "partly readable" in answer.out
        or "source unreadable" in answer.out
    )


def test_hostile_words_do_not_reach_the_terminal(desk: Path) -> None:
    out = ask(desk, "board", "feigned").out
    assert len(out.splitlines()) == 2
    assert not {"\x1b", "\x9b", "\u202e"} & set(out)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("aleppo", "--expect", "Atlantis"), 1, "nobody is called"),
        (("aleppo", "--since", "soon"), 1, "cannot read the time"),
        (("aleppo", "--since", "2024-12-02", "--until", "2024-12-01"), 2, "ends before it begins"),
        (("stance:angry",), 2, "stance: cannot be"),
        (("--story", "99"), 1, "no story"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    desk: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    answer = ask(desk, "board", *arguments)
    assert answer.status == status
    assert said in answer.err
    assert answer.out == ""


def test_how_deep_the_archive_is_and_its_memory_filled_anew(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [france] = json.loads(ask(desk, "novelties", "depth", "--json").out)
    assert (france["issuer"], france["remembered"], france["waiting"]) == ("FR", 3, 0)
    database = f"sqlite:///{desk / 'communique.db'}"
    with open_archive(database) as archive:
        assert archive.novelties.lacking() == 0
        archive.novelties.forget()
        assert archive.novelties.lacking() == 3
    assert json.loads(ask(desk, "novelties", "depth", "--json").out)[0]["waiting"] == 3
    monkeypatch.setattr(doctor, "FEW", 0)
    [due] = [found for found in doctor.examine(load(desk, {})) if found["name"] == "novelties"]
    assert (due["level"], due["text"][:33]) == ("warn", "3 statements that were read are n")
    assert ask(desk, "novelties", "rebuild").err.strip() == "4 readings remembered"
    assert json.loads(ask(desk, "novelties", "depth", "--json").out) == [france]
    assert "2024-12-01" in ask(desk, "novelties", "depth").out


def test_the_memory_is_not_filled_anew_while_a_service_writes_it(desk: Path) -> None:
    with open_archive(f"sqlite:///{desk / 'communique.db'}") as archive, hold(archive, "the service"):
        answer = ask(desk, "novelties", "rebuild")
        assert answer.status == 1
        assert "the service" in answer.err


def test_show_prints_what_was_new(desk: Path) -> None:
    with (
        open_archive(f"sqlite:///{desk / 'communique.db'}") as archive,
        archive.database.write() as connection,
    ):
        connection.exec_driver_sql(
            "INSERT INTO novelty (version, kind, value, quote, details) VALUES (1, 'resolution', '2254', 'It is the way.',"
            ' \'{"subject": null, "depth": 412, "since": "2024-03-01T00:00:00+00:00", "before": {}}\')'
        )
    shown = json.loads(ask(desk, "show", "1", "--json").out)
    assert shown["news"] == [
        {
            "version": 1, "kind": "resolution", "value": "2254", "subject": None, "quote": "It is the way.", "depth": 412,
            "since": "2024-03-01T00:00:00Z", "before": {},
        }
    ]  # fmt: skip
    told = "new in version 1: First time France cites resolution 2254 in 412 statements since Mar 2024: “It is the way.”"
    assert told in ask(desk, "show", "1").out
