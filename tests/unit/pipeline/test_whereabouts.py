"""Who publishes at an address: told by the host's name or not at all."""

from __future__ import annotations

import pytest

from pipeline.whereabouts import id_of, issuer_of, zone_of


@pytest.mark.parametrize(
    ("url", "issuer"),
    [
        ("https://www.diplomatie.gouv.fr/fr/", "FR"), ("https://www.gov.uk/", "GB"), ("https://mofa.gov.iq", "IQ"), ("https://press.un.org/en", "UN"),
        ("https://www.eeas.europa.eu/", "EU"), ("https://www.state.gov/", "US"), ("https://www.nato.int/", "NATO"), ("https://example.org/", None),
        ("http://127.0.0.1:8080/", None), ("https://ministry.com", None),
    ],
)  # fmt: skip
def test_the_host_tells_the_issuer_or_nobody_does(url: str, issuer: str | None) -> None:
    assert issuer_of(url) == issuer


@pytest.mark.parametrize(
    ("url", "issuer", "id_"),
    [
        ("https://www.diplomatie.gouv.fr/fr/", "FR", "fr-diplomatie"), ("https://mofa.gov.iq", "IQ", "iq-mofa"), ("https://127.0.0.1/", "JO", "jo-news"),
        ("https://www.gov.uk/", "GB", "gb-news"),
    ],
)  # fmt: skip
def test_an_id_is_made_of_issuer_and_host(url: str, issuer: str, id_: str) -> None:
    assert id_of(url, issuer) == id_


def test_a_state_of_one_zone_has_that_zone() -> None:
    assert (zone_of("JO"), zone_of("FR"), zone_of("US"), zone_of("UN")) == (
        "Asia/Amman",
        "Europe/Paris",
        None,
        None,
    )
