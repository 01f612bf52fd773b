"""A query written out again is the same query."""

from __future__ import annotations

import pytest

from archive.query import Everything, parse, written


@pytest.mark.parametrize(
    ("query", "again"),
    [
        ("ceasefire", "ceasefire"),
        ('"Political solution" OR Truce', '"political solution" OR truce'),
        ("condemn* -football (a OR b)", "condemn* -football (a OR b)"),
        (
            "stance:condemnation AND rung:>=4 AND NOT issuer:DE,FR",
            "stance:condemnation rung:>=4 -issuer:DE,FR",
        ),
        ("(a b) OR (c -(d OR e))", "a b OR c -(d OR e)"),
        ("rung:4..6 rung:3 rung:1,7", "rung:4..6 rung:3 rung:1,7"),
        ('actor:"Hay\'at Tahrir al-Sham"', 'actor:"Hay\'at Tahrir al-Sham"'),
        ("date:2024-12-01 date:2024-12-01..2024-12-08 date:..2024-12-08", None),
        ("seen:<7d seen:>90m -seen:<2w", "seen:<1w seen:>90m -seen:<2w"),
        ("withdrawn:yes edit:>=stance", "withdrawn:yes edit:stance,withdrawn"),
        ("cease-fire OR Aleppo", "cease-fire OR aleppo"),
        ("Idlib -(ceasefire* OR truce)", "idlib -(ceasefire* OR truce)"),
        ("-ceasefire", "-ceasefire"),
        ("中-美", '"中 美"'),
        ("S/RES/2254", '"s res 2254"'),
        ("停火协议 -火", '"停火协议" -火'),
        ('"휴전 합의" OR 安理会', '"휴전 합의" OR "安理会"'),
        ('"UN安理会 会 会议"', '"un 安理会 会 会议"'),
    ],
)
def test_what_is_written_means_the_same(query: str, again: str | None) -> None:
    tree = parse(query)
    assert written(tree) == (query if again is None else again)
    assert parse(written(tree)) == tree


def test_everything_is_no_words() -> None:
    assert written(Everything()) == ""
