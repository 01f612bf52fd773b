"""The digest by mail, to a real SMTP server: each recipient has a fate of their own, and nobody gets it twice unmarked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alerts.digest import DigestInput, DigestStatement, compose, messages
from alerts.mail import MailSender
from archive import Archive
from archive.posts import OutboxRow, OutboxState
from statements.clock import ManualClock
from statements.model import Message
from tests.service.alerts.world import PATIENCE, Desk
from tests.service.mailserver import Mailbox, certificate, serving
from tests.unit.alerts.examples import reading, version

START, END = datetime(2024, 11, 25, 7, tzinfo=UTC), datetime(2024, 12, 2, 7, tzinfo=UTC)
DEAD, PENDING, SENT, AMBIGUOUS = (
    OutboxState.DEAD,
    OutboxState.PENDING,
    OutboxState.SENT,
    OutboxState.AMBIGUOUS,
)


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


def sender(clock: ManualClock, port: int, **changes: Any) -> MailSender:
    base: dict[str, Any] = {
        "host": "localhost",
        "port": port,
        "security": "none",
        "sender": "communique <digest@desk.example>",
        "clock": clock,
        "timeout": PATIENCE,
    }
    return MailSender(**{**base, **changes})


def digest(*recipients: str, title: str = "Erklärung zu Syrien") -> list[Message]:
    one = DigestStatement(version=version(title=title), reading=reading())
    made = DigestInput(title="Weekly digest", start=START, end=END, zone="UTC", statements=(one,))
    return messages(
        compose(made),
        subscription="weekly",
        start=START,
        end=END,
        recipients=recipients or ("a@x.example",),
        domain="desk.example",
        key=b"k",
    )


def state_of(desk: Desk) -> dict[str, OutboxState]:
    return {row.destination: row.state for row in desk.rows}


def row_of(desk: Desk, recipient: str) -> OutboxRow:
    return next(row for row in desk.rows if row.destination == recipient)


def test_each_recipient_gets_one_mail_that_a_client_can_read(post: Desk, mailbox: Mailbox) -> None:
    post.put(digest("a@x.example", "b@x.example"))
    post.put(digest("a@x.example", "b@x.example"))
    assert post.deliver().sent == 2
    assert post.deliver(timedelta(hours=1)).sent == 0
    assert mailbox.recipients == ["a@x.example", "b@x.example"]
    mail = mailbox.accepted[0][1]
    assert (mail["To"], mail["Subject"]) == ("a@x.example", "[Week 48] 1 statement")
    assert mail["From"] == "communique <digest@desk.example>"
    assert mail["Message-ID"] == row_of(post, "a@x.example").payload["message_id"]
    assert mail["Date"] == "Sun, 01 Dec 2024 22:04:05 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "Erklärung zu Syrien" in text.get_content()
    assert "<title>[Week 48] 1 statement</title>" in html.get_content()


def test_a_line_that_is_a_dot_does_not_end_the_mail(post: Desk, mailbox: Mailbox) -> None:
    (message,) = digest()
    payload = {**message.payload, "text": "before\n.\n..two\nafter\n"}
    post.put([Message(**{**vars(message), "payload": payload})])
    post.deliver()
    body = mailbox.accepted[0][1].get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == ["before", ".", "..two", "after"]


@pytest.mark.parametrize(
    "reply", ["451 4.7.1 greylisted", "450 busy", "452 4.2.2 mailbox full", "421 closing"]
)
def test_a_temporary_refusal_is_tried_again_later_and_concerns_nobody_else(
    post: Desk, mailbox: Mailbox, reply: str
) -> None:
    mailbox.replies["a@x.example"] = [reply] * 3
    post.put(digest("a@x.example", "b@x.example"))
    waits = []
    for _ in range(3):
        now = post.clock.now()
        post.deliver()
        waits.append(row_of(post, "a@x.example").not_before - now)
        post.clock.set(row_of(post, "a@x.example").not_before)
    assert state_of(post) == {"a@x.example": PENDING, "b@x.example": SENT}
    assert reply[:3] in str(row_of(post, "a@x.example").error)
    for wait, minutes in zip(waits, (5, 30, 120), strict=True):
        assert timedelta(minutes=minutes) <= wait <= timedelta(minutes=minutes * 1.25)
    post.deliver()
    assert sorted(mailbox.recipients) == ["a@x.example", "b@x.example"]


@pytest.mark.parametrize("reply", ["550 5.1.1 no such user", "553 not here", "552 5.3.4 too big"])
def test_a_permanent_refusal_is_shown_and_concerns_nobody_else(
    post: Desk, mailbox: Mailbox, reply: str
) -> None:
    mailbox.replies["a@x.example"] = [reply]
    post.put(digest("a@x.example", "b@x.example"))
    post.deliver()
    assert state_of(post) == {"a@x.example": DEAD, "b@x.example": SENT}
    assert row_of(post, "a@x.example").error == f"the mail server answered {reply}"


def test_a_mail_refused_after_its_contents_is_dead_or_tried_again(post: Desk, mailbox: Mailbox) -> None:
    mailbox.data_replies = ["554 5.7.1 looks like spam", "451 try later"]
    post.put(digest("a@x.example", "b@x.example"))
    post.deliver()
    assert state_of(post) == {"a@x.example": DEAD, "b@x.example": PENDING}
    assert not mailbox.accepted


def test_a_lost_answer_means_one_more_mail_with_the_same_name(post: Desk, mailbox: Mailbox) -> None:
    mailbox.data_replies = ["cut after"]
    post.put(digest())
    assert post.deliver().ambiguous == 1
    assert "handed over, the answer was lost" in str(post.row.error)
    assert post.deliver(timedelta(minutes=29)).repeated == 0
    assert post.deliver(timedelta(minutes=1)).repeated == 1
    first, second = (mail for _, mail in mailbox.accepted)
    assert first["Message-ID"] == second["Message-ID"]
    assert (post.row.state, post.row.maybe_repeat) == (SENT, True)


def test_two_lost_answers_are_enough(post: Desk, mailbox: Mailbox) -> None:
    mailbox.data_replies = ["cut after"] * 10
    post.put(digest())
    for _ in range(10):
        post.deliver(timedelta(hours=3))
    assert len(mailbox.accepted) == 2
    assert post.row.state is DEAD
    assert str(post.row.error).endswith("sent twice, never confirmed")


def test_a_server_that_refuses_the_sender_is_parked_whole(post: Desk, mailbox: Mailbox) -> None:
    mailbox.mail_replies = ["550 5.7.1 sender not allowed"]
    post.put(digest("a@x.example", "b@x.example"))
    post.deliver()
    (parked,) = post.archive.outbox.parked()
    assert (parked.channel, parked.destination) == ("mail", "*")
    assert "550 5.7.1 sender not allowed" in parked.reason
    assert state_of(post) == {"a@x.example": PENDING, "b@x.example": PENDING}
    post.deliver(timedelta(minutes=5))
    assert state_of(post) == {"a@x.example": SENT, "b@x.example": SENT}


def test_a_server_that_is_down_is_tried_for_days_and_then_given_up_visibly(
    archive: Archive, clock: ManualClock, mailbox: Mailbox
) -> None:
    desk = Desk(archive, clock, {"mail": sender(clock, 9)})
    desk.put(digest())
    for _ in range(59):
        desk.deliver()
        clock.set(desk.row.not_before)
        if desk.row.state is DEAD:
            break
    assert clock.now() > datetime(2024, 12, 6, 22, tzinfo=UTC)
    assert desk.row.state is DEAD
    assert "gave up after 5 days: no connection to the mail server: Connection refused" in str(desk.row.error)
    with serving(mailbox) as port:
        desk.senders = {"mail": sender(clock, port)}
        assert archive.outbox.requeue(desk.row.id) == 1
        desk.deliver()
    assert mailbox.recipients == ["a@x.example"]


def test_encryption_is_never_given_up(post: Desk, mailbox: Mailbox, port: int, clock: ManualClock) -> None:
    post.senders = {"mail": sender(clock, port, security="starttls", user="u", password="secret")}
    post.put(digest())
    post.deliver()
    assert not mailbox.sessions
    assert post.row.error == "the mail server offers no STARTTLS, and nothing is sent in the clear"
    post.deliver(timedelta(minutes=6))
    assert post.archive.outbox.parked()
    assert not mailbox.sessions


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_encrypted_mail_with_a_password(
    archive: Archive, clock: ManualClock, mailbox: Mailbox, tmp_path: Path, security: str
) -> None:
    server, client = certificate(tmp_path)
    starttls, tls = (server, None) if security == "starttls" else (None, server)
    with serving(mailbox, password="right", starttls=starttls, tls=tls) as port:
        arguments: dict[str, Any] = {"security": security, "user": "u", "context": client}
        desk = Desk(archive, clock, {"mail": sender(clock, port, password="wrong", **arguments)})
        desk.put(digest())
        desk.deliver()
        assert "535" in str(desk.row.error)
        assert "wrong" not in str(desk.row.error)
        assert archive.outbox.parked()[0].destination == "*"
        desk.senders = {"mail": sender(clock, port, password="right", **arguments)}
        desk.deliver(timedelta(minutes=5))
    assert mailbox.recipients == ["a@x.example"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_nobody_vouches_for_is_refused(
    archive: Archive, clock: ManualClock, mailbox: Mailbox, tmp_path: Path, security: str
) -> None:
    server, _ = certificate(tmp_path)
    starttls, tls = (server, None) if security == "starttls" else (None, server)
    with serving(mailbox, starttls=starttls, tls=tls) as port:
        desk = Desk(archive, clock, {"mail": sender(clock, port, security=security)})
        desk.put(digest())
        desk.deliver()
    assert "certificate is not valid" in str(desk.row.error)
    assert not mailbox.sessions


@pytest.mark.parametrize(
    ("recipient", "subject"),
    [("a@x.example\r\nBcc: b@x.example", "s"), ("nobody", "s"), ("a@x.example", "s\r\nBcc: b@x.example")],
)
def test_no_header_can_be_smuggled_in(post: Desk, mailbox: Mailbox, recipient: str, subject: str) -> None:
    (message,) = digest()
    payload = {**message.payload, "subject": subject}
    post.put([Message(**{**vars(message), "destination": recipient, "payload": payload})])
    post.deliver()
    assert post.row.state is DEAD
    assert "cannot be sent as mail" in str(post.row.error)
    assert not mailbox.sessions
