"""The wheel as a user would install it: built, unpacked elsewhere, and run where a rival `config/` lies about."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(place)
    return place


def test_the_wheel_holds_the_data_that_the_code_reads(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "classifier/model/manifest.json",
        "classifier/model/model.npz",
        "alerts/templates/digest.html.j2",
        "alerts/templates/digest.txt.j2",
        "archive/migrations/env.py",
        "config/sources/un/un-press.yaml",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests/", "bench/"))]


def test_the_wheel_stays_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 40 * 2**20


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--version"], "communique 0."),
        (["sources", "list", "--all", "--json"], '"un-press"'),
        (["config", "schema"], '"$defs"'),
        (["model", "info", "--json"], '"sha256"'),
    ],
)
def test_the_wheel_runs_outside_the_checkout(
    unpacked: Path, tmp_path: Path, arguments: list[str], expected: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "config").mkdir(parents=True)
    (elsewhere / "config" / "__init__.py").write_text("raise RuntimeError('the rival was imported')\n")
    result = subprocess.run(
        [sys.executable, "-P", "-c", "import sys, cli; sys.exit(cli.main())", *arguments],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(unpacked), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    assert expected in result.stdout
