"""Rows to records and back, for the nouns that share them. Contains no rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from archive import schema
from archive.records import Hit
from statements.labels import ActorRole, Grade, Kind, Novelty, Precision, Rank, Stance, Topic
from statements.model import (
    Actor,
    Alternate,
    Attachment,
    Candidate,
    Leanings,
    Pledge,
    Published,
    RawDate,
    Reading,
    Reissue,
    Speaker,
    Version,
)
from statements.story import News

# What `version_of` needs; the statement's columns come under their own names, which no column of version has.
VERSION = (
    schema.version,
    schema.statement.c.source,
    schema.statement.c.issuer,
    schema.statement.c.first_seen,
    schema.statement.c.last_seen,
    schema.statement.c.versions,
    schema.statement.c.withdrawn_at,
)


def select_versions(*more: Any) -> sa.Select[Any]:
    """Versions with their statement's facts, for `version_of`."""
    return sa.select(*VERSION, *more).join(
        schema.statement, schema.statement.c.id == schema.version.c.statement
    )


def select_hits() -> sa.Select[Any]:
    """Versions with their statement's facts and their reading, if any, for `hit_of`."""
    return select_versions(schema.reading.c.payload).outerjoin(
        schema.reading, schema.reading.c.version == schema.version.c.id
    )


def version_of(row: Any) -> Version:
    details = row.details or {}
    return Version(
        id=row.id,
        statement=row.statement,
        n=row.n,
        source=row.source,
        issuer=row.issuer,
        url=row.url,
        title=row.title,
        text=row.text,
        sha256=row.sha256,
        language=row.language,
        published=published_of(row),
        first_seen=row.first_seen,
        seen=row.seen,
        kind=None if row.kind is None else Kind(row.kind),
        speaker=row.speaker,
        role=details.get("role"),
        modified=modified_of(details),
        delivered=None if (day := details.get("delivered")) is None else date.fromisoformat(day),
        attachments=tuple(Attachment(**stored) for stored in details.get("attachments", ())),
        alternates=tuple(Alternate(**stored) for stored in details.get("alternates", ())),
        baseline=row.baseline,
        grade=None if row.grade is None else Grade(row.grade),
        reissue=None if (again := details.get("reissue")) is None else _reissue(again),
    )


def details_of(candidate: Candidate | Version, reissue: Reissue | None) -> dict[str, object] | None:
    """What is rarely there, as JSON-ready values; None when nothing is."""
    details = {
        "role": candidate.role,
        "modified": None if candidate.modified is None else modified_details(candidate.modified),
        "delivered": None if candidate.delivered is None else candidate.delivered.isoformat(),
        "attachments": [asdict(attachment) for attachment in candidate.attachments],
        "alternates": [asdict(alternate) for alternate in candidate.alternates],
        "reissue": None if reissue is None else asdict(reissue) | {"day": reissue.day.isoformat()},
        "dissenting": [asdict(raw) for raw in candidate.published.dissenting],
    }
    return {name: value for name, value in details.items() if value} or None


def modified_details(modified: Published) -> dict[str, object]:
    """A date of modification as JSON-ready values."""
    return asdict(modified) | {
        "instant": None if modified.instant is None else modified.instant.astimezone(UTC).isoformat(),
        "day": None if modified.day is None else modified.day.isoformat(),
    }


def modified_of(details: Mapping[str, Any] | None) -> Published | None:
    """The date of modification among the details of a version."""
    stored = (details or {}).get("modified")
    if stored is None:
        return None
    return Published(
        **{
            **stored,
            "precision": Precision(stored["precision"]),
            "instant": stored["instant"] and datetime.fromisoformat(stored["instant"]),
            "day": stored["day"] and date.fromisoformat(stored["day"]),
            "dissenting": _raw_dates(stored.get("dissenting", ())),
        }
    )


def _raw_dates(stored: Iterable[Mapping[str, Any]]) -> tuple[RawDate, ...]:
    return tuple(RawDate(**raw) for raw in stored)


def _reissue(stored: Mapping[str, Any]) -> Reissue:
    return Reissue(
        statement=stored["statement"], day=date.fromisoformat(stored["day"]), score=stored["score"]
    )


def hit_of(row: Any) -> Hit:
    return Hit(
        version=version_of(row),
        reading=None if row.payload is None else reading_of(row.payload),
        versions=row.versions,
        withdrawn_at=row.withdrawn_at,
        last_seen=row.last_seen,
    )


