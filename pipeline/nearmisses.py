"""What a query nearly matched, and the one condition that it failed: how a watch is made wider or narrower with open eyes.

Near is what fails exactly one condition of a query (of one of its alternatives, where it has some) and meets the rest, if the rest says
what the text is about. A label that was not given is near only where its score was not low.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from archive import Archive
from archive.query import And, Facet, Node, Not, Or, Text, written
from archive.records import Hit
from archive.replays import Read

LABELS = ("stance", "topic")
ABOUT = (*LABELS, "resolution", "actor", "instrument", "formula", "first", "new", "dropped")
"""Fields that say what a text is about. Who published it, when and in which form does not."""
LOW = 0.25
"""The score of a label below which nobody would miss it."""
LOOKED = 1_000
"""The last so many texts whose scores are looked at for each condition."""
CONDITIONS = 12


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A version that would have fired but for one thing."""

    read: Read
    hit: Hit
    why: str
    condition: str


def near(
    archive: Archive, query: Node, read: Sequence[Read], matched: set[int], *, most: int
) -> tuple[list[Miss], dict[str, int]]:
    """Up to ``most`` near misses among the versions ``read``, the best of each condition first; and how many statements each single
    condition held back."""
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
            if labels_of(condition):
                close = _scored(archive, condition, missed)
            elif any(_is_about(other) for other in others):
                close = _newest(archive, condition, missed, most)
                alone[written(condition)] = max(alone.get(written(condition), 0), len(missed))
            else:
                continue
            if close:
                known = found.setdefault(written(condition), [])
                known += [miss for miss in close if miss.read not in {old.read for old in known}]
    # A word on labels first: those are what a reader may see otherwise.
    ordered = sorted(
        found.values(), key=lambda misses: not misses[0].condition.startswith(("stance:", "topic:"))
    )
    seen: dict[int, Miss] = {}
    for miss in chain.from_iterable(zip_longest(*ordered)):
        if miss is not None:
            seen.setdefault(miss.read.statement, miss)
    return list(seen.values())[:most], alone


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
    """Those of the last missed ones in which a label that the condition asks for was not far from given, nearest first."""
    hits = archive.replays.hits([one.version for one in missed[-LOOKED:]])
    found = []
    for one in missed[-LOOKED:]:
        hit = hits[one.version]
        scores = hit.reading.scores if hit.reading else {}
        best = max(labels_of(condition), key=lambda label: scores.get(label, 0.0))
        score = scores.get(best, 0.0)
        if score >= LOW:
            why = f"{best} was not given; it scored {score:.2f}"
            found.append((score, one.version, Miss(read=one, hit=hit, why=why, condition=written(condition))))
    return [miss for _, _, miss in sorted(found, key=lambda item: item[:2], reverse=True)]


def _newest(archive: Archive, condition: Node, missed: Sequence[Read], most: int) -> list[Miss]:
    chosen = list(reversed(missed))[:most]
    hits = archive.replays.hits([one.version for one in chosen])
    return [
        Miss(
            read=one,
            hit=hits[one.version],
            why=_why(condition, hits[one.version]),
            condition=written(condition),
        )
        for one in chosen
    ]


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
        case Facet(field="issuer"):
            return f"the issuer is {version.issuer}"
        case Facet(field="source"):
            return f"the source is {version.source}"
        case Facet(field="rung") if reading is not None:
            return f"the rung is {reading.rung}"
        case Facet(field="lang"):
            return f"the language is {version.language or 'unknown'}"
        case Facet(field="kind"):
            kind = reading.kind if reading and reading.kind else version.kind
            return f"the form is {kind or 'unknown'}"
        case Text():
            return f"{written(condition)} is not in it"
        case _:
            return f"it does not meet {written(condition)}"
