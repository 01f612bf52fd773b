"""Which addresses may be asked, as a table."""

from __future__ import annotations

import pytest

from spiders.guard import AddressGuard, RefusedAddress, is_forbidden

PUBLIC = [
    "93.184.215.14", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.169.0.1", "2606:2800:21f:cb07::1",
    "2a00:1450:4001:830::200e", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
]  # fmt: skip
FORBIDDEN = [
    # IPv4: this network, private, shared, loopback, link-local, IETF, documentation, 6to4 relays, benchmarks, multicast, reserved
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    # IPv6: unspecified, loopback, unique local, link-local, site-local, multicast, documentation, discard, outside 2000::/3
    "::", "::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1",
    "100::1", "4000::1", "2001::1", "2001:2::1", "2001:10::1",
    # IPv4 inside IPv6: mapped, compatible, NAT64, local NAT64, 6to4, Teredo, ISATAP
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "64:ff9b:1::808:808", "2002:7f00:1::1", "2002:a00:1::1", "2002:a9fe:a9fe::1", "2001:0:808:808::1",
    "2606:2800:21f:cb07:0:5efe:10.0.0.1", "2606:2800:21f:cb07:200:5efe:127.0.0.1",
    "", "localhost", "999.1.1.1",
]  # fmt: skip


@pytest.mark.parametrize("ip", PUBLIC)
def test_public_addresses(ip: str) -> None:
    assert not is_forbidden(ip)


@pytest.mark.parametrize("ip", FORBIDDEN)
def test_forbidden_addresses(ip: str) -> None:
    assert is_forbidden(ip)


@pytest.mark.parametrize(
    "url",
    [
        "http://ministry.example/feed", "https://ministry.example:8443/a?b=c", "http://93.184.215.14/",
        "https://[2606:2800:21f:cb07::1]/",
    ],
)  # fmt: skip
def test_ordinary_urls_pass(url: str) -> None:
    AddressGuard().check_url(url)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("file:/etc/passwd", "only http and https"),
        (" FILE:///etc/passwd", "blank"),
        ("%66ile:///etc/passwd", "only http and https"),
        ("source:file:///etc/passwd", "only http and https"),
        ("data:text/html,hello", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("ftp://ministry.example/x", "only http and https"),
        ("//ministry.example/", "only http and https"),
        ("http://user@ministry.example/", "user name"),
        ("http://user:pass@ministry.example/", "user name"),
        ("http://169.254.169.254:80\\@ministry.example/", "backslash"),
        ("http://ministry.example/\r\nHost: other", "blank or control"),
        ("http://ministry.example:22/", "port 22"),
        ("http://ministry.example:99999/", "refused"),
        ("http:///path", "no host"),
        ("http://[::1/", "refused"),
        ("http://127.0.0.1/", "not a public address"),
        ("http://0x7f.1/", "not a public address"),
        ("http://2130706433/", "not a public address"),
        ("http://0177.0.0.1/", "not a public address"),
        ("http://[::ffff:127.0.0.1]/", "not a public address"),
        ("http://169.254.169.254/latest/meta-data/", "not a public address"),
    ],
)
def test_odd_urls_are_refused(url: str, says: str) -> None:
    with pytest.raises(RefusedAddress, match=says):
        AddressGuard().check_url(url)


def test_the_allow_list_opens_what_it_names_and_no_more() -> None:
    guard = AddressGuard(("127.0.0.1:8000", "10.1.0.0/16", "intranet.example:9000", "[fd00::1]:80"))
    guard.check_url("http://127.0.0.1:8000/")
    guard.check_url("http://10.1.2.3:6000/")
    guard.check_url("http://intranet.example:9000/")
    guard.check_url("http://[fd00::1]/")
    guard.check_address("intranet.example", "10.9.9.9", 9000)
    guard.check_address("anything.example", "10.1.2.3", 80)
    for host, ip, port in [
        ("127.0.0.1", "127.0.0.1", 80),
        ("127.0.0.2", "127.0.0.2", 8000),
        ("other.example", "10.2.0.1", 80),
        ("intranet.example", "10.9.9.9", 80),
        ("other.example", "8.8.8.8", 25),
    ]:
        with pytest.raises(RefusedAddress):
            guard.check_address(host, ip, port)
