"""Which of the messages for a place leave as a summary instead of each by itself: what was held, and what is too much at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alerts import forms, summary
from alerts.summary import Page
from archive.posts import Ready, Waiting
from statements.labels import Part
from statements.model import Message

BACKLOG = 10
"""Alerts for one destination that may be due at once; more of them are an outage or a burst, and leave together."""


def wanted(place: Ready) -> bool:
    """Whether a place has what should leave together."""
    return place.alerts > BACKLOG or place.held > 1


def chosen(rows: Sequence[Waiting]) -> list[Waiting]:
    """Those of the alerts due at a place that leave together, in their order; none when each leaves as itself. What is urgent
    stays out of it unless it alone is too much."""
    calm = [row for row in rows if not row.about.get("urgent")]
    if len(rows) - len(calm) > BACKLOG:
        return list(rows)
    found = calm if len(rows) > BACKLOG else [row for row in calm if row.held is not None]
    return found if len(found) > 1 else []


def apart(rows: Sequence[Waiting], together: Sequence[Waiting]) -> set[int]:
    """The ids of the alerts due at a place that do not wait until others leave ``together``: what is not among those, and the heads
    of the threads that it answers in."""
    gathered = {row.id for row in together}
    free = [row for row in rows if row.id not in gathered]
    answered = {row.thread for row in free if row.part is not Part.HEAD}
    heads = {row.id for row in together if row.part is Part.HEAD and row.thread in answered}
    return {row.id for row in free} | heads


def messages(
    rows: Sequence[Waiting],
    *,
    channel: str,
    destination: str,
    now: datetime,
    zone: str,
    domain: str,
    demo: bool,
) -> list[Message]:
    """The messages of the summary that tells of ``rows``, its head first."""
    made = summary.pages(
        rows, channel=channel, destination=destination, now=now, zone=zone, domain=domain, demo=demo
    )
    return [_message(page, channel, destination) for page in made]


def _message(page: Page, channel: str, destination: str) -> Message:
    return Message(
        dedupe_key=page.key,
        channel=channel,
        destination=destination,
        kind="summary",
        payload=forms.summary(channel, page),
        thread=f"summary:{page.head[:32]}",
        part=Part.REPLY if page.page else Part.HEAD,
    )
