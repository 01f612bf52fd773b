"""The commands about stories, on an archive of a few statements."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.cli import filled
from tests.unit.cli.test_answers import ask, documented


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled.make(tmp_path_factory.mktemp("desk") / "desk")


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "desk")
    return tmp_path / "desk"


def test_a_person_joins_and_splits_and_the_statement_says_so(desk: Path) -> None:
    assert ask(desk, "stories", "list", "--json").json == []
    assert "No two statements of the last 7d belong together" in ask(desk, "stories", "list").err
    assert "cannot read 'yesterday'" in ask(desk, "stories", "list", "--since", "yesterday").err
    assert [one["id"] for one in ask(desk, "stories", "list", "--alone", "--json").json] == [3, 2, 1]

    joined = ask(desk, "stories", "join", "1", "3", "--by", "Ana", "--json").json
    assert (joined["id"], [one["id"] for one in joined["members"]]) == (1, [1, 3])
    shown = ask(desk, "stories", "show", "3", "--json").json
    assert set(shown) == documented("stories show ID --json")
    assert shown["members"][1]["basis"] == "person"
    assert shown["members"][1]["because"] == ["Ana put them together"]
    assert [(ruling["together"], ruling["person"]) for ruling in shown["rulings"]] == [(True, "Ana")]
    assert [one["id"] for one in ask(desk, "stories", "list", "--json").json] == [1]
    assert [hit["id"] for hit in ask(desk, "search", "story:1", "--json").json["hits"]] == [3, 1]

    statement = ask(desk, "show", "3", "--json").json
    assert statement["story"] == {
        "id": 1,
        "basis": "person",
        "beside": 1,
        "score": 1.0,
        "because": ["Ana put them together"],
        "members": [1, 3],
        "issuers": ["FR"],
    }
    assert "story 1 of FR: #1, #3" in ask(desk, "show", "3").out

    parted = ask(desk, "stories", "split", "3", "--by", "Bo")
    assert "statement 3 is in story 3" in parted.err
    assert "#1 and #3 apart, says Bo" in ask(desk, "stories", "show", "3").out
    assert ask(desk, "stories", "show", "1", "--json").json["id"] == 1


def test_a_story_with_hostile_words_is_printed_harmlessly(desk: Path) -> None:
    ask(desk, "stories", "join", "1", "2", "--by", "Ana \x1b[31m")
    for arguments in (("stories", "list"), ("stories", "show", "1")):
        out = ask(desk, *arguments).out
        assert "\x1b" not in out
        assert "\u202e" not in out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("stories", "show", "99"), "there is no statement 99"),
        (("stories", "show", "99999999999999999999"), "there is no statement"),
        (("stories", "split", "1", "--by", "Ana"), "stands alone"),
        (("stories", "join", "1", "1", "--by", "Ana"), "with itself"),
        (("stories", "join", "1", "99", "--by", "Ana"), "there is no statement 99"),
        (("stories", "join", "1", "2", "--by", " "), "say who decides"),
    ],
)
def test_what_cannot_be_done_is_said(desk: Path, arguments: tuple[str, ...], complaint: str) -> None:
    answer = ask(desk, *arguments)
    assert answer.status == 1
    assert complaint in " ".join(answer.err.split())


def test_a_story_that_cannot_be_is_refused_in_a_query(desk: Path) -> None:
    answer = ask(desk, "search", "story:first")
    assert answer.status == 2
    assert "story: cannot be 'first'" in answer.err
