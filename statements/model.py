"""The types that flow from a page to an alert: one frozen type a stage, keyword-only, aware datetimes.

    Draft      what a page said, raw strings kept              (spiders.extract)
    Candidate  the same, normalised, with locators and hash    (statements.candidate)
    Known      what the archive already has under a locator
    Intent     what to write: New | NewVersion | Seen | Relink (statements.changes)
    Version    one archived text of a statement                (archive)
    Reading    what the classifier found in a version          (classifier)

Three nows never mix: ``published`` is the issuer's claim, ``first_seen`` ours, ``recorded`` the row's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from statements.labels import ActorRole, Grade, Held, Kind, Part, Precision, Rank, Stance, Topic, Verdict


def _aware(name: str, value: datetime | None) -> None:
    if value is not None and value.tzinfo is None:
        raise ValueError(f"{name} must carry a time zone, got {value!r}")


@dataclass(frozen=True, kw_only=True)
class Published:
    """When the issuer says it published. Exactly one of ``instant`` and ``day`` is set, or neither (unknown).

    ``zone`` is the IANA zone a day belongs to; ``origin`` names the place that answered (``feed``, ``api``, ``listing``,
    ``selector``, ``json-ld``, ``state``, ``meta``, ``time``, ``url``, ``dateline``, ``text``); ``raw`` is what stood there; ``reason`` says why a
    date is unknown although something stood there.
    """

    precision: Precision
    instant: datetime | None = None
    day: date | None = None
    zone: str | None = None
    origin: str | None = None
    raw: str | None = None
    reason: str | None = None
    dissenting: tuple[RawDate, ...] = field(default=(), compare=False)
    """What other places said that is more than a day away."""

    def __post_init__(self) -> None:
        _aware("published.instant", self.instant)
        expected = {
            Precision.INSTANT: (True, False),
            Precision.DAY: (False, True),
            Precision.UNKNOWN: (False, False),
        }[self.precision]
        if (self.instant is not None, self.day is not None) != expected:
            raise ValueError(f"precision {self.precision} does not fit {self.instant!r}, {self.day!r}")


@dataclass(frozen=True, kw_only=True)
class RawDate:
    """A date as it stood somewhere on a page. ``origin`` as in `Published`."""

    raw: str
    origin: str
    order: str | None = None
    """The order of day and month (``dmy``, ``mdy``, ``ymd``) where the page itself settles it."""
    sure: bool = True
    """Whether this place speaks for the publication: one that does not gives way to one that does."""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A document that a page offers beside its text. ``media_type`` is what the page or the address says it is, if anything."""

    url: str
    title: str = ""
    media_type: str | None = None


