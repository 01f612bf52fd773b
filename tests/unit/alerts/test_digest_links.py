"""Where a digest leads to: the end of each part, all that it has no room for, our copies; and nowhere without a web service."""

from __future__ import annotations

import lxml.html

from alerts import digest
from alerts.digest_contents import CHANGES
from tests.unit.alerts.weeks import END, START, week


def flat(text: str) -> str:
    return " ".join(text.split())


def test_each_section_and_the_whole_have_an_end_where_there_is_a_service_for_it() -> None:
    with_ends, without = digest.compose(week(5)), digest.compose(week(5, stops={}))
    assert with_ends.html.count("Stop this section") == with_ends.text.count("Stop this section:") == 4
    assert with_ends.html.count("Stop this digest") == 1
    assert "Stop this" not in without.html + without.text


LISTS = {"": "https://d.example/all", "syria": "https://d.example/all/s/syria", CHANGES: "https://d.example/all/changes"}  # fmt: skip


def links_in(html: str) -> dict[str, list[str]]:
    """The addresses of the links in a page, by their words."""
    found: dict[str, list[str]] = {}
    for link in lxml.html.fromstring(html).iter("a"):
        found.setdefault(" ".join(link.text_content().split()), []).append(link.get("href"))
    return found


def test_what_a_mail_has_no_room_for_is_a_link_away_where_there_are_pages() -> None:
    made = digest.compose(week(500, lists=LISTS, manage="https://d.example/m"))
    links = links_in(made.html)
    assert links["Resolution 2254"] == [LISTS["syria"]], "the head of a section leads to all of it"
    (more,) = [words for words in links if words.endswith("more in the archive")]
    assert links[more] == [LISTS["syria"]], "the other sections have no page"
    assert links["Say what was relevant"] == [LISTS["syria"], LISTS[""]]
    assert links["Manage what you get"] == ["https://d.example/m"]
    assert links["3 other edits: 2 of spelling, 1 of wording"] == [LISTS[CHANGES]]
    number = more.split()[1]
    assert f"and {number} more; all of them, and to say what was relevant: {LISTS['syria']}" in flat(
        made.text
    )
    assert f"Manage what you get: https://d.example/m Stop this digest: {week(1).stops['']}" in flat(
        made.text
    )
    plain = digest.compose(week(500))
    assert "more in the archive" in plain.html
    assert "relevant" not in plain.html + plain.text
    assert not [words for words in links_in(plain.html) if "more" in words or words == "Resolution 2254"]


def test_each_statement_can_be_marked_where_there_is_room_for_the_links() -> None:
    made = digest.compose(week(20, lists=LISTS))
    marks = links_in(made.html)["Relevant?"]
    assert f"{LISTS['']}?at=6#s6" in marks
    syria = [statement.version.statement for statement in week(20).sections[0].statements]
    assert {link for link in marks if "/s/" in link} == {f"{LISTS['syria']}?at={n}#s{n}" for n in syria}
    assert "Relevant?" not in links_in(digest.compose(week(500, lists=LISTS)).html), (
        "a statement is worth more than a link beside it"
    )


def test_our_copies_are_linked_where_there_are_pages_for_them() -> None:
    made = digest.compose(week(1, copies={1: "https://desk.example/s/1?k=a&w=b"}))
    assert "https://desk.example/s/1?k=a&amp;w=b" in made.html
    assert "Our copy: https://desk.example/s/1?k=a&w=b" in made.text


def test_the_mail_of_each_recipient_gets_their_own_links() -> None:
    made = digest.compose(week(2))
    found = digest.messages(
        made, subscription="weekly", start=START, end=END, recipients=["a@x.example", "b@x.example"],
        domain="desk.example", key=b"k", letter="whole", digest=3,
        own=lambda recipient: {
            stand_in: f"https://desk.example/u/{recipient[0]}-{section}?a&b"
            for section, stand_in in week(2).stops.items()
        },
        unsubscribe=lambda recipient: f"https://desk.example/u/{recipient[0]}-?a&b",
    )  # fmt: skip
    assert "html" not in found[0].payload, "what all get is kept once"
    for message, letter in zip(found, "ab", strict=True):
        whole = digest.filled(message.payload, made.letter())
        assert whole["headers"] == {
            "List-Unsubscribe": f"<https://desk.example/u/{letter}-?a&b>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        assert set(whole) == {"subject", "html", "text", "images", "message_id", "headers"}
        assert f"https://desk.example/u/{letter}-syria?a&amp;b" in str(whole["html"])
        assert f"https://desk.example/u/{letter}-syria?a&b" in str(whole["text"])
        assert "stop.example" not in f"{whole['html']}{whole['text']}"
