"""The lines of a text that are no part of it: the title again, the date line, the by-line, what buttons say. Only whole lines,
and at the edges more than in the middle; a line that reads like a sentence is never touched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from spiders.extract.notices import RIGHTS, asks_consent
from spiders.extract.phrases import plain
from spiders.extract.survey import SENTENCE, is_prose, weight
from spiders.extract.titles import is_generic, is_office
from spiders.extract.wording import (
    heads_furniture,
    is_button,
    is_dating,
    is_surely_button,
    points_elsewhere,
    tells_fields,
)
from statements import months
from statements.text import fold_for_identity
from statements.written_words import in_digits

_TOP: Final = 8  # lines looked at before the first sentence
_BOTTOM: Final = 14  # and after the last
_NUMBERS: Final = re.compile(r"[\d\s.:,/|()-]{1,5}")
_DIGIT: Final = re.compile(r"\d")
_LISTED: Final = re.compile(
    r"^(?:filed (?:under|in)|posted in|abgelegt unter|veroffentlicht (?:in|unter)|publie dans|publicado en|pubblicato in|opublikowano w|рубрика)\b\s*[:：]?\s.{0,90}$"
    r"|^(?:tags?|keywords?|topics?|categor(?:y|ies)|mots[- ]cles|schlagworter?|etiquetas|temas|теги|метки|ключевые слова|الوسوم|كلمات مفتاحيه|برچسب ها|etiketler|标签|关键词|キーワード|タグ|태그|tagi|теги|תגיות|assuntos|registrado em|trefwoorden|asiasanat)\s*[:：]"
)
_BY: Final = re.compile(
    r"^(?:by|written by|posted by|author|von|autor|par|auteur|автор|por|door|yazan|作者|اعداد|بقلم|نويسنده)\s*[:：]?\s+\S.{0,50}$"
)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What other fields have taken from the page: no part of its text."""

    dates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Of the author, the section, the site."""
    links: frozenset[str] = frozenset()
    """The words of the page's links."""
    apart: str = ""
    """The line of place and day under the box of the text."""


NOTHING: Final = Known()


def trim(text: str, *, title: str, known: Known = NOTHING) -> str:
    """``text`` without the lines that are furniture."""
    found = text.split("\n")
    heading = fold_for_identity(title).casefold()
    others = {fold_for_identity(name).casefold() for name in known.names if name}
    sentences = [
        at
        for at, line in enumerate(found)
        if weight(line) >= SENTENCE and not is_edge(line) and not _only_links(line, known.links)
    ]
    heads = _running_heads(found)
    first, last = (sentences[0], sentences[-1]) if sentences else (len(found), -1)
    contents = _contents(found)
    kept: list[str] = []
    seen = listing = 0
    for at, line in enumerate(found):
        if not line.strip():
            kept.append(line)
            continue
        seen += 1
        bare = line.removeprefix("- ").strip()
        top = at < first or seen <= 2
        bottom = at > last
        if at in contents or at in heads or points_elsewhere(bare):
            continue
        if (
            top
            and seen <= _TOP
            and (
                _same(bare, heading)
                or _breaks(bare, heading)
                or is_edge(bare)
                or is_date(bare)
                or (is_office(bare) and not _ADDRESSES.search(bare))
                or (leftover(bare) is not None and _SOURCE.search(bare) is not None)
                or is_generic(_NUMBERED.sub(" ", bare))
                or fold_for_identity(bare).casefold() in others
                or _holds_date(bare, known.dates)
                or ("\t" in line and heading in fold_for_identity(bare).casefold())
                or (heads_furniture(bare) and at + 1 in contents | {at + 1 for at in contents})
            )
        ):
            continue
        if bottom and (
            bare == known.apart
            or _only_links(bare, known.links)
            or listing
            or is_edge(bare)
            or _LISTED.match(plain(bare.lstrip("|•·/ ")))
            or heads_furniture(bare)
        ):
            if heads_furniture(bare) or listing:
                listing = 1
            continue
        if (
            not line.startswith("- ")
            and "\t" not in line
            and len(bare) > 2
            and is_surely_button(bare)
            and not is_generic(bare)
            and not _NUMBERS.fullmatch(bare)
        ):
            continue
        kept.append(line)
    told = any(
        is_prose(line) and not asks_consent(line) for line in kept
    )  # else the bar is all there is, and is to be told
    kept = _without_contacts(kept)
    while kept and (not kept[-1].strip() or _ends_text(kept[-1]) or (told and asks_consent(kept[-1]))):
        kept.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _without_contacts(kept: list[str]) -> list[str]:
    """The lines without those under a text that say whom the press may ask: from a label ("Media enquiries:", "Lisätietoja:") on, where
    nothing but short lines follows and one of them gives a number or an address. Whom to call in need is part of a text."""
    for at in reversed(range(max(0, len(kept) - _CONTACTS), len(kept))):
        line = kept[at].strip()
        if weight(line) > _ANNOUNCES and not _REACHED.search(line.translate(months.ASCII_DIGITS)):
            break
        if weight(line) <= _ANNOUNCES and _ASKED.search(plain(line)):
            below = [following for following in kept[at + 1 :] if following.strip()]
            told = any(_REACHED.search(following.translate(months.ASCII_DIGITS)) for following in below)
            if told and all(weight(following) <= _CONTACT and not is_prose(following) for following in below):
                return kept[:at]
    return kept


