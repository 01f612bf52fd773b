"""Short ways to write down candidates, readings and reports."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from archive.records import CheckReport, Lease, SourceEntry, SourceHealth
from statements.labels import Kind, Precision, Rank, Stance, Topic, Verdict
from statements.model import (
    Actor,
    Candidate,
    Known,
    Leanings,
    Message,
    New,
    NewVersion,
    Pledge,
    Published,
    Reading,
    Speaker,
)

NOW = datetime(2024, 12, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def entry(
    name: str, *, host: str | None = None, every: timedelta = 15 * MINUTE, enabled: bool = True
) -> SourceEntry:
    return SourceEntry(id=name, issuer="FR", host=host or f"{name}.example", every=every, enabled=enabled)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def candidate(
    name: str = "one",
    *,
    source: str = "a",
    title: str = "On Aleppo",
    text: str = "France calls for restraint.",
    **more: Any,
) -> Candidate:
    values: dict[str, Any] = {
        "source": source,
        "issuer": "FR",
        "url": f"https://{source}.example/{name}",
        "locators": (f"guid:{name}", f"url:https://{source}.example/{name}"),
        "title": title,
        "text": text,
        "sha256": sha(title + "\n" + text),
        "text_sha256": sha(text),
        "published": Published(
            precision=Precision.DAY, day=date(2024, 12, 1), zone="Europe/Paris", origin="feed"
        ),
        "language": "en",
        "kind": Kind.STATEMENT,
    }
    return Candidate(**{**values, **more})


def new(name: str = "one", **more: Any) -> New:
    return New(candidate=candidate(name, **more))


def revised(known: Known, **more: Any) -> NewVersion:
    return NewVersion(candidate=candidate(**more), known=known)


def reading(**more: Any) -> Reading:
    values: dict[str, Any] = {
        "model": "test",
        "stances": (Stance.CONDEMNATION, Stance.DEMAND),
        "primary": Stance.CONDEMNATION,
        "topics": (Topic.CIVILIAN_PROTECTION,),
        "rung": 6,
        "scores": {"condemnation": 0.97},
        "evidence": {"condemnation": ("We condemn in the strongest terms…",)},
        "kind": Kind.JOINT_STATEMENT,
        "signatories": ("US", "FR"),
        "resolutions": ("2254",),
        "actors": (Actor(name="HTS"),),
        "target": "unspecified",
        "target_phrase": "all parties",
        "instruments": ("UN Charter, Article 51",),
        "speaker": Speaker(rank=Rank.MINISTER, role="Minister", name="Ana Ruiz"),
        "commitments": (Pledge(sentence="We will give EUR 5.", amount=5, currency="EUR", due="2027-06"),),
        "unsure": ("demand",),
        "own_topics": ("grain-corridor",),
        "leanings": Leanings(sentences=((40, -31), (-7, 0)), enough=0.86),
    }
    return Reading(**{**values, **more})


def message(key: str = "k", **more: Any) -> Message:
    values: dict[str, Any] = {
        "dedupe_key": key,
        "channel": "slack",
        "destination": "C1",
        "kind": "alert",
        "payload": {"text": "naïve — 中文"},
    }
    return Message(**{**values, **more})


def report(source: str = "a", verdict: Verdict = Verdict.OK, at: datetime = NOW, **more: Any) -> CheckReport:
    return CheckReport(
        source=source,
        verdict=verdict,
        started=at,
        finished=at + timedelta(seconds=2),
        entry="https://a/",
        **more,
    )


def finish(archive: Any, lease: Lease, now: datetime, verdict: Verdict = Verdict.OK, **more: Any) -> None:
    """Close a check with the next one due in 15 minutes."""
    archive.sources.finish(
        lease,
        report(lease.source, verdict, now, **more),
        next_due_at=now + 15 * MINUTE,
        validators={},
        health=SourceHealth.OK if verdict.success else SourceHealth.DEGRADED,
        now=now,
    )
