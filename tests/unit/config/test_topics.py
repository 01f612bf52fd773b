"""Users' own topics in ``topics.yaml``: what is refused and where, and passages that are added without touching the rest."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from config import add_passage, load
from pipeline.opening import watch_problems
from statements.errors import CommuniqueError, ConfigError
from tests.unit.config.directories import SOURCE, problems, write

SETTINGS = "network: {contact: 'mailto:desk@example.org'}\n"
TOPICS = """\
# What the desk follows.
topics:
  - id: grain   # short, since it is typed
    name: Grain by sea
    share: 2
    examples:
      # from the spring
      - "Grain ships must be able to leave the port of Odesa."
      - 'Exports of wheat across the Black Sea must resume.'
      - Les exportations de céréales doivent reprendre sans délai.
      - >
        Inspections of cargo ships
        must not be delayed.
      - We welcome the extension of the grain arrangement.   # the shortest
    phrases: [grain corridor]
  - id: visas
    name: Visas
    examples: [Visas will be free., Visas are issued at once., The visa regime ends., No visa is needed., Visa fees are waived.]
"""


def place(tmp_path: Path, topics: str = TOPICS, watches: str | None = None) -> Path:
    write(tmp_path, settings=SETTINGS, watches=watches, sources={"example.yaml": SOURCE})
    (tmp_path / "topics.yaml").write_text(topics, encoding="utf-8")
    return tmp_path


def test_topics_are_read(tmp_path: Path) -> None:
    grain, visas = load(place(tmp_path), {}).topics
    assert (grain.id, grain.share, grain.phrases, grain.not_examples) == ("grain", 2, ("grain corridor",), ())
    assert grain.examples[3] == "Inspections of cargo ships must not be delayed."
    assert (visas.description, visas.share) == ("", 1)


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    write(tmp_path, settings=SETTINGS, sources={"example.yaml": SOURCE})
    assert load(tmp_path, {}).topics == ()
    (tmp_path / "topics.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert load(tmp_path, {}).topics == ()


FIVE = (
    "[Grain ships sail., Wheat leaves the port., Maize is loaded., Barley is exported., Cargo is inspected.]"
)


@pytest.mark.parametrize(
    ("topics", "problem"),
    [
        (f"topics:\n  - {{id: ceasefire, name: a, examples: {FIVE}}}", 'topics.yaml:2: topics[0].id: "ceasefire" is a label'),
        (f"topics:\n  - {{id: condemnation, name: a, examples: {FIVE}}}", '"condemnation" is a label that communique ships'),
        (f"topics:\n  - {{id: Grain!, name: a, examples: {FIVE}}}", "topics.yaml:2: topics[0].id: must be an id of small letters"),
        (f"topics:\n  - {{id: a, examples: {FIVE}}}", "topics.yaml:2: topics[0].name: is required"),
        ("topics:\n  - {id: a, name: a}", "topics.yaml:2: topics[0].examples: is required"),
        ("topics:\n  - id: a\n    name: a\n    examples:\n      - Grain ships sail.", "topics.yaml:4: topics[0].examples: has 1 of at least 5"),
        (f"topics:\n  - {{id: a, name: a, share: 0, examples: {FIVE}}}", "topics[0].share: must be at least 0.1"),
        (f"topics:\n  - {{id: a, name: a, share: 50, examples: {FIVE}}}", "topics[0].share: must be at most 20"),
        (f"topics:\n  - {{id: a, name: a, share: few, examples: {FIVE}}}", "topics[0].share: must be a number"),
        (f"topics:\n  - {{id: a, name: a, phrases: ['!'], examples: {FIVE}}}", "topics[0].phrases[0]: must have two letters"),
        (f"topics:\n  - {{id: a, name: a, exampels: [], examples: {FIVE}}}", 'topics[0].exampels: is not known; did you mean "examples"?'),
        ("topics:\n  - id: a\n    name: a\n    examples: [Grain ships sail., b, Maize is loaded., Barley is exported., 5]",
         "topics.yaml:4: topics[0].examples[1]: is too short to learn from"),
        ("topics:\n  - id: a\n    name: a\n    examples: [Grain ships sail., grain  ships sail., Maize is loaded., Barley is sold., Cargo is sold.]",
         "topics.yaml:4: topics[0].examples[1]: is the same passage as examples[0]"),
        (f"topics:\n  - id: a\n    name: a\n    examples: {FIVE}\n    not_examples:\n      - Wheat leaves the port.",
         "topics.yaml:6: topics[0].not_examples[0]: is the same passage as examples[1]"),
        (f"topics:\n  - {{id: a, name: a, examples: {FIVE}}}\n  - {{id: a, name: a, examples: {FIVE}}}",
         'topics.yaml:3: topics[1].id: "a" is given twice (first in '),
        ("topics: 5", "topics.yaml:1: topics: must be a list"),
        ("topic: []", 'topics.yaml:1: topic: is not known; did you mean "topics"?'),
        (f"topics:\n  - {{id: a, name: a, examples: ['{'x' * 4001}']}}", "topics[0].examples[0]: must have at most 4000"),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(tmp_path: Path, topics: str, problem: str) -> None:
    found = problems(place(tmp_path, topics))
    assert [line for line in found if problem in line], found
    assert all(line.startswith("topics.yaml:") for line in found)


def test_a_watch_may_ask_for_an_own_topic_and_no_other(tmp_path: Path) -> None:
    watches = "watches:\n  - {id: w, name: w, query: 'topic:grain OR topic:ceasefire'}\n"
    load(place(tmp_path, watches=watches), {}, check_watch=watch_problems)
    place(tmp_path, watches=watches.replace("topic:grain", "topic:grian"))
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, {}, check_watch=watch_problems)
    assert "watches.yaml:2: watches[0].query: topic: cannot be 'grian'; did you mean grain?" in str(
        caught.value
    )
    assert "it is one of unsc-2254, " in str(caught.value)


def test_a_passage_is_added_and_all_else_stays(tmp_path: Path) -> None:
    place(tmp_path)
    now = add_passage(tmp_path, "grain", "examples", "Wheat: “free passage”, they said #1.\n It sails.")
    assert now.examples[-1] == "Wheat: “free passage”, they said #1. It sails."
    add_passage(tmp_path, "grain", "not_examples", "The harvest was good.")
    text = (tmp_path / "topics.yaml").read_text("utf-8")
    grain, visas = load(tmp_path, {}).topics
    assert (len(grain.examples), grain.not_examples) == (6, ("The harvest was good.",))
    assert len(visas.examples) == 5
    kept = [line for line in TOPICS.splitlines() if line not in text.splitlines()]
    assert kept == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def _adds(directory: Path, part: int) -> None:
    for number in range(8):
        add_passage(directory, "grain", "not_examples", f"Harvest {number} of hand {part} was good.")


def test_two_who_add_at_once_lose_nothing(tmp_path: Path) -> None:
    place(tmp_path)
    hands = [multiprocessing.get_context("spawn").Process(target=_adds, args=(tmp_path, p)) for p in (1, 2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert [hand.exitcode for hand in hands] == [0, 0]
    grain, _ = load(tmp_path, {}).topics
    assert len(grain.not_examples) == 16


def test_topics_that_are_no_file_are_a_fault(tmp_path: Path) -> None:
    place(tmp_path)
    (tmp_path / "topics.yaml").unlink()
    load(tmp_path, {})
    (tmp_path / "topics.yaml").mkdir()
    with pytest.raises(ConfigError, match=r"topics\.yaml:1: file: must be a file, and is not"):
        load(tmp_path, {})
    with pytest.raises(ConfigError, match="Is a directory"):
        add_passage(tmp_path, "grain", "examples", "Corn is sold at sea.")


def test_a_passage_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    place(tmp_path)
    before = (tmp_path / "topics.yaml").read_bytes()
    with pytest.raises(CommuniqueError, match="among the examples of grain already; nothing was written"):
        add_passage(tmp_path, "grain", "not_examples", "exports of WHEAT across the Black Sea must resume.")
    with pytest.raises(CommuniqueError, match="there is no topic 'corn'"):
        add_passage(tmp_path, "corn", "examples", "Corn is sold.")
    with pytest.raises(ConfigError, match=r"examples\[5\]: is too short"):
        add_passage(tmp_path, "grain", "examples", "Corn.")
    assert (tmp_path / "topics.yaml").read_bytes() == before


def test_a_file_that_is_not_usable_is_left_alone(tmp_path: Path) -> None:
    place(tmp_path, TOPICS + "    share: 99\n")
    with pytest.raises(ConfigError, match=r"share: must be at most 20"):
        add_passage(tmp_path, "grain", "examples", "Corn is sold at sea.")
