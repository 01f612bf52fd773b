"""A site of which nothing is known, whose list stands in its JSON-LD alone: learnt at the first check and read on by it; and left for
another door when it is gone from there."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

from config.source import DiscoverSource
from statements.labels import Verdict
from tests.fake_ministry import FakeMinistry, Page
from tests.service.spiders.watching import START, Watch
from tests.small_sites import SmallSite, blog_in_linked_data, drawn_by_script, serve

TODAY = START.date()
LIST = "/fr/presse"


def without_newest(site: SmallSite, ministry: FakeMinistry) -> None:
    """The list as it was before its newest entry was published."""
    page = ministry.pages[LIST]
    assert isinstance(page, Page)
    data = json.loads(re.search(rb"ld\+json\">(.*?)</script>", page.data).group(1))  # type: ignore[union-attr]
    data["@graph"][1]["mainEntity"]["itemListElement"].pop(0)
    ministry[LIST] = Page(
        re.sub(
            rb"(ld\+json\">).*?(</script>)",
            lambda tag: tag[1] + json.dumps(data).encode() + tag[2],
            page.data,
        )
    )


def test_a_list_in_json_ld_is_learnt_and_read_on(tmp_path: Path) -> None:
    site = drawn_by_script(TODAY)
    with FakeMinistry() as ministry, Watch(tmp_path, ministry) as watch:
        source = DiscoverSource(id="ministry", name="Ministry", issuer="FR", entry=ministry.url("/"))
        serve(site, ministry)
        without_newest(site, ministry)
        first = watch.check(source)
        assert (first.verdict, first.stored, first.baseline) == (Verdict.OK, len(site.entries) - 1, True)
        asked = ministry.asked["/"]
        watch.clock.advance(timedelta(hours=1))
        serve(site, ministry)
        second = watch.check(source)
        assert (second.verdict, second.stored) == (Verdict.OK, 1)
        assert ministry.asked["/"] == asked, "what was learnt is not learnt again"
        stored = {version.title: version for version in watch.versions()}
        assert {entry.title: site.text(entry) for entry in site.entries} == {
            title: version.text for title, version in stored.items()
        }
        assert not stored[site.entries[0].title].baseline
        for entry in site.entries:
            published = stored[entry.title].published
            assert published.instant is not None and published.instant.date() == entry.day


def test_json_ld_that_is_gone_from_a_page_as_it_was_gives_way_to_the_next_door(tmp_path: Path) -> None:
    site = blog_in_linked_data(TODAY)
    with FakeMinistry() as ministry, Watch(tmp_path, ministry) as watch:
        source = DiscoverSource(id="ministry", name="Ministry", issuer="FR", entry=ministry.url("/newsroom"))
        serve(site, ministry)
        assert watch.check(source).stored == len(site.entries)
        watch.clock.advance(timedelta(days=2))
        assert watch.check(source).verdict is Verdict.OK
        page = ministry.pages["/newsroom"]
        assert isinstance(page, Page)
        ministry["/newsroom"] = Page(
            re.sub(rb"<script type=.application/ld\+json.*?</script>", b"", page.data)
        )
        for _ in range(2):
            watch.clock.advance(timedelta(days=2))
            assert watch.check(source).verdict is Verdict.PARSE_ERROR
        watch.clock.advance(timedelta(days=2))
        other = watch.check(source)  # the third failure in a row: the next door is tried at once
        assert (other.verdict, other.listed, other.stored) == (Verdict.OK, len(site.entries), 0), other.error


def test_json_ld_that_is_gone_gives_way_to_what_the_page_shows(tmp_path: Path) -> None:
    site = blog_in_linked_data(TODAY)
    with FakeMinistry() as ministry, Watch(tmp_path, ministry) as watch:
        source = DiscoverSource(id="ministry", name="Ministry", issuer="FR", entry=ministry.url("/newsroom"))
        serve(site, ministry)
        assert watch.check(source).stored == len(site.entries)
        page = ministry.pages["/newsroom"]
        assert isinstance(page, Page)
        ministry["/newsroom"] = Page(
            re.sub(rb"<script type=.application/ld\+json.*?</script>", b"", page.data)
        )
        watch.clock.advance(timedelta(days=2))
        broken = watch.check(source)
        assert broken.verdict is Verdict.PARSE_ERROR
        assert broken.error is not None and "no JSON-LD that lists articles" in broken.error
        watch.clock.advance(timedelta(days=2))
        other = watch.check(source)  # learnt anew
        assert (other.verdict, other.listed, other.stored) == (Verdict.OK, len(site.entries), 0), other.error
        assert all(version.n == 1 for version in watch.versions())
