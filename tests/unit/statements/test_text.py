"""Mark-up to text: what is visible, where it breaks, and what comparison ignores."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from statements.text import clean_title, element_to_text, fold_for_identity, html_to_text, normalise


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain words", "plain words"),
        ("", ""),
        ("<!-- only a comment -->", ""),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One<p>Two", "One\n\nTwo"),
        ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"),
        ("<p>first<br>second<br/>third</p>", "first\nsecond\nthird"),
        ("<p>first<br><br>second</p>", "first\n\nsecond"),
        ("<p>de<b>mand</b>s an end</p>", "demands an end"),
        ("<p>the <em>whole</em> <a href='/x'>text</a>, please</p>", "the whole text, please"),
        ("<p>spread\n   over\t lines</p>", "spread over lines"),
        ("<ul><li>One</li><li><p>Two</p></li></ul>After", "- One\n- Two\n\nAfter"),
        ("<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>", "- One\n- Inner\n- Two"),
        ("<ul><li>– already marked</li></ul>", "– already marked"),
        ("<table><tr><th>State<th>Vote<tr><td>A<td><p>Yes</p></table>", "State\tVote\nA\tYes"),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table><p>Three.</p>", "One.\n\nTwo.\n\nThree."),
        ("<p>Caf&eacute; &amp; &#1055;&#x435; &lt;tag&gt;</p>", "Café & Пе <tag>"),
        ("<p>5&nbsp;October&#8239;2026</p>", "5 October 2026"),
        ("<p>re\u00adstraint and res\u200btraint, \u200fa\u200e b</p>", "restraint and restraint, a b"),
        ("<pre>line one\n  line two</pre>", "line one\nline two"),
        ("<p>a</p><script>var x = '<p>no</p>'</script><style>p{}</style><p>b</p>", "a\n\nb"),
        ("<template><p>no</p></template><noscript>no</noscript>yes", "yes"),
        ("<html><head><title>no</title></head><body>yes</body></html>", "yes"),
        ("a<span hidden>no</span>b<span style='color:red; display : none'>no</span>c", "abc"),
        ("<p style='visibility:hidden'>no</p><p hidden='until-found'>yes</p>", "yes"),
        ("<dialog>no</dialog><dialog open>yes</dialog>", "yes"),
        ("<details><summary>More</summary>Kept</details>", "More\n\nKept"),
        ("<p>seen <span aria-hidden='true'>by the eye</span></p>", "seen by the eye"),
        ("<body style='visibility:hidden'><p>shown by a script</p></body>", "shown by a script"),
        ("<div>un<!-- c -->broken</div>", "unbroken"),
        ("<span style='display:block'>One</span><span style='display:block'>Two</span>", "One\n\nTwo"),
        ("<my-block>glued</my-block><other-block>together</other-block>", "gluedtogether"),
        ("<p>less < more & more", "less < more & more"),
        ("<?xml version='1.0' encoding='latin-1'?><p>naïve</p>", "naïve"),
        ("a\0b <i>c</i>", "ab c"),
        ("<ruby>和平<rp>（</rp><rt>へいわ</rt><rp>）</rp></ruby>", "和平（へいわ）"),
        ("<blockquote><p>Quoted.</p></blockquote>said she", "Quoted.\n\nsaid she"),
    ],
)
def test_visible_words_and_their_breaks(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


def test_a_chosen_element_is_visible_and_its_tail_is_not_its_own() -> None:
    page = lxml_html.fromstring("<div><div id='x' style='display:none'>in<b>side</b></div>tail</div>")
    assert element_to_text(page.get_element_by_id("x")) == "inside"
    assert html_to_text(page) == "tail"


def test_deep_nesting_needs_no_recursion() -> None:
    assert html_to_text("<div>" * 1_900 + "deep" + "</div>" * 1_900) == "deep"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("  a \u00a0 b\u3000c  ", "a b c"),
        ("a\n \n\n\n b", "a\n\nb"),
        ("cell \t cell", "cell\tcell"),
        ("e\u0301", "é"),
        ("می\u200cخواهد", "می\u200cخواهد"),
        ("Pa\u200cris", "Paris"),
        ("\u202bنص\u202c", "نص"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("bad \ud83d\ude00 \ud800 end", "bad 😀 \ufffd end"),
        ("\ufeffstart", "start"),
    ],
)
def test_normalise(text: str, clean: str) -> None:
    assert normalise(text) == clean


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We stand ready” – he said…", '"We stand ready" - he said...'),
        ("l’Union européenne : « oui »", 'l\'Union européenne: "oui"'),
        ("One.\n\nTwo.", "One. Two."),
        ("- first\n- second", "first\nsecond"),
        ("a — b", "a -- b"),
        ("منطقـة الشرق", "منطقة الشرق"),
        ("می‌خواهد یک", "ميخواهد يك"),
        ("عام ٢٠٢٤", "عام 2024"),
        ("中国\n外交部", "中国外交部"),
        ("ﬁrst", "first"),
        ("ABC", "ABC"),
    ],
)
def test_typography_is_not_wording(one: str, other: str) -> None:
    assert fold_for_identity(one) == fold_for_identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("condemns the attack", "condemn the attack"),
        ("Concern", "concern"),
        ("we do not agree", "we do agree"),
        ("12 dead", "13 dead"),
        ("resume", "résumé"),
        ("a b", "ab"),
    ],
)
def test_a_changed_word_is_wording(one: str, other: str) -> None:
    assert fold_for_identity(one) != fold_for_identity(other)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Statement &amp; remarks", "Statement & remarks"),
        ("The Minister&amp;#8217;s visit", "The Minister’s visit"),
        ("<b>Joint</b> statement<br>on aid", "Joint statement on aid"),
        ("&lt;i&gt;Readout&lt;/i&gt; of the call", "Readout of the call"),
        ("Talks: A < B, AT&T and <EU>", "Talks: A < B, AT&T and <EU>"),
        ("  two\n lines\u00a0here ", "two lines here"),
    ],
)
def test_titles_become_one_clean_line(raw: str, title: str) -> None:
    assert clean_title(raw) == title
