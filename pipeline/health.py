"""What is wrong, said before anybody asks: the state of the service, and a look at the machine under it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from archive import Archive, describe
from archive.records import SourceHealth
from config import Config
from pipeline import shapes, wiring
from pipeline.work import reader
from statements.clock import SystemClock
from statements.errors import CommuniqueError

OLD = timedelta(minutes=15)
"""A message that should have left and is older than this makes the outbox unhealthy."""
SPACE = 200 * 2**20
"""Free bytes below which the disk is too full."""


def status(config: Config, archive: Archive) -> dict[str, Any]:
    """What `communique status` says. ``idle``: nothing is due, in work, unread or waiting to be sent right now."""
    now = SystemClock().now()
    wanted = {source.id for source in config.sources if source.enabled}
    states = [state for state in archive.sources.states() if state.source in wanted]
    counts = archive.outbox.counts()
    unread, unvisited = archive.readings.unread_count(), archive.visits.pending()
    leased = [state for state in states if state.lease_until is not None and state.lease_until > now]
    due = archive.sources.due_count(now)
    moving = sum(counts.get(state, 0) for state in ("pending", "sending", "ambiguous"))
    checked = [state.last_check_at for state in states if state.last_check_at]
    return {
        "idle": not (due or leased or unread or moving) and bool(states),
        "sources": {
            **shapes.counts(states),
            **({"unknown": len(wanted) - len(states)} if len(wanted) > len(states) else {}),
        },
        "outbox": {"pending": 0, **counts},
        "statements": archive.statements.count(),
        "unread": unread,
        "unvisited": unvisited,
        "due": due,
        "checking": len(leased),
        "last_check": shapes.moment(max(checked)) if checked else None,
        "problems": problems(config, archive),
    }


def problems(config: Config, archive: Archive) -> list[str]:
    """Everything that is visibly unhealthy, one sentence each."""
    now = SystemClock().now()
    found = []
    wanted = {source.id for source in config.sources if source.enabled}
    for state in archive.sources.states():
        if state.source in wanted and state.health in (
            SourceHealth.DEGRADED, SourceHealth.FAILING, SourceHealth.BLOCKED,
        ):  # fmt: skip
            since = shapes.moment(state.last_success_at) or "ever"
            found.append(
                f"source {state.source} is {state.health.value}: not read since {since}; "
                f"{state.last_verdict.value if state.last_verdict else '?'}: {state.last_error or 'no reason recorded'}"
                if state.failures
                else f"source {state.source} is {state.health.value}: {state.last_error or 'some pages could not be read'}"
            )
    for parked in archive.outbox.parked():
        place = "every destination" if parked.destination == "*" else parked.destination
        found.append(
            f"{parked.channel}: {place} takes nothing since {shapes.moment(parked.since)}: {parked.reason}"
        )
    dead = archive.outbox.counts().get("dead", 0)
    if dead:
        found.append(f"{dead} messages were refused for good; see `communique outbox list --state dead`")
    oldest = archive.outbox.oldest_pending(now)
    if oldest is not None and now - oldest > OLD:
        found.append(f"messages wait since {shapes.moment(oldest)}; is the service running?")
    return found


def doctor(config: Config) -> list[dict[str, str]]:
    """What would go wrong here: configuration, database, model, disk, Slack, mail. Sends no message."""
    findings: list[dict[str, str]] = []

    def say(level: str, name: str, text: str) -> None:
        findings.append({"level": level, "name": name, "text": text})

    try:
        wiring.check_queries(config)
        say("ok", "watches", f"{len(config.watches)} queries can be read")
    except CommuniqueError as error:
        say("bad", "watches", str(error))
    try:
        archive = wiring.archive_of(config)
    except CommuniqueError as error:
        say("bad", "database", str(error))
    else:
        try:
            about = describe(archive)
            for warning in about["warnings"]:
                say("warn", "database", warning)
            say(
                "ok",
                "database",
                f"{about['engine']} {about['version']}, schema {about['schema']}, {about['address']}",
            )
            for problem in problems(config, archive):
                say("bad", "service", problem)
        finally:
            archive.close()
    try:
        say("ok", "model", f"model {reader().model_id} loads and is the one its manifest describes")
    except CommuniqueError as error:
        say("bad", "model", str(error))
    free = shutil.disk_usage(_existing(config.directory)).free
    say("ok" if free > SPACE else "bad", "disk", f"{free // 2**20} MiB free beside the configuration")
    guard = wiring.guard_of(config)
    if wiring.guards_itself(guard):
        say("ok", "guard", "private addresses are refused")
    else:
        say("warn", "guard", "network.allow opens loopback: right for tests, not for a server")
    for sender_name, sender in wiring.senders_of(config, SystemClock()).items():
        answer = sender.probe("*")
        if answer is None:
            say("ok", sender_name, "takes our credentials")
        else:
            say("bad", sender_name, answer.error)
    return findings


def _existing(path: Path) -> Path:
    return path if path.exists() else path.absolute().parent
