"""One delivery pass as a program, which a test may let die at a crash point: DATABASE SLACK_BASE_URL WEBHOOK_URL SMTP_PORT NOW."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from random import Random

from alerts.deliver import deliver_due
from alerts.mail import MailSender
from alerts.pace import Pace
from alerts.slack import SlackSender, WebhookSender
from archive import open_archive
from statements.clock import ManualClock


def main() -> None:
    database, base_url, webhook, port, now = sys.argv[1:]
    clock = ManualClock(datetime.fromisoformat(now))
    with open_archive(database) as archive:
        deliver_due(
            archive.outbox,
            {
                "slack": SlackSender(token="xoxb-demo", base_url=base_url, clock=clock, pace=timedelta(0)),
                "slack-webhook": WebhookSender({"desk": webhook}, clock=clock, pace=timedelta(0)),
                "mail": MailSender(
                    host="127.0.0.1", port=int(port), security="none", sender="d@desk.example", clock=clock
                ),
            },
            clock,
            owner="child",
            pace=Pace(),
            random=Random(1),
        )
