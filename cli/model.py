"""Commands about the classifier's model: train, eval, info."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.common import JsonOption, print_json, print_table, say

app = typer.Typer(no_args_is_help=True, help="The classifier's model.")

ModelOption = Annotated[
    Path | None, typer.Option(help="Directory of another model.", exists=True, file_okay=False)
]


@app.command()
def train(
    out: Annotated[Path, typer.Option(help="Directory for model.npz and manifest.json.")],
    corpus: Annotated[
        Path | None, typer.Option(help="Directory of JSON Lines passages; the shipped corpus by default.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Train a model. The same corpus gives the same file.

    Example: communique model train --out ./my-model
    """
    from pipeline import models

    manifest = models.train(corpus, out)
    if as_json:
        print_json(manifest)
        return
    say(f"wrote {out}/model.npz (model {manifest['id']}, sha256 {manifest['sha256'][:12]})")


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(help="JSON Lines with labels.", exists=True, dir_okay=False)],
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score the model on labelled statements. Always prints one JSON document with --json, else a table.

    Example: communique model eval labelled.jsonl --json
    """
    from pipeline import models

    result = models.evaluate(file, model)
    if as_json:
        print_json(result)
        return
    say(models.summary(result))
    for part in ("stance", "topics"):
        print_table(
            (part, "precision", "recall", "F1", "n"),
            [
                [label, f"{row['p']:.2f}", f"{row['r']:.2f}", f"{row['f1']:.2f}", row["n"]]
                for label, row in result[part]["labels"].items()
            ],
            empty="no labels",
        )


@app.command()
def info(model: ModelOption = None, as_json: JsonOption = False) -> None:
    """What the model is: its manifest, checked against its file.

    Example: communique model info
    """
    from pipeline import models

    manifest = models.manifest(model)
    if as_json:
        print_json(manifest)
        return
    print_table(("key", "value"), [[key, value] for key, value in manifest.items()], empty="empty manifest")
