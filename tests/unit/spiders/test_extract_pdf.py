"""Statements that are PDF documents."""

from __future__ import annotations

import pytest

from spiders.extract.pdf import PAGES
from spiders.extract.reading import article, sniff
from statements.labels import Verdict
from statements.model import Draft, Extraction
from tests.fake_ministry import statement_page
from tests.pdf_files import Line, column, pdf

URL = "https://ministry.example/files/statement.pdf"
HEADING: Line = (72, 790, 18, "Chair's Statement on the Ferry")
FIRST = column(
    "18 November 2026",
    "",
    "The Association is deeply saddened by the loss of the ferry Sea Lily and extends its condo-",
    "lences to the families. It thanks the fishermen who were there first, and the crews that",
    "searched for three days and nights without a pause in a heavy sea.",
    "",
    "1. The Association asks its members to share what their radars saw.",
    "2. It will meet again in Jakarta on 2 December.",
)


def draft(*pages: list[Line]) -> Draft:
    (found,) = read(pdf(*pages)).drafts
    return found


def read(body: bytes, url: str = URL) -> Extraction:
    return sniff(body, url, None)


def test_lines_become_paragraphs_and_divided_words_whole() -> None:
    found = draft([HEADING, *FIRST])
    assert found.title == "Chair's Statement on the Ferry"
    assert found.body.split("\n\n")[1:] == [
        "The Association is deeply saddened by the loss of the ferry Sea Lily and extends its condolences to the families."
        " It thanks the fishermen who were there first, and the crews that searched for three days and nights without a pause"
        " in a heavy sea.",
        "1. The Association asks its members to share what their radars saw.",
        "2. It will meet again in Jakarta on 2 December.",
    ]


def test_the_date_is_that_of_the_text_and_never_that_of_the_file() -> None:
    assert [(date.raw, date.origin) for date in draft([HEADING, *FIRST]).dates] == [
        ("18 November 2026", "dateline")
    ]
    assert draft([HEADING, *FIRST[1:]]).dates == ()


def test_what_repeats_on_all_pages_and_page_numbers_are_cut() -> None:
    def page(number: int) -> list[Line]:
        text = column(
            f"Paragraph {number} begins on this page and says what has to be said about it.",
            f"It goes on for a second line on page {number} of the document.",
        )
        return [(72, 815, 9, "ASSOCIATION SECRETARIAT"), *text, (290, 40, 9, f"Page {number} of 3")]

    body = draft(*([*page(number)] for number in (1, 2, 3))).body
    assert "SECRETARIAT" not in body and "Page 2" not in body
    assert all(f"Paragraph {number} begins" in body for number in (1, 2, 3))


def test_a_sentence_runs_on_over_the_page_break() -> None:
    one = column("The parties agreed to stop the fighting and to open the road to the")
    two = column("town before the end of the month.")
    assert "open the road to the town before the end" in draft([HEADING, *one], two).body


def test_a_long_document_is_read_to_its_hundredth_page_and_says_so() -> None:
    found = read(
        pdf(*(column(f"Paragraph {number} has its own words to say here.") for number in range(PAGES + 2)))
    )
    assert found.reason == "only the first 100 of 102 pages were read"
    assert "Paragraph 99 " in found.drafts[0].body and "Paragraph 100 " not in found.drafts[0].body


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (pdf([]), "has no text: its 1 pages are pictures (a scan)"),
        (pdf([HEADING, *FIRST], locked=True), "locked with a password"),
        (b"%PDF-1.7 and nothing else", "is damaged"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, reason: str) -> None:
    found = read(body)
    assert (found.verdict, found.drafts) == (Verdict.PARSE_ERROR, ())
    assert found.reason is not None and reason in found.reason


def test_magic_bytes_decide_and_not_the_header() -> None:
    whole = pdf([HEADING, *FIRST])
    assert article(None, whole, url=URL, content_type="text/html").verdict is Verdict.OK
    viewer = b"<!DOCTYPE html><html><body><embed type='application/pdf' src='/x.pdf'></body></html>"
    assert article(None, viewer, url=URL, content_type="application/pdf").verdict is Verdict.PARSE_ERROR
    text = "The Minister said that the road to the north must stay open to everybody who needs it."
    page = f"<!-- %PDF-1.7 in a viewer -->{statement_page('On the road', text)}".encode()
    shown = article(None, page, url=URL, content_type="application/pdf")
    assert (shown.verdict, [draft.body for draft in shown.drafts]) == (Verdict.OK, [text])


def test_a_page_that_only_links_its_text_as_a_document_says_so() -> None:
    html = b"<html><body><h1>Joint statement</h1><p><a href='/files/joint.pdf'>Download (PDF, 120 KB)</a></p></body></html>"
    found = article(None, html, url="https://ministry.example/a", content_type=None)
    assert found.verdict is Verdict.PARSE_ERROR and found.reason is not None
    assert found.reason.endswith("its text is in a document: https://ministry.example/files/joint.pdf")
