"""Source files that were proposed because a site was rebuilt: written beside the user's own, taken only when somebody says so."""

from __future__ import annotations

import difflib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from archive import Archive
from config.files import PROPOSED
from config.shipped import FOLDER
from config.source import Source
from statements.clock import Clock
from statements.errors import CommuniqueError

# A proposal is rare: what writes one is imported then, with all that reads a site's pages.
if TYPE_CHECKING:
    from spiders.findings import Discovery
    from spiders.learner import Propose

log = structlog.get_logger("communique.check")

STALE = timedelta(hours=1)
"""For so long after an edit a look may have been one by a service that was started before."""


def proposed(sources: Path) -> dict[str, Path]:
    """The proposals that wait, by source."""
    found = sorted(sources.rglob(f"*{PROPOSED}")) if sources.is_dir() else []
    return {path.name.removesuffix(PROPOSED): path for path in found}


def file_of(sources: Path, source: str) -> Path | None:
    """The file that describes a source: the user's own, else the shipped one."""
    own = sorted(sources.rglob(f"{source}.yaml")) if sources.is_dir() else []
    return next(iter((*own, *sorted(FOLDER.glob(f"*/{source}.yaml")))), None)


def ask_again(archive: Archive, sources: Path, now: datetime) -> int:
    """Let those failing sources be checked at the next opportunity whose own files were written since they were last asked, or shortly
    before (`STALE`): what was in their way may be mended, and they would wait for up to a day. A file from the future says nothing."""
    written = {
        path.stem: datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in sources.rglob("*.yaml")
    }
    edited = [
        state.source
        for state in archive.sources.states()
        if state.failures and state.last_check_at is not None
        if (at := written.get(state.source)) is not None and state.last_check_at - STALE < at <= now
    ]
    return archive.sources.make_due(now, edited)


def propose(sources: Path, source: str, text: str) -> Path:
    """Write a proposal, in the place of an older one. Raises ConfigError or CommuniqueError when it cannot be."""
    from pipeline.sourcefile import put

    old = file_of(sources, source)
    folder = old.parent if old is not None and old.is_relative_to(sources) else sources
    path = folder / f"{source}{PROPOSED}"
    put(path, text)
    return path


def proposer(sources: Path, clock: Clock) -> Propose:
    """What the engine tells of a rebuilt site: writes the proposal and says so in the log, or gives the reason why not."""

    def tell(source: Source, found: Discovery, reason: str) -> str | None:
        from pipeline.sourcefile import repaired

        try:
            path = propose(sources, source.id, repaired(source, found, reason, clock.now().date()))
        except CommuniqueError as error:
            log.warning("no new file could be proposed", source=source.id, reason=reason, error=str(error))
            return str(error)
        log.warning(
            "the site seems to have been rebuilt", source=source.id, reason=reason, proposed=str(path)
        )
        return None

    return tell


def accept(sources: Path, source: str, now: datetime) -> dict[str, Any]:
    """Put a proposal in the place of the source's file: ``difference``, ``written``, and where the old file is ``kept``."""
    from pipeline.savedtests import SAVED
    from pipeline.sourcefile import how_to_take, put

    path = proposed(sources).get(source)
    if path is None:
        waiting = ", ".join(proposed(sources)) or "none waits"
        raise CommuniqueError(f"nothing is proposed for {source!r} ({waiting})")
    old = file_of(sources, source)
    mine = old is not None and old.is_relative_to(sources)
    target = old if old is not None and mine else sources / f"{source}.yaml"
    text = path.read_text("utf-8").replace(how_to_take(source), "", 1)
    before = old.read_text("utf-8") if old is not None else ""
    difference = "".join(
        difflib.unified_diff(
            before.splitlines(keepends=True), text.splitlines(keepends=True), str(old or target), str(target)
        )
    )
    kept, aside = None, f"{now:%Y%m%d-%H%M%S}.old"
    try:
        if mine:
            kept = target.with_name(f"{target.name}.{aside}")
            kept.write_bytes(target.read_bytes())  # a copy: until the new one is in place the old one stays
        put(target, text)
        path.unlink()
        pages = target.with_name(f"{source}{SAVED}")
        if pages.is_dir():  # as the site was: the old file's, whose rules read them
            pages.rename(pages.with_name(f"{pages.name}.{aside}"))
    except OSError as error:
        raise CommuniqueError(f"cannot write {target}: {error.strerror}") from error
    return {
        "source": source,
        "written": str(target),
        "kept": str(kept) if kept else None,
        "difference": difference,
    }
