"""The user's choices: settings, sources, watches and own topics, read from YAML and checked as a whole before anything runs.

load(directory, env) -> Config      everything, or ConfigError with every problem as ``file:line: path: message``
catalogue() -> (Source, …)          the sources that are shipped; shipped()[id] reads one
write_example(directory, contact=…) commented files for a new installation
add_passage(directory, topic, …)    one more example in topics.yaml, the rest of the file as it was
json_schema(), redacted(config)     for editors, for showing
"""

from config.editing import add_passage
from config.example import write_example
from config.loading import Config, load
from config.shipped import catalogue, shipped
from config.showing import json_schema, redacted

__all__ = [
    "Config",
    "add_passage",
    "catalogue",
    "json_schema",
    "load",
    "redacted",
    "shipped",
    "write_example",
]
