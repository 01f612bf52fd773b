"""Fitted topics on disk: other processes' files stay, missing ones come back, and a topic that cannot be had costs only itself."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from classifier import topicfit
from classifier.usertopics import Definition, OwnTopic
from pipeline import fitting, work
from pipeline.fitting import Fitting, FittingFailed
from statements.clock import ManualClock
from statements.errors import CommuniqueError
from statements.model import Reading
from tests.unit.classifier.test_usertopics import ABOUT, GRAIN

GEORGIAN = Definition(
    id="kartuli",
    description="",
    examples=tuple(f"მინისტრი შეხვდა ელჩს {word}" for word in ("დღეს", "გუშინ", "ხვალ", "აქ", "იქ")),
)


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """Name and content of the file of GRAIN's fit."""
    [one] = fitting.fit(None, tmp_path_factory.mktemp("topics"), [GRAIN], embeddings=False)
    return one.path.name, one.path.read_bytes()


@pytest.fixture
def at(tmp_path: Path, fitted: tuple[str, bytes]) -> Path:
    """A folder in which GRAIN is fitted."""
    (tmp_path / fitted[0]).write_bytes(fitted[1])
    return tmp_path


def service(at: Path, *wanted: Definition, inline: bool = True) -> tuple[Fitting, ManualClock]:
    clock = ManualClock(datetime(2025, 1, 2, tzinfo=UTC))
    return Fitting(
        model=None, embeddings=False, at=at, wanted=wanted, inline=inline, clock=clock
    ), clock  # fmt: skip


def read(own: Sequence[Path]) -> Reading:
    return work.read(None, "A title", ABOUT, "en", "FR", None, False, tuple(own))


def older(at: Path, days: int) -> Path:
    path = at / f"grain-{days:016x}.npz"
    path.write_bytes(b"x")
    then = time.time() - days * 86400
    os.utime(path, (then, then))
    return path


def test_only_a_service_tidies_and_spares_what_is_young(at: Path) -> None:
    young, old = older(at, 29), older(at, 31)
    fitting.fit(None, at, [GRAIN], embeddings=False)
    assert young.exists() and old.exists(), "a command must not take files from under a service"
    fitting.attempt(None, at, [GRAIN], embeddings=False, tidying=True)
    assert young.exists() and not old.exists()


def test_a_file_that_is_gone_is_fitted_again(at: Path) -> None:
    stage, _ = service(at, GRAIN)
    [path] = asyncio.run(stage.ready())
    path.unlink()
    work.own_topic.cache_clear()
    assert asyncio.run(stage.ready()) == (path,)
    assert read([path]).own_topics == ("grain",)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", None])
def test_a_file_that_cannot_be_used_stops_no_shipped_label(at: Path, damage: bytes | None) -> None:
    stage, _ = service(at, GRAIN)
    [path] = asyncio.run(stage.ready())
    work.own_topic.cache_clear()
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    found = read([path])
    assert "condemnation" in found.stances and "grain" not in found.scores
    stage.missed(found.scores)
    assert "left out" in str(stage.problem) and "grain" in str(stage.problem)
    assert "grain" in read(asyncio.run(stage.ready())).scores
    assert stage.problem is None


def test_a_topic_that_stumbles_over_a_text_stops_no_shipped_label(
    at: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, _ = service(at, GRAIN)
    paths = asyncio.run(stage.ready())

    def stumble(*_: object) -> None:
        raise IndexError("a bug")

    monkeypatch.setattr(OwnTopic, "margins", stumble)
    found = read(paths)
    assert "condemnation" in found.stances and "grain" not in found.scores


def test_a_topic_that_cannot_be_fitted_is_named_and_the_others_are_read(at: Path) -> None:
    stage, _ = service(at, GEORGIAN, GRAIN)
    [path] = asyncio.run(stage.ready())
    assert path.name.startswith("grain-")
    assert "kartuli cannot be fitted: the model knows no word of its examples" in str(stage.problem)
    with pytest.raises(CommuniqueError, match="kartuli cannot be fitted"):
        fitting.fit(None, at, [GEORGIAN, GRAIN], embeddings=False)


def test_failures_are_not_repeated_at_each_beat(at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def broken(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        raise RuntimeError("a bug")

    monkeypatch.setattr(topicfit, "fit", broken)
    stage, clock = service(at, GRAIN, Definition(id="other", description="", examples=GRAIN.examples))
    for _ in range(20):
        assert len(asyncio.run(stage.ready())) == 1
    assert len(asked) == 2, "once more at once, then after a pause"
    assert "the topic other cannot be fitted: RuntimeError: a bug" in str(stage.problem)
    clock.advance(timedelta(seconds=61))
    for _ in range(20):
        asyncio.run(stage.ready())
    assert len(asked) == 3
    monkeypatch.undo()
    clock.advance(timedelta(hours=6))
    assert len(asyncio.run(stage.ready())) == 2
    assert stage.problem is None


def test_whatever_goes_wrong_is_a_fitting_that_failed(at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(fitting, "remembering", broken)
    stage, _ = service(at, GRAIN)
    with pytest.raises(FittingFailed, match="ZeroDivisionError"):
        asyncio.run(stage.ready())
