"""What a watch nearly told: the one condition that failed, and the nearest first. On both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive import Archive
from config.watches import Watch
from pipeline.rehearsal import misses, rehearse
from tests.contract.examples import MINUTE, NOW
from tests.contract.test_replays import SENTENCES, Desk

pytestmark = pytest.mark.parametrize("archive", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def desk(archive: Archive) -> Iterator[Desk]:
    opened = Desk(archive)
    yield opened
    opened.close()


def why(desk: Desk, query: str, **more: object) -> tuple[list[tuple[int, str, str]], dict[str, int]]:
    watch = Watch.model_validate({"id": "w", "name": "W", "query": query, **more})
    found = rehearse(desk.archive, watch, since=NOW, until=desk.now + MINUTE)
    near, alone = misses(desk.archive, found, most=5)
    return [(miss.read.statement, miss.condition, miss.why) for miss in near], alone


def test_near_misses_name_the_one_condition_that_failed(desk: Desk) -> None:
    desk.publish("one", SENTENCES[0])
    desk.publish("two", SENTENCES[1])
    desk.publish("three", f"{SENTENCES[7]} {SENTENCES[2]}")
    desk.read()
    near, alone = why(desk, "shelling issuer:DE")
    assert (near, alone) == ([(1, "issuer:DE", "the issuer is FR, not DE")], {"issuer:DE": 1})
    near, alone = why(desk, "stance:condemnation market rung:<=2")
    assert (near, alone) == ([], {"rung:0..2": 1}), "a rung of 6 is not near"
    near, alone = why(desk, "stance:condemnation football")
    assert (near, alone) == ([(1, "football", "football is not in it")], {"football": 1})
    near, alone = why(desk, "market -shelling")
    assert near == [(1, "-shelling", "it has what -shelling excludes")]
    assert why(desk, "issuer:FR lang:de") == ([], {}), "whose language it is says nothing of the subject"
    near, _ = why(desk, "(shelling issuer:DE) OR (vienna kind:remarks)")
    assert sorted(near) == [
        (1, "issuer:DE", "the issuer is FR, not DE"),
        (2, "kind:remarks", "the form is statement, not remarks"),
    ]


def test_near_misses_of_a_rung_are_those_a_step_or_two_away_the_nearest_first(desk: Desk) -> None:
    desk.publish("strong", SENTENCES[0])
    desk.publish("plain", "We condemn the shelling of the market in Aleppo.")
    desk.publish("strong again", f"{SENTENCES[0]} {SENTENCES[5]}")
    desk.publish("concern", SENTENCES[3])
    desk.publish("fair", SENTENCES[1])
    desk.read()
    rungs = [
        hit.reading.rung for n in range(1, 6) if (hit := desk.archive.statements.current(n)) and hit.reading
    ]
    assert rungs == [6, 5, 6, 3, 0]
    six, five = "the rung is 6, not 7 or more", "the rung is 5, not 7 or more"
    nearest = [(3, "rung:>=7", six), (1, "rung:>=7", six), (2, "rung:>=7", five)]
    assert why(desk, "rung:>=7") == (nearest, {})
    desk.publish("market", SENTENCES[7])
    desk.read()
    near, alone = why(desk, "rung:>=7 market")
    assert (near, alone) == (nearest, {"rung:>=7": 4}), "not the newest, whose rung is 0"
    assert why(desk, "rung:1..2")[0] == [(4, "rung:1..2", "the rung is 3, not 1 to 2")], (
        "no step is no near one"
    )
    assert why(desk, "rung:4,8")[0][0] == (4, "rung:4,8", "the rung is 3, not 4 or 8")


def test_a_phrase_is_nearly_there_where_one_word_of_it_is_lacking(desk: Desk) -> None:
    for name, text in (
        ("apart", "Peace is the word, and talks about it go on until they are direct."),
        ("less", "The direct talks go on."),
        ("one", "Peace will come."),
        ("later", "The direct talks go on in Vienna."),
    ):
        desk.publish(name, text)
    desk.read()
    condition = '"direct peace talks"'
    lacking = "peace is not in it"
    near, alone = why(desk, condition)
    assert near == [
        (1, condition, "its words are in it, and not together"),
        (4, condition, lacking),
        (2, condition, lacking),
    ]
    assert alone == {}
    near, alone = why(desk, f"{condition} peace")
    assert near == [
        (1, condition, "its words are in it, and not together"),
        (3, condition, "direct talks is not in it"),
    ]
    assert alone == {condition: 2}
    assert why(desk, "football") == ([], {})


def test_half_of_two_words_is_near_to_nothing(desk: Desk) -> None:
    for name, text in (
        ("fire", "The fire in the old harbour was put out."),
        ("apart", "We ask both sides to cease their fire, and to go home."),
        ("hall", "The Minister opened the hall."),
    ):
        desk.publish(name, text)
    desk.read()
    apart = "its words are in it, and not together"
    assert why(desk, "ceasefire")[0] == [(2, '"cease fire"', apart)], "which is also asked for"
    assert why(desk, '"town hall"') == ([], {})
    assert why(desk, '"town hall" minister')[0] == [(3, '"town hall"', "town is not in it")]
    asked = "we ask both sides to cease their fire to go home"
    assert why(desk, f'"{asked} soon"')[0] == [(2, f'"{asked} soon"', "soon is not in it")]
    assert why(desk, f'"{asked} and soon"') == ([], {}), "of thirteen words nobody asks what is lacking"


def test_a_language_without_blanks_is_told_in_words_and_not_in_pairs_of_characters(desk: Desk) -> None:
    desk.publish("near", "双方同意停火的协议。")
    desk.publish("far", "双方同意继续协议。")
    desk.read()
    assert why(desk, "停火协议") == ([(1, '"停火协议"', '"停火协议" is not in it')], {})


def test_a_label_is_nearly_given_where_it_scored_high(desk: Desk) -> None:
    desk.publish("one", SENTENCES[0])
    desk.publish("two", SENTENCES[1])
    desk.read()
    [first, second] = (desk.archive.statements.current(n) for n in (1, 2))
    assert first is not None
    assert first.reading is not None
    score = first.reading.scores["condemnation"]
    assert score > 0.5
    near, _ = why(desk, "stance:condemnation", min_confidence=1.0)
    assert near == [(1, "min_confidence", f"condemnation scored {score:.2f}; the watch wants 1.00")]
    near, _ = why(desk, "stance:condemnation,demand")
    assert near == []
    other = {
        label: s for label, s in first.reading.scores.items() if label in ("demand", "concern", "support")
    }
    near, _ = why(desk, "stance:demand OR stance:concern OR stance:support")
    best = max(other.values())
    assert [statement for statement, _, _ in near] == ([1] if best >= 0.25 else [])
    assert second is not None
