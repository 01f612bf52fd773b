"""Who publishes at an address and in which zone of time, as far as the name of the host tells. A guess is said to be one."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from statements.issuers import is_issuer

# Hosts that are no country's. Of the rest the last label is the country, where it has two letters.
_ORGANISATIONS = {
    "un.org": "UN", "eu": "EU", "europa.eu": "EU", "nato.int": "NATO", "osce.org": "OSCE", "opcw.org": "OPCW", "iaea.org": "IAEA",
    "icrc.org": "ICRC", "au.int": "AFU", "asean.org": "ASEAN", "gcc-sg.org": "GCC", "oic-oci.org": "OIC", "lasportal.org": "LAS",
}  # fmt: skip
_STATES = {"gov": "US", "mil": "US", "uk": "GB", "su": "RU"}
_GENERIC = re.compile(
    r"^(?:www\d?|gov|gob|gouv|gub|go|govt|government|gv|gc|com|org|net|int|edu|ac|co|en|fr|ar|de|es|ru|news|press|portal|web)$"
)


def issuer_of(url: str) -> str | None:
    """The issuer whose host this looks like; None when the name says nothing."""
    host = (urlsplit(url).hostname or "").lower().rstrip(".")
    for name, code in _ORGANISATIONS.items():
        if host == name or host.endswith(f".{name}"):
            return code
    last = host.rpartition(".")[2]
    code = _STATES.get(last, last.upper())
    return code if "." in host and is_issuer(code) else None


def id_of(url: str, issuer: str) -> str:
    """An id for a source at this address: ``fr-diplomatie``."""
    labels = [part for part in (urlsplit(url).hostname or "").lower().split(".") if not _GENERIC.match(part)]
    labels = [
        part for part in labels if part != issuer.lower() and part not in _STATES and not part.isdigit()
    ]
    named = [
        re.sub(r"[^a-z0-9-]", "", part).strip("-") for part in labels if len(part) > 2 or len(labels) == 1
    ]
    return "-".join([issuer.lower(), next((part for part in named if part), "news")])[:60].strip("-")


def zone_of(issuer: str) -> str | None:
    """The zone of time of a state that has only one."""
    zones = _zones().get(issuer, ())
    return zones[0] if len(zones) == 1 else None


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            table[code] = (*table.get(code, ()), zone)
    return table
