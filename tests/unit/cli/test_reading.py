"""Commands that read what they are given: `read` and `extract`, and `sources test` on saved pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.fake_ministry import rss, statement_page
from tests.service.terminal import communique
from tests.unit.cli.test_answers import documented

PAGES = Path(__file__).parents[2] / "pages"
TEXT = "We condemn in the strongest terms the shelling of Aleppo and recall resolution 2254 (2015) of the Security Council."


def lines(*rows: object) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def test_read_labels_each_line_in_the_published_shape() -> None:
    given = lines(
        {"id": "s1", "title": "Joint statement", "text": TEXT, "language": "en"},
        {"id": 2, "title": "", "text": ""},
    )
    answer = communique("read", stdin=given + b"\n  \n")
    assert (answer.status, answer.err) == (0, "")
    first, second = map(json.loads, answer.out.splitlines())
    assert set(first) == documented("read")
    assert (first["id"], first["primary"], first["resolutions"]) == ("s1", "condemnation", ["2254"])
    assert first["rung"] == 6
    assert first["primary"] in first["stance"]
    assert all(first["evidence"][label] for label in first["stance"])
    assert all(quote in TEXT for quotes in first["evidence"].values() for quote in quotes)
    assert 0 <= first["scores"]["condemnation"] <= 1
    assert (second["id"], second["stance"], second["topics"]) == ("2", ["neutral"], [])


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"not json\n", "Expecting value"),
        (b"\xff\xfe\n", "codec can't decode"),
        (b"[1, 2]\n", "a line must be a JSON object"),
        (lines({"id": "x", "title": "t"}), '"text" is missing or not text'),
        (lines({"id": None, "title": "t", "text": "t"}), '"id" is missing or not text'),
        (lines({"id": "x", "title": "t", "text": "t", "language": 7}), '"language" must be text'),
        (lines({"id": "x", "title": "t", "text": "t", "issuer": ["FR"]}), '"issuer" must be text'),
        (b"[" * 100_000 + b"\n", "nested too deeply"),
        (b'{"id": "x\x1b[31m\n', "line 2: "),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(bad: bytes, reason: str) -> None:
    good = lines({"id": "good", "title": "", "text": TEXT})
    answer = communique("read", stdin=good + bad + good)
    assert answer.status == 1
    assert [json.loads(line)["id"] for line in answer.out.splitlines()] == ["good", "good"]
    assert answer.err.startswith("line 2: ")
    assert reason in answer.err
    assert len(answer.err.splitlines()) == 1
    assert "\x1b" not in answer.err


def test_the_issuer_is_left_out_of_those_it_names() -> None:
    text = "France condemns the raid by Syria."
    given = lines(*({"id": code, "title": "", "text": text, **issuer} for code, issuer in (
        ("none", {}), ("fr", {"issuer": "FR"}), ("small", {"issuer": "fr"}), ("null", {"issuer": None}),
    )))  # fmt: skip
    answer = communique("read", stdin=given)
    assert (answer.status, answer.err) == (0, "")
    named = {
        row["id"]: [actor["name"] for actor in row["actors"]]
        for row in map(json.loads, answer.out.splitlines())
    }
    assert named["fr"] == named["small"] == ["Syria"]
    assert named["none"] == named["null"] == ["France", "Syria"]


def test_half_a_character_is_read_and_given_back() -> None:
    answer = communique(
        "read", stdin=b'{"id": "\\ud800", "title": "", "text": "We condemn \\ud800 the attack."}\n'
    )
    assert (answer.status, answer.err) == (0, "")
    assert json.loads(answer.out)["id"] == "\ud800"


def test_extract_reads_an_article(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    paragraphs = (
        "The Ministry condemns the attack on Aleppo and calls on all parties to protect civilians.",
        "It recalls that there is no military solution, and that resolution 2254 remains the way.",
    )
    page.write_text(statement_page("On Aleppo", *paragraphs, date="2024-12-01T22:04:05Z"), "utf-8")
    answer = communique("extract", "--json", "--url", "https://mfa.example/aleppo", str(page))
    assert (answer.status, answer.err) == (0, "")
    assert set(answer.json) == {"verdict", "reason", "what", "drafts"}
    assert answer.json["what"] == "article"
    [draft] = answer.json["drafts"]
    assert set(draft) == {
        "title", "published", "body", "language", "url", "kind", "speaker", "role", "modified", "delivered", "attachments",
        "alternates",
    }  # fmt: skip
    assert draft["title"] == "On Aleppo"
    assert draft["body"] == "\n\n".join(paragraphs)
    assert (draft["language"], draft["url"]) == ("en", "https://mfa.example/aleppo")
    assert draft["published"]["value"] == "2024-12-01T22:04:05Z"
    assert draft["published"]["precision"] == "instant"


def test_extract_reads_a_feed(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(
        rss(
            ("/a", "On Aleppo", "Sun, 01 Dec 2024 22:04:05 GMT"),
            ("/b", "On Hama", None),
            link="https://mfa.example",
            body="<p>The Ministry condemns the attack.</p>",
        ),
        "utf-8",
    )
    answer = communique("extract", "--json", str(feed))
    assert (answer.status, answer.json["verdict"], answer.json["what"]) == (0, "ok", "feed")
    first, second = answer.json["drafts"]
    assert (first["title"], first["url"]) == ("On Aleppo", "https://mfa.example/a")
    assert second["published"] == {
        "value": None, "precision": "unknown", "zone": second["published"]["zone"], "from": None, "raw": None,
        "reason": second["published"]["reason"],
    }  # fmt: skip
    shown = communique("extract", str(feed))
    assert "On Aleppo" in shown.out
    assert "undated" in shown.out
    assert "ok: a feed, 2 entries" in shown.err


def test_extract_says_that_a_page_lists_statements(tmp_path: Path) -> None:
    rows = "".join(
        f"<li><a href='/news/{n}'>Statement on the situation in town {n}</a> <time>{n + 1} May 2025</time></li>"
        for n in range(8)
    )
    page = tmp_path / "news.html"
    page.write_text(f"<html><title>News</title><body><main><h1>News</h1><ul>{rows}</ul></main></body></html>")
    where = ("--url", "https://mfa.example/news", str(page))
    assert communique("extract", "--json", *where).json["what"] == "listing"
    assert "a page that lists statements, 8 entries" in communique("extract", *where).err


def test_extract_refuses_what_would_not_be_fetched_either(tmp_path: Path) -> None:
    large = tmp_path / "large.html"
    large.write_bytes(b"<p>The Ministry condemns the attack.</p>" * 450_000)  # 18 MB
    answer = communique("extract", "--json", str(large))
    assert (answer.status, answer.json["verdict"], answer.json["drafts"]) == (1, "too-large", [])
    assert "16,777,216 bytes" in answer.json["reason"]


@pytest.mark.parametrize("content", [b"", b"<rss><channel><item>", b"\x00\x01\x02binary"])
def test_extract_gives_a_verdict_for_what_it_cannot_read(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    answer = communique("extract", "--json", str(file))
    assert answer.status == 1
    assert answer.json["verdict"] in ("parse-error", "empty", "soft-404")
    assert answer.json["reason"]
    assert answer.json["drafts"] == []
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_extract_says_that_an_empty_file_is_empty(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    answer = communique("extract", "--json", str(file))
    assert (answer.status, answer.json["verdict"]) == (1, "empty")
    assert answer.json["reason"] == "the file is empty"


def test_extract_and_test_read_a_saved_page_as_its_source_says(tmp_path: Path) -> None:
    entry = PAGES / "un-press" / "plain" / "entry.xml"
    where = ("--config", str(tmp_path))
    tested = communique("sources", "test", "un-press", "--entry", str(entry), "--json", *where)
    assert (tested.status, tested.json["verdict"]) == (0, "ok")
    expected = json.loads((entry.parent / "expected.json").read_text("utf-8"))
    assert len(tested.json["drafts"]) == len(expected["entry"]["items"])
    extracted = communique("extract", "--json", "--source", "un-press", str(entry), *where)
    assert extracted.json == tested.json
    shown = communique("sources", "test", "un-press", "--entry", str(entry), *where).out.splitlines()
    for line, draft in zip(shown[1:], tested.json["drafts"], strict=True):
        published = draft["published"]
        assert f"{draft['title']}  {published['value']}  {published['from']}" in re.sub("  +", "  ", line)
    article = PAGES / "it-maeci" / "plain" / "article.html"
    shown = communique("sources", "test", "it-maeci", "--article", str(article), *where).out.splitlines()
    assert "  2026-11-18  selector  en  " in re.sub("  +", "  ", shown[1])


def test_a_listed_title_is_one_readable_line_whatever_it_is(tmp_path: Path) -> None:
    entry = (PAGES / "un-press" / "plain" / "entry.xml").read_text("utf-8")
    titles = iter(("<title>UN</title>", f"<title>{'W' * 1_000_000}</title>", "<title></title>"))
    file = tmp_path / "entry.xml"
    file.write_text(re.sub("<title>.*?</title>", lambda old: next(titles, old[0]), entry), "utf-8")
    asked = (str(file), "--config", str(tmp_path))
    for command in (("sources", "test", "un-press", "--entry"), ("extract", "--source", "un-press")):
        shown = communique(*command, *asked).out
        assert re.search(r"^W{199}…  ", shown, re.MULTILINE)
        assert re.search(r"^\(untitled\)  ", shown, re.MULTILINE)


def test_a_live_test_needs_a_configuration_and_a_source_must_exist(tmp_path: Path) -> None:
    where = ("--config", str(tmp_path))
    refused = communique("sources", "test", "un-press", *where)
    assert refused.status == 2
    for what in ("no pages are saved", "--config DIR", "communique init", "--entry FILE", "--article FILE"):
        assert what in re.sub(r"[\s│]+", " ", refused.err)
    unknown = communique("sources", "test", "nobody", *where)
    assert (unknown.status, unknown.out) == (1, "")
    assert "there is no source 'nobody'" in unknown.err
