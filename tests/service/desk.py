"""A desk for service tests: one ministry, a fake Slack, a mail server, a configuration, and runs of the real program."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from demo.slack import FakeSlack
from statements.clock import ManualClock
from tests import programs
from tests.fake_ministry import RSS, FakeMinistry, Page, rss, statement_page
from tests.service.mailserver import Mailbox, serving

CHANNEL = "C0DESK"
RECIPIENTS = ("ana@example.org", "ben@example.org")
CITES = "The Ministry recalls Security Council resolution 2254 and asks all parties to return to talks in {place}."
CITES_NOT = "The Minister opened the annual book fair in {place} and met its organisers."


@dataclass
class Desk:
    """Everything one scenario needs. `publish` puts items on the feed; `once` runs the program."""

    directory: Path
    database: str
    ministry: FakeMinistry
    slack: FakeSlack
    mail: Mailbox
    clock: ManualClock
    published: dict[str, str] = field(default_factory=dict)
    """Text by path, in order of publication."""
    items: list[tuple[str, str, str | None]] = field(default_factory=list)

    def publish(self, path: str, text: str, when: datetime) -> None:
        """Put a statement on its page and at the head of the feed, dated ``when``."""
        self.published[path] = text
        title = f"Statement {path.strip('/')}"
        self.items.insert(0, (path, title, format_datetime(when)))
        self.ministry[path] = Page(statement_page(title, text, date=when.isoformat()))
        self.ministry["/feed"] = Page(rss(*self.items, link=self.ministry.url("")), RSS, validators=True)

    def once(self, *, crash_at: str | None = None) -> subprocess.CompletedProcess[str]:
        """One pass at the time of ``clock``, in a process of its own."""
        environment = {**os.environ, "COMMUNIQUE_CRASH_AT": crash_at or ""}
        return programs.run(
            "tests.service.once:main",
            str(self.directory),
            env=environment,
            input=self.clock.now().isoformat() + "\n",
        )

    @contextmanager
    def passes(self) -> Iterator[Callable[[], dict[str, Any]]]:
        """Many passes in one process: each call makes one at the time of ``clock`` and gives what `once --json` says."""
        with programs.talking("tests.service.once:main", str(self.directory)) as (asked, told):

            def one() -> dict[str, Any]:
                asked.write(self.clock.now().isoformat() + "\n")
                asked.flush()
                answer = told.readline()
                assert answer, "the program died"
                return dict(json.loads(answer))

            yield one

    def communique(self, *arguments: str, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
        return programs.run(
            programs.COMMUNIQUE, *arguments, "--config", str(self.directory), env={**os.environ, **env}
        )

    def exported(self) -> list[dict[str, Any]]:
        done = self.communique("export")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def mailed(self) -> list[tuple[str, str]]:
        """(recipient, Message-ID) of every mail that was accepted."""
        return [(recipient, str(mail["Message-ID"])) for recipient, mail in self.mail.accepted]

    def alerted(self) -> list[str]:
        """The paths of the statements that Slack shows, one for each message."""
        shown = []
        for message in self.slack.messages:
            text = json.dumps([message.text, message.blocks], ensure_ascii=False)
            shown += [path for path in self.published if f"{self.ministry.url(path)}|" in text]
        return shown


@contextmanager
def desk(
    directory: Path,
    database: str,
    now: datetime,
    *,
    token: str = "xoxb-demo",
    tick: str = "15s",
    every: str = "15m",
    revisit: str = "[]",
) -> Iterator[Desk]:
    """A desk with one feed source, a watch on resolution 2254, and a digest to two people. It reads words, which show what it is asked
    for; the encoder takes longer than all the rest of a pass."""
    mailbox = Mailbox()
    clock = ManualClock(now)
    with FakeMinistry() as ministry, FakeSlack(clock=clock) as slack, serving(mailbox) as port:
        write_configuration(
            directory, database, ministry, slack, port, token=token, tick=tick, every=every, revisit=revisit
        )
        yield Desk(directory, database, ministry, slack, mailbox, clock)


def write_configuration(
    directory: Path,
    database: str,
    ministry: FakeMinistry,
    slack: FakeSlack,
    smtp: int,
    *,
    token: str,
    tick: str,
    every: str,
    revisit: str,
) -> None:
    (directory / "sources").mkdir(parents=True)
    secret = directory / "token"
    secret.write_text(token)
    secret.chmod(0o600)
    (directory / "settings.yaml").write_text(
        f"""database: {json.dumps(database)}
network: {{allow: ["{ministry.allow}"], delay: 0s, jitter: 0}}
slack: {{base_url: "{slack.base_url}", token_file: token, pace: 0s}}
mail: {{host: 127.0.0.1, port: {smtp}, security: none, sender: desk@example.org}}
digests: {{weekly: {{day: monday, hour: 8, zone: UTC, recipients: [{", ".join(RECIPIENTS)}]}}}}
classifier: {{embeddings: false}}
revisit: {revisit}
tick: {tick}
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
every: {every}
body: page
article: {{body: "css: .body", title: "css: h1", date: "css: time::attr(datetime)"}}
"""
    )
