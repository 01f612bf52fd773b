"""What the commands about users' own topics need: list, try on the archive, confirm or reject a statement, fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from archive import Archive
from archive.records import Hit
from classifier import Reader, usertopics
from classifier.usertopics import Mark, OwnTopic
from config import Config, add_passage
from pipeline import answers, fitting, shapes, work
from pipeline.watches import back
from statements.clock import SystemClock
from statements.errors import CommuniqueError

LOOK = 300
"""Statements that `try` reads: about two minutes the first time with sentence embeddings, seconds after that."""
PAGE = 100


def listing(config: Config) -> list[dict[str, Any]]:
    """Every topic, and how it was fitted, if it was."""
    if not config.topics:
        return []
    reader = work.reader(None, embeddings=config.settings.classifier.embeddings)
    at, rows = fitting.folder(config), []
    for topic, one in zip(config.topics, fitting.definitions(config), strict=True):
        path = at / f"{one.id}-{one.key(reader.model_id)}.npz"
        known = fitting.known(path)
        rows.append(
            {
                "id": topic.id,
                "name": topic.name,
                "examples": len(topic.examples),
                "not_examples": len(topic.not_examples),
                "phrases": list(topic.phrases),
                "share": topic.share,
                "fitted": known is not None,
                "recognised": None if known is None else known.found,
            }
        )
    return rows


def fit(config: Config, topic: str | None) -> dict[str, Any]:
    """Fit one topic, or all, anew; says how long each took. Raises CommuniqueError."""
    wanted = fitting.definitions(config) if topic is None else (fitting.definition(config, topic),)
    done = fitting.fit(None, fitting.folder(config), wanted, True, config.settings.classifier.embeddings)
    return {
        "topics": [
            {"id": one.id, "examples": one.tried, "recognised": one.found, "seconds": one.seconds}
            for one in done
        ]
    }


def trying(config: Config, archive: Archive, topic: str, *, since: str, limit: int) -> dict[str, Any]:
    """What a topic would tag among the statements first seen in ``since`` (``90d``, ``12h``), at most the newest `LOOK`: the surest first,
    and the nearest misses. Raises CommuniqueError."""
    back(SystemClock().now(), since)  # before the minutes that reading takes
    reader, kept, own = _fitted(config, topic)
    found: list[tuple[Hit, Mark, list[str]]] = []
    hits, more = _newest(archive, since)
    for hit in hits:
        mark, sentences = _mark(reader, own, hit)
        found.append((hit, mark, sentences))
    if kept:
        kept.save()
    found.sort(key=lambda row: (-row[1].score, -row[0].version.statement))
    tagged = [row for row in found if row[1].given]
    near = [row for row in found if not row[1].given and row[1].best is not None]
    return {
        "topic": topic,
        "since": since,
        "looked": len(found),
        "truncated": more,
        "tagged": len(tagged),
        "examples": own.tried,
        "recognised": own.found,
        "hits": [_row(*row) for row in tagged[:limit]],
        "near": [_row(*row) for row in near[:limit]],
    }


def decide(
    config: Config, archive: Archive, topic: str, statement: int, to: Literal["examples", "not_examples"]
) -> dict[str, Any]:
    """Add the sentence of a statement that is nearest to a topic to its examples, or to what it is not. Raises CommuniqueError."""
    fitting.definition(config, topic)
    hit = answers.current(archive, statement)
    reader, kept, own = _fitted(config, topic)
    mark, sentences = _mark(reader, own, hit)
    if kept:
        kept.save()
    if mark.best is None:
        raise CommuniqueError(
            f"statement {statement} has no sentence that could be added (or all of them were rejected)"
        )
    sentence = " ".join(sentences[mark.best].split())
    now = add_passage(config.directory, topic, to, sentence)
    return {
        "topic": topic,
        "statement": statement,
        "list": to,
        "sentence": sentence,
        "examples": len(now.examples),
        "not_examples": len(now.not_examples),
    }


def _fitted(config: Config, topic: str) -> tuple[Reader, Any, OwnTopic]:
    """A reader that remembers embeddings, and the topic, fitted if it was not."""
    one, at = fitting.definition(config, topic), fitting.folder(config)
    embeddings = config.settings.classifier.embeddings
    [done] = fitting.fit(None, at, [one], False, embeddings)
    reader, kept = fitting.remembering(None, at, embeddings=embeddings)
    return reader, kept, usertopics.load(done.path)


def _newest(archive: Archive, since: str) -> tuple[list[Hit], bool]:
    """The newest statements, and whether there were more."""
    found: list[Hit] = []
    for hit in _pages(archive, since):
        if len(found) == LOOK:
            return found, True
        found.append(hit)
    return found, False


def _pages(archive: Archive, since: str) -> Iterator[Hit]:
    now, before = SystemClock().now(), None
    while True:
        page = archive.search(f"seen:<{since}", limit=PAGE, before=before, now=now)
        yield from page.hits
        before = page.next_before
        if before is None:
            return


def _mark(reader: Reader, own: OwnTopic, hit: Hit) -> tuple[Mark, list[str]]:
    """The topic in one statement, and the statement's sentences. The title is only read where there is no text."""
    version = hit.version
    blank = not any(char.isalnum() for char in version.text)
    scores = reader.score(title="", text=version.title if blank else version.text, language=version.language)
    [mark] = reader.mark([own], scores, version.language)
    return mark, [piece.text for piece in scores.pieces]


def _row(hit: Hit, mark: Mark, sentences: list[str]) -> dict[str, Any]:
    shown = mark.quotes or (() if mark.best is None else (mark.best,))
    return {
        "id": hit.version.statement,
        "first_seen": shapes.moment(hit.version.first_seen),
        "issuer": hit.version.issuer,
        "title": hit.version.title,
        "score": mark.score,
        "quotes": [sentences[i] for i in shown],
    }
