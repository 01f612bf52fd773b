"""What a page says besides its text: last edit, documents, other languages, form, speaker; and what a file of unknown shape is."""

from __future__ import annotations

import pytest

from spiders.extract.feed_tail import without_tail
from spiders.extract.reading import article, sniff
from spiders.extract.titles import is_section
from statements.labels import Kind, Verdict
from statements.model import Alternate, Attachment, Draft, RawDate
from tests.pdf_files import column, pdf

URL = "https://ministry.example/news/statement"
TEXT = "<p>The Ministry condemns the attack on the town and calls on all parties to protect its people.</p>"


def draft(body: str, head: str = "") -> Draft:
    html = f"<html lang='en'><head><title>On the attack</title>{head}</head><body><main>{body}</main></body></html>"
    (found,) = article(None, html.encode(), url=URL, content_type=None).drafts
    return found


def test_the_last_edit_is_kept_apart_from_the_publication() -> None:
    head = "<meta property='article:modified_time' content='2026-11-05'><meta property='article:published_time' content='2026-11-01'>"
    found = draft(f"<h1>On the attack</h1><p class='d'>Last updated: 6 November 2026</p>{TEXT}", head)
    assert found.dates == (RawDate(raw="2026-11-01", origin="meta"),)
    assert [(date.raw, date.origin) for date in found.modified] == [
        ("2026-11-05", "meta"),
        ("6 November 2026", "dateline"),
    ]


def test_documents_of_the_text_and_not_of_the_frame() -> None:
    body = f"<h1>On the attack</h1>{TEXT}<ul><li><a href='/f/annex.pdf'>Annex</a></li><li><a href='x?file=list.docx'>List</a></li></ul>"
    found = draft(f"{body}</main><footer><a href='/privacy.pdf'>Privacy</a></footer><main>")
    assert found.attachments[0] == Attachment(
        url="https://ministry.example/f/annex.pdf", title="Annex", media_type="application/pdf"
    )
    assert [document.title for document in found.attachments] == ["Annex", "List"]


def test_the_same_text_in_other_languages() -> None:
    head = (
        "<link rel='alternate' hreflang='fr-FR' href='/fr/x'><link rel='alternate' hreflang='x-default' href='/x'>"
        f"<link rel='alternate' hreflang='en' href='{URL}'>"
    )
    assert draft(f"<h1>On the attack</h1>{TEXT}", head).alternates == (
        Alternate(language="fr", url="https://ministry.example/fr/x"),
    )


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Joint statement", Kind.JOINT_STATEMENT),
        ("Pressemitteilung", Kind.PRESS_RELEASE),
        ("Заявление", Kind.STATEMENT),
        ("رئيس", None),
    ],
)
def test_the_form_that_a_label_beside_the_title_names(label: str, kind: Kind | None) -> None:
    assert draft(f"<p class='kicker'>{label}</p><h1>On the attack</h1>{TEXT}").kind is kind


def test_a_field_for_the_speaker_and_his_office_and_no_web_editor() -> None:
    found = draft(f"<h1>On the attack</h1><p>Delivered by: Anna Kell, Minister of Foreign Affairs</p>{TEXT}")
    assert (found.speaker, found.role) == ("Anna Kell", "Minister of Foreign Affairs")
    assert draft(f"<h1>On the attack</h1>{TEXT}", "<meta name='author' content='webadmin'>").speaker is None


def test_a_file_of_unknown_shape_is_told_by_what_it_holds() -> None:
    sitemap = b"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://ministry.example/a</loc></url></urlset>"
    assert [found.url for found in sniff(sitemap, "", None).drafts] == ["https://ministry.example/a"]
    assert (
        sniff(
            pdf([(72, 790, 18, "A statement"), *column("The Chair thanks all who came to the meeting.")]),
            "",
            None,
        ).verdict
        is Verdict.OK
    )
    broken = sniff(b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "ht', "", None)
    assert broken.verdict is Verdict.PARSE_ERROR and "JSON" in (broken.reason or "")


def test_a_list_is_not_read_as_one_statement_and_a_statement_beside_a_list_is() -> None:
    items = "".join(
        f"<li><a href='/news/{day}'>Minister Kell speaks about the road to the town {day}</a> <span>{day} November 2026</span></li>"
        for day in range(10, 18)
    )
    listing = f"<html><head><title>News</title></head><body><main><h1>News</h1><ul class='l'>{items}</ul></main></body></html>"
    assert len(sniff(listing.encode(), "https://ministry.example/news", None).drafts) == 8
    both = f"<html><head><title>On the attack</title></head><body><main><h1>On the attack</h1>{TEXT * 6}</main><aside><ul>{items}</ul></aside></body></html>"
    (found,) = sniff(both.encode(), URL, None).drafts
    assert found.title == "On the attack"


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("News", True),
        ("Category: Press releases", True),
        ("Speeches 2001", True),
        ("发言人表态_外交部", True),
        ("Statement on Sarn | MFA", False),
        ("", True),
    ],
)
def test_titles_of_sections(title: str, section: bool) -> None:
    assert is_section(title) is section


