"""Lines of a page that are no part of what was said: clocks and visitor counters, which differ at every look, and the bars of
links around a text. Pure; only what is certain counts, since a line taken for furniture is an edit not told.
"""

from __future__ import annotations

import difflib
import re
from typing import Final

from statements.text import fold_for_identity

_LONGEST: Final = 90
"""Characters. A line of furniture is short; a paragraph that mentions visitors is not."""
_NUMBER = re.compile(r"\d+(?:[.,:'\u00a0 ]\d+)*")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
_SECONDS = re.compile(r"\b\d{1,2}:\d{2}:\d{2}\b")
# Of a page, never of a statement, when they stand beside a number in a line without a sentence.
_COUNTED = re.compile(
    r"\b(?:views?|viewed|visits?|visitors?|hits|page ?views|reads|downloads|online now|vues|visites|visiteurs|lectures"
    r"|aufrufe|besucher|zugriffe|visitas|visualiza\w+|lecturas|letture|visualizzazioni|просмотр\w*|посетител\w*|прочита\w*"
    r"|перегляд\w*|відвідувач\w*|okunma|görüntülen\w*|ziyaret\w*|wyświetle\w*|odsłon\w*|vizualiz[aă]ri|visningar"
    r"|weergaven|bezoekers|zobrazen[íi]|προβολές)\b"
    r"|مشاهد|زيار|زوار|قراءات|بازدید|بازديد|צפיות|阅读|閱讀|浏览|瀏覽|访问|訪問|点击|點擊|閲覧|조회",
    re.I,
)
_TIMED = re.compile(
    r"\b(?:local time|current time|time now|server time|last (?:update|updated|modified)|updated|heure locale|mise à jour"
    r"|ortszeit|uhrzeit|hora local|ora locale|saat|местное время|московское время|время|gmt|utc|cet|cest|est|edt|am|pm|uhr)\b"
    r"|الساعة|التوقيت|ساعت|时间|時間|現在時刻|北京时间|시간",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?。！？؟।]\s*$")
_LETTERS = re.compile(r"[^\W\d_]+")
_BARS = re.compile(
    r"(?:share(?: this)?(?: page| article| on .{1,20})?|print(?: this)?(?: page| version)?|e-?mail(?: this)?(?: page)?|back(?: to)?(?: top| news| list)?"
    r"|read (?:more|also)|see also|related(?: .{1,20})?|more news|previous|next|home|menu|search|subscribe|follow us(?: on .{1,20})?|cookies?"
    r"|copyright .{0,60}|(?:©|\(c\)) .{0,60}|all rights reserved|facebook|twitter|x|whatsapp|telegram|linkedin|instagram|youtube"
    r"|partager(?: .{1,20})?|imprimer|retour.{0,20}|lire aussi.{0,20}|teilen|drucken|seite .{1,20}|zurück.{0,20}|compartir|imprimir|condividi|stampa"
    r"|поделиться|печать|версия для печати|распечатать|paylaş|yazdır|مشاركة|طباعة|اشتراک‌گذاری|چاپ|分享|打印|返回顶部|シェア|印刷|공유|인쇄)\s*[:>»|…]*",
    re.I,
)


def is_bar(line: str) -> bool:
    """Whether a line is one of a page's own: a link to share, print or go back, a copyright."""
    return bool(_BARS.fullmatch(line.strip().lstrip("-•·|»> ")))


def ticks(old: str, new: str) -> bool:
    """Whether two forms of one line differ by a clock or a counter only."""
    if max(len(old), len(new)) > _LONGEST or _masked(old) != _masked(new) or _SENTENCE_END.search(new):
        return False
    words = len(_LETTERS.findall(_NUMBER.sub(" ", new)))
    if not _NUMBER.search(old):
        return False
    if _COUNTED.search(new) and words <= 6:
        return True
    if _CLOCK.search(old) and _CLOCK.search(new):
        return bool(_SECONDS.search(new)) or words <= 1 or (words <= 6 and bool(_TIMED.search(new)))
    return False


def only_ticks(old: str, new: str) -> bool:
    """Whether two texts are the same but for one line or more in which a clock or a counter moved on. Not when they are
    worded alike altogether."""
    found = False
    left, right = ([line.strip() for line in text.split("\n") if line.strip()] for text in (old, new))
    if len(left) != len(right):
        return False
    # Lines pair off by their place: a clock does not move about the page.
    for one, other in zip(left, right, strict=True):
        if one == other or fold_for_identity(one) == fold_for_identity(other):
            continue
        if not ticks(one, other):
            return False
        found = True
    return found


def only_around(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but furniture: lines whose clock or counter moved on, bars that came or went."""
    left, right = ([line.strip() for line in text.split("\n") if line.strip()] for text in (old, new))
    folded = [[fold_for_identity(line) for line in lines] for lines in (left, right)]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, folded[0], folded[1], autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        out, put = ([line for line in lines if not is_bar(line)] for lines in (left[a:b], right[c:d]))
        if len(out) != len(put) or not all(ticks(*pair) for pair in zip(out, put, strict=True)):
            return False
    return True


def _masked(line: str) -> str:
    """A line without its numbers and the names of days and months, which go with a clock."""
    return _DATES.sub("@", _NUMBER.sub("#", line)).casefold()


_DATES = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|am|pm|st|nd|rd|th)\b",
    re.I,
)
