"""Fits the users' own topics where they are missing or out of date, and keeps them in a folder beside the database.

    FOLDER/<id>-<key>.npz        a fitted topic; the key is of its definition and the model, so either's change makes another file
    FOLDER/vectors-<encoder>.npz sentence embeddings, so that fitting again takes seconds

Everything there can be deleted: it is made again. Fitting brings in scikit-learn and runs in a process of its own.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from classifier import Reader, modelfile, usertopics
from classifier.embeddings import available
from classifier.reader import MODEL
from classifier.remembered import Remembered
from classifier.usertopics import Definition
from config import Config
from pipeline.pool import Inline, Pool
from statements.errors import CommuniqueError, ModelError

TIMEOUT = 900.0
"""Seconds. Twenty topics whose background has to be encoded on a busy machine."""
MEMORY = 4 * 1024**3
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
    encoder = available() if embeddings else None
    kept = Remembered(encoder, at / f"vectors-{encoder.name}.npz") if encoder else None
    return Reader(*modelfile.load(model or MODEL), kept), kept


def fit(
    model: Path | None, at: Path, wanted: Sequence[Definition], again: bool = False, embeddings: bool = True
) -> list[Fitted]:
    """Make what is missing, or with ``again`` everything, and remove what is out of date; in the order given. Raises CommuniqueError."""
    from classifier import topicfit

    reader, kept = remembering(model, at, embeddings=embeddings)
    done: list[Fitted] = []
    backs: dict[tuple[str, ...], topicfit.Background] = {}
    try:
        at.mkdir(parents=True, exist_ok=True)
        for one in wanted:
            path = at / f"{one.id}-{one.key(reader.model_id)}.npz"
            known = None if again else _known(path)
            began = time.perf_counter()
            if known is None:
                spoken = topicfit.languages_of(one)
                if spoken not in backs:
                    backs[spoken] = topicfit.background(reader, spoken)
                known = topicfit.fit(reader, one, backs[spoken])
                partial = path.with_suffix(".part")
                partial.write_bytes(usertopics.dump(known))
                partial.replace(path)
                seconds: float | None = round(time.perf_counter() - began, 1)
            else:
                seconds = None
            done.append(Fitted(id=one.id, path=path, found=known.found, tried=known.tried, seconds=seconds))
        _tidy(at, done)
        if kept:
            kept.save()
    except OSError as error:
        raise CommuniqueError(f"cannot keep fitted topics in {at}: {error.strerror}") from error
    return done


def _known(path: Path) -> usertopics.OwnTopic | None:
    try:
        return usertopics.load(path) if path.exists() else None
    except ModelError:
        return None


def _tidy(at: Path, done: Sequence[Fitted]) -> None:
    """Remove older fits of the same topics."""
    current = {one.path.name: one.id for one in done}
    for path in at.glob("*.npz"):
        named = _FILE.fullmatch(path.name)
        if named and named["id"] in current.values() and path.name not in current:
            path.unlink(missing_ok=True)


class Fitting:
    """The fitted topics of a service: made on first asking, in a process of their own that ends afterwards."""

    def __init__(
        self,
        *,
        model: Path | None,
        embeddings: bool,
        at: Path,
        wanted: Sequence[Definition],
        inline: bool,
    ) -> None:
        self._model, self._embeddings, self._at = model, embeddings, at
        self._wanted, self._inline = tuple(wanted), inline
        self._paths: tuple[Path, ...] | None = () if not wanted else None

    async def ready(self) -> tuple[Path, ...]:
        """The files of the topics, in the order configured. Raises FittingFailed when they cannot be made now."""
        if self._paths is None:
            pool: Pool | Inline = Inline() if self._inline else Pool(timeout=TIMEOUT, memory=MEMORY)
            try:
                done: list[Fitted] = await pool.run(
                    fit, self._model, self._at, self._wanted, False, self._embeddings
                )
            except (CommuniqueError, TimeoutError, MemoryError) as error:
                said = str(error) or type(error).__name__
                raise FittingFailed(f"own topics cannot be fitted: {said}") from error
            finally:
                pool.close()
            self._paths = tuple(one.path for one in done)
        return self._paths
