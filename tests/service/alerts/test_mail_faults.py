"""Alerts by mail, and what servers do to them: faults F57 and F58 by name, against real SMTP servers on loopback."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from alerts import forms
from alerts.announcement import What
from alerts.mail import MailSender
from archive import Archive
from archive.posts import OutboxState
from statements.clock import ManualClock
from statements.labels import Part
from statements.model import Message
from tests.service.alerts.world import PATIENCE, Desk
from tests.service.mailserver import Mailbox, certificate, serving
from tests.unit.alerts.announcements import KEY, announcement, story

A, B = "a@x.example", "b@x.example"
SENT, PENDING, DEAD, AMBIGUOUS = (
    OutboxState.SENT,
    OutboxState.PENDING,
    OutboxState.DEAD,
    OutboxState.AMBIGUOUS,
)


def sender(clock: ManualClock, port: int, **changes: Any) -> MailSender:
    base: dict[str, Any] = {
        "host": "localhost", "port": port, "security": "none", "sender": "communique <desk@desk.example>",
        "clock": clock, "timeout": PATIENCE,
    }  # fmt: skip
    return MailSender(**{**base, **changes})


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(mailbox: Mailbox) -> Iterator[int]:
    with serving(mailbox) as port:
        yield port


@pytest.fixture
def post(archive: Archive, clock: ManualClock, port: int) -> Desk:
    return Desk(archive, clock, {"mail": sender(clock, port)})


def queue(desk: Desk, *recipients: str) -> None:
    for at, recipient in enumerate(recipients or (A,)):
        key = f"{at}{KEY[1:]}"
        payload = forms.payload("mail", announcement(key=key))
        desk.put(
            [Message(dedupe_key=key, channel="mail", destination=recipient, kind="alert", payload=payload)]
        )


def states(desk: Desk) -> dict[str, OutboxState]:
    return {row.destination: row.state for row in desk.rows}


@contextmanager
def scripted(*replies: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """A server that says its lines whatever it hears, and what it heard."""
    heard: list[bytes] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for reply in replies:
                self.wfile.write(reply + b"\r\n")
                heard.append(self.rfile.readline())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_address[1], heard
        finally:
            server.shutdown()
            thread.join()


def test_an_alert_is_a_mail_that_can_be_sorted_and_answered(post: Desk, mailbox: Mailbox) -> None:
    queue(post)
    post.deliver()
    ((recipient, mail),) = mailbox.accepted
    assert recipient == A
    assert mail["Subject"] == "De-escalation · France: Joint statement on Syria"
    assert mail["List-Id"] == "<syria.communique.desk.example>"
    assert mail["In-Reply-To"] is None
    assert post.row.provider_ref == mail["Message-ID"] == post.row.payload["message_id"]
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_a_reply_answers_the_mail_that_began_its_thread(post: Desk, mailbox: Mailbox) -> None:
    copy = announcement(
        kind=What.COPY, part=Part.REPLY, story=story(), key="cd" * 32, version=story().members[1].version
    )
    for part, one in ((Part.HEAD, announcement()), (Part.REPLY, copy)):
        post.put(
            [
                Message(
                    dedupe_key=one.key, channel="mail", destination=A, kind="alert", thread="story:7", part=part,
                    payload=forms.payload("mail", one),
                )
            ]
        )  # fmt: skip
    for _ in range(3):
        post.deliver(timedelta(seconds=1))
    (_, head), (_, reply) = mailbox.accepted
    assert reply["In-Reply-To"] == reply["References"] == head["Message-ID"]
    assert reply["Subject"] == f"Re: {head['Subject']}"


def test_images_stand_in_the_mail_itself(post: Desk, mailbox: Mailbox) -> None:
    payload = {
        "subject": "Chart", "text": "A chart.", "html": '<img src="cid:chart" alt="A chart">', "message_id": "<c@x.example>",
        "images": [{"cid": "chart", "png": "iVBORw0KGgo="}], "headers": {"List-Unsubscribe": "<https://desk.example/u/x>"},
    }  # fmt: skip
    post.put([Message(dedupe_key=KEY, channel="mail", destination=A, kind="digest", payload=payload)])
    post.deliver()
    ((_, mail),) = mailbox.accepted
    (image,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert (image["Content-ID"], image.get_content_disposition()) == ("<chart>", "inline")
    assert image.get_content() == b"\x89PNG\r\n\x1a\n"
    assert mail["List-Unsubscribe"] == "<https://desk.example/u/x>"


@pytest.mark.parametrize(
    "wrong",
    [
        {"headers": {"Bcc": B}}, {"headers": {"List-Id": "x\r\nBcc: b@x.example"}}, {"images": [{"cid": "c", "png": "?"}]},
        {"headers": {"From": "minister@gov.example"}},
    ],
)  # fmt: skip
def test_a_payload_sets_no_header_that_is_not_its_own(
    post: Desk, mailbox: Mailbox, wrong: dict[str, object]
) -> None:
    payload = {**forms.payload("mail", announcement()), **wrong}
    post.put([Message(dedupe_key=KEY, channel="mail", destination=A, kind="alert", payload=payload)])
    post.deliver()
    assert post.row.state is DEAD
    assert not mailbox.sessions


def test_f57_a_server_that_is_down_is_waited_for(
    archive: Archive, clock: ManualClock, mailbox: Mailbox
) -> None:
    desk = Desk(archive, clock, {"mail": sender(clock, 9)})
    queue(desk, A, B)
    desk.deliver()
    assert states(desk) == {A: PENDING, B: PENDING}
    assert "no connection to the mail server: Connection refused" in str(desk.rows[0].error)
    with serving(mailbox) as port:
        desk.senders = {"mail": sender(clock, port)}
        desk.deliver(timedelta(minutes=10))
    assert sorted(mailbox.recipients) == [A, B]


@pytest.mark.parametrize("reply", ["421 closing", "451 4.7.1 greylisted", "452 4.2.2 mailbox full"])
def test_f57_421_451_and_452_of_one_recipient_are_tried_again_for_them_alone(
    post: Desk, mailbox: Mailbox, reply: str
) -> None:
    mailbox.replies[A] = [reply]
    queue(post, A, B)
    post.deliver()
    assert states(post) == {A: PENDING, B: SENT}
    post.deliver(timedelta(minutes=7))
    assert states(post) == {A: SENT, B: SENT}
    assert sorted(mailbox.recipients) == [A, B]


def test_f57_421_instead_of_a_greeting_is_tried_again(archive: Archive, clock: ManualClock) -> None:
    with scripted(b"421 too busy") as (port, _):
        desk = Desk(archive, clock, {"mail": sender(clock, port)})
        queue(desk)
        desk.deliver()
    assert desk.row.state is PENDING
    assert not archive.outbox.parked()


@pytest.mark.parametrize("reply", ["550 5.1.1 no such user", "552 5.2.2 too big"])
def test_f57_550_and_552_of_one_recipient_are_dead_and_visible_for_them_alone(
    post: Desk, mailbox: Mailbox, reply: str
) -> None:
    mailbox.replies[A] = [reply]
    queue(post, A, B)
    post.deliver()
    assert states(post) == {A: DEAD, B: SENT}
    assert post.archive.outbox.counts()["dead"] == 1


def test_f57_552_for_the_size_of_a_mail_parks_nobody(post: Desk, mailbox: Mailbox) -> None:
    mailbox.mail_replies = ["552 5.3.4 message size exceeds fixed limit"]
    queue(post, A, B)
    post.deliver()
    assert sorted(states(post).values()) == [DEAD, SENT]
    assert not post.archive.outbox.parked()


@pytest.mark.parametrize(
    "lines",
    [
        (b"220 hello", b"250 desk.example"),
        (b"220 hello", b"250-desk.example\r\n250 STARTTLS", b"454 TLS not available"),
        (b"220 hello", b"250-desk.example\r\n250 STARTTLS", b"500 what?"),
    ],
    ids=["not offered", "not now", "not known"],
)
def test_f57_starttls_refused_means_that_nothing_goes_out_in_the_clear(
    archive: Archive, clock: ManualClock, lines: tuple[bytes, ...]
) -> None:
    with scripted(*lines, b"250 fine", b"250 fine") as (port, heard):
        desk = Desk(
            archive, clock, {"mail": sender(clock, port, security="starttls", user="u", password="s3cret")}
        )
        queue(desk)
        desk.deliver()
    said = b"".join(heard).upper()
    assert b"AUTH" not in said
    assert b"MAIL FROM" not in said
    assert desk.row.state is PENDING
    temporary = b"454" in b"".join(lines)
    assert [parked.destination for parked in archive.outbox.parked()] == ([] if temporary else ["*"])


def test_f57_a_refused_password_parks_the_channel_and_is_not_told(
    archive: Archive, clock: ManualClock, mailbox: Mailbox, tmp_path: Path
) -> None:
    server, client = certificate(tmp_path)
    with serving(mailbox, password="right", starttls=server) as port:
        arguments: dict[str, Any] = {"security": "starttls", "user": "u", "context": client}
        desk = Desk(archive, clock, {"mail": sender(clock, port, password="s3cret", **arguments)})
        queue(desk, A, B)
        desk.deliver()
        (parked,) = archive.outbox.parked()
        assert (parked.channel, parked.destination, "535" in parked.reason) == ("mail", "*", True)
        assert "s3cret" not in repr(desk.rows) + parked.reason
        assert not mailbox.accepted
        desk.senders = {"mail": sender(clock, port, password="right", **arguments)}
        desk.deliver(timedelta(minutes=6))
    assert sorted(mailbox.recipients) == [A, B]


def test_f58_a_drop_after_data_means_one_more_mail_with_the_same_message_id(
    post: Desk, mailbox: Mailbox
) -> None:
    mailbox.data_replies = ["cut after"]
    queue(post)
    post.deliver()
    assert post.row.state is AMBIGUOUS
    for _ in range(5):
        post.deliver(timedelta(hours=1))
    first, second = (mail for _, mail in mailbox.accepted)
    assert first["Message-ID"] == second["Message-ID"]
    assert (post.row.state, post.row.maybe_repeat) == (SENT, True)


def test_f58_after_a_second_drop_nobody_is_mailed_again(post: Desk, mailbox: Mailbox) -> None:
    mailbox.data_replies = ["cut after"] * 9
    queue(post)
    for _ in range(9):
        post.deliver(timedelta(hours=3))
    assert len(mailbox.accepted) == 2
    assert (post.row.state, str(post.row.error).endswith("sent twice, never confirmed")) == (DEAD, True)
