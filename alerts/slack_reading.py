"""What the classifier found, for a Slack message: the sentences with their labels, the scores, the facts. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from alerts import words
from alerts.highlight import bold, spans
from alerts.mrkdwn import escape
from alerts.slack_blocks import LISTED, Block, fitting, listed, section
from statements.labels import Rung
from statements.model import Reading, Version
from statements.quotes import around

QUOTE = 300
QUOTES = 8
"""A statement rarely earns more labels in separate sentences."""
SHOWN = 2
"""Quotes in an alert, which is read at a glance; "Why" and the page of the statement show the rest."""
SPEAKER = 150
PHRASE = 100
_MATCHED = "matched"
_SEARCHED = 20_000
"""Characters in which the words of a query are looked for: a page or five."""
_LOUD = ((Rung.MEASURES, ":rotating_light:"), (Rung.WARNS, ":warning:"), (Rung.CONDEMNS, ":red_circle:"),
         (Rung.REGRETS_CRITICISES, ":large_orange_circle:"), (Rung.CONCERN, ":large_yellow_circle:"))  # fmt: skip
"""What stands before the labels, by the rung: the words beside it say the same."""


def quotes(version: Version, reading: Reading, queries: Sequence[str], *, most: int = QUOTES) -> list[Block]:
    """A block a sentence, ``quote-1`` first: the sentence with what the queries found in bold, or in a long one the clause that earned the
    first of its labels, and the labels it earned. The last says how many there are beyond ``most``."""
    blocks = []
    known = _quotes(version, reading, queries)
    shown_of, left = known[:most], len(known[most:])
    for number, (sentence, labels) in enumerate(shown_of, start=1):
        whole, part = words.visible(sentence), words.visible(words.clause(reading, sentence))
        found = spans(whole, queries, version.language)[:1]
        shown = words.excerpt(whole, whole[slice(*found[0])] if found else part, QUOTE)
        quoted = bold(shown, queries, version.language, otherwise=part)
        more = (
            f" · and {left} more quote{'s' if left > 1 else ''}" if left and number == len(shown_of) else ""
        )
        blocks.append(section(f"quote-{number}", f">“{quoted}”\n{escape(', '.join(labels))}{more}"))
    return blocks


def _quotes(version: Version, reading: Reading, queries: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Sentences with the labels each one earned, as few as show them all, at most `QUOTES`: first the one that a watch matched, which is
    the first with the words it asked for, of the whole text if need be, else with a label it asked for; then the headline stance's."""
    labels = list(
        dict.fromkeys([reading.primary, *reading.stances, *reading.topics, *reading.own_topics, "rung"])
    )
    asked = [label for label in labels if any(f":{label}" in query for query in queries)]
    earned: dict[str, list[str]] = {}
    headline = None
    for label in dict.fromkeys([*asked, *labels]):
        evidence = reading.evidence.get(label, ())
        if not evidence:
            continue
        sentence = next((known for known in evidence if known in earned), evidence[0])
        headline = sentence if label == reading.primary else headline
        earned.setdefault(sentence, []).append(
            words.RUNGS[reading.rung] if label == "rung" else words.label(reading, label)
        )
    first = next((one for one in earned if spans(one, queries, version.language)), None)
    if first is None and (matched := spans(version.text[:_SEARCHED], queries, version.language)):
        first = around(version.text, *matched[0])
        earned = {first: [_MATCHED], **earned}
    order = dict.fromkeys([first or next(iter(earned), None), headline, *earned])
    return [(one, earned[one]) for one in order if one is not None][:QUOTES]


def labels_line(reading: Reading) -> str:
    """``:red_circle: *condemnation* 0.93, *demand* 0.71 · civilian-protection 0.88 · rung 5: condemns``."""
    stances = [reading.primary, *(s for s in reading.stances if s is not reading.primary)]
    said = [f"*{stance}*{_score(reading, stance)}" for stance in stances]
    about = [f"{escape(topic)}{_score(reading, topic)}" for topic in (*reading.topics, *reading.own_topics)]
    rung = f"rung {reading.rung}: {words.RUNGS[reading.rung]}"
    sign = next((f"{emoji} " for least, emoji in _LOUD if reading.rung >= least), "")
    return sign + " · ".join([", ".join(said), *([", ".join(about)] if about else []), rung])


def _score(reading: Reading, label: str) -> str:
    score = reading.scores.get(label)
    doubt = " (unsure)" if label in reading.unsure else ""
    return doubt if score is None else f" {score:.2f}{doubt}"


def facts(reading: Reading) -> list[str]:
    """Who speaks, what is cited, which parties are named and whether those meant are."""
    said = []
    speaker = words.speaker(reading)
    if speaker:
        said.append(f"Spoken by {fitting(words.visible(speaker), SPEAKER)}")
    if cited := words.cited(reading):
        said.append(f"Cites {listed(cited, LISTED)}")
    if named := words.parties(reading):
        said.append(f"Names {listed(named, LISTED)}")
    return said + _target(reading)


def _target(reading: Reading) -> list[str]:
    """Whether those meant are named, and in which words they are meant where they are not."""
    if reading.target == "named":
        return ["Addressee named"]
    if reading.target != "unspecified":
        return []
    phrase = words.visible(reading.target_phrase or "")
    meant = f" (“{fitting(phrase, PHRASE)}”)" if phrase else ""
    return [f"Addressee unspecified{meant}: no party is named as responsible"]
