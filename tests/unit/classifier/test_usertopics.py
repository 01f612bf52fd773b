"""Users' own topics: fitted alike each time, kept without pickle, quoted, and never in the way of the shipped labels."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classifier import Reader, modelfile, topicfit, usertopics
from classifier import sentences as splitter
from classifier.embeddings import DIMENSIONS
from classifier.features import Sentence
from classifier.passages import corpus
from classifier.reader import MODEL
from classifier.remembered import Remembered
from classifier.topicfit import Background
from classifier.usertopics import Definition, OwnTopic
from classifier.vectors import Floats
from statements.errors import ModelError

GRAIN = Definition(
    id="grain",
    description="Whether ships with grain may leave the ports of the Black Sea.",
    examples=(
        "Ships loaded with grain must be able to leave the port of Odesa safely.",
        "We welcome the agreement under which wheat is exported across the Black Sea.",
        "Cargo vessels carrying grain should not be inspected for weeks. Food exports must resume.",
        "The export of wheat and maize by sea must continue without hindrance.",
        "The Minister spoke of grain exports and of the safety of merchant ships in the Black Sea.",
        "Ports from which grain is shipped must never be attacked.",
    ),
    phrases=("Joint Coordination Centre", "café"),
    not_examples=("The grain harvest rose by four per cent this year.",),
)
ABOUT = (
    "The Ministry issued a statement today. Ships carrying wheat and other grain must be able to leave Black Sea ports safely. "
    "We condemn in the strongest terms the attack on the port."
)
NOT_ABOUT = "The Minister opened the book fair and met its organisers. They spoke of poetry."


class Letters:
    """A stand-in for the encoder: counts of letters, of length 1, in as many numbers as the model expects."""

    name, dimensions = "letters", DIMENSIONS

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += len(texts)
        counts = np.array(
            [[text.lower().count(chr(97 + i)) for i in range(26)] for text in texts], dtype=np.float32
        )
        counts = np.pad(counts.reshape(len(texts), 26), ((0, 0), (0, DIMENSIONS - 26)))
        vectors: Floats = (counts / (np.linalg.norm(counts, axis=1, keepdims=True) + 1e-6)).astype(np.float32)
        return vectors


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(embeddings=False)


@pytest.fixture(scope="module")
def background(reader: Reader) -> Background:
    return topicfit.background(reader, ("en",))


@pytest.fixture(scope="module")
def grain(reader: Reader, background: Background) -> OwnTopic:
    return topicfit.fit(reader, GRAIN, background)


def test_a_statement_about_it_is_tagged_and_quoted(reader: Reader, grain: OwnTopic) -> None:
    found = reader.read(title="Statement", text=ABOUT, language="en", own=[grain])
    assert found.own_topics == ("grain",)
    assert found.scores["grain"] >= 0.5
    assert (
        found.evidence["grain"][0]
        == "Ships carrying wheat and other grain must be able to leave Black Sea ports safely."
    )
    other = reader.read(title="Statement", text=NOT_ABOUT, language="en", own=[grain])
    assert (other.own_topics, "grain" in other.evidence) == ((), False)
    assert 0 <= other.scores["grain"] < 0.5


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("They met. The JOINT coordination  centre sent its congratulations.", True),
        ("The joint co-ordination centre sent its congratulations.", False),
        ("The joint coordination centres sent their congratulations.", False),
        ("They met in a CAFE.", True),
        ("They met in a cafeteria.", False),
    ],
)
def test_a_phrase_gives_the_topic_with_its_sentence(
    reader: Reader, grain: OwnTopic, text: str, given: bool
) -> None:
    found = reader.read(title="", text=text, language="en", own=[grain])
    assert ("grain" in found.own_topics) is given
    if given:
        assert found.evidence["grain"] == (text.split(". ")[-1],)
        assert found.scores["grain"] >= 0.99


def test_a_phrase_without_spaces_is_found_within_words() -> None:
    assert usertopics.contains(usertopics.plain("关于黑海粮食走廊的声明"), usertopics.plain("粮食走廊"))
    assert usertopics.contains(usertopics.plain("Ο ΔΙΆΔΡΟΜΟΣ σιτηρών"), usertopics.plain("διάδρομος"))


def test_a_sentence_that_was_rejected_gives_nothing(reader: Reader, background: Background) -> None:
    sentence = "Ships carrying wheat and other grain must be able to leave Black Sea ports safely."
    learnt = topicfit.fit(reader, replace(GRAIN, not_examples=(*GRAIN.not_examples, sentence)), background)
    found = reader.read(title="", text=sentence.upper(), language="en", own=[learnt])
    assert (found.own_topics, found.scores["grain"]) == ((), 0)


@pytest.mark.parametrize("text", ["", " \n", "!!!", "\x00", "停火", "x" * 5000])
def test_any_text_is_answered(reader: Reader, grain: OwnTopic, text: str) -> None:
    found = reader.read(title="", text=text, language=None, own=[grain])
    assert found.own_topics == ()
    assert 0 <= found.scores["grain"] < 0.5


@pytest.mark.parametrize(
    "text", [ABOUT, NOT_ABOUT, "", "Мы осуждаем обстрел порта. Зерно должно идти морем."]
)
def test_shipped_labels_are_the_same_bit_for_bit(reader: Reader, grain: OwnTopic, text: str) -> None:
    alone = reader.read(title="A title", text=text, language=None)
    beside = reader.read(title="A title", text=text, language=None, own=[grain])
    scores, evidence = dict(beside.scores), dict(beside.evidence)
    scores.pop("grain")
    evidence.pop("grain", None)
    assert replace(beside, scores=scores, evidence=evidence, own_topics=()) == alone


def test_fitting_is_repeatable_and_kept_without_pickle(
    reader: Reader, background: Background, grain: OwnTopic, tmp_path: Path
) -> None:
    content = usertopics.dump(grain)
    assert usertopics.dump(topicfit.fit(reader, GRAIN, background)) == content
    path = tmp_path / "grain.npz"
    path.write_bytes(content)
    again = usertopics.load(path)
    assert usertopics.dump(again) == content
    assert reader.read(title="", text=ABOUT, language="en", own=[again]) == reader.read(
        title="", text=ABOUT, language="en", own=[grain]
    )


@pytest.mark.parametrize("damage", [b"", b"PK", b"not a file at all"])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "grain.npz"
    path.write_bytes(damage)
    with pytest.raises(ModelError, match="communique topics fit"):
        usertopics.load(path)
    with pytest.raises(ModelError, match="cannot be read"):
        usertopics.load(tmp_path / "none.npz")


def test_a_topic_of_another_model_is_refused(reader: Reader, grain: OwnTopic) -> None:
    with pytest.raises(ModelError, match="fitted for the model linear-0"):
        reader.read(title="", text=ABOUT, language="en", own=[replace(grain, model="linear-0")])


def test_the_key_is_of_the_definition_and_the_model() -> None:
    keys = {
        GRAIN.key("a"),
        GRAIN.key("b"),
        replace(GRAIN, share=2).key("a"),
        replace(GRAIN, phrases=()).key("a"),
    }
    assert len(keys) == 4
    assert GRAIN.key("a") == replace(GRAIN).key("a")


def test_a_larger_share_tags_more(reader: Reader, background: Background, grain: OwnTopic) -> None:
    eager = topicfit.fit(reader, replace(GRAIN, share=10), background)
    assert (eager.fused < grain.fused).all()


def test_a_long_text_is_no_likelier_to_be_tagged(
    reader: Reader, background: Background, grain: OwnTopic
) -> None:
    assert usertopics.LENGTHS[-1] == splitter.MAX_SENTENCES
    english = [p for p in corpus() if p.language == "en"]
    seen = topicfit.sample(english, topicfit.HOME)
    fresh = [p for p in english if p.id not in seen and "grain" not in p.text.lower()][:600]
    pieces = [piece.text for p in fresh for piece in splitter.split(p.text)[: topicfit.A_PASSAGE]]
    rows = [reader.weights.vocabulary.row(Sentence(text, "en", reader.lexicon)) for text in pieces]
    margins = grain.margins(rows, None, "en")
    chance = np.random.default_rng(1)
    for length in (64, 128, 256, 400):
        drawn = chance.integers(len(margins), size=(500, length))
        limit = usertopics.threshold(grain.thresholds(None, "en"), length)
        assert np.mean([usertopics.pooled(margins[row]) >= limit for row in drawn]) <= 3 * GRAIN.share / 100


def test_examples_without_a_known_word_are_judged_by_meaning_or_refused(tmp_path: Path) -> None:
    strange = replace(
        GRAIN,
        description="",
        not_examples=(),
        phrases=(),
        examples=tuple(f"მინისტრი შეხვდა ელჩს {word}" for word in ("დღეს", "გუშინ", "ხვალ", "აქ", "იქ")),
    )
    reader = Reader(*modelfile.load(MODEL), Remembered(Letters(), tmp_path / "vectors.npz"))
    fitted = topicfit.fit(reader, strange, topicfit.background(reader, ("ka",)))
    assert (len(fitted.columns), len(fitted.dense)) == (0, DIMENSIONS)
    # The words know nothing of it, and must not give it to every text that could not be embedded.
    words = Reader(*modelfile.load(MODEL), None)
    for language in ("en", "ka"):
        assert words.read(title="", text=ABOUT, language=language, own=[fitted]).own_topics == ()
    with pytest.raises(topicfit.Unfittable, match="grain cannot be fitted"):
        topicfit.fit(words, strange, topicfit.background(words, ("ka",)))


def test_no_passage_is_near_and_far() -> None:
    passages = [replace(p, text=f"{p.id} is a passage.") for p in corpus()]
    seen: list[str] = []

    class Kept(Letters):
        def encode(self, texts: Sequence[str]) -> Floats:
            seen.extend(texts)
            return super().encode(texts)

    reader = Reader(*modelfile.load(MODEL), Kept())
    back = topicfit.background(reader, ("ka",), passages)
    assert len(seen) == len(set(seen)) == len(back.rows)
    assert back.home.any() and not back.home.all()


def test_with_an_encoder_other_languages_are_judged_by_meaning(tmp_path: Path) -> None:
    encoder = Letters()
    kept = Remembered(encoder, tmp_path / "vectors.npz")
    reader = Reader(*modelfile.load(MODEL), kept)
    fitted = topicfit.fit(reader, GRAIN, topicfit.background(reader, ("en",)))
    assert fitted.languages == ("en",)
    assert len(fitted.dense) == DIMENSIONS and len(fitted.dense_bases) == len(fitted.spoken) + 1
    assert {"fr", "zh"} < set(fitted.spoken)
    scores = [
        reader.mark([fitted], reader.score(title="", text=ABOUT, language=language), language)[0].score
        for language in ("en", "fr", "nl", None)
    ]
    assert len(set(scores)) == 4
    # A text that could not be embedded is judged by its words.
    words = Reader(*modelfile.load(MODEL), None)
    assert "grain" in words.read(title="", text=ABOUT, language="en", own=[fitted]).own_topics
    kept.save()
    asked = encoder.asked
    second = Reader(*modelfile.load(MODEL), Remembered(encoder, tmp_path / "vectors.npz"))
    again = topicfit.fit(second, GRAIN, topicfit.background(second, ("en",)))
    assert encoder.asked == asked
    assert usertopics.dump(again) == usertopics.dump(fitted)


def test_remembered_vectors_that_are_damaged_or_of_another_encoder_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npz"
    path.write_bytes(b"PK\x03\x04 nothing")
    kept = Remembered(Letters(), path)
    assert kept.encode([]).shape == (0, DIMENSIONS)
    first = kept.encode(["abc", "abc", "x"])
    kept.save()
    other = Letters()
    other.name = "another"
    Remembered(other, path).encode(["abc"])
    assert other.asked == 1
    same = Letters()
    assert (Remembered(same, path).encode(["x", "abc"]) == first[[2, 0]]).all()
    assert same.asked == 0


def test_reading_does_not_import_scikit_learn() -> None:
    code = "import sys, classifier.usertopics, pipeline.fitting; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
