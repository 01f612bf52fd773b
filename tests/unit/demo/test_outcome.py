"""Speaking, silence and being unreadable are three things."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.records import Gap, Hit
from demo.outcome import Conduct
from statements.labels import Precision, Verdict
from statements.model import Published, Version

NOW = datetime(2024, 12, 5, tzinfo=UTC)
HIT = Hit(
    version=Version(
        id=1,
        statement=1,
        n=1,
        source="x-demo",
        issuer="FR",
        url="http://127.0.0.1/1",
        title="A title (DEMO)",
        text="A text",
        sha256="0" * 64,
        language="en",
        published=Published(precision=Precision.UNKNOWN),
        first_seen=NOW,
        seen=NOW,
    ),
    reading=None,
    versions=1,
    withdrawn_at=None,
    last_seen=NOW,
)
OPEN = Gap(source="x-demo", since=NOW, until=None, verdict=Verdict.BLOCKED, error=None)
CLOSED = Gap(source="x-demo", since=NOW, until=NOW, verdict=Verdict.HTTP_ERROR, error=None)


@pytest.mark.parametrize(
    ("spoke", "gaps", "standing"),
    [
        ((HIT,), (), "spoke"),
        ((HIT,), (CLOSED,), "spoke"),
        ((HIT,), (CLOSED, OPEN), "spoke, then unreadable"),
        ((), (OPEN,), "unreadable"),
        ((), (CLOSED,), "unreadable at times"),
        ((), (), "silent"),
    ],
)
def test_only_a_source_that_was_read_all_the_time_is_silent(
    spoke: tuple[Hit, ...], gaps: tuple[Gap, ...], standing: str
) -> None:
    conduct = Conduct(site="x-demo", name="X (DEMO)", issuer="FR", spoke=spoke, other=0, gaps=gaps)
    assert conduct.standing == standing
