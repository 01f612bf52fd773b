"""The user's choices: settings, sources, watches and own topics, read from YAML and checked as a whole before anything runs.

load(directory, env) -> Config      everything, or ConfigError with every problem as ``file:line: path: message``
catalogue() -> (Source, …)          the sources that are shipped; config.shipped.shipped()[id] reads one
write_example(directory, contact=…) commented files for a new installation
add_passage(directory, topic, …)    one more example in topics.yaml, the rest of the file as it was
json_schema(), redacted(config)     for editors, for showing

These names are fetched at first use: the worker, which is sent sources and reads no file, does without the rest of this package and YAML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from config.editing import add_passage
    from config.example import write_example
    from config.loading import Config, load
    from config.shipped import catalogue
    from config.showing import json_schema, redacted

__all__ = ["Config", "add_passage", "catalogue", "json_schema", "load", "redacted", "write_example"]

_HOMES = {
    "Config": "config.loading",
    "add_passage": "config.editing",
    "catalogue": "config.shipped",
    "json_schema": "config.showing",
    "load": "config.loading",
    "redacted": "config.showing",
    "write_example": "config.example",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
