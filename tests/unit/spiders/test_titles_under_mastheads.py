"""Pages whose first heading names the site or a section of it: the title is what stands nearest above the text, or in the head."""

from __future__ import annotations

import pytest

from spiders.extract.article import article

TITLE = "Minister receives the ambassador of Norland"
SITE = "Foreign Ministry of Sund"
MENU = "<ul>" + "".join(f"<li><a href=/{x}>{x}</a></li>" for x in ("Home", "News", "Policy", "Press Releases", "Contact")) + "</ul>"  # fmt: skip
TEXT = (
    "<p>The Minister spoke today with the ambassador of Norland about trade and the protection of the reefs of both countries.</p>"
    "<p>Both sides agreed to go on with their talks in the coming months and thanked each other for the good work.</p>"
)


def title(body: str, head: str = SITE, *, url: str = "https://mfa.sund.example/foreign-news/8812") -> str:
    page = f"<html lang=en><head><title>{head}</title></head><body>{body}</body></html>"
    (draft,) = article(None, page.encode(), url=url, content_type=None).drafts
    return draft.title


@pytest.mark.parametrize(
    ("masthead", "head"),
    [
        pytest.param(f"<h1><a href=/>{SITE}</a></h1>", TITLE[:-7], id="linked to the home page"),
        pytest.param(f"<h1><a href='https://mfa.sund.example/en'>{SITE}</a></h1>", "News", id="of its language"),
        pytest.param(f"<div class=z><a href=/><img src=l.png></a><h1>{SITE}</h1></div>", f"{SITE} :: News", id="beside the mark"),
        pytest.param(f"<div class=site-title><h1>{SITE}</h1></div>", SITE, id="named so"),
        pytest.param("<header><h1>Republic of Sund Online</h1></header>", SITE, id="in the frame of the page"),
        pytest.param("<h1>Ministry of Islands</h1>", "Ministry of Islands", id="an office over the menu"),
        pytest.param("<h1>MFA</h1>", "News", id="the host's name"),
    ],
)  # fmt: skip
def test_the_name_of_the_site_is_no_title(masthead: str, head: str) -> None:
    assert title(f"{masthead}{MENU}<h2 class=news>{TITLE}</h2>{TEXT}", head) == TITLE


@pytest.mark.parametrize(("home", "path"), [("/", "/2026/01/27/talks/"), ("/voices/", "/voices/2026/01/27/talks/")])  # fmt: skip
def test_the_title_is_a_link_to_itself_under_the_linked_name_of_a_blog(home: str, path: str) -> None:
    body = f"<h1><a href={home}>Voices of Sund</a></h1><p>On law and islands</p><h3><a href={path}>{TITLE}</a></h3>{TEXT}"
    head = f"Voices of Sund » Blog Archive » {TITLE}"
    assert title(body, head, url=f"https://mfa.sund.example{path}") == TITLE


def test_what_a_system_calls_a_file_is_no_title() -> None:
    head = "Ministry of Sund</title><meta property=og:title content='minister-norland-talks-winter'><title>"
    body = f"<div class='outer outer--nav'>{MENU}<main><h1>{TITLE}</h1>{TEXT}</main></div>"
    assert title(body, head) == TITLE


def test_a_section_and_a_hidden_mark_beside_the_title_are_no_part_of_it() -> None:
    heading = f"<h1><span>NORTH</span> <span><b>{TITLE}</b><i>.</i></span></h1>"
    assert title(f"{heading}{TEXT}", f"{TITLE} - Sund") == TITLE


def test_a_title_over_a_menu_is_one() -> None:
    assert title(f"<h1>{TITLE}</h1>{MENU}{TEXT}", TITLE) == TITLE


@pytest.mark.parametrize(
    "heading", ["Press Releases", "Our News", "Foreign News", "Diary", "Press release No. 14/2026"]
)
def test_the_name_of_a_section_or_a_number_is_no_title(heading: str) -> None:
    assert title(f"{MENU}<h1>{heading}</h1><p>In touch with you</p><h3>{TITLE}</h3>{TEXT}") == TITLE


@pytest.mark.parametrize("block", ["<div class=naslov>{}</div>", "<span id=ctl00_lblTitle>{}</span>", "<p class=tytul>{}</p>"])  # fmt: skip
def test_a_block_named_a_title_is_one(block: str) -> None:
    body = f"<h1>{SITE}</h1>{MENU}<h2>News</h2><table><tr><td>{block.format(TITLE)}</td></tr></table>{TEXT}"
    assert title(body, f"{SITE} - News") == TITLE


