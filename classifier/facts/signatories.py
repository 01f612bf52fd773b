"""Who signed a joint statement: the parties listed in its title, its opening, and a closing paragraph of alignment."""

from __future__ import annotations

import re
from itertools import pairwise

from classifier.facts.folded import Folded
from classifier.facts.formats import MEMBERS, Party, circles, parties
from classifier.facts.forms import JOINT, STRONG_JOINT
from classifier.facts.kind import kind, replies
from classifier.facts.lists import (
    ABOUT,
    ALIGN,
    BEHALF,
    BEHIND,
    BY,
    CUE,
    DECLINES,
    DELIVERS,
    DISOWNS,
    EVENT,
    EXCEPT,
    HEADED,
    HERE,
    INTRODUCES,
    OTHERS,
    REFUSES,
    SIGNED,
    SIGNS_FOR,
    SUBSCRIBED,
    UNDERSIGNED,
    WITH,
    breaks,
)
from classifier.folding import fold, scrub
from statements.issuers import find_countries
from statements.labels import Kind
from statements.names import ORGANISATIONS

OPENING = 900
"""Characters of the text in which the list of signatories is looked for."""
INTRODUCED = 1_500
"""The same for a joint statement that somebody republishes with an introduction."""
GAP = 90
"""Characters that may stand between two parties of one list ("..., and the Minister for Foreign Affairs of ...")."""
NEAR = 25
"""The same in a list of those somebody speaks for, where no offices stand between."""
REACH = 110
"""Characters between the words that introduce a list and its first party."""
MANY = 1_200
"""Characters that a list of those somebody speaks for may take."""
TAIL = 4_000
"""Characters at the end in which others join in or sign."""

_GROUPS = frozenset(
    {"G7", "G20", "E3", "BRICS", "ASEAN", "GCC", "SCO", "CIS", "CSTO", "ECOWAS", "SADC", "CARICOM", "G77"}
)
"""Groups of states that sign as one."""
_LINE = re.compile(r"[^\n]+")
_CLAUSE = re.compile(r"[^.!?。;；]+")
# An initial or "H.E." ends no sentence.
_SENTENCE = re.compile(r"(?<!\b[^\W\d_])(?<!\bMr)(?<!\bDr)(?<!\bMrs)[.!?。](?:\s|$)|\n")
_ASIDE = re.compile(r"(?<=\w) \([^(),]{0,20}\bon behalf of [^(),]{3,60}\)")


def _runs(named: list[Party], text: str, *, gap: int) -> list[list[Party]]:
    """Groups of parties named close to each other with nothing said between."""
    runs: list[list[Party]] = []
    for party in named:
        if runs and party[1] - runs[-1][-1][2] <= gap and not breaks(text[runs[-1][-1][2] : party[1]]):
            runs[-1].append(party)
        else:
            runs.append([party])
    return runs


# One ministry's spokesperson speaks for it alone, whatever joint matter the title names.
_SPOKEN = re.compile(
    r"\bspokes(?:person|man|woman)\b.{0,60}\b(?:remarks|press conference|comment)|发言人.{0,80}答记者问|发言人.{0,20}主持例行记者会"
)
_HOLDER = re.compile(
    r"['’s]{0,2}\s(?:vice |deputy |acting )?(?:president|prime minister|chancellor|foreign minister|minister|secretary|premier|king|queen|emir)\b"
)


def _distinct(run: list[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for codes, _, _ in run for code in codes))


def _longest(named: list[Party], text: str) -> list[Party]:
    return max(_runs(named, text, gap=GAP), key=lambda run: len(_distinct(run)), default=[])


def _source(folded: Folded, position: int) -> int:
    """Where a position of the folded text stands in the source."""
    return len(folded.original(0, position)) if position else 0


