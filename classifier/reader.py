"""Text in, `Reading` out: the classifier as the rest of the house uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from classifier import clauses, facts, modelfile, sentences
from classifier.abroad import others_act
from classifier.decide import Scored, decide
from classifier.embeddings import Encoder, available
from classifier.features import Sentence
from classifier.folding import fold, scrub
from classifier.lexicon import Lexicon
from classifier.modelfile import HEADS
from classifier.process import RESOLUTION_2254, proof
from classifier.usertopics import Mark, OwnTopic, mark_all
from classifier.vectors import Floats, in_context, logit
from classifier.weights import Weights
from statements.errors import ModelError
from statements.labels import Kind, Topic
from statements.model import Leanings, Reading

MODEL = Path(__file__).parent / "model"
MAX_TITLE = 1_000
EMBEDDED_BYTES = 12_000
"""Of a text that are encoded, in equal parts of its sentences: about 2,000 words of English, 4 s, or 13 s of mere figures. Of a longer text each sentence is encoded
from its start as far as its part goes; n-grams and concepts see all of it."""
WORDS, EMBEDDINGS = HEADS
SHORT = 8
"""Sentences of the longest text whose leanings are kept, see `Leanings`: about 1 kB. What is longer has names and figures to be known by."""
ALIKE = {EMBEDDINGS: 0.86, WORDS: 0.91}
"""From which correlation two texts may be one, by what the model read with: `make bench-stories` finds 56 and 22 of the 62 short
translations of its set `tuned` by them, and puts none of 222 pairs together that only look alike. To be chosen anew with a new model."""


@dataclass(frozen=True, kw_only=True)
class Scores:
    """A statement's sentences where they stand, their probabilities, its title, and the embeddings in context of both (None without an
    encoder)."""

    pieces: Sequence[sentences.Sentence]
    scored: Scored
    heading: Sentence | None
    dense: Floats | None
    title_dense: Floats | None


class Reader:
    """Reads statements. Holds no state between texts; safe to share between threads that read (automata are built on first use)."""

    def __init__(
        self,
        trained: Weights,
        lexicon: Lexicon,
        manifest: Mapping[str, object],
        encoder: Encoder | None = None,
    ) -> None:
        self.lexicon, self.manifest = lexicon, manifest
        self.encoder = encoder if EMBEDDINGS in trained.heads else None
        name = EMBEDDINGS if self.encoder else WORDS
        self.head = trained.heads[name]
        self.weights = replace(trained, heads={name: self.head})  # the other is 3 MB that nobody asks
        self.known = frozenset(trained.heads)
        """The heads that the model has, in use or not."""
        without = EMBEDDINGS in self.known and not self.encoder
        self.model_id = f"{manifest['id']}{'-words' if without else ''}"

    @classmethod
    def load(cls, path: Path | None = None, *, embeddings: bool = True) -> Reader:
        """The model in ``path``, by default the one shipped; raises `ModelError` when it is missing, damaged or another. Reads with
        sentence embeddings where the encoder is installed, unless told not to."""
        return cls(*modelfile.load(MODEL if path is None else path), available() if embeddings else None)

    def score(self, *, title: str, text: str, language: str | None) -> Scores:
        """The sentences of a text with what the model makes of each; the title's when the text has none."""
        title, text = scrub(title[:MAX_TITLE]), scrub(text[: sentences.MAX_CHARACTERS])
        if not any(c.isalnum() for c in text):
            title, text = "", title
        pieces = sentences.split(text)
        found = [Sentence(piece.text, language, self.lexicon, asked=piece.asked) for piece in pieces]
        heading = Sentence(title, language, self.lexicon) if title.strip() else None
        dense = title_dense = None
        if self.encoder:
            share = EMBEDDED_BYTES // max(1, len(pieces))
            *vectors, title_vector = self.encoder.encode([*(_start(p.text, share) for p in pieces), title])
            named = title_vector if heading else None
            own = np.array(vectors, dtype=np.float32).reshape(len(pieces), self.encoder.dimensions)
            dense, title_dense = in_context(own, named), in_context(title_vector[None, :], named)
        probabilities = self.weights.probabilities
        return Scores(
            pieces=pieces,
            scored=Scored(
                sentences=found,
                body=probabilities(self.head, found, dense),
                title=None if heading is None else probabilities(self.head, [heading], title_dense)[0],
            ),
            heading=heading,
            dense=dense,
            title_dense=title_dense,
        )

    def mark(self, own: Sequence[OwnTopic], scores: Scores, language: str | None) -> list[Mark]:
        """Own topics in a statement that was scored. Raises `ModelError` for one that was fitted for another model."""
        for topic in own:
            if topic.model != self.manifest["id"]:
                raise ModelError(
                    f"the topic {topic.id} was fitted for the model {topic.model}, not {self.manifest['id']}"
                )
        # The first third of an embedding in context is the sentence's own.
        dense = (
            None
            if scores.dense is None or self.encoder is None
            else scores.dense[:, : self.encoder.dimensions]
        )
        texts = [piece.text for piece in scores.pieces]
        return mark_all(own, self.weights.vocabulary, scores.scored.sentences, texts, dense, language)

    def read(
        self,
        *,
        title: str,
        text: str,
        language: str | None,
        issuer: str | None = None,
        kind: Kind | None = None,
        own: Sequence[OwnTopic] = (),
    ) -> Reading:
        """Labels, facts and verbatim evidence for one statement. Total: any text is answered; what lies beyond
        `sentences.MAX_CHARACTERS` characters or `sentences.MAX_SENTENCES` sentences is not looked at. A statement without a
        text is read from its title. ``kind`` is the publisher's word, kept when given, unless it is press release: ministries
        issue joint statements and readouts under that name. ``own`` topics of the user's are read beside the model's labels
        and change nothing of them."""
        scores = self.score(title=title, text=text, language=language)
        if not any(c.isalnum() for c in text[: sentences.MAX_CHARACTERS]):
            title, text = "", title[:MAX_TITLE]
        title, clean = scrub(title[:MAX_TITLE]), scrub(text[: sentences.MAX_CHARACTERS])
        pieces, found = scores.pieces, scores.scored.sentences
        cited = facts.resolutions(f"{title}\n{clean}", language)
        rule, proven = proof(title, [p.text for p in pieces], language, cited=RESOLUTION_2254 in cited)
        # A sentence with the number of some other thing's ("room 2254") proves nothing, however it sounds.
        barred = [
            i
            for i, p in enumerate(pieces)
            if RESOLUTION_2254 not in cited and RESOLUTION_2254 in fold(p.text)
        ]
        signed = facts.signatories(title, clean, language)
        abroad = self.abroad(pieces, language, issuer, signed)
        decision = decide(
            scores.scored,
            self.head,
            labels=self.weights.labels,
            steps=self.weights.steps,
            certain={str(Topic.UNSC_2254): proven} if rule else {},
            barred={str(Topic.UNSC_2254): barred},
            abroad=abroad,
        )
        actors = facts.actors(
            [p.text for p in pieces], [s.match.plain for s in found], issuer=issuer, language=language
        )
        target, phrase = facts.target(decision.stances, actors, [p.text for p in pieces])
        marks = self.mark(own, scores, language) if own else []
        carried = self._clauses(text, decision.evidence, pieces, language)
        evidence = {**decision.evidence, **{mark.topic: mark.quotes for mark in marks if mark.given}}
        return Reading(
            model=self.model_id,
            stances=decision.stances,
            primary=decision.primary,
            topics=decision.topics,
            rung=int(decision.rung),
            scores={
                **{label: round(score, 4) for label, score in decision.scores.items()},
                **{mark.topic: mark.score for mark in marks},
            },
            unsure=decision.unsure,
            own_topics=tuple(mark.topic for mark in marks if mark.given),
            # From the text as given, so that a quote is verbatim even where unreadable characters were passed over.
            evidence={
                label: tuple(text[pieces[i].start : pieces[i].end] for i in indices)
                for label, indices in evidence.items()
            },
            clauses=carried,
            kind=facts.kind(title, clean) if kind in (None, Kind.PRESS_RELEASE) else kind,
            signatories=signed,
            resolutions=cited,
            actors=actors,
            target=target,
            target_phrase=phrase,
            instruments=facts.instruments(f"{title}\n{clean}"),
            speaker=facts.speaker(title, clean, issuer=issuer, language=language),
            commitments=facts.pledges(
                [p.text for p in pieces],
                [
                    s.match.plain | {"others-act"} if s.voice.withheld or i in abroad else s.match.plain
                    for i, s in enumerate(found)
                ],
                issuer,
            ),
            leanings=self._leanings(scores.scored),
        )

    def _leanings(self, scored: Scored) -> Leanings | None:
        if not 0 < len(scored.sentences) <= SHORT:
            return None
        tenths = np.rint(logit(scored.body) * 10).astype(int).tolist()
        enough = ALIKE[EMBEDDINGS if self.encoder else WORDS]
        return Leanings(sentences=tuple(map(tuple, tenths)), enough=enough)

    def abroad(
        self,
        pieces: Sequence[sentences.Sentence],
        language: str | None,
        issuer: str | None,
        signatories: Sequence[str],
    ) -> frozenset[int]:
        """The sentences that tell of other states' acts, by index; none where nobody knows who speaks."""
        if issuer is None:
            return frozenset()
        speakers = {issuer, *signatories}
        found = (i for i, p in enumerate(pieces) if others_act(p.text, language, speakers, self.lexicon))
        return frozenset(found)

    def _clauses(
        self,
        text: str,
        evidence: Mapping[str, Sequence[int]],
        pieces: Sequence[sentences.Sentence],
        language: str | None,
    ) -> dict[str, str]:
        """For each label the part of its first sentence that carries it, where that is not all of it."""
        earned: dict[int, list[str]] = {}
        for label, indices in evidence.items():
            if label in self.weights.labels:
                earned.setdefault(indices[0], []).append(label)
        found: dict[str, str] = {}
        for index, labels in earned.items():
            parts = clauses.carrying(
                text[pieces[index].start : pieces[index].end],
                [self.weights.labels.index(label) for label in labels],
                language=language,
                lexicon=self.lexicon,
                vocabulary=self.weights.vocabulary,
                head=self.head,
            )
            found.update({label: part for label, part in zip(labels, parts, strict=True) if part})
        return found


def _start(text: str, size: int) -> str:
    """The characters of a text that fit in so many bytes."""
    return text.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
