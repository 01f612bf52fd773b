"""What `config check` refuses of addresses: those that cannot be, a browser that is not there, a door that is there already."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import load
from statements.errors import ConfigError

FEED = "id: a\nname: A\nissuer: CH\nkind: feed\nentry: http://127.0.0.1:9/feed\n"
SETTINGS = 'network: {allow: ["127.0.0.1"]}\n'


def problems(tmp_path: Path, *, settings: str = SETTINGS, source: str = FEED) -> list[str]:
    (tmp_path / "sources").mkdir()
    (tmp_path / "settings.yaml").write_text(settings)
    (tmp_path / "watches.yaml").write_text("watches: []\n")
    (tmp_path / "sources" / "a.yaml").write_text(source)
    try:
        load(tmp_path, {})
    except ConfigError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize("address", ["300.1.1.1", "1.2.3", "10.0.0.256:80", "1.2.3.4.5"])
def test_an_address_that_cannot_be_is_refused(address: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, settings=f'network: {{allow: ["127.0.0.1", "{address}"]}}\n')
    assert "network.allow" in problem and "is no address" in problem


def test_a_browser_that_is_not_there_is_refused_although_no_source_needs_it(tmp_path: Path) -> None:
    settings = f'network: {{allow: ["127.0.0.1"], browser: {tmp_path / "chromium"}}}\n'
    (problem,) = problems(tmp_path, settings=settings)
    assert "network.browser: there is no file" in problem


def test_a_further_door_that_is_the_first_one_is_refused(tmp_path: Path) -> None:
    same = "otherwise:\n  - {kind: feed, entry: http://127.0.0.1:9/feed}\n"
    (problem,) = problems(tmp_path, source=FEED + same)
    assert "otherwise[0].entry" in problem and "is there already" in problem


def test_a_further_door_at_another_address_or_read_in_another_way_is_none(tmp_path: Path) -> None:
    other = "otherwise:\n  - {kind: feed, entry: http://127.0.0.1:9/other}\n  - {kind: feed, entry: http://127.0.0.1:9/feed, body: feed}\n"
    assert problems(tmp_path, source=FEED + other) == []
