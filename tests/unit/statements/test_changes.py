"""New, changed, seen or moved: every rule of the decision, and the faults of publishers behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from statements.changes import JOIN_WINDOW, PLACEHOLDER, decide, newer
from statements.identity import content_hash, locators, text_hash
from statements.labels import Precision
from statements.model import Candidate, Known, New, NewVersion, Published, Relink, Seen

NOW = datetime(2024, 12, 8, 12, tzinfo=UTC)
URL = "https://mfa.example/news/1"
TITLE = "Statement on the situation in the north"
TEXT = (
    "The Ministry is gravely concerned at the fighting in the north and calls on all sides to protect civilians. "
    "It stands ready to help the return to talks."
)
OTHER = "Tomorrow the Minister receives her colleague from Lisbon; both will open an exhibition of old sea charts."
UNKNOWN = Published(precision=Precision.UNKNOWN)


def candidate(*, url: str = URL, guid: str | None = None, title: str = TITLE, text: str = TEXT) -> Candidate:
    return Candidate(
        source="xx-mfa",
        issuer="XX",
        url=url,
        locators=locators(url, guid),
        title=title,
        text=text,
        sha256=content_hash(title, text),
        text_sha256=text_hash(text),
        published=UNKNOWN,
        language="en",
    )


def known(
    *shared: str, url: str = URL, title: str = TITLE, text: str = TEXT, age: timedelta = timedelta(days=1)
) -> Known:
    return Known(
        statement=1,
        locators=frozenset(shared),
        url=url,
        title=title,
        text=text,
        sha256=content_hash(title, text),
        text_sha256=text_hash(text),
        last_seen=NOW - age,
        published=UNKNOWN,
    )


BY_URL = f"url:{URL}"


def test_nothing_known_is_new() -> None:
    assert decide(candidate(), None, NOW) == New(candidate=candidate())


def test_the_same_wording_is_seen() -> None:
    assert isinstance(decide(candidate(text=TEXT.replace(" ", "  ")), known(BY_URL), NOW), Seen)
    assert isinstance(decide(candidate(), known(BY_URL, age=timedelta(days=400)), NOW), Seen)


@pytest.mark.parametrize(
    "changed",
    [
        candidate(title=TITLE + " (updated)"),
        candidate(text=TEXT + " It regrets."),
        candidate(text=OTHER, title="x"),
    ],
)
def test_another_title_or_text_is_a_new_version(changed: Candidate) -> None:
    assert decide(changed, known(BY_URL), NOW) == NewVersion(candidate=changed, known=known(BY_URL))


def test_a_failed_extraction_is_not_an_edit() -> None:
    assert isinstance(decide(candidate(text=""), known(BY_URL), NOW), Seen)
    assert isinstance(decide(candidate(title=""), known(BY_URL), NOW), Seen)
    assert isinstance(decide(candidate(title="", text=OTHER), known(BY_URL), NOW), NewVersion)


def test_a_text_where_there_was_none_is_a_new_version() -> None:
    assert isinstance(decide(candidate(), known(BY_URL, text=""), NOW), NewVersion)
    assert isinstance(
        decide(candidate(guid="g"), known("guid:g", url="https://mfa.example/2", text=""), NOW),
        NewVersion,
    )


@pytest.mark.parametrize(
    ("age", "kind"),
    [
        (timedelta(0), Relink),
        (JOIN_WINDOW, Relink),
        (JOIN_WINDOW + timedelta(seconds=1), New),
        (timedelta(days=300), New),
    ],
)
def test_the_same_text_elsewhere_joins_within_a_fortnight(age: timedelta, kind: type) -> None:
    moved = candidate(url="https://mfa.example/archive/77")
    assert isinstance(decide(moved, known(age=age), NOW), kind)
    assert timedelta(days=14) == JOIN_WINDOW


def test_a_text_that_says_nothing_joins_nothing() -> None:
    short = "The text will be published shortly."
    assert len(short) < PLACEHOLDER
    elsewhere = candidate(url="https://mfa.example/2", title="Readout of the call", text=short)
    assert isinstance(decide(elsewhere, known(text=short), NOW), New)
    assert isinstance(decide(replace(elsewhere, title=TITLE), known(text=short), NOW), Relink)
    assert isinstance(decide(candidate(url="https://mfa.example/2", text=""), known(text=""), NOW), New)


def test_a_different_text_never_relinks() -> None:
    assert isinstance(decide(candidate(text=OTHER), known(), NOW), New)


class TestOneFeedIdForAll:
    elsewhere = "https://mfa.example/news/2"

    def test_an_unrelated_item_is_new_and_leaves_the_id_behind(self) -> None:
        item = candidate(url=self.elsewhere, guid="feed", title="Visit from Lisbon", text=OTHER)
        intent = decide(item, known("guid:feed"), NOW)
        assert isinstance(intent, New)
        assert intent.candidate.locators == locators(self.elsewhere, None)

    def test_an_item_built_alike_is_new(self) -> None:
        form = "The Minister today received {}. Both spoke of the situation in the north and of the protection of civilians, {}."
        first = form.format("her colleague from Lisbon", "which she called the first duty of all")
        other = form.format(
            "the Director-General of the agency", "for whom new funds will be found this year"
        )
        item = candidate(url=self.elsewhere, guid="feed", title="Visit of the Director-General", text=other)
        intent = decide(item, known("guid:feed", title="Visit from Lisbon", text=first), NOW)
        assert isinstance(intent, New)
        assert intent.candidate.locators == locators(self.elsewhere, None)

    def test_an_item_without_title_or_text_is_not_taken_for_the_other(self) -> None:
        untitled = candidate(url=self.elsewhere, guid="feed", title="", text=OTHER)
        assert isinstance(decide(untitled, known("guid:feed", title=""), NOW), New)
        textless = candidate(url=self.elsewhere, guid="feed", title="Visit from Lisbon", text="")
        assert isinstance(decide(textless, known("guid:feed"), NOW), New)
        assert isinstance(decide(replace(textless, title=TITLE), known("guid:feed"), NOW), Seen)

    def test_an_edit_that_moved_is_a_new_version(self) -> None:
        item = candidate(
            url=self.elsewhere, guid="feed", title="Statement, corrected", text=TEXT + " It regrets."
        )
        assert isinstance(decide(item, known("guid:feed"), NOW), NewVersion)

    def test_a_rewrite_under_the_same_title_is_a_new_version(self) -> None:
        item = candidate(url=self.elsewhere, guid="feed", text=OTHER)
        assert isinstance(decide(item, known("guid:feed"), NOW), NewVersion)

    def test_a_rewrite_at_the_same_address_is_a_new_version(self) -> None:
        item = candidate(guid="feed", title="Visit from Lisbon", text=OTHER)
        assert isinstance(decide(item, known("guid:feed", BY_URL), NOW), NewVersion)


def test_the_same_words_under_a_far_later_date_are_a_reissue_and_news() -> None:
    def dated(day: datetime) -> Published:
        return Published(precision=Precision.DAY, day=day.date(), zone="UTC", origin="time", raw=str(day))

    elsewhere = candidate(url="https://mfa.example/news/2025")
    again = decide(
        replace(elsewhere, published=dated(NOW)),
        replace(known(), published=dated(NOW - timedelta(days=365))),
        NOW,
    )
    moved = decide(
        replace(elsewhere, published=dated(NOW)),
        replace(known(), published=dated(NOW - timedelta(days=2))),
        NOW,
    )
    assert isinstance(again, New)
    assert isinstance(moved, Relink)


class TestClocksAndCounters:
    """Pages with a clock or a visitor counter in their text must not make a version at each look."""

    def at(self, views: int, text: str = TEXT) -> Candidate:
        return candidate(text=f"{text}\n\nViews: {views}")

    def known_at(self, views: int, before: str | None, text: str = TEXT) -> Known:
        return replace(known(BY_URL, text=f"{text}\n\nViews: {views}"), before=before)

    def test_the_first_tick_is_a_version_and_the_second_is_none(self) -> None:
        assert isinstance(decide(self.at(2), self.known_at(1, None), NOW), NewVersion)
        again = self.known_at(2, f"{TEXT}\n\nViews: 1")
        assert isinstance(decide(self.at(3), again, NOW), Seen)

    def test_an_edit_is_a_version_however_often_it_ticked_before(self) -> None:
        again = self.known_at(2, f"{TEXT}\n\nViews: 1")
        assert isinstance(decide(self.at(3, TEXT + " It regrets."), again, NOW), NewVersion)

    def test_another_title_is_a_version(self) -> None:
        again = self.known_at(2, f"{TEXT}\n\nViews: 1")
        assert isinstance(decide(replace(self.at(3), title="Another title"), again, NOW), NewVersion)

    def test_the_first_tick_after_an_edit_is_a_version_again(self) -> None:
        edited = self.known_at(2, f"{TEXT} It regrets.\n\nViews: 1")
        assert isinstance(decide(self.at(3), edited, NOW), NewVersion)


class TestNumberInTheAddress:
    """The headline is in the address and changes it; the publisher's number behind it stays."""

    old, new = "https://mfa.example/seven-states-2449908", "https://mfa.example/eleven-states-2449908"
    by_number = "id:mfa.example:2449908"

    def test_a_headline_that_changed_the_address_is_a_version(self) -> None:
        item = candidate(url=self.new, title="Statement by eleven states", text=TEXT + " It regrets.")
        assert item.locators[0] == self.by_number
        intent = decide(item, known(self.by_number, url=self.old, title="Statement by seven states"), NOW)
        assert isinstance(intent, NewVersion)

    def test_another_text_under_the_same_number_is_new(self) -> None:
        item = candidate(url=self.new, title="Visit from Lisbon", text=OTHER)
        intent = decide(item, known(self.by_number, url=self.old), NOW)
        assert isinstance(intent, New)
        assert intent.candidate.locators == locators(self.new, None)[1:]

    def test_a_translation_under_the_same_number_is_a_statement_of_its_own(self) -> None:
        item = replace(candidate(url=self.new), language="fr")
        there = replace(known(self.by_number, url=self.old), language="en")
        assert isinstance(decide(item, there, NOW), New)


@pytest.mark.parametrize(
    ("listed", "archived", "later"),
    [
        (None, None, False),
        (UNKNOWN, None, False),
        (NOW, None, True),
        (NOW - timedelta(days=3), None, False),
        (NOW, NOW - timedelta(minutes=1), True),
        (NOW, NOW, False),
        (NOW - timedelta(days=3), NOW - timedelta(days=4), True),
        (NOW.date(), NOW - timedelta(days=1), True),
        (NOW.date(), NOW, False),
        (NOW, NOW.date(), False),
    ],
)
def test_what_its_list_says_was_edited_later_than_we_know(
    listed: object, archived: object, later: bool
) -> None:
    def dated(value: object) -> Published | None:
        if isinstance(value, datetime):
            return Published(precision=Precision.INSTANT, instant=value)
        if value is None or isinstance(value, Published):
            return value
        return Published(precision=Precision.DAY, day=value)  # type: ignore[arg-type]

    assert newer(dated(listed), dated(archived), NOW - timedelta(days=2)) is later
