"""The words a reader sees for dates, labels and rungs, and the cleaning of remote text for people's eyes. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from statements.issuers import is_issuer, issuer_name
from statements.labels import ActorRole, Precision
from statements.model import Published, Reading

RUNGS = (
    "takes no step against anyone",
    "follows closely",
    "voices concern",
    "voices grave concern",
    "regrets or criticises",
    "condemns",
    "condemns strongly",
    "warns of consequences",
    "announces measures",
)
"""One phrase a rung of the escalation ladder, index = rung."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BEGINNING = 4_000
"""Characters of a title that are looked at: several times as many as are ever shown."""
FEW = 5
"""So many signatories who came or went are told by themselves."""
_LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_FROM_THE_RIGHT = ("R", "AL")
_RTL = frozenset({"ar", "fa", "he", "ur"})
# Format characters that are visible or carry spelling: the Arabic number signs.
_KEPT_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
_NON_JOINER = "\u200c"


def visible(text: str) -> str:
    """``text`` on one line with only what a reader can see: control, bidi and zero-width characters removed, white space
    folded. The zero-width non-joiner stays between Arabic-script letters, where Persian spelling needs it."""
    kept: list[str] = []
    for at, char in enumerate(text):
        category = unicodedata.category(char)
        if char.isspace() or category in ("Zl", "Zp"):
            kept.append(" ")
        elif char == _NON_JOINER:
            if _is_arabic(text[at - 1 : at]) and _is_arabic(text[at + 1 : at + 2]):
                kept.append(char)
        elif category not in ("Cc", "Cf", "Cs") or char in _KEPT_FORMATS:
            kept.append(char)
    return " ".join("".join(kept).split())


def _is_arabic(char: str) -> bool:
    return "\u0620" <= char <= "\u06d3" or "\u0750" <= char <= "\u077f"