def _ends_text(line: str) -> bool:
    """Whether a line at the end of a text is none of it: a notice of the site, its rights, or what announced things that were cut."""
    if _NOTICE.search(line) or (weight(line) <= _RIGHTS and RIGHTS.search(line)) or is_end_mark(line):
        return True
    return len(line) <= _ANNOUNCES and line.endswith((":", "：")) and not line.startswith("- ")


_END_MARK: Final = re.compile(
    r"(?:#\s*){3,}|[-–—]\s*30\s*[-–—]|[^\w:：()（）]*(?:ends?|end of (?:statement|text|release|message)|fin|ende|конец|完|终|終|以上|끝)[^\w:：()（）]*",
    re.IGNORECASE,
)


def is_end_mark(line: str) -> bool:
    """Whether a line is the mark that agencies and press offices put under a text: "ENDS", "###", "- 30 -", "完"."""
    return len(line) <= 30 and _END_MARK.fullmatch(line.strip()) is not None


_ASKED: Final = re.compile(
    r"^(?:media|press|news media) (?:enquir\w+|inquir\w+|contacts?|relations)$|^(?:issued by|contacts?) (?:for )?(?:the )?(?:media|press)$|^for (?:media|press) (?:enquir|inquir)\w+(?: contact| please contact)?$"
    r"|^contacts? (?:presse|media|medias|prensa|stampa|imprensa|presa)$|^(?:contactos?|contatos?|contatti) (?:de |da |para |per )?(?:a |la )?(?:prensa|imprensa|stampa)$"
    r"|^presse-?kontakt$|^kontakt (?:fur die )?presse$|^fur (?:presse)?ruckfragen$|oplysninger,? kontakt$|informas?t?jon,? kontakt$|information,? kontakta?$|^presskontakt$|^pressekontakt$|^lisatietoj?a?$|^lisatiedot$|^perscontact$|^sajtokapcsolat$"
    r"|^kontakty? (?:dla (?:mediow|prasy)|pro media)$|^контакты? для (?:прессы|сми)$|^контакти для (?:змі|преси|медіа)$|^媒体联系(?:人|方式)?$|^媒體(?:聯絡|查詢)(?:人)?$|^報道関係者?の?お?問い?合わせ先?$|^언론 ?문의$|^(?:basin|medya) iletisim$"
)
_CONTACTS: Final = 16  # lines under a text among which those begin that say whom to ask
_CONTACT: Final = 100  # letters of one
_REACHED: Final = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]|(?<![\d.])\+?\(?\d{2,4}\)?(?:[ .-]\d{2,4}){2,5}(?![\d.])"
)
_RIGHTS: Final = 120  # letters of a line that tells whose the page is
_ANNOUNCES: Final = 60  # and of one that ends in a colon over nothing
_NOTICE: Final = re.compile(
    r"^.{0,160}(?:creative commons|공공누리|만족하십니까|was this (?:page|article|information) (?:help|use)ful|did you find (?:this|what)|how was your experience|rate (?:this|our) (?:page|site)"
    r"|cette page vous a-t-elle été utile|war diese seite hilfreich|役に立ちましたか|ご意見をお聞かせ|all rights reserved|tous droits réservés|все права защищены|جميع الحقوق محفوظة|open government licence"
    r"|(?:legal|valid) content is the property|reproduction is (?:authori[sz]ed|permitted)|при использовании материалов|sign up (?:for|to) our newsletter|comments powered by|follow us on (?:twitter|x|facebook)).{0,160}$",
    re.IGNORECASE,
)


