"""What the commands print about an archive: the published shapes, one page of hits, nothing a terminal would obey."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cli import watches
from tests.service.terminal import Answer, communique
from tests.unit.cli import filled

SHAPES = (Path(__file__).parents[3] / "docs" / "shapes.md").read_text("utf-8")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled.make(tmp_path_factory.mktemp("desk") / "desk")


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "desk")
    return tmp_path / "desk"


def ask(desk: Path, *arguments: str) -> Answer:
    answer = communique(*arguments, "--config", str(desk))
    assert "Traceback" not in answer.err
    return answer


def documented(command: str) -> set[str]:
    """The keys that docs/shapes.md promises for a command: those of the outermost object of its line."""
    [line] = [line for line in SHAPES.splitlines() if line.startswith(f"| `communique {command}")]
    shape = line.split("|")[2].partition("→")[2] or line.split("|")[2]
    outer, depth = "", 0
    for character in shape[shape.index("{") :]:
        depth -= character in "}]"
        outer += character if depth == 1 or (depth == 0 and character == "}") else ""
        depth += character in "{["
    return set(re.findall(r'"([a-z_]+)"', outer))


def exported(desk: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ask(desk, "export").out.splitlines()]


def test_the_shape_test_reads_the_page() -> None:
    assert documented("extract --json FILE") == {"verdict", "reason", "what", "drafts"}
    assert documented("status --json") >= {"idle", "outbox", "problems"}


def test_export_gives_every_statement_in_the_published_shape_by_id(desk: Path) -> None:
    rows = exported(desk)
    assert [row["id"] for row in rows] == [1, 2, 3]
    for row in rows:
        assert set(row) == documented("export")
        assert set(row["published"]) == {"value", "precision", "zone", "from"}
        assert set(row["versions"][0]) == {"n", "seen", "sha256", "grade"}
        assert set(row["reading"]) >= documented("read")
    first, hostile, edited = rows
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", first["first_seen"])
    assert (first["source"], first["issuer"], first["language"], first["baseline"]) == (
        "a",
        "FR",
        "en",
        False,
    )
    assert first["text"] == filled.CONDEMNS
    assert first["reading"]["resolutions"] == ["2254"]
    assert "condemnation" in first["reading"]["stance"]
    for label in (*first["reading"]["stance"], *first["reading"]["topics"]):
        assert all(quote in first["text"] for quote in first["reading"]["evidence"][label])
    assert hostile["title"] == filled.HOSTILE  # data is given as it is
    assert [version["n"] for version in edited["versions"]] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("search", "fair", "--json"), "search QUERY --json"),
        (("status", "--json"), "status --json"),
        (("outbox", "list", "--json"), "outbox list --json"),
        (("watches", "test", "syria", "--json"), "watches test ID --json"),
    ],
)
def test_answers_have_the_published_keys(desk: Path, arguments: tuple[str, ...], line: str) -> None:
    answer = ask(desk, *arguments)
    assert answer.status == 0
    assert set(answer.json) == documented(line)


def test_sources_have_the_published_keys(desk: Path) -> None:
    mine = ask(desk, "sources", "list", "--json").json
    assert [set(row) for row in mine] == [documented("sources list --json")]
    assert (mine[0]["id"], mine[0]["state"], mine[0]["enabled"]) == ("a", "ok", True)
    everything = ask(desk, "sources", "list", "--json", "--all").json
    assert len(everything) > 12
    assert {row["state"] for row in everything if row["id"] != "a"} == {"paused"}
    without = communique("sources", "list", "--all", "--json", "--config", str(desk / "nowhere")).json
    assert {row["id"] for row in everything} - {"a"} == {row["id"] for row in without}


def test_sources_say_the_year_of_their_evidence_and_which_must_not_be_asked(tmp_path: Path) -> None:
    rows = communique("sources", "list", "--all", "--json", "--config", str(tmp_path)).json
    assert {row["id"]: row["evidence_year"] for row in rows}["gb-fcdo"] == 2026
    shown = communique("sources", "list", "--all", "--config", str(tmp_path))
    lines = {line.split()[0]: " ".join(line.split()) for line in shown.out.splitlines()}
    assert lines["gb-fcdo"].endswith("paused verified 2026")
    assert lines["jo-petra"].endswith("not watchable unproven 2026")
    assert "jo-petra: not watchable: robots.txt forbids all pages" in " ".join(shown.err.split())


def test_what_anybody_can_change_on_the_way_is_marked(desk: Path) -> None:
    file = desk / "sources" / "b.yaml"
    file.write_text("{id: b, name: B, issuer: RU, kind: feed, entry: 'http://b.example/feed'}\n")
    try:
        shown = " ".join(ask(desk, "sources", "list").err.split())
        rows = ask(desk, "sources", "list", "--json").json
    finally:
        file.unlink()
    assert "b: read over plain http, where anybody on the way can change what it says" in shown
    assert {row["id"]: row["insecure_http"] for row in rows} == {"a": False, "b": True}


def test_a_page_of_hits_says_how_to_get_the_next(desk: Path) -> None:
    first = ask(desk, "search", "minister OR aleppo", "--limit", "2", "--json").json
    assert ([hit["id"] for hit in first["hits"]], first["total"], first["truncated"]) == ([3, 2], 3, False)
    rest = ask(desk, "search", "minister OR aleppo", "--limit", "2", "--before", str(first["next"]), "--json")
    assert [hit["id"] for hit in rest.json["hits"]] == [1]
    assert rest.json["next"] is None
    assert f"more: --before {first['next']}" in ask(desk, "search", "minister OR aleppo", "--limit", "2").err


def test_a_hit_is_one_readable_line_whatever_its_title(desk: Path) -> None:
    with closing(sqlite3.connect(desk / "communique.db")) as database, database:
        for statement, title in ((1, "W" * 1_000_000), (3, "")):
            database.execute("UPDATE version SET title = ? WHERE statement = ?", (title, statement))
    shown = ask(desk, "search", "minister OR aleppo").out
    assert re.search(r"FR   W{199}…$", shown, re.MULTILINE)
    assert re.search(r"FR   \(untitled\)$", shown, re.MULTILINE)
    assert ask(desk, "stories", "show", "3").out.startswith("story 3: (untitled)\n")
    assert re.search(r"FR   W{199}…$", ask(desk, "watches", "test", "syria").out, re.MULTILINE)
    assert ask(desk, "show", "3").out.startswith("(untitled)\n")
    assert ask(desk, "show", "1").out.startswith("W" * 1_000_000)  # all of it


def test_a_hit_shows_its_labels(desk: Path) -> None:
    answer = ask(desk, "search", "resolution:2254")
    assert "On Aleppo" in answer.out
    assert "condemnation" in answer.out
    assert "1 found, 1 shown" in answer.err


def test_nothing_found_is_an_answer_unless_asked_otherwise(desk: Path) -> None:
    assert ask(desk, "search", "football").status == 0
    assert ask(desk, "search", "football", "--exit-code").status == 3
    assert ask(desk, "search", "book", "--exit-code").status == 0


def test_a_search_for_a_source_that_does_not_exist_is_refused(desk: Path) -> None:
    (desk / "sources" / "paris.yaml").write_text(
        "{id: paris, name: Paris, issuer: FR, kind: feed, entry: 'https://paris.example/feed'}\n"
    )
    for known in ("source:a", "source:PARIS", "source:a,paris book"):
        assert ask(desk, "search", known).status == 0
    answer = ask(desk, "search", "pari -source:parus")
    assert (answer.status, answer.out) == (2, "")
    assert "there is no 'parus'; did you mean paris?" in answer.err
    assert answer.err.splitlines()[-1].index("^") == answer.err.splitlines()[-2].index("parus")
    assert "`communique sources list` names" in ask(desk, "search", "book OR source:zzz").err


def test_a_search_says_since_when_a_source_that_is_watched_was_not_read(desk: Path) -> None:
    with sqlite3.connect(desk / "communique.db") as archive:
        long_ago = {"then": "2020-01-01T00:00:00.000000Z"}
        archive.execute(
            "UPDATE source SET last_check_at = :then, created_at = :then, next_due_at = :then", long_ago
        )
        archive.execute("UPDATE spell SET since = :then", long_ago)
    archive.close()
    assert [gap["since"] for gap in ask(desk, "search", "book", "--json").json["gaps"]] == [
        "2020-01-01T00:00:00Z"
    ]
    settings = desk / "sources" / "a.yaml"
    settings.write_text(settings.read_text().replace("{id: a,", "{enabled: false, id: a,"))
    assert ask(desk, "search", "book", "--json").json["gaps"] == []


def test_a_query_that_cannot_be_read_is_refused_with_the_place(desk: Path) -> None:
    answer = ask(desk, "search", "stance:condemnaton")
    assert (answer.status, answer.out) == (2, "")
    assert "condemnation" in answer.err
    assert "^" in answer.err


def test_a_statement_whole(desk: Path) -> None:
    shown = ask(desk, "show", "3", "--json").json
    assert set(shown) == documented("export") | {"history", "events", "news", "story"}
    assert [old["text"] for old in shown["history"]] == [
        "-The Minister closed the book fair.",
        "-The Minister closed the great book fair.",
    ]
    text = ask(desk, "show", "3", "--diff").out
    assert "closed the {+great+} book fair." in text
    assert ask(desk, "show", "3", "--diff", "1", "2").out == text
    [change] = ask(desk, "show", "3", "2", "1", "--diff", "--json").json["diff"]
    assert (change["from"], change["to"], change["grade"]) == (2, 1, None)
    assert {"out": "great ", "in": ""} in change["segments"]
    assert "has no version 7" in ask(desk, "show", "3", "--diff", "1", "7").err
    for wrong in (("show", "3", "1", "2"), ("show", "3", "--diff", "1")):
        assert ask(desk, *wrong).status == 2
    quoted = ask(desk, "show", "1").out
    assert re.search(r"condemnation \d\.\d\d: “We condemn in the strongest terms", quoted)
    assert "\ncites: UNSC 2254\n" in quoted
    assert "there is no statement" in ask(desk, "show", "9" * 40).err
    missing = ask(desk, "show", "99")
    assert (missing.status, missing.err) == (1, "communique: there is no statement 99 in this archive\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "book"),
        ("search", "book", "--json"),
        ("show", "2"),
        ("show", "2", "--diff"),
        ("show", "2", "--json"),
        ("explain", "2", "protocol"),
        ("explain", "2", "protocol", "--json"),
        ("watches", "test", "syria"),
        ("outbox", "list"),
        ("outbox", "list", "--json"),
        ("status",),
        ("sources", "list"),
        ("export",),
    ],
)
def test_remote_text_cannot_command_the_terminal(desk: Path, arguments: tuple[str, ...]) -> None:
    answer = ask(desk, *arguments)
    assert answer.status == 0
    shown = answer.out + answer.err
    assert not [c for c in shown if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) <= 0x9F or c == "\u202e")]
    if arguments[0] in ("search", "show") and "--json" not in arguments:
        assert "[bold]loud" in shown  # no mark-up either
        assert "[bold]loud  feigned line" in shown or "[bold]loud feigned line" in shown


def test_csv_is_guarded_against_formulas_unless_raw(desk: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(desk, "export", "--format", "csv").out)))
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert rows[1]["title"].startswith("'=cmd")
    assert rows[2]["text"] == "'-The Minister closed the great book fair."
    assert rows[0]["stance"].split()[0] == "condemnation"
    raw = list(csv.DictReader(io.StringIO(ask(desk, "export", "--format", "csv", "--raw").out, newline="")))
    assert raw[1]["title"] == filled.HOSTILE


def test_a_watch_that_seldom_fires_is_not_said_to_fire_about_never(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = {
        **{"watch": "syria", "query": "syria", "fired": 1, "per_week": 0.0, "messages": 1, "read": 9},
        **{
            "from": "2020-01-01T00:00:00Z",
            "until": "2026-01-01T00:00:00Z",
            "baseline": 0,
            "not_sure_enough": 0,
        },
        **{"loudest_week": None, "loudest_day": None, "examples": []},
    }
    watches._show(defaultdict(int, found))
    assert "syria: would have fired once (less than 0.1 a week), 1 message\n" in capsys.readouterr().err


def test_a_watch_can_be_tried_on_the_past(desk: Path) -> None:
    answer = ask(desk, "watches", "test", "syria", "--since", "1d")
    assert "syria: would have fired once (about 7 a week), 1 message\n" in answer.err
    never = ask(desk, "watches", "test", "--query", "zeppelin", "--since", "900d")
    assert "query: would have fired never, 0 messages\n" in never.err
    assert "On Aleppo" in answer.out
    assert "2254" in answer.out
    assert "Security Council resolution 2254 is the way." in answer.out
    assert ask(desk, "watches", "test", "syria", "--json").json["examples"][0]["issuer"] == "FR"
    unknown = ask(desk, "watches", "test", "nobody")
    assert (unknown.status, unknown.err) == (1, "communique: there is no watch 'nobody'; configured: syria\n")
    assert ask(desk, "watches", "test", "syria", "--since", "soon").status == 1
    assert "resolution:2254" in ask(desk, "watches", "list").out
    assert ask(desk, "watches", "list", "--json").json[0]["to"] == ["slack:C1"]


def test_dead_messages_are_unhealthy_until_they_are_put_back(desk: Path) -> None:
    status = ask(desk, "status", "--check")
    assert status.status == 5
    assert "unhealthy 1 messages were refused for good" in status.err
    assert "dead" in ask(desk, "outbox", "list", "--state", "dead").out
    assert ask(desk, "outbox", "list", "--state", "lost").status == 1
    assert ask(desk, "outbox", "retry", "77").status == 1
    back = ask(desk, "outbox", "retry", "1")
    assert (back.status, back.err) == (0, "0 destinations open again, 1 message back in the queue\n")
    assert ask(desk, "status", "--check").status == 0
    assert ask(desk, "status", "--json").json["outbox"]["pending"] == 1
    assert ask(desk, "outbox", "retry", "--all").status == 0


def test_the_digest_can_be_looked_at(desk: Path, tmp_path: Path) -> None:
    out = tmp_path / "preview"
    answer = ask(desk, "digest", "preview", "--current", "--out", str(out))
    assert answer.status == 0
    assert "On Aleppo" in (out / "digest.txt").read_text("utf-8")
    html = (out / "digest.html").read_text("utf-8")
    assert "On Aleppo" in html
    assert "[bold]loud" in html
    assert "\x1b" not in html
    assert ask(desk, "outbox", "list", "--json").json["counts"].get("pending", 0) == 0


def test_the_database_can_be_copied_while_it_is_open_and_brought_up_to_date(
    desk: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    answer = ask(desk, "db", "backup", str(copy))
    assert (answer.status, answer.err) == (0, f"wrote {copy}, integrity checked\n")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM statement").fetchone() == (3,)
    connection.close()
    again = ask(desk, "db", "backup", str(copy))
    assert again.status == 1
    assert str(copy) in again.err
    assert "already at schema" in ask(desk, "db", "upgrade").err
    (desk / "communique.db").unlink()
    assert "schema none -> " in ask(desk, "db", "upgrade").err
    assert ask(desk, "export").out == ""