def cut(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` characters, cut between words where there are any, with "…" for what is missing."""
    if len(text) <= max(limit, 0):
        return text
    head = text[: max(limit - 1, 0)]
    space = len(head) if text[len(head)] == " " else head.rfind(" ")
    if space > limit // 2:  # a script without spaces, or one endless word, is cut where it stands
        head = head[:space]
    else:
        while head and unicodedata.category(text[len(head)])[0] == "M":  # a vowel sign stays with its letter
            head = head[:-1]
    return head.rstrip(" ,;:–—-") + "…"


def cut_change(line: str, limit: int) -> str:
    """A line of `changes` in at most ``limit`` characters, with both what was and what is."""
    before, arrow, after = line.partition(" → ")
    if len(line) <= limit or not arrow:
        return cut(line, limit)
    room = limit - len(arrow)
    first = max(room // 2, room - len(after))
    return f"{cut(before, first)}{arrow}{cut(after, room - min(len(before), first))}"


def cut_edit(text: str, limit: int) -> str:
    """``kept [-out-] {+in+}`` in at most ``limit`` characters, cut before a change that would lose its end: half a mark would show as said
    what was taken out."""
    short = cut(text, limit)
    begin = max(short.rfind("[-"), short.rfind("{+"))
    whole = (
        short == text
        or begin < 0
        or {"-]", "+}"} & {short[at : at + 2] for at in range(begin + 2, len(short))}
    )
    return short if whole else f"{short[:begin].rstrip(' …')}…"


def isolated(text: str) -> str:
    """``text`` so that its direction moves nothing that stands about it: a date behind an Arabic title stays a date."""
    return (
        f"\u2068{text}\u2069"
        if any(unicodedata.bidirectional(char) in _FROM_THE_RIGHT for char in text)
        else text
    )


def clause(reading: Reading, sentence: str) -> str:
    """The part of a quoted sentence that earned the first of its labels, the headline stance before others; empty where that is all of it."""
    order = dict.fromkeys([reading.primary, *reading.stances, *reading.topics])
    earned = [label for label in order if sentence in reading.evidence.get(label, ())[:1]]
    return reading.clauses.get(earned[0], "") if earned else ""


def excerpt(sentence: str, part: str, limit: int) -> str:
    """A sentence in at most ``limit`` characters, ``part`` of it among them: of a long one what stands around it, from word to word."""
    at = sentence.find(part)
    if not part or at == 0 or at + len(part) < min(limit, len(sentence)) or len(sentence) <= limit:
        return cut(sentence, limit)
    begin = at - max(0, limit - 2 - len(part)) // 2
    space = sentence.find(" ", begin, at)
    return f"…{cut(sentence[space + 1 if space >= 0 else at :], limit - 1)}"


def title(raw: str, limit: int) -> str:
    """A statement's title for showing; one that has none says so, since a link needs words to stand on. Of an endless one only
    the beginning is looked at."""
    return cut(visible(raw[:_BEGINNING]), limit) or "(untitled)"


def day(value: date) -> str:
    """``1 Dec 2024``, whatever the machine's locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def month(value: datetime) -> str:
    """``Mar 2024``, in UTC."""
    local = value.astimezone(UTC)
    return f"{_MONTHS[local.month - 1]} {local.year}"


def moment(value: datetime, zone: ZoneInfo | None = None) -> str:
    """``1 Dec 2024 22:04 UTC``, or in ``zone`` with its abbreviation."""
    local = value.astimezone(zone or UTC)
    return f"{day(local)} {local:%H:%M} {local.tzname() or ''}".rstrip()


def published(value: Published, first_seen: datetime, zone: ZoneInfo | None = None) -> str:
    """When the issuer says it published, as precise as it said; else that it did not, and when we saw it."""
    if value.precision is Precision.INSTANT and value.instant is not None:
        return moment(value.instant, zone)
    if value.precision is Precision.DAY and value.day is not None:
        return day(value.day)
    return f"undated, first seen {moment(first_seen, zone)}"


def label(reading: Reading, name: str) -> str:
    """A label as shown: one that was given with doubt says so."""
    return f"{name} (unsure)" if name in reading.unsure else str(name)


def speaker(reading: Reading) -> str | None:
    """Who speaks, by name and in the text's own words: ``Ana Ruiz, Minister``; the rank where the text has no words for the office.
    None where the text does not say."""
    if reading.speaker is None:
        return None
    said = [part for part in map(visible, (reading.speaker.name or "", reading.speaker.role)) if part]
    return ", ".join(said) or str(reading.speaker.rank)


def cited(reading: Reading) -> list[str]:
    """The resolutions and instruments that a text cites."""
    return [*(f"UNSC {number}" for number in reading.resolutions), *reading.instruments]


def parties(reading: Reading) -> list[str]:
    """The parties that are named, with what is done with each: "Syria (urged)", "Russia". Of those who sign, and are no more than named,
    the line about the signatories tells."""
    signed = {issuer_name(code) for code in reading.signatories if is_issuer(code)}
    return [
        actor.name if actor.role is ActorRole.MENTIONED else f"{actor.name} ({actor.role})"
        for actor in reading.actors
        if actor.role is not ActorRole.MENTIONED or actor.name not in signed
    ]


def language_name(code: str) -> str:
    """``fr`` -> ``French``; a code we have no name for stays itself."""
    return _LANGUAGES.get(code, code)


def direction(language: str | None) -> str:
    """The ``dir`` of a text: ``rtl``, ``ltr``, or ``auto`` when the language is unknown."""
    if language is None:
        return "auto"
    return "rtl" if language in _RTL else "ltr"


def changes(before: Reading, now: Reading) -> list[str]:
    """What a re-reading changed, one line each: ``stance: concern → condemnation``. Empty when nothing a reader would
    want to be told of."""
    lines = []
    for name, old, new in (
        ("stance", before.stances, now.stances),
        ("topics", before.topics, now.topics),
        ("own topics", _scored(before, now), _scored(now, before)),
        ("resolutions", before.resolutions, now.resolutions),
    ):
        if set(old) != set(new):
            lines.append(f"{name}: {_list(old)} → {_list(new)}")
    if signed := _signatories(before.signatories, now.signatories):
        lines.append(f"signatories: {signed}")
    if before.rung != now.rung:
        lines.append(f"rung: {RUNGS[before.rung]} → {RUNGS[now.rung]}")
    return lines


def _signatories(before: tuple[str, ...], now: tuple[str, ...]) -> str:
    """``with Chile, without Hungary`` where few of them changed, else all before and all now, by name; empty where none did."""
    new, gone = (
        [_name(code) for code in one if code not in other] for one, other in ((now, before), (before, now))
    )
    if len(new) + len(gone) > min(FEW, len(set(before) & set(now))):
        return f"{_list(tuple(map(_name, before)))} → {_list(tuple(map(_name, now)))}"
    told = (("with", new), ("without", gone))
    return ", ".join(f"{how} {', '.join(codes)}" for how, codes in told if codes)


def _name(code: str) -> str:
    return issuer_name(code) if is_issuer(code) else visible(code)


def _scored(one: Reading, other: Reading) -> tuple[str, ...]:
    """Own topics given that the other reading was scored for too: one that was added between the two is no change of the text."""
    return tuple(topic for topic in one.own_topics if topic in other.scores)


def _list(values: tuple[str, ...]) -> str:
    return ", ".join(values) if values else "none"


_LONGEST_LINK = 2000
_WEB = re.compile(r"https?://[^\s<>\"'\ud800-\udfff]+", re.IGNORECASE)


def address(url: str) -> str:
    """A web address in ASCII, as links carry it."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")


def is_web_address(url: str) -> bool:
    """Whether a link may be built from a remote ``url``: http or https, one word, no mark-up characters, not endless."""
    return len(url) <= _LONGEST_LINK and _WEB.fullmatch(url) is not None
