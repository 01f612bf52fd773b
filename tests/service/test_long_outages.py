"""What lasts for days, or comes all at once: through the whole program, over real sockets."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.service.desk import CHANNEL, CITES, desk

pytestmark = pytest.mark.suite

START = datetime(2025, 1, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_f52_an_account_that_is_inactive_for_two_days(tmp_path: Path) -> None:
    """The queue waits, the operators hear of it by mail once a day, and what waited leaves as one summary."""
    looks = 13
    with desk(tmp_path / "desk", f"sqlite:///{tmp_path / 'archive.db'}", START) as place:
        settings = place.directory / "settings.yaml"
        settings.write_text(f'{settings.read_text()}operators: {{to: ["mail:ops@example.org"]}}\n')
        place.publish("/old", CITES.format(place="Rome"), START - DAY)
        with place.passes() as once:
            once()
            place.slack.fail("account_inactive")
            place.slack.fail("account_inactive", times=looks - 1, method="auth.test")
            towns = [f"Town{n}" for n in range(looks)]
            for town in towns:
                place.clock.advance(4 * HOUR)
                place.publish(f"/{town}", CITES.format(place=town), place.clock.now())
                once()
            assert (place.slack.messages, place.slack.posts[CHANNEL]) == ((), 1)
            mails = [mail for to, mail in place.mail.accepted if to == "ops@example.org"]
            place.clock.advance(4 * HOUR)
            once()
        for mail in mails:
            assert "account_inactive" in " ".join(mail.get_content().split())
        assert len(mails) == 3, "once a day"
        head = place.slack.messages[0]
        assert head.text == f"{looks} alerts in one message"
        assert len(place.slack.messages) == 1
        shown = json.dumps(head.blocks)
        assert all(f"/{town}" in shown for town in towns)
        assert "Slack did not take anything from 2 Jan 2025 16:00 UTC to 4 Jan 2025 20:00 UTC." in shown


def test_l7_a_first_look_at_a_long_list_alerts_nobody(tmp_path: Path) -> None:
    """Everything that stands there and matches is archived and read, and nobody hears of it; of the next they do."""
    count = 60
    with desk(tmp_path / "desk", f"sqlite:///{tmp_path / 'archive.db'}", START) as place:
        for n in range(count):
            place.publish(f"/s/{n}", CITES.format(place=f"Town{n}"), START - (count - n) * HOUR)
        with place.passes() as once:
            first = once()
            assert (first["stored"], first["read"], first["sent"], first["pending"]) == (count, count, 0, 0)
            place.publish("/s/new", CITES.format(place="Vienna"), START + HOUR)
            place.clock.advance(HOUR)
            assert once()["sent"] == 1
        assert place.alerted() == ["/s/new"]
        found = json.loads(place.communique("search", "resolution:2254", "--json").stdout)
        assert found["total"] == count + 1, "what matched is there to be asked for"
