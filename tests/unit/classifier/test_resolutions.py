"""Security Council resolutions cited, in the ways that ministries cite them; and what only looks like one."""

from __future__ import annotations

import pytest

from classifier.facts import resolutions

CASES = (
    ("resolutions, including the 1994 Lisbon Memorandum", ()),
    ("la resolución 2065 que llama a negociar", ()),
    ("Security Council resolution 2065 (2012)", ("2065",)),
    ("UN resolution 2758 restored the seat", ()),
    ("in line with resolution 2254", ("2254",)),
    ("resolutions 2401 (2018) and 2254 of the Security Council", ("2401", "2254")),
    ("UNSCR 2254 and 1701.", ("2254", "1701")),
    ("S/RES/2254 (2015)", ("2254",)),
    ("res. 2254 (2015)", ("2254",)),
    ("conformément à la résolution 2254 du Conseil de sécurité", ("2254",)),
    ("la résolution n° 2254 (2015) et les résolutions 242 et 338", ("2254", "242", "338")),
    ("les résolutions du Conseil de sécurité des Nations unies 2334 et 2728", ("2334", "2728")),
    ("la resolución 2254 del Consejo de Seguridad", ("2254",)),
    ("las resoluciones 242 (1967), 338 (1973) y 2334 (2016)", ("242", "338", "2334")),
    ("gemäß Resolution 2254 des VN-Sicherheitsrats", ("2254",)),
    ("Sicherheitsratsresolutionen 242 und 338", ("242", "338")),
    ("VN-Sicherheitsratsresolution 2254", ("2254",)),
    ("в соответствии с резолюцией 2254 СБ ООН", ("2254",)),
    ("резолюции Совета Безопасности ООН № 2254", ("2254",)),
    ("резолюций СБ ООН 242, 338 и 2334", ("242", "338", "2334")),
    ("قرار مجلس الأمن رقم ٢٢٥٤", ("2254",)),
    ("القرار 2254", ("2254",)),
    ("قراري مجلس الأمن 2254 و2401", ("2254", "2401")),
    ("قرارات مجلس الأمن الدولي التابع للأمم المتحدة رقم 242 و 338 و1397", ("242", "338", "1397")),
    ("القرار الأممي رقم 2254 لعام 2015", ("2254",)),
    ("وفقا لقرار مجلس الأمن الدولي رقم 1701 (2006)", ("1701",)),
    ("安理会第2254号决议", ("2254",)),
    ("安理会第242、338和2334号决议", ("242", "338", "2334")),
    ("第2254（2015）号决议", ("2254",)),
    ("联合国大会第2758号决议", ()),
    ("2254 sayılı BM Güvenlik Konseyi kararı", ("2254",)),
    ("1325 ve 2254 sayılı kararlar", ("1325", "2254")),
    ("قطعنامه ۲۲۵۴ شورای امنیت", ("2254",)),
    ("قطعنامه شماره ۵۹۸", ("598",)),
    ("Security Council resolutions 338 (1973), 1397 (2002) and 2334 (2016)", ("338", "1397", "2334")),
    ("General Assembly resolution 377 A (V)", ()),
    ("resolution ES-10/21", ()),
    ("A/RES/68/262", ()),
    ("UNGA resolution 181 (II) and Security Council resolution 242", ("242",)),
    ("Human Rights Council resolution 46/22", ()),
    ("resolution 4K", ()),
    ("a resolution of 300 dpi", ()),
    ("statute 2254", ()),
    ("House Resolution 2254", ()),
    ("H.Res. 2254", ()),
    ("resolution 1080p", ()),
    ("resolutions, including 242 and 338", ("242", "338")),
    ("UN Security Council Resolutions 2728, 2735 and 2712.", ("2728", "2735", "2712")),
    ("resolutions 1373 to 1375", ("1373", "1374", "1375")),
    ("Resolution 2254/2015", ("2254",)),
    ("resolution 2254 of 18 December 2015", ("2254",)),
    ("resolution 2254, adopted in 2015, and 2585", ("2254", "2585")),
    ("resolución 2254 de 2015", ("2254",)),
    ("risoluzione 2254 del Consiglio di Sicurezza", ("2254",)),
    ("resolução 2254 do Conselho de Segurança", ("2254",)),
    ("rezolucji Rady Bezpieczeństwa ONZ nr 2254", ("2254",)),
    ("резолюції Ради Безпеки ООН 2254", ("2254",)),
    ("安保理決議第2254号", ("2254",)),
    ("안보리 결의 2254호", ("2254",)),
    ("החלטה 1701 של מועצת הביטחון", ("1701",)),
    ("resolution 181 of the General Assembly", ()),
    ("Council resolution 2254. In 2015 the", ("2254",)),
    ("resolution 1701 and 1559", ("1701", "1559")),
    ("security council resolution 2254's full", ("2254",)),
    ("relevant UN Security Council resolutions, in particular Resolution 2254 and 2118", ("2254", "2118")),
    ("UNSC resolution 1540", ("1540",)),
    ("UNSCRs 2254 & 2401", ("2254", "2401")),
    ("UN Security Council resolutions 242 of 1967 and 338 of 1973", ("242", "338")),
    ("القرار الوزاري رقم 2254", ()),
    ("the resolution was adopted by 14 votes", ()),
    ("resolution 14 votes", ()),
    ("резолюция 2254 (2015)", ("2254",)),
    ("Resolution 1559, 1680 et 1701", ("1559", "1680", "1701")),
    ("resolution 2254 in 2015", ("2254",)),
    ("قراري مجلس الأمن ٢٤٢ (١٩٦٧) و٣٣٨ (١٩٧٣)", ("242", "338")),
    ("résolutions 1559 (2004), 1680 (2006) et 1701 (2006)", ("1559", "1680", "1701")),
    ("Res 2254", ()),
    ("联大第2758号决议和安理会第2254号决议", ("2254",)),
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_citations(text: str, expected: tuple[str, ...]) -> None:
    assert resolutions(text) == expected


def test_each_number_once_in_the_order_of_the_text() -> None:
    text = "Resolution 2334 and resolution 242 matter. Security Council resolutions 242 and 2254 remain in force."
    assert resolutions(text) == ("2334", "242", "2254")


@pytest.mark.parametrize(
    "unit", ["resolution 2254, ", "resolution ", "1、", "1 ve ", "a-", "1、决议", "قرار 1 و2 "]
)
def test_hostile_repetition_is_answered(unit: str) -> None:
    assert isinstance(resolutions(unit * (200_000 // len(unit))), tuple)
