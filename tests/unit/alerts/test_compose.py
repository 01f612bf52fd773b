"""What a Slack alert says, and that no statement can make it say anything else."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts import compose, slack_blocks, slack_reading, slack_resend
from alerts.mrkdwn import escape, link
from alerts.slack_room import ROOMS
from demo.slack_limits import refusal_of
from statements.issuers import is_issuer, issuer_name
from statements.labels import ActorRole, Kind, Precision, Rank, Stance, Topic
from statements.model import Actor, Published, Reading, Speaker, Version
from tests.unit.alerts.examples import NOW, QUOTE, reading, version

OUR_LINK = re.compile(r"<https?://[^<>|\s]+\|[^<>]*>")


def alert(v: Version | None = None, r: Reading | None = None, **changes: Any) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "watch_names": ["Syria"],
        "queries": ["resolution:2254"],
        "version": v or version(),
        "reading": r or reading(),
        "revised": False,
        "demo": False,
    }
    return dict(compose.alert(**{**arguments, **changes}))


BEGINNINGS = {
    "Re-issue of ": "reissue",
    **dict.fromkeys(
        ("Follows up on ", "Another capital", "A copy of ", "The same text as ", "Put beside "), "belongs"
    ),
    ":new: ": "news",
    "Signed by ": "signed",
    "*Edited since": "since",
    "*Withdrawn since": "since",
    ">": "edited",
    **dict.fromkeys(("Spoken by ", "Cites ", "Names ", "Addressee "), "facts"),
    **dict.fromkeys(("Matched ", "No longer matches ", "No watch "), "why"),
    "<https://mfa.example/statements/7?a=1&amp;b=2|Original>": "links",
}
"""How lines begin that share a block with others, and what they are."""


def texts(payload: Mapping[str, Any]) -> dict[str, str]:
    """What each block says by its id, lines that share one by what they are, and the fallback under ``text``."""
    found = {"text": str(payload["text"])}
    for block in payload.get("blocks", ()):
        if block["type"] in ("section", "context"):
            holder = block["elements"][0] if block["type"] == "context" else block["text"]
            what, lines = block["block_id"], defaultdict(list)
            for number, line in enumerate(holder["text"].split("\n")):
                if number:
                    what = next((name for begin, name in BEGINNINGS.items() if line.startswith(begin)), what)
                lines[what].append(line)
            found |= {name: "\n".join(said) for name, said in lines.items()}
    return found


def test_an_alert_says_who_what_when_and_why() -> None:
    said = texts(alert())
    assert said["source"] == ":flag-fr: *France* · joint statement · 1 Dec 2024 22:04 UTC · French"
    assert said["title"] == "*<https://mfa.example/statements/7?a=1&amp;b=2|Joint statement on Syria>*"
    assert said["quote-1"] == f">“{QUOTE}”\nde-escalation, civilian-protection"
    assert said["quote-2"] == ">“All must let aid pass.”\ndemand"
    assert said["labels"] == (
        "*de-escalation* 0.93, *demand* 0.71 · civilian-protection 0.88, unsc-2254 · "
        "rung 0: takes no step against anyone"
    )
    assert said["facts"] == (
        "Cites UNSC 2254 · Names Syria (urged), Russia · "
        "Addressee unspecified: no party is named as responsible"
    )
    assert said["signed"] == "Signed by France, Germany, United Kingdom, United States"
    assert said["why"] == "Matched watch “Syria” (resolution:2254)"
    assert said["text"] == "De-escalation · France: Joint statement on Syria (1 Dec 2024 22:04 UTC)"


def test_the_sentence_that_a_watch_asked_for_stands_first_and_every_label_has_its_sentence() -> None:
    said = texts(alert(queries=["stance:demand OR rung:>=7"]))
    assert said["quote-1"] == ">“All must let aid pass.”\ndemand"
    assert said["quote-2"] == f">“{QUOTE}”\nde-escalation, civilian-protection"


def test_a_label_given_with_doubt_says_so_wherever_it_stands() -> None:
    said = texts(alert(r=reading(unsure=("de-escalation", "unsc-2254"))))
    assert said["quote-1"] == f">“{QUOTE}”\nde-escalation (unsure), civilian-protection"
    assert said["labels"].startswith(
        "*de-escalation* 0.93 (unsure), *demand* 0.71 · civilian-protection 0.88, unsc-2254 (unsure) · "
    )
    assert said["text"].startswith("De-escalation (unsure) · France: ")
    asked = texts(alert(r=reading(unsure=("demand",)), queries=["unsure:demand"]))
    assert asked["quote-1"] == ">“All must let aid pass.”\ndemand (unsure)"


@pytest.mark.parametrize(
    ("speaker", "shown"),
    [
        (Speaker(rank=Rank.MINISTER, role="Minister <of> Foreign Affairs", name="Ana *Ruiz*"),
         "Spoken by Ana ∗Ruiz∗, Minister &lt;of&gt; Foreign Affairs · "),
        (Speaker(rank=Rank.SPOKESPERSON, role="porte-parole"), "Spoken by porte-parole · "),
        (Speaker(rank=Rank.HEAD, name="Ana Ruiz"), "Spoken by Ana Ruiz · "),
        (Speaker(rank=Rank.MINISTRY), "Spoken by ministry · "),
        (Speaker(rank=Rank.HEAD, name="\u202e", role="President & " * 40), "Spoken by President &amp; "),
        (None, "Cites UNSC "),
    ],
)  # fmt: skip
def test_who_speaks_is_said_first_of_the_facts(speaker: Speaker | None, shown: str) -> None:
    facts = texts(alert(r=reading(speaker=speaker)))["facts"]
    assert facts.startswith(shown)
    assert len(facts.partition(" · ")[0]) <= len("Spoken by ") + ROOMS[0].phrase


@pytest.mark.parametrize(
    ("target", "phrase", "shown"),
    [
        ("unspecified", "all parties", "Addressee unspecified (“all parties”): no party is named as responsible"),
        ("unspecified", "<!here>\u202e \nall", "Addressee unspecified (“&lt;!here&gt; all”): no party is named"),
        ("unspecified", "\u200b", "Addressee unspecified: no party is named as responsible"),
        ("unspecified", "x " * 90, f"Addressee unspecified (“{'x ' * 49}x…”): no party"),
        ("named", None, "Addressee named"),
    ],
)  # fmt: skip
def test_those_meant_are_named_or_the_words_for_them_are(target: str, phrase: str | None, shown: str) -> None:
    facts = texts(alert(r=reading(target=target, target_phrase=phrase)))["facts"]
    assert facts.partition("Russia · ")[2].startswith(shown)


def test_without_a_target_nothing_is_said_of_one() -> None:
    assert "ddressee" not in texts(alert(r=reading(target=None)))["facts"]


def test_all_watches_that_matched_are_named() -> None:
    said = texts(
        alert(watch_names=["Syria", "Restraint"], queries=["resolution:2254", "stance:de-escalation"])
    )
    assert said["why"] == "Matched watches “Syria” (resolution:2254), “Restraint” (stance:de-escalation)"


def test_an_undated_statement_says_so_and_when_it_was_seen() -> None:
    undated = version(published=Published(precision=Precision.UNKNOWN, raw="soon", reason="not a date"))
    assert "undated, first seen 1 Dec 2024 22:04 UTC" in texts(alert(undated))["source"]


def test_a_date_without_a_time_is_given_no_time() -> None:
    dated = version(published=Published(precision=Precision.DAY, day=NOW.date(), zone="Europe/Paris"))
    assert " · 1 Dec 2024 · " in texts(alert(dated))["source"]


def test_an_organisation_has_its_name_and_no_flag() -> None:
    assert not texts(alert(version(issuer="OSCE")))["source"].startswith(":flag")


def test_a_revision_says_what_changed() -> None:
    before = reading(stances=(Stance.CONCERN,), rung=2)
    said = texts(alert(version(n=2), reading(rung=5), revised=True, previous=before))
    assert said["source"].startswith("*Revised* · version 2, seen 1 Dec 2024 22:04 UTC · ")
    assert (
        said["changed"] == "Changed: stance: concern → de-escalation, demand\nrung: voices concern → condemns"
    )
    assert said["text"].startswith("Revised: De-escalation · France: ")


def test_demo_data_is_marked_in_the_blocks_and_in_the_fallback() -> None:
    said = texts(alert(demo=True))
    assert said["demo"].startswith("*DEMO*")
    assert said["text"].startswith("[demo] ")


def test_neutral_without_a_quote_is_still_a_whole_message() -> None:
    plain = Reading(model="m1", stances=(Stance.NEUTRAL,), primary=Stance.NEUTRAL, topics=(), rung=0)
    payload = alert(r=plain)
    assert not [name for name in texts(payload) if name.startswith("quote")]
    assert refusal_of("C1", payload) is None


def test_a_long_title_is_cut_between_words() -> None:
    said = texts(alert(version(title="considers the situation grave " * 40)))
    assert said["title"].endswith(("grave…>*", "situation…>*", "the…>*", "considers…>*"))
    assert len(said["text"]) <= compose.FALLBACK
    assert said["text"].endswith("… (1 Dec 2024 22:04 UTC)")


def test_a_statement_without_a_title_says_so() -> None:
    said = texts(alert(version(title=" \u200b ")))
    assert "|(untitled)>" in said["title"]
    assert said["text"] == "De-escalation · France: (untitled) (1 Dec 2024 22:04 UTC)"


def test_forty_signatories_are_all_named_once() -> None:
    codes = tuple(f"{a}{b}" for a in "ABCDE" for b in "KLMNOPQR")
    named = [issuer_name(code) if is_issuer(code) else code for code in codes]
    assert texts(alert(r=reading(signatories=codes)))["signed"] == f"Signed by {', '.join(named)}"


def test_who_signs_is_not_named_a_second_time() -> None:
    actors = (
        Actor(name="France"),
        Actor(name="United Kingdom", role=ActorRole.BLAMED),
        Actor(name="Israel"),
        Actor(name="HTS"),
    )
    facts = texts(alert(r=reading(signatories=("FR", "GB", "US"), actors=actors)))["facts"]
    assert "Names United Kingdom (blamed), Israel, HTS" in facts, (
        "and of the United Kingdom more than that it signs"
    )


def test_right_to_left_text_keeps_its_letters_and_loses_only_the_controls() -> None:
    said = texts(alert(version(title="\u202eبيان مشترك\u202c \u2067نمی\u200cخواهیم\u2069", language="fa")))
    assert "بيان مشترك نمی\u200cخواهیم" in said["title"]
    assert "Persian" in said["source"]


def test_a_title_can_neither_ping_nor_link_nor_format() -> None:
    hostile = "<!channel> <@U1> <https://evil.example|mfa> *bold* _it_ ~no~ `code` :warning: &lt; snake_case 10:30:45"
    title = texts(alert(version(title=hostile)))["title"]
    label = title.partition("|")[2]
    assert "&lt;!channel&gt; &lt;@U1&gt;" in label
    assert "∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ ∶warning: &amp;lt; snake_case 10:30:45" in label
    assert all(
        block["elements"][0]["verbatim"] if block["type"] == "context" else block["text"]["verbatim"]
        for block in alert()["blocks"]
    )


def test_only_web_addresses_become_links() -> None:
    for url in (
        "javascript:alert(1)",
        "https://a.example/<b>",
        "https://a.example/ b",
        "ftp://a.example/x",
        "https://\ud800",
        "",
    ):
        assert link(url, "title") == "title"
    assert link("https://a.example/x|y", "t") == "<https://a.example/x%7Cy|t>"
    assert link("https://a.example/" + "x" * 3000, "t") == "t"


hostile = st.text(
    alphabet=st.one_of(st.sampled_from("<>&|*_~`:@!#\u202e\u200b\u2066\x00\n\r \ud800"), st.characters()),
    max_size=600,
)
BLOCK_TEXTS = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
OUR_EDGE = re.compile(r"\u200b(?=\*)|(?<=\*)\u200b")
"""What parts a mark of ours from the letter before or after it."""
OUR_ISOLATE = re.compile(r"\u2068([^\u2066-\u2069]*)\u2069")
"""What keeps the direction of a title to itself."""


@settings(max_examples=150, deadline=None)
@given(title=hostile, sentence=hostile, name=hostile, watch=hostile, url=hostile, code=hostile)
def test_nothing_remote_breaks_out(
    title: str, sentence: str, name: str, watch: str, url: str, code: str
) -> None:
    r = reading(
        evidence={"de-escalation": (sentence,), "demand": (title,), "unsc-2254": (name,)},
        actors=tuple(Actor(name=name, role=ActorRole.BLAMED) for _ in range(15)),
        speaker=Speaker(rank=Rank.MINISTER, role=sentence, name=name),
        target_phrase=title,
        unsure=("demand",),
        signatories=(code,) * 50,
        resolutions=(code,) * 20,
    )
    v = version(title=title, url=f"https://{url}")
    payload = alert(v, r, watch_names=[watch] * 20, queries=[watch] * 20, demo=True)
    for form in (
        payload,
        slack_resend.smaller(payload, 0),
        slack_resend.smaller(payload, 1),
        slack_resend.marked_as_repeat(payload),
    ):
        assert form is not None
        assert refusal_of("C1", form) is None
        blocks = form.get("blocks", [])
        assert isinstance(blocks, list)
        assert len(blocks) <= slack_blocks.MAX_BLOCKS
        assert len(json.dumps(blocks)) <= slack_blocks.MAX_BYTES + 300  # the repeat note comes on top
        for said in texts(form).values():
            outside = OUR_LINK.sub("", said)
            assert "<" not in outside
            assert not re.search(r"&(?!amp;|lt;|gt;)", said)
            assert not BLOCK_TEXTS.search(OUR_EDGE.sub("", OUR_ISOLATE.sub(r"\1", said)))
    assert len(str(payload["text"])) <= compose.FALLBACK


def test_the_largest_statement_stays_within_the_budget() -> None:
    everything = Reading(
        model="m1",
        stances=tuple(Stance),
        primary=Stance.WARNING,
        topics=tuple(Topic),
        rung=8,
        scores=dict.fromkeys((*Stance, *Topic), 0.5),
        evidence={label: (f"{label} " + "& " * 400,) for label in (*Stance, *Topic)},
        kind=Kind.STATEMENT,
        signatories=("&" * 60,) * 60,
        resolutions=("&" * 60,) * 60,
        actors=(Actor(name="&" * 200),) * 60,
        target="unspecified",
        target_phrase="&" * 300,
        speaker=Speaker(rank=Rank.HEAD, role="&" * 200, name="&" * 200),
        unsure=(*Stance, *Topic),
    )
    before = reading(signatories=("<" * 100,) * 40)
    long = version(title="& " * 500, url="https://a.example/" + "&" * 380, n=2)
    payload = alert(long, everything, revised=True, previous=before, watch_names=["&" * 150] * 30)
    said = texts(payload)
    assert sum(len(one) for name, one in said.items() if name != "text") <= slack_blocks.MAX_TEXT
    assert len(json.dumps(payload["blocks"])) <= slack_blocks.MAX_BYTES
    assert {"source", "title", "labels", "why"} <= set(said)
    assert refusal_of("C1", payload) is None


@pytest.mark.parametrize("filling", ["&" * 400, "<&>" * 200, "\U0001f4a3" * 400])
def test_of_eight_long_hostile_sentences_the_last_give_way_first(filling: str) -> None:
    labels = [*list(Stance)[:4], *list(Topic)[:4]]
    greedy = reading(
        stances=tuple(labels[:4]),
        primary=labels[0],
        topics=tuple(labels[4:]),
        evidence={label: (f"{label} {filling}",) for label in labels},
    )
    payload = alert(r=greedy, queries=[f"topic:{labels[-1]}"], watch_names=["Syria"])
    said = texts(payload)
    kept = [name for name in said if name.startswith("quote")]
    assert 1 <= len(kept) < slack_reading.QUOTES
    assert kept == [f"quote-{n}" for n in range(1, len(kept) + 1)]
    assert labels[-1] in said["quote-1"], "what the watch asked for stays"
    assert {"source", "title", "labels", "facts", "why"} <= set(said)
    assert sum(len(one) for name, one in said.items() if name != "text") <= slack_blocks.MAX_TEXT
    assert len(json.dumps(payload["blocks"])) <= slack_blocks.MAX_BYTES
    assert refusal_of("C1", payload) is None


def test_smaller_forms_lose_the_quotes_first_and_then_everything_but_text_and_link() -> None:
    first = slack_resend.smaller(alert(), 0)
    assert first is not None
    assert set(texts(first)) == set(texts(alert())) - {"quote-1", "quote-2"}
    second = slack_resend.smaller(first, 1)
    assert second is not None
    assert second == {"text": f"{texts(first)['text']}\n{texts(first)['title']}"}
    assert slack_resend.smaller(second, 2) is None


def test_a_repeat_says_that_it_may_be_one() -> None:
    marked = slack_resend.marked_as_repeat(alert())
    assert texts(marked)["repeat"].startswith("May repeat an earlier alert")
    assert "may repeat an earlier alert" in texts(marked)["text"]
    assert slack_resend.marked_as_repeat({"text": "t"}) == {"text": "t (may repeat an earlier alert)"}


def test_escaping_folds_white_space_into_one_line() -> None:
    assert escape("a\n> b\u2028c\td") == "a &gt; b c d"
