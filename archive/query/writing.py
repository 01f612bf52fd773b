"""A query's tree, or a part of it, back in the words of the query language: for people, who are told which part was not met.

What comes out is read as the same tree again, but for the words: they come back as they are compared, in small letters and without
accents.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from archive.analysis import put_together
from archive.query.nodes import And, Dated, Everything, Facet, Node, Not, Or, Seen, Text, Together, Withdrawn
from archive.query.spellings import other_spellings

_UNITS = (
    ("w", timedelta(weeks=1)),
    ("d", timedelta(days=1)),
    ("h", timedelta(hours=1)),
    ("m", timedelta(minutes=1)),
)
_TOP, _WITHIN_OR, _WITHIN = range(3)


def written(node: Node) -> str:
    """``stance:warning -unsure:warning (aleppo OR "idlib province")``."""
    return _write(node, _TOP)


def _write(node: Node, depth: int) -> str:
    match node:
        case Everything():
            return ""
        case Text():
            words = put_together(node.word.words)
            if node.word.stems or (node.word.prefix and len(node.word.words) == 1):
                return f"{words}*" if node.word.prefix and len(words) > 1 else words  # one alone is Chinese
            return f'"{words}"'
        case Facet():
            return f"{node.field}:{_values(node)}"
        case Dated():
            start, end = (day.isoformat() if day else "" for day in (node.start, node.end))
            return f"date:{start}" if start == end else f"date:{start}..{end}"
        case Seen():
            unit, size = next((unit, size) for unit, size in _UNITS if not node.ago % size)
            return f"seen:{'<' if node.newer else '>'}{node.ago // size}{unit}"
        case Together():
            return f"story:{','.join(str(story) for story in node.stories)}"
        case Withdrawn():
            return "withdrawn:yes"
        case Not():
            return f"-{_write(node.item, _WITHIN)}"
        case And():
            whole = " ".join(_write(item, _WITHIN) for item in node.items)
            return whole if depth < _WITHIN else f"({whole})"
        case Or(items=(Facet(field="edit", values=values) as edit, Withdrawn())) if "withdrawn" in values:
            return _write(edit, depth)  # which is read as both
        case Or():
            parts = _alternatives(node.items)
            whole = " OR ".join(parts)
            return whole if depth == _TOP or len(parts) == 1 else f"({whole})"


def _alternatives(items: Sequence[Node]) -> list[str]:
    """What stands between ORs; a word with its other spellings is one, as it was typed."""
    parts, told = [], set[Node]()
    for item in items:
        if item in told:
            continue
        spelt = None
        if isinstance(item, Text):
            typed = "-".join(item.word.words)
            others = {Text(word=word) for word in other_spellings(typed, item.word)}
            if others and others <= set(items):
                told |= others
                spelt = typed + ("*" if item.word.prefix else "")
        parts.append(spelt or _write(item, _WITHIN_OR))
    return parts


def _values(facet: Facet) -> str:
    if facet.field == "rung" and len(facet.values) > 1:
        steps = sorted(int(value) for value in facet.values)
        if steps == list(range(steps[0], steps[-1] + 1)):
            return f">={steps[0]}" if steps[-1] == 8 else f"{steps[0]}..{steps[-1]}"
    return ",".join(f'"{value}"' if " " in value else value for value in facet.values)
