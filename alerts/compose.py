"""One statement as a Slack message: what was said, by whom, which sentence earned which label, and why you are told. Pure.

    alert       a statement to a channel: the head of its thread, or a message of its own
    reply       a copy, a follow-up or an edit, in the thread: short, and why it belongs there
    withdrawal  a statement that was taken away

The payload is ``{"text": …, "blocks": […]}`` within Slack's limits, whatever the statement contains, and read at a glance
(`alerts.slack_room`). ``text`` says it all again in one line, since notifications and screen readers use it instead of the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts import slack_buttons, slack_story, words
from alerts.highlight import piece
from alerts.mrkdwn import escape, link
from alerts.slack_blocks import Block, context, fitting, flag, joined, name, section
from alerts.slack_buttons import Buttons
from alerts.slack_layout import elsewhere, if_any, in_order, story_blocks
from alerts.slack_reading import earned, facts, labels_line, quotes
from alerts.slack_room import Room, at_a_glance
from statements import diff
from statements.labels import Basis, Stance
from statements.model import Reading, Version
from statements.story import News, Story

FALLBACK = 150
ISOLATED = 2
"""Characters that keep the direction of a title to itself."""
UTC = ZoneInfo("UTC")
_EDIT = re.compile(r"\[-(?P<out>.*?)-\]|\{\+(?P<put>.*?)\+\}")


def alert(
    *,
    watch_names: Sequence[str],
    version: Version,
    reading: Reading,
    revised: bool,
    demo: bool,
    queries: Sequence[str] = (),
    previous: Reading | None = None,
    edited: Sequence[str] = (),
    lost: bool = False,
    story: Story | None = None,
    news: Sequence[News] = (),
    zone: ZoneInfo = UTC,
    buttons: Buttons | None = None,
    watch: str = "",
    archived: str | None = None,
) -> dict[str, object]:
    """The message for a statement that matched ``watch_names``.

    ``queries`` are the watches' queries in the same order (the "why"); ``previous`` is the reading of the version before and
    ``edited`` what was changed, a line each, for a ``revised`` statement, which the watches match no more if it is ``lost``;
    ``story`` is where it belongs, with itself in it; ``news`` what is new in it. Times are shown in ``zone``. ``buttons`` is None for a webhook; ``watch`` is the id that a
    click on one is about; ``archived`` is the address of our copy.
    """
    known = earned(version, reading, queries)
    where = elsewhere(version.statement, buttons is not None)

    def write(room: Room) -> list[Block]:
        signed = slack_story.signed(reading.signatories, story, most=room.names, where=where)
        limits = room.quotes[:1] if revised else room.quotes
        return in_order(
            [
                *_opening(version, reading, news, archived, room, revised=revised, demo=demo, zone=zone),
                *story_blocks(story, signed, zone, room),
                *_changed(version, reading, previous, edited, room, revised=revised),
                *quotes(version, reading, queries, limits=limits, known=known, labelled=room.labels),
                context("labels", labels_line(reading, room.labels)),
                *if_any(context, "facts", " · ".join(facts(reading, room))),
                context("why", _why(watch_names, queries, room, lost=lost)),
                *_buttons(version, buttons, watch, archived),
            ]
        )

    def to_come(room: Room) -> int:
        return slack_story.to_come(reading.signatories, story, zone, room.names)

    lead = "Revised: " if revised else ""
    return {
        "text": _fallback(version, reading, lead=lead, demo=demo, zone=zone),
        "blocks": at_a_glance(write, to_come),
    }


def reply(
    *,
    watch_names: Sequence[str],
    version: Version,
    reading: Reading,
    revised: bool,
    demo: bool,
    queries: Sequence[str] = (),
    previous: Reading | None = None,
    edited: Sequence[str] = (),
    lost: bool = False,
    story: Story | None = None,
    news: Sequence[News] = (),
    zone: ZoneInfo = UTC,
    buttons: Buttons | None = None,
    watch: str = "",
    archived: str | None = None,
) -> dict[str, object]:
    """The same, for the thread: a copy of what its readers know is short; what is new in it is not left out.

    A copy says why it belongs there and how it differs (``previous`` and ``edited``, where its issuer corrects itself by it); a
    follow-up shows its own quotes and labels; an edit (``revised``) shows what was changed.
    """
    belongs = None if story is None else slack_story.belongs(story, version, zone)
    copied = not revised and _is_copy(story, version)
    founder = None if story is None else story.members[0].reading
    known = [] if copied or revised else earned(version, reading, queries)
    where = elsewhere(version.statement, buttons is not None)

    def write(room: Room) -> list[Block]:
        blocks = [
            *_opening(version, reading, news, archived, room, revised=revised, demo=demo, zone=zone),
            *if_any(context, "belongs", None if revised else belongs),
            *_changed(version, reading, previous, edited, room, revised=revised),
        ]
        if copied and story is not None:
            blocks += if_any(section, "differs", slack_story.differs(story, version, room.listed))
            blocks += _difference(reading, previous, edited, room)
        blocks += quotes(version, reading, queries, limits=room.quotes, known=known, labelled=room.labels)
        if not copied or founder is None or set(founder.stances) != set(reading.stances):
            blocks.append(context("labels", labels_line(reading, room.labels)))
        if not copied and not revised:
            signed = slack_story.signed(reading.signatories, most=room.names, where=where)
            blocks += if_any(context, "signed", "\n".join(signed))
            blocks += if_any(context, "facts", " · ".join(facts(reading, room)))
        blocks.append(context("why", _why(watch_names, queries, room, lost=lost)))
        return in_order([*blocks, *_buttons(version, buttons, watch, archived)])

    copy = "Changed copy: " if edited else "Copy: "
    lead = "Revised: " if revised else copy if copied else "Follow-up: " if belongs else ""
    return {
        "text": _fallback(version, reading, lead=lead, demo=demo, zone=zone),
        "blocks": at_a_glance(write),
    }


def withdrawal(
    *,
    watch_names: Sequence[str],
    queries: Sequence[str],
    version: Version,
    at: datetime,
    reason: str | None,
    demo: bool,
    returned: bool = False,
    zone: ZoneInfo = UTC,
    buttons: Buttons | None = None,
    watch: str = "",
    archived: str | None = None,
) -> dict[str, object]:
    """The message that a statement, which matched ``watch_names``, was taken away, or is back (``returned``); ``at`` is when
    that was certain."""
    what = "Back again" if returned else "Withdrawn"
    who = f"{flag(version.issuer)}*{escape(name(version.issuer))}*"
    said = f"*{what}* · {who} · first seen {words.moment(version.first_seen, zone)}"
    why = f" ({fitting(words.visible(reason), 200)})" if reason else ""
    seen = (
        f"Its page offers it again, seen on {words.moment(at, zone)}."
        if returned
        else f"Gone at two looks, the second on {words.moment(at, zone)}{why}. Its text stays in the archive: "
        f"`communique show {version.statement}`"
    )

    def write(room: Room) -> list[Block]:
        return in_order(
            [
                *_demo(demo),
                context("source", said),
                _title(version, archived, room.title),
                section("changed", seen),
                context("why", _why(watch_names, queries, room)),
                *_buttons(version, buttons, watch, archived),
            ]
        )

    lead = f"{'[demo] ' if demo else ''}{what}: {escape(words.cut(name(version.issuer), 40))}: "
    text = lead + fitting(words.title(version.title, FALLBACK), FALLBACK - len(lead))
    return {"text": text, "blocks": at_a_glance(write)}


def _demo(demo: bool) -> list[Block]:
    said = "*DEMO* · sample data, written for this demonstration; not a real statement"
    return [context("demo", said)] if demo else []


def _title(version: Version, archived: str | None, limit: int) -> Block:
    """The title, which leads to our copy where there is one: what was said then stands there, whatever becomes of the original."""
    return section("title", f"*{link(archived or version.url, words.title(version.title, limit))}*")


def _opening(
    version: Version,
    reading: Reading,
    news: Sequence[News],
    archived: str | None,
    room: Room,
    *,
    revised: bool,
    demo: bool,
    zone: ZoneInfo,
) -> list[Block]:
    """Who, kind, when, what is new in it, and the title."""
    return [
        *_demo(demo),
        context("source", _source_line(version, reading, revised, zone)),
        *if_any(context, "reissue", _reissue(version)),
        *if_any(context, "news", slack_story.new(news, version.issuer, room.news, 2 * room.line)),
        _title(version, archived, room.title),
    ]


def _source_line(version: Version, reading: Reading, revised: bool, zone: ZoneInfo) -> str:
    kind = reading.kind or version.kind
    parts = [
        f"{flag(version.issuer)}*{escape(name(version.issuer))}*",
        escape(kind.replace("-", " ")) if kind else "kind unknown",
        escape(words.published(version.published, version.first_seen, zone)),
        escape(words.language_name(version.language)) if version.language else "language unknown",
    ]
    if revised:
        grade = f" ({version.grade})" if version.grade else ""
        parts.insert(0, f"*Revised*{grade} · version {version.n}, seen {words.moment(version.seen, zone)}")
    return " · ".join(parts)


def _changed(
    version: Version,
    reading: Reading,
    previous: Reading | None,
    edited: Sequence[str],
    room: Room,
    *,
    revised: bool,
) -> list[Block]:
    """What an edit did to the reading, and to the words: three lines of them where it is news."""
    if not revised:
        return []
    grave = version.grade is None or version.grade.alerts
    return _difference(reading, previous, edited if grave else (), room)


def _difference(reading: Reading, previous: Reading | None, edited: Sequence[str], room: Room) -> list[Block]:
    changed = [] if previous is None else words.changes(previous, reading)
    return [
        *if_any(
            section,
            "changed",
            f"Changed: {joined((words.cut_change(line, room.line) for line in changed), chr(10), most=room.labels)}"
            if changed
            else None,
        ),
        *if_any(
            section,
            "edited",
            "\n".join(f">{as_edit(line, room.line)}" for line in diff.fewer(edited, room.edits)),
        ),
    ]


def as_edit(line: str, limit: int) -> str:
    """``kept [-out-] {+in+}`` with what was taken out struck through and what was put in bold. Of a line that is too long what was kept goes,
    and each change is cut for itself: half a mark would show as said what was taken out."""
    plain = words.visible(line)
    changes = list(_EDIT.finditer(plain))
    if len(plain) > limit and changes:
        room = max(limit // len(changes) - 3, 1)
        return f"… {' '.join(_as_change(change, room) for change in changes)} …"
    parts, last, plain = [], 0, words.cut(plain, limit)
    for change in changes:
        parts += [piece(plain[last : change.start()]), _as_change(change, limit)]
        last = change.end()
    return "".join([*parts, piece(plain[last:])])


def _as_change(change: re.Match[str], room: int) -> str:
    mark = "~" if change["out"] is not None else "*"
    said = escape(words.cut(change["out"] or change["put"] or "", room))
    return f"{mark}{said}{mark}" if said else ""


def _buttons(version: Version, buttons: Buttons | None, watch: str, archived: str | None) -> list[Block]:
    return slack_buttons.blocks(
        buttons, statement=version.statement, watch=watch, url=version.url, archived=archived
    )


def _reissue(version: Version) -> str | None:
    """Whose words it repeats, where it repeats its issuer's own of another day."""
    if version.reissue is None:
        return None
    again = version.reissue
    return f"Re-issue of #{again.statement} of {words.day(again.day)} ({again.score:.0%} the same words)"


