"""The publisher's id in an address."""

from __future__ import annotations

import pytest

from config.source import ListingSource
from spiders.extract.items import identifier

SOURCE = ListingSource(
    id="m",
    name="M",
    issuer="SY",
    entry="https://m.example/",
    item="css: li",
    link="css: a",
    id_from="/news/([^/?#]+)",
)


@pytest.mark.parametrize(
    "link",
    [
        "https://m.example/news/بيان-1",
        "https://m.example/en/news/%D8%A8%D9%8A%D8%A7%D9%86-1",
        "https://m.example/news/%d8%a8%d9%8a%d8%a7%d9%86-1?page=2",
    ],
)
def test_an_id_is_the_same_however_its_address_is_written(link: str) -> None:
    assert identifier(SOURCE, link) == "بيان-1"


def test_the_first_text_with_an_id_tells_it() -> None:
    assert identifier(SOURCE, None, "https://m.example/about", "https://m.example/news/7") == "7"
    assert identifier(SOURCE, "https://m.example/about") is None
