"""Certificates are verified, always; a source may bring the authority that its owner's certificate comes from."""

from __future__ import annotations

import ssl
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from archive.records import SourceHealth
from statements.clock import SystemClock
from statements.labels import Verdict
from tests.fake_ministry import RSS, FakeMinistry, Page, rss
from tests.service.spiders.watching import Watch, feed_source


def certificate(
    directory: Path, *, address: str = "127.0.0.1", valid_for: timedelta = timedelta(days=1)
) -> Path:
    """A self-signed certificate with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ministry")])
    start = SystemClock().now() - timedelta(days=2)  # a certificate is judged by the machine's clock
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=2) + valid_for)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = directory / f"{address}-{int(valid_for.total_seconds())}.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + secret)
    return path


def serving(path: Path) -> FakeMinistry:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    site = FakeMinistry(context=context)
    site["/feed"] = Page(rss(), RSS)
    return site


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    with serving(certificate(tmp_path)) as site, Watch(tmp_path, site) as watch:
        report = watch.check(feed_source(site))
        assert report.verdict is Verdict.TLS
        assert report.error == "no secure connection to 127.0.0.1: certificate verify failed"
        assert watch.state(feed_source(site)).health is SourceHealth.DEGRADED
        assert not site.asked


def test_the_authority_of_the_source_vouches_for_its_host(tmp_path: Path) -> None:
    path = certificate(tmp_path)
    with serving(path) as site, Watch(tmp_path, site) as watch:
        assert watch.check(feed_source(site, ca_file=path)).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("address", "valid_for", "says"),
    [
        ("127.0.0.9", timedelta(days=1), "the certificate is for another host"),
        ("127.0.0.1", timedelta(days=-1), "certificate verify failed"),
    ],
)
def test_its_authority_excuses_nothing_else(
    address: str, valid_for: timedelta, says: str, tmp_path: Path
) -> None:
    path = certificate(tmp_path, address=address, valid_for=valid_for)
    with serving(path) as site, Watch(tmp_path, site) as watch:
        report = watch.check(feed_source(site, ca_file=path))
        assert (report.verdict, report.error) == (Verdict.TLS, f"no secure connection to 127.0.0.1: {says}")


def test_an_authority_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing")
    with serving(certificate(tmp_path)) as site, Watch(tmp_path, site) as watch:
        for name, says in (("missing.pem", "No such file"), ("empty.pem", "holds no PEM certificate")):
            report = watch.check(feed_source(site, ca_file=tmp_path / name))
            assert report.verdict is Verdict.TLS and says in (report.error or "")
        assert not site.asked


def test_plain_http_where_tls_was_expected(tmp_path: Path) -> None:
    with FakeMinistry() as site, Watch(tmp_path, site) as watch:
        source = feed_source(site).model_copy(update={"entry": site.url("/feed").replace("http:", "https:")})
        report = watch.check(source)
        assert report.verdict is Verdict.TLS and "no secure connection" in (report.error or "")
