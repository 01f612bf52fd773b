"""What the pages of a digest's members show, as words for the templates. Every remote word is escaped by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from alerts import digest_statement, words
from archive.posts import DigestRecord
from archive.records import Hit
from config import Config
from pipeline import frozen
from pipeline.linking import Asked, Links, Sent, changes_page, section_page
from statements.issuers import issuer_name
from web.desk import Desk

TITLE = 500


def person(recipient: str) -> str:
    """Who answers, as it is kept: an address beside the ids of other channels."""
    return f"mail:{recipient}"


def listed(
    sent: Sent,
    record: DigestRecord,
    section: frozen.Section | None,
    hits: Sequence[Hit],
    said: Mapping[int, bool],
    desk: Desk,
    *,
    at: int | None,
) -> dict[str, object]:
    """A page of the statements of a digest, or of one of its ``sections``; ``said`` is what the recipient thinks of those that they
    judged, ``at`` the one that was asked for."""
    whole = desk.links.listed(sent.number, sent.recipient)
    found = frozen.sections(record.members)
    changed = len(frozen.changes(record.members))
    return {
        **_head(record, desk.config),
        "part": None
        if section is None
        else {"title": words.visible(section.title), "query": words.visible(section.query)},
        "whole": whole,
        "sections": [
            {
                "title": words.visible(one.title),
                "count": len(one.versions),
                "link": section_page(whole, one.id),
            }
            for one in found
        ]
        if section is None
        else [],
        "changes": {"count": changed, "link": changes_page(whole)} if changed and section is None else None,
        "recipient": sent.recipient,
        "items": [
            _statement(hit, desk.links, _zone(record, desk.config))
            | {"said": said.get(hit.version.statement)}
            for hit in hits
        ],
        "at": at,
    }


def changes(
    sent: Sent, record: DigestRecord, told: Sequence[tuple[frozen.Change, Hit]], desk: Desk
) -> dict[str, object]:
    """A page of what was edited or withdrawn."""
    return {
        **_head(record, desk.config),
        "whole": desk.links.listed(sent.number, sent.recipient),
        "items": [
            _statement(hit, desk.links, _zone(record, desk.config))
            | {"what": change.what, "grade": str(hit.version.grade or "") if change.what == "edited" else ""}
            for change, hit in told
        ],
    }


def asked(about: Asked, hit: Hit, said: bool | None, desk: Desk) -> dict[str, object]:
    """The page on which the recipient of an alert says what they think of it."""
    watch = next((one.name for one in desk.config.watches if one.id == about.watch), about.watch)
    return {
        "title": "Was this relevant?",
        "watch": words.visible(watch),
        "recipient": about.recipient,
        "item": _statement(hit, desk.links, ZoneInfo(desk.config.settings.zone)) | {"said": said},
    }


def turning(total: int, page: int, size: int) -> dict[str, object]:
    """Where in a list of ``total`` a page stands, and which pages there are beside it."""
    last = max(1, -(-total // size))
    return {
        "total": total,
        "page": page,
        "pages": last,
        "first": (page - 1) * size + 1,
        "before": page - 1 if page > 1 else None,
        "after": page + 1 if page < last else None,
    }


def _head(record: DigestRecord, config: Config) -> dict[str, object]:
    zone = _zone(record, config)
    digest = config.settings.digests.get(record.subscription)
    title = record.members.get("title") or (digest.heading if digest else record.subscription)
    return {
        "title": words.visible(str(title)),
        "span": f"{words.moment(record.start, zone)} to {words.moment(record.end, zone)}",
    }


def _zone(record: DigestRecord, config: Config) -> ZoneInfo:
    digest = config.settings.digests.get(record.subscription)
    return ZoneInfo(digest.zone if digest else "UTC")


def _statement(hit: Hit, links: Links, zone: ZoneInfo) -> dict[str, object]:
    """A statement in the version that was told."""
    version = hit.version
    return {
        "statement": version.statement,
        "heading": words.title(version.title, TITLE),
        "issuer": issuer_name(version.issuer),
        "when": words.published(version.published, version.first_seen, zone),
        "lang": version.language or "",
        "dir": words.direction(version.language),
        "labels": digest_statement.labels(hit.reading),
        "quote": digest_statement.quote(hit.reading),
        "archived": links.archived(version.statement, version.n),
        "url": version.url if words.is_web_address(version.url) else None,
        "withdrawn": None if hit.withdrawn_at is None else words.moment(hit.withdrawn_at, zone),
    }
