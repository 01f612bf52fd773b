"""Days that stand apart from the text they belong to, and days of other texts that stand near it."""

from __future__ import annotations

import pytest

from spiders.extract.reading import article
from tests.unit.spiders.test_page_days import TEXT, TITLE, day

KNOWN = "2024-03-07"

CLOSINGS = [
    ("ru", "г. Москва, 7 марта 2024 года"),
    ("ru", "Москва, 7 марта 2024 г."),
    ("uk", "м. Київ, 7 березня 2024 року"),
    ("bg", "гр. София, 7 март 2024 г."),
    ("sr", "Београд, 7. март 2024. године"),
    ("es", "Ciudad de México, a 7 de marzo de 2024"),
    ("es", "Dado en Lima, el 7 de marzo de 2024"),
    ("pt", "Brasília, 7 de março de 2024"),
    ("it", "Roma, 7 marzo 2024"),
    ("fr", "Fait à Paris, le 7 mars 2024"),
    ("de", "Berlin, den 7. März 2024"),
    ("de", "Wien, am 7. März 2024"),
    ("pl", "Warszawa, dnia 7 marca 2024 r."),
    ("pl", "Warszawa, 7 marca 2024 roku"),
    ("cs", "V Praze dne 7. března 2024"),
    ("hu", "Budapest, 2024. március 7."),
    ("tr", "Ankara, 7 Mart 2024"),
    ("ar", "الرياض في 7 مارس 2024"),
    ("ar", "صدر في القاهرة بتاريخ 7 مارس 2024"),
    ("fa", "تهران، ۱۷ اسفند ۱۴۰۲"),
    ("ro", "București, 7 martie 2024"),
    ("el", "Αθήνα, 7 Μαρτίου 2024"),
    ("nl", "Den Haag, 7 maart 2024"),
    ("sv", "Stockholm den 7 mars 2024"),
    ("da", "København, den 7. marts 2024"),
    ("fi", "Helsingissä 7. maaliskuuta 2024"),
    ("vi", "Hà Nội, ngày 7 tháng 3 năm 2024"),
    ("id", "Jakarta, 7 Maret 2024"),
    ("ja", "2024年3月7日 東京"),
    ("zh", "2024年3月7日于北京"),
    ("zh", "二〇二四年三月七日于北京"),
    ("ko", "2024년 3월 7일, 서울"),
    ("he", "ירושלים, 7 במרץ 2024"),
    ("en", "Washington, D.C., March 7, 2024"),
    ("en", "Addis Ababa, Ethiopia, 7 March 2024"),
    ("en", "Vienna, this 7th day of March 2024"),
]


@pytest.mark.parametrize(("lang", "line"), CLOSINGS)
def test_a_place_and_its_day_close_a_text_from_under_its_box(lang: str, line: str) -> None:
    inside = f"<div class=a><h1>{TITLE}</h1><div>{TEXT}<p>{line}</p></div></div>"
    below = f"<div class=a><h1>{TITLE}</h1><div class=st>{TEXT}</div><p class=sign align=right><i>{line}</i></p><p><a href=/p>Print</a></p></div>"
    assert (day(inside, lang=lang), day(below, lang=lang)) == (KNOWN, KNOWN)


@pytest.mark.parametrize(
    "under",
    [
        "完<br><br>2024年3月7日（星期四）<br>14時30分",
        "ENDS<br>Thursday, 7 March 2024<br>Issued at 14:30",
        "<p>###</p><p>March 7, 2024</p>",
        "<p>- 30 -</p><p>7 March 2024</p>",
    ],
)
def test_the_day_under_the_mark_that_ends_a_text(under: str) -> None:
    assert day(f"<div><h1>{TITLE}</h1><div>{TEXT}</div><div class=small>{under}</div></div>") == KNOWN


def test_a_day_under_a_box_without_such_a_mark_is_of_something_else() -> None:
    under = "<div class=small>14 pictures<br>Thursday, 7 March 2024<br>14:30</div>"
    assert day(f"<div><h1>{TITLE}</h1><div>{TEXT}</div>{under}</div>") is None


