"""What a reader of alert mails thinks of one, as their own link lets them say."""

from __future__ import annotations

import pytest
from lxml import html

from pipeline.linking import Links
from tests.service.web.pages import Site


def answers(site: Site, person: str) -> list[tuple[int, str, bool, str]]:
    return [
        (row.statement, row.watch, row.relevant, row.via)
        for row in site.archive.feedback.rows(person=f"mail:{person}")
    ]


def test_a_reader_is_asked_answers_and_answers_again(site: Site) -> None:
    link = site.links.feedback(1, "restraint", "ana@x.example")
    asked = html.fromstring(site.get(link).text)
    said = " ".join(asked.text_content().split())
    assert "Asked about the alerts of “Calls for restraint”." in said
    assert "kept for ana@x.example" in said
    assert "“France urges restraint.”" in said
    assert "You said" not in said
    assert asked.xpath("//h3/a/@href") == [site.links.archived(1, 2)]
    assert answers(site, "ana@x.example") == []
    for body, now in (("relevant=no", False), ("relevant=yes", True), ("relevant=yes", True)):
        answer = site.post(link, body)
        assert answer.status == 200
        assert f"You said: {'relevant' if now else 'not relevant'}." in answer.text
        assert answers(site, "ana@x.example") == [(1, "restraint", now, "mail")]
    assert "You said: relevant." in site.get(link).text


def test_an_answer_is_about_one_statement_one_watch_and_one_reader(site: Site) -> None:
    site.post(site.links.feedback(1, "restraint", "one@x.example"), "relevant=yes")
    site.post(site.links.feedback(1, "", "one@x.example"), "relevant=no")
    site.post(site.links.feedback(1, "restraint", "two@x.example"), "relevant=no&statement=2&watch=w")
    assert answers(site, "one@x.example") == [(1, "restraint", True, "mail"), (1, "", False, "mail")]
    assert answers(site, "two@x.example") == [(1, "restraint", False, "mail")]


def test_a_forged_link_and_a_statement_that_is_none_are_not_found(site: Site) -> None:
    token = site.links.feedback(1, "restraint", "victim@x.example").rpartition("/")[2]
    payload, _, signature = token.rpartition(".")
    other = site.links.feedback(2, "restraint", "victim@x.example").rpartition(".")[2]
    stranger = Links(base="https://x.example", secret="another").feedback(1, "restraint", "victim@x.example")
    for made in (
        token[:-1], payload, f"{payload}.{other}", f"{payload}.{signature}x", stranger.rpartition("/")[2], "x",
        "a" * 5000, site.links.feedback(999, "restraint", "victim@x.example").rpartition("/")[2],
    ):  # fmt: skip
        assert site.get(f"/f/{made}").status == 404, made
        assert site.post(f"/f/{made}", "relevant=yes").status == 404, made
    assert answers(site, "victim@x.example") == []


@pytest.mark.parametrize(("body", "status"), [("", 400), ("relevant=perhaps", 400), ("a" * 20_000, 413)])
def test_a_post_that_says_nothing_keeps_nothing(site: Site, body: str, status: int) -> None:
    answer = site.post(site.links.feedback(1, "restraint", "quiet@x.example"), body)
    assert (answer.status, "Nothing was changed" in answer.text) == (status, True)
    assert answers(site, "quiet@x.example") == []
