"""Text in, `Reading` out: the classifier as the rest of the house uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from classifier import facts, sentences, weights
from classifier.decide import decide
from classifier.features import Sentence
from classifier.folding import scrub
from classifier.lexicon import Lexicon
from classifier.weights import Weights
from statements.labels import Kind, Topic
from statements.model import Reading

MODEL = Path(__file__).parent / "model"
MAX_TITLE = 1_000
RESOLUTION_2254 = "2254"


class Reader:
    """Reads statements. Holds no state between texts; safe to share between threads that read (automata are built on first use)."""

    def __init__(self, trained: Weights, lexicon: Lexicon, manifest: Mapping[str, object]) -> None:
        thresholds = manifest["thresholds"]
        assert isinstance(thresholds, Mapping)
        self._weights, self._lexicon, self.manifest = trained, lexicon, manifest
        self._thresholds = {str(k): (float(v[0]), float(v[1])) for k, v in thresholds.items()}
        self.model_id = str(manifest["id"])

    @classmethod
    def load(cls, path: Path | None = None) -> Reader:
        """The model in ``path``, by default the one shipped; raises `ModelError` when it is missing, damaged or another."""
        return cls(*weights.load(MODEL if path is None else path))

    def read(
        self,
        *,
        title: str,
        text: str,
        language: str | None,
        issuer: str | None = None,
        kind: Kind | None = None,
    ) -> Reading:
        """Labels, facts and verbatim evidence for one statement. Total: any text is answered; what lies beyond
        `sentences.MAX_CHARACTERS` characters or `sentences.MAX_SENTENCES` sentences is not looked at. A statement without a
        text is read from its title. ``kind`` is the publisher's word, kept when given."""
        given, title = title[:MAX_TITLE], scrub(title[:MAX_TITLE])
        clean = scrub(text[: sentences.MAX_CHARACTERS])
        pieces = sentences.split(clean)
        if not pieces:
            text, clean, title = given, title, ""
            pieces = sentences.split(clean)
        found = [Sentence(piece.text, language, self._lexicon) for piece in pieces]
        body = self._weights.scores(found)
        heading = (
            self._weights.scores([Sentence(title, language, self._lexicon)])[0] if title.strip() else None
        )
        cited = facts.resolutions(f"{title}\n{clean}", language)
        certain = {}
        if RESOLUTION_2254 in cited:
            proof = [
                i for i, p in enumerate(pieces) if RESOLUTION_2254 in facts.resolutions(p.text, language)
            ]
            if proof:
                certain[str(Topic.UNSC_2254)] = proof
        decision = decide(
            found,
            body,
            heading,
            labels=self._weights.labels,
            thresholds=self._thresholds,
            certain=certain,
        )
        actors = facts.actors(
            [p.text for p in pieces], [s.match.plain for s in found], issuer=issuer, language=language
        )
        target, phrase = facts.target(decision.stances, actors, [p.text for p in pieces])
        return Reading(
            model=self.model_id,
            stances=decision.stances,
            primary=decision.primary,
            topics=decision.topics,
            rung=int(decision.rung),
            scores={label: round(score, 4) for label, score in decision.scores.items()},
            # From the text as given, so that a quote is verbatim even where unreadable characters were passed over.
            evidence={
                label: tuple(text[pieces[i].start : pieces[i].end] for i in indices)
                for label, indices in decision.evidence.items()
            },
            kind=kind or facts.kind(title, clean),
            signatories=facts.signatories(title, clean, language),
            resolutions=cited,
            actors=actors,
            target=target,
            target_phrase=phrase,
            instruments=facts.instruments(f"{title}\n{clean}"),
            speaker=facts.speaker(title, clean, issuer=issuer, language=language),
            commitments=facts.pledges([p.text for p in pieces], [s.match.plain for s in found]),
        )


def reading_json(reading: Reading, ident: str) -> dict[str, object]:
    """The shape that `communique read` prints, one object a statement."""
    return {
        "id": ident,
        "stance": [str(s) for s in reading.stances],
        "primary": str(reading.primary),
        "topics": [str(t) for t in reading.topics],
        "rung": reading.rung,
        "scores": dict(reading.scores),
        "evidence": {label: list(quotes) for label, quotes in reading.evidence.items()},
        "kind": None if reading.kind is None else str(reading.kind),
        "signatories": list(reading.signatories),
        "resolutions": list(reading.resolutions),
        "actors": [{"name": actor.name, "role": str(actor.role)} for actor in reading.actors],
        "target": reading.target,
        "target_phrase": reading.target_phrase,
        "instruments": list(reading.instruments),
        "speaker": None if reading.speaker is None else asdict(reading.speaker),
        "commitments": [asdict(pledge) for pledge in reading.commitments],
        "model": reading.model,
    }
