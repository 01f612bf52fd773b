"""Every match is told once at each place it goes to: as itself, or as a line of a summary. Whatever is published, edited, held, muted or
refused, and wherever the service dies in between. Real archive, outbox, matching, routing and delivery; a Slack that keeps what it takes."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import alerts.deliver
import archive.outbox
import archive.readings
import pipeline.reading
from alerts.deliver import deliver_due
from alerts.pace import Pace
from alerts.ports import Absent, Fault, Found, Policy, Receipt, Refusal, Unknown
from alerts.telling import dedupe_key
from archive import Archive, open_archive
from archive.posts import OutboxRow, OutboxState
from archive.records import Lease
from archive.recovery import recover
from config.watches import Quiet, Watch
from pipeline.pool import Inline
from pipeline.reading import ReadStage
from pipeline.threads import DatabaseThread
from statements.clock import ManualClock
from statements.labels import Part
from statements.model import Reading
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, entry, new, reading, revised

WORDS = ("market", "bridge", "harbour")
PLACES = ("slack:C1", "slack:C2")
SOURCES = ("a", "b")
POINTS = (
    "classify.after", "reading.before_commit", "reading.after_commit", "outbox.before_bundle_commit",
    "outbox.after_bundle_commit", "outbox.after_claim", "outbox.after_send", "outbox.after_record",
)  # fmt: skip
FILLER = "schools grain fuel seed water roads clinics mines wages loans trains forests rivers prisoners envoys maps pensions visas fishing"
_LINE = re.compile(r"[•↳] #(\d+) [A-Z]+(?: [a-z-]+?)?( revised)?(?: |$)", re.MULTILINE)


class Killed(Exception):
    """The service dies here."""


class Known(Inline):
    """A classifier that finds the same in every text, so that words alone decide what matches."""

    async def run(self, function: Callable[..., Any], *args: Any) -> Reading:
        return reading(signatories=(), resolutions=(), instruments=(), speaker=None)


@dataclass
class Receiver:
    """Keeps what it takes, and can be asked for it, as Slack can."""

    mood: str = "well"
    kept: dict[str, OutboxRow] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    policy = Policy(waits=(MINUTE, 5 * MINUTE), unknown_wait=30 * MINUTE / 60)

    def send(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        if self.mood == "slow":
            return Refusal(
                fault=Fault.WAIT, error_class="ratelimited", error="too fast", retry_after=2 * MINUTE
            )
        if self.mood == "away":
            return Refusal(fault=Fault.UNREACHABLE, error_class="refused", error="nobody is there")
        if self.mood == "shut":
            return Refusal(
                fault=Fault.DESTINATION, error_class="is_archived", error="the channel is archived"
            )
        if self.mood != "lost before":
            if row.dedupe_key in self.kept and row.part is not Part.EDIT:
                self.twice.append(row.dedupe_key)
            self.kept[row.dedupe_key] = row
        if self.mood.startswith("lost"):
            return Unknown(error_class="timeout", error="no answer")
        return Receipt(ref=f"{row.destination}:{len(self.kept)}")

    def reconcile(self, row: OutboxRow) -> Found | Absent:
        return Found(ref=f"{row.destination}:{row.id}") if row.dedupe_key in self.kept else Absent()

    def smaller(self, row: OutboxRow) -> Mapping[str, object] | None:
        return None

    def probe(self, destination: str) -> Refusal | None:
        return None if self.mood == "well" else Refusal(fault=Fault.DESTINATION, error_class="x", error="x")


class Service:
    """Reads, matches and delivers, dies and begins again."""

    def __init__(self, opened: Archive, watches: Sequence[Watch], seed: int) -> None:
        self.archive, self.clock, self.receiver = opened, ManualClock(NOW), Receiver()
        self.watches, self.random = tuple(watches), Random(seed)
        self.database = DatabaseThread()
        self.doomed: str | None = None
        self.due: set[tuple[int, int, str]] = set()
        """Statement, version and place of all that is to be told."""
        self.texts: dict[tuple[str, str], list[str]] = {}
        opened.sources.sync([entry(source) for source in SOURCES], NOW)
        self.begin()

    def begin(self) -> None:
        recover(self.archive, self.clock.now())
        self.doomed = None
        self.leases: dict[str, Lease] = {}
        for source in SOURCES:
            lease = self.archive.sources.claim(source, self.clock.now(), owner="t", lease=400 * DAY)
            assert lease is not None
            self.leases[source] = lease
        self.stage = ReadStage(
            archive=self.archive, database=self.database, pool=Known(), clock=self.clock, watches=self.watches,
            model=None, embeddings=False, demo=False,
        )  # fmt: skip
        self.pace = Pace(
            monotonic=lambda: self.clock.now().timestamp(),
            sleep=lambda seconds: self.clock.advance(timedelta(seconds=seconds)),
        )

    def crashpoint(self, name: str) -> None:
        if name == self.doomed:
            raise Killed(name)

    @contextmanager
    def dying(self, point: str | None) -> Iterator[None]:
        self.doomed = point
        try:
            yield
        except Killed:
            self.begin()
        finally:
            self.doomed = None

    def publish(self, source: str, name: str, words: Sequence[str]) -> None:
        """A statement that holds some words, or its next version."""
        now, known = self.clock.now(), None
        texts = self.texts.setdefault((source, name), [])
        chance = Random(name)
        body = " ".join(chance.sample(FILLER.split(), 12))
        text = f"They spoke of {body}.\n\nOf the {', the '.join([*words, 'rest'])}. Edition {len(texts)}."
        if texts:
            known = self.archive.statements.known(
                source, new(name, source=source).candidate.locators, "", now
            )
        about: dict[str, Any] = {
            "source": source,
            "issuer": "FR" if source == "a" else "DE",
            "text": text,
            "title": f"On {name}",
        }
        intent = revised(known, name=name, **about) if known else new(name, **about)
        stored = self.archive.statements.store(
            self.leases[source], intent, now=now, capture=None, baseline=False
        )
        texts.append(text)
        before = texts[-2] if known else ""
        self.due |= {
            (stored.statement, len(texts), place) for place in PLACES if self._is_news(place, text, before)
        }

    def _is_news(self, place: str, text: str, before: str) -> bool:
        """Whether some watch that sends there matches a text and not the one before, and says anything at all: the rule in words, and no
        code of ours."""
        return any(
            watch.query in text
            and watch.query not in before
            and (watch.rate != "off" or (watch.always is not None and watch.always in text))
            for watch in self.watches
            if place in watch.to
        )

    def read(self, point: str | None = None) -> None:
        with self.dying(point):
            asyncio.run(self.stage.run())

    def deliver(self, point: str | None = None) -> None:
        with self.dying(point):
            deliver_due(
                self.archive.outbox, {"slack": self.receiver}, self.clock, owner="t", pace=self.pace, random=self.random,
                limit=50,
            )  # fmt: skip

    def come_to_rest(self) -> None:
        """All is well for longer than anything may wait."""
        self.receiver.mood = "well"
        self.read()
        for _ in range(60):
            self.deliver()
            if not any(
                state in ("pending", "sending", "ambiguous")
                for state, n in self.archive.outbox.counts().items()
                if n
            ):
                return
            self.clock.advance(4 * HOUR)
        raise AssertionError(f"something waits for ever: {self.archive.outbox.list()[:3]}")

    def told(self) -> Counter[tuple[int, bool, str]]:
        """How often each statement was told at each place as new and as revised, as itself or as a line."""
        alone = {
            dedupe_key(statement, "new" if n == 1 else f"revised:{n}", place): (statement, n > 1, place)
            for statement, n, place in self.due
        }
        found: Counter[tuple[int, bool, str]] = Counter()
        for key, row in self.receiver.kept.items():
            place = f"slack:{row.destination}"
            if row.kind == "summary":
                blocks: Any = row.payload["blocks"]
                listed = "\n".join(b["text"]["text"] for b in blocks if b["block_id"].startswith("list-"))
                found.update((int(one), bool(edited), place) for one, edited in _LINE.findall(listed))
            elif row.part is not Part.EDIT:
                found[alone.get(key, (0, False, f"told without need at {place}"))] += 1
        return found


quiet = st.builds(
    Quiet, begin=st.just("20:00"), end=st.sampled_from(["07:00", "19:00"]), zone=st.just("Europe/Paris"), weekends=st.booleans()
)  # fmt: skip
watch = st.fixed_dictionaries(
    {
        "query": st.sampled_from(WORDS),
        "to": st.sampled_from([PLACES, PLACES[:1], PLACES[1:]]),
        "rate": st.sampled_from(["now", "now", "now", "hourly", "daily", "weekly", "off"]),
        "group": st.sampled_from(["story", "issuer", "none"]),
        "cap": st.sampled_from(["none", 1, 2, 30]),
        "quiet": st.none() | quiet,
        "always": st.none() | st.sampled_from(WORDS),
    }
)
words = st.lists(st.sampled_from(WORDS), max_size=2, unique=True)
names = st.sampled_from([f"n{number}" for number in range(9)])
publish = st.tuples(st.just("publish"), st.sampled_from(SOURCES), names, words)
work = st.tuples(st.just("work"), st.none() | st.sampled_from(POINTS), st.none() | st.sampled_from(POINTS))
step = st.one_of(
    publish,
    publish,
    work,
    work,
    st.tuples(st.just("burst"), st.just(11), words),
    st.tuples(st.just("wait"), st.sampled_from([MINUTE, 20 * MINUTE, 3 * HOUR, 9 * HOUR, DAY])),
    st.tuples(st.just("mute"), st.sampled_from(SOURCES), st.sampled_from(["C1", "C2"])),
    st.tuples(
        st.just("mood"), st.sampled_from(["well", "slow", "away", "shut", "lost before", "lost after"])
    ),
)


@settings(max_examples=12, phases=[Phase.generate])
@given(
    wanted=st.lists(watch, min_size=1, max_size=3),
    steps=st.lists(step, min_size=8, max_size=24),
    seed=st.integers(0, 9),
)
def test_every_match_is_told_once_whatever_happens_in_between(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    wanted: list[dict[str, Any]],
    steps: list[tuple[Any, ...]],
    seed: int,
) -> None:
    path = tmp_path_factory.mktemp("told") / "archive.db"
    shutil.copy(sqlite_template, path)
    watches = [
        Watch(id=f"w{number}", name=f"Watch {number}", **chosen) for number, chosen in enumerate(wanted)
    ]
    with open_archive(f"sqlite:///{path}") as opened, pytest.MonkeyPatch.context() as patch:
        service = Service(opened, watches, seed)
        for module in (alerts.deliver, archive.outbox, archive.readings, pipeline.reading):
            patch.setattr(module, "crashpoint", service.crashpoint)
        bursts = 0
        for what, *more in steps:
            if what == "publish":
                service.publish(*more)
            elif what == "burst":
                for number in range(more[0]):
                    service.publish("a", f"burst {bursts} {number}", more[1])
                bursts += 1
            elif what == "wait":
                service.clock.advance(more[0])
            elif what == "mute":
                until = service.clock.now() + DAY
                opened.mutes.set(more[0], "slack", more[1], until=until, person="p", now=service.clock.now())
            elif what == "mood":
                service.receiver.mood = more[0]
            else:
                service.read(more[0])
                service.deliver(more[1])
        service.come_to_rest()
        assert service.receiver.twice == []
        assert service.told() == Counter((statement, n > 1, place) for statement, n, place in service.due)
        states = {row.state for row in opened.outbox.list(limit=10_000)}
        assert states <= {OutboxState.SENT, OutboxState.BUNDLED, OutboxState.OVERTAKEN}
        service.database.close()
    path.unlink()
