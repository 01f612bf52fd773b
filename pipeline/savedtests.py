"""The pages saved with a source as its test: what they give today, by which selector and which rung of the dates, and what changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from config.source import ListingSource, Source, doors
from pipeline import pool, shapes
from spiders.candidates import candidate_of
from spiders.extract import reading
from statements.clock import SystemClock
from statements.errors import CommuniqueError
from statements.labels import Verdict
from statements.model import Draft

SAVED = ".test"
"""Ending of the folder that holds a source's saved pages, beside its file."""


def folder_of(source: Source, sources: Path) -> Path | None:
    """Where the saved pages of a source are, if it has any."""
    found = next(
        (
            path
            for path in (sources.rglob(f"{source.id}{SAVED}") if sources.is_dir() else ())
            if path.is_dir()
        ),
        None,
    )
    return found if found is not None and (found / "expected.json").is_file() else None


def run(source: Source, folder: Path) -> dict[str, Any]:
    """Read the saved pages with the source as it is now, where the reading can be killed. ``drafts`` are the statements of its
    articles, each with ``why``; ``listed`` those of its entry; ``differences`` from what was expected, in words."""
    return dict(pool.read_once(folder, compare, source, folder))


def expectations(source: Source, folder: Path, pages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What each saved page gives, in the form of ``expected.json``, read where the reading can be killed."""
    return list(pool.read_once(folder, _expected, source, folder, pages))


def _expected(source: Source, folder: Path, pages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**page, **expectation(source, folder / str(page["file"]), page)} for page in pages]


def compare(source: Source, folder: Path) -> dict[str, Any]:
    """As `run`, here and without limits."""
    try:
        expected = json.loads((folder / "expected.json").read_text("utf-8"))
        pages = list(expected["pages"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommuniqueError(f"{folder / 'expected.json'} cannot be read: {error}") from error
    drafts, listed, differences = [], [], []
    for page in pages:
        file = folder / str(page["file"])
        if not file.is_file():
            raise CommuniqueError(f"{file} is missing, although expected.json names it")
        now = expectation(source, file, page)
        differences += _differences(file.name, page, now)
        rows = now.get("listed")
        if rows is not None:
            listed += rows
        else:
            drafts += _articles(source, file, page)
    return {
        "verdict": Verdict.OK.value if not differences else Verdict.PARSE_ERROR.value,
        "reason": "; ".join(differences) or None,
        "pages": str(folder),
        "listed": listed,
        "drafts": drafts,
        "differences": differences,
    }


def expectation(source: Source, file: Path, page: Mapping[str, Any]) -> dict[str, Any]:
    """What one saved page gives, in the form of ``expected.json``."""
    body, url, kind = file.read_bytes(), str(page["url"]), page.get("content_type")
    if file.name.startswith("entry"):
        found = reading.entry(_door(source, url), body, url=url, content_type=kind)
        return {
            "verdict": found.verdict.value,
            "reason": found.reason,
            "listed": [_listed(source, draft) for draft in found.drafts],
        }
    found = reading.article(source, body, url=url, content_type=kind)
    rows = [_candidate(source, draft) for draft in found.drafts]
    return {
        "verdict": found.verdict.value,
        "reason": found.reason,
        "title": rows[0]["title"] if rows else None,
        "published": rows[0]["published"]["value"] if rows else None,
        "body": rows[0]["body"] if rows else None,
    }


def _door(source: Source, url: str) -> Source:
    """The door whose answer this was; the first when none says so."""
    every = doors(source)
    return next(
        (door for door in every if door.entry == url.partition("?")[0] or door.entry == url), every[0]
    )


def _articles(source: Source, file: Path, page: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = reading.article(
        source, file.read_bytes(), url=str(page["url"]), content_type=page.get("content_type")
    )
    return [
        {**_candidate(source, draft), "file": file.name, "why": why(source, draft)} for draft in found.drafts
    ]


def why(source: Source, draft: Draft) -> dict[str, str]:
    """Which selector or which rung of the ladder gave what."""
    rules = source.article
    first = draft.dates[0] if draft.dates else None
    dated = f"{first.origin}: {first.raw}" if first else "none: the list's date counts"
    return {
        "title": rules.title or "what the page calls its heading",
        "published": f"{rules.date}, {dated}"
        if rules.date and first and first.origin == "selector"
        else dated,
        "body": rules.body or "the generic reader",
        "item": source.item if isinstance(source, ListingSource) else source.kind,
    }


def _listed(source: Source, draft: Draft) -> dict[str, Any]:
    shown = _candidate(source, draft)
    return {"title": shown["title"], "published": shown["published"]["value"], "url": shown["url"]}


def _candidate(source: Source, draft: Draft) -> dict[str, Any]:
    return dict(shapes.draft(candidate_of(source, draft, SystemClock().now())))


def _differences(name: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    found = []
    for key, value in now.items():
        if key in ("reason",) or before.get(key) == value:
            continue
        if key == "verdict" and now.get("reason"):
            found.append(f"{name}: {value} instead of {before.get(key)}: {now['reason']}")
        elif key == "listed":
            was = before.get(key) or []
            gone = [row["title"] for row in was if row not in value]
            fresh = [row["title"] for row in value if row not in was]
            found.append(
                f"{name}: {len(value)} listed, {len(was)} expected"
                + (f"; not: {gone[0]!r}" if gone else "")
                + (f"; new: {fresh[0]!r}" if fresh else "")
            )
        elif key == "body":
            found.append(
                f"{name}: the text differs ({len(str(value or '').split())} words, {len(str(before.get(key) or '').split())} expected)"
            )
        else:
            found.append(f"{name}: {key} is {value!r}, {before.get(key)!r} expected")
    return found
