"""What the commands that ask the archive print: search, show, export, outbox, upgrade, backup."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO

from archive import Archive, migrate, schema_version
from archive import backup as copy_of
from archive.records import Gap, Hit, OutboxState
from config import Config
from pipeline import shapes
from pipeline.opening import check_sources, check_topics
from statements.clock import SystemClock
from statements.errors import CommuniqueError

NOW_GAPS = timedelta(days=1)
"""A search says which sources could not be read in this stretch, since their silence means nothing."""


def search(config: Config, archive: Archive, query: str, *, limit: int, before: int | None) -> dict[str, Any]:
    """One page of hits, newest first, with which of the sources enabled now cannot be read. Raises QueryError."""
    now = SystemClock().now()
    known = {state.source for state in archive.sources.states()}
    check_sources(query, known | {source.id for source in config.sources})
    check_topics(query, [topic.id for topic in config.topics])
    results = archive.search(query, limit=limit, before=before, now=now)
    watched = {source.id for source in config.sources if source.enabled}
    gaps: dict[
        str, Gap
    ] = {}  # the one that began first of each source, which may have failed and then not been asked
    for gap in archive.sources.gaps(now - NOW_GAPS, now):
        if gap.until is None and gap.source in watched:
            gaps.setdefault(gap.source, gap)
    return {
        "query": query,
        "total": results.total,
        "truncated": results.total >= results.total_limit,
        "next": results.next_before,
        "hits": [
            shapes.statement(hit, archive.statements.history(hit.version.statement)) for hit in results.hits
        ],
        "gaps": [shapes.gap(gap) for gap in gaps.values()],
    }


LARGEST = 2**63 - 1
"""No id is larger, and SQLite cannot even look for one."""


def current(archive: Archive, statement: int) -> Hit:
    """A statement in its current version. Raises CommuniqueError when there is none."""
    hit = archive.statements.current(statement) if abs(statement) <= LARGEST else None
    if hit is None:
        raise CommuniqueError(f"there is no statement {statement} in this archive")
    return hit


def show(archive: Archive, statement: int) -> dict[str, Any]:
    """A statement with all its versions and its copies elsewhere. Raises CommuniqueError when there is none."""
    hit = current(archive, statement)
    history = archive.statements.history(statement)
    return {
        **shapes.statement(hit, history),
        "history": [
            {
                "n": old.n,
                "seen": shapes.moment(old.seen),
                "title": old.title,
                "text": old.text,
                "sha256": old.sha256,
            }
            for old in history
        ],
        "related": archive.statements.related(statement),
    }


def as_text(shown: dict[str, Any], *, diff: bool) -> str:
    """`show` for a person: head, text, labels with the sentence that earned them, versions."""
    reading = shown["reading"]
    lines = [
        _one_line(shown["title"]),
        f"{shown['issuer']} · {shown['source']} · {shown['published']['value'] or 'undated'} · {shown['language'] or '?'}",
        _one_line(shown["url"]),
        f"first seen {shown['first_seen']}, last seen {shown['last_seen']}"
        + (f", WITHDRAWN {shown['withdrawn']}" if shown["withdrawn"] else ""),
        "",
        shown["text"],
        "",
    ]
    if reading:
        for label in (*reading["stance"], *reading["topics"], *reading["own_topics"]):
            quotes = reading["evidence"].get(label, [])
            lines.append(
                f"{label} {reading['scores'].get(label, 0):.2f}"
                + (" (unsure)" if label in reading["unsure"] else "")
                + (f": “{_one_line(quotes[0])}”" if quotes else "")
            )
        lines += _facts(reading)
    else:
        lines.append("not read yet")
    lines += ["", *(f"version {old['n']}: {old['seen']}  {old['sha256'][:12]}" for old in shown["versions"])]
    if diff:
        for old, new in zip(shown["history"], shown["history"][1:], strict=False):
            lines += ["", f"version {old['n']} -> {new['n']}", word_diff(old["text"], new["text"])]
    if shown["related"]:
        lines += ["", f"the same text elsewhere: {', '.join(map(str, shown['related']))}"]
    return "\n".join(lines)


def _facts(reading: dict[str, Any]) -> list[str]:
    """Who speaks, who signs, what is cited, who is meant and what is pledged, a line each, where the text says it."""
    speaker = reading["speaker"] or {}
    who = ", ".join(part for part in (speaker.get("name"), speaker.get("role")) if part)
    cited = [f"UNSC {number}" for number in reading["resolutions"]] + reading["instruments"]
    target = (
        reading["target"] + (f" (“{reading['target_phrase']}”)" if reading["target_phrase"] else "")
        if reading["target"]
        else ""
    )
    lines = {
        "speaker": f"{who} ({speaker['rank']})" if who else speaker.get("rank", ""),
        "signed by": ", ".join(reading["signatories"]),
        "cites": "; ".join(cited),
        "addressee": target,
    }
    pledges = [f"commitment{_terms(pledge)}: “{pledge['sentence']}”" for pledge in reading["commitments"]]
    shown = [*(f"{name}: {said}" for name, said in lines.items() if said), *pledges]
    return ["", *map(_one_line, shown)] if shown else []


def _terms(pledge: dict[str, Any]) -> str:
    """`` (5,000,000 EUR, due 2027-06)``, as far as the text says."""
    amount = (
        f"{pledge['amount']:,} {pledge['currency'] or ''}".rstrip() if pledge["amount"] is not None else None
    )
    terms = [amount, f"due {pledge['due']}" if pledge["due"] else None]
    said = ", ".join(term for term in terms if term)
    return f" ({said})" if said else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def word_diff(old: str, new: str) -> str:
    """What changed, word by word: [-taken out-] {+put in+}. Long texts are compared by paragraph, since comparing words
    is quadratic."""
    unit = r"\s+" if len(old) + len(new) < 40_000 else r"\n\s*\n"
    left, right = re.split(unit, old), re.split(unit, new)
    parts: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            kept = left[a:b]
            parts.append(" ".join(kept if len(kept) <= 16 else [*kept[:8], "…", *kept[-8:]]))
            continue
        if a < b:
            parts.append(f"[-{' '.join(left[a:b])}-]")
        if c < d:
            parts.append(f"{{+{' '.join(right[c:d])}+}}")
    return " ".join(parts)


def export(archive: Archive) -> Iterator[dict[str, Any]]:
    """Every statement, oldest first."""
    for hit in archive.statements.export():
        yield shapes.statement(hit, archive.statements.history(hit.version.statement))


COLUMNS = (
    "id",
    "source",
    "issuer",
    "url",
    "title",
    "published",
    "first_seen",
    "language",
    "stance",
    "topics",
    "rung",
    "text",
)
_FORMULA = re.compile(r"^[\s\u00a0]*[=+\-@\t\r]", re.MULTILINE)


def write_csv(archive: Archive, out: TextIO, *, guarded: bool) -> None:
    """Every statement as CSV. A cell that a spreadsheet would run as a formula gets an apostrophe, unless not ``guarded``."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in export(archive):
        reading = row["reading"] or {}
        cells = {
            **row,
            "published": row["published"]["value"],
            "stance": " ".join(reading.get("stance", [])),
            "topics": " ".join([*reading.get("topics", []), *reading.get("own_topics", [])]),
            "rung": reading.get("rung", ""),
        }
        writer.writerow([_cell(cells[column], guarded=guarded) for column in COLUMNS])


