"""Lists of articles in a page's JSON-LD, in the forms that sites write them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.kinds import ItemFields
from config.source import JsonApiSource
from spiders.extract import json_ld
from spiders.extract.reading import entry
from statements.labels import Verdict
from statements.model import Extraction

URL = "https://m.example/en/news"
FIELDS = ItemFields(link="url", title="headline", date="datePublished", modified="dateModified")
SOURCE = JsonApiSource(id="m", name="M", issuer="FR", entry=URL, embedded="json-ld", fields=FIELDS)


def page(*scripts: object, head: str = "") -> bytes:
    told = "".join(
        f'<script type="application/ld+json">{one if isinstance(one, str) else json.dumps(one)}</script>'
        for one in scripts
    )
    return f"<html><head><title>News</title>{head}{told}</head><body><h1>News</h1><p>All of it.</p></body></html>".encode()


def read(*scripts: object, head: str = "") -> Extraction:
    return entry(SOURCE, page(*scripts, head=head), url=URL, content_type="text/html; charset=utf-8")


def article(n: int, **more: Any) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "url": f"/en/news/{n}",
        "headline": f"Statement {n}",
        "datePublished": f"2026-11-0{n}",
        **more,
    }


def bare(n: int) -> dict[str, Any]:
    return {key: value for key, value in article(n).items() if key != "url"}


def item(n: int, **more: Any) -> dict[str, Any]:
    return {"@type": "ListItem", "position": n, **more}


FORMS: dict[str, list[object]] = {
    "an item list": [{"@type": "ItemList", "itemListElement": [item(n, item=article(n)) for n in (1, 2)]}],
    "an item list without list items": [{"@type": "ItemList", "itemListElement": [article(1), article(2)]}],
    "a list item with the address, an item with the rest": [
        {"@type": "ItemList", "itemListElement": [item(n, url=f"/en/news/{n}", item=bare(n)) for n in (1, 2)]}
    ],
    "a collection whose main entity is a list": [
        {"@type": "CollectionPage", "url": URL, "mainEntity": {"@type": "ItemList", "itemListElement": [article(1), article(2)]}}
    ],
    "a collection with parts": [{"@type": ["WebPage", "CollectionPage"], "hasPart": [article(1), article(2)]}],
    "a blog": [{"@type": "Blog", "blogPost": [article(1, **{"@type": "BlogPosting"}), article(2)]}],
    "an array of articles": [[article(1), article(2)]],
    "a script for each article": [article(1), article(2)],
    "a graph": [{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "url": "/"}, article(1), article(2)]}],
    "a graph whose list only names its parts": [
        {
            "@graph": [
                {"@type": "ItemList", "itemListElement": [item(n, item={"@id": f"#a{n}"}) for n in (1, 2)]},
                article(2, **{"@id": "#a2"}),
                article(1, **{"@id": "#a1"}),
            ]
        }
    ],
    "types with the vocabulary's address": [[article(n, **{"@type": "http://schema.org/NewsArticle"}) for n in (1, 2)]],
    "the address in mainEntityOfPage": [
        [{**bare(1), "mainEntityOfPage": {"@type": "WebPage", "@id": "https://m.example/en/news/1"}},
         {**bare(2), "mainEntityOfPage": "https://m.example/en/news/2#body"}]
    ],
    "the address in the id": [[{**bare(n), "@id": f"https://m.example/en/news/{n}#article"} for n in (1, 2)]],
    "a comment around it": ["<!-- " + json.dumps([article(1), article(2)]) + " -->"],
    "a CDATA section around it": ["//<![CDATA[\n" + json.dumps([article(1), article(2)]) + "\n//]]>"],
    "a commented CDATA section around it": ["/*<![CDATA[*/" + json.dumps([article(1), article(2)]) + "/*]]>*/"],
    "a semicolon behind it": [json.dumps([article(1), article(2)]) + " ;"],
    "objects one behind the other": [json.dumps(article(1)) + "\n" + json.dumps(article(2))],
    "the entities of HTML": [json.dumps([article(1), article(2)]).replace('"', "&quot;")],
    "an ampersand of HTML in an address": [
        [article(1, url="/en/news/1#a&amp;b"), article(2, url="/en/news/2#a&#038;b")]
    ],
    "values with a type and a language": [
        [article(n, headline={"@language": "en", "@value": f"Statement {n}"}, datePublished=[{"@type": "Date", "@value": f"2026-11-0{n}"}])
         for n in (1, 2)]
    ],
    "much white space before its end": [json.dumps([article(1), article(2)])[:-1] + " " * 300_000 + "]"],
    "beside what is nested without end": ["[" * 40_000, "[" * 40_000 + "]" * 40_000, [article(1), article(2)]],
    "behind thousands of empty scripts": ["" for _ in range(6000)] + [[article(1), article(2)]],
    "a line break in a string": [json.dumps([article(1, description="two\nlines"), article(2)]).replace("\\n", "\n")],
    "a script that is broken before it": ['{"@type": "Organization", }', [article(1), article(2)]],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_list_is_read_in_whatever_form(form: str) -> None:
    found = read(*FORMS[form])
    assert [(draft.url, draft.title, [raw.raw for raw in draft.dates]) for draft in found.drafts] == [
        ("https://m.example/en/news/1", "Statement 1", ["2026-11-01"]),
        ("https://m.example/en/news/2", "Statement 2", ["2026-11-02"]),
    ], found.reason


@pytest.mark.parametrize("kind", ["application/ld+json; charset=utf-8", " Application/LD+JSON "])
def test_the_type_of_a_script_is_what_browsers_take_for_it(kind: str) -> None:
    body = page([article(1)]).replace(b"application/ld+json", kind.encode())
    assert len(entry(SOURCE, body, url=URL, content_type="text/html; charset=utf-8").drafts) == 1


def test_the_link_to_the_older_page_is_found_beside_the_list() -> None:
    source = SOURCE.model_copy(update={"next": "css: a.older"})
    body = page([article(1)]).replace(b"</body>", b"<a class='older' href='?page=2'>Older</a></body>")
    found = entry(source, body, url=URL, content_type="text/html; charset=utf-8")
    assert found.next_url == f"{URL}?page=2"
    assert read([article(1)]).next_url is None


def test_a_list_of_addresses_alone_lists_them() -> None:
    found = read(
        {"@type": "ItemList", "itemListElement": ["/en/news/1", item(2, url="/en/news/2", name="Two")]}
    )
    assert [(draft.url, draft.title) for draft in found.drafts] == [
        ("https://m.example/en/news/1", ""),
        ("https://m.example/en/news/2", "Two"),
    ]


def test_an_article_that_is_named_twice_is_listed_once_with_all_that_is_said() -> None:
    found = read(
        {"@type": "ItemList", "itemListElement": [item(1, url="/en/news/1")]},
        article(1, dateModified="2026-11-05"),
    )
    [draft] = found.drafts
    assert (draft.title, draft.dates[0].raw, draft.modified[0].raw) == (
        "Statement 1",
        "2026-11-01",
        "2026-11-05",
    )


def test_relative_addresses_belong_to_the_base_of_the_page() -> None:
    found = read([article(1, url="news/1")], head='<base href="https://m.example/fr/">')
    assert [draft.url for draft in found.drafts] == ["https://m.example/fr/news/1"]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"@type": "BreadcrumbList", "itemListElement": [item(1, item={"@id": "https://m.example/a", "name": "A"})]}, id="crumbs"),
        pytest.param({"@type": "ItemList", "itemListElement": [item(1, item={"@type": "SiteNavigationElement", "url": "/a"})]}, id="a menu"),
        pytest.param({"@type": ["ItemList", "SiteNavigationElement"], "itemListElement": [item(1, url="/a", name="A")]}, id="a menu as a list"),
        pytest.param({"@type": "ItemList", "itemListElement": [item(1, item={"@type": "Event", "url": "/e", "name": "E"})]}, id="events"),
        pytest.param({"@type": "NewsArticle", "url": URL, "headline": "The page itself", "datePublished": "2026-11-01"}, id="itself"),
        pytest.param([{"@type": "WebPage", "url": "/other"}, {"@type": "Organization", "url": "/"}], id="a site"),
        pytest.param([article(1, url="javascript:alert(1)")], id="no address"),
        pytest.param("[" * 40_000, id="too deep"),
        pytest.param({"@type": "ItemList", "itemListElement": []}, id="nothing"),
    ],
)  # fmt: skip
def test_what_lists_no_articles_is_no_list(said: object) -> None:
    found = read(said)
    assert (found.verdict, found.drafts) == (Verdict.PARSE_ERROR, ())
    assert found.reason == "the page has no JSON-LD that lists articles"


def test_a_wall_is_told_as_one() -> None:
    body = b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    found = entry(SOURCE, body, url=URL, content_type="text/html")
    assert found.verdict is Verdict.BLOCKED


_KEYS = st.sampled_from(
    ["@id", "@type", "@graph", "url", "item", "itemListElement", "hasPart", "mainEntity", "headline", "name"]
)
_VALUES = (
    st.none()
    | st.integers()
    | st.sampled_from(
        [
            "NewsArticle",
            "ItemList",
            "ListItem",
            "BreadcrumbList",
            "/en/news/1",
            "https://m.example/2",
            "http://[",
            "x",
        ]
    )
)


@given(
    st.recursive(
        _VALUES,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5),
        max_leaves=25,
    )
)
@settings(max_examples=150, deadline=None)
def test_nothing_that_a_site_says_makes_the_reader_raise(data: object) -> None:
    for draft in read(data).drafts:
        assert draft.url.startswith("https://m.example/")


def test_a_value_is_read_without_its_type_and_language() -> None:
    thing = {
        "a": {"@type": "Date", "@value": " 2026-11-01 "},
        "b": [{"@language": "en", "@value": "One"}, "Two"],
        "c": {"@id": "x"},
    }
    assert [json_ld.text(thing, key) for key in ("a", "b", "c", "d")] == ["2026-11-01", "One", None, None]
