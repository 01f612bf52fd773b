"""Pages of Next.js that stream what their scripts draw, in rows that refer to each other."""

from __future__ import annotations

import json

import pytest

from spiders.extract.reading import article
from statements.labels import Verdict
from statements.model import Draft

TITLE = "Statement of the Foreign Office on the reopening of the Sele crossing"
TEXT = (
    "<p>The Foreign Office welcomes the reopening of the Sele crossing, agreed on Friday by both governments.</p>"
    "<p>Farmers on both banks – about nine thousand – may bring in their harvest from Monday on, says the “Sele note”.</p>"
)
PARAGRAPHS = [line.removesuffix("</p>").removeprefix("<p>") for line in TEXT.replace("</p><p>", "</p>\n<p>").splitlines()]  # fmt: skip


def pushes(*rows: str, cut: int = 90) -> str:
    stream = "".join(rows)
    pieces = [stream[at : at + cut] for at in range(0, len(stream), cut)]
    scripts = ["(self.__next_f=self.__next_f||[]).push([0])"]
    scripts += [f"self.__next_f.push([1,{json.dumps(piece)}])" for piece in pieces]
    return "".join(f"<script>{script}</script>" for script in scripts)


def row(name: str, value: object) -> str:
    return f"{name}:{json.dumps(value, ensure_ascii=False)}\n"


def text(name: str, words: str) -> str:
    return f"{name}:T{len(words.encode()):x},{words}"


def read(*rows: str, shown: str = "", cut: int = 90) -> Draft:
    head = f"<head><title>{TITLE}</title></head>"
    page = f"<html lang=en>{head}<body><main>{shown}</main>{pushes(*rows, cut=cut)}</body></html>"
    found = article(None, page.encode(), url="https://mfa.example/news/sele", content_type="text/html; charset=utf-8")  # fmt: skip
    assert found.verdict is Verdict.OK, found.reason
    (draft,) = found.drafts
    return draft


SCRIPT = ':HL["/_next/app.css","style"]\n2:I["(app)/page",["chunks/app.js"],"Page"]\nnone\n'
ROOT = row("0", ["$", "$L2", None, {"article": "$4", "lang": "en"}])


@pytest.mark.parametrize("cut", [40, 90, 5_000])
def test_a_text_that_only_the_stream_holds(cut: int) -> None:
    value = {"title": TITLE, "body": "$5", "publishedAt": "$D2026-11-17T09:30:00.000Z"}
    other = {"title": "Another statement", "body": "x " * 300, "publishedAt": "2026-01-02"}
    draft = read(SCRIPT, ROOT, text("5", TEXT), row("4", value), row("6", other), cut=cut)
    assert draft.title == TITLE
    assert [line for line in draft.body.splitlines() if line] == PARAGRAPHS
    assert [found.raw for found in draft.dates] == ["2026-11-17T09:30:00.000Z"]


def test_a_day_that_only_the_stream_gives() -> None:
    draft = read(row("4", {"title": TITLE, "publishedAt": "2026-11-17"}), shown=f"<h1>{TITLE}</h1>{TEXT * 2}")
    assert [found.raw for found in draft.dates] == ["2026-11-17"]


@pytest.mark.parametrize(
    "rows",
    [
        ["4:{broken\n", "zz"],
        [text("5", "x" * 30)[:9]],
        [row("4", {"title": TITLE, "body": "$4", "children": ["$4", "$L9", "$"]})],
        [f"4:{'[' * 100_000}\n"],
    ],
    ids=["no JSON", "cut off", "refers to itself", "nested without end"],
)
def test_a_stream_that_cannot_be_read_is_passed_over(rows: list[str]) -> None:
    draft = read(*rows, shown=f"<h1>{TITLE}</h1>{TEXT}")
    assert [line for line in draft.body.splitlines() if line] == PARAGRAPHS
    assert draft.dates == ()


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/json" id="__NEXT_DATA__">{}</script>',
        "<script>window.__INITIAL_STATE__ = {}</script>",
        "<script>self.__next_f.push([1,{}</script>",
        '<script type="application/ld+json">{}</script>',
    ],
)
@pytest.mark.parametrize("data", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '"' + "[" * 100_000 + '"'])
def test_what_is_nested_without_end_in_a_script_keeps_no_page_from_being_read(script: str, data: str) -> None:
    page = f"<html lang=en><head><title>{TITLE}</title>{script.replace('{}', data)}</head><body><main><h1>{TITLE}</h1>{TEXT}</main></body></html>"
    found = article(None, page.encode(), url="https://mfa.example/news/sele", content_type="text/html; charset=utf-8")  # fmt: skip
    assert found.verdict is Verdict.OK, found.reason
    assert [line for line in found.drafts[0].body.splitlines() if line] == PARAGRAPHS
