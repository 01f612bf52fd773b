"""Who condemns is not who is condemned; in doubt a party is only mentioned."""

from __future__ import annotations

import pytest

from classifier.facts import actors
from classifier.facts.folded import Folded
from classifier.facts.roles import roles

B, V, M = "blamed", "victim", "mentioned"

CASES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "ar",
        "تدين المملكة العربية السعودية والأردن ومصر بأشد العبارات قصف إسرائيل لمخيم جباليا.",
        {"Saudi Arabia": M, "Jordan": M, "Egypt": M, "Israel": B},
    ),
    ("ar", "تدين دولة قطر العدوان الإسرائيلي على لبنان.", {"Qatar": M, "Israel": B, "Lebanon": V}),
    ("ar", "أدانت مصر الهجوم الذي شنته إثيوبيا على السودان.", {"Egypt": M, "Ethiopia": B, "Sudan": V}),
    (
        "ar",
        "تستنكر المملكة العربية السعودية قصف الحوثيين للإمارات.",
        {"Saudi Arabia": M, "Houthis": B, "United Arab Emirates": V},
    ),
    ("ru", "Россия осуждает удар США по Йемену.", {"Russia": M, "United States": B, "Yemen": V}),
    ("ru", "Осуждаем обстрел Белгорода украинскими формированиями.", {"Ukraine": B}),
    ("ru", "Осуждаем обстрел Сирии израильской авиацией.", {"Israel": B, "Syria": V}),
    ("uk", "Україна засуджує удар Росії по Польщі.", {"Ukraine": M, "Russia": B, "Poland": V}),
    (
        "de",
        "Deutschland verurteilt den Angriff des Iran auf Israel.",
        {"Germany": M, "Iran": B, "Israel": V},
    ),
    (
        "tr",
        "Türkiye, Ermenistan'ın Azerbaycan'a yönelik saldırısını kınamaktadır.",
        {"Türkiye": M, "Armenia": B, "Azerbaijan": V},
    ),
    (
        "fr",
        "Nous condamnons l'agression de la République démocratique du Congo par le Rwanda.",
        {"Congo - Kinshasa": V, "Rwanda": B},
    ),
    ("fr", "Nous condamnons l'attaque du poste de Labbézanga attribuée au JNIM.", {"JNIM": B}),
    ("fa", "ما حمله آمریکا به یمن را محکوم می‌کنیم.", {"United States": B, "Yemen": V}),
    ("ko", "이란의 이스라엘 공격을 규탄한다.", {"Iran": B, "Israel": V}),
    ("en", "We do not blame Ukraine for the strike on Poland.", {"Ukraine": M, "Poland": V}),
    ("de", "Eine Verurteilung Armeniens ist damit nicht verbunden.", {"Armenia": M}),
    ("en", "The Egyptian minister condemned Ethiopia's filling of the dam.", {"Egypt": M, "Ethiopia": M}),
    ("ru", "Украина заявила, что осуждает удары России.", {"Ukraine": M, "Russia": M}),
    # And more of the kind.
    ("en", "France condemns the attack by Iran on Israel.", {"France": M, "Iran": B, "Israel": V}),
    (
        "en",
        "Egypt and Jordan strongly condemn Israel's strikes on Syria.",
        {"Egypt": M, "Jordan": M, "Israel": B, "Syria": V},
    ),
    ("en", "The attack on Ukraine was condemned by France.", {"Ukraine": V, "France": M}),
    ("en", "Turkey said it condemns the attack by Israel on Syria.", {"Türkiye": M, "Israel": M, "Syria": M}),
    ("en", "We never condemned Iran for its attack on Israel.", {"Iran": M, "Israel": V}),
    ("fr", "La France condamne l'attaque de l'Iran contre Israël.", {"France": M, "Iran": B, "Israel": V}),
    ("fr", "Nous ne condamnons pas l'Iran.", {"Iran": M}),
    ("es", "España condena el ataque de Rusia contra Ucrania.", {"Spain": M, "Russia": B, "Ukraine": V}),
    ("es", "Condenamos la invasión de Ucrania por Rusia.", {"Ukraine": V, "Russia": B}),
    ("it", "L'Italia condanna l'attacco dell'Iran a Israele.", {"Italy": M, "Iran": B, "Israel": V}),
    ("it", "Non condanniamo la Serbia.", {"Serbia": M}),
    ("pt", "O Brasil condena o ataque de Israel contra o Líbano.", {"Brazil": M, "Israel": B, "Lebanon": V}),
    ("pl", "Polska potępia agresję Rosji na Ukrainę.", {"Poland": M, "Russia": B, "Ukraine": V}),
    ("pl", "Nie potępiamy Iranu.", {"Iran": M}),
    ("de", "Wir verurteilen die Bombardierung der Ukraine durch Russland.", {"Ukraine": V, "Russia": B}),
    ("ru", "Осуждаем бомбардировку Йемена американскими самолётами.", {"Yemen": V, "United States": B}),
    ("ru", "Мы не осуждаем Иран.", {"Iran": M}),
    ("uk", "Засуджуємо обстріл Польщі російськими військами.", {"Poland": V, "Russia": B}),
    ("ar", "تدين مصر هجمات الحوثيين على الإمارات.", {"Egypt": M, "Houthis": B, "United Arab Emirates": V}),
    ("fa", "ترکیه حمله اسرائیل به لبنان را محکوم کرد.", {"Türkiye": M, "Israel": B, "Lebanon": V}),
    ("ko", "한국은 러시아의 우크라이나 침공을 규탄한다.", {"South Korea": M, "Russia": B, "Ukraine": V}),
    ("ja", "日本はロシアによるウクライナ侵略を非難する。", {"Japan": M, "Russia": B, "Ukraine": V}),
    ("zh", "土耳其强烈谴责以色列对黎巴嫩的袭击。", {"Türkiye": M, "Israel": B, "Lebanon": V}),
    ("tr", "İsrail'i kınamıyoruz.", {"Israel": M}),
    (
        "de",
        "Heute verurteilt Deutschland den Angriff Russlands auf die Ukraine.",
        {"Germany": M, "Russia": B, "Ukraine": V},
    ),
    (
        "es",
        "Hoy condena España el ataque de Rusia contra Ucrania.",
        {"Spain": M, "Russia": B, "Ukraine": V},
    ),
    ("ru", "Осуждает Россия удар США по Йемену.", {"Russia": M, "United States": B, "Yemen": V}),
    ("ar", "أعلنت قطر أنها تدين الهجوم الإسرائيلي على لبنان.", {"Qatar": M, "Israel": M, "Lebanon": M}),
    ("ar", "ندين قصف إسرائيل", {"Israel": M}),
    ("ko", "이스라엘 공격을 규탄한다.", {"Israel": M}),
)


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_who_condemns_is_not_condemned(language: str, text: str, expected: dict[str, str]) -> None:
    found = actors([text], [set()], issuer=None, language=language)
    assert {actor.name: str(actor.role) for actor in found} == expected


def test_persian_is_told_from_arabic() -> None:
    found = actors(["ما حمله آمریکا به یمن را محکوم می‌کنیم."], [set()], issuer=None, language=None)
    assert {actor.name: str(actor.role) for actor in found} == {"United States": B, "Yemen": V}


def test_what_the_issuer_itself_says_is_not_reported() -> None:
    text = "The Egyptian minister condemned Iran."
    assert [str(a.role) for a in actors([text], [set()], issuer="EG", language="en")] == [B]
    assert {str(a.role) for a in actors([text], [set()], issuer="NO", language="en")} == {M}


@pytest.mark.parametrize("unit", ["condemn ", "not condemn ", "تدين دولة ", "удар ", "verurteilt ", "said "])
def test_hostile_repetition_with_many_names(unit: str) -> None:
    text = Folded(unit * 100 + "Iran " + unit * 100).text
    at = text.index("iran")
    for language in (None, "en", "ru", "ar", "de"):
        assert len(roles(text, [(at, at + 4)], language)) == 1
