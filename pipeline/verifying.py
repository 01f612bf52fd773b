"""Proof, offline: is what the archive holds still what it stored, does each text follow from its bytes, does each quote stand in
its text?

The chain of seals (archive.chain) is walked a page at a time, so that a million captures need no more memory than ten.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from archive import Archive
from archive.chain import Seal
from archive.records import LearnedRecord, Visit, VisitReason
from archive.seals import GENESIS, link
from config.source import DiscoverSource, Source, doors
from spiders.candidates import read_entry, read_page, text_is_listed
from spiders.learnt import as_learnt
from spiders.reader import fingerprint
from statements.errors import ArchiveError
from statements.identity import content_hash, text_hash
from statements.model import Reading

LISTED = 1000
"""Faults that are named; the others are counted."""
_KEPT = 16
"""Bodies whose texts are remembered: statements of one feed follow each other."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that is not as it was stored. ``what`` is one word: chain, seal, bytes, text, quote, capture, row."""

    what: str
    reason: str
    statement: int | None = None
    version: int | None = None
    source: str | None = None
    seal: int | None = None


@dataclass(kw_only=True)
class Tally:
    """What was looked at."""

    seals: int = 0
    intact: int = 0
    """Captures whose bytes are those that were received."""
    dropped: int = 0
    """Captures whose bytes retention has let go."""
    derived: int = 0
    """Texts that follow from their bytes, by the rules they were read by or by today's."""
    otherwise: int = 0
    """Texts that do not follow by today's rules, and were read by others: an older version of ours, or another source file."""
    quotes: int = 0
    partly: int = 0
    """Seals from before the issuer and the details of a version were sealed."""
    unsealed: int = 0
    """Captures from before captures were sealed."""
    head: str | None = None
    faults: int = 0
    listed: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        self.faults += 1
        if len(self.listed) < LISTED:
            self.listed.append(fault)


def verify(
    archive: Archive,
    sources: Mapping[str, Source],
    *,
    since: datetime | None = None,
    statements: Sequence[int] | None = None,
) -> Tally:
    """Look at every seal, or at those set ``since`` a moment, or at those of some ``statements``."""
    tally, reader = Tally(), _Reader(sources, archive.learned.all())
    head = archive.seals.head()
    tally.head = head.chain if head else None
    previous = GENESIS if since is None and statements is None else None
    intact: OrderedDict[str, bool] = OrderedDict()
    for seal in archive.seals.walk(since=since, statements=statements):
        tally.seals += 1
        tally.partly += seal.partly
        before = archive.seals.before(seal.id) if previous is None else previous
        for fault in _of_seal(seal, before):
            tally.add(fault)
        if previous is not None:
            previous = seal.chain
        if seal.damage is None:
            _bytes_and_text(archive, seal, reader, tally, intact)
            for fault in _quotes(archive, seal, tally):
                tally.add(fault)
    if statements is None:
        _unsealed(archive, tally)
    return tally


def find_head(archive: Archive, head: str) -> tuple[Seal | None, Tally]:
    """The seal whose chain is ``head``, if the archive still contains that history, every row of it as it was sealed. What is
    wrong on the way to it stands in the tally."""
    tally, previous = Tally(), GENESIS
    intact: OrderedDict[str, bool] = OrderedDict()
    for seal in archive.seals.walk():
        tally.seals += 1
        for fault in _of_seal(seal, previous):
            tally.add(fault)
        previous = seal.chain
        if seal.damage is None:
            _bytes(archive, seal, tally, intact)
        if seal.chain == head:
            return seal, tally
    return None, tally


def _of_seal(seal: Seal, previous: str) -> Iterator[Fault]:
    """What is wrong with one link and with the rows under it."""
    if seal.chain != link(previous, seal.content):
        reason = (
            "the chain breaks here: this seal was changed, or the one before it was changed, removed or moved"
        )
        yield _fault("chain", reason, seal)
    if seal.damage is not None:
        yield _fault("row", seal.damage, seal)
    elif seal.found != seal.content:
        yield _fault("seal", f"{_what(seal)} not what was sealed", seal)


def _what(seal: Seal) -> str:
    if text_hash(seal.text) != seal.text_sha256:
        return "its text is"
    if content_hash(seal.title, seal.text) != seal.sha256:
        return "its title is"
    return "its address, issuer, details, dates or headers, or the seal itself, are"


def _bytes_and_text(
    archive: Archive, seal: Seal, reader: _Reader, tally: Tally, intact: OrderedDict[str, bool]
) -> None:
    body = _bytes(archive, seal, tally, intact)
    if seal.dropped_at is not None:
        return
    rules, certain = reader.rules(seal)
    for name, door in rules.items():
        for way in reader.ways(door):
            known = reader.remembered(seal, name, way)
            if known is None:
                body = body if body is not None else _again(archive, seal)
                if body is None:
                    return
                known = reader.texts(door, name, seal, body, way)
            if any(_follows(seal.text, text) for text in known):
                tally.derived += 1
                return
    if certain:
        tally.add(_fault("text", "its text does not follow from its bytes", seal))
    else:
        tally.otherwise += 1


