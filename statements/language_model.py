"""py3langid's model in a quarter of its memory: 71 MB become 18, in every process that reads.

The model walks a table of byte transitions and adds the likelihoods of the n-grams it passes. Its 38,000 rows of 256 transitions
are alike in most places: cut into pieces of 16 they are 56,000 different ones (3.6 MB and an index of 1.2 MB for 42 MB). Of the
likelihoods, 142 an n-gram, three quarters are the language's usual one: only the others are kept (11 MB for 28).
The scores are those of `LanguageIdentifier.rank` but for the last digits of their sums.
"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

_PIECE = 16


class LanguageModel:
    """Scores of languages for a text: logarithms of likelihoods, comparable within one text only."""

    def __init__(self, model: Any) -> None:
        """``model`` is a `LanguageIdentifier`, which can be let go afterwards."""
        pieces = np.frombuffer(model.tk_nextmove, dtype=np.uint32).reshape(-1, _PIECE)
        chance = np.random.default_rng(0).integers(1, 2**63, _PIECE, dtype=np.uint64) | np.uint64(1)
        sums = np.zeros(len(pieces), dtype=np.uint64)
        for column in range(_PIECE):
            sums += pieces[:, column] * chance[column]
        _, first, place = np.unique(sums, return_index=True, return_inverse=True)
        if len(first) >= 1 << 16 or not np.array_equal(pieces[first][place], pieces):
            raise ValueError("py3langid's model has another form than this was made for")
        self._pieces = array("I", pieces[first].tobytes())
        self._place = array("H", place.astype(np.uint16).tobytes())
        self._row = array("I", np.asarray(model.tk_row, dtype=np.uint32).tobytes())
        self._feature = array("i", np.asarray(model.tk_output, dtype=np.int32).tobytes())
        self._languages: list[str] = list(model.nb_classes)
        self._prior = np.asarray(model.nb_pc, dtype=np.float32)
        self._encode = model._encode
        self._likelihoods(model.nb_ptc)

    @classmethod
    def load(cls) -> Self:
        """The model that py3langid brings."""
        return cls(LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False))

    def _likelihoods(self, table: NDArray[np.float16]) -> None:
        signs = np.ascontiguousarray(table.T).view(np.uint16)
        usual = np.array([np.bincount(row).argmax() for row in signs], dtype=np.uint16)
        other = table.view(np.uint16) != usual
        at = np.flatnonzero(other)
        self._start = np.concatenate([[0], np.cumsum(np.count_nonzero(other, axis=1))]).astype(np.int32)
        self._column = (at % table.shape[1]).astype(np.uint8)
        self._value = table.ravel()[at]
        self._usual = usual.view(np.float16).astype(np.float32)

    def scores(self, text: str) -> dict[str, float]:
        """Each language with its score; all alike when nothing in the text tells."""
        passed = self._passed(self._encode(text))
        if not passed:
            return dict.fromkeys(self._languages, 0.0)
        features = np.fromiter(passed.keys(), dtype=np.int64, count=len(passed))
        weight = np.log1p(np.fromiter(passed.values(), dtype=np.float64, count=len(passed)))
        start = self._start[features].astype(np.int64)
        length = self._start[features + 1] - start
        before = np.cumsum(length) - length
        at = np.repeat(start - before, length) + np.arange(length.sum())
        found = self._prior + weight.sum() * self._usual
        column = self._column[at]
        beyond = np.repeat(weight, length) * (self._value[at] - self._usual[column])
        found += np.bincount(column, beyond, minlength=len(found))
        best: dict[str, float] = {}
        for language, value in zip(self._languages, found.tolist(), strict=True):
            best[language] = max(value, best.get(language, value))  # some stand twice, by their scripts
        return best

    def _passed(self, text: bytes) -> Counter[int]:
        """The n-grams that the walk over the bytes meets, with how often."""
        pieces, place, row, feature = self._pieces, self._place, self._row, self._feature
        state, met = 0, list[int]()
        for byte in text:
            state = pieces[place[row[state] << 4 | byte >> 4] << 4 | byte & 15]
            if (found := feature[state]) >= 0:
                met.append(found)
        return Counter(met)
