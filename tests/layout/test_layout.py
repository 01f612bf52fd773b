"""The shape of the tree: names that no dependency may take, packages everywhere, one place that reads the clock."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "statements", "config", "archive", "spiders", "classifier", "alerts", "pipeline", "web", "cli", "demo",
)  # fmt: skip
MAX_LINES = 400


def sources() -> list[Path]:
    files = [ROOT / "scheduler.py"]
    for package in PACKAGES:
        files += sorted((ROOT / package).rglob("*.py"))
    return files


@pytest.mark.parametrize("name", [*PACKAGES, "scheduler", "tests", "bench"])
def test_no_dependency_ships_a_package_of_our_name(name: str) -> None:
    # An installed rival wins over an editable install while the tests in the checkout still pass (measured).
    assert set(packages_distributions().get(name, [])) <= {"communique"}


def test_the_distribution_is_not_named_like_a_package() -> None:
    assert "communique" not in PACKAGES
    assert not (ROOT / "communique").exists()


def test_every_folder_of_tests_is_a_package() -> None:
    # tests/config without __init__.py would shadow the real config.
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert sorted(folder for folder in folders if not (folder / "__init__.py").exists()) == []


def test_every_package_is_a_regular_one() -> None:
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert sorted(folder for folder in folders if not (folder / "__init__.py").exists()) == []


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_one_idea_and_says_which(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MAX_LINES, f"{path} is longer than one idea"
    assert ast.get_docstring(ast.parse(text)), f"{path} does not say what it is for"


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_library_that_is_imported_is_declared() -> None:
    # Tests run where the tools of development are installed too: what only those bring would be missing in production.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    # What an extra brings is imported by the one module that can do without it.
    entries = [
        *project["dependencies"],
        *(e for extra in project["optional-dependencies"].values() for e in extra),
    ]
    declared = {normalised(re.split(r"[^\w.-]", entry)[0]) for entry in entries}
    known, guilty = packages_distributions(), []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules = [node.module]
            for top in {module.split(".")[0] for module in modules}:
                if top in sys.stdlib_module_names or top in (*PACKAGES, "scheduler"):
                    continue
                if not declared & {normalised(name) for name in known.get(top, [])}:
                    guilty.append(f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}: {top}")
    assert guilty == []


def test_what_is_declared_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {normalised(re.split(r"[^\w.-]", entry)[0]) for entry in project["dependencies"]}
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert declared - {normalised(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)} == set()


def test_only_the_clock_reads_the_time() -> None:
    guilty = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in ("now", "utcnow", "today")
                and isinstance(node.value, ast.Name)
                and node.value.id in ("datetime", "date")
                and path != ROOT / "statements" / "clock.py"
            ):
                guilty.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert guilty == []


def test_the_imports_keep_to_the_contracts() -> None:
    result = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_nothing_names_a_machine_or_a_registry() -> None:
    words = ("pypi" + ".org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian")
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split("\0")
    guilty = []
    for name in filter(None, tracked):
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".yaml", ".lock", ".txt", ""}:
            text = path.read_text("utf-8", errors="replace")
            guilty += [f"{name}: {word}" for word in words if word in text]
    assert guilty == []
