"""The command `board`: who has spoken, and what a silence is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import HERE, ConfigOption, JsonOption, clean, load, opened, print_json, print_table, say

if TYPE_CHECKING:
    from archive.voices import Voice
    from pipeline.board import Board

_WHOLE = 160
"""Characters of a quote in the table; --json has all of it."""


def board(
    query: Annotated[str | None, typer.Argument(help="What it is about, as for `search`.")] = None,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    story: Annotated[
        int | None, typer.Option(min=1, help="A statement: the board of the story it is in.")
    ] = None,
    expect: Annotated[
        str | None,
        typer.Option(
            help="Who is expected: codes and packs, between commas (p5,DE,TR).",
            show_default="all of whom a source is switched on",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            help="From when on: a day, an instant, or 36h, 7d, 2w ago.", show_default="the first statement"
        ),
    ] = None,
    until: Annotated[str | None, typer.Option(help="Until when, a day included.", show_default="now")] = None,
) -> int:
    """Who has spoken: each one's first statement, how long after the first of all, stance and rung; and of those who said nothing
    whether they were silent, could not be read, or are not watched.

    Example: communique board aleppo --expect p5,DE,TR,IR --since 2024-11-27
    """
    from pipeline import board as boards
    from statements.clock import SystemClock

    if (query is None) == (story is None):
        raise typer.BadParameter("say what the board is about: a query, or --story and a statement")
    loaded = load(config, quiet=as_json)
    now = SystemClock().now()
    start = None if since is None else boards.moment(since, now)
    end = None if until is None else boards.moment(until, now, end=True)
    if start is not None and start >= (end or now):
        raise typer.BadParameter("the time of the board ends before it begins")
    with opened(loaded) as archive:
        found = boards.of(
            loaded,
            archive,
            query=query,
            story=story,
            expected=boards.expect(expect) if expect is not None else (),
            since=start,
            until=end,
            now=now,
        )
    if as_json:
        print_json(boards.as_json(found, query=query, story=story))
    else:
        _show(found)
    return 0


def _show(found: Board) -> None:
    from pipeline.board import MOST

    print_table(
        ("issuer", "when", "", "stance", "rung", "said"),
        [_row(voice) for voice in found.voices],
        empty="Nobody is expected: no source is switched on, and --expect names nobody.",
    )
    if found.others:
        say(f"also spoke: {', '.join(found.others)}")
    if found.truncated:
        say(f"only the newest {MOST:,} statements were looked through; a narrower query shows who began")


def _row(voice: Voice) -> tuple[str, ...]:
    from archive.voices import after, day

    if voice.hit is None or voice.at is None or voice.delay is None:
        reason = f": {clean(voice.reason)}" if voice.reason else ""
        return (voice.issuer, "", "", "", "", f"{voice.standing.value}{reason}")
    reading = voice.hit.reading
    quote = " ".join((voice.quote or voice.hit.version.title).split())
    by = (
        f"by joint statement ({voice.by} #{voice.hit.version.statement})"
        if voice.by
        else f"#{voice.hit.version.statement}"
    )
    return (
        voice.issuer,
        ("" if voice.exact else "about ") + day(voice.at),
        after(voice.delay),
        ", ".join(reading.stances) if reading else "not read yet",
        str(int(reading.rung)) if reading else "",
        f"{by} {quote if len(quote) <= _WHOLE else quote[: _WHOLE - 1] + '…'}"
        + (" (WITHDRAWN)" if voice.hit.withdrawn_at else ""),
    )
