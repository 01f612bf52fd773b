"""The bench on sets of others: rows to tasks, folds that leak nothing, and a kernel that learns what a line cannot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench import peersets
from bench.peersets import Ints, Margins, Material, Piece
from classifier.features import Sentence
from classifier.lexicon import Lexicon
from classifier.vectors import Floats
from statements.errors import CommuniqueError

LEXICON = Lexicon({"concepts": {}, "languages": {}})
COLUMNS = "file_id,sentence_text,sentence_char_offsets,A0,B1"


def _material(dense: Floats, target: list[int], group: list[int] | None = None) -> Material:
    return Material(
        texts=[Sentence("We met.", "en", LEXICON)] * len(target),
        dense=dense,
        target=np.array(target, dtype=np.int8)[:, None],
        group=np.array(group or range(len(target)), dtype=np.int64),
    )


def _piece(file: str, start: int, end: int) -> Piece:
    return Piece(file=file, start=start, end=end, text="", criticises=False)


def test_a_sentence_criticises_when_either_column_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "sentences.csv"
    rows = ["UNSC_1_spch002_A.txt,You failed.,0-11,Direct,_", "UNSC_1_spch002_A.txt,We thank you.,12-25,_,_"]
    rows.append("UNSC_1_spch003_B.txt,Not so.,0-7,_,Correction")
    path.write_text("\n".join([COLUMNS, *rows]), encoding="utf-8")
    found = peersets.pieces(path, text="sentence_text", offsets="sentence_char_offsets", marks=["A0", "B1"])
    assert [(p.text, p.start, p.end, p.criticises) for p in found] == [
        ("You failed.", 0, 11, True),
        ("We thank you.", 12, 25, False),
        ("Not so.", 0, 7, True),
    ]
    assert peersets.speeches(found).tolist() == [0, 0, 1]


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sentences.csv"
    path.write_text("file_id,sentence_text\n", encoding="utf-8")
    with pytest.raises(CommuniqueError, match=r"sentences\.csv has no column A0, B1\."):
        peersets.table(path, ",", ["file_id", "A0", "B1"])
    with pytest.raises(CommuniqueError, match=r"none\.csv cannot be read: No such file or directory\."):
        peersets.table(tmp_path / "none.csv", ",", [])


def test_a_clause_belongs_to_the_sentence_it_overlaps_most() -> None:
    sentences = [_piece("a", 0, 40), _piece("a", 41, 90), _piece("b", 0, 20)]
    clauses = [_piece("a", 0, 15), _piece("a", 38, 60), _piece("b", 5, 9)]
    assert peersets.sentence_of(clauses, sentences).tolist() == [0, 1, 2]
    with pytest.raises(CommuniqueError, match=r"another corpus than the sentences: c\."):
        peersets.sentence_of([_piece("c", 0, 3)], sentences)


def test_neighbours_are_of_the_same_speech() -> None:
    vectors = np.array([[1.0], [2.0], [3.0]], dtype=np.float32)
    found = peersets.within(vectors, np.array([0, 0, 1]))
    assert found.tolist() == [[1, 2, 0], [2, 1, 0], [3, 0, 0]]


def test_one_column_asks_yes_or_no_and_several_which() -> None:
    assert peersets.answers(np.array([[0.1], [-0.1]])).tolist() == [1, 0]
    assert peersets.answers(np.array([[0.1, 0.2, -1.0], [3.0, 0.0, 1.0]])).tolist() == [1, 0]


def test_the_kernel_learns_what_no_line_separates() -> None:
    chance = np.random.default_rng(7)
    dense = chance.normal(size=(400, 2)).astype(np.float32)
    material = _material(dense, (dense[:, 0] * dense[:, 1] > 0).astype(int).tolist())
    inside, outside = np.arange(300), np.arange(300, 400)
    given = peersets.answers(peersets.kernel(material, inside, outside))
    assert peersets.macro(material.answer[outside], given) > 0.9


def test_the_kernel_finds_the_rare_class() -> None:
    chance = np.random.default_rng(7)
    rare = [int(i % 20 == 0) for i in range(600)]
    dense = chance.normal(size=(600, 3)).astype(np.float32) + 1.5 * np.array(rare, dtype=np.float32)[:, None]
    given = peersets.answers(peersets.kernel(_material(dense, rare), np.arange(400), np.arange(400, 600)))
    assert given[::20].mean() > 0.6


def test_macro_f1_is_the_mean_over_classes_met() -> None:
    assert peersets.macro(np.array([0, 0, 3, 3]), np.array([0, 3, 3, 3])) == pytest.approx(
        (2 / 3 + 4 / 5) / 2
    )
    assert peersets.macro(np.array([1, 1]), np.array([1, 2])) == pytest.approx((2 / 3 + 0) / 2)


def test_the_interval_holds_the_figure_and_draws_whole_groups() -> None:
    truth: Ints = np.array([0, 1] * 20)
    given = truth.copy()
    given[:4] = 1 - given[:4]
    group: Ints = np.repeat(np.arange(10), 4)
    low, high = peersets.interval(truth, given, group)
    assert low < peersets.macro(truth, given) < high == 1.0
    assert peersets.interval(truth, given, np.zeros(40, dtype=np.int64)) == pytest.approx((0.9, 0.9))


def test_folds_keep_a_speech_whole_and_test_every_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    group = [i // 3 for i in range(60)]
    tested: list[int] = []

    def ways(material: Material, inside: Ints, outside: Ints) -> dict[str, Margins]:
        assert not set(material.group[inside].tolist()) & set(material.group[outside].tolist())
        tested.extend(outside.tolist())
        return {"right": material.target[outside].astype(np.float64) - 0.5}

    monkeypatch.setattr(peersets, "ways", ways)
    material = _material(np.zeros((60, 0), dtype=np.float32), [i % 2 for i in range(60)], group)
    said: list[str] = []
    assert peersets.by_speech(material, said.append)["right"]["macro_f1"] == 1.0
    assert sorted(tested) == list(range(60))
    assert said[-1] == "fold 10 of 10"


def test_a_split_never_learns_from_a_translation_of_what_it_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    def ways(material: Material, inside: Ints, outside: Ints) -> dict[str, Margins]:
        assert not set(material.group[inside].tolist()) & set(material.group[outside].tolist())
        assert len(outside) == 2 * 6
        margins = material.target[outside].astype(np.float64) - 0.5
        margins[6:] *= -1  # the second language is always wrong
        return {"way": margins}

    monkeypatch.setattr(peersets, "ways", ways)
    material = _material(
        np.zeros((80, 0), dtype=np.float32), [i % 2 for i in range(40)] * 2, [*range(40), *range(40)]
    )
    found = peersets.by_split(material, ["en", "es"], 3, lambda _: None)
    assert found == {
        "en": {"way": {"macro_f1": 1.0, "spread": 0.0}},
        "es": {"way": {"macro_f1": 0.0, "spread": 0.0}},
    }


def test_five_classes_need_parallel_files(tmp_path: Path) -> None:
    paths = {language: tmp_path / f"{language}.tsv" for language in ("en", "es")}
    paths["en"].write_text("en\tQuadClass\nThey met.\t3\nThey fired.\t2\n", encoding="utf-8")
    paths["es"].write_text("es\tQuadClass\nSe reunieron.\t3\nDispararon.\t2\n", encoding="utf-8")
    material = peersets.quad(paths, LEXICON, None)
    assert material.answer.tolist() == [3, 2, 3, 2]
    assert material.group.tolist() == [0, 1, 0, 1]
    paths["es"].write_text("es\tQuadClass\nSe reunieron.\t3\n", encoding="utf-8")
    with pytest.raises(CommuniqueError, match="not translations of each other"):
        peersets.quad(paths, LEXICON, None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give at least one set"),
        (["--unscon-clauses", "c.csv"], "--unscon-clauses needs --unscon-sentences"),
        (["--quad-en", "q.tsv", "--splits", "0"], "--splits must be at least 1"),
    ],
)
def test_arguments_are_refused_or_obeyed(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        peersets.main(arguments)
    assert message in capsys.readouterr().err
