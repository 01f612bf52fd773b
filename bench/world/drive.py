"""Lets a world happen: sites and Slack here, the service in a process of its own that is given the time, pass by pass, and is killed where
the script says so."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.world.pages import ENTRIES, SECOND_DOOR
from bench.world.script import Kill, Script, Site
from bench.world.server import Asked, Sites
from demo.slack import FakeSlack, Posted
from statements.clock import ManualClock

ROOT = Path(__file__).parents[2]
READERS, OPERATORS = "C0DESK", "C0OPS"
QUERY = "resolution:2254"
AFTER = 3
REMIND = timedelta(hours=6)
STEP, LONGEST = timedelta(minutes=1), timedelta(minutes=5)
"""The least and the most that the world's time moves between two passes."""


@dataclass(frozen=True, kw_only=True)
class Pass:
    """One pass of the service: the world's time, the service's, which life of it, and what it said (None: it was killed)."""

    world: datetime
    service: datetime
    life: int
    did: Mapping[str, Any] | None


@dataclass(kw_only=True)
class Course:
    """What happened, besides what is in the archive."""

    passes: list[Pass] = field(default_factory=list)
    pages: list[Asked] = field(default_factory=list)
    requests: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    messages: tuple[Posted, ...] = ()
    killed: list[Kill] = field(default_factory=list)
    wall: float = 0.0
    """Seconds that it took."""
    cpu: float = 0.0
    """Seconds of processor time of the service."""
    memory: int = 0
    """Kilobytes that the service had at most."""


class _Slack(FakeSlack):
    """Kills the service, when so told, between keeping a message and saying so."""

    trap: Any = None

    def answer(self, path: str, authorization: str, arguments: Mapping[str, Any]) -> Any:
        before = len(self.messages)
        answered = super().answer(path, authorization, arguments)
        if self.trap is not None and len(self.messages) > before:
            self.trap("post")
        return answered


class _Life:
    """One process of the service."""

    def __init__(self, directory: Path, seed: int) -> None:
        with (directory / "service.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bench.world.service", str(directory), str(seed)],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip

    def make(self, moment: datetime) -> dict[str, Any] | None:
        """One pass; None when the service died in it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(moment.isoformat() + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return None
        line = self._process.stdout.readline()
        return dict(json.loads(line)) if line else None

    def kill(self) -> None:
        self._process.kill()

    def end(self, *, killed: bool) -> None:
        """Wait for its end. Raises RuntimeError when it was not the one expected."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if not killed:
            self._process.stdin.close()
        status = self._process.wait(timeout=60)
        self._process.stdout.close()
        if killed:
            self._process.stdin.close()
        if status != (-9 if killed else 0):
            raise RuntimeError(f"the service ended with status {status}; see service.log")


def run(script: Script, directory: Path) -> Course:
    """Let it all happen; configuration, archive and log stay in ``directory``, which must be empty or absent."""
    (directory / "sources").mkdir(parents=True)
    clock = ManualClock(script.start)
    course = Course()
    began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    slack = _Slack(clock=clock)
    with Sites(script, clock) as sites, slack:
        configure(script, directory, sites.port, slack)
        _Driver(script, directory, clock, sites, slack, course).run()
        course.messages = slack.messages
        course.pages, course.requests, course.unchanged = sites.pages, sites.requests, sites.unchanged
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    course.wall = time.monotonic() - began
    course.cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    course.memory = after.ru_maxrss
    return course


