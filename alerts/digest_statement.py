"""How what was read in a statement stands in a digest, and on the page that lists all of one: its labels in a line, and its quote. Pure."""

from __future__ import annotations

from alerts import words
from statements.model import Reading

QUOTE = 240


def labels(reading: Reading | None) -> str:
    """The headline stance first, then the others, the topics and the rung."""
    if reading is None:
        return "not read yet"
    others = [stance for stance in reading.stances if stance is not reading.primary]
    topics = (*reading.topics, *reading.own_topics)
    said = [words.label(reading, label) for label in (reading.primary, *others, *topics)]
    if reading.rung:
        said.append(words.RUNGS[reading.rung])
    return " · ".join(said)


def quote(reading: Reading | None) -> str | None:
    """The sentence that earned the headline stance, cut around the clause that did; None where there is none."""
    sentences = (reading.evidence.get(reading.primary) if reading else None) or ()
    if reading is None or not sentences:
        return None
    part = words.visible(reading.clauses.get(reading.primary, ""))
    return words.excerpt(words.visible(sentences[0]), part, QUOTE)
