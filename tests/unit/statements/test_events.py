"""Whether two statements speak of one event, case by case; how well on the whole is measured by bench/stories."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from statements import events, marks, references
from statements.labels import Basis, Kind, Precision, Topic
from statements.model import Published, Reading, Version
from statements.sameness import compare
from statements.stories import Candidate, alone, decide
from statements.story import Joined, Member
from tests.contract.examples import NOW, reading

DAY = date(2033, 4, 8)
LEAD = "The roof of the Orvaneda hall in Chile fell in yesterday. Nine people died."


def member(
    number: int,
    text: str,
    *,
    issuer: str = "CL",
    language: str = "en",
    day: date = DAY,
    title: str = "A statement",
    joined: Joined | None = None,
    topics: tuple[Topic, ...] = (),
    kind: Kind | None = None,
) -> Member:
    seen = NOW + timedelta(minutes=number)
    version = Version(
        id=number, statement=number, n=1, source=f"s{number}", issuer=issuer, url="https://x.example",
        title=title, text=text, sha256="", language=language,
        published=Published(precision=Precision.DAY, day=day, origin="feed"), first_seen=seen, seen=seen,
    )  # fmt: skip
    found: Reading = reading(actors=(), signatories=(), topics=topics, kind=kind)
    return Member(version=version, reading=found, joined=joined or alone(number))


def follows(new: Member, old: Member, common: frozenset[str] = frozenset()) -> Joined:
    return decide(new, [Candidate(member=old)], common=common)


OLD = member(1, LEAD)


@pytest.mark.parametrize(
    ("text", "language", "issuer"),
    [
        pytest.param(
            "We mourn the dead of Orvaneda in Chile. The hall fell in on 7 April.", "en", "BR", id="by date"
        ),
        pytest.param(
            "We mourn the dead of Orvaneda in Chile. The hall fell in on Thursday.",
            "en",
            "US",
            id="by weekday",
        ),
        pytest.param(
            "Выражаем соболезнования Чили. 7 апреля обрушилась крыша в Орванеде.", "ru", "RU", id="by sound"
        ),
        pytest.param(
            "Further to our statement of 8 April, ten people have died in Orvaneda.",
            "en",
            "CL",
            id="by reference",
        ),
    ],
)
def test_a_place_and_a_day_or_a_reference_make_a_follow_up(text: str, language: str, issuer: str) -> None:
    joined = follows(member(2, text, language=language, issuer=issuer, day=DAY + timedelta(days=1)), OLD)
    assert (joined.story, joined.basis) == (1, Basis.FOLLOW_UP)
    assert joined.because


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(member(2, "We mourn the dead of Talamira in Chile. A bus fell on 7 April.", issuer="BR"), id="another place"),
        pytest.param(member(2, "We mourn the dead of Orvaneda in Chile. It happened on 2 April.", issuer="BR"), id="another day"),
        pytest.param(member(2, "Chile and Brazil signed a treaty on 7 April in Santiago.", issuer="BR"), id="a capital"),
        pytest.param(member(2, "On 7 April, the roof of the Orvaneda hall in Chile fell in.", issuer="BR", kind=Kind.BRIEFING), id="a briefing"),
        pytest.param(member(2, "We have sent help to Orvaneda in Chile.", issuer="BR"), id="no day and no number"),
        pytest.param(
            member(2, "Further to our statement of 8 April on mines, taxes rise.", day=DAY + timedelta(days=1), topics=(Topic.SANCTIONS,)),
            id="a reference to another statement of that day",
        ),
    ],
)  # fmt: skip
def test_what_shares_less_is_apart(new: Member) -> None:
    old = member(1, LEAD + " Santiago is in mourning.", topics=(Topic.PROTOCOL,))
    assert follows(new, old) == alone(2)


def test_a_name_that_is_in_use_says_little() -> None:
    new = member(2, "We mourn the dead of Orvaneda in Chile. The hall fell in on 7 April.", issuer="BR")
    assert follows(new, OLD).story == 1
    assert follows(new, OLD, common=frozenset({marks.sound("Orvaneda")})) == alone(2)


def test_the_next_report_under_one_title_follows() -> None:
    old = member(1, "ネパールで旅客機が墜落した。", language="ja", issuer="JP", title="航空機事故")
    new = member(
        2,
        "邦人の死亡が確認された。",
        language="ja",
        issuer="JP",
        title="航空機事故（第2報）",
        day=DAY + timedelta(days=1),
    )
    assert follows(new, old).basis is Basis.FOLLOW_UP
    assert not references.updates("航空機事故", "航空機事故"), "the same title again says nothing"
    assert not references.updates("第2報", ""), "nor does a number alone"


def test_a_reference_reaches_further_back_than_an_event() -> None:
    text = "Further to our statement of 8 April, the Orvaneda hall in Chile was pulled down."
    assert follows(member(2, text, day=DAY + timedelta(days=20)), OLD).story == 1
    assert follows(member(2, text, day=DAY + timedelta(days=40)), OLD) == alone(2)
    assert follows(member(2, text, issuer="BR", day=DAY + timedelta(days=20)), OLD) == alone(2), (
        "its own only"
    )


def test_a_follow_up_leads_on_only_to_the_day_that_began_the_story() -> None:
    beside = Joined(story=1, basis=Basis.FOLLOW_UP, beside=1)
    second = member(
        2, "Orvaneda in Chile mourns since 7 April. Talks in Ombrosa on 8 April.", issuer="BR", joined=beside
    )
    new = member(3, "On 7 April Orvaneda in Chile lost nine people.", issuer="AR")
    drifted = member(3, "The talks of 8 April in Ombrosa between Chile and Brazil go on.", issuer="AR")
    known = [Candidate(member=OLD), Candidate(member=second)]
    assert decide(new, known).story == 1
    assert decide(drifted, known) == alone(3)


def test_a_vote_is_one_event_without_any_name() -> None:
    voted = (Topic.ELECTIONS_GOVERNANCE,)
    old = member(
        1, "We congratulate the people of Albania on the elections of 7 April.", issuer="IT", topics=voted
    )
    new = member(2, "Observers found the elections in Albania on 7 April calm.", issuer="OSCE", topics=voted)
    assert follows(new, old).story == 1
    assert follows(member(2, "A loan to Albania was signed on 7 April.", issuer="OSCE"), old) == alone(2)


def test_the_number_of_a_case_is_enough_with_the_state() -> None:
    old = member(1, "We welcome the judgment in case 30417/31 and ask Türkiye to obey it.", issuer="NL")
    texts = "Mahkemenin 30417/31 numaralı kararı not edilmiştir."
    assert follows(member(2, texts, issuer="TR", language="tr"), old).because == ("both give 30417/31",)
    assert follows(member(2, texts.replace("30417", "30471"), issuer="TR", language="tr"), old) == alone(2)


def test_nothing_is_said_of_what_was_not_read() -> None:
    left = marks.of(OLD.version, None)
    unread = Member(version=OLD.version, reading=None, joined=alone(1))
    assert events.same(unread, OLD, compare(left, left), left, left) is None
