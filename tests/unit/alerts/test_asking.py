"""Alert mails ask whether they were relevant, each reader by a link of their own; other channels have buttons, or nobody to ask."""

from __future__ import annotations

import json

import lxml.html

from alerts import forms
from alerts.telling import Setting
from alerts.watches import messages
from config.watches import Watch
from pipeline.linking import Asked, Links
from statements.model import Message
from tests.unit.alerts.announcements import announcement
from tests.unit.alerts.examples import NOW, reading, version

LINKS = Links(base="https://desk.example", secret="a-secret-of-the-tests")
WATCH = Watch(
    id="syria", name="Syria", query="x", to=("mail:ana@x.example", "mail:ben@x.example", "slack:C1")
)


def queued(setting: Setting) -> list[Message]:
    return messages([WATCH], [WATCH.id], version(), reading(), None, now=NOW, setting=setting)


def test_each_reader_of_a_mail_is_asked_by_a_link_of_their_own() -> None:
    found = {message.destination: message.payload for message in queued(Setting(feedback=LINKS.feedback))}
    for person in ("ana@x.example", "ben@x.example"):
        page = lxml.html.fromstring(str(found[person]["html"]))
        (link,) = [a.get("href") for a in page.iter("a") if a.text_content() == "Relevant or not"]
        assert f"Relevant or not: {link}" in str(found[person]["text"])
        asked = LINKS.asked(link.rpartition("/")[2])
        assert asked == Asked(statement=version().statement, watch="syria", recipient=person)
    assert "/f/" not in json.dumps(found["C1"], default=str)


def test_without_pages_nobody_is_asked() -> None:
    assert all("elevant" not in json.dumps(message.payload, default=str) for message in queued(Setting()))
    assert "elevant" not in str(forms.payload("mail", announcement())["text"])
