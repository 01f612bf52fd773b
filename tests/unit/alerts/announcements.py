"""Announcements to vary in tests: of one statement alone, and of a story in three languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from alerts.announcement import Announcement, What
from config.watches import Watch
from statements.labels import Basis, Novelty
from statements.story import Joined, Member, News, Story
from tests.unit.alerts.examples import NOW, reading, version

HOSTILE = '<script>alert("x")</script>\u202e & <https://evil.example|link>\r\nBcc: victim@x.example'
ARABIC = "بيان مشترك بشأن سوريا"
KEY = "ab" * 32
WATCH = Watch(id="syria", name="Syria", query="resolution:2254 protection", to=("mail:desk@x.example",))


def announcement(**changes: Any) -> Announcement:
    base = Announcement(
        kind=What.NEW,
        version=version(),
        reading=reading(),
        watches=(WATCH,),
        key=KEY,
        copies={7: "https://desk.example/s/7?k=sig"},
        why="https://desk.example/why/7?k=sig",
        domain="desk.example",
    )
    return replace(base, **changes)


def story(size: int = 3) -> Story:
    """France, then Germany in German with fewer signatories, then in Arabic; more of the kind if asked for."""
    others = (("DE", "de", "Gemeinsame Erklärung zu Syrien"), ("JO", "ar", ARABIC))
    members = [Member(version=version(), reading=reading(), joined=Joined(story=7, basis=Basis.FOUNDER))]
    for at in range(1, size):
        issuer, language, title = others[(at - 1) % 2]
        found = version(
            id=20 + at, statement=7 + at, issuer=issuer, language=language, title=title,
            url=f"https://mfa.example/{issuer}/{at}", first_seen=NOW + timedelta(minutes=at),
        )  # fmt: skip
        signed = reading(signatories=("FR", "DE"), evidence={})
        members.append(
            Member(version=found, reading=signed, joined=Joined(story=7, basis=Basis.TWIN, beside=7))
        )
    return Story(id=7, members=tuple(members))


FIRST_TIME = News(kind=Novelty.RESOLUTION, value="2254", quote="Resolution 2254 stands.", depth=40, since=NOW)
