"""JSON APIs: pages, offsets or cursors, in the address or in what is sent; of JSON within pages what these link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from config.source import JsonApiSource, Source
from spiders.answers import Ask
from spiders.kinds.asking import ask, with_parameter, years
from spiders.kinds.base import KindSpider, Seen
from spiders.kinds.listing import older_page

_STARTS = {"page": 1, "offset": 0}


class JsonApiSpider(KindSpider):
    """Anything that answers with JSON."""

    name = "json_api"

    def first(self, source: Source, now: datetime) -> tuple[Ask, ...]:
        assert isinstance(source, JsonApiSource)
        since = (now - source.window).strftime("%Y-%m-%d")
        start: dict[str, object] = {}
        if source.pager is not None and source.pager.by != "cursor":
            start[source.pager.by] = _start(source)
        if source.pager is not None and source.pager.by == "cursor":
            start["cursor"] = ""
        return tuple(
            self._ask(source, {"since": since, **year, **start}, now, first=True)
            for year in years(source, source.entry, now)
        )

    def older(self, source: Source, last: Ask, seen: Seen, now: datetime) -> Ask | None:
        assert isinstance(source, JsonApiSource)
        pager = source.pager
        if seen.page >= source.max_pages:
            return None
        if pager is None:
            return older_page(source, last, seen, now) if source.next or source.page else None
        if pager.by == "cursor":
            if seen.extraction.next_url is not None:
                return Ask(url=seen.extraction.next_url, name=seen.extraction.next_url, values=last.values)
            if seen.extraction.cursor is None or seen.extraction.cursor == last.values.get("cursor"):
                return None
            value: object = seen.extraction.cursor
        elif not seen.listed or (pager.size is not None and seen.listed < pager.size):
            return None
        elif pager.by == "page":
            value = _start(source) + seen.page
        else:
            value = _start(source) + (pager.size or 0) * seen.page
        return self._ask(source, {**last.values, pager.by: value}, now, first=False)

    def _ask(self, source: JsonApiSource, values: Mapping[str, object], now: datetime, *, first: bool) -> Ask:
        pager = source.pager
        template, post = source.entry, source.post
        if pager is not None and pager.param is not None and not first:
            value: Any = values[pager.by]
            if post is not None:
                post = {**post, pager.param: value}
            else:
                template = with_parameter(template, pager.param, str(value))
        return ask(source, template, values, now, post=post)


def _start(source: JsonApiSource) -> int:
    pager = source.pager
    assert pager is not None
    return pager.first if pager.first is not None else _STARTS[pager.by]
