"""Access, measured: every enabled source asked once from this network, through the fetcher and the readers of the service.

Nothing is stored and no page of a statement is read. Hosts are asked side by side, each as politely as ever.
"""

from __future__ import annotations

import asyncio
import json
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from alerts.words import visible
from config import Config
from config.source import BrowserSource, DiscoverSource, FeedSource, Source, doors
from pipeline import shapes
from pipeline.pool import Inline, Pool
from statements.clock import Clock, SystemClock
from statements.errors import CommuniqueError
from statements.labels import Verdict

if TYPE_CHECKING:  # bring in Scrapy, which must not happen before the reactor is installed
    from spiders.answers import Answer, Errand
    from spiders.fetch import Fetcher

Row = dict[str, Any]
ADVICE = {
    Verdict.EMPTY: "open the entry in a browser: if it lists statements there, the selectors no longer fit (`communique sources "
    "test`); if not, look for where they are listed now",
    Verdict.BLOCKED: "the site refuses this network or program: ask its owner, try from another network, or name another door",
    Verdict.ROBOTS: "robots.txt forbids it: ask the owner, or name another door; it is never gone round",
    Verdict.RATE_LIMITED: "wait, then set a longer `delay` and `every` for this source",
    Verdict.REFUSED_ADDRESS: "the address is private or special: correct it, or allow it under network.allow if that is meant",
    Verdict.SOFT_404: "the entry has moved: look for its new address on the home page",
    Verdict.HTTP_ERROR: "open the entry in a browser: correct the address if it moved, else try again later",
    Verdict.PARSE_ERROR: "the answer is not of this source's kind: look at it, correct kind or entry",
    Verdict.TIMEOUT: "try again later; a longer network.timeout helps only if the site is slow for everybody",
    Verdict.DNS: "check the spelling of the host, and this machine's name service",
    Verdict.TLS: "the certificate cannot be verified: name the owner's authority as `ca_file` if you know it",
    Verdict.TOO_LARGE: "the answer is larger than network.max_bytes allows: raise it, or name a shorter list",
    Verdict.STALE: "the list looks abandoned: look for the one that took its place",
}
OLD_DAYS = 400


@dataclass(frozen=True, kw_only=True)
class _Measured:
    """What one door said."""

    verdict: Verdict
    reason: str | None = None
    answer: Answer | None = None
    status: int | None = None
    items: int | None = None
    newest: date | None = None
    seconds: float | None = None
    robots: str = ""
    not_modified: bool | None = None


def run(config: Config, *, clock: Clock | None = None) -> dict[str, Any]:
    """Ask every enabled source once; returns the report. Raises CommuniqueError when there is none."""
    from spiders import reactor

    chosen = [source for source in config.sources if source.enabled]
    if not chosen:
        raise CommuniqueError("no source is enabled; name some under `catalogue:` in settings.yaml")
    reactor.install()
    clock, pool = clock or SystemClock(), Pool()
    report: dict[str, Any] = {}

    async def main() -> int:
        task = asyncio.current_task()
        assert task is not None
        for number in (signal.SIGINT, signal.SIGTERM):  # the reactor sets none
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        report.update(await measure(config, chosen, clock=clock, pool=pool))
        return 0

    try:
        reactor.run(main)
    finally:
        pool.close()
    return report


