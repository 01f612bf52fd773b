"""What a list said of a page decides what becomes of it: an item is read whatever it is called, and what stands in its place is not."""

from __future__ import annotations

import pytest

from archive.records import Visit, VisitReason
from config.source import FeedSource, ListingSource
from spiders.candidates import PageRead, read_page
from spiders.extract import reading
from spiders.extract.given import Given
from statements.labels import Verdict
from statements.model import Extraction, RawDate
from tests.contract.examples import NOW
from tests.unit.spiders.test_short_statements import PASSWORD
from tests.unit.spiders.test_short_statements import page as framed

ADDRESS = "https://mfa.example.org/news/123"
LISTED = "Statement on the attack on the water works of Aleppo"
NOTICE = "The Ministry has moved its department of trade to the second floor of the old building."
DAY = (RawDate(raw="5 November 2026", origin="listing"),)
LIST = ListingSource(
    id="a", name="A", issuer="FR", entry="https://mfa.example.org/news/", item="css: li", link="css: a"
)
FEED = FeedSource(id="a", name="A", issuer="FR", entry="https://mfa.example.org/feed")


def read(title: str, text: str, given: Given, *, day: str = "", head: str = "", form: str = "") -> Extraction:
    body = framed(title, text, day=day, head=head, form=form)
    return reading.article(None, body, url=ADDRESS, content_type="text/html", given=given)


@pytest.mark.parametrize(
    "name", ["Vacancies", "Структура", "Contact", "Search results", "Privacy policy", "Photo gallery"]
)
def test_an_item_is_never_refused_for_its_name(name: str) -> None:
    assert read(name, NOTICE, Given(title=name, item=True)).verdict is Verdict.OK
    found = read(name, NOTICE, Given(title=name))
    assert (found.verdict, found.refused) == (Verdict.EMPTY, True)
    assert found.reason is not None and "no statement" in found.reason


@pytest.mark.parametrize("name", ["Privacy policy", "Contact us", "Terms of use"])
def test_a_page_about_the_site_that_shows_nothing_of_what_was_listed_is_none(name: str) -> None:
    much = "The Ministry protects what visitors of this site tell it, and counts visits with cookies. " * 6
    assert read(name, much, Given(title=LISTED, item=True)).verdict is Verdict.EMPTY


def test_the_sites_name_within_a_listed_title_is_not_that_title() -> None:
    site = "Ministry of Foreign Affairs of Norvia"
    down = "The website is temporarily unavailable due to technical maintenance. Please try again later."
    body = f"<html><head><title>{site}</title></head><body><h1>{site}</h1><p>{down}</p></body></html>"
    given = Given(title=f"Statement of the {site} on Iran", item=True)
    read = reading.article(None, body.encode(), url=ADDRESS, content_type="text/html", given=given)
    assert read.verdict is Verdict.BLOCKED


@pytest.mark.parametrize(
    ("listed", "verdict"),
    [("Our ministry grows", Verdict.OK), ("Read more", Verdict.EMPTY), ("", Verdict.EMPTY)],
)
def test_a_title_of_its_own_in_the_list_makes_it_an_item(listed: str, verdict: Verdict) -> None:
    assert read("Structure", NOTICE, Given(title=listed)).verdict is verdict


def test_a_front_page_is_no_item_and_a_fault_where_an_item_was_listed() -> None:
    body = framed("Ministry", NOTICE, day="")
    for item in (True, False):
        found = reading.article(
            None,
            body,
            url="https://mfa.example.org/",
            content_type=None,
            given=Given(title=LISTED, item=item),
        )
        assert (found.verdict, found.refused) == (Verdict.EMPTY, not item)


SERVERS = [
    ("Oops", "Something went wrong on our server. Please try again later.", ""),
    ("Ministry of Foreign Affairs", "The website is under maintenance. We will be back soon.", ""),
    ("Access denied", "Your request was blocked by our security service. Please try again later.", ""),
    ("Members", "Please log in to read this page. Enter your user name and your password.", PASSWORD),
    ("Page not found", "The page that you are looking for does not exist.", ""),
]


@pytest.mark.parametrize(("title", "text", "form"), SERVERS)
def test_what_a_server_shows_in_place_of_an_item_is_told_in_its_sites_frame(
    title: str, text: str, form: str
) -> None:
    for item in (True, False):
        found = read(title, text, Given(title=LISTED, item=item), form=form)
        assert found.verdict not in (Verdict.OK, Verdict.EMPTY), found.drafts
        assert not found.refused


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Please log in to read this page. Enter your user name and your password.", PASSWORD),
        ("Your request has been blocked. Please contact the site administrator.", ""),
        ("This page is not available in English.", ""),
    ],
)  # fmt: skip
def test_a_wall_under_the_listed_title_is_no_text_of_it(text: str, form: str) -> None:
    assert read(LISTED, text, Given(title=LISTED, item=True), form=form).verdict is not Verdict.OK


