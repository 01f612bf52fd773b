"""The lexicon: every language has every act and topic, and its wording is found in inflected sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.folding import fold, words
from classifier.lexicon import SOURCES, Lexicon, Match, read_sources, to_regex
from statements.errors import ModelError
from statements.labels import Stance, Topic
from tests.unit.classifier.cues import LEXICON, SOURCE

LANGUAGES = {"en", "fr", "de", "es", "it", "pt", "pl", "tr", "ru", "uk", "ar", "fa", "he", "zh", "ja", "ko"}


def _examples() -> list[tuple[str, str, str]]:
    """Language, expected concepts and clause of each line of the examples file."""
    found, language = [], ""
    for line in (Path(__file__).parent / "lexicon_examples.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            language = line[3:]
        elif line and not line.startswith("#"):
            expected, clause = line.split(" | ", 1)
            found.append((language, expected, clause))
    return found


EXAMPLES = _examples()


@pytest.mark.parametrize(("language", "expected", "clause"), EXAMPLES)
def test_the_examples_are_read_as_meant(language: str, expected: str, clause: str) -> None:
    match = LEXICON.match(fold(clause), language)
    for concept in expected.split():
        if concept.startswith("!"):
            assert concept[1:] in match.negated and concept[1:] not in match.plain
        elif concept.startswith("-"):
            assert concept[1:] not in match.plain | match.negated
        else:
            assert concept in match.plain


def test_every_language_has_examples_of_everything() -> None:
    for language in LANGUAGES:
        own = [expected.split() for name, expected, _ in EXAMPLES if name == language]
        used = {concept for line in own for concept in line}
        assert len(own) >= 25, language
        assert used >= {"!condemn", "asked-act", "others-act", "past-act", "condemn-strongly"}, language
        assert {c for c in used if c[0] not in "!-"} <= set(LEXICON.concepts), language


def test_every_language_has_wording_for_every_concept() -> None:
    languages = SOURCE["languages"]
    assert isinstance(languages, dict)
    assert set(languages) == LANGUAGES
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
    assert to_regex("می\u200cکن*", language="fa") == "مي ?كن[^ ]*"
    assert to_regex("강력히 (규탄|비난)", language="ko") == "강력히[^ ]* (규탄|비난)[^ ]*"
    assert to_regex("<1> degil*", language="tr") == "(?:[^ ]+ ){0,1}degil[^ ]*"
    with pytest.raises(ModelError, match="no meaning"):
        to_regex(r"\w+", language="en")
    for wrong in ("condemn)", "(condemn", "a)|(b", "a|b"):
        with pytest.raises(ModelError, match="no pattern"):
            to_regex(wrong, language="en")
    with pytest.raises(ModelError, match="between spaces"):
        to_regex("in (the )?<3> year", language="en")


def test_unknown_concepts_and_broken_patterns_are_refused(tmp_path: Path) -> None:
    (tmp_path / "concepts.yaml").write_text(
        "acts:\n  condemn: {label: condemnation, rung: 5}\ntopics: {}\nframes: {}\n", encoding="utf-8"
    )
    (tmp_path / "en.yaml").write_text("negators: not\ncondem: condemn*\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"en\.yaml: unknown concepts: condem"):
        read_sources(tmp_path)
    (tmp_path / "en.yaml").write_text("negators: not\ncondemn: condemn+?+\n", encoding="utf-8")
    with pytest.raises(ModelError, match="no pattern"):
        Lexicon(read_sources(tmp_path)).match("we condemn", "en")
    (tmp_path / "en.yaml").rename(tmp_path / "xx.yaml")
    with pytest.raises(ModelError, match="no script is known for xx"):
        read_sources(tmp_path)


def test_no_pattern_is_lost_to_a_yaml_comment() -> None:
    for path in SOURCES.glob("??.yaml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            plain_scalar = ": " in line and not line.startswith((" ", "#"))
            assert not (plain_scalar and " #" in line), f"{path.name}: {line[:60]}"


@pytest.mark.parametrize(
    "texts",
    [
        ("محکوم می\u200cکند", "محکوم می کند", "محكوم مي\u200cكند"),
        ("KINIYORUZ İTİDAL", "kınıyoruz itidal", "kiniyoruz itidal"),
        ("зобов'язання", "зобов’язання", "зобовʼязання"),
        ("גִּנּוּי", "גנוי"),
        ("ﾐｻｲﾙ", "ミサイル"),
    ],
)
def test_spellings_fall_together(texts: tuple[str, ...]) -> None:
    assert len({fold(text) for text in texts}) == 1


def test_an_apostrophe_still_parts_latin_words() -> None:
    assert words(fold("l'attaque d’hier, Türkiye’nin")) == ["l", "attaque", "d", "hier", "turkiye", "nin"]


def test_what_is_written_together_with_a_word_does_not_hide_it() -> None:
    for clause in ("מגנה", "ומגנה", "שמגנה", "כשמגנה", "המגנה"):
        assert "condemn" in LEXICON.match(fold(clause), None).plain, clause
    assert "welcome" in LEXICON.match(fold("אנו מקדמים בברכה"), "he").plain  # the pattern has a final mem
    for clause in ("규탄을", "규탄과", "규탄하였으며", "규탄한다고"):
        assert "condemn" in LEXICON.match(fold(clause), None).plain, clause
    for clause in ("تدين", "وتدين", "فتدين", "كما تدين"):
        assert "condemn" in LEXICON.match(fold(clause), None).plain, clause
    for clause in ("می‌کنیم", "می کنیم", "میکنیم"):
        assert "condemn" in LEXICON.match(fold(f"حمله را محکوم {clause}"), None).plain, clause


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("中方谴责", None, ("zh",)),
        ("中方谴责", "en", ("zh",)),
        ("即時停戦", "ja", ("ja",)),
        ("攻撃を非難する", None, ("ja",)),
        ("攻撃を非難する", "en", ("ja",)),
        ("北韓の核", "zh", ("zh",)),
        ("韓美 정상회담", None, ("ko",)),
        ("Засуджуємо", "uk", ("uk",)),
        ("Засуджуємо", None, ("ru", "uk")),
        ("Осъждаме", "bg", ("ru", "uk")),
        ("محکوم", "fa", ("fa",)),
        ("محکوم", None, ("ar", "fa")),
        ("מגנה", None, ("he",)),
        ("Wij veroordelen", "nl", ("de", "en", "es", "fr", "it", "pl", "pt", "tr")),
        ("NATO üyesi", "tr", ("tr",)),
    ],
)
def test_script_and_language_choose_the_wording(
    text: str, language: str | None, expected: tuple[str, ...]
) -> None:
    assert LEXICON._languages(fold(text), language) == expected


def test_a_negator_that_negates_nothing() -> None:
    for language, clause in (
        ("en", "not only condemns"),
        ("de", "verurteilen nicht nur"),
        ("zh", "不断谴责"),
    ):
        match = LEXICON.match(fold(clause), language)
        assert "condemn" in match.plain and not match.negated


def test_a_model_with_fewer_languages_and_no_such_words_is_read() -> None:
    entry = {"patterns": [["condemn", "condemn[^ ]*"]], "negators": ["not"]}
    old = Lexicon({"concepts": SOURCE["concepts"], "languages": {"en": entry}})
    assert old.match("we do not condemn", "en").negated == {"condemn"}
    assert (
        old.match(fold("מגנה"), None)
        == old.match("1 2 3", None)
        == Match(plain=frozenset(), negated=frozenset())
    )


def test_time_stays_linear_in_the_text() -> None:
    units = (
        "in the strongest possible ",
        "condemn a b c d e f g h ",
        "强烈",
        "وال",
        "וש",
        "断じて",
        "강력히 ",
        "не ",
        "به شدت ",
    )
    for unit in units:
        assert LEXICON.match(fold(unit * 2000), None) is not None


def test_sources_are_beside_the_module() -> None:
    assert sorted(p.stem for p in SOURCES.glob("??.yaml"))[0] == "ar"
