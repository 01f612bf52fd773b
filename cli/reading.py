"""Commands that read what is given to them, without archive or network: extract, read; and explain, which can do without."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import (
    HERE,
    ConfigOption,
    JsonOption,
    clean,
    json_text,
    load,
    opened,
    print_json,
    print_table,
    say,
    titled,
)
from pipeline import logs
from statements.errors import CommuniqueError
from statements.labels import Stance, Topic

if TYPE_CHECKING:  # its types are slow to import, and help need not wait for them
    from config import Config

ModelOption = Annotated[
    Path | None, typer.Option(help="Directory of another model.", exists=True, file_okay=False)
]
SHIPPED = frozenset({*map(str, Stance), *map(str, Topic)})
WordsOption = Annotated[bool, typer.Option("--words", help="By words alone, without sentence embeddings.")]


LISTS = frozenset(["listing", "feed", "sitemap", "wp_rest", "json_api"])
WHAT = {
    "article": "one statement",
    "pdf": "one statement, a PDF",
    "listing": "a page that lists statements",
    "feed": "a feed",
    "sitemap": "a sitemap",
    "wp_rest": "an answer of WordPress",
    "json_api": "an answer of an API",
}


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
    most = loaded.settings.network.max_bytes if loaded else stage.LARGEST_PAGE
    result = stage.extract_file(file, url=url, source=chosen, most=most)
    if as_json:
        print_json(result)
    else:
        entries = f", {len(result['drafts'])} entries" if result["what"] in LISTS else ""
        what = f": {WHAT.get(result['what'], result['what'])}{entries}" if result["what"] else ""
        say(f"{file}: {result['verdict']}{what}" + (f" ({result['reason']})" if result["reason"] else ""))
        print_table(
            ("title", "published", "language", "text"),
            [
                [
                    titled(draft["title"]),
                    draft["published"]["value"] or "undated",
                    draft["language"],
                    draft["body"],
                ]
                for draft in result["drafts"]
            ],
            empty="Nothing was found.",
        )
    return 0 if result["verdict"] == "ok" else 1


def read(
    model: ModelOption = None,
    words: WordsOption = False,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="Directory whose topics.yaml to read for too.")
    ] = None,
) -> int:
    """Label JSON Lines from stdin: {"id","title","text","language"?,"issuer"?} in, one reading a line out. A line that cannot be
    read is named on stderr and the exit status is 1; the others are read all the same.

    Example: communique read < statements.jsonl
    """
    from pipeline.work import read_row

    logs.configure(quiet=True)
    own: tuple[Path, ...] = ()
    if config is not None:
        from pipeline import fitting

        loaded = load(config, quiet=True)
        words = words or not loaded.settings.classifier.embeddings
        done = fitting.fit(model, fitting.folder(loaded), fitting.definitions(loaded), embeddings=not words)
        own = tuple(one.path for one in done)
    failed = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            answer = read_row(model, json.loads(line), embeddings=not words, own=own)
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


def explain(
    statement: Annotated[
        str | None, typer.Argument(help="Id of an archived statement; left out with --file.")
    ] = None,
    label: Annotated[str | None, typer.Argument(help="A stance or topic, like warning or ceasefire.")] = None,
    file: Annotated[Path | None, typer.Option(help="A text to explain instead; - for stdin.")] = None,
    title: Annotated[str, typer.Option(help="Its title.")] = "",
    language: Annotated[str, typer.Option(help="Its language, like fr; found out by default.")] = "",
    issuer: Annotated[
        str, typer.Option(help="Who issued it, like FR: what other states do counts for none.")
    ] = "",
    config: ConfigOption = HERE,
    model: ModelOption = None,
    words: WordsOption = False,
    as_json: JsonOption = False,
) -> None:
    """Why a label was given, or was not: the sentences that speak for it, the concepts found in them, what each part weighed.

    Example: communique explain 12 warning
    """
    from pipeline import explaining

    given = [word for word in (statement, label) if word is not None]
    if len(given) != (2 if file is None else 1):
        raise typer.BadParameter("give STATEMENT and LABEL, or --file FILE and LABEL")
    if file is not None:
        logs.configure(quiet=True)
        if (config / "settings.yaml").exists() and given[0] not in SHIPPED:
            _not_own(given[0], load(config, quiet=True))
        result = explaining.of_text(
            title,
            _text_of(file),
            language or None,
            given[0],
            issuer=issuer.upper() or None,
            model=model,
            embeddings=not words,
        )
    else:
        if title or language or issuer:
            raise typer.BadParameter(
                "--title, --language and --issuer are for --file: an archived statement has its own"
            )
        if not (given[0].isascii() and given[0].isdigit()):
            raise typer.BadParameter(f"{given[0]!r} is no id of a statement; a text is given with --file")
        loaded = load(config, quiet=as_json)
        _not_own(given[1], loaded)
        embeddings = loaded.settings.classifier.embeddings and not words
        with opened(loaded) as archive:
            result = explaining.of_statement(
                archive, int(given[0]), given[1], model=model, embeddings=embeddings
            )
    if as_json:
        print_json(result)
        return
    print(clean(explaining.as_text(result)))


def _not_own(label: str, config: Config) -> None:
    if label in {topic.id for topic in config.topics}:
        raise CommuniqueError(
            f"{label} is a topic of your own, not a label of the model; `communique topics try {label}` shows what it gives, with "
            "scores and quotes"
        )


def _text_of(file: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise CommuniqueError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise CommuniqueError(
            f"{file}: is not text in UTF-8 ({error.reason} at byte {error.start})"
        ) from None
