"""Which sources can be asked: their addresses, what they need, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from importlib.util import find_spec

from config.documents import Document, Place, Problem
from config.fields import allows, host_of, is_loopback, is_public, port_of
from config.settings import Network
from config.source import Source, doors

SHORTEST = timedelta(minutes=1)


def check_reach(
    source: Source, network: Network, file: Document, place: Place, problems: list[Problem]
) -> None:
    """Add what keeps a chosen source from being asked. ``place`` is where it was chosen, empty in its own file."""

    def here(key: Place, message: str) -> None:
        shown = ".".join(str(part) for part in key)
        problems.append(file.problem(place or key, f"{source.id}: {shown} {message}" if place else message))

    if source.not_watchable is not None:
        if source.enabled:
            said = f"says why it must not be asked ({source.not_watchable.rstrip('.')})"
            here(
                ("not_watchable",),
                f"{said}, so it cannot be switched on; give enabled: false or leave it out",
            )
        return
    if source.entry is None:
        if source.enabled:
            here(
                ("entry",),
                f"is absent: no address is known for {source.id}, so it cannot be watched; give entry, the address of its news "
                "page, or enabled: false",
            )
        return
    seen: list[object] = []
    for at, door in enumerate(doors(source)):
        where: Place = ("otherwise", at - 1) if at else ()
        as_asked = door.model_dump(exclude={"otherwise", "preset"})
        if as_asked in seen:
            here((*where, "entry"), "is a door that is there already, asked in the same way: it helps nobody")
        seen.append(as_asked)
        for key, message in _misfits(door, network):
            here((*where, key), message)
    host, port = host_of(source.entry), port_of(source.entry)
    if source.every < SHORTEST and not allows(network.allow, host, port):
        here(("every",), "must be at least 1m for a host that network.allow does not name")


def _misfits(door: Source, network: Network) -> Iterator[tuple[str, str]]:
    """The keys of one door that do not fit this machine or its network settings, and why."""
    if door.entry is None:
        return
    host, port = host_of(door.entry), port_of(door.entry)
    if not allows(network.allow, host, port):
        if not is_public(host):
            reason = "which is not a public address; name it in network.allow if that is meant"
            yield "entry", f"asks {host}, {reason}"
        elif port not in network.ports:
            ports = ", ".join(map(str, network.ports))
            yield (
                "entry",
                f"asks port {port}; allowed are {ports} (network.ports) and what network.allow names",
            )
    if door.kind == "browser" and door.enabled:
        if find_spec("scrapy_playwright") is None:
            yield "kind", "needs a browser, which is not installed: pip install 'communique[browser]'"
        elif network.browser is None:
            yield "kind", "needs network.browser, the path of the Chromium to use"
        elif not network.browser.is_file():
            yield "kind", f"needs network.browser, and there is no file {network.browser}"


def check_contact(sources: Iterable[Source], here: Callable[[Place, str], None]) -> None:
    """Who asks others must say who they are."""
    outside = sorted(
        source.id
        for source in sources
        if source.enabled
        and any(door.entry is not None and not is_loopback(host_of(door.entry)) for door in doors(source))
    )
    if outside:
        more = f" and {len(outside) - 1} more" if len(outside) > 1 else ""
        here(
            ("network", "contact"),
            f"is required, since {outside[0]}{more} is outside this machine: a web page or mail address (mailto:desk@…) that "
            "the owners of the sites can turn to; it stands in the user agent",
        )
