"""Alerts and summaries as mails, as events and as notifications: everything said, nothing hostile, never too long."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from lxml import html

from alerts import forms, forms_http
from alerts.announcement import Announcement, What
from alerts.columns import width
from alerts.forms_apprise import BODY
from alerts.summary import Entry, Line, Page
from alerts.words import changes
from config.destinations import CHANNELS
from config.watches import Watch
from statements.labels import Grade, Part
from statements.model import Attachment
from tests.unit.alerts.announcements import ARABIC, FIRST_TIME, HOSTILE, KEY, WATCH, announcement, story
from tests.unit.alerts.examples import NOW, QUOTE, reading, version

PLAIN = ("mail", "http", "apprise")
COPY = announcement(
    kind=What.COPY,
    part=Part.REPLY,
    version=story().members[2].version,
    reading=story().members[2].reading,
    story=story(),
)


def mail(one: Announcement) -> tuple[str, str, Any]:
    """Subject, text and parsed HTML."""
    payload = forms.payload("mail", one)
    return str(payload["subject"]), str(payload["text"]), html.fromstring(str(payload["html"]))


def event(one: Announcement) -> Any:
    """As the receiver has it."""
    found = forms.payload("http", one)["event"]
    assert isinstance(found, dict)
    return json.loads(forms_http.encode(found))


def test_every_channel_has_its_form() -> None:
    assert set(forms.FORMS) == set(CHANNELS.values())


@pytest.mark.parametrize("channel", sorted(CHANNELS.values()))
@pytest.mark.parametrize("kind", What)
def test_everything_that_can_be_told_can_be_told_everywhere(channel: str, kind: What) -> None:
    one = announcement(
        kind=kind,
        story=story(),
        news=(FIRST_TIME,),
        previous=reading(rung=2),
        edited=("[-a-] {+b+}",),
        at=NOW,
    )
    for given in (
        one,
        announcement(kind=kind, reading=None) if kind in (What.WITHDRAWN, What.RETURNED) else one,
    ):
        assert json.loads(json.dumps(forms.payload(channel, given)))


def test_a_mail_says_what_was_said_by_whom_and_why_you_are_told() -> None:
    subject, text, page = mail(announcement(news=(FIRST_TIME,)))
    assert subject == "De-escalation · France: Joint statement on Syria"
    said = " ".join(page.text_content().split())
    for part in (
        "France · joint statement · 1 Dec 2024 22:04 UTC · French",
        QUOTE,
        "de-escalation 0.93, demand 0.71",
        "Cites UNSC 2254",
        "First time France cites resolution 2254 in 40 statements since Dec 2024.",
        "Matched the watch “Syria” (resolution:2254 protection)",
    ):
        assert part in said
        assert part in " ".join(text.split())
    links = [
        "https://mfa.example/statements/7?a=1&b=2",
        "https://desk.example/s/7?k=sig",
        "https://desk.example/why/7?k=sig",
    ]
    assert page.xpath("//p/a/@href") == links
    assert [line.partition(": ")[2] for line in text.splitlines() if ": https://" in line] == links
    assert page.xpath("//blockquote/b/text()") == ["protection"]


def test_the_text_part_is_text_of_80_columns() -> None:
    _, text, _ = mail(announcement(story=story(), news=(FIRST_TIME,), version=version(title=ARABIC * 9)))
    assert "<" not in text
    assert all(width(line) <= 80 or "https://" in line for line in text.splitlines())


def test_a_mail_keeps_its_name_and_names_its_list() -> None:
    one, again = (forms.payload("mail", announcement()) for _ in range(2))
    assert one == again
    assert one["message_id"] == f"<alert.{KEY[:24]}@desk.example>"
    assert one["headers"] == {"List-Id": "<syria.communique.desk.example>"}
    assert forms.payload("mail", announcement(key="cd" * 32))["message_id"] != one["message_id"]


def test_a_copy_has_the_subject_of_its_story_and_tells_who_has_spoken() -> None:
    subject, text, page = mail(COPY)
    assert subject == "Re: De-escalation · France: Joint statement on Syria"
    said = " ".join(text.split())
    assert "Says the same as France: “Joint statement on Syria”." in said
    assert "3 issuers so far: France, Germany, Jordan." in said
    assert "Signed in all by France, Germany, United Kingdom, United States." in said
    assert "Named by France only: United Kingdom, United States." in said
    assert page.xpath("//h1/span/@dir") == ["rtl"]
    assert page.xpath("//h1/span/@lang") == ["ar"]
    assert page.xpath("//li/span/@lang") == ["fr", "de"]


def test_what_is_news_in_a_thread_says_so_in_its_subject() -> None:
    for kind, word in ((What.FOLLOW_UP, "Follow-up"), (What.REVISED, "Revised"), (What.WITHDRAWN, "Withdrawn"),
                       (What.RETURNED, "Back again")):  # fmt: skip
        subject, _, _ = mail(announcement(kind=kind, part=Part.REPLY, story=story()))
        assert subject.startswith(f"{word}: De-escalation · France")


def test_a_revision_says_what_changed() -> None:
    one = announcement(
        kind=What.REVISED, version=version(n=2, grade=Grade.SIGNATORIES),
        previous=reading(signatories=("FR", "DE")), edited=("by [-two-] {+four+} states",),
    )  # fmt: skip
    _, text, page = mail(one)
    for said in (" ".join(text.split()), " ".join(page.text_content().split())):
        assert "Revised (signatories): version 2, seen 1 Dec 2024 22:04 UTC." in said
        assert "Changed signatories: with United Kingdom, United States" in said
        assert "by [-two-] {+four+} states" in said


def test_a_copy_with_other_figures_does_not_say_the_same() -> None:
    assert COPY.story is not None
    told = ("shared figures: 14", "figures in one only: 46000 here; 48000 there")
    members = tuple(replace(m, joined=replace(m.joined, because=told)) for m in COPY.story.members)
    _, text, _ = mail(replace(COPY, story=replace(COPY.story, members=members)))
    said = " ".join(text.split())
    assert "Says nearly the same as France: “Joint statement on Syria”." in said
    assert "Figures in one only: 46000 here; 48000 there." in said


def test_few_of_many_signatories_are_told_by_themselves_and_a_new_circle_whole() -> None:
    many = ("US", "GB", "FR", "DE", "IT", "HU", "PL", "CZ")
    less, more = many[:5] + many[6:], (*many, "CL")
    assert changes(reading(signatories=many), reading(signatories=less)) == ["signatories: without Hungary"]
    assert changes(reading(signatories=less), reading(signatories=more)) == [
        "signatories: with Hungary, Chile"
    ]
    assert changes(reading(signatories=("FR", "DE")), reading(signatories=("FR", "IT"))) == [
        "signatories: France, Germany → France, Italy"
    ]
    assert changes(reading(signatories=many), reading(signatories=tuple(reversed(many)))) == []


def test_a_withdrawal_says_when_and_that_the_text_is_kept() -> None:
    one = announcement(
        kind=What.WITHDRAWN, at=NOW + timedelta(days=1), reason="404 Not Found", zone="Europe/Paris"
    )
    _, text, _ = mail(one)
    assert "Gone at two looks, the second on 2 Dec 2024 23:04 CET (404 Not Found)." in " ".join(text.split())


def test_hostile_words_are_words() -> None:
    one = announcement(
        version=version(title=HOSTILE, url="javascript:alert(1)"),
        reading=reading(evidence={"de-escalation": (HOSTILE,)}, target_phrase=HOSTILE),
        story=story(), news=(FIRST_TIME,), edited=(HOSTILE,), kind=What.REVISED, reason=HOSTILE,
        watches=(Watch(id="w", name=HOSTILE.replace("\r\n", " "), query="protection"),),
    )  # fmt: skip
    subject, text, page = mail(one)
    assert page.xpath("//script") == []
    assert not [href for href in page.xpath("//a/@href") if not href.startswith("https://")]
    assert "\n" not in subject
    assert "\r" not in subject + text
    assert "\u202e" not in subject + text + page.text_content()
    assert "javascript:" not in text
    told = forms.payload("apprise", one)
    assert "\u202e" not in f"{told['title']}{told['body']}"
    assert "javascript" not in str(told["body"])
    assert event(one)["statement"]["title"] == HOSTILE


def test_a_demonstration_says_so_everywhere() -> None:
    one = announcement(demo=True)
    subject, text, page = mail(one)
    assert subject.startswith("[demo] ")
    assert text.startswith("DEMO: sample data")
    assert "DEMO: sample data" in page.text_content()
    assert str(forms.payload("apprise", one)["title"]).startswith("[demo] ")
    assert event(one)["demo"] is True


def test_a_notification_is_short_and_ends_with_where_to_read() -> None:
    told = forms.payload("apprise", announcement(story=story(), news=(FIRST_TIME,)))
    assert told["title"] == "De-escalation · France: Joint statement on Syria"
    lines = str(told["body"]).splitlines()
    assert lines[0] == "France · joint statement · 1 Dec 2024 22:04 UTC · French"
    assert lines[-1] == "https://desk.example/s/7?k=sig"
    alone = forms.payload("apprise", announcement(copies={}))
    assert str(alone["body"]).splitlines()[-1] == "https://mfa.example/statements/7?a=1&b=2"
    long = announcement(
        kind=What.REVISED, edited=("x" * 5000,) * 9, previous=reading(),
        reading=reading(evidence={"de-escalation": ("word " * 2000,)}),
    )  # fmt: skip
    assert len(str(forms.payload("apprise", long)["body"])) <= BODY


def test_an_event_holds_the_statement_as_export_writes_it_and_its_reading() -> None:
    found = event(announcement(story=story(), news=(FIRST_TIME,), thread="story:7"))
    assert (found["version"], found["id"], found["type"]) == (1, KEY, "statement.new")
    statement = found["statement"]
    assert (statement["id"], statement["issuer"], statement["text"]) == (7, "FR", version().text)
    assert statement["published"]["value"] == "2024-12-01T22:04:05Z"
    assert statement["version"] == {"n": 1, "seen": "2024-12-01T22:04:05Z", "sha256": "0" * 64, "grade": None}
    assert statement["truncated"] is False
    assert found["reading"]["stance"] == ["de-escalation", "demand"]
    assert found["reading"]["evidence"]["de-escalation"] == [QUOTE]
    assert found["watches"] == [{"id": WATCH.id, "name": WATCH.name, "query": WATCH.query}]
    assert found["news"][0]["value"] == "2254"
    assert found["thread"] == "story:7"
    assert found["story"]["issuers"] == ["FR", "DE", "JO"]
    assert found["story"]["signatories"]["US"] == ["FR"]
    assert [member["basis"] for member in found["story"]["members"]] == ["founder", "twin", "twin"]
    assert found["links"]["archived"] == "https://desk.example/s/7?k=sig"
    assert "shortened" not in found


def test_a_long_text_is_cut_and_says_so() -> None:
    statement = event(announcement(version=version(text="a" * 30_000)))["statement"]
    assert (len(statement["text"]), statement["truncated"]) == (20_000, True)


@pytest.mark.parametrize(
    "swollen",
    [
        announcement(version=version(text="ب" * 10**6, title="ب" * 10**5, url="https://x.example/" + "a" * 10**5)),
        announcement(reading=reading(evidence={"demand": ("ب" * 10**5,)})),
        announcement(previous=reading(evidence={"demand": ("ب" * 10**5,)})),
        announcement(story=story(2000)),
        announcement(version=version(attachments=tuple(Attachment(url=f"https://x.example/{n}" * 50) for n in range(5000)))),
        announcement(version=version(speaker="ب" * 10**6)),
        announcement(watches=tuple(Watch(id=f"w{n}", name="ب" * 150, query="ب" * 2000) for n in range(500))),
        announcement(edited=("ب" * 10**6,) * 100, reason="x" * 10**6, news=(FIRST_TIME,) * 10_000),
    ],
    ids=["text", "reading", "previous", "story", "attachments", "speaker", "watches", "edits"],
)  # fmt: skip
def test_no_event_is_larger_than_it_is_said_to_be(swollen: Announcement) -> None:
    found = forms.payload("http", swollen)["event"]
    assert isinstance(found, dict)
    assert len(forms_http.encode(found)) <= forms_http.MAX_EVENT
    assert (found["version"], found["id"], found["type"]) == (1, KEY, "statement.new")
    assert event(swollen)["statement"]["id"] == 7


def test_half_a_character_can_be_sent() -> None:
    assert event(announcement(version=version(title="a\ud800b")))["statement"]["title"] == "a\ud800b"


def page(**changes: Any) -> Page:
    entries = tuple(
        Entry(
            what=What.NEW, statement=n, story="7", issuer="FR", title=f"{HOSTILE} {n}", url=f"https://x.example/{n}",
            archived="", stance="condemnation", rung=5, at=NOW, watches=("Syria",),
        )
        for n in range(60)
    )  # fmt: skip
    lines = tuple(
        Line(
            text=f"#{e.statement} FR condemnation",
            title="Über <b>Aleppo</b>",
            link=e.url,
            follows=bool(e.statement % 3),
        )
        for e in entries
    )
    values: dict[str, Any] = {
        "key": KEY, "head": KEY, "title": "60 statements, held back", "lead": ("Held in quiet hours.",),
        "top": lines[:2], "lines": lines, "entries": entries, "domain": "desk.example",
    }  # fmt: skip
    return Page(**{**values, **changes})


def test_a_summary_has_a_line_for_every_statement() -> None:
    payload = forms.summary("mail", page())
    assert payload["subject"] == "60 statements, held back"
    found = html.fromstring(str(payload["html"]))
    assert len(found.xpath("//li")) == 62
    assert found.xpath("//b | //script") == []
    text = str(payload["text"])
    assert [n for n in range(60) if f"#{n} FR condemnation" not in text] == []
    assert "Held in quiet hours." in text
    told = str(forms.summary("apprise", page())["body"])
    assert [n for n in range(60) if f"#{n} FR condemnation" not in told] == []


def test_titles_lead_to_our_copies_where_there_are_any_and_the_original_stands_beside() -> None:
    copies = {number: f"https://desk.example/s/{number}?k=sig" for number in (7, 8, 9)}
    one = announcement(story=story(), copies=copies)
    _, text, page_ = mail(one)
    assert page_.xpath("//h1//a/@href") == [copies[7]]
    assert page_.xpath("//li//a/@href") == [copies[8], copies[9]]
    assert (page_.xpath("//a[.='Original']/@href"), page_.xpath("//a[.='Archived copy']/@href")) == (
        [one.version.url], [copies[7]],
    )  # fmt: skip
    assert f"  {copies[9]}\n" in text
    assert f"Original: {one.version.url}" in text
    _, text, page_ = mail(replace(one, copies={}))
    assert page_.xpath("//h1//a/@href") == [one.version.url]
    assert page_.xpath("//li//a/@href") == ["https://mfa.example/DE/1", "https://mfa.example/JO/2"]
    found = event(one)
    assert (found["statement"]["url"], found["links"]["archived"]) == (one.version.url, copies[7])
    assert [(member["url"], member["archived"]) for member in found["story"]["members"][1:]] == [
        ("https://mfa.example/DE/1", copies[8]), ("https://mfa.example/JO/2", copies[9]),
    ]  # fmt: skip


def test_a_telephone_is_not_told_twice_of_what_is_most_important() -> None:
    lines, pages = page().lines, [page(lines=(), pages=2)]
    pages += [page(lines=lines[at : at + 30], page=1 + at // 30, pages=2, lead=(), top=()) for at in (0, 30)]
    told = "\n".join(str(forms.summary("apprise", one)["body"]) for one in pages)
    assert [told.count(f"#{n} FR") for n in range(60)] == [1] * 60


def test_a_page_behind_the_head_says_which_it_is() -> None:
    behind = page(page=2, pages=3, lead=(), top=(), key="cd" * 32)
    assert forms.summary("mail", behind)["subject"] == "60 statements, held back (2 of 3)"
    assert forms.summary("apprise", behind)["title"] == "60 statements, held back (2 of 3)"
    found = forms.summary("http", behind)["event"]
    assert isinstance(found, dict)
    assert (found["type"], found["head"], found["page"], found["pages"]) == ("summary", KEY, 2, 3)
    assert [one["id"] for one in found["statements"]] == list(range(60))


def test_no_summary_is_larger_than_an_event_may_be() -> None:
    many = page(entries=page().entries * 300)
    found = forms.summary("http", many)["event"]
    assert isinstance(found, dict)
    assert len(forms_http.encode(found)) <= forms_http.MAX_EVENT
    assert len(found["statements"]) == 60 * 300