def test_the_day_in_a_bar_over_the_title_that_is_named_like_a_menu() -> None:
    bar = "<div class=item-nav><span>کد خبر: 161204</span> <span><a href=/t>سفرها</a></span> <span class=item-time>پنجشنبه ۱۷ اسفند ۱۴۰۲ - ۱۸:۲۳</span></div>"
    page = f"<article>{bar}<div><h4>در بازدید:</h4><h1>{TITLE}</h1></div><div>{TEXT}</div></article>"
    assert day(page, lang="fa") == KNOWN


def test_a_day_behind_the_swahili_for_published() -> None:
    shown = "<div class=date-posted>Imewekwa: 07 March, 2024</div>"
    assert day(f"<div><h1>{TITLE}</h1>{shown}<hr><div>{TEXT}</div></div>") == KNOWN


def test_a_place_and_its_day_are_part_of_a_text_inside_its_box_and_not_below_it() -> None:
    line = "<p>Holm, 7 March 2024</p>"

    def text(body: str) -> str:
        page = (
            f"<html><head><title>{TITLE}</title></head><body><div><h1>{TITLE}</h1>{body}</div></body></html>"
        )
        (draft,) = article(None, page.encode(), url="https://mfa.val.example/77", content_type=None).drafts
        return draft.body

    alone = text(f"<div class=st>{TEXT}</div>")
    assert text(f"<div class=st>{TEXT}</div>{line}") == alone
    assert text(f"<div class=st>{TEXT}{line}</div>") == f"{alone}\n\nHolm, 7 March 2024"


@pytest.mark.parametrize(
    "under",
    [
        "<p>7 March 2024</p>",  # of whatever comes next, or of the visit
        "<p>Holm, Thursday, 7 March 2024</p>",
        "<div>北京，2024年3月7日 星期四</div>",
        "<h3>Next session</h3><p>Geneva, 7 March 2024</p>",
        "<p>Next session: Geneva, 7 March 2024</p>",
        "<div class=caption>Holm, 7 March 2024</div>",
        "<p>Minister's visit, 7 March 2024</p>",
        "<p>Photo gallery, 7 March 2024</p>",
        "<div>Holm, 7 March 2024 Minister opens the new museum</div>",
        "<div class=n><b>Holm, 7 March 2024</b> <a href=/m>Minister opens the new museum</a></div>",
    ],
)
def test_what_else_stands_under_the_box_of_a_text_is_not_its_day(under: str) -> None:
    assert day(f"<div class=a><h1>{TITLE}</h1><div class=st>{TEXT}</div>{under}</div>") is None


