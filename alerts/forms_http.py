"""Alerts and summaries as JSON events for programs (`docs/channels.md` describes the fields). Pure.

An event never takes more than `MAX_EVENT` bytes: what is too long is cut, and says so. Fields are added without notice; one that
changes its meaning or goes raises `VERSION`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from alerts import words
from alerts.announcement import Announcement
from alerts.summary import Page
from config.watches import Watch
from statements import shapes
from statements.story import News, Story

VERSION = 1
MAX_EVENT = 256 * 2**10
"""Bytes of the JSON as sent."""
TEXT = 20_000
"""Characters of a statement's text."""
LISTED = 50
"""Members of a story, watches, attachments and pieces of news that an event lists."""
_TITLE, _LINK, _LINE = 1000, 2000, 2000
_KEPT = ("version", "id", "type", "demo", "thread", "matches", "links", "head", "title", "page", "pages")

Json = dict[str, object]


def alert(one: Announcement) -> Json:
    """The event of one statement."""
    event: Json = {
        "version": VERSION,
        "id": one.key,
        "type": f"statement.{one.kind}",
        "demo": one.demo,
        "thread": one.thread,
        "statement": statement(one),
        "reading": shapes.reading(one.reading, str(one.version.statement)) if one.reading else None,
        "previous": shapes.reading(one.previous, str(one.version.statement)) if one.previous else None,
        "edited": [words.cut(line, _LINE) for line in one.edited[:LISTED]],
        "story": _story(one.story, one.copies) if one.story else None,
        "news": [_news(item) for item in one.news[:LISTED]],
        "watches": [_watch(watch) for watch in one.watches[:LISTED]],
        "matches": not one.lost,
        "at": shapes.moment(one.at),
        "reason": words.cut(one.reason, _LINE) if one.reason else None,
        "links": {"archived": one.archived, "why": one.why},
    }
    return {"event": _within_limits(event)}


def summary(page: Page) -> Json:
    """The event of a page of a summary: a few words of each statement."""
    event: Json = {
        "version": VERSION,
        "id": page.key,
        "type": "summary",
        "demo": page.demo,
        "head": page.head,
        "title": page.title,
        "lead": list(page.lead),
        "page": page.page,
        "pages": page.pages,
        "statements": [
            {
                "id": entry.statement,
                "type": f"statement.{entry.what}",
                "story": entry.story,
                "issuer": entry.issuer,
                "title": words.cut(entry.title, 200),
                "url": entry.url if len(entry.url) <= 500 else None,
                "archived": entry.archived or None,
                "stance": entry.stance,
                "rung": entry.rung,
                "at": shapes.moment(entry.at),
                "watches": list(entry.watches),
            }
            for entry in page.entries
        ],
    }
    return {"event": _within_limits(event)}


def encode(event: Mapping[str, object]) -> bytes:
    """The bytes that are sent and signed: the same for the same event, whatever kept it in between. ASCII alone."""
    return json.dumps(event, sort_keys=True, separators=(",", ":")).encode("ascii")


def statement(one: Announcement) -> Json:
    """The statement in the shape of `communique export`, in this version; ``truncated`` when its text is cut."""
    version = one.version
    shape = shapes.version(version)
    return {
        **shape,
        "url": version.url if len(version.url) <= _LINK else None,
        "title": words.cut(version.title, _TITLE),
        "text": version.text[:TEXT],
        "truncated": len(version.text) > TEXT,
        "version": {
            "n": version.n,
            "seen": shapes.moment(version.seen),
            "sha256": version.sha256,
            "grade": version.grade.value if version.grade else None,
        },
    }


def _story(story: Story, copies: Mapping[int, str]) -> Json:
    return {
        "id": story.id,
        "issuers": list(story.issuers),
        "signatories": {name: list(by) for name, by in story.signatories.items()},
        "count": len(story.members),
        "members": [
            {
                "id": member.version.statement,
                "source": member.version.source,
                "issuer": member.version.issuer,
                "url": member.version.url if len(member.version.url) <= _LINK else None,
                "archived": copies.get(member.version.statement),
                "title": words.cut(member.version.title, _TITLE),
                "language": member.version.language,
                "published": shapes.published(member.version.published)["value"],
                "first_seen": shapes.moment(member.version.first_seen),
                "basis": member.joined.basis.value,
                "withdrawn": member.withdrawn,
            }
            for member in story.members[-LISTED:]
        ],
    }


def _news(item: News) -> Json:
    return {
        "kind": item.kind.value,
        "value": item.value,
        "subject": item.subject,
        "quote": words.cut(item.quote, _LINE) if item.quote else None,
        "depth": item.depth,
        "since": shapes.moment(item.since),
    }


def _watch(watch: Watch) -> Json:
    return {"id": watch.id, "name": watch.name, "query": watch.query}


def _within_limits(event: Json) -> Json:
    """The event, without what it can best do without while it is too large."""
    for lessen in (*[_half_the_text] * 4, _drop("previous"), _fewer_members, _drop("news"), _bare, barest):
        if len(encode(event)) <= MAX_EVENT:
            break
        event = lessen(event)
    return event


def _half_the_text(event: Json) -> Json:
    found = event.get("statement")
    if not isinstance(found, dict):
        return event
    text = str(found["text"])
    return {**event, "statement": {**found, "text": text[: len(text) // 2], "truncated": True}}


def _drop(name: str) -> Callable[[Json], Json]:
    def drop(event: Json) -> Json:
        return {**event, name: None, "shortened": True} if name in event else event

    return drop


def _fewer_members(event: Json) -> Json:
    story = event.get("story")
    shorter = (
        {**story, "members": story["members"][-5:], "signatories": {}} if isinstance(story, dict) else None
    )
    return {**event, "story": shorter, "shortened": True}


def _bare(event: Json) -> Json:
    """Without what a page offers beside its text, and without quotes."""
    bare = {**event, "shortened": True}
    for name, without in (
        ("statement", {"attachments": [], "alternates": []}),
        ("reading", {"evidence": {}, "commitments": []}),
    ):
        found = bare.get(name)
        if isinstance(found, dict):
            bare[name] = {**found, **without}
    return bare


def barest(event: Json) -> Json:
    """What is left of the most swollen page: what it is, and where. Of a summary the ids."""
    bare = {name: event[name] for name in _KEPT if name in event} | {"shortened": True}
    watches, found, many = (event.get(name) for name in ("watches", "statement", "statements"))
    if isinstance(watches, list):
        bare["watches"] = [{"id": watch["id"]} for watch in watches]
    if isinstance(found, dict):
        bare["statement"] = {
            name: found[name] for name in ("id", "source", "issuer", "url", "first_seen", "version")
        }
    if isinstance(many, list):
        bare["statements"] = [{"id": one["id"]} for one in many]
    return bare
