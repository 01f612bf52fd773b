"""What repeats at the edges of a site's texts: counted, cut from new texts, and never a sentence."""

from __future__ import annotations

from spiders.extract import furniture
from spiders.furnishing import as_known
from statements.model import Candidate, Known
from tests.contract.examples import NOW, candidate

SHARE = "شارك هذه المقالة"
CLOSING = "Long live the Republic!"
FORMULA = "The Spokesperson wishes the people of the country peace."


def counts(*texts: str) -> dict[str, int]:
    found = {furniture.TEXTS: len(texts)}
    for text in texts:
        for line in furniture.edges(text):
            found[line] = found.get(line, 0) + 1
    return found


def text(number: int, *last: str) -> str:
    return "\n\n".join([f"Paragraph {number} of a statement about the road to the town.", *last])


def test_a_short_line_on_most_pages_is_furniture() -> None:
    seen = counts(*(text(number, SHARE if number < 6 else "Signed, Ankara") for number in range(8)))
    assert furniture.learned(seen) == {SHARE}


def test_nothing_is_furniture_before_eight_texts() -> None:
    assert furniture.learned(counts(*(text(number, SHARE) for number in range(7)))) == frozenset()


def test_a_customary_closing_sentence_is_content_however_often_it_comes() -> None:
    seen = counts(*(text(number, CLOSING, FORMULA, SHARE) for number in range(50)))
    assert furniture.learned(seen) == {SHARE}


def test_only_the_edges_are_cut() -> None:
    inner = "\n\n".join(["Tags", *(f"Paragraph {number} has its words." for number in range(20)), "Tags"])
    middle = inner.replace("Paragraph 10 has its words.", "Tags")
    assert furniture.without(middle, {"Tags"}).count("Tags") == 1
    assert furniture.without("Tags", {"Tags"}) == "Tags", "a text is never left empty"


def test_the_title_is_no_furniture() -> None:
    assert furniture.edges("MFA Statement\n\nA text of its own.", title="MFA Statement") == ()


def known(of: Candidate) -> Known:
    return Known(
        statement=1,
        locators=frozenset(of.locators),
        url=of.url,
        title=of.title,
        text=of.text,
        sha256=of.sha256,
        text_sha256=of.text_sha256,
        last_seen=NOW,
        published=of.published,
    )


def test_cutting_a_line_is_no_edit_of_what_was_stored_with_it_or_without() -> None:
    whole = candidate("a", text=text(1, SHARE))
    short = as_known(whole, None, frozenset({SHARE}))
    assert (short.text, short.sha256 == whole.sha256) == (text(1), False)
    assert as_known(whole, known(whole), frozenset({SHARE})) == whole
    assert as_known(whole, known(short), frozenset({SHARE})) == short
    edited = candidate("a", text=text(2, SHARE))
    assert as_known(edited, known(whole), frozenset({SHARE})).text == text(2, SHARE)
    assert as_known(edited, known(short), frozenset({SHARE})).text == text(2)
