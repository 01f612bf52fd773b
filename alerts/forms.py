"""An announcement in the form that a channel takes: one function a channel, all pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from alerts import compose, forms_apprise, forms_http, forms_mail, slack_summary
from alerts.announcement import Announcement, What
from alerts.summary import Page
from statements.labels import Part

Payload = dict[str, object]


def payload(channel: str, one: Announcement) -> Payload:
    """The payload of an alert, JSON-ready. ``channel`` is the outbox's name (`config.destinations.CHANNELS`)."""
    return FORMS[channel](one)


def summary(channel: str, page: Page) -> Payload:
    """The payload of a page of a summary, JSON-ready."""
    return SUMMARIES[channel](page)


def _slack(one: Announcement) -> Payload:
    zone = ZoneInfo(one.zone)
    watch = one.watches[0].id if one.watches else ""
    if one.reading is None or one.kind in (What.WITHDRAWN, What.RETURNED):
        return compose.withdrawal(
            watch_names=one.names,
            queries=one.queries,
            version=one.version,
            at=one.at or one.version.seen,
            reason=one.reason,
            returned=one.kind is What.RETURNED,
            demo=one.demo,
            zone=zone,
            buttons=one.buttons,
            watch=watch,
            archived=one.archived,
        )
    write = compose.reply if one.part is Part.REPLY else compose.alert
    return write(
        watch_names=one.names,
        queries=one.queries,
        version=one.version,
        reading=one.reading,
        revised=one.kind is What.REVISED,
        previous=one.previous,
        edited=one.edited,
        lost=one.lost,
        story=one.story,
        news=one.news,
        demo=one.demo,
        zone=zone,
        buttons=one.buttons,
        watch=watch,
        archived=one.archived,
    )


def _slack_webhook(one: Announcement) -> Payload:
    """A webhook's messages have no buttons: nobody could answer a click."""
    return _slack(replace(one, buttons=None))


FORMS: Mapping[str, Callable[[Announcement], Payload]] = {
    "slack": _slack,
    "slack-webhook": _slack_webhook,
    "mail": forms_mail.alert,
    "http": forms_http.alert,
    "apprise": forms_apprise.alert,
}
SUMMARIES: Mapping[str, Callable[[Page], Payload]] = {
    "slack": slack_summary.summary,
    "slack-webhook": slack_summary.summary,
    "mail": forms_mail.summary,
    "http": forms_http.summary,
    "apprise": forms_apprise.summary,
}
