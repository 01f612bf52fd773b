"""A topic of the user's, end to end: written down, fitted by the service, watched for, alerted, tried, confirmed and rejected."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.service.desk import CHANNEL, CITES_NOT, Desk, desk
from tests.service.terminal import Answer, communique

pytestmark = [pytest.mark.suite, pytest.mark.timeout(400)]

START = datetime(2025, 1, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUOTE = "Ships loaded with wheat must be able to leave the port without delay."
ABOUT = f"The Ministry issued a statement today. {QUOTE}"
TOPICS = """\
# The desk's own.
topics:
  - id: grain
    name: Grain by sea
    description: Whether ships with grain may leave the ports of the Black Sea.
    examples:
      - Ships loaded with grain must be able to leave the port of Odesa safely.   # spring
      - We welcome the agreement under which wheat is exported across the Black Sea.
      - Cargo vessels carrying grain should not be inspected for weeks.
      - The export of wheat and maize by sea must continue without delay.
      - Ports from which grain is shipped must never be attacked.
"""


def ask(place: Desk, *arguments: str) -> Answer:
    return communique(*arguments, "--config", str(place.directory))


def test_from_examples_to_an_alert_and_back(archive_url: str, tmp_path: Path) -> None:
    with desk(tmp_path / "desk", archive_url, START) as place:
        (place.directory / "topics.yaml").write_text(TOPICS, "utf-8")
        (place.directory / "watches.yaml").write_text(
            f"watches:\n  - {{id: grain, name: Grain, query: 'topic:grain', to: ['slack:{CHANNEL}']}}\n",
            "utf-8",
        )
        with place.passes() as once:
            place.publish("/old", CITES_NOT.format(place="Geneva"), START)
            assert once()["problem"] is None
            place.clock.advance(HOUR)
            place.publish("/fair", CITES_NOT.format(place="Oslo"), place.clock.now())
            place.publish("/grain", ABOUT, place.clock.now())
            told = once()
            assert (told["read"], told["sent"], told["problem"]) == (2, 1, None)
        assert place.alerted() == ["/grain"]
        [message] = place.slack.messages
        shown = json.dumps(message.blocks, ensure_ascii=False)
        assert QUOTE in shown and "grain 0." in shown

        found = ask(place, "search", "topic:grain -topic:sanctions", "--json")
        assert found.status == 0, found.err
        [hit] = json.loads(found.out)["hits"]
        assert hit["reading"]["own_topics"] == ["grain"]
        assert hit["reading"]["evidence"]["grain"] == [QUOTE]
        assert hit["reading"]["scores"]["grain"] >= 0.5
        text = ask(place, "show", str(hit["id"])).out
        assert f"“{QUOTE}”" in text and "\ngrain 0." in text
        refused = ask(place, "search", "topic:grian")
        assert refused.status == 2
        assert "did you mean grain?" in refused.err

        tried = ask(place, "topics", "try", "grain", "--since", "99999d", "--json")
        assert tried.status == 0, tried.err
        result = json.loads(tried.out)
        assert (result["looked"], result["tagged"], result["examples"]) == (3, 1, 5)
        assert [(row["id"], row["quotes"]) for row in result["hits"]] == [(hit["id"], [QUOTE])]
        assert len(result["near"]) == 2
        assert all(row["score"] < 0.5 for row in result["near"])

        confirmed = ask(place, "topics", "confirm", "grain", str(hit["id"]), "--json")
        assert json.loads(confirmed.out)["sentence"] == QUOTE, confirmed.err
        miss = result["near"][0]
        rejected = ask(place, "topics", "reject", "grain", str(miss["id"]))
        assert rejected.status == 0, rejected.err
        written = (place.directory / "topics.yaml").read_text("utf-8")
        assert written.startswith(TOPICS)
        assert QUOTE in written and miss["quotes"][0] in written
        [row] = json.loads(ask(place, "topics", "list", "--json").out)
        assert (row["examples"], row["not_examples"], row["fitted"]) == (6, 1, False)
        fitted = json.loads(ask(place, "topics", "fit", "--json").out)["topics"]
        assert [(one["id"], one["examples"], one["seconds"] < 60) for one in fitted] == [("grain", 6, True)]
        [row] = json.loads(ask(place, "topics", "list", "--json").out)
        assert row["fitted"] is True
        assert ask(place, "topics", "try", "wheat").status == 1
        for command in ("confirm", "reject"):
            huge = ask(place, "topics", command, "grain", str(10**30))
            assert (huge.status, "there is no statement 1000" in huge.err) == (1, True), huge.err
        refused = ask(place, "explain", str(hit["id"]), "grain")
        assert (refused.status, "communique topics try grain" in refused.err) == (1, True), refused.err
        again = ask(place, "topics", "confirm", "grain", str(hit["id"]))
        assert again.status == 1
        assert "among the examples of grain already" in again.err
        read = ask(place, "config", "check", "--json")
        assert json.loads(read.out)["topics"] == 1


def test_nothing_is_read_while_topics_cannot_be_fitted(tmp_path: Path) -> None:
    with desk(tmp_path / "desk", f"sqlite:///{tmp_path / 'archive.db'}", START) as place:
        (place.directory / "topics.yaml").write_text(TOPICS, "utf-8")
        (tmp_path / "archive.topics").write_text("in the way")
        with place.passes() as once:
            place.publish("/old", ABOUT, START)
            told = once()
            assert told["read"] == 0
            assert "own topics cannot be fitted: cannot keep fitted topics in" in told["problem"]
            (tmp_path / "archive.topics").unlink()
            told = once()
            assert (told["read"], told["problem"]) == (1, None)
