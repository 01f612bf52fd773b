"""An announcement in the form that a channel takes: one function a channel, all pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from alerts import compose
from alerts.announcement import Announcement, What

Payload = dict[str, object]


def payload(channel: str, one: Announcement) -> Payload:
    """The payload of an alert, JSON-ready. ``channel`` is the outbox's name (`config.destinations.CHANNELS`)."""
    return FORMS[channel](one)


def _slack(one: Announcement) -> Payload:
    if one.reading is None or one.kind is What.WITHDRAWN:
        return compose.withdrawal(
            watch_names=one.names,
            queries=one.queries,
            version=one.version,
            at=one.at or one.version.seen,
            reason=one.reason,
            demo=one.demo,
        )
    return compose.alert(
        watch_names=one.names,
        queries=one.queries,
        version=one.version,
        reading=one.reading,
        revised=one.kind is What.REVISED,
        previous=one.previous,
        edited=one.edited,
        demo=one.demo,
    )


FORMS: Mapping[str, Callable[[Announcement], Payload]] = {"slack": _slack, "slack-webhook": _slack}