def _cell(value: object, *, guarded: bool) -> object:
    if guarded and isinstance(value, str):
        return _FORMULA.sub(lambda match: "'" + match.group(0), value)
    return value


def outbox(archive: Archive, *, state: str | None, limit: int) -> dict[str, Any]:
    """Messages on their way, newest first, and parked destinations. Raises CommuniqueError for an unknown state."""
    try:
        wanted = OutboxState(state) if state else None
    except ValueError as error:
        raise CommuniqueError(f"there is no state {state!r}; there are {', '.join(OutboxState)}") from error
    return {
        "counts": archive.outbox.counts(),
        "messages": [shapes.outbox(row) for row in archive.outbox.list(wanted, limit)],
        "parked": [
            {
                "channel": parked.channel,
                "destination": parked.destination,
                "reason": parked.reason,
                "since": shapes.moment(parked.since),
            }
            for parked in archive.outbox.parked()
        ],
    }


def reopen(archive: Archive) -> int:
    """Let every parked destination be tried again at once; returns how many there were."""
    parked = archive.outbox.parked()
    for place in parked:
        archive.outbox.unpark(place.channel, place.destination)
    return len(parked)


def requeue(archive: Archive, message: int | None) -> int:
    """Put a dead message, or all of them, back in the queue; returns how many. Raises CommuniqueError when the one message
    is not dead."""
    count = archive.outbox.requeue(message)
    if message is not None and not count:
        raise CommuniqueError(
            f"there is no dead message {message}; `communique outbox list --state dead` names them"
        )
    return count


def upgrade(config: Config) -> str:
    """Bring the database to this version's schema; says what was done."""
    before = schema_version(config.settings.database)
    migrate(config.settings.database)
    after = schema_version(config.settings.database)
    return f"already at schema {after}" if before == after else f"schema {before or 'none'} -> {after}"


def backup(archive: Archive, file: Path) -> None:
    """A checked copy of a SQLite database. Raises ArchiveError."""
    copy_of(archive, file)
