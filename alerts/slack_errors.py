"""What Slack's answers mean for a message. Pure.

The error words are those of Slack's method reference for ``chat.postMessage`` and of its page on incoming webhooks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from alerts.ports import Fault, Refusal, Unknown

_WAIT = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_CREDENTIALS = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "org_login_required",
        "ekm_access_denied",
        "app_access_restricted",
        "two_factor_setup_required",
    }
)
_DESTINATION = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "channel_is_archived",
        "messages_tab_disabled",
        "team_not_found",
        "no_service",
        "no_service_id",
        "no_team",
        "team_disabled",
        "invalid_token",
        "action_prohibited",
        "posting_to_general_channel_denied",
    }
)
_PAYLOAD = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "too_many_attachments",
        "attachment_payload_limit_exceeded",
        "metadata_too_large",
        "markdown_text_conflict",
        "invalid_payload",
        "invalid_attachments",
    }
)
_THREAD = frozenset(
    {
        "thread_not_found",
        "message_not_found",
        "cant_update_message",
        "edit_window_closed",
        "cannot_reply_to_message",
        "restricted_action_thread_locked",
    }
)
"""What was said of the message that a reply answers or an edit replaces; the channel itself is well."""
_UNKNOWN = frozenset(
    {
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "rollup_error",
    }
)
_MEANING = {
    "invalid_auth": "Slack does not accept the token",
    "account_inactive": "the token's account is deactivated",
    "token_revoked": "the token was revoked",
    "token_expired": "the token has expired",
    "missing_scope": "the token lacks a scope that posting needs (chat:write)",
    "channel_not_found": "Slack knows no such channel, or the bot may not see it",
    "not_in_channel": "the bot is not a member: invite it to the channel",
    "is_archived": "the channel is archived",
    "channel_is_archived": "the channel is archived",
    "thread_not_found": "the message that this answers is gone",
    "message_not_found": "the message that this changes is gone",
    "cant_update_message": "the message may not be changed",
    "edit_window_closed": "the workspace allows no change of so old a message",
    "restricted_action_thread_locked": "the thread is locked",
    "no_service": "the webhook was removed",
    "msg_blocks_too_long": "Slack says the message is too long",
}


def classify(status: int, error: object, headers: Mapping[str, str], now: datetime) -> Refusal | Unknown:
    """What an answer other than success means: by status first, then by Slack's error word."""
    word = error if isinstance(error, str) and error.isascii() and error.replace("_", "").isalnum() else ""
    if status == 429 or word in _WAIT:
        return Refusal(
            fault=Fault.WAIT,
            error_class=word or "ratelimited",
            error="Slack asks to wait",
            retry_after=retry_after(headers.get("retry-after"), now),
        )
    if word in _UNKNOWN or status >= 500:
        return Unknown(error_class=word or f"http-{status}", error=f"Slack answered {status} {word}".rstrip())
    if 300 <= status < 400:
        return Refusal(
            fault=Fault.CREDENTIALS,
            error_class=f"http-{status}",
            error=f"the configured Slack address answers with a redirect ({status}), which is not followed",
        )
    if not word:
        if status == 200:
            return Unknown(error_class="not-slack", error="Slack's answer cannot be read: no result in it")
        return Refusal(
            fault=Fault.REFUSED,
            error_class=f"http-{status}",
            error=f"Slack answered {status} without a reason",
        )
    meaning = f"{_MEANING[word]} ({word})" if word in _MEANING else f"Slack refuses: {word}"
    return Refusal(fault=_fault(word), error_class=word, error=meaning)


def _fault(word: str) -> Fault:
    if word in _CREDENTIALS:
        return Fault.CREDENTIALS
    if word in _THREAD:
        return Fault.THREAD
    if word in _DESTINATION or word.startswith("restricted_action"):
        return Fault.DESTINATION
    if word in _PAYLOAD or word.startswith("invalid_metadata"):
        return Fault.PAYLOAD
    return Fault.REFUSED


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Seconds, as Slack documents, or an HTTP date, as proxies send; None when unreadable."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return timedelta(seconds=min(int(value), 10**6))
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(when - now, timedelta(0))
