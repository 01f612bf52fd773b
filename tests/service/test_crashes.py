"""kill -9 at every named point, on both databases: after a restart nothing is lost and nothing repeated.

Each scenario starts from an archive with its baseline, publishes three statements (two cite resolution 2254), lets the
program die at one point in one pass, and runs it again. The passes are processes of the real program against a real
site, a Slack that stores what it gets and a real mail server.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from statements.crashpoints import POINTS
from tests.service.desk import CHANNEL, CITES, CITES_NOT, RECIPIENTS, desk

NOW = datetime.now(UTC).replace(microsecond=0)  # the fake Slack stamps messages with real time
# Eight days before: at least one digest period closes between the baseline and now, whatever day it is.
BASELINE = NOW - timedelta(days=8)
LATER = NOW + timedelta(hours=1)


@pytest.mark.suite
@pytest.mark.parametrize("point", POINTS)
def test_killed_at(point: str, archive_url: str, tmp_path: Path) -> None:
    with desk(tmp_path / "desk", archive_url) as place:
        place.publish("/old", CITES.format(place="Geneva"))
        before = place.once(BASELINE)
        assert before.returncode == 0, before.stderr
        assert place.alerted() == []

        place.publish("/a", CITES.format(place="Astana"))
        place.publish("/b", CITES_NOT.format(place="Bern"))
        place.publish("/c", CITES.format(place="Vienna"))
        killed = place.once(NOW, crash_at=point)
        assert killed.returncode == 137, f"{point} was not reached: {killed.stderr}"

        after = place.once(LATER)
        assert after.returncode == 0, after.stderr

        archived = place.exported()
        assert sorted(row["url"] for row in archived) == sorted(
            place.ministry.url(path) for path in place.published
        )
        assert [len(row["versions"]) for row in archived] == [1] * 4
        assert all(row["reading"] for row in archived)
        assert sorted(row["text"] for row in archived) == sorted(place.published.values())

        assert sorted(place.alerted()) == ["/a", "/c"]
        assert place.slack.posts[CHANNEL] == 2

        assert sorted({recipient for recipient, _ in place.mail.accepted}) == sorted(RECIPIENTS)
        # The one mail in doubt goes out again under the same Message-ID, by which the reader's mail program knows it.
        in_doubt = 1 if point == "digest.after_send" else 0
        assert len(place.mail.accepted) == len(RECIPIENTS) + in_doubt
        assert len(set(place.mail.accepted)) == len(RECIPIENTS)

        again = place.once(LATER + timedelta(hours=3))
        assert again.returncode == 0, again.stderr
        assert place.slack.posts[CHANNEL] == 2
        assert len(place.mail.accepted) == len(RECIPIENTS) + in_doubt
