"""A saved article of a source whose list stands on its front page, or under a category, is no front page and no category."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import sources
from tests.unit.spiders.test_short_statements import TEXT, page


@pytest.mark.parametrize("source", ["us-usun", "ir-mfa", "np-mfa", "ec-mfa"])
def test_a_saved_article_is_read_whatever_the_address_of_its_list(source: str, tmp_path: Path) -> None:
    file = tmp_path / "article.html"
    file.write_bytes(page("Statement on the attack in Aleppo", TEXT * 4))
    entry = sources.find(source, None)
    assert sources.test_offline(entry, file, entry=False)["verdict"] == "ok"
    assert sources.extract_file(file, url="", source=entry)["verdict"] == "ok"
