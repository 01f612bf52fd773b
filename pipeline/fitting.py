"""Fits the users' own topics where they are missing or out of date, and keeps them in a folder beside the database.

    FOLDER/<id>-<key>.npz        a fitted topic; the key is of its definition and the model, so either's change makes another file
    FOLDER/vectors-<encoder>.npz sentence embeddings, so that fitting again takes seconds

Everything there can be deleted: it is made again. Fitting brings in scikit-learn and runs in a process of its own.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import structlog

from config import Config
from pipeline.pool import Inline, Pool
from statements.clock import Clock
from statements.errors import CommuniqueError, ModelError

if TYPE_CHECKING:  # they bring NumPy, and a service without own topics does without
    from classifier import Reader
    from classifier.remembered import Remembered
    from classifier.usertopics import Definition, OwnTopic

TIMEOUT = 900.0
"""Seconds. Twenty topics whose background has to be encoded on a busy machine."""
MEMORY = 4 * 1024**3
log = structlog.get_logger("communique.topics")
KEPT = timedelta(days=30)
"""What is younger is not tidied away: another process may have just made it, for topics as they were or will be."""
LONGEST = timedelta(hours=6)
"""Between two attempts after failures; the second follows at once, the third after a minute, then the time doubles."""
_FILE = re.compile(r"(?P<id>.+)-[0-9a-f]{16}\.npz")


class FittingFailed(CommuniqueError):
    """Own topics cannot be fitted now. Nothing is read without them, since a text is read once."""


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A topic as it is on disk. ``found`` of ``tried`` examples are recognised by the others; ``seconds`` is None when it was not made
    anew."""

    id: str
    path: Path
    found: int
    tried: int
    seconds: float | None


def definition(config: Config, topic: str) -> Definition:
    """What is configured under an id. Raises CommuniqueError."""
    found = next((entry for entry in definitions(config) if entry.id == topic), None)
    if found is None:
        names = ", ".join(entry.id for entry in config.topics) or "none"
        raise CommuniqueError(f"there is no topic {topic!r} in topics.yaml; configured: {names}")
    return found


def definitions(config: Config) -> tuple[Definition, ...]:
    """The configured topics as the classifier takes them."""
    if not config.topics:
        return ()
    from classifier.usertopics import Definition

    return tuple(
        Definition(
            id=topic.id,
            description=topic.description,
            examples=topic.examples,
            phrases=topic.phrases,
            not_examples=topic.not_examples,
            share=topic.share,
        )
        for topic in config.topics
    )


def folder(config: Config) -> Path:
    """Where fitted topics are kept: beside a SQLite database, named after it; else in the configuration directory."""
    address = config.settings.database
    if address.startswith("sqlite:///"):
        database = Path(
            unquote(urlsplit(address).path[1:] if address.startswith("sqlite:////") else address[10:])
        )
        return database.with_name(f"{database.stem}.topics")
    return config.directory / "communique.topics"


def remembering(model: Path | None, at: Path, *, embeddings: bool = True) -> tuple[Reader, Remembered | None]:
    """A reader whose embeddings are kept in ``at``. Raises ModelError."""
    from classifier import Reader, modelfile
    from classifier.embeddings import available
    from classifier.reader import MODEL
    from classifier.remembered import Remembered

    encoder = available() if embeddings else None
    kept = Remembered(encoder, at / f"vectors-{encoder.name}.npz") if encoder else None
    return Reader(*modelfile.load(model or MODEL), kept), kept


def fit(
    model: Path | None, at: Path, wanted: Sequence[Definition], again: bool = False, embeddings: bool = True
) -> list[Fitted]:
    """Make what is missing, or with ``again`` everything; in the order given. Raises CommuniqueError, also when one of them cannot be fitted."""
    done, failed = attempt(model, at, wanted, again=again, embeddings=embeddings)
    if failed:
        raise CommuniqueError("; ".join(failed.values()))
    return done


