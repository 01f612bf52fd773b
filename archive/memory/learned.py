"""What was learnt of sources, in memory. The contract is that of `archive.learned`."""

from __future__ import annotations

import json
from dataclasses import replace

from archive.memory.state import State
from archive.records import LearnedRecord, Lease


class Learned:
    """One record a source."""

    def __init__(self, state: State) -> None:
        self._state = state

    def get(self, source: str) -> LearnedRecord | None:
        with self._state.lock:
            return self._state.learned.get(source)

    def all(self) -> dict[str, LearnedRecord]:
        with self._state.lock:
            return dict(sorted(self._state.learned.items()))

    def put(self, lease: Lease, record: LearnedRecord) -> None:
        with self._state.lock:
            self._state.fence(lease)
            document = json.loads(json.dumps(dict(record.document)))
            self._state.learned[lease.source] = replace(record, document=document)
