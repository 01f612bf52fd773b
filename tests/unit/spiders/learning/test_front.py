"""What a front page says of its doors."""

from __future__ import annotations

import pytest

from spiders.extract.learn_front import Front, front
from spiders.extract.page import parse
from tests.unit.spiders.learning.entries import HOST, chrome


def look(main: str, *, head: str = "", language: str = "en") -> Front:
    return front(
        parse(
            chrome(main, head=head, language=language).encode(),
            url=f"{HOST}/",
            content_type="text/html; charset=utf-8",
        )
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Press releases"), ("fr", "Communiqués de presse"), ("de", "Pressemitteilungen"), ("es", "Comunicados"), ("it", "Comunicati stampa"),
        ("pt", "Notícias"), ("ru", "Новости"), ("ar", "البيانات الصحفية"), ("ar", "الأخبار"), ("fa", "اخبار"), ("tr", "Haberler"), ("zh", "新闻"), ("ja", "報道発表"),
        ("ko", "보도자료"), ("pl", "Aktualności"), ("uk", "Новини"), ("he", "חדשות"), ("nl", "Nieuws"), ("ro", "Știri"), ("el", "Νέα"), ("sv", "Nyheter"),
        ("fi", "Ajankohtaista"), ("cs", "Zprávy"),
    ],
)  # fmt: skip
def test_the_section_of_news_is_found_in_every_language(language: str, words: str) -> None:
    menu = (
        '<ul><li><a href="/a1">About</a></li><li><a href="/a2">'
        + words
        + '</a></li><li><a href="/a3">Visa</a></li></ul>'
    )
    found = look(f"<main>{menu}</main>", language=language)
    assert found.sections[:1] == (f"{HOST}/a2",)


def test_statements_go_before_news_and_news_before_articles() -> None:
    main = '<main><a href="/m">Media</a> <a href="/news">News</a> <a href="/st">Statements</a> <a href="/news/2024/1234-visit">News of the visit</a></main>'
    sections = front(parse(chrome(main).encode(), url=f"{HOST}/", content_type="text/html")).sections
    assert sections[:2] == (f"{HOST}/st", f"{HOST}/news")


def test_feeds_and_the_interface_of_wordpress_are_read_from_the_head_and_comments_are_not() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        '<link rel="alternate" type="application/json+oembed" href="/oembed"><link rel="https://api.w.org/" href="/wp-json/">'
    )
    found = front(
        parse(
            chrome('<main><a href="/en/rss.xml">RSS</a></main>', head=head).encode(),
            url=f"{HOST}/",
            content_type="text/html",
        )
    )
    assert found.feeds == (f"{HOST}/feed/", f"{HOST}/en/rss.xml")
    assert found.api == f"{HOST}/wp-json/"
