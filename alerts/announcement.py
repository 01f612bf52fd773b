"""What an alert has to say, whatever the channel it is written for: one value that every form of a message is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from alerts.slack_buttons import Buttons
from config.watches import Watch
from statements.labels import Part
from statements.model import Reading, Version
from statements.story import News, Story


class What(StrEnum):
    """Why somebody is told of a statement."""

    NEW = "new"  # the first that the destination hears of its story
    COPY = "copy"  # says the same as another statement of the story
    FOLLOW_UP = "follow-up"  # speaks of the same event
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One statement for one destination. ``watches`` are those that it matched and that send there."""

    kind: What
    version: Version
    reading: Reading | None
    """None only of a withdrawn or returned statement that was never read."""
    watches: tuple[Watch, ...]
    key: str
    """The dedupe key of the message."""
    part: Part = Part.HEAD
    thread: str | None = None
    previous: Reading | None = None
    """Of the version before, for a revised statement; of the text that the same issuer corrected by this copy."""
    edited: tuple[str, ...] = ()
    """What was changed since that one, a line each."""
    lost: bool = False
    """Whether an edit made that its watches match it no more: they are named since they told of it before."""
    story: Story | None = None
    """With this statement in it; None when it is not known."""
    news: tuple[News, ...] = ()
    at: datetime | None = None
    """When a withdrawal or return was certain."""
    reason: str | None = None
    """What the site said when the statement was gone."""
    copies: Mapping[int, str] = field(default_factory=dict)
    """Links to our copies of it and of the others of its story, by statement, where there is a web service."""
    why: str | None = None
    """Link to the page that says why it matched."""
    feedback: str | None = None
    """Link to the page on which the one reader of the message says whether it was relevant."""
    buttons: Buttons | None = None
    """What the buttons under it carry in Slack, where clicks are answered."""
    zone: str = "UTC"
    """In which times are shown."""
    domain: str = "localhost"
    """Right-hand side of Message-IDs."""
    demo: bool = False

    @property
    def archived(self) -> str | None:
        """Link to our copy of it."""
        return self.copies.get(self.version.statement)

    @property
    def names(self) -> tuple[str, ...]:
        """What the watches are called."""
        return tuple(watch.name for watch in self.watches)

    @property
    def queries(self) -> tuple[str, ...]:
        """What the watches ask for, in the order of `names`."""
        return tuple(watch.query for watch in self.watches)
