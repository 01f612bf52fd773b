"""The analyser: what is the same word, in every language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.analysis import LONGEST, analyse, fold, query_word, slug
from statements.labels import LANGUAGES


def words(text: str) -> list[str]:
    return list(analyse("", text, None).words)


def found(query: str, text: str, language: str | None) -> bool:
    """Whether a single word is found in a text."""
    asked, there = query_word(query), analyse("", text, language)
    assert asked is not None
    row = f" {' '.join(there.words)} "
    return f" {' '.join(asked.words)}{'' if asked.prefix else ' '}" in row or bool(
        set(asked.stems) & set(there.stems)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cease-fire, NOW!", ["cease", "fire", "now"]),
        ("Déclaration à l’ONU", ["declaration", "a", "l", "onu"]),
        ("Straße İstanbul ıssız Łódź Ærø", ["strasse", "istanbul", "issiz", "lodz", "aero"]),
        ("Российский ещё україна", ["российский", "еще", "украіна"]),
        ("Ελληνικά ΆΝΘΡΩΠΟΣ", ["ελληνικα", "ανθρωποσ"]),
        ("أحمد إبراهيم آمال ٱلله", ["احمد", "ابراهيم", "امال", "الله"]),
        ("مدرسة على مُحَمَّدٌ كـــتاب", ["مدرسه", "علي", "محمد", "كتاب"]),
        ("ایران کشور ملت‌ها", ["ايران", "كشور", "ملتها"]),
        ("٢٢٥٤ ۲۲۵۴ ２２５４", ["2254", "2254", "2254"]),
        ("שָׁלוֹם", ["שלום"]),
        ("停火协议", ["停火", "火协", "协议", "议"]),
        ("ガザ", ["ガザ", "ザ"]),
        ("한국", ["한국", "국"]),
        ("G7首脑会议", ["g7", "首脑", "脑会", "会议", "议"]),
        ("co\u00adop\u200beration", ["cooperation"]),
        ("a_b", ["a", "b"]),
        ("–—…", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("condemn", "We condemned the attacks", "en"),
        ("attack", "We condemned the attacks", "en"),
        ("condamner", "La France a condamné", "fr"),
        ("declaration", "Les déclarations", "fr"),
        ("Angriff", "Die Angriffe", "de"),
        ("санкция", "новые санкции", "ru"),
        ("دولة", "الدول العربية", "ar"),
        ("ataque", "los ataques", "es"),
        ("sankcje", "sankcji", "pl"),
        ("turkiye", "Türkiye", None),
        ("停火", "立即停火", "zh"),
        ("火", "立即停火", "zh"),
        ("立", "立即停火", "zh"),
        ("협상", "협상을", "ko"),
    ],
)
def test_a_word_is_found_by_the_rules_of_its_texts_language(
    query: str, text: str, language: str | None
) -> None:
    assert found(query, text, language)


def test_a_stem_never_crosses_languages() -> None:
    assert found("mining", "they mined", "en")
    assert not found("mining", "they mined", "fi")
    assert not found("stating", "der Staat", "de")


def test_title_and_text_do_not_run_into_each_other() -> None:
    assert analyse("Immediate cease", "fire now", None).words == ("immediate", "cease", ".", "fire", "now")


def test_no_word_can_be_mistaken_for_anything_else() -> None:
    for odd in (
        "=all",
        "en~condemn",
        "=stance:condemnation",
        ".",
        "a.b",
        "%",
        "it's",
        'say "x"',
        "\\",
        "a\x00b",
        "😀",
    ):
        for word in words(odd):
            assert word.isalnum()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=80), st.sampled_from([*LANGUAGES, None, "xx"]))
def test_tokens_are_safe_in_both_engines(text: str, language: str | None) -> None:
    analysed = analyse(text, text, language)
    for token in (*analysed.words, *analysed.stems):
        token.encode()
        assert token
        assert not set(token) & set(" '\"\\%_\x00|&!():*")
        assert len(token) <= LONGEST + 4
        assert token == token.lower() or not token.isascii()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=30))
def test_a_text_contains_itself(text: str) -> None:
    asked = query_word(text, exact=True)
    if asked is not None:
        row = f" {' '.join(words(text))} "
        assert f" {' '.join(asked.words)}{'' if asked.prefix else ' '}" in row


def test_folding_is_stable() -> None:
    for word in ("déclaration", "российский", "إبراهيم", "ガザ", "한국", "straße"):
        assert fold(fold(word)) == fold(word)


def test_slug() -> None:
    assert slug("Hay'at Tahrir  al-Shām") == "hay_at_tahrir_al_sham"
    assert slug("—") == ""
