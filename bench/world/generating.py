"""A script from a seed: rhythms and bursts, edits, withdrawals, returns, re-issues, joint statements, and faults of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bench.world.script import (
    START,
    Absence,
    Fault,
    Jump,
    Kill,
    Publication,
    Script,
    Site,
    SlackFault,
    Wording,
)
from bench.world.texts import COUNTRIES, ISSUERS, Writer, listed

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LAYOUTS = ("feed", "feed-full", "wp", "listing", "json", "json-full", "sitemap", "two-doors")
ANYWHERE = (
    "wall-403", "wall-200", "captcha", "rate-limit", "error", "timeout", "truncated", "empty", "emptied", "absent", "dns", "slow",
    "frozen",
)  # fmt: skip
"""Faults that befall sites of any layout."""
KINDS = (*ANYWHERE, "html", "redesign", "dead-door", "robots", "silent", "unresolvable")
_NEEDS = {"redesign": ("listing",), "dead-door": ("two-doors",), "html": ("feed", "feed-full", "wp", "json", "json-full", "sitemap")}  # fmt: skip
_EDITS = ("typo", "wording", "facts", "cites")


def generate(
    *,
    sources: int,
    hours: float,
    statements: int,
    seed: int,
    every: timedelta = timedelta(minutes=15),
    before: int = 12,
    kills: int = 3,
) -> Script:
    """The world of a seed: ``statements`` are published in its ``hours``, on top of ``before`` that stand on each site already. Raises
    ValueError for one too small to hold every kind of fault."""
    if sources < len(KINDS) or hours < 6:
        raise ValueError(f"a world needs {len(KINDS)} sources and 6 hours to hold every kind of fault")
    return _Generator(sources, hours, statements, seed, every, before, kills).script()


class _Generator:
    def __init__(
        self,
        sources: int,
        hours: float,
        statements: int,
        seed: int,
        every: timedelta,
        before: int,
        kills: int,
    ) -> None:
        self.chance = Random(seed)
        self.before, self.times_killed = before, kills
        self.seed, self.count, self.statements, self.every = seed, sources, statements, every
        self.end = START + hours * HOUR
        self.part = (self.end - START) / 24
        """What an hour of the day is here."""
        self.writer = Writer(self.chance)
        self.numbers: dict[int, int] = {}

    def script(self) -> Script:
        whole = self.part >= HOUR
        self.jumps = self._jumps()
        self.kills = self._kills()
        kinds = self._kinds()
        self.sites = [self._site(number, kind) for number, kind in enumerate(kinds)]
        faults = self._faults(kinds)
        found: list[Publication] = []
        for site in self.sites:
            found += self._before(site)
        news = self._times()
        reissues = self._again(found)
        joint = self._joint()
        plain = max(0, len(news) - len(reissues) - len(joint))
        for site, when in self.chance.sample(news, plain):
            found.append(self._publication(site, when))
        repeated = {(one.site, one.again) for one in reissues}
        found = [one if (one.site, one.path) in repeated else self._changed(one) for one in found]
        return Script(
            seed=self.seed,
            start=START,
            end=self.end,
            sites=tuple(self.sites),
            publications=tuple(sorted([*found, *reissues, *joint], key=lambda one: (one.published, one.site))),
            faults=tuple(faults),
            jumps=self.jumps,
            kills=self.kills,
            slack=tuple(
                SlackFault(at=START + share * (self.end - START), fault=fault, times=times)
                for share, fault, times in (
                    (0.2, "ratelimited", 1), (0.35, "http500", 2), (0.5, "drop_before_store", 1),
                    (0.65, "drop_after_store", 1), (0.8, "html200", 1),
                )
            ),
            revisit=(HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY)
            if whole
            else (20 * MINUTE, HOUR, 3 * HOUR, DAY),
        )  # fmt: skip

    # -- our own accidents

    def _jumps(self) -> tuple[Jump, ...]:
        """Two hours ahead, and back by one hour twice; odd seconds, so that no moment comes twice."""
        length = self.end - START
        return (
            Jump(at=START + 0.38 * length, by=2 * HOUR + timedelta(seconds=7)),
            Jump(at=START + 0.52 * length, by=-HOUR + timedelta(seconds=11)),
            Jump(at=START + 0.67 * length, by=-HOUR - timedelta(seconds=29)),
        )

    def _kills(self) -> tuple[Kill, ...]:
        length = self.end - START
        return (
            Kill(at=START + 0.22 * length, kind="page", nth=2),
            Kill(at=START + 0.44 * length, kind="post", nth=1),
            Kill(at=START + 0.75 * length, kind="entry", nth=5),
        )[: self.times_killed]

    # -- sites

    def _kinds(self) -> list[str]:
        """The fault of each site; every kind at least once, silence more often."""
        more = [kind for kind in KINDS if kind != "unresolvable"]
        kinds = [*KINDS, *self.chance.choices([*more, "silent", "well", "well", "well"], k=self.count)]
        found = kinds[: self.count]
        self.chance.shuffle(found)
        return found

    def _site(self, number: int, kind: str) -> Site:
        layout = self.chance.choice(_NEEDS.get(kind, LAYOUTS))
        feed = layout in ("feed", "feed-full")
        size = self.chance.choice((10, 15, 20, 25))
        return Site(
            number=number,
            issuer=ISSUERS[number % len(ISSUERS)],
            layout=layout,
            every=self.every,
            size=size,
            guids=self.chance.choice(("own", "own", "same", "cycle")) if feed else "own",
            validators=self.chance.random() < 0.6,
            silent=kind == "silent",
            tail_ids=self.chance.random() < 0.3,
        )

    # -- faults

    def _faults(self, kinds: list[str]) -> list[Fault]:
        found = []
        length = self.end - START
        for site, kind in zip(self.sites, kinds, strict=True):
            if kind in ("silent", "well"):
                continue
            if kind == "unresolvable":
                found.append(Fault(kind=kind, site=site.number, start=START, end=self.end + DAY))
                continue
            if kind == "robots":
                # Rules are kept for a day: that they became unreadable shows when the service starts anew.
                start = self.kills[0].at - 10 * MINUTE
                end = start + max(0.25 * length, 6 * self.every)
            else:
                start = START + self.chance.uniform(0.06, 0.45) * length
                end = start + max(self.chance.uniform(0.08, 0.2) * length, 7.5 * self.every)
            # What was never filled is no fault but a new site.
            if site.number % 11 == 5 and kind not in ("robots", "frozen", "dead-door", "empty", "emptied"):
                start = START - HOUR  # it cannot be read when it is first asked
            found.append(Fault(kind=kind, site=site.number, start=start, end=end, detail=self._detail(kind)))
        return found

    def _detail(self, kind: str) -> int:
        return {
            "error": self.chance.choice((500, 502, 503)),
            "rate-limit": self.chance.choice((600, 1200, 1800)),
            "dead-door": self.chance.choice((404, 410)),
            "robots": self.chance.choice((200, 403, 500)),
        }.get(kind, 0)

    # -- statements

    def _before(self, site: Site) -> list[Publication]:
        """What stands there already: of the last weeks, for a silent site of the last two days."""
        if site.silent:
            # Silence begins a day after the last word: within the world, and not at its very start.
            last = START - DAY + self.chance.uniform(0.15, 0.5) * (self.end - START)
            times = [last - (2 * HOUR + 5 * MINUTE) * n for n in range(self.before)]
        else:
            times = [START - self.chance.uniform(0.6, 5) * DAY]
            while len(times) < self.before:
                times.append(times[-1] - self.chance.uniform(1, 9) * DAY)
        return [self._publication(site, time) for time in reversed(times)]

    def _times(self) -> list[tuple[Site, datetime]]:
        """Who says something when: each site at its own hours, now and then several things within minutes."""
        speaking = [site for site in self.sites if not site.silent]
        weights = [self.chance.lognormvariate(0, 0.8) for _ in speaking]
        offices = {site.number: self.chance.uniform(0.2, 0.7) for site in speaking}
        found: list[tuple[Site, datetime]] = []
        while len(found) < self.statements:
            site = self.chance.choices(speaking, weights)[0]
            share = min(max(self.chance.gauss(offices[site.number], 0.2), 0.01), 0.99)
            when = START + share * (self.end - START)
            many = self.chance.randint(3, 6) if self.chance.random() < 0.1 else 1
            for _ in range(many):
                found.append((site, when))
                when = min(when + self.chance.uniform(0.2, 4) * MINUTE, self.end)
        return found[: self.statements]

    def _publication(self, site: Site, when: datetime, **values: object) -> Publication:
        cites = self.chance.random() < 0.35
        first = Wording(
            since=_second(when), title=self.writer.title(), paragraphs=self.writer.paragraphs(cites=cites), cites=cites
        )  # fmt: skip
        return self._placed(site, (first,), **values)

    def _placed(self, site: Site, wordings: tuple[Wording, ...], **values: object) -> Publication:
        number = self.numbers[site.number] = self.numbers.get(site.number, 0) + 1
        slug = "-".join(wordings[0].title.lower().replace(":", "").replace(",", "").split()[:6])
        path = f"/press/{slug}-{104200 + 7 * number}" if site.tail_ids else f"/press/{number}/{slug}"
        guid = {"same": "item", "cycle": f"item-{number % (site.size + 3)}"}.get(
            site.guids, f"tag:{site.id},2025:{number}"
        )
        made = Publication(site=site.number, number=number, path=path, guid=guid, wordings=wordings)
        return replace(made, **values)  # type: ignore[arg-type]

    def _again(self, before: list[Publication]) -> list[Publication]:
        """Old words under a new date."""
        old = [one for one in before if START - one.published > 20 * DAY]
        chosen = self.chance.sample(old, min(len(old), max(3, self.statements // 80)))
        found = []
        for one in chosen:
            site = self.sites[one.site]
            when = START + self.chance.uniform(0.1, 0.8) * (self.end - START)
            first = replace(one.wordings[0], since=_second(when))
            found.append(self._placed(site, (first,), again=one.path))
        return found

    def _joint(self) -> list[Publication]:
        """The same words on several sites, within an hour and a half. Some get another signatory later; of some one copy is taken away."""
        found = []
        speaking = [site for site in self.sites if not site.silent]
        for group in range(max(3, self.statements // 100)):
            sites = self.chance.sample(speaking, self.chance.randint(2, 5))
            when = START + self.chance.uniform(0.1, 0.75) * (self.end - START)
            signed = self.chance.sample(COUNTRIES, len(sites) + 1)
            subject, body = self.writer.subject(), self.writer.paragraphs(cites=True)
            more = self.chance.random() < 0.5
            for at, site in enumerate(sites):
                since = _second(when + self.chance.uniform(0, 1.5) * self.part)
                wordings = [self._signed(since, signed[:-1], subject, body, None)]
                if more:
                    later = _second(since + self.chance.uniform(1, 4) * self.part)
                    wordings.append(self._signed(later, signed, subject, body, "signatories"))
                gone = _second(since + self.chance.uniform(0.5, 3) * self.part)
                back = gone + self.chance.uniform(5, 8) * self.part if group % 2 else None
                absences = (Absence(since=gone, until=back, status=410),) if at == group % 4 else ()
                found.append(self._placed(site, tuple(wordings), joint=group, absences=absences))
        return found

    def _signed(
        self, since: datetime, countries: list[str], subject: str, body: tuple[str, ...], edit: str | None
    ) -> Wording:
        opening = f"The following statement was agreed by the Foreign Ministers of {listed(countries)}."
        title = self.writer.joint_title(countries, subject)
        return Wording(since=since, title=title, paragraphs=(opening, *body), cites=True, edit=edit)

    # -- what becomes of them

    def _changed(self, one: Publication) -> Publication:
        """Some are edited, some taken away, some of those put back."""
        lot = self.chance.random()
        fresh = max(one.published, START)
        if lot < 0.15:
            wordings = list(one.wordings)
            when = fresh
            for _ in range(self.chance.choice((1, 1, 2))):
                when = _second(when + self.chance.uniform(0.3, 6) * self.part)
                edited = self._edited(wordings[-1], when)
                # The same slip twice would put back the first words, which are no version of their own before they are left.
                if all(edited.paragraphs != wording.paragraphs for wording in wordings):
                    wordings.append(edited)
            return replace(one, wordings=tuple(wordings))
        if lot < 0.25:
            since = _second(fresh + self.chance.uniform(0.2, 4) * self.part)
            back = since + self.chance.uniform(5, 9) * self.part if self.chance.random() < 0.4 else None
            status = self.chance.choice((404, 404, 410))
            return replace(one, absences=(Absence(since=since, until=back, status=status),))
        return one

    def _edited(self, before: Wording, since: datetime) -> Wording:
        edit = self.chance.choice(_EDITS if not before.cites else _EDITS[:3])
        paragraphs = list(before.paragraphs)
        places = [at for at, text in enumerate(paragraphs) if "2254" not in text]
        at = self.chance.choice(places)
        if edit == "cites":
            paragraphs.insert(at + 1, self.writer.citation())
        elif edit == "wording":
            paragraphs[at] = f"{paragraphs[at]} {self.writer.sentence()}"
        elif edit == "facts":
            number = next((word for word in paragraphs[at].split() if word.isdigit()), None)
            if number is None:
                paragraphs[at] = f"{paragraphs[at]} There were {self.writer.number()} of them."
            else:
                paragraphs[at] = paragraphs[at].replace(number, str(int(number) + 1000), 1)
        else:
            words = paragraphs[at].split(" ")
            long = [
                index
                for index, word in enumerate(words)
                if word.isalpha() and word.islower() and len(word) > 5
            ]
            index = self.chance.choice(long)
            word = words[index]
            words[index] = (
                word[:2] + word[3] + word[2] + word[4:] if word[2] != word[3] else word[:3] + word[2:]
            )
            paragraphs[at] = " ".join(words)
        return replace(
            before, since=since, paragraphs=tuple(paragraphs), edit=edit, cites=before.cites or edit == "cites"
        )  # fmt: skip


def _second(when: datetime) -> datetime:
    """To the second, as sites give it."""
    return when.replace(microsecond=0)
