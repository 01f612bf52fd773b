"""What people's answers say of watches and labels: how often they were right, how sure that is, and which threshold would help.

Nothing learns from it: no label, watch or model changes until somebody edits a file.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from alerts.routing import asked
from archive import Archive
from archive.posts import Answer
from config import Config
from config.watches import Watch
from pipeline import shapes
from pipeline.watches import back, found
from statements.clock import SystemClock
from statements.errors import CommuniqueError
from statements.labels import Stance
from statements.model import Reading

TARGET = 0.8
"""Of a hundred alerts, how many should be relevant."""
ENOUGH = 20
"""Alerts of a watch that must have been judged before a threshold is suggested for it."""
Z = 1.959963984540054
"""The quantile of the normal distribution that leaves 2.5 % on either side."""


def wilson(right: int, of: int) -> tuple[float, float]:
    """Wilson's score interval at 95 % for a share of ``right`` among ``of``; (0, 1) where nothing was counted."""
    if not 0 <= right <= of:
        raise ValueError(f"{right} of {of}")
    if of == 0:
        return 0.0, 1.0
    share, square = right / of, Z * Z
    centre = share + square / (2 * of)
    spread = Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    whole = 1 + square / of
    # The ends are exact where all or none are right, which the arithmetic misses by a hair.
    low = 0.0 if right == 0 else (centre - spread) / whole
    return low, 1.0 if right == of else (centre + spread) / whole


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A statement that people judged: ``relevant`` where more of them said so than not."""

    statement: int
    relevant: bool
    reading: Reading | None


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many of so many were relevant, with the ends of its 95 % interval."""

    right: int
    asked: int
    precision: float | None
    low: float
    high: float

    @classmethod
    def of(cls, right: int, asked: int) -> Share:
        low, high = wilson(right, asked)
        return cls(
            right=right,
            asked=asked,
            precision=round(right / asked, 4) if asked else None,
            low=round(low, 4),
            high=round(high, 4),
        )


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A ``min_confidence`` for a watch, or (None) why there is none to suggest. ``kept`` is the share of relevant ones above it,
    ``recall`` how many of the relevant ones it would have let through."""

    min_confidence: float | None
    why: str
    kept: Share | None = None
    recall: float | None = None


def judged(answers: Iterable[Answer]) -> list[Judged]:
    """One judgement a statement, however many spoke and of whichever watch; with as many for as against it is not relevant."""
    balance: dict[int, int] = defaultdict(int)
    readings: dict[int, Reading | None] = {}
    for answer in answers:
        balance[answer.statement] += 1 if answer.relevant else -1
        readings[answer.statement] = answer.reading or readings.get(answer.statement)
    return [
        Judged(statement=statement, relevant=votes > 0, reading=readings[statement])
        for statement, votes in balance.items()
    ]


def share(statements: Sequence[Judged]) -> Share:
    return Share.of(sum(one.relevant for one in statements), len(statements))


def suggest(
    query: str, statements: Sequence[Judged], *, target: float = TARGET, present: float | None = None
) -> Suggestion:
    """The lowest threshold above which relevance is at least ``target`` with 95 % confidence. ``present`` is the one in force: of
    what lies below it nobody was asked, so a lower one is never suggested. Raises QueryError."""
    labels = asked(query)
    if not labels:
        return Suggestion(
            min_confidence=None, why="its query asks for no label, so there is no score to go by"
        )
    scored = [
        (max(one.reading.scores.get(label, 0.0) for label in labels), one.relevant)
        for one in statements
        if one.reading is not None
    ]
    if len(scored) < ENOUGH:
        return Suggestion(
            min_confidence=None,
            why=f"too few answers: {len(scored)}, and {ENOUGH} are needed to say anything",
        )
    relevant = sum(right for _, right in scored)
    if wilson(relevant, len(scored))[0] >= target:
        return Suggestion(
            min_confidence=present, why="good as it is", kept=Share.of(relevant, len(scored)), recall=1.0
        )
    for threshold in sorted({math.floor(score * 100) / 100 for score, _ in scored}):
        above = [right for score, right in scored if score >= threshold]
        if threshold > (present or 0.0) and wilson(sum(above), len(above))[0] >= target:
            return Suggestion(
                min_confidence=threshold,
                why=f"the lowest from which on at least {target:.0%} are relevant, with 95 % confidence",
                kept=Share.of(sum(above), len(above)),
                recall=round(sum(above) / relevant, 4),
            )
    return Suggestion(
        min_confidence=None,
        why=f"no threshold reaches {target:.0%}: the scores do not tell what is relevant from the rest, or too few were asked",
    )


def report(config: Config, answers: Sequence[Answer], *, target: float = TARGET) -> dict[str, Any]:
    """Precision by watch and by label, with intervals and suggestions, as JSON-ready values. A label is judged by what people said
    of the statements it was given to: that they did not want one does not make its label wrong."""
    watches = {watch.id: watch for watch in config.watches}
    by_watch: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_watch[answer.watch].append(answer)
    whole = judged(answers)
    by_label: dict[str, list[Judged]] = defaultdict(list)
    for one in whole:
        for label in _given(one.reading):
            by_label[label].append(one)
    return {
        "answers": len(answers),
        "people": len({answer.person for answer in answers}),
        "statements": len(whole),
        "target": target,
        "watches": [
            _watch(name, watches.get(name), given, target) for name, given in sorted(by_watch.items()) if name
        ],
        "labels": [{"label": label, **asdict(share(ones))} for label, ones in sorted(by_label.items())],
    }


def _given(reading: Reading | None) -> tuple[str, ...]:
    if reading is None:
        return ()
    return tuple(
        str(label)
        for label in (*reading.stances, *reading.topics, *reading.own_topics)
        if label is not Stance.NEUTRAL
    )


def _watch(name: str, watch: Watch | None, answers: Sequence[Answer], target: float) -> dict[str, Any]:
    statements = judged(answers)
    suggestion = (
        suggest(watch.query, statements, target=target, present=watch.min_confidence)
        if watch is not None
        else Suggestion(min_confidence=None, why="there is no watch of that id any more")
    )
    return {
        "watch": name,
        "people": len({answer.person for answer in answers}),
        **asdict(share(statements)),
        "min_confidence": watch.min_confidence if watch is not None else None,
        "suggested": asdict(suggestion),
    }


# -- what the commands do


def give(
    config: Config, archive: Archive, statement: int, *, watch: str | None, by: str, relevant: bool
) -> bool:
    """Keep an answer given at the command line; returns whether it is a change. Raises CommuniqueError for a watch or statement that
    does not exist."""
    if watch:
        found(config, watch)
    person = by.strip()
    if not person:
        raise CommuniqueError("say who answers: --by NAME")
    now = SystemClock().now()
    return archive.feedback.record(statement, watch or "", person, relevant, via="cli", now=now)


def listing(archive: Archive, *, since: str | None, watch: str | None) -> list[dict[str, Any]]:
    """The answers, oldest first."""
    return [
        {
            "statement": answer.statement,
            "watch": answer.watch,
            "person": answer.person,
            "relevant": answer.relevant,
            "via": answer.via,
            "at": shapes.moment(answer.at),
        }
        for answer in archive.feedback.rows(_since(since), watch=watch)
    ]


def reporting(config: Config, archive: Archive, *, since: str | None, target: float) -> dict[str, Any]:
    """The report on the answers given since."""
    return report(config, archive.feedback.rows(_since(since)), target=target)


def _since(text: str | None) -> datetime | None:
    return None if text is None else back(SystemClock().now(), text)
