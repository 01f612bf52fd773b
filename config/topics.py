"""Users' own topics. ``topics.yaml`` holds them all, under ``topics:``; `docs/topics.md` says how to write one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from config.documents import Document, Problem
from config.fields import Identifier
from config.source import Strict
from statements.labels import Stance, Topic

FEWEST, MOST = 5, 100
"""Examples. Five make a topic that ranks, twenty one that alerts; beyond, `communique topics confirm` may go on adding."""
LONGEST = 4_000
"""Characters of an example: a short statement."""
_TAKEN = frozenset({*map(str, Stance), *map(str, Topic), "rung"})


def _not_taken(value: str) -> str:
    if value in _TAKEN:
        raise ValueError(f'"{value}" is a label that communique ships; choose another id')
    return value


def _passage(value: str) -> str:
    text = value.strip()
    if sum(char.isalnum() for char in text) < 8:
        raise ValueError("is too short to learn from; give a sentence or a few")
    return text


def _phrase(value: str) -> str:
    text = value.strip()
    if sum(char.isalnum() for char in text) < 2:
        raise ValueError("must have two letters or digits at least")
    return text


Slug = Annotated[Identifier, AfterValidator(_not_taken)]
Passage = Annotated[str, Field(max_length=LONGEST), AfterValidator(_passage)]
Phrase = Annotated[str, Field(max_length=100), AfterValidator(_phrase)]


class OwnTopic(Strict):
    """A topic of the user's: what it is, and passages that are about it."""

    id: Slug
    name: str = Field(min_length=1, max_length=150)
    description: str = Field(default="", max_length=1_000)
    """A sentence or two in any language; counts as a weak example."""
    examples: tuple[Passage, ...] = Field(max_length=MOST)
    phrases: tuple[Phrase, ...] = Field(default=(), max_length=50)
    """Words that give the topic wherever they stand, whatever the score; case and accents do not matter."""
    not_examples: tuple[Passage, ...] = Field(default=(), max_length=MOST)
    """Near misses: passages that are not about it although they look it."""
    share: float = Field(default=1.0, ge=0.1, le=20)
    """Alerts a hundred statements of the shipped background, which has next to nothing on the topic."""


class TopicFile(Strict):
    """The whole of ``topics.yaml``."""

    topics: tuple[OwnTopic, ...] = ()


def check_topics(document: Document, problems: list[Problem]) -> tuple[str, ...]:
    """The ids that the file gives, right or wrong as the rest is; ids and passages given twice, and too few examples, are added to
    ``problems``."""
    entries = document.data.get("topics")
    first: dict[str, int] = {}
    for at, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict):
            continue
        id_ = entry.get("id")
        if isinstance(id_, str):
            if id_ in first:
                line = document.line(("topics", first[id_], "id"))
                problems.append(
                    document.problem(
                        ("topics", at, "id"), f'"{id_}" is given twice (first in {document.file}:{line})'
                    )
                )
            first.setdefault(id_, at)
        examples = entry.get("examples")
        if isinstance(examples, list) and len(examples) < FEWEST:
            problems.append(
                document.problem(
                    ("topics", at, "examples"),
                    f"has {len(examples)} of at least {FEWEST} passages that a topic is learnt from",
                )
            )
        problems += _repeated(document, at, entry)
    return tuple(first)


def _repeated(document: Document, at: int, entry: dict[str, object]) -> Iterator[Problem]:
    """Passages that stand in a topic twice: as two examples, or as an example and its opposite."""
    seen: dict[str, str] = {}
    for key in ("examples", "not_examples"):
        passages = entry.get(key)
        for number, passage in enumerate(passages if isinstance(passages, list) else ()):
            if not isinstance(passage, str):
                continue
            plain = " ".join(passage.split()).casefold()
            if plain in seen:
                yield document.problem(("topics", at, key, number), f"is the same passage as {seen[plain]}")
            seen.setdefault(plain, f"{key}[{number}]")
