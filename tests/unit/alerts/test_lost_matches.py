"""Who was told of a statement hears what becomes of it, also where a watch matches it no more, or only by an exception."""

from __future__ import annotations

from dataclasses import replace

from alerts.aftermath import returns, withdrawals
from alerts.watches import messages, queries
from archive.records import Hit
from archive.traces import Return, Withdrawal
from config.watches import Quiet, Watch
from statements.labels import Grade, Held, Part, Stance
from statements.model import Message, Version
from tests.unit.alerts.examples import NOW, reading
from tests.unit.alerts.test_threads import HOUR, WATCH, House, of, shape, story

OTHER = Watch(id="other", name="Other", query="y", to=("slack:C1", "slack:C2"))
OFF = WATCH.model_copy(update={"rate": "off", "always": "z"})


def test_an_edit_by_which_a_statement_matches_no_more_is_told_where_it_was_announced() -> None:
    house, first = House(), of(7)
    house.match(first, WATCH, story=story(first))
    softer = replace(first, id=71, n=2, grade=Grade.STANCE)
    condemned = reading(stances=(Stance.CONDEMNATION,))

    def told(version: Version, *matched: str, grade: Grade | None = Grade.STANCE) -> list[Message]:
        return messages(
            [WATCH, OTHER], matched, replace(version, grade=grade), reading(), condemned,
            now=house.now, queue=house.archive.outbox, previously=["syria", "other"], story=story(version),
        )  # fmt: skip

    found = told(softer)
    assert shape(found) == [("reply", "revised"), ("edit", "")]
    assert {message.destination for message in found} == {"C1"}, "C2 was told of nothing"
    assert found[0].payload["broadcast"] is True
    assert told(softer, grade=Grade.FACTS) == []
    assert shape(told(softer, "syria")) == shape(found), "and not twice where another watch matches still"
    assert told(of(8, n=2)) == [], "of this one nobody was told"


def test_the_alert_of_a_lost_match_says_so_in_every_form() -> None:
    house, first = House(), of(7)
    wide = WATCH.model_copy(
        update={"to": ("slack:C1", "webhook:desk", "mail:a@x.example", "http:h", "apprise:p")}
    )
    house.match(first, wide, story=story(first))
    softer = replace(first, id=71, n=2, grade=Grade.STANCE)
    found = messages(
        [wide], [], softer, reading(), reading(stances=(Stance.CONDEMNATION,)),
        now=house.now, queue=house.archive.outbox, previously=["syria"], story=story(softer),
    )  # fmt: skip
    told = {one.channel: one.payload for one in found if one.part is not Part.EDIT}
    for channel in ("slack", "slack-webhook"):
        assert "No longer matches watch “Syria” (x) · told since an earlier version did" in str(told[channel])
    for said in (told["mail"]["text"], told["mail"]["html"], told["apprise"]["body"]):
        assert "No longer matches the watch “Syria” (x); told since" in " ".join(str(said).split())
    assert not any("Matched" in str(payload) for payload in told.values())
    event = told["http"]["event"]
    assert isinstance(event, dict)
    assert event["matches"] is False


def test_who_was_told_by_the_edit_that_made_it_match_is_told_of_the_next() -> None:
    house, edited = House(), replace(of(7), id=71, n=2, grade=Grade.STANCE)
    house.match(edited, WATCH, previous=reading(), story=story(edited))
    found = messages(
        [WATCH], [], replace(edited, id=72, n=3), reading(), reading(),
        now=house.now, queue=house.archive.outbox, previously=["syria"], story=story(edited),
    )  # fmt: skip
    assert shape(found) == [("reply", "revised"), ("edit", "")]


