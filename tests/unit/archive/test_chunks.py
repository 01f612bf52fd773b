"""Long lists are cut, and nothing is lost or asked for twice."""

from __future__ import annotations

from archive.chunks import CHUNK, chunks


def test_long_lists_are_cut() -> None:
    values = [n % (2 * CHUNK + 1) for n in range(3 * CHUNK)]
    found = list(chunks(values))
    assert [len(some) for some in found] == [CHUNK, CHUNK, 1]
    assert [value for some in found for value in some] == list(range(2 * CHUNK + 1))
    assert list(chunks({"b", "a"})) == [["a", "b"]]
    assert list(chunks(set[str]())) == []
