"""Field types of the configuration: each turns what a user writes into a checked value, or says in one sentence why not.

Durations are ``90s``, ``15m``, ``6h``, ``1d``, sums such as ``1h30m``, or ISO 8601 (``PT15M``). Sizes are ``16 MiB``.
Selectors are ``css: …`` or ``xpath: …`` (XPath 1.0), paths into JSON are JMESPath. Patterns are RE2. A bare number is no
duration: it has no unit. Addresses with ``{names}`` in them are in config.addresses.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jmespath
import re2
from jmespath.exceptions import JMESPathError
from parsel import Selector as Page
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, TypeAdapter, WithJsonSchema

from statements.issuers import is_issuer
from statements.labels import LANGUAGES

_DURATION = re.compile(r"(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:(\d+(?:\.\d+)?)s)?")
_ISO_DURATION = re.compile(r"P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?")
_iso_duration = TypeAdapter(timedelta)
_SIZE = re.compile(r"(\d+)\s*(B|kB|KiB|MB|MiB|GB|GiB)")
_UNITS = {"B": 1, "kB": 10**3, "KiB": 2**10, "MB": 10**6, "MiB": 2**20, "GB": 10**9, "GiB": 2**30}
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*")
_MAILBOX = re.compile(r"[^@\s<>,;:\"()\\]+@[^@\s<>,;:\"()\\]+")
# XPath 2 and 3 functions that read files or addresses. libxml2 speaks XPath 1.0 and knows none of them but document();
# they are refused by name so that no later change of engine can open that door.
_READING = re.compile(
    r"(?:^|[^\w.-])(document|doc|doc-available|unparsed-text|unparsed-text-lines|unparsed-text-available|"
    r"json-doc|collection|uri-collection|environment-variable|transform)\s*\("
)
_DIRECTIVES = frozenset("aAbBdmyYHIMSpzZjf%")


def read_duration(value: object) -> timedelta:
    """``"1h30m"`` or ``"PT90M"`` as a positive timedelta."""
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str):
        raise ValueError('must be a duration with a unit, such as "90s", "15m", "6h" or "1d"')
    text = value.strip()
    match = _DURATION.fullmatch(text) if text else None
    if match:
        days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if _ISO_DURATION.fullmatch(text):
        return _iso_duration.validate_python(text)
    raise ValueError('must be a duration such as "90s", "15m", "6h", "1d" or "PT15M"')


def write_duration(value: timedelta) -> str:
    """The shortest form that `read_duration` gives back unchanged."""
    seconds = value.total_seconds()
    parts = []
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{int(count)}{unit}")
    if seconds or not parts:
        parts.append(f"{seconds:g}s")
    return "".join(parts)


def _positive(value: timedelta) -> timedelta:
    if value <= timedelta(0):
        raise ValueError("must be longer than nothing")
    return value


def _not_negative(value: timedelta) -> timedelta:
    if value < timedelta(0):
        raise ValueError("must not be negative")
    return value


def read_size(value: object) -> int:
    """``"16 MiB"`` as bytes; whole numbers are bytes already."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = _SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError('must be a size such as "500 kB" or "16 MiB"')
    return int(match[1]) * _UNITS[match[2]]


def host_of(url: str) -> str:
    """The host name or address of a checked URL, in lower case, without brackets."""
    return (urlsplit(url).hostname or "").lower()


def port_of(url: str) -> int:
    """The port that a checked URL means."""
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: ``localhost`` or a loopback address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_public(host: str) -> bool:
    """Whether a host may be public: a name other than ``localhost``, or an address that is routed everywhere. What a name
    resolves to is looked at when it is asked."""
    if host == "localhost":
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return True


def check_url(value: str) -> str:
    """An http or https address that every parser reads alike: no user or password, backslash, blank or control character."""
    if "\\" in value or any(character.isspace() or ord(character) < 32 for character in value):
        raise ValueError("must not hold a backslash, blank or control character")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"is no address: {error}") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError(f'must start with http:// or https://, not "{parts.scheme or value[:20]}"')
    if "@" in parts.netloc:
        raise ValueError("must not hold a user name or password")
    if not parts.hostname:
        raise ValueError("has no host")
    if port == 0:
        raise ValueError("has port 0")
    if "[" not in parts.netloc:
        check_host(parts.hostname)
    return value


