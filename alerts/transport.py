"""How slack-sdk's clients reach the network here: no redirects, no retries, bounded answers, no secrets in its log.

The SDK's own transport follows redirects (a token would follow to wherever they point) and its log prints a webhook's
address, which is a secret. Its one method that opens the connection is replaced; everything above it is the SDK's.
"""

from __future__ import annotations

import http.client
import json
import logging
import ssl
import urllib.error
import urllib.request
from typing import Any

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse

from alerts.ports import Fault, Refusal, Unknown

MAX_ANSWER = 16 << 20
"""Bytes. 200 messages of a history with their blocks are below 4 MB."""

_LOG = logging.getLogger("communique.slack-sdk")
_LOG.setLevel(logging.CRITICAL)  # every fault becomes an outcome and is recorded with its message


class NotSlack(ValueError):
    """The answer is not what Slack answers: not JSON, not an object, or far too long."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def opener(context: ssl.SSLContext | None) -> urllib.request.OpenerDirector:
    """Opens addresses without following where they redirect to: what we send is meant for the one who was named."""
    return urllib.request.build_opener(_NoRedirect, urllib.request.HTTPSHandler(context=context))


def _read(
    request: urllib.request.Request, context: ssl.SSLContext | None, timeout: float
) -> tuple[int, Any, str]:
    with opener(context).open(request, timeout=timeout) as answer:
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
