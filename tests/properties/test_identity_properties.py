"""A canonical address is its own canonical address, however it was spelled."""

from __future__ import annotations

import re
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from statements.identity import canonical_url, locators

PARTS = st.text(st.sampled_from("abcZ019-._~%/;=:@!$'()*+,?#&[]{}|\\^`\" <>éبжд中%20%C3%A9\t"), max_size=30)


@given(
    st.sampled_from(["http://mfa.example", "HTTPS://WWW.MFA.example:443", "http://mfa.example:8080"]), PARTS
)
def test_idempotent(start: str, rest: str) -> None:
    url = f"{start}/{rest}"
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert (
        once.isascii()
        and " " not in once
        and once.startswith(("http://mfa.example", "https://www.mfa.example"))
    )


@given(st.text())
def test_any_string_is_an_address_or_refused_with_value_error(text: str) -> None:
    for url in (text, "http://" + text):
        try:
            canonical = canonical_url(url)
        except ValueError:
            continue
        assert canonical_url(canonical) == canonical
        assert len(locators(url, text)) in (2, 3)


@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="/?#\\%;", exclude_categories=("Cc", "Cs", "Zs")),
        min_size=1,
    )
)
def test_an_escaped_slug_is_the_same_slug(slug: str) -> None:
    escaped = quote(slug, safe="!$&'()*+,=:@")  # reserved characters mean something else escaped
    lower = re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), escaped)
    plain = canonical_url(f"http://mfa.example/n/x{slug}x")
    assert plain == canonical_url(f"http://mfa.example/n/x{escaped}x")
    assert plain == canonical_url(f"http://mfa.example/n/x{lower}x")


@given(st.permutations(["a=1", "b=2", "b=1", "c", "utm_source=x", "fbclid=y"]))
def test_the_order_of_a_query_is_no_difference(pairs: list[str]) -> None:
    assert canonical_url("http://mfa.example/?" + "&".join(pairs)) == "http://mfa.example/?a=1&b=1&b=2&c"
