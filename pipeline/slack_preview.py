"""A statement's alert as Slack would show it, made from the archive: for looking at, nothing is sent."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from alerts import forms, slack_head
from alerts.announcement import Announcement, What
from alerts.preview import Shown, page
from alerts.slack_buttons import Buttons
from archive import Archive
from config import Config
from config.destinations import place as place_of
from config.watches import Watch
from pipeline.setting import setting_of
from statements import diff
from statements.errors import CommuniqueError
from statements.labels import Basis, Part
from statements.model import Reading, Version
from statements.story import Joined, Member, Story

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SLACK = ("slack:", "webhook:")
WIDTH = 760
PATIENCE = 60
"""Seconds for one picture."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """``payload`` is the statement's own message, ``thread`` the one that begins its thread with all replies."""

    payload: dict[str, object]
    thread: Shown


def preview(config: Config, archive: Archive, statement: int, *, watch: str | None = None) -> Preview:
    """The alert for a statement as it would go to a channel now, with its thread. Raises CommuniqueError when the statement is
    unknown or unread, or there is no such watch."""
    hit = archive.statements.current(statement)
    if hit is None:
        raise CommuniqueError(f"there is no statement {statement} in this archive")
    if hit.reading is None:
        raise CommuniqueError(f"statement {statement} was not read yet")
    alone = Member(
        version=hit.version,
        reading=hit.reading,
        joined=Joined(story=statement, basis=Basis.FOUNDER),
        withdrawn=hit.withdrawn_at is not None,
    )
    story = archive.stories.of(statement) or Story(id=statement, members=(alone,))
    messages = _Messages(config, archive, watch, hit.version)
    firsts = tuple(map(messages.as_first, story.members))
    first = firsts[0]
    head = messages.head(first, replace(story, members=(first,)))
    shown = slack_head.head(head, story=story, zone=ZoneInfo(messages.zone))
    replies: list[tuple[Version, Shown]] = []
    for at, member in enumerate(story.members):
        then = replace(story, members=firsts[: at + 1])
        replies += messages.later(member, then, reply=at > 0)
    own = head if statement == first.version.statement else messages.own(hit.version, hit.reading, story)
    return Preview(
        payload=own,
        thread=Shown(
            payload=shown,
            time=messages.time(first.version),
            edited=shown != head,
            replies=tuple(shown for _, shown in sorted(replies, key=lambda reply: reply[0].seen)),
        ),
    )


class _Messages:
    """Writes the messages of one story."""

    def __init__(self, config: Config, archive: Archive, watch: str | None, version: Version) -> None:
        self._archive, self._watch = archive, watch
        self._watches = {one.id: one for one in config.watches}
        if watch is not None and watch not in self._watches:
            raise CommuniqueError(
                f"there is no watch {watch!r}; `communique watches list` names those there are"
            )
        setting = setting_of(config)
        # Without Socket Mode there are no buttons; a preview shows what they would look like.
        self.setting = replace(setting, buttons=setting.buttons or Buttons())
        places = [place_of(to) for one in self._matched(version) for to in one.to if to.startswith(_SLACK)]
        self.zone = setting.shown_in(*places[0]) if places else setting.zone
        """That of the first channel that ``version`` would go to."""

    def time(self, version: Version) -> str:
        """When the message would have come."""
        return f"{version.seen.astimezone(ZoneInfo(self.zone)):%H:%M}"

    def head(self, first: Member, story: Story) -> dict[str, object]:
        """The head of the thread, as it was when its statement came."""
        return self._written(first.version, first.reading, story, What.NEW, Part.HEAD)

    def own(self, version: Version, reading: Reading, story: Story) -> dict[str, object]:
        """A later statement's own message."""
        return self._written(version, reading, story, What.COPY, Part.REPLY)

    def later(self, member: Member, story: Story, *, reply: bool) -> list[tuple[Version, Shown]]:
        """The replies about a member: that it came, if it is not the first; and its newest edit, where that is news."""
        found, version = [], member.version
        if reply:
            first = self.as_first(member)
            payload = self._written(first.version, first.reading, story, What.COPY, Part.REPLY)
            found.append((first.version, Shown(payload=payload, time=self.time(first.version))))
        if version.n > 1 and version.grade is not None and version.grade.alerts:
            payload = self._written(version, member.reading, story, What.REVISED, Part.REPLY)
            found.append((version, Shown(payload=payload, time=self.time(version), broadcast=True)))
        return found

    def as_first(self, member: Member) -> Member:
        """The member as it was when it was first told of."""
        version = member.version
        while (before := self._archive.statements.before(version)) is not None:
            version = before
        reading = self._archive.readings.of(version.id) or member.reading
        return replace(member, version=version, reading=reading, withdrawn=False)

    def _written(
        self, version: Version, reading: Reading | None, story: Story, kind: What, part: Part
    ) -> dict[str, object]:
        revised = kind is What.REVISED
        before = self._archive.statements.before(version) if revised else None
        edited = diff.summary(diff.segments(before.text, version.text)) if before else ()
        setting = self.setting
        return forms.payload(
            "slack",
            Announcement(
                kind=kind,
                part=part,
                version=version,
                reading=reading,
                watches=tuple(self._matched(version)),
                key="preview",
                previous=self._archive.readings.previous(version) if revised else None,
                edited=tuple(edited),
                story=story,
                news=self._archive.novelties.of(version.id),
                copies=setting.copies(version, story),
                buttons=setting.buttons,
                zone=self.zone,
                demo=setting.demo,
            ),
        )

    def _matched(self, version: Version) -> Sequence[Watch]:
        if self._watch is not None:
            return [self._watches[self._watch]]
        matched = [one.watch for one in self._archive.matches.of(version.statement) if one.n <= version.n]
        known = [self._watches[one] for one in matched if one in self._watches]
        return [one for one in known if any(to.startswith(_SLACK) for to in one.to)] or known


def as_html(found: Preview, *, channel: str = "#preview", dark: bool | None = None) -> str:
    """The thread as a page."""
    return page([found.thread], channel=channel, dark=dark)


def as_png(html: str, out: Path, *, width: int = WIDTH, height: int = 1000) -> None:
    """A picture of a page, by the machine's Chromium. Raises CommuniqueError when there is none or it fails."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise CommuniqueError(
            f"a picture needs a Chromium on this machine ({', '.join(BROWSERS)}); none was found"
        )
    with TemporaryDirectory(prefix="communique-preview-") as scratch:
        source = Path(scratch) / "preview.html"
        source.write_text(html, "utf-8")
        options = (
            "--headless=new", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions",
            # Root, as in a container, can run Chromium without its sandbox only. The page holds no script and asks nobody.
            "--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={scratch}/profile",
            f"--window-size={width},{height}", f"--screenshot={out.absolute()}", source.as_uri(),
        )  # fmt: skip
        try:
            done = subprocess.run([browser, *options], capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CommuniqueError(f"{browser} could not draw the page ({type(error).__name__})") from error
    if done.returncode or not out.exists():
        raise CommuniqueError(f"{browser} could not draw the page (status {done.returncode})")
