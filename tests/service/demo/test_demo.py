"""`communique demo` from end to end, as a user starts it: facts that hold whatever the classifier's exact labels are."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from demo import configuration, folder
from demo.world import START, load
from tests import programs

pytestmark = pytest.mark.suite

QUARTET = {"US", "GB", "FR", "DE"}
JOINT = {"joint-statement-qasr-halim", "declaration-conjointe-qasr-halim", "gemeinsame-erklaerung-qasr-halim"}


def communique(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        # None of these may have any influence on the demo.
        "COMMUNIQUE_SLACK__BASE_URL": "http://127.0.0.1:9/api/",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
    }
    return programs.run(programs.COMMUNIQUE, *arguments, cwd=folder, env=environment, timeout=150)


@dataclass(frozen=True)
class Ran:
    out: Path
    screen: str
    errors: str
    status: int
    slack: list[dict[str, Any]]
    archive: list[dict[str, Any]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    here = tmp_path_factory.mktemp("demo")
    done = communique("demo", "--fast", folder=here)
    out = here / "demo-out"
    exported = communique("export", "--format", "jsonl", "--config", str(out / folder.DESK), folder=here)
    slack = out / folder.SLACK
    return Ran(
        out=out,
        screen=done.stdout,
        errors=done.stderr,
        status=done.returncode,
        slack=json.loads(slack.read_text("utf-8")) if slack.is_file() else [],
        archive=[json.loads(line) for line in exported.stdout.splitlines()],
    )


def slug(url: str) -> str:
    return url.rpartition("/")[2]


def told(ran: Ran, channel: str) -> Counter[tuple[str, bool]]:
    """The statements announced in a channel by address, each with whether as revised."""
    found: Counter[tuple[str, bool]] = Counter()
    for message in ran.slack:
        if message["channel"] == channel and not message["text"].startswith("[demo] Withdrawn: "):
            blocks = {block["block_id"]: block for block in message["blocks"]}
            if "source" not in blocks:  # it tells who has not spoken
                continue
            address = blocks["title"]["text"]["text"].partition("<")[2].partition("|")[0]
            found[address, "*Revised*" in blocks["source"]["elements"][0]["text"]] += 1
    return found


def test_it_succeeds_quietly_and_says_what_to_do_next(ran: Ran) -> None:
    assert (ran.status, ran.errors) == (0, ""), ran.screen[-2000:]
    for command in ("init ./desk", "once --config ./desk", "run --config ./desk"):
        assert f".venv/bin/communique {command}" in ran.screen
    assert not [character for character in ran.screen if ord(character) < 32 and character != "\n"]


def test_every_statement_that_could_be_read_is_archived_once(ran: Ran) -> None:
    hidden = "o-sovmestnom-zayavlenii"  # published behind a wall
    wanted = {(site.id, one.slug) for site in load().sites for one in site.statements} - {("ru-demo", hidden)}
    assert Counter((row["source"], slug(row["url"])) for row in ran.archive) == Counter(wanted)
    baseline = {one.slug for site in load().sites for one in site.statements if one.appears <= START}
    assert {slug(row["url"]) for row in ran.archive if row["baseline"]} == baseline


def test_the_watch_on_the_resolution_alerts_for_exactly_its_texts_once_each(ran: Ran) -> None:
    cites = {
        row["url"]
        for row in ran.archive
        if "2254" in row["text"] or "unsc-2254" in (row["reading"] or {}).get("topics", [])
    }
    assert len({url for url in cites if slug(url) in JOINT | {"joint-statement-doha"}}) == 5
    announced = told(ran, configuration.RESOLUTION)
    assert {url for url, revised in announced if not revised} == cites
    assert set(announced.values()) == {1}


def test_no_destination_hears_the_same_twice_and_nothing_of_the_baseline(ran: Ran) -> None:
    old = {row["url"] for row in ran.archive if row["baseline"]}
    for channel in configuration.CHANNELS:
        announced = told(ran, channel)
        assert announced and set(announced.values()) == {1}
        assert not old & {url for url, _ in announced}


def test_every_alert_is_marked_as_demo(ran: Ran) -> None:
    for message in ran.slack:
        assert message["text"].startswith("[demo]")
        assert any("DEMO" in json.dumps(block, ensure_ascii=False) for block in message["blocks"][:1])


def test_the_joint_statement_is_shown_with_its_four_signatories(ran: Ran) -> None:
    copies = [row for row in ran.archive if slug(row["url"]) in JOINT]
    assert {row["issuer"] for row in copies} == QUARTET
    assert {row["language"] for row in copies} == {"en", "fr", "de"}
    for row in copies:
        also = {"IT"} if row["issuer"] == "GB" else set()  # Italy joined later
        assert set(row["reading"]["signatories"]) == QUARTET | also


def joint(ran: Ran, channel: str) -> list[dict[str, Any]]:
    """What a channel was told of the joint statement of the four, in order."""
    return [
        message
        for message in ran.slack
        if message["channel"] == channel
        and any(f"/{name}|" in json.dumps(message["blocks"]) for name in JOINT)
    ]


@pytest.mark.parametrize("channel", [configuration.RESOLUTION, configuration.DESK])
def test_a_joint_statement_in_three_languages_is_one_message_with_a_thread(ran: Ran, channel: str) -> None:
    """Four capitals, one of them hours late, one of them edited afterwards: the channel itself gets one message."""
    head, *rest = joint(ran, channel)
    assert head["thread_ts"] is None and head["edited"]
    assert {message["thread_ts"] for message in rest} == {head["ts"]}
    shown = {block["block_id"]: json.dumps(block, ensure_ascii=False) for block in head["blocks"]}
    assert "4 capitals so far" in shown["story"]
    names = ("France", "Germany", "United Kingdom", "United States")
    assert all(name in shown["story"] for name in names)
    signed = json.dumps(head["blocks"], ensure_ascii=False).partition("Signed by ")[2]
    assert all(name in signed.partition('"')[0] for name in names)
    copies = [message for message in rest if "Copy: " in message["text"]]
    assert len(copies) == 3 and any("Germany" in message["text"] for message in copies)


@pytest.mark.parametrize("channel", [configuration.RESOLUTION, configuration.DESK])
def test_an_edit_of_the_signatories_is_told_in_the_thread_and_to_the_channel(ran: Ran, channel: str) -> None:
    (edit,) = [message for message in joint(ran, channel) if "Revised: " in message["text"]]
    assert edit["thread_ts"] is not None and edit["broadcast"]
    assert "Italy" in json.dumps(edit["blocks"], ensure_ascii=False)


def test_an_old_text_under_a_new_date_is_told_as_such_and_apart(ran: Ran) -> None:
    (again,) = [m for m in ran.slack if "/protect-water-stations-again|" in json.dumps(m["blocks"])]
    assert again["thread_ts"] is None
    source = next(block for block in again["blocks"] if block["block_id"] == "source")
    assert " of 1 Oct 2024 " in source["elements"][0]["text"].partition("Re-issue of ")[2]


def test_every_alert_is_read_at_a_glance(ran: Ran) -> None:
    """Two blocks of buttons would come on top in a channel whose clicks come back, and the mark of the demo does not count."""
    for message in ran.slack:
        blocks = [block for block in message["blocks"] if block["block_id"] != "demo"]
        ids = [block["block_id"] for block in blocks]
        assert len(ids) + 2 <= 8, ids
        assert len([one for one in ids if one.startswith("quote")]) <= 2
        assert visible(blocks) <= 1_200


def visible(blocks: list[dict[str, Any]]) -> int:
    """Characters that a reader sees."""
    texts = [
        one["text"] for block in blocks for one in [block.get("text"), *block.get("elements", ())] if one
    ]
    return sum(len(re.sub(r"<[^|>]*\|([^>]*)>", r"\1", text)) for text in texts)


def test_silence_and_being_unreadable_are_told_apart(ran: Ran) -> None:
    rows = {
        line[:2]: line
        for line in ran.screen.partition("Who spoke about")[2].splitlines()
        if line[:2].isupper()
    }
    assert " silent " in rows["IN"]
    assert " spoke, then unreadable " in rows["RU"]
    assert " spoke " in rows["US"] and "04 Dec 05:01 to 04 Dec" in rows["IR"]
    assert "17:01 (http-error)" in ran.screen
    assert "ru-demo cannot be read (blocked)" in ran.screen
    assert "ir-demo cannot be read (http-error)" in ran.screen and "ir-demo can be read again" in ran.screen


def test_the_board_tells_silence_from_a_wall_and_counts_a_joint_statement_for_all_who_signed(
    ran: Ran,
) -> None:
    asked = (
        "qasr",
        "--since",
        "2024-12-04T20:30",
        "--until",
        "2024-12-07",
        "--expect",
        "GB,IT,IN,RU,CN",
        "--json",
    )
    done = communique("board", *asked, "--config", "demo-out/desk", folder=ran.out.parent)
    assert done.returncode == 0, done.stderr
    voices = {voice["issuer"]: voice for voice in json.loads(done.stdout)["voices"]}
    assert (voices["GB"]["standing"], voices["GB"]["by"]) == ("spoke", None)
    assert (voices["IT"]["standing"], voices["IT"]["by"]) == ("spoke", "GB")
    assert voices["RU"]["standing"] == "source unreadable"
    assert voices["RU"]["reason"].startswith("ru-demo blocked since 2024-12-05")
    assert (voices["IN"]["standing"], voices["IN"]["reason"]) == ("no statement found", None)
    assert voices["CN"]["standing"] == "not watched"


def test_the_printed_board_says_who_was_silent_and_who_could_not_be_read(ran: Ran) -> None:
    printed = "communique board" + ran.screen.partition("communique board")[2].partition("\n\n")[0]
    program, *asked = shlex.split(printed.replace("\\\n", ""))
    assert program == "communique"
    done = communique(*asked, "--json", folder=ran.out.parent)
    assert done.returncode == 0, done.stderr
    standings = {voice["issuer"]: voice["standing"] for voice in json.loads(done.stdout)["voices"]}
    assert standings.pop("IN") == "no statement found"
    assert standings.pop("RU") == "source unreadable"
    assert len(standings) == 10 and set(standings.values()) <= {"spoke", "no statement found"}


def test_the_silent_are_told_after_a_day_and_after_three_in_the_thread(ran: Ran) -> None:
    first, second = [one for one in ran.slack if "Everything on Qasr Halim: " in one["text"]]
    assert {one["channel"] for one in (first, second)} == {configuration.DESK}
    assert "3 of 7 have spoken after 24 h" in first["text"]
    assert "3 days. No statement found: India" in second["text"]
    assert (second["thread_ts"], second["broadcast"]) == (first["ts"], True)
    assert "Everything on Qasr Halim: 3 of 7 have spoken after 24 h" in ran.screen


def test_who_was_told_of_a_statement_is_told_once_that_it_is_gone(ran: Ran) -> None:
    gone = [message for message in ran.slack if message["text"].startswith("[demo] Withdrawn: ")]
    assert gone and len({message["channel"] for message in gone}) == len(gone)
    for message in gone:
        assert "strikes-will-not-go-unanswered" in json.dumps(message["blocks"])


def test_edits_and_the_withdrawal_are_shown(ran: Ran) -> None:
    assert "[-deplores-] {+condemns in the strongest possible terms+}" in ran.screen
    assert "withdrawn  IR  Attack on diplomatic mission" in ran.screen
    versions = {slug(row["url"]): len(row["versions"]) for row in ran.archive if len(row["versions"]) > 1}
    assert versions == {"water-station-qasr-halim": 2, "joint-statement-qasr-halim": 2}
    grades = {
        slug(row["url"]): row["versions"][1]["grade"] for row in ran.archive if len(row["versions"]) > 1
    }
    assert grades == {"water-station-qasr-halim": "stance", "joint-statement-qasr-halim": "signatories"}
    assert [slug(row["url"]) for row in ran.archive if row["withdrawn"]] == ["strikes-will-not-go-unanswered"]


def test_the_digest_is_left_as_html_and_text(ran: Ran) -> None:
    html, text = ((ran.out / name).read_text("utf-8") for name in folder.DIGEST)
    for part in (html, text):
        assert "DEMO: sample data" in part
        assert "34 statements from 12 issuers" in " ".join(part.split())
        assert "Министерство иностранных дел" in part.partition("ould not be read")[2] or "blocked" in part
    assert "not checked" not in text, "every site was looked at all the week"
    assert "WHAT COULD NOT BE READ" in text and "EDITED OR WITHDRAWN" in text
    assert all(str(Path("demo-out", name)) in ran.screen for name in folder.DIGEST)


def test_dates_are_the_issuers_and_unknown_where_there_are_none(ran: Ran) -> None:
    dated = {slug(row["url"]): row["published"] for row in ran.archive}
    assert dated["reply-to-joint-statement"]["value"] is None
    assert dated["passport-portal-privacy"]["value"] is None
    assert dated["consular-camp-november"]["value"] == "2024-11-22T06:00:00Z"
    assert dated["qasr-halim-frappe-hopital"]["value"] == "2024-12-04"
    assert dated["statement-on-qasr-halim"]["value"] == "2024-12-03"


def test_what_is_left_can_be_searched_with_the_printed_command(ran: Ran) -> None:
    assert "communique search 'resolution:2254' --config demo-out/desk" in ran.screen
    found = communique(
        "search", "resolution:2254", "--json", "--config", "demo-out/desk", folder=ran.out.parent
    )
    assert found.returncode == 0, found.stderr
    hits = json.loads(found.stdout)["hits"]
    assert {slug(hit["url"]) for hit in hits} == JOINT | {"joint-statement-doha"}


def test_it_refuses_a_folder_that_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("do not delete")
    done = communique("demo", "--out", "mine", folder=tmp_path)
    assert done.returncode == 1
    assert "not made by the demo" in " ".join(done.stderr.split())
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "do not delete"
