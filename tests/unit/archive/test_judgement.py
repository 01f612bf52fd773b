"""How a source is judged by its own history: rhythms, silence, and the words for them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from archive.judgement import Facts, Item, judge, news, rhythm, silence, span
from archive.records import SourceHealth, Spell
from archive.spells import follow, readable_share
from statements.labels import Verdict

NOW = datetime(2024, 12, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def working_days(weeks: int, each_day: int) -> list[datetime]:
    """A ministry that publishes on weekdays, every half hour from nine on."""
    start = datetime(2024, 9, 2, 9, tzinfo=UTC)  # a Monday
    return [
        start + day * DAY + n * timedelta(minutes=30)
        for day in range(7 * weeks)
        if day % 7 < 5
        for n in range(each_day)
    ]


@pytest.mark.parametrize(("weeks", "each_day"), [(12, 1), (12, 4), (10, 20)])
def test_a_weekend_is_no_silence_for_those_who_work_five_days(weeks: int, each_day: int) -> None:
    moments = working_days(weeks, each_day)
    found = rhythm(moments)
    assert found is not None
    monday = found.last.replace(hour=8, minute=59) + 3 * DAY
    assert silence(found, monday) is None
    assert silence(found, found.last + 8 * DAY) is not None


def test_a_burst_makes_no_rhythm_of_minutes() -> None:
    found = rhythm([NOW - 30 * DAY + n * timedelta(minutes=5) for n in range(20)])
    assert found is not None
    assert found.limit == DAY  # nobody is silent overnight
    assert rhythm([NOW] * 7) is None


def test_the_rarest_hundredth_of_the_gaps_is_left_out() -> None:
    moments = [NOW - 400 * DAY + n * DAY for n in range(300)] + [NOW - 20 * DAY + n * DAY for n in range(10)]
    found = rhythm(moments)
    assert found is not None
    assert (found.median, found.rare, found.limit) == (DAY, DAY, 3 * DAY)


def test_when_something_was_news() -> None:
    seen = NOW
    assert news(NOW - HOUR, seen, baseline=False) == NOW - HOUR
    assert news(NOW + HOUR, seen, baseline=False) == NOW  # never later than it was seen
    assert news(date(2024, 12, 2), seen, baseline=False) == NOW
    assert news(date(2024, 11, 2), seen, baseline=False) == datetime(2024, 11, 2, 12, tzinfo=UTC)
    assert news(date(2024, 11, 2), seen, baseline=True) == datetime(2024, 11, 2, 12, tzinfo=UTC)
    assert news(None, seen, baseline=False) == NOW
    assert news(None, seen, baseline=True) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (9 * DAY, "9 days"), (30 * HOUR, "30 hours"), (48 * HOUR, "2 days"), (HOUR, "60 minutes"), (2 * HOUR, "2 hours"),
        (timedelta(seconds=61), "1 minute"), (timedelta(seconds=3), "less than a minute"),
    ],
)  # fmt: skip
def test_spans_in_words(value: timedelta, words: str) -> None:
    assert span(value) == words


def test_silence_is_not_believed_of_a_source_that_was_not_watched() -> None:
    facts = Facts(rhythm=rhythm([NOW - 40 * DAY + n * DAY for n in range(20)]))
    assert judge(SourceHealth.OK, None, facts, NOW, watched=True).health is SourceHealth.SILENT
    assert judge(SourceHealth.OK, None, facts, NOW, watched=False).health is SourceHealth.OK
    early = NOW - 90 * DAY  # a clock that went back
    assert judge(SourceHealth.OK, None, facts, early, watched=True).health is SourceHealth.OK


def test_several_findings_are_all_said() -> None:
    items = [Item(title=True, date=False, text=True)] * 20
    facts = Facts(sizes=(100, *[10_000] * 6), items=tuple(items))
    judged = judge(SourceHealth.DEGRADED, "2 pages could not be read", facts, NOW, watched=True)
    assert judged.health is SourceHealth.DEGRADED
    assert judged.reason == (
        "the answer has 100 bytes where 10,000 are usual: an error page, or a wall?; "
        "of the last 20 items 0 are whole (0%): 20 without a date; 2 pages could not be read"
    )


def spell(health: SourceHealth, since: timedelta, until: timedelta | None) -> Spell:
    bad = health in (SourceHealth.FAILING, SourceHealth.BLOCKED)
    return Spell(
        id=1, source="a", health=health, since=NOW + since, until=None if until is None else NOW + until,
        verdict=None if health is SourceHealth.PAUSED else Verdict.TIMEOUT if bad else Verdict.OK, reason=None,
    )  # fmt: skip


def test_the_readable_share_leaves_out_what_was_paused_and_counts_holes() -> None:
    spells = [
        spell(SourceHealth.OK, 0 * HOUR, 2 * HOUR),
        spell(SourceHealth.FAILING, 2 * HOUR, 4 * HOUR),
        spell(SourceHealth.PAUSED, 4 * HOUR, 14 * HOUR),
        spell(SourceHealth.OK, 16 * HOUR, None),  # two hours before, nobody looked
    ]
    share = readable_share(spells, NOW - DAY, NOW + DAY, known=NOW + 20 * HOUR)
    assert share == pytest.approx(6 / 10)
    assert readable_share([], NOW - DAY, NOW, known=NOW) is None
    assert readable_share(spells, NOW, NOW + DAY, known=None) is None


def test_a_clock_that_went_back_ends_what_was_written_for_later() -> None:
    later = spell(SourceHealth.OK, 5 * DAY, None)
    step = follow(later, health=SourceHealth.OK, success=True, start=NOW, end=NOW)
    assert (step.close, step.begin, step.backwards) == (NOW, NOW, True)
