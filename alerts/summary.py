"""Many announcements for one destination in one message: what was held, what was too much at once, what an outage kept. Pure.

A summary is a head (how many, why together, by watch and stance, the most important) and, where the list does not fit into it,
pages that answer it in its thread. Every statement has its line: the more there are, the shorter the lines, never fewer. What
belongs to one story stands together; stories are ordered by the highest rung in them, then by time.

Everything is made from what was noted of each message when it was composed (`about`), so a summary of ten thousand needs no
statement's text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts import words
from alerts.announcement import Announcement, What
from archive.records import Waiting
from statements.issuers import is_issuer, issuer_name
from statements.labels import Held, Stance

TOP = 5
"""Statements that the head names as the most important."""
TITLE = 110
MOST_PAGES = 14
"""As many answers as a thread gets if shorter lines can help it: a burst of 2,000 stays below 20 posts."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One statement in a summary."""

    what: What
    statement: int
    story: str
    """What it stands together with; the same for the statements of one story."""
    issuer: str
    title: str
    url: str
    stance: str
    rung: int
    at: datetime
    """When it would have been told at once."""
    watches: tuple[str, ...]
    """Names of the watches that it matched."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """An entry as it stands in a list. ``title`` is as long as the list has room for, and may be empty; ``link`` only where there
    is room for an address."""

    text: str
    """What stands before the title: ``#12 FR condemnation``."""
    title: str = ""
    link: str | None = None
    follows: bool = False
    """Whether it belongs to the story of the line above."""

    @property
    def plain(self) -> str:
        """The line without mark-up."""
        return f"{'  ' if self.follows else ''}{self.text}{f': {self.title}' if self.title else ''}"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One message of a summary: the head is page 0. All of it is plain text, and cleaned."""

    key: str
    """The dedupe key of the message."""
    head: str
    """The dedupe key of the summary's head."""
    title: str
    """``134 statements, held back``."""
    lead: tuple[str, ...] = ()
    """Sentences on the head: why they come together, how many by watch and stance."""
    top: tuple[Line, ...] = ()
    """The most important, on a head whose list stands on pages of its own."""
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    """Those that ``lines`` tell of, in the same order."""
    page: int = 0
    pages: int = 0
    """How many pages follow the head."""
    zone: str = "UTC"
    domain: str = "localhost"
    """Right-hand side of Message-IDs."""
    demo: bool = False
