"""What a digest says: stories once, what is new, what changed, numbers beside those before; each part with its end."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alerts import digest
from alerts.digest import DigestInput, DigestSection, DigestStatement, bars
from alerts.digest_contents import weight
from alerts.digest_period import edges, name
from archive.records import Gap
from statements.labels import Basis, Novelty, Stance, Verdict
from statements.story import Joined, Member, News, Story
from tests.unit.alerts.examples import reading, version
from tests.unit.alerts.test_digest import Page
from tests.unit.alerts.weeks import END, START, joint, statement, week

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


HEADINGS = frozenset(
    {
        "MOST IMPORTANT", "JOINT STATEMENTS", "BY TOPIC", "BY ISSUER", "FOR THE FIRST TIME", "EDITED OR WITHDRAWN",
        "WHAT COULD NOT BE READ", "W", "RESOLUTION 2254",
    }
)  # fmt: skip


def flat(text: str) -> str:
    return " ".join(text.split())


def part(text: str, heading: str) -> str:
    """A part of the text, from its heading to the next."""
    lines = text.split(f"\n{heading}\n")[1].splitlines()
    end = next((at for at, line in enumerate(lines) if line in HEADINGS), len(lines))
    return flat("\n".join(lines[:end]))


def test_a_statement_of_four_capitals_is_told_once_with_all_of_them() -> None:
    text = digest.compose(week(0)).text
    assert text.startswith("Weekly digest of official statements")
    most = part(text, "MOST IMPORTANT")
    assert most.count("* ") == 1
    assert "* Joint statement, copy of FR France, Germany, United States, Italy · " in most
    assert "Signed by France, Germany, United States, Italy, United Kingdom" in most
    assert flat(text).count("4 statements from 4 issuers.") == 1, "each copy counts as a statement"


def test_a_joint_statement_says_who_lists_whom_and_links_each_copy() -> None:
    told = part(digest.compose(week(0)).text, "JOINT STATEMENTS")
    assert (
        "5 signatories: France, Germany, United States, Italy, United Kingdom (only in the copy of Italy)"
        in told
    )
    assert [issuer in told for issuer in ("Copy of France", "Copy of Germany", "Copy of Italy")] == [True] * 3


def test_what_follows_a_statement_says_so_and_stands_by_itself() -> None:
    first, answer = statement(1, title="First word", language="en"), statement(2, title="Answer")
    story = Story(
        id=1,
        members=tuple(
            Member(
                version=one.version, reading=one.reading, joined=Joined(story=1, basis=basis, beside=beside)
            )
            for one, basis, beside in ((first, Basis.FOUNDER, None), (answer, Basis.FOLLOW_UP, 1))
        ),
    )
    text = digest.compose(week(0, statements=(first, answer), stories=(story,), news={})).text
    assert "Follows Germany, “First word”" in part(text, "MOST IMPORTANT")
    assert part(text, "MOST IMPORTANT").count("* ") == 2


def test_a_copy_of_last_week_is_named_with_the_one_that_came_late() -> None:
    copies, story = joint()
    text = digest.compose(week(0, statements=copies[3:], stories=(story,), news={})).text
    assert "* Joint statement, copy of IT Italy, France, Germany, United States · " in part(
        text, "MOST IMPORTANT"
    )


def test_the_weight_grows_with_the_rung_the_capitals_and_the_news() -> None:
    copies, story = joint()
    made = week(3)
    (together,) = digest.together(copies, (story,))
    (alone,) = digest.together(copies[:1], ())
    (sharp,) = digest.together([statement(1)], ())
    assert weight(together, made)[0] == pytest.approx(2.3219 + 1, abs=1e-3), (
        "five behind it, one thing new in it"
    )
    assert weight(alone, made)[0] == pytest.approx(2 + 1), "four signed it"
    assert weight(sharp, made)[0] == 7
    unread = digest.together([DigestStatement(version=version(), reading=None)], ())
    assert weight(unread[0], made)[0] == -1


def test_what_was_told_above_is_named_only() -> None:
    one = statement(1)
    text = digest.compose(
        week(0, statements=(one,), sections=(DigestSection(title="W", query="q", statements=(one,), id="w"),))
    ).text
    assert text.count("We have said it before") == 1
    assert "Germany · told above" in part(text, "W")


def test_what_is_new_says_how_far_the_archive_looks_back() -> None:
    text = digest.compose(week(0)).text
    told = part(text, "FOR THE FIRST TIME")
    assert "First statement in this archive: Qatar" in told
    assert (
        "France cites resolution 2254 for the first time; 214 statements since 30 Jan 2024 compared" in told
    )
    assert "New: cites resolution 2254 for the first time" in part(text, "MOST IMPORTANT")


@pytest.mark.parametrize("kind", list(Novelty))
def test_every_novelty_has_words(kind: Novelty) -> None:
    news = {9000: (News(kind=kind, value="7", subject="unsc-2254"),)}
    told = part(digest.compose(week(0, news=news)).text, "FOR THE FIRST TIME")
    assert "(on unsc-2254)" in told
    assert "warns of consequences" in told if kind is Novelty.RUNG else True


def test_edits_of_facts_are_shown_and_the_others_counted() -> None:
    made = digest.compose(week(0))
    told = part(made.text, "EDITED OR WITHDRAWN")
    assert "* Edited (stance) · France" in told
    assert "We [-deplore-] {+condemn+} it." in told
    assert "<del>deplore</del> <ins><b>condemn</b></ins>" in made.html
    assert "* Withdrawn · France" in told
    assert told.endswith("3 other edits: 2 of spelling, 1 of wording")


def test_the_gaps_of_one_source_are_told_together() -> None:
    told = part(digest.compose(week(0)).text, "WHAT COULD NOT BE READ")
    assert (
        "* ir-mfa: 5 times since 25 Nov 2024 08:00 CET, the last until 26 Nov 2024 22:00 CET blocked: challenge page"
        in told
    )
    two = week(0).gaps[:2]
    told = part(digest.compose(week(0, gaps=two)).text, "WHAT COULD NOT BE READ")
    assert told.count("since ") == 2


NOTHING: dict[str, Any] = {"statements": (), "changes": (), "voices": (), "news": {}, "stories": ()}
SILENT = Gap(source="a", since=START, until=None, verdict=Verdict.DNS, error="no such host")


def empty(**changes: Any) -> DigestInput:
    """A week of nothing, with sections and a board."""
    made = week(0)
    return replace(made, **{**NOTHING, "gaps": (), **changes})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "; all 12 sources could be read all the time."),
        ({"sources": 1}, "; the only source could be read all the time."),
        ({"sources": 0}, "."),
        ({"gaps": (SILENT,)}, "; 1 source could not be read at all (a)."),
        ({"gaps": (replace(SILENT, until=END - HOUR),)}, "; 1 source could not be read for part of it (a)."),
        (
            {"gaps": (replace(SILENT, silent=True),), "source_names": {"a": "Ministry <A>"}},
            "; all 12 sources could be read all the time and 1 source said nothing for longer than usual (Ministry <A>).",
        ),
        (
            {
                "gaps": (
                    *(replace(SILENT, source=source) for source in "bcdefgh"),
                    replace(SILENT, until=START + HOUR),
                    replace(SILENT, since=START + HOUR),
                    replace(SILENT, source="i", since=START + HOUR),
                    replace(SILENT, source="j", silent=True),
                )
            },
            "; 8 sources could not be read at all (b, c, d, e, f, and 3 more), "
            "1 source could not be read for part of it (i) and 1 source said nothing for longer than usual (j).",
        ),
        ({"later": 1}, "; 1 source was not read yet when the period began."),
        (
            {"gaps": (SILENT, SILENT, replace(SILENT, source="b")), "later": 3},
            "; 2 sources could not be read at all (a, b) and 3 sources were not read yet when the period began.",
        ),
    ],
)
@pytest.mark.parametrize("stop", ["https://stop.example/all", None])
def test_an_empty_week_is_one_honest_line_and_the_way_to_end_it(
    changes: dict[str, Any], said: str, stop: str | None
) -> None:
    made = digest.compose(empty(**changes, stops={"": stop, "syria": f"{stop}/syria"} if stop else {}))
    assert made.subject == "[Week 48] No statements"
    assert made.images == ()
    head = "Weekly digest of official statements 25 Nov 2024 08:00 CET to 2 Dec 2024 08:00 CET"
    line = f"No statement was first seen in this period{said}"
    why = "You receive this because your address is in the recipients of this communique installation; its operator can take it out."
    end = f"{why} Stop this digest: {stop}" if stop else why
    assert flat(made.text) == f"{head} {line} {end}"
    end = f"{why} Stop this digest" if stop else why
    # What is shown of the page: its title and the line for the list of mails come first, and are not.
    assert Page(made.html).text.split(head)[1:] == [f" {line} {end}"]
    assert re.findall('href="([^"]*)"', made.html) == ([stop] if stop else [])


def test_an_empty_week_has_no_numbers_of_the_one_before() -> None:
    made = digest.compose(empty(before=week(30).before))
    assert flat(made.text) == flat(digest.compose(empty()).text)
    assert Page(made.html).text == Page(digest.compose(empty()).html).text
    assert "By " not in Page(made.html).text


def test_a_week_in_which_only_an_older_statement_matters_is_not_empty() -> None:
    for changes in ({"changes": week(0).changes}, {"sections": week(3).sections}):
        made = digest.compose(empty(**{"gaps": (SILENT,), **changes}))
        assert "period. 1 source could not be read for a time; see below. " in flat(made.text)
        assert "no such host" in part(made.text, "WHAT COULD NOT BE READ")
        assert made.text.count("Watch: ") == 4


def test_a_picture_is_named_in_the_html_and_said_in_words() -> None:
    made = digest.compose(week(5), picture=b"\x89PNG")
    (image,) = made.images
    assert 'src="cid:chart"' in made.html
    assert image.alt in made.html
    assert 'src="data:image/png;base64,iVBORw=="' in digest.inlined(made)
    assert "BY THE TIME THEY WERE FIRST SEEN" in made.text


def test_no_configuration_breaks_the_budget() -> None:
    watches = tuple(
        DigestSection(title="w" * 150, query="q" * 2000, id=f"w{n}", statements=(statement(n),))
        for n in range(1, 400)
    )
    long = tuple(statement(n, url="https://x.example/?" + "&" * 1900) for n in range(1, 60))
    made = digest.compose(
        week(
            0,
            sections=watches,
            statements=long,
            stops={one.id: "https://s.example/" + "x" * 300 for one in watches},
        )
    )
    assert len(made.html.encode()) <= digest.MAX_HTML
    assert "more sections, which this mail has no room for" in made.html


# -- periods


def test_a_day_ends_at_its_hour() -> None:
    now = datetime(2024, 12, 5, 6, 59, tzinfo=UTC)  # 07:59 in Berlin
    fourth = datetime(2024, 12, 4, 7, tzinfo=UTC)
    assert digest.period(now, None, 8, "Europe/Berlin") == (fourth - timedelta(days=1), fourth)
    later = digest.period(now + timedelta(minutes=1), None, 8, "Europe/Berlin")
    assert later == (fourth, fourth + timedelta(days=1))


@settings(max_examples=200, deadline=None)
@given(
    now=st.integers(0, 50 * 365 * 24).map(lambda h: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=h)),
    hour=st.integers(0, 23),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/Havana"]),
)
# Half an hour after the Friday that Samoa left out: no day has ended since Thursday's did.
@example(now=datetime(2011, 12, 30, 10, 30, tzinfo=UTC), hour=1, zone="Pacific/Apia")
def test_days_neither_gap_nor_overlap(now: datetime, hour: int, zone: str) -> None:
    start, end = digest.period(now, None, hour, zone)
    assert start < end <= now
    assert digest.period(end, None, hour, zone) == (start, end)
    assert digest.period(end - timedelta(microseconds=1), None, hour, zone)[1] == start


@pytest.mark.parametrize(
    ("start", "end", "called"),
    [
        (START, END, "Week 48"),
        (START - timedelta(days=21), END, "Weeks 45 to 48"),
        (END - timedelta(days=1), END, "1 Dec"),
        (END - timedelta(days=3), END, "29 Nov to 1 Dec"),
        (datetime(2024, 3, 30, 7, tzinfo=UTC), datetime(2024, 3, 31, 6, tzinfo=UTC), "30 Mar"),
        # One that ends at noon is of no one day more than of the other; one that ends in the evening is of that day.
        (datetime(2024, 12, 1, 11, tzinfo=UTC), datetime(2024, 12, 2, 11, tzinfo=UTC), "1 Dec to 2 Dec"),
        (datetime(2024, 12, 1, 17, tzinfo=UTC), datetime(2024, 12, 2, 17, tzinfo=UTC), "2 Dec"),
        (datetime(2024, 11, 30, 23, tzinfo=UTC), datetime(2024, 12, 1, 23, tzinfo=UTC), "1 Dec"),
    ],
)
def test_what_a_period_is_called(start: datetime, end: datetime, called: str) -> None:
    assert name(start, end, BERLIN) == called


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Berlin", "America/New_York", "Asia/Tehran", "Pacific/Auckland"]
)
@pytest.mark.parametrize("day", [None, "monday", "thursday", "sunday"])
def test_no_two_periods_of_a_year_have_one_name_wherever_the_clocks_change(
    zone: str, day: str | None
) -> None:
    for hour in range(24):
        end, names = datetime(2024, 12, 20, tzinfo=UTC), []
        for _ in range(350 if day is None else 50):
            start, end = digest.period(end, day, hour, zone)
            names.append(name(start, end, ZoneInfo(zone)))
            end = start
        assert len(set(names)) == len(names), f"{hour} o'clock"


@pytest.mark.parametrize(
    ("length", "count"),
    [
        (timedelta(days=1), 8),
        (timedelta(days=7), 7),
        (timedelta(days=12), 12),
        (timedelta(days=28), 4),
        (timedelta(days=400), 29),
    ],
)
def test_a_period_is_cut_into_bars_without_rest(length: timedelta, count: int) -> None:
    found = edges(START, START + length, BERLIN)
    assert (found[0], found[-1]) == (START, START + length)
    assert len(found) == count + 1
    assert list(found) == sorted(set(found))


def test_the_bars_of_a_week_in_which_the_clocks_change_are_its_days() -> None:
    start = datetime(2025, 3, 24, 7, tzinfo=UTC)
    found = edges(start, start + timedelta(days=7, hours=-1), BERLIN)
    assert [edge.astimezone(BERLIN).hour for edge in found] == [8] * 8


def test_every_statement_stands_in_one_bar() -> None:
    made = week(100)
    assert sum(bar.count for bar in bars(made)) == len(made.statements)
    sharp = sum(
        bool({Stance.CONDEMNATION, Stance.WARNING} & set(one.reading.stances))
        for one in made.statements
        if one.reading
    )
    assert sum(bar.sharp for bar in bars(made)) == sharp
    assert all(bar.before is None for bar in bars(week(5, before=None)))


def test_a_reading_of_a_signatory_that_is_no_code_stands_as_it_is() -> None:
    copies, _ = joint()
    odd = DigestStatement(version=copies[0].version, reading=reading(signatories=("Free\u200bdonia", "FR")))
    text = digest.compose(week(0, statements=(odd,), stories=(), news={})).text
    assert "2 signatories: Freedonia, France" in flat(text)