ITEMS = [
    ("Access denied", "The mission was denied access to the plant today. It will try again tomorrow."),
    (
        "Technical difficulties",
        "The consulate in Oslo is experiencing technical difficulties with its telephones.",
    ),
    (
        "Scheduled maintenance",
        "The visa portal will be under maintenance on 5 May. We apologise for the inconvenience.",
    ),
    ("Service unavailable", "The legalisation of documents is unavailable this week."),
    ("Sign in", "The countries sign in Geneva on Monday what they agreed on in May."),
    ("404", "Four hundred and four prisoners came home tonight, the Minister said."),
]


@pytest.mark.parametrize(("title", "text"), ITEMS)
def test_an_item_under_its_listed_title_is_read_though_it_sounds_like_a_server(title: str, text: str) -> None:
    found = read(title, text, Given(title=title, item=True))
    assert found.verdict is Verdict.OK, found.reason
    assert text in found.drafts[0].body


def test_a_bot_check_beside_a_form_hides_no_short_item() -> None:
    form = "<form><div class=g-recaptcha></div><input name=mail></form>"
    given = Given(title=LISTED, item=True)
    assert read(LISTED, "The Ministry condemns the attack.", given, form=form).verdict is Verdict.OK


@pytest.mark.parametrize(
    "listed", ["The Minister's words on it at noon in the garden", "Les mots de la ministre sur la centrale"]
)
def test_a_page_with_a_day_of_its_own_is_read_though_its_list_calls_it_otherwise(listed: str) -> None:
    text = "Access was denied to the mission today. It will try again tomorrow."
    found = read(
        "Access to Zaporizhzhia plant denied", text, Given(title=listed, item=True), day="5 November 2026"
    )
    assert found.verdict is Verdict.OK, found.reason


@pytest.mark.parametrize(
    ("listed", "names", "lines", "shown"),
    [
        (LISTED, [f"{LISTED} | Ministry"], None, True),
        (f"{LISTED[:40]}…", [LISTED], None, True),
        (f"Press release: {LISTED}", [LISTED], None, True),
        (LISTED.replace("the water", "water"), [LISTED], None, True),
        ("Visas", ["Visas – Ministry"], None, True),
        ("Visas", ["Oops"], ["Something went wrong."], None),
        (LISTED, ["Ministry"], None, None),
        (LISTED, ["Ministry"], ["5 May", LISTED], None),
        (LISTED, ["Ministry"], ["We will be back soon.", "Sorry for that."], False),
        ("关于阿勒颇供水设施遭袭的声明", ["外交部"], ["系统维护中，请稍后再试。"], False),
        ("", ["Ministry"], ["Welcome."], None),
    ],
)  # fmt: skip
def test_where_a_listed_title_is_shown(
    listed: str, names: list[str], lines: list[str] | None, shown: bool | None
) -> None:
    assert Given(title=listed, item=True).shown(names, lines) is shown


def test_the_title_of_a_link_alone_proves_nothing() -> None:
    assert Given(title="Log in").shown(["Log in"], None) is None


@pytest.mark.parametrize(
    ("source", "dates", "statement", "read_as"),
    [(LIST, DAY, None, Verdict.OK), (FEED, (), None, Verdict.OK), (LIST, (), 7, Verdict.OK), (LIST, (), None, Verdict.EMPTY),
     (LIST, (RawDate(raw="News", origin="listing"),), None, Verdict.EMPTY)],
)  # fmt: skip
def test_what_is_dated_or_in_a_feed_or_archived_is_an_item(
    source: ListingSource | FeedSource, dates: tuple[RawDate, ...], statement: int | None, read_as: Verdict
) -> None:
    visit = Visit(
        source="a",
        url=ADDRESS,
        reason=VisitReason.NEW,
        due_at=NOW,
        title="Vacancies",
        dates=dates,
        statement=statement,
    )
    body = framed("Vacancies", NOTICE, day="")
    found: PageRead = read_page(source, body, ADDRESS, None, visit, "Vacancies", NOW)
    assert found.extraction.verdict is read_as
    assert found.extraction.refused is (read_as is Verdict.EMPTY)
