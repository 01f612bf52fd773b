"""What a query means: the tree that `parse` builds and both engines carry out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from archive.analysis import QueryWord


@dataclass(frozen=True, kw_only=True)
class Everything:
    """The empty query."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A word, a phrase or a prefix, in title or text."""

    word: QueryWord


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One of some values of a field."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Published from ``start`` to ``end``, both days included, either may be open. What has no date is not dated."""

    start: date | None
    end: date | None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """First seen less (``newer``) or more than ``ago`` before now."""

    ago: timedelta
    newer: bool


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """The issuer took the statement away."""


@dataclass(frozen=True, kw_only=True)
class Together:
    """In one of these stories."""

    stories: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class And:
    items: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True)
class Or:
    items: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True)
class Not:
    item: Node


Node = Everything | Text | Facet | Dated | Seen | Withdrawn | Together | And | Or | Not
