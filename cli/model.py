"""Commands about the classifier's model: train, eval, info."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.common import HERE, ConfigOption, JsonOption, load, print_json, print_table, say

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
    words: Annotated[
        bool, typer.Option("--words", help="By words alone, without sentence embeddings.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Score the model on labelled statements. Always prints one JSON document with --json, else a table.

    Example: communique model eval labelled.jsonl --json
    """
    from pipeline import models

    result = models.evaluate(file, model, embeddings=not words)
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
def info(model: ModelOption = None, config: ConfigOption = HERE, as_json: JsonOption = False) -> None:
    """What the model is: its manifest, checked against its file, and whether sentence embeddings are in use.

    Example: communique model info
    """
    from pipeline import models

    embeddings = True
    if (config / "settings.yaml").exists():
        embeddings = load(config, quiet=True).settings.classifier.embeddings
    manifest = models.manifest(model, embeddings=embeddings)
    if as_json:
        print_json(manifest)
        return
    use = manifest.pop("embeddings")
    shown = {"embeddings": "in use" if use["used"] else f"not in use: {use['reason']}", **manifest}
    print_table(("key", "value"), [[key, value] for key, value in shown.items()], empty="empty manifest")
