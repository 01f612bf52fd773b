"""Known pages looked at again: conditionally, sooner where the list tells of an edit, and never taken for gone in doubt."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from statements.labels import Happening, Verdict
from tests.fake_ministry import RSS, FakeMinistry, Page, statement_page
from tests.service.spiders.watching import Watch, feed_source, listing_source

FIRST = (
    "The attack on the city was unprovoked, and we condemn it.",
    "We call on all parties to show restraint.",
)
OTHER = (
    "The Minister spoke with her counterpart about the road to the north, and they agreed to meet again soon."
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def atom(site: FakeMinistry, *items: tuple[str, str]) -> Page:
    """A feed of (name, when it was edited)."""
    entries = "".join(
        f"<entry><title>Statement {name}</title><id>{site.url(f'/a/{name}')}</id><link href='{site.url(f'/a/{name}')}'/>"
        f"<published>2024-12-02T08:00:00Z</published><updated>{edited}</updated></entry>"
        for name, edited in items
    )
    return Page(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry</title><id>x</id>'
        f"<updated>2024-12-02T08:00:00Z</updated>{entries}</feed>",
        RSS,
    )


def publish(site: FakeMinistry, name: str, *paragraphs: str, validators: bool = False) -> None:
    site[f"/a/{name}"] = Page(statement_page(f"Statement {name}", *paragraphs), validators=validators)


def events(watch: Watch, statement: int = 1) -> list[Happening]:
    return [event.what for event in watch.call(watch.archive.statements.events, statement)]


def test_a_second_look_asks_conditionally_and_a_304_stores_nothing(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = atom(site, ("1", "2024-12-02T08:00:00Z"))
        publish(site, "1", *FIRST, validators=True)
        watch.check(source)
        watch.clock.advance(2 * HOUR)
        report = watch.check(source)
        assert (report.stored, report.parsed, report.failed) == (0, 0, 0)
        first, second = site.seen["/a/1"]
        assert "if-none-match" not in first and second["if-none-match"]
        [hit] = watch.call(lambda: list(watch.archive.statements.export()))
        assert hit.last_seen == watch.clock.now()
        publish(site, "1", *FIRST, "It must stop.", validators=True)
        watch.clock.advance(DAY)
        assert watch.check(source).stored == 1
        assert watch.texts() == ["\n\n".join((*FIRST, "It must stop."))]


def test_a_page_without_validators_that_did_not_change_is_not_parsed_again(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = atom(site, ("1", "2024-12-02T08:00:00Z"))
        publish(site, "1", *FIRST)
        watch.check(source)
        watch.clock.advance(2 * HOUR)
        assert watch.check(source).parsed == 0
        assert site.asked["/a/1"] == 2


def test_an_edit_that_the_feed_tells_of_is_read_at_once_and_only_once(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = atom(site, ("1", "2024-12-02T08:00:00Z"))
        publish(site, "1", *FIRST, validators=True)
        watch.check(source)
        publish(site, "1", *FIRST, "It must stop.", validators=True)
        site["/feed"] = atom(site, ("1", "2024-12-02T12:10:00Z"))
        watch.clock.advance(timedelta(minutes=15))
        assert watch.check(source).stored == 1, "an hour before the first look"
        assert "if-none-match" not in site.seen["/a/1"][1], "the feed knows better than a 304"
        [version] = watch.versions()
        assert (version.n, version.modified is not None) == (2, True)
        site["/feed"] = atom(site, ("2", "2024-12-02T12:20:00Z"), ("1", "2024-12-02T12:10:00Z"))
        publish(site, "2", OTHER)
        watch.clock.advance(timedelta(minutes=15))
        watch.check(source)
        assert site.asked["/a/1"] == 2


def test_an_edit_date_without_an_edit_is_looked_at_once(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = atom(site, ("1", "2024-12-02T08:00:00Z"))
        publish(site, "1", *FIRST)
        watch.check(source)
        for minute in ("10", "10", "10"):
            site["/feed"] = atom(
                site,
                ("1", f"2024-12-02T12:{minute}:00Z"),
                (f"x{site.asked['/feed']}", "2024-12-02T12:00:00Z"),
            )
            watch.clock.advance(timedelta(minutes=15))
            watch.check(source)
        assert site.asked["/a/1"] == 2


def test_a_feed_that_dates_everything_anew_at_each_look_is_not_believed(tmp_path: Path) -> None:
    names = [str(n) for n in range(8)]
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        for name in names:
            publish(site, name, f"{OTHER} Number {name}.")
        for minute in (0, 15, 30):
            site["/feed"] = atom(site, *((name, f"2024-12-02T12:{minute:02}:00Z") for name in names))
            watch.check(source)
            watch.clock.advance(timedelta(minutes=15))
        assert {site.asked[f"/a/{name}"] for name in names} == {1}


def test_a_page_that_comes_back_is_one_history(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = atom(site, ("1", "2024-12-02T08:00:00Z"))
        publish(site, "1", *FIRST)
        watch.check(source)
        del site.pages["/a/1"]
        for _ in range(2):
            watch.clock.advance(2 * HOUR)
            watch.check(source)
        assert (watch.withdrawn(), events(watch)) == ([True], [Happening.MISSING, Happening.WITHDRAWN])
        publish(site, "1", *FIRST, "It must stop.")
        watch.clock.advance(DAY)
        watch.check(source)
        assert watch.withdrawn() == [False]
        assert events(watch)[2:] == [Happening.RETURNED]
        [version] = watch.versions()
        assert (version.statement, version.n) == (1, 2)


def test_a_withdrawn_page_that_stays_listed_is_asked_for_once_a_day(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        publish(site, "1", *FIRST)
        site["/feed"] = atom(site, ("1", "2024-12-02T08:00:00Z"))
        watch.check(source)
        page = site.pages.pop("/a/1")
        watch.clock.advance(DAY)
        watch.check(source)
        watch.clock.advance(2 * HOUR)
        watch.check(source)
        assert watch.withdrawn() == [True]
        asked = site.asked["/a/1"]
        for n in range(12):
            site["/feed"] = atom(site, (f"x{n}", "2024-12-02T08:00:00Z"), ("1", "2024-12-02T08:00:00Z"))
            publish(site, f"x{n}", f"{OTHER} Number {n}.")
            watch.clock.advance(4 * HOUR)
            watch.check(source)
        assert site.asked["/a/1"] - asked in (1, 2), "two days"
        site["/a/1"] = page
        watch.clock.advance(DAY)
        watch.check(source)
        assert watch.withdrawn()[0] is False


@pytest.mark.parametrize("fault", ["entry", "blocked", "server", "network"])
def test_nothing_is_withdrawn_by_a_check_that_was_incomplete_blocked_or_failed(
    fault: str, tmp_path: Path
) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = atom(site, ("1", "2024-12-02T08:00:00Z"), ("2", "2024-12-02T08:00:00Z"))
        publish(site, "1", *FIRST)
        publish(site, "2", OTHER)
        watch.check(source)
        del site.pages["/a/1"]
        if fault == "entry":
            site["/feed"] = Page("<html><body>Welcome</body></html>")
        site["/a/2"] = {
            "entry": site.pages["/a/2"],
            "blocked": Page("no", status=403),
            "server": Page("no", status=500),
            "network": Page("no", fault="reset"),
        }[fault]
        for _ in range(3):
            watch.clock.advance(2 * HOUR)
            watch.check(source)
        assert site.asked["/a/1"] > 1, "it was looked for"
        assert (watch.withdrawn(), events(watch), events(watch, 2)) == ([False, False], [], [])


def test_a_site_that_moved_has_not_withdrawn_everything(tmp_path: Path) -> None:
    names = [str(n) for n in range(6)]
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = atom(site, *((name, "2024-12-02T08:00:00Z") for name in names))
        for name in names:
            publish(site, name, f"{OTHER} Number {name}.")
        watch.check(source)
        for name in names:
            del site.pages[f"/a/{name}"]
        watch.clock.advance(2 * HOUR)
        report = watch.check(source)
        assert "the site may have moved" in (report.error or "")
        for _ in range(3):
            watch.clock.advance(2 * HOUR)
            watch.check(source)
        assert not any(watch.withdrawn())


def test_a_visitor_counter_makes_one_version_and_no_more(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site, article={"body": "css: .body"})
        site["/news/"] = Page('<ul><li class="release"><a href="/a/1">Statement 1</a></li></ul>')
        for look in range(4):
            publish(site, "1", *FIRST, f"Views: {100 + look}")
            watch.check(source)
            watch.clock.advance(DAY)
            if look == 0:  # every check looks again
                watch.call(_plan_daily, watch, source.id)
        [version] = watch.versions()
        assert version.n == 2
        publish(site, "1", *FIRST, "It must stop.", "Views: 190")
        watch.check(source)
        [version] = watch.versions()
        assert (version.n, "It must stop." in version.text) == (3, True)


def _plan_daily(watch: Watch, source: str) -> None:
    from archive.records import Visit, VisitReason

    lease = watch.archive.sources.claim(source, watch.clock.now(), owner="t", lease=HOUR)
    assert lease is not None
    visits = [
        Visit(
            source=source,
            url=watch.archive.statements.version(1).url,
            reason=VisitReason.REVISIT,
            due_at=watch.clock.now() + n * DAY,
            statement=1,
        )
        for n in range(6)
    ]
    watch.archive.visits.plan(lease, visits, watch.clock.now())
    watch.archive.sources.release(lease)


def test_an_empty_page_is_a_fault_and_no_version(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site, article={"body": "css: .body"})
        site["/news/"] = Page('<ul><li class="release"><a href="/a/1">Statement 1</a></li></ul>')
        publish(site, "1", *FIRST)
        watch.check(source)
        publish(site, "1")
        watch.clock.advance(2 * HOUR)
        report = watch.check(source)
        assert (report.verdict, report.failed, report.stored) == (Verdict.UNCHANGED, 1, 0)
        assert [version.n for version in watch.versions()] == [1]


@pytest.mark.parametrize(
    "again",
    [
        statement_page("Statement 1", *(paragraph.replace(" ", "\n  ") for paragraph in FIRST)),
        statement_page("Statement 1", *(paragraph.replace(" and ", "\u00a0and ") for paragraph in FIRST)),
        statement_page("Statement 1", *FIRST).replace("Section 3", "Section three"),
    ],
    ids=["white space", "typography", "menu"],
)
def test_a_change_of_blanks_or_of_the_page_around_is_no_version(again: str, tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        site["/feed"] = atom(site, ("1", "2024-12-02T08:00:00Z"))
        publish(site, "1", *FIRST)
        watch.check(source)
        site["/a/1"] = Page(again)
        watch.clock.advance(2 * HOUR)
        report = watch.check(source)
        assert (site.asked["/a/1"], report.stored, report.failed) == (2, 0, 0)
        assert [version.n for version in watch.versions()] == [1]
