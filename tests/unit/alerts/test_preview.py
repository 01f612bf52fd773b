"""Slack messages as a page: what Slack would show, and nothing that a statement wants to be mark-up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from alerts import compose
from alerts.preview import Shown, mrkdwn, page
from alerts.slack_buttons import Buttons
from tests.unit.alerts.examples import reading, version


def payload(title: str = "On Syria", quote: str = "We urge restraint.") -> dict[str, Any]:
    return compose.alert(
        watch_names=["Syria"],
        queries=["restraint"],
        version=version(title=title),
        reading=reading(evidence={"de-escalation": (quote,)}),
        revised=False,
        demo=False,
        buttons=Buttons(),
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a *b* c", '<div dir="auto">a <strong>b</strong> c</div>'),
        ("*<https://a.example/?a=1&amp;b=2|t &lt;i&gt; *x*>*",
         '<div dir="auto"><strong><a href="https://a.example/?a=1&amp;b=2" rel="noreferrer">t &lt;i&gt; '
         "<strong>x</strong></a></strong></div>"),
        ("~out~ _it_ `co*d*e`", '<div dir="auto"><s>out</s> <em>it</em> <code>co*d*e</code></div>'),
        ("2*3*4 snake_case_name", '<div dir="auto">2*3*4 snake_case_name</div>'),
        (">one\n>two\nthree", '<blockquote dir="auto">one<br>two</blockquote><div dir="auto">three</div>'),
        (":flag-fr: :nobody:", '<div dir="auto"><span class="flag">FR</span> :nobody:</div>'),
        ("<script>alert(1)</script> &lt;b&gt; \"", '<div dir="auto">&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt; &quot;</div>'),
        ("<javascript:alert(1)|x>", '<div dir="auto">&lt;javascript:alert(1)|x&gt;</div>'),
        ("\ue0000\ue001 \ue0009\ue001", '<div dir="auto">0 9</div>'),
        ("我\u200b*们*\u200b好", '<div dir="auto">我<strong>们</strong>好</div>'),
    ],
)  # fmt: skip
def test_mrkdwn_is_rendered_as_slack_does(text: str, shown: str) -> None:
    assert mrkdwn(text) == shown


def test_a_page_shows_head_replies_and_buttons() -> None:
    reply = Shown(payload=payload("A copy"), time="23:08", broadcast=True)
    head = Shown(payload=payload(), time="23:04", edited=True, replies=(reply,))
    tree = html.fromstring(page([head], channel="#levant & co", dark=True))
    assert tree.get("data-theme") == "dark"
    text = " ".join(tree.text_content().split())
    for part in (
        "#levant & co",
        "On Syria",
        "(edited)",
        "1 reply",
        "A copy",
        "Relevant",
        "Not relevant",
        "Original",
    ):
        assert part in text
    assert [link.get("href") for link in tree.findall(".//a")] == [version().url] * 2
    assert tree.xpath("//blockquote//strong/text()") == ["restraint"] * 2
    assert "data-theme" not in html.fromstring(page([], channel="#c")).attrib


def test_a_message_without_blocks_shows_its_text() -> None:
    assert "only <s>text</s>" in page([Shown(payload={"text": "only ~text~"}, time="1")], channel="c")


ANY = st.text(
    alphabet=st.one_of(st.sampled_from("<>&|*_~`:\"'=/\ue000\ue001\u200b\n "), st.characters(codec="utf-8")),
    max_size=200,
)


@settings(max_examples=150, deadline=None)
@given(title=ANY, quote=ANY)
def test_no_statement_brings_an_element_of_its_own(title: str, quote: str) -> None:
    shown = page([Shown(payload=payload(title, quote), time="1")], channel=title)
    tree = html.fromstring(shown)
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "iframe", "object", "form", "svg", "base"}
    assert all(link.get("href") == version().url for link in tree.iter("a"))
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
