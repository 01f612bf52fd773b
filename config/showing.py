"""The configuration shown: as plain data without secrets, and as JSON Schemas for editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel, TypeAdapter

from config.loading import Config
from config.presets import presets
from config.settings import Settings
from config.source import DOORS, KINDS, Source
from config.topics import TopicFile
from config.watches import WatchFile

HIDDEN = "(set, not shown)"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def redacted(config: Config) -> dict[str, object]:
    """Everything that is in force, defaults included, JSON-ready. Secrets appear as set or not, never by value."""
    settings: dict[str, object] = config.settings.model_dump(mode="json")
    settings["database"] = _without_password(config.settings.database)
    if config.settings.slack is not None:
        settings["slack"] = _hide(settings["slack"])
    if config.settings.mail is not None:
        settings["mail"] = _hide(settings["mail"])
    return {
        "directory": str(config.directory),
        "settings": settings,
        "sources": [source.model_dump(mode="json") for source in config.sources],
        "watches": [watch.model_dump(mode="json") for watch in config.watches],
        "topics": [topic.model_dump(mode="json") for topic in config.topics],
        "warnings": list(config.warnings),
    }


def json_schema() -> dict[str, object]:
    """One schema a file: ``settings``, ``watches``, ``topics``, ``source``. Secrets are left out, since they may not be written there."""
    schemas = {
        "settings": Settings.model_json_schema(),
        "watches": WatchFile.model_json_schema(),
        "topics": TopicFile.model_json_schema(),
        "source": _source_schema(),
    }
    return {name: {"$schema": _DIALECT, **_without_secrets(schema)} for name, schema in schemas.items()}


def _source_schema() -> dict[str, object]:
    """The kinds of source; with a preset, what it gives already is not required."""
    schema = TypeAdapter(Source).json_schema()
    definitions: dict[str, Any] = schema["$defs"]
    further: list[dict[str, str]] = []
    whole: list[dict[str, str]] = []
    for name, preset in presets().items():
        tables: tuple[tuple[Mapping[str, type[BaseModel]], list[dict[str, str]]], ...]
        tables = ((KINDS, whole), (DOORS, further))
        for models, found in tables:
            model = models[str(preset["kind"])].__name__
            definitions[f"{model}-{name}"] = _completed(definitions[model], model, name, preset)
            found.append({"$ref": f"#/$defs/{model}-{name}"})
    for source in KINDS.values():
        otherwise = definitions[source.__name__]["properties"]["otherwise"]
        definitions.setdefault("Door", {"anyOf": [otherwise["items"], *further]})
        otherwise["items"] = {"$ref": "#/$defs/Door"}
    union = {key: schema.pop(key) for key in ("oneOf", "discriminator")}
    return {**schema, "anyOf": [union, *whole]}


def _completed(
    definition: Mapping[str, Any], model: str, name: str, preset: Mapping[str, object]
) -> dict[str, Any]:
    """A model's schema for a file that completes a preset."""
    properties = {key: {"$ref": f"#/$defs/{model}/properties/{key}"} for key in definition["properties"]}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {**properties, "preset": {"const": name}},
        "required": ["preset", *(key for key in definition["required"] if key not in preset)],
    }


def _hide(data: object) -> object:
    """Pydantic writes a secret as asterisks, or empty when it is empty."""
    if isinstance(data, dict):
        return {key: _hide(value) for key, value in data.items()}
    return HIDDEN if isinstance(data, str) and data and set(data) == {"*"} else data


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    if parts.password is None and "password=" not in parts.query:
        return url
    netloc = parts.netloc.replace(f":{parts.password}@", f":{HIDDEN}@", 1) if parts.password else parts.netloc
    query = "&".join(
        f"password={HIDDEN}" if pair.startswith("password=") else pair for pair in parts.query.split("&")
    )
    return urlunsplit((parts.scheme, netloc, parts.path, query, ""))


def _without_secrets(schema: dict[str, object]) -> dict[str, object]:
    return {key: _clean(value) for key, value in schema.items()}


def _clean(value: object) -> object:
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _clean(item) for key, item in value.items() if not _is_secret(item)}


def _is_secret(schema: object) -> bool:
    if not isinstance(schema, dict):
        return False
    if schema.get("writeOnly") is True:
        return True
    choices = schema.get("anyOf", [])
    return isinstance(choices, list) and any(_is_secret(choice) for choice in choices)
