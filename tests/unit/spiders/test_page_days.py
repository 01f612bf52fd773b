"""Where pages of systems that nobody described say their day, and what on them looks like one and is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spiders.extract.reading import article
from statements.candidate import from_draft
from statements.labels import Verdict

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TITLE = "Ministry welcomes the agreement on the northern ferry"
TEXT = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The Ministry of Foreign Affairs welcomes the agreement on the northern ferry that was reached by both sides.",
        "It thanks the mediators, who worked for eleven weeks without a break, and the port authorities of both towns.",
        "The first ship is to leave before the winter, and the consulates will publish its timetable as soon as it is known.",
    )
)


def day(
    body: str, *, url: str = "https://mfa.val.example/news/77", head: str = "", lang: str = "en"
) -> str | None:
    page = f"<html lang={lang}><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    found = article(None, page.encode(), url=url, content_type="text/html; charset=utf-8")
    assert found.verdict is Verdict.OK, found.reason
    (draft,) = found.drafts
    published = from_draft(draft, source="", issuer="", now=NOW).published
    known = published.day or (published.instant and published.instant.date())
    return known.isoformat() if known else None


@pytest.mark.parametrize(
    "shown",
    [
        '<time title="7 March 2024, 14:05">2 hours ago</time>',
        '<span class="ago" title="2024-03-07">2 h</span>',
        '<span data-original-title="Thursday, 7 March 2024">an hour ago</span>',
        '<abbr aria-label="7 March 2024 at 09:00">3 days ago</abbr>',
        '<em data-date="2024-03-07 10:00">yesterday</em>',
    ],
)
def test_a_shown_age_tells_its_day_when_pointed_at(shown: str) -> None:
    assert (
        day(f"<div class=a><h1>{TITLE}</h1><div class=m>{shown} <i>812</i></div>{TEXT}</div>") == "2024-03-07"
    )


@pytest.mark.parametrize(
    ("shown", "url"),
    [
        ("Sept. 5", "https://a.example/statements/2022/09/on-the-ferry"),
        ("Statements, 5 September", "https://a.example/2022/09/on-the-ferry"),
        ("5 September", "https://a.example/news/2022-09/on-the-ferry"),
        ("September 5", "https://a.example/news/2022/sep/on-the-ferry"),
        ("5 Sep", "https://a.example/news/202209/on-the-ferry"),
    ],
)
def test_a_day_without_its_year_has_that_of_the_address(shown: str, url: str) -> None:
    assert day(f"<div class=a><div>{shown}</div><h1>{TITLE}</h1>{TEXT}</div>", url=url) == "2022-09-05"


@pytest.mark.parametrize(
    ("shown", "url"),
    [
        ("Sept. 5", "https://a.example/statements/2022/10/on-the-ferry"),  # another month
        ("Sept. 5", "https://a.example/statements/2022/on-the-ferry"),
        ("Sept. 5", "https://a.example/statements/on-the-ferry"),
    ],
)
def test_a_day_without_any_year_stays_unknown(shown: str, url: str) -> None:
    assert day(f"<div class=a><div>{shown}</div><h1>{TITLE}</h1>{TEXT}</div>", url=url) is None


@pytest.mark.parametrize(
    "line",
    [
        "Holm, 7 March 2024",
        "7 March 2024",
        "Done at Holm, 7 March 2024.",
        "Port Amity, on 7 March 2024",
        "<b>Holm, 7 March 2024</b>",
    ],
)
def test_a_letter_bears_its_day_under_the_text(line: str) -> None:
    foot = "<div class=foot><p>31 March 2024: the consulate moves</p><p>© 2026 Ministry</p></div>"
    assert day(f"<div class=a><h1>{TITLE}</h1><div>{TEXT}<p>{line}</p></div></div>{foot}") == "2024-03-07"


@pytest.mark.parametrize(
    "under",
    [
        "<ul><li>7 March 2024</li></ul>",
        "<p>Next session: 7 March 2024</p>",
        "<p><a href='/x'>The consulate moves, 7 March 2024</a></p>",
        "<p>7 March 2024 Minister meets the ambassador of Ostravia</p>",
        "<p>Last updated: 7 March 2024</p>",
        "<p>Minister's visit, 7 March 2024</p>",
        "<p>Holm, 7-9 March 2024</p>",
    ],
)
def test_what_else_stands_under_a_text_is_not_its_day(under: str) -> None:
    assert day(f"<div class=a><h1>{TITLE}</h1><div>{TEXT}{under}</div></div>") is None


@pytest.mark.parametrize(
    "masthead",
    [
        "<div class=top>Holm, Sunday, 22 November 2026</div>",
        "<div id=hdr><span class=date>22 November 2026</span></div>",
        "<p>Sunday 22 November 2026</p>",
        "<div class=news-flash>Important: offices closed (20 November 2026)</div>",
        "<table><tr><td>22.11.2026</td></tr></table>",
    ],
)
def test_a_masthead_is_no_date_line(masthead: str) -> None:
    assert day(f"{masthead}<div class=art><h2>{TITLE}</h2><div>{TEXT}</div></div>") is None
    assert (
        day(f"{masthead}<div class=art><h2>{TITLE}</h2><div>{TEXT}<p>Holm, 7 March 2024</p></div></div>")
        == "2024-03-07"
    )


@pytest.mark.parametrize(
    "caption",
    [
        "<div class=img__sub>Archive photo, 9 May 2023</div>",
        "<p class=caption>The ferry on 9 May 2023</p>",
        "<figure><img src=a.jpg><figcaption>The port, 9 May 2023</figcaption></figure>",
        "<div class=x>Photo: Ministry, 9 May 2023</div>",
        "<div class=photo-credit>9 May 2023, M. Lind</div>",
    ],
)
def test_the_day_of_a_picture_is_not_the_texts(caption: str) -> None:
    assert day(f"<div class=a><div>7 March 2024</div><h1>{TITLE}</h1>{caption}{TEXT}</div>") == "2024-03-07"


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} (7 March 2024)",
        f"Northern ferry – {TITLE} (7 March 2024)",
        f"No. 45, 7 March 2024, {TITLE}",
        f"7 March 2024 – {TITLE}",
        "Northern ferry: press conference of 7 March 2024",
    ],
)
def test_a_title_bears_its_day(title: str) -> None:
    assert day(f"<div class=a><h1>{title}</h1>{TEXT}</div>") == "2024-03-07"


@pytest.mark.parametrize(
    "line",
    [
        "<span>7 March 2024</span><span>23:15</span><span>2419-31-12-2024</span>",
        "<span>LC/31/COM</span><span>Distr.: general</span><span>Adopted 7 March 2024</span><span>Original: French</span>",
        "<a href=/s>Statements</a><time>7 March 2024</time>",
        "<b>07</b> <i>Mar</i> <u>2024</u>",
        "<i class=icon></i><span>7 March 2024</span><span>Cabinet Office</span>",
    ],
)
def test_fields_of_a_line_that_style_sets_apart(line: str) -> None:
    assert day(f"<div class=a><h1>{TITLE}</h1><div class=i>{line}</div>{TEXT}</div>") == "2024-03-07"


@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        (
            "id",
            "oleh humas — terakhir diubah 09/03/2024 08:10 — diterbitkan Kamis, 7 Maret 2024",
            "2024-03-07",
        ),
        ("hi", "प्रकाशित तिथि : ०७/०३/२०२४ आरंभ तिथि : 01/03/2024 अंतिम तिथि : 31/12/2024", "2024-03-07"),
        ("vi", "Ngày đăng: 07/03/2024 | Cập nhật: 09/03/2024", "2024-03-07"),
        ("th", "วันที่เผยแพร่ ๗ มีนาคม ๒๕๖๗ | ปรับปรุงล่าสุด ๙ มีนาคม ๒๕๖๗", "2024-03-07"),
        ("hu", "Közzétéve: 2024. március 7. Utolsó módosítás: 2024. március 9.", "2024-03-07"),
        ("sr", "Датум објаве: 07.03.2024. Последња измена: 09.03.2024.", "2024-03-07"),
        ("bg", "Публикувано на 7 март 2024 | Последна актуализация: 9 март 2024", "2024-03-07"),
        ("id", "Terakhir diperbarui: 9 Maret 2024", None),
        ("hi", "अंतिम अद्यतन: 09/03/2024", None),
        ("hu", "Frissítve: 2024. március 9.", None),
    ],
)
def test_labels_in_other_languages_tell_publication_from_edit(
    lang: str, line: str, expected: str | None
) -> None:
    assert day(f"<div class=a><h1>{TITLE}</h1><div class=m>{line}</div>{TEXT}</div>", lang=lang) == expected


@pytest.mark.parametrize(
    "box",
    [
        "<div class=rel><h2>Latest</h2><p><time datetime=2023-12-08>8 December</time> Minister opens museum</p></div>",
        "<section><h3>Related news</h3><time datetime=2023-12-08>8 Dec</time> Minister opens museum</section>",
        "<div><h4>See also</h4><ul><li><time datetime=2023-12-08>8 Dec</time> <a href=/m>Museum</a></li></ul></div>",
    ],
)
def test_the_time_of_a_related_item_is_not_the_articles(box: str) -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "%s", "datePublished": "2023-12-01", "dateModified": "2023-12-01"}</script>'
    assert day(f"<main><h1>{TITLE}</h1>{TEXT}</main>{box}", head=data % TITLE) == "2023-12-01"
    assert day(f"<main><h1>{TITLE}</h1>{TEXT}</main>{box}") is None


SENTENCE = TEXT.removeprefix("<p>")


@pytest.mark.parametrize(
    ("head", "lang"),
    [
        ("<strong>Москва, 7 марта 2024 г.</strong> ", "ru"),
        ("<b>北京，2024年3月7日</b> ", "zh"),
        ("<em>القاهرة، 7 مارس 2024</em> ", "ar"),
        ("(Port Town, 7 March 2024) ", "en"),
        ("[Ville, le 7 mars 2024] ", "fr"),
        ("（东京，2024年3月7日） ", "zh"),
    ],
)
def test_a_place_and_day_head_the_text_in_letters_of_their_own(head: str, lang: str) -> None:
    assert day(f"<div><h1>{TITLE}</h1><p>{head}{SENTENCE}</div>", lang=lang) == "2024-03-07"


@pytest.mark.parametrize(
    "head",
    [
        "<strong>On 7 March 2024 the two sides met again in the port of the northern town</strong> and ",
        "<b>7 March</b> is the day on which ",
    ],
)
def test_a_day_that_the_text_speaks_of_is_not_its_own(head: str) -> None:
    assert day(f"<div><h1>{TITLE}</h1><p>{head}{SENTENCE}</div>") is None


@pytest.mark.parametrize(
    "line",
    [
        "Puerto Norte, a los siete días del mes de marzo de dos mil veinticuatro",
        "Done at Port Town this seventh day of March, two thousand and twenty-four",
        "Ville, le sept mars deux mille vingt-quatre",
    ],
)
def test_a_note_ends_with_its_day_in_words(line: str) -> None:
    assert day(f"<div><h1>{TITLE}</h1>{TEXT}<p>{line}</p></div>") == "2024-03-07"


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("Statement by the Minister on the northern ferry, Port Town, 7 March 2024", "2024-03-07"),
        ("Déclaration du ministre sur le bac du nord, 7 mars 2024", "2024-03-07"),
        ("Collision of two ships off the northern port, 7 March 2024", None),
    ],
)
def test_a_statement_that_ends_its_title_with_a_day_is_of_that_day(title: str, known: str | None) -> None:
    assert day(f"<div><h1>{title}</h1>{TEXT}</div>") == known


@pytest.mark.parametrize(
    ("line", "lang"),
    [("發布日期：113-03-07", "zh"), ("掲載日：R6.3.7", "ja"), ("令和6年3月7日", "ja"), ("R6.3.7", "ja")],
)
def test_a_day_of_another_era_stands_beside_its_title(line: str, lang: str) -> None:
    assert day(f"<div><h1>{TITLE}</h1><ul><li>{line}</li></ul>{TEXT}</div>", lang=lang) == "2024-03-07"
