"""What a summary says and in which order, and that every statement has its line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alerts import forms, gathering, summary
from archive.posts import OutboxState, Waiting
from demo.slack_limits import refusal_of
from statements.labels import Held, Part

NOW = datetime(2024, 12, 1, 12, tzinfo=UTC)
ARABIC = "بيان وزارة الخارجية بشأن الوضع في حلب وحماية المدنيين والبنية التحتية"


def waiting(number: int, **more: Any) -> Waiting:
    about = {
        "what": "new", "statement": number, "story": f"story:{number}", "issuer": "FR", "title": f"Statement {number}",
        "url": f"https://x.example/{number}", "stance": "warning", "rung": 4, "watches": ["Syria"], "because": None,
        "urgent": False, **more.pop("about", {}),
    }  # fmt: skip
    values: dict[str, Any] = {
        "id": number, "state": OutboxState.PENDING, "created_at": NOW + timedelta(seconds=number), "not_before": NOW,
        "thread": None, "part": Part.HEAD, "held": None, "watch": "syria", "version": number, "about": about, **more,
    }  # fmt: skip
    return Waiting(**values)


def pages(*rows: Waiting, channel: str = "slack", **more: Any) -> list[summary.Page]:
    return summary.pages(rows, channel=channel, destination="C1", now=NOW + timedelta(minutes=2), **more)


def test_a_short_list_stands_in_the_head() -> None:
    (head,) = pages(waiting(1), waiting(2, about={"issuer": "DE", "stance": "neutral"}))
    assert head.title == "2 alerts in one message"
    assert [line.plain for line in head.lines] == ["#1 FR warning: Statement 1", "#2 DE: Statement 2"]
    assert head.lead == (
        "2 came at once.", "Watches: Syria 2", "Stances: neutral 1, warning 1", "Issuers: France 1, Germany 1",
    )  # fmt: skip


def test_a_title_leads_to_our_copy_where_there_is_one() -> None:
    ours = "https://desk.example/s/1?k=sig"
    both = (waiting(1, about={"archived": ours}), waiting(2))
    (head,) = pages(*both)
    assert [line.link for line in head.lines] == [ours, "https://x.example/2"]
    assert f"<{ours}|Statement 1>" in str(forms.summary("slack", head))
    event: Any = forms.summary("http", pages(*both, channel="http")[0])["event"]
    assert [(one["url"], one["archived"]) for one in event["statements"]] == [
        ("https://x.example/1", ours), ("https://x.example/2", None),
    ]  # fmt: skip


def test_stories_stand_together_the_highest_rung_first_then_by_time() -> None:
    rows = [
        waiting(1, about={"rung": 2}),
        waiting(2, about={"rung": 2, "story": "story:2"}),
        waiting(3, about={"rung": 7, "what": "withdrawn"}),
        waiting(4, about={"rung": 5, "story": "story:2", "issuer": "DE"}),
    ]
    (head,) = pages(*rows)
    assert [line.plain for line in head.lines] == [
        "#3 FR warning withdrawn: Statement 3",
        "#2 FR warning: Statement 2",
        "  #4 DE warning: Statement 4",
        "#1 FR warning: Statement 1",
    ]
    assert head.title == "4 alerts in one message, 3 stories"


def test_why_they_come_together() -> None:
    capped = {"about": {"because": "more than 30 an hour"}, "held": Held.CAP}
    quiet = {"about": {"because": "quiet hours 20:00-07:00 UTC"}, "held": Held.QUIET}
    (head,) = pages(
        waiting(1, **capped), waiting(2, **capped), waiting(3, **quiet), waiting(4, held=Held.MUTED),
        waiting(5, held=Held.WEEKLY), waiting(6, error_class="unreachable", error="x"), waiting(7),
        zone="Europe/Berlin",
    )  # fmt: skip
    assert head.lead[:5] == (
        "2 held back: more than 30 an hour.",
        "1 held during quiet hours 20:00-07:00 UTC.",
        "1 held while somebody had muted the source.",
        "1 for the weekly summary.",
        "Slack did not take anything from 1 Dec 2024 13:00 CET to 1 Dec 2024 13:02 CET.",
    )


@pytest.mark.parametrize("title", ["Statement & <b>bold</b> " * 6, ARABIC, "声明" * 80])
@pytest.mark.parametrize("count", [2, 40, 300, 2000])
def test_every_statement_has_a_line_within_the_limits_of_slack(count: int, title: str) -> None:
    made = pages(*(waiting(n, about={"title": title}) for n in range(1, count + 1)))
    numbers = [int(line.text.split()[0][1:]) for page in made for line in page.lines]
    assert sorted(numbers) == list(range(1, count + 1))
    assert [entry.statement for page in made for entry in page.entries] == numbers
    for page in made:
        payload: dict[str, Any] = forms.summary("slack", page)
        assert refusal_of("C1", payload) is None
    assert len({page.key for page in made}) == len(made)
    assert len(made) <= 20
    assert {page.pages for page in made} == {len(made) - 1}


@pytest.mark.parametrize(
    "title", ["Statement by the spokesperson on what happened in the region " * 2, ARABIC * 2]
)
def test_events_of_a_long_summary_leave_nothing_out(title: str) -> None:
    url, ours = (
        "https://www.foreign-ministry.example/en/newsroom/2024/12/" + "x" * 60,
        "https://desk.example/s/7?k=" + "x" * 43,
    )
    about = {
        "title": title[:110],
        "url": url,
        "archived": ours,
        "watches": ["Syria", "Protection of civilians"],
    }
    events: list[Any] = [
        forms.summary("http", page)["event"]
        for page in pages(*(waiting(n, about=about) for n in range(1, 2001)), channel="http")
    ]
    assert not any("shortened" in event for event in events)
    told = [one for event in events for one in event["statements"]]
    assert sorted(one["id"] for one in told) == list(range(1, 2001))
    assert {(one["url"], one["archived"]) for one in told} == {(url, ours)}
    assert len(events) <= 10


def test_a_telephone_is_not_flooded_and_told_so() -> None:
    made = pages(*(waiting(n) for n in range(1, 1001)), channel="apprise")
    assert len(made) == 3
    listed = sum(len(page.lines) for page in made)
    assert f"{1000 - listed} are not listed here: communique outbox summary lists them all." in made[0].lead


def test_what_leaves_together() -> None:
    held = {"held": Held.DAILY}
    assert gathering.chosen([waiting(1), waiting(2)]) == []
    assert gathering.chosen([waiting(1, **held), waiting(2)]) == [], "one that was held leaves as itself"
    assert [row.id for row in gathering.chosen([waiting(1, **held), waiting(2), waiting(3, **held)])] == [
        1,
        3,
    ]
    many = [waiting(n) for n in range(1, 12)]
    assert gathering.chosen(many[:10]) == []
    assert gathering.chosen(many) == many
    urgent = [waiting(n, about={"urgent": True}) for n in range(20, 24)]
    assert gathering.chosen([*many, *urgent]) == many
    flood = [waiting(n, about={"urgent": True}) for n in range(20, 40)]
    assert gathering.chosen(flood) == flood


def test_one_message_beside_many_exceptions_needs_no_summary() -> None:
    urgent = [waiting(number, about={"urgent": True}) for number in range(gathering.BACKLOG)]
    assert gathering.chosen([*urgent, waiting(20)]) == []
    assert [row.id for row in gathering.chosen([*urgent, waiting(20), waiting(21)])] == [20, 21]
    assert len(gathering.chosen([*urgent, waiting(20, about={"urgent": True})])) == gathering.BACKLOG + 1
