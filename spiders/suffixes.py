"""Registrable domains by the list of public suffixes that ships with tldextract: nothing is fetched, nothing is written.

tldextract itself would bring requests and keep the list as two trees of objects: 8 MB, where the rules as they are take 1.5.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_RULE = re.compile(r"^[^\s/]\S*", re.MULTILINE)
_PRIVATE = "// ===BEGIN PRIVATE DOMAINS==="


def registrable(host: str) -> str:
    """The domain that somebody registered, in the letters of the DNS: ``un.org`` of ``press.un.org``. Empty for an address, a public suffix
    and a name under none. ``host`` is in lower case."""
    labels = _ascii(host).split(".")
    for at in range(len(labels)):
        name, above = ".".join(labels[at:]), ".".join(labels[at + 1 :])
        if f"!{name}" in _rules():  # an exception to the wildcard above it
            return name
        if name in _rules() or f"*.{above}" in _rules():
            return ".".join(labels[at - 1 :]) if at and labels[at - 1] else ""
    return ""


@cache
def _rules() -> frozenset[str]:
    """The rules of the list but for private ones (``github.io``), as the list writes them, in the letters of the DNS."""
    package = find_spec("tldextract")
    assert package is not None
    assert package.origin is not None
    text = (Path(package.origin).parent / ".tld_set_snapshot").read_text("utf-8")
    return frozenset(map(_ascii, _RULE.findall(text.partition(_PRIVATE)[0])))


def _ascii(name: str) -> str:
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name
