"""A look at the machine and the settings under the service: what would go wrong, said before it does."""

from __future__ import annotations

from archive import describe
from config import Config
from pipeline import health, models, opening, room, watches, wiring
from pipeline.work import reader
from statements.clock import SystemClock
from statements.errors import CommuniqueError

FEW = 3
"""Statements that may be missing in the memory of what was said: an edit that was read before its first version leaves one out."""

ASKABLE = ("slack", "mail")
"""Channels that can be asked without sending anything."""


def examine(config: Config) -> list[dict[str, str]]:
    """What would go wrong here: configuration, database, model, disk, Slack, mail. Sends no message."""
    findings: list[dict[str, str]] = []

    def say(level: str, name: str, text: str) -> None:
        findings.append({"level": level, "name": name, "text": text})

    try:
        opening.check_queries(config)
        say("ok", "watches", f"{len(config.watches)} queries can be read")
        for warning in watches.warnings(config):
            say("warn", "watches", warning)
    except CommuniqueError as error:
        say("bad", "watches", str(error))
    try:
        archive = opening.archive_of(config)
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
            for problem in health.problems(config, archive):
                say("bad", "service", problem)
            lacking = archive.novelties.lacking()
            if lacking > FEW:
                say(
                    "warn",
                    "novelties",
                    f"{lacking} statements that were read are not in the memory of what was said before, so nothing is called new: "
                    "stop the service once and run communique novelties rebuild",
                )
        finally:
            archive.close()
    try:
        wanted = config.settings.classifier.embeddings
        loaded = reader(embeddings=wanted)
        say("ok", "model", f"model {loaded.model_id} loads and is the one its manifest describes")
        used, why = models.in_use(loaded, wanted=wanted)
        if used:
            say("ok", "embeddings", "in use: sentences are compared by meaning too")
        else:
            level = "warn" if wanted else "ok"
            say(level, "embeddings", f"not in use ({why}): labels are less reliable, see docs/model-card.md")
    except CommuniqueError as error:
        say("bad", "model", str(error))
    for place, free in room.free(config).items():
        say("ok" if free >= room.SPACE else "bad", "disk", f"{free // 2**20} MiB free beside {place}")
    guard = wiring.guard_of(config)
    if wiring.guards_itself(guard):
        say("ok", "guard", "private addresses are refused")
    else:
        say("warn", "guard", "network.allow opens loopback: right for tests, not for a server")
    try:
        senders = wiring.senders_of(config, SystemClock())
    except CommuniqueError as error:
        say("bad", "channels", str(error))
        return findings
    for name, sender in senders.items():
        answer = sender.probe("*")
        if answer is not None:
            say("bad", name, answer.error)
        elif name in ASKABLE:
            say("ok", name, "takes our credentials")
        else:
            say("ok", name, "configured; whether it takes messages shows with the first one")
    return findings
