"""Text made comparable: bags of words, folded titles, addresses and days."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

HAN_AND_KANA = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(f"[{HAN_AND_KANA}]|[^\\W_{HAN_AND_KANA}]+")
SINGLE = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u00b4`\u05f3\u2039\u203a"), "'")
DOUBLE = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u05f4"), '"')
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
FOLDED = SINGLE | DOUBLE | DASHES


def words(text: str) -> list[str]:
    """The words of a text in their order."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    # Mn: vowel points and other marks above or below; Cf: zero-width, direction and soft hyphen.
    return WORD.findall("".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf")))


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Two bags of words compared; ``lost`` and ``surplus`` are in the order of the text they stand in."""

    recall: float
    precision: float
    lost: tuple[str, ...]
    surplus: tuple[str, ...]

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def overlap(expected: str, found: str) -> Overlap:
    """Nothing found is a precision of nothing."""
    wanted, given = words(expected), words(found)
    common = (Counter(wanted) & Counter(given)).total()
    return Overlap(
        recall=common / len(wanted) if wanted else 0.0,
        precision=common / len(given) if given else 0.0,
        lost=_without(wanted, given),
        surplus=_without(given, wanted),
    )


def _without(these: list[str], those: list[str]) -> tuple[str, ...]:
    left = Counter(those)
    kept = []
    for word in these:
        if left[word]:
            left[word] -= 1
        else:
            kept.append(word)
    return tuple(kept)


def folded(title: str) -> str:
    """A title without what a careful reader would not call a difference."""
    plain = unicodedata.normalize("NFC", title).replace("\u2026", "...").translate(FOLDED)
    plain = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    return " ".join(plain.split()).casefold()


def address(url: str) -> tuple[str, ...]:
    """An address in comparable parts: no fragment, no last slash, percent-encoding undone, the query sorted."""
    parts = urlsplit(url.strip())
    query = (f"{key}={value}" for key, value in sorted(parse_qsl(parts.query, keep_blank_values=True)))
    # parse_qsl leaves out what has no "=": as some press offices' page numbers do.
    bare = sorted(unquote(piece) for piece in parts.query.split("&") if piece and "=" not in piece)
    return (
        parts.scheme.lower(),
        parts.netloc.lower(),
        unquote(parts.path).rstrip("/"),
        *(q for q in query if q.partition("=")[0] not in bare),
        *bare,
    )


def days(published: Mapping[str, Any], zone: str | None) -> set[str]:
    """The days that a published date may be called: one, or for an instant those in UTC and in ``zone``; none when unknown."""
    value = published.get("value")
    if value is None:
        return set()
    if "T" not in value:
        return {value}
    instant = datetime.fromisoformat(value).astimezone(UTC)
    return {instant.date().isoformat(), instant.astimezone(ZoneInfo(zone or "UTC")).date().isoformat()}
