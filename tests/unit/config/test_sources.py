"""Source files: what is refused, with file and line, and how own sources stand to shipped ones."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from config import catalogue, load
from config.packs import packs
from config.source import KINDS, FeedSource, ListingSource
from tests.unit.config.directories import SOURCE, problems, write

MEMBERS = re.findall(
    r"\w\w",
    "AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM "
    "CA CF TD CL CN CO KM CG CD CR CI HR CU CY CZ DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA "
    "GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KP KR KW KG "
    "LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MD MC MN ME MA MZ MM NA NR NP NL "
    "NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA RO RU RW KN LC VC WS SM ST SA SN RS SC SL "
    "SG SK SI SB SO ZA SS ES LK SD SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB US UY "
    "UZ VU VE VN YE ZM ZW",
)
"""The member states of the United Nations."""

CONTACT = "network: {contact: desk@example.org}\n"


def _problem(tmp_path: Path, extra: str) -> str:
    write(tmp_path, CONTACT, sources={"example.yaml": SOURCE + extra})
    (found,) = problems(tmp_path)
    return found


def _changed(tmp_path: Path, old: str, new: str) -> str:
    assert old in SOURCE
    write(tmp_path, CONTACT, sources={"example.yaml": SOURCE.replace(old, new)})
    (found,) = problems(tmp_path)
    return found


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("lanquages: [fr]", 'lanquages: is not known; did you mean "languages"?'),
        ("xyzzy: 1", "xyzzy: is not known; known are: "),
        ("article: {boddy: 'css: p'}", 'article.boddy: is not known; did you mean "body"?'),
        ("article: text", "article: must be a mapping (key: value)"),
        ("languages: fr", "languages: must be a list"),
        ("languages: [fr, xx]", 'languages[1]: "xx" is not among the languages read: ar, cs, '),
        ("languages: [fr, fr]", "languages: names a language twice"),
        ("zone: Mars/Olympus", 'zone: "Mars/Olympus" is no time zone of the IANA database'),
        ("zone: ../../etc/passwd", 'zone: "../../etc/passwd" is no time zone'),
        ("every: 15", 'every: must be a duration with a unit, such as "90s"'),
        ("every: soon", 'every: must be a duration such as "90s"'),
        ("every: 0s", "every: must be longer than nothing"),
        ("every: 30s", "every: must be at least 1m for a host that network.allow does not name"),
        ("delay: PT", "delay: must be a duration such as"),
        ("date_order: ydm", "date_order: must be one of 'ymd', 'dmy' or 'mdy'"),
        ("date_formats: ['%d %Q']", "date_formats[0]: has an unknown directive %Q"),
        ("date_formats: [tomorrow]", 'date_formats[0]: has no directive such as "%d %B %Y"'),
        ("calendar: julian", "calendar: must be one of 'gregorian', 'solar-hijri' or 'hijri'"),
        ("statement_kind: leaflet", "statement_kind: must be one of 'joint-statement', 'statement'"),
        ("max_new: 0", "max_new: must be at least 1"),
        ("max_new: 1001", "max_new: must be at most 1000"),
        ("max_new: many", "max_new: must be a whole number"),
        ("enabled: perhaps", "enabled: must be true or false"),
        ("body: both", "body: must be one of 'feed' or 'page'"),
        ("homepage: mfa.example", 'homepage: must start with http:// or https://, not "mfa.example"'),
        ("aliases: {a b: c.example}", 'aliases.a b: has no valid host: "a b"'),
        ("link_include: '(?=x)'", "link_include: is no RE2 pattern: invalid perl operator: (?="),
        ("title_exclude: '(a'", "title_exclude: is no RE2 pattern: missing ): (a"),
        ("link_exclude: ''", "link_exclude: must not be empty"),
        ("article: {body: div.text}", 'article.body: must start with "css: " or "xpath: " and an expression'),
        ("article: {body: 'css: div['}", "article.body: is no css selector: "),
        (
            "article: {body: 'xpath: //div['}",
            "article.body: is no xpath selector: XPath error: Invalid expression",
        ),
        ("article: {date: 'xpath: document(\"/etc/passwd\")'}", "article.date: must not use document()"),
        (
            "article: {date: 'xpath: //a[unparsed-text ( \"x\" )]'}",
            "article.date: must not use unparsed-text()",
        ),
        (
            "article: {drop: ['css: .a', 'xpath: json-doc(\"x\")']}",
            "article.drop[1]: must not use json-doc()",
        ),
        ("item: 'css: li'", "item: is not known; "),
        ("ca_file: owner.pem", "ca_file: there is no file "),
    ],
)
def test_a_wrong_key_is_refused_at_its_line(tmp_path: Path, extra: str, expected: str) -> None:
    assert _problem(tmp_path, extra).startswith(f"sources/example.yaml:6: {expected}")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("file:///etc/passwd", 'must start with http:// or https://, not "file"'),
        ("ftp://mfa.example/rss", 'must start with http:// or https://, not "ftp"'),
        ("data:text/xml,x", 'must start with http:// or https://, not "data"'),
        ("javascript:alert(1)", 'must start with http:// or https://, not "javascript"'),
        ("https://user:secret@mfa.example/", "must not hold a user name or password"),
        (
            "'http://169.254.169.254:8888\\@mfa.example/'",
            "must not hold a backslash, blank or control character",
        ),
        ("https://mfa.example/a b", "must not hold a backslash, blank or control character"),
        ("https://mfa.example:port/", "is no address: Port could not be cast"),
        ("https:///rss", "has no host"),
        ("https://mfa.example:0/", "has port 0"),
        ("https://ministère.example/", "has a host with letters outside ASCII; write its xn-- form"),
        ("https://mfa.example:2222/rss", "asks port 2222; allowed are 80, 443, 8080, 8443 (network.ports)"),
        ("http://127.0.0.1/rss", "asks 127.0.0.1, which is not a public address; name it in network.allow"),
        ("http://localhost/rss", "asks localhost, which is not a public address"),
        ("http://10.1.2.3/rss", "asks 10.1.2.3, which is not a public address"),
        ("'http://[::1]/rss'", "asks ::1, which is not a public address"),
        ("http://169.254.169.254/latest", "asks 169.254.169.254, which is not a public address"),
    ],
)
def test_an_address_is_refused_at_its_line(tmp_path: Path, entry: str, expected: str) -> None:
    found = _changed(tmp_path, "https://mfa.example/rss", entry)
    assert found.startswith(f"sources/example.yaml:5: entry: {expected}")
    assert "secret" not in found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "id: example",
            "id: Other_1",
            "1: id: must be an id of small letters, digits and hyphens, at most 63",
        ),
        ("id: example", "id: other", '1: id: must be the file\'s name, "example"'),
        ("issuer: FR", "issuer: XQ", '3: issuer: "XQ" is no known issuer: give an ISO 3166 code such as FR'),
        ("issuer: FR\n", "", "1: issuer: is required"),
        ("name: Ministry of Example", "name: ''", "2: name: must not be empty"),
        ("name: Ministry of Example", "name: 12", "2: name: must be text"),
        ("kind: feed\n", "", "1: kind: is required, one of feed, wp_rest, listing"),
        ("kind: feed", "kind: telnet", "4: kind: must be one of feed, wp_rest, listing"),
        ("kind: feed", "kind: wp_rest", "5: entry: must be a WordPress collection: …/wp-json/wp/v2/posts"),
    ],
)
def test_what_every_source_needs(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert _changed(tmp_path, old, new).startswith(f"sources/example.yaml:{expected}")


def test_wordpress_paging_is_ours(tmp_path: Path) -> None:
    wordpress = SOURCE.replace("feed", "wp_rest").replace("/rss", "/wp-json/wp/v2/posts?per_page=50")
    write(tmp_path, CONTACT, sources={"example.yaml": wordpress})
    assert problems(tmp_path) == [
        "sources/example.yaml:5: entry: must not hold per_page=: paging is ours (per_page, max_pages)"
    ]


def test_a_listing_needs_item_and_link_and_pages_need_next(tmp_path: Path) -> None:
    write(tmp_path, CONTACT, sources={"example.yaml": SOURCE.replace("feed", "listing") + "max_pages: 2\n"})
    assert problems(tmp_path) == [
        "sources/example.yaml:1: item: is required",
        "sources/example.yaml:1: link: is required",
        "sources/example.yaml:6: max_pages: has no effect without next or page, the way to the older page",
    ]


def test_ids_are_unique_and_endings_are_not_ignored(tmp_path: Path) -> None:
    write(tmp_path, CONTACT, sources={"a/example.yaml": SOURCE, "b/example.yaml": SOURCE, "c.yml": SOURCE})
    assert problems(tmp_path) == [
        f'sources/b/example.yaml:1: id: "example" is given twice (first in {tmp_path}/sources/a/example.yaml:1)'.replace(
            f"{tmp_path}/", ""
        ),
        "sources/c.yml:1: file: is not read; name it .yaml",
    ]


def test_own_sources_replace_shipped_ones_and_join_them(tmp_path: Path) -> None:
    own = SOURCE.replace("id: example", "id: un-sg").replace("issuer: FR", "issuer: UN")
    write(
        tmp_path,
        "catalogue: [opcw, un-sg]\n" + CONTACT,
        sources={"deep/down/example.yaml": SOURCE, "un-sg.yaml": own},
    )
    sources = load(tmp_path, {}).sources
    assert [source.id for source in sources] == ["opcw", "un-sg", "example"]
    assert sources[1].name == "Ministry of Example"
    assert isinstance(sources[2], FeedSource)
    assert (sources[2].body, sources[2].every, sources[2].evidence) == (
        "page",
        timedelta(minutes=15),
        "unproven",
    )


def test_a_known_key_with_nothing_behind_it_means_its_default(tmp_path: Path) -> None:
    write(tmp_path, CONTACT, sources={"example.yaml": SOURCE + "zone:\narticle:\ndelay:\n"})
    (source,) = load(tmp_path, {}).sources
    assert (source.zone, source.article.body, source.delay) == ("UTC", None, None)
    write(tmp_path, CONTACT, sources={"example.yaml": SOURCE + "zonne:\n"})
    assert problems(tmp_path) == ['sources/example.yaml:6: zonne: is not known; did you mean "zone"?']


def test_the_allow_list_opens_addresses_and_ports(tmp_path: Path) -> None:
    local = SOURCE.replace("https://mfa.example/rss", "http://127.1.0.7:41234/rss") + "every: 1s\n"
    write(tmp_path, "network: {allow: [127.0.0.0/8]}\n", sources={"example.yaml": local})
    assert load(tmp_path, {}).sources[0].every == timedelta(seconds=1)
    write(tmp_path, "network: {allow: ['127.0.0.0/8:41235', 'localhost:41234']}\n")
    assert problems(tmp_path)[0].startswith("sources/example.yaml:5: entry: asks 127.1.0.7")
    named = SOURCE.replace("https://mfa.example/rss", "http://mfa.example:41234/rss")
    write(tmp_path, CONTACT.replace("{", "{allow: ['mfa.example:41234'], "), sources={"example.yaml": named})
    assert load(tmp_path, {}).sources[0].entry == "http://mfa.example:41234/rss"


def test_the_owners_certificate_is_found_beside_the_source(tmp_path: Path) -> None:
    write(tmp_path, CONTACT, sources={"x/example.yaml": SOURCE + "ca_file: owner.pem\n"})
    pem = tmp_path / "sources" / "x" / "owner.pem"
    pem.write_text("certificate", encoding="utf-8")
    assert load(tmp_path, {}).sources[0].ca_file == pem


def test_the_catalogue_is_broad_and_says_what_it_rests_on() -> None:
    shipped = catalogue()
    assert [source.id for source in shipped] == sorted({source.id for source in shipped})
    read = [source for source in shipped if source.kind != "discover"]
    assert {source.kind for source in read} >= {"feed", "wp_rest", "listing"}
    untold = [source.id for source in read if not (source.evidence_year and source.notes)]
    assert untold == [], "evidence_year: and notes: say what is known of the site, and since when"
    placeless = [
        one.id for one in read if one.issuer in MEMBERS and not (one.languages and one.zone != "UTC")
    ]
    assert placeless == [], "languages: and zone: say in what tongue and by what clock it publishes"
    assert all(source.notes and source.evidence == "unproven" for source in shipped if source not in read)
    kremlin = next(source for source in shipped if source.id == "ru-kremlin")
    assert kremlin.delay == timedelta(seconds=15)
    assert any(isinstance(source, ListingSource) and "ar" in source.languages for source in shipped)


def test_no_key_is_a_promise_that_no_shipped_source_keeps() -> None:
    """What a key says of a source, sources say with it; the rest is for sites that users add, and is tested on sites."""
    used = {
        key for source in catalogue() for door in (source, *source.otherwise) for key in door.model_fields_set
    }
    known = {key for kind in KINDS.values() for key in kind.model_fields}
    assert known - used == {
        "body_element", "ca_file", "edits_every", "enabled", "max_age", "max_items", "max_new", "max_pages", "method", "newest",
        "next", "post", "types", "window",
    }  # fmt: skip
    grades = {source.evidence: source for source in catalogue()}
    assert set(grades) == {"verified", "conditional", "unproven"}
    first = [shipped for shipped in catalogue() if shipped.id in packs()["first-wave"].sources]
    assert {(source.evidence, source.evidence_year) for source in first} <= {
        ("verified", 2026),
        ("conditional", 2026),
    }


def test_every_member_of_the_united_nations_and_the_main_organisations_are_there() -> None:
    issuers = {source.issuer for source in catalogue()}
    assert len(set(MEMBERS)) == 193
    assert [code for code in MEMBERS if code not in issuers] == []
    organisations = ("UN", "EU", "NATO", "AFU", "LAS", "GCC", "OIC", "ASEAN", "OSCE", "OPCW", "IAEA", "ICRC")
    assert [code for code in organisations if code not in issuers] == []
