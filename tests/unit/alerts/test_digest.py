"""The digest: periods without gap or overlap, honest contents, within budget, whatever a title contains."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts import digest
from alerts.columns import width, wrap
from alerts.digest import DigestChange, DigestInput, DigestSection, DigestStatement
from archive.records import Gap
from statements.labels import Precision, Stance, Verdict
from statements.model import Published, Version
from tests.unit.alerts.examples import NOW, reading, version

START, END = datetime(2024, 11, 25, 7, tzinfo=UTC), datetime(2024, 12, 2, 7, tzinfo=UTC)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"]


_numbers = count(1)


def numbered(**changes: Any) -> Version:
    """A version of a statement of its own."""
    n = next(_numbers)
    return version(**{"id": n, "statement": n, **changes})


def statement(**changes: Any) -> DigestStatement:
    return DigestStatement(version=numbered(**changes), reading=reading())


def week(**changes: Any) -> DigestInput:
    base: dict[str, Any] = {
        "title": "Weekly digest",
        "start": START,
        "end": END,
        "zone": "Europe/Berlin",
        "statements": (statement(),),
    }
    return DigestInput(**{**base, **changes})


class Page(HTMLParser):
    """What a mail client would make of the HTML: the tags, their attributes and the visible words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.extend(data.split())

    @property
    def text(self) -> str:
        return " ".join(self.words)


def test_the_latest_closed_week_in_local_time() -> None:
    now = datetime(2024, 12, 2, 6, 59, tzinfo=UTC)  # 07:59 in Berlin
    assert digest.period(now, "monday", 8, "Europe/Berlin") == (START - timedelta(7), START)
    assert digest.period(now + timedelta(minutes=1), "monday", 8, "Europe/Berlin") == (START, END)


def test_weeks_with_a_clock_change_are_an_hour_longer_or_shorter() -> None:
    spring = digest.period(datetime(2025, 4, 2, tzinfo=UTC), "monday", 8, "Europe/Berlin")
    autumn = digest.period(datetime(2025, 10, 28, tzinfo=UTC), "monday", 8, "Europe/Berlin")
    assert spring[1] - spring[0] == timedelta(days=7, hours=-1)
    assert autumn[1] - autumn[0] == timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("now", "bound"),
    [
        (datetime(2025, 3, 30, 12, tzinfo=UTC), datetime(2025, 3, 30, 1, tzinfo=UTC)),  # 02:00 is skipped
        (datetime(2025, 10, 26, 12, tzinfo=UTC), datetime(2025, 10, 26, 0, tzinfo=UTC)),  # 02:00 comes twice
    ],
)
def test_an_hour_that_is_skipped_or_repeated_bounds_one_period(now: datetime, bound: datetime) -> None:
    assert digest.period(now, "sunday", 2, "Europe/Berlin")[1] == bound
    assert digest.period(bound - timedelta(seconds=1), "sunday", 2, "Europe/Berlin")[1] < bound


@settings(max_examples=200, deadline=None)
@given(
    now=st.integers(0, 50 * 365 * 24 * 3600).map(
        lambda s: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
    ),
    day=st.sampled_from(["monday", "wednesday", "friday", "saturday", "sunday"]),
    hour=st.integers(0, 23),
    zone=st.sampled_from(ZONES),
)
def test_consecutive_periods_neither_gap_nor_overlap(now: datetime, day: str, hour: int, zone: str) -> None:
    start, end = digest.period(now, day, hour, zone)
    assert start < end <= now
    assert digest.period(end, day, hour, zone) == (start, end)
    assert digest.period(end - timedelta(microseconds=1), day, hour, zone)[1] == start
    following = digest.period(end + timedelta(days=8), day, hour, zone)
    assert following[0] == end
    assert following[1] > now


def test_an_unknown_day_is_refused() -> None:
    with pytest.raises(ValueError, match="someday"):
        digest.period(NOW, "someday", 8, "UTC")