def test_a_comment_before_the_date_is_passed_over() -> None:
    found = draft(
        f"<h1>On the attack</h1><p class='d'><!-- date --><time datetime='2026-11-01'>1 Nov</time></p>{TEXT}"
    )
    assert found.dates[0] == RawDate(raw="2026-11-01", origin="time")


def test_control_characters_in_a_page_are_no_obstacle() -> None:
    found = draft(f"<h1>On the attack</h1>\x01<div class='share'>Share</div>&#2;&#x1F;{TEXT}\x1f")
    assert found.body.startswith("The Ministry condemns")


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("Statement by the spokesperson of the ministry", None, "spokesperson of the ministry"),
        ("Speaker: The Minister of Foreign Affairs", None, "Minister of Foreign Affairs"),
        ("Orateur: le porte-parole du ministère", None, "porte-parole du ministère"),
        ("Orador: la portavoz del Ministerio", None, "portavoz del Ministerio"),
        ("Speaker: Press Office", None, None),
        ("Speaker: Anna Kell", "Anna Kell", None),
        ("Speaker: Minister Anna Kell", "Minister Anna Kell", None),
        ("Speaker: Anna de la Tour", "Anna de la Tour", None),
    ],
)
def test_an_office_is_no_name(line: str, name: str | None, role: str | None) -> None:
    found = draft(f"<h1>On the attack</h1><p>{line}</p>{TEXT}")
    assert (found.speaker, found.role) == (name, role)


@pytest.mark.parametrize(
    ("author", "speaker", "role"),
    [
        ("webmaster", None, None),
        ("Ministry of Foreign Affairs", None, None),
        ("Spokesperson of the Ministry", None, "Spokesperson of the Ministry"),
        ("Anna Kell, Minister", "Anna Kell", "Minister"),
    ],
)
def test_the_author_of_a_feed_is_a_person_or_no_speaker(
    author: str, speaker: str | None, role: str | None
) -> None:
    item = f"<item><title>On the attack</title><link>{URL}</link><author>{author}</author><description>{TEXT}</description></item>"
    rss = f"<rss version='2.0'><channel><title>News</title>{item}</channel></rss>"
    (found,) = sniff(rss.encode(), url=URL, content_type="application/rss+xml").drafts
    assert (found.speaker, found.role) == (speaker, role)


TAIL = "<p>The post <a href='{link}'>On the attack</a> appeared first on <a href='{site}'>Ministry</a>.</p>"


@pytest.mark.parametrize(
    ("after", "cut"),
    [
        (TAIL.format(link=URL, site="https://www.ministry.example/"), True),
        (TAIL.format(link=URL, site="https://www.ministry.example"), True),
        (f"<p>L’article <a href='{URL}'>Attaque</a> est apparu en premier sur <a href='https://ministry.example/'>Ministère</a>.</p>", True),
        ("<p>The post On the attack first appeared on ministry.example.</p>", True),
        (TAIL.format(link=URL, site="https://agency.example/"), False),
        (TAIL.format(link=URL, site="https://www.ministry.example/") + "<p>More.</p>", False),
        ("<p>The report appeared first on Monday.</p>", False),
        ("<p>See <a href='https://ministry.example/'>our page</a> for more.</p>", False),
    ],
)  # fmt: skip
def test_the_line_that_a_blog_adds_under_a_feeds_text_is_cut(after: str, cut: bool) -> None:
    body = without_tail(f"<p>We condemn the attack.</p>{after}", URL)
    assert (body == "We condemn the attack.") is cut
    assert body.startswith("We condemn the attack.")
