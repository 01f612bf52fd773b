"""How much of each part an alert in Slack shows, so that all of it is read at a glance. Pure.

An alert that says too much is written again with less room: first the queries and the long lists give way, then the quotes, then the
names, which are counted and said to stand elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from alerts.slack_blocks import Block

GLANCE = 1_200
"""Characters that a reader sees of an alert, words on buttons included; a mark of the demo or of a repeat comes on top."""
_MARKS = ("demo", "repeat")
_LINK = re.compile(r"<[^<>|]*\|([^<>]*)>")


@dataclass(frozen=True, kw_only=True)
class Room:
    """What the parts of an alert may take: characters, or how many of a kind."""

    quotes: tuple[int, ...] = (300, 300)
    """Characters of each quote."""
    title: int = 220
    names: int = 60
    """Signatories and capitals: more states than have ever signed one statement of the kind we watch."""
    listed: int = 12
    """Resolutions, parties, watches."""
    facts: bool = True
    """Whether it is said who speaks, what is cited, who is named,"""
    brief: bool = False
    """and in few words that those meant are not named."""
    phrase: int = 150
    """Characters of who speaks, and of the words for those meant."""
    labels: int = 60
    """Stances, topics, labels of a quote, lines of what an edit did to them."""
    query: int = 120
    """Characters of what a watch asks for; with none its name alone is told."""
    edits: int = 3
    """Lines that show an edit,"""
    line: int = 300
    """and the characters of each, and of each line that tells what it did; twice as many of each that tells what is new."""
    news: int = 3
    since: int = 5
    """Texts of the story that were edited or withdrawn since."""


ROOMS = (
    Room(),
    Room(query=60, listed=6),
    Room(query=40, listed=5, quotes=(300, 200), news=2),
    Room(query=30, listed=4, quotes=(240, 140), news=1, line=200, since=2),
    Room(brief=True, query=30, listed=3, quotes=(180, 140), news=1, line=140, since=2),
    Room(brief=True, query=30, listed=3, quotes=(260,), news=1, line=140, since=2),
    Room(brief=True, query=0, listed=3, quotes=(200,), news=1, line=140, since=2, names=24, title=140),
    Room(
        brief=True, query=0, listed=2, quotes=(200,), news=1, line=140, since=2, names=12, title=120, edits=2
    ),
    Room(
        brief=True, query=0, listed=2, quotes=(160,), news=1, line=140, since=1, names=6, title=120, edits=1
    ),
    Room(
        brief=True,
        query=0,
        listed=2,
        quotes=(140,),
        news=1,
        line=100,
        since=1,
        names=3,
        title=120,
        edits=1,
        labels=8,
    ),
    Room(
        brief=True,
        query=0,
        listed=1,
        quotes=(120,),
        news=1,
        line=60,
        since=1,
        names=3,
        title=100,
        edits=1,
        labels=3,
        phrase=40,
    ),
    Room(
        brief=True,
        query=0,
        listed=1,
        quotes=(100,),
        news=1,
        line=60,
        since=1,
        names=2,
        title=80,
        edits=1,
        labels=2,
        facts=False,
    ),
)
"""From all to the least."""


def at_a_glance(
    write: Callable[[Room], list[Block]], to_come: Callable[[Room], int] = lambda room: 0
) -> list[Block]:
    """The blocks as they are written with the most room in which they, and what is ``to_come`` (characters), are read at a glance; with
    the least where none is enough."""
    for room in ROOMS[:-1]:
        blocks = write(room)
        if seen(blocks) + to_come(room) <= GLANCE:
            return blocks
    return write(ROOMS[-1])


def seen(blocks: Sequence[Block]) -> int:
    """How many characters of the blocks a reader sees."""
    return sum(
        len(_shown(text)) for block in blocks if block["block_id"] not in _MARKS for text in _texts(block)
    )


def _shown(text: str) -> str:
    """Without the addresses of links. Marks and the names of emoji count, which errs on the short side."""
    return unescape(_LINK.sub(r"\1", text))


def _texts(value: object) -> Iterator[str]:
    """All that a block says, the words on its buttons too, and not what a menu hides."""
    if isinstance(value, Mapping) and value.get("type") != "overflow":
        if "type" in value and isinstance(value.get("text"), str):
            yield value["text"]
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
