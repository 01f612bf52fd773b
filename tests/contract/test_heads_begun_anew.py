"""An edit changes the head that it was written for, and no other: what an answer began anew keeps its own words."""

from __future__ import annotations

from tests.contract.conftest import AnyArchive
from tests.contract.examples import MINUTE, NOW
from tests.contract.test_threads import claim, edit, head, reply, states


def test_an_edit_of_a_head_that_is_gone_does_not_change_the_new_one(archive: AnyArchive) -> None:
    archive.outbox.put([head()], NOW)
    [first] = claim(archive)
    archive.outbox.sent(first, "C1:17", NOW)
    archive.outbox.put([reply(), edit(about={"head": first.id})], NOW)
    [answer] = claim(archive, limit=1)
    assert archive.outbox.begin_anew(answer, "somebody deleted the head")
    [anew] = claim(archive, limit=1)
    archive.outbox.sent(anew, "C1:18", NOW)
    assert claim(archive) == []
    assert states(archive)["edit"] == "overtaken"
    archive.outbox.put([edit("next", about={"head": anew.id})], NOW)
    [row] = claim(archive, NOW + MINUTE)
    assert (row.dedupe_key, row.head_ref) == ("next", "C1:18")
