"""Plain text in columns: wrapping by what a terminal or mail client shows, where a Chinese character is two wide. Pure."""

from __future__ import annotations

import unicodedata

COLUMNS = 80


def width(text: str) -> int:
    """How many columns ``text`` takes."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, indent: int = 0, columns: int = COLUMNS) -> str:
    """``text`` in lines of at most ``columns``, each after ``indent`` spaces. Words longer than a line are cut; a web
    address is never cut, since it could not be followed then."""
    room, lines, line = columns - indent, [], ""
    for word in text.split():
        if line and width(line) + 1 + width(word) <= room:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        line = word
        while width(line) > room and not line.startswith(("http://", "https://")):
            head = _head(line, room)
            lines.append(head)
            line = line[len(head) :]
    lines.append(line)
    return "\n".join(" " * indent + one for one in lines)


def _head(word: str, room: int) -> str:
    taken = 0
    for at, char in enumerate(word):
        taken += _columns(char)
        if taken > room:
            return word[:at]
    return word
