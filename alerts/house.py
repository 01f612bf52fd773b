"""What all messages of an installation have in common, alerts and summaries alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class House:
    """An installation as its messages show it."""

    zone: str = "UTC"
    """In which times are shown, and in which daily and weekly summaries leave where a watch names none."""
    zones: Mapping[str, str] = field(default_factory=dict)
    """Slack channels in which times are shown in another."""
    domain: str = "localhost"
    """Right-hand side of Message-IDs."""
    demo: bool = False

    def shown_in(self, channel: str, place: str) -> str:
        """The zone of times at a destination. ``channel`` is the outbox's name (`config.destinations.CHANNELS`)."""
        return self.zones.get(place, self.zone) if channel == "slack" else self.zone
