"""The configuration's models seen from outside: which model stands at a place, and what its faults are called.

Contains no rules of its own; it turns pydantic's errors into ``file:line: path: message``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.documents import Document, Place, Problem

_PLAIN = {
    "missing": "is required",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list",
    "dict_type": "must be a mapping (key: value)",
    "model_type": "must be a mapping (key: value)",
    "model_attributes_type": "must be a mapping (key: value)",
    "path_type": "must be a path",
    "string_too_short": "must not be empty",
    "too_short": "must have at least one entry",
}


def explain(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Problem]:
    """Every fault of one document, each at its line. Never quotes a value: it might be a secret."""
    return [
        document.problem(place(fault["loc"], model), message(fault, model))
        for fault in error.errors(include_url=False, include_input=False)
    ]


def place(loc: tuple[int | str, ...], model: type[BaseModel]) -> Place:
    """Pydantic's location below ``model`` without its markers for a mapping's key and for the kind of a model."""
    return _located(loc, model)[0]


def _located(loc: tuple[int | str, ...], model: type[BaseModel]) -> tuple[Place, object]:
    """The place, and the type of what stands there."""
    found: list[int | str] = []
    annotation: object = model
    for part in loc:
        if part == "[key]":
            continue
        if (narrowed := _of_kind(annotation, part)) is not None:
            annotation = narrowed
            continue
        found.append(part)
        annotation = step(annotation, part)
    return tuple(found), annotation


def _of_kind(annotation: object, part: str | int) -> type[BaseModel] | None:
    """Of several models that may stand somewhere, the one whose ``kind`` is ``part``."""
    models = [
        choice
        for choice in _choices(annotation)
        if isinstance(choice, type) and issubclass(choice, BaseModel) and "kind" in choice.model_fields
    ]
    return next((one for one in models if len(models) > 1 and one.model_fields["kind"].default == part), None)


def message(fault: ErrorDetails, model: type[BaseModel]) -> str:
    """One fault as a sentence that continues the path."""
    kind = fault["type"]
    if kind == "extra_forbidden":
        owner = _model(_located(fault["loc"][:-1], model)[1])
        name = str(fault["loc"][-1])
        moved: Mapping[str, str] = getattr(owner, "moved", {})
        return moved.get(name) or unknown(name, sorted(owner.model_fields) if owner else [])
    if kind in _PLAIN:
        return _PLAIN[kind]
    context = fault.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "union_tag_not_found":
        return "needs kind"
    if kind == "union_tag_invalid":
        return f"kind must be one of {context['expected_tags']}"
    if kind in ("literal_error", "enum"):
        return f"must be one of {context['expected']}"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = "at least" if kind == "greater_than_equal" else "at most"
        return f"must be {bound} {context['ge' if kind == 'greater_than_equal' else 'le']}"
    if kind == "string_too_long":
        return f"must have at most {context['max_length']} characters"
    return fault["msg"][:1].lower() + fault["msg"][1:]


def unknown(name: str, known: list[str]) -> str:
    """What to say of a name that does not exist, with the nearest one that does."""
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f'is not known; did you mean "{close[0]}"?'
    return f"is not known; known are: {', '.join(known)}" if known else "is not known"


def model_at(model: type[BaseModel], place: Place) -> type[BaseModel] | None:
    """The model of the mapping at a place below ``model``; None where no model stands."""
    annotation: object = model
    for part in place:
        annotation = step(annotation, part)
    return _model(annotation)


def _model(annotation: object) -> type[BaseModel] | None:
    for choice in _choices(annotation):
        if isinstance(choice, type) and issubclass(choice, BaseModel):
            return choice
    return None


def step(annotation: object, part: str | int) -> object | None:
    """The type one key or list position further down; None where there is nothing."""
    for choice in _choices(annotation):
        origin = get_origin(choice)
        if origin is tuple and isinstance(part, int):
            inner: tuple[object, ...] = get_args(choice)
            return inner[0]
        if origin is dict and isinstance(part, str):
            inner = get_args(choice)
            return inner[1]
        if isinstance(choice, type) and issubclass(choice, BaseModel) and part in choice.model_fields:
            return choice.model_fields[str(part)].annotation
    return None


def is_single(annotation: object) -> bool:
    """Whether a type is one value: no mapping, list or model."""
    return annotation is not None and not any(
        get_origin(choice) in (tuple, dict) or (isinstance(choice, type) and issubclass(choice, BaseModel))
        for choice in _choices(annotation)
    )


def is_table(annotation: object) -> bool:
    """Whether a type is a mapping with names of the user's choice."""
    return any(get_origin(choice) is dict for choice in _choices(annotation))


def _choices(annotation: object) -> Iterator[object]:
    """The types an annotation allows, without ``Annotated`` and ``None``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _choices(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from _choices(part)
    elif annotation is not None and annotation is not type(None):
        yield annotation
