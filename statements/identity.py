"""What makes two sightings one statement: canonical addresses, locators, and hashes of the wording."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from statements.text import fold_for_identity

_NO_ALIASES: Final[Mapping[str, str]] = {}
_PORTS: Final = {"http": 80, "https": 443}
# Parameters that say where a reader came from, never which document is shown.
_TRACKING = re.compile(
    r"utm_\w+|mc_[ce]id|mtm_\w+|pk_\w+|piwik_\w+|matomo_\w+|hsa_\w+|_hs\w+|oly_\w+|vero_\w+|at_(?:medium|campaign|custom\d*)"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|li_fat_id|mkt_tok|_ga|_gl|wt_mc"
    r"|wt\.mc_id|s_kwcid|phpsessid|jsessionid",
    re.I,
)
_SESSION = re.compile(r";jsessionid=[^/;]*", re.I)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE: Final = "%/:@!$&'()*+,;=~-._"
_MAX_GUID: Final = 500  # characters; a longer one is kept as its hash


def canonical_url(url: str, *, aliases: Mapping[str, str] = _NO_ALIASES) -> str:
    """The one spelling of an address: scheme and host in lower case, host alias replaced (``aliases``: host -> canonical host),
    default port, user name, trailing slash, tracking and session parameters and the fragment (but ``#!``) removed, percent
    escapes normalised (an Arabic slug is the same, escaped or not), query sorted. Idempotent when no alias leads to another.

    Raises ValueError for anything that is not http or https with a host.
    """
    parts = urlsplit(url.strip().replace("\\", "/"))
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise ValueError(f"not an http address: {url[:200]!r}")
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii").lower()
    host = aliases.get(host, host).lower()
    if ":" in host:
        host = f"[{host}]"
    if not _HOST.fullmatch(host):
        raise ValueError(f"no usable host in {url[:200]!r}")
    port = parts.port
    if port is not None and port != _PORTS[scheme]:
        host = f"{host}:{port}"

    path = _escape(_SESSION.sub("", parts.path), _SAFE).rstrip("/")
    pairs = [_escape(pair, _SAFE + "?") for pair in parts.query.split("&") if pair]
    query = "&".join(sorted(pair for pair in pairs if not _TRACKING.fullmatch(pair.partition("=")[0])))
    fragment = _escape(parts.fragment, _SAFE + "?") if parts.fragment.startswith("!") else ""
    return f"{scheme}://{host}{path or '/'}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"


def _escape(part: str, safe: str) -> str:
    """One spelling of percent escapes: upper case, none for unreserved characters, one for everything outside ``safe``."""

    def respell(match: re.Match[str]) -> str:
        byte = int(match[1], 16)
        return chr(byte) if byte in _UNRESERVED else match[0].upper()

    part = _ESCAPE.sub(respell, _STRAY_PERCENT.sub("%25", part))
    return quote(part, safe=safe, errors="replace")


def locators(url: str, guid: str | None, *, aliases: Mapping[str, str] = _NO_ALIASES) -> tuple[str, ...]:
    """Names under which a source may offer the same statement again, strongest first: ``guid:`` (the publisher's id),
    ``url:`` canonical, ``path:`` the same without scheme and ``www.``. Raises ValueError as `canonical_url` does."""
    canonical = canonical_url(url, aliases=aliases)
    host_and_path = canonical.partition("://")[2]
    names = [f"url:{canonical}", f"path:{host_and_path.removeprefix('www.')}"]
    guid = " ".join(guid.split()) if guid else ""
    if guid:
        names.insert(0, f"guid:{guid}" if len(guid) <= _MAX_GUID else f"guid:sha256:{_digest(guid)}")
    return tuple(names)


def content_hash(title: str, text: str) -> str:
    """Hex SHA-256 of title and text as worded: equal means the same version, whatever the typography."""
    return _digest(f"{fold_for_identity(title)}\x1f{fold_for_identity(text)}")


def text_hash(text: str) -> str:
    """Hex SHA-256 of the text as worded. The hash of an empty text identifies nothing."""
    return _digest(fold_for_identity(text))


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()
