"""What reading costs: CPU for a statement, time to load, memory; beside a plain scikit-learn TF-IDF model in the same run.

    python -m bench.classify [--statements 200]

The texts are made of corpus passages of one language joined to about 300 words. Only cost is measured here: the model has
seen these words. Each side runs in a process of its own, one thread, so that memory can be told apart.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

CORPUS = Path(__file__).parents[1] / "classifier" / "corpus"
WORDS = 300
SPACELESS = {"zh", "ja"}
CHARACTERS = 600
"""Length of a text in a language without spaces: about what 300 English words become."""


def main() -> None:
    parser = argparse.ArgumentParser(description="What reading costs.")
    parser.add_argument("--statements", type=int, default=200)
    texts = statements(parser.parse_args().statements)
    context = multiprocessing.get_context("spawn")
    results = {}
    for name, side in (("communique", ours), ("plain TF-IDF", plain)):
        with context.Pool(1) as pool:
            results[name] = pool.apply(side, (texts,))
    ratio = results["communique"]["ms_mean"] / results["plain TF-IDF"]["ms_mean"]
    print(json.dumps({**results, "ratio_ms": round(ratio, 2), "statements": len(texts)}, indent=1))


def statements(count: int) -> list[tuple[str, str]]:
    """(language, text) of about `WORDS` words, languages in the proportion of the corpus."""
    found: list[tuple[str, str]] = []
    parts: dict[str, list[str]] = {}
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            passage = json.loads(line)
            language = passage["lang"]
            waiting = parts.setdefault(language, [])
            waiting.append(passage["text"])
            text = " ".join(waiting)
            if len(text.split()) >= WORDS or (language in SPACELESS and len(text) >= CHARACTERS):
                found.append((language, text))
                waiting.clear()
    step = max(1, len(found) // count)
    return found[::step][:count]


def ours(texts: list[tuple[str, str]]) -> dict[str, Any]:
    before = time.process_time()
    from classifier import Reader

    reader = Reader.load()
    loaded = time.process_time() - before
    return measured(loaded, texts, lambda language, text: reader.read(title="", text=text, language=language))


def plain(texts: list[tuple[str, str]]) -> dict[str, Any]:
    """Whole texts, word and character n-grams, one logistic regression a stance: what one would write first."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.preprocessing import MultiLabelBinarizer

    rows = [
        json.loads(line)
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    union = make_union(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True),
    )
    model = make_pipeline(union, OneVsRestClassifier(LogisticRegression(max_iter=200)))
    labels = MultiLabelBinarizer().fit_transform([row["stance"] + row["topics"] for row in rows])
    model.fit([row["text"] for row in rows], labels)
    return measured(None, texts, lambda _, text: model.predict_proba([text]))


def measured(
    loaded: float | None, texts: list[tuple[str, str]], read: Callable[[str, str], object]
) -> dict[str, Any]:
    for language, text in texts[:5]:
        read(language, text)
    costs = []
    for language, text in texts:
        before = time.process_time()
        read(language, text)
        costs.append((time.process_time() - before) * 1000)
    return {
        "load_s": round(loaded, 2) if loaded is not None else None,
        "ms_mean": round(mean(costs), 2),
        "ms_p95": round(quantiles(costs, n=20)[-1], 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


if __name__ == "__main__":
    main()
