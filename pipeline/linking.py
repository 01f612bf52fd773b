"""Links to our own pages: signed, so that nobody can make one up, and readable again by the pages themselves.

A link to a statement opens that statement's copy and nothing else; a link that ends a subscription is its whole permission,
since who unsubscribes from a mail has no account to log in to.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode

from itsdangerous import BadData, Signer, URLSafeSerializer

from config import Config
from config.secrets import three_ways
from statements.errors import ConfigError

_PAGE, _UNSUBSCRIBE = "statement", "unsubscribe"
LONGEST_TOKEN = 2000
"""Characters; a recipient and two ids take a few hundred."""


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """What a reader may end: a section of a digest, or with an empty ``section`` the whole of it."""

    digest: str
    recipient: str
    section: str = ""


class Links:
    """Makes the links of one installation and checks them. ``base`` is where readers reach the web service."""

    def __init__(self, *, base: str, secret: str) -> None:
        self._base = base.rstrip("/")
        self._pages = Signer(secret, salt=_PAGE, digest_method=hashlib.sha256)
        self._tokens = URLSafeSerializer(
            secret, salt=_UNSUBSCRIBE, signer_kwargs={"digest_method": hashlib.sha256}
        )

    def archived(self, statement: int, n: int | None = None) -> str:
        """Our copy of a statement, in its newest version or in version ``n``."""
        version = f"/v/{n}" if n else ""
        return f"{self._base}/s/{statement}{version}?{urlencode({'k': self.key(statement)})}"

    def why(self, statement: int, watch: str | None = None) -> str:
        """Why a statement was alerted: its labels with their quotes, and the watches that it matched, ``watch`` first."""
        chosen = {"w": watch} if watch else {}
        return f"{self._base}/why/{statement}?{urlencode({**chosen, 'k': self.key(statement)})}"

    def unsubscribe(self, digest: str, recipient: str, section: str = "") -> str:
        """Ends a section of a digest for one recipient; without ``section`` the whole of it. Fit for RFC 8058: a POST
        with ``List-Unsubscribe=One-Click`` acts at once, a GET asks."""
        return f"{self._base}/u/{self._tokens.dumps([digest, recipient, section])}"

    def key(self, statement: int) -> str:
        """What opens the pages of a statement."""
        return self._pages.get_signature(str(statement)).decode("ascii")

    def opens(self, statement: int, key: str) -> bool:
        """Whether ``key`` is that of the statement."""
        return key.isascii() and self._pages.verify_signature(str(statement), key)

    def subscription(self, token: str) -> Subscription | None:
        """What a token of `unsubscribe` ends; None when it is forged, cut or none."""
        if len(token) > LONGEST_TOKEN:
            return None
        try:
            digest, recipient, section = self._tokens.loads(token)
        except (BadData, UnicodeError):
            return None
        return Subscription(digest=digest, recipient=recipient, section=section)


def links_of(config: Config) -> Links | None:
    """The links of an installation; None without ``web`` in its settings. Raises ConfigError when the secret that signs them
    is missing."""
    web = config.settings.web
    if web is None:
        return None
    if web.secret is None:
        raise ConfigError([f"web.secret: is missing; {three_ways(('web', 'secret'))}"])
    return Links(base=web.url, secret=web.secret.get_secret_value())