@dataclass(frozen=True, kw_only=True)
class Alternate:
    """The same statement in another language, as the page itself links it (``hreflang``)."""

    language: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What one page, feed entry or API object said. Nothing is interpreted but mark-up; ``body`` is text with paragraphs
    separated by a blank line, empty when the entry had none (the page must be read)."""

    url: str
    title: str
    body: str
    guid: str | None = None
    dates: tuple[RawDate, ...] = ()
    """Candidates for the publication date, best first."""
    language: str | None = None
    speaker: str | None = None
    role: str | None = None
    """The speaker's office in the page's words."""
    kind: Kind | None = None
    """What the page or the API calls this form of text, where it does."""
    modified: tuple[RawDate, ...] = ()
    """Candidates for the date of the last edit, best first."""
    delivered: tuple[RawDate, ...] = ()
    """When a speech was given, where the publisher tells that apart from its publication."""
    attachments: tuple[Attachment, ...] = ()
    alternates: tuple[Alternate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Extraction:
    """What came out of some bytes: drafts when the verdict is ``ok``, a reason otherwise. ``next_url`` is the older page."""

    verdict: Verdict
    drafts: tuple[Draft, ...] = ()
    reason: str | None = None
    total: int = 0
    """Entries that stood in a list, whether they were wanted and readable or not."""
    next_url: str | None = None
    cursor: str | None = None
    """What an API calls the older page, where that is no address."""
    what: str | None = None
    """What a file of unknown shape turned out to be: article, listing, feed, sitemap, wp_rest, pdf."""
    further: tuple[str, ...] = ()
    """Other lists that this one names, newest first: the sitemaps of an index."""
    refused: bool = False
    """The page was read, and is one of its site about itself; nothing about it failed."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A draft made comparable: canonical address, clean text, resolved date, identity."""

    source: str
    issuer: str
    url: str
    locators: tuple[str, ...]
    """Names under which this source may offer the same statement again, strongest first (see statements.identity)."""
    title: str
    text: str
    sha256: str
    """Hex digest of the normalised title and text; equal hash means the same version."""
    text_sha256: str
    """Hex digest of the normalised text alone; the fingerprint that joins a new locator to a known statement."""
    published: Published
    language: str | None
    kind: Kind | None = None
    speaker: str | None = None
    role: str | None = None
    modified: Published | None = None
    """When the issuer says it last edited the text."""
    delivered: date | None = None
    """The day on which a speech was given, where the issuer says so. It is no day of publication."""
    attachments: tuple[Attachment, ...] = ()
    alternates: tuple[Alternate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of a statement beside its title, text and days. Where its page does not say it, its list counts, and of an edited
    text what was known of it."""

    kind: Kind | None = None
    speaker: str | None = None
    role: str | None = None
    language: str | None = None
    attachments: tuple[Attachment, ...] = ()

    @classmethod
    def of(cls, said: Draft | Version) -> Told:
        """What an entry of a list or a stored version tells."""
        return cls(
            kind=said.kind,
            speaker=said.speaker,
            role=said.role,
            language=said.language,
            attachments=said.attachments,
        )

    def completing(self, said: Draft | Candidate) -> dict[str, Any]:
        """The fields of ``said``, with this where it says nothing; an office belongs to its speaker."""
        return {
            "kind": said.kind or self.kind,
            "speaker": said.speaker or self.speaker,
            "role": said.role if said.role or said.speaker else self.role,
            "language": said.language or self.language,
            "attachments": said.attachments or self.attachments,
        }


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the archive holds for a statement of the same source that a candidate may belong to."""

    statement: int
    locators: frozenset[str]
    """Those of the statement's locators that the candidate also carries; empty when only the text is the same."""
    url: str
    title: str
    text: str
    sha256: str
    text_sha256: str
    last_seen: datetime
    """When this source last offered it."""
    published: Published
    language: str | None = None
    told: Told = Told()
    before: str | None = None
    """The text of the version before the current one, if there is one."""


@dataclass(frozen=True, kw_only=True)
class New:
    """A statement not seen before."""

    candidate: Candidate


@dataclass(frozen=True, kw_only=True)
class NewVersion:
    """A known statement whose text or title changed."""

    candidate: Candidate
    known: Known


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Nothing new but that it is still there. ``locators`` are those to add, if any."""

    candidate: Candidate
    known: Known


@dataclass(frozen=True, kw_only=True)
class Relink:
    """The same text under a new address within the same source and 14 days of its last sighting: the address joins the statement."""

    candidate: Candidate
    known: Known


Intent = New | NewVersion | Seen | Relink


@dataclass(frozen=True, kw_only=True)
class Reissue:
    """The older statement of the same issuer whose words a statement repeats. ``day`` is when that one was published, or first
    seen where it is undated; ``score`` the likeness, 0 to 1."""

    statement: int
    day: date
    score: float


@dataclass(frozen=True, kw_only=True)
class Version:
    """One text of a statement as first seen, and the statement it belongs to."""

    id: int
    statement: int
    n: int
    source: str
    issuer: str
    url: str
    title: str
    text: str
    sha256: str
    language: str | None
    published: Published
    first_seen: datetime
    """When we first saw the statement (its version 1)."""
    seen: datetime
    """When we first saw this version."""
    kind: Kind | None = None
    speaker: str | None = None
    role: str | None = None
    modified: Published | None = None
    delivered: date | None = None
    attachments: tuple[Attachment, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    baseline: bool = False
    """Stored by the first successful check of its source: archived, never alerted."""
    grade: Grade | None = None
    """How it differs from the version before; None for a first version, and until it is read."""
    reissue: Reissue | None = None

    def __post_init__(self) -> None:
        _aware("first_seen", self.first_seen)
        _aware("seen", self.seen)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A party that a text names and what the text does with it."""

    name: str
    role: ActorRole = ActorRole.MENTIONED


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """In whose voice a text speaks. ``name`` and ``role`` are the text's own words; a text that speaks for a whole ministry
    has no name."""

    rank: Rank
    role: str = ""
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Pledge:
    """Something the issuer says it will do, with its sum or its date. ``amount`` is in whole units of ``currency`` (ISO 4217, None
    when the text names none that is known); ``due`` is a day, month or year in ISO form ("2027-12-31", "2027-06", "2027")."""

    sentence: str
    amount: int | None = None
    currency: str | None = None
    due: str | None = None


@dataclass(frozen=True, kw_only=True)
class Leanings:
    """How far each sentence of a short text leans to each thing that the model weighs, in tenths of log odds: what a translation has
    in common with its original, sentence for sentence, even where it is given other labels. ``enough`` is the correlation from which
    two texts that this model read may be one."""

    sentences: tuple[tuple[int, ...], ...]
    enough: float


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the classifier found. ``scores`` are probabilities of 0 to 1 for every stance and topic it knows, whether given
    or not; ``evidence`` holds verbatim sentences of the text for each label given (and ``rung`` when above 0)."""

    model: str
    stances: tuple[Stance, ...]
    primary: Stance
    topics: tuple[Topic, ...]
    rung: int
    scores: Mapping[str, float] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kind: Kind | None = None
    signatories: tuple[str, ...] = ()
    resolutions: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    target: str | None = None
    """``named``, ``unspecified``, or unknown (None)."""
    target_phrase: str | None = None
    """The words that stand for an unspecified target ("all parties", "certain states"), if any do."""
    instruments: tuple[str, ...] = ()
    """Treaties and resolutions of other bodies than the Security Council, under their usual English name or symbol."""
    speaker: Speaker | None = None
    commitments: tuple[Pledge, ...] = ()
    unsure: tuple[str, ...] = ()
    """Those of the labels given whose score, on statements like it, was right less often than nine times of ten."""
    clauses: Mapping[str, str] = field(default_factory=dict)
    """For a label whose first sentence in ``evidence`` is long: the part of it, verbatim, that carries the label."""
    own_topics: tuple[str, ...] = ()
    """Ids of the user's own topics given; ``scores`` holds them all (given from 0.5 on), ``evidence`` those given."""
    leanings: Leanings | None = None
    """None for a text that is not short."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """One thing to deliver to one destination, rendered. ``dedupe_key`` is unique for ever; ``payload`` is JSON-ready."""

    dedupe_key: str
    channel: str
    """``slack``, ``slack-webhook``, ``mail``, ``http`` (signed webhook) or ``apprise``."""
    destination: str
    """Slack channel id, name of a configured webhook or service, or mail address."""
    kind: str
    """``alert``, ``summary`` (many alerts in one), ``digest`` or ``notice`` (to those who run the service)."""
    payload: Mapping[str, object]
    version: int | None = None
    watch: str | None = None
    digest: int | None = None
    thread: str | None = None
    """The conversation at the destination that it belongs to, such as one story; None: it stands alone."""
    part: Part = Part.HEAD
    """Its place in the thread."""
    not_before: datetime | None = None
    """When it may leave at the earliest; None: at once."""
    held: Held | None = None
    """Why it waits until then. What was held for one destination leaves together, as a summary."""
    about: Mapping[str, object] | None = None
    """What a summary would say of it, JSON-ready; None: it never becomes part of one."""
