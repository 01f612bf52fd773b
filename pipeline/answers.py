"""What the commands that ask the archive print: search, show, export, outbox, upgrade, backup."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, TextIO

from alerts.news import sentence
from archive import Archive, migrate, schema_version
from archive.backup import backup as copy_of
from archive.posts import OutboxState
from archive.records import Gap, Hit, VersionRecord
from config import Config
from pipeline import shapes, unread
from pipeline.opening import check_sources, check_topics
from statements.clock import SystemClock
from statements.errors import CommuniqueError
from statements.labels import Novelty, Relation
from statements.story import News

NOW_GAPS = timedelta(days=1)
"""A search says which sources could not be read in this stretch, since their silence means nothing."""


def search(config: Config, archive: Archive, query: str, *, limit: int, before: int | None) -> dict[str, Any]:
    """One page of hits, newest first, with which of the sources enabled now cannot be read, and for a query that
    is confined to a time which could not be read then. Raises QueryError."""
    now = SystemClock().now()
    known = {state.source for state in archive.sources.states()}
    check_sources(query, known | {source.id for source in config.sources})
    check_topics(query, [topic.id for topic in config.topics])
    results = archive.search(query, limit=limit, before=before, now=now)
    watched = {source.id for source in config.sources if source.enabled}
    gaps: dict[
        str, Gap
    ] = {}  # the one that began first of each source, which may have failed and then not been asked
    for gap in archive.health.gaps(now - NOW_GAPS, now):
        if gap.until is None and gap.source in watched:
            gaps.setdefault(gap.source, gap)
    return {
        "query": query,
        "total": results.total,
        "truncated": results.total >= results.total_limit,
        "next": results.next_before,
        "hits": [
            shapes.statement(
                hit,
                archive.statements.history(hit.version.statement),
                archive.links.of(hit.version.statement),
            )
            for hit in results.hits
        ],
        "gaps": [shapes.gap(gap) for gap in gaps.values()],
        "period": unread.of_query(config, archive, query, now),
    }


LARGEST = 2**63 - 1
"""No id is larger, and SQLite cannot even look for one."""


def current(archive: Archive, statement: int) -> Hit:
    """A statement in its current version. Raises CommuniqueError when there is none."""
    hit = archive.statements.current(statement) if abs(statement) <= LARGEST else None
    if hit is None:
        raise CommuniqueError(f"there is no statement {statement} in this archive")
    return hit


def show(
    archive: Archive, statement: int, *, compare: tuple[int, int] | None = None, diff: bool = False
) -> dict[str, Any]:
    """A statement with all its versions, what happened to it and what belongs to it; with ``diff`` what each edit changed, or
    what lies between the two versions to ``compare``. Raises CommuniqueError when there is no such statement or version."""
    hit = current(archive, statement)
    history = archive.statements.history(statement)
    shown = {
        **shapes.statement(hit, history, archive.links.of(statement)),
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
        "news": _news(archive, hit.version.statement),
        "events": [shapes.event(event) for event in archive.statements.events(statement)],
        "story": None if (story := archive.stories.of(statement)) is None else shapes.story(story, statement),
    }
    if diff or compare:
        shown["diff"] = [shapes.difference(old, new) for old, new in _pairs(statement, history, compare)]
    return shown


def _news(archive: Archive, statement: int) -> list[dict[str, Any]]:
    """What was new in each version of a statement when it was read."""
    of = {version.id: version for version in archive.statements.history(statement)}
    found = archive.novelties.of_all(of)
    return [
        {"version": of[version].n, **shapes.news(one)}
        for version, news in sorted(found.items())
        for one in news
    ]


def _pairs(
    statement: int, history: Sequence[VersionRecord], compare: tuple[int, int] | None
) -> list[tuple[VersionRecord, VersionRecord]]:
    if compare is None:
        return list(pairwise(history))
    found = {version.n: version for version in history}
    for n in compare:
        if n not in found:
            raise CommuniqueError(f"statement {statement} has no version {n}; it has {len(history)}")
    return [(found[compare[0]], found[compare[1]])]


def as_text(shown: dict[str, Any]) -> str:
    """`show` for a person: head, text, labels with the sentence that earned them, versions, what belongs to it."""
    reading = shown["reading"]
    lines = [
        _one_line(shown["title"]) or "(untitled)",
        f"{shown['issuer']} · {shown['source']} · {shown['published']['value'] or 'undated'} · {shown['language'] or '?'}",
        _one_line(shown["url"]),
        f"first seen {shown['first_seen']}, last seen {shown['last_seen']}"
        + (f", WITHDRAWN {shown['withdrawn']}" if shown["withdrawn"] else ""),
        *([f"delivered on {shown['delivered']}"] if shown["delivered"] else []),
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
    lines.append("")
    lines += [
        f"version {old['n']}: {old['seen']}  {old['sha256'][:12]}"
        + (f"  ({old['grade']})" if old["grade"] else "")
        for old in shown["versions"]
    ]
    lines += [
        f"{event['what']}: {event['at']}" + (f"  {_one_line(event['reason'])}" if event["reason"] else "")
        for event in shown["events"]
    ]
    if shown["reissue"]:
        again = shown["reissue"]
        lines.append(f"re-issue of #{again['id']} of {again['day']} ({again['score']:.0%} the same)")
    for change in shown.get("diff", ()):
        grade = f" ({change['grade']})" if change["grade"] else ""
        lines += ["", f"version {change['from']} -> {change['to']}{grade}"]
        if change["title"]:
            lines.append(f"title: {change['title']}")
        lines.append(change["text"] or "the text is the same")
    if shown["news"]:
        lines += ["", *(_new(one, shown["issuer"]) for one in shown["news"])]
    if (story := shown["story"]) and len(story["members"]) > 1:
        others = ", ".join(f"#{member}" for member in story["members"])
        lines += ["", f"story {story['id']} of {', '.join(story['issuers'])}: {others}"]
        if story["because"]:
            lines.append(f"beside #{story['beside']}: {'; '.join(map(_one_line, story['because']))}")
    if shown["links"]:
        lines += ["", *map(_linked, shown["links"])]
    return "\n".join(lines)


def _new(one: dict[str, Any], issuer: str) -> str:
    told = News(
        kind=Novelty(one["kind"]),
        value=one["value"],
        subject=one["subject"],
        depth=one["depth"],
        since=datetime.fromisoformat(one["since"]) if one["since"] else None,
        before=one["before"],
    )
    quote = f": “{_one_line(one['quote'])}”" if one["quote"] else ""
    return f"new in version {one['version']}: {sentence(told, issuer)}{quote}"


_RELATIONS = {
    Relation.SAME_TEXT: "the same text",
    Relation.COPY: "a copy",
    Relation.TWIN: "in another language",
    Relation.REISSUE: "a re-issue",
}


def _linked(link: dict[str, Any]) -> str:
    what = _RELATIONS[Relation(link["relation"])]
    if link["relation"] == Relation.REISSUE:
        what = "re-issued as" if link["later"] else "a re-issue of"
    score = f" {link['score']:.2f}" if link["score"] < 1 else ""
    return (
        f"{what}{score}: #{link['id']} {link['issuer']} {link['source']} {link['language'] or '?'} "
        f"{link['published'] or 'undated'} {_one_line(link['title'])}"
    )


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


def export(archive: Archive) -> Iterator[dict[str, Any]]:
    """Every statement, oldest first."""
    for hit in archive.statements.export():
        statement = hit.version.statement
        yield shapes.statement(hit, archive.statements.history(statement), archive.links.of(statement))


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
# The wide forms too: a spreadsheet set to Chinese or Japanese takes them for the narrow ones.
_FORMULA = re.compile(r"^[^\S\n]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]", re.MULTILINE)


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


def told_by(archive: Archive, summary: int) -> list[dict[str, Any]]:
    """The messages that a summary tells of, oldest first. Raises CommuniqueError when it is none."""
    rows = archive.outbox.told_by(summary)
    if not rows:
        raise CommuniqueError(
            f"message {summary} is no summary; `communique outbox list --state bundled` says which summary tells of what"
        )
    return [shapes.waiting(row) for row in rows]


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
