"""kill -9 at every named point, on both databases: after each restart nothing is lost and nothing repeated.

One archive lives through all of it. Week after week three statements appear, two of which cite resolution 2254, and the
program dies at the next point; each run inherits what the one before left behind. The runs are processes of the real
program against a real site, a Slack that stores what it gets and a real mail server.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from archive import open_archive
from archive.posts import OutboxState
from statements.crashpoints import POINTS
from tests.service.desk import CHANNEL, CITES, CITES_NOT, RECIPIENTS, Desk, desk

START = datetime(2025, 1, 2, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
AT_SLACK = [f"{point}:{len(RECIPIENTS) + 1}" for point in ("outbox.after_claim", "outbox.after_send")]
"""The week's digest goes out first, a mail a recipient; then come the alerts."""
SETTLED = {"digest.after_send", *AT_SLACK}
"""Before these, what was interrupted is settled: or the count would be wrong, and the mail in doubt be one that was so before."""


WATCH = f"""
watches:
  - id: syria-2254
    name: Syria
    query: resolution:2254
    to: ["slack:{CHANNEL}"]
    board: {{expected: [RU], after: 1d, pause: 5d}}
"""
"""Of whom it expects nobody can be heard, so each episode is told of, a week later."""


def publish(place: Desk, name: str, when: datetime) -> None:
    place.publish(f"/{name}-1", CITES.format(place=f"Astana, {name}"), when)
    place.publish(f"/{name}-2", CITES_NOT.format(place=f"Bern, {name}"), when)
    place.publish(f"/{name}-3", CITES.format(place=f"Vienna, {name}"), when)
    if "bundle" in name:  # so many at once leave as a summary
        for n in range(11, 31, 2):
            place.publish(f"/{name}-{n}", CITES.format(place=f"Town {n}, {name}"), when)


def settle(place: Desk) -> None:
    """Passes that end well; the last one finds nothing to do. What was interrupted is waited for, and then looked up or sent again."""
    for _ in range(4):
        place.clock.advance(timedelta(hours=3))
        after = place.once()
        assert after.returncode == 0, after.stderr


@pytest.mark.suite
@pytest.mark.timeout(600)
def test_killed_at_every_point(archive_url: str, tmp_path: Path) -> None:
    with desk(tmp_path / "desk", archive_url, START) as place:
        (place.directory / "watches.yaml").write_text(WATCH)
        publish(place, "old", START)
        baseline = place.once()
        assert baseline.returncode == 0, baseline.stderr

        for point in (*POINTS, *AT_SLACK):
            if point in SETTLED:
                settle(place)
            place.clock.advance(WEEK)
            publish(place, point.replace(":", "-"), place.clock.now())
            killed = place.once(crash_at=point)
            assert killed.returncode == 137, f"{point} was not reached: {killed.stderr}"

        settle(place)

        archived = place.exported()
        assert Counter(row["url"] for row in archived) == Counter(map(place.ministry.url, place.published))
        assert {len(row["versions"]) for row in archived} == {1}
        assert all(row["reading"] for row in archived)
        assert {row["url"]: row["text"] for row in archived} == {
            place.ministry.url(path): text for path, text in place.published.items()
        }

        cites = {path for path in place.published if path[-1] in "13579" and not path.startswith("/old")}
        assert Counter(place.alerted()) == Counter(cites)

        with open_archive(archive_url) as archive:
            counts = archive.outbox.counts()
            summaries = [row for row in archive.outbox.list(limit=10_000) if row.kind == "summary"]
            assert len(summaries) == sum("bundle" in point for point in POINTS)
            assert sum(len(archive.outbox.told_by(row.id)) for row in summaries) == counts["bundled"] >= 24
            # A mail whose sender was killed twice was never confirmed: it is set aside, visibly.
            dead = archive.outbox.list(OutboxState.DEAD)
            aside = {(row.destination, str(row.payload["message_id"])) for row in dead}
            assert {(row.channel, row.error_class) for row in dead} <= {("mail", "unconfirmed")}
            assert counts["sent"] + counts["bundled"] + counts["overtaken"] + len(dead) == sum(
                counts.values()
            )
            boards = [row for row in archive.outbox.list(limit=10_000) if row.kind == "board"]
            assert len({row.thread for row in boards}) == len(boards) >= len(POINTS) / 2
            posted = len(cites) - counts["bundled"] + len(summaries) + len(boards)
            assert place.slack.posts[CHANNEL] == posted
            digests = [digest for n in range(1, 40) if (digest := archive.digests.get(n)) is not None]
            told = Counter(
                version for digest in digests for version in cast("list[int]", digest.members["statements"])
            )
            fresh = [hit.version for hit in archive.statements.export() if not hit.version.baseline]
            # From the first digest on, each statement stands in one; that of the running week is still to come.
            assert told == Counter(
                version.id for version in fresh if digests[0].start <= version.first_seen < digests[-1].end
            )
        mails = Counter(place.mailed())
        assert Counter(recipient for recipient, _ in aside.union(mails)) == Counter(
            dict.fromkeys(RECIPIENTS, len(digests))
        )
        # A mail whose answer was lost goes out once more under the same Message-ID, by which mail programs know it: that is so where
        # the program dies while it sends, to Slack beside it too.
        sending = [point for point in (*POINTS, *AT_SLACK) if point.startswith("outbox.a") or "send" in point]
        assert set(mails.values()) == {1, 2}
        assert sum(count == 2 for count in mails.values()) <= len(sending)
