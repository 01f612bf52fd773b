"""The JSON shapes that others rely on (`docs/shapes.md`): one function a shape, plain dictionaries out. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.posts import OutboxRow, Waiting
from archive.records import CheckReport, Gap, Hit, SourceState, VersionRecord, Visit
from archive.traces import Event, Link
from config.source import Source, doors, insecure_http
from statements import diff, shapes
from statements.model import Candidate, Version
from statements.shapes import Json, fields, moment, published
from statements.story import News, Story

__all__ = ["Json", "moment", "published"]


def draft(candidate: Candidate) -> Json:
    """One draft of `communique extract`."""
    return {
        "title": candidate.title,
        "published": published(candidate.published),
        "body": candidate.text,
        "language": candidate.language,
        "url": candidate.url,
        **fields(candidate),
    }


def stored_draft(version: Version) -> Json:
    """A stored version in the shape of a draft."""
    return {
        "title": version.title,
        "published": published(version.published),
        "body": version.text,
        "language": version.language,
        "url": version.url,
        **fields(version),
    }


def statement(hit: Hit, history: Sequence[VersionRecord], links: Sequence[Link]) -> Json:
    """One line of `communique export`, also the answer of `search` and `show`."""
    return {
        **shapes.version(hit.version),
        "last_seen": moment(hit.last_seen),
        "withdrawn": moment(hit.withdrawn_at),
        "versions": [
            {
                "n": old.n,
                "seen": moment(old.seen),
                "sha256": old.sha256,
                "grade": old.grade.value if old.grade else None,
            }
            for old in history
        ],
        "related": sorted({other.statement for other in links}),
        "links": [link(other) for other in links],
        "reading": shapes.reading(hit.reading, str(hit.version.statement)) if hit.reading else None,
    }


def link(other: Link) -> Json:
    """A statement that belongs to another: ``later`` when it is the later of the two."""
    return {
        "id": other.statement,
        "relation": other.relation.value,
        "score": other.score,
        "later": other.later,
        "source": other.source,
        "issuer": other.issuer,
        "language": other.language,
        "published": published(other.published)["value"],
        "title": other.title,
        "url": other.url,
    }


def story(found: Story, statement: int) -> Json:
    """The place of a statement in its story, as `communique show` gives it; the whole is `pipeline.stories`'."""
    joined = found.member(statement).joined
    return {
        "id": found.id,
        "basis": joined.basis.value,
        "beside": joined.beside,
        "score": joined.score,
        "because": list(joined.because),
        "members": [member.version.statement for member in found.members],
        "issuers": list(found.issuers),
    }


def event(value: Event) -> Json:
    """Something that happened to a statement besides its versions."""
    return {"what": value.what.value, "at": moment(value.at), "reason": value.reason}


def news(one: News) -> Json:
    """Something that was new in a statement when it was read."""
    return {
        "kind": one.kind.value,
        "value": one.value,
        "subject": one.subject,
        "quote": one.quote,
        "depth": one.depth,
        "since": moment(one.since),
        "before": dict(one.before),
    }


def difference(old: VersionRecord, new: VersionRecord) -> Json:
    """What changed between two versions; ``title`` and ``text`` on one line each, empty when the same. ``grade`` only of
    versions that follow each other."""
    parts = diff.segments(old.text, new.text)
    return {
        "from": old.n,
        "to": new.n,
        "grade": new.grade.value if new.grade and new.n == old.n + 1 else None,
        "title": diff.word_diff(old.title, new.title) if old.title != new.title else "",
        "text": diff.as_text(parts) if old.text != new.text else "",
        "summary": diff.summary(parts),
        "segments": diff.as_json(parts),
    }


def source(entry: Source, state: SourceState | None, *, enabled: bool) -> Json:
    """One element of `communique sources list --json`."""
    return {
        "id": entry.id,
        "issuer": entry.issuer,
        "kind": entry.kind,
        "name": entry.name,
        "state": state.health.value if state and enabled else "unknown" if enabled else "paused",
        "evidence": entry.evidence,
        "evidence_year": entry.evidence_year,
        "enabled": enabled,
        "not_watchable": entry.not_watchable,
        "entry": entry.entry,
        "doors": [{"kind": door.kind, "entry": door.entry} for door in doors(entry)],
        "door": state.door if state else 0,
        "door_since": moment(state.door_since) if state else None,
        "insecure_http": insecure_http(entry),
        "last_check": moment(state.last_check_at) if state else None,
        "last_success": moment(state.last_success_at) if state else None,
        "last_new": moment(state.last_new_at) if state else None,
        "verdict": state.last_verdict.value if state and state.last_verdict else None,
        "error": state.last_error if state else None,
        "failures": state.failures if state else 0,
        "next_due": moment(state.next_due_at) if state and enabled else None,
    }


def unread(page: Visit) -> Json:
    """A page that is listed, was tried, and is not read."""
    return {
        "url": page.url,
        "title": page.title,
        "state": "refused" if page.refused else "put aside" if page.aside else "waiting",
        "verdict": page.verdict.value if page.verdict else None,
        "reason": page.error,
        "attempts": page.attempts,
        "next": moment(page.due_at),
    }


def check(report: CheckReport) -> Json:
    """The answer of `communique check`."""
    return {
        "source": report.source,
        "verdict": report.verdict.value,
        "entry": report.entry,
        "http_status": report.http_status,
        "listed": report.listed,
        "known": report.known,
        "new": report.new,
        "parsed": report.parsed,
        "stored": report.stored,
        "failed": report.failed,
        "refused": report.refused,
        "requests": report.requests,
        "baseline": report.baseline,
        "started": moment(report.started),
        "finished": moment(report.finished),
        "error": report.error,
        "note": report.note,
        "retry_after": moment(report.retry_after),
    }


def outbox(row: OutboxRow) -> Json:
    """One element of `communique outbox list --json`; the payload is left out, since it may be long."""
    return {
        "id": row.id,
        "channel": row.channel,
        "destination": row.destination,
        "kind": row.kind,
        "state": row.state.value,
        "attempts": row.attempts,
        "not_before": moment(row.not_before),
        "created": moment(row.created_at),
        "reference": row.provider_ref,
        "error": row.error,
        "maybe_repeat": row.maybe_repeat,
        "degraded": row.degraded,
        "watch": row.watch,
        "version": row.version,
        "digest": row.digest,
        "part": row.part.value,
        "held": None if row.held is None else row.held.value,
        "summary": row.bundle,
    }


def waiting(row: Waiting) -> Json:
    """One element of `communique outbox summary --json`: a message that a summary tells of."""
    about = row.about
    return {
        "id": row.id,
        "statement": about.get("statement"),
        "issuer": about.get("issuer"),
        "title": about.get("title"),
        "url": about.get("url"),
        "stance": about.get("stance"),
        "rung": about.get("rung"),
        "watches": about.get("watches"),
        "queued": moment(row.created_at),
        "held": None if row.held is None else row.held.value,
        "because": about.get("because"),
    }


def gap(value: Gap) -> Json:
    """A stretch in which a source could not be read, or could and was silent."""
    return {
        "source": value.source,
        "since": moment(value.since),
        "until": moment(value.until),
        "verdict": value.verdict.value,
        "error": value.error,
        "silent": value.silent,
    }


def counts(states: Sequence[SourceState]) -> Mapping[str, int]:
    """How many sources are in each state of health."""
    found: dict[str, int] = {}
    for state in states:
        found[state.health.value] = found.get(state.health.value, 0) + 1
    return found
