"""Edits of the configuration under a running service. What can be exchanged takes effect at once: watches, and the settings of what
is sent (Slack, mail, hooks, Apprise, digests, operators). Sources, topics and the rest wait for a restart, and the log says so. What
cannot be used is refused, with its reasons in the log and a word to the operators; the service goes on with what it had. A watch that
would fire too often is in force, and said to.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

import structlog

from config import Config
from config.watches import Watch
from pipeline.threads import left_behind
from statements.errors import ConfigError

log = structlog.get_logger("communique.run")

LOOK = 10.0
"""Seconds between two looks at the files."""
SETTLE = 1.0
"""Seconds for which they must stay as they are before they are read: an editor may write in several steps."""
EXCHANGED = ("slack", "hooks", "apprise", "mail", "digests", "operators")
"""Settings that take effect at once."""
SHOWN = 5

Fingerprint = Mapping[str, tuple[int, int]]


class Running(Protocol):
    """What is told of an edit (`pipeline.service.Service`)."""

    @property
    def config(self) -> Config: ...

    def reconfigure(self, config: Config) -> None:
        """Go on with another configuration, which differs in what can be exchanged. Raises ConfigError, and changes nothing,
        when it cannot be used."""

    def refuse(self, problem: str | None) -> None:
        """An edit cannot be used, or (None) the last one can."""

    def advise(self, advice: Mapping[str, str]) -> None:
        """An edit is in force and unwise: a sentence for each part of it, by what names that part for ever."""


def fingerprint(directory: Path) -> Fingerprint:
    """The files of a configuration directory with their time of change and size."""
    found = {}
    for path in (
        directory / "settings.yaml",
        directory / "watches.yaml",
        directory / "topics.yaml",
        *directory.glob("sources/**/*.yaml"),
    ):
        try:
            seen = path.stat()
        except OSError:  # not there, or no longer
            continue
        found[str(path.relative_to(directory))] = (seen.st_mtime_ns, seen.st_size)
    return found


def take(service: Running, read: Callable[[], Config], files: tuple[str, ...] = ()) -> bool:
    """Read the configuration anew and let the service go on with what of it can be exchanged; whether it can be used."""
    try:
        old, new = service.config, read()
        applied = _applied(old, new)
        changed = (applied.watches, applied.settings) != (old.watches, old.settings)
        if changed:
            service.reconfigure(applied)
    except ConfigError as error:
        told = "; ".join(error.problems[:SHOWN])
        more = len(error.problems) - SHOWN
        log.warning(
            "the configuration was edited and cannot be used; the service goes on with what it had",
            files=list(files),
            problems=list(error.problems),
        )
        service.refuse(f"{told}{f'; and {more} more' if more > 0 else ''}")
        return False
    service.refuse(None)
    for warning in new.warnings:
        if warning not in old.warnings:
            log.warning("the edited configuration", warning=warning)
    waiting = [
        *(
            f"settings.{name}"
            for name in type(applied.settings).model_fields
            if getattr(applied.settings, name) != getattr(new.settings, name)
        ),
        *(["topics"] if new.topics != old.topics else []),
        *(f"sources/{name}" for name in sorted(_changed(old, new))),
    ]
    if changed:
        log.info(
            "the edited configuration is in force",
            files=list(files),
            watches=[watch.id for watch in applied.watches if watch.enabled],
        )
    if waiting:
        log.warning("the configuration was edited; this part takes effect after a restart", waiting=waiting)
    elif not changed:
        log.info("the configuration says what it said before", files=list(files))
    return True


def _applied(old: Config, new: Config) -> Config:
    """What can be exchanged of a new configuration, in the old one."""
    settings = old.settings.model_copy(update={name: getattr(new.settings, name) for name in EXCHANGED})
    if settings.slack is not None and old.settings.slack is not None:
        # The connection behind the buttons is made at the start.
        settings = settings.model_copy(
            update={"slack": settings.slack.model_copy(update={"app_token": old.settings.slack.app_token})}
        )
    return replace(old, settings=settings, watches=new.watches, warnings=new.warnings)


def _changed(old: Config, new: Config) -> set[str]:
    before, after = ({source.id: source for source in config.sources} for config in (old, new))
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


async def follow(
    service: Running,
    directory: Path,
    read: Callable[[], Config],
    known: Fingerprint,
    *,
    asked: asyncio.Event,
    look: float = LOOK,
    settle: float = SETTLE,
) -> None:
    """Take each edit since ``known`` was the state of the files, until cancelled; when ``asked``, at once and edited or not."""
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(asked.wait(), look)
        now = fingerprint(directory)
        if asked.is_set():
            asked.clear()
        elif now == known:
            continue
        else:
            while now != (after := await _later(directory, settle)):
                now = after
        edited = tuple(sorted(name for name in {*known, *now} if known.get(name) != now.get(name)))
        known = now
        before = service.config.watches
        if take(service, read, edited):
            await _advise(service, before)


async def _advise(service: Running, before: Sequence[Watch]) -> None:
    """Say which watches that were not there ``before`` would fire too often. They are tried on an archive of their own beside the
    service, so that no alert waits for it."""
    if all(watch in before for watch in service.config.watches):
        return
    from pipeline import watches  # most services are never edited

    often = await left_behind(partial(watches.busy, service.config, before))
    edited = {watch.id: watch for watch in service.config.watches}
    advice = {edited[id_].model_dump_json(): watches.too_often(id_, a_day) for id_, a_day in often.items()}
    for sentence in advice.values():
        log.warning("the edited configuration", warning=sentence)
    if advice:
        service.advise(advice)


async def _later(directory: Path, seconds: float) -> Fingerprint:
    await asyncio.sleep(seconds)
    return fingerprint(directory)


@contextmanager
def on_hangup(asked: asyncio.Event) -> Iterator[None]:
    """Let SIGHUP ask for the configuration to be read anew. At a terminal it goes on meaning that the terminal was closed."""
    if sys.stdin is not None and sys.stdin.isatty():
        yield
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, asked.set)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)
