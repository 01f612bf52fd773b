"""The ontology as enums: stances, topics, the escalation ladder, kinds, verdicts. `docs/ontology.md` explains each."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Stance(StrEnum):
    """What the issuer does with words. A statement has at least one; ``NEUTRAL`` stands alone."""

    DE_ESCALATION = "de-escalation"
    CONCERN = "concern"
    CONDEMNATION = "condemnation"
    WARNING = "warning"
    SUPPORT = "support"
    DEMAND = "demand"
    COMMITMENT = "commitment"
    NEUTRAL = "neutral"


class Topic(StrEnum):
    """What a statement is about. A statement may have none."""

    UNSC_2254 = "unsc-2254"
    CIVILIAN_PROTECTION = "civilian-protection"
    HUMANITARIAN_ACCESS = "humanitarian-access"
    CEASEFIRE = "ceasefire"
    POLITICAL_SOLUTION = "political-solution"
    COUNTER_TERRORISM = "counter-terrorism"
    SANCTIONS = "sanctions"
    NUCLEAR_WMD = "nuclear-wmd"
    SOVEREIGNTY = "sovereignty"
    HUMAN_RIGHTS = "human-rights"
    ELECTIONS_GOVERNANCE = "elections-governance"
    ECONOMY_TRADE = "economy-trade"
    CONSULAR = "consular"
    PROTOCOL = "protocol"


class Rung(IntEnum):
    """The highest step of the escalation ladder that the issuer takes in one text towards another party."""

    NONE = 0
    MONITORING = 1
    CONCERN = 2
    GRAVE_CONCERN = 3
    REGRETS_CRITICISES = 4
    CONDEMNS = 5
    CONDEMNS_STRONGLY = 6
    WARNS = 7
    MEASURES = 8


class Kind(StrEnum):
    """The form of a text."""

    JOINT_STATEMENT = "joint-statement"
    STATEMENT = "statement"
    READOUT = "readout"
    PRESS_RELEASE = "press-release"
    REMARKS = "remarks"
    BRIEFING = "briefing"


class Verdict(StrEnum):
    """How a check, a fetch or an extraction ended. Closed: nothing else is ever stored as an outcome."""

    OK = "ok"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    RATE_LIMITED = "rate-limited"
    REFUSED_ADDRESS = "refused-address"
    SOFT_404 = "soft-404"
    HTTP_ERROR = "http-error"
    PARSE_ERROR = "parse-error"
    TIMEOUT = "timeout"
    DNS = "dns"
    TLS = "tls"
    TOO_LARGE = "too-large"
    STALE = "stale"

    @property
    def success(self) -> bool:
        """Whether the source could be read: it answered, and the answer was what it should be."""
        return self in (Verdict.OK, Verdict.UNCHANGED)


READ_WHOLE = (Verdict.OK, Verdict.UNCHANGED, Verdict.STALE)
"""Everything the source lists was seen. A stale feed is unhealthy, and yet its next item is news."""


class Precision(StrEnum):
    """How much of a date the issuer gave."""

    UNKNOWN = "unknown"
    DAY = "day"
    INSTANT = "instant"


class ActorRole(StrEnum):
    """What a text does with an actor it names."""

    BLAMED = "blamed"
    URGED = "urged"
    PRAISED = "praised"
    VICTIM = "victim"
    MENTIONED = "mentioned"


class Rank(StrEnum):
    """Who speaks for the issuer, lowest first."""

    SPOKESPERSON = "spokesperson"
    MINISTRY = "ministry"
    MINISTER = "minister"
    HEAD = "head"

    @property
    def height(self) -> int:
        """For comparing: 0 for a spokesperson to 3 for a head of state, government or organisation."""
        return list(Rank).index(self)


class Grade(StrEnum):
    """How much a statement changed after it was published, least first."""

    FURNITURE = "furniture"  # the page around it, white space, typography
    TYPO = "typo"  # spelling and punctuation
    WORDING = "wording"  # other words, the same facts
    FACTS = "facts"  # a number, date, sum, resolution, name or attribution
    SIGNATORIES = "signatories"
    STANCE = "stance"  # what is said, about what, or how sharply
    WITHDRAWN = "withdrawn"

    @property
    def weight(self) -> int:
        """For comparing: 0 for furniture to 6 for withdrawn."""
        return list(Grade).index(self)

    @property
    def alerts(self) -> bool:
        """Whether an edit of this grade is news to those who were told of the statement."""
        return self.weight >= Grade.SIGNATORIES.weight


class Relation(StrEnum):
    """How two statements belong together that are never merged."""

    SAME_TEXT = "same-text"  # word for word, at another place
    COPY = "copy"  # near-identical, in another source
    TWIN = "twin"  # the same statement in another language
    REISSUE = "reissue"  # the same issuer's words again, under a date more than a fortnight away


class Basis(StrEnum):
    """Why a statement belongs to a story."""

    FOUNDER = "founder"  # it is the first of it
    SAME_TEXT = "same-text"  # word for word
    COPY = "copy"  # near-identical, the same language
    TWIN = "twin"  # the same statement in another language
    JOINT = "joint"  # another capital's copy of a joint statement, by signatories, dates, numbers, names
    FOLLOW_UP = "follow-up"  # speaks of the same event
    PERSON = "person"  # somebody put it there

    @property
    def copies(self) -> bool:
        """Whether the two say the same, not only speak of the same."""
        return self in (Basis.SAME_TEXT, Basis.COPY, Basis.TWIN, Basis.JOINT)


class Novelty(StrEnum):
    """What an issuer says that it has not said before, or no longer says. Each is a value of the query field ``first:``
    but the last two."""

    STANCE = "stance"
    TOPIC = "topic"
    RESOLUTION = "resolution"
    INSTRUMENT = "instrument"
    ACTOR = "actor"
    FORMULA = "formula"  # a set phrase of diplomacy
    VOICE = "voice"  # its first word in a story that others began
    RUNG = "rung"  # a higher step of the ladder on a subject than lately
    DROPPED = "dropped"  # a customary formula is missing


class Part(StrEnum):
    """The place of a message in a thread."""

    HEAD = "head"  # begins it
    REPLY = "reply"  # follows in it
    EDIT = "edit"  # replaces the text of its head, where the channel can


class Held(StrEnum):
    """Why a message waits before it leaves."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    QUIET = "quiet hours"
    CAP = "cap"  # more in an hour than the watch allows
    MUTED = "muted"  # somebody muted the source


class Happening(StrEnum):
    """What can happen to a statement besides an edit."""

    MISSING = "missing"  # its page was gone once
    WITHDRAWN = "withdrawn"  # gone at the confirming look too
    RETURNED = "returned"
    REPUBLISHED = "republished"  # the same text at another address, which joined it


# Languages that dates, stemming and identification know. Order carries no meaning.
LANGUAGES = (
    "en", "fr", "de", "es", "it", "pt", "ru", "ar", "fa", "tr", "zh", "ja", "ko", "pl", "uk", "he", "nl",
    "ro", "el", "sv", "fi", "cs",
)  # fmt: skip
