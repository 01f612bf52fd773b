"""The weekly digest: which period is due, and its contents as subject, HTML and text. Pure.

The text part is written as text, not boiled down from the HTML. No tracking, no remote images, nothing that needs a
network to read. Every remote word is cleaned of invisible characters and escaped by the template.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from alerts import words
from alerts.columns import wrap
from archive.records import Gap
from statements.issuers import issuer_name
from statements.labels import Kind, Precision, Stance
from statements.model import Message, Published, Reading, Version

MAX_HTML = 80_000
"""Bytes. Gmail cuts a mail near 102 kB and hides what follows."""
IMPORTANT = 7
TITLE = 200
QUOTE = 240
_SIZES = (25, 15, 10, 6, 4, 2, 1)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PLURALS = {
    Stance.WARNING: "warnings",
    Stance.CONDEMNATION: "condemnations",
    Stance.DEMAND: "demands",
    Stance.DE_ESCALATION: "calls for de-escalation",
    Stance.CONCERN: "of concern",
    Stance.SUPPORT: "of support",
    Stance.COMMITMENT: "commitments",
    Stance.NEUTRAL: "neutral",
}
_HEADLINE = (Stance.CONDEMNATION, Stance.WARNING)


def period(now: datetime, day: str, hour: int, zone: str) -> tuple[datetime, datetime]:
    """The latest week that is over at ``now``: half-open [start, end), in UTC, bounded by ``day`` at ``hour`` local time.

    Each bound is computed from its local date alone, so consecutive periods neither overlap nor leave a gap whatever the
    clocks do; an hour that a spring night skips falls on the instant of the change, one that comes twice on the first.
    """
    if day not in _DAYS:
        raise ValueError(f"{day!r} is no day of the week")
    tz = ZoneInfo(zone)
    local = now.astimezone(tz).date()
    end = local - timedelta(days=(local.weekday() - _DAYS.index(day)) % 7)
    if _bound(end, hour, tz) > now:
        end -= timedelta(days=7)
    return _bound(end - timedelta(days=7), hour, tz), _bound(end, hour, tz)


def _bound(local: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(local, time(hour), zone).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class DigestStatement:
    """One statement with what was read in it; ``reading`` is None while it is unread."""

    version: Version
    reading: Reading | None


@dataclass(frozen=True, kw_only=True)
class DigestChange:
    """A statement that changed after it was first seen. ``what`` is ``edited`` or ``withdrawn``; ``detail`` says more."""

    version: Version
    what: str
    when: datetime
    detail: str | None = None


@dataclass(frozen=True, kw_only=True)
class DigestSection:
    """The statements of the period that one watch matched."""

    title: str
    query: str
    statements: tuple[DigestStatement, ...]


@dataclass(frozen=True, kw_only=True)
class DigestInput:
    """Everything a digest says. ``statements`` were first seen in [``start``, ``end``), ``before`` in the week before
    that, for comparison (None when the archive does not reach back that far)."""

    title: str
    start: datetime
    end: datetime
    zone: str
    statements: tuple[DigestStatement, ...]
    before: tuple[DigestStatement, ...] | None = None
    sections: tuple[DigestSection, ...] = ()
    changes: tuple[DigestChange, ...] = ()
    gaps: tuple[Gap, ...] = ()
    source_names: Mapping[str, str] = field(default_factory=dict)
    demo: bool = False


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A digest ready to be sent."""

    subject: str
    html: str
    text: str


def compose(digest: DigestInput) -> Rendered:
    """The digest in at most `MAX_HTML` bytes: where it would be larger, every section shows fewer and says how many more
    there are."""
    environment = _environment()
    html, view = "", _view(digest, _SIZES[0])
    for size in _SIZES:
        view = _view(digest, size)
        html = environment.get_template("digest.html.j2").render(view)
        if len(html.encode()) <= MAX_HTML:
            break
    text = environment.get_template("digest.txt.j2").render(view)
    return Rendered(subject=str(view["subject"]), html=html, text=text)


