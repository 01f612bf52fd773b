"""A desk with a real archive and real servers, and a clock that only moves when told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from alerts.deliver import deliver_due
from alerts.outcomes import Delivered
from alerts.pace import Pace
from alerts.ports import Sender
from alerts.slack import SlackSender, WebhookSender
from alerts.watches import messages
from archive import Archive
from archive.posts import OutboxRow, OutboxState
from config.watches import Watch
from demo.slack import FakeSlack
from statements.clock import ManualClock
from statements.model import Message
from tests.unit.alerts.examples import reading, version

NOW = datetime(2024, 12, 1, 22, 4, 5, tzinfo=UTC)


@dataclass
class Desk:
    """An outbox, the senders, and what time it is for both."""

    archive: Archive
    clock: ManualClock
    senders: Mapping[str, Sender]
    slept: list[float] = field(default_factory=list)
    owner: str = "test"

    def __post_init__(self) -> None:
        self.pace = Pace(monotonic=lambda: self.clock.now().timestamp(), sleep=self._sleep)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.advance(timedelta(seconds=seconds))

    def deliver(
        self, after: timedelta = timedelta(0), *, stop: Callable[[], bool] = lambda: False
    ) -> Delivered:
        """One pass, ``after`` that much time."""
        self.clock.advance(after)
        return deliver_due(
            self.archive.outbox,
            self.senders,
            self.clock,
            owner=self.owner,
            pace=self.pace,
            random=Random(7),
            stop=stop,
        )

    def queue(self, *destinations: str, statement: int = 7, title: str = "Joint statement on Syria") -> None:
        """An alert for each destination (``slack:C1``, ``webhook:desk``)."""
        self.put(alerts(*destinations, statement=statement, title=title))

    def put(self, found: list[Message]) -> None:
        self.archive.outbox.put(found, self.clock.now())

    @property
    def row(self) -> OutboxRow:
        """The only message there is."""
        (row,) = self.rows
        return row

    @property
    def rows(self) -> list[OutboxRow]:
        """All messages, oldest first."""
        return list(reversed(self.archive.outbox.list(limit=1000)))

    @property
    def states(self) -> list[OutboxState]:
        return [row.state for row in self.rows]


def alerts(*destinations: str, statement: int, title: str = "Joint statement on Syria") -> list[Message]:
    watch = Watch(id="syria", name="Syria", query="resolution:2254", to=destinations)
    found = messages(
        [watch], ["syria"], version(statement=statement, title=f"{title} {statement}"), reading(), None
    )
    return [unlinked(message) for message in found]


def unlinked(message: Message) -> Message:
    """The message without the row of the statement it is about: these tests have an outbox only."""
    return Message(
        dedupe_key=message.dedupe_key,
        channel=message.channel,
        destination=message.destination,
        kind=message.kind,
        payload=message.payload,
    )


PATIENCE = 30
"""Seconds to wait for a server on this machine: an answer that is only late, since the processor was elsewhere, is not lost."""
IMPATIENCE = 3
"""The same where no answer comes, which a test has to wait for."""


def slack_senders(
    slack: FakeSlack, clock: ManualClock, *, token: str | None = None, timeout: int = PATIENCE
) -> dict[str, Sender]:
    """Both ways to Slack."""
    return {
        "slack": SlackSender(
            token=token or slack.token, base_url=slack.base_url, clock=clock, timeout=timeout
        ),
        "slack-webhook": WebhookSender(
            {"desk": slack.webhook("desk"), "other": slack.webhook("other")}, clock=clock, timeout=timeout
        ),
    }
