"""When each destination may be written to next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alerts.pace import Pace

NOW = datetime(2024, 12, 1, 12, tzinfo=UTC)


def test_a_pause_may_begin_while_it_is_asked_when_pauses_end() -> None:
    pace = Pace()

    class Meanwhile(datetime):
        """The end of a pause; while it is compared, another destination is told to wait."""

        def __gt__(self, other: datetime) -> bool:  # type: ignore[override]
            pace.pause(("slack", f"new {len(pace._paused_until)}"), NOW + timedelta(hours=2))
            return super().__gt__(other)

    pace.pause(("slack", "C1"), Meanwhile(2024, 12, 1, 13, tzinfo=UTC))
    pace.pause(("slack", "C2"), NOW + timedelta(hours=3))
    assert pace.next_end(NOW) == NOW + timedelta(hours=1)
    assert pace.next_end(NOW + timedelta(hours=2)) == NOW + timedelta(hours=3)
