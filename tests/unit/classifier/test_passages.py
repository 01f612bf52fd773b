"""The corpus loader refuses what is wrong with file and line, and the shipped corpus has nothing wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from classifier import fit
from classifier.lexicon import SOURCES, Lexicon, read_sources
from classifier.passages import CORPUS, CorpusError, corpus, load, main, near_duplicates, statistics
from classifier.train import row

GOOD: dict[str, object] = {
    "id": "t01-0001",
    "lang": "en",
    "title": "",
    "text": "We condemn the raid. We urge restraint.",
    "stance": ["condemnation", "de-escalation"],
    "primary": "condemnation",
    "topics": [],
    "rung": 5,
    "quote": {"condemnation": "We condemn the raid", "de-escalation": "We urge restraint"},
    "kind": None,
    "run": "t01",
    "note": "",
}


def _file(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
    return path


def test_a_good_line_is_read(tmp_path: Path) -> None:
    passages, problems = load([_file(tmp_path, GOOD)])
    assert problems == []
    assert passages[0].labels == ("condemnation", "de-escalation")
    assert passages[0].quotes["condemnation"] == ("We condemn the raid",)
    assert passages[0].where == "t.jsonl:1"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stance": ["condemnation", "anger"]}, "unknown stance label 'anger'"),
        ({"stance": ["condemnation", "neutral"]}, "neutral stands alone"),
        ({"stance": []}, "stance is empty"),
        ({"primary": "support"}, "primary 'support' is not among the stances"),
        ({"topics": ["weather"]}, "unknown topics label 'weather'"),
        ({"rung": 9}, "rung must be"),
        ({"rung": 3}, "condemnation needs rung 4"),
        ({"rung": 7}, "rung 7 needs warning"),
        ({"quote": {"condemnation": "We condemned the raid"}}, "not verbatim"),
        ({"quote": {}}, "no quote for condemnation"),
        ({"lang": "tlh"}, "unknown language 'tlh'"),
        ({"kind": "poem"}, "unknown kind 'poem'"),
        ({"id": "x-1"}, "must begin with its run"),
        ({"extra": 1}, "unknown field 'extra'"),
        ({"arguable": ["anger"]}, "arguable must be a list of stances and topics"),
        ({"arguable": "concern"}, "arguable must be a list of stances and topics"),
        ({"text": " "}, "text must be a text"),
    ],
)
def test_faults_are_named_with_file_and_line(tmp_path: Path, change: dict[str, object], message: str) -> None:
    passages, problems = load([_file(tmp_path, GOOD, {**GOOD, "id": "t01-0002", **change})])
    assert len(passages) == 1
    assert problems and all(p.startswith("t.jsonl:2: ") for p in problems)
    assert any(message in p for p in problems)


def test_a_label_that_readers_did_not_agree_on_is_neither_learnt_nor_measured(tmp_path: Path) -> None:
    argued = {**GOOD, "id": "t01-0002", "arguable": ["condemnation", "human-rights"]}
    passages, problems = load([_file(tmp_path, GOOD, argued)])
    assert problems == []
    data = fit.rows(passages, Lexicon(read_sources(SOURCES)), None)
    of = {label: data.target[:, column].tolist() for column, label in enumerate(fit.LABELS)}
    assert (of["condemnation"], of["human-rights"], of["concern"]) == (
        [1, -1, -1, -1],
        [0, 0, -1, -1],
        [0, 0, 0, 0],
    )
    truth = row(passages[1])
    assert (truth["stance_unsure"], truth["topics_unsure"]) == (["condemnation"], ["human-rights"])


def test_broken_json_missing_fields_and_repeated_ids(tmp_path: Path) -> None:
    path = _file(tmp_path, "{", "[]", {"id": "t01-1"}, GOOD, GOOD)
    passages, problems = load([path])
    assert len(passages) == 1
    assert problems[0].startswith("t.jsonl:1: not JSON")
    assert problems[1] == "t.jsonl:2: not a JSON object"
    assert "t.jsonl:3: text is missing" in problems
    assert problems[-1] == "t.jsonl:5: id 't01-0001' is already at t.jsonl:4"


def test_a_corpus_with_problems_or_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus files"):
        corpus(tmp_path)
    _file(tmp_path, {**GOOD, "rung": 99})
    with pytest.raises(CorpusError, match=r"t\.jsonl:1: rung") as caught:
        corpus(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path}/t.jsonl:1: ")


def test_near_duplicates_are_found(tmp_path: Path) -> None:
    other = {**GOOD, "id": "t01-0002"}
    different = {
        **GOOD,
        "id": "t01-0003",
        "text": "We condemn the raid. Elsewhere the day was calm and the markets stayed open. We urge restraint.",
    }
    passages, _ = load([_file(tmp_path, GOOD, other, different)])
    assert [(a.id, b.id) for _, a, b in near_duplicates(passages)] == [("t01-0001", "t01-0002")]


def test_the_command_prints_problems_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(_file(tmp_path, GOOD, {**GOOD, "rung": 1}))]) == 1
    printed = capsys.readouterr().out
    assert "t.jsonl:2: condemnation needs rung 4" in printed
    assert "1 passages, " in printed
    assert main([str(_file(tmp_path, GOOD))]) == 0


def test_the_shipped_corpus_is_valid_varied_and_covers_every_label() -> None:
    passages = corpus(CORPUS)
    counts = statistics(passages)
    assert len(passages) >= 1200
    assert min(counts["stance"].values()) >= 100
    assert len(counts["topic"]) == 15 and min(counts["topic"].values()) >= 50
    assert set(counts["rung"]) == {str(r) for r in range(9)}
    # Templates would show here: less than one passage in a hundred may be like another.
    assert len(near_duplicates(passages)) < len(passages) / 100
