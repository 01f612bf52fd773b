"""One spelling per address, the locators of a sighting, and hashes that change with the wording alone."""

from __future__ import annotations

import pytest

from statements.identity import canonical_url, content_hash, locators, text_hash

ALIASES = {"www.fmprc.example": "www.mfa.example", "old.mofa.example": "mofa.example"}


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://WWW.MFA.Example/Path/", "https://www.mfa.example/Path"),
        ("https://mfa.example", "https://mfa.example/"),
        ("https://mfa.example:443/a", "https://mfa.example/a"),
        ("http://mfa.example:80/a", "http://mfa.example/a"),
        ("http://mfa.example:8080/a", "http://mfa.example:8080/a"),
        ("https://user:secret@mfa.example/a", "https://mfa.example/a"),
        ("https://mfa.example./a", "https://mfa.example/a"),
        (" https://mfa.example/a\n", "https://mfa.example/a"),
        ("https:\\\\mfa.example\\a", "https://mfa.example/a"),
        ("https://mfa.example/a#section", "https://mfa.example/a"),
        ("https://mfa.example/#!/news/1", "https://mfa.example/#!/news/1"),
        ("https://mfa.example/a?utm_source=x&utm_medium=y", "https://mfa.example/a"),
        ("https://mfa.example/a?id=7&fbclid=z&gclid=q&mc_cid=1&mc_eid=2", "https://mfa.example/a?id=7"),
        ("https://mfa.example/a?b=2&a=1", "https://mfa.example/a?a=1&b=2"),
        ("https://mfa.example/a?b=&c", "https://mfa.example/a?b=&c"),
        ("https://mfa.example/a;jsessionid=F00?x=1", "https://mfa.example/a?x=1"),
        ("https://mfa.example/a%7Eb%2fc%c3%a9", "https://mfa.example/a~b%2Fc%C3%A9"),
        ("https://mfa.example/بيان", "https://mfa.example/%D8%A8%D9%8A%D8%A7%D9%86"),
        ("https://mfa.example/%d8%a8%d9%8a%d8%a7%d9%86/", "https://mfa.example/%D8%A8%D9%8A%D8%A7%D9%86"),
        ("https://mfa.example/a b", "https://mfa.example/a%20b"),
        ("https://mfa.example/100%", "https://mfa.example/100%25"),
        ("https://fmprc.example/a", "https://fmprc.example/a"),
        ("https://www.fmprc.example/a", "https://www.mfa.example/a"),
        ("https://OLD.mofa.example/a", "https://mofa.example/a"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("http://127.0.0.1:8000/FR/a/s1", "http://127.0.0.1:8000/FR/a/s1"),
    ],
)
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url, aliases=ALIASES) == canonical
    assert canonical_url(canonical, aliases=ALIASES) == canonical


@pytest.mark.parametrize(
    "url",
    ["", "news/1", "//mfa.example/a", "mailto:press@mfa.example", "javascript:void(0)", "ftp://mfa.example/a", "file:///etc/passwd",
     "https://", "https:///a", "https://mfa.example:port/a", "https://mfa.example:99999/", "http://[::1", "https://a b/", "data:text/html,x"],
)  # fmt: skip
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(ValueError):
        canonical_url(url)


def test_locators_strongest_first() -> None:
    assert locators("https://www.mfa.example/a/?utm_source=rss", " urn:x:1 ") == (
        "guid:urn:x:1",
        "url:https://www.mfa.example/a",
        "path:mfa.example/a",
    )
    assert locators("http://mfa.example/a", None) == ("url:http://mfa.example/a", "path:mfa.example/a")
    assert locators("http://mfa.example/a", "") == locators("http://mfa.example/a", None)


def test_http_and_https_and_www_share_a_locator() -> None:
    names = [set(locators(url, None)) for url in ("http://mfa.example/a", "https://www.mfa.example/a/")]
    assert names[0] & names[1] == {"path:mfa.example/a"}


def test_an_endless_guid_is_kept_as_its_hash() -> None:
    long, other = (
        locators("http://mfa.example/a", "x" * 10_000)[0],
        locators("http://mfa.example/a", "x" * 10_001)[0],
    )
    assert long.startswith("guid:sha256:") and len(long) < 100 and long != other


def test_hashes_follow_the_wording() -> None:
    title, text = "Statement on Syria", "“We call for restraint” – now.\n\nSecond paragraph."
    same = '"We call for restraint" - now. Second\u00a0paragraph.'
    assert content_hash(title, text) == content_hash("Statement  on Syria", same)
    assert text_hash(text) == text_hash(same)
    assert content_hash(title, text) != content_hash("Statement on Iraq", text)
    assert content_hash(title, text) != content_hash(title, text.replace("restraint", "calm"))
    assert text_hash(text) != text_hash(text + " Third.")
    assert content_hash("a", "b c") != content_hash("a b", "c")
    assert len(text_hash("")) == 64 and content_hash("\ud800", "\ud800")
