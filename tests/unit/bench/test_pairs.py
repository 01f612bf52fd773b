"""Passages in twos become pairs: one for each label that only one of the two surely carries."""

from __future__ import annotations

import json
from pathlib import Path

from bench.pairs import TWOS, twos


def passage(number: int, text: str, *stances: str, arguable: tuple[str, ...] = ()) -> dict[str, object]:
    return {
        "id": f"z01-{number:04}", "lang": "en", "text": text, "stance": list(stances), "primary": stances[0], "topics": [],
        "rung": 5 if "condemnation" in stances else 0, "quote": {s: text for s in stances if s != "neutral"}, "run": "z01",
        "complete": True, "arguable": list(arguable),
    }  # fmt: skip


def test_a_pair_is_what_only_one_of_two_passages_surely_carries(tmp_path: Path) -> None:
    said, told = "We condemn the raid and back the envoy.", "The union condemned the raid and the envoy left."
    rows = [
        passage(1, told, "neutral"),
        passage(2, said, "condemnation", "support"),
        passage(3, "We condemn it and shall help.", "condemnation", "commitment"),
        passage(4, "We condemn it, and help may come.", "condemnation", arguable=("commitment",)),
    ]
    (tmp_path / "z.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")

    found = twos(tmp_path)

    assert [(pair.id, pair.label, pair.present, pair.absent) for pair in found] == [
        ("z01-0001", "condemnation", said, told),
        ("z01-0001", "support", said, told),
    ]


def test_every_language_of_the_twos_has_its_share() -> None:
    counts: dict[str, int] = {}
    for pair in twos(TWOS):
        counts[pair.language] = counts.get(pair.language, 0) + 1
    assert len(counts) == 16 and min(counts.values()) >= 12
