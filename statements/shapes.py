"""How a statement and what was read in it are written as JSON, wherever they leave the program: plain dictionaries out. Pure."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from statements.labels import Precision
from statements.model import Candidate, Published, Reading, Version

Json = dict[str, object]


def moment(value: datetime | None) -> str | None:
    """An instant in UTC to the second, with Z."""
    if value is None:
        return None
    return value.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _written(instant: datetime) -> str | None:
    """An instant in UTC with Z; one that was read in the issuer's own offset in that, so that its day is the issuer's."""
    if instant.utcoffset() == timedelta(0):
        return moment(instant)
    return instant.replace(microsecond=0).isoformat()


def published(value: Published) -> Json:
    """The issuer's date: value, precision, zone, where it stood; raw and reason when it could not be read; what other places
    said that is more than a day away."""
    shown: Json = {
        "value": _written(value.instant) if value.instant else value.day.isoformat() if value.day else None,
        "precision": value.precision.value,
        "zone": value.zone,
        "from": value.origin,
    }
    if value.precision is Precision.UNKNOWN:
        shown |= {"raw": value.raw, "reason": value.reason}
    if value.dissenting:
        shown["dissenting"] = [{"from": other.origin, "raw": other.raw} for other in value.dissenting]
    return shown


def version(found: Version) -> Json:
    """A statement in one version, as far as the version itself says."""
    return {
        "id": found.statement,
        "source": found.source,
        "issuer": found.issuer,
        "url": found.url,
        "title": found.title,
        "published": published(found.published),
        "first_seen": moment(found.first_seen),
        "baseline": found.baseline,
        "language": found.language,
        **fields(found),
        "text": found.text,
        "reissue": {
            "id": found.reissue.statement,
            "day": found.reissue.day.isoformat(),
            "score": found.reissue.score,
        }
        if found.reissue
        else None,
    }


def fields(found: Candidate | Version) -> Json:
    """What drafts and stored versions have in common besides their text."""
    return {
        "kind": found.kind.value if found.kind else None,
        "speaker": found.speaker,
        "role": found.role,
        "modified": published(found.modified) if found.modified else None,
        "delivered": found.delivered.isoformat() if found.delivered else None,
        "attachments": [
            {"url": document.url, "title": document.title, "media_type": document.media_type}
            for document in found.attachments
        ],
        "alternates": [{"language": other.language, "url": other.url} for other in found.alternates],
    }


def reading(found: Reading, ident: str) -> Json:
    """The shape that `communique read` prints, one object a statement."""
    return {
        "id": ident,
        "stance": [str(s) for s in found.stances],
        "primary": str(found.primary),
        "topics": [str(t) for t in found.topics],
        "rung": found.rung,
        "scores": dict(found.scores),
        "unsure": list(found.unsure),
        "own_topics": list(found.own_topics),
        "evidence": {label: list(quotes) for label, quotes in found.evidence.items()},
        "clauses": dict(found.clauses),
        "kind": None if found.kind is None else str(found.kind),
        "signatories": list(found.signatories),
        "resolutions": list(found.resolutions),
        "actors": [{"name": actor.name, "role": str(actor.role)} for actor in found.actors],
        "target": found.target,
        "target_phrase": found.target_phrase,
        "instruments": list(found.instruments),
        "speaker": None if found.speaker is None else asdict(found.speaker),
        "commitments": [asdict(pledge) for pledge in found.commitments],
        "model": found.model,
    }