class _Driver:
    def __init__(
        self, script: Script, directory: Path, clock: ManualClock, sites: Sites, slack: _Slack, course: Course
    ) -> None:
        self.script, self.directory, self.clock = script, directory, clock
        self.sites, self.slack, self.course = sites, slack, course
        self.offset = timedelta(0)
        self.taken: set[datetime] = set()
        self.life: _Life | None = None
        self.lives = 0
        self.doomed: Kill | None = None
        self.left = 0

    def run(self) -> None:
        jumps, kills, faults = list(self.script.jumps), list(self.script.kills), list(self.script.slack)
        self.sites.trap = self.slack.trap = self._trap
        now = self.script.start
        try:
            while now < self.script.end:
                while jumps and jumps[0].at <= now:
                    self.offset += jumps.pop(0).by
                while faults and faults[0].at <= now:
                    fault = faults.pop(0)
                    self.slack.fail(fault.fault, times=fault.times)
                if kills and kills[0].at <= now and self.doomed is None:
                    self.doomed = kills.pop(0)
                    self.left = self.doomed.nth
                self.clock.set(now)
                did = self._pass(now)
                now += STEP if did is None else self._wait(now, did)
            self._end()
        finally:
            if self.life is not None:
                self.life.kill()

    def _pass(self, now: datetime) -> Mapping[str, Any] | None:
        moment = now + self.offset
        while moment in self.taken:
            moment += timedelta(seconds=1)
        self.taken.add(moment)
        if self.life is None:
            self.lives += 1
            self.life = _Life(self.directory, self.script.seed)
        did = self.life.make(moment)
        self.course.passes.append(Pass(world=now, service=moment, life=self.lives, did=did))
        if did is None:
            self.life.end(killed=self.doomed is not None and self.left == 0)
            assert self.doomed is not None
            self.course.killed.append(self.doomed)
            self.life = self.doomed = None
        return did

    def _wait(self, now: datetime, did: Mapping[str, Any]) -> timedelta:
        """Until a source is due, by the service's clock."""
        due = datetime.fromisoformat(did["next"]) - self.offset - now
        return min(max(due, STEP), LONGEST)

    def _trap(self, what: str) -> bool:
        if self.doomed is None or self.doomed.kind != what or self.left == 0:
            return False
        self.left -= 1
        if self.left or self.life is None:
            return False
        self.life.kill()
        return True

    def _end(self) -> None:
        if self.life is not None:
            self.life.end(killed=False)
            self.life = None


# -- the configuration


def configure(script: Script, directory: Path, port: int, slack: FakeSlack) -> None:
    """Write what a user would have written to watch this world."""
    token = directory / "token"
    token.write_text(slack.token, "utf-8")
    token.chmod(0o600)
    settings = {
        "database": "sqlite:///archive.db",
        "network": {
            "contact": "mailto:world@example.org", "allow": [f"127.0.0.0/8:{port}"], "polling": "fixed", "delay": "0s", "jitter": 0,
            "timeout": f"{script.timeout.total_seconds():g}s",
        },
        "slack": {"base_url": slack.base_url, "token_file": "token", "pace": "0s"},
        "operators": {"to": [f"slack:{OPERATORS}"], "after": AFTER, "remind": f"{REMIND.total_seconds():g}s"},
        "classifier": {"embeddings": False},
        "revisit": [f"{age // timedelta(minutes=1)}m" for age in script.revisit],
    }  # fmt: skip
    watch = {
        "id": "resolution", "name": "Resolution 2254", "query": QUERY, "to": [f"slack:{READERS}"],
        "cap": "none",  # a summary tells of what lies beyond it, and each alert is to be seen here
    }  # fmt: skip
    _write(directory / "settings.yaml", settings)
    _write(directory / "watches.yaml", {"watches": [watch]})
    for site in script.sites:
        _write(directory / "sources" / f"{site.id}.yaml", source_file(site, port))


def source_file(site: Site, port: int) -> dict[str, Any]:
    """The file of one source."""
    base = f"http://{site.address}:{port}"
    entry = base + ENTRIES[site.layout]
    listing = {
        "kind": "listing", "item": "css: li.release", "link": "css: a", "date": "css: .date", "next": "css: a.next", "max_pages": 3,
    }  # fmt: skip
    fields = {"link": "url", "title": "headline", "date": "released", "modified": "changed", "guid": "key"}
    keys: dict[str, dict[str, Any]] = {
        "feed": {"kind": "feed", "entry": entry},
        "feed-full": {"kind": "feed", "entry": entry, "body": "feed"},
        "wp": {"kind": "wp_rest", "entry": entry, "per_page": site.size},
        "listing": {**listing, "entry": entry},
        "json": {"kind": "json_api", "entry": entry, "items": "data.items", "fields": fields},
        "json-full": {
            "kind": "json_api", "entry": entry, "items": "data.items", "fields": {**fields, "body": "body"},
        },
        "sitemap": {"kind": "sitemap", "entry": entry, "max_age": "200d", "link_include": "/press/"},
        "two-doors": {"kind": "feed", "entry": entry, "otherwise": [{**listing, "entry": base + SECOND_DOOR}]},
    }  # fmt: skip
    return {
        "id": site.id, "name": f"Ministry {site.number}", "issuer": site.issuer, "languages": ["en"], "evidence": "verified",
        "every": f"{site.every.total_seconds():g}s",
        "article": {"title": "css: h1.title", "date": "css: article time::attr(datetime)", "body": "css: div.body"},
        **keys[site.layout],
    }  # fmt: skip


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=1) + "\n", "utf-8")  # JSON is YAML
