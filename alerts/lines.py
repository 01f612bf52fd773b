"""An announcement in plain words, line by line, for every form that is text: mails and notifications. Pure.

Remote words are cleaned of what a reader cannot see and cut to size here; whoever puts them into mark-up escapes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from alerts import words
from alerts.announcement import Announcement, What
from alerts.news import sentence
from config.watches import Watch
from statements.issuers import issuer_name
from statements.labels import Part, Stance
from statements.model import Reading, Version
from statements.story import Member

SUBJECT = 150
TITLE = 220
QUOTE = 400
QUOTES = 8
LISTED = 12
"""How many names, resolutions or watches are listed before "and n more"."""
MEMBERS = 20
_PREFIXES = {
    What.FOLLOW_UP: "Follow-up: ",
    What.REVISED: "Revised: ",
    What.WITHDRAWN: "Withdrawn: ",
    What.RETURNED: "Back again: ",
}


def subject(one: Announcement) -> str:
    """One line that tells what this is. A copy that follows in a thread says the same as the statement that began its story, so
    it has the same subject with "Re:"; everything else is news and says so, a copy by which its issuer corrects itself too."""
    mark = "[demo] " if one.demo else ""
    if one.kind is What.COPY and not one.edited and one.part is Part.REPLY and one.story is not None:
        first = one.story.members[0]
        title = words.title(first.version.title, TITLE)
        return f"Re: {words.cut(f'{mark}{_lead(first.version, first.reading)}: {title}', SUBJECT)}"
    return words.cut(f"{mark}{headline(one)}", SUBJECT)


def headline(one: Announcement) -> str:
    """``Condemnation · France: title``, with what happened before it where it is no first statement."""
    return f"{lead(one)}: {words.title(one.version.title, TITLE)}"


def lead(one: Announcement) -> str:
    """The headline up to the title: our words alone."""
    changed = "Changed copy: " if one.kind is What.COPY and one.edited else ""
    return f"{changed or _PREFIXES.get(one.kind, '')}{_lead(one.version, one.reading)}"


def _lead(version: Version, reading: Reading | None) -> str:
    if reading is None or reading.primary is Stance.NEUTRAL:
        return issuer_name(version.issuer)
    return f"{words.label(reading, reading.primary).capitalize()} · {issuer_name(version.issuer)}"


def source(one: Announcement) -> str:
    """``France · joint statement · 1 Dec 2024 22:04 UTC · French``."""
    version, reading = one.version, one.reading
    kind = (reading.kind if reading else None) or version.kind
    return " · ".join(
        [
            issuer_name(version.issuer),
            kind.replace("-", " ") if kind else "kind unknown",
            words.published(version.published, version.first_seen, ZoneInfo(one.zone)),
            words.language_name(version.language) if version.language else "language unknown",
        ]
    )


def happened(one: Announcement) -> list[str]:
    """What happened besides that a statement appeared, a sentence each: the place in its story, an edit, a withdrawal."""
    lines: list[str] = []
    zone = ZoneInfo(one.zone)
    if one.kind in (What.COPY, What.FOLLOW_UP):
        first = _before(one)
        apart = _apart(one)
        copied = "Says nearly the same as" if one.edited or apart else "Says the same as"
        told = copied if one.kind is What.COPY else "Speaks of the same as"
        lines.append(f"{told} {first}." if first else f"{told} a statement before it.")
        lines += [f"{apart[0].upper()}{apart[1:]}."] if apart and one.kind is What.COPY else []
    if one.kind is What.REVISED:
        grade = f" ({one.version.grade})" if one.version.grade else ""
        lines.append(f"Revised{grade}: version {one.version.n}, seen {words.moment(one.version.seen, zone)}.")
    if one.kind in (What.REVISED, What.COPY):
        if one.previous is not None and one.reading is not None:
            lines += [
                words.cut_change(f"Changed {line}", QUOTE)
                for line in words.changes(one.previous, one.reading)
            ]
        lines += [words.cut(words.visible(line), 200) for line in one.edited[:3]]
    when = f" on {words.moment(one.at, zone)}" if one.at else ""
    if one.kind is What.WITHDRAWN:
        said = f" ({words.cut(words.visible(one.reason), 200)})" if one.reason else ""
        lines.append(f"Gone at two looks, the second{when}{said}. Its text stays in the archive.")
    if one.kind is What.RETURNED:
        lines.append(f"It had been gone, and is there again{when}.")
    if one.version.reissue is not None:
        again = one.version.reissue
        lines.append(
            f"Re-issue of statement {again.statement} of {words.day(again.day)} ({again.score:.0%} the same words)."
        )
    return lines


def _apart(one: Announcement) -> str | None:
    """What figures stand in a copy, or in the text it is a copy of, alone."""
    members = one.story.members if one.story else ()
    return next((m.joined.apart for m in members if m.version.statement == one.version.statement), None)


def _before(one: Announcement) -> str | None:
    """What a copy or follow-up belongs to: the statement that began the story."""
    first = one.story.members[0] if one.story else None
    if first is None or first.version.statement == one.version.statement:
        return None
    return f"{issuer_name(first.version.issuer)}: “{words.title(first.version.title, 120)}”"


def story(one: Announcement) -> list[str]:
    """The capitals so far and who signed, where more than one statement is known."""
    if one.story is None or len(one.story.members) < 2:
        return []
    issuers = [issuer_name(issuer) for issuer in one.story.issuers]
    several = f"{len(issuers)} issuers so far" if len(issuers) > 1 else "One issuer so far"
    lines = [f"{several}: {listed(issuers, 40)}."]
    signed = one.story.signatories
    if signed:
        if set(signed) != set(one.reading.signatories if one.reading else ()):
            lines.append(f"Signed in all by {listed([issuer_name(name) for name in signed], 60)}.")
        capitals = {member.version.issuer for member in one.story.copies}
        fewer: dict[tuple[str, ...], list[str]] = {}
        for name, by in signed.items():
            if len(by) < len(capitals):
                fewer.setdefault(by, []).append(issuer_name(name))
        lines += [
            f"Named by {listed([issuer_name(issuer) for issuer in by], 20)} only: {listed(names, 20)}."
            for by, names in list(fewer.items())[:LISTED]
        ]
    return lines


def members(one: Announcement) -> tuple[Member, ...]:
    """The other statements of its story, latest last."""
    found = one.story.members if one.story else ()
    return tuple(member for member in found if member.version.statement != one.version.statement)[-MEMBERS:]


def member(found: Member, zone: ZoneInfo) -> str:
    """Who said something else in a story, when, and in which language."""
    version = found.version
    language = words.language_name(version.language) if version.language else "language unknown"
    gone = ", withdrawn" if found.withdrawn else ""
    return f"{issuer_name(version.issuer)}, {words.published(version.published, version.first_seen, zone)}, {language}{gone}"


def news(one: Announcement) -> list[str]:
    """What is new in what the issuer says, and how far back the archive can tell."""
    return [f"{sentence(item, one.version.issuer)}." for item in one.news[:LISTED]]


def quotes(reading: Reading, queries: Sequence[str]) -> list[tuple[str, str]]:
    """Sentences with the labels that each one earned, as few as show all of them: what the watches ask for first."""
    labels = list(
        dict.fromkeys([reading.primary, *reading.stances, *reading.topics, *reading.own_topics, "rung"])
    )
    asked = [label for label in labels if any(f":{label}" in query for query in queries)]
    found: dict[str, list[str]] = {}
    for label in dict.fromkeys([*asked, *labels]):
        sentences = reading.evidence.get(label, ())
        if sentences:
            quoted = next((known for known in sentences if known in found), sentences[0])
            found.setdefault(quoted, []).append(
                words.RUNGS[reading.rung] if label == "rung" else words.label(reading, label)
            )
    return [(excerpt(reading, quoted), ", ".join(earned)) for quoted, earned in found.items()][:QUOTES]


def excerpt(reading: Reading, sentence: str) -> str:
    """A quoted sentence, cut so that what earned its label is seen."""
    return words.excerpt(words.visible(sentence), words.visible(words.clause(reading, sentence)), QUOTE)


def labels(reading: Reading) -> str:
    """Stances and topics with their scores, and the rung."""
    stances = list(dict.fromkeys([reading.primary, *reading.stances]))
    given = [f"{words.label(reading, name)}{_score(reading, name)}" for name in stances]
    about = [
        f"{words.label(reading, name)}{_score(reading, name)}"
        for name in (*reading.topics, *reading.own_topics)
    ]
    parts = [", ".join(given), ", ".join(about), f"rung {reading.rung}: {words.RUNGS[reading.rung]}"]
    return " · ".join(part for part in parts if part)


def _score(reading: Reading, name: str) -> str:
    score = reading.scores.get(name)
    return "" if score is None else f" {score:.2f}"


def facts(reading: Reading) -> list[str]:
    """Who speaks, who signs, what is cited, who is named and who is not."""
    found = []
    speaker = words.speaker(reading)
    if speaker:
        found.append(f"Spoken by {words.cut(speaker, 150)}")
    if reading.signatories:
        found.append(f"Signed by {listed([issuer_name(name) for name in reading.signatories], 60)}")
    if cited := words.cited(reading):
        found.append(f"Cites {listed(cited)}")
    if named := words.parties(reading):
        found.append(f"Names {listed(named)}")
    if reading.target == "named":
        found.append("Addressee named")
    elif reading.target == "unspecified":
        phrase = words.cut(words.visible(reading.target_phrase or ""), 100)
        found.append(
            f"Addressee unspecified{f' (“{phrase}”)' if phrase else ''}: no party is named as responsible"
        )
    return found


def why(watches: Iterable[Watch], *, lost: bool = False) -> str:
    """Which watches brought this, and what they ask for. ``lost``: an edit made that they match it no more."""
    reasons = [
        f"“{words.visible(watch.name)}” ({words.cut(words.visible(watch.query), 200)})" for watch in watches
    ]
    named = f"the watch{'es' if len(reasons) > 1 else ''} {listed(reasons, room=300)}"
    return f"No longer matches {named}; told since an earlier version did" if lost else f"Matched {named}"


def listed(values: Sequence[str], most: int = LISTED, *, room: int = 80) -> str:
    """``a, b and 3 more``, each cleaned and of at most ``room`` characters."""
    shown = ", ".join(words.cut(words.visible(value), room) for value in values[:most])
    return shown + (f" and {len(values) - most} more" if len(values) > most else "")
