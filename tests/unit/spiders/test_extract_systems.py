"""Whatever system wrote the page: its title, its day, every paragraph and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from spiders.extract.reading import article
from statements.candidate import from_draft
from statements.text import fold_for_identity
from tests.unit.spiders.systems import T, cases

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", cases)
def test_the_text_of_every_system_is_read_whole(name: str) -> None:
    html, paragraphs, day, *titles = cases[name]
    found = article(
        None,
        html.encode(),
        url="https://mfa.val.example/en/news/12345",
        content_type="text/html; charset=utf-8",
    )
    (draft,) = found.drafts
    candidate = from_draft(draft, source="x", issuer="FR", now=NOW)
    assert candidate.title == (titles[0] if titles else T)
    assert fold_for_identity(candidate.text) == fold_for_identity("\n".join(paragraphs))
    published = candidate.published
    shown = published.day or (published.instant.date() if published.instant else None)
    assert shown == (date.fromisoformat(day) if day else shown)
