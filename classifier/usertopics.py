"""Users' own topics, fitted: sentences in, a score and quotes for each topic out. NumPy only; fitting is `classifier.topicfit`.

A topic is a small linear head beside the shipped model: weights on the shipped vocabulary's n-grams and on the embedding of a sentence,
the mean of both. A statement's margin is the mean of its best `BEST` sentences; what margin it takes is the quantile of background
statements with as many sentences, so that a long text is no likelier to be tagged by chance than a short one. The score shown is 0.5 at that
point for every topic, language and length. A statement in a language without an example (where of the words only concepts, names and
numbers can tell) has a threshold of its own, and so has a text that could not be embedded. Nothing here touches the shipped labels.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classifier.features import Sentence
from classifier.folding import CJK, fold, words
from classifier.vectors import Floats, product
from classifier.weights import Vocabulary
from statements.errors import ModelError

FORMAT = 3
BEST = 3
"""Sentences whose mean is the statement's margin: bounded, and within .04 AUC of the best pooling that was measured."""
LENGTHS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 400)
"""Numbers of sentences that thresholds are kept for, up to the most that are read; between them they are interpolated."""
QUOTED = 3
CERTAIN = 0.99
"""The score at least where a phrase of the topic's stands in the text."""
GIVEN = 0.5
_UNSPACED = re.compile(f"[{CJK}]")
Ints = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What the user wrote of a topic. ``share``: alerts a hundred background statements."""

    id: str
    description: str
    examples: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()
    share: float = 1.0

    def key(self, model_id: str) -> str:
        """Names what is fitted from this definition for a model; another definition or model has another."""
        content = json.dumps([FORMAT, model_id, asdict(self)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class OwnTopic:
    """A fitted topic. ``words`` weigh the vocabulary's ``columns``, ``dense`` the numbers of an embedding (none without an encoder).
    ``languages`` are those of the examples; ``dense_bases`` belong to the languages ``spoken`` in the background, the last to any other.
    ``fused``, ``abroad`` and ``wording`` are the thresholds over `LENGTHS` for statements in those languages, in others, and for texts
    without embeddings. ``phrases`` and
    ``rejected`` sentences are folded to words. ``found`` of ``tried`` examples were recognised when left out of the fit."""

    id: str
    key: str
    model: str
    languages: tuple[str, ...]
    spoken: tuple[str, ...]
    phrases: tuple[str, ...]
    rejected: tuple[str, ...]
    found: int
    tried: int
    columns: Ints
    words: Floats
    words_base: Floats
    dense: Floats
    dense_bases: Floats
    fused: Floats
    abroad: Floats
    wording: Floats

    def margins(
        self, rows: Sequence[tuple[NDArray[np.int64], Floats]], dense: Floats | None, language: str | None
    ) -> Floats:
        """Of each sentence, by words and embedding together; by words alone where either has no embedding."""
        by_words = np.array([self._word_margin(*row) for row in rows], dtype=np.float32)
        if dense is None or not len(self.dense):
            return by_words
        base = self.dense_bases[self.spoken.index(language) if language in self.spoken else -1]
        both: Floats = ((by_words + product(dense, self.dense) + base) / 2).astype(np.float32)
        return both

    def thresholds(self, dense: Floats | None, language: str | None) -> Floats:
        """Those that belong to such margins."""
        if dense is None or not len(self.dense):
            return self.wording
        return self.fused if language is None or language in self.languages else self.abroad

    def _word_margin(self, indices: NDArray[np.int64], values: Floats) -> float:
        at = np.searchsorted(self.columns, indices)
        at[at == len(self.columns)] = 0
        known = self.columns[at] == indices if len(self.columns) else np.zeros(len(indices), dtype=bool)
        return float(product(values[known], self.words[at[known]]) + self.words_base[0])


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One topic in one statement: ``score`` (given from `GIVEN` on), ``quotes`` as indices of sentences, best first, and ``best``,
    the sentence nearest to the topic whether it is given or not (None in a text without sentences)."""

    topic: str
    score: float
    quotes: tuple[int, ...]
    best: int | None

    @property
    def given(self) -> bool:
        """Whether the statement has the topic."""
        return bool(self.quotes)


