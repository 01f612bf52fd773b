"""An answer kept as a sample, and its shape: what is asked of every site, whether or not how to read it is still to be learnt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from spiders.answers import Answer


@dataclass(frozen=True, kw_only=True)
class Saved:
    """An answer kept as a sample: the address that answered, and what."""

    url: str
    body: bytes
    content_type: str | None

    @classmethod
    def of(cls, answer: Answer) -> Self:
        return cls(url=answer.url, body=answer.body, content_type=answer.content_type)


def study_layout(page: Saved) -> str:
    """The shape of a page. Runs where it can be killed, and imports there what it needs."""
    from spiders.extract.learn_shape import fingerprint
    from spiders.extract.page import parse

    return fingerprint(parse(page.body, url=page.url, content_type=page.content_type))
