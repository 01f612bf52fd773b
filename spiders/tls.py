"""Scrapy's HTTP handler with one addition: a host may have a certificate authority of its own (a source's ``ca_file``).

Such a host is trusted by that authority alone; all others by the system's. Verification is never off.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from twisted.internet.ssl import Certificate, optionsForClientTLS, trustRootFromCertificates
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)

Trust = MutableMapping[tuple[str, int], Any]
"""Trust roots by (host, port)."""


def trust_root(path: Path) -> Any:
    """The authorities in a PEM file. Raises OSError when it cannot be read and ValueError when it holds none."""
    blocks = _PEM.findall(path.read_bytes())
    if not blocks:
        raise ValueError(f"{path} holds no PEM certificate")
    try:
        return trustRootFromCertificates([Certificate.loadPEM(block) for block in blocks])  # type: ignore[no-untyped-call]
    except SSL.Error as error:
        raise ValueError(f"{path} holds a certificate that cannot be read") from error


@implementer(IPolicyForHTTPS)
class _TrustByHost:
    def __init__(self, usual: Any, trust: Trust) -> None:
        self._usual, self._trust = usual, trust

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        host = hostname.decode("ascii")
        root = self._trust.get((host, port))
        if root is None:
            return self._usual.creatorForNetloc(hostname, port)
        return optionsForClientTLS(hostname=host, trustRoot=root)


class Handler(HTTP11DownloadHandler):
    """For http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        trust: Trust = getattr(crawler.spider, "trust", {})
        policy: Any = _TrustByHost(self._contextFactory, trust)
        self._contextFactory = policy