def _bytes(archive: Archive, seal: Seal, tally: Tally, intact: OrderedDict[str, bool]) -> bytes | None:
    """Look whether the bytes are as they were received; gives them where they were looked at now. A body that many share is
    looked at once."""
    if seal.dropped_at is not None:
        tally.dropped += 1
        return None
    if seal.body in intact:
        intact.move_to_end(seal.body)
        tally.intact += intact[seal.body]
        return None
    body = None
    try:
        body = archive.seals.bytes_of(seal.version, seal.body)
        reason = "its bytes are gone, and retention did not let them go" if body is None else None
    except ArchiveError as error:
        reason = str(error)
    intact[seal.body] = reason is None
    if len(intact) > LISTED:
        intact.popitem(last=False)
    if reason is not None:
        tally.add(_fault("bytes", reason, seal))
    tally.intact += reason is None
    return body


def _again(archive: Archive, seal: Seal) -> bytes | None:
    try:
        return archive.seals.bytes_of(seal.version, seal.body)
    except ArchiveError:
        return None  # said already


def _quotes(archive: Archive, seal: Seal, tally: Tally) -> Iterator[Fault]:
    try:
        reading = archive.readings.of(seal.version)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield _fault("quote", f"its reading cannot be read: {type(error).__name__}", seal)
        return
    if reading is None:
        return
    for label, quote in _quoted(reading):
        tally.quotes += 1
        if quote not in seal.text and quote not in seal.title:
            yield _fault("quote", f"a quote for {label} does not stand in its text", seal)


def _quoted(reading: Reading) -> Iterator[tuple[str, str]]:
    """What a reading says stands in the text to the letter, and what for."""
    for label, quotes in reading.evidence.items():
        yield from ((label, quote) for quote in quotes)
    yield from (("a commitment", pledge.sentence) for pledge in reading.commitments)
    if reading.target_phrase:
        yield "the addressee", reading.target_phrase


def _unsealed(archive: Archive, tally: Tally) -> None:
    first = archive.seals.first_version()
    for version, statement in archive.seals.unsealed():
        if first is None or version < first:
            tally.unsealed += 1
        else:
            reason = "its capture has no seal: it was removed"
            tally.add(Fault(what="capture", reason=reason, statement=statement, version=version))


def _fault(what: str, reason: str, seal: Seal) -> Fault:
    return Fault(
        what=what,
        reason=reason,
        statement=seal.statement,
        version=seal.version,
        source=seal.source,
        seal=seal.id,
    )


class _Reader:
    """Reads kept bytes again, by the rules by which they were read, or by today's where these are gone."""

    def __init__(self, sources: Mapping[str, Source], learnt: Mapping[str, LearnedRecord]) -> None:
        self._sources = sources
        self._learnt = learnt
        self._doors: dict[str, dict[str, Source]] = {}
        self._texts: OrderedDict[tuple[str, str, str, str], tuple[str, ...]] = OrderedDict()

    def rules(self, seal: Seal) -> tuple[Mapping[str, Source], bool]:
        """The doors of the source, by name, by which a capture may have been read, and whether that is certain. The reader of
        another version may still read the same."""
        known = self._known(seal.source)
        if seal.reader in known:
            return {seal.reader: known[seal.reader]}, True
        return known, False

    def _known(self, id_: str | None) -> dict[str, Source]:
        if id_ is None or id_ not in self._sources:
            return {}
        if id_ not in self._doors:
            source = self._sources[id_]
            if isinstance(source, DiscoverSource):
                source = as_learnt(source, self._learnt.get(id_)) or source
            # What is still to be learnt can read nothing.
            ways = [way for way in doors(source) if not isinstance(way, DiscoverSource)]
            self._doors[id_] = {fingerprint(way): way for way in ways}
        return self._doors[id_]

    def ways(self, rules: Source) -> tuple[str, str]:
        """How a text may have come: with the list, or from a page of its own; the likelier way first."""
        return ("list", "page") if text_is_listed(rules) else ("page", "list")

    def remembered(self, seal: Seal, name: str, way: str) -> tuple[str, ...] | None:
        return self._texts.get((name, seal.body, seal.url, way))

    def texts(self, rules: Source, name: str, seal: Seal, body: bytes, way: str) -> tuple[str, ...]:
        """Every text that the bytes may stand for: those of a list's entries, or that of a page."""
        assert seal.fetched_at is not None
        found = []
        if way == "list":
            listed = read_entry(rules, body, seal.url, seal.content_type, seal.fetched_at).listed
            found += [item.candidate.text for item in listed if item.candidate is not None]
        else:
            for reason in (VisitReason.NEW, VisitReason.REVISIT):
                visit = Visit(
                    source=rules.id,
                    url=seal.url,
                    reason=reason,
                    due_at=seal.fetched_at,
                    statement=seal.statement,
                )
                read = read_page(rules, body, seal.url, seal.content_type, visit, seal.title, seal.fetched_at)
                if read.candidate is not None:
                    found.append(read.candidate.text)
        texts = tuple(dict.fromkeys(found))
        self._texts[(name, seal.body, seal.url, way)] = texts
        if len(self._texts) > _KEPT:
            self._texts.popitem(last=False)
        return texts


def _follows(text: str, derived: str) -> bool:
    """Whether a stored text is the derived one, or that without some of its lines: what repeats on a site's pages is cut
    when it is known, which depends on the other pages."""
    if text == derived:
        return True
    lines = iter(line for line in derived.split("\n") if line.strip())
    return all(line in lines for line in text.split("\n") if line.strip())
