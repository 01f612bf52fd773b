"""Each recipient's own addresses in a letter that all get: theirs and nobody else's, and no mail larger than the letter was."""

from __future__ import annotations

import re
from dataclasses import replace

from alerts import digest
from alerts.digest import MAX_HTML
from pipeline.linking import Links, Sent
from pipeline.ownpages import OwnPages
from tests.unit.alerts.weeks import week

LINKS = Links(base="https://desk.example.org/communique", secret="a-secret-of-the-tests")
PEOPLE = (
    "a@x.example",
    "somebody.with.a.longer.name@ministry-of-foreign-affairs.example.org",
    f"{'ab' * 31}@{'xyz.' * 40}org",
)


def own(name: str = "weekly|1") -> OwnPages:
    return OwnPages(
        LINKS,
        subscription="weekly",
        sections=("syria", "warnings", "rtl", "none"),
        recipients=PEOPLE,
        key=b"k",
        name=name,
    )


def test_a_letter_is_filled_with_each_recipients_own_addresses_and_never_grows() -> None:
    for count in (5, 60, 400):
        letter = digest.compose(own().put_into(replace(week(count), stops={})))
        assert len(letter.html.encode()) <= MAX_HTML
        for person in PEOPLE:
            whole = digest.filled({"own": own().of(person, 123_456)}, letter.letter())
            page, text = str(whole["html"]), str(whole["text"])
            assert "recipient.invalid" not in page + text
            assert len(page) <= len(letter.html)
            tokens = set(re.findall(r"/d/([\w.-]+)", page + text))
            assert {LINKS.sent(token) for token in tokens} == {Sent(number=123_456, recipient=person)}
            assert {LINKS.manager(token) for token in re.findall(r"/m/([\w.-]+)", page + text)} == {person}
            ends = [LINKS.subscription(token) for token in re.findall(r"/u/([\w.-]+)", page)]
            assert {(end.recipient, end.section) for end in ends if end} == {
                (person, section) for section in ("", "syria", "warnings", "rtl", "none")
            }


def test_what_stands_in_is_found_in_one_digest_alone_and_is_the_beginning_of_no_other() -> None:
    stand_ins = [*own().of(PEOPLE[0], 1), *own("weekly|2").of(PEOPLE[0], 1)]
    assert len(set(stand_ins)) == len(stand_ins) == 14
    assert not [one for one in stand_ins for other in stand_ins if one != other and other.startswith(one)]
