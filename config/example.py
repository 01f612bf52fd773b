"""The files of a new installation: commented settings, a few watches, a topic and a source to copy from."""

from __future__ import annotations

from pathlib import Path

from config import packs
from config.fields import check_contact
from config.loading import SETTINGS, SOURCES, TOPICS, WATCHES
from statements.errors import CommuniqueError, ConfigError

TEMPLATES = Path(__file__).parent / "templates"
_FILES = {
    "settings.yaml": SETTINGS,
    "watches.yaml": WATCHES,
    "topics.yaml": TOPICS,
    "example-ministry.yaml": f"{SOURCES}/example-ministry.yaml",
}
_NO_CONTACT = "# contact: mailto:desk@example.org   # required: put yours here"


def write_example(
    directory: Path, *, contact: str | None = None, chosen: tuple[str, ...] = (packs.DEFAULT,)
) -> list[Path]:
    """Write a configuration that loads as it stands and watches the sources of the packs ``chosen``, and return its files. Without ``contact`` (a mail or web address;
    empty is none) it loads with exactly one problem, the missing ``network.contact``. Overwrites nothing: raises `ConfigError` and
    writes no file if any is there. Raises `CommuniqueError` where nothing can be written."""
    try:
        return _write(directory, contact, packs.choose(chosen))
    except OSError as error:
        raise CommuniqueError(f"cannot write {error.filename or directory}: {error.strerror}") from error


def _write(directory: Path, contact: str | None, sources: tuple[str, ...]) -> list[Path]:
    if directory.exists() and not directory.is_dir():
        raise CommuniqueError(f"{directory} is a file; name a directory, which is made if it is not there")
    blocking = next((above for above in directory.parents if above.is_file()), None)
    if blocking is not None:
        raise CommuniqueError(f"{directory} cannot be made: {blocking} is a file")
    targets = {name: directory / target for name, target in _FILES.items()}
    there = [str(target) for target in targets.values() if target.exists()]
    if there:
        raise ConfigError([f"{target}:1: file: is there already; nothing was written" for target in there])
    line = _NO_CONTACT
    if contact:
        try:
            line = f"contact: {check_contact(contact)}"
        except ValueError as error:
            raise ConfigError([f"{directory / SETTINGS}:1: network.contact: {error}"]) from None
    for name, target in targets.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        text = text.replace("{contact}", line).replace(
            "{catalogue}", "\n".join(f"  - {id_}" for id_ in sources)
        )
        target.write_text(text, encoding="utf-8")
    return list(targets.values())
