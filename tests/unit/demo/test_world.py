"""The script of the demo week, asked for single instants."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.spells import unwatched
from demo.world import BEAT, END, EVERY, NOTICED, START, Fault, load

WORLD = load()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 12, day, hour, minute, tzinfo=UTC)


def slugs(site: str, now: datetime) -> list[str]:
    return [statement.slug for statement, _ in WORLD.site(site).shown(now)]


def test_a_statement_appears_at_its_time_and_the_newest_stands_first() -> None:
    assert slugs("us-demo", at(3, 16, 29)) == ["harvest-reception"]
    assert slugs("us-demo", at(3, 16, 30)) == ["fighting-around-qasr-halim", "harvest-reception"]


def test_an_edit_replaces_the_wording_and_leaves_the_rest() -> None:
    site = WORLD.site("eu-demo")
    statement = next(one for one in site.statements if one.slug == "water-station-qasr-halim")
    before, after = statement.wording(at(5, 7, 59)), statement.wording(at(5, 8))
    assert before is not None and "deplores" in before.paragraphs[0]
    assert after is not None and "condemns in the strongest possible terms" in after.paragraphs[0]
    assert before.title == after.title


def test_a_withdrawn_statement_is_gone() -> None:
    assert "strikes-will-not-go-unanswered" in slugs("ir-demo", at(6, 12, 59))
    assert "strikes-will-not-go-unanswered" not in slugs("ir-demo", at(6, 13))


def test_one_site_breaks_and_is_mended_another_is_not() -> None:
    first, second = WORLD.site("ir-demo"), WORLD.site("ru-demo")
    assert [first.fault(at(4, hour)) for hour in (4, 5, 16, 17)] == [
        None,
        Fault.SERVER_ERROR,
        Fault.SERVER_ERROR,
        None,
    ]
    assert second.fault(at(4, 23, 59)) is None
    assert second.fault(at(5, 0)) is second.fault(END) is Fault.WALL


def test_every_event_is_told_once_between_two_looks() -> None:
    looks = WORLD.looks()
    told = [
        event for before, now in zip(looks, looks[1:], strict=False) for event in WORLD.events(before, now)
    ]
    assert told == WORLD.events(START, END)
    assert {event.what for event in told} == {"publishes", "edits", "withdraws", "breaks", "is mended"}


def test_somebody_looks_soon_after_each_event_and_never_long_not_at_all() -> None:
    looks = WORLD.looks()
    assert looks[0] == START and looks[-1] == END
    assert all(event.at + NOTICED in looks for event in WORLD.events())
    gaps = [later - earlier for earlier, later in zip(looks, looks[1:], strict=False)]
    # Checks are up to a tenth apart from their interval: every look finds all sources due, and none for so long that its
    # silence would mean nothing.
    assert min(gaps) > 1.1 * EVERY and max(gaps) <= BEAT
    assert unwatched(last_check=START, due=START + 0.9 * EVERY, every=EVERY, start=START + BEAT) is None
