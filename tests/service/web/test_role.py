"""The pages with the few rights in PostgreSQL that the operator's guide gives them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from archive import open_archive
from config import load
from pipeline.linking import links_of
from tests.postgres import Postgres
from tests.service.web.pages import SECRET, Site, fill, serving

GUIDE = Path(__file__).parents[3] / "docs" / "operations.md"


@pytest.fixture
def granted(postgres: Postgres) -> Iterator[tuple[str, str]]:
    """The address of an archive as its owner, and as the role of the guide."""
    owner = postgres.clean()
    (block,) = [part.partition("```")[0] for part in GUIDE.read_text("utf-8").split("```sql\n")[1:]]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(block.encode())
        try:
            yield owner, owner.replace("://postgres", "://communique_web")
        finally:
            connection.execute("DROP OWNED BY communique_web")
            connection.execute("DROP ROLE communique_web")


def test_the_role_of_the_guide_is_enough_and_can_write_nothing_else(
    granted: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_WEB__SECRET", SECRET)
    owner, role = granted
    settings = {
        "database": role,
        "web": {"url": "https://desk.example/c/"},
        "mail": {"host": "localhost", "sender": "desk@desk.example"},
        "digests": {"weekly": {"recipients": ["reader@desk.example"]}},
    }
    (tmp_path / "settings.yaml").write_text(json.dumps(settings))
    (tmp_path / "watches.yaml").write_text("watches: [{id: restraint, name: Restraint, query: restraint}]")
    links = links_of(load(tmp_path, {"COMMUNIQUE_WEB__SECRET": SECRET}))
    assert links is not None
    with open_archive(owner) as archive, serving(tmp_path) as address:
        fill(archive)
        site = Site(address, links, archive)
        for link in (links.archived(1), links.why(1), "/healthz"):
            assert site.get(link).status == 200
        end, choice = links.unsubscribe("weekly", "a@x.example"), links.manage("reader@desk.example")
        for link, body in (
            (end, "do=end"), (end, "do=again"), (choice, "do=end&digest=weekly&section=restraint"),
            (links.feedback(1, "restraint", "a@x.example"), "relevant=yes"),
            (links.feedback(1, "restraint", "a@x.example"), "relevant=no"),
        ):  # fmt: skip
            assert site.post(link, body).status == 200, body
        assert archive.unsubscribed.all("weekly") == {"reader@desk.example": {"restraint"}}
        assert [row.relevant for row in archive.feedback.rows()] == [False]
    with psycopg.connect(role, autocommit=True) as connection:
        for change in ("DELETE FROM feedback", "UPDATE statement SET versions = 9", "DELETE FROM outbox"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(change)
