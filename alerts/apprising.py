"""The services that Apprise knows as destinations (extra ``apprise``): phones, chats and pagers, each by a name of ours.

Apprise answers True or False. True means that the service accepted. False can mean that it refused, that it was never reached,
or that it accepted and the answer was lost: so it counts as an attempt of unknown fate, which is repeated, marked as a possible
repeat, later and later. A service that has not confirmed `TRIES` attempts is parked, which `communique status` and the operators'
messages show, and is tried again from time to time.

The library has time-outs for each step, and no handle to end an exchange by: one that takes too long is left behind, and until it
has ended its service gets nothing else. One that ends well after all has sent its message.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from types import ModuleType
from typing import Any

from alerts.deadline import TooLate, Waiter
from alerts.ports import CannotTell, Fault, Found, Policy, Receipt, Refusal, Unknown
from archive.posts import OutboxRow
from statements.errors import ConfigError

TRIES = 5
LIMIT = 170.0
"""Seconds for a message, all its pieces included: just below the outbox lease."""
_WAITS = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 30))
_REPEAT = "May repeat an earlier message: the first attempt was never confirmed."


def load(names: Mapping[str, object]) -> ModuleType:
    """The library, for the services ``names``. Raises ConfigError with what to do when it is not installed."""
    try:
        import apprise
    except ModuleNotFoundError as error:
        raise ConfigError(
            [
                f"apprise.{', '.join(names)}: needs the library Apprise, which is not installed; install communique with "
                "the extra 'apprise'"
            ]
        ) from error
    # Its log repeats messages and, when told to, addresses, which hold credentials.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    return apprise


class AppriseSender:
    """Notifies ``services``, addresses of Apprise by name. Raises ConfigError when Apprise is missing or does not know one of
    the addresses."""

    def __init__(
        self,
        services: Mapping[str, str],
        *,
        pace: timedelta = timedelta(seconds=1),
        unknown_wait: timedelta = timedelta(minutes=2),
        limit: float = LIMIT,
    ) -> None:
        library = load(services)
        asset = library.AppriseAsset(app_id="communique", app_desc="communique", app_url="", async_mode=False)
        self._format = library.NotifyFormat.TEXT
        self._services: dict[str, Any] = {}
        for name, address in services.items():
            service = library.Apprise(asset=asset)
            if not service.add(address):
                raise ConfigError(
                    [
                        f"apprise.{name}.url: is no address that Apprise knows (it is not shown, being a secret)"
                    ]
                )
            if "overflow=" not in address.lower():  # else it is for the address to say
                for one in service:
                    one.overflow_mode = library.OverflowMode.SPLIT
            self._services[name] = service
        self._late: set[int] = set()
        """Rows that were accepted after nobody waited for it any more."""
        self._waiters, self._limit = {name: Waiter() for name in services}, limit
        self.policy = Policy(waits=_WAITS, unknown_wait=unknown_wait, pace=pace, apart=True)

    def send(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        service = self._services.get(row.destination)
        if service is None:
            return _unconfigured(row.destination)
        if row.id in self._late:
            return Receipt(ref="")
        waiter = self._waiters[row.destination]
        if waiter.busy:
            error = f"{row.destination} has not ended its answer to an earlier message"
            return Refusal(fault=Fault.UNREACHABLE, error_class="busy", error=error)
        body = str(row.payload.get("body", ""))

        def notify() -> bool:
            accepted = bool(
                service.notify(
                    title=str(row.payload.get("title", "")),
                    body=f"{_REPEAT}\n{body}" if row.maybe_repeat else body,
                    body_format=self._format,
                )
            )
            if accepted:
                self._late.add(row.id)
            return accepted

        doubt = Unknown(error_class="not-confirmed", error="Apprise could not confirm that it was delivered")
        try:
            if waiter.call(notify, self._limit):
                self._late.discard(row.id)
                return Receipt(ref="")
        except TooLate as error:
            doubt = Unknown(error_class="timeout", error=f"Apprise came to {error}")
        if row.attempts + 1 >= TRIES:
            return Refusal(
                fault=Fault.DESTINATION,
                error_class="not-confirmed",
                error=f"{row.destination} confirmed none of {TRIES} attempts; Apprise does not say why",
            )
        return doubt

    def reconcile(self, row: OutboxRow) -> Found | CannotTell:
        if row.id in self._late:
            return Found(ref="")
        return CannotTell(reason="Apprise cannot be asked what arrived")

    def smaller(self, row: OutboxRow) -> Mapping[str, object] | None:
        return None

    def probe(self, destination: str) -> Refusal | None:
        """A service cannot be asked without a message: the next one is the probe."""
        return None if destination == "*" or destination in self._services else _unconfigured(destination)


def _unconfigured(name: str) -> Refusal:
    return Refusal(
        fault=Fault.DESTINATION,
        error_class="not-configured",
        error=f'no service named "{name}" is configured under apprise',
    )
