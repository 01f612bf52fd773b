"""The query language: what is typed is obeyed or refused with the place, never ignored."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.query import And, Dated, Everything, Facet, Not, Or, Seen, Text, Withdrawn, parse
from archive.query.reader import DEPTH, LONGEST, TERMS
from statements.errors import QueryError
from statements.labels import Kind, Stance, Topic


def words(query: str) -> tuple[str, ...]:
    node = parse(query)
    assert isinstance(node, Text)
    return node.word.words


def text(node: object) -> str:
    """A tree in brackets, for reading."""
    match node:
        case Text():
            return "_".join(node.word.words) + "*" * node.word.prefix
        case Not():
            return f"-{text(node.item)}"
        case And():
            return f"({' & '.join(map(text, node.items))})"
        case Or():
            return f"({' | '.join(map(text, node.items))})"
        case Facet():
            return f"{node.field}:{','.join(node.values)}"
    return repr(node)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a b c", "(a & b & c)"),
        ("lang:AR,hu", "lang:ar,hu"),
        ("a AND b", "(a & b)"),
        ("a OR b c", "(a | (b & c))"),
        ("a b OR c d", "((a & b) | (c & d))"),
        ("(a OR b) c", "((a | b) & c)"),
        ("a -b", "(a & -b)"),
        ("a NOT b", "(a & -b)"),
        ("a AND NOT b", "(a & -b)"),
        ("-a", "-a"),
        ("NOT NOT a", "a"),
        ("-(a b) OR -c", "(-(a & b) | -c)"),
        ("(a(b)c)", "(a & b & c)"),
        ('"a b"c', "(a_b & c)"),
        ("cease-fire", "(cease_fire | ceasefire)"),
        ("U-S pro-test", "(u_s & pro_test)"),
        ("ceasefire", "(ceasefire | cease_fire)"),
        ('"ceasefire"', "ceasefire"),
        ("-counterterrorism*", "-(counterterrorism* | counter_terrorism*)"),
        ("cooperation concern", "((cooperation | co_operation) & concern)"),
        ("a OR ceasefire OR b OR cease-fire", "(a | ceasefire | cease_fire | b)"),
        ("l'accord", "l_accord"),
        ("condem*", "condem*"),
        ("cease-fir*", "cease_fir*"),
        ("or", "or"),
        ('"or" "Not" "and"', "(or & not & and)"),
        ("ANDROID ORDER NOTED", "(android & order & noted)"),
        ('"AND"', "and"),
        ("issuer:fr,de", "issuer:FR,DE"),
        ("issuer:FR , DE", "issuer:FR,DE"),
        ("-issuer:FR", "-issuer:FR"),
        ("(issuer:FR)", "issuer:FR"),
        ("STANCE:Condemnation", "stance:condemnation"),
        ('actor:"Hayat Tahrir al-Sham",HTS', "actor:Hayat Tahrir al-Sham,HTS"),
        ("resolution:2254,S/RES/1701", "resolution:2254,1701"),
        ("kind:joint-statement lang:FR", "(kind:joint-statement & lang:fr)"),
        ("unsure:any", "unsure:any"),
        ("stance:warning -unsure:Warning", "(stance:warning & -unsure:warning)"),
        ("unsure:demand,unsc-2254", "unsure:demand,unsc-2254"),
        ("first:Formula,any new:rung", "(first:formula,any & new:rung)"),
        (
            "dropped:formula OR dropped:Red-Line,resolution-2254",
            "(dropped:formula | dropped:red-line,resolution-2254)",
        ),
        ("formula:two-state-solution", "formula:two-state-solution"),
        ("rung:>=7", "rung:7,8"),
        ("rung:>7", "rung:8"),
        ("rung:<=1", "rung:0,1"),
        ("rung:<1", "rung:0"),
        ("rung:4..6", "rung:4,5,6"),
        ("rung:0,8", "rung:0,8"),
        ("is:joint,revised", "(is:joint | is:revised)"),
        ("is:reissue", "is:reissue"),
        ("edit:stance", "edit:stance"),
        ("edit:wording,typo", "edit:typo,wording"),
        ("edit:<=typo", "edit:furniture,typo"),
        (
            "edit:>wording -edit:>facts",
            "((edit:facts,signatories,stance,withdrawn | Withdrawn()) & "
            "-(edit:signatories,stance,withdrawn | Withdrawn()))",
        ),
        ("withdrawn:yes", "Withdrawn()"),
        ("withdrawn:no", "-Withdrawn()"),
        ("-withdrawn:no", "Withdrawn()"),
        ("12:30", "12_30"),
        ("“cease fire”", "cease_fire"),
        ("a\n\tb", "(a & b)"),
        ("peace, war", "(peace & war)"),
        ("issuer:FR, DE peace", "(issuer:FR,DE & peace)"),
    ],
)
def test_what_a_query_means(query: str, tree: str) -> None:
    assert text(parse(query)) == tree


def test_dates_and_moments() -> None:
    assert parse("") == parse("  \n") == Everything()
    day = date(2024, 12, 1)
    assert parse("date:2024-12-01") == Dated(start=day, end=day)
    assert parse("date:2024-12-01..") == Dated(start=day, end=None)
    assert parse("date:..2024-12-01") == Dated(start=None, end=day)
    assert parse("date:2024-12-01..2024-12-08") == Dated(start=day, end=date(2024, 12, 8))
    assert parse("seen:<7d") == Seen(ago=timedelta(days=7), newer=True)
    assert parse("seen:>90m") == Seen(ago=timedelta(minutes=90), newer=False)
    assert parse("is:withdrawn") == Withdrawn()


@pytest.mark.parametrize(
    ("query", "message", "position"),
    [
        ('a "b c', "quotation mark has no partner", 2),
        ("a (b", "parenthesis is not closed", 2),
        ("a (b (c)", "parenthesis is not closed", 2),
        ("a) b", "never opened", 1),
        ("()", "nothing stands before", 1),
        ("a OR", "missing at the end", 4),
        ("OR a", "'OR' cannot stand here", 0),
        ("a AND AND b", "'AND' cannot stand here", 6),
        ("NOT", "missing at the end", 3),
        ("a - b", "minus sign needs a word", 2),
        ("a -", "minus sign needs a word", 2),
        ("issuer:", "needs a value", 6),
        ("issuer:FR,", "missing at the end", 10),
        ("a , b", "value is missing", 2),
        ("issuer:FR,,DE", "value is missing", 10),
        ("x isuer:FR", "did you mean issuer:?", 2),
        ("zzz:1", "fields are issuer:, source:", 0),
        ("https://mfa.example", "there is no field https:", 0),
        ("stance:condemn", "did you mean condemnation? it is one of de-escalation, concern,", 0),
        ("topic:foot_ball", "topic: cannot be 'foot_ball'; write it like topic:ceasefire", 0),
        ("unsure:condemnaton", "did you mean condemnation? it is one of de-escalation,", 0),
        ("first:rung", "first: cannot be 'rung'; it is one of stance, topic,", 0),
        ("new:stance", "new: cannot be 'stance'; it is one of rung", 0),
        ("a dropped:redline", "did you mean red-line?", 2),
        ("dropped:resolution-", "dropped: cannot be 'resolution-'", 0),
        ("formula:two-states-solution", "did you mean two-state-solution?", 0),
        ("formula:resolution-2254", "formula: cannot be", 0),
        ("unsure:neutral", "unsure: cannot be 'neutral'; it is one of de-escalation,", 0),
        ("kind:letter", "it is one of joint-statement,", 0),
        ("edit:>withdrawn", "grades go from furniture to withdrawn", 0),
        ("a edit:stanec", "did you mean stance?", 2),
        ("edit:>=", "edit: cannot be '>='", 0),
        ("withdrawn:maybe", "it is one of yes, no", 0),
        ("is:new", "it is one of joint, revised, reissue, withdrawn", 0),
        ("rung:9", "rungs go from 0 to 8", 0),
        ("rung:>8", "rungs go from 0 to 8", 0),
        ("rung:<0", "rungs go from 0 to 8", 0),
        ("rung:6..4", "ends before it begins", 0),
        ("rung:high", "rungs go from 0 to 8", 0),
        ("date:2024", "write days", 0),
        ("date:2024-02-30", "write days", 0),
        ("date:..", "write days", 0),
        ("date:2024-12-08..2024-12-01", "ends before it begins", 0),
        ("seen:7d", "write seen:<7d", 0),
        ("seen:<7y", "write seen:<7d", 0),
        ("lang:french", "it is one of ar,", 0),
        ("lang:xx", "it is one of ar,", 0),
        ("aleppo or idlib", "write OR in capitals", 7),
        ("aleppo Or idlib", "write OR in capitals", 7),
        ("aleppo and (idlib OR hama)", "write AND in capitals", 7),
        ("aleppo not idlib", "write NOT in capitals", 7),
        ("not idlib", "write NOT in capitals", 0),
        ("x OR (a or b)", "write OR in capitals", 8),
        ("issuer:France(", "parenthesis is not closed", 13),
        ("issuer:Nowhere", "it is a code like issuer:FR", 0),
        ("issuer:france", "did you mean issuer:FR?", 0),
        ("signatory:UK", "did you mean signatory:GB?", 0),
        ("resolution:abc", "like resolution:2254", 0),
        ('actor:"!"', "write a name", 0),
        ("a !!!", "nothing to search for in '!!!'", 2),
        ('""', "nothing to search for", 0),
        ("*", "nothing to search for", 0),
        ("ab*", "three letters", 0),
        ("a*b", "only stand at the end", 1),
        ("*ab", "only stand at the end", 0),
        ("abc**", "only stand at the end", 3),
    ],
)
def test_what_is_refused_and_where(query: str, message: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert message in str(caught.value)
    assert caught.value.position == position
    assert str(caught.value).endswith(f"\n  {query}\n  {' ' * position}^")


@pytest.mark.parametrize("query", ["\x01", "\x00 \x1b", "\x7f\n", "\x1f"])
def test_control_characters_alone_ask_for_nothing(query: str) -> None:
    with pytest.raises(QueryError, match="nothing to search for but control characters"):
        parse(query)


def test_every_label_can_be_asked_for() -> None:
    for field, labels in (("stance", Stance), ("topic", Topic), ("kind", Kind)):
        for label in labels:
            assert parse(f"{field}:{label}") == Facet(field=field, values=(label.value,))


def test_limits() -> None:
    parse(" ".join(["word"] * TERMS))
    for query in ("x" * (LONGEST + 1), "a " * (TERMS + 1), "issuer:" + ",".join(["FR"] * (TERMS + 1))):
        with pytest.raises(QueryError):
            parse(query)
    parse("-(" * (DEPTH // 2 - 1) + "a b" + ")" * (DEPTH // 2 - 1))
    for query in ("(a " * (DEPTH + 3) + ")" * (DEPTH + 3), "NOT " * 400 + "a"):
        with pytest.raises(QueryError, match="nested too deeply"):
            parse(query)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.text(max_size=60) | st.text(alphabet='ab"*()-: ,.<>=7dANDORNT\x00', max_size=40))
def test_any_text_is_read_or_refused(query: str) -> None:
    try:
        parse(query)
    except QueryError as error:
        assert 0 <= error.position <= len(query)
        assert str(error).endswith("^")


def test_a_word_asks_for_its_forms_in_every_language_of_its_script() -> None:
    node = parse("condemned")
    assert isinstance(node, Text)
    assert "en~condemn" in node.word.stems
    assert all("~" in stem for stem in node.word.stems)
    russian = parse("санкции")
    assert isinstance(russian, Text)
    assert {stem[:3] for stem in russian.word.stems} == {"ru~"}
    exact = parse('"condemned"')
    assert isinstance(exact, Text)
    assert exact.word.stems == ()
