"""What is new in a statement: said for the first time, said more sharply than lately, or no longer said. Pure.

The archive remembers three things of every issuer (`archive.novelties`): what it ever said (`KnownOf.said`), the rung it lately
stood on for each subject (`Height`), and which formulas it customarily uses there (`Custom`). `signs` takes from a version what
such a memory is made of, `find` compares it with the memory, `higher` and `used` carry the memory on.

- A joint statement is said by every signatory: it fills the memory of all, and is news if it is new of any.
- "First" means first in the order in which statements are read: an older text that arrives later changes nothing, and is no
  first itself once the words are known. Rungs and customs go by the day of publication.
- Nothing is news twice, since all that is said enters the memory: not in an edit, not in a copy, not when read again.
  Baselines and re-issues fill it without being news. Words that an edit takes back were said all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from statements import formulas, quotes
from statements.labels import Grade, Novelty, Rung
from statements.model import Reading, Version
from statements.novelty_signs import Signs, evidence, is_joint, published_at
from statements.story import News, Story

CLOSED: Final = (Novelty.STANCE, Novelty.TOPIC)
"""Kinds with a handful of values."""
THIN: Final = 30
"""Read statements of an issuer below which nothing of a closed kind is called a first. What never came in n statements comes,
nineteen times of twenty, in fewer than 3/n of them: from 30 on, in fewer than one of ten."""
SHALLOW: Final = 100
"""The same for kinds without end (actors, resolutions, instruments, formulas) and for subjects: in fewer than 3 of 100. With fewer
statements nearly every text names somebody for the first time."""
UNREAD: Final = 0.01
"""The share of an issuer's archived statements that may be unread when something is called a first: what a baseline still holds
is read last, and may have said it."""
DECAY: Final = timedelta(days=30)
"""A rung is remembered for so long, then counts one less: what an issuer said a month ago still sets the tone, and from the top
of the ladder (8) to mere concern (2) takes half a year, about as long as a crisis stays one crisis."""
LOWEST: Final = Rung.CONCERN
"""To begin to follow something is no step that anybody is woken for."""
CUSTOMARY: Final = 5
"""Uses in a row that make a formula customary."""
LAPSES: Final = 20
"""Uses for each earlier lapse that make it so again: a phrase that comes and goes is no custom. In shuffled archives, where no
lapse means anything, an issuer that uses a phrase in 7, 8 or 9 of 10 statements so raises 0.2, 0.4 and 1.3 alarms in a hundred
statements, where five uses in a row alone raise 4.8, 6.2 and 5.8 (a test holds it)."""
SILENT: Final = (Grade.FURNITURE, Grade.TYPO, Grade.WITHDRAWN)
"""Edits that say nothing: what differs in their readings is chance, or the announcement that all of it is gone."""
ANY: Final = ""
"""Stands for whatever is said on a subject, among the formulas."""
SUBSTANTIAL: Final = 400
"""Characters of a text from which the lack of a formula says something (a quarter where there are no spaces between words)."""


@dataclass(frozen=True, kw_only=True)
class Height:
    """The rung of the ladder an issuer last reached on a subject, and when it was published."""

    rung: int
    at: datetime
    statement: int

    def on(self, day: datetime) -> int:
        """What it still counts for at a later time."""
        return max(0, self.rung - max(timedelta(0), day - self.at) // DECAY)


@dataclass(frozen=True, kw_only=True)
class Custom:
    """How regularly an issuer uses a formula when it speaks of a subject. ``run``: uses without a lapse between, the first at
    ``since``, the last at ``at`` in ``statement``; ``lapsed``: the last statement without it."""

    run: int
    since: datetime
    at: datetime
    statement: int
    uses: int
    lapses: int = 0
    lapsed: datetime | None = None
    quote: str | None = None
    """The sentence of the last use; only of what a version lacks."""

    @property
    def customary(self) -> bool:
        return self.run >= CUSTOMARY and self.uses >= LAPSES * self.lapses


@dataclass(frozen=True, kw_only=True)
class Depth:
    """How many statements of an issuer were read, the oldest published at ``since``, and how many wait to be."""

    read: int = 0
    since: datetime | None = None
    unread: int = 0

    def reaches(self, least: int) -> bool:
        return self.read >= least and self.unread <= max(3, UNREAD * self.read)


@dataclass(frozen=True, kw_only=True)
class KnownOf:
    """What the archive remembers that bears on one version, by speaker (issuer or signatory). ``first``: no other version of the
    statement was read; ``repeat``: it says again what a statement of the same issuer said (another language, a copy)."""

    signs: Signs
    depth: Mapping[str, Depth] = field(default_factory=dict)
    said: frozenset[tuple[str, Novelty, str]] = frozenset()
    heights: Mapping[tuple[str, str], Height] = field(default_factory=dict)
    customs: Mapping[tuple[str, str], Custom] = field(default_factory=dict)
    """Of the issuer, by subject and formula, on the subjects of this version."""
    first: bool = True
    repeat: bool = False


def find(known: KnownOf, version: Version, reading: Reading, *, story: Story | None) -> tuple[News, ...]:
    """What is new in a version, which carries its grade when it is an edit. ``story`` is the one it belongs to, whether or not it is
    among the members already."""
    if version.baseline or version.reissue is not None or version.grade in SILENT:
        return ()
    voices = _voices(known, version, story)
    if known.repeat or _own_copy(version, story):
        return voices
    return (*voices, *_firsts(known, reading), *_rung(known, reading), *_dropped(known, version))


def higher(known: Height | None, rung: int, at: datetime, statement: int) -> Height:
    """The height after a statement on the subject: the one that counts for more on the later of the two days."""
    here = Height(rung=rung, at=at, statement=statement)
    if known is None:
        return here
    later = max(known.at, at)
    return here if (here.on(later), here.at) >= (known.on(later), known.at) else known


def customs(
    known: Mapping[tuple[str, str], Custom], version: Version, signs: Signs
) -> dict[tuple[str, str], Custom]:
    """What changes among the customs of an issuer with a text of its own, by subject and formula. Under the formula `ANY` stand all
    texts on a subject, so that a phrase which turns up in an old one is known to be missing in the later."""
    changed = {}
    places = {(subject, formula) for subject in signs.subjects for formula in (*signs.formulas, ANY)}
    for place in places | {place for place in known if place[0] in signs.subjects}:
        subject, formula = place
        uses = formula == ANY or formula in signs.formulas
        if not uses and not lacks(signs, version.language, formula):
            continue
        texts = known.get((subject, ANY))
        after = used(
            known.get(place),
            uses=uses,
            at=signs.at,
            statement=version.statement,
            latest=None if texts is None or formula == ANY else texts.at,
        )
        if after is not None and after != known.get(place):
            changed[place] = after
    return changed


def used(
    known: Custom | None, *, uses: bool, at: datetime, statement: int, latest: datetime | None = None
) -> Custom | None:
    """The custom after a statement on the subject that ``uses`` the formula or lacks it; None while it was never used. Statements may
    come in any order: one that lies before the last lapse lengthens no run, and one without the formula that lies before
    the run breaks none. Where an order cannot be known the run is over, which costs an alert and invents none. ``latest``:
    the last statement on the subject until now; a formula met for the first time before it had lapsed by then."""
    if known is None:
        late = latest is not None and latest > at
        new = Custom(run=1, since=at, at=at, statement=statement, uses=1, lapsed=latest)
        return None if not uses else replace(new, run=0, lapses=1) if late else new
    lapsed = known.lapsed
    if not uses:
        broken = known.run > 0 and at >= known.since
        older = known.lapses == 0 and at < known.since  # than the first use of all: no lapse yet
        return replace(
            known,
            run=0 if broken else known.run,
            lapses=known.lapses + (not older),
            lapsed=at if lapsed is None else max(lapsed, at),
        )
    if lapsed is not None and at < lapsed:
        return replace(known, uses=known.uses + 1)
    last = known.run == 0 or at >= known.at
    return replace(
        known,
        run=known.run + 1,
        since=at if known.run == 0 else min(known.since, at),
        at=at if last else known.at,
        statement=statement if last else known.statement,
        uses=known.uses + 1,
    )


def tells(version: Version, signs: Signs) -> bool:
    """Whether a text is one of which it means something that it lacks a formula: the issuer's own, and not a line or two."""
    least = SUBSTANTIAL // 4 if (version.language or "")[:2] in formulas.UNSPACED else SUBSTANTIAL
    return len(signs.speakers) == 1 and version.reissue is None and len(version.text) >= least


