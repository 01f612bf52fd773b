"""Kind, signatories and actors, per language."""

from __future__ import annotations

import pytest

from classifier.facts import actors, kind, signatories
from statements.labels import ActorRole, Kind
from statements.model import Actor


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Joint statement by the Foreign Ministers of France and Norway", Kind.JOINT_STATEMENT),
        ("Déclaration conjointe de la France et de l'Allemagne", Kind.JOINT_STATEMENT),
        ("Gemeinsame Erklärung der Außenminister", Kind.JOINT_STATEMENT),
        ("Declaración conjunta de Chile y Perú", Kind.JOINT_STATEMENT),
        ("Совместное заявление министров иностранных дел", Kind.JOINT_STATEMENT),
        ("بيان مشترك لوزراء الخارجية", Kind.JOINT_STATEMENT),
        ("中华人民共和国和塞尔维亚共和国联合声明", Kind.JOINT_STATEMENT),
        ("Minister's call with the Foreign Minister of Jordan", Kind.READOUT),
        ("О телефонном разговоре министров", Kind.READOUT),
        ("وزير الخارجية يستقبل سفير الهند", Kind.READOUT),
        ("王毅同法国外长通电话", Kind.READOUT),
        ("Department press briefing, 3 December", Kind.BRIEFING),
        ("2024年12月2日外交部发言人主持例行记者会", Kind.BRIEFING),
        ("Remarks to the press in Geneva", Kind.REMARKS),
        ("Rede der Außenministerin vor dem Bundestag", Kind.REMARKS),
        ("Statement on the situation in Sudan", Kind.STATEMENT),
        ("Заявление МИД России", Kind.STATEMENT),
        ("外交部发言人声明", Kind.STATEMENT),
        ("New visa rules from January", Kind.PRESS_RELEASE),
    ],
)
def test_kind_from_the_title(title: str, expected: Kind) -> None:
    assert kind(title, "") == expected


def test_kind_of_nothing_is_unknown() -> None:
    assert kind("", "") is None


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Joint statement by France, Germany, the United Kingdom and the United States on Syria",
            "We call for de-escalation.",
            ("FR", "DE", "GB", "US"),
        ),
        (
            "Joint statement on Sudan",
            "The text of the following statement was released by the Governments of Australia, Canada and Norway on Sudan.",
            ("AU", "CA", "NO"),
        ),
        (
            "Déclaration conjointe de la France, de l'Allemagne et de la Pologne",
            "Nous condamnons.",
            ("FR", "DE", "PL"),
        ),
        (
            "Gemeinsame Erklärung von Deutschland, Frankreich und Italien",
            "Wir verurteilen.",
            ("DE", "FR", "IT"),
        ),
        ("Declaración conjunta de Brasil, Colombia y México sobre Venezuela", "", ("BR", "CO", "MX")),
        ("Совместное заявление России, Ирана и Турции", "", ("RU", "IR", "TR")),
        ("بيان مشترك", "أصدر وزراء خارجية كل من الأردن ومصر والعراق بيانا مشتركا", ("JO", "EG", "IQ")),
        ("Statement by the Minister on France, Germany and Italy", "We met.", ()),
        ("Joint statement", "We condemn the raid.", ()),
        ("G7 Foreign Ministers' Statement on the coup", "We condemn the coup.", ("G7",)),
        ("Sudan - Joint statement by the Foreign Ministers of Chile and Peru", "", ("CL", "PE")),
        (
            "Joint statement by Chile,…",
            "The Foreign Ministers of Chile, Peru and Brazil state:",
            ("CL", "PE", "BR"),
        ),
        (
            "Joint statement by Norway and Chile",
            "We condemn the raid.\n\nMontenegro and Albania align themselves with this statement.",
            ("NO", "CL", "ME", "AL"),
        ),
    ],
)
def test_signatories(title: str, text: str, expected: tuple[str, ...]) -> None:
    assert signatories(title, text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fighters of Hay'at Tahrir al-Sham entered the city.", "HTS"),
        ("مقاتلو هيئة تحرير الشام دخلوا المدينة", "HTS"),
        ("Hizbullah fired rockets.", "Hezbollah"),
        ("استهدف حزب الله الموقع", "Hezbollah"),
        ("Les forces de Daech reculent.", "ISIS"),
        ("хуситы атаковали судно", "Houthis"),
        ("真主党发射了火箭弹", "Hezbollah"),
        ("Wagner Group instructors left.", "Wagner"),
        ("The Islamic Republic of Iran replied.", "Iran"),
    ],
)
def test_actors_are_named_whatever_the_spelling(text: str, name: str) -> None:
    found = actors([text], [set()], issuer="US", language=None)
    assert name in [a.name for a in found]
    assert all(a.role is ActorRole.MENTIONED for a in found)


def test_the_strongest_role_stays_and_the_issuer_is_no_actor() -> None:
    found = actors(
        ["Norway met Hamas.", "Norway condemns Hamas.", "We call on Israel."],
        [set(), {"condemn"}, {"call-on"}],
        issuer="NO",
        language="en",
    )
    assert found == (
        Actor(name="Hamas", role=ActorRole.BLAMED),
        Actor(name="Israel", role=ActorRole.URGED),
    )


def test_heads_of_government_in_a_title_sign_for_their_states() -> None:
    title = (
        "Joint Statement on Port Safety by U.S. President John Q. Doe, Dutch Prime Minister Jan Jansen, German Chancellor Max Muster, "
        "and Romanian President Ion Popescu"
    )
    assert signatories(title, "We met today in Riga. The Russian navy must leave.", "en") == (
        "US",
        "NL",
        "DE",
        "RO",
    )


def test_a_spokesperson_speaks_for_one_ministry_whatever_the_title_names() -> None:
    title = "Foreign Ministry Spokesperson Wu Li's Remarks on Peru's Remarks on China-Chile Cooperation"
    assert signatories(title, "Q: Peru criticised the joint plan of China and Chile.", "en") == ()
