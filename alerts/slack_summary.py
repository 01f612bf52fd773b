"""A page of a summary as a Slack message, within Slack's limits. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.mrkdwn import escape, link
from alerts.slack_blocks import context, joined, section
from alerts.summary import Line, Page

Payload = dict[str, object]
SECTION = 2_900
"""Characters of one text of Slack's, which holds 3,000."""


def _heading(page: Page) -> str:
    mark = "[demo] " if page.demo else ""
    return f"{mark}{page.title}{f' ({page.page} of {page.pages})' if page.page else ''}"


def summary(page: Page) -> Payload:
    """The head of a summary, or a page that answers it."""
    title = _heading(page)
    blocks = [section("title", f"*{escape(title)}*")] if not page.page else []
    if page.lead:
        blocks.append(context("lead", joined(page.lead, "\n", most=len(page.lead), room=SECTION)))
    if page.top:
        blocks.append(section("top", "Most important:\n" + "\n".join(map(_marked, page.top))))
    for number, text in enumerate(_sections([_marked(one) for one in page.lines]), start=1):
        blocks.append(section(f"list-{number}", text))
    if page.pages and not page.page:
        blocks.append(context("pages", f"All of them follow in {page.pages} message{_s(page.pages)}."))
    return {"text": escape(title), "blocks": blocks}


def _marked(one: Line) -> str:
    title = f" {link(one.link, one.title)}" if one.link else f" {escape(one.title)}" if one.title else ""
    return f"{'↳' if one.follows else '•'} {escape(one.text)}{title}"


def _sections(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if found and len(found[-1]) + 1 + len(line) <= SECTION:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def _s(count: int) -> str:
    return "" if count == 1 else "s"
