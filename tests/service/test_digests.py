"""Digests from the archive to the mailbox: what each covers, who gets which, how a past one looks, and a thousand readers."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, cast
from unittest.mock import Mock

import pytest

from alerts import digest
from alerts.deliver import LOOK
from pipeline.linking import links_of
from statements.errors import CommuniqueError
from statements.labels import Stance
from tests.contract.examples import DAY, HOUR, MINUTE, reading
from tests.service.readers import MONDAY, WEB, WEEK, desk, html_of, text_of, told

pytestmark = pytest.mark.suite


def test_the_first_digest_reaches_back_to_when_watching_began(archive_url: str, tmp_path: Path) -> None:
    with desk(tmp_path / "desk", archive_url) as place:
        place.watch(MONDAY - 4 * WEEK + DAY)
        for weeks in (3, 2, 1):
            place.say(f"{weeks}-weeks", MONDAY - weeks * WEEK + DAY)
        (first,) = place.digest(MONDAY)
        assert (first.start, first.end) == (MONDAY - 4 * WEEK, MONDAY)
        assert told(place.archive, [first]) == ["3-weeks", "2-weeks", "1-weeks"]
        assert place.mails("ana@example.org")[0]["Subject"].startswith("[Weeks 45 to 48] 3 statements")
        assert place.digest(MONDAY + HOUR) == []


def test_weekly_and_daily_each_tell_everything_once(archive_url: str, tmp_path: Path) -> None:
    digests = {
        "weekly": {"recipients": ["ana@example.org"]},
        "daily": {"every": "day", "hour": 6, "recipients": ["ana@example.org"]},
    }
    names = []
    with desk(tmp_path / "desk", archive_url, digests) as place:
        place.watch(MONDAY)
        made = []
        for day in range(1, 15):
            if day in (5, 6, 7):
                continue  # the service is off
            names.append(f"on-{day}")
            place.say(names[-1], MONDAY + day * DAY - MINUTE)
            made += place.digest(MONDAY + day * DAY)
        made += place.digest(MONDAY + 15 * DAY)
        weekly = [record for record in made if record.subscription == "weekly"]
        daily = [record for record in made if record.subscription == "daily"]
        assert [record.end for record in weekly] == [MONDAY + WEEK, MONDAY + 2 * WEEK]
        assert told(place.archive, daily) == names, "what is seen after six belongs to the next day"
        assert told(place.archive, weekly) == names
        for one, other in zip(daily, daily[1:], strict=False):
            assert one.end == other.start
        subjects = [str(mail["Subject"]) for mail in place.mails("ana@example.org")]
        assert len(subjects) == len(made)
        assert any(subject.startswith("[6 Dec to 9 Dec] ") for subject in subjects), (
            "days off are made up for at once"
        )


def test_what_is_seen_after_the_clock_was_set_back_is_told_when_the_period_ends(
    archive_url: str, tmp_path: Path
) -> None:
    with desk(tmp_path / "desk", archive_url) as place:
        place.watch(MONDAY)
        place.say("before", MONDAY + DAY)
        end = MONDAY + WEEK
        made = place.digest(end + HOUR)  # by a clock that is two hours ahead
        assert place.digest(end - 40 * MINUTE) == []
        place.say("after", end - 30 * MINUTE, "talks again")
        assert place.digest(end - 20 * MINUTE) == []
        made += place.digest(end + MINUTE) + place.digest(end + HOUR)
        assert told(place.archive, made) == ["before", "after"]
        assert [str(mail["Subject"]) for mail in place.mails("ana@example.org")] == [
            "[Week 49] 1 statement: 1 condemnation", "[9 Dec] 1 statement: 1 condemnation",
        ]  # fmt: skip


def test_what_a_wrong_clock_saw_is_told_once_and_periods_never_overlap(
    archive_url: str, tmp_path: Path
) -> None:
    with desk(tmp_path / "desk", archive_url) as place:
        place.watch(MONDAY)
        end = MONDAY + WEEK
        place.say("before", MONDAY + DAY)
        place.say("ahead", end - 10 * MINUTE, "They return to talks, says a clock that is two hours ahead.")
        place.say("before", end - 5 * MINUTE, "Altogether other words, says the same clock.")
        made = place.digest(end)
        assert place.digest(end - 2 * HOUR) == [], "the clock is set back"
        place.say("since", end - 90 * MINUTE, "Talks again, by the right clock.")
        place.say("ahead", end - 30 * MINUTE, "They return to talks, it says now.")
        made += place.digest(end) + place.digest(end + WEEK)
        assert len(made) == 3
        assert told(place.archive, made) == ["before", "ahead", "since"], "each is told once"
        mails = [text_of(mail) for mail in place.mails("ana@example.org")]
        assert [mail.count("Altogether other words") + mail.count("Edited") for mail in mails] == [2, 1, 0], (
            "an edit that the wrong clock saw is told once, a later one is told too"
        )
        sections = [cast("Any", record.members["sections"])[0]["versions"] for record in made]
        assert [len(versions) for versions in sections] == [1, 2, 0], (
            "what matched again after an edit stands in it again"
        )
        kept = sorted(place.archive.digests.recent(9), key=lambda record: record.start)
        assert kept[0].end == end - 2 * HOUR - MINUTE
        for one, other in zip(kept, kept[1:], strict=False):
            assert one.start < one.end == other.start < other.end


def test_who_stops_a_section_gets_the_others_and_who_stops_all_gets_none(
    archive_url: str, tmp_path: Path
) -> None:
    people = ["ana@example.org", "ben@example.org", "cem@example.org", "dia@example.org"]
    with desk(tmp_path / "desk", archive_url, {"weekly": {"recipients": people}}, web=WEB) as place:
        place.watch(MONDAY - WEEK)
        place.say("one", MONDAY - DAY, "They return to talks.")
        stopped = place.archive.unsubscribed
        stopped.add("weekly", "ben@example.org", "talks", MONDAY - DAY)
        stopped.add("weekly", "cem@example.org", "", MONDAY - DAY)
        stopped.add("daily", "dia@example.org", "", MONDAY - DAY)
        (record,) = place.digest(MONDAY)
        assert sorted(place.mailbox.recipients) == ["ana@example.org", "ben@example.org", "dia@example.org"]
        ana, ben = place.mails("ana@example.org")[0], place.mails("ben@example.org")[0]
        assert "TALKS Watch: talks" in text_of(ana)
        assert "TALKS" not in text_of(ben)
        assert "Title of one" in text_of(ben)
        assert set(place.archive.digests.letters(record.id)) == {"whole", "without talks"}
        links = links_of(place.service.config)
        assert links is not None
        for mail, who in ((ana, "ana@example.org"), (ben, "ben@example.org")):
            assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            whole = str(mail["List-Unsubscribe"]).strip("<>")
            assert whole == links.unsubscribe("weekly", who)
            for body in (text_of(mail), html_of(mail)):
                assert whole in body
                assert (links.unsubscribe("weekly", who, "talks") in body) == (who == "ana@example.org")
                assert "recipient.invalid" not in body
                assert links.archived(1) in body
                assert links.manage(who) in body
                assert links.listed(record.id, who) in body


def test_a_mail_carries_its_chart_and_no_links_that_nobody_serves(archive_url: str, tmp_path: Path) -> None:
    with desk(tmp_path / "desk", archive_url) as place:
        place.watch(MONDAY - WEEK)
        place.say("one", MONDAY - DAY, read=reading(stances=(Stance.WARNING,), primary=Stance.WARNING))
        place.digest(MONDAY)
        mail = place.mails("ana@example.org")[0]
        assert mail["Subject"] == "[Week 48] 1 statement: 1 warning"
        images = [part for part in mail.walk() if part.get_content_type() == "image/png"]
        assert [(part["Content-ID"], part.get_content_disposition()) for part in images] == [
            ("<chart>", "inline")
        ]
        assert images[0].get_content()[:8] == b"\x89PNG\r\n\x1a\n"
        assert 'src="cid:chart"' in html_of(mail)
        assert "List-Unsubscribe" not in mail
        assert "Stop this" not in text_of(mail)


def test_a_section_tells_who_has_spoken_and_what_an_edit_took_out_of_it(
    archive_url: str, tmp_path: Path
) -> None:
    chosen = {"weekly": {"recipients": ["ana@example.org"], "expected": {"talks": ["FR", "DE"]}}}
    with desk(tmp_path / "desk", archive_url, chosen) as place:
        place.watch(MONDAY - WEEK)
        place.say("kept", MONDAY - 3 * DAY, "The talks in Geneva go on.")
        place.say("lost", MONDAY - 2 * DAY, "The talks in Vienna go on.")
        place.say("lost", MONDAY - DAY, "A meeting in Vienna goes on.")
        place.digest(MONDAY)
        text = text_of(place.mails("ana@example.org")[0])
        assert (
            "Who has spoken: 1 of 2 since 29 Nov 2024 08:00 UTC - France: about 29 Nov 2024 08:00 UTC" in text
        )
        assert "Not watched: Germany (no source of it is switched on)" in text
        assert text.count("Matched until edited on 1 Dec 2024 08:00 UTC") == 1
        section = text[text.index("TALKS Watch: talks") :]
        assert section.index("Title of lost") < section.index("Matched until edited")
        preview = asyncio.run(place.service.digests.preview(current=True))
        assert str(place.service.digests.example(preview).payload["message_id"]).endswith("@example.org>")


@pytest.mark.parametrize(("empty", "count"), [("send", 1), ("skip", 0)])
def test_an_empty_week_is_sent_or_skipped_as_told(
    archive_url: str, tmp_path: Path, empty: str, count: int
) -> None:
    chosen = {"weekly": {"recipients": ["ana@example.org"], "empty": empty}}
    with desk(tmp_path / "desk", archive_url, chosen, web=WEB) as place:
        place.watch(MONDAY - 30 * MINUTE)
        assert len(place.digest(MONDAY)) == 1
        assert len(place.mailbox.accepted) == count
        assert place.digest(MONDAY + HOUR) == []
        # Nobody looks for a week: that nothing was seen does not mean that nothing was said.
        assert len(place.digest(MONDAY + WEEK)) == 1
        assert len(place.mailbox.accepted) == count + 1
        mail = place.mails("ana@example.org")[-1]
        whole = str(mail["List-Unsubscribe"]).strip("<>")
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        links = links_of(place.service.config)
        assert links is not None
        assert "this period; 1 source could not be read at all (a). You receive this" in text_of(mail)
        manage = links.manage("ana@example.org")
        assert text_of(mail).endswith(f"Manage what you get: {manage} Stop this digest: {whole}")
        assert html_of(mail).count("<a ") == 2


def test_a_past_digest_is_shown_as_it_was_sent_or_would_have_been(archive_url: str, tmp_path: Path) -> None:
    with desk(tmp_path / "desk", archive_url) as place:
        place.watch(MONDAY - 2 * WEEK)
        place.say("one", MONDAY - WEEK - DAY, "First wording of it.")
        place.say("one", MONDAY - DAY, "Second wording of it.")
        place.say("two", MONDAY - 2 * HOUR)
        stage = place.service.digests
        place.clock.set(MONDAY + HOUR)
        before = asyncio.run(stage.preview(at=date(2024, 11, 25)))
        assert (before.sent, before.end) == (False, MONDAY - WEEK)
        assert "Title of one" in before.rendered.text
        assert "Title of two" not in before.rendered.text
        place.digest(MONDAY + HOUR)
        place.say("two", MONDAY + 2 * HOUR, "Edited when the digest had gone.")
        sent = asyncio.run(stage.preview(at=date(2024, 12, 2)))
        assert sent.sent
        assert " ".join(sent.rendered.text.split()) == text_of(place.mails("ana@example.org")[0])
        assert sent.rendered.images[0].png.startswith(b"\x89PNG")
        place.clock.set(MONDAY + 3 * HOUR)
        running = asyncio.run(stage.preview(current=True))
        assert "* Edited · France" in running.rendered.text
        with pytest.raises(CommuniqueError, match="lies ahead"):
            asyncio.run(stage.preview(at=date(2025, 1, 1)))
        for at in (date.min, date.max):
            with pytest.raises(CommuniqueError, match="is no day that a digest could be of"):
                asyncio.run(stage.preview(at=at))
        with pytest.raises(CommuniqueError, match="no digest 'daily' is configured: weekly"):
            asyncio.run(stage.preview("daily"))


@pytest.mark.timeout(600)
def test_a_thousand_recipients_of_five_hundred_statements(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed, seconds = Mock(wraps=digest.compose), [0.0]
    monkeypatch.setattr(digest, "compose", composed)
    people = [f"reader-{n}@example.org" for n in range(1000)]
    database = tmp_path / "desk.db"
    chosen = {"weekly": {"recipients": people}}
    with desk(tmp_path / "desk", f"sqlite:///{database}", chosen, pace="0.25s", web=WEB) as place:
        looks = Mock(wraps=place.archive.outbox.ready)
        monkeypatch.setattr(place.archive.outbox, "ready", looks)
        place.service.delivery.monotonic = lambda: seconds[0]
        place.service.delivery.sleep = lambda more: seconds.append(seconds.pop() + more)
        place.watch(MONDAY - WEEK)
        words = [" ".join(f"word{n}-{at}" for at in range(60)) for n in range(500)]  # no two are alike
        place.say_all(
            [
                (f"s{n}", MONDAY - WEEK + (n + 1) * 20 * MINUTE, f"They speak of talks: {text}.")
                for n, text in enumerate(words)
            ]
        )
        for n in range(100):
            place.archive.unsubscribed.add("weekly", people[n], "talks", MONDAY - DAY)
        place.mailbox.replies[people[500]] = ["550 no such user"]
        size = database.stat().st_size
        assert len(place.digest(MONDAY)) == 1
        assert Counter(place.mailbox.recipients) == Counter(
            person for person in people if person != people[500]
        )
        counts = place.archive.outbox.counts()
        assert (counts["sent"], counts["dead"], sum(counts.values())) == (999, 1, 1000)
        assert len({mail["Message-ID"] for _, mail in place.mailbox.accepted}) == 999
        for recipient in (people[0], people[999]):
            html = html_of(place.mails(recipient)[0])
            assert len(html.encode()) < 100_000
            assert "500 statements" in html
        assert composed.call_count == 2, "once for all who get the same"
        assert looks.call_count < 1000 / LOOK + 20, "what waits is not looked through for each of them"
        assert place.mailbox.sessions == 1000, "one attempt a recipient"
        assert seconds == [999 * 0.25], "of 300 at four a second"
        assert database.stat().st_size - size < 8 * 2**20, "what all get is kept once"
