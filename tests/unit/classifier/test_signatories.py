"""Who signed: titles in further languages, those somebody speaks for, and those who align themselves at the end."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from classifier.facts import formats, forms, lists, signatories
from classifier.folding import fold

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
    (
        "Joint Statement by France, Germany and Poland on Georgia",
        "We are concerned.\n\nAlbania and Norway align themselves with this statement. Switzerland does not.",
        ("FR", "DE", "PL", "AL", "NO"),
    ),
    (
        "Joint Statement by France, Germany and Poland on Georgia",
        "We are concerned.\n\nThe following countries align themselves with it:\nAlbania\nNorway\n\nSwitzerland does not.",
        ("FR", "DE", "PL", "AL", "NO"),
    ),
    (
        "Déclaration conjointe de la France, de l'Allemagne et de la Pologne",
        "Nous sommes inquiets.\n\nL'Albanie s'associe à cette déclaration. La Suisse ne s'y associe pas.",
        ("FR", "DE", "PL", "AL"),
    ),
    ("Joint statement of the Visegrad countries except Slovakia on Ukraine", "", ("CZ", "HU", "PL")),
    (
        "Joint statement of the Visegrad Group",
        "The ministers of the Visegrad Group, with the exception of Hungary and Slovakia, condemn the attack.",
        ("CZ", "PL"),
    ),
    ("Gemeinsame Erklärung der nordischen Staaten mit Ausnahme von Norwegen", "", ("DK", "FI", "IS", "SE")),
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


def written(name: str) -> list[tuple[str, frozenset[str], str, str]]:
    """Language, signatories, title and text of each line of a file of cases."""
    found, language = [], ""
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            language = line[3:]
        elif line and not line.startswith("#"):
            codes, title, text = line.split(" | ", 2)
            found.append((language, frozenset(codes.split()) - {"-"}, title, text.replace("¶", "\n")))
    return found


@pytest.mark.parametrize(
    "name",
    [
        "signatories_cases.txt",
        "signatories_cases_later.txt",
        "signatories_cases_last.txt",
        "signatories_cases_fourth.txt",
    ],
)
def test_signatories_of_titles_and_openings_in_real_shapes(name: str) -> None:
    cases = written(name)
    missed = [
        (title, sorted(expected), given)
        for language, expected, title, text in cases
        if expected != set(given := signatories(title, text, language))
    ]
    assert len(cases) >= 20
    assert len(missed) <= 0.03 * len(cases), missed


def test_a_fifth_set_of_shapes_with_many_that_name_states_and_sign_nothing() -> None:
    cases = written("signatories_cases_fifth.txt")
    exact = sum(
        set(signatories(title, text, language)) == expected for language, expected, title, text in cases
    )
    invented = [
        title
        for language, expected, title, text in cases
        if not expected and signatories(title, text, language)
    ]
    assert (exact, len(cases), len(invented)) == (218, 223, 1)


ADDED = (
    (
        "Call to action on wells",
        "Wells are no target.\n\nThis call to action is so far supported by: Chile, Ghana and Nepal.",
        ("CL", "GH", "NP"),
    ),
    ("Convention on wells", "It was signed long ago.\n\nSignatories: Chile, Ghana and Nepal.", ()),
    (
        "EU statement on Chad",
        "The EU regrets the vote.\n\nSerbia and Albania align themselves with this statement. Mali did better.",
        ("EU", "RS", "AL"),
    ),
    (
        "Joint statement by Chile, Peru and others",
        "The governments of Chile, Ghana, Nepal and Peru thank Mali.",
        ("CL", "GH", "NP", "PE"),
    ),
    (
        "Joint statement by Chile and Peru",
        "The governments of Chile, Ghana, Nepal and Peru met in Mali.",
        ("CL", "PE"),
    ),
    ("Déclaration conjointe des ministres espagnol et italien", "Le Mali inquiète.", ("ES", "IT")),
    ("공동성명", "칠레, 페루 외교장관은 미얀마 상황을 우려한다.", ("CL", "PE")),
    (
        "بيان مشترك",
        "يعرب وزراء خارجية مصر وقطر وتركيا عن قلقهم من هجوم في مالي.",
        ("EG", "QA", "TR"),
    ),
    ("Malezya ve Nepal'in ortak bildirisi hk.", "Malezya ve Nepal'in ortak bildirisini reddediyoruz.", ()),
    (
        "Joint statement",
        "Ghana has the honour to speak on behalf of Chile and Peru.",
        ("GH", "CL", "PE"),
    ),
    (
        "Joint statement by 3 partners",
        "Statement by:\n\nMinister of Fisheries of Chile\nMinister of Ports of Ghana\nMinister of Nepal\n\nMali is far.",
        ("CL", "GH", "NP"),
    ),
    (
        "Joint local statement",
        "The embassies of Chile, Ghana and the Delegation of the European Union in Mali regret the raid.",
        ("CL", "GH", "EU"),
    ),
    (
        "Joint statement on the state visit",
        "At the invitation of H.E. Mr. A. Li, President of Ghana, H.E. Ms. B. Ro, President of Nepal, came. Mali rejoiced.",
        ("GH", "NP"),
    ),
)


@pytest.mark.parametrize(("title", "text", "expected"), ADDED)
def test_signatories_of_further_shapes(title: str, text: str, expected: tuple[str, ...]) -> None:
    assert signatories(title, text) == expected


HOSTILE = (
    "on behalf of ", "align themselves with ", "France, ", "joint statement by\n", "signed by: ", "We, the ministers of ", "a-b-c ",
    "Franco-", "the governments of ", "Joint statement: ", " - ", "美日", "한미일 ", "سعودي ", "Nordic ", "visit of ", "x: ",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetition_is_answered(unit: str) -> None:
    much = unit * (30_000 // len(unit))
    for title, text in (
        ("Joint statement", much),
        (f"Joint statement {much}", much),
        (much, "Norway, Chile"),
    ):
        start = time.perf_counter()
        assert isinstance(signatories(title, text), tuple)
        assert time.perf_counter() - start < 5


def test_soup_is_answered() -> None:
    rng = random.Random(0)
    parts = [*HOSTILE, "Norway ", "Chile", "\n", ". ", "\u200f", "\ud800", "İ", "：", "Joint statement "]
    for _ in range(100):
        title, text = ("".join(rng.choices(parts, k=rng.randrange(80))) for _ in range(2))
        given = signatories(title, text, rng.choice([None, "en", "ko", "xx"]))
        assert len(set(given)) == len(given) != 1 or given[0] not in {"NO", "CL"}


def test_patterns_are_written_folded() -> None:
    for module in (forms, formats, lists):
        folder = Path(str(module.__file__)).read_text(encoding="utf-8")
        raw = {c for c in folder if ord(c) > 127 and c.isalpha() and fold(c) != c}
        assert raw == set(), module.__name__
