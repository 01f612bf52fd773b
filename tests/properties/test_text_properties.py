"""No visible word is lost between mark-up and text, none is invented, and cleaning twice changes nothing."""

from __future__ import annotations

import html
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from statements.charset import decode
from statements.identity import content_hash, text_hash
from statements.text import clean_title, fold_for_identity, html_to_text, normalise

WORDS: Final = st.text(
    st.sampled_from("abcdefgzéüñßłşğıабвгдеёіїαβγابتثجحپچژگ中国日本한국שלום0123456789&<>\"'"),
    min_size=1,
    max_size=9,
)
INLINE: Final = st.sampled_from(
    ["b", "i", "em", "strong", "span", "a", "u", "sup", "font", "mark", "custom-tag", "time"]
)
BLOCK: Final = st.sampled_from(
    ["div", "section", "article", "blockquote", "figure", "main", "center", "details"]
)
HIDDEN: Final = st.sampled_from(
    [
        "<script>var a = 'hidden'; // <b>hidden</b></script>",
        "<style>.hidden { color: red }</style>",
        "<template><p>hidden</p></template>",
        "<noscript><p>hidden</p></noscript>",
        "<div hidden><p>hidden</p></div>",
        '<span style="color: red; display:none">hidden</span>',
        "<!-- hidden -->",
        "<iframe>hidden</iframe>",
    ]
)

Made = tuple[str, list[str]]  # mark-up, and the visible words in it


def _phrase(words: list[str]) -> Made:
    return " ".join(html.escape(word) for word in words), words


def _join(parts: list[Made], gap: str) -> Made:
    return gap.join(markup for markup, _ in parts), [word for _, words in parts for word in words]


def _wrap(tag: str, inside: Made) -> Made:
    return f"<{tag}>{inside[0]}</{tag}>", inside[1]


def _split_word(tag: str, cut: int, word: str) -> Made:
    """A word with inline mark-up in the middle of it, which must not come apart."""
    cut %= len(word) + 1
    return f"{html.escape(word[:cut])}<{tag}>{html.escape(word[cut:])}</{tag}>", [word]


PHRASE: Final = st.lists(WORDS, min_size=1, max_size=4).map(_phrase)
INLINE_CONTENT: Final = st.recursive(
    PHRASE | st.builds(_split_word, INLINE, st.integers(0, 9), WORDS),
    lambda inner: (
        st.builds(_wrap, INLINE, inner)
        | st.lists(inner, min_size=1, max_size=3).flatmap(
            lambda parts: st.sampled_from([" ", "\n  ", "<br>", " <wbr>", "&nbsp;", "<!-- c --> "]).map(
                lambda gap: _join(parts, gap)
            )
        )
        | st.tuples(inner, HIDDEN).map(lambda pair: (pair[0][0] + pair[1], pair[0][1]))
    ),
    max_leaves=6,
)
PARAGRAPH: Final = st.builds(_wrap, st.sampled_from(["p", "h2", "dd", "pre"]), INLINE_CONTENT)


def _rows(cells: list[Made]) -> Made:
    return _wrap("table", _wrap("tr", _join([_wrap("td", cell) for cell in cells], "")))


BLOCKS: Final = st.recursive(
    PARAGRAPH,
    lambda inner: (
        st.builds(_wrap, BLOCK, inner)
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: _join(parts, ""))
        | st.lists(inner, min_size=1, max_size=3).map(_rows)
        | st.tuples(HIDDEN, inner).map(lambda pair: (pair[0] + pair[1][0], pair[1][1]))
    ),
    max_leaves=8,
)


@given(BLOCKS)
def test_exactly_the_visible_words_in_their_order(made: Made) -> None:
    markup, words = made
    assert html_to_text(markup).split() == words
    assert (
        html_to_text(
            f"<!doctype html><html><head><title>t</title></head><body>{markup}</body></html>"
        ).split()
        == words
    )


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_list_items_gain_a_dash_and_nothing_else(items: list[list[str]]) -> None:
    markup = "<ul>" + "".join(f"<li>{_phrase(words)[0]}</li>" for words in items) + "</ul>"
    assert html_to_text(markup) == "\n".join("- " + " ".join(words) for words in items)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_paragraphs_stay_apart(paragraphs: list[list[str]]) -> None:
    markup = "".join(f"<p>{_phrase(words)[0]}</p>" for words in paragraphs)
    assert html_to_text(markup).split("\n\n") == [" ".join(words) for words in paragraphs]


@given(st.text() | st.text(st.sampled_from("<>/&;!-=\"' pbdivscrt#x0\0\n\t")))
def test_any_string_is_survived(text: str) -> None:
    for clean in (html_to_text(text), normalise(text)):
        clean.encode("utf-8")
        assert "\0" not in clean and "\n\n\n" not in clean and clean == clean.strip()
    assert "\n" not in clean_title(text)


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert fold_for_identity(normalise(text)) == fold_for_identity(text)


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_white_space_and_invisible_characters_do_not_change_the_hash(
    words: list[str], data: st.DataObject
) -> None:
    gaps = st.sampled_from([" ", "  ", "\n", "\n\n", "\t", "\u00a0", " \u200b", "\u200f ", "\r\n"])
    other = "".join(word + data.draw(gaps) for word in words)
    assert text_hash(other) == text_hash(" ".join(words))
    assert content_hash("t", other) == content_hash("t", " ".join(words))


@given(
    st.lists(
        st.text(st.sampled_from("abcdeагд中א"), min_size=1, max_size=5), min_size=2, max_size=6, unique=True
    )
)
def test_leaving_out_a_word_changes_the_hash(words: list[str]) -> None:
    assert text_hash(" ".join(words[1:])) != text_hash(" ".join(words))


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_comes_back_as_it_went_in(text: str, encoding: str) -> None:
    body = text.encode(encoding, "replace")
    if encoding == "utf-8" and (body[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in body):
        return
    assert decode(body)[0] == body.decode(encoding).removeprefix("\ufeff")


@given(st.binary(max_size=400), st.none() | st.text(max_size=40))
def test_any_bytes_are_decoded(body: bytes, header: str | None) -> None:
    text, encoding = decode(body, header)
    assert encoding and isinstance(text, str)
