"""The shipped watches: each can be read, says what it is for, and routes nothing by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import query
from config import load, write_example
from config.watch_templates import WRITTEN, Template, templates
from pipeline.opening import query_problem, watch_problems

ALL = tuple(templates().values())


@pytest.mark.parametrize("template", ALL, ids=[template.id for template in ALL])
def test_a_template_can_be_read_and_says_what_it_is_for(template: Template) -> None:
    assert query_problem(template.query, (), ()) is None
    assert query.parse(template.query) != query.parse("")
    assert template.purpose.endswith(".")
    assert "\n" not in template.purpose
    assert (template.to, template.enabled) == ((), True)
    watch = template.watch(to=("slack:C1",), id="mine")
    assert (watch.id, watch.query, watch.rate, watch.to) == (
        "mine", template.query, template.rate, ("slack:C1",),
    )  # fmt: skip


def test_no_two_ask_for_the_same() -> None:
    trees = [query.written(query.parse(template.query)) for template in ALL]
    assert len(set(trees)) == len(trees) == len({template.name for template in ALL})


def test_a_new_installation_begins_with_four_of_them_word_for_word(tmp_path: Path) -> None:
    write_example(tmp_path, contact="mailto:desk@example.org")
    written = load(tmp_path, {}, check_watch=watch_problems).watches
    assert [watch.id for watch in written] == list(WRITTEN)
    assert list(written) == [templates()[name].watch() for name in WRITTEN]
    text = (tmp_path / "watches.yaml").read_text("utf-8")
    for name in WRITTEN:
        assert f"# {templates()[name].purpose}\n  - id: {name}\n" in text


def test_every_routing_that_the_file_shows_can_be_taken_as_it_stands(tmp_path: Path) -> None:
    write_example(tmp_path, contact="mailto:desk@example.org")
    path = tmp_path / "watches.yaml"
    lines = path.read_text("utf-8").splitlines()
    shown = [
        line.replace("#     ", "    ").partition("  #")[0] for line in lines if line.startswith("#     ")
    ]
    assert len(shown) == 6
    path.write_text("\n".join([*lines, *shown, ""]), "utf-8")
    last = load(tmp_path, {}, check_watch=watch_problems).watches[-1]
    assert (last.rate, last.min_confidence, last.cap, last.always) == ("now", 0.7, 30, "rung:>=7")
    assert last.quiet is not None
    assert last.quiet.weekends
