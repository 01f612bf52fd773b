"""The bench of reading: its statements, how it tells growth and ratios, and what it says when a side cannot be measured."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from bench.classify import report, texts
from bench.classify.measure import FACTORS, Job, grown
from bench.classify.process import Missing, Worker
from bench.classify.worker import Holder, memory

SENTENCE = "The ministry calls on both sides to return to the table without delay."
ROWS = [
    {"lang": language, "text": f"{SENTENCE} Number {i} follows."}
    for i in range(320)
    for language in ("en", "fr")
] + [{"lang": "zh", "text": "外交部呼吁双方立即停火。" * 10} for _ in range(12)]
SPEED = {
    "statements_per_s": 10.0,
    "cpu_ms_mean": 40.0,
    "cpu_ms_p95": 60.0,
    "load_s": 1.0,
    "load_cpu_s": 0.5,
    "peak_rss_mb_each": 100.0,
    "pss_mb_all": 150.0,
}


def _side(**changed: float | None) -> dict[str, Any]:
    speed = SPEED | changed
    return {
        "processes": {"1": speed, "2": speed},
        "growth": grown({1: [10.0], 8: [12.0]}, 10),
        "repeated": {"ratio": 0.1},
        "batches": {"ratio": 0.9},
    }


def test_statements_are_of_one_language_and_length() -> None:
    found = texts.statements(ROWS)
    assert {statement.language for statement in found} == {"en", "fr", "zh"}
    for statement in found:
        if statement.language == "zh":
            assert texts.CHARACTERS <= len(statement.text) < texts.CHARACTERS + 200
        else:
            assert texts.WORDS <= len(statement.text.split()) < texts.WORDS + 20
        assert len(statement.sentences) > 3
        assert all(sentence in statement.text for sentence in statement.sentences)


def test_no_passage_is_in_two_statements() -> None:
    english = [s for s in texts.statements(ROWS) if s.language == "en"]
    numbers = [sentence for s in english for sentence in s.sentences if sentence.startswith("Number")]
    assert len(numbers) == len(set(numbers)) > 200


def test_a_spread_takes_from_all_over_the_pool() -> None:
    pool = texts.statements(ROWS)
    chosen = texts.spread(pool, 10)
    assert len(chosen) == 10 == len({s.text for s in chosen if s.language != "zh"} | {s.text for s in chosen})
    assert {s.language for s in chosen} >= {"en", "fr"}
    assert texts.spread(pool, 10_000) == pool


def test_warming_up_uses_each_language_and_no_measured_statement() -> None:
    pool = texts.statements(ROWS)
    measured = pool[:4]
    warm = texts.warm_up(pool, measured)
    assert sorted(s.language for s in warm) == ["en", "fr", "zh"]
    assert all(len(s.sentences) <= 2 for s in warm)
    assert not any(w.sentences[1] in m.text for w in warm if w.language != "zh" for m in measured)
    assert {s.language for s in texts.warm_up(pool, pool)} == {"en", "fr", "zh"}


@pytest.mark.parametrize("factor", FACTORS)
def test_longer_statements_have_the_same_sentences(factor: int) -> None:
    parts = texts.of_one_language(texts.statements(ROWS), 8)
    assert len(parts) == 8
    longer = texts.joined(parts, factor)
    assert len(longer) == 8 // factor
    assert [s for each in longer for s in each.sentences] == [s for part in parts for s in part.sentences]


def test_the_real_corpus_is_enough() -> None:
    pool = texts.statements(texts.passages())
    assert len(pool) > 200
    assert len(texts.of_one_language(pool, max(FACTORS))) == max(FACTORS)


def test_growth_is_told_from_the_best_round_of_each_length() -> None:
    linear = grown({1: [20.0, 10.0], 2: [10.0, 30.0], 8: [14.0, 50.0]}, 10)
    assert linear["ms_per_sentence"] == {"1x": 1.0, "2x": 1.0, "8x": 1.4}
    assert (linear["ratio"], linear["linear"]) == (1.4, True)
    assert grown({1: [10.0], 8: [80.0]}, 10)["linear"] is False


def test_ratios_are_ours_over_theirs_where_both_were_measured() -> None:
    sides = {
        "communique": _side(),
        "communique words": {"missing": "no model"},
        "TF-IDF": _side(cpu_ms_mean=20.0, pss_mb_all=None),
        "transformer texts": {"missing": "no torch"},
    }
    found = report.ratios(sides)
    assert list(found) == ["communique / TF-IDF"]
    assert found["communique / TF-IDF"]["cpu_ms"] == 2.0
    assert found["communique / TF-IDF"]["pss_2"] is None


def test_the_table_shows_sides_limits_and_what_is_missing() -> None:
    slow = _side(cpu_ms_mean=51.0) | {"growth": grown({1: [10.0], 8: [80.0]}, 10)}
    sides = {"communique words": slow, "TF-IDF": _side(), "transformer texts": {"missing": "no torch"}}
    shown = report.table({"sides": sides, "ratios": report.ratios(sides), "limits": report.limits(sides)})
    assert "communique words: 51.0 ms a statement, OVER 50 ms" in shown
    assert "communique words: NOT linear" in shown
    assert "transformer texts      not measured: no torch" in shown
    assert "communique words / TF-IDF" in shown


def test_a_worker_reads_with_the_words_side() -> None:
    holder = Holder()
    holder.answer({"do": "load", "side": "communique words"})
    holder.answer({"do": "take", "statements": [["en", SENTENCE, [SENTENCE]]] * 3})
    assert len(holder.answer({"do": "read"})["ms"]) == 3
    assert holder.answer({"do": "score", "sentences": [SENTENCE], "language": "en"})["ms"] > 0
    with pytest.raises(ValueError, match="unknown request"):
        holder.answer({"do": "dance"})


def test_a_worker_says_that_nothing_is_loaded() -> None:
    with pytest.raises(ValueError, match="nothing is loaded"):
        Holder().answer({"do": "forget"})


def test_a_process_tells_its_memory() -> None:
    assert (memory()["peak_mb"] or 0) > 1


def test_an_interpreter_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="the interpreter does not start"), Worker(str(tmp_path / "python")):
        pass


def test_libraries_that_are_not_there_are_told(tmp_path: Path) -> None:
    with Worker(sys.executable) as worker, pytest.raises(Missing, match="No module named"):
        Job("transformer texts", sys.executable, tmp_path / "fitted").load(worker)


def test_a_worker_that_dies_is_told_with_its_last_words() -> None:
    with Worker(sys.executable) as worker, pytest.raises(RuntimeError, match="has to be fitted first"):
        Job("TF-IDF", sys.executable).load(worker)