def test_the_digest_counts_compares_and_quotes() -> None:
    rendered = digest.compose(
        week(
            statements=(
                statement(),
                statement(issuer="DE"),
                DigestStatement(version=numbered(), reading=None),
            ),
            before=(statement(),),
            sections=(DigestSection(title="Syria", query="resolution:2254", statements=(statement(),)),),
        )
    )
    text, page = rendered.text, Page(rendered.html).text
    assert rendered.subject == "[Week 48] 3 statements"
    for said in map(" ".join, (text.split(), page.split())):
        assert "3 statements from 2 issuers." in said
        assert "demand 2 was 1" in " ".join(said.replace("#", "").split())
        assert "France" in said
        assert "We urge de-escalation by all parties" in said
        assert "Signed by France, Germany, United Kingdom, United States" in " ".join(said.split())
        assert "not read yet" in said
        assert "Watch: resolution:2254" in said
    assert "https://mfa.example/statements/7?a=1&b=2" in text


def test_a_label_given_with_doubt_says_so() -> None:
    doubtful = DigestStatement(version=numbered(), reading=reading(unsure=("demand", "unsc-2254")))
    rendered = digest.compose(week(statements=(doubtful,)))
    for said in (rendered.text, Page(rendered.html).text):
        assert "de-escalation · demand (unsure) · civilian-protection · unsc-2254 (unsure)" in said
    assert "(unsure)" not in digest.compose(week()).text


def test_the_subject_counts_what_matters_most() -> None:
    condemns = DigestStatement(
        version=numbered(), reading=reading(stances=(Stance.CONDEMNATION,), primary=Stance.CONDEMNATION)
    )
    warns = DigestStatement(
        version=numbered(),
        reading=reading(stances=(Stance.WARNING, Stance.CONDEMNATION), primary=Stance.WARNING),
    )
    rendered = digest.compose(week(statements=(condemns, warns)))
    assert rendered.subject == "[Week 48] 2 statements: 2 condemnations, 1 warning"


def test_the_most_important_come_first() -> None:
    mild = DigestStatement(version=numbered(title="Mild words"), reading=reading(rung=1))
    harsh = DigestStatement(version=numbered(title="Harsh words"), reading=reading(rung=7))
    text = digest.compose(week(statements=(mild, harsh))).text
    assert text.index("Harsh words") < text.index("Mild words")


def test_gaps_edits_and_withdrawals_are_stated() -> None:
    gaps = (
        Gap(source="ir-mfa", since=START, until=None, verdict=Verdict.BLOCKED, error="challenge page"),
        Gap(source="sy-mfa", since=START, until=END, verdict=Verdict.TIMEOUT, error=None),
    )
    changes = (
        DigestChange(version=version(title="Gone"), what="withdrawn", when=NOW),
        DigestChange(version=version(title="New wording"), what="edited", when=NOW, detail="rung: 2 to 5"),
    )
    rendered = digest.compose(
        week(statements=(), gaps=gaps, changes=changes, source_names={"ir-mfa": "Iran, MFA"})
    )
    for said in (rendered.text, Page(rendered.html).text):
        flat = " ".join(said.split())
        assert "2 sources could not be read for a time" in flat
        assert "Iran, MFA" in flat
        assert "and still not" in flat
        assert "blocked: challenge page" in flat
        assert "Withdrawn" in flat
        assert "rung: 2 to 5" in flat


def test_a_statement_dated_before_the_period_is_marked() -> None:
    old = Published(precision=Precision.DAY, day=date(2024, 11, 1), zone="UTC")
    assert "dated before this period" in digest.compose(week(statements=(statement(published=old),))).text
    assert "dated before this period" not in digest.compose(week()).text


def test_demo_data_is_marked_everywhere() -> None:
    rendered = digest.compose(week(demo=True))
    assert rendered.subject.startswith("[demo] ")
    assert rendered.text.startswith("DEMO")
    assert "DEMO: sample data" in Page(rendered.html).text


def test_a_huge_week_stays_within_the_budget_and_counts_the_rest() -> None:
    many = tuple(statement(title=f"Statement {n} " + "long words " * 30) for n in range(400))
    gaps = tuple(
        Gap(source=f"s{n}", since=START, until=None, verdict=Verdict.DNS, error="x" * 300) for n in range(200)
    )
    sections = tuple(DigestSection(title=f"W{n}", query="q", statements=many) for n in range(20))
    rendered = digest.compose(week(statements=many, sections=sections, gaps=gaps))
    assert len(rendered.html.encode()) <= digest.MAX_HTML
    assert " more in the archive" in rendered.html
    assert not Page(rendered.html).unbalanced