def attempt(
    model: Path | None,
    at: Path,
    wanted: Sequence[Definition],
    *,
    again: bool = False,
    embeddings: bool = True,
    tidying: bool = False,
) -> tuple[list[Fitted], dict[str, str]]:
    """As `fit`, but a topic that cannot be fitted leaves the others alone: why stands in the second value, by id. ``tidying`` also removes
    old fits that no other process can be using: for a service that starts, alone on its database. Raises CommuniqueError."""
    from classifier import topicfit, usertopics

    reader, kept = remembering(model, at, embeddings=embeddings)
    done: list[Fitted] = []
    failed: dict[str, str] = {}
    backs: dict[tuple[str, ...], topicfit.Background] = {}
    try:
        at.mkdir(parents=True, exist_ok=True)
        for one in wanted:
            path = at / f"{one.id}-{one.key(reader.model_id)}.npz"
            found = None if again else known(path)
            seconds: float | None = None
            if found is None:
                began = time.perf_counter()
                try:
                    spoken = topicfit.languages_of(one)
                    if spoken not in backs:
                        backs[spoken] = topicfit.background(reader, spoken)
                    found = topicfit.fit(reader, one, backs[spoken])
                except (OSError, MemoryError, ModelError):
                    raise  # not the topic's fault
                except topicfit.Unfittable as error:
                    failed[one.id] = str(error)
                    continue
                except Exception as error:  # noqa: BLE001 (a bug that one topic finds)
                    failed[one.id] = f"the topic {one.id} cannot be fitted: {type(error).__name__}: {error}"
                    continue
                finally:
                    if kept:
                        kept.save()
                partial = path.with_name(f"{path.name}.{os.getpid()}")
                partial.write_bytes(usertopics.dump(found))
                partial.replace(path)
                seconds = round(time.perf_counter() - began, 1)
            done.append(Fitted(id=one.id, path=path, found=found.found, tried=found.tried, seconds=seconds))
        if tidying:
            _tidy(at, done)
    except OSError as error:
        raise CommuniqueError(f"cannot keep fitted topics in {at}: {error.strerror}") from error
    return done, failed


def known(path: Path) -> OwnTopic | None:
    """A fitted topic that is there and can be used."""
    from classifier import usertopics

    try:
        return usertopics.load(path) if path.exists() else None
    except ModelError:
        return None


def _tidy(at: Path, done: Sequence[Fitted]) -> None:
    """Remove old fits of the same topics."""
    current, before = {one.path.name: one.id for one in done}, time.time() - KEPT.total_seconds()
    for path in at.glob("*.npz"):
        named = _FILE.fullmatch(path.name)
        if (
            named
            and named["id"] in current.values()
            and path.name not in current
            and path.stat().st_mtime < before
        ):
            path.unlink(missing_ok=True)


class Fitting:
    """The fitted topics of a service: made on first asking, in a process of their own that ends afterwards, and again when one is
    missing. A topic that cannot be had is left out, for all to see, and tried again less and less often."""

    def __init__(
        self,
        *,
        model: Path | None,
        embeddings: bool,
        at: Path,
        wanted: Sequence[Definition],
        inline: bool,
        clock: Clock,
    ) -> None:
        self._model, self._embeddings, self._at = model, embeddings, at
        self._wanted, self._inline, self._clock = tuple(wanted), inline, clock
        self._paths: dict[str, Path] | None = {} if not wanted else None
        self._lock = asyncio.Lock()
        self._failures = 0
        self._failed_at: datetime | None = None
        self.problem: str | None = None
        """Which topics are not read for at the moment, and why; or None."""

    async def ready(self) -> tuple[Path, ...]:
        """The files of the topics, in the order configured. Raises FittingFailed when they were never made and cannot be made now."""
        async with self._lock:
            lacking = self._paths is None or not all(path.exists() for path in self._paths.values())
            if (lacking or self.problem) and not self._waiting():
                await self._fit()
            if self._paths is None:
                raise FittingFailed(self.problem)
            return tuple(self._paths.values())

    def missed(self, read: Collection[str]) -> None:
        """Told what a text was read for: a topic whose file the worker could not use is not among it."""
        lost = [topic for topic in self._paths or () if topic not in read]
        if lost and not self._waiting():
            self._fail(f"own topics are left out, since what was fitted cannot be used: {', '.join(lost)}")
        elif not lost and self.problem is None:
            self._failures = 0

    async def _fit(self) -> None:
        pool: Pool | Inline = Inline() if self._inline else Pool(timeout=TIMEOUT, memory=MEMORY)
        try:
            done, failed = await pool.run(
                _attempt, self._model, self._at, self._wanted, self._embeddings, not self._inline
            )
        except Exception as error:  # noqa: BLE001 (a bug in fitting must not end the service)
            said = str(error) if isinstance(error, CommuniqueError) else repr(error)
            self._fail(f"own topics cannot be fitted: {said}")
            return
        finally:
            pool.close()
        self._paths = {one.id: one.path for one in done}
        self.problem = self._failed_at = None
        if failed:
            self._fail(f"own topics are left out: {'; '.join(failed.values())}")

    def _waiting(self) -> bool:
        """Whether it is too early to try again."""
        pause = min(LONGEST, timedelta(minutes=2 ** min(max(self._failures - 1, 0), 20) - 1))
        return self._failed_at is not None and timedelta(0) <= self._clock.now() - self._failed_at < pause

    def _fail(self, problem: str) -> None:
        self._failures += 1
        self._failed_at, self.problem = self._clock.now(), problem
        log.error("own topics", problem=problem)


def _attempt(
    model: Path | None, at: Path, wanted: Sequence[Definition], embeddings: bool, tidying: bool
) -> tuple[list[Fitted], dict[str, str]]:
    return attempt(model, at, wanted, embeddings=embeddings, tidying=tidying)
