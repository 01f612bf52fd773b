"""The lexicon: every language has every act and topic, and its wording is found in inflected sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.folding import fold
from classifier.lexicon import SOURCES, Lexicon, read_sources, to_regex
from statements.errors import ModelError
from statements.labels import Stance, Topic

SOURCE = read_sources()
LEXICON = Lexicon(SOURCE)


def test_every_language_has_wording_for_every_concept() -> None:
    languages = SOURCE["languages"]
    assert isinstance(languages, dict)
    assert set(languages) >= {"en", "fr", "de", "es", "ar", "ru", "zh"}
    for language, entry in languages.items():
        assert {c for c, _ in entry["patterns"]} == set(LEXICON.concepts), language


def test_every_label_has_a_concept() -> None:
    labels = {c.label for c in LEXICON.concepts.values()}
    assert labels >= {str(s) for s in Stance if s is not Stance.NEUTRAL} | {str(t) for t in Topic}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Norvia condemns in the strongest terms the killing of civilians.", {"condemn-strongly", "civilians"}),
        ("fr", "La France condamne avec la plus grande fermeté cette attaque.", {"condemn", "condemn-strongly"}),
        ("de", "Wir verurteilen den Angriff aufs Schärfste und rufen alle Seiten zur Zurückhaltung auf.", {"condemn-strongly", "restraint", "call-on"}),
        ("es", "México condena enérgicamente el ataque y llama a la moderación.", {"condemn-strongly", "call-on", "restraint"}),
        ("ru", "Решительно осуждаем обстрел и призываем к сдержанности.", {"condemn-strongly", "call-on", "restraint"}),
        ("ar", "تُدين المملكة بأشدّ العبارات الهجوم وتدعو إلى ضبط النفس", {"condemn-strongly", "call-on", "restraint"}),
        ("zh", "中方强烈谴责袭击，呼吁各方保持克制，立即停火。", {"condemn-strongly", "call-on", "restraint", "stop-fighting"}),
        (None, "Wir verurteilen den Angriff.", {"condemn"}),
        (None, "我们谴责。", {"condemn"}),
    ],
)  # fmt: skip
def test_wording_is_found(language: str | None, text: str, expected: set[str]) -> None:
    assert expected <= LEXICON.match(fold(text), language).plain


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Government does not condemn the vote."),
        ("fr", "Le gouvernement ne condamne pas ce vote."),
        ("es", "El Gobierno no condena la votación."),
        ("ru", "Мы не осуждаем это решение."),
        ("ar", "لا تدين الوزارة هذا القرار"),
        ("zh", "中方不谴责这一决定。"),
    ],
)
def test_a_negated_act_is_not_an_act(language: str, text: str) -> None:
    match = LEXICON.match(fold(text), language)
    assert "condemn" in match.negated and "condemn" not in match.plain


def test_patterns_are_translated() -> None:
    assert to_regex("stand* <2> with", language="en") == "stand[^ ]* (?:[^ ]+ ){0,2}with"
    assert to_regex("与<8>站在", language="zh") == "与.{0,8}站在"
    with pytest.raises(ModelError, match="no meaning"):
        to_regex(r"\w+", language="en")


def test_unknown_concepts_and_broken_patterns_are_refused(tmp_path: Path) -> None:
    (tmp_path / "concepts.yaml").write_text(
        "acts:\n  condemn: {label: condemnation, rung: 5}\ntopics: {}\nframes: {}\n", encoding="utf-8"
    )
    (tmp_path / "en.yaml").write_text("negators: not\ncondem: condemn*\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"en\.yaml: unknown concepts: condem"):
        read_sources(tmp_path)
    (tmp_path / "en.yaml").write_text("negators: not\ncondemn: (condemn\n", encoding="utf-8")
    with pytest.raises(ModelError, match="no pattern"):
        Lexicon(read_sources(tmp_path)).match("we condemn", "en")


def test_time_stays_linear_in_the_text() -> None:
    for unit in ("in the strongest possible ", "condemn a b c d e f g h ", "强烈", "وال"):
        assert LEXICON.match(fold(unit * 2000), None) is not None


def test_sources_are_beside_the_module() -> None:
    assert sorted(p.stem for p in SOURCES.glob("??.yaml"))[0] == "ar"
