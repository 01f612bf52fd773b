"""The answers of JSON APIs to drafts: lists of items, one item alone, HTML inside JSON, and the content of one statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from config.addresses import fill, names_in
from config.kinds import Content
from config.source import JsonApiSource, SourceBase
from spiders.extract.items import Tally, identifier, kind_of
from spiders.extract.json_body import read_json, search
from spiders.extract.listing import read_rows
from spiders.extract.page import absolute, first_address, parse
from statements import text as texts
from statements.labels import Verdict
from statements.model import Attachment, Draft, Extraction, RawDate

_EPOCH = re.compile(r"(?:/Date\()?(\d{10}|\d{13})(?:[+-]\d{4})?(?:\)/)?")
_SHOWN = 8  # keys of an answer that a message names


def json_api(source: JsonApiSource, body: bytes, *, url: str, content_type: str | None) -> Extraction:
    """Read one answer of the API, in its order."""
    data, failed = read_json(body, url=url, content_type=content_type, embedded=source.embedded)
    if failed is not None:
        return failed
    base = source.link_base or url
    next_url, cursor = _next(source, data, url)
    if source.next is not None:
        page = parse(body, url=url, content_type=content_type)
        next_url = first_address(page, page.root, source.next)
    if source.fragment is not None:
        inside = search(source.fragment.at, data)
        if not isinstance(inside, str):
            return _failed(_nothing(source.fragment.at, data))
        page = parse(inside.encode(), url=base, content_type="text/html; charset=utf-8")
        return read_rows(source, source.fragment, page, next_url=next_url, cursor=cursor)
    found = search(source.items or "@", data)
    if found is None:
        return _failed(_nothing(source.items or "@", data))
    items = found if isinstance(found, list) else [found]
    if not items:
        return Extraction(verdict=Verdict.EMPTY, reason="the answer is well formed and lists nothing")
    tally = Tally(source, "items", len(items))
    for item in items:
        draft = _draft(source, item, base)
        if draft is None:
            tally.without_link += 1
        else:
            tally.add(draft)
    if tally.without_link == len(items):
        return _failed(f"none of the {len(items)} items has a usable link")
    return tally.extraction(next_url=next_url, cursor=cursor)


def api_content(
    source: SourceBase, paths: Content, body: bytes, *, url: str, statement: str, content_type: str | None
) -> Extraction:
    """Read by ``paths`` the content of the statement at the address ``statement``, as an API answered at ``url``."""
    assert paths.body is not None
    data, failed = read_json(body, url=url, content_type=content_type)
    if failed is not None:
        return failed
    text = _text(search(paths.body, data))
    if not text:
        return _failed(f"the content of {statement} has no text: {_nothing(paths.body, data)}")

    def said(path: str | None) -> Any:
        return None if path is None else search(path, data)

    history = said(paths.change_history)
    edits = sorted(history if isinstance(history, list) else [history], key=str, reverse=True)
    draft = Draft(
        url=statement,
        title=texts.clean_title(_line(said(paths.title))),
        body=text,
        dates=_dates(said(paths.date)),
        modified=(*_dates(said(paths.modified)), *(date for edit in edits[:1] for date in _dates(edit))),
        delivered=_dates(said(paths.delivered)),
        language=_line(said(paths.language)) or None,
        speaker=_line(said(paths.speaker)) or None,
        role=_line(said(paths.role)) or None,
        kind=kind_of(source, _line(said(paths.kind))),
        attachments=_attachments(said(paths.attachments), url),
    )
    return Extraction(verdict=Verdict.OK, drafts=(draft,))


def _draft(source: JsonApiSource, item: object, base: str) -> Draft | None:
    paths = source.fields
    assert paths is not None

    def said(path: str | None) -> Any:
        return None if path is None else search(path, item)

    if source.link_template is not None:
        values = {name: _line(search(name, item)) or None for name in names_in(source.link_template)}
        raw = "" if None in values.values() else fill(source.link_template, values)
    else:
        raw = _line(said(paths.link))
    link = absolute(base, raw)
    if link is None:
        return None
    return Draft(
        url=link,
        title=texts.clean_title(_line(said(paths.title))),
        body=_text(said(paths.body)),
        guid=identifier(source, link) or _line(said(paths.guid)) or None,
        dates=_dates(said(paths.date)),
        modified=_dates(said(paths.modified)),
        language=_line(said(paths.language)) or None,
        speaker=_line(said(paths.speaker)) or None,
        role=_line(said(paths.role)) or None,
        kind=kind_of(source, _line(said(paths.kind))),
        attachments=_attachments(said(paths.attachments), base),
    )


def _next(source: JsonApiSource, data: object, url: str) -> tuple[str | None, str | None]:
    """The address of the older page, or the cursor that asks for it."""
    if source.pager is None or source.pager.next is None:
        return None, None
    said = _line(search(source.pager.next, data))
    if not said:
        return None, None
    if source.pager.param is None and "{cursor}" not in source.entry and source.post is None:
        older = absolute(url, said)
        # A pager stays at its host; what is written into an answer does not choose whom we ask.
        return (older if older and urlsplit(older).netloc == urlsplit(url).netloc else None), None
    return None, said


def _text(value: object) -> str:
    """HTML or plain text, or a list of either, as text with paragraphs."""
    if isinstance(value, list):
        return "\n\n".join(part for part in map(_text, value) if part)
    if not isinstance(value, str):
        return ""
    return texts.html_to_text(value) if "<" in value or "&" in value else texts.normalise(value)


def _line(value: object) -> str:
    """Text, a number or a list of such, on one line; nothing else says anything."""
    if isinstance(value, list):
        return ", ".join(part for part in map(_line, value) if part)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value).strip()


def _dates(value: object) -> tuple[RawDate, ...]:
    found: Sequence[object] = value if isinstance(value, list) else [value]
    raw = [_moment(line) for line in map(_line, found) if line]
    return tuple(RawDate(raw=date, origin="api") for date in raw)


def _moment(value: str) -> str:
    """Seconds or milliseconds since 1970 as what they mean, anything else as it stands."""
    found = _EPOCH.fullmatch(value)
    if found is None:
        return value
    seconds = int(found[1]) / (1000 if len(found[1]) > 10 else 1)
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _attachments(value: object, base: str) -> tuple[Attachment, ...]:
    found: dict[str, Attachment] = {}
    for entry in value if isinstance(value, list) else [value]:
        said = entry if isinstance(entry, dict) else {"url": entry}
        url = absolute(base, _line(said.get("url")))
        if url is not None:
            title = texts.clean_title(_line(said.get("title")))
            media_type = _line(said.get("content_type")) or None
            found.setdefault(url, Attachment(url=url, title=title, media_type=media_type))
    return tuple(found.values())


def _nothing(path: str, data: object) -> str:
    if not isinstance(data, dict):
        return f"nothing stands at {path!r}; the answer is {_shape(data)}"
    keys = ", ".join(str(key)[:40] for key in list(data)[:_SHOWN]) or "nothing"
    return f"nothing stands at {path!r}; the answer holds {keys}"


def _shape(data: object) -> str:
    return "a list" if isinstance(data, list) else f"{str(data)[:40]!r}"


def _failed(reason: str) -> Extraction:
    return Extraction(verdict=Verdict.PARSE_ERROR, reason=reason)
