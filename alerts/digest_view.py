"""A digest as the words that its templates show. Pure. Every remote word is cleaned of what nobody can see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from alerts import digest_board, digest_statement, words
from alerts import digest_heads as heads
from alerts import digest_numbers as numbers
from alerts.digest_contents import (
    CHANGES,
    DigestChange,
    DigestInput,
    DigestSection,
    Told,
    news_of,
    together,
    weight,
    who,
)
from archive.records import Gap
from statements.issuers import issuer_name
from statements.labels import Novelty, Precision
from statements.model import Published, Version
from statements.story import News

IMPORTANT = 7
TITLE, NAME = 200, 60
_MOST_SIGNATORIES, _MOST_COPIES = 100, 12
_HEAD_OF_TOPIC = 2
"""Titles under a topic."""
_MOST_GAPS = 2
"""Stretches of one source that are told one by one."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much a mail shows: statements in a section, sections, and rows of numbers."""

    items: int
    sections: int = 100
    rows: int = 12
    marks: bool = False
    """Whether each statement has a link at which to say that it was relevant, not only each section."""


def view(digest: DigestInput, size: Size, *, chart: bool) -> dict[str, object]:
    """What both templates need. ``chart``: there is a picture, so that its numbers need no table of their own in HTML."""
    return _View(digest, size).made(chart=chart)


