"""No page, redirect or name leads to an address that is not public, unless the user allowed it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.address import IPv4Address

from archive.records import SourceHealth
from spiders.fetch import Fetcher
from spiders.guard import AddressGuard
from spiders.reactor import current
from spiders.resolver import GuardedResolver
from statements.clock import SystemClock
from statements.labels import Verdict
from tests.fake_ministry import RSS, FakeMinistry, Page, rss, statement_page
from tests.on_reactor import on_reactor
from tests.service.spiders.watching import Watch, feed_source

SPELLINGS = [
    "localhost",
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "127.1",
    "[::ffff:127.0.0.1]",
    "0",
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_loopback_is_asked(host: str, tmp_path: Path) -> None:
    with FakeMinistry() as secret, Watch(tmp_path, ports=(secret.port,)) as watch:
        secret["/feed"] = Page(rss(), RSS)
        source = feed_source(secret).model_copy(update={"entry": secret.url("/feed", host)})
        report = watch.check(source)
        assert report.verdict is Verdict.REFUSED_ADDRESS
        assert report.error is not None and "is not a public address" in report.error
        assert watch.state(source).health is SourceHealth.BLOCKED
        assert not secret.asked


@pytest.mark.parametrize("host", SPELLINGS[:6])
def test_the_resolver_alone_stops_every_spelling(host: str) -> None:
    """The second line: were the address as written not judged, the address as resolved would be."""
    with FakeMinistry() as secret:
        fetched = on_reactor(lambda: _connect(host.strip("[]"), secret.port))
        assert fetched == "no address"
        assert not secret.asked


async def _connect(host: str, port: int) -> str:
    """What a plain Twisted client makes of ``host`` behind the guarded resolver."""
    from twisted.internet.endpoints import HostnameEndpoint
    from twisted.internet.error import DNSLookupError
    from twisted.internet.protocol import Factory, Protocol

    factory: Any = Factory.forProtocol(Protocol)
    resolver = GuardedResolver(current(), AddressGuard((), (port,)))
    resolver.install()
    try:
        await HostnameEndpoint(current(), host, port).connect(factory).asFuture(asyncio.get_running_loop())
    except DNSLookupError:
        return "no address" if resolver.refusal(host, port) else "unknown"
    finally:
        resolver.remove()
    return "connected"


@pytest.mark.parametrize("where", ["entry", "page"])
@pytest.mark.parametrize(
    "spelling",
    [
        "{url}",
        "//127.0.0.2:{port}/secret",
        "http://2130706434:{port}/secret",
        "http:\\\\127.0.0.2:{port}\\secret",
    ],
)
def test_a_redirect_to_a_private_address_is_not_followed(where: str, spelling: str, tmp_path: Path) -> None:
    with FakeMinistry() as site, FakeMinistry("127.0.0.2") as private:
        with Watch(tmp_path, site, ports=(private.port,)) as watch:
            target = spelling.format(url=private.url("/secret"), port=private.port)
            redirect = Page(status=302, headers={"Location": target})
            site["/feed"] = Page(rss(("/a/1", "One", None), link=site.url("")), RSS)
            site["/a/1"] = Page(statement_page("One", "Some text that would be taken for a statement."))
            site["/feed" if where == "entry" else "/a/1"] = redirect
            report = watch.check(feed_source(site))
            assert "refused" in (report.error or "")
            assert (report.verdict is Verdict.REFUSED_ADDRESS) == (where == "entry")
            assert watch.texts() == [] and not private.asked


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd", "file:/etc/passwd", " FILE:///etc/passwd", "ftp://127.0.0.1/x", "data:text/html,x",
        "javascript:alert(1)", "gopher://127.0.0.1/", "http://user:pass@public.example/", "http://public.example:22/",
    ],
)  # fmt: skip
def test_a_redirect_out_of_http_is_not_followed(location: str, tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/feed"] = Page(status=301, headers={"Location": location})
        report = watch.check(feed_source(site))
        assert report.verdict is Verdict.REFUSED_ADDRESS


def test_more_than_five_redirects(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        site["/feed"] = Page(status=302, headers={"Location": "/1"})
        for number in range(1, 9):
            site[f"/{number}"] = Page(status=302, headers={"Location": f"/{number + 1}"})
        report = watch.check(feed_source(site))
        assert report.verdict is Verdict.HTTP_ERROR and "more than 5 redirects" in (report.error or "")
        assert site.asked["/5"] == 1 and site.asked["/6"] == 0


def test_robots_txt_passes_the_guard_too(tmp_path: Path) -> None:
    with FakeMinistry() as site, FakeMinistry("127.0.0.2") as private, Watch(tmp_path, site) as watch:
        site["/robots.txt"] = Page(status=302, headers={"Location": private.url("/robots.txt")})
        site["/feed"] = Page(rss(), RSS)
        assert watch.check(feed_source(site)).verdict is Verdict.REFUSED_ADDRESS
        assert not private.asked and site.asked["/feed"] == 0


def test_the_robots_rules_of_a_redirect_target_count(tmp_path: Path) -> None:
    with FakeMinistry() as site, FakeMinistry("127.0.0.2") as other, Watch(tmp_path, site, other) as watch:
        site["/feed"] = Page(status=302, headers={"Location": other.url("/feed")})
        other["/robots.txt"] = Page("User-agent: *\nDisallow: /\n", "text/plain")
        assert watch.check(feed_source(site)).verdict is Verdict.ROBOTS
        assert other.asked["/feed"] == 0


def test_conditions_are_not_sent_to_another_host(tmp_path: Path) -> None:
    with FakeMinistry() as site, FakeMinistry("127.0.0.2") as other, Watch(tmp_path, site, other) as watch:
        feed = Page(rss(("/a/1", "One", None), link=site.url("")), RSS, validators=True)
        site["/feed"] = feed
        site["/a/1"] = Page(statement_page("One", "Some text that is long enough for a statement."))
        other["/feed"] = feed
        watch.check(feed_source(site))
        site["/feed"] = Page(status=302, headers={"Location": other.url("/feed")})
        assert watch.check(feed_source(site)).verdict is Verdict.UNCHANGED
        assert "if-none-match" in site.seen["/feed"][1]
        assert "if-none-match" not in other.seen["/feed"][0]


@contextmanager
def names(**addresses: list[str]) -> Iterator[None]:
    """A name server of our own: each look-up of a name gives the next of its addresses."""

    class Names:
        def resolveHostName(self, receiver: Any, name: str, port: int = 0, *_: Any) -> Any:
            receiver.resolutionBegan(self)
            answers = addresses[name.partition(".")[0]]
            for ip in (answers.pop(0) if len(answers) > 1 else answers[0]).split():
                receiver.addressResolved(IPv4Address("TCP", ip, port))
            receiver.resolutionComplete()
            return self

    async def install(resolver: Any) -> Any:
        return current().installNameResolver(resolver)

    usual = on_reactor(lambda: install(Names()))
    try:
        yield
    finally:
        on_reactor(lambda: install(usual))


def test_a_name_that_comes_to_mean_a_private_address(tmp_path: Path) -> None:
    """Rebinding: the name is judged by the address that is connected to, at every connection."""
    with FakeMinistry() as allowed, FakeMinistry("127.0.0.2") as private:
        port = allowed.port
        with (
            names(ministry=["127.0.0.1", "127.0.0.2"]),
            Watch(tmp_path, allowed, ports=(port, private.port)) as watch,
        ):
            allowed["/feed"] = Page(rss(), RSS, headers={"Connection": "close"})
            allowed["/robots.txt"] = Page("", "text/plain", headers={"Connection": "close"})
            source = feed_source(allowed).model_copy(update={"entry": f"http://ministry.example:{port}/feed"})
            report = watch.check(source)
            assert report.verdict is Verdict.REFUSED_ADDRESS
            assert report.error is not None and "ministry.example (127.0.0.2)" in report.error
            assert allowed.asked == {"/robots.txt": 1} and not private.asked


def test_of_several_addresses_only_the_permitted_are_tried(tmp_path: Path) -> None:
    with FakeMinistry() as site, FakeMinistry("127.0.0.2") as private:
        with names(ministry=["127.0.0.2 127.0.0.1"]), Watch(tmp_path, site) as watch:
            site["/feed"] = Page(rss(), RSS)
            source = feed_source(site).model_copy(
                update={"entry": f"http://ministry.example:{site.port}/feed"}
            )
            assert watch.check(source).verdict is Verdict.OK
            assert site.asked["/feed"] == 1 and not private.asked


def test_a_host_that_the_user_named_may_be_anywhere(tmp_path: Path) -> None:
    with FakeMinistry() as site:
        allow = (f"intranet.example:{site.port}",)
        with names(intranet=["127.0.0.1"]), Watch(tmp_path, allow=allow) as watch:
            site["/feed"] = Page(rss(), RSS)
            source = feed_source(site).model_copy(
                update={"entry": f"http://intranet.example:{site.port}/feed"}
            )
            assert watch.check(source).verdict is Verdict.OK


def test_the_guard_cannot_be_taken_away_unnoticed(tmp_path: Path) -> None:
    async def scenario() -> None:
        fetcher = Fetcher(network=watch.network, clock=SystemClock())
        with pytest.raises(RuntimeError, match="another engine"):
            await fetcher.start()

    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        on_reactor(scenario)
        crawler = watch.engine.fetcher.spider("feed").crawler
        for setting in (
            "TELNETCONSOLE_ENABLED",
            "REMOTE_CONTROL_ENABLED",
            "COOKIES_ENABLED",
            "HTTPPROXY_ENABLED",
        ):
            assert not crawler.settings.getbool(setting)
        assert crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
        assert crawler.settings.getbool("TWISTED_REACTOR_ENABLED")
        assert crawler.extensions.middlewares == ()


def test_a_proxy_in_the_environment_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeMinistry() as site, FakeMinistry("127.0.0.2") as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url(""))
        with Watch(tmp_path, site) as watch:
            site["/feed"] = Page(rss(), RSS)
            assert watch.check(feed_source(site)).verdict is Verdict.OK
            assert not proxy.asked
