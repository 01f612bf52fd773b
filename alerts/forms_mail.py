"""Alerts and summaries as mails: a text part written as text, and a small HTML part without anything from a network. Pure.

The Message-ID follows from the dedupe key, so that a mail sent twice is one to whoever receives it. That a reply answers the
mail that began its thread is the sender's part: it knows what that one was called.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from alerts import lines, words
from alerts.announcement import Announcement
from alerts.columns import wrap
from alerts.highlight import spans
from alerts.summary import Page
from statements.model import Version

_ENVIRONMENT = Environment(
    loader=PackageLoader("alerts", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def alert(one: Announcement) -> dict[str, object]:
    """The mail that tells of one statement."""
    watch = one.watches[0].id if one.watches else "alerts"
    return {
        "subject": lines.subject(one),
        "html": _html(one),
        "text": _text(one),
        "message_id": message_id(one.key, one.domain),
        "headers": {"List-Id": f"<{watch}.communique.{one.domain}>"},
    }


def summary(page: Page) -> dict[str, object]:
    """The mail that is a page of a summary: a line a statement."""
    title = paged(page)
    html = _ENVIRONMENT.get_template("summary.html.j2").render(
        subject=title, lead=page.lead, top=page.top, lines=page.lines, demo=page.demo
    )
    text = [wrap(line) for line in page.lead]
    for heading, listed in (("Most important", page.top), ("", page.lines)):
        if listed:
            text += ["", *([heading] if heading else [])]
        for line in listed:
            indent = 4 if line.follows else 2
            text.append(wrap(line.plain.strip(), indent))
            text += [" " * (indent + 2) + line.link] if line.link else []
    return {
        "subject": title,
        "html": html,
        "text": "\n".join([*_warning(page.demo), *text]).lstrip("\n") + "\n",
        "message_id": message_id(page.key, page.domain),
        "headers": {"List-Id": f"<summaries.communique.{page.domain}>"},
    }


def paged(page: Page) -> str:
    """What a page of a summary is called: a page behind the head says which it is."""
    where = f" ({page.page} of {page.pages})" if page.page else ""
    return f"{'[demo] ' if page.demo else ''}{page.title}{where}"


def message_id(key: str, domain: str) -> str:
    """Short enough to stand on one line: a folded Message-ID is not read by every receiver."""
    return f"<alert.{key[:24]}@{domain}>"


def _warning(demo: bool) -> list[str]:
    return ["DEMO: sample data, written for this demonstration; not a real statement.", ""] if demo else []


def _address(url: str) -> str | None:
    """A remote address, if it is fit for a link."""
    return url if words.is_web_address(url) else None


def _copy(one: Announcement, version: Version) -> str | None:
    """What the title of a statement leads to: our copy where there is one, else the original."""
    return one.copies.get(version.statement) or _address(version.url)


def _written(one: Announcement) -> dict[str, str]:
    """How the words of the statement are written."""
    language = one.version.language
    return {"lang": language or "", "dir": words.direction(language)}


def _text(one: Announcement) -> str:
    reading = one.reading
    blocks: list[list[str]] = [
        [wrap(words.title(one.version.title, lines.TITLE)), wrap(lines.source(one))],
        [wrap(line) for line in lines.happened(one)],
    ]
    if reading is not None:
        for quote, earned in lines.quotes(reading, one.queries):
            blocks.append([wrap(f"“{quote}”", 2), wrap(f"- {earned}", 2)])
        blocks.append([wrap(lines.labels(reading)), *(wrap(fact) for fact in lines.facts(reading))])
    blocks.append([wrap(line) for line in lines.news(one)])
    zone = ZoneInfo(one.zone)
    told = [wrap(line) for line in lines.story(one)]
    for member in lines.members(one):
        address = _copy(one, member.version)
        title = words.title(member.version.title, lines.TITLE)
        told += [
            wrap(f"- {lines.member(member, zone)}:"),
            wrap(title, 2),
            *([f"  {address}"] if address else []),
        ]
    blocks.append(told)
    blocks.append([f"{name}: {address}" for name, address in _links(one)])
    blocks.append([wrap(lines.why(one.watches, lost=one.lost))])
    body = "\n\n".join("\n".join(block) for block in blocks if block)
    return "\n".join([*_warning(one.demo), body]) + "\n"


def _links(one: Announcement) -> list[tuple[str, str]]:
    found = (("Original", _address(one.version.url)), ("Archived copy", one.archived), ("Why", one.why))
    asked = (("Relevant or not", one.feedback),)
    return [(name, address) for name, address in (*found, *asked) if address]


def _html(one: Announcement) -> str:
    reading, zone = one.reading, ZoneInfo(one.zone)
    return _ENVIRONMENT.get_template("alert.html.j2").render(
        subject=lines.subject(one),
        demo=one.demo,
        title=words.title(one.version.title, lines.TITLE),
        url=_copy(one, one.version),
        source=lines.source(one),
        happened=lines.happened(one),
        quotes=[
            (_marked(quote, one), earned) for quote, earned in lines.quotes(reading, one.queries)
        ] if reading else [],
        labels=lines.labels(reading) if reading else "",
        facts=lines.facts(reading) if reading else [],
        news=lines.news(one),
        story=lines.story(one),
        members=[
            {
                "said": lines.member(member, zone),
                "title": words.title(member.version.title, lines.TITLE),
                "url": _copy(one, member.version),
                "lang": member.version.language or "",
                "dir": words.direction(member.version.language),
            }
            for member in lines.members(one)
        ],
        links=_links(one),
        why=lines.why(one.watches, lost=one.lost),
        **_written(one),
    )  # fmt: skip


def _marked(quote: str, one: Announcement) -> list[tuple[str, bool]]:
    """A quote in pieces, each with whether it is what the watches asked for."""
    pieces, last = [], 0
    for start, end in sorted(spans(quote, one.queries, one.version.language)):
        if start >= last:
            pieces += [(quote[last:start], False), (quote[start:end], True)]
            last = end
    return [*pieces, (quote[last:], False)]
