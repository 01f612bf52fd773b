"""Bytes that are no text never become a statement; texts that quote a wall are no wall."""

from __future__ import annotations

import gzip
import io
import random
import zipfile

import pytest

from spiders.extract.reading import article, sniff
from statements.labels import Verdict

_BODY = (
    "<p>The Minister condemned the denial of access to aid convoys and asked all parties to open the roads.</p>"
    * 2
)


def _page(title: str) -> bytes:
    head = f'<html lang="en"><head><title>{title}</title><meta property="article:published_time" content="2026-11-01"></head>'
    return f"{head}<body><article><h1>{title}</h1>{_BODY}</article></body></html>".encode()


def _office() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:p>Declaration on the border</w:p>" * 50)
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (_office(), "an archive or office document"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, "a picture"),
        (random.Random(1).randbytes(9_000), "no text"),
        (gzip.compress(_BODY.encode() * 9), "a packed file"),
    ],
    ids=["office", "picture", "noise", "packed"],
)
def test_what_is_no_text_is_refused_whatever_the_server_calls_it(body: bytes, what: str) -> None:
    for found in (
        article(None, body, url="https://mfa.example/1", content_type="text/html"),
        sniff(body, "https://mfa.example/1", "text/html"),
    ):
        assert found.verdict is Verdict.PARSE_ERROR
        assert found.reason is not None and what in found.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "iso2022_jp", "gb18030"])
def test_a_text_in_any_encoding_is_a_text(encoding: str) -> None:
    text = "制裁" if encoding in ("iso2022_jp", "gb18030", "utf-8") else "Санкции"
    html = f'<html><head><meta charset="{encoding}"><title>x</title></head><body><p>{text}. {_BODY}</p></body></html>'
    found = article(
        None,
        html.encode(encoding),
        url="https://mfa.example/1",
        content_type=f"text/html; charset={encoding}",
    )
    assert found.verdict is Verdict.OK


@pytest.mark.parametrize(
    "title",
    ["Access denied to humanitarian convoys", "Technical difficulties delay the talks in Geneva"],
)
def test_a_headline_that_begins_like_a_wall_is_no_wall(title: str) -> None:
    found = article(None, _page(title), url="https://mfa.example/1", content_type="text/html")
    assert (found.verdict, found.drafts[0].title) == (Verdict.OK, title)


@pytest.mark.parametrize("title", ["Access Denied", "Just a moment...", "Access denied | mfa.example"])
def test_a_wall_is_still_a_wall(title: str) -> None:
    page = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>Reference 18.2f</p></body></html>"
    )
    found = article(None, page.encode(), url="https://mfa.example/1", content_type="text/html")
    assert found.verdict is Verdict.BLOCKED
