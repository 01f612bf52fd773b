"""A draft made comparable: canonical address, clean title and text, resolved date, language, hashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from statements.dates import resolve
from statements.identity import canonical_url, content_hash, locators, text_hash
from statements.labels import LANGUAGES, Kind
from statements.language import another, identify
from statements.model import Candidate, Draft, Published, RawDate
from statements.text import clean_title, normalise
from statements.tongues import primary


def from_draft(
    draft: Draft,
    *,
    source: str,
    issuer: str,
    now: datetime,
    zone: str = "UTC",
    order: str | None = None,
    formats: Sequence[str] = (),
    calendar: str | None = None,
    languages: Sequence[str] = (),
    aliases: Mapping[str, str] | None = None,
    kind: Kind | None = None,
    known: Mapping[str, str | None] = MappingProxyType({}),
) -> Candidate:
    """The candidate that ``draft`` is, under the settings of its source. ``known``: the languages of texts that were told before, by the
    hashes of these. The text's language goes before what the page declares; what is
    in none of our languages is in the one that the page declares, if that is no such language either, else in the one that it clearly is. Raises ValueError when ``draft.url`` is not http."""
    aliases = aliases or {}
    title, text = clean_title(draft.title), normalise(draft.body)
    declared = primary(draft.language)
    prior = tuple(dict.fromkeys([*languages, *([declared] if declared in LANGUAGES else [])]))
    text_sha256 = text_hash(text)
    if text and text_sha256 in known:
        language = known[text_sha256]  # to tell it again costs as much as all else together
    else:
        said = text or title
        language = identify(said, prior=prior) or (
            declared if declared and declared not in LANGUAGES else another(said)
        )

    def dated(found: Sequence[RawDate]) -> Published:
        return resolve(
            found,
            now=now,
            zone=zone,
            order=order,
            languages=languages or tuple(dict.fromkeys(filter(None, (*prior, declared, language)))),
            formats=formats,
            calendar=calendar,
        )

    return Candidate(
        source=source,
        issuer=issuer,
        url=canonical_url(draft.url, aliases=aliases),
        locators=locators(draft.url, draft.guid, aliases=aliases),
        title=title,
        text=text,
        sha256=content_hash(title, text),
        text_sha256=text_sha256,
        published=dated(draft.dates),
        language=language,
        kind=kind or draft.kind,
        speaker=clean_title(draft.speaker) or None if draft.speaker else None,
        role=clean_title(draft.role) or None if draft.role else None,
        modified=dated(draft.modified) if draft.modified else None,
        delivered=_day(dated(draft.delivered), zone),
        attachments=draft.attachments,
        alternates=draft.alternates,
    )


def _day(told: Published, zone: str) -> date | None:
    """The day that is meant: an API writes it as its midnight, as that of UTC too, or as the instant of it in ``zone``."""
    if (at := told.instant) is None:
        return told.day
    return (at if at.time() == time() else at.astimezone(ZoneInfo(zone))).date()
