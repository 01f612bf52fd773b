"""Commands about sources that nobody has described yet, or whose site was rebuilt: new, accept."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import FAILED, HERE, ConfigOption, JsonOption, clean, hint, load, print_json, print_table, say

if TYPE_CHECKING:
    from spiders.findings import Refused

Write = Annotated[
    bool, typer.Option("--write", help="Write the source file and its saved pages below sources/.")
]

_FOR = re.compile(r" for https?://[^\s)]+")
"""The address in a reason, which is told once."""


def new(
    url: Annotated[str, typer.Argument(help="The site's front page, or its page of news.")],
    config: ConfigOption = HERE,
    source: Annotated[
        str | None, typer.Option("--id", help="Id of the new source.", show_default="from the host's name")
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option(help="ISO 3166 code or organisation code.", show_default="from the host's country"),
    ] = None,
    write: Write = False,
    as_json: JsonOption = False,
) -> int:
    """Look at a site that has no source file yet, find how it can be read, and propose one.

    Asks the site at most 25 times, by the rules of any check. Nothing is written without --write, and nothing is written over.

    Example: communique sources new https://www.example.org/ --issuer CH --write
    """
    from config import fields
    from pipeline import discovering, sourcefile, whereabouts
    from spiders.findings import why_not
    from statements.clock import SystemClock
    from statements.issuers import is_issuer, issuer_name

    try:
        url = fields.check_url(url)
        source = None if source is None else fields.check_identifier(source)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if issuer is not None and not is_issuer(issuer):
        raise typer.BadParameter(f"no issuer has the code {issuer!r}", param_hint="--issuer")
    loaded = load(config, quiet=as_json, warned=False)  # that no source is chosen yet is why this is asked
    notes = {}
    if issuer is None:
        issuer = whereabouts.issuer_of(url)
        if issuer is None:
            raise typer.BadParameter(
                "the host's name tells no country: say who publishes there with --issuer",
                param_hint="--issuer",
            )
        notes["issuer"] = "guessed from the host's name"
        say(
            f"Issuer: {issuer} ({issuer_name(issuer)}), guessed from the host's name; --issuer says otherwise.",
            style="yellow",
        )
    id_ = source or whereabouts.id_of(url, issuer)
    folder = config / "sources"
    if write:  # before the site is asked in vain
        for there in (folder / f"{id_}.yaml", folder / f"{id_}.test"):
            if there.exists():
                say(
                    f"communique: {there} is there already and is not written over; choose another --id or remove it"
                )
                return FAILED
    found = discovering.look(loaded, url)
    written: list[Path] = []
    if found.best is not None:
        name = found.name or issuer_name(issuer)
        today = SystemClock().now().date()
        text = sourcefile.compose(
            found,
            id_=id_,
            issuer=issuer,
            name=name,
            zone=whereabouts.zone_of(issuer),
            today=today,
            notes=notes,
        )
        written = sourcefile.write(folder, id_, text, found) if write else []
    else:
        text = ""
    if as_json:
        print_json(
            {
                **discovering.shape(found, id_=id_, issuer=issuer, written=[str(path) for path in written]),
                "file": text or None,
            }
        )
    else:
        print_table(
            ("door", "address", "sure", "entries", "newest", "found"),
            [
                [
                    one.kind,
                    one.entry,
                    f"{one.confidence:.0%}",
                    len(one.drafts),
                    one.newest or "",
                    f"doubtful: {one.doubt}" if one.doubt else "; ".join(one.reasons),
                ]
                for one in found.proposals
            ],
            empty="No door was found.",
        )
        for line in _refusals(found.refused):
            say(line, mark="not:", style="yellow")
        if written:
            say(
                f"Written: {', '.join(str(path) for path in written)}. Try it: {hint(f'sources test {id_}', config)}",
                style="green",
            )
        elif text:
            print(clean(text))
    if found.best is None:
        why = f": {why_not(found)}" if as_json or not found.refused else ""
        say(f"communique: nothing was found at {url} that can be watched{why}")
        return FAILED
    return os.EX_OK


def _refusals(refused: Iterable[Refused]) -> list[str]:
    """What was refused, a line for each reason, however many addresses it was given for."""
    by_reason: dict[str, list[Refused]] = {}
    for one in refused:
        by_reason.setdefault(_FOR.sub("", one.reason), []).append(one)
    lines = []
    for reason, ones in by_reason.items():
        more = f" and {len(ones) - 1} more" if len(ones) > 1 else ""
        lines.append(f"{', '.join(dict.fromkeys(one.what for one in ones))}: {reason} ({ones[0].url}{more})")
    return lines


def accept(
    source: Annotated[
        str, typer.Argument(help="Id of the source whose proposed file is to take the place of its own.")
    ],
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
) -> int:
    """Take the file that was proposed for a rebuilt site, after showing how it differs. The old one is kept beside it.

    Example: communique sources accept un-press
    """
    from pipeline import proposals
    from statements.clock import SystemClock

    change = proposals.accept(config / "sources", source, SystemClock().now())
    if as_json:
        print_json(change)
    else:
        print(clean(str(change["difference"])))
        kept = f" The old one is kept as {change['kept']}." if change["kept"] else ""
        say(
            f"{change['written']} is the file of {source} now.{kept} Try it: {hint(f'sources test {source} --live', config)}. "
            "A running service takes it at its next start, and then looks at once.",
            style="green",
        )
    return os.EX_OK
