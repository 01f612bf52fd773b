"""Commands that ask real sites and servers, or whose pipes and signals matter: each a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.digest import period
from statements.clock import SystemClock
from tests.fake_ministry import Page
from tests.service.desk import CITES, RECIPIENTS, desk
from tests.service.terminal import communique

pytestmark = pytest.mark.suite

PROGRAM = str(Path(sys.executable).parent / "communique")


def test_a_source_can_be_tried_live_without_storing_anything_and_a_failing_check_exits_5(
    tmp_path: Path,
) -> None:
    now = SystemClock().now()
    database = tmp_path / "archive.db"
    with desk(tmp_path / "desk", f"sqlite:///{database}", now) as place:
        for n in range(7):
            place.publish(f"/{n}", CITES.format(place=f"Bern, {n}"), now)
        tested = place.communique("sources", "test", "test-feed", "--json")
        assert tested.returncode == 0, tested.stderr
        result = json.loads(tested.stdout)
        assert result["verdict"] == "ok"
        assert 1 <= len(result["drafts"]) <= 5, "a trial is no burden to the site"
        for draft in result["drafts"]:
            assert draft["body"] == place.published[draft["url"].removeprefix(place.ministry.url(""))]
        assert not database.exists()

        place.ministry["/feed"] = Page("maintenance", status=503)
        failed = place.communique("check", "test-feed", "--json")
        assert failed.returncode == 5, failed.stderr
        report = json.loads(failed.stdout)
        assert (report["verdict"], report["http_status"], report["stored"]) == ("http-error", 503, 0)
        assert report["error"]
        assert place.communique("check", "nobody").returncode == 1


def test_the_digest_of_a_closed_week_is_sent_once(tmp_path: Path) -> None:
    closed, _ = period(SystemClock().now(), "monday", 8, "UTC")  # the command goes by the real clock
    with desk(
        tmp_path / "desk", f"sqlite:///{tmp_path / 'archive.db'}", closed + timedelta(hours=1)
    ) as place:
        with place.passes() as once:
            place.publish("/old", CITES.format(place="Rome"), place.clock.now())
            once()
            place.clock.advance(timedelta(hours=1))
            place.publish("/new", CITES.format(place="Bern"), place.clock.now())
            assert once()["stored"] == 1
        before = len(place.mailed())
        sent = place.communique("digest", "send")
        assert (sent.returncode, sent.stdout) == (0, "")
        assert "sent 2 messages" in sent.stderr
        fresh = place.mail.accepted[before:]
        assert sorted(recipient for recipient, _ in fresh) == sorted(RECIPIENTS)
        assert "/new" in fresh[0][1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
        again = place.communique("digest", "send")
        assert again.returncode == 0
        assert "has its digest already" in again.stderr
        assert len(place.mailed()) == before + 2


def test_labels_come_while_lines_still_go_in() -> None:
    with subprocess.Popen(
        [PROGRAM, "read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for n in range(2):
            process.stdin.write(json.dumps({"id": n, "title": "", "text": "We condemn the attack."}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == str(n)
        process.stdin.close()
        assert process.wait(timeout=120) == 0


def test_a_reader_that_goes_away_is_no_error_to_shout_about() -> None:
    with subprocess.Popen(
        [PROGRAM, "config", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(timeout=120) == 1
        assert process.stderr.read() == b""


def test_ctrl_c_ends_a_command_without_a_traceback() -> None:
    with subprocess.Popen(
        [PROGRAM, "read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # A shell starts what runs in its background deaf to the key, and so would be all that this starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write('{"id": "1", "title": "", "text": "Talks go on."}\n')
        process.stdin.flush()
        process.stdout.readline()  # it is at work
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=120)
        assert process.returncode == 130
        assert "Traceback" not in err


def test_the_doctor_finds_what_would_go_wrong(tmp_path: Path) -> None:
    now = SystemClock().now()
    with desk(tmp_path / "desk", f"sqlite:///{tmp_path / 'archive.db'}", now) as place:
        where = ("--config", str(place.directory))
        well = communique("doctor", "--json", *where)
        assert well.status == 0, well.out
        assert {finding["name"] for finding in well.json} >= {
            "watches", "database", "model", "disk", "guard", "slack", "mail",
        }  # fmt: skip
        (place.directory / "token").write_text("xoxb-invalid-auth")
        ill = communique("doctor", *where)
        assert ill.status == 5
        assert "bad" in ill.out
        assert "xoxb" not in ill.out + ill.err
        assert place.slack.messages == ()
        assert place.mailed() == []
