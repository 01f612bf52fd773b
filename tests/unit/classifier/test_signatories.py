"""Who signed: titles in further languages, those somebody speaks for, and those who align themselves at the end."""

from __future__ import annotations

import pytest

from classifier.facts import signatories

CASES = (
    (
        "Call with Peru",
        "The Minister conveyed condolences on behalf of Chile, and thanked Peru and Mexico.",
        (),
    ),
    (
        "Joint statement",
        "Bern, Switzerland.\nAustralia, Canada and Peru join this statement.",
        ("AU", "CA", "PE"),
    ),
    ("Dichiarazione congiunta di Italia, Francia e Germania sulla Siria", "", ("IT", "FR", "DE")),
    ("Declaração conjunta de Portugal, Espanha e França sobre o clima", "", ("PT", "ES", "FR")),
    ("Wspólne oświadczenie Polski, Litwy i Łotwy w sprawie Białorusi", "", ("PL", "LT", "LV")),
    ("Спільна заява України, Польщі та Литви", "", ("UA", "PL", "LT")),
    ("Türkiye, Katar ve Ürdün ortak açıklaması", "", ("TR", "QA", "JO")),
    ("بیانیه مشترک ایران، روسیه و ترکیه درباره سوریه", "", ("IR", "RU", "TR")),
    ("הצהרה משותפת של ישראל, קפריסין ויוון", "", ("IL", "CY", "GR")),
    ("日本、オーストラリア及びインドの共同声明", "", ("JP", "AU", "IN")),
    ("대한민국, 일본, 미국 공동성명", "", ("KR", "JP", "US")),
    ("中国、俄罗斯和伊朗联合声明", "", ("CN", "RU", "IR")),
    (
        "Declaration by the High Representative on behalf of the European Union on Chad",
        "We condemn the raid.\n\nThe candidate countries North Macedonia*, Montenegro* and Albania*, and the EFTA countries Iceland and Norway, members of the European Economic Area, align themselves with this declaration.",
        ("EU", "MK", "ME", "AL", "IS", "NO"),
    ),
    ("Declaration on behalf of the European Union", "We condemn the raid.", ()),
    (
        "Statement on Sudan",
        "I have the honour to speak on behalf of Chile, Peru, Mexico and my own country.",
        ("CL", "PE", "MX"),
    ),
    ("Statement on Sudan", "I speak on behalf of Norway.", ()),
    (
        "Joint statement on Chad",
        "The Ministers of Norway and Chile say:\nWe condemn.\n\nThe following countries align themselves with this statement:\n\nAlbania\nMontenegro\nPeru\n\nContact: press office",
        ("NO", "CL", "AL", "ME", "PE"),
    ),
    (
        "Déclaration du haut représentant au nom de l'Union européenne",
        "Nous condamnons.\nLa Macédoine du Nord, le Monténégro et la Norvège se rallient à la présente déclaration.",
        ("EU", "MK", "ME", "NO"),
    ),
    (
        "Erklärung im Namen der Europäischen Union",
        "Wir verurteilen.\nIsland, Norwegen und Albanien schließen sich dieser Erklärung an.",
        ("EU", "IS", "NO", "AL"),
    ),
    (
        "Declaración en nombre de la Unión Europea",
        "Condenamos.\nUcrania, Moldavia y Noruega se suman a la presente declaración.",
        ("EU", "UA", "MD", "NO"),
    ),
    ("Norway aligns with the EU", "Norway aligns itself with the statement of the European Union.", ()),
    ("Joint statement by France and Germany on the attack in Mali", "", ("FR", "DE")),
    ("البيان المشترك للسعودية ومصر والأردن بشأن السودان", "", ("SA", "EG", "JO")),
)


@pytest.mark.parametrize(("title", "text", "expected"), CASES)
def test_signatories(title: str, text: str, expected: tuple[str, ...]) -> None:
    language = "de" if title.startswith("Erklärung") else None
    assert signatories(title, text, language) == expected


@pytest.mark.parametrize(
    "unit", ["on behalf of ", "align themselves with ", "France, ", "joint statement by\n"]
)
def test_hostile_repetition_is_answered(unit: str) -> None:
    assert isinstance(signatories("Joint statement", unit * (30_000 // len(unit))), tuple)
