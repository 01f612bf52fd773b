"""What a digest's mails say is kept once, beside the digest; each recipient's message names it. Put together when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from alerts.digest import filled
from alerts.ports import Absent, CannotTell, Fault, Found, Policy, Receipt, Refusal, Sender, Unknown
from archive.posts import OutboxRow


class Digests(Protocol):
    """Where the letters are kept."""

    def letter(self, digest_id: int, name: str) -> Mapping[str, object] | None: ...


class Lettered:
    """A sender of mails whose payload may name a letter instead of carrying it."""

    def __init__(self, inner: Sender, digests: Digests) -> None:
        self._inner, self._digests = inner, digests
        self._last: tuple[tuple[int, str], Mapping[str, object]] | None = None

    @property
    def policy(self) -> Policy:
        return self._inner.policy

    def send(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        if "letter" not in row.payload:
            return self._inner.send(row)
        letter = self._letter(row.digest or 0, str(row.payload["letter"]))
        if letter is None:
            return Refusal(
                fault=Fault.PERMANENT,
                error_class="no-letter",
                error="what this mail says is no longer in the archive",
            )
        return self._inner.send(replace(row, payload=filled(row.payload, letter)))

    def reconcile(self, row: OutboxRow) -> Found | Absent | CannotTell | Refusal | Unknown:
        return self._inner.reconcile(row)

    def smaller(self, row: OutboxRow) -> Mapping[str, object] | None:
        return self._inner.smaller(row)

    def probe(self, destination: str) -> Refusal | Unknown | None:
        return self._inner.probe(destination)

    def _letter(self, digest: int, name: str) -> Mapping[str, object] | None:
        """Most recipients get the same one, one after the other."""
        if self._last is None or self._last[0] != (digest, name):
            found = self._digests.letter(digest, name)
            if found is None:
                return None
            self._last = ((digest, name), found)
        return self._last[1]


def lettered(senders: Mapping[str, Sender], digests: Digests) -> dict[str, Sender]:
    """The senders, with that of mail able to put letters together."""
    return {
        channel: Lettered(sender, digests) if channel == "mail" else sender
        for channel, sender in senders.items()
    }
