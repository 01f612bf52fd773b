"""The memory of what issuers say, kept in plain dictionaries by the rules themselves, and versions to put before it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from statements import novelty
from statements.labels import Novelty, Precision, Stance, Topic
from statements.model import Published, Reading, Version
from statements.novelty import Custom, Depth, Height, KnownOf
from statements.novelty_signs import signs
from statements.story import News, Story

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LONG = "The Ministry published the following text for the press, at some length and in plain words. " * 5


def version(number: int, *, day: float = 0, **more: Any) -> Version:
    at = START + day * DAY
    values: dict[str, Any] = {
        "id": number,
        "statement": number,
        "n": 1,
        "source": "fr",
        "issuer": "FR",
        "url": f"https://fr.example/{number}",
        "title": "On Syria",
        "text": LONG,
        "sha256": "",
        "language": "en",
        "published": Published(precision=Precision.INSTANT, instant=at),
        "first_seen": at,
        "seen": at,
    }
    return Version(**{**values, **more})


def reading(rung: int = 0, **more: Any) -> Reading:
    values: dict[str, Any] = {
        "model": "m",
        "stances": (Stance.NEUTRAL,),
        "primary": Stance.NEUTRAL,
        "topics": (Topic.SOVEREIGNTY,),
        "rung": rung,
        "evidence": {"rung": ("We say so.",)} if rung else {},
    }
    return Reading(**{**values, **more})


@dataclass
class Memory:
    """What `archive.novelties` keeps, with nothing but the rules."""

    depth: dict[str, Depth] = field(default_factory=dict)
    said: set[tuple[str, Novelty, str]] = field(default_factory=set)
    heights: dict[tuple[str, str], Height] = field(default_factory=dict)
    customs: dict[tuple[str, str], Custom] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)

    def hears(
        self, version: Version, reading: Reading, *, story: Story | None = None, repeat: bool = False
    ) -> list[str]:
        """Record one version; returns its news as ``kind value``."""
        return [f"{one.kind} {one.value}" for one in self.news(version, reading, story=story, repeat=repeat)]

    def news(
        self, version: Version, reading: Reading, *, story: Story | None = None, repeat: bool = False
    ) -> tuple[News, ...]:
        found = signs(version, reading)
        known = KnownOf(
            signs=found,
            depth=dict(self.depth),
            said=frozenset(self.said),
            heights=dict(self.heights),
            customs={place: custom for place, custom in self.customs.items() if place[0] in found.subjects},
            first=version.statement not in self.read,
            repeat=repeat,
        )
        news = novelty.find(known, version, reading, story=story)
        if version.grade not in novelty.SILENT:
            self._remember(version, known, repeat=repeat)
        return news

    def _remember(self, version: Version, known: KnownOf, *, repeat: bool) -> None:
        found = known.signs
        for speaker in found.speakers:
            self.said |= {(speaker, kind, value) for kind, value in found.said}
            if known.first and not repeat:
                before = self.depth.get(speaker, Depth())
                self.depth[speaker] = replace(before, read=before.read + 1, since=before.since or found.at)
            for subject in found.hot:
                place = speaker, subject
                self.heights[place] = novelty.higher(
                    self.heights.get(place), found.rung, found.at, version.statement
                )
        if known.first and novelty.tells(version, found):
            self.customs |= novelty.customs(known.customs, version, found)
        self.read.add(version.statement)


def deep(read: int = 200, *speakers: str) -> Memory:
    return Memory(
        depth={speaker: Depth(read=read, since=START - 400 * DAY) for speaker in speakers or ("FR",)}
    )


# First-time-said