def messages(
    rendered: Rendered,
    *,
    subscription: str,
    start: datetime,
    end: datetime,
    recipients: Sequence[str],
    domain: str,
    key: bytes,
    digest: int | None = None,
) -> list[Message]:
    """One mail a recipient. The same digest to the same person has the same dedupe key and Message-ID whenever it is made;
    ``key`` keeps addresses out of the Message-ID."""
    stamp = f"{start.astimezone(UTC):%Y%m%d}-{end.astimezone(UTC):%Y%m%d}"
    found = []  # the Message-ID is short: past 78 characters a header is folded, and not every receiver unfolds it
    for recipient in dict.fromkeys(recipients):
        identity = f"{subscription}|{start.astimezone(UTC):%FT%TZ}|{end.astimezone(UTC):%FT%TZ}|{recipient}"
        token = hmac.new(key, identity.encode(), hashlib.sha256).hexdigest()[:16]
        found.append(
            Message(
                dedupe_key=hashlib.sha256(f"digest|{identity}".encode()).hexdigest(),
                channel="mail",
                destination=recipient,
                kind="digest",
                payload={
                    "subject": rendered.subject,
                    "html": rendered.html,
                    "text": rendered.text,
                    "message_id": f"<digest.{stamp}.{token}@{domain}>",
                },
                digest=digest,
            )
        )
    return found


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("alerts", "templates"),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["wrap"] = wrap
    return environment


def _view(digest: DigestInput, size: int) -> dict[str, object]:
    """What the templates show, as words; ``size`` is how many statements a section shows."""
    zone = ZoneInfo(digest.zone)
    by_weight = sorted(digest.statements, key=_weight, reverse=True)
    joint = [s for s in digest.statements if _is_joint(s)]
    sections = [
        _section("Most important", None, by_weight, min(size, IMPORTANT), digest, count_more=False),
        *(_section(s.title, s.query, s.statements, size, digest) for s in digest.sections),
        _section("Joint statements", None, joint, size, digest),
    ]
    gaps = [_gap(gap, digest, zone) for gap in digest.gaps]
    changes = [_change(change, zone) for change in sorted(digest.changes, key=lambda c: c.when)]
    return {
        "subject": _subject(digest, zone),
        "title": words.visible(digest.title),
        "span": f"{words.moment(digest.start, zone)} to {words.moment(digest.end, zone)}",
        "preheader": _preheader(by_weight, digest),
        "demo": digest.demo,
        "summary": _summary(digest),
        "stances": _numbers(_stances, digest, 8),
        "issuers": _numbers(_issuers, digest, 12),
        "sections": [s for s in sections if s["items"] or s["query"] is not None],
        "changes": changes[: 2 * size],
        "more_changes": len(changes[2 * size :]),
        "gaps": gaps[: 2 * size],
        "more_gaps": len(gaps[2 * size :]),
    }


def _is_joint(statement: DigestStatement) -> bool:
    reading = statement.reading
    kind = (reading.kind if reading else None) or statement.version.kind
    return kind is Kind.JOINT_STATEMENT or (reading is not None and len(reading.signatories) > 1)


def _weight(statement: DigestStatement) -> tuple[int, int, float]:
    reading = statement.reading
    if reading is None:
        return (-1, 0, statement.version.first_seen.timestamp())
    return (reading.rung, len(reading.signatories), statement.version.first_seen.timestamp())


def _subject(digest: DigestInput, zone: ZoneInfo) -> str:
    # A week is named after its middle: one that runs from Sunday to Sunday belongs to the days it mostly covers.
    week = (digest.start + (digest.end - digest.start) / 2).astimezone(zone).isocalendar().week
    mark = "[demo] " if digest.demo else ""
    if not digest.statements:
        return f"{mark}[Week {week}] No statements"
    stances = _stances(digest.statements)
    said = [_counted(stances[s], s) for s in _HEADLINE if stances[s]]
    tail = f": {', '.join(said)}" if said else ""
    return f"{mark}[Week {week}] {_plural(len(digest.statements), 'statement')}{tail}"


def _counted(count: int, stance: Stance) -> str:
    return f"{count} {stance if count == 1 else _PLURALS[stance]}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _preheader(by_weight: Sequence[DigestStatement], digest: DigestInput) -> str:
    if not by_weight:
        return _summary(digest)
    top = by_weight[0].version
    return words.cut(f"{issuer_name(top.issuer)}: {words.title(top.title, TITLE)}", 120)


