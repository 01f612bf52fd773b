"""The archive's memory twin: the same nouns with the same behaviour, in dictionaries, without search.

For tests and for trying things out; nothing is kept. Watches are matched by a function that is handed in.
"""

from __future__ import annotations

from collections.abc import Callable

from archive.memory.episodes import Episodes
from archive.memory.furniture import Furniture
from archive.memory.health import Health, Troubles
from archive.memory.learned import Learned
from archive.memory.links import Links
from archive.memory.mutes import Mutes
from archive.memory.outbox import Digests, Outbox
from archive.memory.readings import Readings
from archive.memory.returns import Returns
from archive.memory.seals import Seals
from archive.memory.sources import Sources
from archive.memory.state import State
from archive.memory.statements import Statements
from archive.memory.visits import Visits
from archive.query import Node
from statements.model import Reading, Version


class MemoryArchive:
    """An archive that is forgotten when it is let go. ``matches`` says whether a query's tree matches a version with its
    reading; without it no watch ever matches."""

    def __init__(
        self, matches: Callable[[Node, Version, Reading], bool] = lambda query, version, reading: False
    ) -> None:
        state = State()
        self.sources = Sources(state)
        self.learned = Learned(state)
        self.furniture = Furniture(state)
        self.visits = Visits(state)
        self.statements = Statements(state)
        self.links = Links(state)
        self.readings = Readings(state, matches)
        self.returns = Returns(state)
        self.outbox = Outbox(state)
        self.mutes = Mutes(state)
        self.digests = Digests(state)
        self.episodes = Episodes(state)
        self.seals = Seals(state)
        self.health = Health(state)
        self.troubles = Troubles(state)

    def close(self) -> None:
        """Nothing to give back."""
