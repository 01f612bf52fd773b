"""The real service against replayed ministry sites: is every text archived once and whole, every alert sent once?

    python -m bench.replay --statements FILE.jsonl --replay REPLAY.py --out DIRECTORY

REPLAY.py is a server that publishes the statements of FILE as web sites (feeds, WordPress, listings) with a control
address to publish more, and a fake Slack. This starts it, writes a configuration that watches every issuer there (feeds,
WordPress and listings in turn), runs the real `communique run`, waits until it is idle, publishes the rest in rounds of at
most 20 texts an issuer, and waits again after each. It leaves in DIRECTORY:

    archive.jsonl   communique export           slack.json     what the fake Slack stored
    summary.json    the comparison              service.log    what the service logged
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

COMMUNIQUE = Path(sys.executable).parent / "communique"
ROUND = 20
"""Texts an issuer may release in one round: what the replayed feeds hold."""
INITIAL = 40
"""Texts that are there before anybody watches. The oldest ones: few enough that every watch has news to alert for."""
PATIENCE = 300.0
"""Seconds without progress after which the run is called stuck."""
WATCHES = {
    "cites-2254": ("resolution:2254", "C0000002254"),
    "cites-others": (
        "resolution:2401 OR resolution:2720 OR resolution:2722 OR resolution:1701",
        "C0000002401",
    ),
}
KINDS = ("feed", "wp_rest", "listing")


def main() -> int:
    parser = argparse.ArgumentParser(description="The real service against replayed sites.")
    parser.add_argument("--statements", type=Path, required=True)
    parser.add_argument("--replay", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--port", type=int, default=8900)
    options = parser.parse_args()
    for path in (options.statements, options.replay):
        if not path.is_file():
            parser.error(f"there is no file {path}")
    options.out.mkdir(parents=True, exist_ok=True)
    rows = [json.loads(line) for line in options.statements.read_text("utf-8").splitlines() if line.strip()]
    rows.sort(key=lambda row: (row.get("published") or "0000", row["id"]))  # the order of release there
    rounds = split(rows)
    started = time.monotonic()
    with replayed(options, initial=rounds[0]) as (base, sites):
        directory = options.out / "desk"
        # The archive of an earlier run would be compared with this run's dates.
        shutil.rmtree(directory, ignore_errors=True)
        configure(directory, base, sites)
        with service(directory, options.out / "service.log"):
            settle(directory, since=datetime.fromtimestamp(0, UTC))
            baseline = {row["id"] for row in rows[: rounds[0]]}
            for count in rounds[1:]:
                moment = datetime.now(UTC)
                call(f"{base}/_ctl/publish?n={count}", post=True)
                settle(directory, since=moment)
            released = {row["id"]: row["released"] for row in call(f"{base}/_ctl/statements")}
            slack = call(f"{base}/_ctl/slack")
        exported = command("export", "--format", "jsonl", "--config", str(directory))
    (options.out / "archive.jsonl").write_text(exported, "utf-8")
    (options.out / "slack.json").write_text(json.dumps(slack, ensure_ascii=False, indent=1), "utf-8")
    archive = [json.loads(line) for line in exported.splitlines()]
    summary = compare(rows, archive, slack, released, baseline) | {
        "rounds": rounds,
        "seconds": round(time.monotonic() - started, 1),
    }
    (options.out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1), "utf-8")
    print(json.dumps(summary, ensure_ascii=False, indent=1))
    return 0 if summary["ok"] else 1


def split(rows: list[dict[str, Any]]) -> list[int]:
    """How many to release each time, in order, so that no issuer releases more than ROUND at once."""
    rounds, counts = [0], Counter[str]()
    for row in rows:
        full = counts[row["issuer"]] >= ROUND
        if full or (len(rounds) == 1 and rounds[0] >= INITIAL):
            rounds.append(0)
            counts.clear()
        counts[row["issuer"]] += 1
        rounds[-1] += 1
    return rounds


@contextmanager
def replayed(options: argparse.Namespace, *, initial: int) -> Iterator[tuple[str, dict[str, str]]]:
    """The replay server; gives its address and each issuer's site."""
    server = subprocess.Popen(
        [sys.executable, str(options.replay), "--statements", str(options.statements), "--port", str(options.port),
         "--initial", str(initial), "--feed-items", str(ROUND), "--hosts"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        if not line:
            raise SystemExit("the replay server did not start")
        announced = json.loads(line)
        yield announced["url"], announced["sites"]
    finally:
        server.terminate()
        server.wait()


def configure(directory: Path, base: str, sites: dict[str, str]) -> None:
    """A configuration that watches every site, one kind after the other."""
    (directory / "sources").mkdir(parents=True, exist_ok=True)
    (directory / "settings.yaml").write_text(
        "network:\n  allow: ['127.0.0.0/8']\n  delay: 0s\n  jitter: 0\n  concurrency: 16\n"
        f"slack:\n  base_url: {base}/slack/api/\n  token_file: token\n  pace: 0s\n"
        "revisit: []\ntick: 1s\n",
        "utf-8",
    )
    (directory / "token").write_text("xoxb-replay", "utf-8")
    (directory / "token").chmod(0o600)
    (directory / "watches.yaml").write_text(
        "watches:\n"
        + "".join(
            f"  - id: {name}\n    name: {name}\n    query: '{query}'\n    to: ['slack:{channel}']\n"
            for name, (query, channel) in WATCHES.items()
        ),
        "utf-8",
    )
    for number, (issuer, site) in enumerate(sorted(sites.items())):
        kind = KINDS[number % len(KINDS)]
        name = f"{issuer.lower()}-replay"
        common = (
            f"id: {name}\nname: Replayed {issuer}\nissuer: {issuer}\nkind: {kind}\nevery: 2s\nzone: UTC\n"
        )
        article = "article:\n  title: 'css: article h1'\n  date: 'css: article time::attr(datetime)'\n  body: 'css: article .body'\n"
        special = {
            # Both ways a feed comes: whole texts in it, or summaries with the text on the page.
            "feed": f"entry: {site}feed-full.xml\nbody: feed\n"
            if number % 2
            else f"entry: {site}feed.xml\nbody: page\n{article}",
            "wp_rest": f"entry: {site}wp-json/wp/v2/posts\n",
            "listing": f"entry: {site}news/\nitem: 'css: li.release'\nlink: 'css: a::attr(href)'\ntitle: 'css: a'\n"
            f"date: 'css: .date'\nnext: 'css: a[rel=next]::attr(href)'\n{article}",
        }[kind]
        (directory / "sources" / f"{name}.yaml").write_text(common + special, "utf-8")


@contextmanager
def service(directory: Path, log: Path) -> Iterator[None]:
    """`communique run`, ended by SIGTERM."""
    with log.open("w") as out:
        process = subprocess.Popen(
            [str(COMMUNIQUE), "run", "--config", str(directory)], stdout=out, stderr=subprocess.STDOUT
        )
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(timeout=60)
            if status:
                print(f"the service ended with status {status}; see {log}", file=sys.stderr)


def settle(directory: Path, *, since: datetime) -> None:
    """Wait until every source was checked after ``since`` and nothing is unread or waiting."""
    last, moved = "", time.monotonic()
    while True:
        time.sleep(1)
        state = json.loads(command("status", "--json", "--config", str(directory)))
        sources = json.loads(command("sources", "list", "--json", "--config", str(directory)))
        fresh = [
            row for row in sources if row["last_check"] and datetime.fromisoformat(row["last_check"]) > since
        ]
        waiting = (
            state["unread"],
            state["unvisited"],
            state["outbox"].get("pending", 0),
            state["outbox"].get("sending", 0),
        )
        if len(fresh) == len(sources) and not any(waiting):
            return
        seen = f"{len(fresh)} {waiting} {state['statements']}"
        if seen != last:
            last, moved = seen, time.monotonic()
        elif time.monotonic() - moved > PATIENCE:
            raise SystemExit(
                f"stuck: {len(fresh)} of {len(sources)} sources checked, waiting {waiting}: {state['problems']}"
            )


def command(*arguments: str) -> str:
    return subprocess.run(
        [str(COMMUNIQUE), *arguments],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    ).stdout


def call(url: str, *, post: bool = False) -> Any:
    with urllib.request.urlopen(
        urllib.request.Request(url, data=b"" if post else None), timeout=30
    ) as answer:
        return json.load(answer)


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def compare(
    rows: list[dict[str, Any]],
    archive: list[dict[str, Any]],
    slack: list[dict[str, Any]],
    released: dict[str, float],
    baseline: set[str],
) -> dict[str, Any]:
    """What should be there against what is, named by statement where they differ."""
    by_id: dict[str, list[dict[str, Any]]] = {}
    for entry in archive:
        by_id.setdefault(entry["url"].rstrip("/").rpartition("/")[2], []).append(entry)
    wrong: dict[str, list[str]] = {
        "missing": [],
        "repeated": [],
        "text": [],
        "title": [],
        "language": [],
        "date": [],
    }
    for row in rows:
        found = by_id.pop(row["id"], [])
        if not found:
            wrong["missing"].append(row["id"])
            continue
        if len(found) > 1 or len(found[0]["versions"]) > 1:
            wrong["repeated"].append(row["id"])
        entry = found[0]
        if folded(entry["text"]) != folded(row["text"]):
            wrong["text"].append(row["id"])
        if folded(entry["title"]) != folded(row["title"] or row["text"][:80]):
            wrong["title"].append(row["id"])
        if entry["language"] != row["language"]:
            wrong["language"].append(f"{row['id']} {entry['language']} for {row['language']}")
        site = datetime.fromtimestamp(released[row["id"]], UTC)
        value = entry["published"]["value"]
        if value is None or datetime.fromisoformat(value) != site.replace(microsecond=0):
            wrong["date"].append(f"{row['id']} {value} for {site.isoformat()}")
    alerts = alert_figures(rows, archive, slack, baseline)
    return {
        "ok": not any(wrong.values()) and not by_id and alerts["exact"],
        "statements": len(rows),
        "archived": len(archive),
        "unknown": sorted(by_id),
        "wrong": wrong,
        "alerts": alerts,
    }


def alert_figures(
    rows: list[dict[str, Any]], archive: list[dict[str, Any]], slack: list[dict[str, Any]], baseline: set[str]
) -> dict[str, Any]:
    """Alerts a channel got against the texts that cite its resolutions, by the labels that FILE carries."""
    urls = {entry["url"]: entry["url"].rstrip("/").rpartition("/")[2] for entry in archive}
    figures: dict[str, Any] = {"exact": True}
    for name, (query, channel) in WATCHES.items():
        wanted = set(re.findall(r"\d+", query))
        expected = sorted(
            row["id"]
            for row in rows
            if row["id"] not in baseline and wanted & set(row.get("resolutions", []))
        )
        posts = [
            json.dumps(message, ensure_ascii=False) for message in slack if message.get("channel") == channel
        ]
        # The address ends at a character that cannot belong to it, so that …/s1 is not found in …/s12.
        got = sorted(
            id_
            for post in posts
            for url, id_ in urls.items()
            if re.search(re.escape(url) + r"(?![\w-])", post)
        )
        figures[name] = {"expected": expected, "got": got, "posts": len(posts)}
        figures["exact"] &= expected == got and len(posts) == len(expected)
    return figures


if __name__ == "__main__":
    sys.exit(main())
