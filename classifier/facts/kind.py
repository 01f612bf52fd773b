"""The form of a text, from the words that ministries put into titles and first lines."""

from __future__ import annotations

import re

from classifier.facts.formats import compounds, has_circle
from classifier.facts.forms import (
    ABOUT,
    ADVISORY,
    AHEAD,
    ANNOUNCED,
    ASKED,
    BRIEFING,
    COUNCIL,
    JOINT,
    JOINT_ACT,
    MENTIONS,
    POSITION,
    PRESS,
    READOUT,
    REMARKS,
    REPLIED,
    REPLIED_ZH,
    REPLY,
    SHARED,
    STATEMENT,
    STRONG_JOINT,
    VISIT,
)
from classifier.folding import fold
from statements.labels import Kind

OPENING = 300
"""Characters of the text in which its form is looked for."""
NEAR = 70
"""Characters before a form in which it may be said that something else is about it."""

_MATTER_FIRST = re.compile("[\u3040-\u9fff\uac00-\ud7a3]|hakkinda|iliskin")


def _own(head: str, match: re.Match[str]) -> bool:
    """Whether the form found is the text's own, and not what the text is about."""
    before = re.split(r"[:|–—,،]|\s-\s", head[max(0, match.start() - NEAR) : match.start()])[-1]
    if MENTIONS.search(before) or _replied(before, head[match.end() :]):
        return False
    said = ABOUT.search(before)
    if said is None:
        return True
    # In these languages the matter stands before the form: "on Syria joint statement".
    other = STATEMENT.search(before) or REMARKS.search(before) or READOUT.search(before)
    return bool(_MATTER_FIRST.search(said.group())) and not other


def _replied(before: str, after: str) -> bool:
    """Whether what stands around a joint statement says that the text replies to it."""
    answered, answer = REPLIED_ZH
    said = REPLY.search(before) or REPLIED.match(after) or (answered.search(before) and answer.match(after))
    return said is not None


def replies(title: str) -> bool:
    """Whether a text is, by its title, a reply to somebody's joint statement."""
    head = fold(title[:400])
    match = _said_jointly(head)
    return match is not None and not _own(head, match)


def _said_jointly(head: str) -> re.Match[str] | None:
    """Where a text is called joint, and not what it is about ("joint exercise")."""
    match = JOINT.search(head)
    while match is not None and JOINT_ACT.search(match.group()):
        match = JOINT.search(head, match.start() + 1)
    return match


def _joint(head: str, title: str) -> bool:
    match = _said_jointly(head)
    if match is None and JOINT_ACT.search(head):
        return False
    if match is None:
        noun = STATEMENT.search(head)
        if noun and any(len(codes) > 1 for codes, _, _ in compounds(title)):
            return not READOUT.search(head) and not ABOUT.search(head[: noun.start()])
        circle = has_circle(head)
        return bool(circle and noun and not ABOUT.search(head[: circle.start()]) and not READOUT.search(head))
    return _own(head, match) and not re.match(
        r"[^。]{0,12}(?:答记者问|发表谈话|阐明立场)", head[match.end() :]
    )


def _about(head: str, form: re.Match[str], matter: re.Match[str]) -> bool:
    """Whether ``matter`` (a meeting, a visit) is what the statement is about."""
    between = head[matter.end() : form.start()]
    if re.search(r":\s|\s[-–—|]\s", between) and not READOUT.search(head[form.start() :]):
        return True  # "Visit refused – statement"
    if form.start() < matter.start():
        return bool(ABOUT.search(f"{head[form.end() : matter.start()]} "))
    return bool(
        re.search(r"に関する|について|に対する|관련|대한|hakkinda|iliskin|\bhk\b", head[matter.end() :])
    )


def _by_title(head: str, title: str) -> Kind | None:
    if _joint(head, title):
        return Kind.JOINT_STATEMENT
    if ADVISORY.search(head):
        return Kind.PRESS_RELEASE
    if BRIEFING.search(COUNCIL.sub(" ", head)):
        return Kind.BRIEFING
    if REMARKS.search(head):
        return Kind.REMARKS
    statement, readout = STATEMENT.search(head), READOUT.search(head)
    if ANNOUNCED.search(head) and (statement is None or not ABOUT.search(head[statement.end() :])):
        return Kind.PRESS_RELEASE
    if readout and not (statement and _about(head, statement, readout)):
        return Kind.READOUT
    return Kind.STATEMENT if statement else None


def kind(title: str, text: str) -> Kind | None:
    """The form of a text, from its title, then from its first 300 characters; None when neither says. News of a visit to come is
    a press release, of one that was a readout; a text that takes a position without naming its form is a statement."""
    head = fold(title[:400])
    opening = fold(text[:OPENING])
    found = _by_title(head, title[:400])
    replying = replies(title)
    # A reply begins with the joint statement that it replies to.
    strong = STRONG_JOINT.match(opening) if replying else STRONG_JOINT.search(opening)
    if found in (None, Kind.STATEMENT, Kind.PRESS_RELEASE) and strong:
        return Kind.JOINT_STATEMENT
    if found is Kind.STATEMENT and SHARED.match(opening):
        return Kind.JOINT_STATEMENT
    if found is Kind.READOUT and VISIT.search(head) and AHEAD.search(opening):
        return Kind.PRESS_RELEASE
    if found is not None or replying:
        return found or Kind.STATEMENT
    if PRESS.search(head):
        return Kind.PRESS_RELEASE
    if ASKED.search(opening):
        return Kind.REMARKS
    if POSITION.search(head):
        return Kind.STATEMENT
    joint = _said_jointly(opening)
    if joint and _own(opening, joint):
        return Kind.JOINT_STATEMENT
    for pattern, answer in (
        (READOUT, Kind.PRESS_RELEASE if AHEAD.search(opening) else Kind.READOUT),
        (STATEMENT, Kind.STATEMENT),
        (POSITION, Kind.STATEMENT),
    ):
        if pattern.search(opening):
            return answer
    return Kind.PRESS_RELEASE if head or opening else None
