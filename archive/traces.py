"""What is remembered of a statement besides its versions, as frozen values: what happened to it, what belongs to it, whether to
look again. Contains no SQL and no rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive.records import Hit
from statements.labels import Happening, Relation
from statements.model import Published


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to a statement besides its versions."""

    statement: int
    at: datetime
    what: Happening
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """A statement that was taken away and is still gone. ``event`` is the id of that, ``watches`` are those that matched any version
    of it, ``told`` the places (channel and destination) to which an alert about it was queued."""

    event: int
    hit: Hit
    at: datetime
    reason: str | None
    watches: frozenset[str]
    told: frozenset[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Return:
    """A statement that is offered again after it was taken away at ``gone_at``. ``event`` is the id of that, ``watches`` are those
    that matched any version of it."""

    event: int
    hit: Hit
    at: datetime
    gone_at: datetime
    watches: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Link:
    """Another statement that belongs to one, as seen from there. ``statement`` is the other; ``later``: that other one is
    the later of the two. ``score`` is a likeness of 0 to 1."""

    statement: int
    relation: Relation
    score: float
    later: bool
    at: datetime
    """When the two were found to belong together."""
    source: str
    issuer: str
    language: str | None
    title: str
    url: str
    published: Published


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is known of a listed statement when its entry comes by again: is it worth another look?"""

    statement: int
    url: str
    modified: Published | None
    """When the issuer last edited it, as far as the archive knows."""
    seen: datetime
    """When its newest version was first seen."""
    withdrawn: bool
    baseline: bool
