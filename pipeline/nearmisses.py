"""What a query nearly matched, and the one condition that it failed: how a watch is made wider or narrower with open eyes.

Near is what fails exactly one condition of a query (of one of its alternatives, where it has some) and meets the rest. How near is known
of a label by its score, of a rung by the steps to it, of a phrase by those of its words that are there: these are near whatever the rest
is, if they are near enough. Any other condition is met or not: what fails it is near if the rest says what the text is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, zip_longest

from archive import Archive
from archive.analysis import QueryWord, put_together
from archive.query import And, Facet, Node, Not, Or, Text, written
from archive.records import Hit
from archive.replays import Read
from statements.labels import Rung

LABELS = ("stance", "topic")
ABOUT = (*LABELS, "resolution", "actor", "instrument", "formula", "first", "new", "dropped")
"""Fields that say what a text is about. Who published it, when and in which form does not."""
LOW = 0.25
"""The score of a label below which nobody would miss it."""
LOOKED = 1_000
"""The last so many texts whose scores are looked at for each condition."""
STEPS = 2
"""How far from a rung that is asked for another is near."""
CONDITIONS = 12
"""Conditions of an alternative, and words of a phrase, of which each is looked up; of more nobody can see what one would change."""


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A version that would have fired but for one thing."""

    read: Read
    hit: Hit
    why: str
    condition: str
    close: float
    """How near it was, below 1; 0 where that has no degrees."""

    @property
    def order(self) -> tuple[float, datetime, int]:
        """The greater the nearer, and among those as near the newer."""
        return self.close, self.read.at, self.read.version


def near(
    archive: Archive, query: Node, read: Sequence[Read], matched: set[int], *, most: int
) -> tuple[list[Miss], dict[str, int]]:
    """Up to ``most`` near misses among the versions ``read``, the best of each condition, the nearest first; and how many statements
    each single condition held back."""
    told = {one.statement for one in read if one.version in matched}
    # Of each statement the last version that was read, where none matched.
    last = {one.statement: one for one in read if one.statement not in told}
    found: dict[str, list[Miss]] = {}
    alone: dict[str, int] = {}
    for conditions in _alternatives(query):
        met = {
            condition: archive.replays.matching(condition, list(last.values()))[0] for condition in conditions
        }
        failing: dict[Node, list[Read]] = defaultdict(list)
        for one in last.values():
            failed = [condition for condition in conditions if one.version not in met[condition]]
            if len(failed) == 1:
                failing[failed[0]].append(one)
        for condition, missed in failing.items():
            others = [other for other in conditions if other is not condition]
            about = any(_is_about(other) for other in others)
            if labels_of(condition):
                close = _scored(archive, condition, missed)
            else:
                close = _closest(archive, condition, missed, most, about=about)
                if about:
                    alone[written(condition)] = max(alone.get(written(condition), 0), len(missed))
            if close:
                known = found.setdefault(written(condition), [])
                there = {old.read for old in known}
                known += [miss for miss in close if miss.read not in there]
    each = [sorted(misses, key=lambda miss: miss.order, reverse=True) for misses in found.values()]
    each.sort(key=lambda misses: misses[0].close, reverse=True)
    seen: dict[int, Miss] = {}
    for miss in chain.from_iterable(zip_longest(*each)):
        if miss is not None:
            seen.setdefault(miss.read.statement, miss)
    return sorted(list(seen.values())[:most], key=lambda miss: miss.order, reverse=True), alone


def labels_of(condition: Node) -> tuple[str, ...]:
    """The stances and topics that a condition asks for, if it asks for nothing else."""
    match condition:
        case Facet() if condition.field in LABELS:
            return condition.values
        case Or():
            each = [labels_of(item) for item in condition.items]
            return tuple(chain.from_iterable(each)) if all(each) else ()
        case _:
            return ()


def _alternatives(query: Node) -> list[tuple[Node, ...]]:
    """The conditions of each alternative of a query that are to be met together."""
    whole = [query] if labels_of(query) or not isinstance(query, Or) else list(query.items)
    split = [item.items if isinstance(item, And) else (item,) for item in whole]
    return [tuple(dict.fromkeys(items)) for items in split if len(items) <= CONDITIONS]


def _is_about(condition: Node) -> bool:
    match condition:
        case Text():
            return True
        case Facet():
            return condition.field in ABOUT
        case And() | Or():
            return all(_is_about(item) for item in condition.items)
        case _:
            return False


def _scored(archive: Archive, condition: Node, missed: Sequence[Read]) -> list[Miss]:
    """Those of the last missed ones in which a label that the condition asks for was not far from given."""
    hits = archive.replays.hits([one.version for one in missed[-LOOKED:]])
    found = []
    for one in missed[-LOOKED:]:
        hit = hits[one.version]
        scores = hit.reading.scores if hit.reading else {}
        best = max(labels_of(condition), key=lambda label: scores.get(label, 0.0))
        score = scores.get(best, 0.0)
        if score >= LOW:
            why = f"{best} was not given; it scored {score:.2f}"
            found.append(Miss(read=one, hit=hit, why=why, condition=written(condition), close=score))
    return found