def published_columns(published: Published) -> dict[str, object]:
    return {
        "published_precision": published.precision,
        "published_instant": published.instant,
        "published_day": None if published.day is None else published.day.isoformat(),
        "published_zone": published.zone,
        "published_origin": published.origin,
        "published_raw": published.raw,
        "published_reason": published.reason,
    }


def published_of(row: Any) -> Published:
    return Published(
        precision=Precision(row.published_precision),
        instant=row.published_instant,
        day=None if row.published_day is None else date.fromisoformat(row.published_day),
        zone=row.published_zone,
        origin=row.published_origin,
        raw=row.published_raw,
        reason=row.published_reason,
        dissenting=_raw_dates((row.details or {}).get("dissenting", ())),
    )


def reading_payload(reading: Reading) -> dict[str, object]:
    """A reading as JSON-ready values."""
    return {
        "model": reading.model,
        "stances": list(reading.stances),
        "primary": reading.primary,
        "topics": list(reading.topics),
        "rung": reading.rung,
        "scores": dict(reading.scores),
        "evidence": {label: list(quotes) for label, quotes in reading.evidence.items()},
        "clauses": dict(reading.clauses),
        "kind": reading.kind,
        "signatories": list(reading.signatories),
        "resolutions": list(reading.resolutions),
        "actors": [{"name": actor.name, "role": actor.role} for actor in reading.actors],
        "target": reading.target,
        "target_phrase": reading.target_phrase,
        "instruments": list(reading.instruments),
        "speaker": None if reading.speaker is None else asdict(reading.speaker),
        "commitments": [asdict(pledge) for pledge in reading.commitments],
        "unsure": list(reading.unsure),
        "own_topics": list(reading.own_topics),
        "leanings": None if reading.leanings is None else asdict(reading.leanings),
    }


def reading_of(payload: Mapping[str, Any]) -> Reading:
    return Reading(
        model=payload["model"],
        stances=tuple(Stance(stance) for stance in payload["stances"]),
        primary=Stance(payload["primary"]),
        topics=tuple(Topic(topic) for topic in payload["topics"]),
        rung=payload["rung"],
        scores=payload["scores"],
        evidence={label: tuple(quotes) for label, quotes in payload["evidence"].items()},
        clauses=dict(payload.get("clauses", {})),
        kind=None if payload["kind"] is None else Kind(payload["kind"]),
        signatories=tuple(payload["signatories"]),
        resolutions=tuple(payload["resolutions"]),
        actors=tuple(Actor(name=actor["name"], role=ActorRole(actor["role"])) for actor in payload["actors"]),
        target=payload["target"],
        # Readings stored before these facts were read lack them.
        target_phrase=payload.get("target_phrase"),
        instruments=tuple(payload.get("instruments", ())),
        speaker=None if (speaker := payload.get("speaker")) is None else _speaker(speaker),
        commitments=tuple(Pledge(**pledge) for pledge in payload.get("commitments", ())),
        unsure=tuple(payload.get("unsure", ())),
        own_topics=tuple(payload.get("own_topics", ())),
        leanings=None if (kept := payload.get("leanings")) is None else _leanings(kept),
    )


def _leanings(stored: Mapping[str, Any]) -> Leanings:
    return Leanings(sentences=tuple(map(tuple, stored["sentences"])), enough=stored["enough"])


def novelty_row(version: Version, news: News) -> dict[str, object]:
    """A row about something new in a version."""
    return {
        "version": version.id,
        "kind": news.kind,
        "value": news.value,
        "quote": news.quote,
        "details": {
            "subject": news.subject,
            "depth": news.depth,
            "since": None if news.since is None else news.since.astimezone(UTC).isoformat(),
            "before": dict(news.before),
        },
    }


def news_of(row: Any) -> News:
    details = row.details
    return News(
        kind=Novelty(row.kind),
        value=row.value,
        quote=row.quote,
        subject=details["subject"],
        depth=details["depth"],
        since=details["since"] and datetime.fromisoformat(details["since"]),
        before=details["before"],
    )


def _speaker(stored: Mapping[str, Any]) -> Speaker:
    return Speaker(rank=Rank(stored["rank"]), role=stored["role"], name=stored["name"])
