"""One statement, its reading and a queued row, to vary in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from archive.posts import OutboxRow, OutboxState
from statements.labels import ActorRole, Kind, Precision, Stance, Topic
from statements.model import Actor, Published, Reading, Version

NOW = datetime(2024, 12, 1, 22, 4, 5, tzinfo=UTC)
QUOTE = "We urge de-escalation by all parties and the protection of civilians."


def version(**changes: Any) -> Version:
    base = Version(
        id=11,
        statement=7,
        n=1,
        source="fr-mfa",
        issuer="FR",
        url="https://mfa.example/statements/7?a=1&b=2",
        title="Joint statement on Syria",
        text=f"{QUOTE} The text goes on.",
        sha256="0" * 64,
        language="fr",
        published=Published(precision=Precision.INSTANT, instant=NOW),
        first_seen=NOW,
        seen=NOW,
    )
    return replace(base, **changes)


def reading(**changes: Any) -> Reading:
    base = Reading(
        model="m1",
        stances=(Stance.DE_ESCALATION, Stance.DEMAND),
        primary=Stance.DE_ESCALATION,
        topics=(Topic.CIVILIAN_PROTECTION, Topic.UNSC_2254),
        rung=0,
        scores={"de-escalation": 0.934, "demand": 0.71, "civilian-protection": 0.88},
        evidence={
            "de-escalation": (QUOTE,),
            "demand": ("All must let aid pass.",),
            "civilian-protection": (QUOTE,),
        },
        kind=Kind.JOINT_STATEMENT,
        signatories=("FR", "DE", "GB", "US"),
        resolutions=("2254",),
        actors=(Actor(name="Syria", role=ActorRole.URGED), Actor(name="Russia")),
        target="unspecified",
    )
    return replace(base, **changes)


def row(payload: dict[str, object], **changes: Any) -> OutboxRow:
    base = OutboxRow(
        id=1,
        dedupe_key="k" * 64,
        channel="slack",
        destination="C0123",
        kind="alert",
        payload=payload,
        state=OutboxState.SENDING,
        attempts=0,
        not_before=NOW,
        created_at=NOW,
        claimed_at=NOW,
    )
    return replace(base, **changes)
