"""One statement as a Slack message: what was said, by whom, which sentence earned which label, and why you are told. Pure.

The payload is ``{"text": …, "blocks": […]}`` within Slack's limits, whatever the statement contains: every part has a
cap, so that the sum stays below `MAX_BLOCKS`, `MAX_TEXT` and `MAX_BYTES`. ``text`` says it all again in one line, since
notifications and screen readers use it instead of the blocks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from alerts import words
from alerts.mrkdwn import escape, link, mrkdwn
from statements.issuers import issuer_name
from statements.labels import ActorRole, Stance
from statements.model import Reading, Version

MAX_BLOCKS = 45
MAX_TEXT = 9_000
MAX_BYTES = 15_000
"""Slack takes 50 blocks; the sum of their texts is limited without documentation: 11,341 characters were refused."""
FALLBACK = 150
TITLE = 220
QUOTE = 300
QUOTES = 8
"""A statement rarely earns more labels in separate sentences; those it was alerted for come first."""
SIGNATORIES = 60
SPEAKER = 150
PHRASE = 100
LISTED = 12
"""How many resolutions, actors or watches are named before "and n more"."""
ROOM = 800
"""Characters that any such list may take, entities counted; one text object, with three lists, `SPEAKER` and `PHRASE`, holds 3000."""

_FLAGLESS_CODES = (
    2  # ISO 3166 codes have two letters; organisations have more, but for EU and UN, which have flags
)


def alert(
    *,
    watch_names: Sequence[str],
    version: Version,
    reading: Reading,
    revised: bool,
    demo: bool,
    queries: Sequence[str] = (),
    previous: Reading | None = None,
    edited: Sequence[str] = (),
) -> dict[str, object]:
    """The message for a statement that matched ``watch_names``.

    ``queries`` are the watches' queries in the same order (the "why"); ``previous`` is the reading of the version before and
    ``edited`` what was changed, a line each, for a ``revised`` statement.
    """
    blocks = []
    if demo:
        blocks.append(
            _context("demo", "*DEMO* · sample data, written for this demonstration; not a real statement")
        )
    blocks.append(_context("source", _source_line(version, reading, revised)))
    blocks.append(_section("title", f"*{link(version.url, words.title(version.title, TITLE))}*"))
    if revised and previous is not None:
        changed = words.changes(previous, reading)
        if changed:
            blocks.append(
                _section("changed", "Changed: " + _joined((words.cut(c, 400) for c in changed), "\n"))
            )
    if revised and edited:
        lines = [escape(words.cut(words.visible(line), 200)) for line in edited[:3]]
        blocks.append(_context("edited", "\n".join(lines)))
    if version.reissue is not None:
        again = version.reissue
        said = f"Re-issue of #{again.statement} of {again.day.isoformat()} ({again.score:.0%} the same words)"
        blocks.append(_context("reissue", said))
    for number, (sentence, labels) in enumerate(_quotes(reading, queries), start=1):
        quoted = escape(words.cut(words.visible(sentence), QUOTE))
        blocks.append(_section(f"quote-{number}", f">“{quoted}”\n{escape(', '.join(labels))}"))
    blocks.append(_context("labels", _labels_line(reading)))
    facts = _facts(reading)
    if facts:
        blocks.append(_context("facts", " · ".join(facts)))
    blocks.append(_context("why", _why(watch_names, queries)))
    return {"text": _fallback(version, reading, revised=revised, demo=demo), "blocks": _within_budget(blocks)}


def withdrawal(
    *,
    watch_names: Sequence[str],
    queries: Sequence[str],
    version: Version,
    at: datetime,
    reason: str | None,
    demo: bool,
) -> dict[str, object]:
    """The message that a statement, which matched ``watch_names``, was taken away; ``at`` is when that was certain."""
    title = words.title(version.title, TITLE)
    said = f"*Withdrawn* · {_flag(version.issuer)}{escape(issuer_name(version.issuer))} · first seen {words.moment(version.first_seen)}"
    seen = f"Gone at two looks, the second on {words.moment(at)}{f' ({escape(words.visible(reason))})' if reason else ''}."
    blocks = [
        *([_context("demo", "*DEMO* · sample data, written for this demonstration")] if demo else []),
        _context("source", said),
        _section("title", f"*{link(version.url, title)}*"),
        _section("changed", f"{seen} Its text stays in the archive: `communique show {version.statement}`"),
        _context("why", _why(watch_names, queries)),
    ]
    head = f"{'[demo] ' if demo else ''}Withdrawn: {escape(words.cut(issuer_name(version.issuer), 40))}: "
    text = head + _fitting(words.title(version.title, FALLBACK), FALLBACK - len(head))
    return {"text": text, "blocks": _within_budget(blocks)}


def smaller(payload: Mapping[str, object], degraded: int) -> dict[str, object] | None:
    """The next smaller form of a refused message: without its quotes, then text only; None when it is that already.

    ``degraded`` is how often it was made smaller before.
    """
    blocks = payload.get("blocks")
    if not isinstance(blocks, Sequence) or not blocks:
        return None
    if degraded == 0:
        return {
            **payload,
            "blocks": [b for b in blocks if not str(b.get("block_id", "")).startswith("quote")],
        }
    title = next((b["text"]["text"] for b in blocks if b.get("block_id") == "title"), "")
    return {"text": f"{payload.get('text', '')}\n{title}".rstrip()}


def marked_as_repeat(payload: Mapping[str, object]) -> dict[str, object]:
    """The same message saying that it may have arrived before."""
    note = "May repeat an earlier alert: the first attempt was never confirmed."
    blocks = payload.get("blocks")
    marked: dict[str, object] = {"text": f"{payload.get('text', '')} (may repeat an earlier alert)"}
    if isinstance(blocks, Sequence) and blocks:
        marked["blocks"] = [_context("repeat", note), *blocks]
    return marked


def _source_line(version: Version, reading: Reading, revised: bool) -> str:
    kind = reading.kind or version.kind
    parts = [
        f"{_flag(version.issuer)}{escape(issuer_name(version.issuer))}",
        escape(kind.replace("-", " ")) if kind else "kind unknown",
        escape(words.published(version.published, version.first_seen)),
        escape(words.language_name(version.language)) if version.language else "language unknown",
    ]
    if revised:
        grade = f" ({version.grade})" if version.grade else ""
        parts.insert(0, f"*Revised*{grade} · version {version.n}, seen {words.moment(version.seen)}")
    return " · ".join(parts)


def _flag(issuer: str) -> str:
    return (
        f":flag-{issuer.lower()}: "
        if len(issuer) == _FLAGLESS_CODES and issuer.isascii() and issuer.isalpha()
        else ""
    )


def _quotes(reading: Reading, queries: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Sentences with the labels each one earned, as few as show them all, at most `QUOTES`: first what the watches asked
    for, then the headline stance."""
    labels = list(
        dict.fromkeys([reading.primary, *reading.stances, *reading.topics, *reading.own_topics, "rung"])
    )
    asked = [label for label in labels if any(f":{label}" in query for query in queries)]
    found: dict[str, list[str]] = {}
    for label in dict.fromkeys([*asked, *labels]):
        sentences = reading.evidence.get(label, ())
        if not sentences:
            continue
        sentence = next((known for known in sentences if known in found), sentences[0])
        found.setdefault(sentence, []).append(
            words.RUNGS[reading.rung] if label == "rung" else words.label(reading, label)
        )
    return list(found.items())[:QUOTES]


