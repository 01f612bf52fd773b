"""Words that are written as one, with a hyphen or as two: ceasefire, cease-fire, cease fire. Who asks for one means all.

An index parts words at hyphens, so the joined word and the two are different tokens there; a query asks for both.
"""

from __future__ import annotations

import re
from dataclasses import replace

from archive.analysis import QueryWord, query_word

_PARTS = (
    "anti",
    "cease",
    "co(?=operat|ordinat|sponsor|chair|exist)",
    "counter",
    "de(?=escalat)",
    "multi",
    "non",
)
"""What is written apart or not, before four letters or more. Not "de" and "co" in general: "depart" is no "de part"."""
_JOINED = re.compile(rf"({'|'.join(_PARTS)})([^\W\d_]{{4,}})")
_HYPHENS = re.compile("[-\u2010\u2011]")


def other_spellings(text: str, word: QueryWord) -> tuple[QueryWord, ...]:
    """The other ways to write a single word of a query, which was read as ``word``. None for most."""
    parts = _HYPHENS.split(text)
    if len(parts) == 2 and len(word.words) == 2 and _JOINED.fullmatch("".join(word.words)):
        joined = query_word("".join(word.words), prefix=word.prefix)
        return () if joined is None else (joined,)
    found = _JOINED.fullmatch(word.words[0]) if len(word.words) == 1 else None
    return () if found is None else (replace(word, words=found.groups(), stems=()),)
