"""The addresses in a digest that are each recipient's own, and what stands in their places in the letter that all get.

A stand-in is as long as the longest address that takes its place, so that a letter within its budget stays there when it is sent.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from alerts.digest_contents import CHANGES, DigestInput
from archive.unsubscribed import WHOLE
from pipeline.linking import Links, changes_page, section_page

_STAND_IN = "https://recipient.invalid/"
"""Nothing is ever found there (RFC 2606)."""
_LATER = 10**9
"""A digest gets its number when it is frozen, after its letter was written: no longer than this one."""


class OwnPages:
    """Those of one digest. ``key`` and ``name`` make stand-ins that no statement can name."""

    def __init__(
        self,
        links: Links,
        *,
        subscription: str,
        sections: Iterable[str],
        recipients: Collection[str],
        key: bytes,
        name: str,
    ) -> None:
        self._links, self._subscription, self._sections = links, subscription, (WHOLE, *sections)
        longest = Counter[
            tuple[str, str]
        ]()  # a token may be packed: the longest recipient's is not always the longest
        for recipient in recipients:
            longest |= Counter(
                {what: len(address) for what, address in self._addresses(recipient, _LATER).items()}
            )

        def stand_in(what: tuple[str, str], length: int) -> str:
            # The digests differ from the beginning: none is the beginning of another.
            token = hmac.new(key, f"{name}|{'|'.join(what)}".encode(), hashlib.sha256).hexdigest()
            return f"{_STAND_IN}{token[:32]}".ljust(length, "0")

        self._stand_ins = {what: stand_in(what, length) for what, length in longest.items()}

    def of(self, recipient: str, number: int) -> dict[str, str]:
        """What takes the place of each stand-in for one recipient of the digest of that number."""
        addresses = self._addresses(recipient, number)
        return {stand_in: addresses[what] for what, stand_in in self._stand_ins.items()}

    def unsubscribe(self, recipient: str) -> str:
        """What ends the digest for a recipient with one click."""
        return self._links.unsubscribe(self._subscription, recipient)

    def put_into(self, contents: DigestInput) -> DigestInput:
        """The contents of the digest with the stand-ins."""
        listed = self._stand_ins["list", WHOLE]
        lists: Mapping[str, str] = {
            WHOLE: listed,
            CHANGES: changes_page(listed),
            **{section: section_page(listed, section) for section in self._sections if section != WHOLE},
        }
        stops = {section: self._stand_ins["stop", section] for section in self._sections}
        return replace(contents, stops=stops, lists=lists, manage=self._stand_ins["manage", WHOLE])

    def _addresses(self, recipient: str, number: int) -> dict[tuple[str, str], str]:
        return {
            ("manage", WHOLE): self._links.manage(recipient),
            ("list", WHOLE): self._links.listed(number, recipient),
            **{
                ("stop", section): self._links.unsubscribe(self._subscription, recipient, section)
                for section in self._sections
            },
        }
