"""What 5, 10 and 20 examples give: shipped topics treated as a user's own, learnt from one author's passages, tested on others'.

    python -m bench.topics [--vectors FILE] [--tested 500] [--draws 3]

For each topic the examples are the words that one author-run marked for it (English), drawn at random; the test statements are passages of
all other runs, half of them English. As for a topic that communique does not know, the background is the shipped one without the
topic's passages (and without what is tested), and what the lexicon has on these topics is taken away. Printed: average precision (ranking), then precision and recall at the
threshold, per number of examples and share, with and without sentence embeddings.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from statistics import mean

import numpy as np

from classifier import Reader, modelfile
from classifier.embeddings import available
from classifier.passages import Passage, corpus
from classifier.reader import MODEL
from classifier.remembered import Remembered
from classifier.topicfit import background, fit
from classifier.usertopics import Definition

RUNS = ("a01", "a02")
TOPICS = (
    "ceasefire",
    "sanctions",
    "nuclear-wmd",
    "consular",
    "elections-governance",
    "counter-terrorism",
    "human-rights",
    "economy-trade",
)
SIZES = (5, 10, 20)
SHARES = (1.0, 3.0)


def main() -> None:
    parser = argparse.ArgumentParser(description="What 5, 10 and 20 examples of an own topic give.")
    parser.add_argument("--vectors", type=Path, default=Path("topic-vectors.npz"), help="kept between runs")
    parser.add_argument("--tested", type=int, default=500, help="passages tested")
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--words", action="store_true", help="without sentence embeddings only")
    options = parser.parse_args()
    passages = sorted(corpus(), key=lambda p: hashlib.sha256(p.id.encode()).digest())
    others = [p for p in passages if p.run not in RUNS]
    english = [p for p in others if p.language == "en"]
    rest = [p for p in others if p.language != "en"]
    tested = [*english[: options.tested // 2], *rest[: options.tested - options.tested // 2]]
    results = {}
    encoder = None if options.words else available()
    if encoder:
        kept = Remembered(encoder, options.vectors)
        results["with embeddings"] = measured(
            Reader(*modelfile.load(MODEL), kept), passages, tested, options.draws
        )
        kept.save()
    results["without embeddings"] = measured(Reader.load(embeddings=False), passages, tested, options.draws)
    print(json.dumps(results, indent=1))


def measured(
    reader: Reader, passages: Sequence[Passage], tested: Sequence[Passage], draws: int
) -> dict[str, float]:
    """Means over topics and draws, for each number of examples."""
    _forget(reader)
    spared = {p.id for p in tested}
    fitted, of, seconds = [], [], []
    for topic in TOPICS:
        pool = [p for p in passages if p.run in RUNS and topic in p.labels and p.language == "en"]
        rest = [p for p in passages if topic not in p.labels and p.id not in spared and p.run not in RUNS]
        back = background(reader, {"en"}, rest)
        for size, draw, share in product(SIZES, range(draws), SHARES):
            if len(pool) < size:
                continue
            chosen = np.random.default_rng(draw).choice(len(pool), size, replace=False).tolist()
            examples = tuple(" ".join(pool[i].quotes[topic]) for i in chosen)
            before = time.process_time()
            fitted.append(
                fit(
                    reader,
                    Definition(id="own", description="", examples=examples, share=share),
                    back,
                    left_out=0,
                )
            )
            seconds.append(time.process_time() - before)
            of.append((topic, size, share))
    found: dict[str, list[float]] = defaultdict(list)
    for group in ("English", "other languages"):
        rows = [p for p in tested if (p.language == "en") == (group == "English")]
        marks = [
            reader.mark(fitted, reader.score(title="", text=p.text, language=p.language), p.language)
            for p in rows
        ]
        for column, (topic, size, share) in enumerate(of):
            own, true = [row[column] for row in marks], [topic in p.labels for p in rows]
            said = [mark.given for mark in own]
            right = sum(a and b for a, b in zip(said, true, strict=True))
            name = f"{group}, {size} examples, share {share:g}"
            found[f"{name}: average precision"].append(average_precision([m.score for m in own], true))
            found[f"{name}: precision"].append(right / sum(said) if any(said) else 0.0)
            found[f"{name}: recall"].append(right / max(1, sum(true)))
            found[f"{name}: others tagged a hundred"].append(
                100 * (sum(said) - right) / (len(true) - sum(true))
            )
    return {"tested": len(tested), "cpu seconds a fit": round(mean(seconds), 2)} | {
        name: round(mean(values), 2) for name, values in sorted(found.items())
    }


def _forget(reader: Reader) -> None:
    """Take the lexicon's concepts of these topics out of the vocabulary: a topic of one's own has none."""
    concepts = {name for name, concept in reader.lexicon.concepts.items() if concept.label in TOPICS}
    known = reader.weights.vocabulary
    columns = {
        name: column
        for name, column in known.columns.items()
        if name not in {f"l:{topic}" for topic in TOPICS}
        and not (name.startswith("c:") and re.split("[!&]", name[2:])[0] in concepts)
    }
    reader.weights = replace(reader.weights, vocabulary=replace(known, columns=columns))


def average_precision(scores: Sequence[float], true: Sequence[bool]) -> float:
    """Area under the precision-recall curve, ties in the worst order."""
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], true[i]))
    hits = [true[i] for i in order]
    ranks = [sum(hits[: i + 1]) / (i + 1) for i in range(len(hits)) if hits[i]]
    return sum(ranks) / len(ranks) if ranks else 0.0


if __name__ == "__main__":
    main()
