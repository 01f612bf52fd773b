"""Who acts in a sentence, in each language: what is only others' act, unreal or undecided is withheld, what is the issuer's is not."""

from __future__ import annotations

import random

import numpy as np
import pytest

from classifier.decide import own_words
from classifier.features import Sentence
from classifier.folding import fold
from classifier.voices import KINDS, MARKS
from tests.unit.classifier.cues import LEXICON, SOURCE

LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "he", "it", "ja", "ko", "pl", "pt", "ru", "tr", "uk", "zh")

OTHERS = (
    ("en", "His guest denounced the closure of the border and promised two ships."),
    ("en", "The visiting minister threatened to recall his envoy."),
    ("en", "Rebel leaders in the port demanded the release of the crew."),
    ("en", "According to two weeklies, sanctions will follow on Monday."),
    ("en", '"It is an outrage," said the mayor of the town.'),
    ("fr", "Le visiteur a condamné l'attaque du marché."),
    ("fr", "Selon un hebdomadaire, des sanctions suivront lundi."),
    ("fr", "Les dirigeants de l'opposition dénoncent la fermeture du pont."),
    ("de", "Der Gast verurteilte den Angriff auf den Markt."),
    ("de", "Laut einer Wochenzeitung folgen am Montag Sanktionen."),
    ("es", "Los pescadores exigen la liberación de la tripulación."),
    ("es", "El ministro visitante amenazó con retirar a su enviado."),
    ("it", "Gli armatori chiedono il rilascio dell'equipaggio."),
    ("pt", "O visitante condenou o ataque ao mercado."),
    ("pl", "Gość potępił atak na targ."),
    ("pl", "Według tygodnika w poniedziałek nastąpią sankcje."),
    ("tr", "Konuk, pazara yapılan saldırıyı kınadı."),
    ("ru", "Гость осудил нападение на рынок."),
    ("ru", "Рыбаки требуют освободить экипаж."),
    ("uk", "Гість засудив напад на ринок."),
    ("ar", "أدان الضيف الهجوم على السوق."),
    ("fa", "مهمان حمله به بازار را محکوم کرد."),
    ("he", "האורח גינה את המתקפה על השוק."),
    ("zh", "来宾谴责对市场的袭击。"),
    ("ja", "労働組合は市場への攻撃を非難した。"),
    ("ko", "손님은 시장에 대한 공격을 규탄했다."),
)
NOT_DONE = (
    ("en", "We would have sent two ships if the port had been open."),
    ("en", "The Council has not decided to impose sanctions."),
    ("fr", "Nous aurions envoyé deux navires."),
    ("de", "Noch keine Entscheidung ist über Sanktionen gefallen."),
    ("es", "Habríamos enviado dos barcos."),
    ("it", "Avremmo inviato due navi."),
    ("pt", "Teríamos enviado dois navios."),
    ("ru", "Если бы порт был открыт, мы направили бы два судна, но мы не осудили бы никого."),
)
OWN = (
    ("en", "We denounce the closure of the border."),
    ("en", "The Minister told his guest that he condemned the closure of the border."),
    ("en", "After talks with his visitor the Minister condemned the attack."),
    ("en", "Both ministers condemned the attack."),
    ("en", "Spain congratulates the Parliament and urges its members to agree."),
    ("en", "The bombing of the market, in which two farmers died, is a crime."),
    ("en", "The guest condemned the attack, and we share his indignation."),
    ("fr", "Le ministre a condamné l'attaque devant son hôte."),
    ("de", "Der Minister verurteilte gegenüber dem Gast den Angriff."),
    ("es", "El Gobierno condena el ataque contra los pescadores."),
    ("ru", "Министр осудил нападение на рыбаков."),
    ("ar", "أدانت الوزارة الهجوم على الصيادين."),
    ("fa", "وزارت امور خارجه حمله به بازار را محکوم کرد."),
    ("he", "משרד החוץ גינה את המתקפה על הדייגים."),
    ("zh", "外交部谴责对渔民的袭击。"),
    ("ja", "外務省は漁民への攻撃を非難した。"),
    ("ko", "외교부는 어민에 대한 공격을 규탄했다."),
    ("tr", "Bakanlık, balıkçılara yapılan saldırıyı kınadı."),
)


@pytest.mark.parametrize(("language", "text"), [*OTHERS, *NOT_DONE])
def test_what_is_not_the_issuers_own_act_is_withheld(language: str, text: str) -> None:
    assert LEXICON.voice(fold(text), language).withheld


@pytest.mark.parametrize(("language", "text"), OWN)
def test_what_the_issuer_does_is_not(language: str, text: str) -> None:
    assert not LEXICON.voice(fold(text), language).withheld


def test_every_language_has_every_list() -> None:
    voices = SOURCE["voices"]
    assert isinstance(voices, dict)
    assert set(voices) == set(LANGUAGES)
    for language, entry in voices.items():
        empty = {key for key in (*KINDS, *MARKS) if not entry[key]}
        assert empty <= {"beside", "ours"}, language


def test_an_unknown_language_is_left_alone() -> None:
    assert not LEXICON.voice(fold("The guest condemned the attack."), None).withheld


def test_a_withheld_sentence_carries_no_stance_but_its_topics() -> None:
    sentences = [Sentence(text, "en", LEXICON) for text in ("The guest condemned it.", "We condemn it.")]
    scores = own_words(np.full((2, 2), 0.5, dtype=np.float32), sentences, ["condemnation", "sanctions"])
    assert scores.tolist() == [[0.0, 0.5], [0.5, 0.5]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_soup_is_answered(language: str) -> None:
    voices = SOURCE["voices"]
    assert isinstance(voices, dict)
    words = [w.strip("*") for key in KINDS for w in voices[language][key]] + [",", ".", "", "?", "0"]
    chance = random.Random(7)
    for _ in range(60):
        LEXICON.voice(fold(" ".join(chance.choices(words, k=30))), language)
