"""Which statements belong together, in memory. The contract is that of `archive.links`."""

from __future__ import annotations

from datetime import datetime

from archive.facets import published_day
from archive.links import BY_WORDS, MOST, Other, by_words, printed, reissue, twin_keys, twins
from archive.memory.state import LinkRow, State
from archive.traces import Link
from statements.labels import Relation
from statements.likeness import Printed, shared_at_least, sketch
from statements.model import Candidate, Reissue


class Links:
    """What belongs together."""

    def __init__(self, state: State) -> None:
        self._state = state

    def of(self, statement: int) -> list[Link]:
        with self._state.lock:
            found = [
                self._link(statement, ends, row)
                for ends, row in self._state.links.items()
                if statement in ends[:2]
            ]
            return sorted(found, key=lambda link: (link.relation, link.statement))

    def _link(self, statement: int, ends: tuple[int, int, Relation], row: LinkRow) -> Link:
        later, earlier, relation = ends
        other = earlier if later == statement else later
        version = self._state.versions[self._state.statements[other].versions[-1]]
        return Link(
            statement=other,
            relation=relation,
            score=row.score,
            later=other == later,
            at=row.at,
            source=version.source,
            issuer=version.issuer,
            language=version.language,
            title=version.title,
            url=version.url,
            published=version.published,
        )


def note(state: State, statement: int, candidate: Candidate, now: datetime) -> Reissue | None:
    values = frozenset(sketch(candidate.text))
    alike = _sharing(state, statement, values, candidate.text_sha256)
    worth = _named(state, statement, candidate)
    others = {other: Other(statement=other, printed=_printed(state, other)) for other in {*alike, *worth}}
    versions = state.statements[statement].versions
    new = printed(candidate, state.versions[versions[0]].first_seen if versions else now)
    found = by_words(statement, new, (others[other] for other in sorted(alike)))
    found += twins(statement, new, (others[other] for other in sorted(worth)), worth)
    for ends in [ends for ends in state.links if statement in ends[:2] and ends[2] in BY_WORDS]:
        del state.links[ends]
    for one in found:
        state.links.setdefault((one.later, one.other, one.relation), LinkRow(score=one.score, at=now))
    state.sketches[statement] = values
    return reissue(statement, found, {other: one.printed for other, one in others.items()})


def _sharing(state: State, statement: int, values: frozenset[int], text_sha256: str) -> set[int]:
    same = [
        other
        for other, row in state.statements.items()
        if other != statement and row.versions and state.text_sha256[row.versions[-1]] == text_sha256
    ]
    shared = {other: len(values & theirs) for other, theirs in state.sketches.items() if other != statement}
    close = [other for other, count in shared.items() if values and count >= shared_at_least(len(values))]
    close.sort(key=lambda other: (-shared[other], -other))
    return {*sorted(same, reverse=True)[:MOST], *close[:MOST]}


def _named(state: State, statement: int, candidate: Candidate) -> dict[int, float]:
    worth: dict[int, float] = {}
    keys = twin_keys(candidate)
    for (source, value), owner in state.locators.items():
        issuer = state.sources[source].entry.issuer
        if value in keys and owner != statement and issuer == candidate.issuer:
            worth[owner] = max(worth.get(owner, 0.0), keys[value])
    direct = set(worth)
    for (one, other, relation), row in state.links.items():
        if relation is Relation.TWIN and direct & {one, other}:
            for end in (one, other):
                if end != statement:
                    worth.setdefault(end, row.score)
    return worth


def _printed(state: State, statement: int) -> Printed:
    version = state.versions[state.statements[statement].versions[-1]]
    return Printed(
        source=version.source,
        issuer=version.issuer,
        title=version.title,
        text=version.text,
        text_sha256=state.text_sha256[version.id],
        language=version.language,
        day=published_day(version.published) or version.first_seen.date(),
    )
