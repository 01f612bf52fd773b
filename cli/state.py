"""Commands about health: status, doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.common import HERE, UNHEALTHY, ConfigOption, JsonOption, load, opened, print_json, print_table, say


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


def doctor(config: ConfigOption = HERE, as_json: JsonOption = False) -> int:
    """Look at this machine and configuration for what would go wrong; exit 5 if something would.

    Example: communique doctor --config ./desk
    """
    from pipeline.doctor import examine

    loaded = load(config, quiet=as_json)
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
