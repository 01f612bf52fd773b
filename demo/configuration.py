"""Writes the configuration directory that watches the demo world: the same files a user of the real world would write."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from demo.server import HOST, DemoServer
from demo.slack import FakeSlack
from demo.world import EVERY, MARK, Layout, Site

TOKEN = "slack-token"
CITY = '"Qasr Halim" OR "Kasr Halim" OR "قصر حليم" OR "Каср-Халим"'
"""The invented city in the languages of the demo world, as a query."""
DESK, RESOLUTION, ALARM = "C0DEMODESK", "C0DEMO2254", "C0DEMOALARM"
CHANNELS = {DESK: "#levant-desk", RESOLUTION: "#resolution-2254", ALARM: "#alarm"}
"""Channel ids of the fake Slack and the names by which the demo shows them."""
WATCHES: tuple[dict[str, Any], ...] = (
    {
        "id": "syria-2254",
        "name": "Resolution 2254",
        "query": "resolution:2254 OR topic:unsc-2254",
        "to": [f"slack:{RESOLUTION}"],
    },
    {
        "id": "de-escalation",
        "name": "Calls for de-escalation",
        "query": "stance:de-escalation",
        "to": [f"slack:{DESK}"],
    },
    {
        "id": "civilian-protection",
        "name": "Protection of civilians",
        "query": "topic:civilian-protection",
        "to": [f"slack:{DESK}"],
    },
    {
        "id": "condemnation",
        "name": "Who condemns",
        "query": "stance:condemnation",
        "to": [f"slack:{DESK}"],
    },
    {"id": "new-warning", "name": "New warnings", "query": "rung:>=7", "to": [f"slack:{ALARM}"]},
    {
        "id": "qasr-halim",
        "name": "Everything on Qasr Halim",
        "query": CITY,
        "to": [f"slack:{DESK}"],
        "rate": "off",
        "board": {"expected": ["US", "GB", "FR", "RU", "TR", "IR", "IN"], "after": ["24h", "72h"]},
    },
)


def write(directory: Path, server: DemoServer, slack: FakeSlack) -> None:
    """Write settings, watches, sources and the fake Slack's token into ``directory``, made if need be."""
    sources = directory / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    token = directory / TOKEN
    token.touch(mode=0o600)
    token.write_text(slack.token, "utf-8")
    _write(directory / "settings.yaml", _settings(slack))
    _write(directory / "watches.yaml", {"watches": [dict(watch) for watch in WATCHES]})
    for site in server.world.sites:
        _write(sources / f"{site.id}.yaml", source(site, server.entry(site)))


def source(site: Site, entry: str) -> dict[str, Any]:
    """The configuration of one site, watched at ``entry``."""
    kind = {Layout.WP_REST: "wp_rest", Layout.LISTING: "listing"}.get(site.layout, "feed")
    settings: dict[str, Any] = {
        "id": site.id,
        "name": site.name,
        "issuer": site.issuer,
        "kind": kind,
        "entry": entry,
        "languages": [site.language],
        "every": f"{EVERY // timedelta(minutes=1)}m",
        "zone": site.zone,
        "evidence": "verified",
        "notes": f"{MARK}: an invented site on this machine.",
        "article": {
            "title": "css: article h1",
            "body": "css: article div.text",
            "drop": ["css: .share"],
        },
    }
    if kind == "feed":
        settings["body"] = "page" if site.layout is Layout.FEED else "feed"
    if kind == "listing":
        settings |= {
            "item": "css: li.release",
            "link": "css: a",
            "date": "css: .date",
            "max_pages": 1,
        }
    return settings


def _settings(slack: FakeSlack) -> dict[str, Any]:
    return {
        "demo": True,
        "database": "sqlite:///communique.db",
        # The sites are this machine, so nobody is disturbed by requests without a pause.
        "network": {
            "contact": "mailto:demo@example.org",
            "allow": [HOST],
            "polling": "fixed",  # every look of the demo finds every healthy site due
            "delay": "0s",
            "jitter": 0,
            "timeout": "10s",
        },
        "slack": {"base_url": slack.base_url, "token_file": TOKEN, "pace": "0s"},
        "revisit": ["6h", "1d", "2d"],
    }


def _write(path: Path, data: dict[str, Any]) -> None:
    yaml = YAML()
    yaml.width = 4096
    yaml.allow_unicode = True
    with path.open("w", encoding="utf-8") as stream:
        stream.write(
            f"# {MARK}: written by `communique demo` for its invented world; made anew at each run.\n"
        )
        yaml.dump(data, stream)
