"""Packs: shipped sources that belong together, chosen by name when a configuration is first written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import Field

from config.documents import Problem, read_document
from config.fields import Identifier, Issuer
from config.shipped import shipped
from config.source import Source, Strict
from statements.errors import CommuniqueError, ConfigError
from statements.issuers import find_countries, is_issuer

FILE = Path(__file__).parent / "packs.yaml"
DEFAULT = "first-wave"


class Pack(Strict):
    """Sources by id and by issuer."""

    about: str = Field(min_length=1)
    sources: tuple[Identifier, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    everything: bool = False


@cache
def packs() -> dict[str, Pack]:
    """All packs by name. Raises `ConfigError` if our own file is wrong (a test reads it)."""
    problems: list[Problem] = []
    document = read_document(FILE, problems)
    if document is None:
        raise ConfigError([str(problem) for problem in problems])
    return {name: Pack.model_validate(data) for name, data in document.data.items()}


def choose(names: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of the sources of these packs that can be watched, each once, in order. Raises `ConfigError` for a name that is
    none."""
    unknown = [name for name in names if name not in packs()]
    if unknown:
        raise ConfigError([f'there is no pack "{unknown[0]}"; there are: {", ".join(packs())}'])
    chosen: dict[str, None] = {}
    for name in names:
        pack = packs()[name]
        ids = [*pack.sources, *(shipped() if pack.everything else ())]
        ids += [source.id for issuer in pack.issuers for source in shipped().of(issuer)]
        chosen |= dict.fromkeys(id_ for id_ in ids if can_be_watched(shipped()[id_]))
    return tuple(chosen)


def issuers_of(names: Iterable[str]) -> tuple[str, ...]:
    """Issuers from codes and the names of packs. A pack is written small: ``eu`` is the Union and its members, ``EU`` the Union alone.
    Raises CommuniqueError for what is neither."""
    groups = {name: pack.issuers for name, pack in packs().items() if pack.issuers}
    found: dict[str, None] = {}
    for name in names:
        if is_issuer(name):
            found[name] = None
        elif name.lower() in groups:
            found |= dict.fromkeys(groups[name.lower()])
        elif is_issuer(name.upper()):
            found[name.upper()] = None
        else:
            meant = find_countries(name) or find_countries(name.title())
            hint = (
                f"did you mean {meant[0][0]}?"
                if meant
                else f"it is a code like FR, or one of {', '.join(groups)}"
            )
            raise CommuniqueError(f"nobody is called {name!r}; {hint}")
    return tuple(found)


def can_be_watched(source: Source) -> bool:
    """Whether a source has an address that may be asked with what is installed by default."""
    return (
        source.entry is not None
        and source.not_watchable is None
        and source.kind != "browser"
        and source.enabled
    )