@pytest.mark.parametrize(
    "heading",
    [
        "President receives the ambassador of Norland",
        "Note of protest to the Republic of Norland",
        "외교부 장관, 노를란드 외교장관과 전화 통화",
        "Président de la République reçoit",
    ],
)
def test_what_an_office_does_is_no_name_of_an_office(heading: str) -> None:
    fields = "<dl><dt>Day</dt><dd>2026-03-11</dd><dt>Seen</dt><dd>2184</dd><dt>Department</dt><dd>Western Seas</dd></dl>"
    assert (
        title(
            f"<h2>News and views</h2>{MENU}<div><h2>{heading}</h2>{fields}</div>{TEXT}", f"{heading} | {SITE}"
        )
        == heading
    )


def test_labels_of_a_table_are_no_title() -> None:
    fields = "<table><tr><td>Date of the news :</td><td>14/10/2026</td></tr><tr><td>Times it was read</td><td>512</td></tr></table>"
    assert title(f"{MENU}<b>{TITLE}</b>{fields}{TEXT}") == TITLE


def test_a_title_that_only_the_head_and_the_address_give() -> None:
    head = f"News</title><meta property=og:title content='{TITLE} - {SITE}'><meta property=og:site_name content='{SITE}'><title>"
    body = f"{MENU}<h1>What we say</h1><p>One sea, many shores</p>{TEXT}"
    assert title(body, head, url="https://sund.example/minister-receives-ambassador-norland/") == TITLE


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param(f"<div><a href=/><img src=l.png></a><h1>{TITLE}</h1></div>{MENU}<h2>Two hours of talks</h2>{TEXT}", f"{TITLE} | {SITE}", id="in one box with the mark"),
        pytest.param(f"<header><h1>{TITLE}</h1></header>{MENU}<h2>Two hours of talks</h2>{TEXT}", f"{TITLE} | {SITE}", id="in the frame"),
        pytest.param(f"{MENU}<h1>{TITLE}</h1><h2>Talks</h2>{TEXT}<h2>What follows</h2>{TEXT}", SITE, id="over chapters"),
        pytest.param(f"<ul><li><a href=/8812>{TITLE}</a></li></ul>{MENU}<h1>{TITLE}</h1>{TEXT}<h3>Write to us</h3>", SITE, id="in a menu too"),
        pytest.param(f"<h1>{TITLE}</h1><a href='https://x.example/s'>X</a> <a href='#'>Print</a> <a href=/m>Mail</a><h2>Talks</h2>{TEXT}", f"{TITLE} | News", id="over buttons"),
    ],
)  # fmt: skip
def test_a_title_stays_one(body: str, head: str) -> None:
    assert title(body, head) == TITLE


def test_the_name_of_a_section_in_few_signs() -> None:
    text = "<p>今日，外交部长会见了诺兰大使，双方就贸易和珊瑚礁保护等问题交换了意见，并同意在未来几个月继续磋商，感谢彼此的合作。</p>"
    body = f"{MENU}<h1>外事活动</h1><div class=tit>外交部长会见诺兰大使</div>{text}"
    assert title(body, "松德外交部") == "外交部长会见诺兰大使"


LEAD = "<h2>Talks in the capital of Sund</h2>"
BUTTONS = "".join(
    f"<a href='{href}'>{name}</a>"
    for href, name in (
        ("https://facebook.example/s", "Facebook"),
        ("https://x.example/s", "News"),
        ("https://t.example/s", "Home"),
        ("https://w.example/s", "Press"),
        ("/print", "Print"),
        ("mailto:a@x.example", "Mail"),
    )
)
BREADCRUMB = "<ol class=breadcrumb>" + "".join(f"<li><a href=/{x}>{x}</a></li>" for x in ("Home", "Media", "Press", "News")) + "</ol>"  # fmt: skip
OG = f"{TITLE} | {SITE}</title><meta property=og:title content='{TITLE}'><title>"


