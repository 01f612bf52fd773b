"""What of a statement is remembered, to tell later whether something is new: everything it says, and the subjects it says it on.
Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from statements import formulas, quotes
from statements.issuers import find_countries, fold_word, is_issuer, issuer_name
from statements.labels import ActorRole, Kind, Novelty, Stance
from statements.model import Reading, Version
from statements.names import ORGANISATIONS

_READ: Final = 100_000
_TITLE: Final = 3
"""Mentions in the text that one in the title weighs."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One thing that is said: as people write it, and the sentence that says it where that could be found."""

    value: str
    quote: str | None = None


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What of a version is remembered. ``speakers``: the issuer, and the other signatories of a joint statement; ``said``: everything
    by kind and folded value; ``subjects``: topic and main place or
    party, "sovereignty/SY", most certain first; ``hot``: those that the rung stands for; ``formulas``: set phrases and cited
    resolutions with their sentence; ``at``: when it was published (see `published_at`), of an edit when it was seen."""

    speakers: tuple[str, ...]
    said: Mapping[tuple[Novelty, str], Sign]
    subjects: tuple[str, ...]
    hot: tuple[str, ...]
    rung: int
    formulas: Mapping[str, str | None]
    at: datetime


def signs(version: Version, reading: Reading) -> Signs:
    """What of a version is to be compared and remembered."""
    used = formulas.find(version.title, version.text, version.language)
    said: dict[tuple[Novelty, str], Sign] = {}
    for stance in reading.stances:
        if stance is not Stance.NEUTRAL:
            said[Novelty.STANCE, stance] = Sign(value=stance, quote=evidence(reading, stance))
    for topic in reading.topics:
        said[Novelty.TOPIC, topic] = Sign(value=topic, quote=evidence(reading, topic))
    cited: dict[str, str | None] = {}
    for number in reading.resolutions:
        cited[f"resolution-{number}"] = quote = quotes.naming(version.text, number)
        said[Novelty.RESOLUTION, number] = Sign(value=number, quote=quote)
    for instrument in reading.instruments:
        said[Novelty.INSTRUMENT, key(instrument)] = Sign(
            value=instrument, quote=quotes.naming(version.text, instrument)
        )
    for actor in reading.actors:
        said[Novelty.ACTOR, key(actor.name)] = Sign(
            value=actor.name, quote=quotes.naming(version.text, actor.name)
        )
    for formula, quote in used.items():
        said[Novelty.FORMULA, formula] = Sign(value=formula, quote=quote)
    speakers = tuple(dict.fromkeys((version.issuer, *(reading.signatories if is_joint(reading) else ()))))
    where = _place(version, reading, speakers)
    topics = sorted(reading.topics, key=lambda topic: -reading.scores.get(topic, 0))
    behind = set(reading.evidence.get("rung", ()))
    hot = [topic for topic in topics if behind & set(reading.evidence.get(topic, ()))] or topics[:1]
    return Signs(
        speakers=speakers,
        said=said,
        subjects=tuple(_subject(topic, where) for topic in topics),
        hot=tuple(_subject(topic, where) for topic in hot),
        rung=reading.rung,
        formulas={**used, **cited},
        at=published_at(version) if version.n == 1 else version.seen,
    )


def is_joint(reading: Reading) -> bool:
    """Whether a text speaks for all who signed it."""
    return reading.kind is Kind.JOINT_STATEMENT or len(reading.signatories) > 1


def key(name: str) -> str:
    """A name as it is compared: its folded words joined by hyphens."""
    return "-".join(folded for word in _WORD.findall(name) if (folded := fold_word(word)))


def published_at(version: Version) -> datetime:
    """When a version's statement was published, as an instant: of a day without an hour its noon in UTC, or when we first saw it if
    that was within a day of it. When it was first seen, if nothing is known or what is known lies after that."""
    published = version.published
    when = published.instant
    if when is None and published.day is not None:
        noon = datetime.combine(published.day, time(12), tzinfo=UTC)
        when = noon if abs(version.first_seen - noon) > timedelta(hours=36) else None
    return version.first_seen if when is None else min(when.astimezone(UTC), version.first_seen)


def _subject(topic: str, where: str | None) -> str:
    return topic if where is None else f"{topic}/{where}"


def _place(version: Version, reading: Reading, speakers: Sequence[str]) -> str | None:
    """The state that a text is mainly about: named in the title, or at least twice, most often; else the first party that it blames
    or urges."""
    named: Counter[str] = Counter()
    for weight, part in ((_TITLE, version.title), (1, version.text[:_READ])):
        for code in _named(part, version.language):
            if code not in ORGANISATIONS and code not in speakers:
                named[code] += weight
    if named:
        code, count = named.most_common(1)[0]
        if count > 1:
            return code
    meant = (actor.name for actor in reading.actors if actor.role in (ActorRole.BLAMED, ActorRole.URGED))
    return next((key(name) for name in meant), None)


def subject_name(subject: str) -> str:
    """A subject for people: "sovereignty, Syria"."""
    topic, _, where = subject.partition("/")
    place = issuer_name(where) if is_issuer(where) else where
    return f"{topic}, {place}" if place else topic


# A text is asked twice while its reading is recorded: 4 ms each for 5,000 characters.
@lru_cache(maxsize=8)
def _named(text: str, language: str | None) -> tuple[str, ...]:
    return tuple(code for code, _, _ in find_countries(text, language))


def evidence(reading: Reading, label: str) -> str | None:
    """The first sentence that earned a label."""
    return next(iter(reading.evidence.get(label, ())), None)
