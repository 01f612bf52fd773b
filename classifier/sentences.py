"""A statement cut into sentences, as verbatim spans of its text.

Rules, not a model: paragraphs and list items always end a sentence; ``. ! ? …`` end one before white space unless the
stop belongs to an abbreviation, an initial, an ordinal or a number; ``。！？؟۔`` always end one; closing quotes and brackets
stay with their sentence. The cut is bounded, so that no text can make reading slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from classifier import turns

MAX_CHARACTERS = 100_000
"""Of a statement that are read. The longest real communiqués have about 60,000."""
MAX_SENTENCE = 1_000
"""Characters; a longer sentence is read in pieces of this size, cut at white space where there is some."""
MAX_SENTENCES = 400

_LINE = re.compile(r"[^\n\r\v\f\u0085\u2028\u2029]+")
_STOP = re.compile(r"(?:[.!?…]+|[。！？؟۔;]+)(?:[\"'»”’“)\]」』]|[ \u00a0\u202f]»)*")
_ALWAYS = frozenset("。！？؟۔")
_ABBREVIATIONS = frozenset(
    re.split(
        r"\s+",
        """mr mrs ms dr prof st h.e hon rev sen rep gov gen lt col maj capt sgt adm amb no nos art arts para paras p pp vol ch
        sec fig res cf vs etc al approx inc ltd co corp jr sr e.g i.e a.m p.m jan feb mar apr jun jul aug sep sept oct nov
        dec min m mme mm mlle mgr s.e s.e.m env sra srta d dña excmo excma núm nr z.b d.h u.a bzw ca usw inkl evtl abs bspw
        dipl ing i.v s.a v.a o.ä г гг г-н г-жа им т.е т.д т.п др пр ст стр рис напр тыс млн млрд руб долл ул д n.º nº n° ex
        sig dott on dra tel fax ul hab ds""",
    )
)
_MONTHS = frozenset(
    re.split(" ", "januar jänner februar märz april mai juni juli august september oktober november dezember")
)
_BULLET = re.compile(r"^\s*(?:[-–—*•·▪●◦‣]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """``text`` is verbatim ``statement[start:end]``, never blank."""

    text: str
    start: int
    end: int
    paragraph: int
    """Number of the paragraph or list item it stands in, from 0."""
    asked: bool = False
    """Whether it stands in a question put to the speaker: see `classifier.turns`."""


def _ends(line: str, match: re.Match[str]) -> bool:
    """Whether a run of stops really ends a sentence."""
    stop = match.group()
    if stop[0] in _ALWAYS:
        return True
    if stop[0] == ";":  # a list of demands is often one paragraph held together by semicolons
        return match.end() < len(line) and match.start() >= 60 and len(line) - match.end() >= 60
    # Only what stands beside the stop is looked at, or a line of many stops would cost its length for each of them.
    after = line[match.end() : match.end() + 60]
    if not after:
        return True
    if not after[0].isspace():
        return False
    if stop[0] != ".":
        return True
    before = line[max(0, match.start() - 30) : match.start()]
    word = re.search(r"[^\s(\[\"'«“„]*$", before)
    last = word.group() if word else ""
    following = after.lstrip().lstrip("\"'«“„([-–— ")
    if len(stop) > 1 or not following:
        return True
    if last.casefold() in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last.isupper()):
        return False
    if re.fullmatch(r"(?:\w\.)+\w", last):  # "U.S. forces" goes on, "in the U.S. The" does not
        return following[:1].isupper() and following.split()[0].casefold() in {
            "the",
            "we",
            "this",
            "it",
            "in",
            "they",
        }
    if last.isdigit() and len(last) <= 2 and not following[:1].isupper():
        return False  # "am 3. dezember" and numbered items
    if last.isdigit() and len(last) <= 2 and re.match(r"[A-ZÄÖÜ][a-zäöü]+(?: \d{4})?\b", following):
        return following.split()[0].casefold().strip(".,") not in _MONTHS
    return not following[:1].islower()


def _pieces(line: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one line."""
    spans = []
    start = len(bullet.group()) if (bullet := _BULLET.match(line)) else 0
    for match in _STOP.finditer(line, start):
        if _ends(line, match):
            spans.append((start, match.end()))
            start = match.end()
            if len(spans) == MAX_SENTENCES:
                break
    spans.append((start, len(line)))
    short = []
    for begin, end in spans:
        while end - begin > MAX_SENTENCE:
            cut = line.rfind(" ", begin + MAX_SENTENCE // 2, begin + MAX_SENTENCE)
            cut = cut if cut > 0 else begin + MAX_SENTENCE
            short.append((begin, cut))
            begin = cut
        short.append((begin, end))
    return short


def split(text: str) -> list[Sentence]:
    """The sentences of a text in order; none for a text without a letter or digit. Total on any string."""
    found = list(islice(_sentences(text[:MAX_CHARACTERS]), MAX_SENTENCES))
    in_question = turns.asked((sentence.text, sentence.paragraph) for sentence in found)
    return [replace(s, asked=True) if asked else s for s, asked in zip(found, in_question, strict=True)]


def _sentences(text: str) -> Iterator[Sentence]:
    for paragraph, line in enumerate(_LINE.finditer(text)):
        for begin, end in _pieces(line.group()):
            raw = line.group()[begin:end]
            stripped = raw.strip()
            if not any(c.isalnum() for c in stripped):
                continue
            start = line.start() + begin + (len(raw) - len(raw.lstrip()))
            yield Sentence(text=stripped, start=start, end=start + len(stripped), paragraph=paragraph)