def _contents(found: Sequence[str]) -> frozenset[int]:
    """The places of a table of contents: at least two items of a list that all come again as lines of their own further down."""
    items = [at for at, line in enumerate(found) if line.startswith("- ")]
    if len(items) < 2:
        return frozenset()
    later: dict[str, int] = {}
    for at, line in enumerate(found):
        if not line.startswith("- "):
            later[fold_for_identity(line).casefold()] = at
    listed = [at for at in items if later.get(fold_for_identity(found[at][2:]).casefold(), -1) > at]
    return frozenset(listed) if len(listed) >= 2 else frozenset()


_PAGE: Final = re.compile(
    r"(?:\b(?:page|seite|p[aá]gina|pagina|стр(?:аница)?|strona|sayfa|sivu|sida|strana)\.?|صفحة|صفحه|第)\s*\d{1,4}\s*(?:页|頁|ページ)?$",
    re.IGNORECASE,
)


def _running_heads(found: Sequence[str]) -> frozenset[int]:
    """The places of what stands on each page of a paper: at least three short lines that differ in the page's number only."""
    heads: dict[str, list[int]] = {}
    for at, line in enumerate(found):
        if len(line) <= 60 and _PAGE.search(line):
            heads.setdefault(_PAGE.sub("", line), []).append(at)
    return frozenset(at for places in heads.values() if len(places) >= 3 for at in places)


def _same(line: str, heading: str) -> bool:
    return bool(heading) and fold_for_identity(line).casefold() == heading


_BROKEN: Final = 20  # letters of a line that no title begins or ends with by chance


def _breaks(line: str, heading: str) -> bool:
    """Whether a line is one of those in which the title is set: its beginning or its end."""
    words = fold_for_identity(line).casefold()
    return weight(words) >= _BROKEN and (heading.startswith(f"{words} ") or heading.endswith(f" {words}"))


@lru_cache(maxsize=4096)
def is_edge(line: str) -> bool:
    """Whether a line is nothing but buttons, labelled dates and other small fields."""
    if is_button(line) or is_meta(line) or _NUMBERS.fullmatch(line) is not None:
        return True
    parts = [part.strip() for part in _BARS.split(line) if part.strip()]
    return len(parts) > 1 and len(line) < 200 and all(_is_small(part) for part in parts)


_NUMBERED: Final = re.compile(r"(?<![^\W\d_])(?:no|nr|n)(?=[\W\d])\W*[\d/-]+|[\d°º№/#]+", re.IGNORECASE)


def _only_links(line: str, links: frozenset[str]) -> bool:
    """Whether a line under the text is nothing but links of the page."""
    parts = [part.strip() for part in _BARS.split(line) if part.strip()]
    return bool(parts) and all(part in links for part in parts)


_ADDRESSES: Final = re.compile(r"[,،:：!！、]$")
"""Whom a text addresses ("Mr President,") is no name of an office above it."""
_BARS: Final = re.compile(r"[|•·▪●‖｜\t【】]|\s{2,}|\s[–—-]\s")
_FIELD: Final = re.compile(r"^[^:：]{2,25}[:：]\s*\S.{0,60}$")


