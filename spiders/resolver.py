"""Names to addresses, guarded: a connection gets no address that the guard has not seen.

Twisted asks its resolver for every host, literal addresses included, and connects to what it answers, so there is no second
look-up to rebind. Answers are not cached here: connections are kept open instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer, provider  # type: ignore[import-untyped]

from spiders.guard import AddressGuard, RefusedAddress


@implementer(IHostnameResolver)
class GuardedResolver:
    """The reactor's own resolver behind the guard. `refusal` says why a host got no address."""

    def __init__(self, reactor: Any, guard: AddressGuard) -> None:
        self._reactor, self._guard = reactor, guard
        self._inner: Any = None
        self._refused: dict[tuple[str, int], str] = {}

    def install(self) -> None:
        """Stand in front of the reactor's resolver; the process has one, so one engine runs at a time."""
        if isinstance(self._reactor.nameResolver, GuardedResolver):
            raise RuntimeError("another engine is running in this process")
        self._inner = self._reactor.installNameResolver(self)

    def remove(self) -> None:
        """Give the reactor its own resolver back."""
        if self._inner is not None:
            self._reactor.installNameResolver(self._inner)
            self._inner = None

    @property
    def installed(self) -> bool:
        """Whether connections are guarded now."""
        return self._reactor.nameResolver is self

    def refusal(self, host: str, port: int) -> str | None:
        """Why the last look-up of ``host`` for ``port`` was refused, once."""
        return self._refused.pop((host, port), None)

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[Any]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        receiver = _Checked(self, resolutionReceiver, hostName, portNumber)
        return self._inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)

    def admit(self, host: str, ip: str, port: int) -> bool:
        """Whether a resolved address may be passed on; remembers a refusal."""
        try:
            self._guard.check_address(host, ip, port)
        except RefusedAddress as refusal:
            self._refused[host, port] = str(refusal)
            return False
        return True


@provider(IResolutionReceiver)
class _Checked:
    """Passes on the addresses that the guard admits."""

    def __init__(self, resolver: GuardedResolver, receiver: Any, host: str, port: int) -> None:
        self._resolver, self._receiver, self._host, self._port = resolver, receiver, host, port

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if self._resolver.admit(self._host, address.host, self._port):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()
