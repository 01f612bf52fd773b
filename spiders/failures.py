"""What can go wrong on the wire, as a verdict and a sentence. The one place that knows Scrapy's and Twisted's exceptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from service_identity import VerificationError
from twisted.internet import error as net

from statements.errors import CommuniqueError
from statements.labels import Verdict


class FetchFailed(CommuniqueError):
    """No usable answer. ``status`` is set when the server did answer, ``retry_after`` when it named a time. ``refused``: the answer
    was read, and is a page of its site about itself."""

    def __init__(
        self,
        verdict: Verdict,
        reason: str,
        *,
        status: int | None = None,
        retry_after: datetime | None = None,
        refused: bool = False,
    ) -> None:
        super().__init__(reason)
        self.refused = refused
        self.verdict, self.reason, self.status, self.retry_after = verdict, reason, status, retry_after

    @property
    def gone(self) -> bool:
        """Whether the server says that there is no such page."""
        return self.status in (404, 410)

    @property
    def stops(self) -> bool:
        """Whether to ask this host nothing more in this check."""
        return self.verdict in (Verdict.BLOCKED, Verdict.RATE_LIMITED)

    @property
    def transport(self) -> bool:
        """Whether it never came to an answer: the next page of the host will hardly fare better."""
        return self.status is None and self.verdict in (
            Verdict.DNS, Verdict.TLS, Verdict.TIMEOUT, Verdict.HTTP_ERROR,
        )  # fmt: skip


def of_status(status: int, url: str, headers: Mapping[str, str], wait: datetime | None) -> FetchFailed:
    """What an HTTP status other than success means."""
    if headers.get("cf-mitigated", "").lower() == "challenge":
        verdict, what = Verdict.BLOCKED, "shows a bot challenge"
    elif status == 429 or (status == 503 and wait is not None):
        verdict, what = Verdict.RATE_LIMITED, "asks us to slow down"
    elif status in (401, 403, 407, 451):
        verdict, what = Verdict.BLOCKED, "refuses us"
    elif status in (404, 410):
        verdict, what = Verdict.HTTP_ERROR, "says that there is no such page"
    elif status >= 500:
        verdict, what = Verdict.HTTP_ERROR, "has an error of its own"
    else:
        verdict, what = Verdict.HTTP_ERROR, "gives no usable answer"
    until = f"; come back at {wait:%Y-%m-%d %H:%M:%S} UTC, it says" if wait is not None else ""
    return FetchFailed(
        verdict, f"{_host(url)} {what} (HTTP {status} for {url}{until})", status=status, retry_after=wait
    )


@contextmanager
def named(url: str, *, refusal: Callable[[], str | None]) -> Iterator[None]:
    """Turn what the downloader raises into FetchFailed. ``refusal`` tells a refused address from an unknown name."""
    host = _host(url)
    try:
        yield
    except CannotResolveHostError as error:
        if reason := refusal():
            raise FetchFailed(Verdict.REFUSED_ADDRESS, reason) from error
        raise FetchFailed(Verdict.DNS, f"the name {host} could not be resolved") from error
    except (DownloadTimeoutError, net.TimeoutError, net.TCPTimedOutError) as error:
        raise FetchFailed(Verdict.TIMEOUT, f"{host} took too long to answer ({url})") from error
    except DownloadConnectionRefusedError as error:
        raise FetchFailed(Verdict.HTTP_ERROR, f"{host} refused the connection") from error
    except (DownloadCancelledError, IgnoreRequest) as error:
        raise FetchFailed(Verdict.TOO_LARGE, f"the answer of {url} is larger than allowed") from error
    except ResponseDataLossError as error:
        raise FetchFailed(Verdict.HTTP_ERROR, f"the answer of {url} broke off before its end") from error
    except (DownloadFailedError, SSL.Error, VerificationError) as error:
        if tls := _tls_reason(error):
            raise FetchFailed(Verdict.TLS, f"no secure connection to {host}: {tls}") from error
        raise FetchFailed(Verdict.HTTP_ERROR, f"{host} broke the connection off: {_short(error)}") from error
    except UnsupportedURLSchemeError as error:
        raise FetchFailed(Verdict.REFUSED_ADDRESS, f"refused {url}: only http and https are asked") from error
    except (net.ConnectError, net.ConnectionClosed) as error:
        raise FetchFailed(Verdict.HTTP_ERROR, f"no connection to {host}: {_short(error)}") from error
    except ValueError as error:  # Twisted and Scrapy on host names that are none
        raise FetchFailed(Verdict.DNS, f"{host!r} is no usable host name: {_short(error)}") from error


def _tls_reason(error: BaseException) -> str | None:
    """The certificate's or handshake's fault, looked for in the failures that Twisted bundles."""
    waiting: list[BaseException] = [error]
    while waiting:
        found = waiting.pop()
        if isinstance(found, VerificationError):
            return "the certificate is for another host"
        if isinstance(found, SSL.Error):
            reasons = (
                [part[2] for part in found.args[0]] if found.args and isinstance(found.args[0], list) else []
            )
            return "; ".join(reason for reason in reasons if reason) or "the TLS handshake failed"
        waiting.extend(failure.value for failure in getattr(found, "reasons", None) or ())
        if found.__cause__ is not None:
            waiting.append(found.__cause__)
    return None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _short(error: BaseException) -> str:
    """The error in a few words; of bundled failures the first."""
    cause = error.__cause__ or error
    bundled = getattr(cause, "reasons", None)
    inner = bundled[0].value if bundled else error
    return " ".join(str(inner).split())[:160] or type(inner).__name__
