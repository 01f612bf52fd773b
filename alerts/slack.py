"""Slack as a destination: channels through a bot token (first class), incoming webhooks (second class).

A channel's post carries its dedupe key as metadata, so an attempt whose answer was lost can be looked up in the channel's
history or in its thread (scope ``channels:history`` or ``groups:history``). An edit of a thread's head can be made twice
without harm. A webhook offers no such thing: a lost answer means a repeat that says so, a reply is a message of its own, and
nothing can be edited.

Slack takes a reply to a deleted message. Where that one had replies already, the new one is hidden in a dead thread, so the
parent is looked at first; where it had none, Slack posts the reply to the channel and leaves ``thread_ts`` out of its answer.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from alerts import slack_resend
from alerts.ports import Absent, CannotTell, Fault, Found, Policy, Receipt, Refusal, Unknown
from alerts.slack_errors import classify
from alerts.transport import ApiClient, HookClient, network_fault
from archive.posts import OutboxRow
from statements.clock import Clock
from statements.labels import Part

EVENT_TYPE = "communique_alert"
TIMEOUT = 30
"""Seconds for each step of an exchange, and twice that for all of it."""
PAGES = 2
PAGE = 200
WINDOW_BEFORE = timedelta(days=1)
"""How far our clock may be ahead of Slack's before a look-up misses a message. Wide, since missing one posts it twice, and the newest
come first anyway."""
_WAITS = tuple(timedelta(seconds=s) for s in (5, 10, 20, 40, 80, 160, 320, 640, 900))

_EXPECTED = (SlackApiError, SlackClientError, OSError, http.client.HTTPException, ValueError)
"""Everything the SDK raises for what the network and Slack do."""


class SlackSender:
    """Posts to channels with a bot token."""

    def __init__(
        self,
        *,
        token: str,
        base_url: str,
        clock: Clock,
        pace: timedelta = timedelta(seconds=1),
        timeout: int = TIMEOUT,
        context: ssl.SSLContext | None = None,
        unknown_wait: timedelta = timedelta(seconds=30),
    ) -> None:
        self._client = ApiClient(token=token.strip(), base_url=base_url, timeout=timeout, context=context)
        self._clock, self._timeout = clock, timeout
        self.policy = Policy(waits=_WAITS, unknown_wait=unknown_wait, pace=pace)

    def send(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        if row.part is Part.EDIT:
            return self._edit(row)
        payload = slack_resend.marked_as_repeat(row.payload) if row.maybe_repeat else dict(row.payload)
        broadcast = payload.pop("broadcast", False)
        thread: dict[str, Any] = {}
        if row.part is Part.REPLY and row.head_ref:
            thread = {"thread_ts": _ts(row.head_ref), **({"reply_broadcast": True} if broadcast else {})}
            gone = self._gone(row.destination, thread["thread_ts"])
            if gone is not None:
                return gone
        answer = self._call(
            self._client.chat_postMessage,
            **payload,
            **thread,
            channel=row.destination,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": row.dedupe_key}},
            unfurl_links=False,
            unfurl_media=False,
            parse="none",
        )
        if not isinstance(answer, dict):
            return answer
        return Receipt(
            ref=f"{answer.get('channel', row.destination)}:{answer.get('ts', '')}",
            began=bool(thread) and not (answer.get("message") or {}).get("thread_ts"),
        )

    def _edit(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        if not row.head_ref:
            error = "nothing was posted that this could change"
            return Refusal(fault=Fault.THREAD, error_class="no-head", error=error)
        answer = self._call(
            self._client.chat_update,
            channel=row.head_ref.partition(":")[0] or row.destination,
            ts=_ts(row.head_ref),
            text=str(row.payload.get("text", "")),
            blocks=row.payload.get("blocks", []),  # left out, the old ones would stay
            parse="none",
        )
        return Receipt(ref=row.head_ref) if isinstance(answer, dict) else answer

    def _gone(self, channel: str, ts: str) -> Refusal | None:
        """The refusal to answer a message that was deleted; None when it is there, or nobody says."""
        found = self._call(self._client.conversations_replies, channel=channel, ts=ts, limit=1)
        if isinstance(found, Refusal) and found.fault is Fault.THREAD:
            return found
        messages = found.get("messages") if isinstance(found, dict) else None
        if messages and messages[0].get("subtype") == "tombstone":
            error = "the message that this answers was deleted"
            return Refusal(fault=Fault.THREAD, error_class="thread_not_found", error=error)
        return None

    def reconcile(self, row: OutboxRow) -> Found | Absent | CannotTell | Refusal | Unknown:
        if row.part is Part.EDIT:
            return Absent()  # it may have been made; made again it changes nothing
        if row.part is Part.REPLY and row.head_ref:
            found = self._look(row, self._client.conversations_replies, ts=_ts(row.head_ref))
            if not isinstance(found, Absent) and not (
                isinstance(found, Refusal) and found.fault is Fault.THREAD
            ):
                return found
        return self._look(row, self._client.conversations_history)

    def _look(
        self, row: OutboxRow, method: Callable[..., SlackResponse], **thread: str
    ) -> Found | Absent | CannotTell | Refusal | Unknown:
        """Whether the message is in the channel, or in the thread."""
        # Every attempt is younger than the message. The newest come first, so a recent attempt is on the first page.
        started = row.created_at - WINDOW_BEFORE
        query: dict[str, Any] = {
            "channel": row.destination,
            "oldest": f"{started.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": PAGE,
            **thread,
        }
        for _ in range(PAGES):
            answer = self._call(method, **query)
            if isinstance(answer, Refusal) and (
                answer.error_class == "missing_scope" or answer.fault is Fault.DESTINATION
            ):
                return CannotTell(reason=f"the channel's history cannot be read ({answer.error_class})")
            if not isinstance(answer, dict):
                return answer
            for message in answer.get("messages", ()):
                metadata = message.get("metadata") or {}
                if (
                    metadata.get("event_type") == EVENT_TYPE
                    and metadata.get("event_payload", {}).get("key") == row.dedupe_key
                ):
                    ts, parent = message.get("ts", ""), message.get("thread_ts")
                    # What has answers names itself as their parent.
                    began = row.part is Part.REPLY and parent in (None, ts)
                    return Found(ref=f"{row.destination}:{ts}", began=began)
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return Absent()
            query["cursor"] = cursor
        return CannotTell(reason=f"the channel has had more than {PAGES * PAGE} messages since")

    def smaller(self, row: OutboxRow) -> Mapping[str, object] | None:
        return slack_resend.smaller(row.payload, row.degraded)

    def probe(self, destination: str) -> Refusal | Unknown | None:
        """``auth.test`` for the token; for a channel also whether it can be seen, where the token may look."""
        answer = self._call(self._client.auth_test)
        if not isinstance(answer, dict):
            return answer
        if destination != "*":
            history = self._call(self._client.conversations_history, channel=destination, limit=1)
            if isinstance(history, Refusal) and history.fault is Fault.DESTINATION:
                return history
        return None

    def _call(
        self, method: Callable[..., SlackResponse], **arguments: Any
    ) -> dict[str, Any] | Refusal | Unknown:
        try:
            answer = method(**arguments)
        except SlackApiError as error:
            response = error.response
            headers = {str(k).lower(): str(v) for k, v in dict(response.headers).items()}
            data = response.data if isinstance(response.data, dict) else {}
            return classify(response.status_code, data.get("error"), headers, self._clock.now())
        except _EXPECTED as error:
            return network_fault(error, self._timeout)
        return answer.data if isinstance(answer.data, dict) else {}


class WebhookSender:
    """Posts to incoming webhooks, ``webhooks`` = addresses by name. No look-up, no threads, no edits, no buttons."""

    def __init__(
        self,
        webhooks: Mapping[str, str],
        *,
        clock: Clock,
        pace: timedelta = timedelta(seconds=1),
        timeout: int = TIMEOUT,
        context: ssl.SSLContext | None = None,
        unknown_wait: timedelta = timedelta(minutes=1),
    ) -> None:
        self._clients = {
            name: HookClient(url.strip(), timeout=timeout, context=context) for name, url in webhooks.items()
        }
        self._clock, self._timeout = clock, timeout
        self.policy = Policy(waits=_WAITS, unknown_wait=unknown_wait, pace=pace, apart=True)

    def send(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        client = self._clients.get(row.destination)
        if client is None:
            return _unconfigured(row.destination)
        payload = slack_resend.marked_as_repeat(row.payload) if row.maybe_repeat else dict(row.payload)
        payload.pop("broadcast", None)
        try:
            answer = client.send_dict({**payload, "unfurl_links": False, "unfurl_media": False})
        except _EXPECTED as error:
            return _per_webhook(network_fault(error, self._timeout))
        body = answer.body.strip()
        if answer.status_code == 200 and body == "ok":
            return Receipt(ref="")
        headers = {str(k).lower(): str(v) for k, v in dict(answer.headers).items()}
        return _per_webhook(classify(answer.status_code, body, headers, self._clock.now()))

    def reconcile(self, row: OutboxRow) -> CannotTell:
        return CannotTell(reason="a webhook cannot be asked what arrived")

    def smaller(self, row: OutboxRow) -> Mapping[str, object] | None:
        return slack_resend.smaller(row.payload, row.degraded)

    def probe(self, destination: str) -> Refusal | None:
        """A webhook cannot be asked without posting: the next message is the probe."""
        return None if destination == "*" or destination in self._clients else _unconfigured(destination)


def _ts(ref: str) -> str:
    """The time stamp by which Slack knows a message, of ``<channel>:<ts>``."""
    return ref.rpartition(":")[2]


def _unconfigured(name: str) -> Refusal:
    return Refusal(
        fault=Fault.DESTINATION,
        error_class="not-configured",
        error=f'no webhook named "{name}" is configured',
    )


def _per_webhook(outcome: Refusal | Unknown) -> Refusal | Unknown:
    """A webhook's address is its credential, so nothing parks more than that webhook."""
    if isinstance(outcome, Refusal) and outcome.fault is Fault.CREDENTIALS:
        return Refusal(fault=Fault.DESTINATION, error_class=outcome.error_class, error=outcome.error)
    return outcome
