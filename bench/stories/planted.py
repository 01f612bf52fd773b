"""The planted statements, and how stories that were found compare with those that were planted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path

from ruamel.yaml import YAML

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Planted:
    """One statement of the bench. ``story`` and ``event`` are what it truly belongs to; ``seen`` is when it is found."""

    id: str
    case: str
    kind: str
    story: str
    event: str | None
    source: str
    issuer: str
    language: str
    day: date
    seen: datetime
    title: str
    text: str


@dataclass(kw_only=True)
class Score:
    """Pairs of statements. ``together``: found in one story and rightly so; ``wrong``: found in one story, but apart;
    ``missed``: copies found in two; ``apart``: near-misses rightly found in two. ``events``: pairs of one event that are no
    copies, found in one story or not."""

    together: int = 0
    wrong: int = 0
    missed: int = 0
    apart: int = 0
    events: int = 0
    events_found: int = 0
    faults: list[str] = field(default_factory=list)
    unfollowed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        found = self.together + self.wrong + self.events_found
        return (self.together + self.events_found) / found if found else 1.0

    @property
    def recall(self) -> float:
        """Of the copies."""
        planted = self.together + self.missed
        return self.together / planted if planted else 1.0


def read(folder: str) -> list[Planted]:
    """The statements of a set (``tuned``, ``held``, ``fresh``), in the order in which they are found."""
    found = []
    for path in sorted((HERE / folder).glob("*.yaml")):
        for case in YAML(typ="safe").load(path.read_text("utf-8")):
            for at, one in enumerate(case["statements"]):
                seen = datetime.combine(one.get("seen", one["day"]), time(9), UTC) + timedelta(minutes=7 * at)
                found.append(
                    Planted(
                        id=one["id"],
                        case=case["case"],
                        kind=case["kind"],
                        story=one["story"],
                        event=one.get("event"),
                        source=one.get("source", one["issuer"].lower()),
                        issuer=one["issuer"],
                        language=one["language"],
                        day=one["day"],
                        seen=seen,
                        title=one["title"],
                        text=one["text"],
                    )
                )
    return sorted(found, key=lambda one: one.seen)


def score(planted: Sequence[Planted], found: Mapping[str, int]) -> dict[str, Score]:
    """By kind of case, and ``all``. ``found`` is the story of each id. Statements of different cases are apart, and count under
    the kind ``across`` where they were put together."""
    scores: dict[str, Score] = {"all": Score()}
    for one, other in combinations(planted, 2):
        together = found[one.id] == found[other.id]
        same_case = one.case == other.case
        if not same_case and not together:
            continue
        kind = one.kind if same_case else "across"
        for each in (scores["all"], scores.setdefault(kind, Score())):
            _count(each, one, other, together)
    return scores


def _count(into: Score, one: Planted, other: Planted, together: bool) -> None:
    if one.story == other.story:
        into.together += together
        into.missed += not together
        if not together:
            into.faults.append(f"missed {one.id} / {other.id}")
    elif one.event is not None and one.event == other.event:
        into.events += 1
        into.events_found += together
        if not together:
            into.unfollowed.append(f"unfollowed {one.id} / {other.id}")
    else:
        into.wrong += together
        into.apart += not together
        if together:
            into.faults.append(f"wrong {one.id} / {other.id}")


def table(scores: Mapping[str, Score]) -> Iterable[str]:
    """A line a kind."""
    yield f"{'kind':<16} {'copies':>7} {'found':>6} {'near':>5} {'wrong':>6} {'follow-ups':>11}  precision  recall"
    for kind, one in sorted(scores.items(), key=lambda pair: (pair[0] == "all", pair[0])):
        yield (
            f"{kind:<16} {one.together + one.missed:>7} {one.together:>6} {one.apart + one.wrong:>5} {one.wrong:>6} "
            f"{f'{one.events_found}/{one.events}':>11}  {one.precision:>9.3f}  {one.recall:>6.3f}"
        )
