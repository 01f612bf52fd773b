"""Hosts, turns, pauses and Retry-After."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from spiders.politeness import Politeness, host_key, retry_after

NOW = datetime(2024, 12, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://press.un.org/en/rss.xml", "un.org"),
        ("http://www.un.org/sg", "un.org"),
        ("https://www.gov.uk/search", "www.gov.uk"),
        ("https://www.mofa.gov.sa/", "mofa.gov.sa"),
        ("https://WWW.State.GOV./x", "state.gov"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000"),
        ("http://127.1.2.3/a", "127.1.2.3:80"),
        ("https://[2606:2800::1]/a", "2606:2800::1:443"),
        ("http://localhost:99/a", "localhost:99"),
    ],
)
def test_what_counts_as_one_host(url: str, key: str) -> None:
    assert host_key(url) == key


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("0", timedelta(0)),
        (" 120 ", timedelta(seconds=120)),
        ("315360000", timedelta(hours=24)),
        ("9" * 5000, timedelta(hours=24)),
        ("Mon, 02 Dec 2024 13:00:00 GMT", timedelta(hours=1)),
        ("Mon, 02 Dec 2024 15:00:00 +0200", timedelta(hours=1)),
        ("Mon, 02 Dec 2024 11:00:00 GMT", timedelta(0)),
        ("Fri, 02 Dec 2044 11:00:00 GMT", timedelta(hours=24)),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(value: str | None, wait: timedelta | None) -> None:
    assert retry_after(value, NOW) == (None if wait is None else NOW + wait)


class Time:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def polite(time: Time, *, jitter: float = 0.0, chance: float = 0.5) -> Politeness:
    return Politeness(
        delay=4, jitter=jitter, monotonic=time.monotonic, sleep=time.sleep, chance=lambda: chance
    )


async def ask(politeness: Politeness, *hosts: str) -> None:
    for host in hosts:
        async with politeness.turn(host):
            pass


def test_a_pause_between_two_requests_to_one_host_only() -> None:
    time = Time()
    asyncio.run(ask(polite(time), "a", "b", "a", "a", "b"))
    assert time.slept == [4, 4]  # by the time b comes again, its pause is over


@pytest.mark.parametrize(("chance", "pause"), [(0.0, 2.0), (0.5, 4.0), (1.0, 6.0)])
def test_jitter_is_a_fraction_of_the_pause(chance: float, pause: float) -> None:
    time = Time()
    asyncio.run(ask(polite(time, jitter=0.5, chance=chance), "a", "a"))
    assert time.slept == [pause]


def test_chance_does_not_shorten_what_the_host_asks_for() -> None:
    async def scenario() -> None:
        for least in (0.0, 7.0, 5.0):
            async with politeness.turn("a", least=least):
                pass

    time = Time()
    politeness = polite(time, jitter=0.5, chance=0.0)
    asyncio.run(scenario())
    assert time.slept == [7, 5]


def test_one_request_at_a_time() -> None:
    async def scenario() -> list[str]:
        politeness, events = polite(Time()), list[str]()

        async def request(name: str) -> None:
            async with politeness.turn("a"):
                events.append(f"{name} begins")
                await asyncio.sleep(0)
                events.append(f"{name} ends")

        await asyncio.gather(request("1"), request("2"))
        return events

    assert asyncio.run(scenario()) == ["1 begins", "1 ends", "2 begins", "2 ends"]


def test_a_failed_request_counts_and_frees_the_host() -> None:
    async def scenario() -> None:
        with pytest.raises(OSError):
            async with politeness.turn("a"):
                raise OSError
        await ask(politeness, "a")

    time = Time()
    politeness = polite(time)
    asyncio.run(scenario())
    assert time.slept == [4]


def test_a_host_that_asked_for_rest_is_held() -> None:
    politeness = polite(Time())
    assert politeness.held("a", NOW) is None
    politeness.hold("a", NOW + timedelta(minutes=1), NOW)
    assert politeness.held("a", NOW) == NOW + timedelta(minutes=1)
    assert politeness.held("b", NOW) is None
    assert politeness.held("a", NOW + timedelta(minutes=1)) is None


def test_a_rest_that_was_asked_for_is_as_long_as_asked_when_the_clock_goes_back() -> None:
    politeness, minute = polite(Time()), timedelta(minutes=1)
    politeness.hold("a", NOW + 10 * minute, NOW)
    back = NOW - 60 * minute
    assert politeness.held("a", back) == back + 10 * minute
    assert politeness.held("a", back + 10 * minute) is None


def test_a_rest_that_is_over_does_not_begin_again_when_the_clock_goes_back() -> None:
    politeness, minute = polite(Time()), timedelta(minutes=1)
    politeness.hold("a", NOW + minute, NOW)
    assert politeness.held("a", NOW + 5 * minute) is None
    assert politeness.held("a", NOW - minute) is None
