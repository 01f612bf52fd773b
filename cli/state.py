"""Commands about health: status, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import HERE, UNHEALTHY, ConfigOption, JsonOption, load, opened, print_json, print_table, say

if TYPE_CHECKING:
    from config import Config


def status(
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    check: Annotated[bool, typer.Option("--check", help="Exit 5 when something is unhealthy.")] = False,
) -> int:
    """What the service is doing: sources by state, messages by state, what is wrong.

    Example: communique status --config ./desk --json
    """
    from pipeline import health

    loaded = load(config, quiet=as_json)
    with opened(loaded) as archive:
        result = health.status(loaded, archive)
    if as_json:
        print_json(result)
    else:
        say(
            f"sources   {', '.join(f'{count} {state}' for state, count in result['sources'].items()) or 'none'}"
        )
        say(
            f"outbox    {', '.join(f'{count} {state}' for state, count in result['outbox'].items()) or 'empty'}"
        )
        say(
            f"archive   {result['statements']} statements, {result['unread']} unread, {result['unvisited']} pages to read"
        )
        say(f"last check {result['last_check'] or 'never'}; {'idle' if result['idle'] else 'at work'}")
        for problem in result["problems"]:
            say(problem, mark="unhealthy")
    return UNHEALTHY if check and result["problems"] else 0


def doctor(
    config: ConfigOption = HERE,
    as_json: JsonOption = False,
    access: Annotated[
        bool,
        typer.Option("--access", help="Ask every enabled source once from this network; nothing is stored."),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(help="With --access: write the report here, as Markdown (.md) and JSON (.json)."),
    ] = None,
) -> int:
    """Look at this machine and configuration for what would go wrong; exit 5 if something would.

    Example: communique doctor --access --report access.md
    """
    if report is not None and not access:
        raise typer.BadParameter("--report belongs to --access")
    loaded = load(config, quiet=as_json)
    if access:
        return _access(loaded, as_json, report)
    from pipeline.doctor import examine

    findings = examine(loaded)
    if as_json:
        print_json(findings)
    else:
        print_table(
            ("", "check", "finding"),
            [[finding["level"], finding["name"], finding["text"]] for finding in findings],
            empty="nothing was looked at",
        )
    return UNHEALTHY if any(finding["level"] == "bad" for finding in findings) else 0


def _access(loaded: Config, as_json: bool, report: Path | None) -> int:
    from pipeline import access

    result = access.run(loaded)
    if report is not None:
        for path in access.write(result, report):
            say(f"wrote {path}", style="green")
    rows = result["sources"]
    if as_json:
        print_json(result)
    else:
        print_table(
            ("id", "verdict", "HTTP", "items", "newest", "door", "robots", "TLS", "304", "ms", "what to do"),
            [access.cells(row) for row in rows],
            empty="No source is enabled. Name some under `catalogue:` in settings.yaml.",
        )
    return UNHEALTHY if any(row["verdict"] != "ok" for row in rows) else 0
