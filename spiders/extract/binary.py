"""Whether some bytes are a text at all. What a server says of them counts for nothing; what they begin with and hold does."""

from __future__ import annotations

from statements.labels import Verdict
from statements.model import Extraction

_KINDS = (
    (b"PK\x03\x04", "an archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or recording"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"\x7fELF", "a program"),
)
_LOOKED_AT = 65_536  # bytes
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})  # ESC switches character sets in ISO-2022
_SHARE = 0.02
"""Of control bytes that make bytes no text; damaged pages have a few."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte-order marks of UTF-16, whose text is full of NUL


def refused(body: bytes) -> Extraction | None:
    """The verdict on bytes that are no text; None if they may be one."""
    kind = next((what for magic, what in _KINDS if body.startswith(magic)), None)
    if kind is None and body[4:8] == b"ftyp":
        kind = "a recording"
    head = body[:_LOOKED_AT]
    if kind is None and head and not body.startswith(_WIDE):
        controls = len(head) - len(head.translate(None, _CONTROLS))
        if controls > _SHARE * len(head) and head.count(0) < 0.3 * len(
            head
        ):  # UTF-16 without its mark has more
            kind = "no text: it is full of control characters"
    if kind is None:
        return None
    return Extraction(verdict=Verdict.PARSE_ERROR, reason=f"the address holds {kind}, which is not read")
