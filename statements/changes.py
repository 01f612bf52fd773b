"""What a sighting means, given what was known: the one place where new, changed, seen and moved are told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from rapidfuzz import fuzz

from statements.model import Candidate, Intent, Known, New, NewVersion, Relink, Seen
from statements.text import fold_for_identity

JOIN_WINDOW: Final = timedelta(days=14)
"""How long after its first sighting the same text under another address joins a statement of the same source."""

UNRELATED: Final = 50.0
"""Per cent of similarity below which two texts under one feed id are two statements."""

PLACEHOLDER: Final = 80
"""Letters below which a text ("The text will be published shortly.") does not identify a statement by itself."""

_COMPARED: Final = 4_000  # characters; enough to tell texts apart, and the comparison is quadratic


def decide(candidate: Candidate, known: Known | None, now: datetime) -> Intent:
    """What to write for ``candidate``, given the statement of the same source it may belong to.

    - Nothing known: `New`.
    - Known by a locator: same wording is `Seen` (also when the statement had been withdrawn), other wording `NewVersion`. A
      candidate without text or without title says nothing about what it lacks: that is a failed extraction, not an edit.
    - Known by its feed id alone, at another address, with another title and an unrelated text: `New`, without that id
      among its locators (some feeds give every item the same one).
    - Known by its text alone: `Relink` within `JOIN_WINDOW` of the first sighting, later `New`. A text too short to
      identify anything joins only under the same title; an empty one never.
    """
    if known is None:
        return New(candidate=candidate)
    if not known.locators:
        return _by_text(candidate, known, now)
    if candidate.sha256 == known.sha256 or not candidate.text:
        return Seen(candidate=candidate, known=known)
    if not candidate.title and candidate.text_sha256 == known.text_sha256:
        return Seen(candidate=candidate, known=known)
    if all(name.startswith("guid:") for name in known.locators) and _unrelated(candidate, known):
        own = tuple(name for name in candidate.locators if not name.startswith("guid:"))
        return New(candidate=replace(candidate, locators=own))
    return NewVersion(candidate=candidate, known=known)


def _by_text(candidate: Candidate, known: Known, now: datetime) -> Intent:
    same_text = bool(candidate.text) and candidate.text_sha256 == known.text_sha256
    in_time = now - known.first_seen <= JOIN_WINDOW
    telling = len(candidate.text) >= PLACEHOLDER or not _titles_differ(candidate, known)
    if same_text and in_time and telling:
        return Relink(candidate=candidate, known=known)
    return New(candidate=candidate)


def _titles_differ(candidate: Candidate, known: Known) -> bool:
    return fold_for_identity(candidate.title) != fold_for_identity(known.title)


def _unrelated(candidate: Candidate, known: Known) -> bool:
    if candidate.url == known.url or not known.text or not _titles_differ(candidate, known):
        return False
    ratio = fuzz.ratio(candidate.text[:_COMPARED], known.text[:_COMPARED], score_cutoff=UNRELATED)
    return ratio < UNRELATED
