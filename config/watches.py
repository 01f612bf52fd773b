"""Watches: saved queries, and how their matches reach people. ``watches.yaml`` holds them all, under ``watches:``."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from config.destinations import Destination
from config.fields import Duration, Identifier, Zone
from config.source import Strict

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def _time(value: object) -> time:
    if isinstance(value, time):
        return value
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('must be a time of day such as "20:00"')
    return time(int(found[1]), int(found[2]))


TimeOfDay = Annotated[
    time,
    BeforeValidator(_time),
    PlainSerializer(lambda value: value.strftime("%H:%M")),
    WithJsonSchema({"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"}),
]


def _cap(value: object) -> object:
    if value in (None, ""):
        raise ValueError("is empty; write a number of messages an hour, or none for no limit")
    return None if value == "none" else value


Cap = Annotated[
    Annotated[int, Field(ge=1, le=1000)] | None,
    BeforeValidator(_cap),
    PlainSerializer(lambda value: "none" if value is None else value),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1, "maximum": 1000}, {"const": "none"}]}),
]
"""A number, or ``none`` (here None) for no limit."""


LONGEST_PAUSE = timedelta(days=366)
_DURATION = {"type": "string", "examples": ["6h", "1d"], "description": "a duration with its unit"}


class Quiet(Strict):
    """Hours in which nothing is sent: what matches then waits for their end."""

    begin: TimeOfDay
    end: TimeOfDay
    zone: Zone = "UTC"
    weekends: bool = False
    """Whether Saturdays and Sundays are quiet as a whole."""

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.begin == self.end:
            raise ValueError("begins when it ends; leave quiet out for none, or set rate: off for always")
        return self


def _several(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


class Board(Strict):
    """Who is expected to speak on what a watch asks for, and when it is told who has not."""

    expected: tuple[str, ...] = Field(min_length=1)
    """Issuers and packs, as after ``communique board --expect``."""
    after: Annotated[
        tuple[Duration, ...],
        BeforeValidator(_several),
        Field(min_length=1, max_length=5),
        WithJsonSchema({"anyOf": [_DURATION, {"type": "array", "items": _DURATION, "maxItems": 5}]}),
    ]
    """How long after the first statement of an episode it is looked who has not spoken."""
    pause: Duration = timedelta(days=7)
    """An episode begins with the first statement after so long without one."""

    @model_validator(mode="after")
    def _comes_before_the_next(self) -> Self:
        if sorted(set(self.after)) != list(self.after):
            raise ValueError("after: must go from the shortest to the longest, each once")
        if self.after[-1] > self.pause:
            raise ValueError(
                "after: must not be longer than pause, or the next episode could begin before it is told"
            )
        if self.pause > LONGEST_PAUSE:
            raise ValueError("pause: must be a year at most")
        return self


class Watch(Strict):
    """A saved query and its routing. The syntax of queries is checked by the archive, which also runs them."""

    id: Identifier
    name: str = Field(min_length=1, max_length=150)
    query: str = Field(min_length=1, max_length=2000)
    to: tuple[Destination, ...] = ()
    """Where a match is sent; none means that it only shows in digests and searches."""
    enabled: bool = True
    rate: Literal["now", "hourly", "daily", "weekly", "off"] = "now"
    """``now``: each match by itself; hourly, daily, weekly: together, as a summary; ``off``: only in digests and searches."""
    group: Literal["story", "issuer", "none"] = "story"
    """What makes one thread: a story, an issuer's day, or nothing."""
    min_confidence: float | None = Field(default=None, ge=0, le=1, allow_inf_nan=False)
    """The least score that one of the labels the query asks for must have."""
    quiet: Quiet | None = None
    cap: Cap = 30
    """Messages an hour to one destination; what is over it waits and leaves as a summary. ``none``: no limit."""
    always: str | None = Field(default=None, min_length=1, max_length=2000)
    """A query whose matches leave at once, whatever rate, quiet hours and cap say."""
    board: Board | None = None
    """Who has not spoken is told, too."""

    @model_validator(mode="before")
    @classmethod
    def _says_its_cap(cls, data: object) -> object:
        """Nothing behind a key means its default; behind this one it could as well mean no limit, so that is asked back."""
        if isinstance(data, dict) and "cap" in data and data["cap"] is None:
            return {**data, "cap": ""}
        return data


class WatchFile(Strict):
    """The whole of ``watches.yaml``."""

    watches: tuple[Watch, ...] = ()
