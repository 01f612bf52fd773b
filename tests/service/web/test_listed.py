"""All that a digest told, as its pages list it: exactly what was frozen, for who has the link, and what they thought of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode, urljoin

import pytest
from lxml import html

from archive.posts import DigestRecord
from pipeline.feedback import reporting
from pipeline.linking import Links, changes_page, links_of, section_page
from statements.labels import Grade
from tests.contract.examples import DAY, HOUR, MINUTE, NOW
from tests.service.readers import MONDAY, WEB, WEEK, Desk, desk, html_of
from tests.service.web.pages import Site, serving
from web.listing import PAGE

ANA, BEN = "ana@example.org", "ben@example.org"


@contextmanager
def told(
    directory: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Desk, Site, DigestRecord]]:
    """A digest of 110 statements, every third of which speaks of talks and is in its section, and the pages beside it."""
    monkeypatch.setenv("COMMUNIQUE_WEB__SECRET", "a-secret-of-the-tests")
    with desk(directory, database, web=WEB) as place:
        place.watch(MONDAY - WEEK)
        words = [" ".join(f"word{n}-{at}" for at in range(40)) for n in range(110)]  # no two are alike
        place.say_all(
            [
                (f"s{n}", MONDAY - 6 * DAY + n * 30 * MINUTE, f"{'On talks' if n % 3 == 0 else 'On aid'}: {text}.")
                for n, text in enumerate(words)
            ]
        )  # fmt: skip
        place.say("s1", MONDAY - HOUR, "On aid, in other words altogether.")
        (record,) = place.digest(MONDAY)
        links = links_of(place.service.config)
        assert links is not None
        with serving(directory) as address:
            yield place, Site(address, links, place.archive), record


def statements(site: Site, link: str) -> list[int]:
    """What a list holds, page by page, as a reader turns them."""
    found: list[int] = []
    while True:
        answer = site.get(link)
        assert answer.status == 200
        page = html.fromstring(answer.text)
        shown = [int(item.get("id").removeprefix("s")) for item in page.xpath("//ol/li")]
        assert 0 < len(shown) <= PAGE
        assert len(page.xpath("//ol/li//a[contains(@href, '/s/')]")) == len(shown), "each leads to our copy"
        found += shown
        following = page.xpath("//nav/b/following-sibling::a/@href")
        if not following:
            return found
        link = urljoin(link, following[0])


def frozen(place: Desk, versions: object) -> list[int]:
    return [place.archive.statements.version(version).statement for version in cast("list[int]", versions)]


def test_the_links_of_a_mail_list_exactly_what_was_frozen(
    archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with told(tmp_path / "desk", archive_url, monkeypatch) as (place, site, record):
        links: dict[str, str] = {
            " ".join(link.text_content().split()): link.get("href")
            for link in html.fromstring(html_of(place.mails(ANA)[0])).iter("a")
        }
        (section,) = cast("list[dict[str, Any]]", record.members["sections"])
        (more,) = [words for words in links if words.endswith("more in the archive")]
        assert links[more] == links["Talks"]
        listed = statements(site, links["Talks"])
        assert listed == frozen(place, section["versions"])
        assert len(listed) == 37 > int(more.split()[1])
        whole = statements(site, links["Say what was relevant"])  # the last of that name: of the whole digest
        assert whole == frozen(place, record.members["statements"])
        assert len(whole) == 110
        # What happens later changes nothing of it.
        place.say("late", MONDAY - 2 * DAY, "On talks, and stored late.")
        place.say("s0", MONDAY + HOUR, "On nothing of the kind any more.")
        assert statements(site, links["Talks"]) == listed
        assert statements(site, links["Say what was relevant"]) == whole
        shown = html.fromstring(site.get(links["Talks"]).text)
        (copy,) = shown.xpath(f"//li[@id='s{listed[0]}']//h3/a/@href")
        assert "On talks: word0-0" in site.get(copy).text, "the version that was told"
        assert "Title of s0 France · " in " ".join(
            shown.xpath(f"//li[@id='s{listed[0]}']")[0].text_content().split()
        )
        # So is what was edited.
        changes = changes_page(site.links.listed(record.id, BEN))
        page = html.fromstring(site.get(changes).text)
        (item,) = page.xpath("//ol/li")
        assert " ".join(item.text_content().split()).startswith("Edited")
        assert "Title of s1" in item.text_content()
        (copy,) = item.xpath(".//h3/a/@href")
        assert "in other words altogether" in site.get(copy).text
        assert ("Edited or withdrawn", changes) in [
            (link.text_content(), link.get("href"))
            for link in html.fromstring(site.get(site.links.listed(record.id, BEN)).text).iter("a")
        ]


def test_what_readers_think_is_kept_once_by_reader_and_counted(
    archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with told(tmp_path / "desk", archive_url, monkeypatch) as (place, site, record):
        (section,) = cast("list[dict[str, Any]]", record.members["sections"])
        first, other = frozen(place, section["versions"])[:2]
        ana = section_page(site.links.listed(record.id, ANA), "talks")
        ben = section_page(site.links.listed(record.id, BEN), "talks")
        assert place.archive.feedback.rows() == []
        page = html.fromstring(site.get(ana).text)
        (form,) = page.xpath(f"//li[@id='s{first}']//form")
        assert (form.get("method"), form.get("action")) == ("post", f"?at={first}#s{first}")
        assert form.xpath(".//button/@value") == ["yes", "no"]
        body = urlencode({"statement": form.xpath(".//input/@value")[0], "relevant": "yes"})
        for _ in range(2):
            answer = site.post(urljoin(ana, form.get("action").partition("#")[0]), body)
            assert answer.status == 200
            (item,) = html.fromstring(answer.text).xpath(f"//li[@id='s{first}']")
            assert "You said: relevant." in " ".join(item.text_content().split())
        site.post(ana, urlencode({"statement": other, "relevant": "no"}))
        site.post(ben, urlencode({"statement": first, "relevant": "no"}))
        site.post(site.links.listed(record.id, ANA), urlencode({"statement": first, "relevant": "no"}))
        assert [(row.statement, row.watch, row.person, row.relevant, row.via) for row in place.archive.feedback.rows()] == [
            (first, "talks", f"mail:{ANA}", True, "mail"), (other, "talks", f"mail:{ANA}", False, "mail"),
            (first, "talks", f"mail:{BEN}", False, "mail"), (first, "", f"mail:{ANA}", False, "mail"),
        ]  # fmt: skip
        report = reporting(place.service.config, place.archive, since=None, target=0.8)
        assert (report["answers"], report["people"], report["watches"][0]["asked"]) == (4, 2, 2)


# -- on the small archive of the other pages: statement 1 in two versions, 2 and 3


@pytest.fixture(scope="module")
def record(site: Site) -> DigestRecord:
    """A digest of 5,000 members, which are three in truth, and one of another week."""
    version = site.archive.statements.history(1)[1].id
    members = {
        "title": "Weekly of the desk <b>",
        "statements": [version] * 4_998 + [site.archive.statements.history(n)[0].id for n in (2, 3)],
        "sections": [{"id": "restraint", "title": "Calls for restraint", "query": "restraint", "versions": [version]}],
        "changes": [[version, "edited", "2024-12-01T13:00:00Z"]],
        "subject": "[Week 48]",
    }  # fmt: skip
    made = site.archive.digests.create("weekly", NOW - WEEK, NOW, members, lambda number: [], NOW)
    assert made is not None
    return made


def test_five_thousand_members_are_fifty_pages(site: Site, record: DigestRecord) -> None:
    whole = site.links.listed(record.id, ANA)
    first, last = site.get(whole), site.get(f"{whole}?page=50")
    for answer in (first, last):
        assert answer.text.count("<li id=") == 100
        assert len(answer.text.encode()) < 200_000
    assert "Page 1 of 50" in first.text
    assert 'href="?page=49"' in last.text
    assert '<ol start="4901"' in last.text
    for page in ("0", "51", "x", "-1", "9" * 30):
        assert site.get(f"{whole}?page={page}").status == 404
    assert '<li id="s3" class="at">' in site.get(f"{whole}?at=3").text
    assert "Page 1 of 50" in site.get(f"{whole}?at=77").text, "what is not in it is not looked for"


def test_a_digest_of_an_older_version_has_one_list(site: Site) -> None:
    """Of the sections nothing was frozen then, nor when something was edited."""
    version = site.archive.statements.history(1)[1].id
    old = {"statements": [version], "changes": [[version, "edited"]], "gaps": [], "subject": "[Week 44]"}
    made = site.archive.digests.create("weekly", NOW - 5 * WEEK, NOW - 4 * WEEK, old, lambda number: [], NOW)
    assert made is not None
    whole = site.links.listed(made.id, ANA)
    page = html.fromstring(site.get(whole).text)
    assert page.xpath("//ol/li/@id") == ["s1"]
    assert "Weekly of the desk · 27 Oct 2024" in " ".join(page.text_content().split())
    assert site.get(section_page(whole, "restraint")).status == 404
    assert "Edited" in site.get(changes_page(whole)).text


def test_without_its_own_link_no_digest_is_there(site: Site, record: DigestRecord) -> None:
    whole = site.links.listed(record.id, ANA)
    token = whole.rpartition("/")[2]
    stranger = (
        Links(base="https://desk.example/c", secret="another").listed(record.id, ANA).rpartition("/")[2]
    )
    end = site.links.unsubscribe("weekly", ANA).rpartition("/")[2]
    payload, _, signature = token.rpartition(".")
    forged = [
        str(record.id), token[:-1], payload, f"{payload}.{signature}x", stranger, end, "x", "%00", "a" * 5000,
        site.links.manage(ANA).rpartition("/")[2], site.links.feedback(1, "", ANA).rpartition("/")[2],
    ]  # fmt: skip
    before = site.archive.feedback.rows()
    for made in forged:
        for path in (f"/d/{made}", f"/d/{made}/s/restraint", f"/d/{made}/changes"):
            answer = site.get(path)
            assert (answer.status, "France" in answer.text) == (404, False), path
        assert site.post(f"/d/{made}", "statement=1&relevant=yes").status == 404, made
    for kind in ("u", "m", "f"):
        assert site.get(f"/{kind}/{token}").status == 404
    assert site.get(site.links.listed(9_999, ANA)).status == 404
    assert site.get(section_page(whole, "other")).status == 404
    assert site.archive.feedback.rows() == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("statement=2&relevant=maybe", 400),
        ("statement=2", 400),
        ("relevant=yes", 400),
        ("statement=2&relevant=yes&" + "a" * 20_000, 413),
        ("statement=02&relevant=yes", 400),
        ("statement=x&relevant=yes", 400),
        ("statement=77&relevant=yes", 400),
        ("", 400),
    ],
)
def test_a_post_that_says_nothing_of_what_is_listed_keeps_nothing(
    site: Site, record: DigestRecord, body: str, status: int
) -> None:
    before = site.archive.feedback.rows()
    answer = site.post(site.links.listed(record.id, "quiet@x.example"), body)
    assert answer.status == status
    assert "Nothing was changed" in answer.text
    inside = section_page(site.links.listed(record.id, "quiet@x.example"), "restraint")
    assert site.post(inside, "statement=2&relevant=yes").status == 400, "it is not in that section"
    assert site.archive.feedback.rows() == before


def test_looking_keeps_nothing_and_what_is_remote_is_text(site: Site, record: DigestRecord) -> None:
    before = site.archive.feedback.rows()
    whole = site.links.listed(record.id, ANA)
    for link in (
        whole,
        section_page(whole, "restraint"),
        changes_page(whole),
        site.links.feedback(1, "restraint", ANA),
    ):
        page = html.fromstring(site.get(link).text)
        assert page.xpath("//script | //img | //iframe | //*[@style] | //h1//b") == []
        assert page.xpath("//link/@href") == ["/c/style.css"]
        assert site.get(link, method="HEAD").status == 200
    assert site.archive.feedback.rows() == before
    assert site.archive.statements.history(1)[1].grade is Grade.WORDING