def _labels_line(reading: Reading) -> str:
    stances = [reading.primary, *(s for s in reading.stances if s is not reading.primary)]
    said = [f"*{stance}*{_score(reading, stance)}" for stance in stances]
    about = [f"{topic}{_score(reading, topic)}" for topic in (*reading.topics, *reading.own_topics)]
    rung = f"rung {reading.rung}: {words.RUNGS[reading.rung]}"
    return " · ".join([", ".join(said), *([", ".join(about)] if about else []), rung])


def _score(reading: Reading, label: str) -> str:
    score = reading.scores.get(label)
    doubt = " (unsure)" if label in reading.unsure else ""
    return doubt if score is None else f" {score:.2f}{doubt}"


def _facts(reading: Reading) -> list[str]:
    facts = []
    speaker = words.speaker(reading)
    if speaker:
        facts.append(f"Spoken by {_fitting(words.visible(speaker), SPEAKER)}")
    if reading.signatories:
        facts.append(f"Joint: {_listed(reading.signatories, SIGNATORIES)}")
    if reading.resolutions:
        facts.append(f"Cites UNSC {_listed(reading.resolutions, LISTED)}")
    named = [a.name if a.role is ActorRole.MENTIONED else f"{a.name} ({a.role})" for a in reading.actors]
    if named:
        facts.append(f"Names {_listed(named, LISTED)}")
    facts += _target(reading)
    return facts


