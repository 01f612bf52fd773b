"""The watchers that are set side by side: how each is started on the same ministries, and how its process is found.

A *service* runs until it is stopped and is metered while it runs; a *pass* looks at every source once and exits.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.watch.sites import address

COMMUNIQUE = Path(sys.executable).parent / "communique"
CHANNEL = "C0000000001"
_CDIO_PORT = 8847

_READER = """
import sys
from reader import make_reader
with make_reader(sys.argv[1]) as reader:
    for line in open(sys.argv[2]):
        reader.add_feed(line.strip(), exist_ok=True)
    reader.update_feeds(workers=10, scheduled=False)
"""


def feeds(count: int, port: int) -> list[str]:
    """The addresses that every side watches."""
    return [f"http://{address(site)}:{port}/feed.xml" for site in range(count)]


def call(url: str, *, post: bool = False, body: object = None, key: str = "") -> Any:
    """One request to a control address on this machine; the JSON it answers."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, method="POST" if post else "GET")
    request.add_header("Content-Type", "application/json")
    if key:
        request.add_header("x-api-key", key)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


@contextmanager
def process(command: Sequence[str], log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs until the end of the block, then is asked to stop."""
    with log.open("wb") as out:
        running = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=os.environ | environment
        )
        try:
            yield running
        finally:
            running.send_signal(signal.SIGTERM)
            try:
                running.wait(30)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


@contextmanager
def world(count: int, port: int, log: Path) -> Iterator[str]:
    """The ministries; gives the control address."""
    command = [sys.executable, "-m", "bench.watch.sites", "--sites", str(count), "--port", str(port)]
    with process(command, log):
        base = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                call(f"{base}/_ctl/stats")
                break
            except OSError:
                time.sleep(0.1)
        yield base


@contextmanager
def communique(
    directory: Path, urls: Sequence[str], base: str, every: int, *, embeddings: bool = False
) -> Iterator[int]:
    """Our service, alerts to the stand-in for Slack; gives its process id."""
    (directory / "sources").mkdir(parents=True)
    port = base.rpartition(":")[2]
    (directory / "settings.yaml").write_text(
        f'network:\n  contact: bench@example.org\n  allow: ["127.0.0.0/8"]\n  ports: [{port}]\n  delay: 0s\n'
        f"  concurrency: 16\n  polling: fixed\nslack:\n  base_url: {base}/slack/api/\n  pace: 0s\n"
        f"revisit: []\nclassifier:\n  embeddings: {str(embeddings).lower()}\n",
        "utf-8",
    )
    (directory / "watches.yaml").write_text(
        f'watches:\n  - id: everything\n    name: Everything\n    query: "issuer:FR"\n    cap: none\n    to: ["slack:{CHANNEL}"]\n',
        "utf-8",
    )
    for number, url in enumerate(urls):
        (directory / "sources" / f"s{number}.yaml").write_text(
            f"id: s{number}\nname: Ministry {number}\nissuer: FR\nkind: feed\nbody: feed\nentry: {url}\nevery: {every}s\n",
            "utf-8",
        )
    command = [str(COMMUNIQUE), "run", "--config", str(directory)]
    secret = {"COMMUNIQUE_SLACK__TOKEN": "xoxb-bench"}
    made = subprocess.run(
        [str(COMMUNIQUE), "db", "upgrade", "--config", str(directory)],
        env=os.environ | secret,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise SystemExit(made.stderr)
    with process(command, directory / "log", **secret) as running:
        yield running.pid


def all_read(directory: Path) -> bool:
    """Whether our service has read every text it has stored; until then its quiet is none."""
    command = [str(COMMUNIQUE), "status", "--json", "--config", str(directory)]
    environment = os.environ | {"COMMUNIQUE_SLACK__TOKEN": "xoxb-bench"}
    told = subprocess.run(command, env=environment, capture_output=True, text=True).stdout
    return bool(told) and json.loads(told)["unread"] == 0


def way_to_slack(directory: Path) -> list[float]:
    """Seconds from a site's answer to Slack's acceptance, for each alert of our service, sorted."""
    with closing(sqlite3.connect(f"file:{directory / 'communique.db'}?mode=ro", uri=True)) as database:
        rows = database.execute(
            "SELECT capture.fetched_at, outbox.sent_at FROM outbox JOIN capture USING (version) "
            "WHERE outbox.kind = 'alert' AND outbox.state = 'sent'"
        ).fetchall()
    return sorted(
        (datetime.fromisoformat(sent) - datetime.fromisoformat(fetched)).total_seconds()
        for fetched, sent in rows
    )


@contextmanager
def changedetection(
    binary: Path, directory: Path, urls: Sequence[str], base: str, every: int, hook: str = "/hook"
) -> Iterator[int]:
    """changedetection.io with its API, notifications to the same server; gives its process id."""
    directory.mkdir(parents=True)
    command = [
        str(binary),
        "-d",
        str(directory),
        "-C",
        "-h",
        "127.0.0.1",
        "-p",
        str(_CDIO_PORT),
        "-l",
        "ERROR",
    ]
    environment = {
        "ALLOW_IANA_RESTRICTED_ADDRESSES": "true",
        "MINIMUM_SECONDS_RECHECK_TIME": "1",
        "FETCH_WORKERS": "10",
        "DISABLE_VERSION_CHECK": "true",
    }
    with process(command, directory / "log", **environment) as running:
        api = f"http://127.0.0.1:{_CDIO_PORT}/api/v1/watch"
        key = _key(directory)
        for known in call(api, key=key):
            request = urllib.request.Request(f"{api}/{known}", method="DELETE", headers={"x-api-key": key})
            urllib.request.urlopen(request, timeout=30).close()
        for url in urls:
            watch = {
                "url": url,
                "time_between_check": {"seconds": every},
                "time_between_check_use_default": False,
                "notification_urls": [f"json://{base.removeprefix('http://')}{hook}"],
                "fetch_backend": "html_requests",
            }
            call(api, post=True, body=watch, key=key)
        yield running.pid


def _key(directory: Path) -> str:
    for _ in range(300):
        for path in directory.glob("*.json"):
            try:
                settings = json.loads(path.read_text("utf-8")).get("settings", {})
            except (ValueError, AttributeError):
                continue
            key = settings.get("application", {}).get("api_access_token")
            if key:
                try:
                    call(f"http://127.0.0.1:{_CDIO_PORT}/api/v1/watch", key=str(key))
                    return str(key)
                except (OSError, urllib.error.URLError):
                    pass
        time.sleep(0.2)
    raise SystemExit(f"changedetection.io did not start; see {directory / 'log'}")


def urlwatch(binary: Path, directory: Path, urls: Sequence[str]) -> list[str]:
    """One pass of urlwatch over all feeds, as a command."""
    directory.mkdir(parents=True, exist_ok=True)
    jobs = "".join(f"---\nname: s{number}\nurl: {url}\n" for number, url in enumerate(urls))
    (directory / "urls.yaml").write_text(jobs, "utf-8")
    (directory / "hooks.py").write_text("", "utf-8")
    names = {"--urls": "urls.yaml", "--config": "urlwatch.yaml", "--hooks": "hooks.py", "--cache": "cache.db"}
    return [str(binary), *(part for name, file in names.items() for part in (name, str(directory / file)))]


def reader(python: Path, directory: Path, urls: Sequence[str]) -> list[str]:
    """One pass of the reader library over all feeds, as a command."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "pass.py").write_text(_READER, "utf-8")
    (directory / "urls.txt").write_text("\n".join(urls) + "\n", "utf-8")
    return [
        str(python),
        str(directory / "pass.py"),
        str(directory / "reader.db"),
        str(directory / "urls.txt"),
    ]
