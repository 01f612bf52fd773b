"""Addresses of the operator's own as destinations: each message one POST of signed JSON (`docs/channels.md`).

The event's id is the dedupe key of the message, and a repeat carries the same one, so that a receiver that remembers ids has
every message once. The signature covers the time too: an old request cannot be played again.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from alerts import forms_http
from alerts.ports import CannotTell, Fault, Policy, Receipt, Refusal, Unknown
from alerts.slack_errors import retry_after
from alerts.transport import network_fault, opened
from archive.posts import OutboxRow
from statements.clock import Clock

TIMEOUT = 20
"""Seconds for each step of the exchange, and twice that for all of it."""
SIGNATURE, EVENT, REPEAT = "X-Communique-Signature", "X-Communique-Event", "X-Communique-Repeat"
_ANSWER = 2000
"""Bytes of an answer that are looked at; nothing in it counts but its status."""
_WAITS = tuple(timedelta(seconds=s) for s in (5, 10, 20, 40, 80, 160, 320, 640, 900))
_PARKING = (401, 403, 404, 405, 410)
_EARLY = (408, 425)
"""The request was not taken in hand."""


@dataclass(frozen=True, kw_only=True)
class Hook:
    """One receiver: where it is, and the secret that it shares with us."""

    url: str
    secret: str


def signature(secret: str, body: bytes, moment: int) -> str:
    """The header that proves where ``body`` comes from; ``moment`` is the time of sending, in seconds since 1970."""
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


class HttpSender:
    """Posts events (`alerts.forms_http`) to the ``hooks``, by name. What a lost answer leaves open is sent again."""

    def __init__(
        self,
        hooks: Mapping[str, Hook],
        *,
        clock: Clock,
        pace: timedelta = timedelta(0),
        timeout: int = TIMEOUT,
        context: ssl.SSLContext | None = None,
        unknown_wait: timedelta = timedelta(minutes=1),
    ) -> None:
        self._hooks, self._clock, self._timeout = dict(hooks), clock, timeout
        self._context = context
        self.policy = Policy(waits=_WAITS, unknown_wait=unknown_wait, pace=pace, apart=True)

    def send(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        hook = self._hooks.get(row.destination)
        if hook is None:
            return _unconfigured(row.destination)
        event = row.payload.get("event")
        if not isinstance(event, Mapping):
            return Refusal(fault=Fault.PERMANENT, error_class="no-event", error="the message holds no event")
        body = forms_http.encode({**event, "id": row.dedupe_key})
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "communique",
            EVENT: row.dedupe_key,
            SIGNATURE: signature(hook.secret, body, int(self._clock.now().timestamp())),
            **({REPEAT: "true"} if row.maybe_repeat else {}),
        }
        request = urllib.request.Request(hook.url, data=body, headers=headers, method="POST")
        try:
            with opened(request, self._context, self._timeout):
                pass
            return Receipt(ref="")
        except urllib.error.HTTPError as error:
            with error:
                return self._refused(error)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return _per_hook(network_fault(error, self._timeout))

    def reconcile(self, row: OutboxRow) -> CannotTell:
        return CannotTell(reason="a receiver of events cannot be asked what arrived")

    def smaller(self, row: OutboxRow) -> Mapping[str, object] | None:
        """The event without the statement's text and all that it could do without; None when it is that already."""
        event = row.payload.get("event")
        if row.degraded or not isinstance(event, Mapping):
            return None
        return {"event": forms_http.barest(dict(event))}

    def probe(self, destination: str) -> Refusal | None:
        """A receiver cannot be asked without an event: the next message is the probe."""
        return None if destination == "*" or destination in self._hooks else _unconfigured(destination)

    def _refused(self, answer: urllib.error.HTTPError) -> Refusal | Unknown:
        status = answer.code
        error = f"the receiver answered {status}{_said(answer)}"
        if status >= 500:
            return Unknown(error_class=str(status), error=error)
        if status == 429:
            wait = retry_after(answer.headers.get("Retry-After"), self._clock.now())
            return Refusal(fault=Fault.WAIT, error_class="429", error=error, retry_after=wait)
        if 300 <= status < 400:
            error = f"the receiver answered {status}, a redirect; name the address that it leads to"
            return Refusal(fault=Fault.DESTINATION, error_class=str(status), error=error)
        fault = (
            Fault.DESTINATION if status in _PARKING
            else Fault.UNREACHABLE if status in _EARLY
            else Fault.PAYLOAD if status == 413
            else Fault.REFUSED
        )  # fmt: skip
        return Refusal(fault=fault, error_class=str(status), error=error)


def _said(answer: urllib.error.HTTPError) -> str:
    """The first words of an answer, for whoever has to find out why."""
    try:
        body = answer.read1(_ANSWER)
    except (OSError, http.client.HTTPException):
        return ""
    words = " ".join("".join(c if c.isprintable() else " " for c in body.decode("utf-8", "replace")).split())
    return f": {words[:200]}" if words else ""


def _unconfigured(name: str) -> Refusal:
    return Refusal(
        fault=Fault.DESTINATION,
        error_class="not-configured",
        error=f'no webhook named "{name}" is configured',
    )


def _per_hook(outcome: Refusal | Unknown) -> Refusal | Unknown:
    """What is wrong with one address concerns no other."""
    if isinstance(outcome, Refusal) and outcome.fault is Fault.CREDENTIALS:
        return Refusal(fault=Fault.DESTINATION, error_class=outcome.error_class, error=outcome.error)
    return outcome
