"""Mutes, in memory. The contract is that of `archive.mutes`."""

from __future__ import annotations

from datetime import datetime

from archive.memory.state import State
from archive.mutes import Mute


class Mutes:
    """Who muted what."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._mutes: dict[tuple[str, str, str], Mute] = {}

    def set(
        self, source: str, channel: str, destination: str, *, until: datetime, person: str, now: datetime
    ) -> None:
        mute = Mute(
            source=source, channel=channel, destination=destination, until=until, person=person, at=now
        )
        with self._state.lock:
            self._mutes[source, channel, destination] = mute

    def unmute(self, source: str, channel: str, destination: str) -> bool:
        with self._state.lock:
            return self._mutes.pop((source, channel, destination), None) is not None

    def active(self, now: datetime) -> list[Mute]:
        with self._state.lock:
            found = [mute for mute in self._mutes.values() if mute.until > now]
            return sorted(found, key=lambda mute: (mute.until, mute.source, mute.channel))

    def of(self, source: str, now: datetime) -> dict[tuple[str, str], datetime]:
        return {
            (mute.channel, mute.destination): mute.until for mute in self.active(now) if mute.source == source
        }