def _aligned(text: str, language: str | None) -> tuple[str, ...]:
    """States that a closing paragraph says join in or signed; when it ends in a colon, also those in the lines under it."""
    found: list[str] = []
    listing, signed = False, False
    for paragraph in text[-TAIL:].split("\n"):
        line = paragraph.strip()
        folded = Folded(line)
        joins = ALIGN.search(folded.text)
        signs = None if joins else SIGNED.search(folded.text) or SUBSCRIBED.search(folded.text)
        signs_for = len(line) <= 200 and SIGNS_FOR.match(folded.text)
        named = find_countries(line, language) if joins or signs or signs_for or (line and listing) else []
        # An organisation before the verb joins in; behind it, it is whose statement they join.
        if match := joins:
            listing, signed = line.endswith((":", "：")) or not named, False
            stays_out = [
                (part.start(), part.end())
                for part in _CLAUSE.finditer(line)
                if DECLINES.search(fold(part.group()))
            ]
            # Another sentence of the same paragraph is about something else, unless this one names nobody.
            first = max(
                (end.end() for end in _SENTENCE.finditer(line, 0, _source(folded, match.start()))), default=0
            )
            stop = _SENTENCE.search(line, _source(folded, match.end()))
            last = stop.end() if stop else len(line)
            inside = [party for party in named if first <= party[1] < last]
            found += [
                c
                for c, at, _ in inside or named
                if (c not in ORGANISATIONS or folded.at(at) < match.start())
                and not any(start <= at < end for start, end in stays_out)
            ]
        elif match := signs:
            listing = signed = line.endswith((":", "：")) or not named
            said = _source(folded, match.start())
            stop = _SENTENCE.search(line, said)
            found += [code for code, at, _ in named if said <= at < (stop.start() if stop else len(line))]
        elif signs_for:
            found += [code for code, _, _ in named[:1]]
        elif line and listing and DECLINES.search(folded.text):
            listing = False
        elif line and listing and named and len(line) <= 400 and not breaks(line[named[0][2] : named[-1][1]]):
            found += [code for code, _, _ in named if signed or code not in ORGANISATIONS]
        elif line:
            listing = listing and signed and len(line) <= 60
    return tuple(dict.fromkeys(found))


def _behalf(title: str, text: str, language: str | None) -> tuple[str, ...]:
    """Parties that the title, or whoever delivers the text in its opening, speaks for. Condolences and thanks are said on somebody's
    behalf too, and sign nothing."""
    for part, more in (
        (title, f"{title}\n{text[: OPENING + MANY]}"),
        (text[:OPENING], text[: OPENING + MANY]),
    ):
        folded = Folded(part)
        for match in BEHALF.finditer(folded.text):
            if part is not title and not DELIVERS.search(
                folded.text[max(0, match.start() - 60) : match.end() + 60]
            ):
                continue
            at = _source(folded, match.start())
            behind = match.group() in BEHIND
            span = part[max(0, at - 200) : at] if behind else more[at : at + MANY]
            span = re.split(r"[.!?。\n]", span)[-1 if behind else 0]
            if runs := _runs(parties(span, language), span, gap=NEAR):
                listed = _distinct(runs[-1 if behind else 0])
                speaker = () if behind or len(listed) < 2 else _deliverer(part[:at], language)
                return _merged(speaker, listed)
    return ()


def _deliverer(before: str, language: str | None) -> tuple[str, ...]:
    """The state that delivers a text on behalf of others, when its sentence begins with it."""
    sentence = _SENTENCE.split(before)[-1]
    named = parties(sentence, language)
    return named[0][0] if len(named) == 1 and not re.search(r"\w{4}", sentence[: named[0][1]]) else ()


def _cued(text: str, language: str | None, *, start: int = 0) -> tuple[str, ...]:
    """The list that words such as "released by the Governments of" introduce within an opening's length from ``start``."""
    named = parties(text, language)
    folded = Folded(text)
    for cue in CUE.finditer(folded.text, folded.at(min(start, len(text))) if start < len(text) else 0):
        at = _source(folded, cue.start())
        if at >= start + OPENING:
            break
        for run in _runs([p for p in named if p[1] >= at], text, gap=GAP):
            if run[0][1] - at > REACH + (cue.end() - cue.start()):
                break
            if len(_distinct(run)) > 1 and not _SENTENCE.search(text[at : run[0][1]]):
                return _distinct(run)
    return ()


def _first(text: str, language: str | None) -> tuple[str, ...]:
    """The first list of at least two in the first sentences, when it begins its sentence or nearly so."""
    at = 0
    for end in [*(match.end() for match in _SENTENCE.finditer(text)), len(text)][:4]:
        if at >= OPENING:
            break
        sentence = text[at:end]
        if runs := _runs(parties(sentence, language), sentence, gap=GAP):
            first = runs[0]
            if len(_distinct(first)) > 1 and not breaks(sentence[: first[0][1]]):
                return _distinct(first)
        at = end
    return ()