def test_what_an_exception_of_a_watch_that_is_off_announced_is_followed_to_its_end() -> None:
    house, first = House(), of(7)
    exception = [query.id for query in queries([OFF])]
    house.match(first, OFF, also=exception[1:], story=story(first))
    outbox = house.archive.outbox
    edited = replace(first, id=71, n=2, grade=Grade.STANCE)
    found = messages(
        [OFF], ["syria"], edited, reading(), reading(),
        now=house.now, queue=outbox, previously=exception, story=story(edited),
    )  # fmt: skip
    assert shape(found) == [("reply", "revised"), ("edit", "")]
    hit = Hit(version=first, reading=reading(), versions=1, withdrawn_at=NOW, last_seen=NOW)
    gone = Withdrawal(
        event=1, hit=hit, at=NOW, reason=None, watches=frozenset({"syria"}), told=frozenset({("slack", "C1")})
    )
    taken = withdrawals([OFF], [gone], now=NOW, queue=outbox, stories=lambda _: story(first))
    assert shape(taken) == [("reply", "withdrawn"), ("edit", "")]
    outbox.put(taken, NOW)
    back = Return(event=2, hit=hit, at=NOW + HOUR, gone_at=NOW, watches=frozenset({"syria"}))
    again = returns([OFF], [back], now=NOW + HOUR, queue=outbox, stories=lambda _: story(first))
    assert shape(again) == [("reply", "returned"), ("edit", "")]
    silenced = OFF.model_copy(update={"always": None})
    assert withdrawals([silenced], [gone], now=NOW, queue=outbox) == []


def test_what_still_matches_less_surely_or_by_no_exception_is_no_lost_match() -> None:
    sure = WATCH.model_copy(update={"query": "stance:condemnation", "min_confidence": 0.9})
    condemned = reading(stances=(Stance.CONDEMNATION,))
    unsure = replace(condemned, scores={"condemnation": 0.8})
    edited = replace(of(7), id=71, n=2, grade=Grade.STANCE)
    for watch, also in ((sure, ()), (OFF, ("syria always",))):
        house = House()
        first = messages([watch], ["syria", *also], of(7), replace(condemned, scores={"condemnation": 0.95}), None,
                         queue=house.archive.outbox, story=story(of(7)))  # fmt: skip
        house.archive.outbox.put(first, house.now)

        def told(*matched: str, watches: tuple[Watch, ...] = (watch,), house: House = house) -> list[Message]:
            return messages(
                watches, matched, edited, unsure, condemned,
                now=house.now, queue=house.archive.outbox, previously=["syria", "other"], story=story(edited),
            )  # fmt: skip

        assert shape(told("syria")) == [("reply", "revised"), ("edit", "")]
        assert "No longer matches" not in str(told("syria")[0].payload)
        assert "No longer matches" in str(told()[0].payload)
        both = told("syria", watches=(watch, OTHER))
        assert shape(both) == shape(told("syria")), "once, though another watch lost it"
        assert "No longer matches" not in str(both[0].payload)


def test_what_an_exception_announced_in_quiet_hours_is_followed_in_them() -> None:
    night = Quiet.model_validate({"begin": "20:00", "end": "08:00", "zone": "UTC"})
    watch = WATCH.model_copy(update={"quiet": night, "always": "z"})
    for also in ((), ("syria always",)):
        house, first = House(), of(7)
        house.now = NOW.replace(hour=22, minute=0)
        announced = house.match(first, watch, also=also)
        outbox, at = house.archive.outbox, NOW.replace(hour=22, minute=5)
        hit = Hit(version=first, reading=reading(), versions=1, withdrawn_at=at, last_seen=at)
        gone = Withdrawal(
            event=1,
            hit=hit,
            at=at,
            reason=None,
            watches=frozenset({"syria"}),
            told=frozenset({("slack", "C1")}),
        )
        taken = withdrawals([watch], [gone], now=at, queue=outbox)
        edited = replace(first, id=71, n=2, grade=Grade.STANCE)
        lost = messages(
            [watch], [], edited, reading(), reading(), now=at, queue=outbox, previously=["syria"]
        )  # fmt: skip
        held = [message.held for message in (announced[0], taken[0], lost[0])]
        assert held == ([None] * 3 if also else [Held.QUIET] * 3)
