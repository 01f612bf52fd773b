"""Whether a text that blames or urges names whom, and the words it uses when it does not."""

from __future__ import annotations

from collections.abc import Sequence

from statements.labels import ActorRole, Stance
from statements.model import Actor


def target(
    stances: Sequence[Stance],
    found: Sequence[Actor],
    sentences: Sequence[str] = (),
    language: str | None = None,
) -> tuple[str | None, str | None]:
    """``named`` or ``unspecified`` (with the words that stand for the unnamed, if any); None when a text does neither."""
    if not {Stance.CONDEMNATION, Stance.WARNING, Stance.DEMAND, Stance.DE_ESCALATION} & set(stances):
        return None, None
    addressed = any(actor.role in (ActorRole.BLAMED, ActorRole.URGED) for actor in found)
    return ("named" if addressed else "unspecified"), None
