"""What is new in a statement: sequences of statements against a memory kept in plain dictionaries, by the rules themselves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statements import novelty
from statements.labels import ActorRole, Basis, Grade, Kind, Novelty, Precision, Stance, Topic
from statements.model import Actor, Published, Reading, Reissue, Version
from statements.novelty import Custom, Depth, Height, KnownOf
from statements.novelty_signs import key, published_at, signs
from statements.story import Joined, Member, News, Story

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LONG = "The Ministry published the following text for the press, at some length and in plain words. " * 5


def version(number: int, *, day: float = 0, **more: Any) -> Version:
    at = START + day * DAY
    values: dict[str, Any] = {
        "id": number,
        "statement": number,
        "n": 1,
        "source": "fr",
        "issuer": "FR",
        "url": f"https://fr.example/{number}",
        "title": "On Syria",
        "text": LONG,
        "sha256": "",
        "language": "en",
        "published": Published(precision=Precision.INSTANT, instant=at),
        "first_seen": at,
        "seen": at,
    }
    return Version(**{**values, **more})


def reading(rung: int = 0, **more: Any) -> Reading:
    values: dict[str, Any] = {
        "model": "m",
        "stances": (Stance.NEUTRAL,),
        "primary": Stance.NEUTRAL,
        "topics": (Topic.SOVEREIGNTY,),
        "rung": rung,
        "evidence": {"rung": ("We say so.",)} if rung else {},
    }
    return Reading(**{**values, **more})


@dataclass
class Memory:
    """What `archive.novelties` keeps, with nothing but the rules."""

    depth: dict[str, Depth] = field(default_factory=dict)
    said: set[tuple[str, Novelty, str]] = field(default_factory=set)
    heights: dict[tuple[str, str], Height] = field(default_factory=dict)
    customs: dict[tuple[str, str], Custom] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)

    def hears(
        self, version: Version, reading: Reading, *, story: Story | None = None, repeat: bool = False
    ) -> list[str]:
        """Record one version; returns its news as ``kind value``."""
        return [f"{one.kind} {one.value}" for one in self.news(version, reading, story=story, repeat=repeat)]

    def news(
        self, version: Version, reading: Reading, *, story: Story | None = None, repeat: bool = False
    ) -> tuple[News, ...]:
        found = signs(version, reading)
        known = KnownOf(
            signs=found,
            depth=dict(self.depth),
            said=frozenset(self.said),
            heights=dict(self.heights),
            customs={place: custom for place, custom in self.customs.items() if place[0] in found.subjects},
            first=version.statement not in self.read,
            repeat=repeat,
        )
        news = novelty.find(known, version, reading, story=story)
        if version.grade not in novelty.SILENT:
            self._remember(version, known, repeat=repeat)
        return news

    def _remember(self, version: Version, known: KnownOf, *, repeat: bool) -> None:
        found = known.signs
        for speaker in found.speakers:
            self.said |= {(speaker, kind, value) for kind, value in found.said}
            if known.first and not repeat:
                before = self.depth.get(speaker, Depth())
                self.depth[speaker] = replace(before, read=before.read + 1, since=before.since or found.at)
            for subject in found.hot:
                place = speaker, subject
                self.heights[place] = novelty.higher(
                    self.heights.get(place), found.rung, found.at, version.statement
                )
        if known.first and novelty.tells(version, found):
            self.customs |= novelty.customs(known.customs, version, found)
        self.read.add(version.statement)


def deep(read: int = 200, *speakers: str) -> Memory:
    return Memory(
        depth={speaker: Depth(read=read, since=START - 400 * DAY) for speaker in speakers or ("FR",)}
    )


# First-time-said


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


def rungs(*steps: tuple[float, int]) -> list[tuple[int, bool]]:
    memory = Memory()
    memory.hears(version(1, day=-1), reading(0))
    return [
        (rung, f"rung {rung}" in memory.hears(version(n, day=day), reading(rung)))
        for n, (day, rung) in enumerate(steps, 2)
    ]


def test_one_alert_for_each_new_high() -> None:
    assert rungs((0, 2), (1, 2), (2, 5), (3, 4), (4, 5), (5, 6), (6, 6), (7, 8)) == [
        (2, True), (2, False), (5, True), (4, False), (5, False), (6, True), (6, False), (8, True),
    ]  # fmt: skip


def test_a_rung_is_forgotten_a_step_a_month() -> None:
    assert rungs((0, 5), (29, 5), (58, 5), (88, 5))[1:] == [(5, False), (5, False), (5, True)]
    assert rungs((0, 8), (29, 7), (31, 7), (62, 7))[1:] == [(7, False), (7, False), (7, True)]
    assert rungs((0, 8), (400, 2))[1:] == [(2, True)]


def test_to_begin_to_follow_is_no_step() -> None:
    assert rungs((0, 1), (1, 2)) == [(1, False), (2, True)]


def test_the_first_word_on_a_subject_is_a_step_only_of_an_issuer_we_know_well() -> None:
    assert "rung 5" not in deep(99).hears(version(1), reading(5))
    [news] = [one for one in deep(100).news(version(1), reading(5)) if one.kind is Novelty.RUNG]
    assert (news.subject, news.before, news.quote) == ("sovereignty/SY", {}, "We say so.")


def test_the_news_tells_the_step_before() -> None:
    memory = Memory()
    memory.hears(version(1), reading(3))
    [news] = memory.news(version(2, day=40), reading(6))
    assert news.before == {"rung": 3, "counts": 2, "day": "2026-01-01", "statement": 1}


def test_subjects_are_apart_by_topic_and_by_place() -> None:
    memory = Memory()
    memory.hears(version(1), reading(5))
    memory.hears(version(2, title="On Libya"), reading(0))
    memory.hears(version(3), reading(0, topics=(Topic.CEASEFIRE,)))
    assert memory.hears(version(4, title="On Libya", day=1), reading(5)) == ["rung 5"]
    assert memory.hears(version(5, day=2), reading(5, topics=(Topic.CEASEFIRE,))) == ["rung 5"]
    assert memory.hears(version(6, day=3), reading(5)) == []


def test_the_rung_stands_for_the_topic_whose_sentence_earned_it() -> None:
    both = reading(
        5,
        topics=(Topic.SOVEREIGNTY, Topic.SANCTIONS),
        scores={"sovereignty": 0.9, "sanctions": 0.8},
        evidence={"rung": ("B.",), "sanctions": ("B.",), "sovereignty": ("A.",)},
    )
    assert signs(version(1), both).hot == ("sanctions/SY",)
    assert signs(version(1), both).subjects == ("sovereignty/SY", "sanctions/SY")


def test_an_older_statement_read_later_raises_no_alarm_and_lowers_nothing() -> None:
    memory = Memory()
    memory.hears(version(1, day=0), reading(0))
    memory.hears(version(2, day=10), reading(4))
    assert memory.hears(version(3, day=5), reading(7)) == []
    assert memory.hears(version(4, day=11), reading(7)) == []
    assert memory.hears(version(5, day=12), reading(8)) == ["rung 8"]


def test_an_edit_may_raise_the_rung_and_cannot_take_it_back() -> None:
    memory = Memory()
    memory.hears(version(1, day=0), reading(2))
    edit = version(2, day=0, statement=1, n=2, seen=START + DAY, grade=Grade.STANCE)
    assert memory.hears(edit, reading(5)) == ["rung 5"]
    back = replace(edit, id=3, n=3, seen=START + 2 * DAY)
    assert memory.hears(back, reading(0)) == []
    assert memory.hears(version(4, day=3), reading(5)) == []


def test_a_joint_statement_is_a_step_of_every_signatory() -> None:
    memory = Memory()
    memory.hears(version(1, issuer="FR"), reading(2))
    memory.hears(version(2, issuer="US"), reading(6))
    joint = reading(5, kind=Kind.JOINT_STATEMENT, signatories=("US", "FR"))
    [news] = memory.news(version(3, issuer="US", day=1), joint)
    assert news.before["issuers"] == ["FR"]
    assert memory.hears(version(4, issuer="FR", day=2), reading(5)) == []


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8)), max_size=25))
def test_no_alert_without_a_step_and_none_at_the_same_height_within_a_month(
    steps: list[tuple[int, int]],
) -> None:
    day = 0
    alerts: list[tuple[float, int]] = []
    walk: list[tuple[float, int]] = []
    for gap, rung in steps:
        day += gap
        walk.append((day, rung))
    for (at, rung), (_, told) in zip(walk, rungs(*walk), strict=True):
        if told:
            assert all(before < rung for then, before in alerts if at - then < 30)
            alerts.append((at, rung))
    seen = 0
    for (_, rung), (_, told) in zip(walk, rungs(*walk), strict=True):
        if rung > seen and rung >= novelty.LOWEST:
            assert told  # a height never reached before is always told
        seen = max(seen, rung)


# Dropped formulas


def says(number: int, *, phrase: bool, day: float | None = None, **more: Any) -> Version:
    text = LONG + ("We stand by a Syrian-led process." if phrase else "We stand by the process.")
    return version(number, day=number if day is None else day, **{"text": text, **more})


def breaks(pattern: str) -> str:
    """For each statement (``x`` with the phrase, ``-`` without) whether it is told as a break."""
    memory = Memory()
    told = [memory.hears(says(n, phrase=mark == "x"), reading()) for n, mark in enumerate(pattern, 1)]
    return "".join("!" if "dropped syrian-led-process" in news else "." for news in told)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("xxxx-", "....."),
        ("xxxxx-", ".....!"),
        ("xxxxx--", ".....!."),
        ("---xxxxx-", "........!"),
        ("xxx-xxx-", "........"),
        ("xxxxx-" + "x" * 15 + "-", ".....!" + "." * 15 + "!"),  # twenty uses, one lapse
        ("xxxxx-" + "x" * 14 + "-", ".....!" + "." * 15),  # nineteen are too few after a lapse
        ("x" * 20 + "-" + "x" * 20 + "-", "." * 20 + "!" + "." * 20 + "!"),
    ],
)
def test_a_break_with_a_custom(pattern: str, expected: str) -> None:
    assert breaks(pattern) == expected


def test_the_break_tells_the_last_use() -> None:
    memory = Memory()
    for n in range(1, 7):
        memory.hears(says(n, phrase=True), reading())
    [news] = memory.news(says(7, phrase=False), reading())
    assert (news.value, news.subject) == ("syrian-led-process", "sovereignty/SY")
    assert news.before == {"uses": 6, "since": "2026-01-02", "day": "2026-01-07", "statement": 6}


def custom(*more: Version, said: Reading | None = None) -> list[str]:
    memory = Memory()
    for n in range(1, 7):
        memory.hears(says(n, phrase=True), said or reading())
    return [news for one in more for news in memory.hears(one, reading())]


def test_what_could_not_have_said_it_drops_nothing() -> None:
    assert custom(says(7, phrase=False)) == ["dropped syrian-led-process"]
    assert custom(says(7, phrase=False, language="ko")) == []  # no wording in Korean is known
    assert custom(version(7, day=7, text="Short.")) == []
    assert custom(says(7, phrase=False, title="On Libya")) == []
    assert custom(says(7, phrase=False, day=3)) == []  # older than the last use
    assert custom(says(7, phrase=False, baseline=True)) == []
    assert custom(says(7, phrase=False, statement=6, n=2, grade=Grade.WORDING)) == []


def test_a_cited_resolution_is_a_formula_too() -> None:
    memory = Memory()
    for n in range(1, 6):
        memory.hears(version(n, day=n), reading(resolutions=("2254",)))
    assert memory.hears(version(6, day=6), reading()) == ["dropped resolution-2254"]


def follow(told: list[tuple[int, bool]]) -> Custom | None:
    """The custom after statements on these days, with or without the phrase."""
    custom: Custom | None = None
    latest: datetime | None = None
    for day, said in told:
        at = START + day * DAY
        custom = novelty.used(custom, uses=said, at=at, statement=day, latest=latest)
        latest = at if latest is None else max(latest, at)
    return custom


@settings(max_examples=80, deadline=None)
@given(st.lists(st.booleans(), max_size=24))
def test_read_backwards_a_custom_is_the_same(uses: list[bool]) -> None:
    """A baseline lists its newest first."""
    order = list(enumerate(uses))
    known: list[Custom | None] = []
    for told in (order, order[::-1]):
        known.append(follow(told))
    forward, backward = known
    if forward is None or backward is None:
        assert forward is backward
        return
    assert (forward.uses, forward.run) == (backward.uses, backward.run)
    if forward.run:
        assert (forward.at, forward.since, forward.statement) == (
            backward.at,
            backward.since,
            backward.statement,
        )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=24))
def test_in_any_order_a_run_is_never_longer_than_it_was(told: list[tuple[int, bool]]) -> None:
    custom = follow(told)
    if custom is not None:
        lapses = [day for day, said in told if not said]
        after = [day for day, said in told if said and day >= max(lapses, default=-1)]
        assert custom.run <= len(after)


@pytest.mark.parametrize(("share", "most"), [(0.7, 0.5), (0.8, 1.0), (0.9, 2.0), (0.98, 2.5)])
def test_a_shuffled_archive_raises_few_alarms(share: float, most: float) -> None:
    """Where a phrase comes by chance its lack means nothing; ``most``: alarms in a hundred statements."""
    chance, alarms, statements = Random(7), 0, 0
    for _ in range(100):
        uses = [n < 100 * share for n in range(100)]
        chance.shuffle(uses)
        custom: Custom | None = None
        for day, said in enumerate(uses):
            alarms += custom is not None and custom.customary and not said
            custom = novelty.used(custom, uses=said, at=START + day * DAY, statement=day)
            statements += 1
    assert 100 * alarms / statements < most


# Voices


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
