"""A service that does not know an edit says so, once for each."""

from __future__ import annotations

import asyncio
from pathlib import Path

from structlog.testing import capture_logs

from pipeline import edits
from tests.unit.config.directories import SOURCE, write


def test_each_edit_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, watches="watches: []", sources={"example.yaml": SOURCE, "old.yaml": SOURCE})
    read = edits.fingerprint(tmp_path)
    assert set(read) == {"settings.yaml", "watches.yaml", "sources/example.yaml", "sources/old.yaml"}

    async def told() -> list[list[str]]:
        with capture_logs() as logs:
            telling = asyncio.create_task(edits.tell(tmp_path, read, look=0.01))
            await asyncio.sleep(0.05)
            assert logs == []
            (tmp_path / "watches.yaml").write_text("watches: []  # none yet\n")
            while len(logs) < 1:
                await asyncio.sleep(0.01)
            new = tmp_path / "sources" / "new"
            (tmp_path / "sources" / "old.yaml").rename(tmp_path / "elsewhere")
            while len(logs) < 2:
                await asyncio.sleep(0.01)
            new.mkdir()
            (new / "more.yaml").write_text(SOURCE)
            while len(logs) < 3:
                await asyncio.sleep(0.01)
            telling.cancel()
        assert {log["log_level"] for log in logs} == {"warning"}
        assert all("after a restart" in log["event"] for log in logs)
        return [log["files"] for log in logs]

    first, second, third = asyncio.run(told())
    assert (first, second) == (["watches.yaml"], ["sources/old.yaml"])
    assert third == ["sources/new/more.yaml"]
