"""`digest preview` opens the browser for who sits at a terminal and has one, and for nobody else unless told to."""

from __future__ import annotations

import os
import pty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import programs
from tests.unit.cli import filled

pytestmark = pytest.mark.suite


@contextmanager
def closing_all(*files: int) -> Iterator[None]:
    try:
        yield
    finally:
        for file in files:
            os.close(file)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled.make(tmp_path_factory.mktemp("preview") / "desk")


@pytest.mark.parametrize(
    ("terminal", "browser", "options", "opens"),
    [
        (True, True, (), True),
        (True, True, ("--no-open",), False),
        (True, True, ("--json",), False),
        (True, False, (), False),
        (False, True, (), False),
        (False, True, ("--open",), True),
    ],
)
def test_the_preview_is_opened(
    desk: Path, tmp_path: Path, terminal: bool, browser: bool, options: tuple[str, ...], opens: bool
) -> None:
    opened = tmp_path / "opened"
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n')
    script.chmod(0o700)
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    }
    if browser:
        environment["BROWSER"] = f"{script} %s"
    mine, its = pty.openpty()
    with (
        (tmp_path / "out").open("w+b") as piped,
        Path(os.devnull).open("rb") as nothing,
        closing_all(mine, its),
    ):
        shown = its if terminal else piped.fileno()
        said = programs.start(
            programs.COMMUNIQUE, "digest", "preview", "--config", str(desk), *options,
            env=environment, cwd=tmp_path, files=[nothing.fileno(), shown, piped.fileno()],
        )  # fmt: skip
        assert said.wait(300) == 0, (tmp_path / "out").read_text()
    page = tmp_path / "digest-preview" / "digest.html"
    assert page.is_file(), "beside whoever asks, where --out says nothing"
    assert (opened.read_text().split() if opened.exists() else []) == ([page.as_uri()] if opens else [])
