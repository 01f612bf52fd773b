"""The marks of a text: figures, days and names as any language has them."""

from __future__ import annotations

import pytest

from statements import marks
from statements.marks import Marks
from statements.model import Actor, Version
from tests.contract.examples import NOW, candidate, reading


def of(text: str, language: str) -> Marks:
    draft = candidate(text=text, language=language)
    version = Version(
        id=1,
        statement=1,
        n=1,
        source="a",
        issuer="FR",
        url=draft.url,
        title=draft.title,
        text=text,
        sha256="",
        language=language,
        published=draft.published,
        first_seen=NOW,
        seen=NOW,
    )
    return marks.of(version, reading(actors=(Actor(name="Syria"),)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On 3 May 48,000 people fled; resolution 2254 and 1.5 tonnes, seven trucks."),
        ("en", "On May 3rd 48,000 people fled; resolution 2254 and 1.5 tonnes, 7 trucks."),
        ("fr", "Le 3 mai 48 000 personnes ont fui ; la résolution 2254 et 1,5 tonne, sept camions."),
        ("de", "Am 3. Mai flohen 48.000 Menschen; Resolution 2254 und 1,5 Tonnen, sieben Laster."),
        ("es", "El 3 de mayo huyeron 48.000 personas; la resolución 2254 y 1,5 toneladas, siete camiones."),
        ("ru", "3 мая бежали 48 000 человек; резолюция 2254 и 1,5 тонны, семь машин."),
        ("ar", "في ٣ مايو فر ٤٨٬٠٠٠ شخص؛ القرار ٢٢٥٤ و١٫٥ طن، سبعة شاحنات"),
        ("tr", "3 Mayıs'ta 48.000 kişi kaçtı; 2254 sayılı karar ve 1,5 ton, yedi kamyon."),
        ("zh", "5月3日，48000人逃离；第2254号决议和1.5吨，7辆卡车。"),
    ],
)
def test_figures_are_the_same_in_every_language(language: str, text: str) -> None:
    assert of(text, language).figures == ("05-03", "48000", "2254", "1.5", "7")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "from 8 to 22 July"),
        ("en", "July 8 and 22"),
        ("fr", "du 8 au 22 juillet"),
        ("de", "8.-22. Juli"),
        ("tr", "8-22 Temmuz"),
        ("ja", "7月8日から22日"),
        ("ko", "7월 8일부터 22일"),
    ],
)
def test_of_several_days_each_has_the_month(language: str, text: str) -> None:
    assert of(text, language).figures == ("07-08", "07-22")


def test_what_has_a_letter_before_its_figures_is_a_name() -> None:
    assert of("The G7 and M23 met on 5 June.", "en").figures == ("06-05",)


def test_a_name_sounds_the_same_in_other_scripts() -> None:
    english = of("We visited Tadamon and Novorossiysk yesterday, with the Minister of France.", "en")
    assert english.names == {"tdmn", "nfrssk"}, "neither an office nor a state"
    assert "tdmn" in of("زرنا حي التضامن أمس مع وزير الخارجية في العاصمة", "ar").heard
    assert "nfrssk" in of("Вчера мы посетили Новороссийск и другие города.", "ru").names
    assert not of("昨天我们访问了塔达蒙", "zh").heard


def test_a_statement_is_found_by_its_rarest_marks_first() -> None:
    found = marks.keys(of("On 3 May 48,000 people fled Tadamon in 2024, 7 of them twice.", "en"))
    assert found[:3] == ("05-03", "48000", "~tdmn")
    assert "2024" not in found
    assert "France+Syria" in found
    assert len(marks.keys(of("; ".join(str(n) for n in range(100, 200)), "en"), most=5)) == 5
