"""The process dies between claim, send and record: nothing is lost, nothing is repeated that could be looked up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest

from alerts.deliver import LEASE
from alerts.mail import MailSender
from archive import Archive, open_archive
from archive.posts import OutboxState
from demo.slack import FakeSlack
from statements.clock import ManualClock
from tests import programs
from tests.service.alerts.test_mail_delivery import digest
from tests.service.alerts.test_summaries import alerts, told, watch
from tests.service.alerts.world import PATIENCE, Desk, slack_senders
from tests.service.mailserver import Mailbox, serving

POINTS = ("outbox.after_claim", "outbox.after_send", "outbox.after_record")


class Mortal(Desk):
    """A desk whose next pass happens in a process that dies on the way."""

    smtp_port: int
    slack: FakeSlack

    def die_at(self, point: str) -> None:
        arguments = [
            str(self.archive.database.url.render_as_string(hide_password=False)),
            self.slack.base_url,
            self.slack.webhook("desk"),
            str(self.smtp_port),
            self.clock.now().isoformat(),
        ]
        ended = programs.run(
            "tests.service.alerts.deliver_once:main",
            *arguments,
            env={**os.environ, "COMMUNIQUE_CRASH_AT": point},
        )
        assert ended.returncode == 137, ended.stderr


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    """On each engine: what survives a crash is what the database committed."""
    with open_archive(archive_url) as opened:
        yield opened


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def mortal(archive: Archive, clock: ManualClock, slack: FakeSlack, mailbox: Mailbox) -> Iterator[Mortal]:
    with serving(mailbox) as port:
        mail = MailSender(
            host="127.0.0.1",
            port=port,
            security="none",
            sender="d@desk.example",
            clock=clock,
            timeout=PATIENCE,
        )
        desk = Mortal(archive, clock, {**slack_senders(slack, clock), "mail": mail})
        desk.slack, desk.smtp_port = slack, port
        yield desk


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("point", POINTS)
def test_alerts_to_channels_arrive_exactly_once(
    mortal: Mortal, slack: FakeSlack, point: str, nth: int
) -> None:
    mortal.queue("slack:C1", "slack:C2", "slack:C3")
    mortal.die_at(f"{point}:{nth}")
    early = len(slack.messages)
    assert early == nth - (point == "outbox.after_claim")
    mortal.deliver(timedelta(seconds=1))  # the others need not wait for the doubtful one
    mortal.deliver(LEASE)
    for _ in range(3):
        mortal.deliver(timedelta(minutes=1))
    assert sorted(m.channel for m in slack.messages) == ["C1", "C2", "C3"]
    assert mortal.states == [OutboxState.SENT] * 3
    assert not any(row.maybe_repeat for row in mortal.rows)


@pytest.mark.parametrize(
    "point",
    [
        "outbox.before_bundle_commit:1",
        "outbox.after_bundle_commit:1",
        *(f"{point}:{nth}" for point in POINTS for nth in (1, 2)),
    ],
)
def test_a_summary_and_its_pages_arrive_exactly_once(mortal: Mortal, slack: FakeSlack, point: str) -> None:
    alerts(mortal, watch(), range(1, 151))
    mortal.die_at(point)
    if "bundle" in point:
        assert slack.messages == ()
        assert mortal.archive.outbox.counts()["bundled"] == (150 if "after" in point else 0)
    mortal.deliver(LEASE)
    for _ in range(3):
        mortal.deliver(timedelta(minutes=1))
    assert sorted(told(slack)) == list(range(1, 151))
    assert len(slack.messages) == len({message.text for message in slack.messages})
    assert set(mortal.states) == {OutboxState.SENT, OutboxState.BUNDLED}


def test_the_doubtful_attempt_is_known_as_interrupted(mortal: Mortal) -> None:
    mortal.queue("slack:C1")
    mortal.die_at("outbox.after_send")
    assert mortal.row.state is OutboxState.SENDING
    assert mortal.deliver(timedelta(seconds=30)).sent == 0  # its lease still runs
    mortal.deliver(LEASE)
    assert (mortal.row.state, mortal.row.error_class) == (OutboxState.AMBIGUOUS, "interrupted")
    assert mortal.deliver(timedelta(seconds=1)).found == 1


def test_a_webhook_alert_is_repeated_once_and_marked(mortal: Mortal, slack: FakeSlack) -> None:
    mortal.queue("webhook:desk")
    mortal.die_at("outbox.after_send")
    for _ in range(5):
        mortal.deliver(LEASE)
    first, second = slack.messages
    assert "may repeat" not in first.text
    assert second.text.endswith("(may repeat an earlier alert)")
    assert mortal.row.state is OutboxState.SENT


def test_a_digest_reaches_the_other_recipients_once_and_the_doubtful_one_under_the_same_name(
    mortal: Mortal, mailbox: Mailbox
) -> None:
    people = [f"p{n}@x.example" for n in range(10)]
    mortal.put(digest(*people))
    mortal.die_at("digest.after_send:4")
    assert mailbox.recipients == people[:4]
    mortal.deliver(timedelta(seconds=1))
    assert mailbox.recipients == people[:4] + people[4:]
    mortal.deliver(LEASE)
    mortal.deliver()
    assert len(mailbox.accepted) == 10  # the doubtful one waits its half hour
    for _ in range(4):
        mortal.deliver(timedelta(minutes=30))
    assert mailbox.recipients == [*people, people[3]]
    assert mailbox.accepted[3][1]["Message-ID"] == mailbox.accepted[10][1]["Message-ID"]
    assert mortal.states == [OutboxState.SENT] * 10
