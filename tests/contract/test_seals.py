"""The chain of seals: each stored version with a capture adds one link, and the links fit what the archive holds."""

from __future__ import annotations

import hashlib
import threading
from datetime import timedelta

import pytest

from archive import open_archive
from archive.chain import as_sealed
from archive.records import Capture, Lease, SourceEntry
from archive.rows import published_columns
from archive.seals import GENESIS, capture_facts, content, facts_of, link
from statements.crashpoints import POINTS
from tests.contract.conftest import AnyArchive
from tests.contract.examples import DAY, HOUR, MINUTE, NOW, candidate, new, revised


def capture(body: bytes = b"<p>France calls for restraint.</p>", **more: object) -> Capture:
    values: dict[str, object] = {
        "url": "https://a.example/one",
        "fetched_at": NOW + timedelta(microseconds=123456),
        "status": 200,
        "headers": {"content-type": "text/html", "x": "naïve"},
        "body": body,
        "reader": "r1",
    }
    return Capture(**{**values, **more})  # type: ignore[arg-type]


def test_every_stored_version_with_a_capture_is_sealed_with_the_one_before(
    archive: AnyArchive, lease: Lease
) -> None:
    assert archive.seals.head() is None
    archive.statements.store(lease, new("one"), now=NOW, capture=capture(), baseline=False)
    archive.statements.store(lease, new("two", text="Two."), now=NOW, capture=None, baseline=False)
    known = archive.statements.known("a", candidate("one").locators, "", NOW)
    assert known is not None
    edit = revised(
        known, name="one", text="France calls for \U0001f54a restraint\x00 now.", title="On Aleppo\u2028"
    )
    archive.statements.store(lease, edit, now=NOW + HOUR, capture=capture(b"edited"), baseline=False)
    archive.statements.store(lease, edit, now=NOW + HOUR, capture=capture(b"edited"), baseline=False)  # again

    seals = list(archive.seals.walk())
    assert [(seal.version, seal.statement, seal.source, seal.at) for seal in seals] == [
        (1, 1, "a", NOW),
        (3, 1, "a", NOW + HOUR),
    ]
    assert all(seal.found == seal.content and seal.damage is None for seal in seals)
    assert seals[0].chain == link(GENESIS, seals[0].content)
    assert seals[1].chain == link(seals[0].chain, seals[1].content)
    head = archive.seals.head()
    assert head is not None
    assert (head.chain, head.version, head.seals) == (seals[1].chain, 3, 2)
    assert archive.seals.before(seals[1].id) == seals[0].chain
    assert archive.seals.before(seals[0].id) == GENESIS
    assert [seal.version for seal in archive.seals.walk(since=NOW + MINUTE)] == [3]
    assert [seal.version for seal in archive.seals.walk(statements=[2])] == []
    assert list(archive.seals.unsealed()) == []
    assert archive.seals.first_version() == 1
    assert archive.seals.bytes_of(3, seals[1].body) == b"edited"
    assert list(archive.seals.kept(page=1)) == [(1, 1), (3, 1)]
    assert list(archive.seals.kept(statements=[2])) == []
    assert list(archive.seals.kept(since=NOW + DAY)) == []
    assert (seals[1].reader, seals[1].content_type) == ("r1", "text/html")


def test_the_same_facts_give_the_same_seal_on_every_engine(archive: AnyArchive, lease: Lease) -> None:
    archive.statements.store(lease, new("one"), now=NOW, capture=capture(), baseline=False)
    [seal] = archive.seals.walk()
    assert seal.content == "53ecc11398885bc12c8dd247b1a4cff25723c35a471c5aea5a6feacd6f4cb57a"


