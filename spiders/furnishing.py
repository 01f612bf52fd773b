"""A text without its site's learned furniture, held against how the archive has it: cutting a line is no edit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spiders.extract import furniture
from statements.identity import content_hash, text_hash
from statements.model import Candidate, Known


def trimmed(candidate: Candidate, learned: Iterable[str]) -> Candidate:
    """``candidate`` without furniture at the edges of its text."""
    text = furniture.without(candidate.text, learned)
    if text == candidate.text:
        return candidate
    return replace(
        candidate, text=text, text_sha256=text_hash(text), sha256=content_hash(candidate.title, text)
    )


def as_known(candidate: Candidate, known: Known | None, learned: frozenset[str]) -> Candidate:
    """The form of ``candidate`` to store or compare. A new text goes without furniture; one that is known stays as it was
    stored, before its furniture was learnt or after, so that a line cut is never taken for an edit."""
    if not learned:
        return candidate
    short = trimmed(candidate, learned)
    if known is None or short is candidate:
        return short
    for form in (candidate, short):
        if known.text_sha256 == form.text_sha256:
            return form
    stored = set(furniture.edges(known.text))
    return candidate if not stored.isdisjoint(learned) else short