def _summary(digest: DigestInput) -> str:
    unread = len({gap.source for gap in digest.gaps if not gap.silent})
    caveat = f" {_plural(unread, 'source')} could not be read for a time; see below." if unread else ""
    if not digest.statements:
        return f"No statement was first seen in this period.{caveat}"
    issuers = len({s.version.issuer for s in digest.statements})
    return f"{_plural(len(digest.statements), 'statement')} from {_plural(issuers, 'issuer')}.{caveat}"


def _stances(statements: Iterable[DigestStatement]) -> Counter[str]:
    return Counter(stance for s in statements if s.reading is not None for stance in s.reading.stances)


def _issuers(statements: Iterable[DigestStatement]) -> Counter[str]:
    return Counter(issuer_name(s.version.issuer) for s in statements)


def _numbers(
    count: Callable[[Iterable[DigestStatement]], Counter[str]], digest: DigestInput, most: int
) -> list[dict[str, object]]:
    now, earlier = count(digest.statements), count(digest.before or ())
    rows = sorted({*now, *earlier}, key=lambda name: (-now[name], -earlier[name], name))[:most]
    top = max((now[name] for name in rows), default=0) or 1
    return [
        {
            "name": str(name),
            "count": now[name],
            "before": None if digest.before is None else earlier[name],
            "width": 160 * now[name] // top,
        }
        for name in rows
    ]


def _section(
    title: str,
    query: str | None,
    statements: Sequence[DigestStatement],
    size: int,
    digest: DigestInput,
    *,
    count_more: bool = True,
) -> dict[str, object]:
    return {
        "title": words.visible(title),
        "query": None if query is None else words.cut(words.visible(query), 200),
        "items": [_item(s, digest) for s in statements[:size]],
        "more": len(statements[size:]) if count_more else 0,
    }


def _item(statement: DigestStatement, digest: DigestInput) -> dict[str, object]:
    version, reading, zone = statement.version, statement.reading, ZoneInfo(digest.zone)
    labels, quote, signatories = ["not read yet"], None, ""
    if reading is not None:
        others = [s for s in reading.stances if s is not reading.primary]
        topics = (*reading.topics, *reading.own_topics)
        labels = [words.label(reading, label) for label in (reading.primary, *others, *topics)]
        if reading.rung:
            labels.append(words.RUNGS[reading.rung])
        sentences = reading.evidence.get(reading.primary) or ()
        quote = words.cut(words.visible(sentences[0]), QUOTE) if sentences else None
        signatories = words.cut(", ".join(words.visible(s) for s in reading.signatories), 240)
    return {
        "issuer": issuer_name(version.issuer),
        "title": words.title(version.title, TITLE),
        "url": version.url if words.is_web_address(version.url) else None,
        "language": version.language,
        "dir": words.direction(version.language),
        "when": words.published(version.published, version.first_seen, zone),
        "late": _is_late(version.published, digest, zone),
        "labels": " · ".join(labels),
        "quote": quote,
        "signatories": signatories,
    }


def _is_late(value: Published, digest: DigestInput, zone: ZoneInfo) -> bool:
    """Whether a statement first seen in the period carries a date before it."""
    if value.precision is Precision.INSTANT and value.instant is not None:
        return value.instant < digest.start
    if value.precision is Precision.DAY and value.day is not None:
        return value.day < digest.start.astimezone(zone).date()
    return False


def _change(change: DigestChange, zone: ZoneInfo) -> dict[str, object]:
    version = change.version
    return {
        "what": change.what,
        "when": words.moment(change.when, zone),
        "issuer": issuer_name(version.issuer),
        "title": words.title(version.title, TITLE),
        "url": version.url if words.is_web_address(version.url) else None,
        "language": version.language,
        "dir": words.direction(version.language),
        "detail": None if change.detail is None else words.cut(words.visible(change.detail), QUOTE),
    }


def _gap(gap: Gap, digest: DigestInput, zone: ZoneInfo) -> dict[str, object]:
    until = "and still not" if gap.until is None else f"until {words.moment(gap.until, zone)}"
    kind = "read, but silent" if gap.silent else str(gap.verdict)
    why = f"{kind}: {words.cut(words.visible(gap.error), QUOTE)}" if gap.error else kind
    name = words.cut(words.visible(digest.source_names.get(gap.source, gap.source)), 100)
    return {"source": name, "span": f"since {words.moment(gap.since, zone)}, {until}", "why": why}
