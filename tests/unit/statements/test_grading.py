"""Grades of edits, least to most, and the temptations to grade too low."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from statements.grading import grade, says_withdrawn, stance_changed
from statements.labels import ActorRole, Grade, Stance, Topic
from statements.model import Actor
from tests.contract.examples import reading


@dataclass(frozen=True, kw_only=True)
class Text:
    text: str
    title: str = "On Aleppo"
    language: str | None = "en"


def graded(old: str, new: str, language: str = "en") -> Grade:
    found = [
        grade(Text(text=a, language=language), Text(text=b, language=language))
        for a, b in ((old, new), (new, old))
    ]
    assert found[0] is found[1], "an edit and its undoing have one grade"
    return found[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We condemn it.\n\nVisitors: 1,234", "We condemn it.\n\nVisitors: 1,240"),
        ("We condemn it.\n\nPrint", "We condemn it.\n\nShare this page"),
        ("We “condemn” it – now.", 'We "condemn" it - now.'),
        ("We condemn it.\n\nIt must stop.", "We condemn it.\nIt  must stop."),
    ],
)
def test_furniture(old: str, new: str) -> None:
    assert graded(old, new) is Grade.FURNITURE


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("We condemn the atack.", "We condemn the attack.", "en"),
        ("We condemn it in teh strongest terms.", "We condemn it in the strongest terms.", "en"),
        ("We condemn it", "We condemn it.", "en"),
        ("We condemn the the attack.", "We condemn the attack.", "en"),
        ("We condemn the cease fire breaches.", "We condemn the ceasefire breaches.", "en"),
        ("Nous deplorons la situation.", "Nous déplorons la situation.", "fr"),
        ("10,000 people fled.", "10.000 people fled.", "en"),
        ("Der Krieg muß enden, sagen wir.", "Der Krieg muss enden, sagen wir.", "de"),
    ],
)
def test_typos(old: str, new: str, language: str) -> None:
    assert graded(old, new, language) is Grade.TYPO


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("We condemn the attack.", "We condemn the assault.", "en"),
        ("It is now acceptable to us.", "It is not acceptable to us.", "en"),
        ("It is acceptable to us.", "It is unacceptable to us.", "en"),
        ("We would support it.", "We could support it.", "en"),
        ("We condemn it.", "We condemn it. Those responsible must answer for it.", "en"),
        ("12 people were killed.", "Twelve people were killed.", "en"),
        ("Die Ministerin begrüßt die Einigung.", "Die Ministerin begrüßt das Abkommen.", "de"),
        ("外交部对此表示关切。", "外交部对此强烈谴责。", "zh"),
    ],
)
def test_wording(old: str, new: str, language: str) -> None:
    assert graded(old, new, language) is Grade.WORDING


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("Twelve people were killed on 3 May.", "Twelve people were killed on 4 May.", "en"),
        ("Twelve people were killed.", "Eleven people were killed.", "en"),
        ("12 killed, 30 hurt.", "30 killed, 12 hurt.", "en"),
        ("on 3 March we met.", "on 3 April we met.", "en"),
        ("L'attaque du 3 mars a eu lieu.", "L'attaque du 3 mai a eu lieu.", "fr"),
        ("It gives EUR 1.2 million.", "It gives EUR 1.5 million.", "en"),
        ("in line with resolution 2254.", "in line with resolution 2259.", "en"),
        ("The strike by Russia hit a school.", "The strike hit a school.", "en"),
        ("We heard that Minister Lavrov said no.", "We heard that Minister Ivanov said no.", "en"),
        ("The road to Saraqib is open.", "The road to Idlib is open.", "en"),
        ("The HTS took the city.", "The SNA took the city.", "en"),
        ("俄罗斯对此表示关切。", "中国对此表示关切。", "zh"),
        ("١٢ قتيلا", "١٣ قتيلا", "ar"),
    ],
)
def test_facts(old: str, new: str, language: str) -> None:
    assert graded(old, new, language) is Grade.FACTS


def test_a_word_that_only_moved_to_the_front_is_no_new_name() -> None:
    assert graded("We regret today that it goes on.", "Today we regret that it goes on.") is Grade.WORDING


def test_a_title_can_carry_the_fact() -> None:
    old, new = (
        Text(text="We met.", title="Statement by 7 states"),
        Text(text="We met.", title="Statement by 11 states"),
    )
    assert grade(old, new) is Grade.FACTS


OLD, NEW = Text(text="We regret the attack."), Text(text="We deplore the attack.")


def test_signatories_weigh_more_than_facts() -> None:
    more = reading(signatories=("US", "FR", "DE"), resolutions=())
    assert grade(OLD, NEW, reading(), more) is Grade.SIGNATORIES
    assert grade(OLD, NEW, more, reading()) is Grade.SIGNATORIES


@pytest.mark.parametrize(
    "changed",
    [
        reading(stances=(Stance.CONDEMNATION, Stance.DEMAND, Stance.WARNING)),
        reading(stances=(Stance.DEMAND,), primary=Stance.DEMAND),
        reading(topics=()),
        reading(rung=4),
        reading(own_topics=(), scores={"condemnation": 0.97, "grain-corridor": 0.1}),
    ],
)
def test_a_stance_topic_or_rung_that_comes_or_goes_weighs_most(changed: object) -> None:
    assert grade(OLD, NEW, reading(), changed) is Grade.STANCE  # type: ignore[arg-type]
    assert grade(OLD, NEW, changed, reading()) is Grade.STANCE  # type: ignore[arg-type]


def test_a_doubtful_label_may_come_and_go() -> None:
    without = reading(stances=(Stance.CONDEMNATION,), unsure=())
    assert not stance_changed(reading(), without), "demand was given with doubt"
    assert not stance_changed(without, reading())
    assert stance_changed(reading(unsure=()), without)
    doubtful = reading(topics=(Topic.CIVILIAN_PROTECTION, Topic.SANCTIONS), unsure=("sanctions", "demand"))
    assert not stance_changed(reading(), doubtful)


def test_two_stances_that_change_places_in_the_headline_for_nothing_are_no_change() -> None:
    close = reading(scores={"condemnation": 0.81, "demand": 0.83}, unsure=())
    swapped = reading(scores={"condemnation": 0.82, "demand": 0.83}, primary=Stance.DEMAND, unsure=())
    assert not stance_changed(close, swapped)
    moved = reading(scores={"condemnation": 0.61, "demand": 0.83}, primary=Stance.DEMAND, unsure=())
    assert stance_changed(close, moved) and stance_changed(moved, close)


def test_an_own_topic_that_was_added_since_is_no_change_of_the_text() -> None:
    before = reading(own_topics=(), scores={"condemnation": 0.97})
    assert not stance_changed(before, reading(scores={"grain-corridor": 0.9}))


def test_who_is_blamed_is_a_fact() -> None:
    blamed = reading(actors=(Actor(name="HTS", role=ActorRole.BLAMED),))
    assert grade(OLD, NEW, reading(), blamed) is Grade.FACTS


def test_furniture_is_furniture_whatever_was_read_in_it() -> None:
    old, new = Text(text="We met.\n\nViews: 3"), Text(text="We met.\n\nViews: 4")
    assert grade(old, new, reading(), reading(rung=1)) is Grade.FURNITURE


@pytest.mark.parametrize(
    "notice",
    [
        "This statement has been withdrawn.",
        "The press release of 3 May was retracted.",
        "Ce communiqué a été retiré.",
        "Diese Pressemitteilung wurde zurückgezogen.",
        "Este comunicado ha sido retirado.",
        "Заявление отозвано.",
        "تم سحب هذا البيان",
        "本声明已撤回。",
    ],
)
def test_a_notice_of_withdrawal_in_place_of_the_text(notice: str) -> None:
    assert grade(OLD, Text(text=notice), reading(), reading()) is Grade.WITHDRAWN
    assert says_withdrawn(Text(text=f"{notice}\n\n{OLD.text}"))


def test_a_text_about_withdrawals_is_none() -> None:
    assert not says_withdrawn(Text(text="Troops have been withdrawn. The ambassador's words were removed."))
    assert not says_withdrawn(Text(text="x " * 300 + "This statement has been withdrawn."))
