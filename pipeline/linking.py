"""Links to our own pages: signed, so that nobody can make one up, and readable again by the pages themselves.

A link to a statement opens that statement's copy and nothing else. A link that is a recipient's own (to end a subscription, to
manage what they get, to see all of a digest and say what was relevant) is its whole permission, since who gets a mail has no
account to log in to.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from itsdangerous import BadData, Signer, URLSafeSerializer

from config import Config
from config.secrets import three_ways
from statements.errors import ConfigError

_PAGE, _UNSUBSCRIBE, _MANAGE, _LISTED, _FEEDBACK = "statement", "unsubscribe", "manage", "digest", "feedback"
LONGEST_TOKEN = 2000
"""Characters; a recipient and two ids take a few hundred."""


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """What a reader may end: a section of a digest, or with an empty ``section`` the whole of it."""

    digest: str
    recipient: str
    section: str = ""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A digest as one recipient got it; ``number`` is its id in the archive."""

    number: int
    recipient: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A statement of which one recipient was alerted, by which watch ("": none in particular)."""

    statement: int
    watch: str
    recipient: str


class Links:
    """Makes the links of one installation and checks them. ``base`` is where readers reach the web service."""

    def __init__(self, *, base: str, secret: str) -> None:
        self._base = base.rstrip("/")
        self._pages = Signer(secret, salt=_PAGE, digest_method=hashlib.sha256)
        self._tokens = {
            salt: URLSafeSerializer(secret, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})
            for salt in (_UNSUBSCRIBE, _MANAGE, _LISTED, _FEEDBACK)
        }

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
        return f"{self._base}/u/{self._token(_UNSUBSCRIBE, digest, recipient, section)}"

    def manage(self, recipient: str) -> str:
        """All digests and sections that a recipient gets, to be stopped and taken up again."""
        return f"{self._base}/m/{self._token(_MANAGE, recipient)}"

    def listed(self, number: int, recipient: str) -> str:
        """All that a digest told, for one recipient, who can say there what was relevant. See `section_page`, `changes_page`."""
        return f"{self._base}/d/{self._token(_LISTED, number, recipient)}"

    def feedback(self, statement: int, watch: str, recipient: str) -> str:
        """Where one recipient of an alert says whether it was relevant. A GET asks, a POST answers."""
        return f"{self._base}/f/{self._token(_FEEDBACK, statement, watch, recipient)}"

    def key(self, statement: int) -> str:
        """What opens the pages of a statement."""
        return self._pages.get_signature(str(statement)).decode("ascii")

    def opens(self, statement: int, key: str) -> bool:
        """Whether ``key`` is that of the statement."""
        return key.isascii() and self._pages.verify_signature(str(statement), key)

    def subscription(self, token: str) -> Subscription | None:
        """What a token of `unsubscribe` ends; None when it is forged, cut or none. So for the other tokens."""
        found = self._said(_UNSUBSCRIBE, token)
        return None if found is None else Subscription(digest=found[0], recipient=found[1], section=found[2])

    def manager(self, token: str) -> str | None:
        """The recipient whose token of `manage` it is."""
        found = self._said(_MANAGE, token)
        return None if found is None else str(found[0])

    def sent(self, token: str) -> Sent | None:
        """The digest and recipient of a token of `listed`."""
        found = self._said(_LISTED, token)
        return None if found is None else Sent(number=found[0], recipient=found[1])

    def asked(self, token: str) -> Asked | None:
        """What a token of `feedback` is about."""
        found = self._said(_FEEDBACK, token)
        return None if found is None else Asked(statement=found[0], watch=found[1], recipient=found[2])

    def _token(self, salt: str, *said: str | int) -> str:
        return str(self._tokens[salt].dumps(list(said)))

    def _said(self, salt: str, token: str) -> list[Any] | None:
        """What was signed; each kind of link has a salt of its own, so that none passes for another."""
        if len(token) > LONGEST_TOKEN:
            return None
        try:
            found: list[Any] = self._tokens[salt].loads(token)
        except (BadData, UnicodeError):
            return None
        return found


def section_page(listed: str, section: str) -> str:
    """One section of what `Links.listed` leads to."""
    return f"{listed}/s/{quote(section, safe='')}"


def changes_page(listed: str) -> str:
    """What was edited or withdrawn, of what `Links.listed` leads to."""
    return f"{listed}/changes"


def links_of(config: Config) -> Links | None:
    """The links of an installation; None without ``web`` in its settings. Raises ConfigError when the secret that signs them
    is missing."""
    web = config.settings.web
    if web is None:
        return None
    if web.secret is None:
        raise ConfigError([f"web.secret: is missing; {three_ways(('web', 'secret'))}"])
    return Links(base=web.url, secret=web.secret.get_secret_value())
