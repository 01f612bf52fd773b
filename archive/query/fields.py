"""The fields of the query language and what each may be set to. Raises ValueError with a sentence; `reader` adds the place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from operator import eq, ge, gt, le, lt

from archive.analysis import slug
from archive.query.nodes import Dated, Facet, Node, Not, Or, Seen, Together, Withdrawn
from statements import formulas
from statements.issuers import find_countries, is_issuer
from statements.labels import LANGUAGES, Grade, Kind, Novelty, Rung, Stance, Topic
from statements.tongues import CODES

_RUNG = re.compile(r"(>=|<=|>|<)?([0-9]+)|([0-9]+)\.\.([0-9]+)")
_SIGNED = re.compile(r"(>=|<=|>|<)?([A-Za-z-]+)")
_SEEN = re.compile(r"([<>])([0-9]{1,5})([mhdw])")
_UNSURE = (*(stance for stance in Stance if stance is not Stance.NEUTRAL), *Topic, "any")
_STORY = re.compile(r"[1-9][0-9]{0,17}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_CITED = re.compile("resolution-[0-9]{1,4}")
"""The name of a cited resolution among the formulas."""
FIRSTS = tuple(kind for kind in Novelty if kind not in (Novelty.RUNG, Novelty.DROPPED))
_RESOLUTION = re.compile(r"(?:s/res/)?([0-9]{1,4})(?:\s*\([0-9]{4}\))?", re.IGNORECASE)


def node(field: str, values: list[str]) -> Node:
    """What ``field:value,value`` means. Raises ValueError for an unknown field or a value it cannot have."""
    read = _FIELDS.get(field.lower())
    if read is None:
        close = difflib.get_close_matches(field.lower(), _FIELDS, n=1)
        hint = (
            f"did you mean {close[0]}:?"
            if close
            else f"fields are {', '.join(f'{name}:' for name in _FIELDS)}"
        )
        raise ValueError(f"there is no field {field}: - {hint} (put a word with a colon in quotes)")
    return read(values)


def _one_of(field: str, allowed: Iterable[str]) -> Callable[[list[str]], Node]:
    choices = list(allowed)

    def read(values: list[str]) -> Node:
        return Facet(field=field, values=tuple(_choice(field, value, choices) for value in values))

    return read


def _choice(field: str, value: str, allowed: list[str]) -> str:
    folded = value.lower()
    if folded in allowed:
        return folded
    close = difflib.get_close_matches(folded, allowed, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    raise ValueError(f"{field}: cannot be {value!r}; {hint}it is one of {', '.join(allowed)}")


def _lang(values: list[str]) -> Node:
    """One of ours, or another that a page may declare for its text."""
    judged = sorted(LANGUAGES)
    return Facet(
        field="lang",
        values=tuple(v.lower() if v.lower() in CODES else _choice("lang", v, judged) for v in values),
    )


def _matching(
    field: str, pattern: str, example: str, fold: Callable[[str], str]
) -> Callable[[list[str]], Node]:
    compiled = re.compile(pattern)

    def read(values: list[str]) -> Node:
        for value in values:
            if not compiled.fullmatch(value):
                raise ValueError(f"{field}: cannot be {value!r}; write it like {field}:{example}")
        return Facet(field=field, values=tuple(fold(value) for value in values))

    return read


def _issuers(field: str) -> Callable[[list[str]], Node]:
    def read(values: list[str]) -> Node:
        return Facet(field=field, values=tuple(_issuer(field, value) for value in values))

    return read


def _issuer(field: str, value: str) -> str:
    code = value.upper()
    if is_issuer(code):
        return code
    meant = [found for found, _, _ in find_countries(value)] or [
        found for found, _, _ in find_countries(value.title())
    ]
    hint = f"did you mean {field}:{meant[0]}?" if meant else f"it is a code like {field}:FR or {field}:EU"
    raise ValueError(f"{field}: cannot be {value!r}; {hint}")


def _resolution(values: list[str]) -> Node:
    numbers = []
    for value in values:
        found = _RESOLUTION.fullmatch(value)
        if found is None:
            raise ValueError(f"resolution: cannot be {value!r}; write its number, like resolution:2254")
        numbers.append(found.group(1))
    return Facet(field="resolution", values=tuple(numbers))


def _actor(values: list[str]) -> Node:
    for value in values:
        if not slug(value):
            raise ValueError(f"actor: cannot be {value!r}; write a name, like actor:HTS")
    return Facet(field="actor", values=tuple(values))


def _rung(values: list[str]) -> Node:
    rungs: set[int] = set()
    for value in values:
        found = _RUNG.fullmatch(value)
        numbers = [int(n) for n in re.findall("[0-9]+", value)] if found else []
        if found is None or any(n > max(Rung) for n in numbers):
            raise ValueError(
                f"rung: cannot be {value!r}; rungs go from 0 to 8: rung:4, rung:>=4 or rung:4..6"
            )
        sign, low = found.group(1), numbers[0]
        high = numbers[-1]
        if low > high:
            raise ValueError(f"rung: {value!r} ends before it begins")
        chosen = {
            ">=": range(low, max(Rung) + 1),
            ">": range(low + 1, max(Rung) + 1),
            "<=": range(low + 1),
            "<": range(low),
        }.get(sign, range(low, high + 1))
        if not chosen:
            raise ValueError(f"rung: there is nothing {value!r}; rungs go from 0 to 8")
        rungs |= set(chosen)
    return Facet(field="rung", values=tuple(str(rung) for rung in sorted(rungs)))


def _date(values: list[str]) -> Node:
    return _any([_days(value) for value in values])


def _days(value: str) -> Node:
    first, dots, last = value.partition("..")
    try:
        start, end = _day(first), _day(last if dots else first)
    except ValueError:
        start = end = None
    if start is None and end is None:
        raise ValueError(
            f"date: cannot be {value!r}; write days, like date:2024-12-01 or date:2024-11-27..2024-12-08"
        )
    if start is not None and end is not None and start > end:
        raise ValueError(f"date: {value!r} ends before it begins")
    return Dated(start=start, end=end)


def _day(text: str) -> date | None:
    if not text:
        return None
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _seen(values: list[str]) -> Node:
    nodes: list[Node] = []
    for value in values:
        found = _SEEN.fullmatch(value)
        if found is None:
            raise ValueError(
                f"seen: cannot be {value!r}; write seen:<7d for the last seven days, seen:>7d for before that "
                "(m minutes, h hours, d days, w weeks)"
            )
        nodes.append(Seen(ago=int(found.group(2)) * _UNITS[found.group(3)], newer=found.group(1) == "<"))
    return _any(nodes)


def _edit(values: list[str]) -> Node:
    grades: dict[Grade, None] = {}
    for value in values:
        found = _SIGNED.fullmatch(value)
        sign, name = (found.group(1) or "", found.group(2)) if found else ("", value)
        chosen = Grade(_choice("edit", name, list(Grade)))
        reach = {">=": ge, ">": gt, "<=": le, "<": lt}.get(sign, eq)
        within = [grade for grade in Grade if reach(grade.weight, chosen.weight)]
        if not within:
            raise ValueError(f"edit: there is nothing {value!r}; grades go from furniture to withdrawn")
        grades |= dict.fromkeys(within)
    worded = tuple(str(grade) for grade in Grade if grade in grades)
    # An edit may announce a withdrawal; a statement whose page is gone was withdrawn without any edit.
    gone: list[Node] = [Withdrawn()] if Grade.WITHDRAWN in grades else []
    return _any([Facet(field="edit", values=worded), *gone])


def _withdrawn(values: list[str]) -> Node:
    said = [_choice("withdrawn", value, ["yes", "no"]) for value in values]
    return _any([Withdrawn() if value == "yes" else Not(item=Withdrawn()) for value in said])


def _is(values: list[str]) -> Node:
    names = [_choice("is", value, ["joint", "revised", "reissue", "withdrawn"]) for value in values]
    return _any([Withdrawn() if name == "withdrawn" else Facet(field="is", values=(name,)) for name in names])


def _dropped(values: list[str]) -> Node:
    known = ("formula", *formulas.ids())
    for value in values:
        if not _CITED.fullmatch(value.lower()):
            _choice("dropped", value, list(known))
    return Facet(field="dropped", values=tuple(value.lower() for value in values))


def _story(values: list[str]) -> Node:
    for value in values:
        if not _STORY.fullmatch(value):
            raise ValueError(f"story: cannot be {value!r}; write its number, like story:17")
    return Together(stories=tuple(int(value) for value in values))


def _any(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Or(items=tuple(nodes))


_FIELDS: dict[str, Callable[[list[str]], Node]] = {
    "issuer": _issuers("issuer"),
    "source": _matching("source", "[A-Za-z0-9_.-]+", "us-state", str.lower),
    "stance": _one_of("stance", Stance),
    # Which topics of the user's there are is not known here: `pipeline.opening.check_topics`.
    "topic": _matching("topic", "[A-Za-z0-9][A-Za-z0-9-]{0,62}", "ceasefire", str.lower),
    "unsure": _one_of("unsure", _UNSURE),
    "rung": _rung,
    "kind": _one_of("kind", Kind),
    "lang": _lang,
    "resolution": _resolution,
    "actor": _actor,
    "signatory": _issuers("signatory"),
    "first": _one_of("first", (*FIRSTS, "any")),
    "new": _one_of("new", ("rung",)),
    "dropped": _dropped,
    "formula": _one_of("formula", formulas.ids()),
    "date": _date,
    "seen": _seen,
    "edit": _edit,
    "withdrawn": _withdrawn,
    "story": _story,
    "is": _is,
}