def test_a_line_under_the_page_is_not_its_day() -> None:
    assert day(f"<div class=a><h1>{TITLE}</h1><div>{TEXT}</div></div><div>Holm, 7 March 2024</div>") is None


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("tr", "Güncelleme: 09.03.2024 / Yayın: 07.03.2024"),
        ("en", "Updated: 9 March 2024 / Published: 7 March 2024"),
        ("en", "Update: 9 March 2024 / Publication: 7 March 2024"),
        ("de", "Stand: 09.03.2024 / Veröffentlichung: 07.03.2024"),
        ("fr", "Mise à jour : 09/03/2024 / Publication : 07/03/2024"),
        ("fr", "Mis à jour le 9 mars 2024 - Publié le 7 mars 2024"),
        ("es", "Actualización: 9 de marzo de 2024 / Publicación: 7 de marzo de 2024"),
        ("pt", "Atualização: 09/03/2024 / Publicação: 07/03/2024"),
        ("it", "Aggiornamento: 9 marzo 2024 / Pubblicazione: 7 marzo 2024"),
        ("ru", "Обновлена: 09.03.2024 / Опубликована: 07.03.2024"),
        ("uk", "Оновлення: 09.03.2024 / Публікація: 07.03.2024"),
        ("pl", "Aktualizacja: 09.03.2024 / Publikacja: 07.03.2024"),
        ("ar", "تحديث: 9 مارس 2024 / نشر: 7 مارس 2024"),
        ("fa", "به‌روزرسانی: ۱۹ اسفند ۱۴۰۲ / انتشار: ۱۷ اسفند ۱۴۰۲"),
        ("zh", "更新：2024-03-09 / 发布：2024-03-07"),
        ("ja", "更新：2024年3月9日／公開：2024年3月7日"),
        ("ko", "수정 2024.03.09 / 입력 2024.03.07"),
        ("he", "עדכון: 9.3.2024 / פרסום: 7.3.2024"),
        ("nl", "Bijgewerkt: 09-03-2024 / Publicatie: 07-03-2024"),
        ("ro", "Actualizare: 09.03.2024 / Publicare: 07.03.2024"),
        ("el", "Ενημέρωση: 09/03/2024 / Δημοσίευση: 07/03/2024"),
        ("sv", "Uppdatering: 2024-03-09 / Publicering: 2024-03-07"),
        ("fi", "Päivitys: 9.3.2024 / Julkaisu: 7.3.2024"),
        ("cs", "Aktualizace: 09.03.2024 / Zveřejnění: 07.03.2024"),
        ("da", "Opdateret: 09.03.2024 / Publiceret: 07.03.2024"),
        ("hu", "Frissítés: 2024.03.09. / Közzététel: 2024.03.07."),
        ("sr", "Ажурирање: 09.03.2024 / Објава: 07.03.2024"),
        ("vi", "Cập nhật: 09/03/2024 / Đăng: 07/03/2024"),
        ("id", "Pembaruan: 9 Maret 2024 / Terbit: 7 Maret 2024"),
    ],
)
def test_a_line_that_gives_the_edit_before_the_publication(lang: str, line: str) -> None:
    edit = line.split(" / ")[0].split("／")[0].split(" - ")[0]
    for name in ("m", "detail-date"):
        assert day(f"<div><h1>{TITLE}</h1><div class={name}>{line}</div>{TEXT}</div>", lang=lang) == KNOWN
        assert day(f"<div><h1>{TITLE}</h1><div class={name}>{edit}</div>{TEXT}</div>", lang=lang) is None


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("fa", "<span>کد خبر: ۷۷۲۵۱۸</span> <span>پنجشنبه ۱۷ اسفند ۱۴۰۲ - ۱۸:۳۰</span> <span>بازدید: ۱۲۰۳</span>"),
        ("en", "<span>News ID: 772518</span> <span>7 March 2024 - 18:30</span> <span>Visits: 1203</span>"),
        ("ar", "<span>رقم الخبر: 772518</span> <span>7 مارس 2024</span> <span>المشاهدات: 12</span>"),
        ("ru", "<span>Номер: 772518</span> <span>7 марта 2024, 18:30</span> <span>Просмотров: 1203</span>"),
        ("zh", "<span>编号：772518</span> <span>2024-03-07 18:30</span> <span>浏览次数：12</span>"),
        ("tr", "<span>Haber No: 772518</span> <span>7 Mart 2024</span>"),
        ("en", "News ID: 772518, 7 March 2024"),
        ("fa", "کد خبر: ۷۷۲۵۱۸ - ۱۷ اسفند ۱۴۰۲"),
    ],
)  # fmt: skip
def test_a_day_among_other_fields_above_or_below_the_title(lang: str, line: str) -> None:
    above = f"<div class=v><div class=i>{line}</div><h2>The spokesperson:</h2><h1>{TITLE}</h1>{TEXT}</div>"
    below = f"<div class=v><h1>{TITLE}</h1><div class=i>{line}</div>{TEXT}</div>"
    assert (day(above, lang=lang), day(below, lang=lang)) == (KNOWN, KNOWN)


@pytest.mark.parametrize(
    "line",
    [
        "Deadline: 15, 7 March 2024",
        "<b>Session: 12</b> <i>opens 7 March 2024 in Holm</i>",
        "<b>Inauguration:</b> <i>7 March 2024</i>",
        "<span>Ref.: 1203</span> <b>Inauguration</b>: <i>7 March 2024</i>",
        "<b>Number: 12</b> <b>Updated:</b> <i>7 March 2024</i>",
    ],
)
def test_a_labelled_day_of_something_else_is_not_the_texts(line: str) -> None:
    assert day(f"<div class=v><h1>{TITLE}</h1><div class=i>{line}</div>{TEXT}</div>") is None


