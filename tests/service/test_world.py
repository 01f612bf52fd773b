"""A small world: nineteen sites that publish, edit, withdraw and break in every way for six hours, our own clock jumps, the service is
killed; and what must hold at the end does. Then that each invariant is no idle one: it finds the world that was tampered with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from archive.records import SourceHealth
from bench.world.drive import run
from bench.world.generating import KINDS, generate
from bench.world.judging import meetings
from bench.world.observing import Event, Row, World, observe
from bench.world.report import INVARIANTS, judge
from bench.world.script import Script
from pipeline.verifying import Fault as Flaw
from pipeline.verifying import Tally
from statements.labels import Happening, Verdict

pytestmark = [pytest.mark.suite, pytest.mark.timeout(600)]

SEED = 7


def script_of(seed: int) -> Script:
    return generate(
        sources=len(KINDS), hours=6, statements=90, seed=seed, every=timedelta(minutes=10), before=8, kills=1
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    directory = tmp_path_factory.mktemp("world") / "here"
    script = script_of(SEED)
    return observe(script, run(script, directory), directory)


def test_the_same_seed_makes_the_same_world() -> None:
    assert script_of(7) == script_of(7)
    assert script_of(7) != script_of(8)


def test_what_must_hold_of_a_small_world_holds(world: World) -> None:
    assert {name: found for name, found in judge(world).breaches.items() if found} == {}


def test_everything_happened_in_it(world: World) -> None:
    """Or the invariants would hold of nothing."""
    assert {fault.kind for fault in world.script.faults} == set(KINDS) - {"silent"}
    assert len(world.course.killed) == 1
    assert {met.fault.kind for met in meetings(world) if met.failing} == set(KINDS) - {
        "silent", "slow", "frozen", "dead-door",
    }  # fmt: skip
    assert {alert.what for alert in world.alerts} == {"new", "revised", "withdrawn", "returned"}
    assert {line.what for line in world.told} >= {"trouble", "over"}
    happened = {event.what for row in world.rows for event in row.events}
    assert happened == {Happening.MISSING, Happening.WITHDRAWN, Happening.RETURNED}
    assert any(row.versions[0].reissue is not None for row in world.rows)
    assert any(row.links for row in world.rows)
    states = {world.health(check) for checks in world.checks.values() for check in checks}
    assert states >= set(SourceHealth) - {SourceHealth.NEW, SourceHealth.PAUSED}
    assert world.tally.derived + world.tally.otherwise > len(KINDS) * 8


# -- worlds that were tampered with

Tamper = Callable[[World], World]


def rows(world: World, which: Callable[[Row], bool], **values: object) -> World:
    """The world with other values in the first row that fits."""
    at = next(at for at, row in enumerate(world.rows) if which(row))
    changed = replace(world.rows[at], **values)  # type: ignore[arg-type]
    return replace(world, rows=(*world.rows[:at], changed, *world.rows[at + 1 :]))


def without_row(world: World) -> World:
    return replace(world, rows=world.rows[1:])


def without_last_version(world: World) -> World:
    row = next(row for row in world.rows if len(row.versions) > 1)
    return rows(world, lambda one: one is row, versions=row.versions[:-1])


def row_twice(world: World) -> World:
    return replace(world, rows=(*world.rows, world.rows[0]))


def other_words(world: World) -> World:
    first = world.rows[0].versions[0]
    return rows(world, lambda _: True, versions=(replace(first, wording=None),))


def other_date(world: World) -> World:
    row = next(row for row in world.rows if row.versions[0].instant is not None)
    assert row.versions[0].instant is not None
    wrong = replace(row.versions[0], instant=row.versions[0].instant + timedelta(hours=1))
    return rows(world, lambda one: one is row, versions=(wrong, *row.versions[1:]))


def withdrawn_for_nothing(world: World) -> World:
    def quiet(row: Row) -> bool:
        return row.publication is not None and not row.publication.absences

    row = next(row for row in world.rows if quiet(row))
    return rows(world, quiet, events=(Event(made=row.seen, what=Happening.WITHDRAWN),))


def withdrawal_unseen(world: World) -> World:
    return rows(world, lambda row: row.gone is Happening.WITHDRAWN, events=())


def return_unseen(world: World) -> World:
    def returned(row: Row) -> bool:
        return bool(row.events) and row.events[-1].what is Happening.RETURNED

    row = next(row for row in world.rows if returned(row))
    return rows(world, returned, events=row.events[:-1])


def nobody_looked_again(world: World) -> World:
    return replace(world, course=replace(world.course, pages=[]))


def joint(row: Row) -> bool:
    return row.publication is not None and row.publication.joint is not None and bool(row.links)


def links_cut(world: World) -> World:
    return rows(world, joint, links=())


def links_invented(world: World) -> World:
    row = next(row for row in world.rows if joint(row))
    return rows(world, lambda one: not one.links, links=row.links)


def reissue_unmarked(world: World) -> World:
    row = next(row for row in world.rows if row.versions[0].reissue is not None)
    return rows(world, lambda one: one is row, versions=(replace(row.versions[0], reissue=None),))


def flawed_proof(world: World) -> World:
    tally = Tally(seals=world.tally.seals, derived=world.tally.derived, otherwise=world.tally.otherwise)
    tally.add(Flaw(what="chain", reason="a seal does not follow from the one before"))
    return replace(world, tally=tally)


def well_site(world: World) -> int:
    ill = {fault.site for fault in world.script.faults} | {s.number for s in world.script.sites if s.silent}
    slow = {fault.site for fault in world.script.faults if fault.kind == "slow"}
    return min({site.number for site in world.script.sites} - (ill - slow))


def hour_unwatched(world: World) -> World:
    number = well_site(world)
    checks = world.checks[number]
    return replace(world, checks={**world.checks, number: (*checks[:2], *checks[8:])})


def verdicts(world: World, verdict: Verdict, *, after: bool = False) -> World:
    """A check that met a fault, or the first after one, with another verdict."""
    held = ("robots", "rate-limit")  # these go on for a while, and rightly
    met = next(
        met for met in meetings(world) if met.failing and met.after is not None and met.fault.kind not in held
    )
    chosen = met.after if after else met.failing[0]
    checks = [
        replace(one, verdict=verdict) if one is chosen else one for one in world.checks[met.site.number]
    ]
    return replace(world, checks={**world.checks, met.site.number: tuple(checks)})


def failure_invented(world: World) -> World:
    number = well_site(world)
    checks = world.checks[number]
    return replace(
        world,
        checks={**world.checks, number: (*checks[:3], replace(checks[3], verdict=Verdict.DNS), *checks[4:])},
    )


def dead_door_read(world: World) -> World:
    number = next(fault.site for fault in world.script.faults if fault.kind == "dead-door")
    checks = tuple(replace(check, entry="http://127.0.0.1/feed.xml") for check in world.checks[number])
    return replace(world, checks={**world.checks, number: checks})


def health_says(world: World, number: int, health: SourceHealth) -> World:
    """Health says the same of a site all the time."""
    name = f"ministry-{number:03}"

    def told(check_of: int) -> World:
        checks = []
        for check in world.checks[check_of]:
            did = check.made.did
            if did is not None:
                did = {**did, "ill": {**did["ill"], name: health}}
            checks.append(replace(check, made=replace(check.made, did=did)))
        return replace(world, checks={**world.checks, check_of: tuple(checks)})

    return told(number)


def silence_invented(world: World) -> World:
    return health_says(world, well_site(world), SourceHealth.SILENT)


def silence_unseen(world: World) -> World:
    return health_says(world, next(s.number for s in world.script.sites if s.silent), SourceHealth.OK)


def fault_unseen(world: World) -> World:
    return health_says(
        world, next(met.site.number for met in meetings(world) if met.failing), SourceHealth.OK
    )


def past_embellished(world: World) -> World:
    spells = {
        number: tuple(replace(spell, health=SourceHealth.OK, verdict=Verdict.OK) for spell in those)
        for number, those in world.spells.items()
    }
    return replace(world, spells=spells)


def operators_kept_in_the_dark(world: World) -> World:
    return replace(world, told=())


def notice_repeated(world: World) -> World:
    line = next(line for line in world.told if line.what == "trouble")
    return replace(world, told=(line, *world.told))


def recovery_untold(world: World) -> World:
    return replace(world, told=tuple(line for line in world.told if line.what != "over"))


def alert_missing(world: World) -> World:
    return replace(world, alerts=world.alerts[1:])


def alert_twice(world: World) -> World:
    return replace(world, alerts=(*world.alerts, world.alerts[0]))


def old_news(world: World) -> World:
    alert = next(alert for alert in world.alerts if alert.what == "new")
    old = next(row for row in world.rows if row.versions[0].baseline)
    return replace(world, alerts=(replace(alert, url=old.url), *world.alerts))


def message_twice(world: World) -> World:
    messages = world.course.messages
    return replace(world, course=replace(world.course, messages=(*messages, messages[0])))


TAMPERED: list[tuple[str, Tamper]] = [
    ("nothing lost", without_row),
    ("no version lost", without_last_version),
    ("nothing doubled", row_twice),
    ("nothing made up", other_words),
    ("nothing made up", other_date),
    ("no absence made up", withdrawn_for_nothing),
    ("withdrawals found", withdrawal_unseen),
    ("returns found", return_unseen),
    ("looks made", nobody_looked_again),
    ("joint copies linked", links_cut),
    ("re-issues marked", reissue_unmarked),
    ("no link made up", links_invented),
    ("everything read", lambda world: replace(world, unread=1)),
    ("proof holds", flawed_proof),
    ("sources watched", hour_unwatched),
    ("faults seen", lambda world: verdicts(world, Verdict.OK)),
    ("faults seen", fault_unseen),
    ("faults named", lambda world: verdicts(world, Verdict.STALE)),
    ("faults over", lambda world: verdicts(world, Verdict.TIMEOUT, after=True)),
    ("no fault made up", failure_invented),
    ("doors changed", dead_door_read),
    ("silence told apart", silence_invented),
    ("silence told apart", silence_unseen),
    ("past remembered", past_embellished),
    ("operators told", operators_kept_in_the_dark),
    ("no notice repeated", notice_repeated),
    ("recoveries told", recovery_untold),
    ("alerts as scripted", alert_missing),
    ("alerts as scripted", alert_twice),
    ("no old news", old_news),
    ("no message twice", message_twice),
    ("nothing waits", lambda world: replace(world, waiting={"dead": 1})),
]


@pytest.mark.parametrize(("name", "tamper"), TAMPERED, ids=lambda value: getattr(value, "__name__", value))
def test_each_invariant_finds_a_world_that_was_tampered_with(name: str, tamper: Tamper, world: World) -> None:
    assert list(INVARIANTS[name](tamper(world)))


def test_every_invariant_is_tampered_with() -> None:
    assert {name for name, _ in TAMPERED} == set(INVARIANTS)
