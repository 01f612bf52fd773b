"""Whom a text names and what it does with them: states and organisations, groups and persons by tables of names, roles by the wording
beside each name."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

from classifier.facts.aliases import Aliases
from classifier.facts.folded import Folded
from classifier.facts.groups import GROUPS
from classifier.facts.peoples import PEOPLES
from classifier.facts.persons import PERSONS
from classifier.facts.roles import roles
from classifier.facts.targets import unnamed
from statements.issuers import find_countries, issuer_name
from statements.labels import ActorRole
from statements.model import Actor

MAX_ACTORS = 60
_STRENGTH = (ActorRole.BLAMED, ActorRole.URGED, ActorRole.VICTIM, ActorRole.PRAISED, ActorRole.MENTIONED)
# Bodies known under their acronym, as the table of groups has them.
_SHORT = {"UNRWA": "UNRWA", "IAEA": "IAEA"}
# "Others condemn" and "the question whether": no role can be read from them.
_NOT_OWN = frozenset({"past-act", "asked-act"})


@cache
def _names() -> Aliases:
    return Aliases((*GROUPS, *((name, forms) for name, _, forms in PERSONS)))


@cache
def _peoples() -> Aliases:
    return Aliases(PEOPLES)


def _named(text: Folded, issuer: str | None, language: str | None) -> list[tuple[int, int, str | None]]:
    """Parties with where they stand in the folded text, none overlapping; the issuer is found and has no name."""
    found = [(start, end, name) for name, start, end in _names().find(text)]
    states = [
        (text.at(start), text.at(end), code) for code, start, end in find_countries(text.source, language)
    ]
    states += [(start, end, code) for code, start, end in _peoples().find(text)] if language != "en" else []
    spans: list[tuple[int, int, str | None]] = [
        *found,
        *(
            (start, end, None if code == issuer else _SHORT.get(code) or issuer_name(code))
            for start, end, code in states
        ),
    ]
    # A group or person before a state, whose name may be part of theirs; then the longer.
    spans.sort(key=lambda span: (span[0], -span[1]))
    taken: list[tuple[int, int, str | None]] = []
    for span in spans:
        if taken and span[0] < taken[-1][1]:
            if span[1] - span[0] > taken[-1][1] - taken[-1][0]:
                taken[-1] = span
            continue
        taken.append(span)
    return taken


def actors(
    sentences: Sequence[str], concepts: Sequence[Set[str]], *, issuer: str | None, language: str | None
) -> tuple[Actor, ...]:
    """Parties named in ``sentences`` (with the lexicon concepts of each), in order of first mention, the issuer left out; each with
    the strongest role that any sentence gives it."""
    strongest: dict[str, ActorRole] = {}
    for sentence, said in zip(sentences, concepts, strict=True):
        text = Folded(sentence)
        spans = _named(text, issuer, language)
        if not spans:
            continue
        own = not (_NOT_OWN & said) or "answered" in said
        given = (
            roles(
                text.text,
                [span[:2] for span in spans],
                language,
                unnamed(text),
                [i for i, span in enumerate(spans) if span[2] is None],
            )
            if own
            else [ActorRole.MENTIONED] * len(spans)
        )
        for (_, _, name), role in zip(spans, given, strict=True):
            if name is None or (name not in strongest and len(strongest) >= MAX_ACTORS):
                continue
            known = strongest.get(name, ActorRole.MENTIONED)
            strongest[name] = min(known, role, key=_STRENGTH.index)
    return tuple(Actor(name=name, role=role) for name, role in strongest.items())
