"""What the classifier found, for a Slack message: the sentences with their labels, the scores, the facts. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from alerts import words
from alerts.highlight import bold, spans
from alerts.mrkdwn import escape
from alerts.slack_blocks import Block, bounded, fitting, joined, listed, section
from alerts.slack_room import ROOMS, Room
from statements.labels import Rung
from statements.model import Reading, Version
from statements.quotes import around

QUOTE = 300
QUOTES = 8
"""A statement rarely earns more labels in separate sentences."""
PHRASE = 100
Quoted = tuple[str, list[str]]
"""A sentence and the labels it earned."""
_MATCHED = "matched"
_SEARCHED = 20_000
"""Characters in which the words of a query are looked for: a page or five."""
_LOUD = ((Rung.MEASURES, ":rotating_light:"), (Rung.WARNS, ":warning:"), (Rung.CONDEMNS, ":red_circle:"),
         (Rung.REGRETS_CRITICISES, ":large_orange_circle:"), (Rung.CONCERN, ":large_yellow_circle:"))  # fmt: skip
"""What stands before the labels, by the rung: the words beside it say the same."""


def quotes(
    version: Version,
    reading: Reading,
    queries: Sequence[str],
    *,
    limits: Sequence[int] = (QUOTE,) * QUOTES,
    known: Sequence[Quoted] | None = None,
    labelled: int = ROOMS[0].labels,
) -> list[Block]:
    """A block a sentence, ``quote-1`` first: the sentence with what the queries found in bold, or in a long one the clause that earned the
    first of its labels, and the labels it earned. ``limits`` are the characters of each that is shown; the last says how many others
    there are, which "Why" and the page of the statement show. ``known`` are those `earned`, if that was asked before;
    ``labelled`` is how many of its labels are named."""
    blocks = []
    known = earned(version, reading, queries) if known is None else known
    shown_of, left = list(zip(known, limits, strict=False)), len(known[len(limits) :])
    for number, ((sentence, labels), limit) in enumerate(shown_of, start=1):
        whole, part = words.visible(sentence), words.visible(words.clause(reading, sentence))
        found = spans(whole, queries, version.language)[:1]
        shown = words.excerpt(whole, whole[slice(*found[0])] if found else part, limit)
        quoted = bold(shown, queries, version.language, otherwise=part)
        more = (
            f" · and {left} more quote{'s' if left > 1 else ''}" if left and number == len(shown_of) else ""
        )
        named = joined(labels, ", ", most=labelled)
        blocks.append(section(f"quote-{number}", f">“{quoted}”\n{named}{more}"))
    return blocks


def earned(version: Version, reading: Reading, queries: Sequence[str]) -> list[Quoted]:
    """Sentences with the labels each one earned, as few as show them all, at most `QUOTES`: first the one that a watch matched, which is
    the first with the words it asked for, of the whole text if need be, else with a label it asked for; then the headline stance's."""
    labels = list(
        dict.fromkeys([reading.primary, *reading.stances, *reading.topics, *reading.own_topics, "rung"])
    )
    asked = [label for label in labels if any(f":{label}" in query for query in queries)]
    by_sentence: dict[str, list[str]] = {}
    headline = None
    for label in dict.fromkeys([*asked, *labels]):
        evidence = reading.evidence.get(label, ())
        if not evidence:
            continue
        sentence = next((known for known in evidence if known in by_sentence), evidence[0])
        headline = sentence if label == reading.primary else headline
        by_sentence.setdefault(sentence, []).append(
            words.RUNGS[reading.rung] if label == "rung" else words.label(reading, label)
        )
    first = next((one for one in by_sentence if spans(one, queries, version.language)), None)
    if first is None and (matched := spans(version.text[:_SEARCHED], queries, version.language)):
        first = around(version.text, *matched[0])
        by_sentence = {first: [_MATCHED], **by_sentence}
    order = dict.fromkeys([first or next(iter(by_sentence), None), headline, *by_sentence])
    return [(one, by_sentence[one]) for one in order if one is not None][:QUOTES]


def labels_line(reading: Reading, most: int = ROOMS[0].labels) -> str:
    """At most so many stances and topics: ``:red_circle: *condemnation* 0.93, *demand* 0.71 · civilian-protection 0.88 · rung 5: condemns``."""
    stances = [reading.primary, *(s for s in reading.stances if s is not reading.primary)]
    said = [f"*{stance}*{_score(reading, stance)}" for stance in stances]
    about = [f"{escape(topic)}{_score(reading, topic)}" for topic in (*reading.topics, *reading.own_topics)]
    rung = f"rung {reading.rung}: {words.RUNGS[reading.rung]}"
    sign = next((f"{emoji} " for least, emoji in _LOUD if reading.rung >= least), "")
    shown = [bounded(labels, ", ", most=most) for labels in (said, about) if labels]
    return sign + " · ".join([*shown, rung])


def _score(reading: Reading, label: str) -> str:
    score = reading.scores.get(label)
    doubt = " (unsure)" if label in reading.unsure else ""
    return doubt if score is None else f" {score:.2f}{doubt}"


def facts(reading: Reading, room: Room) -> list[str]:
    """Who speaks, what is cited, which parties are named and whether those meant are; nothing where there is no room for it."""
    if not room.facts:
        return []
    said, most = [], room.listed
    speaker = words.speaker(reading)
    if speaker:
        said.append(f"Spoken by {fitting(words.visible(speaker), room.phrase)}")
    if cited := words.cited(reading):
        said.append(f"Cites {listed(cited, most)}")
    if named := words.parties(reading):
        said.append(f"Names {listed(named, most)}")
    return said + _target(reading, room)


def _target(reading: Reading, room: Room) -> list[str]:
    """Whether those meant are named, and in which words they are meant where they are not."""
    if reading.target == "named":
        return ["Addressee named"]
    if reading.target != "unspecified":
        return []
    phrase = words.visible(reading.target_phrase or "")
    meant = f" (“{fitting(phrase, min(PHRASE, room.phrase))}”)" if phrase else ""
    return [f"Addressee unspecified{meant}{'' if room.brief else ': no party is named as responsible'}"]
