"""How much an edit changes: from page furniture to the stance. Pure.

The words are compared with the words, and what the classifier read in both with each other; the most serious finding wins.
Whatever counts as a fact is looked for in both texts alike, so that an edit and its undoing have one grade.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Protocol

from rapidfuzz.distance import OSA

from statements import diff, months
from statements.issuers import find_countries
from statements.labels import Grade
from statements.model import Reading
from statements.text import fold_for_identity
from statements.volatile import only_around


class Worded(Protocol):
    """A title and a text; versions and their records are."""

    @property
    def title(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def language(self) -> str | None: ...


def grade(old: Worded, new: Worded, before: Reading | None = None, now: Reading | None = None) -> Grade:
    """How ``new`` differs from ``old``. ``before`` and ``now`` are their readings, by one model; without them no edit is
    found to change signatories or stance.

    - furniture: nothing but lines of the page around the text, white space and typography;
    - typo: spelling, case, punctuation; no number, name or word of weight;
    - wording: other words, the same facts;
    - facts: numbers, dates, sums, states, persons and places, resolutions and treaties, who speaks, who is said to have done what;
    - signatories: not the same ones;
    - stance: a stance, topic or rung that is there in one and not in the other, unless it was given with doubt;
    - withdrawn: the new text says that the statement was withdrawn.
    """
    if fold_for_identity(old.title) == fold_for_identity(new.title) and only_around(old.text, new.text):
        return Grade.FURNITURE
    if says_withdrawn(new) and not says_withdrawn(old):
        return Grade.WITHDRAWN
    if before is not None and now is not None:
        if stance_changed(before, now):
            return Grade.STANCE
        if set(before.signatories) != set(now.signatories):
            return Grade.SIGNATORIES
        if _read_facts(before) != _read_facts(now):
            return Grade.FACTS
    if facts_differ(old, new):
        return Grade.FACTS
    parts = diff.segments(_whole(old), _whole(new))
    return Grade.TYPO if all(_is_typo(parts, at) for at in range(len(parts))) else Grade.WORDING


def stance_changed(before: Reading, now: Reading) -> bool:
    """Whether a reader would be told something else. A label given with doubt may come and go: that is the reader's doubt,
    not the issuer's change. Own topics count where both readings looked for them."""
    for one, other in ((before, now), (now, before)):
        given = {str(label) for label in (*other.stances, *other.topics, *other.own_topics)}
        for label in (*one.stances, *one.topics):
            if label not in given and label not in one.unsure:
                return True
        for topic in one.own_topics:
            if topic not in given and topic not in one.unsure and topic in other.scores:
                return True
    return before.rung != now.rung or _headline_changed(before, now)


MOVED: Final = 0.1
"""By how much a score moves when the text moved it. Two stances that are both given may change places in the headline for less."""


def _headline_changed(before: Reading, now: Reading) -> bool:
    both = (before.primary, now.primary)
    if before.primary == now.primary or {*before.unsure, *now.unsure} & set(both):
        return False
    return any(abs(before.scores.get(one, 0.0) - now.scores.get(one, 0.0)) >= MOVED for one in both)


def _read_facts(reading: Reading) -> tuple[object, ...]:
    speaker = reading.speaker
    return (
        set(reading.resolutions),
        set(reading.instruments),
        {(actor.name.casefold(), actor.role) for actor in reading.actors},
        None if speaker is None else (speaker.rank, speaker.name),
        {(pledge.amount, pledge.currency, pledge.due) for pledge in reading.commitments},
    )


def facts_differ(old: Worded, new: Worded) -> bool:
    """Whether the two texts name different numbers and dates, states and organisations, or persons and places. Symmetric."""
    if _figures(old) != _figures(new):
        return True
    if _countries(old) != _countries(new):
        return True
    names = [_names(worded) for worded in (old, new)]
    plain = _plain(old) | _plain(new)
    return bool((names[0] ^ names[1]) - plain)


