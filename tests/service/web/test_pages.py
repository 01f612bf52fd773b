"""Archived copies and reasons: what they show, to whom, and that nothing hostile gets through."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from lxml import html

from tests.service.web.pages import ARABIC, HOSTILE, Site


def words(text: str) -> str:
    return " ".join(" ".join(html.fromstring(text).itertext()).split())


def test_the_copy_shows_the_newest_version_and_where_it_is_from(site: Site) -> None:
    answer = site.get(site.links.archived(1))
    assert answer.status == 200
    said = words(answer.text)
    assert "France urges restraint." in said
    assert "First seen 2024-12-01T12:00:00Z" in said
    assert site.archive.statements.history(1)[1].sha256 in said
    assert "seen 2024-12-01T13:00:00Z (wording)" in said
    page = html.fromstring(answer.text)
    assert page.xpath("//dd/a/@href")[0] == "https://a.example/one"
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]


def test_an_older_version_and_what_changed_are_a_link_away(site: Site) -> None:
    newest = html.fromstring(site.get(site.links.archived(1)).text)
    assert "".join(newest.xpath("//del//text()")).strip()
    assert "urges" in "".join(newest.xpath("//ins//text()"))
    (older,) = [link for link in newest.xpath("//li/a/@href") if "/v/1?" in link]
    first = site.get(older)
    assert first.status == 200
    assert "France calls for restraint." in words(first.text)
    assert "This is version 1 of 2." in words(first.text)
    assert "What changed" not in words(first.text).partition("Versions")[0]


def test_what_a_ministry_wrote_is_text_and_never_mark_up(site: Site) -> None:
    for link in (site.links.archived(1, 1), site.links.archived(1), site.links.why(1)):
        page = html.fromstring(site.get(link).text)
        assert page.xpath("//script | //img | //iframe | //*[@style]") == []
    assert HOSTILE in words(site.get(site.links.archived(1, 1)).text)


def test_a_text_is_written_in_its_own_direction(site: Site) -> None:
    page = html.fromstring(site.get(site.links.archived(3)).text)
    (article,) = page.xpath("//article")
    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")
    assert article.text_content().strip() == ARABIC
    assert page.xpath("//h1/@dir") == ["rtl"]


def test_the_reason_names_watches_labels_quotes_and_the_model(site: Site) -> None:
    said = words(site.get(site.links.why(1, "restraint")).text)
    assert "Calls for restraint restraint Version 1 matched on 1 Dec 2024 13:00 UTC." in said
    assert "condemnation 0.97 France urges restraint." in said
    assert "rung 6: condemns strongly" in said
    assert "Read by the model model-7 ." in said


def test_a_statement_that_is_unread_or_matched_nothing_says_so(site: Site) -> None:
    assert "It has not been read yet." in words(site.get(site.links.why(3)).text)
    assert "It matched no watch." in words(site.get(site.links.why(2)).text)


@pytest.mark.parametrize(
    "path",
    ["/s/1", "/s/1?k=", "/s/1?k=wrong", "/s/1?k=ü", "/s/1/v/1", "/why/1", "/s/one?k=x", "/", "/docs", "/openapi.json"],
)  # fmt: skip
def test_without_the_link_there_is_nothing(site: Site, path: str) -> None:
    answer = site.get(path.replace("ü", "%C3%BC"))
    assert answer.status == 404
    assert "Nothing here" in answer.text
    assert "France" not in answer.text


def test_a_key_opens_one_statement_and_no_other(site: Site) -> None:
    key = urlsplit(site.links.archived(1)).query
    assert site.get(f"/s/2?{key}").status == 404
    assert site.get(f"/s/01?{key}").status == 404
    assert site.get(f"/s/1?{key}").status == 200


@pytest.mark.parametrize("version", ["0", "3", "x", "-1", "9" * 40])
def test_a_version_that_is_none_is_not_found(site: Site, version: str) -> None:
    query = urlsplit(site.links.archived(1)).query
    assert site.get(f"/s/1/v/{version}?{query}").status == 404


def test_a_statement_that_is_none_is_not_found(site: Site) -> None:
    assert site.get(site.links.archived(999)).status == 404
    assert site.get(site.links.why(999)).status == 404


def test_every_answer_is_guarded(site: Site) -> None:
    for link in (
        site.links.archived(1),
        "/nowhere",
        "/healthz",
        site.links.unsubscribe("weekly", "r@x.example"),
    ):
        headers = {name.lower(): value for name, value in site.get(link).headers.items()}
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert headers["cache-control"] == "private, no-store"
        assert "set-cookie" not in headers
        assert "server" not in headers


def test_nothing_comes_from_elsewhere(site: Site) -> None:
    for link in (site.links.archived(1), site.links.why(1), site.links.unsubscribe("weekly", "r@x.example")):
        page = html.fromstring(site.get(link).text)
        assert page.xpath("//link/@href") == ["/c/style.css"]
        assert page.xpath("//@src") == []
    assert "url(" not in site.get("/style.css").text


def test_it_says_that_it_is_well(site: Site) -> None:
    answer = site.get("/healthz")
    assert (answer.status, answer.text) == (200, '{"status":"ok"}')
    assert site.get("/healthz", method="HEAD").status == 200
    assert site.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_reading_pages_writes_nothing(site: Site) -> None:
    def state() -> list[str]:
        with site.archive.database.read() as connection:
            return [
                str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())  # noqa: S608
                for table in ("statement", "version", "match", "outbox", "unsubscribed", "source")
            ]

    before = state()
    for link in (
        site.links.archived(1), site.links.archived(1, 1), site.links.why(1), "/healthz",
        site.links.unsubscribe("weekly", "r@x.example"),
    ):  # fmt: skip
        site.get(link)
    assert state() == before