def _target(reading: Reading) -> list[str]:
    """Whether those meant are named, and in which words they are meant where they are not."""
    if reading.target == "named":
        return ["Addressee named"]
    if reading.target != "unspecified":
        return []
    phrase = words.visible(reading.target_phrase or "")
    meant = f" (“{_fitting(phrase, PHRASE)}”)" if phrase else ""
    return [f"Addressee unspecified{meant}: no party is named as responsible"]


def _listed(values: Sequence[str], most: int) -> str:
    return _joined((words.cut(words.visible(value), 60) for value in values), ", ", most=most)


def _joined(parts: Iterable[str], between: str, *, most: int = LISTED, room: int = ROOM) -> str:
    """The parts, escaped; at most ``most`` of them and ``room`` characters, then "and n more"."""
    escaped = [escape(part) for part in parts]
    shown: list[str] = []
    for part in escaped[:most]:
        if shown and len(between.join([*shown, part])) > room:
            break
        shown.append(part)
    left = len(escaped) - len(shown)
    return between.join(shown) + (f" and {left} more" if left else "")


def _why(names: Sequence[str], queries: Sequence[str]) -> str:
    reasons = []
    for at, name in enumerate(names):
        query = f" ({words.cut(words.visible(queries[at]), 120)})" if at < len(queries) else ""
        reasons.append(f"“{words.cut(words.visible(name), 60)}”{query}")
    return f"Matched watch{'es' if len(names) > 1 else ''} {_joined(reasons, ', ')}"


def _within_budget(blocks: list[dict[str, object]]) -> list[dict[str, object]]:
    """The blocks, without the least needed ones while the sum is too large. Quotes go from the last to the first, since
    those a watch asked for stand first; the first one goes last of all."""
    for spare in (*(f"quote-{n}" for n in range(QUOTES, 1, -1)), "edited", "changed", "facts", "quote-1"):
        texts = sum(len(text) for block in blocks for text in _texts(block))
        if len(blocks) <= MAX_BLOCKS and texts <= MAX_TEXT and len(json.dumps(blocks)) <= MAX_BYTES:
            break
        blocks = [block for block in blocks if block["block_id"] != spare]
    return blocks


def _texts(block: Mapping[str, object]) -> list[str]:
    objects = block["elements"] if block["type"] == "context" else [block["text"]]
    return (
        [str(item["text"]) for item in objects if isinstance(item, dict)] if isinstance(objects, list) else []
    )


def _fallback(version: Version, reading: Reading, *, revised: bool, demo: bool) -> str:
    """``Condemnation · France: title (24 Nov 2024)`` in at most `FALLBACK` characters after escaping."""
    head = f"{'[demo] ' if demo else ''}{'Revised: ' if revised else ''}"
    stance = (
        ""
        if reading.primary is Stance.NEUTRAL
        else f"{words.label(reading, reading.primary).capitalize()} · "
    )
    when = words.published(version.published, version.first_seen)
    before, after = (
        f"{head}{stance}{escape(words.cut(issuer_name(version.issuer), 40))}: ",
        f" ({escape(when)})",
    )
    title = _fitting(words.title(version.title, FALLBACK), FALLBACK - len(before) - len(after))
    return f"{before}{title}{after}"


def _fitting(text: str, room: int) -> str:
    """``text`` escaped, in at most ``room`` characters."""
    limit = room
    shown = escape(words.cut(text, limit))
    while len(shown) > room:  # an entity is up to five characters for one
        limit -= max(1, (len(shown) - room) // 5)
        shown = escape(words.cut(text, limit))
    return shown


def _section(block_id: str, text: str) -> dict[str, object]:
    return {"type": "section", "block_id": block_id, "text": mrkdwn(text)}


def _context(block_id: str, text: str) -> dict[str, object]:
    return {"type": "context", "block_id": block_id, "elements": [mrkdwn(text)]}