_FIGURE = re.compile(r"\d+(?:[.,'\u00a0\u202f\u066b\u066c ]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_THOUSANDS = re.compile(r"(?<=\d)[.,'\u00a0\u202f\u066c ](?=\d{3}(?!\d))")


def _figures(worded: Worded) -> list[str]:
    """The numbers of a text in order, "10,000" and "10.000" as one, number words too, and months that stand beside a figure."""
    text = unicodedata.normalize("NFKC", _whole(worded)).translate(months.ASCII_DIGITS)
    spoken = _NUMBERS.get(worded.language or "en", {})
    found: list[str] = []
    pending = ""  # a month that no figure has stood before
    for match in _EITHER.finditer(text):
        word = match.group()
        if word[0].isdigit():
            if pending:
                found.append(pending)
            found.append(_THOUSANDS.sub("", word).replace(",", "."))
            pending = ""
            continue
        folded = months.fold(word)
        number = spoken.get(folded)
        if number is not None:
            found.append(number)
        month = months.match([folded], 0, [worded.language] if worded.language else ())
        pending = f"month {month[1][0][1]}" if month is not None else ""
        if pending and found and text[: match.start()].rstrip(" .\tdeº")[-1:].isdigit():
            found.append(pending)
            pending = ""
    return found


_EITHER = re.compile(f"{_FIGURE.pattern}|{_WORD.pattern}")


def _countries(worded: Worded) -> set[str]:
    return {code for code, _, _ in find_countries(_whole(worded), worded.language)}


_SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n\"“”„«»(—–•]|(?:^|\n)- )[\s\"“„«(]*$")
_NOUNS_HAVE_CAPITALS: Final = frozenset({"de"})


def _names(worded: Worded) -> set[str]:
    """Words of the text that have a capital for themselves and not for standing first. None in German, where every noun has
    one, but acronyms; scripts without capitals have no names that could be seen without knowing them."""
    text = worded.text
    words = list(_WORD.finditer(text))
    found: set[str] = set()
    for at, match in enumerate(words):
        word = match.group()
        if not word[0].isupper():
            continue
        if word.isupper() and len(word) > 1:
            found.add(_bare(word))
            continue
        if worded.language in _NOUNS_HAVE_CAPITALS:
            continue
        beside = words[at + 1] if at + 1 < len(words) else None
        heads_name = (
            beside is not None
            and beside.group()[0].isupper()
            and text[match.end() : beside.start()] in (" ", "-")
        )
        if heads_name or not _SENTENCE_START.search(text[max(0, match.start() - 4) : match.start()]):
            found.add(_bare(word))
    return found


def _plain(worded: Worded) -> set[str]:
    """The words that stand without a capital: those are no names, whatever else they are."""
    return {_bare(word) for word in _WORD.findall(_whole(worded)) if word[0].islower()}


def _bare(word: str) -> str:
    return re.sub(r"['\u2019]s$", "", word.casefold())


def _is_typo(parts: tuple[diff.Segment, ...], at: int) -> bool:
    """Whether a changed stretch corrects how words are written, and no more."""
    part = parts[at]
    if part.kept:
        return True
    out, put = ([months.fold(word) for word in _WORD.findall(text)] for text in (part.old, part.new))
    if "".join(out).replace("-", "") == "".join(put).replace("-", ""):
        return True  # case, accents, hyphens, spaces, punctuation
    if not out or not put:
        around = [
            months.fold(word)
            for near in (at - 1, at + 1)
            if 0 <= near < len(parts)
            for word in _WORD.findall(parts[near].new)[(-1 if near < at else 0) :][:1]
        ]
        return len(out + put) == 1 and (out + put)[0] in around  # a word that stood there twice
    return len(out) == len(put) and all(_misspelt(*pair) for pair in zip(out, put, strict=True))


def _misspelt(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter > 2 and sorted(one) == sorted(other) and OSA.distance(one, other) == 1:
        return True  # two letters changed places
    if shorter < 5 or {one, other} & _WEIGHTY or one.endswith(other) or other.endswith(one):
        return False  # "now" and "not", "would" and "could", "acceptable" and "unacceptable"
    return OSA.distance(one, other) <= (2 if shorter >= 10 else 1)


_WEIGHTY: Final = frozenset(
    word
    for line in (
        "would could should shall might never doesn't wouldn't couldn't shouldn't",
        "devrait devrions pourrait jamais wurde konnte sollte niemals deberia podria nunca jamas",
    )
    for word in line.split()
)


def _whole(worded: Worded) -> str:
    return f"{worded.title}\n\n{worded.text}"


_NOTICES = re.compile(
    r"\bth(?:is|e) (?:(?:joint|press|news) )?(?:statement|release|communiqu[eé]|publication|page|document|guidance|article) (?:\w+ ){0,4}?"
    r"(?:has been|was|is|were) (?:\w+ )?(?:withdrawn|retracted|removed|deleted|unpublished|rescinded)\b"
    r"|\b(?:ce|cette|le|la) (?:communiqué|déclaration|page|document|publication)(?: conjointe?)? (?:a été|est) (?:retiré|supprimé|annulé)e?\b"
    r"|\b(?:diese|die|dieses|das) (?:gemeinsame )?(?:erklärung|mitteilung|pressemitteilung|meldung|seite|dokument) (?:wurde|ist) (?:\w+ ){0,3}?"
    r"(?:zurückgezogen|entfernt|gelöscht)\b"
    r"|\b(?:este|esta|el|la) (?:comunicado|declaración|página|documento|nota)(?: \w+)? ha sido (?:retirad|eliminad|anulad)[oa]\b"
    r"|\b(?:questo|questa|il|la) (?:comunicato|dichiarazione|pagina|documento) è stat[oa] (?:ritirat|rimoss|annullat)[oa]\b"
    r"|\b(?:заявление|сообщение|страница|материал|публикация) (?:был[оа]? )?(?:отозван|удален|удалён|снят)[оаы]?\b"
    r"|(?:تم|جرى) (?:سحب|حذف|إلغاء) (?:هذا |هذه )?(?:البيان|الصفحة|المنشور)"
    r"|(?:本|该|此)(?:声明|页面|文章|公报).{0,4}(?:已|被)(?:撤回|删除|撤下|撤销)",
    re.I,
)
_HEAD: Final = 400
"""Characters in which such a notice stands: above the text, or in its place."""


def says_withdrawn(worded: Worded) -> bool:
    """Whether a text begins by saying that it was taken back."""
    return bool(_NOTICES.search(f"{worded.title}\n{worded.text[:_HEAD]}"))


_WRITTEN_OUT: Final = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze",
    "ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
}
"""From two on: "one" and its like are articles too."""
_LARGE: Final = {
    "en": "dozen dozens hundred hundreds thousand thousands million millions billion billions",
    "fr": "dizaine dizaines centaine centaines millier milliers million millions milliard milliards",
    "de": "dutzend dutzende hundert hunderte tausend tausende million millionen milliarde milliarden",
    "es": "docena docenas cientos miles millón millones",
}
_NUMBERS: Final = {
    language: {months.fold(word): str(value) for value, word in enumerate(line.split(), 2)}
    | {months.fold(word): months.fold(word) for word in _LARGE.get(language, "").split()}
    for language, line in _WRITTEN_OUT.items()
}
