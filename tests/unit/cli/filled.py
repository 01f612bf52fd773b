"""A configuration with an archive that holds a few statements, hostile ones among them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from archive import open_archive
from archive.records import Lease, SourceEntry
from pipeline import work
from statements.clock import SystemClock
from statements.model import Reading
from tests.contract.examples import candidate, finish, message, new, revised

HOSTILE = '=cmd|"/c calc"!A1 \x1b[31mred\x1b[0m\x9b2J \u202egnirts [/red] [bold]loud\r\nfeigned line'
CONDEMNS = (
    "We condemn in the strongest terms the shelling of Aleppo. Security Council resolution 2254 is the way."
)


def make(directory: Path) -> Path:
    """Write configuration and archive; returns the directory."""
    now = SystemClock().now().replace(microsecond=0) - timedelta(minutes=5)
    (directory / "sources").mkdir(parents=True)
    (directory / "settings.yaml").write_text(
        "network: {contact: 'mailto:desk@example.org'}\n"
        "slack: {token_file: token}\n"
        "mail: {host: 127.0.0.1, security: none, sender: desk@example.org}\n"
        "digests: {weekly: {recipients: [ana@example.org]}}\n"
    )
    (directory / "token").write_text("xoxb-secret-of-the-tests")
    (directory / "token").chmod(0o600)
    (directory / "watches.yaml").write_text(
        "watches:\n  - {id: syria, name: Syria, query: 'resolution:2254', to: ['slack:C1']}\n"
    )
    (directory / "sources" / "a.yaml").write_text(
        "{id: a, name: A ministry, issuer: FR, kind: feed, entry: 'https://a.example/feed'}\n"
    )
    with open_archive(f"sqlite:///{directory / 'communique.db'}", migrate=True) as archive:
        entry = SourceEntry(id="a", issuer="FR", host="a.example", every=timedelta(minutes=15))
        archive.sources.sync([entry], now)

        def claim() -> Lease:
            taken = archive.sources.claim("a", now, owner="test", lease=timedelta(hours=1))
            assert taken is not None
            return taken

        finish(archive, claim(), now)
        lease = claim()
        for name, title, text in (
            ("one", "On Aleppo", CONDEMNS),
            ("two", HOSTILE, f"{HOSTILE}\n\nThe Minister opened the book fair."),
            ("three", "Book fair", "-The Minister closed the book fair."),
        ):
            given = new(name, title=title, text=text)
            archive.statements.store(lease, given, now=now, capture=None, baseline=False)
        given_again = candidate("three")
        known = archive.statements.known("a", given_again.locators, given_again.text_sha256, now)
        assert known is not None
        intent = revised(
            known, name="three", title="Book fair", text="-The Minister closed the great book fair."
        )
        archive.statements.store(lease, intent, now=now, capture=None, baseline=False)
        for version in archive.readings.unread(9):
            reading: Reading = work.read(None, version.title, version.text, "en", "FR", None)
            archive.readings.record(version, reading, watches=[], compose=lambda _: [], now=now)
        finish(archive, lease, now, stored=4)
        archive.outbox.put([message("dead")], now)
        [row] = archive.outbox.claim(now, owner="test", limit=1, lease=timedelta(minutes=1))
        archive.outbox.dead(row, error_class="no", error=f"refused [/x] {HOSTILE}")
    return directory
