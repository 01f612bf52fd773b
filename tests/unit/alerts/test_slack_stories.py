"""Heads, replies and edits of a story in Slack: short, complete, within limits whatever the statements contain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts import compose, slack_blocks, slack_head, slack_resend
from alerts.announcement import Announcement, What
from alerts.forms import payload as form
from alerts.highlight import bold
from alerts.mrkdwn import link
from alerts.slack_buttons import Buttons
from config.watches import Watch
from demo.slack_limits import refusal_of
from statements.labels import Basis, Grade, Novelty, Part, Stance
from statements.model import Reading, Version
from statements.story import Joined, Member, News, Story
from tests.unit.alerts.examples import NOW, QUOTE, reading, version
from tests.unit.alerts.test_compose import texts

PARIS = ZoneInfo("Europe/Paris")
SIGNED = Buttons(secret="s3cret")
SENTENCES = {"de-escalation": (QUOTE,), "demand": ("Let aid pass.",), "unsc-2254": ("Talks must begin.",)}
FOUR = ("FR", "DE", "GB", "US")


def member(
    statement: int,
    issuer: str,
    *,
    basis: Basis = Basis.JOINT,
    minutes: int = 0,
    signatories: tuple[str, ...] = FOUR,
    withdrawn: bool = False,
    **changes: Any,
) -> Member:
    seen = NOW + timedelta(minutes=minutes)
    joined = Joined(
        story=7,
        basis=basis,
        beside=None if basis is Basis.FOUNDER else 7,
        because=() if basis is Basis.FOUNDER else ("the same signatories", "<!here>"),
    )
    values = {
        "id": statement + 100,
        "statement": statement,
        "issuer": issuer,
        "first_seen": seen,
        "seen": seen,
    }
    return Member(
        version=version(**{**values, **changes}),
        reading=reading(signatories=signatories),
        joined=joined,
        withdrawn=withdrawn,
    )


FOUNDER = member(7, "FR", basis=Basis.FOUNDER)
STORY = Story(
    id=7,
    members=(
        FOUNDER,
        member(8, "DE", minutes=4, signatories=(*FOUR, "IT")),
        member(9, "US", minutes=90),
        member(10, "PL", basis=Basis.FOLLOW_UP, minutes=24 * 60, signatories=()),
    ),
)


def write(kind: Any, one: Member, **changes: Any) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "watch_names": ["Syria"],
        "queries": ["resolution:2254"],
        "version": one.version,
        "reading": one.reading,
        "revised": False,
        "demo": False,
        "story": STORY,
        "zone": PARIS,
    }
    return dict(kind(**{**arguments, **changes}))


def test_a_head_names_every_capital_and_when_it_came() -> None:
    first = write(compose.alert, FOUNDER, story=Story(id=7, members=(FOUNDER,)))
    assert "story" not in texts(first)
    said = texts(slack_head.head(first, story=STORY, zone=PARIS))
    assert said["story"] == (
        "*4 capitals so far:* France (1 Dec 2024 23:04 CET), Germany (23:08), United States (2 Dec 2024 00:34 CET), "
        "Poland (23:04, follow-up)"
    )
    assert said["signed"] == (
        "Signed by France, Germany, United Kingdom, United States, Italy\nItaly listed by Germany only"
    )
    assert {name: said[name] for name in texts(first) if name != "signed"} == {
        name: text for name, text in texts(first).items() if name != "signed"
    }, "what readers saw does not move"


@pytest.mark.parametrize("copies", [1, 4])
@pytest.mark.parametrize("revised", [False, True])
def test_a_head_has_at_most_eight_blocks_and_says_everything(copies: int, revised: bool) -> None:
    edited = replace(FOUNDER, version=replace(FOUNDER.version, n=2, grade=Grade.STANCE))
    story = replace(STORY, members=(edited, *STORY.members[1:copies]))
    news = [News(kind=Novelty.RESOLUTION, value="2254", depth=412, since=NOW - timedelta(days=270))]
    one = replace(edited if revised else FOUNDER, reading=reading(evidence=SENTENCES))
    first = write(
        compose.alert, one, story=replace(story, members=(one,)), buttons=SIGNED, news=news, revised=revised,
        previous=reading(rung=3), edited=["we [-regret-] {+condemn+} it"],
    )  # fmt: skip
    payload = slack_head.head(first, story=story, zone=PARIS)
    assert len(payload["blocks"]) <= 8  # type: ignore[arg-type]
    said = texts(payload)
    told = {"source", "title", "news", "since", "signed", "quote-1", "labels", "facts", "why"}
    told |= {"story"} if copies > 1 else set()
    told |= {"changed", "edited"} if revised else {"quote-2"}
    assert set(said) == {"text", *told}
    assert said["signed"].startswith("Signed by France, Germany, United Kingdom, United States")
    assert said["quote-1" if revised else "quote-2"].endswith(
        " · and 2 more quotes" if revised else " · and 1 more quote"
    )
    assert slack_head.head(payload, story=story, zone=PARIS) == payload


def test_a_head_can_be_written_again_and_again() -> None:
    first = write(compose.alert, FOUNDER, story=Story(id=7, members=(FOUNDER,)), buttons=SIGNED)
    once = slack_head.head(first, story=STORY, zone=PARIS)
    assert slack_head.head(once, story=STORY, zone=PARIS) == once
    assert [block["type"] for block in list(once["blocks"])[-2:]] == ["context_actions", "actions"]  # type: ignore[call-overload]
    assert refusal_of("C1", once) is None


def test_a_head_says_what_was_edited_and_withdrawn_since() -> None:
    edited = member(8, "DE", minutes=4, n=2, grade=Grade.STANCE, seen=NOW + timedelta(hours=3))
    typo = member(9, "US", n=2, grade=Grade.TYPO)
    story = Story(id=7, members=(FOUNDER, edited, typo, member(10, "PL", withdrawn=True)))
    said = texts(slack_head.head(write(compose.alert, FOUNDER), story=story, zone=PARIS))
    assert said["since"] == (
        "*Edited since:* Germany, version 2 (stance), 2 Dec 2024 02:04 CET\n"
        "*Withdrawn since:* Poland's text is no longer on its site"
    )


def test_a_head_that_was_made_text_only_gets_its_board_as_text() -> None:
    said = str(slack_head.head({"text": "Alert"}, story=STORY, zone=PARIS)["text"])
    assert said.startswith("Alert\n*4 capitals so far:* France")


def test_an_organisation_among_them_makes_voices_of_the_capitals() -> None:
    story = replace(STORY, members=(FOUNDER, member(8, "EU")))
    assert texts(write(compose.alert, FOUNDER, story=story))["story"].startswith("*2 voices so far:* France")


def test_a_copy_in_the_thread_is_short_and_says_why_it_belongs() -> None:
    said = texts(write(compose.reply, STORY.members[1]))
    assert said["belongs"] == (
        "Another capital's copy of France's statement of 1 Dec 2024 23:04 CET (the same signatories; &lt;!here&gt;)"
    )
    assert said["differs"] == "Also lists Italy"
    assert set(said) == {"text", "source", "title", "belongs", "differs", "why"}
    assert said["text"].startswith("Copy: De-escalation · Germany: ")


def test_a_copy_that_is_read_otherwise_shows_how() -> None:
    other = replace(STORY.members[2], reading=reading(stances=(Stance.WARNING,), primary=Stance.WARNING))
    assert texts(write(compose.reply, other))["labels"].startswith("*warning*")


def test_a_follow_up_shows_its_own_words() -> None:
    said = texts(write(compose.reply, STORY.members[3]))
    assert said["belongs"].startswith("Follows up on France's statement of ")
    assert {"quote-1", "labels", "facts"} <= set(said)
    assert said["text"].startswith("Follow-up: ")


def test_an_edit_in_the_thread_shows_three_lines_of_what_changed() -> None:
    edited = member(7, "FR", basis=Basis.FOUNDER, n=2, grade=Grade.STANCE)
    lines = ["…we [-regret-] {+condemn <b>+} it", "[-a-].", "{+b+} end…", "and 4 more changes"]
    before = reading(stances=(Stance.CONCERN,))
    said = texts(write(compose.reply, edited, revised=True, previous=before, edited=lines))
    assert said["edited"] == ">…we ~regret~ *condemn &lt;b&gt;* it\n>~a~.\n>*b* end…\n>and 4 more changes"
    assert said["changed"].startswith("Changed: stance: concern → ")
    assert "belongs" not in said
    assert "quote-1" not in said


@pytest.mark.parametrize("grade", [Grade.TYPO, Grade.WORDING, Grade.FACTS])
def test_a_small_edit_shows_no_word_diff(grade: Grade) -> None:
    edited = member(7, "FR", basis=Basis.FOUNDER, n=2, grade=grade)
    assert "edited" not in texts(write(compose.reply, edited, revised=True, edited=["[-a-]"]))


def test_what_is_new_has_a_line_of_its_own() -> None:
    first = News(kind=Novelty.RESOLUTION, value="2254", depth=412, since=NOW - timedelta(days=270))
    said = texts(write(compose.alert, FOUNDER, news=[first] * 5))
    assert said["news"].splitlines()[0] == (
        ":new: First time France cites resolution 2254 in 412 statements since Mar 2024"
    )
    assert said["news"].splitlines()[-1] == "and 2 more firsts"


def test_the_words_a_watch_asked_for_are_bold_in_the_quote() -> None:
    said = texts(write(compose.alert, FOUNDER, queries=['civilian "de-escalation by"']))
    assert said["quote-1"].startswith(
        ">“We urge *de-escalation by* all parties and the protection of *civilians*.”"
    )


def test_a_sentence_that_only_the_watch_cares_for_is_quoted_first() -> None:
    said = texts(write(compose.alert, FOUNDER, queries=["goes"]))
    assert said["quote-1"] == ">“The text *goes* on.”\nmatched"
    assert said["quote-2"].startswith(f">“{QUOTE[:10]}")


@pytest.mark.parametrize(
    ("text", "query", "language", "shown"),
    [
        ("*We* <b>condemn</b>", "condemned", "en", "∗We∗ &lt;b&gt;*condemn*&lt;/b&gt;"),
        ("_a_ :x: 2254", "resolution:2254", "en", "ˍaˍ ∶x: *2254*"),
        ("no match", "-match", "en", "no match"),
        ("political solution", "political OR solution", "en", "*political solution*"),
        ("呼吁政治解决问题", "政治解决", "zh", "呼吁\u200b*政治解决*\u200b问题"),
        ("القرار ٢٢٥٤ اليوم", "resolution:2254", "ar", "القرار *٢٢٥٤* اليوم"),
        ("ceasefires", "cease*", "en", "*ceasefires*"),
        ("anything", "((", "en", "anything"),
        ("HTS and HTSX", "actor:HTS", "en", "*HTS* and HTSX"),
    ],
)
def test_bold_is_ours_and_never_the_texts(text: str, query: str, language: str, shown: str) -> None:
    assert bold(text, [query], language) == shown


@pytest.mark.parametrize("kind", What)
@pytest.mark.parametrize("part", [Part.HEAD, Part.REPLY])
def test_the_title_leads_to_our_copy_where_there_is_one_and_the_original_stands_beside(
    kind: What, part: Part
) -> None:
    ours, theirs = "https://desk.example/s/7?k=1", FOUNDER.version.url
    one = Announcement(
        kind=kind, part=part, version=FOUNDER.version, reading=FOUNDER.reading, watches=(), key="k", story=STORY, copies={7: ours},
    )  # fmt: skip
    original = link(theirs, "Original")
    on_webhook, in_channel = form("slack-webhook", one), form("slack", replace(one, buttons=SIGNED))
    assert texts(on_webhook)["title"].startswith(f"*<{ours}|")
    assert texts(on_webhook)["links"] == original
    assert texts(in_channel)["title"].startswith(f"*<{ours}|")
    assert theirs in json.dumps(in_channel["blocks"][-1])  # type: ignore[index]
    assert original not in json.dumps(in_channel)
    without = form("slack-webhook", replace(one, copies={}))
    assert texts(without)["title"] == f"*{link(theirs, FOUNDER.version.title)}*"
    assert "links" not in texts(without)


def test_buttons_stand_in_channels_and_never_on_webhooks() -> None:
    watch = Watch(id="syria", name="Syria", query="resolution:2254", to=("slack:C1",))
    one = Announcement(
        kind=What.NEW, version=FOUNDER.version, reading=FOUNDER.reading, watches=(watch,), key="k",
        buttons=SIGNED, copies={7: "https://desk.example/s/7?k=1"},
    )  # fmt: skip
    in_channel = form("slack", one)
    blocks: Any = in_channel["blocks"]
    pair = blocks[-2]["elements"][0]
    assert (pair["positive_button"]["text"]["text"], pair["negative_button"]["text"]["text"]) == (
        "Relevant", "Not relevant",
    )  # fmt: skip
    assert [one.get("url") or one["type"] for one in blocks[-1]["elements"]] == [
        FOUNDER.version.url, "overflow",
    ]  # fmt: skip
    on_webhook = form("slack-webhook", one)
    assert "actions" not in json.dumps(on_webhook)
    for payload in (in_channel, on_webhook):
        assert refusal_of("C1", payload) is None


def test_the_part_in_a_thread_decides_the_form() -> None:
    watch = Watch(id="syria", name="Syria", query="resolution:2254", to=("slack:C1",))
    one = Announcement(
        kind=What.COPY, part=Part.REPLY, version=STORY.members[1].version, reading=STORY.members[1].reading,
        watches=(watch,), key="k", story=STORY,
    )  # fmt: skip
    assert "belongs" in texts(form("slack", one))
    assert "belongs" not in texts(form("slack", replace(one, part=Part.HEAD)))
    assert texts(form("slack", replace(one, kind=What.RETURNED)))["source"].startswith("*Back again*")
    assert texts(form("slack", replace(one, kind=What.WITHDRAWN)))["source"].startswith("*Withdrawn*")


HOSTILE = st.text(
    alphabet=st.one_of(st.sampled_from("<>&|*_~`:@!#\u202e\u200b\u2066\x00\n\r \ud800"), st.characters()),
    max_size=400,
)


def _hostile(one: Member, text: str) -> Member:
    found: Reading | None = one.reading and replace(
        one.reading, signatories=(text,) * 40, evidence={"de-escalation": (text,)}, resolutions=(text,) * 9
    )
    changed: Version = replace(one.version, title=text, url=f"https://{text}")
    return replace(one, version=changed, reading=found, joined=replace(one.joined, because=(text,) * 5))


@settings(max_examples=60, deadline=None)
@given(text=HOSTILE, other=HOSTILE)
def test_hostile_stories_break_out_of_nothing_and_fit(text: str, other: str) -> None:
    story = Story(
        id=7, members=tuple(_hostile(one, text if n % 2 else other) for n, one in enumerate(STORY.members))
    )
    news = [
        News(kind=kind, value=text, subject=other, quote=text, depth=3)
        for kind in (Novelty.ACTOR, Novelty.STANCE)
    ]
    for kind in (compose.alert, compose.reply):
        for one in story.members:
            for revised in (False, True):
                payload = write(
                    kind, one, story=story, news=news, buttons=SIGNED, watch="x" * 63, revised=revised,
                    previous=reading(), edited=[f"[-{text}-] {{+{other}+}}"] * 3, queries=[text],
                )  # fmt: skip
                shapes: list[Any] = [
                    payload,
                    slack_head.head(payload, story=story, zone=PARIS),
                    slack_resend.smaller(payload, 0),
                ]
                for form_ in shapes:
                    assert form_ is not None
                    assert refusal_of("C1", form_) is None
                    assert slack_blocks.fits(form_["blocks"])
                    for said in texts(form_).values():
                        assert "<!" not in said
                        assert "<@" not in said


@pytest.mark.parametrize("basis", [Basis.FOLLOW_UP, Basis.JOINT, Basis.PERSON])
@pytest.mark.parametrize("revised", [False, True])
@pytest.mark.parametrize("buttons", [SIGNED, None])
def test_an_answer_has_at_most_eight_blocks_and_says_everything(
    basis: Basis, revised: bool, buttons: Buttons | None
) -> None:
    own = member(11, "PL", basis=basis, minutes=9, n=2 if revised else 1)
    own = replace(own, reading=reading(evidence=SENTENCES, stances=(Stance.DEMAND,), primary=Stance.DEMAND))
    news = [News(kind=Novelty.RESOLUTION, value="2254", depth=412, since=NOW)]
    payload = write(
        compose.reply, own, story=replace(STORY, members=(*STORY.members[:2], own)), buttons=buttons, news=news,
        revised=revised, previous=reading(rung=3), edited=["we [-regret-] {+condemn+} it"],
        archived="https://desk.example/s/11?k=1",
    )  # fmt: skip
    assert len(payload["blocks"]) <= 8
    said = texts(payload)
    assert {"source", "title", "news", "labels", "why"} <= set(said)
    assert ("belongs" in said) is not revised
    assert ("signed" in said) is (not revised and not basis.copies)
    assert glance(payload) <= 1_200


def test_forty_signatories_right_to_left_and_a_title_of_300_characters_fit() -> None:
    codes = tuple(f"{a}{b}" for a in "ABCDE" for b in "KLMNOPQR")
    arabic = replace(FOUNDER.version, title="بيان مشترك بشأن " * 20, language="ar")
    one = replace(FOUNDER, version=arabic, reading=reading(signatories=codes))
    story = Story(
        id=7, members=(one, *(member(n, code, signatories=codes) for n, code in enumerate(codes[:30], 20)))
    )
    payload = slack_head.head(write(compose.alert, one, story=story, buttons=SIGNED), story=story, zone=PARIS)
    assert refusal_of("C1", payload) is None
    said = texts(payload)
    assert {"title", "story", "signed", "labels", "facts", "why"} <= set(said)
    assert len(payload["blocks"]) <= 8  # type: ignore[arg-type]
    assert glance(payload) <= 1_200
    assert said["story"].startswith("*31 capitals so far:* France (1 Dec 2024 23:04 CET), ")
    assert said["story"].endswith(" more")
    assert re.search(r"^Signed by .* and \d+ more \(all: \*Why this alert\?\*\)$", said["signed"])
    assert len(json.dumps(payload["blocks"])) <= slack_blocks.MAX_BYTES


LONG = "We condemn in the strongest terms the attacks on hospitals, schools and homes in Aleppo and its countryside, and we demand "
BUSY = reading(
    stances=(Stance.CONDEMNATION, Stance.DEMAND, Stance.DE_ESCALATION), primary=Stance.CONDEMNATION, rung=5,
    scores={"condemnation": 0.97, "demand": 0.81, "de-escalation": 0.66, "civilian-protection": 0.88, "unsc-2254": 0.91},
    evidence={"condemnation": (LONG * 3,), "demand": (f"We call on all sides: {LONG * 3}",), "civilian-protection": (QUOTE,)},
    instruments=("Geneva Conventions", "Rome Statute"), target_phrase="all those who bear responsibility for what is done there",
)  # fmt: skip
WORLD = [
    "FR",
    "DE",
    "GB",
    "US",
    "IT",
    "ES",
    "PL",
    "NL",
    "SE",
    "FI",
    "DK",
    "NO",
    "AU",
    "CA",
    "JP",
    "NZ",
    "AE",
    "SA",
    "BA",
    "DO",
    "MK",
    "TT",
    "VC",
    "ST",
]


@pytest.mark.parametrize("buttons", [SIGNED, None])
@pytest.mark.parametrize("signed", [2, 4, 12, 24])
def test_a_joint_head_is_read_at_a_glance_while_the_capitals_join_and_loses_no_name_in_silence(
    signed: int, buttons: Buttons | None
) -> None:
    """Between the first copy and the last one nothing but the lines about the story may change."""
    codes = tuple(WORLD[:signed])
    found = replace(BUSY, signatories=codes)
    members = [
        member(7 + n, code, minutes=n, signatories=codes, basis=Basis.JOINT if n else Basis.FOUNDER)
        for n, code in enumerate(codes)
    ]
    founder = replace(
        members[0], version=replace(FOUNDER.version, title=f"Joint statement {LONG[:70]}"), reading=found
    )
    first = compose.alert(
        watch_names=["Syria and its neighbours", "Protection of civilians"], version=founder.version, reading=found,
        queries=["(resolution:2254 OR Aleppo OR Idlib) -lang:zh", "topic:civilian-protection rung:>=4"], revised=False, demo=True,
        story=Story(id=7, members=(founder,)), zone=PARIS, buttons=buttons, watch="syria",
        news=[News(kind=Novelty.RESOLUTION, value="2254", depth=412, since=NOW)],
        archived="https://desk.example/communique/s/7?k=" + "x" * 43,
    )  # fmt: skip
    quotes = [said for block, said in texts(first).items() if block.startswith("quote")]
    assert 800 <= glance(first) <= 1_200
    for spoken in range(1, signed + 1):
        story = Story(id=7, members=(founder, *members[1:spoken]))
        payload = slack_head.head(first, story=story, zone=PARIS)
        said = texts(payload)
        assert glance(payload) <= 1_200
        assert [one for block, one in said.items() if block.startswith("quote")] == quotes
        named, _, left = said["signed"].removeprefix("Signed by ").partition(" and ")
        where = r"\*Why this alert\?\*" if buttons else "`communique show 7`"
        more = re.fullmatch(rf"(\d+) more \(all: {where}\)", left)
        assert len(named.split(", ")) + (int(more[1]) if more else 0) == signed
        assert (more is not None) is bool(left)


def glance(payload: Mapping[str, Any]) -> int:
    """Characters that a reader sees: of links the labels; the words on buttons; marks too; no mark of the demo."""

    def said(value: Any) -> Iterator[str]:
        if isinstance(value, dict) and value.get("type") == "overflow":
            return  # opens when it is pressed
        if isinstance(value, dict) and isinstance(value.get("text"), str):
            yield value["text"]
        elif isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                yield from said(part)

    blocks = [block for block in payload["blocks"] if block["block_id"] != "demo"]
    return sum(len(unescape(re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", text))) for text in said(blocks))


WORDS = st.text(alphabet="abc de<&>é ", max_size=400)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    codes=st.lists(st.sampled_from(WORLD), max_size=24, unique=True),
    title=WORDS,
    sentences=st.lists(WORDS, max_size=5),
    query=WORDS,
    watches=st.integers(min_value=0, max_value=14),
    resolutions=st.lists(st.sampled_from(["2254", "1701", "242", "338", "2585", "2728"]), unique=True),
    buttons=st.sampled_from([SIGNED, None]),
    revised=st.booleans(),
)
def test_no_alert_is_longer_than_a_glance(
    codes: list[str], title: str, sentences: list[str], query: str, watches: int, resolutions: list[str],
    buttons: Buttons | None, revised: bool,
) -> None:  # fmt: skip
    labels = ("de-escalation", "demand", "civilian-protection", "unsc-2254", "rung")
    found = reading(
        signatories=tuple(codes), evidence={label: (one,) for label, one in zip(labels, sentences, strict=False)},
        resolutions=tuple(resolutions),
    )  # fmt: skip
    one = replace(FOUNDER, version=replace(FOUNDER.version, title=title), reading=found)
    story = Story(id=7, members=(one, *(member(n, code) for n, code in enumerate(codes[1:], 20))))
    for kind in (compose.alert, compose.reply):
        payload = kind(
            watch_names=[f"A watch {n}" for n in range(watches)], queries=[query] * watches, version=one.version, reading=found,
            revised=revised, demo=True, story=story, zone=PARIS, buttons=buttons, previous=reading(rung=4),
            edited=[f"{title} [-{query}-] {{+{title}+}}"] * 3,
            news=[News(kind=Novelty.ACTOR, value=title, subject=query, depth=3)] * 5,
        )  # fmt: skip
        assert glance(payload) <= 1_200
        if kind is compose.alert:
            assert glance(slack_head.head(payload, story=story, zone=PARIS)) <= 1_200
