"""The small tables say what py3langid says."""

from __future__ import annotations

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from statements.language import _model

TEXTS = (
    "The Ministry of Foreign Affairs condemns the attack on the hospital in Aleppo and calls for restraint.",
    "La France appelle toutes les parties à la retenue et au respect du droit international humanitaire.",
    "Das Auswärtige Amt verurteilt den Angriff auf das Schärfste.",
    "وزارة الخارجية تدين بأشد العبارات الهجوم وتدعو جميع الأطراف إلى ضبط النفس",
    "МИД России призывает стороны к сдержанности и возобновлению переговоров.",
    "Міністерство закордонних справ засуджує напад і закликає до стриманості.",
    "外交部发言人表示，中方呼吁有关各方保持克制。",
    "Ministério das Relações Exteriores manifesta preocupação com a escalada da violência.",
    "STATEMENT BY THE SPOKESPERSON",
    "kurz",
)


@pytest.fixture(scope="module")
def library() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)


@pytest.mark.parametrize("text", TEXTS)
def test_every_language_scores_as_in_the_library(text: str, library: LanguageIdentifier) -> None:
    theirs = dict(library.rank(text))
    assert _model().scores(text) == pytest.approx(theirs, rel=1e-4)


def test_nothing_to_go_by_favours_no_language() -> None:
    assert set(_model().scores("").values()) == {0.0}
