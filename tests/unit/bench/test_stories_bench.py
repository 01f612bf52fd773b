"""The planted stories: a small part of the bench runs with every test, and so does the demo's joint statement."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from archive import Archive, open_archive
from bench.stories.filling import fill
from bench.stories.planted import Planted, read, score, table
from classifier import Reader

SMALL = (
    "el-namir",
    "moscow-beijing",
    "wadi-sarir",
    "formula-fr",
    "anniversary-treaty",
    "calls",
    "event-mardabad",
    "tillabassi",
    "launches",
    "tr-nicaragua",
)
DEMO = Path(__file__).parents[3] / "demo" / "texts"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture
def archive(tmp_path: Path, sqlite_template: Path) -> Archive:
    (tmp_path / "a.db").write_bytes(sqlite_template.read_bytes())
    return open_archive(f"sqlite:///{tmp_path / 'a.db'}")


def test_copies_are_found_and_near_misses_are_not(archive: Archive, reader: Reader) -> None:
    planted = [one for one in read("tuned") if one.case in SMALL]
    with archive:
        scores = score(planted, fill(archive, reader, planted))
    whole = scores["all"]
    assert whole.faults == []
    assert (whole.together, whole.events_found, whole.unfollowed) == (17, 10, [])
    assert whole.apart > 30
    assert list(table(scores))[-1].split()[:3] == ["all", "17", "17"]


def test_a_wrong_pair_and_a_missed_one_are_counted() -> None:
    planted = [one for one in read("tuned") if one.case == "el-namir"]
    found = {one.id: 1 for one in planted} | {"el-namir-de": 2}
    whole = score(planted, found)["all"]
    assert (whole.together, whole.missed, whole.wrong) == (4, 3, 6)
    assert (whole.precision, round(whole.recall, 2)) == (0.4, 0.57)
    parted = [one for one in read("tuned") if one.case == "tillabassi"]
    apart = score(parted, {one.id: at for at, one in enumerate(parted)})["all"]
    assert (apart.events, apart.events_found, len(apart.unfollowed)) == (3, 0, 3)


@pytest.mark.parametrize(
    ("name", "copies", "near"), [("tuned", 100, 400), ("held", 40, 100), ("fresh", 20, 40)]
)
def test_the_planted_sets_hold_together(name: str, copies: int, near: int) -> None:
    planted = read(name)
    assert max(Counter(one.id for one in planted).values()) == 1
    scores = score(planted, {one.id: at for at, one in enumerate(planted)})
    whole = scores["all"]
    assert (whole.missed >= copies, whole.apart > near, whole.wrong) == (True, True, 0)
    stories: dict[str, set[str]] = {}
    for one in planted:
        stories.setdefault(one.story, set()).add(one.case)
    assert all(len(cases) == 1 for cases in stories.values())


def test_the_joint_statement_of_the_demo_is_one_story_with_four_signatories(
    archive: Archive, reader: Reader
) -> None:
    planted = []
    for path in sorted(DEMO.glob("*.yaml")):
        world = YAML(typ="safe").load(path.read_text("utf-8"))
        site = world["site"]
        for one in world["statements"]:
            at = one["at"] if isinstance(one["at"], datetime) else datetime.fromisoformat(one["at"])
            at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
            planted.append(
                Planted(
                    id=f"{site['issuer']}/{one['slug']}",
                    case="demo",
                    kind="demo",
                    story="",
                    event=None,
                    source=site["id"],
                    issuer=site["issuer"],
                    language=one.get("language", site["language"]),
                    day=at.date(),
                    seen=at,
                    title=one["title"],
                    text=one["text"],
                )
            )
    planted.sort(key=lambda one: one.seen)
    with archive:
        found = fill(archive, reader, planted)
        number = found["FR/declaration-conjointe-qasr-halim"]
        story = archive.stories.story(number)
    assert sorted(name for name in found if found[name] == number) == [
        "DE/gemeinsame-erklaerung-qasr-halim",
        "FR/declaration-conjointe-qasr-halim",
        "GB/joint-statement-qasr-halim",
        "US/joint-statement-qasr-halim",
    ]
    assert {member.version.language for member in story.members} == {"en", "fr", "de"}
    everybody = {"US", "GB", "FR", "DE"}
    assert {name: set(by) for name, by in story.signatories.items()} == dict.fromkeys(everybody, everybody)
    assert len(set(found.values())) == len(planted) - 3, "nothing else of that week belongs together"
