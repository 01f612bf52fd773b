"""A source without selectors as its site was learnt: what is kept of that, made a source of a kind that can be read. Pure."""

from __future__ import annotations

from typing import Any

from archive.records import LearnedRecord
from config.source import KINDS, DiscoverSource, Source, SourceBase

MOST_DOORS = 8
"""Further doors that a source may have."""


def as_learnt(source: DiscoverSource, record: LearnedRecord | None) -> Source | None:
    """What the file of the source says goes before what was learnt. None when nothing was, or nothing that can be a source: a
    site's own words stand in it, and the rules for sources may have changed since."""
    keys = record.document.get("reads") if record is not None else None
    if not isinstance(keys, dict):
        return None
    said = {
        name: getattr(source, name)
        for name in source.model_fields_set
        if name in SourceBase.model_fields and name not in ("preset", "otherwise")
    }
    # Its own further doors keep their places, by which the door in use is remembered; those that were learnt come after them.
    said["otherwise"] = (*source.otherwise, *keys.get("otherwise", ()))[:MOST_DOORS]
    model: Any = KINDS[str(keys["kind"])]
    try:
        learnt: Source = model.model_validate({**keys, **said})
    except ValueError:
        return None
    return learnt
