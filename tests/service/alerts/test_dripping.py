"""Receivers that answer, a byte at a time, for ever: each exchange ends all the same, as one of unknown fate. Real sockets."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.apprising import LIMIT, TRIES, AppriseSender
from alerts.deliver import LEASE
from alerts.hooks import Hook, HttpSender
from alerts.mail import LIMIT as MAIL_LIMIT
from alerts.mail import TIMEOUT, MailSender, Security
from alerts.ports import CannotTell, Fault, Found, Receipt, Refusal, Sender, Unknown
from alerts.slack import SlackSender, WebhookSender
from statements.clock import ManualClock
from tests.service.alerts.world import IMPATIENCE
from tests.service.mailserver import certificate
from tests.unit.alerts.examples import NOW, row

# What a service of Apprise that nobody chose here imports.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
EVERY = 0.05
"""Seconds between two bytes: far below the time-out of a step."""
LONG = 600
"""Bytes that would take half a minute; whoever waits for them gets a whole answer."""
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
SPACE = b" " * LONG


@contextmanager
def dripping(
    fast: bytes,
    slow: bytes,
    *,
    greeting: bytes = b"",
    upto: bytes = b"",
    tls: ssl.SSLContext | None = None,
    pause: float = 0,
) -> Iterator[int]:
    """A server that reads until ``upto``, answers ``fast`` at once and then ``slow`` byte by byte, all after a
    ``pause``; yields its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def serve() -> None:
        while not ended.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(accepted: socket.socket) -> None:
        ended.wait(pause)
        with (
            suppress(OSError),
            accepted if tls is None else tls.wrap_socket(accepted, server_side=True) as connection,
        ):
            connection.sendall(greeting)
            read = b""
            while upto not in read:
                read += connection.recv(65536)
            connection.sendall(fast)
            for at in range(len(slow)):
                if ended.wait(EVERY):
                    return
                connection.sendall(slow[at : at + 1])

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        ended.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def slack(port: int) -> Sender:
    return SlackSender(
        token="xoxb-x", base_url=f"http://127.0.0.1:{port}/api/", clock=ManualClock(NOW), timeout=IMPATIENCE
    )


def webhook(port: int) -> Sender:
    return WebhookSender({"C0123": f"http://127.0.0.1:{port}/x"}, clock=ManualClock(NOW), timeout=IMPATIENCE)


def hook(port: int) -> Sender:
    hooks = {"C0123": Hook(url=f"http://127.0.0.1:{port}/x", secret="s")}
    return HttpSender(hooks, clock=ManualClock(NOW), timeout=IMPATIENCE)


HEADERS, BODY = (b"", OK + b"X: " + SPACE + b"\r\n\r\n"), (OK + b"\r\n", SPACE + b'{"ok": true}')
NO = (b"HTTP/1.1 400 No\r\n\r\n", SPACE)


def asked(sender: Callable[[int], Sender], answer: tuple[bytes, bytes]) -> Receipt | Refusal | Unknown:
    with dripping(*answer, upto=b"\r\n\r\n") as port:
        return sender(port).send(row({"text": "x", "event": {}}))


def test_an_answer_over_http_without_an_end() -> None:
    cases = [(slack, HEADERS), (slack, BODY), (webhook, HEADERS), (webhook, BODY), (hook, HEADERS)]
    with ThreadPoolExecutor(len(cases)) as pool:
        told = list(pool.map(lambda case: asked(*case), cases))
    assert told == [Unknown(error_class="timeout", error=f"no whole answer within {2 * IMPATIENCE} s")] * len(
        cases
    )


def test_a_refusal_without_an_end_is_one() -> None:
    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(lambda sender: asked(sender, NO), (slack, webhook, hook)))
    assert [isinstance(one, Refusal) and one.fault for one in told] == [Fault.REFUSED] * 3


