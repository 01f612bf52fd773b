"""The tables. `archive/migrations` builds them step by step; a test holds that both agree.

Times are `Moment` (UTC), ids count up and are never reused. The full-text index is the one thing that differs: SQLite
has the virtual table of `SQLITE_SEARCH`, PostgreSQL the table `search` with a GIN index (see archive.search).
"""

from archive.schema.base import metadata
from archive.schema.episodes import episode
from archive.schema.messages import digest, feedback, letter, match, mute, outbox, parked, unsubscribed
from archive.schema.search import SQLITE_SEARCH, VERSIONS, document, postgres_metadata, postgres_search
from archive.schema.sources import check, furniture, learned, source, spell, validator, visit
from archive.schema.statements import (
    body,
    capture,
    event,
    link,
    locator,
    reading,
    seal,
    sketch,
    statement,
    unread,
    version,
)
from archive.schema.stories import custom, depth, height, novelty, ruling, said, story_key, story_member

__all__ = [
    "SQLITE_SEARCH",
    "VERSIONS",
    "body",
    "capture",
    "check",
    "custom",
    "depth",
    "digest",
    "document",
    "episode",
    "event",
    "feedback",
    "furniture",
    "height",
    "learned",
    "letter",
    "link",
    "locator",
    "match",
    "metadata",
    "mute",
    "novelty",
    "outbox",
    "parked",
    "postgres_metadata",
    "postgres_search",
    "reading",
    "ruling",
    "said",
    "seal",
    "sketch",
    "source",
    "spell",
    "statement",
    "story_key",
    "story_member",
    "unread",
    "unsubscribed",
    "validator",
    "version",
    "visit",
]
