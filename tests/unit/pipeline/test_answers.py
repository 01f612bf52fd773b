"""Guarded CSV cells, and a statement shown with its facts."""

from __future__ import annotations

from typing import Any

import pytest

from archive.records import Hit, VersionRecord
from pipeline import shapes
from pipeline.answers import _cell, as_text
from statements.labels import Rank
from statements.model import Pledge, Reading, Speaker
from tests.contract.examples import reading
from tests.unit.alerts.examples import NOW, version


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@cmd", " =1", "\u00a0=1", "fine\n=cmd()", "\t=1", "\uff1d1", "\uff20A1"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_defused(formula: str) -> None:
    guarded = str(_cell(formula, guarded=True))
    assert not any(
        line.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\uff1d", "\uff20"))
        for line in guarded.split("\n")
    )
    assert _cell(formula, guarded=False) == formula


def test_ordinary_cells_are_left_alone() -> None:
    assert (
        _cell("\n" * 1_000_000, guarded=True) == "\n" * 1_000_000
    )  # looked at once, not from each of its lines
    assert _cell("Statement on Aleppo", guarded=True) == "Statement on Aleppo"
    assert _cell(12, guarded=True) == 12


def test_a_statement_shown_lists_who_speaks_what_is_cited_who_is_meant_and_what_is_pledged() -> None:
    found = reading(
        evidence={"condemnation": ("We condemn it.",)}, scores={"condemnation": 0.97, "demand": 0.5}
    )
    shown = as_text(_shown(found))
    assert "\ncondemnation 0.97: “We condemn it.”\ndemand 0.50 (unsure)\n" in shown
    assert shown.partition("civilian-protection 0.00\ngrain-corridor 0.00\n\n")[2].splitlines()[:6] == [
        "speaker: Ana Ruiz, Minister (minister)",
        "signed by: US, FR",
        "cites: UNSC 2254; UN Charter, Article 51",
        "addressee: unspecified (“all parties”)",
        "commitment (5 EUR, due 2027-06): “We will give EUR 5.”",
        "",
    ]


def test_the_day_of_a_speech_is_shown_where_it_is_known() -> None:
    shown = _shown(reading())
    assert "delivered on" not in as_text(shown)
    assert "\ndelivered on 2024-11-30\n" in as_text({**shown, "delivered": "2024-11-30"})


def test_what_a_text_does_not_say_is_not_listed() -> None:
    bare = reading(
        speaker=None,
        signatories=(),
        resolutions=(),
        instruments=(),
        target=None,
        target_phrase=None,
        commitments=(),
    )
    assert "civilian-protection 0.00\ngrain-corridor 0.00\n\nversion 1" in as_text(_shown(bare))
    few = reading(
        speaker=Speaker(rank=Rank.MINISTRY), signatories=(), resolutions=(), target="named", target_phrase=None,
        commitments=(Pledge(sentence="More\nis to come.", due="2027"), Pledge(sentence="A million.", amount=10**6)),
    )  # fmt: skip
    assert as_text(_shown(few)).partition("civilian-protection 0.00\ngrain-corridor 0.00\n\n")[
        2
    ].splitlines()[:5] == [
        "speaker: ministry",
        "cites: UN Charter, Article 51",
        "addressee: named",
        "commitment (due 2027): “More is to come.”",
        "commitment (1,000,000): “A million.”",
    ]


def _shown(found: Reading) -> dict[str, Any]:
    """What `show` gives of a statement with this reading."""
    hit = Hit(version=version(), reading=found, versions=1, withdrawn_at=None, last_seen=NOW)
    record = VersionRecord(
        id=11, n=1, seen=NOW, title="t", text="x", sha256="0" * 64, published=hit.version.published
    )
    return {**shapes.statement(hit, [record], []), "history": [], "events": [], "news": [], "story": None}
