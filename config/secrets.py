"""Where secrets come from, so that none ever stands in a YAML file.

Three ways, the first that is there wins: the environment (``COMMUNIQUE_SLACK__TOKEN``; ``__`` separates levels), a file
named beside the place (``token_file: /run/secrets/slack``), a systemd credential (``$CREDENTIALS_DIRECTORY/slack.token``).
The environment may set any other single value of ``settings.yaml`` the same way, and wins over the file.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path

from config.documents import Document, Place, Problem, path_text
from config.settings import Settings
from config.shape import is_single, is_table, model_at, step, unknown

PREFIX = "COMMUNIQUE_"
SECRETS: tuple[Place, ...] = (
    ("slack", "token"),
    ("slack", "app_token"),
    ("slack", "webhooks", "*", "url"),
    ("hooks", "*", "secret"),
    ("apprise", "*", "url"),
    ("mail", "password"),
    ("web", "secret"),
)
"""Values that may not stand in YAML; ``*`` is any name."""
MAX_SECRET = 64 * 2**10


def fill(
    document: Document,
    *,
    directory: Path,
    env: Mapping[str, str],
    problems: list[Problem],
    warnings: list[str],
) -> tuple[dict[str, object], dict[str, str]]:
    """The settings as written, with the environment and the secrets put in; and for each path that the environment set,
    the variable's name. ``directory`` is where relative files are."""
    data: dict[str, object] = _copy(document.data)
    _refuse_inline(document, problems)
    credentials = Path(env["CREDENTIALS_DIRECTORY"]) if env.get("CREDENTIALS_DIRECTORY") else None
    if credentials is not None:
        for place in _offered(data, credentials):
            text = _read(
                credentials / ".".join(map(str, place)),
                f"credential {path_text(place)}",
                place,
                document,
                problems,
            )
            _put(data, place, text)
    for place in _places(data):
        _from_file(data, place, directory, document, problems, warnings)
    variables = {}
    for name, value in sorted(env.items()):
        reached = _from_environment(data, name, value, problems) if name.startswith(PREFIX) else None
        if reached is not None:
            variables[path_text(reached)] = name
    return data, variables


def environment_name(place: Place) -> str:
    """``("slack", "token")`` as ``COMMUNIQUE_SLACK__TOKEN``."""
    return PREFIX + "__".join(str(part).upper().replace("-", "_") for part in place)


def three_ways(place: Place) -> str:
    """The sentence that tells how to give a secret."""
    return (
        f"give it as {environment_name(place)} in the environment, as {place[-1]}_file: with the path of a file, "
        f'or as a systemd credential named "{path_text(place)}"'
    )


def _refuse_inline(document: Document, problems: list[Problem]) -> None:
    for place in _places(document.data):
        if place[0] != "database" and _get(document.data, place) is not None:
            problems.append(
                document.problem(place, f"is a secret and must not stand in this file; {three_ways(place)}")
            )


def _places(data: Mapping[str, object]) -> list[Place]:
    """Every place of a secret, those of a table by their names. The database's address is one too, where it has a password."""
    found: list[Place] = [("database",)]
    for place in SECRETS:
        if "*" not in place:
            found.append(place)
            continue
        at = place.index("*")
        table = _get(data, place[:at])
        names = table if isinstance(table, Mapping) else ()
        found += [(*place[:at], str(name), *place[at + 1 :]) for name in names]
    return found


def _offered(data: Mapping[str, object], credentials: Path) -> list[Place]:
    return [place for place in _places(data) if (credentials / ".".join(map(str, place))).is_file()]


def _from_file(
    data: dict[str, object],
    place: Place,
    directory: Path,
    document: Document,
    problems: list[Problem],
    warnings: list[str],
) -> None:
    pointer: Place = (*place[:-1], f"{place[-1]}_file")
    named = _get(data, pointer)
    if not isinstance(named, str):  # absent, or a type that validation refuses
        return
    path = directory / Path(named).expanduser()
    text = _read(path, str(path), pointer, document, problems)
    if text is None:
        return
    _put(data, place, text)
    if path.stat().st_mode & stat.S_IROTH:
        warnings.append(
            f"{document.problem(pointer, f'{path} can be read by everybody on this machine; chmod 600')}"
        )


def _read(path: Path, shown: str, place: Place, document: Document, problems: list[Problem]) -> str | None:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_SECRET + 1)
        text = raw.decode("utf-8").strip()
    except OSError as error:
        problems.append(document.problem(place, f"{shown} cannot be read: {error.strerror}"))
        return None
    except UnicodeDecodeError:
        problems.append(document.problem(place, f"{shown} is not text"))
        return None
    if not text or len(raw) > MAX_SECRET:
        problems.append(document.problem(place, f"{shown} is {'too large' if text else 'empty'}"))
        return None
    return text


def _from_environment(
    data: dict[str, object], name: str, value: str, problems: list[Problem]
) -> Place | None:
    """Put one variable in its place and say where. Names without ``__`` that resemble no setting belong to somebody else."""
    parts = name.removeprefix(PREFIX).lower().split("__")
    place: Place = ()
    kind: object = Settings
    for part in parts:
        key = _name_in(data, place, part) if is_table(kind) else part
        further = step(kind, key)
        if further is None:
            owner = model_at(Settings, place)
            advice = unknown(part, sorted(owner.model_fields) if owner else [])
            if len(parts) > 1 or "did you mean" in advice:
                problems.append(_about(name, (*place, part), advice))
            return None
        place, kind = (*place, key), further
    if not is_single(kind):
        problems.append(
            _about(name, place, "is a list or a group of settings; the environment sets single values only")
        )
        return None
    _put(data, place, value)
    return place


def _about(name: str, place: Place, message: str) -> Problem:
    return Problem(file=name, line=1, path=path_text(place), message=message)


def _name_in(data: Mapping[str, object], place: Place, part: str) -> str:
    """The name a user gave in the YAML for the environment's spelling of it: ``desk_one`` is ``desk-one``."""
    table = _get(data, place)
    for name in table if isinstance(table, dict) else ():
        if str(name).lower().replace("-", "_") == part:
            return str(name)
    return part.replace("_", "-")


def _get(data: Mapping[str, object], place: Place) -> object:
    current: object = data
    for part in place:
        if not isinstance(current, Mapping):
            return None
        current = current.get(str(part))
    return current


def _put(data: dict[str, object], place: Place, value: str | None) -> None:
    """Set a value, creating the groups above it. A group of the wrong type is left for validation to refuse."""
    if value is None:
        return
    current = data
    for part in place[:-1]:
        below = current.get(str(part))
        if below is None:
            below = current[str(part)] = {}
        if not isinstance(below, dict):
            return
        current = below
    current[str(place[-1])] = value


def _copy(data: Mapping[str, object]) -> dict[str, object]:
    return {key: _copy(value) if isinstance(value, dict) else value for key, value in data.items()}
