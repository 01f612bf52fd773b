"""What clicks under alerts do: feedback is kept, a source is muted, and why an alert came is said, to those who clicked only."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog

from alerts import words
from alerts.mrkdwn import escape
from alerts.slack_blocks import bounded, context, section, within_budget
from alerts.slack_buttons import MUTE, WHY, Clicked
from alerts.slack_reading import labels_line, quotes
from alerts.slack_socket import Answer, Click, SlackSocket
from alerts.slack_story import signed
from archive import Archive
from config import Config
from pipeline.setting import buttons_of, house_of
from pipeline.threads import left_behind
from statements.clock import Clock
from statements.errors import ArchiveError

log = structlog.get_logger("communique.buttons")

MUTED_FOR = timedelta(hours=24)
RETRY = (5.0, 15.0, 60.0, 300.0)
"""Seconds between attempts to connect, the last one repeating."""
LOOK = 30.0
"""Seconds between two looks whether the line still stands."""
_SAID = {"yes": True, "no": False}


class Clicks:
    """Does what a click asks for. Called from a thread of its own, one click at a time."""

    def __init__(self, *, archive: Archive, clock: Clock, config: Callable[[], Config]) -> None:
        """``config`` is asked for what is in force now."""
        self._archive, self._clock, self._config = archive, clock, config

    def handle(self, click: Click) -> Answer | None:
        """The answer for the person. A database that is away is said to be."""
        if click.about is None:
            return Answer(text="This button is not one of ours, or older than our keys: nothing was done.")
        try:
            if click.what in _SAID:
                return self._feedback(click, click.about, _SAID[click.what])
            if click.what == MUTE:
                return self._mute(click, click.about)
            if click.what == WHY:
                return self._why(click.about)
        except ArchiveError as error:
            log.warning("a click could not be handled", what=click.what, error=str(error))
            return Answer(text="That could not be done now. Please try again in a moment.")
        return None

    def _feedback(self, click: Click, about: Clicked, relevant: bool) -> Answer:
        if self._archive.statements.current(about.statement) is None:
            return _unknown(about)
        now = self._clock.now()
        changed = self._archive.feedback.record(
            about.statement, about.watch, f"slack:{click.person}", relevant, via="slack", now=now
        )
        said = "relevant" if relevant else "not relevant"
        watch = self._name(about.watch)
        note = "" if changed else " (as before)"
        return Answer(
            text=f"Noted: {said} to {watch}{note}. It is kept for reports; nothing learns from it by itself."
        )

    def _mute(self, click: Click, about: Clicked) -> Answer:
        hit = self._archive.statements.current(about.statement)
        if hit is None:
            return _unknown(about)
        source, now = hit.version.source, self._clock.now()
        until = now + MUTED_FOR
        self._archive.mutes.set(
            source, "slack", click.channel, until=until, person=f"slack:{click.person}", now=now
        )
        zone = house_of(self._config()).shown_in("slack", click.channel)
        end = words.moment(until, ZoneInfo(zone))
        return Answer(
            text=f"Muted {escape(source)} in this channel until {end}. What it publishes until then is kept, and comes as one "
            "summary; what a watch names as an exception comes at once."
        )

    def _why(self, about: Clicked) -> Answer:
        hit = self._archive.statements.current(about.statement)
        if hit is None:
            return _unknown(about)
        version, reading = hit.version, hit.reading
        watch = next((one for one in self._config().watches if one.id == about.watch), None)
        matched = dict.fromkeys(one.watch for one in self._archive.matches.of(version.statement))
        asked = watch.query if watch is not None else ""
        query = f": `{escape(words.cut(words.visible(asked), 300))}`" if asked else ""
        blocks = [section("watch", f"Matched {self._name(about.watch)}{query}")]
        others = [self._name(one) for one in matched if one != about.watch]
        if others:
            blocks.append(context("others", f"Also matched {bounded(others, ', ')}"))
        if reading is None:
            return Answer(text="Why this alert", blocks=[*blocks, context("labels", "It was not read yet.")])
        blocks += [
            section("labels", labels_line(reading)),
            *(context("signed", line) for line in signed(reading.signatories)),
            *quotes(version, reading, [asked] if asked else []),
            context(
                "model",
                f"Model {escape(reading.model)} · version {version.n} of statement {version.statement}",
            ),
        ]
        spare = [f"quote-{n}" for n in range(8, 0, -1)]
        return Answer(text="Why this alert", blocks=within_budget(blocks, spare))

    def _name(self, watch: str) -> str:
        name = next((one.name for one in self._config().watches if one.id == watch), watch)
        return f"“{escape(words.cut(words.visible(name), 60))}”" if name else "this alert"


def _unknown(about: Clicked) -> Answer:
    return Answer(text=f"Statement {about.statement} is not in this archive.")


class ButtonStage:
    """Keeps the connection over which clicks come, for as long as the service runs. ``socket`` is not connected yet."""

    def __init__(self, socket: SlackSocket) -> None:
        self._socket = socket

    async def run(self, stopping: asyncio.Event) -> None:
        """Connect, however often it takes, and stay connected; say in the log when clicks cannot arrive and when they can
        again. A bug in what a click does ends it, for the supervisor to see."""
        attempt, stood = 0, False
        try:
            while not stopping.is_set():
                self._socket.check()
                problem = None if self._socket.connected else await left_behind(self._socket.connect)
                if problem is None:
                    if not stood:
                        log.info("clicks on alerts can arrive")
                    attempt, wait = 0, LOOK
                else:
                    log.warning("clicks on alerts cannot arrive", problem=problem)
                    wait = RETRY[min(attempt, len(RETRY) - 1)]
                    attempt += 1
                stood = problem is None
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stopping.wait(), wait)
        finally:
            await left_behind(self._socket.close)


def stage_of(config: Callable[[], Config], archive: Archive, clock: Clock) -> ButtonStage | None:
    """The stage of an installation; None where buttons are not configured. Raises ConfigError when they are and slack-bolt is
    missing."""
    buttons = buttons_of(config())
    if buttons is None:
        return None
    slack = config().settings.slack
    assert slack is not None and slack.token is not None and slack.app_token is not None
    clicks = Clicks(archive=archive, clock=clock, config=config)
    return ButtonStage(
        SlackSocket(
            token=slack.token.get_secret_value(),
            app_token=slack.app_token.get_secret_value(),
            base_url=slack.base_url,
            buttons=buttons,
            handle=clicks.handle,
        )
    )
