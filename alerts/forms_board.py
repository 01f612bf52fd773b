"""Who has not spoken, in the form that a channel takes: one function a channel, all pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from alerts import boards, words
from alerts.boards import Call, Row
from alerts.columns import wrap
from alerts.forms_apprise import BODY
from alerts.forms_http import MAX_EVENT, VERSION, encode
from alerts.forms_mail import message_id
from alerts.mrkdwn import escape, link
from alerts.slack_blocks import Block, bounded, context, fits, fitting, flag, section
from config.destinations import place as place_of
from statements import shapes
from statements.labels import Held, Part
from statements.model import Message

Payload = dict[str, object]
FALLBACK = 300
"""Characters of the line that a notification shows."""
_ROOMS = (2_600, 1_200, 500)
"""Characters of one list in Slack: the first at which the message fits."""
_TITLE, _LINK, _QUOTE = 200, 500, 300
_SAMPLE = "sample data, written for this demonstration; not a real statement"
_ENVIRONMENT = Environment(
    loader=PackageLoader("alerts", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def message(call: Call, destination: str, *, not_before: datetime | None, held: Held | None) -> Message:
    """The message for one destination. An answer shows in the channel too, where a channel can do that: nobody looks into the thread
    of yesterday."""
    channel, place = place_of(destination)
    payload = FORMS[channel](call)
    if channel == "slack" and call.part is Part.REPLY:
        payload["broadcast"] = True
    return Message(
        dedupe_key=call.key,
        channel=channel,
        destination=place,
        kind="board",
        payload=payload,
        watch=call.watch.id,
        thread=call.thread,
        part=call.part,
        not_before=not_before,
        held=held,
    )


def _slack(call: Call) -> Payload:
    title = boards.title(call)
    blocks: list[Block] = []
    for room in _ROOMS:
        blocks = [
            *([context("demo", f"*DEMO* · {_SAMPLE}")] if call.demo else []),
            section("title", f"*{escape(title)}*"),
            context("lead", "\n".join(map(escape, boards.lead(call)))),
            *(
                section(f"list-{number}", f"*{head}*\n{_listed(rows, room)}")
                for number, (head, rows) in enumerate(boards.lists(call), start=1)
            ),
        ]
        if fits(blocks):
            break
    missing = [f"{head}: {', '.join(row.name for row in rows)}" for head, rows in boards.lists(call)[:-1]]
    return {"text": fitting(". ".join([title, *missing]), FALLBACK), "blocks": blocks}


def _listed(rows: Sequence[Row], room: int) -> str:
    """A line each: with links, if all of them fit so."""
    linked = [_line(row) for row in rows]
    if len("\n".join(linked)) <= room:
        return "\n".join(linked)
    return bounded([_line(row, bare=True) for row in rows], "\n", most=len(rows), room=room)


def _line(row: Row, *, bare: bool = False) -> str:
    name = link(row.link, row.name) if row.link and not bare else escape(row.name)
    mark = flag(row.issuer) if row.issuer else ""
    return f"• {mark}{': '.join(part for part in (name, escape(row.said)) if part)}"


def _mail(call: Call) -> Payload:
    title, lead, lists = boards.title(call), boards.lead(call), boards.lists(call)
    text = [f"DEMO: {_SAMPLE}.", ""] if call.demo else []
    text += [wrap(line) for line in lead]
    for head, rows in lists:
        text += ["", head]
        for row in rows:
            text.append(f"- {wrap(row.plain, 2).lstrip()}")
            text += [f"  {row.link}"] if row.link else []
    return {
        "subject": words.cut(title, 150),
        "html": _ENVIRONMENT.get_template("board.html.j2").render(
            subject=title, lead=lead, lists=lists, demo=call.demo
        ),
        "text": "\n".join(text) + "\n",
        "message_id": message_id(call.key, call.domain),
        "headers": {"List-Id": f"<{call.watch.id}.communique.{call.domain}>"},
    }


def _http(call: Call) -> Payload:
    voices = [_small(boards.shape(voice)) for voice in call.voices]
    event: Payload = {
        "version": VERSION,
        "id": call.key,
        "type": "board",
        "demo": call.demo,
        "thread": call.thread,
        "title": boards.title(call),
        "lead": boards.lead(call),
        "watches": [{"id": call.watch.id, "name": call.watch.name, "query": call.watch.query}],
        "after": int(call.after.total_seconds()),
        "since": shapes.moment(call.start),
        "until": shapes.moment(call.until),
        "late": call.late,
        "first": {"issuer": call.first.version.issuer, "id": call.first.version.statement},
        "voices": voices,
        "others": list(call.others),
        "truncated": call.newest is not None,
        "unread": call.unread,
    }
    if len(encode(event)) > MAX_EVENT:
        bare = [{name: voice[name] for name in ("issuer", "standing", "id", "delay")} for voice in voices]
        event |= {"voices": bare, "shortened": True}
    return {"event": event}


def _small(voice: dict[str, object]) -> dict[str, object]:
    """What others wrote, cut to size; an address that is too long is none."""
    limits = {"title": _TITLE, "reason": 2 * boards.REASON, "quote": _QUOTE}
    cut = {
        name: words.cut(str(voice[name]), room) for name, room in limits.items() if voice[name] is not None
    }
    url = voice["url"]
    return {**voice, **cut, "url": url if url is None or len(str(url)) <= _LINK else None}


def _apprise(call: Call) -> Payload:
    lines = boards.lead(call)
    for head, rows in boards.lists(call):
        lines += [f"{head}:", *(f"- {row.plain}" for row in rows)]
    body = "\n".join(lines)
    while len(body) > BODY:
        lines.pop()
        body = "\n".join([*lines, "…"])
    return {"title": words.cut(boards.title(call), 150), "body": body}


FORMS: Mapping[str, Callable[[Call], Payload]] = {
    "slack": _slack,
    "slack-webhook": _slack,
    "mail": _mail,
    "http": _http,
    "apprise": _apprise,
}
