"""An archive with a few statements, the real `communique serve` before it, and a small client."""

from __future__ import annotations

import http.client
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from archive import Archive
from archive.records import WatchQuery
from config import Config, load
from pipeline.linking import Links, links_of
from statements.labels import Grade
from tests import programs
from tests.contract.examples import HOUR, MINUTE, NOW, entry, new, reading, revised

SECRET = "a-secret-of-many-letters"
HOSTILE = '<script>alert(1)</script><img src="https://evil.example/x.png">'
ARABIC = "تدعو فرنسا جميع الأطراف إلى ضبط النفس."
SETTINGS = """
database: sqlite:///archive.db
web: {url: "https://desk.example/c/", secret_file: secret}
mail: {host: localhost, sender: "desk@desk.example"}
digests: {weekly: {recipients: ["reader@desk.example"], title: "Weekly of the desk"}}
"""
WATCHES = """
watches:
  - {id: restraint, name: "Calls for restraint", query: "restraint"}
"""


@dataclass(frozen=True)
class Answered:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Site:
    """The pages and how to ask for them."""

    address: str
    links: Links
    archive: Archive

    def get(self, link: str, *, method: str = "GET", body: bytes | None = None, kind: str = "") -> Answered:
        """Ask for a link as it stands in messages, at the port where the service really is."""
        parts = urlsplit(link)
        path = parts.path.removeprefix("/c") + (f"?{parts.query}" if parts.query else "")
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        try:
            connection.request(method, path, body, {"Content-Type": kind} if kind else {})
            answer = connection.getresponse()
            return Answered(answer.status, dict(answer.headers.items()), answer.read().decode())
        finally:
            connection.close()

    def post(self, link: str, body: str, kind: str = "application/x-www-form-urlencoded") -> Answered:
        return self.get(link, method="POST", body=body.encode(), kind=kind)


def configured(directory: Path) -> Config:
    """The configuration of a desk with pages."""
    (directory / "settings.yaml").write_text(SETTINGS)
    (directory / "watches.yaml").write_text(WATCHES)
    (directory / "secret").write_text(SECRET)
    (directory / "secret").chmod(0o600)
    return load(directory, {})


def fill(archive: Archive) -> None:
    """Statement 1 was edited and is hostile, 2 is Arabic and unread, 3 matched nothing."""
    archive.sources.sync([entry("a")], NOW)
    lease = archive.sources.claim("a", NOW, owner="test", lease=15 * MINUTE)
    assert lease is not None
    watch = WatchQuery(id="restraint", query="restraint")

    def store(intent: object, at: int) -> None:
        archive.statements.store(lease, intent, now=NOW + at * HOUR, capture=None, baseline=False)  # type: ignore[arg-type]

    def read(quote: str, *, grade: Grade | None = None, watches: tuple[WatchQuery, ...] = (watch,)) -> None:
        (version,) = archive.readings.unread(1)
        found = reading(evidence={"condemnation": (quote,)}, model="model-7")
        archive.readings.record(
            version, found, watches=watches, compose=lambda matched: [], now=NOW + HOUR, grade=grade
        )

    first = new("one", title=f"On Aleppo {HOSTILE}", text=f"France calls for restraint.\n\n{HOSTILE}")
    store(first, 0)
    read(f"France calls for restraint. {HOSTILE}")
    known = archive.statements.known("a", first.candidate.locators, first.candidate.text_sha256, NOW)
    assert known is not None
    store(revised(known, title="On Aleppo", text="France urges restraint.\n\nAnd aid."), 1)
    read("France urges restraint.", grade=Grade.WORDING)
    store(new("three", title="A book fair", text="The fair was opened."), 2)
    read("The fair was opened.", watches=())
    store(new("two", title=ARABIC, text=ARABIC, language="ar"), 3)


def started(directory: Path) -> programs.Running:
    """The program as a process, on a port that it says in its log."""
    where = ("--config", str(directory), "--port", "0")
    return programs.Running(programs.COMMUNIQUE, "serve", *where, env={**os.environ, "COLUMNS": "200"})


@contextmanager
def serving(directory: Path, *, faults: bool = False) -> Iterator[str]:
    """The program as a process; gives its address. Its log tells of ``faults`` of ours, or of none."""
    with started(directory) as process:
        said = ""
        for line in process.stderr:  # ends when the program does
            said += line
            if found := re.search(r"listening on (http://\S+)", line):
                yield found[1]
                break
        else:
            raise AssertionError(said)
        process.terminate()
        _, rest = process.communicate()
    assert process.returncode == 0, rest
    assert ("Traceback" in rest) is faults


def site_links(config: Config) -> Links:
    links = links_of(config)
    assert links is not None
    return links
