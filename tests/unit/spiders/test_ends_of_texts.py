"""What stands under a text or again beside it and is none of it: rubrics, rights, announcements of what was cut, copies for paper, blanks of
templates."""

from __future__ import annotations

import pytest

from spiders.extract.article import article
from spiders.extract.lines import trim
from statements.labels import Verdict

TEXT = (
    "The Council of the Lakes agreed on Tuesday to dredge the northern channel before the winter.",
    "The first barge is to leave Port Almere as soon as the ice allows, the Secretary of the Council said.",
)


def trimmed(*lines: str) -> tuple[str, ...]:
    found = trim("\n\n".join((*TEXT, *lines)), title="Dredging of the northern channel")
    return tuple(line for line in found.splitlines() if line)


@pytest.mark.parametrize(
    "line",
    [
        "| Abgelegt unter Seen, Schifffahrt, Häfen",
        "Filed under: Lakes, Shipping",
        "Posted in Lakes",
        "Publié dans Lacs, Navigation",
        "Lake comments powered by Echo",
        "[ⓒ 호수 일보 & lakes.example, 무단전재 및 재배포 금지]",
        "© 2024 The Lakes Herald",
        "Editors’ recommendations:",
        "See more photos:",
        "Das Thema könnte dich auch interessieren:",
    ],
)
def test_a_line_at_the_end_that_is_none_of_the_text(line: str) -> None:
    assert trimmed(line) == TEXT


@pytest.mark.parametrize(
    "lines",
    [
        ("The following states have joined:", "- Sund", "- Velmark"),
        ("Signed on behalf of the Council", "Ilse Verhagen"),
        ("All parties recalled that the rights of the fishermen of the northern shore are reserved to them by the Note of 1911, which the Council of the Lakes has never revoked.",),
    ],
    ids=["a list follows", "a signature", "a sentence of rights"],
)  # fmt: skip
def test_a_line_at_the_end_that_is_of_the_text(lines: tuple[str, ...]) -> None:
    assert trimmed(*lines) == (*TEXT, *lines)


def read(body: str) -> tuple[str, ...]:
    page = f"<title>Dredging of the channel</title><body>{body}</body>"
    (draft,) = article(None, page.encode(), url="https://lakes.example/n/77", content_type="text/html").drafts
    return tuple(line for line in draft.body.splitlines() if line)


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)
HEADING = "<h1>Dredging of the channel</h1>"


@pytest.mark.parametrize("name", ["sidebar__main", "lay-sidebar", "has-right-sidebar", "fixedSidebarLayout"])
def test_a_column_beside_a_sidebar_holds_the_text(name: str) -> None:
    apart = "<div class=note><p>Get the Council's programme for your telephone. It is fast and light, and free of charge.</p></div>"
    assert read(f"<main><div>{HEADING}</div><div class='{name}'>{PARAGRAPHS}</div></main>{apart}")[:2] == TEXT


@pytest.mark.parametrize("name", ["d-none d-print-block", "visible-print", "print-only"])
def test_a_copy_for_paper_is_no_second_text(name: str) -> None:
    copy = f"<div class='{name}'>{HEADING}{PARAGRAPHS}</div>"
    assert read(f"<div><div class=news>{HEADING}{PARAGRAPHS}</div>{copy}</div>") == TEXT


BLANK = "{{ article.status === 'published' ? 'Published' : article.status === 'pending' ? 'Waiting to be checked' : article.state }}"


def test_a_template_that_nobody_filled_is_no_text() -> None:
    page = f"<title>{{{{ title }}}}</title><main><h2>Change in progress</h2><div>{BLANK}</div><div>{BLANK}</div></main>"
    found = article(None, page.encode(), url="https://lakes.example/n/77", content_type="text/html")
    assert found.drafts == () and found.verdict in (Verdict.EMPTY, Verdict.PARSE_ERROR)


def test_blanks_of_a_template_are_no_words_of_a_text() -> None:
    page = f"<title>Dredging</title><main><h1>Dredging of the channel</h1><p>{TEXT[0]} {{{{ more }}}}</p><p>{TEXT[1]}</p></main>"
    (draft,) = article(None, page.encode(), url="https://lakes.example/n/77", content_type="text/html").drafts
    assert tuple(line for line in draft.body.splitlines() if line) == TEXT


@pytest.mark.parametrize(
    "lines",
    [
        ("Media enquiries:", "Ilse Verhagen, Spokesperson", "Cell: 082 000 1487", "Issued by: The Council"),
        ("Lisätietoja:", "neuvos Kalle Aho, p. 029 500 2045"),
        ("For yderligere oplysninger, kontakt:", "Presserådgiver Signe Høeg, mobil +45 00 61 00 52"),
        ("Contact presse", "presse@lakes.example"),
        ("ENDS",),
        ("###",),
        ("- 30 -",),
        ("完",),
    ],
)
def test_whom_the_press_may_ask_and_the_mark_of_an_end_are_none_of_the_text(lines: tuple[str, ...]) -> None:
    assert trimmed(*lines) == TEXT


@pytest.mark.parametrize(
    "lines",
    [
        ("Emergency numbers:", "Embassy in Dahlan: +00 123 456 789"),
        ("Call in need:", "+00 800 123 456"),
        ("Media enquiries:", "The Council will answer questions of the press on Thursday in the great hall."),
        ("The convention ends",),
    ],
)
def test_whom_to_call_in_need_is_part_of_a_text(lines: tuple[str, ...]) -> None:
    assert trimmed(*lines) == (*TEXT, *lines)
