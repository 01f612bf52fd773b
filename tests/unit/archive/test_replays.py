"""What depends on the moment is settled before the index is asked: the rest of the query means the same."""

from __future__ import annotations

from itertools import product

import pytest

from archive.query import Everything, Seen, Withdrawn, parse
from archive.replays import settled


@pytest.mark.parametrize(
    ("query", "true", "false"),
    [
        ("seen:<7d", "", None),
        ("-seen:<7d", None, ""),
        ("aleppo seen:<7d", "aleppo", None),
        ("aleppo -seen:<7d idlib", None, "aleppo idlib"),
        ("aleppo OR seen:<7d", "", "aleppo"),
        ("aleppo OR idlib -seen:<7d", "aleppo", "aleppo OR idlib"),
        ("-(aleppo seen:<7d)", "-aleppo", ""),
        ("-(aleppo OR seen:<7d)", None, "-aleppo"),
        ("aleppo (idlib OR seen:<7d OR homs)", "aleppo", "aleppo (idlib OR homs)"),
        ("aleppo", "aleppo", "aleppo"),
    ],
)
def test_a_part_that_is_true_or_false_leaves_the_rest(
    query: str, true: str | None, false: str | None
) -> None:
    leaf = parse("seen:<7d")
    assert isinstance(leaf, Seen)
    for truth, wanted in ((True, true), (False, false)):
        assert settled(parse(query), {leaf: truth}) == (None if wanted is None else parse(wanted))


def test_two_parts_are_settled_together() -> None:
    query = parse("(seen:<7d aleppo) OR (-withdrawn:yes idlib)")
    leaves = [parse("seen:<7d"), Withdrawn()]
    wanted: dict[tuple[bool, ...], object] = {
        (True, True): parse("aleppo"),
        (True, False): parse("aleppo OR idlib"),
        (False, True): None,
        (False, False): parse("idlib"),
    }
    for truth in product((True, False), repeat=2):
        assert settled(query, dict(zip(leaves, truth, strict=True))) == wanted[truth]


def test_everything_stays_everything() -> None:
    assert settled(Everything(), {}) == Everything()
