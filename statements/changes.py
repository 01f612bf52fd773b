"""What a sighting means, given what was known: the one place where new, changed, seen and moved are told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from rapidfuzz import fuzz

from statements.identity import is_id
from statements.labels import Precision
from statements.model import Candidate, Intent, Known, New, NewVersion, Published, Relink, Seen
from statements.text import fold_for_identity
from statements.volatile import only_ticks

JOIN_WINDOW: Final = timedelta(days=14)
"""How long after its last sighting the same text under another address joins a statement of the same source."""

ALIKE: Final = 80.0
"""Per cent of similarity from which two texts with different titles under one feed id are one statement, edited."""

PLACEHOLDER: Final = 80
"""Letters below which a text ("The text will be published shortly.") does not identify a statement by itself."""

_COMPARED: Final = 4_000  # characters; enough to tell texts apart, and the comparison is quadratic


def decide(candidate: Candidate, known: Known | None, now: datetime) -> Intent:
    """What to write for ``candidate``, given the statement of the same source it may belong to.

    - Nothing known: `New`.
    - Known by a locator: same wording is `Seen`, other wording `NewVersion`. A
      candidate without text or without title says nothing about what it lacks: that is a failed extraction, not an edit.
    - Known by its id alone, at an address not known before: the same statement if it is in the same language, and its title
      is the same or its text is `ALIKE`; otherwise `New`, without that id among its locators (some feeds give every item the
      same one, some publishers all languages of a text).
    - Only a clock or a counter moved on: the first time a version like any other, from the second time on in a row `Seen`, or
      every look would make a version.
    - Known by its text alone: `Relink` within `JOIN_WINDOW` of the last sighting, later `New`; and `New` too when the
      issuer dates it further than that from the known one, which is a re-issue and news. A text too short to identify
      anything joins only under the same title; an empty one never.
    """
    if known is None:
        return New(candidate=candidate)
    if not known.locators:
        return _by_text(candidate, known, now)
    if by_id_alone(known) and not _one_statement(candidate, known):
        own = tuple(name for name in candidate.locators if not is_id(name))
        return New(candidate=replace(candidate, locators=own))
    if candidate.sha256 == known.sha256 or not candidate.text:
        return Seen(candidate=candidate, known=known)
    if not candidate.title and candidate.text_sha256 == known.text_sha256:
        return Seen(candidate=candidate, known=known)
    if same_title(candidate.title, known) and _ticks_again(candidate.text, known):
        return Seen(candidate=candidate, known=known)
    return NewVersion(candidate=candidate, known=known)


def by_id_alone(known: Known) -> bool:
    """Whether nothing but the publisher's id leads to ``known``. Some feeds use one id for one item after another."""
    return bool(known.locators) and all(map(is_id, known.locators))


def same_title(title: str, known: Known) -> bool:
    """Whether a title is worded as that of ``known``. No title is no likeness."""
    return bool(title) and fold_for_identity(title) == fold_for_identity(known.title)


def newer(listed: Published | None, archived: Published | None, seen: datetime) -> bool:
    """Whether the date of the last edit that an entry shows is later than the one archived, or than the moment the text was
    first ``seen`` as it is where none is. Days are compared as days."""
    if listed is None or listed.precision is Precision.UNKNOWN:
        return False
    if archived is None or archived.precision is Precision.UNKNOWN:
        archived = Published(precision=Precision.INSTANT, instant=seen)
    if listed.instant is not None and archived.instant is not None:
        return listed.instant > archived.instant
    first, second = _day(listed), _day(archived)
    return first is not None and second is not None and first > second


def _ticks_again(text: str, known: Known) -> bool:
    return known.before is not None and only_ticks(known.before, known.text) and only_ticks(known.text, text)


def _by_text(candidate: Candidate, known: Known, now: datetime) -> Intent:
    same_text = bool(candidate.text) and candidate.text_sha256 == known.text_sha256
    in_time = now - known.last_seen <= JOIN_WINDOW
    telling = len(candidate.text) >= PLACEHOLDER or fold_for_identity(candidate.title) == fold_for_identity(
        known.title
    )
    if same_text and in_time and telling and _dated_alike(candidate.published, known.published):
        return Relink(candidate=candidate, known=known)
    return New(candidate=candidate)


def _dated_alike(one: Published, other: Published) -> bool:
    """Whether two dates may be those of one statement; an unknown one contradicts none."""
    first, second = _day(one), _day(other)
    return first is None or second is None or abs(first - second) <= JOIN_WINDOW


def _day(published: Published) -> date | None:
    return published.day or (published.instant.date() if published.instant else None)


def _one_statement(candidate: Candidate, known: Known) -> bool:
    if None not in (candidate.language, known.language) and candidate.language != known.language:
        return False
    if same_title(candidate.title, known):
        return True
    texts = (fold_for_identity(text)[:_COMPARED] for text in (candidate.text, known.text))
    return bool(candidate.text) and fuzz.ratio(*texts, score_cutoff=ALIKE) >= ALIKE