class _View:
    def __init__(self, digest: DigestInput, size: Size) -> None:
        self._digest, self._size, self._zone = digest, size, ZoneInfo(digest.zone)
        self._told: set[int] = set()
        """What was told in full above, and is named only from then on."""

    def made(self, *, chart: bool) -> dict[str, object]:
        digest, size = self._digest, self._size
        everything = together(digest.statements, digest.stories)
        by_weight = sorted(everything, key=lambda told: weight(told, digest), reverse=True)
        stances = numbers.stances(digest.statements)
        bars = numbers.bars(digest) if digest.statements else []
        # Of an empty period the week before has numbers, which are no news.
        by_stance, _ = ([], 0) if digest.is_empty else numbers.rows(numbers.stances, digest, 8)
        by_issuer, more_issuers = (
            ([], 0) if digest.is_empty else numbers.rows(numbers.issuers, digest, size.rows)
        )
        lists = digest.lists
        important = [self._item(told, lists.get("")) for told in by_weight[: min(size.items, IMPORTANT)]]
        matched = () if digest.is_empty else digest.sections
        sections = [self._section(one) for one in matched[: size.sections]]
        joint = [told for told in by_weight if told.is_joint]
        changes = [change for change in digest.changes if change.matters]
        minor = Counter(str(c.version.grade) for c in digest.changes if not c.matters)
        lines = max(2 * size.items, 2)
        gaps: dict[str, list[Gap]] = {}
        for gap in () if digest.is_empty else digest.gaps:
            gaps.setdefault(gap.source, []).append(gap)
        news = self._news(everything)
        return {
            "subject": heads.subject(digest),
            "title": words.visible(digest.title),
            "span": f"{words.moment(digest.start, self._zone)} to {words.moment(digest.end, self._zone)}",
            "preheader": self._preheader(by_weight),
            "demo": digest.demo,
            "empty": digest.is_empty,
            "summary": heads.summary(digest),
            "heads": [
                ("statements", len(digest.statements)),
                *(
                    (numbers.counted(stances[stance], stance).partition(" ")[2], stances[stance])
                    for stance in numbers.SHARP
                ),
            ]
            if digest.statements
            else [],
            "chart": chart,
            "chart_words": heads.chart_words(bars, digest.earlier),
            "earlier": digest.earlier,
            "bars": bars,
            "tallest": max((max(bar.count, bar.before or 0) for bar in bars), default=0) or 1,
            "stances": by_stance,
            "important": important,
            "sections": sections,
            "more_sections": len(matched[size.sections :]),
            "joint": [self._joint(told) for told in joint[: size.items]],
            "more_joint": len(joint[size.items :]),
            "topics": [] if digest.is_empty else self._topics(by_weight),
            "issuers": by_issuer,
            "more_issuers": more_issuers,
            "voices": ", ".join(issuer_name(code) for code in digest.voices),
            "news": news[:lines],
            "more_news": len(news[lines:]),
            "changes": [self._change(c) for c in sorted(changes, key=lambda c: c.when)[:lines]],
            "more_changes": len(changes[lines:]),
            "minor": _minor(minor),
            "gaps": [self._gap(source, gaps[source]) for source in list(gaps)[:lines]],
            "more_gaps": len(list(gaps)[lines:]),
            "stop": digest.stops.get(""),
            "list": lists.get("") if digest.statements else None,
            "list_of_changes": lists.get(CHANGES),
            "manage": digest.manage,
        }

    def _preheader(self, by_weight: Sequence[Told]) -> str:
        if not by_weight:
            return heads.summary(self._digest)
        top = by_weight[0]
        names = ", ".join(map(issuer_name, top.issuers[:4]))
        return words.cut(f"{names}: {words.title(top.lead.version.title, TITLE)}", 140)

    def _section(self, section: DigestSection) -> dict[str, object]:
        told = together(section.statements, self._digest.stories)
        shown = told[: self._size.items]
        listed = self._digest.lists.get(section.id) if section.id and told else None
        return {
            "title": words.cut(words.visible(section.title), 150),
            "list": listed,
            "query": words.cut(words.visible(section.query), 200),
            "count": len(section.statements),
            "items": [self._item(one, listed) for one in shown],
            "more": sum(len(one.copies) for one in told[self._size.items :]),
            "board": None
            if section.board is None
            else digest_board.view(section.board, self._zone, 2 * self._size.rows),
            "stop": self._digest.stops.get(section.id) if section.id else None,
        }

    def _item(self, told: Told, listed: str | None) -> dict[str, object]:
        """A statement as it is told; only by its title and issuers where it was told in full above. ``listed`` is the page on
        which it stands with all others."""
        lead = told.lead
        brief = told.key in self._told
        self._told.add(told.key)
        others = [issuer_name(code) for code in told.issuers if code != lead.version.issuer]
        found = {
            **self._headline(lead.version),
            "issuer": issuer_name(lead.version.issuer),
            "others": words.cut(", ".join(others), 300),
            "when": words.published(lead.version.published, lead.version.first_seen, self._zone),
            "late": self._is_late(lead.version.published),
            "brief": brief,
            "rung": 0 if lead.reading is None else lead.reading.rung,
            "until": self._until(told),
            "mark": f"{listed}?at={lead.version.statement}#s{lead.version.statement}"
            if listed and self._size.marks
            else None,
        }
        if brief:
            return found
        quote = digest_statement.quote(lead.reading)
        signatories = told.signatories
        return found | {
            "labels": digest_statement.labels(lead.reading),
            "quote": quote,
            "signatories": words.cut(", ".join(_name(s) for s in signatories), 400)
            if len(signatories) > 1
            else "",
            "news": [_news_line(one) for one in news_of(told, self._digest)[:3]],
            "follows": None if told.follows is None else self._named(told.follows),
        }

    def _until(self, told: Told) -> str | None:
        """When an edit took all of it out of its section; None where a copy is still in it."""
        edits = [copy.until for copy in told.copies if copy.until is not None]
        return words.moment(max(edits), self._zone) if len(edits) == len(told.copies) else None

    def _headline(self, version: Version) -> dict[str, object]:
        """A title with what shows it right: the template's macro `headline` takes it."""
        return {
            "title": words.title(version.title, TITLE),
            "url": version.url if words.is_web_address(version.url) else None,
            "ours": self._digest.copies.get(version.statement),
            "language": version.language,
            "language_name": words.language_name(version.language)
            if version.language not in (None, "en")
            else None,
            "dir": words.direction(version.language),
        }

    def _named(self, version: Version) -> str:
        return f"{issuer_name(version.issuer)}, “{words.title(version.title, 120)}”"

    def _joint(self, told: Told) -> dict[str, object]:
        """A joint statement: every signatory, who lists whom where the copies differ, and each capital's copy."""
        signatories = told.signatories
        listing = {issuer for by in signatories.values() for issuer in by}
        named = [
            _name(signatory)
            if len(by) == len(listing)
            else f"{_name(signatory)} (only in the copy of {_and([issuer_name(code) for code in by])})"
            for signatory, by in signatories.items()
        ]
        copies = [
            {**self._headline(copy.version), "issuer": issuer_name(copy.version.issuer)}
            for copy in told.published
        ]
        return {
            **self._headline(told.lead.version),
            "issuer": issuer_name(told.lead.version.issuer),
            "signatories": ", ".join(named[:_MOST_SIGNATORIES]),
            "count": len(named),
            "more_signatories": len(named[_MOST_SIGNATORIES:]),
            "copies": copies[:_MOST_COPIES] if len(copies) > 1 else [],
            "more_copies": len(copies[_MOST_COPIES:]),
        }

    def _topics(self, by_weight: Sequence[Told]) -> list[dict[str, object]]:
        found, _ = numbers.rows(numbers.topics, self._digest, self._size.rows)
        heads = _HEAD_OF_TOPIC if self._size.items > 1 else 0
        shown, named = [], set[int]()
        for row in found:
            about = [
                told for told in by_weight if numbers.topics(told.copies)[row.name] and told.key not in named
            ]
            named.update(told.key for told in about[:heads])
            shown.append(
                {
                    "row": row,
                    "heads": [
                        {
                            **self._headline(told.lead.version),
                            "issuer": words.cut(", ".join(map(issuer_name, told.issuers)), 120),
                        }
                        for told in about[:heads]
                    ],
                }
            )
        return shown

    def _news(self, everything: Sequence[Told]) -> list[dict[str, object]]:
        return [
            {
                **self._headline(told.lead.version),
                "issuer": issuer_name(told.lead.version.issuer),
                "said": _news_line(one),
            }
            for told in everything
            for one in news_of(told, self._digest)
        ]

    def _is_late(self, value: Published) -> bool:
        """Whether a statement first seen in the period carries a date before it."""
        if value.precision is Precision.INSTANT and value.instant is not None:
            return value.instant < self._digest.start
        if value.precision is Precision.DAY and value.day is not None:
            return value.day < self._digest.start.astimezone(self._zone).date()
        return False

    def _change(self, change: DigestChange) -> dict[str, object]:
        version = change.version
        grade = None if change.what != "edited" or version.grade is None else str(version.grade)
        return {
            **self._headline(version),
            "what": change.what,
            "grade": grade,
            "when": words.moment(change.when, self._zone),
            "issuer": issuer_name(version.issuer),
            "detail": None
            if change.detail is None
            else words.cut_edit(words.visible(change.detail), 2 * digest_statement.QUOTE),
        }

    def _gap(self, source: str, gaps: Sequence[Gap]) -> dict[str, object]:
        """What of a source could not be read: every stretch if there are few, else how many and from when to when."""
        last = gaps[-1]
        until = "and still not" if last.until is None else f"until {words.moment(last.until, self._zone)}"
        if len(gaps) <= _MOST_GAPS:
            spans = [self._span(gap) for gap in gaps]
        else:
            spans = [f"{len(gaps)} times since {words.moment(gaps[0].since, self._zone)}, the last {until}"]
        kinds = dict.fromkeys("read, but silent" if gap.silent else str(gap.verdict) for gap in gaps)
        why = ", ".join(kinds)
        # The first may say more than that it failed: that the source was first read in the middle of the period.
        errors = dict.fromkeys(words.visible(gap.error) for gap in (gaps[0], last) if gap.error)
        return {
            "source": words.cut(words.visible(self._digest.source_names.get(source, source)), 100),
            "span": "; ".join(spans),
            "why": f"{why}: {'; '.join(words.cut(error, digest_statement.QUOTE) for error in errors)}"
            if errors
            else why,
        }

    def _span(self, gap: Gap) -> str:
        until = "and still not" if gap.until is None else f"until {words.moment(gap.until, self._zone)}"
        return f"since {words.moment(gap.since, self._zone)}, {until}"


