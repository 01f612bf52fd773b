"""Set phrases: every wording of the data file is found, and what only looks like one is not."""

from __future__ import annotations

import pytest

from statements import formulas
from statements.labels import LANGUAGES

WORDINGS = [
    (formula, language, wording)
    for formula, entry in formulas.entries().items()
    for language, wordings in entry.items()
    if language != "name"
    for wording in wordings
]


def test_every_wording_is_found_in_its_language() -> None:
    between = {"zh": "与", "ja": "と"}
    missed = []
    for formula, language, wording in WORDINGS:
        said = wording.replace("*", "").replace("..", between.get(language, "word"))
        if formula not in formulas.find("", f"({said.upper()})", language):
            missed.append((formula, language, wording))
    assert not missed


def test_the_file_is_in_order() -> None:
    assert len(formulas.ids()) > 50
    for formula, entry in formulas.entries().items():
        assert formulas.ID.fullmatch(formula), formula
        assert formula not in ("formula", "any"), formula
        assert formulas.name(formula)
        assert set(entry) - {"name"} <= set(LANGUAGES), formula
        assert "en" in entry, formula
        for language, wordings in entry.items():
            assert language == "name" or len(set(wordings)) == len(wordings) > 0, (formula, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "We stress Syria's sovereignty, unity, independence and territorial integrity.",
         {"sovereignty-and-territorial-integrity"}),
        ("en", "A TWO-STATE   solution\nis the only way.", {"two-state-solution"}),
        ("fr", "La France réaffirme la souveraineté et l’intégrité territoriale de l’Ukraine.",
         {"sovereignty-and-territorial-integrity"}),
        ("de", "Deutschland verurteilt den Angriff auf das Schärfste und ruft alle Seiten zur Mäßigung auf.",
         {"strongest-terms", "all-parties"}),
        ("ru", "МИД России выражает глубокую озабоченность.", {"grave-concern"}),
        ("ar", "وندعو جميعَ الأطرافِ إلى ضبطِ النّفس", {"all-parties", "utmost-restraint"}),
        ("fa", "ایران نقض حاکمیت و تمامیت ارضی سوریه را محکوم می‌کند", {"sovereignty-and-territorial-integrity"}),
        ("tr", "Suriye'nin egemenliği ve toprak bütünlüğü", {"sovereignty-and-territorial-integrity"}),
        ("zh", "中方呼吁有关各方保持冷静克制。", {"all-parties", "utmost-restraint"}),
        ("en-GB", "They crossed a red line.", {"red-line"}),
        (None, "They crossed a red line.", {"red-line"}),
    ],
)  # fmt: skip
def test_what_a_text_says(language: str | None, text: str, expected: set[str]) -> None:
    found = formulas.find("", text, language)
    assert set(found) == expected
    assert all(quote in text for quote in found.values())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A red-lined map, and a thin red one."),
        ("en", "They spoke of sovereignty. Later that week, and far away, territorial integrity came up."),
        ("en", "The options on all tables are listed."),
        ("en", ""),
        ("en", "一个中国"),
        ("fr", "les deux États ont trouvé une solution à leur différend"),
        ("ru", "красный уголок"),
        ("ar", "قلم أحمر"),
        ("nl", "tweestatenoplossing"),
        ("xx", "two-state solution"),
    ],
)
def test_what_only_looks_like_it_is_not_found(language: str, text: str) -> None:
    assert formulas.find("", text, language) == {}


def test_the_quote_is_the_sentence_and_the_title_counts() -> None:
    text = "First. The U.N. Security Council spoke of a red line, said Mr. Smith. Last."
    assert formulas.find("", text, "en")["red-line"] == text[7:-6]
    assert formulas.find("A red line", "Nothing here.", "en") == {"red-line": "A red line"}


def test_a_wording_that_would_find_everything_is_refused() -> None:
    for wording, language in (
        (".. peace", "en"),
        ("peace ..", "en"),
        ("", "en"),
        ("a|b", "en"),
        ("主权..", "zh"),
    ):
        with pytest.raises(ValueError, match="word|stands"):
            formulas.pattern(wording, language)


def test_hostile_text_is_read_to_its_end() -> None:
    assert formulas.find("", "sovereignty " * 9_000, "en") == {}
    assert formulas.find("", "." * formulas.READ, "en") == {}
    assert set(formulas.find("", "two " * 9_000 + "states solution", "en")) == {"two-state-solution"}
    assert formulas.find("", "x" * formulas.READ + " red line", "en") == {}