@pytest.mark.parametrize("head", [SITE, "News", f"{TITLE} - News", "Sund Online"])
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<div class=page-header><a href=/><i class=fa></i></a><h1>{TITLE}</h1></div>{LEAD}", id="beside an icon of home"),
        pytest.param(f"<div><a href=/><i class=fa></i></a><h1>{TITLE}</h1></div><p class=lead>Talks in the capital of Sund</p>", id="over a lead"),
        pytest.param(f"<h1 class=text-brand>{TITLE}</h1>{LEAD}", id="in the colour of a brand"),
        pytest.param(f"<h1 class='brand-primary with-logo'>{TITLE}</h1>{LEAD}", id="beside a logo"),
        pytest.param(f"<h1>{TITLE}</h1>{BUTTONS}{LEAD}", id="over buttons to share it"),
        pytest.param(f"<h1>{TITLE}</h1>{BREADCRUMB}{LEAD}", id="over its path"),
        pytest.param(f"<h1>{TITLE}</h1>{MENU}{LEAD}", id="over the menu"),
        pytest.param(f"<div class=post><header class=entry-header><h1>{TITLE}</h1></header>", id="in a header of its post"),
        pytest.param(f"<header><h1>{TITLE}</h1></header>{LEAD}", id="in a header without a menu"),
        pytest.param(f"<table><tr><td>5 November 2024</td><td>{TITLE}</td></tr></table>", id="in a table behind its day"),
        pytest.param(f"<table><tr><td>{TITLE}</td><td>5 November 2024</td></tr></table>", id="in a table before its day"),
        pytest.param(f"<table><tr><td>Menu</td><td><b>{TITLE}</b><br>{TEXT}</td></tr></table>", id="in a table that sets out the page"),
        pytest.param(f"<div class=rubrik>Foreign policy and talks in Sund</div><div><b>{TITLE}</b></div>", id="under a kicker"),
        pytest.param(f"<div class=newsTitle>Latest activities of the Minister</div><div><b>{TITLE}</b></div>", id="under the name of a block"),
    ],
)  # fmt: skip
def test_a_title_of_an_ordinary_page(body: str, head: str) -> None:
    assert title(body + TEXT, head) == TITLE


@pytest.mark.parametrize("name", ["text-brand", "brand-primary", "site-title"])
def test_a_heading_that_the_head_gives_too_names_no_site(name: str) -> None:
    assert title(f"<h1 class={name}>{TITLE}</h1>{LEAD}{TEXT}", OG) == TITLE


@pytest.mark.parametrize("heading", ["Lebanon ceasefire", "Sea of Norland", "外交部声明"])
def test_a_short_title_over_a_long_one(heading: str) -> None:
    assert (
        title(
            f"<h1>{heading}</h1><h2>The Minister's remarks at the Security Council on the Sea of Norland</h2>{TEXT}"
        )
        == heading
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<h1><a href=/><img alt=Sund></a></h1><h2>News</h2><h3 class=cont_tit>Press releases</h3><div><dl><dt class=tit>{TITLE}</dt><dd><ul><li><b>Office</b> <span>Spokesperson</span></li><li><b>Written by</b> <span>Web desk</span></li><li><b>Day</b> <span>2026-10-12</span></li><li><b>Seen</b> <span>4,021</span></li><li><b>Files</b> <a href=/f>talks.pdf</a></li></ul></dd><dd class=share>Share: <a href=/x>X</a> <a href=javascript:print()>Print</a></dd><dd>Open to all, no conditions</dd></dl></div>", id="in a list of fields"),
        pytest.param(f"<span class=tit>Comunicado de prensa</span><table><tr><td>C-044/26</td><td>List</td></tr></table><b class=tit>{TITLE}</b><br><br>", id="under the name of its section"),
        pytest.param("<center><b>OFFICE OF THE MINISTER</b></center><hr><center><font size=4><b>MINISTER RECEIVES THE<br>AMBASSADOR OF NORLAND</b></font></center>", id="in two lines"),
        pytest.param(f"<div class=ntt>{TITLE}</div><img src=p.jpg alt=''><div class=nph>During the talks in the great hall</div>", id="over a picture and what it shows"),
        pytest.param(f"<img src=p.jpg alt=''><div class=ntt>{TITLE}</div>", id="under a picture"),
        pytest.param(f"<p>{TITLE}</p><p>Republic of Great Sund</p>", id="over the name of the state"),
    ],
)  # fmt: skip
def test_a_title_that_is_no_heading(body: str) -> None:
    assert title(f"<div>{body}</div><div>{TEXT}</div>").casefold() == TITLE.casefold()


def test_a_title_in_two_lines_whose_first_is_read_as_a_sentence() -> None:
    """ "Hon. Prime" reads like the end of a sentence; the day under the title and the text are found below its second line."""
    first, second = (
        "Address to the Nation by the Hon. Prime Minister",
        "on the Occasion of the Anniversary of the Ports",
    )
    set_in_lines = f"<p align=center><b>{first}<br>{second}</b></p><p align=center><i>Broadcast on 8 September 2026</i></p>"
    page = f"<html lang=en><head><title>Office of the Prime Minister</title></head><body><table><tr><td>{set_in_lines}{TEXT}</td></tr></table></body></html>"
    (draft,) = article(None, page.encode(), url="https://pm.example/speeches/p40", content_type=None).drafts
    assert draft.title == f"{first} {second}"
    assert [found.raw for found in draft.dates] == ["Broadcast on 8 September 2026"]
    assert first not in draft.body
    assert second not in draft.body