def _is_small(part: str) -> bool:
    return (
        is_button(part)
        or is_meta(part)
        or is_date(part)
        or _NUMBERS.fullmatch(part) is not None
        or _FIELD.match(part) is not None
    )


def _holds_date(line: str, dates: Sequence[str]) -> bool:
    """Whether a short line is the one that the date of publication was read from, and besides it holds no more than a section or
    a source. A place before the date is the head of the text itself."""
    if len(line) >= 90 or line.endswith((".", "。", ":")):
        return False
    shown = months.fold(line)
    for raw in dates:
        cut = shown.find(months.fold(raw)) if len(raw) >= 6 else -1
        if cut < 0:
            continue
        rest = f"{shown[:cut]} {shown[cut + len(months.fold(raw)) :]}".strip(" ,-–—|.:")
        own = " ".join(leftover(raw) or ())
        if (is_generic(rest) or not rest or _SOURCE.search(rest)) and (
            not own or is_generic(own) or _SOURCE.search(own)
        ):
            return True
    return False


_SOURCE: Final = re.compile(
    r"www\.|https?:|来源|來源|source|источник|المصدر|منبع|kaynak|fuente|fonte|quelle|출처|자료"
)


def is_date(line: str, languages: Sequence[str] = ()) -> bool:
    """Whether a line is a date and nothing else but its weekday, its time and a label."""
    return leftover(line, languages) == ()


_NUMBER: Final = re.compile(r"^(?:no|nr|n°|nº|№|sayi|број|رقم|第)\W*[\w/-]*\d[\w/-]*\W+", re.IGNORECASE)


def is_numbered_date(line: str) -> bool:
    """Whether a line is a date, with the number of a paper at most: "No: 45, 18 February 2015"."""
    return is_date(line) or is_date(_NUMBER.sub("", line))


def tells_day(line: str) -> bool:
    """Whether a line is little more than a date: with its number, its place, or the same day of another calendar."""
    left = leftover(line)
    return is_numbered_date(line) or (left is not None and len(left) <= 4 and sum(map(weight, left)) <= 20)


def leftover(line: str, languages: Sequence[str] = ()) -> tuple[str, ...] | None:
    """The words that a line with a date holds beside it and its weekday, its time and its calendar; None without a date."""
    line = in_digits(line)
    plainly = line.translate(months.ASCII_DIGITS)
    if len(line) > 120 or len(re.findall(r"\d+", plainly)) < 2:
        return None
    words = months.WORDS.findall(months.without_weekday(months.fold(line)))
    left: list[str] = []
    at = 0
    named = _NUMERIC.search(plainly) is not None or "thang" in words
    while at < len(words):
        name = months.match(words, at, languages)
        if name is not None:
            at += name[0]
            named = True
            continue
        if (
            not words[at].isdigit()
            and words[at] not in months.AROUND_DATES
            and not months.is_weekday(words[at])
        ):
            left.append(words[at])
        at += 1
    return tuple(left) if named else None


_NUMERIC: Final = re.compile(r"\d{1,4}\s*[./年-]\s*\d{1,2}\s*[./月-]\s*\d{1,4}|\d{4}\s*년")


def is_meta(line: str) -> bool:
    """Whether a short line is a by-line, a list of tags, or a labelled date."""
    if len(line) > 160:
        return False
    words = plain(line)
    if _LISTED.match(words) or tells_fields(line):
        return True
    if weight(line) >= 90:
        return False
    return (is_dating(line) and _DIGIT.search(words) is not None and not _goes_on(line)) or (
        _BY.match(words) is not None and not words.endswith(".")
    )


def _goes_on(line: str) -> bool:
    """Whether a labelled date goes on with a sentence of its own: "Update, 3 July: the Ministry has added the names."."""
    head, mark, rest = line.rpartition(": ")
    return bool(mark) and is_prose(line) and _DIGIT.search(head) is not None and len(rest.split()) >= 4
