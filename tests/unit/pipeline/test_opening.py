"""What is refused before anything runs: queries and routing that cannot work."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import load
from config.watches import Watch
from pipeline.opening import check_queries, watch_problems
from statements.errors import ConfigError


def test_an_exception_that_cannot_be_read_is_refused_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "watches.yaml").write_text(
        "watches:\n  - id: a\n    name: A\n    query: peace\n    always: 'rung:>=many'\n"
    )
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, {}, check_watch=watch_problems)
    assert "watches.yaml:5: watches[0].always: " in str(refused.value)


@pytest.mark.parametrize("query", ["-stance:warning peace", '"stance: this"'])
def test_a_least_score_needs_a_label_that_is_asked_for(tmp_path: Path, query: str) -> None:
    (tmp_path / "settings.yaml").write_text("")
    (tmp_path / "watches.yaml").write_text(
        f"watches:\n  - id: a\n    name: A\n    query: '{query}'\n    min_confidence: 0.5\n"
    )
    with pytest.raises(
        ConfigError, match=r"watches.yaml:5: watches\[0\].min_confidence: the query asks for no"
    ):
        load(tmp_path, {}, check_watch=watch_problems)
    config = load(tmp_path, {})
    strict = Watch(id="a", name="A", query=query, min_confidence=0.5)
    watched = type(config)(**{**vars(config), "watches": (strict,)})
    with pytest.raises(ConfigError, match="asks for no stance: and no topic:"):
        check_queries(watched)
