"""How fast mails leave, to a real SMTP server by a clock of the test's own: so many a second to whomever, alerts before digests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from alerts.deliver import LOOK, deliver_due
from alerts.mail import POLICY, MailSender
from alerts.pace import Pace
from archive.memory import MemoryArchive
from config import load
from pipeline.wiring import senders_of
from statements.clock import ManualClock
from statements.model import Message
from tests.contract.examples import NOW, message
from tests.service.mailserver import Mailbox, serving

QUARTER = timedelta(seconds=0.25)


class Seconds:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.sleeps = 100.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds

    def pace(self) -> Pace:
        return Pace(monotonic=lambda: self.now, sleep=self.sleep)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def sender(mailbox: Mailbox) -> Iterator[MailSender]:
    with serving(mailbox) as port:
        yield MailSender(
            host="127.0.0.1", port=port, security="none", sender="desk@x.example", clock=ManualClock(NOW),
            policy=replace(POLICY, between=QUARTER),
        )  # fmt: skip


def mail(to: str, kind: str = "digest") -> Message:
    payload = {"subject": kind, "text": "x", "message_id": f"<{kind}.{to}>"}
    return message(
        f"{kind}:{to}", channel="mail", destination=to, kind=kind, payload=payload,
        about=None if kind == "digest" else {"statement": 1},
    )  # fmt: skip


def test_the_pace_holds_for_all_recipients_together(sender: MailSender, mailbox: Mailbox) -> None:
    archive, seconds = MemoryArchive(), Seconds()
    people = [f"{n}@x.example" for n in range(30)]
    archive.outbox.put([mail(person) for person in people], NOW)
    pace = seconds.pace()
    for _ in range(2):  # the pace is kept between passes
        deliver_due(
            archive.outbox,
            {"mail": sender},
            ManualClock(NOW),
            owner="t",
            pace=pace,
            random=Random(1),
            limit=15,
        )
    assert mailbox.recipients == people
    assert seconds.sleeps == [0.25] * 29


def test_an_alert_does_not_wait_for_a_digest_to_many(sender: MailSender, mailbox: Mailbox) -> None:
    archive, seconds = MemoryArchive(), Seconds()
    archive.outbox.put([mail(f"{n}@x.example") for n in range(100)], NOW)
    once = iter([True])

    def stop() -> bool:
        if len(mailbox.accepted) == 3 and next(once, False):
            archive.outbox.put([mail("duty@x.example", "alert")], NOW)
        return False

    clock = ManualClock(NOW)
    deliver_due(
        archive.outbox, {"mail": sender}, clock, owner="t", pace=seconds.pace(), random=Random(1), stop=stop
    )
    assert len(mailbox.recipients) == len(set(mailbox.recipients)) == 101
    assert mailbox.recipients.index("duty@x.example") == LOOK


@pytest.mark.parametrize(
    ("said", "between"), [({}, QUARTER), ({"pace": "2s"}, 8 * QUARTER), ({"pace": "0s"}, 0 * QUARTER)]
)
def test_it_is_four_a_second_unless_the_settings_say_otherwise(
    tmp_path: Path, said: dict[str, str], between: timedelta
) -> None:
    mail = {"host": "localhost", "sender": "desk@x.example", **said}
    (tmp_path / "settings.yaml").write_text(json.dumps({"mail": mail}))
    assert senders_of(load(tmp_path, {}), ManualClock(NOW))["mail"].policy.between == between
