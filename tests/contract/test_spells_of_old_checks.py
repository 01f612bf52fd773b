"""An archive from before health was kept in spells gets them from its checks."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from alembic import command

from archive import migrate, open_archive
from archive.columns import Moment, SafeText
from archive.database import Database
from archive.records import SourceHealth
from archive.upgrade import STEPS, _config
from statements.labels import Verdict
from tests.contract.examples import DAY, HOUR, NOW

OLD = "0002"


def test_checks_of_the_past_become_spells(empty_url: str, tmp_path: Path) -> None:
    check = sa.table(
        "check_run",
        *(sa.column(name, SafeText()) for name in ("source", "verdict", "entry", "error")),
        *(sa.column(name, Moment()) for name in ("started", "finished")),
        sa.column("lease_token"),
    )
    source = sa.table(
        "source",
        *(sa.column(name, SafeText()) for name in ("id", "issuer", "host", "health")),
        *(sa.column(name, Moment()) for name in ("created_at", "next_due_at", "last_check_at")),
        *(sa.column(name) for name in ("every", "enabled")),
    )
    outcomes = [
        (0, "ok", None), (1, "timeout", "slow"), (2, "timeout", "slower"), (3, "dns", "gone"), (4, "ok", None),
        (5, "unchanged", None), (24 * 9, "blocked", "a wall"),
    ]  # fmt: skip
    config = _config(STEPS)
    with closing(Database(empty_url)) as database, database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, OLD)
        connection.execute(
            sa.insert(source).values(
                id="a", issuer="FR", host="a", health="blocked", every=900, enabled=True,
                created_at=NOW, next_due_at=NOW + 10 * DAY, last_check_at=NOW + 9 * DAY,
            )
        )  # fmt: skip
        for token, (hours, verdict, error) in enumerate(outcomes):
            at = NOW + hours * HOUR
            connection.execute(
                sa.insert(check).values(
                    source="a", verdict=verdict, entry="e", error=error, lease_token=token,
                    started=at, finished=at + timedelta(seconds=2),
                )
            )  # fmt: skip
    migrate(empty_url)
    with open_archive(empty_url) as archive:
        spells = archive.health.spells("a", NOW - DAY, NOW + 99 * DAY)
        assert [
            (spell.health, (spell.since - NOW) // HOUR, spell.verdict, spell.reason) for spell in spells
        ] == [
            (SourceHealth.OK, 0, Verdict.OK, None),
            (SourceHealth.DEGRADED, 1, Verdict.TIMEOUT, "slower"),
            (SourceHealth.FAILING, 3, Verdict.DNS, "gone"),
            (SourceHealth.OK, 4, Verdict.OK, None),
            (SourceHealth.BLOCKED, 24 * 9, Verdict.BLOCKED, "a wall"),
        ]
        assert [spell.until is None for spell in spells] == [False, False, False, False, True]
        gaps = archive.health.gaps(NOW, NOW + 9 * DAY + HOUR)
        assert [(gap.verdict, (gap.since - NOW) // HOUR) for gap in gaps] == [
            (Verdict.TIMEOUT, 1),
            (Verdict.STALE, 5),  # nobody looked
            (Verdict.BLOCKED, 24 * 9),
        ]
        assert list(archive.seals.walk()) == []
