"""An end to a whole exchange. The time-out of a socket counts anew with every byte, so a receiver that sends one a second would be
listened to for hours, and hold up all that is to be said to others there."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self


class TooLate(TimeoutError):
    """The exchange took longer than it may."""


class Deadline:
    """``with Deadline(seconds) as deadline``: what ``deadline.watch`` was told of is cut off when the time is over, so that whoever
    waits for its next byte learns that it has ended."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.over = False
        self._find: Callable[[], socket.socket | None] = lambda: None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def watch(self, find: Callable[[], socket.socket | None]) -> None:
        """Where the connection is found that is to be cut off."""
        with self._lock:
            self._find = find
            if self.over:
                self._cut()

    def _end(self) -> None:
        with self._lock:
            self.over = True
            self._cut()

    def _cut(self) -> None:
        found = self._find()
        if found is not None:
            with suppress(OSError):  # it is closed already
                # Not the method of an encrypted socket, which another thread is reading from.
                socket.socket.shutdown(found, socket.SHUT_RDWR)


class Waiter:
    """Calls of a library that offers no connection to cut off, each in a thread that is left behind when it takes too long."""

    def __init__(self) -> None:
        self._left: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a call that was left behind still goes on."""
        return self._left is not None and self._left.is_alive()

    def call(self, function: Callable[[], bool], seconds: float) -> bool:
        """What the function returns. Raises TooLate when it takes longer, and what it raises."""
        results: list[bool] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                results.append(function())
            except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
                errors.append(error)

        thread = threading.Thread(target=work, name="waiter", daemon=True)
        thread.start()
        thread.join(seconds)
        for error in errors:
            raise error
        for result in results:
            return result
        self._left = thread
        raise TooLate(f"no end within {seconds:g} s")
