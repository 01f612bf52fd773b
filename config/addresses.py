"""Addresses with ``{names}`` in them, filled in when they are asked.

Braces around anything but a plain name are left alone: some sites have JSON in their queries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Annotated
from urllib.parse import quote, urljoin

from pydantic import AfterValidator, Field

from config.fields import check_url

_NAME = re.compile(r"\{([A-Za-z_]\w*(?:\.\w+)*)\}")
_HOST = re.compile(r"^[a-z]+://[^/?#]*")
_SAFE = {"url": "", "path": "/%:@!$&'()*+,;=-._~"}  # a path is encoded already
_OLDER = ("page", "index", "offset", "year")
_ROOTED = ("path",)  # begins with a slash, so that it may stand right behind a host


def names_in(template: str) -> list[str]:
    """The names that a template asks for, in order."""
    return _NAME.findall(template)


def fill(template: str, values: Mapping[str, object]) -> str:
    """The address, with every name that has a value replaced by it, percent-encoded but for slashes."""

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1])
        if found is None:
            return match[0]
        # An item's own field of that name need not begin with a slash, and must not go on with the host.
        slash = "/" if match[1] in _ROOTED and not str(found).startswith("/") else ""
        return slash + quote(str(found), safe=_SAFE.get(match[1], "/"))

    return _NAME.sub(value, template)


def check_template(value: str, *, names: tuple[str, ...] | None = None, required: bool = False) -> str:
    """An http(s) address with names from ``names`` (any when None) in its path or query. The host is never filled in:
    what a site writes into an item must not choose whom we ask."""
    found = names_in(value)
    unknown = [name for name in found if names is not None and name not in names]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in names or ())
        raise ValueError(f"has an unknown {{{unknown[0]}}}; known are {known}")
    host = _HOST.match(value)
    inside = names_in(host[0]) if host else []
    if host and inside and not host[0].endswith(tuple(f"{{{name}}}" for name in _ROOTED)):
        raise ValueError(f"has {{{inside[0]}}} in its host; it may stand after the first slash only")
    if required and not found:
        what = " or ".join(f"{{{name}}}" for name in names) if names else "a {name}"
        raise ValueError(f"holds no {what}")
    check_url(fill(value, {name: "/1" if name in _ROOTED else "1" for name in found}))
    return value


def check_older(value: str) -> str:
    """A template for older pages, absolute or relative to the first."""
    if not re.match(r"[a-z]+:|//", value):
        check_template(urljoin("https://example.org/", value), names=_OLDER, required=True)
        return value
    return check_template(value, names=_OLDER, required=True)


Entry = Annotated[str, Field(max_length=2000), AfterValidator(partial(check_template, names=("year",)))]
"""The address asked at every check; ``{year}`` is the year where the source is."""
Query = Annotated[
    str,
    Field(max_length=2000),
    AfterValidator(partial(check_template, names=("year", "since", "page", "offset", "cursor"))),
]
"""The address of an API; its pager fills in ``{page}``, ``{offset}`` or ``{cursor}``."""
OlderPage = Annotated[str, Field(max_length=2000), AfterValidator(check_older)]
"""Where page N of a listing is: ``{page}`` is N, ``{index}`` N - 1, ``{offset}`` the number of items before. May be relative to
the entry, such as ``?page={page}``."""
ItemLink = Annotated[str, Field(max_length=2000), AfterValidator(partial(check_template, required=True))]
"""The address of one item, made of what the item says."""
ContentLink = Annotated[str, Field(max_length=2000), AfterValidator(partial(check_template, required=True))]
"""Where the text of one statement is, made of its address."""
