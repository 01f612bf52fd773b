"""Finding the doors of a site that nobody has described, as politely as any check: robots.txt, the guard, the host's pace, few requests.

A door is accepted only after it returned something that can be read, is dated, and is recent. What was tried and refused is told too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from config.kinds import JSON_LD
from config.source import Article
from spiders import studies
from spiders.answers import Answer, Errand
from spiders.extract import learn
from spiders.extract.learn_front import Front
from spiders.fetch import Fetcher
from spiders.findings import RECENT, Discovery, Proposal, judged
from spiders.ports import Compute
from spiders.saved import Saved
from spiders.studies import Study
from spiders.walk import Walk
from statements.model import Draft

FEED_PATHS = ("/rss.xml", "/feed/", "/rss", "/atom.xml", "/feed.xml")
SAMPLES = (0, 2, 4, 1, 3)
"""Which entries of a list are read to learn from; not neighbours, which are often twins."""
_ORDER = ("wp_rest", "feed", "json_api", "listing", "sitemap")
_GOOD = 0.75  # confidence in a list from which no other page is looked at
_LINKED_DATA: Final[Mapping[str, Any]] = {
    "embedded": JSON_LD,
    "fields": {"link": "url", "title": "headline", "date": "datePublished", "modified": "dateModified"},
}


async def discover(
    url: str,
    *,
    fetcher: Fetcher,
    compute: Compute,
    now: datetime,
    errand: Errand | None = None,
    front_only: bool = False,
) -> Discovery:
    """Look for the doors of the site at ``url``: a front page or a page of news. ``front_only`` stays with that page: it is learnt
    anew, and nothing else is looked for. Never raises for a fault of the site: that is among ``refused``."""
    search = _Search(
        url=url, fetcher=fetcher, compute=compute, now=now, errand=errand or Errand(spider="listing")
    )
    await search.run(front_only=front_only)
    return search.result()


@dataclass(kw_only=True)
class _Search(Walk):
    found: list[Proposal] = field(default_factory=list)
    samples: list[tuple[Draft, Saved]] = field(default_factory=list)
    article: learn.LearnedArticle | None = None
    front: Front | None = None

    def result(self) -> Discovery:
        ranked = sorted(self.found, key=lambda one: (one.doubt is not None, self._rank(one), -one.confidence))
        return Discovery(
            url=self.url,
            name=self.front.name if self.front else "",
            language=self.front.language if self.front else None,
            proposals=tuple(ranked),
            refused=tuple(self.refused),
            article=self.article,
            samples=tuple(self.samples),
            requests=self.requests,
            answered=self.answered,
            failed=self.failed,
        )

    async def run(self, *, front_only: bool) -> None:
        start = await self.get(self.url, "the page given")
        if start is None:
            return
        page = Saved.of(start)
        if await self._is_a_door_itself(page):
            await self._learn_articles()
            self.found = judged(self.found, given=self.url, today=self.now.date())
            return
        self.front, wall = await self.study(studies.study_front, page)
        if self.front is None:
            self.refuse("the page given", page.url, wall or "it shows nothing")
            return
        if not front_only:
            await self._wordpress(start)
        pages = [page] if front_only or urlsplit(page.url).path not in ("", "/") else []
        await self._lists(page, pages, more=not front_only)
        if not front_only:
            await self._feeds()
            if len([one for one in self.found if one.doubt is None]) < 2:
                await self._sitemaps()
        await self._learn_articles()
        self.found = judged(self.found, given=self.url, today=self.now.date())

    def _rank(self, one: Proposal) -> float:
        """Where a door stands among the kinds. What a page says for machines goes before what it shows, unless it says less."""
        whole = all(draft.title and draft.dates for draft in one.drafts)
        shown = [other for other in self.found if other.kind == "listing" and other.entry == one.entry]
        if one.kind == "json_api" and any(
            not whole or len(other.drafts) > len(one.drafts) for other in shown
        ):
            return _ORDER.index("listing") + 0.5
        return _ORDER.index(one.kind)

    # -- doors

    async def _is_a_door_itself(self, page: Saved) -> bool:
        head = page.body[:400].lstrip()
        if head[:1] in (b"{", b"[") and "/wp-json/" in page.url:
            return await self._try(
                {"kind": "wp_rest", "entry": page.url.partition("?")[0]}, page, 0.9, "a WordPress collection"
            )
        if head[:1] == b"<" and b"<html" not in head.lower():
            if b"<urlset" in head or b"<sitemapindex" in head:
                return await self._sitemap(page)
            return await self._try({"kind": "feed", "entry": page.url}, page, 0.9, "a feed")
        if head[:1] == b"{" and b"jsonfeed.org" in head:
            return await self._try({"kind": "feed", "entry": page.url}, page, 0.9, "a JSON feed")
        return False

    async def _wordpress(self, start: Answer) -> None:
        assert self.front is not None
        link = start.headers.get("link", "")
        api = self.front.api
        if "https://api.w.org/" in link:
            api = urljoin(start.url, link.partition("<")[2].partition(">")[0])
        if api is None:
            return
        plain = "rest_route=" in api  # a site without readable addresses
        root = api if api.endswith("/") else f"{api}/"
        entry = f"{root}wp/v2/posts" if plain else urljoin(root, "wp/v2/posts")
        if answer := await self.get(
            f"{entry}{'&' if plain else '?'}per_page=25", "WordPress' REST collection"
        ):
            await self._try(
                {"kind": "wp_rest", "entry": entry},
                Saved.of(answer),
                0.95,
                "the site says that it is WordPress",
            )

    async def _feeds(self) -> None:
        assert self.front is not None
        stated = list(self.front.feeds)
        for url in stated[:4]:
            if answer := await self.get(url, "a feed that the page links"):
                await self._try(
                    {"kind": "feed", "entry": url}, Saved.of(answer), 0.9, "the page links it as its feed"
                )
        if any(one.kind in ("feed", "wp_rest") for one in self.found):
            return
        for path in FEED_PATHS:
            url = urljoin(self.url, path)
            answer = await self.get(url, "a usual address of feeds") if url not in stated else None
            why = "a usual address of feeds answered"
            if answer and await self._try({"kind": "feed", "entry": url}, Saved.of(answer), 0.8, why):
                return

    async def _lists(self, front: Saved, pages: list[Saved], *, more: bool) -> None:
        """Learn the page itself, then the sections it links, until one is good."""
        for page in pages:
            if await self._list(page) >= _GOOD:
                return
        assert self.front is not None
        if more:
            for url in self.front.sections[:4]:
                answer = await self.get(url, "a section of news")
                if answer is None:
                    continue
                page = Saved.of(answer)
                inner, _ = await self.study(studies.study_front, page)
                if inner is not None:  # a section has feeds of its own, which say more of it than the site's
                    self.front = replace(
                        self.front, feeds=tuple(dict.fromkeys((*inner.feeds, *self.front.feeds)))
                    )
                if await self._list(page) >= _GOOD:
                    return
            if front not in pages:
                await self._list(front)

    async def _list(self, page: Saved) -> float:
        """How surely a page lists articles: by what it says for machines, and by what it shows."""
        return max(await self._linked_data(page), await self._learn_list(page))

    async def _linked_data(self, page: Saved) -> float:
        if b"ld+json" not in page.body.lower():
            return 0.0
        keys = {"kind": "json_api", "entry": page.url, **_LINKED_DATA}
        if not await self._try(keys, page, 0.9, "the page lists them in its JSON-LD", least=2):
            return 0.0
        newest = self.found[-1].newest
        recent = newest is not None and self.now.date() - newest <= RECENT
        return self.found[-1].confidence if recent else 0.0

    async def _learn_list(self, page: Saved) -> float:
        learned: learn.Learned | None = await self.study(studies.study_listing, page, self.now)
        if learned is None:
            self.refuse("a list of articles", page.url, "no block of links to dated articles was found")
            return 0.0
        if learned.confidence < learn.SURE:
            why = f"only {learned.confidence:.2f} sure: {'; '.join(learned.reasons)}"
            self.refuse("a list of articles", page.url, why)
            return learned.confidence
        keys: dict[str, Any] = {"kind": "listing", "entry": page.url, **learned.selectors()}
        reasons = learned.reasons
        if learned.older is not None and not await self._leads_on(keys, learned):
            del keys["next"]
            reasons = (*reasons, "the link to older entries leads to none")
        if "next" not in keys:
            keys["max_pages"] = 1
        else:
            await self._leads_linked_data_on(page, learned, keys["next"])
        if learned.date_order:
            keys["date_order"] = learned.date_order
        if learned.calendar != "gregorian":
            keys["calendar"] = learned.calendar
        newest = max((day for day in learned.days if day), default=None)
        self.found.append(
            Proposal(keys=keys, confidence=learned.confidence, reasons=reasons, drafts=learned.drafts, newest=newest, page=page,
                     layout=learned.fingerprint, languages=learned.languages)
        )  # fmt: skip
        return learned.confidence

    async def _leads_linked_data_on(self, page: Saved, learned: learn.Learned, following: str) -> None:
        """What leads on from the list that a page shows leads on from the one in its JSON-LD, if the older page has one too."""
        for at, one in enumerate(self.found):
            if one.page is page and one.keys.get("embedded") == JSON_LD:
                keys = {**one.keys, "next": following}
                if await self._leads_on(keys, learned):
                    self.found[at] = replace(one, keys=keys)

    async def _leads_on(self, keys: dict[str, Any], learned: learn.Learned) -> bool:
        """Whether the link to older entries leads to other entries."""
        assert learned.older is not None
        answer = await self.get(learned.older, "the older entries of a list")
        if answer is None:
            return False
        study: Study = await self.study(studies.study_door, keys, Saved.of(answer), self.now)
        known = {draft.url for draft in learned.drafts}
        return sum(draft.url not in known for draft in study.drafts) > len(study.drafts) / 2

    async def _sitemaps(self) -> None:
        site = urljoin(self.url, "/")
        stated: list[str] = []
        if robots := await self.get(urljoin(site, "robots.txt"), "robots.txt"):
            lines = robots.body[:100_000].decode("utf-8", "replace").splitlines()
            stated = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("sitemap:")]
        for url in (stated or [urljoin(site, "sitemap.xml")])[:2]:
            if (answer := await self.get(url, "a sitemap")) and await self._sitemap(Saved.of(answer)):
                return

    async def _sitemap(self, page: Saved, *, index: str | None = None) -> bool:
        keys: dict[str, Any] = {"kind": "sitemap", "entry": page.url}
        study: Study = await self.study(studies.study_door, keys, page, self.now)
        if study.further and index is None:
            named = [
                url
                for url in study.further
                if any(word in url for word in ("news", "post", "press", "article", "statement", "node"))
            ]
            for url in (named or list(study.further))[:2]:
                if (answer := await self.get(url, "a sitemap of the index")) and await self._sitemap(
                    Saved.of(answer), index=page.url
                ):
                    return True
            return False
        if not study.drafts:
            self.refuse("a sitemap", page.url, study.reason or "it lists nothing")
            return False
        known = [draft.url for one in self.found for draft in one.drafts]
        picked = await self.study(studies.study_addresses, study.drafts, study.days, known)
        if picked is None:
            self.refuse("a sitemap", page.url, "none of its addresses looks like an article")
            return False
        pattern, places = picked
        drafts = tuple(study.drafts[place] for place in places)
        newest = max((day for place in places if (day := study.days[place])), default=None)
        keys = {**keys, "link_include": pattern}
        reasons = (f"{len(drafts)} of {len(study.drafts)} addresses are built like articles",)
        self.found.append(
            Proposal(
                keys=keys,
                confidence=0.7 if known else 0.6,
                reasons=reasons,
                drafts=drafts,
                newest=newest,
                page=page,
            )
        )
        return True

    async def _try(
        self, keys: dict[str, Any], page: Saved, confidence: float, why: str, *, least: int = 1
    ) -> bool:
        """Read an answer as a door, and accept it if it gave at least so many entries."""
        study: Study = await self.study(
            studies.study_door,
            {**keys, **({"body": "feed"} if keys["kind"] == "feed" else {})},
            page,
            self.now,
        )
        if len(study.drafts) < least:
            what = "JSON-LD" if "embedded" in keys else str(keys["kind"])
            self.refuse(
                what, page.url, study.reason or ("it lists one entry" if study.drafts else "it lists nothing")
            )
            return False
        if keys["kind"] == "feed":
            keys = {**keys, "body": "feed" if study.whole else "page"}
        dated = sum(day is not None for day in study.days) / len(study.days)
        reasons = (
            why,
            f"{len(study.drafts)} entries, {dated:.0%} of them dated",
            *(("it carries the whole texts",) if study.whole else ()),
        )
        self.found.append(
            Proposal(
                keys=keys,
                confidence=round(confidence * (0.6 + 0.4 * dated), 2),
                reasons=reasons,
                drafts=study.drafts,
                newest=study.newest,
                page=page,
            )
        )
        return True

    # -- articles, and the verdict

    async def _learn_articles(self) -> None:
        """Read two or three articles of the best door that does not carry its texts."""
        lists = [one for one in self.found if one.kind in ("listing", "json_api", "feed", "sitemap")]
        lists.sort(key=lambda one: (one.kind == "sitemap", one.keys.get("body") == "feed", -one.confidence))
        if not lists:
            return
        door = lists[0]
        for place in SAMPLES:
            if place < len(door.drafts) and len(self.samples) < 3:
                draft = door.drafts[place]
                answer = await self.get(draft.url, "an article")
                if answer is not None and b"<" in answer.body[:1000] and not answer.body.startswith(b"%PDF-"):
                    self.samples.append((draft, Saved.of(answer)))
        if len(self.samples) > 1:
            language = (
                door.languages or ((self.front.language,) if self.front and self.front.language else (None,))
            )[0]
            listed = [draft for draft, _ in self.samples]
            self.article = await self.study(
                studies.study_articles, [page for _, page in self.samples], listed, language
            )
        if self.samples and (self.article is None or self.article.confidence < 0.35):
            await self._doubt_empty(door)
        await self._date_by_articles()

    async def _doubt_empty(self, door: Proposal) -> None:
        source = studies.reader(Article())
        texts = [
            (await self.study(studies.study_article, source, page, self.now))[1] for _, page in self.samples
        ]
        if not any(texts):
            self.found = [
                replace(one, doubt="none of the pages it lists shows a text that can be read")
                if one.drafts is door.drafts
                else one
                for one in self.found
            ]

    async def _date_by_articles(self) -> None:
        """Lists without dates are as new as their articles."""
        if not self.samples or all(one.newest for one in self.found):
            return
        rules = self.article.article if self.article else Article()
        source = studies.reader(rules)
        days = [
            (await self.study(studies.study_article, source, page, self.now))[0] for _, page in self.samples
        ]
        newest = max((day for day in days if day), default=None)
        mine = {draft.url for draft, _ in self.samples}
        self.found = [
            replace(one, newest=newest, reasons=(*one.reasons, "its articles bear the dates"))
            if one.newest is None and mine & {d.url for d in one.drafts} and newest
            else one
            for one in self.found
        ]