def _lines(text: str, language: str | None) -> tuple[str, ...]:
    """Those named in the short lines, one or more in each, under a line that ends in a colon and says whose statement it is."""
    found: list[tuple[str, ...]] = []
    listing = False
    for line in map(str.strip, text.split("\n")):
        if not listing:
            listing = line.endswith((":", "：")) and bool(INTRODUCES.search(fold(line[:-1])))
        elif line:
            named = parties(line, language) if len(line) <= 200 and not line.endswith((".", "。")) else []
            if not named:
                break
            found.append(_distinct(named))
    return _merged(*found) if len(found) > 2 else ()


def _titled(title: str, language: str | None) -> tuple[list[Party], list[Party]]:
    """Parties that the title says sign: the longest list, and all in the part that tells who signs."""
    folded = Folded(title)
    named = parties(title, language, title=True)
    pieces: list[tuple[int, int]] = []
    by = BY.search(folded.text)
    spoken = f"{folded.text} "
    # A part behind a colon that says "joint statement" comes before what the other parts name.
    for part in re.finditer(r"[^:|]+", folded.text):
        if part.end() - part.start() < len(folded.text) and JOINT.search(part.group()):
            about = ABOUT.search(spoken, part.start() + 3, part.end())
            pieces.append((part.start(), about.start() if about else part.end()))
    if by:
        about = ABOUT.search(spoken, by.end())
        pieces.append((by.end(), about.start() if about else len(folded.text)))
    about = ABOUT.search(spoken, 10)
    pieces.append((0, about.start() if about else len(folded.text)))
    if about and EVENT.search(spoken[about.start() : about.start() + 80]):
        event = EVENT.search(spoken, about.start())
        after = event.end() if event else about.end()
        again = ABOUT.search(spoken, after)
        pieces.append((about.end(), again.start() if again else len(folded.text)))
    everything: list[Party] = []
    for start, end in pieces:
        first, last = _source(folded, start), _source(folded, min(end, len(folded.text)))
        inside = [party for party in named if first <= party[1] < max(last, first)]
        run = _longest(inside, title)
        if len(_distinct(run)) > 1:
            return run, inside
        everything = everything or inside
    # "by U.S. President A. B. Carter, Dutch Prime Minister Jan de Wit and ...": names of persons part the states.
    persons = [p for p in named if _HOLDER.match(fold(title[p[2] : p[2] + 60]))]
    if len(_distinct(persons)) > 1:
        return persons, persons
    return [], everything


def _paired(title: str, language: str | None) -> tuple[str, ...]:
    """Two parties that only a dash parts, or one word for several: theirs is whatever event or body the title tells of."""
    named = parties(title, language, title=True)
    for codes, _, _ in named:
        if len(codes) > 1:
            return codes
    for left, right in pairwise(named):
        if left[0] != right[0] and title[left[2] : right[1]].strip() in {"-", "‑", "–", "—"}:
            return _distinct([left, right])
    return ()


def _both(text: str, language: str | None) -> tuple[str, ...]:
    """The two parties of a bilateral statement: the only two that its first two sentences name."""
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    named = _distinct(parties(text[: ends[1] if len(ends) > 1 else len(text)], language))
    return named if len(named) == 2 else ()


def _merged(*lists: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for codes in lists for code in codes))


def _joined(
    title: str, opening: str, aligned: tuple[str, ...], tail: str, language: str | None
) -> tuple[str, ...]:
    """An organisation whose statement others say they align themselves with, and they; its title or opening begins with it."""
    if any(ALIGN.search(line) and HERE.search(line) for line in tail.split("\n")):
        for part in (title, opening):
            for codes, _, _ in parties(part, language)[:1]:
                return _merged(codes, aligned) if codes[0] in ORGANISATIONS else ()
    return ()


def _excepted(text: str, language: str | None) -> frozenset[str]:
    """States that a text names as those of a circle who do not sign."""
    folded = Folded(text)
    found: set[str] = set()
    for match in EXCEPT.finditer(folded.text):
        at = _source(folded, match.end())
        near = [party for party in parties(text, language) if at <= party[1]]
        if near and near[0][1] - at <= NEAR and not breaks(text[at : near[0][1]]):
            found.update(_distinct(_runs(near, text, gap=NEAR)[0]))
    return frozenset(found)


_DECLARED = re.compile(r"(?:联合|共同)(?:声明|公报|宣言)\W*$")


def _declared(title: str) -> bool:
    """Whether a title is that of a joint statement and says nothing of it."""
    return bool(_DECLARED.search(fold(title))) and not replies(title) and not DISOWNS.search(fold(title))