def lacks(signs: Signs, language: str | None, formula: str) -> bool:
    """Whether a text could have used a formula, as far as we would know it in its language, and does not."""
    known = formula.startswith("resolution-") or formula in formulas.worded_in(language)
    return known and formula not in signs.formulas


def _own_copy(version: Version, story: Story | None) -> bool:
    """Whether the issuer said the same before: in another language, or at another place."""
    if story is None:
        return False
    same = _original(story, version.statement)
    return any(
        member.version.issuer == version.issuer
        and member.version.statement < version.statement
        and _original(story, member.version.statement) == same
        for member in story.members
    )


def _original(story: Story, statement: int) -> int:
    """The statement of which one is a copy, or a copy of a copy; itself when it is none."""
    beside = {
        member.version.statement: member.joined.beside
        for member in story.members
        if member.joined.basis.copies
    }
    seen: set[int] = set()
    while statement not in seen and (before := beside.get(statement)) is not None:
        seen.add(statement)
        statement = before
    return statement


def _voices(known: KnownOf, version: Version, story: Story | None) -> tuple[News, ...]:
    """Whose first word this is in a story that others began. A joint statement is a word of every signatory."""
    if story is None or not known.first:
        return ()
    earlier = [member for member in story.members if member.version.statement < version.statement]
    if not earlier:
        return ()
    spoken = {earlier[0].version.issuer} | {member.version.issuer for member in earlier}
    for member in earlier:
        if member.reading is not None and is_joint(member.reading):
            spoken.update(member.reading.signatories)
    began = published_at(earlier[0].version)
    return tuple(
        News(
            kind=Novelty.VOICE,
            value=speaker,
            quote=_opening(version),
            depth=_depth(known, speaker).read,
            since=_depth(known, speaker).since,
            before={
                "story": story.id,
                "began": earlier[0].version.issuer,
                "day": began.date().isoformat(),
                "spoken": sorted(spoken),
            },
        )
        for speaker in known.signs.speakers
        if speaker not in spoken
    )