def _closest(
    archive: Archive, condition: Node, missed: Sequence[Read], most: int, *, about: bool
) -> list[Miss]:
    """The nearest of the missed ones, the newest of those as near. ``about``: the rest says what they are about."""
    lacking: dict[int, str] = {}
    match condition:
        case Facet(field="rung", values=values):
            close = _steps(archive, values, missed)
        case Text(word=word) if 1 < len(word.words) <= CONDITIONS:
            close, lacking = _words(archive, word, missed, every=about)
        case _:
            close = {one.version: 0.0 for one in missed} if about else {}
    there = [one for one in missed if one.version in close]
    chosen = sorted(there, key=lambda one: (close[one.version], one.at, one.version), reverse=True)[:most]
    hits = archive.replays.hits([one.version for one in chosen])
    return [
        Miss(
            read=one,
            hit=hits[one.version],
            why=lacking.get(one.version) or _why(condition, hits[one.version]),
            condition=written(condition),
            close=close[one.version],
        )
        for one in chosen
    ]


def _steps(archive: Archive, values: Sequence[str], missed: Sequence[Read]) -> dict[int, float]:
    """Those whose rung is a few steps from one that is asked for. Who takes no step at all is not near to taking one."""
    asked = {int(value) for value in values}
    close: dict[int, float] = {}
    for away in range(1, STEPS + 1):
        rungs = {str(rung) for rung in Rung if rung and min(abs(rung - one) for one in asked) == away}
        if rungs:
            met, _ = archive.replays.matching(Facet(field="rung", values=tuple(sorted(rungs))), missed)
            close |= dict.fromkeys(met, 1 - away / (STEPS + 1))
    return close


def _words(
    archive: Archive, phrase: QueryWord, missed: Sequence[Read], *, every: bool
) -> tuple[dict[int, float], dict[int, str]]:
    """Those that have all words of a phrase and not together, or all but one of three or more, or ``every`` one; and which words are
    lacking. Half of two words are near to nothing: "cease" and "fire" are in many a text without a ceasefire."""
    lacking: dict[int, list[str]] = {one.version: [] for one in missed}
    last = len(phrase.words) - 1
    for at, word in enumerate(phrase.words):
        asked = Text(word=QueryWord(words=(word,), prefix=phrase.prefix and at == last))
        met, _ = archive.replays.matching(asked, missed)
        for version in lacking.keys() - met:
            lacking[version].append(word)
    most = len(phrase.words) if every else min(1, last - 1)
    near = {version: words for version, words in lacking.items() if len(words) <= most}
    parted = put_together(phrase.words) == " ".join(
        phrase.words
    )  # not pairs of characters, which are no words
    said = {
        version: f"{' '.join(words)} is not in it" if words else "its words are in it, and not together"
        for version, words in near.items()
        if len(words) <= last and (parted or not words)
    }
    return {version: 1 - (len(words) + 1) / (len(phrase.words) + 1) for version, words in near.items()}, said


def _why(condition: Node, hit: Hit) -> str:
    """What was otherwise in a version than a condition wants it."""
    version, reading = hit.version, hit.reading
    match condition:
        case Not(item=Facet(field="unsure", values=values)) if reading is not None:
            doubted = [label for label in reading.unsure if label in values or "any" in values]
            shown = ", ".join(f"{label} {reading.scores.get(label, 0.0):.2f}" for label in doubted)
            return f"given with doubt: {shown}"
        case Not():
            return f"it has what {written(condition)} excludes"
        case Facet(field="issuer", values=values):
            return f"the issuer is {version.issuer}, not {_either(values)}"
        case Facet(field="source", values=values):
            return f"the source is {version.source}, not {_either(values)}"
        case Facet(field="rung", values=values) if reading is not None:
            return f"the rung is {int(reading.rung)}, not {_rungs(values)}"
        case Facet(field="lang", values=values):
            return f"the language is {version.language or 'unknown'}, not {_either(values)}"
        case Facet(field="kind", values=values):
            kind = reading.kind if reading and reading.kind else version.kind
            return f"the form is {kind or 'unknown'}, not {_either(values)}"
        case Text():
            return f"{written(condition)} is not in it"
        case _:
            return f"it does not meet {written(condition)}"


def _either(values: Sequence[str]) -> str:
    return " or ".join(values) if len(values) < 3 else f"{', '.join(values[:-1])} or {values[-1]}"


def _rungs(values: Sequence[str]) -> str:
    """``7 or more``, ``2 or less``, ``3 to 5``, ``2 or 4``."""
    steps = sorted(int(value) for value in values)
    if len(steps) < 2 or steps != list(range(steps[0], steps[-1] + 1)):
        return _either([str(step) for step in steps])
    if steps[-1] == max(Rung):
        return f"{steps[0]} or more"
    return f"{steps[-1]} or less" if steps[0] == min(Rung) else f"{steps[0]} to {steps[-1]}"
