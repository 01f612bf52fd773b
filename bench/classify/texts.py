"""Statements to read, made of the corpus' passages: the model has seen the words, so only cost is measured on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.classify.sides import Statement
from classifier.sentences import split

CORPUS = Path(__file__).parents[2] / "classifier" / "corpus"
WORDS = 300
SPACELESS = {"zh", "ja"}
CHARACTERS = 600
"""Length of a statement in a language without spaces: about what 300 English words become."""


def passages(folder: Path = CORPUS) -> list[dict[str, Any]]:
    """Every passage on file, in the order of files and lines."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]


def statements(rows: Iterable[Mapping[str, Any]]) -> list[Statement]:
    """Passages of one language joined until there are `WORDS` words; each passage is in one statement at most."""
    found: list[Statement] = []
    parts: dict[str, list[str]] = {}
    for row in rows:
        language = row["lang"]
        waiting = parts.setdefault(language, [])
        waiting.append(row["text"])
        text = " ".join(waiting)
        if len(text.split()) >= WORDS or (language in SPACELESS and len(text) >= CHARACTERS):
            found.append(_statement(language, text))
            waiting.clear()
    return found


def spread(pool: Sequence[Statement], count: int) -> list[Statement]:
    """``count`` statements from all over the pool, so languages in about its proportion."""
    if count >= len(pool):
        return list(pool)
    return [pool[i * len(pool) // count] for i in range(count)]


def warm_up(pool: Sequence[Statement], measured: Sequence[Statement]) -> list[Statement]:
    """The first sentences of one statement a language, not of a measured one where there is another."""
    taken = {statement.text for statement in measured}
    chosen: dict[str, Statement] = {}
    for statement in [*(s for s in pool if s.text not in taken), *pool]:
        chosen.setdefault(statement.language, statement)
    return [_statement(s.language, " ".join(s.sentences[:2])) for s in chosen.values()]


def of_one_language(pool: Sequence[Statement], count: int, language: str = "en") -> list[Statement]:
    """The first ``count`` statements in ``language``."""
    return [statement for statement in pool if statement.language == language][:count]


def joined(parts: Sequence[Statement], factor: int) -> list[Statement]:
    """The same sentences in statements ``factor`` times as long."""
    groups = [parts[i : i + factor] for i in range(0, len(parts), factor)]
    return [_statement(group[0].language, "\n".join(s.text for s in group)) for group in groups]


def _statement(language: str, text: str) -> Statement:
    return Statement(language, text, tuple(piece.text for piece in split(text)))
