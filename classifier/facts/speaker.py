"""In whose voice a text speaks: from the title, then from the first lines and from who "said" what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from classifier.facts.aliases import Aliases
from classifier.facts.folded import Folded
from classifier.facts.offices import NAMED_OFFICES, NOT_NAMES, OFFICES, SAID
from classifier.facts.persons import PERSONS
from classifier.folding import fold
from statements.issuers import find_countries
from statements.labels import Rank
from statements.model import Speaker

TITLE = 1_000
"""Characters of a title that are read."""
OPENING = 400
"""Characters of the text in which an office speaks by being named."""
ATTRIBUTION = 1_500
"""Characters of the text in which an office speaks by a verb of saying."""

_NAMED = "named "
"""Marks an office that is one only before a name."""
# Offices that stand so close together are one ("Spokesperson of the Ministry of Foreign Affairs").
_JOIN = re.compile(
    r"[\s'’,]{0,3}(?:(?:of|for|the|de|du|des|del|della|do|da|dos|di|der|des|im|vom|von|dla|при|باسم|ب?ل?|of the|w|at|の|的|and|et|y|und|и|و|سازمان)\s?){0,3}(?:l['’]|dell['’])?\s?"
)
# What makes an office somebody spoken with or about.
_WITH = re.compile(
    r"(?:\b(?:with|between|meets?|met|receives?|to|and|congratulates?|welcomes|invites?|avec|entre|recoit|rencontre|mit|und|trifft|empfangt|con|entre|recibe|com|recebe|z|ze|i|ile|ve|с|со|и|и с|з|із|та|مع|بين|و|با|עם|ו)|[与同和和與]|مع|との|및|와|과)\s?(?:the|le|la|les|l['’]|der|dem|den|die|el|il|o|a|his|her|their|son|sa|seinem|ihrem|su|counterpart|homologue)?\s*$"
)
_ABOUT = re.compile(
    r"\b(?:on|regarding|concerning|about|following|sur|concernant|suite|zu|zur|zum|uber|anlasslich|sobre|acerca|tras|su|sulla|sul|dopo|apos|w sprawie|o|hakkinda|о|об|относительно|в связи|про|щодо|بشان|حول|بخصوص|درباره|על)\b|关于|就|に関する|관련"
)
_BY = re.compile(
    r"(?:\b(?:by|from|par|von|des|der|durch|por|da|dal|del|della|do|przez|от)\s?(?:the|le|la|l['’]|el|il|o|a)?|tarafindan|من|از سوي|מאת|[:：–—-])\s*$"
)
# After a colon or a dash stands what is said as often as who says it: only a courtesy makes it a name.
_LATIN_NAME = re.compile(
    r"(?:[^\S\n]?[,\s][^\S\n]?|[\s:–—-]{1,4}(?=(?:Mr|Mrs|Ms|Dr|H\.E|S\.E|M|Mme|Herr|Frau|Sr|Sra|Sig|pan|pani|Sayın|Prof)\.?\s))(?:(?:Mr|Mrs|Ms|Dr|H\.E|S\.E|M|Mme|Herr|Frau|Sr|Sra|Sig|pan|pani|Sayın|Prof)\.?\s+)*(?P<name>[^\W\d_a-zа-яіїєґ][\w'’.-]*(?:\s+(?:[^\W\d_a-zа-яіїєґ]\.\s?){0,2}(?:(?:de|da|do|dos|di|van|von|der|den|al|el|bin|ben|bint|ibn|la|le|del)\s+)*[^\W\d_a-zа-яіїєґ][\w'’-]+){0,3})"
)
_NAME_BEFORE = re.compile(
    r"(?P<name>[^\W\d_a-zа-яіїєґ][\w'’-]+(?:\s+(?:(?:de|da|do|van|von|der|al|el|bin|ben|ibn)\s+)*[^\W\d_a-zа-яіїєґ][\w'’-]+){1,3})\s?,\s*(?:the\s|le\s|la\s|der\s|die\s|el\s|il\s)?$"
)
_HAN_AFTER = re.compile(
    r"(?!主持|表示|宣布|指出|强调|关于|会见|出席|举行|应询|敦促|谴责|会谈|答记|将于|访问)(?P<name>[\u4e00-\u9fff]{2,3}?)(?=主持|就|答|表示|宣布|在|谈|说|指出|强调|关于|会见|同|与|出席|将|于|对|举行|应询|敦促|谴责|会谈|[：:，,。\s]|$)"
)
_KANJI_BEFORE = re.compile(r"(?:^|[\s、。「（(・はがのとで])(?P<name>[\u4e00-\u9fff]{1,5})$")
_HANGUL_BEFORE = re.compile(r"(?:^|[\s(·])(?P<name>[\uac00-\ud7af]{2,4})\s$")
_RIGHT_TO_LEFT = re.compile(
    r"\s(?:(?:السيد|السيدة|معالي|الدكتور|د\.|سعادة|الشيخ|سيد|دكتر|آقای|מר|ד\"ר)\s)*(?P<name>(?!(?:باسم|بإسم|الرسمي|في|على|عن|مع|إلى|أن|خلال|بشأن|حول|يبحث|يستقبل|يلتقي|يتلقى|يجري|يؤكد|يدين|تدين|يشارك|قال|أكد|صرح|يترأس|يعرب|يزور|يصل|لل?|و|در|با|به|از|که|گفت|تاکید|اعلام|کشورمان|ایران|אמר|עם|על|את|הודיע|נפגש|שוחח)\b)[\u0590-\u06ff'\"]+(?:\s(?!(?:في|على|عن|مع|إلى|أن|خلال|بشأن|حول|يبحث|يستقبل|يلتقي|يتلقى|يجري|يؤكد|يدين|تدين|يشارك|قال|أكد|صرح|يترأس|يعرب|يزور|يصل|إن|در|با|به|از|که|گفت|تاکید|اعلام|درباره|אמר|אמרה|עם|על|את|הודיע|נפגש|שוחח)\b)[\u0590-\u06ff'\"]+){1,2})"
)


# The second office of the Union's High Representative.
_SECOND = re.compile(r"\s?/\s?vice[- ]presidente?(?: of the (?:european )?commission)?")
# Between an office and its state: "Minister of X".
_BESIDE = re.compile(r"\s?(?:of|for|de|du|des|del|della|do|da|von|der|di|d['’])?\s?(?:the|la|le|l['’])?\s?")

# Who held an office once, and a sentence that asks of or introduces an office, do not speak in it.
_FORMER = re.compile(
    r"(?:\b(?:former|ex|then|late|outgoing|opposition|ancien(?:ne)?s?|ehemalige\w?|fruhere\w?|anterior|antigu[oa]|expresident\w|byl(?:y|a|ego|ej)|eski|бывш\w{1,4}|колишн\w{1,4}|экс|екс)[\s-]{1,2}|前)$"
)
_CLAUSE = re.compile(r"[^.!?。؟？\n]{0,200}")
_INTRODUCED = re.compile(
    r"[^.!?\n]{0,80}?\s(?:is|was|est|ist|war|es|e|è|é|jest)\s(?:(?:Mr|Mrs|Ms|Dr|Herr|Frau|M|Mme|Sr|Sra)\b\.?\s)?[A-ZÀ-Þ]\w"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """An office named at [start, end) of the folded text, compound offices as one."""

    rank: Rank
    start: int
    end: int


@cache
def _offices() -> Aliases:
    return Aliases([*OFFICES, *((f"{_NAMED}{rank}", form) for rank, form, _ in NAMED_OFFICES)])


@cache
def _leads() -> dict[str, re.Pattern[str]]:
    return {f"{_NAMED}{rank}": re.compile(before) for rank, _, before in NAMED_OFFICES}


@cache
def _persons() -> Aliases:
    return Aliases((name, forms) for name, _, forms in PERSONS)


def _mentions(text: Folded, states: list[tuple[str, int, int]]) -> Iterator[_Mention]:
    """Offices; those that stand close together, or with a state's name between, are one, of the lower rank."""
    current: _Mention | None = None
    for found, start, end in _offices().find(text):
        rank = found.removeprefix(_NAMED)
        if rank != found and not _is_named(text, found, start, end):
            continue
        if current is not None:
            between = text.text[current.end : start]
            for _, first, last in states:
                if current.end <= first and last <= start:
                    between = text.text[current.end : first] + text.text[last:start]
            if len(between) < 40 and _JOIN.fullmatch(between):
                lower = min(current.rank, Rank(rank), key=lambda r: r.height)
                current = _Mention(lower, current.start, end)
                continue
            yield current
        current = _Mention(Rank(rank), start, end)
    if current is not None:
        yield current


