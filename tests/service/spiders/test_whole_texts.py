"""Lists that carry whole texts: what is new is stored first, what stands as it was is seen all at once, and no edit is lost among it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from statements.identity import text_hash
from statements.labels import Happening, Verdict
from tests.fake_ministry import RSS, FakeMinistry, Page
from tests.on_reactor import on_reactor
from tests.service.spiders.watching import START, Watch, feed_source


def listing(site: FakeMinistry, **bodies: str) -> Page:
    """A feed with these items, by the last part of their addresses."""
    items = "".join(
        f"<item><title>Statement {name}</title><link>{site.url('/a/')}{name}</link>"
        f"<pubDate>Sun, 01 Dec 2024 22:04:05 GMT</pubDate><description>{body}</description></item>"
        for name, body in bodies.items()
    )
    return Page(f'<rss version="2.0"><channel><title>Ministry</title>{items}</channel></rss>', RSS)


def body(number: int) -> str:
    return f"The ministry says for the {number}th time that it is concerned about the road to the north."


OLD = {f"n{number}": body(number) for number in range(8, 0, -1)}


def calls(watch: Watch) -> list[str]:
    """The names of what the engine asks of the archive from now on."""
    asked: list[str] = []
    ask = watch.engine.in_thread

    async def noted(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        asked.append(function.__name__)
        return await ask(function, *arguments, **named)

    watch.engine.in_thread = noted
    return asked


def test_a_new_text_is_stored_before_all_that_is_known_is_seen_at_once(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        site["/feed"] = listing(site, **OLD)
        assert watch.check(source).stored == 8
        watch.clock.advance(timedelta(hours=1))
        site["/feed"] = listing(site, **{"n9": body(9)}, **OLD)
        asked = calls(watch)
        report = watch.check(source)
        assert (report.listed, report.known, report.parsed, report.stored) == (9, 8, 9, 1)
        assert (asked.count("store"), asked.count("seen")) == (1, 1)
        assert asked.index("store") < asked.index("known_each") < asked.index("seen")
        hits = watch.call(lambda: list(watch.archive.statements.export()))
        assert {hit.last_seen for hit in hits} == {START + timedelta(hours=1)}
        assert [hit.versions for hit in hits] == [1] * 9


def test_what_a_look_at_the_entry_began_with_is_not_asked_for_again(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        site["/feed"] = replace(listing(site, **OLD), validators=True)
        watch.check(source)
        watch.clock.advance(timedelta(minutes=20))
        site["/feed"] = replace(listing(site, **{"n9": body(9)}, **OLD), validators=True)
        lease = watch.claim(source)
        calm = watch.call(watch.archive.sources.calm, [source.id], watch.clock.now())[source.id]
        asked = calls(watch)
        assert on_reactor(lambda: watch.engine.check(source, lease, calm)).stored == 1
        assert {"state", "validators"}.isdisjoint(asked)
        assert site.asked["/feed"] == 2
        assert watch.check(source).verdict is Verdict.UNCHANGED


def test_the_language_of_a_known_text_is_not_told_again(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        site["/feed"] = listing(site, **OLD)
        watch.check(source)
        given: list[Any] = []
        compute = watch.compute

        async def noted(function: Callable[..., Any], *arguments: Any) -> Any:
            given.append(arguments[-1])
            return await compute(function, *arguments)

        watch.compute = noted
        site["/feed"] = listing(
            site, **{"n9": body(9)}, **(OLD | {"n3": body(3).replace("concerned", "alarmed")})
        )
        assert watch.check(source).stored == 2
        assert given == [{text_hash(body(number)): "en" for number in range(1, 9)}]
        assert {version.language for version in watch.versions()} == {"en"}


def test_an_edit_among_what_stands_as_it_was_is_a_version(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        site["/feed"] = listing(site, **OLD)
        watch.check(source)
        site["/feed"] = listing(
            site, **{"n9": body(9)}, **(OLD | {"n3": body(3).replace("concerned", "alarmed")})
        )
        report = watch.check(source)
        assert report.stored == 2
        assert [version.n for version in watch.versions()] == [1, 1, 2, 1, 1, 1, 1, 1, 1]
        assert "alarmed" in watch.texts()[2]
        assert watch.versions()[-1].title == "Statement n9"


def test_a_withdrawn_text_that_is_listed_again_is_back(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site, body="feed")
        site["/feed"] = listing(site, **OLD)
        watch.check(source)
        lease = watch.claim(source)
        for hours in (1, 2):
            now = START + timedelta(hours=hours)
            watch.call(watch.archive.statements.missing, lease, 4, now, now + timedelta(hours=1))
        watch.call(watch.archive.sources.release, lease)
        assert watch.withdrawn()[3]
        watch.clock.advance(timedelta(hours=3))
        site["/feed"] = listing(site, **{"n9": body(9)}, **OLD)
        assert watch.check(source).stored == 1
        assert not any(watch.withdrawn())
        events = watch.call(watch.archive.statements.events, 4)
        assert [event.what for event in events][-1] is Happening.RETURNED
