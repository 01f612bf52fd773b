"""A configuration directory as one checked whole, or every problem in it at once.

    DIR/settings.yaml        the service
    DIR/watches.yaml         saved queries and where matches go (may be absent)
    DIR/topics.yaml          own topics, learnt from examples (may be absent)
    DIR/sources/**/*.yaml    own sources, one a file, named by its id (may be absent); they replace shipped ones of that id

Reads files; opens nothing else and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from config.checks import CheckWatch, check_ids, check_together, check_watches
from config.documents import Document, Problem, read_document
from config.files import read_sources
from config.secrets import fill
from config.settings import Settings
from config.shape import explain
from config.shipped import shipped
from config.source import Source
from config.topics import OwnTopic, TopicFile, check_topics
from config.watches import Watch, WatchFile
from statements.errors import ConfigError

Model = TypeVar("Model", bound=BaseModel)
SETTINGS, WATCHES, TOPICS, SOURCES = "settings.yaml", "watches.yaml", "topics.yaml", "sources"


@dataclass(frozen=True, kw_only=True)
class Config:
    """What the user chose, checked. Paths are absolute; ``sources`` are shipped ones named in ``catalogue`` and own ones."""

    directory: Path
    settings: Settings
    sources: tuple[Source, ...]
    watches: tuple[Watch, ...]
    warnings: tuple[str, ...] = ()
    """Allowed but unwise, in the same form as problems."""
    topics: tuple[OwnTopic, ...] = ()


def load(directory: Path, env: Mapping[str, str], *, check_watch: CheckWatch | None = None) -> Config:
    """Read a configuration directory. Raises `ConfigError` with all problems, as ``file:line: path: message``.
    ``check_watch`` reads the watches' queries, whose language is not known here."""
    problems: list[Problem] = []
    warnings: list[str] = []
    settings_document = _document(directory / SETTINGS, problems, required=True)
    watches_document = _document(directory / WATCHES, problems, required=False)
    topics_document = _document(directory / TOPICS, problems, required=False)
    settings = watch_file = topic_file = None
    faulty: set[str] = set()
    if settings_document is not None:
        settings, faulty = _settings(settings_document, directory, env, problems, warnings)
    own = read_sources(directory / SOURCES, problems)
    check_ids(own, problems)
    topic_ids: tuple[str, ...] = ()
    if topics_document is not None:
        topic_file = _validate(TopicFile, topics_document.data, topics_document, problems)
        topic_ids = check_topics(topics_document, problems)
    if watches_document is not None:
        watch_file = _validate(WatchFile, watches_document.data, watches_document, problems)
        ids = {source.id for source, _ in own} | set(shipped())
        check_watches(watches_document, ids, topic_ids, check_watch, problems)
    if settings is not None and settings_document is not None:
        check_together(
            settings=(settings, settings_document),
            watches=(watch_file, watches_document) if watch_file and watches_document else None,
            own=own,
            shipped=shipped(),
            problems=problems,
            warnings=warnings,
            faulty=faulty,
        )
    if problems or settings is None or watch_file is None or topic_file is None:
        ordered = sorted(set(problems), key=lambda problem: (problem.file, problem.line, problem.path))
        raise ConfigError([str(problem) for problem in ordered])
    return Config(
        directory=directory,
        settings=settings,
        sources=choose(settings, [source for source, _ in own]),
        watches=watch_file.watches,
        topics=topic_file.topics,
        warnings=tuple(warnings),
    )


def choose(settings: Settings, own: list[Source]) -> tuple[Source, ...]:
    """The shipped sources asked for, in that order, own ones in their place, then the other own ones."""
    mine = {source.id: source for source in own}
    named = {id_: mine.get(id_) or shipped().get(id_) for id_ in settings.catalogue}
    return tuple(source for source in {**named, **mine}.values() if source is not None)


def _settings(
    document: Document, directory: Path, env: Mapping[str, str], problems: list[Problem], warnings: list[str]
) -> tuple[Settings | None, set[str]]:
    """The settings; where some are wrong, the others with defaults in place of those, and the top-level keys of the wrong
    ones, so that nothing has to wait for these to be mended. None when that cannot be."""
    raised: list[Problem] = []
    data, variables = fill(document, directory=directory, env=env, problems=raised, warnings=warnings)
    settings = _validate(Settings, data, document, raised)
    for problem in raised:  # a value that came from the environment has no line in the file
        variable = variables.get(problem.path)
        problems.append(replace(problem, file=variable, line=1) if variable else problem)
    faulty = {re.split(r"[.\[]", problem.path)[0] for problem in raised}
    if faulty:
        try:
            settings = Settings.model_validate({key: data[key] for key in data if key not in faulty})
        except ValidationError:
            settings = None
    if settings is None:
        return None, faulty
    database = _absolute_database(settings.database, directory)
    return settings.model_copy(update={"database": database}), faulty


def _absolute_database(url: str, directory: Path) -> str:
    scheme, _, rest = url.partition("sqlite:///")
    if scheme or not rest or rest.startswith((":memory:", "/")):
        return url
    return f"sqlite:///{(directory / rest).absolute()}"


def _document(path: Path, problems: list[Problem], *, required: bool) -> Document | None:
    if path.is_file():
        return read_document(path, problems)
    if path.exists() or path.is_symlink():
        problems.append(_of_file(path, "must be a file, and is not"))
        return None
    if required:
        problems.append(_of_file(path, f'there is none; "communique init {path.parent}" writes one'))
    other = path.with_suffix(".yml")
    if other.is_file():
        problems.append(_of_file(other, "is not read; name it .yaml"))
    return None if required else Document(file=str(path))


def _of_file(path: Path, message: str) -> Problem:
    return Problem(file=str(path), line=1, path="file", message=message)


def _validate(
    model: type[Model], data: Mapping[str, object], document: Document, problems: list[Problem]
) -> Model | None:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems.extend(explain(error, document, model))
        return None
