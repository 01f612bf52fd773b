"""Looking again at a page that is known: what it answered last time, and whether several that are gone are gone for good."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from archive.records import Validators, Visit, VisitReason
from archive.traces import Look
from spiders.answers import Answer
from spiders.candidates import Listed
from spiders.failures import FetchFailed
from statements.changes import newer
from statements.labels import READ_WHOLE, Verdict

FULL_EVERY = timedelta(days=7)
"""A page is asked for without conditions when it was not read whole for so long: some servers answer 304 for ever."""
MANY = 5
"""Pages gone in one check, and more than still stand, from which a site that moved is likelier than a ministry that takes
so much back at once."""


FEW_EDITS = 3
"""Known pages that a list may call edited at once, however few it lists; beyond half of them it is not believed."""


def again(source: str, listed: Mapping[str, Listed], looks: Mapping[str, Look], now: datetime) -> list[Visit]:
    """Looks at known pages of which their list says that they were edited, and at withdrawn ones that it lists again: those
    once a day, for many a list goes on naming what is gone. ``listed`` and ``looks`` by locator."""
    edits = {
        look.statement
        for name, look in looks.items()
        if newer(listed[name].modified, look.modified, look.seen)
    }
    known = len({look.statement for look in looks.values()})
    if len(edits) > max(FEW_EDITS, known / 2):
        edits = set()  # a list that dates everything anew whenever it is made; the usual looks go on
    # Midnight: planned again on every check of a day it is one look.
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    found: dict[int, Visit] = {}
    for name, look in looks.items():
        edited = look.statement in edits
        if edited or look.withdrawn:
            found[look.statement] = Visit(
                source=source,
                url=look.url,
                reason=VisitReason.REVISIT,
                due_at=now if edited else tomorrow,
                modified=listed[name].draft.modified if edited else (),
                statement=look.statement,
                baseline=look.baseline,
            )
    return list(found.values())


def conditions(last: Validators | None, visit: Visit, reading: str, now: datetime) -> dict[str, str]:
    """Headers that let a page answer that it is the same. None when it never gave any, was read by other rules than now
    (``reading`` names them), was not read whole for long, or when its entry says that it was edited."""
    if last is None or visit.modified or not (last.body_sha256 or "").startswith(f"{reading}:"):
        return {}
    if last.full_at is None or not timedelta(0) <= now - last.full_at < FULL_EVERY:
        return {}
    headers = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
    return {name: value for name, value in headers.items() if value}


def answered(answer: Answer, reading: str, now: datetime) -> Validators:
    """What to ask a page with next time."""
    return Validators(
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        body_sha256=_digest(answer, reading),
        full_at=now,
    )


def unchanged(answer: Answer, last: Validators | None, reading: str) -> bool:
    """Whether a page is what it was when it was read last: it says so, or its bytes are the same."""
    if answer.status == 304:
        return True
    return last is not None and last.body_sha256 == _digest(answer, reading)


def _digest(answer: Answer, reading: str) -> str:
    return f"{reading}:{hashlib.sha256(answer.body).hexdigest()}"


@dataclass(kw_only=True)
class Absences:
    """The pages that one check found gone, kept until its end: only then is it known whether it saw enough to say so."""

    gone: list[tuple[Visit, FetchFailed]] = field(default_factory=list)
    standing: int = 0
    """Known pages that were looked at and still stand."""

    def doubt(self, verdict: Verdict, *, incomplete: bool) -> str | None:
        """Why nothing is inferred from what is gone, or None."""
        if verdict not in READ_WHOLE:
            return f"the check itself failed ({verdict})"
        if incomplete:
            return "the check did not see everything"
        if len(self.gone) >= MANY and len(self.gone) > self.standing:
            return "so many at once: the site may have moved"
        return None