def _name(signatory: str) -> str:
    return words.cut(words.visible(who(signatory)), NAME)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _minor(counts: Mapping[str, int]) -> str:
    """What was edited besides, counted: ``3 other edits: 2 of wording, 1 of typo``."""
    total = sum(counts.values())
    if not total:
        return ""
    names = {"wording": "of wording", "typo": "of spelling", "furniture": "of the page around the text"}
    kinds = [f"{count} {names.get(grade, grade)}" for grade, count in sorted(counts.items())]
    return f"{numbers.plural(total, 'other edit')}: {', '.join(kinds)}"


_NEWS = {
    Novelty.STANCE: "takes the stance {value} for the first time",
    Novelty.TOPIC: "speaks of {value} for the first time",
    Novelty.RESOLUTION: "cites resolution {value} for the first time",
    Novelty.INSTRUMENT: "cites {value} for the first time",
    Novelty.ACTOR: "names {value} for the first time",
    Novelty.FORMULA: "uses “{value}” for the first time",
    Novelty.VOICE: "speaks in this story for the first time",
    Novelty.RUNG: "goes higher than lately: {value}",
    Novelty.DROPPED: "leaves out its usual “{value}”",
}


def _news_line(one: News) -> str:
    """What is new, and how sure that is: by how many statements there are to look back on."""
    value = words.cut(words.visible(one.value), 120)
    if one.kind is Novelty.RUNG and value.isdecimal() and int(value) < len(words.RUNGS):
        value = words.RUNGS[int(value)]
    said = _NEWS[one.kind].format(value=value)
    if one.subject:
        said += f" (on {words.cut(words.visible(one.subject), NAME)})"
    if one.depth and one.since is not None:
        said += f"; {numbers.plural(one.depth, 'statement')} since {words.day(one.since.date())} compared"
    return said
