"""What the issuer says it will do, with the sum and the date."""

from __future__ import annotations

from collections.abc import Sequence, Set

from statements.model import Pledge


def pledges(sentences: Sequence[str], concepts: Sequence[Set[str]]) -> tuple[Pledge, ...]:
    """Commitments that carry an amount or a date, in the order of the text."""
    return ()
