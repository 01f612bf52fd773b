"""`communique sources health`: how each source is, since when, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from cli.common import HERE, UNHEALTHY, ConfigOption, JsonOption, load, opened, print_json, print_table

_UNREAD = ("waiting", "put_aside", "refused")


def health(
    ids: Annotated[list[str] | None, typer.Argument(help="Only these sources.")] = None,
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    check: Annotated[
        bool, typer.Option("--check", help="Exit 5 unless every one of them is ok (or was never checked).")
    ] = False,
) -> int:
    """How each source is: state, since when, entry in use, rhythm, counts, what is listed and unread, and how much of the last 7 days
    it was readable. Of sources that are named it shows each unread page with the reason.

    Example: communique sources health --config ./desk
    """
    from pipeline import health as stage

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        rows = stage.sources(loaded, archive, ids or ())
    if as_json:
        print_json(rows)
    else:
        print_table(
            (
                "id",
                "state",
                "since",
                "last ok",
                "last new",
                "usually",
                "listed/known/stored/failed",
                "unread",
                "7 days",
                "reason",
                "entry",
            ),
            [_cells(row) for row in rows],
            empty="No source is enabled. Name some under `catalogue:` in settings.yaml.",
        )
        if pages := [page for row in rows if ids for page in _pages(row)]:
            columns = ("unread page of", "listed as", "state", "attempts", "next", "reason")
            print_table(columns, pages, empty="")
    return UNHEALTHY if check and any(row["state"] not in ("ok", "new", "paused") for row in rows) else 0


def _pages(row: dict[str, Any]) -> list[list[object]]:
    return [
        [
            row["id"],
            page["title"] or page["url"],
            page["state"],
            page["attempts"],
            _day(page["next"]),
            page["reason"],
        ]
        for page in row["unread"]["pages"]
    ]


def _cells(row: dict[str, Any]) -> list[str]:
    rhythm, share = row["rhythm"], row["readable_week"]
    usually = (
        f"{_hours(rhythm['median_hours'])}, at most {_hours(rhythm['p99_hours'])}"
        if rhythm
        else "too new to tell"
    )
    return [
        row["id"],
        row["state"],
        _day(row["since"]),
        _day(row["last_success"]),
        _day(row["last_new"]),
        usually,
        _counts(row),
        ", ".join(
            f"{row['unread'][name]} {name.replace('_', ' ')}" for name in _UNREAD if row["unread"][name]
        ),
        "" if share is None else f"{share:.0%}",
        row["reason"] or "",
        row["entry"] or "",
    ]


def _counts(row: dict[str, Any]) -> str:
    """What the last check counted; one to which the site said that nothing changed read no list to count."""
    counts = row["last_counts"]
    if counts is None or row["verdict"] == "unchanged":
        return row["verdict"] or ""
    return "/".join(str(counts[name]) for name in ("listed", "known", "stored", "failed"))


def _hours(value: float) -> str:
    return (
        f"{value / 24:.0f} d" if value >= 48 else f"{value:.0f} h" if value >= 1 else f"{value * 60:.0f} min"
    )


def _day(value: str | None) -> str:
    return "" if value is None else f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M}"
