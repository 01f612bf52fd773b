"""A board in a digest as the words that its templates show: who has spoken, and of those who have not, whether anybody could have
heard them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from alerts import words
from alerts.digest_contents import DigestBoard
from archive.voices import Standing, Voice
from statements.issuers import issuer_name

_HEADS = {
    Standing.SILENT: "No statement found",
    Standing.PARTLY: "Partly readable",
    Standing.UNREADABLE: "Source unreadable",
    Standing.NOT_WATCHED: "Not watched",
}
_REASON, _LIST = 240, 900


def view(board: DigestBoard, zone: ZoneInfo, rows: int) -> dict[str, object]:
    """Who spoke, a line each and ``rows`` at most; then the others by what is known of them, the many who were just silent in one
    line."""
    spoke = [voice for voice in board.voices if voice.standing is Standing.SPOKE]
    return {
        "since": None if board.start is None else words.moment(board.start, zone),
        "newest": None if board.newest is None else f"{board.newest:,}",
        "count": len(spoke),
        "of": len(board.voices),
        "spoke": [_spoke(voice, zone) for voice in spoke[:rows]],
        "more": len(spoke[rows:]),
        "others": [
            _others(standing, [voice for voice in board.voices if voice.standing is standing], rows)
            for standing in _HEADS
            if any(voice.standing is standing for voice in board.voices)
        ],
    }


def _spoke(voice: Voice, zone: ZoneInfo) -> dict[str, object]:
    hit = voice.hit
    if hit is None or voice.at is None:
        raise AssertionError
    said = [("" if voice.exact else "about ") + words.moment(voice.at, zone)]
    if voice.by:
        said.append(f"signed what {issuer_name(voice.by)} published")
    said.append("not read yet" if hit.reading is None else words.label(hit.reading, hit.reading.primary))
    if hit.withdrawn_at is not None:
        said.append("withdrawn since")
    url = hit.version.url
    return {
        "name": issuer_name(voice.issuer),
        "said": " · ".join(said),
        "url": url if words.is_web_address(url) else None,
    }


def _others(standing: Standing, voices: Sequence[Voice], rows: int) -> dict[str, object]:
    """Those of one standing: by name alone where there is nothing else to say, or no room."""
    names = words.cut(", ".join(issuer_name(voice.issuer) for voice in voices), _LIST)
    told = [] if standing is Standing.SILENT else [voice for voice in voices if voice.reason][:rows]
    plain = standing is Standing.NOT_WATCHED and len({voice.reason for voice in voices}) == 1
    return {
        "head": _HEADS[standing],
        "names": names if not told or plain else "",
        "lines": []
        if plain
        else [
            {
                "name": issuer_name(voice.issuer),
                "reason": words.cut(words.visible(voice.reason or ""), _REASON),
            }
            for voice in told
        ],
        "why": words.cut(words.visible(voices[0].reason or ""), _REASON)
        if plain and len(voices) == 1
        else "",
        "more": 0 if plain or not told else len(voices) - len(told),
    }
