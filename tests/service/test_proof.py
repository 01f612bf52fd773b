"""Proof, as a stranger would ask for it: `verify` finds one changed byte anywhere and names the statement; what is exported
opens elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive import Archive, open_archive
from archive.instance import hold
from archive.records import Capture, LearnedRecord, Lease, SourceEntry
from config import load
from config.source import DiscoverSource, FeedSource, Source
from pipeline import verifying
from spiders.candidates import read_entry
from spiders.learnt import as_learnt
from spiders.reader import fingerprint
from statements.model import New
from tests.fake_ministry import RSS, Page, rss
from tests.service.desk import CITES, CITES_NOT, desk
from tests.service.terminal import Answer, communique

pytestmark = pytest.mark.suite

START = datetime(2025, 1, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED_BODY = "<p>The Minister received the ambassador in Paris.</p><p>They spoke of trade.</p>"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with four pages, one of them edited, and three statements whose texts came with one feed."""
    folder = tmp_path_factory.mktemp("proof")
    with (
        desk(
            folder / "desk", f"sqlite:///{folder / 'desk' / 'communique.db'}", START, revisit="[1h]"
        ) as place,
        place.passes() as once,
    ):
        source = place.directory / "sources" / "texts.yaml"
        source.write_text(
            "{id: texts, name: Texts, issuer: FR, kind: feed, body: feed, "
            f"entry: '{place.ministry.url('/texts')}'}}\n"
        )
        items = [(f"/t{n}", f"Text {n}", None) for n in range(3)]
        place.ministry["/texts"] = Page(rss(*items, link=place.ministry.url(""), body=FEED_BODY), RSS)
        place.publish("/one", CITES.format(place="Geneva"), START - HOUR)
        place.publish("/two", CITES_NOT.format(place="Rome"), START - HOUR)
        once()
        place.clock.advance(DAY)
        place.publish("/three", CITES.format(place="Astana"), START + DAY)
        once()
        place.clock.advance(2 * HOUR)
        place.publish("/three", CITES.format(place="Astana, Kazakhstan"), START + DAY)
        once()
    return folder / "desk"


