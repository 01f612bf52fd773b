"""Who signed a joint statement: the parties listed in its title, its opening, and a closing paragraph of alignment."""

from __future__ import annotations

import re

from classifier.facts.kind import kind
from classifier.folding import fold, scrub
from statements.issuers import find_countries
from statements.labels import Kind

OPENING = 900
"""Characters of the text in which the list of signatories is looked for."""
GAP = 60
"""Characters that may stand between two parties of one list ("..., and the Minister for Foreign Affairs of ...")."""

# Where the subject of the statement begins: parties after it are what it is about.
_ABOUT = re.compile(
    r"\s(?:on|regarding|concerning|about|following|in response|condemning|welcoming|at the|sur|concernant|au sujet|relative?|a propos|zu|zur|zum|uber|anlasslich|sobre|acerca|con motivo|relativa|по|о|об|относительно|в связи"
    r"|بشان|حول|بخصوص|ازاء|عن الوضع|مورخ|hakkinda|su|sulla|sul)\s|关于|就"
)
_VERB = re.compile(
    r"\b(?:on|regarding|concerning|about|sur|zu|zur|zum|sobre|о|об|بشان|حول|is|are|was|were|condemn\w*|welcom\w*|call\w* (?:on|for)|urge\w*|express\w*|met|reaffirm\w*|support\w*|against|in|attack\w*|with regard|remain\w*|who|which|"
    r"condamn\w*|appel\w*|verurteil\w*|fordern|begrus\w*|condenan|expresan|осужда\w*|призыва\w*)\b"
)
_BY = re.compile(r"(?i)\b(?:statement|declaration|communiqué|appeal)\s+(?:by|from|of)\b")
_GROUPS = frozenset({"G7", "G20", "E3"})
"""Groups of states that sign as one."""
_ALIGN = re.compile(
    r"align(?:s|ed|ing)? (?:themselves|itself|himself) with|associates? (?:itself|themselves) with|join(?:s|ed)? (?:in )?this (?:statement|declaration)|s['’ ]associ\w+ a|se rallient|schliess\w+ sich|se suma\w*|se adhier\w*|присоединя\w+|انضم\w*"
)


def _runs(text: str, *, gap: int) -> list[list[tuple[str, int, int]]]:
    """Groups of parties named close to each other with no verb between."""
    runs: list[list[tuple[str, int, int]]] = []
    for code, start, end in find_countries(text):
        if runs:
            between = text[runs[-1][-1][2] : start]
            if (
                len(between) <= gap
                and not _VERB.search(fold(between))
                and not re.search(r"[.!?:](?:\s|$)", between)
            ):
                runs[-1].append((code, start, end))
                continue
        runs.append([(code, start, end)])
    return runs


def _distinct(run: list[tuple[str, int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code, _, _ in run))


def signatories(title: str, text: str) -> tuple[str, ...]:
    """Codes of the signatories of a joint statement in text order, each once; empty for any other text, or when no list of at
    least two can be read."""
    title, text = scrub(title[:1000]), scrub(text)
    if kind(title, text) is not Kind.JOINT_STATEMENT:
        return ()
    signed = title[by.end() :] if (by := _BY.search(title)) else title
    about = _ABOUT.search(f"{signed} ".casefold())
    signed = signed[: about.start()] if about and (by or about.start() > 10) else signed
    found: tuple[str, ...] = ()
    # A title that names them all is believed; one cut short ("France,…") is not.
    parts = (text[:OPENING],) if title.rstrip().endswith(("…", "...")) else (signed, text[:OPENING])
    for part in parts:
        if len(found) < 2:
            found = max((_distinct(run) for run in _runs(part, gap=GAP)), key=len, default=())
    group = next((code for code, _, _ in find_countries(signed) if code in _GROUPS), None)
    if len(found) < 2 and group is not None:
        return (group,)
    if len(found) < 2:
        return ()
    for paragraph in text[-3000:].split("\n"):
        match = _ALIGN.search(fold(paragraph))
        if match:
            found += tuple(code for code, _, _ in find_countries(paragraph))
    return tuple(dict.fromkeys(found))