def plain(text: str) -> str:
    """Folded words between single spaces, a space at both ends; what phrases and rejected sentences are compared by."""
    return f" {' '.join(words(fold(text)))} "


def contains(sentence: str, phrase: str) -> bool:
    """Whether a `plain` sentence has a `plain` phrase, as whole words where the script has spaces between them."""
    bare = phrase.strip()
    if _UNSPACED.search(bare):
        return bare.replace(" ", "") in sentence.replace(" ", "")
    return phrase in sentence


def pooled(margins: Floats) -> float:
    """A statement's margin from its sentences'."""
    return float(np.sort(margins)[::-1][:BEST].mean())


def threshold(thresholds: Floats, sentences: int) -> float:
    """The margin it takes in a statement of so many sentences."""
    return float(np.interp(np.log(max(1, sentences)), np.log(LENGTHS), thresholds))


def mark_all(
    topics: Sequence[OwnTopic],
    vocabulary: Vocabulary,
    sentences: Sequence[Sentence],
    texts: Sequence[str],
    dense: Floats | None,
    language: str | None,
) -> list[Mark]:
    """Own topics in one statement: the features of its sentences, their texts, and their own embeddings (None without an encoder)."""
    if not sentences:
        return [Mark(topic=topic.id, score=0.0, quotes=(), best=None) for topic in topics]
    rows, folded = [vocabulary.row(s) for s in sentences], [plain(t) for t in texts]
    return [_mark(topic, rows, folded, dense, language) for topic in topics]


def _mark(
    topic: OwnTopic,
    rows: Sequence[tuple[NDArray[np.int64], Floats]],
    folded: Sequence[str],
    dense: Floats | None,
    language: str | None,
) -> Mark:
    margins, thresholds = topic.margins(rows, dense, language), topic.thresholds(dense, language)
    allowed = np.array([sentence not in topic.rejected for sentence in folded])
    named = [
        i
        for i, sentence in enumerate(folded)
        if allowed[i] and any(contains(sentence, phrase) for phrase in topic.phrases)
    ]
    if not allowed.any():
        return Mark(topic=topic.id, score=0.0, quotes=(), best=None)
    score = round(_score(pooled(margins[allowed]) - threshold(thresholds, len(folded))), 4)
    order = [int(i) for i in np.argsort(-margins, kind="stable") if allowed[i]]
    best = named[0] if named else order[0]
    if named:
        score, quotes = max(score, CERTAIN), tuple(named[:QUOTED])
    elif score >= GIVEN:
        alone = threshold(thresholds, 1)
        quotes = (order[0], *(i for i in order[1:QUOTED] if margins[i] >= alone))
    else:
        quotes = ()
    return Mark(topic=topic.id, score=score, quotes=quotes, best=best)


def _score(over: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(over, -30, 30))))


_ARRAYS = ("columns", "words", "words_base", "dense", "dense_bases", "fused", "abroad", "wording")


def dump(topic: OwnTopic) -> bytes:
    """A fitted topic as an npz file, without pickle; the same topic gives the same bytes."""
    facts = {f.name: getattr(topic, f.name) for f in fields(topic) if f.name not in _ARRAYS}
    content = json.dumps({"format": FORMAT, **facts}, ensure_ascii=False, sort_keys=True).encode()
    arrays: Mapping[str, NDArray[np.generic]] = {
        "facts": np.frombuffer(content, dtype=np.uint8),
        **{name: getattr(topic, name) for name in _ARRAYS},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            inner = io.BytesIO()
            np.lib.format.write_array(inner, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0)), inner.getvalue()
            )
    return buffer.getvalue()


def load(path: Path) -> OwnTopic:
    """A fitted topic from its file. Raises `ModelError`."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in _ARRAYS}
            facts = json.loads(archive["facts"].tobytes())
        if facts.pop("format") != FORMAT:
            raise ValueError("another format")
        for name in ("languages", "spoken", "phrases", "rejected"):
            facts[name] = tuple(facts[name])
        return OwnTopic(**facts, **arrays)
    except OSError as error:
        raise ModelError(f"The fitted topic {path} cannot be read: {error.strerror}.") from error
    except Exception as error:  # zipfile, zlib, struct and NumPy each have errors of their own for it
        raise ModelError(
            f"The fitted topic {path} is damaged; `communique topics fit` makes it anew."
        ) from error
