"""One statement through every channel beside Slack: from a ministry's page to a mail, a signed event, a notification, and the
pages that they link to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.hooks import signature
from archive import open_archive
from config import load
from pipeline.linking import links_of
from tests.fake_ministry import Page, statement_page
from tests.service.alerts.receiver import Receiver, receiving
from tests.service.desk import CITES, CITES_NOT, Desk, desk
from tests.service.web.pages import Site, serving

pytestmark = pytest.mark.suite

START = datetime(2025, 1, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SETTINGS = """
hooks: {{intake: {{url: "{url}", secret_file: hook}}}}
apprise: {{phone: {{url_file: phone}}}}
web: {{url: "https://desk.example/c", secret_file: web}}
"""
EDITED = "France condemns the raid on Aleppo in the strongest terms. The Ministry recalls Security Council resolution 2254."
WATCHES = """
watches:
  - {id: syria, name: Syria, query: "resolution:2254", to: ["mail:desk@example.org", "http:intake", "apprise:phone"]}
"""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def phone() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def place(tmp_path: Path, receiver: Receiver, phone: Receiver) -> Iterator[Desk]:
    with desk(tmp_path / "desk", f"sqlite:///{tmp_path}/archive.db", START, revisit="[1h]") as found:
        settings = found.directory / "settings.yaml"
        settings.write_text(settings.read_text() + SETTINGS.format(url=receiver.url))
        (found.directory / "watches.yaml").write_text(WATCHES)
        secrets = {
            "hook": "hook-secret",
            "web": "a-secret-of-the-tests",
            "phone": phone.url.replace("http", "json", 1),
        }
        for name, secret in secrets.items():
            (found.directory / name).write_text(secret)
            (found.directory / name).chmod(0o600)
        yield found


def test_a_statement_reaches_every_channel_and_its_edit_follows_it(
    place: Desk, receiver: Receiver, phone: Receiver
) -> None:
    with place.passes() as once:
        place.publish("/first", CITES_NOT.format(place="Paris"), START)
        once()
        place.publish("/second", CITES.format(place="Aleppo"), START + HOUR)
        place.clock.advance(HOUR)
        once()
        place.ministry["/second"] = Page(statement_page("Statement second", EDITED, date=START.isoformat()))
        place.clock.advance(2 * HOUR)
        once()

    (_, mail), (recipient, answer) = place.mail.accepted
    (headers, body), _ = receiver.requests
    event, followed = receiver.events
    notified, again = phone.events
    assert recipient == "desk@example.org"
    assert (event["type"], followed["type"]) == ("statement.new", "statement.revised")
    assert event["statement"]["url"] == place.ministry.url("/second")
    assert event["reading"]["resolutions"] == ["2254"]
    assert (followed["statement"]["version"]["n"], followed["previous"]["id"]) == (2, event["reading"]["id"])
    moment = int(re.findall(r"t=(\d+)", headers["X-Communique-Signature"])[0])
    assert headers["X-Communique-Signature"] == signature("hook-secret", body, moment)
    assert "\nhttps://desk.example/c/s/2?k=" in notified["message"]
    assert again["title"].startswith("Revised: ")

    text = mail.get_body(("plain",))
    assert text is not None
    said = text.get_content()
    assert event["links"]["archived"] in said
    assert event["links"]["why"] in said
    assert answer["In-Reply-To"] == answer["References"] == mail["Message-ID"]
    assert answer["Subject"].startswith("Revised: ")
    for link, words in ((event["links"]["archived"], EDITED), (event["links"]["why"], "resolution:2254")):
        assert words in opened(place, link)


def opened(place: Desk, link: str) -> str:
    """What a reader finds behind a link."""
    links = links_of(load(place.directory, {}))
    assert links is not None
    with serving(place.directory) as address, open_archive(place.database) as archive:
        answer = Site(address, links, archive).get(link)
    assert answer.status == 200
    return answer.text
