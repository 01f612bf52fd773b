"""What the commands about watches need: the list, a trial on the archive, a watch written down, and who of them fires too often."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pydantic import ValidationError

from alerts import highlight, lines, routing
from alerts.routing import asked
from archive import Archive, open_archive, query
from archive.records import Hit
from config import Config
from config.checks import NO_LABEL, unready
from config.editing import add_watch
from config.packs import issuers_of
from config.watch_templates import templates
from config.watches import Watch
from pipeline import opening, shapes
from pipeline.nearmisses import Miss
from pipeline.rehearsal import OFTEN, Fired, Rehearsal, misses, rehearse
from pipeline.silences import rehearsed
from statements.clock import SystemClock
from statements.errors import ArchiveError, CommuniqueError
from statements.quotes import around

EXAMPLES = 5
LOOK = timedelta(days=14)
"""How far back it is looked for watches that fire too often,"""
LOOKED = 5_000
"""among the last so many texts,"""
PATIENCE = 2
"""and for so many seconds: who checks a file does not wait."""
_SINCE = re.compile(r"([1-9]\d{0,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def listing(config: Config) -> list[dict[str, Any]]:
    """Every watch with its query and routing, and how often it fires a day where that is too often."""
    often = busy(config)
    return [
        {
            "id": watch.id,
            "name": watch.name,
            "query": watch.query,
            "to": list(watch.to),
            "enabled": watch.enabled,
            "rate": watch.rate,
            "per_day": often.get(watch.id),
        }
        for watch in config.watches
    ]


def found(config: Config, name: str) -> Watch:
    """A configured watch. Raises CommuniqueError."""
    watch = next((entry for entry in config.watches if entry.id == name), None)
    if watch is None:
        names = ", ".join(entry.id for entry in config.watches) or "none"
        raise CommuniqueError(f"there is no watch {name!r}; configured: {names}")
    return watch


def passing(text: str, config: Config, **more: Any) -> Watch:
    """A watch for one trial of a query. Raises QueryError."""
    _check(config, text)
    return Watch.model_validate({"id": "query", "name": text[:150], "query": text, **more})


def confidently(watch: Watch) -> Watch:
    """The watch, if its ``min_confidence`` can be compared with something. Raises CommuniqueError."""
    if watch.min_confidence is not None and not asked(watch.query):
        raise CommuniqueError(f"min_confidence: {NO_LABEL}")
    return watch


def test(
    config: Config, archive: Archive, watch: Watch, *, since: str, now: datetime | None = None
) -> dict[str, Any]:
    """What a watch would have done in the last ``since`` (``90d``, ``12h``, ``4w``), with examples and near misses."""
    until = now or SystemClock().now()
    rehearsal = rehearse(archive, watch, since=back(until, since), until=until, zone=config.settings.zone)
    near, alone = misses(archive, rehearsal, most=EXAMPLES)
    return _shape(config, archive, rehearsal, since) | {
        "near_misses": [_miss(miss) for miss in near],
        "held_back_by": dict(sorted(alone.items(), key=lambda item: item[1])),
    }


def draft(config: Config, template: str | None, chosen: dict[str, Any]) -> tuple[Watch, str | None]:
    """The watch to be added, and what it is for: a template with what is ``chosen`` otherwise, or what is chosen alone. Raises
    CommuniqueError and QueryError for what cannot be written down."""
    chosen = {key: value for key, value in chosen.items() if value is not None}
    if template is None:
        if not {"id", "query"} <= chosen.keys():
            raise CommuniqueError("name a template (communique watches templates), or give --id and --query")
        chosen = {"name": chosen["query"][:150], **chosen}
        watch, purpose = _made(lambda: Watch.model_validate(chosen)), None
    elif template in templates():
        shipped = templates()[template]
        watch, purpose = _made(lambda: shipped.watch(**chosen)), shipped.purpose
    else:
        raise CommuniqueError(f"there is no template {template!r}; there are {', '.join(templates())}")
    watch = watch.model_copy(update={"query": " ".join(watch.query.split())})
    _check(config, watch.query)
    confidently(watch)
    if watch.board is not None and not watch.to:
        raise CommuniqueError("its board has nowhere to go; give a destination with --to")
    for destination in watch.to:
        problem = unready(destination, config.settings)
        if problem:
            raise CommuniqueError(f"--to {destination}: {problem}")
    if any(entry.id == watch.id for entry in config.watches):
        raise CommuniqueError(f"there is a watch {watch.id!r} already; give another --id")
    return watch, purpose


def _made(make: Callable[[], Watch]) -> Watch:
    try:
        return make()
    except ValidationError as error:
        said = [
            f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg'].removeprefix('Value error, ')}"
            for problem in error.errors()
        ]
        raise CommuniqueError("; ".join(said)) from None


def add(config: Config, watch: Watch, purpose: str | None) -> Path:
    """Write a watch into ``watches.yaml``; returns the file. Raises CommuniqueError, ConfigError."""
    add_watch(config.directory, watch, purpose=purpose)
    return config.directory / "watches.yaml"


def trial(config: Config, watch: Watch, *, since: str) -> dict[str, Any] | None:
    """What a watch would have done, without near misses; None where there is no archive to try it on."""
    archive = _there(config)
    if archive is None:
        return None
    with archive:
        now = SystemClock().now()
        rehearsal = rehearse(archive, watch, since=back(now, since), until=now, zone=config.settings.zone)
        return _shape(config, archive, rehearsal, since)


def busy(config: Config, besides: Collection[Watch] = ()) -> dict[str, float]:
    """The watches, ``besides`` those that were looked at before, that send at once and would fire more than `OFTEN` a day, with how
    often. Looks only where there is an archive already, at its newest part, and not for long."""
    watches = [
        watch
        for watch in config.watches
        if watch.enabled and watch.to and watch.rate == "now" and watch not in besides
    ]
    archive = _there(config) if watches else None
    if archive is None:
        return {}
    often: dict[str, float] = {}
    began, now = time.monotonic(), SystemClock().now()
    with archive:
        for watch in watches:
            if time.monotonic() - began > PATIENCE:
                break
            try:
                rehearsal = rehearse(
                    archive, watch, since=now - LOOK, until=now, zone=config.settings.zone, limit=LOOKED
                )
            except ArchiveError:
                break
            if rehearsal.too_often:
                often[watch.id] = round(rehearsal.per_day, 1)
    return often


def warnings(config: Config) -> list[str]:
    """A sentence for each watch that would fire too often, and for each part of a routing that does not do what it seems to."""
    often = [too_often(watch, per_day) for watch, per_day in busy(config).items()]
    return often + [
        f"the watch {watch.id!r}: {said}"
        for watch in config.watches
        for said in (*routing.advice(watch), *unheard(config, watch))
    ]


def unheard(config: Config, watch: Watch) -> list[str]:
    """A sentence about whom the board of a watch expects and nobody can hear."""
    if watch.board is None:
        return []
    heard = {source.issuer for source in config.sources if source.enabled}
    unheard = [issuer for issuer in issuers_of(watch.board.expected) if issuer not in heard]
    if not unheard:
        return []
    return [
        f"no source of {', '.join(unheard)} is switched on, so its board is told each time and says that they are not watched"
    ]


def too_often(watch: str, per_day: float) -> str:
    """What to say of a watch that would fire more than `OFTEN` a day."""
    return (
        f"the watch {watch!r} would fire {per_day:g} times a day, and what comes more than {OFTEN} times is muted sooner or later: make it "
        f"narrower (communique watches test {watch}), or set rate: daily"
    )


def _there(config: Config) -> Archive | None:
    """The archive as it is, if it is there and can be read; nothing is made, migrated or waited for."""
    address = config.settings.database
    if address.startswith("sqlite:///") and not Path(unquote(address.removeprefix("sqlite:///"))).is_file():
        return None
    try:
        return open_archive(address, patience=PATIENCE)
    except ArchiveError:
        return None


def _check(config: Config, text: str) -> None:
    """Whether a query can be read here. Raises QueryError."""
    query.parse(text)
    opening.check_sources(text, {source.id for source in config.sources})
    opening.check_topics(text, [topic.id for topic in config.topics])


def back(now: datetime, since: str) -> datetime:
    """The moment ``since`` (``90d``, ``12h``, ``4w``) before now. Raises CommuniqueError."""
    read = _SINCE.fullmatch(since)
    if read is None:
        raise CommuniqueError(f"cannot read {since!r}; write for example 90d, 12h or 4w")
    return now - int(read[1]) * _UNITS[read[2]]


def _shape(config: Config, archive: Archive, rehearsal: Rehearsal, since: str) -> dict[str, Any]:
    watch = rehearsal.watch
    shown = _newest(rehearsal)
    hits = archive.replays.hits([one.read.version for one in shown])
    return {
        "watch": watch.id,
        "query": watch.query,
        "rate": watch.rate,
        "since": since,
        "from": shapes.moment(rehearsal.since),
        "until": shapes.moment(rehearsal.until),
        "read": rehearsal.looked,
        "fired": len(rehearsal.fired),
        "per_week": round(rehearsal.per_day * 7, 1),
        "per_day": round(rehearsal.per_day, 1),
        "too_often": rehearsal.too_often,
        "messages": rehearsal.messages,
        "in_threads": rehearsal.replies,
        "summaries": rehearsal.summaries,
        "muted": rehearsal.muted,
        "boards": rehearsed(config, archive, rehearsal),
        "baseline": rehearsal.baseline,
        "not_sure_enough": len(rehearsal.doubted),
        "loudest_week": None if rehearsal.week is None else _loud(*rehearsal.week),
        "loudest_day": None if rehearsal.day is None else _loud(*rehearsal.day),
        "examples": [_example(one, hits[one.read.version], watch.query) for one in shown],
    }


def _loud(day: Any, count: int) -> dict[str, Any]:
    return {"day": day.isoformat(), "fired": count}


def _newest(rehearsal: Rehearsal) -> Sequence[Fired]:
    """The newest alerts, one a thread as far as there are enough."""
    alone = [one for one in reversed(rehearsal.fired) if not one.reply]
    rest = [one for one in reversed(rehearsal.fired) if one.reply]
    return [*alone, *rest][:EXAMPLES]


def _example(fired: Fired, hit: Hit, asked_for: str) -> dict[str, Any]:
    quote, earned = quoted(hit, asked_for)
    return {
        "id": hit.version.statement,
        "version": hit.version.n,
        "at": shapes.moment(fired.read.at),
        "about": _about(fired, hit),
        "grade": fired.read.grade if fired.revised else None,
        "seen": shapes.moment(hit.version.seen),
        "issuer": hit.version.issuer,
        "title": hit.version.title,
        "quote": quote,
        "earned": earned,
    }


def _about(fired: Fired, hit: Hit) -> str:
    """What the alert would have been about: ``new``, ``reissue``, ``edit``, ``withdrawn``, ``returned``."""
    if fired.gone or fired.back:
        return "withdrawn" if fired.gone else "returned"
    if fired.revised:
        return "edit"
    return "new" if hit.version.reissue is None else "reissue"


def _miss(miss: Miss) -> dict[str, Any]:
    version = miss.hit.version
    return {
        "id": version.statement,
        "version": version.n,
        "seen": shapes.moment(version.seen),
        "issuer": version.issuer,
        "title": version.title,
        "condition": miss.condition,
        "why": miss.why,
    }


def quoted(hit: Hit, text: str) -> tuple[str | None, str | None]:
    """The sentence that earned a match, and the label or words that it is for: a label that the query asks for before words of it."""
    version, reading = hit.version, hit.reading
    labels = lines.quotes(reading, [text]) if reading else []
    if reading and labels and {*asked(text)} & {*reading.evidence}:
        return labels[0]
    places = highlight.spans(version.text, [text], version.language)
    if places:
        return around(version.text, *places[0]), version.text[slice(*places[0])]
    return labels[0] if labels else (None, None)
