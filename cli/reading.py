"""Commands that read what is given to them, without archive or network: extract, read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.common import HERE, ConfigOption, json_text, load, print_json, print_table, say
from pipeline import logs
from statements.errors import CommuniqueError


def extract(
    file: Annotated[
        Path, typer.Argument(help="A saved page, feed or API answer.", exists=True, dir_okay=False)
    ],
    url: Annotated[str, typer.Option(help="The address it came from.")] = "",
    source: Annotated[str, typer.Option(help="Read it as this source's file says.")] = "",
    config: ConfigOption = HERE,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """What a saved page says: title, date, text, language, or a verdict. Exit 1 when the verdict is not ok.

    Example: communique extract --json --url https://www.example.org/a page.html
    """
    from config.fields import check_url
    from pipeline import sources as stage

    if url:
        try:
            check_url(url)
        except ValueError as error:
            raise typer.BadParameter(f"--url {error}") from None
    logs.configure(quiet=True)
    loaded = load(config, quiet=True) if source and (config / "settings.yaml").exists() else None
    chosen = stage.find(source, loaded) if source else None
    result = stage.extract_file(file, url=url, source=chosen)
    if as_json:
        print_json(result)
    else:
        say(f"{file}: {result['verdict']}" + (f" ({result['reason']})" if result["reason"] else ""))
        print_table(
            ("title", "published", "language", "text"),
            [
                [draft["title"], draft["published"]["value"] or "undated", draft["language"], draft["body"]]
                for draft in result["drafts"]
            ],
            empty="Nothing was found.",
        )
    return 0 if result["verdict"] == "ok" else 1


def read(
    model: Annotated[
        Path | None, typer.Option(help="Directory of another model.", exists=True, file_okay=False)
    ] = None,
) -> int:
    """Label JSON Lines from stdin: {"id","title","text","language"?} in, one reading a line out. A line that cannot be
    read is named on stderr and the exit status is 1; the others are read all the same.

    Example: communique read < statements.jsonl
    """
    from pipeline.work import read_row

    logs.configure(quiet=True)
    failed = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            answer = read_row(model, json.loads(line))
        except RecursionError:
            failed += 1
            say(f"line {number}: nested too deeply")
            continue
        except (ValueError, CommuniqueError) as error:  # JSON and Unicode errors are ValueErrors
            failed += 1
            say(f"line {number}: {error}")
            continue
        sys.stdout.write(json_text(answer) + "\n")
        sys.stdout.flush()
    return 1 if failed else 0
