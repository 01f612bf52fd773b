"""Training: the same bytes from the same corpus, whatever the order of its files, and nothing learnt from nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from classifier.passages import CORPUS, CorpusError
from classifier.reader import Reader
from classifier.train import train
from statements.errors import ModelError


def _small_corpus(directory: Path, *, reverse: bool = False) -> Path:
    directory.mkdir()
    for path in CORPUS.glob("*.jsonl"):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()][:20]
        (directory / path.name).write_text(
            "\n".join(lines[::-1] if reverse else lines) + "\n", encoding="utf-8"
        )
    return directory


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_training_twice_gives_the_same_files(tmp_path: Path) -> None:
    first = train(_small_corpus(tmp_path / "a"), tmp_path / "one", figures=False)
    second = train(_small_corpus(tmp_path / "b", reverse=True), tmp_path / "two", figures=False)
    assert first == second
    for name in ("model.npz", "manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    reader = Reader.load(tmp_path / "one")
    assert reader.model_id == first.id
    assert (
        reader.read(title="", text="We strongly condemn the attack.", language="en").primary == "condemnation"
    )


def test_a_faulty_corpus_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    shutil.copytree(CORPUS, tmp_path / "corpus")
    (tmp_path / "corpus" / "zz.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"zz\.jsonl:1: id is missing"):
        train(tmp_path / "corpus", tmp_path / "out", figures=False)
    assert not (tmp_path / "out").exists()


def test_too_few_passages_and_a_place_that_cannot_be_written_are_refused_at_once(tmp_path: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    lines = (CORPUS / "en-a01.jsonl").read_text(encoding="utf-8").splitlines()[:3]
    (few / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CorpusError, match="3 passages are too few"):
        train(few, tmp_path / "out")
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be written"):
        train(CORPUS, taken)
