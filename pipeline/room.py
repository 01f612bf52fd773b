"""Room on the disks that the service writes to."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from config import Config

SPACE: Final = 200 * 2**20
"""Free bytes below which a disk is too full."""
_SQLITE: Final = "sqlite:///"


def free(config: Config) -> dict[str, int]:
    """Free bytes beside the configuration and, where it is a file elsewhere, the archive."""
    places = {"the configuration": config.directory}
    address = config.settings.database
    if address.startswith(_SQLITE):
        places["the archive"] = (
            Path(unquote(address.removeprefix(_SQLITE).partition("?")[0])).absolute().parent
        )
    return {name: shutil.disk_usage(_existing(place)).free for name, place in places.items()}


def short(config: Config, least: int = SPACE) -> list[str]:
    """Where ``least`` bytes are not left, one sentence each."""
    return [
        f"only {left // 2**20} MiB are free beside {place}: where the disk is full nothing new is kept, and what is to be sent waits"
        for place, left in free(config).items()
        if left < least
    ]


def _existing(path: Path) -> Path:
    return next(place for place in (path.absolute(), *path.absolute().parents) if place.exists())
