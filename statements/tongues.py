"""The languages that a page may say it is in, beside those whose texts are judged."""

from __future__ import annotations

from typing import Final

_LISTED: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy",
    "ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt",
    "lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm",
    "sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu",
    "ckb fil gsw kea kmr pap prs tet tpi zgh",
)  # fmt: skip
CODES: Final = frozenset(code for line in _LISTED for code in line.split())
"""Those of ISO 639-1, and some that states write in and that have no code of two letters. A pseudo-code such as ``xx`` or ``und`` is none."""


def primary(tag: str | None) -> str | None:
    """The language that a BCP 47 tag names (``sr-Latn-RS``: ``sr``), or None if it names none that we know of."""
    code = (tag or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if code in CODES else None
