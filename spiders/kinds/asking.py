"""From an address with names in it to the addresses that are asked: years, parameters, bodies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from config.addresses import fill, names_in
from config.source import SourceBase
from spiders.answers import Ask

TURN = 14
"""Days of January in which last year's list is asked as well: its last entries come late, and the new list may not be there yet."""


def years(source: SourceBase, template: str, now: datetime) -> list[dict[str, object]]:
    """What to fill in for ``{year}``, the newest first; nothing once where the address has none."""
    if "year" not in names_in(template):
        return [{}]
    there = now.astimezone(ZoneInfo(source.zone))
    turn = there.month == 1 and there.day <= TURN
    return [{"year": year} for year in ([there.year, there.year - 1] if turn else [there.year])]


def ask(
    source: SourceBase,
    template: str,
    values: Mapping[str, object],
    now: datetime,
    *,
    post: Mapping[str, JsonValue] | None = None,
) -> Ask:
    """The question that a template with its values is."""
    name = fill(template, values)
    url = name
    if source.cache_buster is not None:
        url = with_parameter(url, source.cache_buster, str(int(now.timestamp())))
    body = None if post is None else json.dumps(_filled(dict(post), values), ensure_ascii=False).encode()
    return Ask(url=url, name=name, post=body, values=values)


def with_parameter(url: str, name: str, value: str) -> str:
    """The address with one parameter of its query set, the others as they are written."""
    parts = urlsplit(url)
    kept = [pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] != name]
    return urlunsplit(parts._replace(query="&".join([*kept, f"{name}={quote(value, safe='')}"])))


def _filled(value: JsonValue, values: Mapping[str, object]) -> JsonValue:
    """A body with its names filled in; a text that is nothing but one name becomes the value itself."""
    if isinstance(value, dict):
        return {key: _filled(part, values) for key, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, values) for part in value]
    if not isinstance(value, str):
        return value
    for name, found in values.items():
        if value == f"{{{name}}}":
            return found if isinstance(found, (int, str)) else str(found)
        value = value.replace(f"{{{name}}}", str(found))
    return value
