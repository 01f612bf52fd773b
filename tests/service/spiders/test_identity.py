"""Ids and addresses as publishers really use them: used again, changed at each answer, given twice. Real servers and archive."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from statements.labels import Verdict
from tests.fake_ministry import RSS, FakeMinistry, Page, statement_page
from tests.service.spiders.watching import Watch, feed_source

SAID = {
    "Visit from Lisbon": "The Minister today received her colleague from Lisbon, with whom she opened an exhibition of sea charts.",
    "On the shelling of the market": "We condemn the shelling of the market in the strongest terms and mourn with the families of the dead.",
    "Consular hours in May": "The consular section is closed on the first and the ninth of May. In emergencies please call the duty officer.",
}


def item(site: FakeMinistry, path: str, title: str, guid: str, body: str = "") -> str:
    content = f"<content:encoded><![CDATA[<p>{body}</p>]]></content:encoded>" if body else ""
    return (
        f"<item><title>{escape(title)}</title><link>{escape(site.url(path))}</link>"
        f'<guid isPermaLink="false">{guid}</guid>{content}</item>'
    )


def feed(*items: str) -> Page:
    return Page(
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Ministry</title>{''.join(items)}</channel></rss>",
        RSS,
    )


@pytest.mark.parametrize("body", ["page", "feed"])
def test_an_id_used_again_for_the_next_item_hides_nothing(body: str, tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body=body)
        for n, (title, text) in enumerate(SAID.items()):
            site[f"/a/{n}"] = Page(statement_page(title, text))
            site["/feed"] = feed(item(site, f"/a/{n}", title, "latest", text if body == "feed" else ""))
            assert watch.check(source).stored == 1
            watch.clock.advance(timedelta(minutes=15))
        assert [(version.title, version.text, version.n) for version in watch.versions()] == [
            (title, text, 1) for title, text in SAID.items()
        ]
        # The first ones again: each is known by its address, whoever owns the id.
        for n, (title, text) in reversed(list(enumerate(SAID.items()))):
            site["/feed"] = feed(item(site, f"/a/{n}", title, "latest", text if body == "feed" else ""))
            report = watch.check(source)
            assert (report.verdict, report.known, report.stored) == (
                Verdict.UNCHANGED if n == 2 else Verdict.OK,
                int(n != 2),
                0,
            )
        assert len(watch.versions()) == 3


def test_an_edit_of_an_item_that_lost_its_id_to_another_is_its_own_version(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        (first, one), (second, two), _ = SAID.items()
        site["/feed"] = feed(item(site, "/a/1", first, "latest", one))
        watch.check(source)
        site["/feed"] = feed(item(site, "/a/2", second, "latest", two))
        watch.check(source)
        edited = f"{two} Those responsible must be brought to justice."
        site["/feed"] = feed(item(site, "/a/2", second, "latest", edited))
        assert watch.check(source).stored == 1
        assert [(version.text, version.n) for version in watch.versions()] == [(one, 1), (edited, 2)]


def test_sessions_in_links_do_not_have_every_page_read_again(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        for round_ in range(3):
            for n, (title, text) in enumerate(SAID.items()):
                site[f"/a/{n}?sid={round_}"] = Page(statement_page(title, text))
            site["/feed"] = feed(
                *(item(site, f"/a/{n}?sid={round_}", title, f"id-{n}") for n, title in enumerate(SAID))
            )
            report = watch.check(source)
            assert (report.listed, report.known, report.stored) == ((3, 3, 0) if round_ else (3, 0, 3))
        assert not any(path.startswith("/a/") and not path.endswith("sid=0") for path in site.asked)


def test_an_item_that_moved_and_got_a_new_title_is_looked_at_once(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        (title, text), *_ = SAID.items()
        site["/a/1"] = Page(statement_page(title, text))
        site["/feed"] = feed(item(site, "/a/1", title, "id-1"))
        watch.check(source)
        site["/b/1"] = Page(statement_page("A guest from Lisbon", text))
        site["/feed"] = feed(item(site, "/b/1", "A guest from Lisbon", "id-1"))
        assert watch.check(source).stored == 1
        site["/feed"] = feed(item(site, "/b/1", "A guest from Lisbon (photos)", "id-1"))
        assert watch.check(source).known == 1
        assert [(version.title, version.n) for version in watch.versions()] == [("A guest from Lisbon", 2)]
        assert site.asked["/b/1"] == 1


@pytest.mark.parametrize("body", ["page", "feed"])
def test_a_site_with_new_addresses_says_nothing_new(body: str, tmp_path: Path) -> None:
    """What was offered until yesterday joins, however long ago it was first seen and however little changed since."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:

        def publish(path: str, key: str) -> None:
            items = []
            for n, (title, text) in enumerate(SAID.items()):
                site[f"{path}/{n}"] = Page(statement_page(title, text))
                items.append(item(site, f"{path}/{n}", title, f"{key}-{n}", text if body == "feed" else ""))
            site["/feed"] = feed(*items)

        source = feed_source(site, body=body)
        publish("/old", "a")
        assert watch.check(source).stored == 3
        for _ in range(40):
            watch.clock.advance(timedelta(hours=25))
            watch.check(source)
        publish("/new", "b")
        report = watch.check(source)
        assert (report.verdict, report.known, report.stored) == (Verdict.OK, 0, 0)
        assert sorted(version.title for version in watch.versions()) == sorted(SAID)
        watch.clock.advance(timedelta(days=15))
        publish("/newer", "c")  # nobody looked for a fortnight
        assert watch.check(source).stored == 3
