"""Named places where a test may kill the process, to prove that a crash costs time and never an alert.

``COMMUNIQUE_CRASH_AT=name`` (or ``name:3`` for the third hit) ends the process there with ``os._exit(137)``, as ``kill -9``
would: no handler, no flush, no rollback of ours runs. Unset, a crash point is one dictionary look-up.
"""

from __future__ import annotations

import os
from collections import Counter

POINTS = (
    "fetch.before",  # a source is leased, nothing is asked yet
    "fetch.after",  # the entry answered, nothing is parsed
    "parse.after",  # items are known, none is stored
    "visits.after",  # the list of pages to read is stored, none is read
    "store.before_commit",  # inside the transaction that stores a version
    "store.after_commit",
    "check.before_finish",  # all stored, validators and due time are not
    "classify.after",  # a reading exists in memory only
    "reading.before_commit",  # inside the transaction of reading, matches and outbox
    "reading.after_commit",
    "outbox.before_bundle_commit",  # inside the transaction that puts a summary in the place of messages
    "outbox.after_bundle_commit",
    "outbox.after_claim",  # `sending` is committed, nothing is sent
    "outbox.after_send",  # the provider accepted, nothing is recorded
    "outbox.after_record",
    "board.before_commit",  # inside the transaction that queues who has not spoken
    "board.after_commit",
    "digest.rendered",  # its mails exist in memory only
    "digest.before_commit",  # inside the transaction that freezes a digest
    "digest.after_commit",
    "digest.after_send",  # one recipient's mail accepted, nothing is recorded
)

_hits: Counter[str] = Counter()


def crashpoint(name: str) -> None:
    """Die here when the environment names this point; otherwise do nothing."""
    wanted, _, nth = os.environ.get("COMMUNIQUE_CRASH_AT", "").partition(":")
    if wanted != name:
        return
    _hits[name] += 1
    if _hits[name] >= int(nth or 1):
        os._exit(137)
