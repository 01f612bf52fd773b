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


def test_http_that_becomes_https_is_no_second_statement(tmp_path: Path) -> None:
    """The same path with another scheme is one name of the statement; the feed's ids change with it."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        (title, text), *_ = SAID.items()
        site["/feed"] = feed(item(site, "/a/1", title, site.url("/a/1"), text))
        watch.check(source)
        secure = site.url("/a/1").replace("http://", "https://")
        entry = item(site, "/a/1", title, secure, text).replace(
            f"<link>{site.url('/a/1')}", f"<link>{secure}"
        )
        assert secure in entry
        site["/feed"] = feed(entry)
        report = watch.check(source)
        assert (report.known, report.stored, len(watch.versions())) == (1, 0, 1)


def test_a_subdomain_that_flips_for_an_hour_is_no_second_statement(tmp_path: Path) -> None:
    with FakeMinistry() as site, FakeMinistry("127.0.0.2") as mirror, Watch(tmp_path, site, mirror) as watch:
        source = feed_source(site)
        for host in (site, mirror, site, mirror, site):
            for n, (title, text) in enumerate(SAID.items()):
                host[f"/a/{n}"] = Page(statement_page(title, text))
            site["/feed"] = feed(
                *(item(host, f"/a/{n}", title, host.url(f"/a/{n}")) for n, title in enumerate(SAID))
            )
            watch.check(source)
            watch.clock.advance(timedelta(minutes=20))
        assert [(version.title, version.n) for version in watch.versions()] == [
            (title, 1) for title in reversed(SAID)
        ]
        assert all(mirror.asked[f"/a/{n}"] <= 1 for n in range(3))


def test_old_items_dated_anew_are_nothing_new(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        (title, text), *_ = SAID.items()
        before = "Sun, 01 Dec 2024 08:00:00 GMT"
        for date in (before, "Mon, 02 Dec 2024 11:00:00 GMT", "Mon, 02 Dec 2024 12:00:00 GMT"):
            entry = item(site, "/a/1", title, "id-1", text).replace(
                "</item>", f"<pubDate>{date}</pubDate></item>"
            )
            site["/feed"] = feed(entry)
            watch.check(source)
        [version] = watch.versions()
        assert (version.n, version.published.raw) == (1, before)


def test_ids_that_alternate_between_good_and_bad_are_one_statement_each(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        for round_ in range(4):
            site["/feed"] = feed(
                *(
                    item(site, f"/a/{n}", title, f"id-{n}" if round_ % 2 else "0", text)
                    for n, (title, text) in enumerate(SAID.items())
                )
            )
            assert watch.check(source).stored == (0 if round_ else 3)
        assert sorted(version.title for version in watch.versions()) == sorted(SAID)


@pytest.mark.parametrize("body", ["page", "feed"])
def test_a_feed_whose_items_all_share_one_id_is_told_apart_by_address(body: str, tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body=body)
        for n, (title, text) in enumerate(SAID.items()):
            site[f"/a/{n}"] = Page(statement_page(title, text))
        site["/feed"] = feed(
            *(
                item(site, f"/a/{n}", title, "urn:feed", text if body == "feed" else "")
                for n, (title, text) in enumerate(SAID.items())
            )
        )
        for stored in (3, 0):
            assert watch.check(source).stored == stored
            watch.clock.advance(timedelta(hours=25))
        assert sorted((version.title, version.text) for version in watch.versions()) == sorted(SAID.items())


def test_an_id_that_changes_with_the_headline_is_one_statement(tmp_path: Path) -> None:
    """The id is the address, the address is the headline, and the headline was edited."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        (title, text), *_ = SAID.items()
        for slug, headline in (("visit-from-lisbon", title), ("guest-from-lisbon", "A guest from Lisbon")):
            site[f"/a/{slug}"] = Page(statement_page(headline, text))
            site["/feed"] = feed(item(site, f"/a/{slug}", headline, site.url(f"/a/{slug}")))
            watch.check(source)
        assert len(watch.versions()) == 1


def test_a_number_in_the_address_that_outlives_the_headline_is_one_history(tmp_path: Path) -> None:
    """First by seven states, then by eleven: title, slug and text changed, the publisher's number did not."""
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        text = "We, the leaders of {}, call on all sides to return to the table and to keep the roads open for aid."
        for slug, states in (("seven-states", "seven states"), ("eleven-states", "eleven states")):
            url = f"/a/{slug}-2449908"
            site[url] = Page(statement_page(f"Statement by {states}", text.format(states)))
            site["/feed"] = feed(item(site, url, f"Statement by {states}", site.url(url)))
            watch.check(source)
        [version] = watch.versions()
        assert (version.n, version.title) == (2, "Statement by eleven states")


def test_the_same_url_in_two_forms_makes_one_statement(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        (title, text), *_ = SAID.items()
        forms = ("/a/%D8%A8", "/a/%d8%a8/", "/a/%D8%A8?utm_source=feed", "/a/%D8%A8#top")
        for form in forms:
            site[form.partition("#")[0]] = Page(statement_page(title, text))
            site["/feed"] = feed(item(site, form, title, site.url(form)))
            watch.check(source)
        assert [(version.title, version.n) for version in watch.versions()] == [(title, 1)]


def test_the_same_title_with_another_text_is_two_statements(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site)
        for n, text in enumerate(SAID.values()):
            site[f"/a/{n}"] = Page(statement_page("MFA Statement", text))
        site["/feed"] = feed(*(item(site, f"/a/{n}", "MFA Statement", f"id-{n}") for n in range(3)))
        assert watch.check(source).stored == 3
        assert len(watch.versions()) == 3
