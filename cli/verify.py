"""`communique verify`: is the archive still what it stored?"""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.common import FAILED, HERE, ConfigOption, JsonOption, load, opened, print_json, say

if TYPE_CHECKING:
    from archive import Archive


NOT_SEALED = "not sealed, and so not proved: grades of edits, events and withdrawals, links, and readings but for their quotes"


def verify(
    ids: Annotated[
        list[str] | None,
        typer.Argument(help="Only these statements; after --head: the head that was noted down."),
    ] = None,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what was stored since this day (UTC).")
    ] = None,
    head: Annotated[
        bool,
        typer.Option(
            "--head",
            help="Print the head of the chain, to note it down elsewhere; with a head: prove that the archive still "
            "contains the history up to it.",
        ),
    ] = False,
) -> int:
    """Offline: hash every capture, read its text again, look for every quote, walk the chain of seals. Exit 1, naming the
    statements, when a single byte is not what it was.

    Example: communique verify --config ./desk
    """
    from pipeline import verifying

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        if head:
            return _head(archive, ids or [], as_json)
        numbers = [_number(name) for name in ids or []]
        for number in numbers:
            if archive.statements.current(number) is None:
                raise typer.BadParameter(f"there is no statement {number} in this archive")
        tally = verifying.verify(
            archive,
            {source.id: source for source in loaded.sources},
            since=None if since is None else since.replace(tzinfo=UTC),
            statements=numbers or None,
        )
    if as_json:
        print_json({**asdict(tally), "listed": [asdict(fault) for fault in tally.listed]})
    else:
        _tell(tally)
    return FAILED if tally.faults else 0


def _number(name: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", name):
        raise typer.BadParameter(f"{name!r} is no statement's id")
    return int(name)


def _head(archive: Archive, given: list[str], as_json: bool) -> int:
    from pipeline import shapes, verifying

    if not given:
        newest = archive.seals.head()
        shown = (
            None
            if newest is None
            else {"head": newest.chain, "seals": newest.seals, "at": shapes.moment(newest.at)}
        )
        if as_json:
            print_json(shown)
        elif newest is None:
            say("Nothing is sealed yet.")
        else:
            print(newest.chain)
            say(f"the head of {newest.seals} seals, the newest of {shapes.moment(newest.at)}")
        return 0 if newest else FAILED
    if len(given) > 1 or not re.fullmatch(r"[0-9a-f]{64}", given[0]):
        raise typer.BadParameter("after --head goes one head: 64 hexadecimal digits")
    seal, tally = verifying.find_head(archive, given[0])
    if as_json:
        print_json(
            {
                "contained": seal is not None and not tally.faults,
                "seal": seal.id if seal else None,
                "at": shapes.moment(seal.at) if seal else None,
                "seals": tally.seals,
                "faults": tally.faults,
                "listed": [asdict(fault) for fault in tally.listed],
            }
        )
    elif seal is None:
        say(f"This archive does not contain that history: none of its {tally.seals} seals has this head.")
    elif tally.faults:
        _faults(tally)
    else:
        say(
            f"This archive still contains that history: {tally.seals} seals, the last of {shapes.moment(seal.at)}."
        )
    return FAILED if seal is None or tally.faults else 0


def _tell(tally: Any) -> None:
    say(f"{tally.seals} seals: the bytes of {tally.intact} captures are as they were received")
    if tally.dropped:
        say(f"{tally.dropped} captures: retention has let the bytes go; their seals hold")
    say(f"{tally.derived} texts follow from their bytes")
    if tally.otherwise:
        say(
            f"{tally.otherwise} texts were read by an older reader or another source file, and today's reads them otherwise; "
            "their bytes are intact"
        )
    say(f"{tally.quotes} quotes looked for")
    if tally.partly:
        say(f"{tally.partly} seals are from before issuer and details were sealed: these two are not proved")
    if tally.unsealed:
        say(f"{tally.unsealed} captures are from before captures were sealed")
    _faults(tally)
    if not tally.faults:
        say("nothing of what is sealed was changed")
    say(NOT_SEALED, mark="note")


def _faults(tally: Any) -> None:
    for fault in tally.listed:
        of = (
            f"statement {fault.statement}, version {fault.version}"
            if fault.statement
            else f"seal {fault.seal}"
        )
        say(f"{of}: {fault.reason}", mark=fault.what)
    if tally.faults > len(tally.listed):
        say(f"and {tally.faults - len(tally.listed)} more")
