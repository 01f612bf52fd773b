"""Discovery on whole small sites, served for real: what is found without a hint, what is refused, and how little is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from spiders import studies
from spiders.discover import MOST, discover
from spiders.findings import Discovery, learnt_keys
from tests.fake_ministry import FakeMinistry, Page, rss
from tests.on_reactor import on_reactor
from tests.service.spiders.watching import START, Watch
from tests.small_sites import SITES, SmallSite, serve

TODAY = START.date()


def look(watch: Watch, url: str, **options: Any) -> Discovery:
    async def compute(function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)

    return on_reactor(
        lambda: discover(url, fetcher=watch.engine.fetcher, compute=compute, now=START, **options)
    )


@pytest.mark.parametrize("build", SITES, ids=lambda build: build.__name__)
def test_a_small_site_is_learnt_right_without_a_hint(
    build: Callable[[date], SmallSite], tmp_path: Path
) -> None:
    site = build(TODAY)
    with FakeMinistry() as ministry, Watch(tmp_path, ministry) as watch:
        serve(site, ministry)
        found = look(watch, ministry.url(site.front))
        assert found.best is not None, found.refused
        accepted = [one.kind for one in found.proposals if one.doubt is None]
        assert tuple(accepted) == site.kinds, (found.proposals, found.refused)
        assert sum(ministry.asked.values()) <= MOST
        listed = {urlsplit(draft.url).path: draft for draft in found.best.drafts}
        assert list(listed) == [entry.path for entry in site.entries]
        for entry in site.entries:
            if found.best.kind != "sitemap":
                assert listed[entry.path].title == entry.title
        keys = learnt_keys(found)
        assert keys is not None
        source = studies.trial(keys)
        if keys["kind"] == "wp_rest":
            return
        for entry in site.entries:
            answer = studies.Saved(
                url=ministry.url(entry.path),
                body=site.pages[entry.path].data,
                content_type="text/html; charset=utf-8",
            )
            day, text = studies.study_article(source, answer, START)
            assert text == site.text(entry)
            assert day in (entry.day, None)