@pytest.fixture
def place(kept: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    copy = tmp_path / "desk"
    shutil.copytree(kept, copy)
    settings = copy / "settings.yaml"
    settings.write_text(settings.read_text().replace(str(kept), str(copy)))
    return copy


def ask(place: Path, *arguments: str) -> Answer:
    answer = communique(*arguments, "--config", str(place))
    assert "Traceback" not in answer.err
    return answer


SECOND = "(SELECT version FROM seal ORDER BY id LIMIT 1 OFFSET 1)"
"""A statement's own page; ``$SECOND`` in the statements below."""


def change(place: Path, *statements: str, **values: Any) -> None:
    with closing(sqlite3.connect(place / "communique.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement.replace("$SECOND", SECOND), values)


def query(place: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(place / "communique.db")) as connection:
        return connection.execute(statement.replace("$SECOND", SECOND)).fetchall()


def test_an_untouched_archive_is_whole_and_every_text_follows_from_its_bytes(place: Path) -> None:
    answer = ask(place, "verify", "--json")
    assert (answer.status, answer.json["faults"], answer.json["listed"]) == (0, 0, [])
    assert answer.json["seals"] == answer.json["intact"] == answer.json["derived"] == 7
    assert answer.json["otherwise"] == answer.json["dropped"] == answer.json["unsealed"] == 0
    assert answer.json["quotes"] > 5
    assert "nothing of what is sealed was changed" in ask(place, "verify").err
    some = ask(place, "verify", "--json", "--since", "2025-01-03").json
    assert (some["seals"], some["faults"]) == (2, 0)
    [(statement, versions)] = query(place, "SELECT id, versions FROM statement WHERE versions > 1")
    assert ask(place, "verify", "--json", str(statement)).json["seals"] == versions == 2
    assert ask(place, "verify", "999").status == 2
    assert ask(place, "verify", "one").status == 2


@pytest.mark.parametrize(
    ("what", "statement"),
    [
        ("text", "UPDATE version SET text = replace(text, ' in ', ' at ') WHERE id = $SECOND"),
        ("one quotation mark", "UPDATE version SET text = text || ' ' WHERE id = $SECOND"),
        ("title", "UPDATE version SET title = title || '.' WHERE id = $SECOND"),
        ("issuer", "UPDATE statement SET issuer = 'XX' WHERE id = (SELECT statement FROM version WHERE id = $SECOND)"),
        ("details", "UPDATE version SET details = '{\"role\": \"King\"}' WHERE id = $SECOND"),
        ("date", "UPDATE version SET published_day = '2024-01-01' WHERE id = $SECOND"),
        ("address", "UPDATE version SET url = url || '?' WHERE id = $SECOND"),
        ("header", "UPDATE capture SET headers = replace(headers, 'html', 'htm') WHERE version = $SECOND"),
        ("when it was fetched", "UPDATE capture SET fetched_at = '2025-01-02T12:00:00.000001Z' WHERE version = $SECOND"),
        ("status", "UPDATE capture SET status = 203 WHERE version = $SECOND"),
        ("source", "UPDATE statement SET source = 'texts' WHERE id = (SELECT statement FROM version WHERE id = $SECOND)"),
        ("seal", "UPDATE seal SET content = '0' WHERE version = $SECOND"),
        ("chain", "UPDATE seal SET chain = '0' WHERE version = $SECOND"),
        ("when it was sealed", "UPDATE seal SET at = '2025-01-02T12:00:00.000001Z' WHERE version = $SECOND"),
        ("seal removed", "DELETE FROM seal WHERE version = $SECOND"),
        ("capture removed", "DELETE FROM capture WHERE version = $SECOND"),
        ("another body", "UPDATE capture SET body = (SELECT body FROM capture WHERE version = 1) WHERE version = $SECOND"),
        ("unreadable date", "UPDATE version SET seen = 'yesterday' WHERE id = $SECOND"),
        ("unreadable headers", "UPDATE capture SET headers = '{' WHERE version = $SECOND"),
        ("not even text", "UPDATE version SET title = CAST(x'ff41' AS TEXT) WHERE id = $SECOND"),
    ],
)  # fmt: skip
def test_one_changed_row_is_found_and_its_statement_named(place: Path, what: str, statement: str) -> None:
    [(version, of)] = query(place, "SELECT id, statement FROM version WHERE id = $SECOND")
    change(place, "PRAGMA foreign_keys = OFF", statement)
    answer = ask(place, "verify", "--json")
    assert answer.status == 1, what
    assert answer.json["faults"] >= 1
    assert of in [fault["statement"] for fault in answer.json["listed"]], answer.json["listed"]
    assert version in [fault["version"] for fault in answer.json["listed"]]


def test_one_changed_byte_of_a_page_is_found(place: Path) -> None:
    [(packed, sha, of)] = query(
        place,
        "SELECT b.zlib, b.sha256, v.statement FROM body b JOIN capture c ON c.body = b.sha256 "
        "JOIN version v ON v.id = c.version WHERE v.id = $SECOND",
    )
    body = bytearray(zlib.decompress(packed))
    body[len(body) // 2] ^= 1
    change(place, "UPDATE body SET zlib = :new WHERE sha256 = :sha", new=zlib.compress(bytes(body)), sha=sha)
    [fault] = ask(place, "verify", "--json").json["listed"]
    assert (fault["what"], fault["statement"]) == ("bytes", of)
    assert "SHA-256 differs" in fault["reason"]
    change(place, "UPDATE body SET zlib = :new WHERE sha256 = :sha", new=packed[:-9], sha=sha)
    said = ask(place, "verify").err
    assert f"bytes statement {of}, version " in said
    assert "damaged" in said
    change(place, "UPDATE body SET zlib = x'', dropped_at = NULL WHERE sha256 = :sha", sha=sha)
    assert ask(place, "verify").status == 1


def test_a_changed_body_and_its_hash_do_not_pass_for_the_old_ones(place: Path) -> None:
    """Somebody who changes the bytes, their hash and the capture alike still has the seal against them."""
    [(packed, sha)] = query(
        place,
        "SELECT b.zlib, b.sha256 FROM body b JOIN capture c ON c.body = b.sha256 WHERE c.version = $SECOND",
    )
    body = zlib.decompress(packed).replace(b"Rome", b"Oslo").replace(b"Geneva", b"Vienna")
    new = hashlib.sha256(body).hexdigest()
    change(
        place,
        "PRAGMA foreign_keys = OFF",
        "UPDATE body SET zlib = :packed, sha256 = :new WHERE sha256 = :old",
        "UPDATE capture SET body = :new WHERE body = :old",
        packed=zlib.compress(body), new=new, old=sha,
    )  # fmt: skip
    assert ask(place, "verify").status == 1


def test_rows_in_another_order_are_found(place: Path) -> None:
    change(
        place,
        "UPDATE seal SET id = 1000 WHERE id = 2",
        "UPDATE seal SET id = 2 WHERE id = 3",
        "UPDATE seal SET id = 3 WHERE id = 1000",
    )
    listed = ask(place, "verify", "--json").json["listed"]
    assert {fault["what"] for fault in listed} == {"chain"}
    assert len(listed) >= 2


def test_a_changed_quote_is_found(place: Path) -> None:
    [(version, payload)] = query(
        place, "SELECT version, payload FROM reading WHERE payload LIKE '%2254%' ORDER BY version LIMIT 1"
    )
    change(
        place,
        "UPDATE reading SET payload = :new WHERE version = :version",
        new=payload.replace("recalls", "forgets"),
        version=version,
    )
    listed = ask(place, "verify", "--json").json["listed"]
    assert {(fault["what"], fault["version"]) for fault in listed} == {("quote", version)}


def test_a_head_that_was_noted_down_proves_the_history_up_to_it(place: Path) -> None:
    before = ask(place, "verify", "--head").out.strip()
    assert len(before) == 64
    assert ask(place, "verify", "--head", "--json").json["seals"] == 7
    assert ask(place, "verify", "--head", before).status == 0
    proof = ask(place, "verify", "--head", before, "--json").json
    assert (proof["contained"], proof["seals"]) == (True, 7)
    # A tail cut off leaves a chain that fits: only the head that was noted down tells.
    change(
        place,
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM capture WHERE version = (SELECT version FROM seal ORDER BY id DESC LIMIT 1)",
        "DELETE FROM seal WHERE id = (SELECT max(id) FROM seal)",
    )
    assert ask(place, "verify").status == 0
    gone = ask(place, "verify", "--head", before)
    assert gone.status == 1
    assert "does not contain that history" in gone.err
    assert ask(place, "verify", "--head", "abc").status == 2


def test_bytes_that_retention_let_go_leave_a_valid_seal(place: Path) -> None:
    with open_archive(f"sqlite:///{place / 'communique.db'}") as archive, hold(archive, "test"):
        assert archive.periods.forget_captures(START + HOUR, START + 9 * DAY) == 3
    answer = ask(place, "verify", "--json")
    assert (answer.status, answer.json["dropped"], answer.json["intact"]) == (0, 5, 2)
    assert "retention has let the bytes go; their seals hold" in ask(place, "verify").err
    refused = ask(place, "captures", "show", "1")
    assert refused.status == 1
    assert "retention has let them go" in refused.err


def test_a_text_read_by_other_rules_is_read_by_todays_or_said_to_be_and_its_bytes_are_proved(
    place: Path,
) -> None:
    path = place / "sources" / "test-feed.yaml"
    written = path.read_text()
    path.write_text(written.replace("css: .body", "css: div.body"))
    answer = ask(place, "verify", "--json")
    assert (answer.status, answer.json["otherwise"], answer.json["derived"]) == (0, 0, 7)
    path.write_text(written.replace("css: .body", "css: h1"))
    answer = ask(place, "verify", "--json")
    assert (answer.status, answer.json["otherwise"], answer.json["derived"]) == (0, 4, 3)
    assert "today's reads them otherwise; their bytes are intact" in ask(place, "verify").err
    path.unlink()
    assert ask(place, "verify", "--json").json["otherwise"] == 4


def test_a_text_that_its_bytes_do_not_say_is_found(place: Path) -> None:
    """Not by a seal: by reading the bytes again."""
    config = load(place, {})
    with open_archive(f"sqlite:///{place / 'communique.db'}") as archive:
        [seal] = [seal for seal in archive.seals.walk() if "Rome" in seal.text]
        reader = verifying._Reader({source.id: source for source in config.sources}, archive.learned.all())
        rules, certain = reader.rules(seal)
        body = archive.seals.bytes_of(seal.version, seal.body)
        [(name, door)] = rules.items()
        assert certain
        assert body is not None
        texts = reader.texts(door, name, seal, body, "page")
        assert verifying._follows(seal.text, texts[0])
        assert not verifying._follows(seal.text.replace("book fair", "fair"), texts[0])


def test_a_capture_comes_out_as_it_came_in(place: Path, tmp_path: Path) -> None:
    [(version, sha)] = query(place, "SELECT version, body FROM capture WHERE version = $SECOND")
    out = tmp_path / "page.html"
    shown = ask(place, "captures", "show", str(version), "--out", str(out))
    assert shown.status == 0
    assert hashlib.sha256(out.read_bytes()).hexdigest() == sha
    assert (
        ask(place, "captures", "show", str(version), "--out", str(out)).status == 1
    )  # never over another file
    assert ask(place, "captures", "show", "999").status == 1


def records(path: Path) -> Iterator[tuple[Any, bytes]]:
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            yield record, record.content_stream().read()


def test_a_warc_file_opens_in_a_standard_reader_and_every_digest_fits(place: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.warc.gz"
    written = ask(place, "captures", "warc", str(out), "--json").json
    assert (written["records"], written["versions"]) == (5, 7)  # the feed once
    found = list(records(out))
    assert [record.rec_type for record, _ in found] == ["warcinfo"] + 5 * ["response"]
    bodies = {row[0] for row in query(place, "SELECT sha256 FROM body")}
    assert {hashlib.sha256(body).hexdigest() for _, body in found[1:]} == bodies
    for record, body in found[1:]:
        assert record.rec_headers.get_header("WARC-Target-URI").startswith("http://127.0.0.1:")
        assert record.rec_headers.get_header("WARC-Date").startswith("2025-01-0")
        assert record.rec_headers.get_header("WARC-Payload-Digest").startswith("sha1:")
        assert record.http_headers.get_statuscode() == "200"
        assert int(record.http_headers.get_header("content-length")) == len(body)
    assert gzip.decompress(out.read_bytes()).startswith(b"WARC/1.1\r\n")

    assert ask(place, "captures", "warc", str(out)).status == 1  # never over another file
    some, plain = tmp_path / "some.warc.gz", tmp_path / "plain.warc"
    assert ask(place, "captures", "warc", str(some), "resolution:2254", "--json").json["versions"] == 3
    since = ask(place, "captures", "warc", str(plain), "--since", "2025-01-03", "--json").json
    assert (since["versions"], len(list(records(plain)))) == (2, 3)
    assert ask(place, "captures", "warc", str(tmp_path / "x.warc"), "source:nobody").status == 2
    assert json.dumps(sorted(path.name for path in tmp_path.glob("*.part"))) == "[]"


def test_both_databases_prove_the_same(archive_url: str) -> None:
    source = FeedSource(id="a", name="A", issuer="FR", entry="https://a.example/feed", body="feed")
    with open_archive(archive_url) as archive:
        _store_first(archive, source)
        whole = verifying.verify(archive, {"a": source})
        assert (whole.faults, whole.seals, whole.intact, whole.derived) == (0, 1, 1, 1)
        with archive.database.write() as connection:
            connection.exec_driver_sql("UPDATE version SET text = replace(text, 'Paris', 'Parys')")
        changed = verifying.verify(archive, {"a": source})
        assert {fault.what for fault in changed.listed} == {"seal", "text"}
        assert {fault.statement for fault in changed.listed} == {1}
        with archive.database.write() as connection:
            connection.exec_driver_sql("UPDATE version SET text = replace(text, 'Parys', 'Paris')")
        assert verifying.verify(archive, {"a": source}).faults == 0


def test_a_text_of_a_site_that_was_learnt_follows_from_its_bytes(archive_url: str) -> None:
    """The rules stand in the archive and not in the file of the source."""
    source = DiscoverSource(id="a", name="A", issuer="FR", entry="https://a.example/")
    learnt = LearnedRecord(
        document={"reads": {"kind": "feed", "entry": "https://a.example/feed", "body": "feed"}},
        learned_at=START, confidence=0.9, reason="a feed",
    )  # fmt: skip
    read = as_learnt(source, learnt)
    assert read is not None
    with open_archive(archive_url) as archive:
        lease = _store_first(archive, read)
        unknown = verifying.verify(archive, {"a": source})
        assert (unknown.faults, unknown.derived, unknown.otherwise) == (0, 0, 1)
        archive.learned.put(lease, learnt)
        known = verifying.verify(archive, {"a": source})
        assert (known.faults, known.derived, known.otherwise) == (0, 1, 0)
        with archive.database.write() as connection:
            connection.exec_driver_sql("UPDATE version SET text = replace(text, 'Paris', 'Parys')")
        assert {fault.what for fault in verifying.verify(archive, {"a": source}).listed} == {"seal", "text"}


def _store_first(archive: Archive, source: Source) -> Lease:
    """One statement, as a source reads it from a feed that holds it."""
    body = rss(("/one", "One", None), link="https://a.example", body=FEED_BODY).encode()
    archive.sources.sync([SourceEntry(id="a", issuer="FR", host="a", every=HOUR)], START)
    lease = archive.sources.claim("a", START, owner="t", lease=DAY)
    assert lease is not None
    [item] = read_entry(source, body, "https://a.example/feed", RSS, START).listed
    assert item.candidate is not None
    capture = Capture(
        url="https://a.example/feed", fetched_at=START, status=200, headers={"content-type": RSS},
        body=body, reader=fingerprint(source),
    )  # fmt: skip
    archive.statements.store(lease, New(candidate=item.candidate), now=START, capture=capture, baseline=False)
    return lease