def _is_named(text: Folded, found: str, start: int, end: int) -> bool:
    """Whether a word that is an office only before a name stands before one, and on its own."""
    if not _leads()[found].search(text.original(max(0, start - 40), start) if start else ""):
        return False
    after = text.original(end, min(len(text.text), end + 90)) if end < len(text.text) else ""
    name = _LATIN_NAME.match(after) if after.startswith(" ") else None
    return name is not None and bool(_until(name["name"]))


def _foreign(text: Folded, mention: _Mention, states: list[tuple[str, int, int]], issuer: str | None) -> bool:
    """Whether the office is another state's: one is named in it or beside it."""
    if issuer is None:
        return False
    for code, start, end in states:
        beside = start >= mention.end and _BESIDE.fullmatch(text.text[mention.end : start])
        before = end <= mention.start and re.fullmatch(r"['’]?s?\s{0,2}", text.text[end : mention.start])
        inside = mention.start <= start and end <= mention.end
        if (beside or before or inside) and code != issuer:
            return True
    return False


def _asked_or_introduced(text: Folded, mention: _Mention) -> bool:
    after = (
        text.original(mention.end, min(len(text.text), mention.end + 220))
        if mention.end < len(text.text)
        else ""
    )
    clause = _CLAUSE.match(after)
    asked = clause is not None and after[clause.end() : clause.end() + 1] in ("?", "؟", "？")
    return asked or _INTRODUCED.match(after) is not None


