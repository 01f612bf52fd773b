"""Apprise, against a real service of the kind that it calls json://."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from alerts import apprising, forms
from alerts.apprising import TRIES, AppriseSender
from archive import Archive
from archive.posts import OutboxState
from statements.clock import ManualClock
from statements.errors import ConfigError
from statements.model import Message
from tests.service.alerts.receiver import Receiver, receiving
from tests.service.alerts.world import Desk
from tests.unit.alerts.announcements import KEY, announcement

LATER = timedelta(hours=1)
# What a service of Apprise that nobody chose here imports.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def post(archive: Archive, clock: ManualClock, receiver: Receiver) -> Desk:
    address = receiver.url.replace("http://", "json://user:s3cret@")
    return Desk(archive, clock, {"apprise": AppriseSender({"phone": address}, pace=timedelta(0))})


def queue(desk: Desk, payload: dict[str, object] | None = None, name: str = "phone") -> None:
    found = payload or forms.payload("apprise", announcement())
    desk.put([Message(dedupe_key=KEY, channel="apprise", destination=name, kind="alert", payload=found)])


def test_a_notification_arrives_once(post: Desk, receiver: Receiver) -> None:
    queue(post)
    assert post.deliver().sent == 1
    assert post.deliver(LATER).sent == 0
    (said,) = receiver.events
    assert said["title"] == "De-escalation · France: Joint statement on Syria"
    assert said["message"].endswith("https://desk.example/s/7?k=sig")


@pytest.mark.parametrize("answer", ["hang up", (500, {}), (403, {})])
def test_what_apprise_cannot_confirm_is_repeated_and_says_so(
    post: Desk, receiver: Receiver, answer: tuple[int, dict[str, str]] | str
) -> None:
    receiver.answers = [answer]
    queue(post)
    assert post.deliver().ambiguous == 1
    post.deliver(LATER)
    first, second = receiver.events
    assert "May repeat" not in first["message"]
    assert second["message"].startswith("May repeat an earlier message")
    assert post.row.state is OutboxState.SENT


def test_a_service_that_never_confirms_is_parked_and_visible(post: Desk, receiver: Receiver) -> None:
    receiver.answers = [(500, {})] * TRIES
    queue(post)
    for _ in range(2 * TRIES):
        post.deliver(LATER)
        if post.archive.outbox.parked():
            break
    (parked,) = post.archive.outbox.parked()
    assert (parked.channel, parked.destination) == ("apprise", "phone")
    assert f"confirmed none of {TRIES} attempts" in parked.reason
    assert len(receiver.requests) == TRIES
    for _ in range(3):
        post.deliver(LATER)
    assert post.row.state is OutboxState.SENT


def test_a_long_message_is_sent_in_pieces_and_never_cut(post: Desk, receiver: Receiver) -> None:
    words = [f"#{n}" for n in range(20_000)]
    queue(post, {"title": "Summary", "body": "\n".join(words)})
    assert post.deliver().sent == 1
    assert len(receiver.events) > 1
    assert " ".join(said["message"] for said in receiver.events).split() == words


def test_a_service_that_nobody_configured_is_parked(post: Desk) -> None:
    queue(post, name="pager")
    post.deliver()
    assert post.archive.outbox.parked()[0].reason == 'no service named "pager" is configured under apprise'


def test_no_credential_is_told(post: Desk, receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    receiver.answers = [(500, {}), "hang up"]
    queue(post)
    for _ in range(3):
        post.deliver(LATER)
    assert "s3cret" not in caplog.text + repr(post.rows)


def test_an_address_that_apprise_does_not_know_is_refused_unshown() -> None:
    with pytest.raises(ConfigError, match=r"^apprise.phone.url: is no address that Apprise knows") as caught:
        AppriseSender({"phone": "nonsense://s3cret"})
    assert "s3cret" not in str(caught.value)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(ConfigError, match="install communique with the extra 'apprise'"):
        apprising.load({"phone": ""})