def _is_copy(story: Story | None, version: Version) -> bool:
    if story is None:
        return False
    basis = next((m.joined.basis for m in story.members if m.version.statement == version.statement), None)
    return basis is not None and basis is not Basis.FOUNDER and basis.copies


def _why(names: Sequence[str], queries: Sequence[str], room: Room, *, lost: bool = False) -> str:
    reasons = []
    for at, one in enumerate(names):
        asked = words.cut(words.visible(queries[at]), room.query) if room.query and at < len(queries) else ""
        query = f" ({asked})" if asked else ""
        reasons.append(f"“{words.cut(words.visible(one), 60)}”{query}")
    if not reasons:
        return "No watch matched"
    named = f"watch{'es' if len(names) > 1 else ''} {joined(reasons, ', ', most=room.listed)}"
    return f"No longer matches {named} · told since an earlier version did" if lost else f"Matched {named}"


def _fallback(version: Version, reading: Reading, *, lead: str, demo: bool, zone: ZoneInfo) -> str:
    """``Condemnation · France: title (24 Nov 2024)`` in at most `FALLBACK` characters after escaping."""
    stance = (
        ""
        if reading.primary is Stance.NEUTRAL
        else f"{words.label(reading, reading.primary).capitalize()} · "
    )
    when = words.published(version.published, version.first_seen, zone)
    who = escape(words.cut(name(version.issuer), 40))
    before = f"{'[demo] ' if demo else ''}{lead}{stance}{who}: "
    after = f" ({escape(when)})"
    title = fitting(words.title(version.title, FALLBACK), FALLBACK - len(before) - len(after) - ISOLATED)
    return f"{before}{words.isolated(title)}{after}"
