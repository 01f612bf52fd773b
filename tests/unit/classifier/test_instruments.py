"""Treaties, articles of the Charter and resolutions of other bodies, in the ways that ministries cite them."""

from __future__ import annotations

import re

import pytest

from classifier.facts import instruments, resolutions
from classifier.facts.treaties import TREATIES

CASES = (
    ("A/RES/ES-11/1", ("A/RES/ES-11/1",)),
    ("UN General Assembly resolution ES-11/1", ("A/RES/ES-11/1",)),
    ("resolution A/RES/68/262", ("A/RES/68/262",)),
    ("General Assembly resolution 68/262 of 27 March 2014", ("A/RES/68/262",)),
    ("General Assembly resolutions 68/262, 77/229 and ES-11/4", ("A/RES/68/262", "A/RES/77/229", "A/RES/ES-11/4")),
    ("General Assembly resolution 181 (II)", ("A/RES/181(II)",)),
    ("UNGA resolution 194", ("A/RES/194(III)",)),
    ("resolution 2758 of the General Assembly", ("A/RES/2758(XXVI)",)),
    ("UN resolution 2758 restored the seat", ("A/RES/2758(XXVI)",)),
    ("resolution 377 A (V)", ("A/RES/377(V)",)),
    ("Human Rights Council resolution 46/22", ("A/HRC/RES/46/22",)),
    ("UNGA resolution 181 (II) and Security Council resolution 242", ("A/RES/181(II)",)),
    ("Security Council resolution 2254 (2015)", ()),
    ("Security Council resolution 2065 (2012)", ()),
    ("the ratio was 68/262 in the room", ()),
    ("House resolution 68/262", ()),
    ("181 members of the General Assembly met", ()),
    ("la résolution 68/262 de l'Assemblée générale", ("A/RES/68/262",)),
    ("Resolution 68/262 der Generalversammlung", ("A/RES/68/262",)),
    ("la resolución 2065 (XX) de la Asamblea General", ("A/RES/2065(XX)",)),
    ("risoluzione 68/262 dell'Assemblea generale", ("A/RES/68/262",)),
    ("resolução 68/262 da Assembleia Geral", ("A/RES/68/262",)),
    ("rezolucja Zgromadzenia Ogólnego ONZ 68/262", ("A/RES/68/262",)),
    ("68/262 sayılı BM Genel Kurulu kararı", ("A/RES/68/262",)),
    ("резолюция Генеральной Ассамблеи ООН 68/262", ("A/RES/68/262",)),
    ("резолюція Генеральної Асамблеї ООН ES-11/1", ("A/RES/ES-11/1",)),
    ("قرار الجمعية العامة رقم ١٩٤", ("A/RES/194(III)",)),
    ("قطعنامه ۶۸/۲۶۲ مجمع عمومی", ("A/RES/68/262",)),
    ("联合国大会第2758号决议", ("A/RES/2758(XXVI)",)),
    ("国連総会決議68/262", ("A/RES/68/262",)),
    ("유엔 총회 결의 68/262호", ("A/RES/68/262",)),
    ("החלטה 181 של העצרת הכללית", ("A/RES/181(II)",)),
    ("Article 51 of the UN Charter", ("UN Charter, Article 51",)),
    ("Article 2(4) of the Charter of the United Nations", ("UN Charter, Article 2(4)",)),
    ("paragraph 4 of Article 2 of the UN Charter", ("UN Charter, Article 2(4)",)),
    ("Articles 2(4) and 51 of the UN Charter", ("UN Charter, Article 2(4)", "UN Charter, Article 51")),
    ("the principles of the UN Charter", ("UN Charter",)),
    ("l'article 51 de la Charte des Nations unies", ("UN Charter, Article 51",)),
    ("Artikel 51 der Charta der Vereinten Nationen", ("UN Charter, Article 51",)),
    ("Artikel 2 Absatz 4 der VN-Charta", ("UN Charter, Article 2(4)",)),
    ("el artículo 51 de la Carta de las Naciones Unidas", ("UN Charter, Article 51",)),
    ("l'articolo 51 della Carta delle Nazioni Unite", ("UN Charter, Article 51",)),
    ("o artigo 51 da Carta das Nações Unidas", ("UN Charter, Article 51",)),
    ("art. 51 Karty Narodów Zjednoczonych", ("UN Charter, Article 51",)),
    ("BM Şartı'nın 51. maddesi", ("UN Charter, Article 51",)),
    ("статья 51 Устава ООН", ("UN Charter, Article 51",)),
    ("стаття 51 Статуту ООН", ("UN Charter, Article 51",)),
    ("المادة 51 من ميثاق الأمم المتحدة", ("UN Charter, Article 51",)),
    ("ماده ۵۱ منشور ملل متحد", ("UN Charter, Article 51",)),
    ("סעיף 51 למגילת האו\"ם", ("UN Charter, Article 51",)),
    ("《联合国宪章》第51条", ("UN Charter, Article 51",)),
    ("国連憲章第51条", ("UN Charter, Article 51",)),
    ("유엔 헌장 제51조", ("UN Charter, Article 51",)),
    ("Article 5 of the North Atlantic Treaty. The UN Charter stands.", ("UN Charter",)),
    ("the Vienna Convention on Diplomatic Relations of 1961", ("Vienna Convention on Diplomatic Relations",)),
    ("the Vienna talks on consular relations", ()),
    ("Венской конвенцией о консульских сношениях", ("Vienna Convention on Consular Relations",)),
    ("外交関係に関するウィーン条約", ("Vienna Convention on Diplomatic Relations",)),
    ("the Geneva Conventions and the Chemical Weapons Convention", ("Geneva Conventions", "CWC")),
    ("die Genfer Konventionen", ("Geneva Conventions",)),
    ("کنوانسیون‌های ژنو", ("Geneva Conventions",)),
    ("Cenevre Sözleşmeleri", ("Geneva Conventions",)),
    ("talks in Geneva on a convention", ()),
    ("Минские соглашения и Будапештский меморандум", ("Minsk agreements", "Budapest Memorandum")),
    ("porozumień mińskich", ("Minsk agreements",)),
    ("Мінських угод", ("Minsk agreements",)),
    ("l'accord d'Alger et le TNP", ("Algiers Peace Agreement", "NPT")),
    ("برجام و ان‌پی‌تی", ("JCPOA", "NPT")),
    ("伊核协议和《不扩散核武器条约》", ("JCPOA", "NPT")),
    ("핵확산금지조약과 포괄적공동행동계획", ("NPT", "JCPOA")),
    ("הסכמי אוסלו", ("Oslo Accords",)),
    ("Acordos de Oslo e Convenção das Nações Unidas sobre o Direito do Mar", ("Oslo Accords", "UNCLOS")),
    ("gli accordi di Dayton", ("Dayton Agreement",)),
    ("اتفاق الطائف ومبادرة السلام العربية", ("Taif Agreement", "Arab Peace Initiative")),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_instruments_cited(text: str, expected: tuple[str, ...]) -> None:
    assert instruments(text) == expected


def test_the_council_and_the_assembly_are_not_confused() -> None:
    text = "We recall General Assembly resolution 194 (III) and Security Council resolutions 242 and 338."
    assert (resolutions(text), instruments(text)) == (("242", "338"), ("A/RES/194(III)",))


def test_each_treaty_of_weight_is_known_in_every_script() -> None:
    scripts = (
        "[a-z]",
        "[\u0600-\u06ff]",
        "[\u0400-\u04ff]",
        "[\u4e00-\u9fff]",
        "[\uac00-\ud7af]",
        "[\u0590-\u05ff]",
    )
    for name, forms in TREATIES[:5]:
        assert all(re.search(script, forms.casefold()) for script in scripts), name


@pytest.mark.parametrize(
    "unit", ["resolution 68/262 ", "UN Charter ", "Article 1, ", "a/res/1", "联合国宪章第", "(ii) 181 "]
)
def test_hostile_repetition_is_answered(unit: str) -> None:
    assert isinstance(instruments(unit * (100_000 // len(unit))), tuple)
