"""What counts as one host: the same domains as tldextract finds in the same list."""

from __future__ import annotations

import pytest
from tldextract import TLDExtract

from spiders.suffixes import _rules, registrable

THEIRS = TLDExtract(suffix_list_urls=(), cache_dir=None)


def test_every_rule_gives_what_tldextract_finds() -> None:
    hosts = [
        f"{front}{rule.lstrip('!').replace('*', 'wild')}"
        for rule in sorted(_rules())
        for front in ("", "a.", "www.a.", "x.y.z.")
    ]
    assert len(hosts) > 20_000
    theirs = {host: THEIRS.extract_str(host).top_domain_under_public_suffix for host in hosts}
    assert {host: registrable(host) for host in hosts} == theirs


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("press.un.org", "un.org"),
        ("www.gov.uk", "www.gov.uk"),  # gov.uk is a suffix
        ("www.mfa.gov.il", "mfa.gov.il"),
        ("www.city.kawasaki.jp", "city.kawasaki.jp"),  # an exception to a wildcard
        ("me.github.io", "github.io"),  # private suffixes do not count
        ("www.пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("gov.uk", ""),
        (".gov.uk", ""),
        ("a..gov.uk", ""),
        ("127.0.0.1", ""),
        ("2001:db8::1", ""),
        ("localhost", ""),
        ("intranet.lan", ""),
        ("", ""),
    ],
)
def test_registrable_domains(host: str, domain: str) -> None:
    assert registrable(host) == domain
