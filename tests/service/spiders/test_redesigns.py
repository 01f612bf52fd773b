"""Sites without selectors, learnt at the first check; and sites that are rebuilt between two checks: noticed, learnt again or a repair
proposed, and read on without a statement stored twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.records import LearnedRecord, SourceHealth
from config.source import Article, DiscoverSource, FeedDoor, ListingSource, Source
from pipeline.proposals import proposer
from spiders.findings import Discovery, learnt_keys
from statements.labels import Verdict
from tests.fake_ministry import RSS, FakeMinistry, Page, rss
from tests.on_reactor import on_reactor
from tests.pdf_files import pdf
from tests.service.spiders.watching import START, Watch
from tests.small_sites import paragraphs
from tests.unit.spiders.learning.entries import Entry, chrome, entries, rows

DAY = timedelta(days=1)
FOUND = entries("en", "/press/{slug}", first=START.date() - DAY, count=8)


def old_design(site: FakeMinistry, found: Sequence[Entry]) -> None:
    items = rows(
        found,
        lambda e: (
            f'<li class="release"><span class="date">{e.day:%d %B %Y}</span> <a href="{e.path}">{e.title}</a></li>'
        ),
    )
    site["/"] = Page(chrome('<main><h1>Ministry</h1><p><a href="/press">Press releases</a></p></main>'))
    site["/press"] = Page(chrome(f'<main><h1>Press releases</h1><ul class="releases">{items}</ul></main>'))
    for e in found:
        text = "".join(f"<p>{part}</p>" for part in paragraphs(e, "en"))
        site[e.path] = Page(
            chrome(
                f'<main><h1>{e.title}</h1><p class="when">{e.day:%d %B %Y}</p><div class="text">{text}</div></main>'
            )
        )


def new_design(site: FakeMinistry, found: Sequence[Entry], *, heading: str | None = None) -> None:
    def frame(inner: str) -> str:
        menu = "".join(f'<a class="top__link" href="/t{n}">Topic {n}</a>' for n in range(6))
        return f'<!DOCTYPE html><html lang="en"><head><title>Ministry</title></head><body class="v2"><div class="top"><div class="top__bar">{menu}</div></div><section class="shell"><div class="shell__main">{inner}</div></section><div class="bottom"><div class="bottom__row">Ministry 2024</div></div></body></html>'

    items = rows(
        found,
        lambda e: (
            f'<div class="tile"><h3 class="tile__name"><a href="{e.path}">{e.title}</a></h3><time class="tile__day" datetime="{e.day}">{e.day}</time></div>'
        ),
    )
    site["/"] = Page(frame('<h1>Ministry</h1><div class="entry"><a href="/press">Press releases</a></div>'))
    site["/press"] = Page(frame(f'<h1>Press releases</h1><div class="tiles">{items}</div>'))
    for e in found:
        text = "".join(f"<p>{part}</p>" for part in paragraphs(e, "en"))
        shown = (
            f'<h1 class="site">{heading}</h1><h2 class="story__name">{e.title}</h2>'
            if heading
            else f'<h1 class="story__name">{e.title}</h1>'
        )
        site[e.path] = Page(
            frame(
                f'<div class="story">{shown}<time class="story__day" datetime="{e.day}">{e.day}</time><div class="story__text">{text}</div></div>'
            )
        )


def unlearnt(site: FakeMinistry, path: str = "/") -> DiscoverSource:
    return DiscoverSource(id="ministry", name="Ministry", issuer="FR", entry=site.url(path))


def described(site: FakeMinistry) -> ListingSource:
    return ListingSource(
        id="ministry", name="Ministry", issuer="FR", entry=site.url("/press"), item="css: li.release", link="css: a", date="css: .date",
        max_pages=1, article=Article(title="css: h1", body="css: div.text"),
    )  # fmt: skip


def record(watch: Watch) -> LearnedRecord:
    found: LearnedRecord | None = watch.call(watch.archive.learned.get, "ministry")
    assert found is not None
    return found


def stored(watch: Watch) -> list[tuple[str, str]]:
    return sorted((version.title, version.text) for version in watch.versions())


def expected(found: Sequence[Entry]) -> list[tuple[str, str]]:
    return sorted((e.title, "\n\n".join(paragraphs(e, "en"))) for e in found)


def test_a_site_without_selectors_is_learnt_at_its_first_check_and_read_by_it_later(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        old_design(site, FOUND[2:])
        report = watch.check(unlearnt(site))
        assert report.verdict is Verdict.OK, report.error
        assert "read by what was learnt on 2024-12-02, sure 0." in (report.note or "")
        assert report.error is None
        assert stored(watch) == expected(FOUND[2:])
        assert record(watch).document["reads"]["kind"] == "listing"  # type: ignore[index]
        asked = site.asked["/"]
        old_design(site, FOUND)
        watch.clock.advance(timedelta(minutes=30))
        report = watch.check(unlearnt(site))
        assert (report.verdict, report.new, report.stored) == (Verdict.OK, 2, 2)
        assert site.asked["/"] == asked
        assert report.entry == site.url("/press")
        assert stored(watch) == expected(FOUND)
        assert watch.state(unlearnt(site)).health is SourceHealth.OK


def test_a_rebuilt_site_without_selectors_is_learnt_again_and_nothing_is_stored_twice(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        old_design(site, FOUND[2:])
        watch.check(unlearnt(site))
        watch.clock.advance(2 * DAY)
        new_design(site, FOUND)
        broken = watch.check(unlearnt(site))
        assert broken.verdict is Verdict.EMPTY
        assert "the site seems to have been rebuilt: nothing can be found in its list" in (broken.error or "")
        assert watch.state(unlearnt(site)).health is SourceHealth.DEGRADED
        watch.clock.advance(timedelta(minutes=30))
        mended = watch.check(unlearnt(site))
        assert (mended.verdict, mended.listed, mended.new) == (Verdict.OK, 8, 2), mended.error
        assert stored(watch) == expected(FOUND)
        assert all(version.n == 1 for version in watch.versions())
        assert "distrust" not in record(watch).document
        assert watch.state(unlearnt(site)).health is SourceHealth.OK


def test_what_a_relearnt_site_shows_from_before_its_last_good_look_is_no_news(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        old_design(site, FOUND[2:])
        watch.check(unlearnt(site))
        watch.clock.advance(2 * DAY)
        fresh = replace(
            FOUND[0],
            path="/press/of-today",
            title="Remarks on a text that nobody has read yet",
            day=START.date() + DAY,
        )
        new_design(site, [fresh, *FOUND])
        watch.check(unlearnt(site))
        watch.clock.advance(timedelta(minutes=30))
        mended = watch.check(unlearnt(site))
        assert (mended.verdict, mended.stored) == (Verdict.OK, 3), mended.error
        assert "2 older entries went to the archive without alerts" in (mended.note or "")
        news = {version.title for version in watch.versions() if not version.baseline}
        assert news == {fresh.title}


def test_a_site_whose_feed_was_learnt_is_looked_at_lightly(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        old_design(site, FOUND)
        items = [(e.path, e.title, f"{e.day}T10:00:00Z") for e in FOUND]
        site["/feed/"] = Page(rss(*items, link=site.url("")), RSS, validators=True)
        site["/"] = Page(
            chrome(
                '<main><h1>Ministry</h1><link rel="alternate" type="application/rss+xml" href="/feed/"></main>'
            )
        )
        first = watch.check(unlearnt(site))
        assert first.entry == site.url("/feed/"), first.error
        watch.clock.advance(timedelta(hours=1))
        calm = watch.call(watch.archive.sources.calm, ["ministry"], watch.clock.now())["ministry"]
        lease, asked = watch.claim(unlearnt(site)), site.asked["/feed/"]
        report = on_reactor(lambda: watch.engine.check(unlearnt(site), lease, calm))
        assert (report.verdict, report.entry, report.requests) == (Verdict.UNCHANGED, site.url("/feed/"), 1)
        assert report.note is None, "a whole check says that it reads by what was learnt"
        assert site.asked["/feed/"] == asked + 1


def test_a_site_is_learnt_at_most_once_a_day(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/"] = Page(chrome("<main><h1>Ministry</h1><p>Soon.</p></main>"))
        report = watch.check(unlearnt(site))
        assert not report.verdict.success
        assert "nothing was found" in (report.error or "")
        asked = site.asked["/"]
        watch.clock.advance(timedelta(hours=2))
        report = watch.check(unlearnt(site))
        assert "nothing was found" in (report.error or "")
        assert site.asked["/"] == asked
        old_design(site, FOUND)
        watch.clock.advance(DAY)
        assert watch.check(unlearnt(site)).verdict is Verdict.OK
        assert stored(watch) == expected(FOUND)


def test_a_site_that_refuses_us_is_blocked_and_not_unreadable(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/"] = Page("no", status=403)
        assert watch.check(unlearnt(site)).verdict is Verdict.BLOCKED
        assert watch.state(unlearnt(site)).health is SourceHealth.BLOCKED


def told(watch: Watch) -> list[tuple[Source, Discovery, str]]:
    proposals: list[tuple[Source, Discovery, str]] = []
    watch.engine.learner.propose = lambda *proposal: proposals.append(proposal)
    return proposals


def test_a_redesign_under_written_selectors_is_told_once_with_a_repair_that_reads_on_without_duplicates(
    tmp_path: Path,
) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        proposals = told(watch)
        old_design(site, FOUND[2:])
        assert watch.check(described(site)).verdict is Verdict.OK
        watch.clock.advance(2 * DAY)
        new_design(site, FOUND)
        broken = watch.check(described(site))
        assert broken.verdict is Verdict.EMPTY
        assert "a new file is proposed: communique sources accept ministry" in (broken.error or "")
        assert watch.state(described(site)).health is SourceHealth.DEGRADED
        watch.clock.advance(timedelta(hours=1))
        assert "a new file is proposed" in (watch.check(described(site)).error or "")
        [(source, found, reason)] = proposals
        assert source == described(site)
        assert "nothing can be found in its list" in reason
        keys: dict[str, Any] = learnt_keys(found) or {}
        repaired = ListingSource.model_validate(
            {"id": "ministry", "name": "Ministry", "issuer": "FR", **keys}
        )
        mended = watch.check(repaired)
        assert (mended.verdict, mended.listed, mended.new) == (Verdict.OK, 8, 2), mended.error
        assert stored(watch) == expected(FOUND)
        assert all(version.n == 1 for version in watch.versions())
        assert "proposed" not in record(watch).document


def test_a_repair_that_cannot_be_written_ends_no_check_and_is_not_said_to_be_proposed(tmp_path: Path) -> None:
    taken = tmp_path / "sources"
    taken.write_text("no folder")
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        watch.engine.learner.propose = proposer(taken, watch.clock)
        old_design(site, FOUND[2:])
        watch.check(described(site))
        new_design(site, FOUND)
        watch.clock.advance(DAY)
        report = watch.check(described(site))
        assert "could not be proposed: cannot write" in (report.error or "")
        assert "proposed" not in record(watch).document


def test_a_new_layout_alone_is_no_alarm(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        proposals = told(watch)
        old_design(site, FOUND[2:])
        generous = described(site).model_copy(
            update={"item": "css: li.release, div.tile", "date": "css: .date, time"}
        )
        generous = generous.model_copy(
            update={"article": generous.article.model_copy(update={"body": "css: div.text, div.story__text"})}
        )
        watch.check(generous)
        watch.clock.advance(2 * DAY)
        new_design(site, FOUND)
        report = watch.check(generous)
        assert (report.verdict, report.new, report.error) == (Verdict.OK, 2, None)
        assert proposals == []


def test_an_empty_list_in_the_old_layout_is_no_redesign(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        proposals = told(watch)
        old_design(site, FOUND)
        watch.check(described(site))
        watch.clock.advance(2 * DAY)
        old_design(site, ())
        report = watch.check(described(site))
        assert report.verdict is Verdict.EMPTY
        assert "rebuilt" not in (report.error or "")
        assert proposals == []


def test_the_same_title_on_item_after_item_is_noticed(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        proposals = told(watch)
        generous = described(site).model_copy(
            update={"item": "css: li.release, div.tile", "date": "css: .date, time"}
        )
        generous = generous.model_copy(
            update={"article": generous.article.model_copy(update={"body": "css: div.text, div.story__text"})}
        )
        old_design(site, FOUND[4:])
        watch.check(generous)
        watch.clock.advance(2 * DAY)
        new_design(site, FOUND, heading="Welcome to the Ministry")
        report = watch.check(generous)
        assert report.verdict is Verdict.OK
        assert "items in a row have the title 'Welcome to the Ministry'" in (report.error or "")
        assert watch.state(generous).health is SourceHealth.DEGRADED
        [(_, found, _)] = proposals
        keys: dict[str, Any] = learnt_keys(found) or {}
        assert keys["article"]["title"] == "css: .story__name"
        watch.clock.advance(timedelta(hours=1))
        quiet = watch.check(generous)
        assert quiet.new == 0
        assert "a new file is proposed" in (quiet.error or "")
        assert watch.state(generous).health is SourceHealth.DEGRADED
        repaired = ListingSource.model_validate(
            {"id": "ministry", "name": "Ministry", "issuer": "FR", **keys}
        )
        assert watch.check(repaired).error is None
        assert watch.state(repaired).health is SourceHealth.OK


@pytest.mark.parametrize("generic", [True, False])
def test_pages_without_their_text_are_noticed(tmp_path: Path, generic: bool) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        proposals = told(watch)
        source = described(site).model_copy(
            update={"item": "css: li.release, div.tile", "date": "css: .date, time"}
        )
        old_design(site, FOUND[3:])
        watch.check(source)
        watch.clock.advance(2 * DAY)
        new_design(site, FOUND)
        if not generic:
            for e in FOUND:
                page = site.pages[e.path]
                assert isinstance(page, Page)
                head, _, tail = page.data.partition(b'<div class="story__text">')
                site[e.path] = Page(
                    head + b'<div class="story__text" id="later"></div>' + tail.partition(b"</div>")[2]
                )
        report = watch.check(source)
        assert "pages show no text where it was" in (report.error or "")
        assert len(proposals) == generic


def test_scanned_documents_are_no_sign_of_a_redesign(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = described(site)
        old_design(site, FOUND[3:])
        watch.check(source)
        watch.clock.advance(2 * DAY)
        old_design(site, FOUND)
        for e in FOUND:
            site[e.path] = Page(pdf([]), "application/pdf")
        report = watch.check(source)
        assert report.failed >= 3
        assert "rebuilt" not in (report.error or "")


def test_a_learnt_door_that_is_gone_is_looked_for_again(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        old_design(site, FOUND[2:])
        watch.check(unlearnt(site))
        new_design(site, FOUND)
        site["/newsroom"] = site.pages["/press"]
        page = site.pages["/"]
        assert isinstance(page, Page)
        site["/"] = Page(page.data.replace(b'"/press"', b'"/newsroom"'))
        del site["/press"]
        for _ in range(3):
            watch.clock.advance(DAY)
            report = watch.check(unlearnt(site))
            assert not report.verdict.success
        watch.clock.advance(DAY)
        mended = watch.check(unlearnt(site))
        assert (mended.verdict, mended.entry) == (Verdict.OK, site.url("/newsroom")), mended.error
        assert stored(watch) == expected(FOUND)


def with_further_door(site: FakeMinistry) -> DiscoverSource:
    site["/export/42"] = Page(
        rss(*((e.path, e.title, f"{e.day}T10:00:00Z") for e in FOUND), link=site.url("")), RSS
    )
    door = FeedDoor(entry=site.url("/export/42"))
    return unlearnt(site).model_copy(update={"otherwise": (door,)})


@pytest.mark.parametrize(
    "front",
    [
        Page("no", status=403),
        Page("slow down", status=429, headers={"Retry-After": "60"}),
        Page("broken", status=500),
        Page(chrome("<main><h1>Ministry</h1><p>Soon.</p></main>")),
    ],
    ids=["refused", "rate-limited", "broken", "nothing-to-learn"],
)
def test_the_further_door_of_a_site_that_cannot_be_learnt_is_read_at_the_first_check(
    tmp_path: Path, front: Page
) -> None:
    with FakeMinistry() as site, FakeMinistry("127.0.0.2") as feeds, Watch(tmp_path, site, feeds) as watch:
        old_design(site, FOUND)
        site["/"] = site["/press"] = front
        for e in FOUND:
            feeds[e.path] = site.pages[e.path]
        feeds["/rss.xml"] = Page(
            rss(*((e.path, e.title, f"{e.day}T10:00:00Z") for e in FOUND), link=feeds.url("")), RSS
        )
        door = FeedDoor(entry=feeds.url("/rss.xml"))
        source = unlearnt(site).model_copy(update={"otherwise": (door,)})
        report = watch.check(source)
        assert (report.verdict, report.entry) == (Verdict.OK, feeds.url("/rss.xml")), report.error
        assert stored(watch) == expected(FOUND)
        state = watch.state(source)
        assert (state.failures, state.health, state.door) == (0, SourceHealth.DEGRADED, 1)


def test_a_site_that_was_learnt_keeps_the_further_doors_of_its_file(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        old_design(site, FOUND)
        source = with_further_door(site)
        report = watch.check(source)
        assert (report.verdict, report.entry) == (Verdict.OK, site.url("/press")), report.error
        del site.pages["/press"]
        watch.clock.advance(timedelta(minutes=30))
        report = watch.check(source)
        assert (report.verdict, report.entry) == (Verdict.OK, site.url("/export/42")), report.error
        assert stored(watch) == expected(FOUND)
        assert all(version.n == 1 for version in watch.versions())


@pytest.mark.parametrize(
    "error", [TimeoutError(), MemoryError(), ValueError("odd")], ids=lambda e: type(e).__name__
)
def test_a_page_that_cannot_be_studied_ends_no_check(tmp_path: Path, error: Exception) -> None:
    async def compute(function: Callable[..., Any], *args: Any) -> Any:
        if function.__name__.startswith("study_"):
            raise error
        return function(*args)

    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        old_design(site, FOUND)
        watch.compute = compute
        report = watch.check(described(site))
        assert (report.verdict, report.stored) == (Verdict.OK, len(FOUND))
        assert "to read" in (report.error or "") or "stumble" in (report.error or "")
        report = watch.check(unlearnt(site))
        assert not report.verdict.success
        assert f"nothing was found at {site.url('/')}" in (report.error or "")


def test_what_was_learnt_and_can_be_no_source_any_more_is_learnt_again(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        old_design(site, FOUND)
        lease = watch.claim(unlearnt(site))
        unusable = {
            "reads": {"kind": "feed", "entry": site.url("/{lang}/feed")},
            "tried_at": (START - 2 * DAY).isoformat(),
        }
        watch.call(
            watch.archive.learned.put,
            lease,
            LearnedRecord(document=unusable, learned_at=START - DAY, confidence=0.9, reason="of old"),
        )
        watch.call(watch.archive.sources.release, lease)
        assert watch.check(unlearnt(site)).verdict is Verdict.OK
        assert record(watch).document["reads"]["kind"] == "listing"  # type: ignore[index]
        assert stored(watch) == expected(FOUND)


def test_a_list_that_is_put_back_as_it_was_is_well_again_at_once(tmp_path: Path) -> None:
    """It has not changed since it was read well, so nothing in it is new: that is no reason to go on distrusting it."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        old_design(site, FOUND)
        assert watch.check(described(site)).verdict is Verdict.OK
        watch.clock.advance(timedelta(hours=1))
        new_design(site, FOUND)
        assert watch.check(described(site)).verdict is Verdict.EMPTY
        watch.clock.advance(timedelta(hours=1))
        old_design(site, FOUND)
        report = watch.check(described(site))
        assert (report.verdict, report.error) == (Verdict.UNCHANGED, None)
        assert watch.state(described(site)).health is SourceHealth.OK
