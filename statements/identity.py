"""What makes two sightings one statement: canonical addresses, locators, and hashes of the wording."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlsplit

from statements.labels import LANGUAGES
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
    """Names under which a source may offer the same statement again, strongest first: ``guid:`` (the publisher's id), ``id:``
    (a number at the end of the path, which outlives the headline before it), ``url:`` canonical, ``path:`` the same without
    scheme and ``www.``. Raises ValueError as `canonical_url` does."""
    canonical = canonical_url(url, aliases=aliases)
    host_and_path = canonical.partition("://")[2]
    names = [f"url:{canonical}", f"path:{host_and_path.removeprefix('www.')}"]
    number = _number(canonical)
    if number is not None:
        names.insert(0, f"id:{urlsplit(canonical).netloc.removeprefix('www.')}:{number}")
    guid = " ".join(guid.split()) if guid else ""
    if guid:
        names.insert(0, f"guid:{guid}" if len(guid) <= _MAX_GUID else f"guid:sha256:{_digest(guid)}")
    return tuple(names)


def is_id(locator: str) -> bool:
    """Whether a locator is a publisher's id, not an address: some give one id to one item after another."""
    return locator.startswith(("guid:", "id:"))


_TAIL = re.compile(r"(?:^|[-_/])([0-9]{5,12})(?:\.[a-z]{2,5})?$", re.I)
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?")


def _number(canonical: str) -> str | None:
    """The publisher's number at the end of an address ("…/statement-on-the-north-2449908"), but no date."""
    found = _TAIL.search(urlsplit(canonical).path)
    return found[1] if found and not _DATE.fullmatch(found[1]) else None


_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_](?:[a-z]{2}|hans|hant|latn|cyrl))?", re.I)
_LANGUAGE_WORDS: Final = frozenset(
    {"english", "french", "francais", "deutsch", "german", "espanol", "spanish", "arabic", "russian", "chinese", "farsi",
     "portugues", "turkish", "eng", "fra", "deu", "ger", "spa", "ara", "rus", "chi"}
)  # fmt: skip
_LANGUAGE_KEYS: Final = frozenset({"lang", "language", "hl", "locale", "l", "lng"})


def twin_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names that the versions of one statement in several languages share, from its locators: ``twin:path:`` the address
    without its language ("/en/", "en.", "?lang=en", "-en" at the end), where it has one and something else is left;
    ``twin:id:`` the publisher's number under the host's main name; ``twin:guid:`` a publisher's id that is long enough to be
    nobody else's. What shares a name is a twin only if it is in another language."""
    found: list[str] = []
    for name in names:
        kind, _, value = name.partition(":")
        if kind == "guid" and (len(value) >= 12 or (value.isdigit() and len(value) >= 5)):
            found.append(f"twin:guid:{value}")
        elif kind == "id":
            host, _, number = value.rpartition(":")
            found.append(f"twin:id:{'.'.join(host.split('.')[-2:])}:{number}")
        elif kind == "url":
            found += [f"twin:path:{path}" for path in [_without_language(value)] if path]
    return tuple(found)


def alternate_names(urls: Iterable[str], *, own: Sequence[str]) -> tuple[str, ...]:
    """The locators of the same text in other languages, as its page links them (hreflang); without the page itself, and
    without what is no address."""
    found: list[str] = []
    for url in urls:
        try:
            names = locators(url, None)
        except ValueError:
            continue
        if not set(names[-2:]) & set(own) and urlsplit(url).path.strip("/"):
            found += names[-1:]
    return tuple(dict.fromkeys(found))


def _without_language(canonical: str) -> str | None:
    parts = urlsplit(canonical)
    said = False
    labels = parts.netloc.removeprefix("www.").split(".")
    if len(labels) > 2 and _names_language(labels[0]):
        labels, said = labels[1:], True
    segments = [segment for segment in parts.path.split("/") if segment]
    left = [segment for segment in segments if not _names_language(segment)]
    said = said or len(left) < len(segments)
    if left:
        stem, dot, end = left[-1].rpartition(".")
        stem, end = (stem, dot + end) if dot else (left[-1], "")
        head, dash, tail = stem.rpartition("-" if "-" in stem else "_")
        if dash and head and tail.lower() in LANGUAGES:
            left[-1], said = head + end, True
    pairs = parts.query.split("&") if parts.query else []
    query = [pair for pair in pairs if pair.partition("=")[0].lower() not in _LANGUAGE_KEYS]
    said = said or len(query) < len(pairs)
    # The page of one language often has none in its address: it shares the name of those that have.
    if not left and not query:
        return None
    telling = said or len(left) > 1 or bool(query)
    return f"{'.'.join(labels)}/{'/'.join(left)}{'?' + '&'.join(query) if query else ''}" if telling else None


def _names_language(word: str) -> bool:
    word = word.lower()
    return word in _LANGUAGE_WORDS or (
        bool(_LANGUAGE.fullmatch(word)) and word[:2] in (*LANGUAGES, "cn", "jp", "gr", "ua", "cz", "se", "ir")
    )


def content_hash(title: str, text: str) -> str:
    """Hex SHA-256 of title and text as worded: equal means the same version, whatever the typography."""
    return _digest(f"{fold_for_identity(title)}\x1f{fold_for_identity(text)}")


def text_hash(text: str) -> str:
    """Hex SHA-256 of the text as worded. The hash of an empty text identifies nothing."""
    return _digest(fold_for_identity(text))


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()