async def measure(
    config: Config,
    chosen: list[Source],
    *,
    clock: Clock,
    pool: Pool | Inline,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> dict[str, Any]:
    """The report on some sources; runs on the reactor's loop."""
    from spiders.fetch import Fetcher

    fetcher = Fetcher(network=config.settings.network, clock=clock, sleep=sleep)
    started = clock.now()
    await fetcher.start()
    try:
        rows = await asyncio.gather(*(_row(fetcher, pool, clock, config, source) for source in chosen))
    finally:
        await fetcher.stop()
    return {
        "at": shapes.moment(started),
        "contact": config.settings.network.contact,
        "verdicts": dict(Counter(row["verdict"] for row in rows)),
        "sources": sorted(rows, key=lambda row: (row["verdict"] == "ok", row["id"])),
    }


async def _row(fetcher: Fetcher, pool: Pool | Inline, clock: Clock, config: Config, source: Source) -> Row:
    """The first door that can be read, or what the first one said."""
    ways, first_way = doors(source), source
    first: _Measured | None = None
    for number, way in enumerate(ways, start=1):
        found = await _ask(fetcher, pool, clock, config, way)
        if found.verdict is Verdict.OK:
            reason = None if first is None else f"{first_way.entry} cannot be read: {first.reason}"
            return _shown(source, way, number, len(ways), found, reason=reason or found.reason)
        if first is None:
            first, first_way = found, way
    assert first is not None
    return _shown(source, first_way, 1, len(ways), first, reason=first.reason)


async def _ask(fetcher: Fetcher, pool: Pool | Inline, clock: Clock, config: Config, way: Source) -> _Measured:
    from spiders.answers import Errand
    from spiders.candidates import read_entry
    from spiders.failures import FetchFailed
    from spiders.patience import work

    if way.entry is None:
        return _Measured(verdict=Verdict.HTTP_ERROR, reason="no address is known for this source yet")
    delay = None if way.delay is None else way.delay.total_seconds()
    kind = "listing" if isinstance(way, DiscoverSource) else way.kind
    errand = Errand(spider=kind, delay=delay, gate_cookie=way.gate_cookie)
    network = config.settings.network
    limit = network.feed_max_bytes if isinstance(way, FeedSource) else network.max_bytes
    url, post = way.entry, None
    answer = None
    try:
        fetcher.trust(way)
        if not isinstance(way, DiscoverSource):
            question = fetcher.spider(kind).first(way, clock.now())[0]
            url, post = question.url, question.post
        shown = way.wait_for if isinstance(way, BrowserSource) else None
        answer = await fetcher.get(errand, url, max_bytes=limit, post=post, shown=shown)
        seconds = errand.seconds
        pause = await fetcher.robots.permit(errand, url)
        robots = "allows" if pause is None else f"allows, {pause:g} s apart"
        again = (
            None
            if post is not None or shown is not None
            else await _again(fetcher, errand, url, answer, limit)
        )
        if isinstance(way, DiscoverSource):
            reason = "it answers; how to read it is learnt at its first check"
            return _Measured(verdict=Verdict.OK, reason=reason, answer=answer, seconds=seconds, robots=robots, not_modified=again)  # fmt: skip
        read = await work(
            pool.run,
            read_entry,
            way,
            answer.body,
            answer.url,
            answer.content_type,
            clock.now(),
            url=answer.url,
        )
    except FetchFailed as failure:
        robots = "forbids or cannot be read" if failure.verdict is Verdict.ROBOTS else ""
        return _Measured(
            verdict=failure.verdict, reason=failure.reason, answer=answer, status=failure.status,
            seconds=errand.seconds or None, robots=robots,
        )  # fmt: skip
    verdict, reason = read.extraction.verdict, read.extraction.reason
    if verdict is Verdict.OK and read.newest and (clock.now().date() - read.newest).days > OLD_DAYS:
        verdict, reason = Verdict.STALE, f"the newest entry is from {read.newest}"
    return _Measured(
        verdict=verdict,
        reason=reason,
        answer=answer,
        items=len(read.listed),
        newest=read.newest,
        seconds=seconds,
        robots=robots,
        not_modified=again,
    )


async def _again(fetcher: Fetcher, errand: Errand, url: str, answer: Answer, limit: int) -> bool | None:
    """Whether a second, conditional request is answered with 304; None when the site gave nothing to ask with."""
    from spiders.failures import FetchFailed

    asked = {
        "If-None-Match": answer.headers.get("etag"),
        "If-Modified-Since": answer.headers.get("last-modified"),
    }
    headers = {name: value for name, value in asked.items() if value}
    if not headers:
        return None
    try:
        second = await fetcher.get(errand, url, max_bytes=limit, headers=headers)
    except FetchFailed:
        return False
    return second.status == 304


def _shown(source: Source, way: Source, door: int, of: int, found: _Measured, *, reason: str | None) -> Row:
    headers = found.answer.headers if found.answer else {}
    return {
        "id": source.id,
        "issuer": source.issuer,
        "name": source.name,
        "kind": way.kind,
        "entry": way.entry,
        "door": door,
        "doors": of,
        "verdict": found.verdict.value,
        "reason": reason,
        "advice": _advice(way, found),
        "http_status": found.answer.status if found.answer else found.status,
        "content_type": headers.get("content-type"),
        "bytes": len(found.answer.body) if found.answer else None,
        "items": found.items,
        "newest": found.newest.isoformat() if found.newest else None,
        "robots": found.robots or "not known",
        "tls": _tls(way, found),
        "etag": "etag" in headers,
        "last_modified": "last-modified" in headers,
        "not_modified": found.not_modified,
        "latency_ms": None if found.seconds is None else round(found.seconds * 1000),
    }


def _advice(way: Source, found: _Measured) -> str | None:
    if found.verdict in (Verdict.OK, Verdict.UNCHANGED):
        return None
    if way.entry is None:
        return "find its news page and give it: communique sources new URL"
    return ADVICE[found.verdict]


def _tls(way: Source, found: _Measured) -> str:
    if found.verdict is Verdict.TLS:
        return "cannot be verified"
    url = found.answer.url if found.answer else way.entry or ""
    if urlsplit(url).scheme != "https":
        return "none" if url else "not known"
    return "verified" if found.answer else "not known"


def cells(row: Row) -> list[object]:
    """A row of the table for people."""
    unchanged = {True: "yes", False: "no", None: ""}[row["not_modified"]]
    return [
        row["id"],
        row["verdict"],
        row["http_status"] or "",
        "" if row["items"] is None else row["items"],
        row["newest"] or "",
        f"{row['door']}/{row['doors']}",
        row["robots"],
        row["tls"],
        unchanged,
        "" if row["latency_ms"] is None else row["latency_ms"],
        row["advice"] or "",
    ]


def write(report: dict[str, Any], path: Path) -> list[Path]:
    """Write a report as Markdown and as JSON beside each other; returns the two files. Raises CommuniqueError."""
    stem = path.with_suffix("") if path.suffix in (".md", ".json") else path
    page, data = stem.with_name(f"{stem.name}.md"), stem.with_name(f"{stem.name}.json")
    try:
        page.write_text(markdown(report), encoding="utf-8")
        data.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise CommuniqueError(f"cannot write {page}: {error.strerror}") from error
    return [page, data]


def markdown(report: dict[str, Any]) -> str:
    """The report as a page: how many of each verdict, what to do for each failing source, and a table of all."""
    rows = report["sources"]
    failing = [row for row in rows if row["verdict"] != "ok"]
    lines = [
        "# Access to the sources",
        "",
        f"Asked once each from this network on {report['at']}, as {_cell(report['contact']) or 'nobody in particular'}.",
        "",
        ", ".join(f"{count} {verdict}" for verdict, count in sorted(report["verdicts"].items())) + ".",
        "",
    ]
    if failing:
        lines += ["## What to do", ""]
        for row in failing:
            lines.append(
                f"- **{row['id']}** ({row['verdict']}): {_cell(row['advice'])}. {_cell(row['reason'])}"
            )
        lines.append("")
    heads = (
        "source",
        "verdict",
        "HTTP",
        "type",
        "items",
        "newest",
        "door",
        "robots",
        "TLS",
        "304",
        "ms",
        "bytes",
    )
    lines += ["## All", "", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for row in rows:
        found = cells(row)
        shown = [*found[:3], row["content_type"], *found[3:10], row["bytes"]]
        lines.append(f"| {' | '.join(_cell(value) for value in shown)} |")
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    """Remote words in a Markdown page: one line, no mark-up."""
    text = visible("" if value is None else str(value))
    for mark, twin in (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("[", "\\["), ("`", "\\`"), ("*", "\\*")):
        text = text.replace(mark, twin)
    return text
