"""What only a list tells of a statement (its form, who spoke, in what office, documents) is stored with the text of its page."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from config import catalogue
from config.kinds import ItemFields
from config.source import Article, JsonApiSource
from statements.labels import Kind
from statements.model import Version
from tests.fake_ministry import JSON, FakeMinistry, Page, statement_page
from tests.pages.cases import PAGES
from tests.service.spiders.watching import Watch, listing_source

TEXT = "The Minister said that the road to the north must stay open to everybody who needs it."


def told(version: Version) -> tuple[Kind | None, str | None, str | None, list[str]]:
    return version.kind, version.speaker, version.role, [document.url for document in version.attachments]


def test_what_an_api_tells_of_a_statement_outlives_an_edit_of_its_page(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = JsonApiSource(
            id="ministry",
            name="Ministry",
            issuer="FR",
            entry=site.url("/api"),
            fields=ItemFields(
                link="l", title="t", date="day", kind="form", speaker="who", role="as", attachments="files"
            ),
            labels={"Ansprache": Kind.REMARKS},
        )
        item = {
            "l": "/a/1", "t": "On the road", "day": "2024-12-02", "form": "Ansprache", "who": "Jane Roe", "as": "Minister", "files": ["/a/1.pdf"]
        }  # fmt: skip
        site["/api"] = Page("[]", JSON)
        watch.check(source)
        site["/api"] = Page(json.dumps([item]), JSON)
        site["/a/1"] = Page(statement_page("On the road", TEXT, date=""))
        assert watch.check(source).stored == 1
        said = (Kind.REMARKS, "Jane Roe", "Minister", [site.url("/a/1.pdf")])
        assert [told(version) for version in watch.versions()] == [said]
        site["/a/1"] = Page(statement_page("On the road", f"{TEXT} It must be safe as well.", date=""))
        watch.clock.advance(timedelta(hours=2))
        assert watch.check(source).stored == 1
        [edited] = watch.versions()
        assert (edited.n, told(edited)) == (2, said)
        assert edited.published.day == date(2024, 12, 2)  # and no edit moves the day of a statement


def test_what_a_page_says_itself_goes_before_its_list(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = JsonApiSource(
            id="ministry",
            name="Ministry",
            issuer="FR",
            entry=site.url("/api"),
            fields=ItemFields(link="l", title="t", speaker="who", role="as"),
            article=Article(speaker="css: .speaker"),
        )
        site["/api"] = Page(
            json.dumps([{"l": "/a/1", "t": "On the road", "who": "R. Roe", "as": "Minister"}]), JSON
        )
        page = statement_page("On the road", TEXT).replace("</h1>", '</h1><p class="speaker">Ruth Roe</p>')
        site["/a/1"] = Page(page)
        assert watch.check(source).stored == 1
        [version] = watch.versions()
        assert (version.speaker, version.role) == (
            "Ruth Roe",
            None,
        )  # whose office the list means is not sure


def test_the_label_of_a_listing_is_the_form_of_its_statement(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = listing_source(site, label="css: .form", labels={"Talk": Kind.REMARKS})
        site["/news/"] = Page(
            '<ul><li class="release"><a href="/a/1">One</a><i class="form">Talk</i></li>'
            '<li class="release"><a href="/a/2">Two</a><i class="form">Note</i></li></ul>'
        )
        for n, title in ((1, "One"), (2, "Two")):
            site[f"/a/{n}"] = Page(statement_page(title, f"{TEXT} {title}."))
        assert watch.check(source).stored == 2
        assert {version.title: version.kind for version in watch.versions()} == {
            "One": Kind.REMARKS,
            "Two": None,
        }


def test_the_first_word_of_a_syrian_title_tells_remarks_from_statements(tmp_path: Path) -> None:
    (shipped,) = (source for source in catalogue() if source.id == "sy-mofaex")
    saved = (PAGES / "sy-mofaex" / "plain" / "article.html").read_text("utf-8")
    titles = {
        "بيان حول الهدنة": None,
        "تصريح حول المحادثات": Kind.REMARKS,
        "تصريحات وزير الخارجية": Kind.REMARKS,
        "رد على تصريح المسؤول": None,
    }
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        rows = "".join(f'<h2><a href="/news/{n}">{title}</a></h2>' for n, title in enumerate(titles))
        site["/news"] = Page(f"<html><body>{rows}</body></html>")
        for n, title in enumerate(titles):
            site[f"/news/{n}"] = Page(
                saved.replace("بيان حول الهدنة في فالدوريا، وهي بلد متخيَّل", title).replace("أمس", f"أمس {n}")
            )
        source = shipped.model_copy(update={"entry": site.url("/news"), "page": None, "max_pages": 1})
        assert watch.check(source).stored == len(titles)
        assert {version.title: version.kind for version in watch.versions()} == titles
