"""Whether sentence embeddings are in use, and the reason where they are not: what `doctor` and `model info` say."""

from __future__ import annotations

import json
import platform
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest

from classifier import Reader, embeddings, modelfile
from classifier.reader import MODEL
from pipeline import models, work
from tests.service.terminal import communique
from tests.unit.config.directories import write


def test_a_reader_with_the_encoder_uses_it_unless_told_not_to() -> None:
    assert models.in_use(work.reader(), wanted=True) == (True, None)
    assert models.in_use(work.reader(embeddings=False), wanted=False) == (False, "switched off")
    assert work.reader(embeddings=False).model_id == f"{work.reader().model_id}-words"


def test_without_the_extra_or_the_processor_the_reason_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trained, lexicon, manifest = modelfile.load(MODEL)
    loaded = Reader(trained, lexicon, manifest)

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    embeddings.loaded.cache_clear()
    assert models.in_use(loaded, wanted=True) == (False, 'the extra "embeddings" is not installed')
    monkeypatch.undo()
    embeddings.loaded.cache_clear()
    old = tmp_path / "cpuinfo"
    old.write_text("flags\t\t: fpu sse sse2 avx\n")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(embeddings, "Path", lambda _: old)
    assert models.in_use(loaded, wanted=True) == (
        False,
        "this processor has no AVX2, which the encoder needs",
    )
    embeddings.loaded.cache_clear()


def test_a_model_trained_without_says_so() -> None:
    trained, lexicon, manifest = modelfile.load(MODEL)
    words = replace(trained, heads={"words": trained.heads["words"]})
    reader = Reader(words, lexicon, manifest, embeddings.available())
    assert models.in_use(reader, wanted=True) == (False, "this model was trained without")


def test_model_info_and_doctor_go_by_the_settings(tmp_path: Path) -> None:
    on = communique("model", "info", "--json", "--config", str(tmp_path))
    assert (on.status, on.json["embeddings"]) == (0, {"used": True, "reason": None})
    assert on.json["id"] == work.reader().manifest["id"]
    (tmp_path / "desk").mkdir()
    desk = write(tmp_path / "desk", "classifier: {embeddings: false}\n")
    where = ("--config", str(desk))
    off = communique("model", "info", "--json", *where)
    assert off.json["embeddings"] == {"used": False, "reason": "switched off"}
    assert "not in use: switched off" in communique("model", "info", *where).out
    for text, level, said in (
        ("classifier: {embeddings: false}\n", "ok", "not in use (switched off)"),
        ("classifier: {embeddings: true}\n", "ok", "in use"),
    ):
        (desk / "settings.yaml").write_text(text)
        [finding] = [f for f in communique("doctor", "--json", *where).json if f["name"] == "embeddings"]
        assert finding["level"] == level and finding["text"].startswith(said)


def test_a_model_can_be_scored_with_and_without(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    row = {"id": "1", "title": "", "text": "We condemn the raid.", "language": "en", "stance": ["condemnation"],
           "primary": "condemnation", "topics": [], "rung": 5}  # fmt: skip
    file.write_text(json.dumps(row) + "\n")
    for extra, suffix in (((), ""), (("--words",), "-words")):
        scored = communique("model", "eval", str(file), "--json", *extra)
        assert (scored.status, scored.json["n"]) == (0, 1)
        read = communique("read", *extra, stdin=file.read_bytes())
        assert json.loads(read.out)["model"] == f"{work.reader().manifest['id']}{suffix}"
