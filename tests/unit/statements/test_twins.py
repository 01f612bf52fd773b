"""Names that one statement's languages share, and numbers that outlive headlines."""

from __future__ import annotations

import pytest

from statements.identity import alternate_names, is_id, locators, twin_names


def names(url: str, guid: str | None = None) -> set[str]:
    return set(twin_names(locators(url, guid)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://mfa.example/en/news/aleppo", "https://mfa.example/fr/news/aleppo"),
        ("https://mfa.example/en/news/aleppo", "https://www.mfa.example/news/aleppo"),
        ("http://en.kremlin.example/events/president/news/75712", "http://kremlin.example/events/president/news/75712"),
        ("https://mfa.example/news?id=7&lang=en", "https://mfa.example/news?id=7&lang=ar"),
        ("https://mfa.example/news/aleppo-en.html", "https://mfa.example/news/aleppo-fr.html"),
        ("https://amt.example/de/newsroom/syrien-2449908", "https://amt.example/en/newsroom/syria-2449908"),
        ("https://mfa.example/zh-hans/news/aleppo", "https://mfa.example/en-GB/news/aleppo"),
    ],
)  # fmt: skip
def test_the_languages_of_one_statement_share_a_name(one: str, other: str) -> None:
    assert names(one) & names(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://mfa.example/en/news/aleppo", "https://mfa.example/fr/news/alep"),
        ("https://mfa.example/en/", "https://mfa.example/fr/"),
        ("https://mfa.example/en/statement-20241201", "https://mfa.example/fr/declaration-20241201"),
        ("https://mfa.example/en/aleppo-12", "https://mfa.example/fr/alep-12"),
        ("https://one.example/en/news/aleppo", "https://other.example/fr/news/aleppo"),
    ],
)
def test_others_share_none(one: str, other: str) -> None:
    assert not names(one) & names(other)


def test_a_publishers_id_is_shared_if_it_is_long_enough_to_be_nobody_elses() -> None:
    assert names("https://a.example/x/1", "urn:uuid:7c1f") & names("https://b.example/y/2", "urn:uuid:7c1f")
    assert not names("https://a.example/x/1", "7") & names("https://b.example/y/2", "7")


def test_alternates_are_other_pages_only() -> None:
    own = locators("https://mfa.example/en/a", None)
    urls = [
        "https://mfa.example/en/a/",
        "https://mfa.example/fr/b",
        "https://mfa.example/",
        "mailto:x",
        "https://mfa.example/fr/b",
    ]
    assert alternate_names(urls, own=own) == ("path:mfa.example/fr/b",)


def test_a_number_at_the_end_of_the_path_is_an_id_and_a_date_is_none() -> None:
    assert locators("https://www.mfa.example/a-2449908.html", "g")[:2] == ("guid:g", "id:mfa.example:2449908")
    for path in ("a-20241201", "2024/202412", "a-1234", "a2449908", "1.2.3"):
        assert not is_id(locators(f"https://mfa.example/{path}", None)[0]), path