def test_the_html_needs_no_network_and_is_whole() -> None:
    rendered = digest.compose(week(before=()))
    page = Page(rendered.html)
    names = {tag for tag, _ in page.tags}
    assert not page.unbalanced
    assert not page.open
    assert not names & {"img", "script", "link", "iframe", "object", "form"}
    assert "url(" not in rendered.html
    assert "@import" not in rendered.html
    assert all(attributes.get("role") == "presentation" for tag, attributes in page.tags if tag == "table")
    assert page.tags[0] == ("html", {"lang": "en", "dir": "ltr"})
    assert rendered.html.startswith("<!DOCTYPE html>")


def test_titles_carry_their_language_and_direction() -> None:
    page = Page(digest.compose(week(statements=(statement(title="بيان", language="ar"),))).html)
    assert ("ar", "rtl") in [(each.get("lang"), each.get("dir")) for tag, each in page.tags if tag == "div"]


hostile = st.text(
    alphabet=st.one_of(st.sampled_from("<>&\"'{}%|=/\u202e\u200b\x00\r\n "), st.characters()), max_size=300
)


@settings(max_examples=60, deadline=None)
@given(title=hostile, quote=hostile, url=hostile, name=hostile, query=hostile, error=hostile)
def test_nothing_remote_becomes_mark_up(
    title: str, quote: str, url: str, name: str, query: str, error: str
) -> None:
    one = DigestStatement(
        version=version(title=title, url=f"https://{url}"),
        reading=reading(evidence={"de-escalation": (quote,)}, signatories=(name, "FR")),
    )

    def made(statement_: DigestStatement, said: str, asked: str) -> DigestInput:
        return week(
            statements=(statement_,),
            sections=(DigestSection(title="W", query=asked, statements=(statement_,)),),
            changes=(DigestChange(version=statement_.version, what="edited", when=NOW, detail=said),),
            gaps=(Gap(source="s", since=START, until=None, verdict=Verdict.DNS, error=f"e{said}"),),
            source_names={"s": said},
        )

    rendered = digest.compose(made(one, error, query))
    page = Page(rendered.html)
    assert not page.unbalanced
    allowed = {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "div",
        "table",
        "tr",
        "td",
        "h1",
        "h2",
        "p",
        "span",
        "br",
        "b",
        "a",
        "style",
        "del",
        "ins",
    }
    assert {tag for tag, _ in page.tags} <= allowed
    for _, attributes in page.tags:
        assert set(attributes) <= {
            "lang", "dir", "charset", "name", "content", "style", "role", "cellpadding", "cellspacing", "border",
            "width", "align", "colspan", "href", "class", "bgcolor",
        }  # fmt: skip
        assert str(attributes.get("href", "https://")).startswith("https://")
    for line in rendered.text.splitlines():
        assert width(line) <= 80 or line.strip().startswith("https://")
    assert "\n" not in rendered.subject


def test_one_mail_a_recipient_with_a_name_that_stays() -> None:
    rendered = digest.compose(week())
    arguments: dict[str, Any] = {
        "subscription": "weekly",
        "start": START,
        "end": END,
        "domain": "desk.example",
        "key": b"secret",
    }
    first, second = digest.messages(
        rendered, recipients=["a@x.example", "b@x.example", "a@x.example"], **arguments
    )
    (again,) = digest.messages(rendered, recipients=["a@x.example"], **arguments)
    assert first == again
    assert first.dedupe_key != second.dedupe_key
    message_id = str(first.payload["message_id"])
    assert message_id.startswith("<digest.20241125-20241202.")
    assert message_id.endswith("@desk.example>")
    assert "a@x" not in message_id
    assert message_id != second.payload["message_id"]
    (other,) = digest.messages(rendered, recipients=["a@x.example"], **{**arguments, "subscription": "daily"})
    assert other.payload["message_id"] != message_id


def test_wrapping_counts_columns_not_characters() -> None:
    lines = wrap("漢" * 100, indent=2).splitlines()
    assert [width(line) for line in lines] == [80, 80, 46]
    assert wrap("see https://a.example/" + "x" * 100).splitlines()[1] == "https://a.example/" + "x" * 100