def _opening(version: Version) -> str | None:
    text = version.text.strip()
    return quotes.around(text, 0, 1) if text else None


def _depth(known: KnownOf, speaker: str) -> Depth:
    return known.depth.get(speaker, Depth())


def _news(known: KnownOf, speakers: Sequence[str], news: News) -> News:
    """``news`` with how deep the archive is of the first of those of whom it is news, and who they are if that is not the issuer
    alone."""
    depth = _depth(known, speakers[0])
    others = {} if tuple(speakers) == known.signs.speakers[:1] else {"issuers": list(speakers)}
    return replace(news, depth=depth.read, since=depth.since, before={**news.before, **others})


def _firsts(known: KnownOf, reading: Reading) -> tuple[News, ...]:
    found = []
    for (kind, value), sign in known.signs.said.items():
        if value in reading.unsure:
            continue
        least = THIN if kind in CLOSED else SHALLOW
        new_of = [
            speaker
            for speaker in known.signs.speakers
            if (speaker, kind, value) not in known.said and _depth(known, speaker).reaches(least)
        ]
        if new_of:
            found.append(_news(known, new_of, News(kind=kind, value=sign.value, quote=sign.quote)))
    return tuple(found)


def _rung(known: KnownOf, reading: Reading) -> tuple[News, ...]:
    """One piece of news at most: the subject on which the step is highest, the surest topic first."""
    signs = known.signs
    if signs.rung < LOWEST:
        return ()
    for subject in signs.hot:
        risen = [speaker for speaker in signs.speakers if _rises(known, speaker, subject)]
        if not risen:
            continue
        before = known.heights.get((risen[0], subject))
        told: dict[str, object] = {}
        if before is not None:
            told = {
                "rung": before.rung,
                "day": before.at.date().isoformat(),
                "counts": before.on(signs.at),
                "statement": before.statement,
            }
        news = News(
            kind=Novelty.RUNG,
            value=str(int(signs.rung)),
            quote=evidence(reading, "rung"),
            subject=subject,
            before=told,
        )
        return (_news(known, risen, news),)
    return ()


def _rises(known: KnownOf, speaker: str, subject: str) -> bool:
    before = known.heights.get((speaker, subject))
    if before is None:
        return _depth(known, speaker).reaches(SHALLOW)
    return known.signs.at >= before.at and known.signs.rung > before.on(known.signs.at)


def _dropped(known: KnownOf, version: Version) -> tuple[News, ...]:
    if not known.first or not tells(version, known.signs):
        return ()
    longest: dict[str, tuple[str, Custom]] = {}
    for (subject, formula), custom in known.customs.items():
        if (
            not custom.customary
            or known.signs.at < custom.at
            or not lacks(known.signs, version.language, formula)
        ):
            continue
        if formula not in longest or custom.run > longest[formula][1].run:
            longest[formula] = (subject, custom)
    return tuple(
        _news(
            known,
            known.signs.speakers,
            News(
                kind=Novelty.DROPPED,
                value=formula,
                quote=custom.quote,
                subject=subject,
                before={
                    "uses": custom.run,
                    "since": custom.since.date().isoformat(),
                    "day": custom.at.date().isoformat(),
                    "statement": custom.statement,
                },
            ),
        )
        for formula, (subject, custom) in longest.items()
    )
