"""Whole checks with the presets that no shipped source begins with: a source file of a few lines reads a site of that make.

The pages are made up, in the mark-up that each system writes.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from config.files import read_sources
from statements.labels import Verdict
from tests.fake_ministry import JSON, FakeMinistry, Page
from tests.service.spiders.watching import Watch

TITLE = "Valdoria on the ceasefire in Sarn"
TEXT = (
    "Valdoria, a country made up for this test, welcomes the ceasefire that was agreed in Sarn on Saturday.",
    "We call on all parties to keep to it and to let aid convoys pass without delay.",
)
WORDS = "".join(f"<p>{words}</p>" for words in TEXT)
NAV = "<header><a href='/'>Ministry of Foreign Affairs</a><nav><a href='/minister'>The Minister</a></nav></header>"
FOOT = "<footer><p>Ministry of Foreign Affairs, 1 Castle Square, Valdoria City</p></footer>"
ABOUT = "<div class='field {}'><p>The Ministry has spoken for Valdoria since 1921, in words that stand below every text of this site.</p></div>"
DAY = '<time datetime="2024-12-01T09:00:00Z">Sunday, 1 December 2024</time>'


def page(content: str) -> Page:
    return Page(
        f"<!DOCTYPE html><html lang='en'><head><title>{TITLE} | Ministry</title></head><body>{NAV}{content}{FOOT}</body></html>"
    )


DRUPAL = {
    "/news": page(
        f"""<main><h1>News</h1><div class="view view-news"><div class="view-content">
<div class="views-row"><div class="views-field views-field-title"><a href="/news/ceasefire">{TITLE}</a></div>
<div class="views-field views-field-created">{DAY}</div></div></div>
<nav class="pager"><ul><li class="pager__item pager__item--next"><a href="?page=1" rel="next">Next</a></li></ul></nav></div></main>"""
    ),
    "/news?page=1": page(
        """<main><div class="view-content"><div class="views-row"><a href="/news/visit">Visit of the Minister to Karst</a>
<span class="date-display-single">2024-11-28</span></div></div></main>"""
    ),
    "/news/ceasefire": page(
        f"""<main><article class="node node--type-news"><h1>{TITLE}</h1>{DAY}
<div class="field field--name-body field--type-text-with-summary">{WORDS}</div>
{ABOUT.format("field--name-field-about")}</article></main>"""
    ),
    "/news/visit": page(
        f"""<main><article><h1>Visit of the Minister to Karst</h1><div class="field-name-body">{WORDS.replace("ceasefire", "truce")}</div>
{ABOUT.format("field-name-field-about")}</article></main>"""
    ),
}
SHAREPOINT = {
    "/Pages/news.aspx": page(
        """<div id="DeltaPlaceHolderMain"><ul class="dfwp-list"><li class="dfwp-item"><div class="item">
<a href="/Pages/ceasefire.aspx">Valdoria on the ceasefire in Sarn</a><span class="date">01/12/2024</span></div></li></ul></div>"""
    ),
    "/Pages/ceasefire.aspx": page(
        f"""<div id="DeltaPlaceHolderMain"><h1>{TITLE}</h1><div class="ms-webpart-chrome">
<div class="ms-rtestate-field"><h2 class="ms-webpart-chrome-title">Page content</h2>{WORDS}</div></div>
<div class="ms-webpart-zone"><p>Read the other news of the Ministry.</p></div></div>"""
    ),
}
WORDPRESS = {
    "/wp-json/wp/v2/posts?per_page=25": Page(
        json.dumps(
            [
                {
                    "id": 41,
                    "type": "post",
                    "link": "/news/ceasefire/",
                    "guid": {"rendered": "https://ministry.example/?p=41"},
                    "date_gmt": "2024-12-01T09:00:00",
                    "modified_gmt": "2024-12-01T09:00:00",
                    "title": {"rendered": TITLE},
                    "content": {"rendered": WORDS, "protected": False},
                }
            ]
        ),
        JSON,
    )
}
OWN_SHAREPOINT = 'date_order: dmy\nitem: "css: .dfwp-item"\nlink: "css: a"\ndate: "css: .date"\n'


@pytest.mark.parametrize(
    ("preset", "entry", "own", "pages", "listed"),
    [
        ("drupal", "/news", "max_pages: 2\n", DRUPAL, 2),
        ("sharepoint", "/Pages/news.aspx", OWN_SHAREPOINT, SHAREPOINT, 1),
        ("wordpress", "/wp-json/wp/v2/posts", "", WORDPRESS, 1),
    ],
)
def test_a_preset_reads_a_site_of_its_make(
    preset: str, entry: str, own: str, pages: dict[str, Page], listed: int, tmp_path: Path
) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site.pages.update(pages)
        file = tmp_path / "sources" / "ministry.yaml"
        file.parent.mkdir()
        file.write_text(
            f"id: ministry\nname: Ministry\nissuer: FR\npreset: {preset}\nentry: {site.url(entry)}\n{own}"
        )
        [(source, _)] = read_sources(file.parent, [])
        report = watch.check(source)
        assert (report.verdict, report.listed, report.stored) == (Verdict.OK, listed, listed)
        for version in watch.versions():
            assert version.text.replace("truce", "ceasefire") == "\n\n".join(TEXT)
        [found] = [version for version in watch.versions() if version.title == TITLE]
        day = found.published.instant.date() if found.published.instant else found.published.day
        assert day == date(2024, 12, 1)
