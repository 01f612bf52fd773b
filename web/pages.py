"""What the pages show, as words for the templates. Every remote word is escaped by them; nothing here is mark-up.

The text of a statement is shown as it was archived, since this is the copy; headings are cleaned of what a reader cannot see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from alerts import words
from archive.matches import Matched
from archive.unsubscribed import WHOLE
from config import Config
from pipeline.gathering import sections_of
from pipeline.linking import Links, Subscription
from statements.issuers import issuer_name

Shown = Mapping[str, Any]
"""A statement as `pipeline.answers.show` gives it."""


def environment() -> Environment:
    """The templates."""
    return Environment(
        loader=PackageLoader("web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def statement(shown: Shown, n: int, links: Links) -> dict[str, object]:
    """The archived copy: version ``n`` of a statement shown with the difference to the version before, where there is one."""
    history = {old["n"]: old for old in shown["history"]}
    version, newest = history[n], max(history)
    ident = shown["id"]
    difference = next((change for change in shown.get("diff", ()) if change["to"] == n), None)
    before = history.get(n - 1)
    return {
        **_head(shown, version["title"]),
        "n": n,
        "newest": newest,
        "latest": links.archived(ident),
        "withdrawn": shown["withdrawn"],
        "paragraphs": [part for part in version["text"].split("\n\n") if part.strip()],
        "parts": difference["segments"] if difference else [],
        "renamed": words.title(before["title"], 500) if before and difference and difference["title"] else "",
        "url": shown["url"] if words.is_web_address(shown["url"]) else None,
        "first_seen": shown["first_seen"],
        "last_seen": shown["last_seen"],
        "seen": version["seen"],
        "sha256": version["sha256"],
        "versions": [
            {**old, "link": links.archived(ident, old["n"])} for old in shown["versions"]
        ],
        "why": links.why(ident),
    }  # fmt: skip


def why(
    shown: Shown, matched: Sequence[Matched], config: Config, links: Links, *, first: str | None
) -> dict[str, object]:
    """Why a statement was alerted: its labels with their quotes, and the watches that it matched, ``first`` on top."""
    watches = {watch.id: watch for watch in config.watches}
    reading = shown["reading"]
    names = [*reading["stance"], *reading["topics"], *reading["own_topics"]] if reading else []
    labels = [
        {
            "name": name,
            "score": reading["scores"].get(name),
            "unsure": name in reading["unsure"],
            "quotes": reading["evidence"].get(name, ()),
        }
        for name in dict.fromkeys(names)
    ]
    if reading and reading["rung"]:
        rung = f"rung {reading['rung']}: {words.RUNGS[reading['rung']]}"
        quotes = reading["evidence"].get("rung", ())
        labels.append({"name": rung, "score": None, "unsure": False, "quotes": quotes})
    return {
        **_head(shown, shown["title"]),
        "archived": links.archived(shown["id"]),
        "matched": [
            {
                "name": watches[one.watch].name if one.watch in watches else one.watch,
                "query": watches[one.watch].query if one.watch in watches else None,
                "n": one.n,
                "at": words.moment(one.at),
            }
            for one in sorted(matched, key=lambda one: one.watch != first)
        ],
        "labels": labels,
        "model": reading["model"] if reading else "",
    }


def unsubscribe(what: Subscription, state: str, config: Config) -> dict[str, object]:
    """The page about the end of a subscription; ``state`` is ``ask``, ``already``, ``ended`` or ``again``."""
    digest = config.settings.digests.get(what.digest)
    name = f"“{digest.heading if digest else what.digest}”"
    section = next((watch.name for watch in config.watches if watch.id == what.section), what.section)
    return {
        "title": "Subscription",
        "state": state,
        "recipient": what.recipient,
        "what": f"the section “{section}” of {name}" if what.section else name,
        "it": "this section" if what.section else "it",
    }


def manage(
    recipient: str,
    unwanted: Mapping[str, frozenset[str]],
    config: Config,
    changed: Subscription | None = None,
) -> dict[str, object]:
    """The page of all that a recipient gets: ``unwanted`` are the sections of each of their digests that they want no more, with
    `WHOLE` all of it; ``changed`` is what they have just stopped or taken up again."""
    return {
        "title": "What you get by mail",
        "recipient": recipient,
        "digests": [
            {
                "id": id_,
                "name": config.settings.digests[id_].heading,
                "every": config.settings.digests[id_].every,
                "wanted": WHOLE not in stopped,
                "changed": changed is not None and (changed.digest, changed.section) == (id_, WHOLE),
                "sections": [
                    {
                        "id": section,
                        "name": name,
                        "wanted": section not in stopped,
                        "changed": changed is not None
                        and (changed.digest, changed.section) == (id_, section),
                    }
                    for section, (name, _) in sections_of(config, config.settings.digests[id_]).items()
                ],
            }
            for id_, stopped in unwanted.items()
        ],
    }


def _head(shown: Shown, title: str) -> dict[str, object]:
    heading = words.title(title, 500)
    return {
        "title": heading,
        "heading": heading,
        "issuer": issuer_name(shown["issuer"]),
        "source": shown["source"],
        "published": shown["published"]["value"] or "undated",
        "lang": shown["language"] or "",
        "dir": words.direction(shown["language"]),
    }
