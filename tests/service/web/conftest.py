"""One service for all tests of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import open_archive
from tests.service.web.pages import Site, configured, fill, serving, site_links


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Site]:
    directory = tmp_path_factory.mktemp("desk")
    config = configured(directory)
    (directory / "archive.db").write_bytes(sqlite_template.read_bytes())
    with open_archive(config.settings.database) as archive:
        fill(archive)
        with serving(directory) as address:
            yield Site(address, site_links(config), archive)
