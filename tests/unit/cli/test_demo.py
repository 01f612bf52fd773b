"""What the demo prints for a person to type."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from cli.demo import Week
from demo.configuration import CITY
from demo.world import START
from statements.clock import ManualClock


def test_a_printed_command_can_be_typed_whatever_the_folder_is_called(
    capsys: pytest.CaptureFixture[str],
) -> None:
    nothing: Any = None
    week = Week(nothing, nothing, nothing, ManualClock(START), Path("Ana's out"), 0.0)
    week._conduct([])
    printed = "communique board" + capsys.readouterr().out.partition("communique board")[2]
    program, command, query, *options = shlex.split(printed.replace("\\\n", ""))
    assert (program, command, query) == ("communique", "board", CITY)
    assert options[-2:] == ["--config", "Ana's out/desk"]