def check_host(value: str) -> str:
    """A host name in ASCII (international names as ``xn--``) or an IP address, in lower case."""
    lowered = value.lower().rstrip(".")
    if not lowered.isascii():
        raise ValueError("has a host with letters outside ASCII; write its xn-- form")
    if not _HOST.fullmatch(lowered):
        raise ValueError(f'has no valid host: "{value}"')
    return lowered


def check_allow(value: str) -> str:
    """An address, network or host that may be asked although it is not public: ``10.0.0.0/8``, ``127.0.0.1:8000``,
    ``intranet.example``, ``[::1]:8000``."""
    target, port = split_allow(value)
    if port is not None and not 1 <= port <= 65535:
        raise ValueError(f"has an impossible port: {port}")
    if _network(target) is None:
        if re.fullmatch(r"[0-9.]+", target):
            raise ValueError(f'is no address: "{target}"')
        check_host(target)
    return value


def split_allow(value: str) -> tuple[str, int | None]:
    """The host or network of an entry of the allow list, and its port, if it names one."""
    bracketed = re.fullmatch(r"\[([0-9A-Fa-f:.]+(?:/\d+)?)\](?::(\d+))?", value)
    if bracketed:
        return bracketed[1], int(bracketed[2]) if bracketed[2] else None
    if value.count(":") > 1:  # a bare IPv6 address or network
        return value, None
    target, _, port = value.partition(":")
    if port and not port.isdigit():
        raise ValueError('must be "address[/bits][:port]" or "host[:port]"')
    return target, int(port) if port else None


def _network(target: str) -> object | None:
    try:
        return ip_network(target, strict=False)
    except ValueError:
        if "/" in target or ":" in target:
            raise ValueError(f'is no network: "{target}"') from None
        return None


def allows(entries: tuple[str, ...], host: str, port: int) -> bool:
    """Whether an allow list names this host (or the network of this address) for this port."""
    for entry in entries:
        target, allowed = split_allow(entry)
        if allowed is not None and allowed != port:
            continue
        if target.lower() == host:
            return True
        try:
            if ip_address(host) in ip_network(target, strict=False):
                return True
        except ValueError:  # one of the two is a name, and names were compared above
            continue
    return False


def split_selector(selector: str) -> tuple[str, str]:
    """``"css: h1"`` as ``("css", "h1")``."""
    kind, _, expression = selector.partition(":")
    return kind.strip(), expression.strip()


_EMPTY_PAGE = Page(text="<html/>")


def check_selector(value: str) -> str:
    """A CSS or XPath 1.0 selector that compiles and reads nothing but its page."""
    kind, expression = split_selector(value)
    if kind not in ("css", "xpath") or not expression:
        raise ValueError('must start with "css: " or "xpath: " and an expression')
    found = _READING.search(expression) if kind == "xpath" else None
    if found:
        raise ValueError(f"must not use {found[1]}(): a selector reads its page and nothing else")
    try:
        _EMPTY_PAGE.css(expression) if kind == "css" else _EMPTY_PAGE.xpath(expression)
    except (ValueError, SyntaxError) as error:  # parsel: ValueError; cssselect: SyntaxError
        raise ValueError(f"is no {kind} selector: {' '.join(str(error).split())}") from None
    return f"{kind}: {expression}"


def check_pattern(value: str) -> str:
    """A pattern that RE2 compiles (linear time; no look-around, no back-references)."""
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(value, options)
    except re2.error as error:
        reason = error.args[0] if error.args else "not understood"
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise ValueError(f"is no RE2 pattern: {text}") from None
    return value


def check_id_pattern(value: str) -> str:
    """A pattern with exactly one group: what it holds is the publisher's id."""
    groups = re2.compile(check_pattern(value)).groups
    if groups != 1:
        raise ValueError(f"must have one group in brackets, which holds the id; it has {groups}")
    return value


def check_json_path(value: str) -> str:
    """A JMESPath expression that compiles, such as ``feed.entry`` or ``details.body``."""
    try:
        jmespath.compile(value)
    except (JMESPathError, RecursionError) as error:
        said = "it is nested too deeply" if isinstance(error, RecursionError) else str(error).splitlines()[0]
        raise ValueError(f"is no JMESPath expression: {said}") from None
    return value


