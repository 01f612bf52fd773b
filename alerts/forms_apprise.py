"""Alerts and summaries as short plain text, for whatever service Apprise hands them to. Pure."""

from __future__ import annotations

from alerts import lines, words
from alerts.announcement import Announcement
from alerts.forms_mail import paged
from alerts.summary import Page

BODY = 1500
"""Characters: what most of the services take in one piece. Apprise cuts for those that take less."""
_LINK = 500
_HAPPENED = 4
"""Lines about an edit: that it was one, and what it changed."""


def alert(one: Announcement) -> dict[str, object]:
    """One statement: what it is, the first sentence that earned a label, and where to read it."""
    said = [lines.source(one), *lines.happened(one)[:_HAPPENED]]
    if one.lost:
        said.append(lines.why(one.watches, lost=True))
    if one.reading is not None:
        said += [f"“{quote}” ({earned})" for quote, earned in lines.quotes(one.reading, one.queries)[:1]]
    said += [*lines.news(one)[:2], *lines.story(one)[:1]]
    link = next((url for url in (one.archived, one.version.url) if url and _fits(url)), None)
    title = f"{'[demo] ' if one.demo else ''}{lines.headline(one)}"
    return {"title": words.cut(title, lines.SUBJECT), "body": _cut(said, [link] if link else [])}


def summary(page: Page) -> dict[str, object]:
    """A page of a summary: a line a statement, all of them. Apprise sends it in pieces where a service takes less. The most
    important stand first on the page that follows a head, and are not said twice."""
    return {"title": paged(page), "body": "\n".join([*page.lead, *(line.plain for line in page.lines)])}


def _fits(url: str) -> bool:
    return len(url) <= _LINK and words.is_web_address(url)


def _cut(said: list[str], last: list[str]) -> str:
    """The lines that fit above the ``last`` ones, with how many are missing."""
    room = BODY - sum(len(line) + 1 for line in last)
    shown: list[str] = []
    for at, line in enumerate(said):
        left = f"… and {len(said) - at} more lines"
        if len("\n".join([*shown, line])) + 1 + len(left) > room:
            shown.append(left if shown else words.cut(line, room))
            break
        shown.append(line)
    return "\n".join([*shown, *last])
