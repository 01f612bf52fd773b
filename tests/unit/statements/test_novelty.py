"""What is said for the first time: sequences of statements against a memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statements import novelty
from statements.labels import ActorRole, Basis, Grade, Kind, Novelty, Precision, Stance
from statements.model import Actor, Published, Reading, Reissue, Version
from statements.novelty import Depth
from statements.novelty_signs import key, published_at, signs
from statements.story import Joined, Member, Story
from tests.unit.statements.memory import DAY, LONG, START, Memory, deep, reading, version


def test_a_first_is_said_once_and_tells_how_deep_the_archive_is() -> None:
    memory = deep(200)
    read = reading(
        stances=(Stance.WARNING,),
        resolutions=("2254",),
        instruments=("UN Charter, Article 51",),
        actors=(Actor(name="HTS"),),
        evidence={"warning": ("We warn.",)},
    )
    text = LONG + "HTS crossed a red line drawn by resolution 2254."
    news = memory.news(version(1, text=text), read)
    assert [f"{one.kind} {one.value}" for one in news] == [
        "stance warning",
        "topic sovereignty",
        "resolution 2254",
        "instrument UN Charter, Article 51",
        "actor HTS",
        "formula red-line",
    ]
    assert {(one.depth, one.since) for one in news} == {(200, START - 400 * DAY)}
    quotes = {one.value: one.quote for one in news}
    assert quotes["warning"] == "We warn."
    assert (
        quotes["2254"]
        == quotes["HTS"]
        == quotes["red-line"]
        == "HTS crossed a red line drawn by resolution 2254."
    )
    assert memory.hears(version(2, day=1, text=text), read) == []


@pytest.mark.parametrize(
    ("read", "expected"),
    [(29, []), (30, ["stance warning"]), (99, ["stance warning"]), (100, ["stance warning", "actor HTS"])],
)
def test_a_thin_archive_calls_nothing_a_first_and_remembers_it(read: int, expected: list[str]) -> None:
    said = reading(stances=(Stance.WARNING,), actors=(Actor(name="HTS"),), topics=())
    memory = deep(read)
    assert memory.hears(version(1), said) == expected
    memory.depth["FR"] = Depth(read=500)
    assert memory.hears(version(2), said) == []


def test_what_is_archived_and_not_yet_read_may_have_said_it() -> None:
    said = reading(stances=(Stance.WARNING,), topics=())
    for unread, expected in ((0, True), (3, True), (4, False)):
        memory = Memory(depth={"FR": Depth(read=300, unread=unread)})
        assert bool(memory.hears(version(1), said)) is expected


def test_a_baseline_and_a_reissue_fill_the_memory_without_being_news() -> None:
    said = reading(stances=(Stance.WARNING,), topics=())
    again = Reissue(statement=7, day=date(2025, 1, 1), score=1.0)
    for silent in (version(1, baseline=True), version(1, reissue=again)):
        memory = deep()
        assert memory.hears(silent, said) == []
        assert memory.hears(version(2, day=1), said) == []


def test_an_edit_tells_only_what_it_adds() -> None:
    memory = deep()
    memory.hears(version(1), reading(resolutions=("2254",)))
    edit = version(2, day=1, statement=1, n=2, grade=Grade.FACTS)
    assert memory.hears(edit, reading(resolutions=("2254", "2664"))) == ["resolution 2664"]
    assert memory.hears(replace(edit, id=3, n=3), reading(resolutions=("2254", "2664"))) == []


@pytest.mark.parametrize("grade", novelty.SILENT)
def test_an_edit_that_says_nothing_is_no_news_and_is_not_remembered(grade: Grade) -> None:
    memory = deep()
    memory.hears(version(1), reading())
    chance = reading(5, stances=(Stance.WARNING,), resolutions=("9999",))
    assert memory.hears(version(2, day=1, statement=1, n=2, grade=grade), chance) == []
    assert memory.hears(version(3, day=2), reading(resolutions=("9999",))) == ["resolution 9999"]


def test_an_older_text_that_is_read_later_is_no_first() -> None:
    memory, said = deep(), reading(resolutions=("2254",))
    assert "resolution 2254" in memory.hears(version(1, day=9), said)
    assert memory.hears(version(2, day=1), said) == []


def test_a_label_that_is_unsure_is_remembered_and_no_news() -> None:
    memory, said = deep(), reading(stances=(Stance.WARNING,), topics=())
    assert memory.hears(version(1), replace(said, unsure=("warning",))) == []
    assert memory.hears(version(2), said) == []


def test_actors_are_compared_as_they_are_spoken() -> None:
    memory = deep()
    assert "actor Hezbollah" in memory.hears(version(1), reading(actors=(Actor(name="Hezbollah"),)))
    assert memory.hears(version(2), reading(actors=(Actor(name="HEZBOLLAH"),))) == []
    assert key("Türkiye’s Grey  Wolves") == "turkiye-s-grey-wolves"


def test_the_copy_that_another_capital_publishes_is_no_second_first() -> None:
    memory = deep(200, "US", "FR")
    joint = reading(kind=Kind.JOINT_STATEMENT, signatories=("US", "FR"), resolutions=("2254",), topics=())
    [news] = memory.news(version(1, issuer="US"), joint)
    assert (news.value, news.before["issuers"]) == ("2254", ["US", "FR"])
    assert memory.hears(version(2, issuer="FR"), joint) == []


def test_what_is_new_of_one_signatory_is_news_of_that_one() -> None:
    memory = deep(200, "US", "FR")
    memory.said.add(("US", Novelty.RESOLUTION, "2254"))
    memory.depth["FR"] = Depth(read=120)
    joint = reading(kind=Kind.JOINT_STATEMENT, signatories=("US", "FR"), resolutions=("2254",), topics=())
    [news] = memory.news(version(1, issuer="US"), joint)
    assert (news.depth, news.before["issuers"]) == (120, ["FR"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["2254", "2664", "242"]), max_size=30), st.randoms())
def test_whatever_the_order_each_value_is_first_exactly_once(cited: list[str], random: Any) -> None:
    days = list(range(len(cited)))
    random.shuffle(days)
    memory, told = deep(), []
    for n, (number, day) in enumerate(zip(cited, days, strict=True), 1):
        told += memory.hears(version(n, day=day), reading(resolutions=(number,), topics=()))
    assert sorted(told) == sorted({f"resolution {number}" for number in cited})


# New rung


def story(*members: tuple[Version, Reading, Basis]) -> Story:
    first = members[0][0].statement
    return Story(
        id=first,
        members=tuple(
            Member(
                version=v,
                reading=r,
                joined=Joined(story=first, basis=basis, beside=None if basis is Basis.FOUNDER else first),
            )
            for v, r, basis in members
        ),
    )


def test_the_first_word_of_each_who_joins_a_story_that_others_began() -> None:
    iran = (version(1, issuer="IR"), reading(), Basis.FOUNDER)
    joint = reading(kind=Kind.JOINT_STATEMENT, signatories=("US", "FR", "DE"))
    west = (version(2, issuer="US", day=1), joint, Basis.FOLLOW_UP)
    memory = Memory()
    assert memory.hears(*iran[:2], story=story(iran)) == []
    news = [one for one in memory.news(*west[:2], story=story(iran, west)) if one.kind is Novelty.VOICE]
    assert [one.value for one in news] == ["US", "FR", "DE"]
    assert news[0].before == {"story": 1, "began": "IR", "day": "2026-01-01", "spoken": ["IR"]}
    paris = (version(3, issuer="FR", day=2), joint, Basis.JOINT)
    assert memory.hears(*paris[:2], story=story(iran, west, paris)) == []
    turkey = (version(4, issuer="TR", day=3), reading(), Basis.FOLLOW_UP)
    assert memory.hears(*turkey[:2], story=story(iran, west, paris, turkey)) == ["voice TR"]
    again = (version(5, issuer="TR", day=4), reading(), Basis.FOLLOW_UP)
    assert memory.hears(*again[:2], story=story(iran, west, paris, turkey, again)) == []


def test_the_same_in_another_language_is_nothing_new() -> None:
    memory = deep()
    english = (version(1), reading(), Basis.FOUNDER)
    memory.hears(*english[:2], story=story(english))
    french = (version(2, language="fr"), reading(5, resolutions=("2254",)), Basis.TWIN)
    assert memory.hears(*french[:2], story=story(english, french)) == []
    other = deep()
    other.hears(*english[:2])
    assert other.hears(*french[:2], repeat=True) == []


# When


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (Published(precision=Precision.UNKNOWN), START),
        (Published(precision=Precision.INSTANT, instant=START - DAY), START - DAY),
        (Published(precision=Precision.INSTANT, instant=START + DAY), START),
        (Published(precision=Precision.DAY, day=date(2026, 1, 1)), START),
        (Published(precision=Precision.DAY, day=date(2025, 12, 1)), datetime(2025, 12, 1, 12, tzinfo=UTC)),
        (Published(precision=Precision.DAY, day=date(2026, 3, 1)), START),
    ],
)
def test_when_a_statement_counts_as_published(published: Published, expected: datetime) -> None:
    assert published_at(version(1, published=published)) == expected


def test_where_no_place_is_named_the_party_that_is_blamed_is_the_subject() -> None:
    blamed = reading(actors=(Actor(name="ISIS", role=ActorRole.BLAMED),))
    assert signs(version(1, title="A statement"), blamed).subjects == ("sovereignty/isis",)
    assert signs(version(1, title="A statement"), reading()).subjects == ("sovereignty",)
    assert signs(version(1, title="France on the EU"), reading()).subjects == ("sovereignty",)
