"""A desk for service tests: one ministry, a fake Slack, a mail server, a configuration, and runs of the real program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from demo.slack import FakeSlack
from tests.fake_ministry import RSS, FakeMinistry, Page, rss, statement_page

ROOT = Path(__file__).parents[2]
CHANNEL = "C0DESK"
RECIPIENTS = ("ana@example.org", "ben@example.org")
CITES = "The Ministry recalls Security Council resolution 2254 and asks all parties to return to talks in {place}."
CITES_NOT = "The Minister opened the annual book fair in {place} and met its organisers."


class Mailbox:
    """What a mail server accepted: (recipient, Message-ID) in order."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, str]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content.decode() if isinstance(envelope.content, bytes) else str(envelope.content)
        identity = next(
            line.partition(":")[2].strip()
            for line in content.splitlines()
            if line.lower().startswith("message-id:")
        )
        self.accepted += [(recipient, identity) for recipient in envelope.rcpt_tos]
        return "250 accepted"


@dataclass
class Desk:
    """Everything one scenario needs. `publish` puts items on the feed; `once` runs the program."""

    directory: Path
    database: str
    ministry: FakeMinistry
    slack: FakeSlack
    mail: Mailbox
    published: dict[str, str] = field(default_factory=dict)
    """Text by path, in order of publication."""

    def publish(self, path: str, text: str, *, date: str = "Sun, 01 Dec 2024 22:04:05 GMT") -> None:
        self.published[path] = text
        self.ministry[path] = Page(statement_page(f"Statement {path.strip('/')}", text))
        items = [(name, f"Statement {name.strip('/')}", date) for name in reversed(self.published)]
        self.ministry["/feed"] = Page(rss(*items, link=self.ministry.url("")), RSS, validators=True)

    def once(self, now: datetime, *, crash_at: str | None = None) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "COMMUNIQUE_CRASH_AT": crash_at or ""}
        return subprocess.run(
            [sys.executable, "-m", "tests.service.once", str(self.directory), now.isoformat()],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    def communique(self, *arguments: str, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(Path(sys.executable).parent / "communique"), *arguments, "--config", str(self.directory)],
            env={**os.environ, **env}, capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    def exported(self) -> list[dict[str, Any]]:
        done = self.communique("export")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def alerted(self) -> list[str]:
        """The paths of the statements that Slack shows, one for each message."""
        shown = []
        for message in self.slack.messages:
            text = json.dumps([message.text, message.blocks], ensure_ascii=False)
            shown += [path for path in self.published if f"{self.ministry.url(path)}|" in text]
        return shown


@contextmanager
def desk(directory: Path, database: str) -> Iterator[Desk]:
    """A desk with one feed source, a watch on resolution 2254, and a digest to two people."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=0)
    with FakeMinistry() as ministry, FakeSlack() as slack:
        controller.start()
        try:
            port = controller.server.sockets[0].getsockname()[1]
            write_configuration(directory, database, ministry, slack, port)
            yield Desk(directory, database, ministry, slack, mailbox)
        finally:
            controller.stop()


def write_configuration(
    directory: Path, database: str, ministry: FakeMinistry, slack: FakeSlack, smtp: int
) -> None:
    (directory / "sources").mkdir(parents=True)
    token = directory / "token"
    token.write_text(slack.token)
    token.chmod(0o600)
    (directory / "settings.yaml").write_text(
        f"""database: {json.dumps(database)}
network: {{allow: ["{ministry.allow}"], delay: 0s, jitter: 0}}
slack: {{base_url: "{slack.base_url}", token_file: token, pace: 0s}}
mail: {{host: 127.0.0.1, port: {smtp}, security: none, sender: desk@example.org}}
digest: {{day: monday, hour: 8, zone: UTC, recipients: [{", ".join(RECIPIENTS)}]}}
revisit: []
"""
    )
    (directory / "watches.yaml").write_text(
        f"watches:\n  - {{id: syria-2254, name: Syria, query: 'resolution:2254', to: ['slack:{CHANNEL}']}}\n"
    )
    (directory / "sources" / "test-feed.yaml").write_text(
        f"""id: test-feed
name: Test ministry
issuer: CH
kind: feed
entry: {ministry.url("/feed")}
body: page
article: {{body: "css: .body", title: "css: h1", date: "css: time::attr(datetime)"}}
"""
    )