def check_parameter(value: str) -> str:
    """The name of a parameter in an address' query."""
    if not re.fullmatch(r"[A-Za-z0-9_.\[\]-]{1,100}", value):
        raise ValueError(f'"{value}" is no name of a query parameter')
    return value


def check_zone(value: str) -> str:
    """A zone of the IANA database, such as ``Europe/Paris``."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            f'"{value}" is no time zone of the IANA database, such as "Europe/Paris" or "UTC"'
        ) from None
    return value


def check_issuer(value: str) -> str:
    """A country (ISO 3166 alpha-2) or organisation code of the ontology."""
    if not is_issuer(value):
        raise ValueError(
            f'"{value}" is no known issuer: give an ISO 3166 code such as FR, or one such as EU, UN, NATO'
        )
    return value


def check_language(value: str) -> str:
    """One of the languages that communique reads."""
    if value not in LANGUAGES:
        raise ValueError(f'"{value}" is not among the languages read: {", ".join(sorted(LANGUAGES))}')
    return value


def check_mailbox(value: str) -> str:
    """A plain mail address, ``name@host``."""
    if not _MAILBOX.fullmatch(value) or not value.isprintable():
        raise ValueError(f'"{value}" is no mail address')
    return value


def check_contact(value: str) -> str:
    """Who to write to about requests: an http(s) address, or a mail address, given back as ``mailto:``; empty = nobody."""
    if not value:
        return value
    if value.startswith(("http://", "https://")):
        return check_url(value)
    return f"mailto:{check_mailbox(value.removeprefix('mailto:'))}"


def check_date_format(value: str) -> str:
    """A strptime format whose directives are known."""
    directives = re.findall(r"%(.?)", value)
    unknown = [directive for directive in directives if directive not in _DIRECTIVES]
    if unknown:
        raise ValueError(f"has an unknown directive %{unknown[0]}")
    if not directives:
        raise ValueError('has no directive such as "%d %B %Y"')
    return value


def _named(value: Path) -> Path:
    if str(value) in ("", ".") or "\0" in str(value):
        raise ValueError("is no path")
    return value


def check_identifier(value: str) -> str:
    """An id of a source, such as ``un-press``."""
    return _identifier("an id", value)


def _identifier(what: str, value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", value):
        raise ValueError(f"must be {what} of small letters, digits and hyphens, at most 63")
    return value


_duration_schema = WithJsonSchema(
    {
        "type": "string",
        "examples": ["90s", "15m", "6h", "1d", "PT15M"],
        "description": "a duration with its unit",
    }
)
_as_text = PlainSerializer(write_duration, return_type=str, when_used="json")

Duration = Annotated[
    timedelta, BeforeValidator(read_duration), AfterValidator(_positive), _as_text, _duration_schema
]
Pause = Annotated[
    timedelta, BeforeValidator(read_duration), AfterValidator(_not_negative), _as_text, _duration_schema
]
"""A duration that may be zero."""
Size = Annotated[
    int,
    BeforeValidator(read_size),
    Field(ge=1024, le=2**30),
    WithJsonSchema({"anyOf": [{"type": "string", "examples": ["16 MiB"]}, {"type": "integer"}]}),
]
Url = Annotated[str, Field(max_length=2000), AfterValidator(check_url)]
Host = Annotated[str, AfterValidator(check_host)]
Allow = Annotated[str, AfterValidator(check_allow)]
Selector = Annotated[str, Field(max_length=1000), AfterValidator(check_selector)]
Pattern = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(check_pattern)]
IdPattern = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(check_id_pattern)]
JsonPath = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(check_json_path)]
Parameter = Annotated[str, AfterValidator(check_parameter)]
Zone = Annotated[str, AfterValidator(check_zone)]
Issuer = Annotated[str, AfterValidator(check_issuer)]
Language = Annotated[str, AfterValidator(check_language)]
Mailbox = Annotated[str, AfterValidator(check_mailbox)]
Contact = Annotated[str, AfterValidator(check_contact)]
DateFormat = Annotated[str, Field(max_length=100), AfterValidator(check_date_format)]
Identifier = Annotated[str, AfterValidator(partial(_identifier, "an id"))]
FilePath = Annotated[Path, AfterValidator(_named)]
