"""Mail as a destination: one SMTP transaction a recipient, so that each has a fate of their own.

Encryption is never negotiated down: when STARTTLS is demanded and not offered, nothing is sent. The doubtful stretch is
narrow and known: from the final dot to its answer. Before it nothing was accepted; after a lost answer the same mail goes
out once more with the same Message-ID, by which receivers recognise it.
"""

from __future__ import annotations

import base64
import contextlib
import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any, Literal

from alerts.deadline import Deadline
from alerts.ports import CannotTell, Fault, Policy, Receipt, Refusal, Unknown
from archive.posts import OutboxRow
from statements.clock import Clock
from statements.labels import Part

Security = Literal["starttls", "tls", "none"]
TIMEOUT = 20.0
"""Seconds for each step of the dialogue."""
LIMIT = 120.0
"""Seconds for all of it, below the outbox lease. Agreeing on a key may end up to `TIMEOUT` later: `ssl` gives that step its time
in all, not with each byte, and until it is over nobody has the connection that would be cut off."""
POLICY = Policy(
    # RFC 5321, 4.5.4.1: a few early tries, then every two hours, for four to five days.
    waits=(timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)),
    unknown_wait=timedelta(minutes=30),
    resends=1,
    give_up=timedelta(days=5),
)
_AUTHENTICATION = frozenset({530, 534, 535, 538})
HEADERS = ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post")
"""What a payload may set besides the subject: nothing that says who sends to whom."""
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class _Policy(EmailPolicy):
    """What names a mail or ends a list stays on one line: it has no blank to be folded at, and Python would write it as
    encoded words, which nobody puts together again. A line may have 998 characters (RFC 5322)."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name in (*HEADERS, "Message-ID", "In-Reply-To"):
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


class _Timed(smtplib.SMTP):
    """Has an end. The time may be over while an address is tried or a key agreed on, and there is no connection to cut off yet,
    or no longer the same: so it is looked for again before each answer."""

    def __init__(self, deadline: Deadline, *arguments: Any, **more: Any) -> None:
        self._deadline = deadline
        super().__init__(*arguments, **more)

    def getreply(self) -> tuple[int, bytes]:
        self._deadline.watch(lambda: self.sock)
        return super().getreply()


class _Encrypted(_Timed, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class _Failed(Exception):
    """Ends the dialogue with an outcome."""

    def __init__(self, outcome: Refusal | Unknown) -> None:
        super().__init__(outcome.error)
        self.outcome = outcome


class MailSender:
    """Sends rows whose payload is ``{"subject", "text", "message_id"}`` to the address in ``destination``.

    The payload may hold ``html``; ``images`` that it shows, each ``{"cid": "chart", "png": base64}``; ``references``, Message-IDs
    of mails that this one belongs to, oldest first; and ``headers`` by name (`HEADERS`). A reply answers the mail that began
    its thread, by the Message-ID that the receipt of that one gave.

    ``security``: ``starttls`` (demanded), ``tls`` from the first byte, or ``none``.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int,
        security: Security,
        sender: str,
        clock: Clock,
        user: str | None = None,
        password: str | None = None,
        timeout: float = TIMEOUT,
        limit: float = LIMIT,
        context: ssl.SSLContext | None = None,
        policy: Policy = POLICY,
    ) -> None:
        self._host, self._port, self._security = host, port, security
        self._sender, self._clock = sender, clock
        self._user, self._password = user, password
        self._timeout, self._limit = timeout, limit
        self._context = context or ssl.create_default_context()
        self.policy = policy

    def send(self, row: OutboxRow) -> Receipt | Refusal | Unknown:
        try:
            message = self._message(row)
            recipient = Address(addr_spec=row.destination).addr_spec
            recipient.encode("ascii")
        except (
            ValueError,
            LookupError,
        ) as error:  # a newline in a header, an address that is none, a missing part, an image that is none
            return Refusal(
                fault=Fault.PERMANENT, error_class="not-a-mail", error=f"this cannot be sent as mail: {error}"
            )
        with Deadline(self._limit) as deadline:
            outcome = self._handed_over(deadline, recipient, message, str(row.payload["message_id"]))
        if deadline.over and isinstance(outcome, Refusal):  # whatever it read from an answer that was cut off
            return _unreachable(f"the mail server took longer than {self._limit:g} s in all")
        return outcome

    def _handed_over(
        self, deadline: Deadline, recipient: str, message: bytes, message_id: str
    ) -> Receipt | Refusal | Unknown:
        connection: smtplib.SMTP | None = None
        try:
            connection = self._connect(deadline)
            return self._hand_over(connection, deadline, recipient, message, message_id)
        except _Failed as failed:
            return failed.outcome
        except smtplib.SMTPServerDisconnected:
            return _unreachable("the mail server ended the connection before it had the message")
        except smtplib.SMTPResponseException as error:
            return _refused(error.smtp_code, error.smtp_error, server_wide=True)
        except smtplib.SMTPException as error:
            return _misconfigured("smtp", f"the mail server cannot be used: {error}")
        except ssl.SSLCertVerificationError as error:
            return _misconfigured(
                "tls", f"the mail server's certificate is not valid ({error.verify_message})"
            )
        except OSError as error:
            return _unreachable(f"no connection to the mail server: {error.strerror or type(error).__name__}")
        finally:
            if connection is not None:
                connection.close()

    def reconcile(self, row: OutboxRow) -> CannotTell:
        return CannotTell(reason="a mail server cannot be asked what it accepted")

    def smaller(self, row: OutboxRow) -> Mapping[str, object] | None:
        return None

    def probe(self, destination: str) -> Refusal | Unknown | None:
        """Whether the server takes our connection, encryption and password."""
        with Deadline(self._limit) as deadline:
            return self._probed(deadline)

    def _probed(self, deadline: Deadline) -> Refusal | Unknown | None:
        connection: smtplib.SMTP | None = None
        try:
            connection = self._connect(deadline)
        except _Failed as failed:
            return failed.outcome
        except smtplib.SMTPResponseException as error:
            return _refused(error.smtp_code, error.smtp_error, server_wide=True)
        except (smtplib.SMTPException, OSError) as error:
            return _unreachable(f"the mail server cannot be used: {type(error).__name__}")
        finally:
            if connection is not None:
                connection.close()
        return None

    def _connect(self, deadline: Deadline) -> smtplib.SMTP:
        connection: smtplib.SMTP
        if self._security == "tls":
            connection = _Encrypted(
                deadline, self._host, self._port, timeout=self._timeout, context=self._context
            )
        else:
            connection = _Timed(deadline, self._host, self._port, timeout=self._timeout)
        try:
            connection.ehlo_or_helo_if_needed()
            if self._security == "starttls":
                self._encrypt(connection)
            if self._user is not None and self._password is not None:
                connection.login(self._user, self._password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _encrypt(self, connection: smtplib.SMTP) -> None:
        if not connection.has_extn("starttls"):
            raise _Failed(
                _misconfigured(
                    "starttls", "the mail server offers no STARTTLS, and nothing is sent in the clear"
                )
            )
        connection.starttls(context=self._context)  # raises at any answer but the right one
        connection.ehlo()

    def _hand_over(
        self,
        connection: smtplib.SMTP,
        deadline: Deadline,
        recipient: str,
        message: bytes,
        message_id: str,
    ) -> Receipt | Refusal | Unknown:
        sender = Address(addr_spec=_bare(self._sender)).addr_spec
        size = [f"size={len(message)}"] if connection.has_extn("size") else []
        for server_wide, (code, reply) in (
            (True, connection.mail(sender, size)),
            (False, connection.rcpt(recipient)),
        ):
            if code not in (250, 251):
                return _refused(code, reply, server_wide=server_wide)
        code, reply = connection.docmd("DATA")
        if code != 354:
            return _refused(code, reply, server_wide=False)
        connection.send(message + b".\r\n")
        try:
            code, reply = connection.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return Unknown(
                error_class="reply-lost",
                error=f"the mail was handed over, the answer was lost ({type(error).__name__})",
            )
        if code != 250 and deadline.over:
            return Unknown(
                error_class="timeout",
                error=f"the mail was handed over, the answer took longer than {self._limit:g} s in all",
            )
        if code != 250:
            return _refused(code, reply, server_wide=False)
        with contextlib.suppress(
            smtplib.SMTPException, OSError
        ):  # accepted: how it says good-bye changes nothing
            connection.docmd("QUIT")
        # By the Message-ID the mail can be found in every log on its way, and a later mail can answer it.
        return Receipt(ref=message_id)

    def _message(self, row: OutboxRow) -> bytes:
        """The mail as sent: dot-stuffed, ending with a line break."""
        return _LEADING_DOT.sub(b"..", self.mail(row).as_bytes())

    def mail(self, row: OutboxRow) -> EmailMessage:
        """The mail that a row is sent as. Raises ValueError or LookupError when its payload is none."""
        mail = EmailMessage(policy=_Policy(linesep="\r\n"))
        mail["From"] = self._sender
        mail["To"] = row.destination
        mail["Subject"] = str(row.payload["subject"])
        mail["Date"] = format_datetime(self._clock.now())
        mail["Message-ID"] = str(row.payload["message_id"])
        mail["Auto-Submitted"] = "auto-generated"
        references = _references(row)
        if references:
            mail["In-Reply-To"] = references[-1]
            mail["References"] = " ".join(references)
        headers = row.payload.get("headers")
        for name, value in headers.items() if isinstance(headers, Mapping) else ():
            if name not in HEADERS:
                raise ValueError(f"a message sets no header {name!r}")
            mail[name] = str(value)
        mail.set_content(str(row.payload["text"]))
        if "html" in row.payload:
            mail.add_alternative(str(row.payload["html"]), subtype="html")
            _show_images(mail, row.payload)
        return mail


def _references(row: OutboxRow) -> list[str]:
    """The Message-IDs of the mails that this one follows, the one it answers last."""
    found = row.payload.get("references")
    named = [str(one) for one in found] if isinstance(found, Sequence) else []
    if row.part is Part.REPLY and row.head_ref is not None:
        named.append(row.head_ref)
    return [one for one in dict.fromkeys(named) if _MESSAGE_ID.fullmatch(one)]


def _show_images(mail: EmailMessage, payload: Mapping[str, object]) -> None:
    """Attach the images where the HTML part can show them without asking a network."""
    images, html = payload.get("images"), mail.get_body(("html",))
    if html is None or not isinstance(images, Sequence):
        return
    for image in images:
        html.add_related(
            base64.b64decode(image["png"], validate=True),
            maintype="image",
            subtype="png",
            cid=f"<{image['cid']}>",
            filename=f"{image['cid']}.png",
            disposition="inline",
        )


def _bare(mailbox: str) -> str:
    """The address of ``Name <address>``."""
    return mailbox.rpartition("<")[2].rstrip(">").strip()


def _refused(code: int, reply: bytes | str, *, server_wide: bool) -> Refusal:
    """``server_wide``: said before the recipient was named, so it concerns us and not them."""
    error = f"the mail server answered {code} {_plain(reply)}"
    if code in _AUTHENTICATION:
        return _misconfigured(str(code), error)
    if 400 <= code < 500 or code == -1:
        return Refusal(fault=Fault.UNREACHABLE, error_class=str(code), error=error)
    # 552 to a sender is about the size of this mail.
    if server_wide and code != 552:
        return _misconfigured(str(code), error)
    return Refusal(fault=Fault.PERMANENT, error_class=str(code), error=error)


def _plain(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(text.split())[:300]


def _misconfigured(error_class: str, error: str) -> Refusal:
    return Refusal(fault=Fault.CREDENTIALS, error_class=error_class, error=error)


def _unreachable(error: str) -> Refusal:
    return Refusal(fault=Fault.UNREACHABLE, error_class="unreachable", error=error)