def _name(text: Folded, mention: _Mention, states: list[tuple[str, int, int]]) -> str | None:
    """The name beside an office (and its state), in the text's words."""
    tail = mention.end
    if second := _SECOND.match(text.text, tail):
        tail = second.end()
    for _, start, end in states:
        if start >= tail and _BESIDE.fullmatch(text.text[tail:start]):
            tail = end
    written = _written(text, mention, tail)
    if written is not None:
        # A list of states, or one in a case its language gives it: no person for certain.
        return None if find_countries(written) else written
    for _, start, end in _persons().find(text):
        if 0 <= start - tail <= 3 or 0 <= mention.start - end <= 3:
            return text.original(start, end)
    return None


def _written(text: Folded, mention: _Mention, tail: int) -> str | None:
    source = text.source
    start, end = len(text.original(0, mention.start)) if mention.start else 0, len(text.original(0, tail))
    office, after, before = source[start:end], source[end : end + 90], source[max(0, start - 60) : start]
    found: re.Match[str] | None = None
    if "\u4e00" <= office[:1] <= "\u9fff":
        if re.search("(?:人|长|总理|主席|总统|大使)$", office):
            found = _HAN_AFTER.match(after)
        else:
            found = _KANJI_BEFORE.search(before)
    elif "\uac00" <= office[:1] <= "\ud7af":
        found = _HANGUL_BEFORE.search(before)
    elif "\u0590" <= office[:1] <= "\u06ff":
        found = _RIGHT_TO_LEFT.match(after)
    else:
        found = _LATIN_NAME.match(after)
        words = _until(found["name"]) if found else ""
        if not words and (found := _NAME_BEFORE.search(before)):
            words = "" if any(fold(w) in NOT_NAMES for w in found["name"].split()) else found["name"]
        return words or None
    return found["name"].strip() if found else None


def _until(words: str) -> str:
    """A run of capitalised words up to the first that is no part of a name."""
    kept: list[str] = []
    for word in words.split():
        plain = fold(word).strip(".'’")
        if plain.removesuffix("'s").removesuffix("’s") in NOT_NAMES:
            break
        kept.append(re.sub("['’]s$", "", word))
        if word.endswith((".", ",")) and len(plain) > 2:
            break
        if re.search("['’]s$", word):
            break
    while kept and kept[-1].islower():
        kept.pop()
    return " ".join(kept).rstrip(".,")


def _spoken(text: Folded, mention: _Mention, states: list[tuple[str, int, int]]) -> Speaker:
    return Speaker(
        rank=mention.rank,
        role=text.original(mention.start, mention.end).strip(),
        name=_name(text, mention, states),
    )


def _in_title(title: str, issuer: str | None, language: str | None) -> Speaker | None:
    text = Folded(title)
    states = [(c, text.at(a), text.at(b)) for c, a, b in find_countries(title, language)]
    for mention in _mentions(text, states):
        before = text.text[: mention.start]
        by = _BY.search(before)
        former = _FORMER.search(before[-20:]) or _asked_or_introduced(text, mention)
        if (
            former
            or _foreign(text, mention, states, issuer)
            or (not by and (_WITH.search(before) or _ABOUT.search(before)))
        ):
            continue
        return _spoken(text, mention, states)
    return None


def _in_opening(body: str, issuer: str | None, language: str | None) -> Speaker | None:
    text = Folded(body[:ATTRIBUTION])
    states = [(c, text.at(a), text.at(b)) for c, a, b in find_countries(text.source, language)]
    first: Speaker | None = None
    for mention in _mentions(text, states):
        before, after = (
            text.text[max(0, mention.start - 40) : mention.start],
            text.text[mention.end : mention.end + 60],
        )
        if _foreign(text, mention, states, issuer) or _WITH.search(before) or _FORMER.search(before[-20:]):
            continue
        if _asked_or_introduced(text, mention):
            continue
        clause = re.split(r"[.!?。؟]\s?", after)[0]
        if re.search(SAID, clause) or re.search(
            rf"(?:{SAID})\W{{0,4}}(?:\w{{1,4}} ){{0,2}}\W{{0,2}}$", before
        ):
            return _spoken(text, mention, states)
        if first is None and mention.start < OPENING:
            first = _spoken(text, mention, states)
    return first


def speaker(title: str, text: str, *, issuer: str | None, language: str | None) -> Speaker | None:
    """Who speaks, from the title and the first lines; None when neither says. An office of another state than ``issuer`` is somebody
    spoken with."""
    found = _in_title(title[:TITLE], issuer, language)
    if found is not None and found.name is not None:
        return found
    told = _in_opening(text, issuer, language)
    if found is None:
        return told
    if told is not None and told.rank is found.rank and told.name is not None:
        return Speaker(rank=found.rank, role=found.role, name=told.name)
    return found
