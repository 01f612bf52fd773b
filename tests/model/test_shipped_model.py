"""The model that ships: what it promises of any text, and that its files are the ones described."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import Reader, reading_json
from classifier.explain import explain
from classifier.reader import MODEL
from statements.errors import ModelError
from statements.labels import Kind, Stance
from statements.sameness import weighed_alike

READER = Reader.load()
WORDS = Reader.load(embeddings=False)


def _odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


PHRASES = (
    "We condemn the attack in the strongest terms.", "Wir fordern eine sofortige Waffenruhe.", "La France salue cet accord.",
    "El Gobierno expresa su profunda preocupación.", "Решительно осуждаем обстрел.", "ندعو إلى ضبط النفس.", "中方呼吁各方保持克制。",
    "The Minister met the Ambassador.", "Q: Does he condemn it?", "U.S. sanctions follow;", "\x00", "\ud800", "\n\n- ", "resolution 2254", "“", " ",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PHRASES) | st.text(max_size=30), max_size=12),
    st.text(max_size=40),
    st.sampled_from([None, "en", "ar", "xx"]),
)
def test_every_label_carries_words_of_the_text(parts: list[str], title: str, language: str | None) -> None:
    text = " ".join(parts)
    reading = READER.read(title=title, text=text, language=language)
    source = text if any(c.isalnum() for c in text) else title
    for label in (*reading.stances, *reading.topics):
        if label is not Stance.NEUTRAL:
            assert reading.evidence[str(label)]
    for quotes in reading.evidence.values():
        assert quotes and all(quote and quote in source for quote in quotes)
    assert (Stance.NEUTRAL in reading.stances) == (reading.stances == (Stance.NEUTRAL,))
    assert reading.primary in reading.stances
    assert 0 <= reading.rung <= 8 and (reading.rung == 0 or "rung" in reading.evidence)
    assert all(0 <= score <= 1 for score in reading.scores.values())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "\ud800\udfff",
        "a" * 200_000,
        "We condemn. " * 20_000,
        "\n" * 200_000,
        "决议1、" * 50_000,
        "((((" * 50_000,
        "é\u0301" * 100_000,
        ". " * 100_000,
    ],
)
def test_hostile_texts_are_answered(text: str) -> None:
    reading = READER.read(title=text, text=text, language=None)
    json.dumps(reading_json(reading, "x"))


def test_reading_is_a_function_of_its_input() -> None:
    text = "\n\n".join(p for p in PHRASES if len(p) > 10)
    assert READER.read(title="t", text=text, language="en") == READER.read(
        title="t", text=text, language="en"
    )
    assert READER.read(title="t", text=text, language="en") == Reader.load().read(
        title="t", text=text, language="en"
    )


def test_an_aleppo_statement_is_read_as_a_desk_officer_would() -> None:
    reading = READER.read(
        title="Joint statement by Norvia, France and Germany on Syria",
        text="We closely follow events in Aleppo. We urge de-escalation by all parties and call for the protection of civilians and "
        "infrastructure to prevent further displacement. The escalation underlines the urgent need for a Syrian-led political "
        "solution to the conflict, in line with UN Security Council resolution 2254.",
        language="en",
    )
    assert {"de-escalation", "concern", "support"} <= set(reading.stances)
    assert {"unsc-2254", "civilian-protection", "political-solution"} <= set(reading.topics)
    assert reading.resolutions == ("2254",) and reading.signatories == ("FR", "DE")
    assert reading.kind is Kind.JOINT_STATEMENT


def test_the_publishers_kind_is_kept() -> None:
    reading = READER.read(title="Statement", text="We met.", language="en", kind=Kind.READOUT)
    assert reading.kind is Kind.READOUT


def test_what_a_ministry_calls_a_press_release_may_be_a_joint_statement() -> None:
    reading = READER.read(
        title="Joint statement on the north", text="We met.", language="en", kind=Kind.PRESS_RELEASE
    )
    assert reading.kind is Kind.JOINT_STATEMENT


def test_the_json_shape() -> None:
    reading = READER.read(title="", text="Norvia condemns the raid by Hamas.", language="en")
    shape = reading_json(reading, "s1")
    assert list(shape)[:6] == ["id", "stance", "primary", "topics", "rung", "scores"]
    assert shape["stance"] == ["condemnation"] and shape["evidence"] == {
        "condemnation": ["Norvia condemns the raid by Hamas."],
        "rung": ["Norvia condemns the raid by Hamas."],
    }
    assert {"name": "Hamas", "role": "blamed"} in shape["actors"]  # type: ignore[operator]
    assert shape["target"] == "named"


@pytest.mark.parametrize("reader", [READER, WORDS], ids=["shipped", "without embeddings"])
def test_an_explanation_adds_up_to_the_score(reader: Reader) -> None:
    text = "The weather was fine. We condemn the raid in the strongest terms. We met in Oslo."
    about = explain(reader, title="On the raid", text=text, language="en", label="condemnation")
    assert about["score"] == reader.read(title="On the raid", text=text, language="en").scores["condemnation"]
    assert _odds(about["score"]) == pytest.approx(sum(about["rollup"].values()), abs=0.02)
    best = about["sentences"][0]
    assert (
        best["text"] == "We condemn the raid in the strongest terms."
        and "condemn-strongly" in best["concepts"]
    )
    assert _odds(best["probability"]) == pytest.approx(
        sum(part["weight"] for part in best["parts"]) + best["rest"], abs=0.02
    )
    assert any(part["name"].startswith("c:condemn") and part["weight"] > 0 for part in best["parts"])


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ("weather", "no label 'weather'; it has de-escalation, "),
        ("Condemnaton", "no label 'Condemnaton'; did you mean condemnation[?] it has "),
        ("neutral", "'neutral' has no score of its own: it is what remains when no stance is given"),
    ],
)
def test_a_label_the_model_has_not_cannot_be_explained(label: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        explain(READER, title="", text="x", language="en", label=label)


CITED = "The delegations met for an hour. The talks shall be guided by resolution 2254 (2015)."
UNNAMED = (
    "The path that the Council laid down for the Syrians ten years ago remains valid: inclusive governance, a new constitution, free "
    "elections within 18 months."
)


@pytest.mark.parametrize("reader", [READER, WORDS], ids=["shipped", "without embeddings"])
def test_an_explanation_says_what_the_reading_says_and_where_a_rule_decided(reader: Reader) -> None:
    for text in (
        CITED,
        UNNAMED,
        "We condemn it.",
        "Regarding Aleppo, this will not stand.",
        "Tea was served.",
        "",
    ):
        reading = reader.read(title="", text=text, language="en")
        for label in reader.weights.labels:
            about = explain(reader, title="", text=text, language="en", label=label)
            assert about["given"] == (label in (*reading.stances, *reading.topics))
            assert about["unsure"] == (label in reading.unsure)
            assert about["summary"].startswith(f"{label} is ")
            assert (" is given" in about["summary"]) == about["given"]
            assert ("unsure" in about["summary"]) == about["unsure"]
            json.dumps(about)
    cited = explain(reader, title="", text=CITED, language="en", label="unsc-2254")
    assert (cited["given"], cited["rule"]) == (True, "cited")
    assert cited["summary"].startswith("unsc-2254 is given by rule: the text cites resolution 2254.")
    other = explain(reader, title="", text=CITED, language="en", label="political-solution")
    assert other["rule"] is None


def test_an_explanation_says_what_withheld_a_label_whose_score_would_do() -> None:
    about = explain(READER, title="", text=UNNAMED, language="en", label="unsc-2254")
    assert about["score"] >= about["thresholds"]["given"] and about["quotable"]
    assert (about["given"], about["rule"]) == (False, "not-named")
    assert about["summary"].startswith("unsc-2254 is withheld by rule: ")
    assert "syria-process" in about["summary"]
    named = explain(
        READER, title="", text=f"{UNNAMED} We back the Syrian-led and Syrian-owned political process.", language="en",
        label="unsc-2254",
    )  # fmt: skip
    assert (named["given"], named["rule"]) == (True, "named")
    assert named["summary"].startswith("unsc-2254 is given by rule: a sentence names the Syrian process")
    assert named["sentences"][0]["text"] == "We back the Syrian-led and Syrian-owned political process."


def test_a_sentence_that_names_the_process_proves_the_topic_and_is_its_quote() -> None:
    naming = "Сторонам следует вернуться к межсирийским переговорам в Женеве."
    for reader in (READER, WORDS):
        reading = reader.read(
            title="", text=f"Встреча прошла в среду. {naming} Чай был подан.", language="ru"
        )
        assert reading.topics[0] == "unsc-2254" and reading.resolutions == ()
        assert reading.evidence["unsc-2254"] == (naming,) and "unsc-2254" not in reading.unsure
    room = READER.read(title="", text="The Syrian delegation met in room 2254. It rained.", language="en")
    assert "unsc-2254" not in room.topics


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda d: (d / "manifest.json").unlink(), "no classifier model"),
        (lambda d: (d / "model.npz").unlink(), "no classifier model"),
        (lambda d: (d / "manifest.json").write_text("{", encoding="utf-8"), "manifest .* is damaged"),
        (lambda d: (d / "manifest.json").write_text("{}", encoding="utf-8"), "not of format"),
        (lambda d: (d / "model.npz").write_bytes((d / "model.npz").read_bytes()[:-1]), "not the one its manifest"),
    ],
)  # fmt: skip
def test_a_missing_damaged_or_other_model_is_refused(tmp_path: Path, damage: object, message: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    assert callable(damage)
    damage(folder)
    with pytest.raises(ModelError, match=message):
        Reader.load(folder)


ARRESTED = (
    "The Minister summoned the ambassador today to protest against the arrest of two journalists.\n\n"
    "The Government demands their immediate release.",
    "Le Ministre a convoqué aujourd'hui l'ambassadeur pour protester contre l'arrestation de deux journalistes.\n\n"
    "Le Gouvernement exige leur libération immédiate.",
)
TALKS = (
    "Le Secrétaire d'État a reçu aujourd'hui une délégation pour parler de la dette.\n\n"
    "Les deux parties sont convenues de se revoir."
)


@pytest.mark.parametrize("reader", [READER, WORDS], ids=["embeddings", "words"])
def test_a_short_text_is_weighed_like_its_translation_and_unlike_another(reader: Reader) -> None:
    english, french, other = (
        reader.read(title="Statement", text=text, language=language)
        for text, language in ((ARRESTED[0], "en"), (ARRESTED[1], "fr"), (TALKS, "fr"))
    )
    assert english.leanings is not None and len(english.leanings.sentences) == 2
    assert weighed_alike(english, french)
    assert not weighed_alike(english, other)


def test_of_a_long_text_nothing_is_kept_to_know_its_translation_by() -> None:
    assert WORDS.read(title="t", text="We met again. " * 9, language="en").leanings is None
    assert WORDS.read(title="t", text="We met again. " * 8, language="en").leanings is not None