ANSWER = "The spokesperson on the ferry of the northern ports"
NUMBERED = [
    ("tr", f"SC-41, 7 Mart 2024, {ANSWER}"),
    ("en", f"QA - 41, 7 March 2024, {ANSWER}"),
    ("fr", f"QR-12, 7 mars 2024, {ANSWER}"),
    ("en", f"Press Release No. 41/2024, 7 March 2024, {ANSWER}"),
    ("ru", f"№ 41, 7 марта 2024, {ANSWER}"),
    ("es", f"Comunicado de prensa núm. 41, 7 de marzo de 2024, {ANSWER}"),
    ("ar", "بيان رقم 41، 7 مارس 2024، الوزارة ترحب بالاتفاق على العبارة الشمالية"),
]
NAMES = ("old", "new", "small")
OTHERS = [
    "<ul>"
    + "".join(
        f"<li><a href=/n/{i}>Minister opens the {name} museum of the town</a> <span class=date>{i} March 2024</span></li>"
        for i, name in enumerate(NAMES, 1)
    )
    + "</ul>",
    "".join(
        f"<div class=m><div class=b><small>{i} March 2024</small><h4><a href=/n/{i}>Minister opens the {name} museum</a></h4></div></div>"
        for i, name in enumerate(NAMES, 1)
    ),
    "".join(
        f"<div class=m><h4><a href=/n/{i}>Minister opens the {name} museum</a></h4><small>{i} March 2024</small></div>"
        for i, name in enumerate(NAMES, 1)
    ),
    "".join(
        f"<a href=/n/{i}>Minister opens the {name} museum of the town</a> ({i} March 2024)<br>"
        for i, name in enumerate(NAMES, 1)
    ),
]


@pytest.mark.parametrize("others", OTHERS)
def test_a_list_beside_a_text_does_not_give_it_a_day(others: str) -> None:
    def shown(title: str, *, between: str = "", above: str = "") -> str:
        left = "" if between else f"<div class=l>{others}</div>"
        return f"<div class=p>{left}<div class=r>{above}<h1>{title}</h1>{between}{TEXT}</div></div>"

    assert day(shown(TITLE)) is None
    assert day(shown(TITLE, between=others)) is None
    assert day(shown(TITLE, between=others, above="<div class=d>7 March 2024</div>")) == KNOWN
    for lang, title in NUMBERED:
        assert day(shown(title), lang=lang) == KNOWN


@pytest.mark.parametrize(("lang", "title"), NUMBERED)
def test_a_title_bears_its_number_and_its_day(lang: str, title: str) -> None:
    assert day(f"<div class=a><h1>{title}</h1>{TEXT}</div>", lang=lang) == KNOWN


@pytest.mark.parametrize(
    "title",
    [
        f"COP-29, 7 March 2024, Holm: {ANSWER}",
        f"G-20, 7 March 2024, Holm: {ANSWER}",
        f"Flight 12, 7 March 2024, and after: {ANSWER}",
        f"Resolution no. 2254, 7 March 2024, and after: {ANSWER}",
        f"Decree No. 41/2024, 7 March 2024, and after: {ANSWER}",
    ],
)
def test_the_day_of_what_a_title_speaks_about_is_not_its_own(title: str) -> None:
    assert day(f"<div class=a><h1>{title}</h1>{TEXT}</div>") is None


@pytest.mark.parametrize(
    "line",
    [
        "<a href=/press>Press releases</a> 7 March 2024",
        "<a href=/press>Statements and speeches</a> | <span>7 March 2024</span>",
        "<a href=/2024/03/07>7 March 2024</a>",
    ],
)
def test_a_linked_section_beside_a_day_does_not_make_it_anothers(line: str) -> None:
    assert day(f"<div class=a><div class=k>{line}</div><h1>{TITLE}</h1>{TEXT}</div>") == KNOWN
    assert day(f"<div class=a><h1>{TITLE}</h1><div class=k>{line}</div>{TEXT}</div>") == KNOWN


@pytest.mark.parametrize(
    ("url", "lang", "known"),
    [
        ("https://a.example/en-us/News/Pages/news2024-3-7-3.aspx", "en", KNOWN),
        ("https://a.example/2024/mar/7/ferry", "en", KNOWN),
        ("https://a.example/fa/1402/12/17/ferry", "fa", KNOWN),
        ("https://a.example/fa/1398/12/17/ferry", "fa", "2020-03-07"),
        ("https://a.example/1398/12/17/ferry", "en", None),
        ("https://a.example/resolution2024-3-7", "en", None),
    ],
)
def test_a_day_that_only_the_address_gives(url: str, lang: str, known: str | None) -> None:
    assert day(f"<div class=a><h1>{TITLE}</h1>{TEXT}</div>", url=url, lang=lang) == known
