"""How often a changed word or clause flips the one label it should: the minimal pairs of `tests/model/pairs`.

    python -m bench.pairs [--json] [--failed] [--words] [--abroad | --twos]

Prints the rates as JSON, then a table by phenomenon and language. A pair passes when the label is in the reading of `with` and
not in that of `without`. It is `clean` when, besides, the readings differ in no other label, `neutral` aside, which follows
from the others by rule.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from classifier import Reader
from classifier.passages import corpus

FOLDER = Path(__file__).parents[1] / "tests" / "model" / "pairs"
ABROAD = FOLDER.parent / "abroad"
TWOS = Path(__file__).parent / "twos"
FIELDS = {"id", "author", "lang", "phenomenon", "label", "with", "without"}


@dataclass(frozen=True)
class Pair:
    id: str
    author: str
    language: str
    phenomenon: str
    label: str
    present: str
    absent: str
    issuer: str | None = None


@dataclass(frozen=True)
class Outcome:
    pair: Pair
    found: bool
    """The label is read where it stands."""
    silent: bool
    """The label is not read where it does not stand."""
    alone: bool
    """No other label moved."""

    @property
    def passed(self) -> bool:
        return self.found and self.silent

    @property
    def clean(self) -> bool:
        return self.passed and self.alone


Key: TypeAlias = Callable[[Pair], str]


def pairs(folder: Path = FOLDER, files: str = "*.jsonl") -> list[Pair]:
    """Every pair on file, in the order of files and lines."""
    rows = [
        json.loads(line)
        for path in sorted(folder.glob(files))
        for line in path.read_text("utf-8").splitlines()
    ]
    for row in rows:
        if set(row) - {"issuer"} != FIELDS:
            raise ValueError(f"a pair needs the fields {sorted(FIELDS)}: {row}")
    return [
        Pair(
            r["id"],
            r["author"],
            r["lang"],
            r["phenomenon"],
            r["label"],
            r["with"],
            r["without"],
            r.get("issuer"),
        )
        for r in rows
    ]


def twos(folder: Path = TWOS) -> list[Pair]:
    """Labelled passages that stand in twos of nearly the same words, in the form of the corpus: a pair for each label that one carries,
    the other does not, and no reader would argue about. They are for development: a model may be trained on them one day."""
    found = []
    passages = corpus(folder)
    for one, other in zip(passages[::2], passages[1::2], strict=True):
        differ = ({*one.labels} ^ {*other.labels}) - one.arguable - other.arguable - {"neutral"}
        for label in sorted(differ):
            present, absent = (one, other) if label in one.labels else (other, one)
            found.append(
                Pair(one.id, one.run, one.language, "twos", label, present=present.text, absent=absent.text)
            )
    return found


def run(reader: Reader, chosen: Iterable[Pair]) -> list[Outcome]:
    """What the reader makes of each pair."""
    outcomes = []
    for pair in chosen:
        present, absent = (_labels(reader, text, pair) for text in (pair.present, pair.absent))
        moved = (present ^ absent) - {pair.label, "neutral"}
        outcomes.append(Outcome(pair, pair.label in present, pair.label not in absent, not moved))
    return outcomes


def _labels(reader: Reader, text: str, pair: Pair) -> set[str]:
    reading = reader.read(title="", text=text, language=pair.language, issuer=pair.issuer)
    return {*reading.stances, *reading.topics}


def rate(outcomes: Sequence[Outcome]) -> float:
    return sum(outcome.passed for outcome in outcomes) / len(outcomes)


def by(key: Key, outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes in groups, by name of the group."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome.pair), []).append(outcome)
    return dict(sorted(groups.items()))


GROUPS: dict[str, Key] = {
    "author": lambda pair: pair.author,
    "phenomenon": lambda pair: pair.phenomenon,
    "language": lambda pair: pair.language,
    "label": lambda pair: pair.label,
}


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Counts and rates of one group."""
    return {
        "pairs": len(outcomes),
        "passed": sum(outcome.passed for outcome in outcomes),
        "rate": round(rate(outcomes), 3),
        "missed": sum(not outcome.found for outcome in outcomes),
        "false": sum(not outcome.silent for outcome in outcomes),
        "clean": sum(outcome.clean for outcome in outcomes),
    }


def report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """All groups, as they are printed."""
    return {
        "all": figures(outcomes),
        **{name: {k: figures(v) for k, v in by(key, outcomes).items()} for name, key in GROUPS.items()},
    }


def table(outcomes: Sequence[Outcome]) -> str:
    """Passed of all: a row for each phenomenon, a column for each language."""
    languages = list(by(GROUPS["language"], outcomes))
    lines = [" ".join([f"{'':18}", f"{'all':>7} {'rate':>5}", *(f"{name:>7}" for name in languages)])]
    for name, row in [*by(GROUPS["phenomenon"], outcomes).items(), ("all", list(outcomes))]:
        cells = by(GROUPS["language"], row)
        counts = (_of(cells.get(language, ())) for language in languages)
        line = " ".join([f"{name:18}", f"{_of(row):>7} {rate(row):5.2f}", *(f"{cell:>7}" for cell in counts)])
        lines.append(line.rstrip())
    return "\n".join(lines)


def _of(outcomes: Sequence[Outcome]) -> str:
    return f"{sum(outcome.passed for outcome in outcomes)}/{len(outcomes)}" if outcomes else ""


def main() -> None:
    parser = argparse.ArgumentParser(description="How often one clause flips the one label it should.")
    parser.add_argument("--json", action="store_true", help="no table")
    parser.add_argument(
        "--failed", action="store_true", help="list the pairs that fail, and which text was misread"
    )
    parser.add_argument("--words", action="store_true", help="without sentence embeddings")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--abroad", action="store_true", help="the pairs about other states' acts, instead")
    instead.add_argument("--twos", action="store_true", help="passages of bench/twos, instead")
    arguments = parser.parse_args()
    chosen = twos() if arguments.twos else pairs(ABROAD, "pairs.jsonl") if arguments.abroad else pairs()
    outcomes = run(Reader.load(embeddings=not arguments.words), chosen)
    print(json.dumps(report(outcomes), indent=1))
    if not arguments.json:
        print(f"\n{table(outcomes)}")
    if arguments.failed:
        for outcome in outcomes:
            if not outcome.passed:
                wrong = [w for w, ok in (("with", outcome.found), ("without", outcome.silent)) if not ok]
                print(f"{outcome.pair.id}  {outcome.pair.label}  {' and '.join(wrong)}")


if __name__ == "__main__":
    main()
