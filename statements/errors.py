"""The one root of the errors that users are shown. They carry a plain sentence and never log themselves."""

from __future__ import annotations


class CommuniqueError(Exception):
    """Something expected went wrong; the message is a sentence for the user."""


class ConfigError(CommuniqueError):
    """The configuration is not usable. ``problems`` holds one ``file:line: path: message`` each, all at once."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class QueryError(CommuniqueError):
    """A query cannot be read. ``position`` is the offset of the fault in the query, from 0."""

    def __init__(self, message: str, *, query: str, position: int) -> None:
        super().__init__(f"{message}\n  {query}\n  {' ' * position}^")
        self.query, self.position = query, position


class ArchiveError(CommuniqueError):
    """The archive cannot be used as asked (newer schema, held by another process, read-only, damaged)."""


class Replaced(CommuniqueError):
    """While the archive was away another service took it over; this one has to end."""


class LeaseLost(CommuniqueError):
    """A run wrote with a fencing token that is no longer the current one; its work is abandoned."""


class ModelError(CommuniqueError):
    """A classifier model file is missing, damaged or not the one its manifest describes."""
