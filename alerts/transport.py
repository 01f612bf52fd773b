"""How messages reach the network over HTTP: no redirects, no retries, bounded answers in bounded time, no secrets in a log.

The Slack SDK's own transport follows redirects (a token would follow to wherever they point) and its log prints a webhook's
address, which is a secret. Its one method that opens the connection is replaced; everything above it is the SDK's.
"""

from __future__ import annotations

import http.client
import json
import logging
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse

from alerts.deadline import Deadline, TooLate
from alerts.ports import Fault, Refusal, Unknown

MAX_ANSWER = 16 << 20
"""Bytes. 200 messages of a history with their blocks are below 4 MB."""

MAX_REFUSAL = 1 << 16
"""Bytes of an answer that says no."""

_LOG = logging.getLogger("communique.slack-sdk")
_LOG.setLevel(logging.CRITICAL)  # every fault becomes an outcome and is recorded with its message


class NotSlack(ValueError):
    """The answer is not what Slack answers: not JSON, not an object, or far too long."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class _Plain(http.client.HTTPConnection):
    def __init__(self, host: str, *, deadline: Deadline, **more: Any) -> None:
        super().__init__(host, **more)
        self._deadline = deadline

    def connect(self) -> None:
        _watched(self, self._deadline, super().connect)


class _Encrypted(http.client.HTTPSConnection):
    def __init__(self, host: str, *, deadline: Deadline, **more: Any) -> None:
        super().__init__(host, **more)
        self._deadline = deadline

    def connect(self) -> None:
        _watched(self, self._deadline, super().connect)


def _watched(connection: http.client.HTTPConnection, deadline: Deadline, connect: Callable[[], None]) -> None:
    deadline.watch(lambda: connection.sock)
    connect()
    opened = connection.sock  # the answer keeps it when the connection lets it go
    deadline.watch(lambda: opened)


class _Http(urllib.request.HTTPHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._more: dict[str, Any] = {"deadline": deadline}

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Plain, req, **self._more)  # type: ignore[arg-type]  # it names more than it needs


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, deadline: Deadline, context: ssl.SSLContext | None) -> None:
        super().__init__(context=context)
        self._more: dict[str, Any] = {"deadline": deadline, "context": context}

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Encrypted, req, **self._more)  # type: ignore[arg-type]


@contextmanager
def opened(
    request: urllib.request.Request, context: ssl.SSLContext | None, timeout: float
) -> Iterator[http.client.HTTPResponse]:
    """The answer to a request, sent once, without following where it redirects to: what we send is meant for the one who was named.
    ``timeout`` is for each step, and twice that for all of it: raises TooLate after that, HTTPError, URLError, OSError, HTTPException."""
    with Deadline(2 * timeout) as deadline:
        asking = urllib.request.build_opener(_NoRedirect, _Http(deadline), _Https(deadline, context))
        try:
            with asking.open(request, timeout=timeout) as answer:
                yield answer
        except urllib.error.HTTPError as error:
            raise _whole(error) from None
        except urllib.error.URLError:  # the request was not sent whole
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            if not deadline.over:
                raise
            raise TooLate(f"no whole answer within {deadline.seconds:g} s") from error
        if deadline.over:  # the answer may have been cut off where it looks like its end
            raise TooLate(f"no whole answer within {deadline.seconds:g} s")


def _whole(error: urllib.error.HTTPError) -> urllib.error.HTTPError:
    """A refusal with the words that came with it, as far as they came."""
    with error:
        try:
            body = error.read(MAX_REFUSAL)
        except http.client.IncompleteRead as cut:
            body = cut.partial
        except (OSError, http.client.HTTPException):
            body = b""
    return urllib.error.HTTPError(error.url, error.code, error.msg, error.headers, BytesIO(body))


def _read(
    request: urllib.request.Request, context: ssl.SSLContext | None, timeout: float
) -> tuple[int, Any, str]:
    with opened(request, context, timeout) as answer:
        body = answer.read(MAX_ANSWER + 1)
        if len(body) > MAX_ANSWER:
            raise NotSlack("the answer is far too long")
        promised = answer.headers.get("Content-Length", "")
        if promised.isdecimal() and len(body) < int(promised):
            raise http.client.IncompleteRead(body, int(promised) - len(body))
        return answer.status, answer.headers, body.decode("utf-8")


class ApiClient(WebClient):
    """`slack_sdk.WebClient` that sends each request once."""

    def __init__(self, *, token: str, base_url: str, timeout: int, context: ssl.SSLContext | None) -> None:
        super().__init__(
            token=token, base_url=base_url, timeout=timeout, ssl=context, retry_handlers=[], logger=_LOG
        )

    def _perform_urllib_http_request_internal(
        self, url: str, req: urllib.request.Request
    ) -> dict[str, object]:
        status, headers, body = _read(req, self.ssl, self.timeout)
        try:
            answer = json.loads(body)
        except ValueError as error:
            raise NotSlack("the answer is not JSON") from error
        if not isinstance(answer, dict):  # the SDK would stumble over a list
            raise NotSlack("the answer is not a JSON object")
        return {"status": status, "headers": headers, "body": body}


class HookClient(WebhookClient):
    """`slack_sdk.webhook.WebhookClient` that sends each request once."""

    def __init__(self, url: str, *, timeout: int, context: ssl.SSLContext | None) -> None:
        super().__init__(url, timeout=timeout, ssl=context, retry_handlers=[], logger=_LOG)

    def _perform_http_request_internal(self, url: str, req: urllib.request.Request) -> WebhookResponse:
        status, headers, body = _read(req, self.ssl, self.timeout)
        return WebhookResponse(url=url, status_code=status, body=body, headers=headers)


def network_fault(error: Exception, timeout: int) -> Refusal | Unknown:
    """What a failed exchange means. The messages are ours: those of the libraries can quote a header with the token.

    An `URLError` comes from connecting or from sending the request; a request that was not sent whole was not accepted.
    Anything later may have been.
    """
    if isinstance(error, urllib.error.URLError):
        return Refusal(
            fault=Fault.UNREACHABLE,
            error_class="unreachable",
            error=f"no connection: {_reason(error.reason)}",
        )
    if isinstance(error, NotSlack):
        return Unknown(error_class="not-slack", error=f"Slack's answer cannot be read: {error}")
    if isinstance(error, TooLate):
        return Unknown(error_class="timeout", error=str(error))
    if isinstance(error, TimeoutError):
        return Unknown(error_class="timeout", error=f"no answer within {timeout} s")
    if isinstance(error, http.client.InvalidURL):
        return Refusal(
            fault=Fault.CREDENTIALS, error_class="invalid-url", error="the configured address is unusable"
        )
    if isinstance(error, http.client.IncompleteRead):
        return Unknown(error_class="truncated", error="the answer was cut short")
    if isinstance(error, (OSError, http.client.HTTPException)):
        return Unknown(
            error_class="disconnected",
            error=f"the connection ended without an answer ({type(error).__name__})",
        )
    # ValueError: http.client refuses a header, so the token holds a character no token has; or undecodable bytes.
    if isinstance(error, UnicodeDecodeError):
        return Unknown(error_class="not-slack", error="Slack's answer cannot be read: it is not UTF-8")
    return Refusal(
        fault=Fault.CREDENTIALS,
        error_class="unusable-request",
        error="the configured token or address is unusable",
    )


def _reason(reason: object) -> str:
    if isinstance(reason, TimeoutError):
        return "connecting took too long"
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"the certificate is not valid ({reason.verify_message})"
    if isinstance(reason, OSError):
        return reason.strerror or type(reason).__name__
    return "the address cannot be used"