def test_an_answer_without_an_end_that_is_encrypted(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    with dripping(*HEADERS, upto=b"\r\n\r\n", tls=server) as port:
        hooks = {"C0123": Hook(url=f"https://localhost:{port}/x", secret="s")}
        sender = HttpSender(hooks, clock=ManualClock(NOW), timeout=IMPATIENCE, context=client)
        told = sender.send(row({"event": {}}))
    assert told == Unknown(error_class="timeout", error=f"no whole answer within {2 * IMPATIENCE} s")


def mail(port: int, limit: float = 0.5) -> MailSender:
    return MailSender(
        host="127.0.0.1", port=port, security="none", sender="desk@example.org", clock=ManualClock(NOW), timeout=IMPATIENCE, limit=limit
    )  # fmt: skip


MAIL: dict[str, object] = {"subject": "s", "text": "t", "message_id": "<a@x.example>"}
DIALOGUE = b"220 x\r\n250 x\r\n250 x\r\n250 x\r\n354 x\r\n"
"""All answers up to the text of the mail, given at once: the client reads one after the other."""


@pytest.mark.parametrize(
    ("greeting", "slow"),
    [
        (b"", b"220" + b"-" * LONG),
        (b"220 x\r\n", b"250-" + b"x" * LONG),
        (b"220 x\r\n250 x\r\n", b"5" * LONG),
    ],
    ids=["greeting", "helo", "sender"],
)
def test_a_mail_server_that_comes_to_no_end_before_the_mail(greeting: bytes, slow: bytes) -> None:
    with dripping(b"", slow, greeting=greeting) as port:
        told = mail(port).send(row(MAIL, destination="ana@example.org"))
    assert isinstance(told, Refusal)
    assert (told.fault, told.error) == (Fault.UNREACHABLE, "the mail server took longer than 0.5 s in all")


def test_a_mail_server_whose_time_was_over_before_it_was_connected(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    with dripping(
        b"", b"220-" + b"x" * LONG + b"\r\n" + DIALOGUE + b"250 x\r\n", tls=server, pause=0.5
    ) as port:
        sender = MailSender(
            host="localhost", port=port, security="tls", sender="desk@example.org", clock=ManualClock(NOW), timeout=30, limit=0.1, context=client
        )  # fmt: skip
        told = sender.send(row(MAIL, destination="ana@example.org"))
    assert isinstance(told, Refusal)
    assert (told.fault, told.error) == (Fault.UNREACHABLE, "the mail server took longer than 0.1 s in all")


@pytest.mark.parametrize(
    ("security", "greeting", "upto"),
    [("tls", b"", b""), ("starttls", b"220 x\r\n250-x\r\n250 STARTTLS\r\n220 x\r\n", b"STARTTLS\r\n")],
)
def test_a_mail_server_that_comes_to_no_end_while_a_key_is_agreed_on(
    security: Security, greeting: bytes, upto: bytes
) -> None:
    """The time for this step is one for all of it, so the record of 16,000 bytes is not waited for."""
    with dripping(b"", b"\x16\x03\x03\x3e\x80\x02" + bytes(LONG), greeting=greeting, upto=upto) as port:
        sender = MailSender(
            host="127.0.0.1", port=port, security=security, sender="desk@example.org", clock=ManualClock(NOW), timeout=IMPATIENCE
        )  # fmt: skip
        told = sender.send(row(MAIL, destination="ana@example.org"))
    assert isinstance(told, Refusal)
    assert (told.fault, told.error) == (Fault.UNREACHABLE, "no connection to the mail server: TimeoutError")
    assert timedelta(seconds=MAIL_LIMIT + TIMEOUT) < LEASE


@pytest.mark.parametrize("slow", [b"2" * LONG, b"250-" + b"x" * LONG], ids=["nonsense", "more to come"])
def test_a_mail_server_that_comes_to_no_end_after_the_mail(slow: bytes) -> None:
    with dripping(b"", slow, greeting=DIALOGUE, upto=b"\r\n.\r\n") as port:
        told = mail(port, limit=IMPATIENCE).send(row(MAIL, destination="ana@example.org"))
    assert isinstance(told, Unknown | Receipt)
    assert isinstance(told, Unknown) or slow.startswith(b"250")


def test_apprise_is_left_behind_and_its_service_gets_nothing_else_meanwhile() -> None:
    with dripping(*HEADERS, upto=b"\r\n\r\n") as port:
        address = f"json://127.0.0.1:{port}"
        sender = AppriseSender({"phone": address, "other": address}, pace=timedelta(0), limit=0.5)
        one = row({"title": "t", "body": "b"}, destination="phone")
        assert sender.send(one) == Unknown(error_class="timeout", error="Apprise came to no end within 0.5 s")
        again = sender.send(one)
        assert isinstance(again, Refusal)
        assert (again.fault, again.error_class) == (Fault.UNREACHABLE, "busy")
        other = sender.send(row({"title": "t", "body": "b"}, destination="other"))
        assert isinstance(other, Unknown), "which is another service"


def test_apprise_that_is_too_slow_at_each_attempt_is_parked() -> None:
    assert timedelta(seconds=LIMIT) < LEASE
    with dripping(*HEADERS, upto=b"\r\n\r\n") as port:
        sender = AppriseSender({"phone": f"json://127.0.0.1:{port}"}, limit=0.2)
        one = row({"title": "t", "body": "b"}, destination="phone", attempts=TRIES - 1)
        told = sender.send(one)
    assert isinstance(told, Refusal)
    assert told.fault is Fault.DESTINATION


def test_what_apprise_sent_after_it_was_left_behind_is_found_and_not_repeated() -> None:
    answer = OK + b"Content-Length: 0\r\n\r\n"
    with dripping(answer[:-10], answer[-10:], upto=b"\r\n\r\n") as port:
        sender = AppriseSender({"phone": f"json://127.0.0.1:{port}"}, limit=0.1)
        one = row({"title": "t", "body": "b"}, destination="phone", id=5)
        assert isinstance(sender.send(one), Unknown)
        assert isinstance(sender.reconcile(one), CannotTell)
        while isinstance(again := sender.send(one), Refusal):
            assert again.error_class == "busy"
            time.sleep(0.02)  # without a pause it would keep what it waits for from the processor
    assert again == Receipt(ref=""), "also where it was to be repeated"
    assert sender.reconcile(one) == Found(ref="")
    other = row({"title": "t", "body": "b"}, destination="phone", id=6)
    assert isinstance(sender.reconcile(other), CannotTell)
