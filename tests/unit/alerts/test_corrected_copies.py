"""A text that its issuer puts out again with something changed is told as a copy that says what differs, as an edit would."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from config.watches import Watch
from statements.labels import Basis, Part, Stance
from statements.model import Message, Reading, Version
from statements.story import Joined, Member, Story
from tests.unit.alerts.examples import reading, version
from tests.unit.alerts.test_threads import House

TEXT = "The attack on the market killed {dead} people. We condemn it and call on all parties to protect civilians."
WATCH = Watch(
    id="syria", name="Syria", query="x", to=("slack:C1", "webhook:desk", "mail:a@x.example", "http:h", "apprise:p")
)  # fmt: skip


def copied(first: Version, second: Version, now: Reading, before: Reading | None = None) -> Story:
    beside = Joined(story=7, basis=Basis.COPY, beside=7, score=0.97)
    return Story(
        id=7,
        members=(
            Member(version=first, reading=before or now, joined=Joined(story=7, basis=Basis.FOUNDER)),
            Member(version=second, reading=now, joined=beside),
        ),
    )


def told(second: Version, *, before: Reading | None = None) -> dict[str, Message]:
    """What each channel is told of a copy of a statement that it was told of."""
    house, first, now = House(), version(text=TEXT.format(dead=12)), reading()
    house.match(first, WATCH, story=None)
    found = house.match(second, WATCH, story=copied(first, second, now, before))
    return {one.channel: one for one in found if one.part is not Part.EDIT}


def again(**changes: Any) -> Version:
    return version(**{"id": 12, "statement": 8, "text": TEXT.format(dead=14), **changes})


def test_the_changed_figure_stands_in_every_form() -> None:
    found = told(again())
    assert {one.part for one in found.values()} == {Part.REPLY}
    for channel in ("slack", "slack-webhook"):
        assert "killed ~12~ *14* people" in str(found[channel].payload)
        assert str(found[channel].payload["text"]).startswith("Changed copy: ")
    for said in (
        found["mail"].payload["text"],
        found["mail"].payload["html"],
        found["apprise"].payload["body"],
    ):
        assert "killed [-12-] {+14+} people" in " ".join(str(said).split())
        assert "Says nearly the same as" in str(said)
    assert str(found["mail"].payload["subject"]).startswith("Changed copy: ")
    assert str(found["apprise"].payload["title"]).startswith("Changed copy: ")
    event: Any = found["http"].payload["event"]
    assert event["type"] == "statement.copy"
    assert event["edited"] == ["…on the market killed [-12-] {+14+} people. We condemn…"]


def test_a_changed_label_is_named() -> None:
    found = told(again(), before=reading(stances=(Stance.CONCERN,), primary=Stance.CONCERN))
    assert "stance: concern → de-escalation, demand" in str(found["slack"].payload)
    assert "Changed stance: concern" in str(found["mail"].payload["text"])
    assert found["slack"].payload["broadcast"] is True, "as an edit that did the same would be"
    assert "broadcast" not in told(again())["slack"].payload


def test_what_another_model_read_is_no_change_of_the_issuers() -> None:
    found = told(again(), before=replace(reading(stances=(Stance.CONCERN,)), model="older"))
    assert "stance: concern" not in str(found["slack"].payload)
    assert "~12~ *14*" in str(found["slack"].payload)


@pytest.mark.parametrize(
    "changes",
    [{"issuer": "DE"}, {"language": "de"}, {"text": TEXT.format(dead=12)}, {"text": f"{TEXT.format(dead=12)} "}],
    ids=["another capital", "another language", "the same text", "a blank"],
)  # fmt: skip
def test_any_other_copy_is_a_plain_one(changes: dict[str, Any]) -> None:
    found = told(again(**changes))
    assert str(found["slack"].payload["text"]).startswith("Copy: ")
    assert "~12~" not in str(found["slack"].payload)
    assert str(found["mail"].payload["subject"]).startswith("Re: ")
