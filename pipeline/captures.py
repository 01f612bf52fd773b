"""The bytes as they were received: one capture, or many as a WARC file that other programs open."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

from archive import Archive
from archive.records import Capture
from config import Config
from pipeline.opening import check_sources, check_topics
from statements.clock import SystemClock
from statements.errors import CommuniqueError

NEIGHBOURS = 1000
"""An answer that several statements were read from is written once, as long as they stand so near to each other."""
_PAGE = 200
# Undone when the answer was received, so no longer true of the bytes that are kept; archives keep them under this prefix.
_FORMER = "X-Archive-Orig-"
_UNDONE = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def one(archive: Archive, version: int) -> Capture:
    """The capture of a version. Raises CommuniqueError when there is none (any more), ArchiveError when it is damaged."""
    archive.statements.version(version)
    found = archive.statements.capture(version)
    if found is None:
        raise CommuniqueError(f"the bytes of version {version} were not kept, or retention has let them go")
    return found


def write_warc(
    config: Config, archive: Archive, out: Path, *, query: str | None, since: datetime | None
) -> dict[str, Any]:
    """Write captures to a new WARC 1.1 file: all, those fetched ``since`` a moment, those of the statements that a query
    finds. Returns how many ``records`` for how many ``versions``. Raises CommuniqueError when the file exists, when the extra
    ``warc`` is not installed, QueryError for a query."""
    try:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter
    except ImportError as error:
        raise CommuniqueError(
            "writing WARC files needs the extra `warc`: pip install 'communique[warc]'"
        ) from error
    if out.exists():
        raise CommuniqueError(f"{out} exists already: name a new file")
    versions = _versions(config, archive, query, since)
    part = out.with_name(out.name + ".part")
    records = count = 0
    written: OrderedDict[tuple[str, datetime], None] = OrderedDict()
    try:
        with part.open("wb") as stream:
            writer = WARCWriter(stream, gzip=out.name.endswith(".gz"), warc_version="1.1")
            info = {"software": "communique", "format": "WARC File Format 1.1", "conformsTo": _STANDARD}
            writer.write_record(writer.create_warcinfo_record(out.name, info))
            for version, statement in versions:
                capture = archive.statements.capture(version)
                if capture is None:
                    continue
                count += 1
                same = (capture.url, capture.fetched_at)
                if same in written:
                    continue
                written[same] = None
                if len(written) > NEIGHBOURS:
                    written.popitem(last=False)
                records += 1
                head = StatusAndHeaders(_status(capture.status), _headers(capture), protocol="HTTP/1.1")
                fields = {
                    "WARC-Date": f"{capture.fetched_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
                    "X-Communique-Statement": str(statement),
                    "X-Communique-Version": str(version),
                }
                writer.write_record(
                    writer.create_warc_record(
                        capture.url,
                        "response",
                        payload=BytesIO(capture.body),
                        length=len(capture.body),
                        http_headers=head,
                        warc_headers_dict=fields,
                    )
                )
        part.replace(out)
    except OSError as error:
        raise CommuniqueError(f"cannot write {out}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
    return {"file": str(out), "records": records, "versions": count}


_STANDARD = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def _versions(
    config: Config, archive: Archive, query: str | None, since: datetime | None
) -> Iterator[tuple[int, int]]:
    """(version, statement) of the captures wanted."""
    if query is None:
        return archive.seals.kept(since=since)
    known = {state.source for state in archive.sources.states()}
    check_sources(query, known | {source.id for source in config.sources})
    check_topics(query, [topic.id for topic in config.topics])
    return _found(archive, query, since)


def _found(archive: Archive, query: str, since: datetime | None) -> Iterator[tuple[int, int]]:
    now, before = SystemClock().now(), None
    while True:
        results = archive.search(query, limit=_PAGE, before=before, now=now)
        statements = [hit.version.statement for hit in results.hits]
        if statements:
            yield from archive.seals.kept(since=since, statements=statements)
        before = results.next_before
        if before is None:
            return


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return f"{code} "


def _headers(capture: Capture) -> list[tuple[str, str]]:
    """The headers as received, names in lower case; what was undone with the packing is kept under another name."""
    kept = [
        (f"{_FORMER}{name}" if name.lower() in _UNDONE else name, " ".join(value.split()))
        for name, value in capture.headers.items()
    ]
    return [*kept, ("content-length", str(len(capture.body)))]
