"""What a list said of a page before anybody asked for it: that it is an item, and what it is called.

A page alone can only be judged by how it sounds. One that the issuer lists with a date is a publication, whatever it is called; one
that shows the listed title as its own is that item, however much it sounds like a server; one that shows it nowhere may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from spiders.extract.survey import weight
from statements.text import fold_for_identity

_TELLING: Final = 25  # letters of a title that no other page has by chance
_ALIKE: Final = 85.0  # per cent of likeness of a title and the heading that it became
_UNLIKE: Final = 60.0  # below which no part of a page is the title; words of one language reach 50 by chance
_PARTS: Final = re.compile(r"\s*[|｜»]\s*|\s+[-–—·:]\s+")


@dataclass(frozen=True, kw_only=True)
class Given:
    """``title`` as the list (or, of a known statement, the archive) has it, empty where it has none."""

    title: str = ""
    item: bool = False
    """It is a publication: dated in the list, named by a feed or an API, which name nothing else, or archived already."""

    def shown(self, names: Iterable[str], lines: Iterable[str] | None) -> bool | None:
        """Whether a page with these names and lines shows the title: True as one of its names, False nowhere, None where that
        cannot be said, or without ``lines`` is not to be."""
        wanted = _comparable(self.title)
        telling = weight(wanted) >= _TELLING
        if not wanted or not (telling or self.item):
            return None  # "Log in", in a list of links
        names = [name for name in names if name]
        if any(wanted == _comparable(part) for name in names for part in _PARTS.split(name)):
            return True
        names = [_comparable(name) for name in names]
        if any(_is_title(wanted, name, telling=telling) for name in names):
            return True
        if not telling or lines is None:
            return None
        text = "\n".join([*names, *map(_comparable, lines)])
        return False if fuzz.partial_ratio(wanted, text, score_cutoff=_UNLIKE) < _UNLIKE else None


def _comparable(title: str) -> str:
    return fold_for_identity(title).casefold().rstrip(" .…")


def _is_title(wanted: str, name: str, *, telling: bool) -> bool:
    if not telling:
        return wanted == name
    cut = weight(name) >= _TELLING and 2 * len(name) >= len(wanted) and wanted.startswith(name)
    return wanted in name or cut or fuzz.ratio(wanted, name, score_cutoff=_ALIKE) >= _ALIKE
