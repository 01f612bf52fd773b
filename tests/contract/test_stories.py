"""Stories: what is found to belong together does so on both engines, and what a person says of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import Archive, open_archive
from archive.records import WatchQuery
from statements.errors import ArchiveError
from statements.labels import Basis, Novelty, Precision, Relation
from statements.model import Actor, NewVersion, Published, Reading, Version
from statements.story import Joined, News, Story
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, candidate, entry, new, reading

ENGLISH = (
    "Our governments are alarmed by the siege of Karim Valley, which began on 27 November and has driven 48,000 people from home.\n\n"
    "We call for a truce of 14 days, in line with resolution 2254."
)
FRENCH = (
    "Nos gouvernements sont alarmés par le siège de Karim Valley, commencé le 27 novembre, qui a chassé 48 000 personnes de chez elles.\n\n"
    "Nous demandons une trêve de 14 jours, conformément à la résolution 2254."
)
ELSEWHERE = (
    "Our governments are alarmed by the flood of the Lower Sava, which began on 25 November and has killed 31 people.\n\n"
    "We will send 9 rescue teams."
)
SIGNED = reading(
    signatories=("FR", "DE"), actors=(Actor(name="Germany"), Actor(name="France"), Actor(name="Syria"))
)


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> Iterator[Archive]:
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").clean()
    else:
        (tmp_path / "archive.db").write_bytes(sqlite_template.read_bytes())
        url = f"sqlite:///{tmp_path / 'archive.db'}"
    with open_archive(url) as opened:
        opened.sources.sync([entry(name) for name in ("a", "b", "c", "d")], NOW)
        yield opened


def publish(
    archive: Archive, name: str, text: str, *, source: str = "a", now: datetime = NOW, **more: Any
) -> Version:
    """A statement that is stored and waits to be read."""
    lease = archive.sources.claim(source, now, owner="test", lease=MINUTE)
    assert lease is not None
    intent = new(name, source=source, text=text, title=f"Statement {name}", **more)
    stored = archive.statements.store(lease, intent, now=now, capture=None, baseline=False)
    archive.sources.release(lease)
    assert stored.version is not None
    return archive.statements.version(stored.version)


def settle(archive: Archive, version: Version, read: Reading = SIGNED, now: datetime = NOW) -> Story:
    """As the service reads: placed, then recorded. Returns the story as it was handed to those who make the alerts."""
    story = archive.stories.place(version, read)
    joined = story.member(version.statement).joined
    archive.readings.record(version, read, watches=[], compose=lambda _: [], now=now, joined=joined)
    assert archive.stories.of(version.statement) == story
    return story


def three(archive: Archive) -> tuple[int, int, int]:
    """A statement, its copy in French by another issuer, and one of something else."""
    one = publish(archive, "one", ENGLISH)
    settle(archive, one)
    two = publish(archive, "two", FRENCH, source="b", issuer="DE", language="fr", now=NOW + HOUR)
    settle(archive, two)
    other = publish(archive, "other", ELSEWHERE, source="c", issuer="GB", now=NOW + HOUR)
    settle(archive, other)
    return one.statement, two.statement, other.statement


def test_a_statement_that_nothing_is_said_of_stands_alone(archive: Archive) -> None:
    version = publish(archive, "one", ENGLISH)
    assert archive.stories.of(version.statement) is None, "not read yet"
    archive.readings.record(version, SIGNED, watches=[], compose=lambda _: [], now=NOW)
    story = archive.stories.of(version.statement)
    assert story is not None
    assert [member.joined for member in story.members] == [
        Joined(story=version.statement, basis=Basis.FOUNDER)
    ]
    assert archive.stories.of(99) is None
    with pytest.raises(ArchiveError, match="there is no story 99"):
        archive.stories.story(99)


def test_another_capitals_copy_in_another_language_is_the_same_story(archive: Archive) -> None:
    one, two, other = three(archive)
    story = archive.stories.of(two)
    assert story == archive.stories.story(one)
    assert [member.version.statement for member in story.members] == [one, two]
    joined = story.member(two).joined
    assert (joined.basis, joined.beside) == (Basis.JOINT, one)
    assert any("48000" in reason for reason in joined.because)
    assert story.signatories == {"FR": ("FR", "DE"), "DE": ("FR", "DE")}
    assert story.issuers == ("FR", "DE")
    assert archive.stories.story(other).issuers == ("GB",)


def test_a_copy_that_was_missing_for_weeks_joins_by_the_day_it_gives(archive: Archive) -> None:
    one = publish(archive, "one", ENGLISH)
    settle(archive, one)
    late = publish(
        archive, "late", FRENCH, source="b", issuer="DE", language="fr", now=NOW + timedelta(days=20)
    )
    assert settle(archive, late, now=NOW + timedelta(days=20)).id == one.statement


def test_a_late_short_translation_joins_by_what_was_kept_of_its_sentences_and_stays_out_once_taken_out(
    archive: Archive,
) -> None:
    one = publish(archive, "one", "France welcomes the truce in Lebanon. It thanks all who worked for it.")
    settle(archive, one)
    later = NOW + timedelta(days=20)
    text = "La France salue la trêve au Liban. Elle remercie tous ceux qui y ont œuvré."
    late = publish(archive, "late", text, source="b", language="fr", now=later)
    story = settle(archive, late, now=later)
    assert (story.id, story.member(late.statement).joined.basis) == (one.statement, Basis.TWIN)
    archive.stories.split(late.statement, person="Ana", now=later)
    assert archive.stories.place(late, SIGNED).id == late.statement, "read again, it finds no way back"


def test_the_same_words_under_another_year_are_another_story(archive: Archive) -> None:
    one = publish(archive, "one", ENGLISH)
    settle(archive, one)
    later = NOW + timedelta(days=365)
    day = Published(precision=Precision.DAY, day=date(2025, 12, 1), zone="Europe/Paris", origin="feed")
    again = publish(archive, "again", ENGLISH, now=later, published=day)
    assert settle(archive, again, now=later).id == again.statement
    assert [link.relation for link in archive.links.of(again.statement)] == [Relation.REISSUE]


def test_what_a_person_parts_stays_apart_and_takes_its_followers_with_it(archive: Archive) -> None:
    one, two, _ = three(archive)
    copy = publish(archive, "copy", FRENCH, source="d", issuer="BE", language="fr", now=NOW + 2 * HOUR)
    assert settle(archive, copy).member(copy.statement).joined.beside == two
    mine = archive.stories.split(two, person="Ana", now=NOW + DAY)
    assert mine.id == two
    assert [member.version.statement for member in mine.members] == [two, copy.statement]
    assert [member.version.statement for member in archive.stories.story(one).members] == [one]
    assert {(ruling.together, ruling.person) for ruling in archive.stories.rulings(two)} == {(False, "Ana")}
    # An edit of a statement that stands alone is looked at again, and may not go back.
    archive.stories.split(copy.statement, person="Ana", now=NOW + DAY)
    known = archive.statements.known("b", candidate("two", source="b").locators, "", NOW)
    assert known is not None
    lease = archive.sources.claim("b", NOW + DAY, owner="test", lease=MINUTE)
    assert lease is not None
    edit = candidate(
        "two", source="b", issuer="DE", language="fr", text=FRENCH.replace("alarmés", "inquiets")
    )
    archive.statements.store(
        lease, NewVersion(candidate=edit, known=known), now=NOW + DAY, capture=None, baseline=False
    )
    [version] = archive.readings.unread(9)
    assert settle(archive, version, now=NOW + DAY).id == two
    # A later copy goes to whom it is most like, and nobody is moved.
    last = publish(archive, "last", ENGLISH, source="d", issuer="IT", now=NOW + DAY)
    assert settle(archive, last).id == one
    assert [member.version.statement for member in archive.stories.story(two).members] == [two]


def test_what_a_person_joins_stays_and_draws_later_copies_with_it(archive: Archive) -> None:
    one, two, other = three(archive)
    story = archive.stories.rule(other, one, together=True, person="Ana", now=NOW + DAY)
    assert story.id == other
    assert [member.version.statement for member in story.members] == [other, one, two]
    assert story.member(one).joined.basis is Basis.PERSON
    assert story.member(two).joined.beside == one, "came along"
    copy = publish(archive, "copy", ENGLISH, source="d", issuer="IT", now=NOW + DAY)
    assert settle(archive, copy).id == other
    with pytest.raises(ArchiveError, match="there is no story"):
        archive.stories.story(one)
    # The last word counts.
    archive.stories.rule(other, one, together=False, person="Bo", now=NOW + DAY)
    assert archive.stories.story(one).member(one).joined.basis is Basis.FOUNDER
    [ruling] = [found for found in archive.stories.rulings(one) if found.other == other]
    assert (ruling.together, ruling.person) == (False, "Bo")


def test_who_is_forgotten_leaves_no_name_in_stories_and_mutes(archive: Archive) -> None:
    first, _, other = three(archive)
    far = publish(
        archive, "far", "The embassy in Lima opens at nine.", source="d", issuer="PE", now=NOW + HOUR
    )
    settle(archive, far)
    archive.stories.rule(first, other, together=True, person="Ana", now=NOW + DAY)
    archive.stories.rule(first, far.statement, together=True, person="Ben", now=NOW + DAY)
    for place, person in (("one", "Ana"), ("two", "Ben")):
        archive.mutes.set("a", "slack", place, until=NOW + DAY, person=person, now=NOW)
    forgotten = archive.feedback.forget("Ana")
    assert (forgotten.answers, forgotten.mutes, forgotten.rulings) == (0, 1, 1)
    assert {ruling.person for ruling in archive.stories.rulings(first)} == {"somebody", "Ben"}
    story = archive.stories.story(first)
    assert story.member(other).joined.because == ("somebody put them together",)
    assert story.member(far.statement).joined.because == ("Ben put them together",)
    assert sorted(mute.person for mute in archive.mutes.active(NOW)) == ["Ben", "somebody"]
    assert archive.feedback.forget("Ana") == archive.feedback.forget("nobody")


def test_parting_what_began_a_story_leaves_the_rest_together(archive: Archive) -> None:
    one, two, _ = three(archive)
    copy = publish(archive, "copy", FRENCH, source="d", issuer="BE", language="fr", now=NOW + 2 * HOUR)
    settle(archive, copy)
    alone = archive.stories.split(one, person="Ana", now=NOW + DAY)
    assert [member.version.statement for member in alone.members] == [one]
    rest = archive.stories.story(two)
    assert [member.version.statement for member in rest.members] == [two, copy.statement]
    assert rest.member(two).joined == Joined(story=two, basis=Basis.FOUNDER)


def test_rulings_that_make_no_sense_are_refused(archive: Archive) -> None:
    one, two, other = three(archive)
    unread = publish(archive, "unread", "Not read yet.", source="d")
    for statement, complaint in ((other, "stands alone"), (unread.statement, "not yet read")):
        with pytest.raises(ArchiveError, match=complaint):
            archive.stories.split(statement, person="Ana", now=NOW)
    for first, second, together, complaint in (
        (one, one, True, "with itself"),
        (one, 99, True, "99 is in no story"),
        (one, other, False, "not in one story"),
    ):
        with pytest.raises(ArchiveError, match=complaint):
            archive.stories.rule(first, second, together=together, person="Ana", now=NOW)
    assert archive.stories.rulings(one) == ()
    assert [member.version.statement for member in archive.stories.story(one).members] == [one, two]


def test_a_story_is_searched_for_and_watched_like_anything_else(archive: Archive) -> None:
    one, two, other = three(archive)

    def found(query: str) -> list[int]:
        return [hit.version.statement for hit in archive.search(query, now=NOW + DAY).hits]

    assert found(f"story:{one}") == [two, one]
    assert found(f"story:{one} issuer:DE") == [two]
    assert found(f"-story:{one}") == [other]
    assert found(f"story:{one},{other} alarmed") == [other, one]
    late = publish(archive, "copy", ENGLISH, source="d", issuer="IT", now=NOW + HOUR)
    joined = archive.stories.place(late, SIGNED).member(late.statement).joined
    watches = [WatchQuery(id="this", query=f"story:{one}"), WatchQuery(id="that", query=f"story:{other}")]
    recorded = archive.readings.record(
        late, SIGNED, watches=watches, compose=lambda _: [], now=NOW, joined=joined
    )
    assert recorded.matched == ("this",)


def test_recent_stories_are_those_that_something_joined(archive: Archive) -> None:
    one, _, other = three(archive)
    late = publish(archive, "copy", ENGLISH, source="d", issuer="IT", now=NOW + HOUR)
    settle(archive, late, now=NOW + 2 * DAY)
    assert [story.id for story in archive.stories.recent(NOW, NOW + DAY)] == [other, one]
    assert [story.id for story in archive.stories.recent(NOW + DAY, NOW + 3 * DAY)] == [one]
    assert [story.id for story in archive.stories.recent(NOW, NOW + DAY, alone=False)] == [one]
    assert archive.stories.recent(NOW + 3 * DAY, NOW + 4 * DAY) == []


def test_a_crash_before_the_end_leaves_neither_story_nor_reading(archive: Archive) -> None:
    one = publish(archive, "one", ENGLISH)
    watches = [WatchQuery(id="all", query="")]

    def broken(matched: object) -> list[Any]:
        raise RuntimeError("nothing is written")

    news = [News(kind=Novelty.RESOLUTION, value="2254")]
    with pytest.raises(RuntimeError):
        archive.readings.record(one, SIGNED, watches=watches, compose=broken, now=NOW, news=news)
    assert archive.stories.of(one.statement) is None
    settle(archive, one)