def signatories(title: str, text: str, language: str | None = None) -> tuple[str, ...]:
    """Codes of the signatories of a joint statement in text order, each once; empty for any other text, or when no list of at
    least two can be read. A statement on behalf of an organisation is one when others align themselves with it. A group with a
    code (G7, E3) stands as its code, with its members where the text names them; one without a code as its members.
    A circle is taken without those whom the title or the opening excepts. ``language`` helps with names that are words elsewhere
    ("Island")."""
    title, text = scrub(title[:1000]), _ASIDE.sub("", scrub(text))
    if DISOWNS.search(fold(text[:OPENING])) and not _declared(title):
        return ()
    signed = _signed(title, text, language)
    if not circles(title) and not circles(text[:OPENING]):
        return signed
    out = _excepted(title, language) | _excepted(text[:OPENING], language)
    return tuple(code for code in signed if code not in out)


def _signed(title: str, text: str, language: str | None) -> tuple[str, ...]:
    # The opening ends where those who join in begin.
    lines = (line.start() for line in _LINE.finditer(text, 0, OPENING) if ALIGN.search(fold(line.group())))
    joined = next((start for start in lines if find_countries(text[:start])), OPENING)
    opening = text[:joined]
    # A list that begins in the opening may end behind it.
    beginning = text[: OPENING + MANY] if joined == OPENING else opening
    spoken_for = _behalf(title, text, language)
    aligned = _aligned(text, language) if text else ()
    form = kind(title, text)
    if form is not Kind.JOINT_STATEMENT:
        start = Folded(text[:INTRODUCED])
        if form is not Kind.READOUT and not replies(title) and (strong := STRONG_JOINT.search(start.text)):
            at = _source(start, strong.start())
            if listed := _cued(text[: at + OPENING + MANY], language, start=at):
                return _merged(listed, aligned)
        if len(spoken_for) > 1 or (spoken_for and aligned):
            return _merged(spoken_for, aligned)
        if replies(title) or len(aligned) < 2:
            return ()
        tail = fold(text[-TAIL:])
        below = SUBSCRIBED.search(tail) or (HEADED.search(tail) and UNDERSIGNED.search(fold(opening)))
        if below and not REFUSES.search(tail):
            return aligned
        return () if form is Kind.READOUT else _joined(title, opening, aligned, tail, language)
    if _SPOKEN.search(fold(title)) and not JOINT.search(fold(title)):
        return ()
    run, signing = _titled(title, language)
    if title.rstrip().endswith(("…", "...")):
        run = []
    circle = {codes for codes, _, _ in circles(title)}
    group = next((codes[0] for codes, _, _ in signing if len(codes) == 1 and codes[0] in _GROUPS), None)
    own = tuple(code for codes, _, _ in signing if codes not in circle for code in codes)
    listed = _distinct(run)
    introduced = _lines(beginning if joined < OPENING else text[: OPENING + 2 * MANY], language)
    introduced = introduced or _cued(beginning, language)
    if not listed or (circle and len(own) < 2):
        listed = introduced or listed
    elif OTHERS.search(fold(title)) and set(listed) < set(introduced):
        listed = introduced
    elif WITH.search(fold(title)) and set(listed) < set(more := _first(beginning, language)):
        listed = more
    if group is not None and len(listed) < 2:
        members = MEMBERS.get(group, frozenset())
        named = [
            r
            for r in _runs(parties(opening, language), opening, gap=GAP)
            if set(_distinct(r)) <= members | {group}
        ]
        listed = max((_distinct(r) for r in named), key=len, default=())
        return _merged((group,), listed if len(listed) > 2 else (), aligned)
    if len(listed) > 1:
        return _merged((group,) if group else (), listed, aligned)
    if len(spoken_for) > 1:
        return _merged(spoken_for, aligned)
    if circle and (members_of := _distinct([p for p in signing if p[0] in circle])):
        return _merged(own, members_of, aligned)
    # Where nobody signs before those who join in, they are the signatories.
    listed = _first(beginning, language) or (aligned if len(aligned) > 1 else ())
    listed = listed or _paired(title, language) or _both(opening, language)
    if len(listed) < 2:
        listed = _distinct(_longest(parties(text[:OPENING], language), text[:OPENING]))
    if len(listed) < 2:
        return _merged(spoken_for, aligned) if spoken_for and aligned else ()
    return _merged(listed, aligned)
