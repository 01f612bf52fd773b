"""Bytes to text: marks, headers, meta tags, prologs, and all of them lying."""

from __future__ import annotations

import pytest

from statements.charset import decode

RUSSIAN = "Министерство выражает глубокую обеспокоенность и призывает стороны к сдержанности."
ARABIC = "تعرب الوزارة عن قلقها البالغ وتدعو جميع الأطراف إلى ضبط النفس ووقف إطلاق النار."
CHINESE = "外交部发言人对此表示严重关切，呼吁各方保持克制，尽快恢复对话。"
JAPANESE = "外務省は深い懸念を表明し、すべての当事者に自制を求めます。停戦を呼びかけています。"
KOREAN = "외교부는 깊은 우려를 표명하고 모든 당사자에게 자제를 촉구합니다. 휴전을 요청합니다."
FRENCH = (
    "Le ministère a exprimé sa préoccupation et appelle à la désescalade immédiate, à l’arrêt des hostilités."
)


def page(text: str, *, meta: str = "", before: str = "") -> str:
    return f"<html><head>{before}{meta}<title>x</title></head><body><p>{text}</p></body></html>"


def meta(name: str) -> str:
    return f'<meta charset="{name}">'


@pytest.mark.parametrize(
    ("body", "header", "encoding"),
    [
        (page(RUSSIAN).encode("utf-8-sig"), "text/html; charset=windows-1251", "utf-8"),
        (b"\xff\xfe" + page(RUSSIAN).encode("utf-16-le"), "text/html; charset=utf-8", "utf-16-le"),
        (b"\xfe\xff" + page(RUSSIAN).encode("utf-16-be"), None, "utf-16-be"),
        (page(RUSSIAN).encode("utf-16-le"), None, "utf-16-le"),
        (page(RUSSIAN).encode("utf-16-be"), "text/html", "utf-16-be"),
        (page(RUSSIAN).encode(), "text/html; charset=utf-8", "utf-8"),
        (page(RUSSIAN).encode(), None, "utf-8"),
        (page(RUSSIAN).encode("cp1251"), 'text/html; Charset="windows-1251"', "cp1251"),
        (page(RUSSIAN, meta=meta("windows-1251")).encode("cp1251"), "text/html", "cp1251"),
        (page(RUSSIAN, meta=meta("koi8-r")).encode("koi8-r"), None, "koi8-r"),
        (f'<?xml version="1.0" encoding="windows-1251"?><r>{RUSSIAN}</r>'.encode("cp1251"), None, "cp1251"),
        (page(ARABIC, meta=meta("windows-1256")).encode("cp1256", "ignore"), None, "cp1256"),
        (page(CHINESE, meta=meta("gb2312")).encode("gb18030"), None, "gb18030"),
        (page(CHINESE).encode("gb18030"), "text/html;charset=GBK", "gb18030"),
        (page(JAPANESE, meta=meta("Shift_JIS")).encode("cp932"), None, "cp932"),
        (page(JAPANESE, meta=meta("euc-jp")).encode("euc_jp"), None, "euc_jp"),
        (page(JAPANESE, meta=meta("iso-2022-jp")).encode("iso2022_jp"), None, "iso2022_jp"),
        (page(KOREAN, meta=meta("euc-kr")).encode("cp949"), None, "cp949"),
        (page(FRENCH).encode("cp1252"), "text/html; charset=iso-8859-1", "cp1252"),
        # a declaration far down the head, as long templates have it
        (page(RUSSIAN, before="<!-- " + "x" * 2000 + " -->", meta=meta("windows-1251")).encode("cp1251"), None, "cp1251"),
    ],
)  # fmt: skip
def test_declared(body: bytes, header: str | None, encoding: str) -> None:
    text, name = decode(body, header)
    assert name == encoding
    assert "�" not in text
    assert any(words in text for words in (RUSSIAN, ARABIC, CHINESE, JAPANESE, KOREAN, FRENCH))


@pytest.mark.parametrize(
    ("body", "header"),
    [
        # UTF-8 under another name: the classic mojibake
        (page(FRENCH).encode(), "text/html; charset=iso-8859-1"),
        (page(RUSSIAN, meta=meta("windows-1251")).encode(), None),
        (page(CHINESE, meta=meta("gb2312")).encode(), None),
        (page(JAPANESE, meta=meta("shift_jis")).encode(), "text/html; charset=shift_jis"),
        (page(RUSSIAN, meta=meta("utf-16")).encode(), None),
        # a server's idle Latin-1 against the page's own word
        (page(RUSSIAN, meta=meta("windows-1251")).encode("cp1251"), "text/html; charset=ISO-8859-1"),
        (page(ARABIC, meta=meta("windows-1256")).encode("cp1256"), "text/html; charset=ISO-8859-1"),
        # declared UTF-8, written otherwise
        (page(RUSSIAN * 3, meta=meta("utf-8")).encode("cp1251"), "text/html; charset=utf-8"),
        (page(CHINESE * 3, meta=meta("utf-8")).encode("gb18030"), None),
        (page(JAPANESE * 3).encode("cp932"), "text/html; charset=utf-8"),
        # nothing but a wrong Latin-1
        (page(RUSSIAN * 3).encode("cp1251"), "text/html; charset=ISO-8859-1"),
        # nothing declared at all
        (page(RUSSIAN * 3).encode("cp1251"), None),
        (page(ARABIC * 3).encode("cp1256"), "text/html"),
        (page(KOREAN * 3).encode("cp949"), None),
        (page(FRENCH * 3).encode("cp1252"), None),
        # a name nobody knows
        (page(FRENCH).encode(), "text/html; charset=klingon"),
    ],
)
def test_a_false_or_missing_declaration_makes_no_mojibake(body: bytes, header: str | None) -> None:
    text, _ = decode(body, header)
    assert "�" not in text
    assert any(words in text for words in (RUSSIAN, ARABIC, CHINESE, JAPANESE, KOREAN, FRENCH))


def test_one_damaged_byte_does_not_turn_utf8_into_something_else() -> None:
    body = page(RUSSIAN).encode().replace("обес".encode(), "обес".encode()[:-1])
    text, name = decode(body, "text/html; charset=utf-8")
    assert name == "utf-8" and "призывает стороны" in text and text.count("�") == 1


def test_a_cut_off_character_at_the_end() -> None:
    text, name = decode(CHINESE.encode()[:-1], None)
    assert name == "utf-8" and text.startswith("外交部发言人")


def test_plain_ascii_and_nothing() -> None:
    assert decode(b"plain", "text/html; charset=windows-1251") == ("plain", "utf-8")
    assert decode(b"", None) == ("", "utf-8")
    text, name = decode(bytes(range(256)), None)  # no language at all
    assert text and name
