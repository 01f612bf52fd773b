"""Days that stand nowhere near the title: at the end of the text, in a line of fields under it, in the state that a script draws from,
behind labels of a table, and in a list's title that speaks of two."""

from __future__ import annotations

import json

import pytest
from lxml.html import fragment_fromstring

from config.source import ListingSource
from spiders.extract.cutting import opens_furniture
from spiders.extract.reading import article, entry
from statements.model import RawDate

TITLE = "Minister receives the ambassador of Norland"
TEXT = (
    "<p>The Minister spoke today with the ambassador of Norland about trade and the protection of the reefs of both countries.</p>"
    "<p>Both sides agreed to go on with their talks on 3 May 2027 and thanked each other for the good work of their offices.</p>"
)


def dates(body: str, *, lang: str = "en") -> tuple[RawDate, ...]:
    page = f"<html lang={lang}><head><title>{TITLE}</title></head><body><main><h1>{TITLE}</h1>{body}</main></body></html>"
    (draft,) = article(None, page.encode(), url="https://mfa.example/news/12", content_type=None).drafts
    return draft.dates


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("es", "Santa Cruz del Mar Azul, 27 de enero de 2026"),
        ("pt", "Vila Nova da Ribeira, 27 de janeiro de 2026"),
        ("fr", "Saint-Martin sur Loue, le 27 janvier 2026"),
    ],
)
def test_a_place_of_several_words_and_a_day_close_a_text(lang: str, line: str) -> None:
    (found,) = dates(f"<div>{TEXT}<p class=right><em>{line}</em></p></div>", lang=lang)
    assert (found.raw, found.sure) == (line, False)


@pytest.mark.parametrize("line", ["The next round will be held in Port Ansel, 27 January 2026", "open to all visitors here, 27 January 2026"])  # fmt: skip
def test_words_and_a_day_close_none(line: str) -> None:
    assert dates(f"<div>{TEXT}<p>{line}</p></div>") == ()


FIELDS = "<span class=vcard>By the press office</span>|<span class=updated>2026-01-29</span><span>27 January, 2026</span>|<a href=/n>News</a>"


def test_a_line_of_fields_under_the_text() -> None:
    (found,) = dates(
        f"<article><div>{TEXT}</div><div class=meta-info><div>{FIELDS}</div></div></article><h4>Share</h4>"
    )
    assert (found.raw, found.origin, found.sure) == ("27 January, 2026", "dateline", False)


@pytest.mark.parametrize(
    "under",
    [
        f"<div class=comments><div class=comment-meta><div>{FIELDS}</div></div></div>",
        f"<div class=card><div class=meta-info>{FIELDS}</div><h4><a href=/o>Another statement of the Ministry</a></h4></div>",
        "<div class=meta-info><span class=updated>27 January 2026</span> <a href=/n>News</a></div>",
    ],
    ids=["of a comment", "of another text", "of an edit"],
)
def test_a_line_of_fields_that_is_not_the_texts_own(under: str) -> None:
    assert dates(f"<article><div>{TEXT}</div>{under}</article>") == ()


def state(*objects: dict[str, object]) -> str:
    data = json.dumps({"props": {"pageProps": {"found": list(objects)}}})
    return f"<script id=__NEXT_DATA__ type='application/json'>{data}</script>"


PUBLISHED: dict[str, object] = {
    "title": TITLE,
    "publishedAt": "2026-01-27T10:00:00Z",
    "_updatedAt": "2026-01-29",
}
OTHER: dict[str, object] = {"title": "Another statement", "publishedAt": "2026-02-02T10:00:00Z"}


def test_a_day_that_only_the_embedded_state_gives() -> None:
    assert dates(TEXT + state(OTHER, PUBLISHED)) == (RawDate(raw="2026-01-27T10:00:00Z", origin="state"),)


def test_a_day_that_the_state_gives_in_milliseconds() -> None:
    (found,) = dates(TEXT + state({"title": TITLE, "publishedAt": 1769508000000}))
    assert found.raw == "2026-01-27T10:00:00+00:00"


@pytest.mark.parametrize("again", ["2026-01-27", "2026-01-27T10:00"])
def test_of_one_day_that_the_state_gives_twice_the_finer_is_taken(again: str) -> None:
    other = {**PUBLISHED, "publishedAt": again}
    for order in ((PUBLISHED, other), (other, PUBLISHED)):
        assert dates(TEXT + state(*order)) == (RawDate(raw="2026-01-27T10:00:00Z", origin="state"),)


@pytest.mark.parametrize(
    "objects",
    [
        [OTHER],
        [{**PUBLISHED, "publishedAt": 10**400}],
        [PUBLISHED, {**PUBLISHED, "publishedAt": "2026-03-01"}],
        [{"_type": "event", "title": TITLE, "date": "2026-01-27"}],
        [{"title": TITLE, "startDate": "2026-12-05", "created": "2026-01-27", "date": "2026-12-05"}],
        [{"title": TITLE, "fields": {"event_start_time": "10:00", "date": "2026-12-05"}}],
        [{"title": TITLE, "published": "true"}],
    ],
    ids=[
        "of another",
        "beyond all clocks",
        "of two days",
        "of an event",
        "of what begins",
        "of what begins, in its fields",
        "no day",
    ],
)
def test_a_state_that_does_not_tell_the_day(objects: list[dict[str, object]]) -> None:
    assert dates(TEXT + state(*objects)) == ()


