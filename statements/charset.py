"""Bytes to text. A page's word about its own encoding is evidence, not proof: servers and templates lie."""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE: Final = frozenset(
    {"gb18030", "gbk", "gb2312", "big5", "big5hkscs", "cp932", "shift_jis", "euc_jp", "cp949", "euc_kr"}
)
# What a server says when nobody told it anything: beaten by a declaration on the page.
_DEFAULTS: Final = frozenset({"cp1252", "iso8859-1", "latin-1", "ascii"})
_TAGS = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.S | re.I)
_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile("[\x80-\x9f]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """``(text, encoding)`` of a body with the given ``Content-Type`` header. Never raises; ``encoding`` is Python's name.

    In order: byte order mark; UTF-8 whenever the bytes are valid UTF-8 and not plain ASCII, whatever was declared; the
    header (unless it is a server's idle Latin-1 and the page disagrees); the page's own meta tag or XML prolog within
    4096 bytes; UTF-8 with a few damaged bytes; detection. A declaration that does not fit the bytes is passed over.
    """
    for mark, marked in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(marked, "replace"), marked
    if wide := _zero_pattern(body):
        return body.decode(wide, "replace"), wide

    header = http_content_type_encoding(content_type)
    page = html_body_declared_encoding(body)
    if page and page.startswith(("utf-16", "utf-32")):
        page = "utf-8"  # it could be read as ASCII, so it is not what it says
    declared = [_python_name(name) for name in (header, page) if name]
    if len(declared) == 2 and declared[0] in _DEFAULTS:
        declared.reverse()

    if not _HIGH.search(body):
        # Stateful encodings and UTF-16 hide in plain ASCII; everything else reads the same.
        odd = next(
            (name for name in declared if name.startswith(("iso2022", "utf-16", "utf-32", "hz"))), None
        )
        text = _strict(body, odd) if odd else None
        return (text, odd) if text is not None and odd else (body.decode("ascii"), "utf-8")

    text = _strict(body, "utf-8")
    if text is not None and not (declared and declared[0] in _MULTIBYTE and len(_SEQUENCE.findall(body)) < 3):
        return text, "utf-8"
    for name in declared:
        if name == "utf-8":
            continue  # its few damaged bytes are weighed below, against what is whole
        text = body.decode(name, "replace")
        if _plausible(text, name):
            return text, name
    damaged = body.decode("utf-8", "replace")
    if damaged.count("�") * 10 <= len(_SEQUENCE.findall(body)):
        return damaged, "utf-8"
    return _detect(body, declared)


def _python_name(name: str) -> str:
    return codecs.lookup(name).name


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        return None


def _zero_pattern(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of its mark-up is zero, and no other encoding of text has zeros."""
    head = body[:400]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if (even + odd) * 20 < max(len(head), 80):
        return None
    if odd > 9 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 9 * odd else None


def _plausible(text: str, name: str) -> bool:
    """Whether a declared encoding fits: hardly a byte it cannot read (0.5 % at most), no controls, and not the letter soup that
    Cyrillic or Arabic makes in a Latin encoding (accented letters are below a third of any Latin-script text)."""
    if text.count("�") * 200 > len(text):
        return False
    if len(_CONTROLS.findall(text)) * 200 > len(text):
        return False
    if name in _DEFAULTS or name in ("iso8859-15", "cp1250", "iso8859-2", "cp1254", "iso8859-9"):
        # Runs of four and more accented letters hardly occur in any language written in Latin letters.
        high = len(_BEYOND_ASCII.findall(text))
        runs = sum(len(run) for run in _SOUP.findall(text))
        return runs * 3 < high or runs < 8
    return True


_LATIN_NEIGHBOURS: Final = frozenset(
    {
        "cp1250",
        "iso8859-2",
        "cp1257",
        "iso8859-4",
        "iso8859-13",
        "iso8859-10",
        "iso8859-16",
        "cp1254",
        "iso8859-9",
        "cp1258",
        "iso8859-3",
        "cp852",
        "mac-latin2",
        "iso8859-14",
    }
)
_WESTERN: Final = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡àèìòùâêîôûëïçÀÈÌÒÙÂÊÎÔÛËÏÇäöÄÖßãõÃÕºª«»°·–—‘’“”…\xa0§©®€")
_SOUP = re.compile("[\u00a1-\u024f‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{4,}")


def _detect(body: bytes, declared: list[str]) -> tuple[str, str]:
    """Ask charset-normalizer about the words alone: mark-up is ASCII and would drown them."""
    sample = _TAGS.sub(b" ", body)[:50_000]
    best = from_bytes(sample).best()
    names = ([_python_name(best.encoding)] if best else []) + declared + ["cp1252"]
    if (
        names[0] in _LATIN_NEIGHBOURS
        and set(_BEYOND_ASCII.findall(body.decode("cp1252", "replace"))) <= _WESTERN
    ):
        # "ñ" and "ń" are one byte: words that Spanish, French, Portuguese, Italian or German letters alone explain are theirs.
        names.insert(0, "cp1252")
    for name in names:
        if name != "ascii":
            return body.decode(name, "replace"), name
    return body.decode("utf-8", "replace"), "utf-8"
