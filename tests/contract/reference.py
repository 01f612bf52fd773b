"""Search as one would explain it: every document is looked at, every node of the query means one line of Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive import facets
from archive.analysis import analyse
from archive.query import And, Dated, Everything, Facet, Node, Not, Or, Seen, Text, Together, Withdrawn
from statements import formulas
from statements.labels import Kind, Novelty
from statements.model import Reading, Version
from statements.story import News


@dataclass(frozen=True, kw_only=True)
class Document:
    version: Version
    reading: Reading | None
    withdrawn: bool
    news: tuple[News, ...] = ()
    story: int | None = None


def matches(query: Node, document: Document, now: datetime) -> bool:
    match query:
        case Everything():
            return True
        case Withdrawn():
            return document.withdrawn
        case Together():
            return document.story in query.stories
        case Seen():
            age = now - document.version.first_seen
            return age < query.ago if query.newer else age > query.ago
        case Dated():
            day = facets.published_day(document.version.published)
            return day is not None and (query.start or day) <= day <= (query.end or day)
        case Facet():
            have = _values(query.field, document)
            return any(facets.token(query.field, value) in have for value in query.values)
        case Text():
            return _says(query, document.version)
        case And():
            return all(matches(item, document, now) for item in query.items)
        case Or():
            return any(matches(item, document, now) for item in query.items)
        case Not():
            return not matches(query.item, document, now)


def _says(query: Text, version: Version) -> bool:
    found = analyse(version.title, version.text, version.language)
    if set(query.word.stems) & set(found.stems):
        return True
    wanted = query.word.words
    return any(
        _fits(wanted, found.words[i : i + len(wanted)], query.word.prefix) for i in range(len(found.words))
    )


def _fits(wanted: Sequence[str], here: Sequence[str], prefix: bool) -> bool:
    if len(here) != len(wanted) or list(here[:-1]) != list(wanted[:-1]):
        return False
    return here[-1].startswith(wanted[-1]) if prefix else here[-1] == wanted[-1]


def _values(field: str, document: Document) -> set[str]:
    version, reading = document.version, document.reading
    kind = reading.kind if reading is not None and reading.kind is not None else version.kind
    signatories = () if reading is None else reading.signatories
    values: dict[str, Sequence[str | None]] = {
        "issuer": [version.issuer],
        "source": [version.source],
        "lang": [version.language],
        "kind": [kind],
        "stance": [] if reading is None else reading.stances,
        "topic": [] if reading is None else [*reading.topics, *reading.own_topics],
        "rung": [] if reading is None else [str(reading.rung)],
        "unsure": [] if reading is None else [*reading.unsure, *(["any"] if reading.unsure else [])],
        "resolution": [] if reading is None else reading.resolutions,
        "actor": [] if reading is None else [actor.name for actor in reading.actors],
        "signatory": signatories,
        "edit": [version.grade],
        "formula": [] if reading is None else [*formulas.find(version.title, version.text, version.language)],
        **_news(document.news),
        "is": [
            "reissue" if version.reissue is not None else None,
            "revised" if version.n > 1 else None,
            "joint" if kind == Kind.JOINT_STATEMENT or len(signatories) > 1 else None,
        ],
    }
    return {facets.token(field, value) for value in values[field] if value is not None}


def _news(news: Sequence[News]) -> dict[str, Sequence[str | None]]:
    dropped = [one.value for one in news if one.kind is Novelty.DROPPED]
    first = [str(one.kind) for one in news if one.kind not in (Novelty.RUNG, Novelty.DROPPED)]
    return {
        "first": [*first, *(["any"] if first else [])],
        "new": ["rung" for one in news if one.kind is Novelty.RUNG],
        "dropped": [*dropped, *(["formula"] if dropped else [])],
    }
