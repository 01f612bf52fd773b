"""Which addresses may be asked. One rule for whatever a site can name: pages, feeds, robots.txt, redirects.

Addresses are judged twice: as written (`AddressGuard.check_url`) and as resolved, at the moment of connecting
(`AddressGuard.check_address`, called by `spiders.resolver`), so that a name cannot change its mind in between.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from config.fields import allows, port_of, split_allow
from statements.errors import CommuniqueError

_GLOBAL_UNICAST = IPv6Network("2000::/3")  # all of IPv6 that IANA has given out for the open Internet
_NAT64 = IPv6Network("64:ff9b::/96")
_TEREDO = IPv6Network("2001::/32")
_DOCUMENTATION = IPv6Network("3fff::/20")  # RFC 9637, younger than Python 3.11's own list
_6TO4_RELAYS = ip_network("192.88.99.0/24")
_ISATAP = (0x00005EFE, 0x02005EFE)


class RefusedAddress(CommuniqueError):
    """An address that may not be asked; the sentence says which and why."""


def is_forbidden(ip: str | IPv4Address | IPv6Address) -> bool:
    """Whether an IP address is anything but an ordinary public one.

    Not public: loopback, private, link-local (metadata services), shared (CGNAT), multicast, reserved, documentation, and
    IPv6 addresses outside global unicast. IPv4 addresses embedded in IPv6 (mapped, 6to4, NAT64, ISATAP) are judged as
    what they are; Teredo is refused. What is no address at all is forbidden.
    """
    try:
        address = ip_address(ip)
    except ValueError:
        return True
    if isinstance(address, IPv4Address):
        return not address.is_global or address.is_multicast or address in _6TO4_RELAYS
    if address.ipv4_mapped is not None:
        return is_forbidden(address.ipv4_mapped)
    low = int(address) & 0xFFFFFFFF
    if address in _NAT64:
        return is_forbidden(IPv4Address(low))
    if address.scope_id is not None or address not in _GLOBAL_UNICAST:
        return True
    if address in _TEREDO or address in _DOCUMENTATION:
        return True
    if address.sixtofour is not None and is_forbidden(address.sixtofour):
        return True
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP and is_forbidden(IPv4Address(low)):
        return True
    return not address.is_global or address.is_multicast


class AddressGuard:
    """The user's rules: ``allow`` names what may be asked although it is not public (``ip/cidr[:port]`` or ``host[:port]``; a
    host named there may resolve to anything), ``ports`` the ports that may be asked anywhere."""

    def __init__(self, allow: Sequence[str] = (), ports: Sequence[int] = (80, 443, 8080, 8443)) -> None:
        self._allow, self._ports = tuple(allow), frozenset(ports)

    def check_url(self, url: str) -> None:
        """Raise RefusedAddress unless every parser would read ``url`` as the same permitted http(s) address."""
        if "\\" in url or any(character.isspace() or ord(character) < 32 for character in url):
            raise RefusedAddress(f"refused {_short(url)}: it holds a backslash, blank or control character")
        try:
            parts = urlsplit(url)
            port = port_of(url)
        except ValueError as error:
            raise RefusedAddress(f"refused {_short(url)}: {error}") from error
        if parts.scheme not in ("http", "https"):
            raise RefusedAddress(f"refused {_short(url)}: only http and https are asked")
        if "@" in parts.netloc:
            raise RefusedAddress(f"refused {_short(url)}: it holds a user name or password")
        host = (parts.hostname or "").rstrip(".")
        if not host:
            raise RefusedAddress(f"refused {_short(url)}: it has no host")
        literal = _literal(host)
        if literal is not None:
            self.check_address(host, literal, port)
        elif port not in self._ports and not self._may_be_allowed(host, port):
            raise RefusedAddress(f"refused {_short(url)}: port {port} is not among network.ports")

    def check_address(self, host: str, ip: str, port: int) -> None:
        """Raise RefusedAddress unless ``ip``, which ``host`` resolved to, may be connected to at ``port``."""
        bare = ip.partition("%")[0]
        if allows(self._allow, host.lower().rstrip("."), port) or allows(self._allow, bare, port):
            return
        if is_forbidden(ip):
            shown = host if host == ip else f"{host} ({ip})"
            raise RefusedAddress(
                f"refused {shown}: it is not a public address, and network.allow does not name it"
            )
        if port not in self._ports:
            raise RefusedAddress(f"refused {host}: port {port} is not among network.ports")

    def _may_be_allowed(self, host: str, port: int) -> bool:
        """Whether a name could be allowed at this port: it is named, or it may resolve into an allowed network, which
        check_address sees."""
        return allows(self._allow, host, port) or any(
            split_allow(entry)[1] in (None, port) for entry in self._allow
        )


def _literal(host: str) -> str | None:
    """The address that a host is, in any spelling that a C library takes for one: ``127.1``, ``2130706433``, ``0x7f.1``."""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None


def _short(url: str) -> str:
    return repr(url if len(url) <= 120 else f"{url[:117]}...")
