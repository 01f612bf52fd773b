"""Other states' acts, told apart from the issuer's by the states' names."""

from __future__ import annotations

import pytest

from classifier import Reader
from classifier.abroad import others_act
from classifier.explain import explain
from statements.labels import Stance

THEIRS = [
    ("en", "DE", "France condemned the attack on the convoy."),
    ("en", "DE", "Iran's foreign minister warned that any violation would be answered."),
    ("en", "DE", "The French government called on all parties to show restraint."),
    ("en", "DE", "On Monday, France and Poland condemned the attack."),
    ("en", "UN", "Germany condemned the attack."),
    ("fr", "FR", "L'Iran a condamné l'attaque."),
    ("fr", "FR", "Le gouvernement de la Turquie a condamné l'attaque."),
    ("de", "AT", "Der Iran verurteilt den Angriff."),
    ("de", "AT", "Irans Regierung forderte alle Seiten zur Zurückhaltung auf."),
    ("es", "ES", "Irán condenó el ataque."),
    ("it", "IT", "La Francia ha condannato l'attacco."),
    ("pt", "PT", "A França condenou o ataque."),
    ("pl", "PL", "Francja potępiła atak."),
    ("ru", "RU", "Франция осудила удар по колонне."),
    ("ru", "RU", "Правительство Франции осудило удар."),
    ("uk", "UA", "Франція засудила напад."),
    ("ar", "JO", "أدانت فرنسا الهجوم على القافلة."),
    ("he", "IL", "צרפת גינתה את המתקפה."),
    ("fa", "IR", "فرانسه این حمله را محکوم کرد."),
    ("tr", "TR", "Fransa saldırıyı kınadı."),
    ("zh", "CN", "伊朗外交部发言人谴责这次袭击。"),
    ("ja", "JP", "イラン外務省は攻撃を非難した。"),
    ("ko", "KR", "이란은 공격을 규탄했다."),
    ("ko", "KR", "이란 정부는 공격을 규탄했다."),
]
OURS = [
    ("en", "FR", "France condemned the attack on the convoy."),
    ("en", "PL", "France, Germany and Poland condemn the attack."),
    ("en", "AU", "Together with Japan, Australia condemns the strike."),
    ("en", "DE", "It is unacceptable that Iran threatens its neighbours."),
    ("en", "DE", "We condemn Iran's announcement that it has rejected the inspectors."),
    ("en", "DE", "Russia's claims are rejected."),
    ("en", "DE", "In talks with the French, the ministry said it condemned the attack."),
    ("en", "DE", "Iran must release the prisoners at once."),
    ("en", "DE", "The European Union condemns the attack."),
    ("en", "GB", "Iran has announced further enrichment, a move strongly condemned by the United Kingdom."),
    ("en", "EU", "Israel announced new settlements, which the EU condemns."),
    ("en", "US", "China announced the measure, so the United States will impose sanctions."),
    ("en", "GB", "Russia announced a referendum, which is unacceptable and must be reversed."),
    ("fr", "FR", "L'Iran doit cesser ses attaques, a demandé le ministre."),
    ("ru", "RU", "Россия осуждает решение Франции."),
    ("ar", "JO", "أدان الأردن الهجوم في فرنسا."),
    ("tr", "TR", "Bakanlığımız Fransa'nın kararını kınadı."),
    ("zh", "CN", "中方谴责伊朗的袭击。"),
    ("zh", "CN", "中方对伊朗外交部的声明表示谴责。"),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(embeddings=False)


@pytest.mark.parametrize(("language", "issuer", "text"), THEIRS)
def test_another_states_act(reader: Reader, language: str, issuer: str, text: str) -> None:
    assert others_act(text, language, {issuer}, reader.lexicon)


@pytest.mark.parametrize(("language", "issuer", "text"), OURS)
def test_the_issuers_own(reader: Reader, language: str, issuer: str, text: str) -> None:
    assert not others_act(text, language, {issuer}, reader.lexicon)


def test_who_signs_speaks_too(reader: Reader) -> None:
    text = "Canada condemns the attack."
    assert others_act(text, "en", {"FR"}, reader.lexicon)
    assert not others_act(text, "en", {"FR", "CA"}, reader.lexicon)


def test_the_same_words_are_a_condemnation_on_one_site_and_none_on_another(reader: Reader) -> None:
    text = "France strongly condemned the attack on the convoy."
    readings = {
        issuer: reader.read(title="", text=text, language="en", issuer=issuer)
        for issuer in ("FR", "DE", None)
    }
    assert Stance.CONDEMNATION in readings["FR"].stances
    assert Stance.CONDEMNATION in readings[None].stances, "nobody knows who speaks"
    assert readings["DE"].stances == (Stance.NEUTRAL,)
    assert readings["DE"].rung == 0 < readings["FR"].rung
    assert readings["FR"].topics == readings["DE"].topics, "what it is about stays"


def test_an_explanation_says_that_others_act(reader: Reader) -> None:
    text = "France strongly condemned the attack on the convoy."
    ours, theirs = (
        explain(reader, title="", text=text, language="en", label="condemnation", issuer=issuer)
        for issuer in ("FR", "DE")
    )
    assert (ours["given"], theirs["given"]) == (True, False)
    assert theirs["sentences"][0]["doubtful"]
    assert theirs["sentences"][0]["probability"] == 0
