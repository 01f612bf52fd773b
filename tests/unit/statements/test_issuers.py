"""Codes, names, and the states that a text names."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from statements import cldr
from statements.issuers import find_countries, is_issuer, issuer_name
from statements.names import ENGLISH, ORGANISATIONS
from statements.names_elsewhere import OTHERS


@pytest.mark.parametrize(
    "code",
    [
        "US",
        "FR",
        "DE",
        "GB",
        "SY",
        "XK",
        "TW",
        "PS",
        "VA",
        "EU",
        "UN",
        "NATO",
        "LAS",
        "GCC",
        "OIC",
        "AFU",
        "ASEAN",
        "OSCE",
        "G7",
        "G20",
        "E3",
        "OPCW",
        "IAEA",
        "ICRC",
    ],
)
def test_issuers(code: str) -> None:
    assert is_issuer(code)
    assert issuer_name(code)


@pytest.mark.parametrize("code", ["", "us", "ZZ", "XA", "EZ", "USA", "001", "UK", "SU1"])
def test_no_issuers(code: str) -> None:
    assert not is_issuer(code)
    with pytest.raises(ValueError, match="no issuer"):
        issuer_name(code)


def test_every_code_in_the_tables_is_an_issuer() -> None:
    for table in (ORGANISATIONS, ENGLISH, *OTHERS.values()):
        assert all(is_issuer(code) for code in table)


def test_names_in_other_languages() -> None:
    assert issuer_name("DE", "fr") == "Allemagne"
    assert issuer_name("SY", "ar") == "سوريا"
    assert issuer_name("EU", "de") == "Europäische Union"
    assert issuer_name("AFU", "fr") == issuer_name("AFU") == "African Union"
    assert issuer_name("FR", "tlh") == "France"


def found(text: str, language: str | None = None) -> list[tuple[str, str]]:
    hits = find_countries(text, language)
    assert all(end <= start for (_, _, end), (_, start, _) in zip(hits, hits[1:], strict=False))
    return [(code, text[start:end]) for code, start, end in hits]


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("The United States, France, Germany and the United Kingdom", "en", "US FR DE GB"),
        ("the US, the U.S., the USA and the U.S.A.", "en", "US US US US"),
        ("Britain, the UK and Türkiye (Turkey)", "en", "GB GB TR TR"),
        ("French and Iranian officials met Dutch ones", "en", "FR IR NL"),
        ("France's and Germany’s positions", "en", "FR DE"),
        (
            "Niger and Nigeria; Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea",
            "en",
            "NE NG GN GW GQ PG",
        ),
        ("the Democratic Republic of the Congo and the Republic of the Congo", "en", "CD CG"),
        ("North Korea, South Korea, the DPRK and the Republic of Korea", "en", "KP KR KP KR"),
        ("South Sudan and Sudan", "en", "SS SD"),
        (
            "the EU, NATO, the G7, the Arab League, the African Union and the GCC",
            "en",
            "EU NATO G7 LAS AFU GCC",
        ),
        ("the Islamic Republic of Iran and the Syrian Arab Republic", "en", "IR SY"),
        ("the State of Qatar, the Hashemite Kingdom of Jordan", "en", "QA JO"),
        ("Bosnia and Herzegovina, Trinidad and Tobago", "en", "BA TT"),
        ("FRANCE AND SPAIN AGREE", "en", "FR ES"),
        ("Les États-Unis, l'Allemagne, le Royaume-Uni et l’Union européenne", "fr", "US DE GB EU"),
        ("Deutschlands Haltung, die Vereinigten Staaten, Frankreich", "de", "DE US FR"),
        ("Estados Unidos, Francia y el Reino Unido; las Naciones Unidas", "es", "US FR GB UN"),
        ("Stati Uniti, Francia, Regno Unito", "it", "US FR GB"),
        ("Estados Unidos, França e Reino Unido", "pt", "US FR GB"),
        ("МИД России о положении в Сирии; США, Германией и Ираном", "ru", "RU SY US DE IR"),
        ("Міністри Франції, Німеччини та України", "uk", "FR DE UA"),
        ("فرنسا وألمانيا والمملكة المتحدة والولايات المتحدة", "ar", "FR DE GB US"),
        ("للسعودية وبسوريا ولمصر", "ar", "SA SY EG"),
        ("جامعة الدول العربية ومجلس التعاون", "ar", "LAS GCC"),
        ("آمریکا، فرانسه و جمهوری اسلامی ایران", "fa", "US FR IR"),
        ("ABD, Fransa ve Suriye'nin", "tr", "US FR SY"),
        ("中国、美国和叙利亚就联合国决议", "zh", "CN US SY UN"),
        ("米国、英国及びシリアに対し", "ja", "US GB SY"),
        ("정부는 미국과 프랑스의 시리아에", "ko", "US FR SY"),
        ("Polska i Niemcy, Stany Zjednoczone; w Syrii", "pl", "PL DE US SY"),
        ("ארצות הברית, צרפת ובגרמניה", "he", "US FR DE"),
        ("De Verenigde Staten en Frankrijk", "nl", "US FR"),
    ],
)
def test_states_named_in_a_text(text: str, language: str, codes: str) -> None:
    assert [code for code, _ in found(text, language)] == codes.split()
    assert [code for code, _ in found(text)] == codes.split()


@pytest.mark.parametrize(
    "text",
    [
        "Let us help, as asked of us and who else. The un-named, eu, oic.",
        "LET US PRAY FOR PEACE",
        "fine china and a roast turkey",
        "Latin American states, the Gulf of Oman, the South China Sea",
        "共创美好未来，大力推进",
        "Franceville, Indiana, Romanesque",
        "an island for everybody; Island, Maurice and Dominique",
        "",
        "!!! 123 ...",
    ],
)
def test_no_states(text: str) -> None:
    assert found(text) == []


def test_spans_are_exact() -> None:
    assert found("In the U.S., France's Niger policy") == [("US", "U.S."), ("FR", "France"), ("NE", "Niger")]
    assert found("والولايات المتحدة") == [("US", "الولايات المتحدة")]
    assert found("미국과의", "ko") == [("US", "미국")]


def test_a_name_does_not_cross_a_full_stop_or_comma() -> None:
    assert [code for code, _ in found("We met in South. Africa was discussed, Sudan, South, Sudan")] == [
        "SD",
        "SD",
    ]


def test_the_kept_tables_are_those_of_the_installed_babel(tmp_path: Path) -> None:
    """Asked in a process of its own: what Babel gives for a region depends on which locales it was asked for before."""
    asked = (
        "import sys; from pathlib import Path; from statements.cldr import write; write(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", asked, str(tmp_path / cldr.FILE)], check=True)
    assert json.loads((tmp_path / cldr.FILE).read_text("utf-8")) == cldr.tables()


@pytest.mark.parametrize("part", ["months", "weekdays"])
def test_no_language_has_the_names_of_another_script(part: str) -> None:
    scripts = {
        language: {
            unicodedata.name(char).split()[0]
            for names in year
            for name in names
            for char in name
            if char.isalpha()
        }
        - {"MODIFIER"}
        for language, year in cldr.tables()[part].items()
    }
    assert {language for language, found in scripts.items() if len(found) > 1} == {"sr", "uz"}
    assert {language for language, found in scripts.items() if "HEBREW" in found} == {"he"}
    assert {language for language, found in scripts.items() if "ARABIC" in found} == {"ar", "fa", "ps", "ur"}


def test_names_that_two_languages_of_a_script_do_not_share_stand_under_one() -> None:
    week = cldr.tables()["weekdays"]
    assert not {name for day in week["ur"] for name in day} & {name for day in week["ps"] for name in day}