@pytest.mark.parametrize(
    ("lang", "label"), [("en", "Publish date"), ("ar", "تاريخ الخبر :"), ("tr", "Haber tarihi")]
)
def test_labels_of_a_table_above_the_text(lang: str, label: str) -> None:
    rows = f"<tr><td>{label}</td><td>28/09/2026</td></tr><tr><td>Last modified</td><td>01/10/2026 01:14 PM</td></tr>"
    found = dates(f"<table>{rows}</table>{TEXT}", lang=lang)
    assert [date.raw.rpartition(" ")[2] for date in found] == ["28/09/2026"]


def test_a_listed_title_that_bears_its_day_and_speaks_of_another() -> None:
    title = "No: 113, 5 Ağustos 2026, 14 Ekim 2019 Tarihli Anlaşmanın Yürürlüğe Girmesi Hk."
    page = f"<html lang=tr><body><div class=row><a href=/a/113>{title}</a></div></body></html>"
    source = ListingSource(
        id="x", name="X", issuer="TR", entry="https://mfa.example/list", item="css: .row", link="css: a", date="css: a"
    )  # fmt: skip
    (draft,) = entry(source, page.encode(), url=source.entry, content_type=None).drafts
    assert (draft.title, draft.dates) == (title, (RawDate(raw="5 Ağustos 2026", origin="listing"),))


FIELDS_OF_LIST = "<li>Geneva, Switzerland <time datetime={}>5 November 2026</time></li><li>Embargo lifted at <time datetime={}>10:00</time></li>"


def test_a_list_of_fields_under_the_title_tells_one_day() -> None:
    assert (
        dates(f"<ul>{FIELDS_OF_LIST.format('2026-11-05', '2026-11-05T10:00')}</ul>{TEXT}")[0].raw
        == "2026-11-05"
    )


def test_a_list_of_several_days_or_under_the_text_is_not_asked() -> None:
    several = dates(f"<ul>{FIELDS_OF_LIST.format('2026-11-05', '2026-11-06')}</ul>{TEXT}")
    assert {date.origin for date in several} == {"dateline"}
    assert dates(f"{TEXT}<ul>{FIELDS_OF_LIST.format('2026-11-05', '2026-11-05')}</ul>") == ()


@pytest.mark.parametrize(
    "words",
    [
        "5 November 2024 14:30", "05.11.2024 23:30", "2024-11-05 14:30", "12 November 2024 - 14 November 2024",
        "12 November 2024 - Talks on 3 May 2024", "No: 7, 12 November 2024, 14 November 2024",
    ],
)  # fmt: skip
def test_a_listed_day_keeps_its_hour_and_a_range_its_end(words: str) -> None:
    page = f"<div class=row><a href=/a/113>Talks</a><i>{words}</i></div>"
    source = ListingSource(
        id="x", name="X", issuer="TR", entry="https://mfa.example/list", item="css: .row", link="css: a", date="css: i"
    )  # fmt: skip
    (draft,) = entry(source, page.encode(), url=source.entry, content_type=None).drafts
    assert draft.dates == (RawDate(raw=words, origin="listing"),)


def test_the_day_of_the_visit_over_a_menu_is_not_the_texts() -> None:
    menu = "<ul><li><a href=/a>Home</a></li><li><a href=/b>News</a></li></ul>"
    page = (
        f"<html lang=en><body><div>Friday, 20 November 2026</div>{menu}<h1>{TITLE}</h1>{TEXT}</body></html>"
    )
    (draft,) = article(None, page.encode(), url="https://mfa.example/news/12", content_type=None).drafts
    assert draft.dates == ()


def test_a_time_in_a_box_of_its_own_under_the_text() -> None:
    event = "<div class=next><h3>Coming up</h3><p><time datetime=2026-10-01>1 October</time> Fair of crafts</p></div>"
    assert dates(f"<div>{TEXT}</div>{event}") == ()
    day = "<div class=when><h4>Published</h4><p><time datetime=2026-10-01>1 October 2026</time></p></div>"
    assert dates(f"<div>{TEXT}</div>{day}")[0].raw == "1 October 2026"


@pytest.mark.parametrize(("empty", "opens"), [(10, True), (300, False)])
def test_what_opens_a_box_is_looked_for_among_its_first_elements(empty: int, opens: bool) -> None:
    """Each of many boxes within one another was gone through whole, for every day in them: minutes for half a megabyte."""
    box = fragment_fromstring("<div>" + "<span></span>" * empty + "<h3>Related news</h3></div>")
    assert opens_furniture(box) is opens


def test_a_portal_says_when_a_text_first_appeared() -> None:
    """Beside the day on which the portal took it over."""
    both = "<dl><dt>Posted</dt><dd><time datetime=2026-01-27>27 Jan</time></dd><dt>Originally published</dt><dd><time datetime=2026-01-26>26 Jan</time></dd></dl>"
    assert dates(both + TEXT)[0].raw == "2026-01-26"
