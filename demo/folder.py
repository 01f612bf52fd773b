"""The folder a demo run leaves behind: made anew each time, and never made of a folder that somebody else made."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from statements.errors import CommuniqueError

MARKER = ".made-by-communique-demo"
"""A folder with this file in it was made by us. The running demo holds a lock on it."""
DESK = "desk"
DIGEST = ("digest.html", "digest.txt")
SLACK = "slack.json"


@contextmanager
def prepared(folder: Path) -> Iterator[None]:
    """``folder`` as an empty one of ours, for as long as the block runs; what an earlier demo left there is removed, and
    nothing else. Raises CommuniqueError when it is not ours or another demo uses it."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CommuniqueError(f"{folder} is not a directory; choose another with --out")
    if folder.exists() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise CommuniqueError(
            f"{folder} is not empty and was not made by the demo, so it is left alone; choose another with --out"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / MARKER).open("a") as marker:
            try:
                fcntl.flock(marker, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise CommuniqueError(
                    f"another demo is running in {folder}; choose another with --out"
                ) from error
            _empty(folder)
            yield
    except PermissionError as error:
        raise CommuniqueError(
            f"cannot write to {folder}: {error.strerror}; choose another with --out"
        ) from error


def _empty(folder: Path) -> None:
    if (folder / DESK).is_dir() and not (folder / DESK).is_symlink():
        shutil.rmtree(folder / DESK)
    for name in (*DIGEST, SLACK):
        (folder / name).unlink(missing_ok=True)
