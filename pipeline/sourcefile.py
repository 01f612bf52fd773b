"""A discovery as a source file with its test: the YAML with what is learnt and how sure, and the pages it was learnt from.

Nothing that is there is ever written over; what is written has been read as a source file before.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from config.documents import Problem, read_document
from config.files import read_source
from config.source import Source, SourceBase
from pipeline.savedtests import SAVED, expectations
from spiders.findings import Discovery, learnt_keys, why_not
from spiders.saved import Saved
from statements.errors import CommuniqueError, ConfigError

_TYPES = {"feed": "xml", "sitemap": "xml", "wp_rest": "json"}


def compose(
    found: Discovery,
    *,
    id_: str,
    issuer: str,
    name: str,
    zone: str | None,
    today: date,
    notes: Mapping[str, str],
) -> str:
    """The text of a source file. ``notes`` are remarks on single keys. Raises CommuniqueError when nothing was found that can be read."""
    keys = learnt_keys(found)
    if keys is None:
        raise CommuniqueError(f"nothing was found at {found.url} that can be watched: {why_not(found)}")
    best = found.best
    assert best is not None
    entries: dict[str, Any] = {"id": id_, "name": name, "issuer": issuer, "homepage": found.url}
    if zone is not None:
        entries["zone"] = zone
    entries |= {key: value for key, value in keys.items() if key != "otherwise"}
    if keys.get("kind") in ("feed", "wp_rest", "sitemap") and "date_order" in entries:
        del entries["date_order"]
    entries["evidence_year"] = today.year
    if "otherwise" in keys:
        entries["otherwise"] = keys["otherwise"]
    document = CommentedMap(entries)
    document.yaml_set_start_comment(
        f"Learnt on {today} from {found.url} by `communique sources new`, {found.requests} requests.\n"
        f"Read what it would store with `communique sources test {id_}` before you rely on it.\n"
    )
    remarks = {**notes, "kind": f"{best.confidence:.0%} sure: {'; '.join(best.reasons)}"}
    if found.article is not None and "article" in entries:
        remarks["article"] = f"{found.article.confidence:.0%} sure: {'; '.join(found.article.reasons)}"
    if "otherwise" in entries:
        remarks["otherwise"] = "further doors, asked when the one above fails"
    if "zone" not in entries:
        remarks.setdefault("issuer", "")
        remarks["issuer"] = (
            f"{remarks['issuer']} Its zone of time is not known, so days count in UTC: set `zone:`.".strip()
        )
    for key, remark in remarks.items():
        if key in document and remark:
            document.yaml_set_comment_before_after_key(key, before=" ".join(remark.split()))
    return _written(document)


def repaired(source: Source, found: Discovery, reason: str, today: date) -> str:
    """The text of a source file that reads a rebuilt site: what the source said, but for what was learnt anew. Raises CommuniqueError
    when nothing was."""
    keys = learnt_keys(found)
    best = found.best
    if keys is None or best is None:
        raise CommuniqueError(why_not(found))
    said = source.model_dump(mode="json", exclude_unset=True)
    shared = {key: value for key, value in said.items() if key in SourceBase.model_fields and key != "preset"}
    document = CommentedMap(
        {
            **shared,
            **{
                key: value
                for key, value in keys.items()
                if key not in ("languages", "otherwise") or key not in shared
            },
        }
    )
    document["date_order"] = keys.get("date_order") or shared.get("date_order")
    if document["date_order"] is None:
        del document["date_order"]
    document.yaml_set_start_comment(f"Proposed on {today}: {reason}.")
    remarks = {"kind": f"{best.confidence:.0%} sure: {'; '.join(best.reasons)}"}
    if found.article is not None and "article" in keys:
        remarks["article"] = f"{found.article.confidence:.0%} sure: {'; '.join(found.article.reasons)}"
    for key, remark in remarks.items():
        document.yaml_set_comment_before_after_key(key, before=" ".join(remark.split()))
    return how_to_take(source.id) + _written(document)


def how_to_take(source: str) -> str:
    """The line at the head of a proposal; the file that was taken does without."""
    return f"# Take it with `communique sources accept {source}`.\n"


def _written(document: CommentedMap) -> str:
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 110
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    written = io.StringIO()
    yaml.dump(document, written)
    return written.getvalue()


def write(folder: Path, id_: str, text: str, found: Discovery) -> list[Path]:
    """Write ``<id>.yaml`` and ``<id>.test/`` below ``folder``; returns what was written. Raises CommuniqueError when either is there."""
    path, test = folder / f"{id_}.yaml", folder / f"{id_}{SAVED}"
    for there in (path, test):
        if there.exists():
            raise CommuniqueError(
                f"{there} is there already and is not written over; choose another --id or remove it"
            )
    source = put(path, text)
    return [path, *_write_test(test, source, found)]


def put(path: Path, text: str) -> Source:
    """Write a source file that can be read; returns it. Raises ConfigError with what is wrong, CommuniqueError when it cannot be
    written; then nothing is."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")
        problems: list[Problem] = []
        document = read_document(partial, problems, shown=str(path))
        source = read_source(document, problems) if document is not None else None
        if problems or source is None:
            raise ConfigError([str(problem) for problem in problems])
        partial.replace(path)
        return source
    except OSError as error:
        raise CommuniqueError(f"cannot write {path}: {error.strerror}") from error
    finally:
        with suppress(OSError):  # where nothing can be written nothing can be removed either
            partial.unlink(missing_ok=True)


def _write_test(folder: Path, source: Source, found: Discovery) -> list[Path]:
    best = found.best
    assert best is not None
    pages = [(f"entry.{_TYPES.get(best.kind, 'html')}", best.page)]
    pages += [(f"article-{number}.html", page) for number, (_, page) in enumerate(found.samples, 1)]
    folder.mkdir()
    written = []
    for name, page in pages:
        (folder / name).write_bytes(page.body)
        written.append(folder / name)
    rows = [_page(name, page) for name, page in pages]
    expected = {"pages": expectations(source, folder, rows)}
    file = folder / "expected.json"
    file.write_text(json.dumps(expected, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return [*written, file]


def _page(name: str, page: Saved) -> dict[str, Any]:
    return {"file": name, "url": page.url, "content_type": page.content_type}
