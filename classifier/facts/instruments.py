"""Treaties and resolutions of other bodies than the Security Council that a text cites."""

from __future__ import annotations


def instruments(text: str) -> tuple[str, ...]:
    """Their usual English names or symbols, each once, in the order of the text."""
    return ()