def test_a_seal_of_the_first_form_holds_what_it_held_and_says_what_it_does_not() -> None:
    """484494... is the seal that the same facts had before the issuer and the details were sealed."""
    given = candidate("one")
    facts = facts_of(
        version=1, n=1, statement=1, source="a", issuer="FR", details={"role": "Minister"}, url=given.url, title=given.title,
        text=given.text, sha256=given.sha256, text_sha256=given.text_sha256, language="en", kind=given.kind, speaker=None,
        published=published_columns(given.published), seen=NOW, at=NOW,
        capture=capture_facts(
            url="https://a.example/one", fetched_at=NOW + timedelta(microseconds=123456), status=200,
            headers={"content-type": "text/html", "x": "naïve"}, body=hashlib.sha256(b"<p>France calls for restraint.</p>").hexdigest(),
            reader="r1",
        ),
    )  # fmt: skip
    old = "484494525bcd0aa1e5638412b5f05f7dbf4ff026aecd9a9a7a53b9064ab6f7fe"
    assert as_sealed(old, facts) == (old, True)
    assert as_sealed(old, {**facts, "issuer": "DE"}) == (old, True)
    assert as_sealed(old, {**facts, "title": "On Hama"})[0] != old
    new_form = content(facts)
    assert as_sealed(new_form, facts) == (new_form, False)
    for change in ({"issuer": "DE"}, {"details": {"role": "King"}}):
        assert as_sealed(new_form, {**facts, **change})[0] != new_form
    assert content({**facts, "details": {"role": "Minister"}}) == new_form


def test_the_chain_is_walked_a_page_at_a_time(archive: AnyArchive, lease: Lease) -> None:
    for at in range(7):
        given = new(f"n{at}", text=f"Text {at}.")
        archive.statements.store(lease, given, now=NOW, capture=capture(b"feed"), baseline=False)
    for page in (1, 3, 7, 100):
        assert [seal.version for seal in archive.seals.walk(page=page)] == list(range(1, 8))


def test_two_processes_that_store_at_once_make_one_chain(archive_url: str) -> None:
    entries = [SourceEntry(id=name, issuer="FR", host=name, every=HOUR) for name in ("a", "b")]
    with open_archive(archive_url) as first, open_archive(archive_url) as second:
        first.sources.sync(entries, NOW)
        start = threading.Barrier(2)

        def store(archive: object, name: str) -> None:
            assert archive in (first, second)
            mine = first if archive is first else second
            lease = mine.sources.claim(name, NOW, owner=name, lease=DAY)
            assert lease is not None
            start.wait(timeout=30)
            for at in range(15):
                given = new(f"{name}{at}", source=name, text=f"Text {name} {at}.")
                mine.statements.store(lease, given, now=NOW, capture=capture(), baseline=False)

        threads = [threading.Thread(target=store, args=pair) for pair in ((first, "a"), (second, "b"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        chain = GENESIS
        for seal in first.seals.walk():
            chain = link(chain, seal.content)
            assert seal.chain == chain
        head = first.seals.head()
        assert head is not None
        assert (head.chain, head.seals) == (chain, 30)


def test_a_body_that_was_let_go_and_comes_again_is_kept_again(archive_url: str) -> None:
    with open_archive(archive_url) as archive:
        archive.sources.sync([SourceEntry(id="a", issuer="FR", host="a", every=HOUR)], NOW)
        lease = archive.sources.claim("a", NOW, owner="t", lease=9 * DAY)
        assert lease is not None
        archive.statements.store(lease, new("one"), now=NOW, capture=capture(b"same"), baseline=False)
        assert archive.periods.forget_captures(NOW + DAY, NOW + DAY) == 1
        [seal] = archive.seals.walk()
        assert (seal.found, seal.dropped_at) == (seal.content, NOW + DAY)  # the seal holds without the bytes
        assert archive.seals.bytes_of(1, seal.body) is None
        later = capture(b"same", fetched_at=NOW + 2 * DAY)
        archive.statements.store(
            lease, new("two", text="Two."), now=NOW + 2 * DAY, capture=later, baseline=False
        )
        assert archive.seals.bytes_of(1, seal.body) == b"same"
        assert [found.dropped_at for found in archive.seals.walk()] == [None, None]


def test_content_is_of_sorted_keys_without_blanks() -> None:
    assert content({"b": 1, "a": "é"}) == content({"a": "é", "b": 1})
    with pytest.raises(TypeError):
        content({"a": object()})
    assert "store.before_commit" in POINTS  # a crash there takes the seal with the version: one transaction
