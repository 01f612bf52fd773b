"""Which story a statement belongs to, case by case; how well on the whole is measured by bench/stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from statements.labels import Basis, Precision, Relation, Stance
from statements.model import Actor, Leanings, Published, Version
from statements.stories import Candidate, alone, decide
from statements.story import Joined, Member, Ruling, Story
from tests.contract.examples import NOW, reading

ENGLISH = (
    "Our governments condemn the siege of Karim, which began on 27 November and has driven 48,000 from home.\n\n"
    "We call for a truce of 14 days."
)
FRENCH = (
    "Nos gouvernements condamnent le siège de Karim, commencé le 27 novembre, qui a chassé 48 000 personnes.\n\n"
    "Nous demandons une trêve de 14 jours."
)
DAY = date(2024, 12, 1)


def member(
    number: int,
    text: str,
    *,
    issuer: str = "FR",
    language: str = "en",
    day: date = DAY,
    parties: tuple[str, ...] = ("France", "Germany", "Syria"),
    signatories: tuple[str, ...] = (),
    story: int | None = None,
    basis: Basis = Basis.FOUNDER,
    beside: int | None = None,
) -> Member:
    return Member(
        version=Version(
            id=number,
            statement=number,
            n=1,
            source=f"s{number}",
            issuer=issuer,
            url=f"https://{number}.example",
            title="A statement",
            text=text,
            sha256="",
            language=language,
            published=Published(precision=Precision.DAY, day=day, origin="feed"),
            first_seen=NOW + timedelta(minutes=number),
            seen=NOW + timedelta(minutes=number),
        ),
        reading=reading(
            actors=tuple(Actor(name=name) for name in parties), signatories=signatories, kind=None
        ),
        joined=Joined(story=story or number, basis=basis, beside=beside),
    )


OLD = Candidate(member=member(1, ENGLISH))
NEW = member(2, FRENCH, issuer="DE", language="fr")


def linked(relation: Relation, score: float = 1.0, **more: object) -> Candidate:
    return Candidate(member=replace(OLD.member, **more), relation=relation, score=score)  # type: ignore[arg-type]


def test_with_nobody_beside_it_a_statement_founds_a_story() -> None:
    assert decide(NEW, []) == alone(2) == Joined(story=2, basis=Basis.FOUNDER)


def test_another_capitals_copy_says_what_it_shares() -> None:
    joined = decide(NEW, [OLD])
    assert (joined.story, joined.basis, joined.beside) == (1, Basis.JOINT, 1)
    assert joined.score > 0.9
    assert joined.because[:2] == (
        "the same figures in the same order: 11-27, 48000, 14",
        "both name Syria",
    )


def test_a_copy_with_another_figure_names_it_and_claims_no_sameness() -> None:
    many = " On 3 December we met 212 envoys of 35 states; 1,250 trucks wait."
    said = " Le 3 décembre nous avons rencontré 212 envoyés de 35 États ; 1 250 camions attendent."
    new = member(2, FRENCH.replace("48 000", "46 000") + said, issuer="DE", language="fr")
    joined = decide(new, [Candidate(member=member(1, ENGLISH + many))])
    assert joined.basis is Basis.JOINT
    assert joined.because[:2] == (
        "shared figures in the same order: 11-27, 14, 12-03, 212, 35, 1250",
        "figures in one only: 46000 here; 48000 there",
    )
    assert joined.apart == joined.because[1]
    copy = replace(OLD, relation=Relation.COPY, member=member(1, ENGLISH + many))
    near = member(2, ENGLISH.replace("14 days", "14 days, not 90") + many, issuer="DE")
    assert decide(near, [copy]).because == ("nearly the same text", "figures in one only: 90 here")


def test_an_issuers_own_translation_is_a_twin() -> None:
    assert decide(member(2, FRENCH, issuer="FR", language="fr"), [OLD]).basis is Basis.TWIN


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(member(2, FRENCH, issuer="DE", language="fr", day=DAY + timedelta(days=6)), id="later"),
        pytest.param(
            member(2, FRENCH, issuer="DE", language="fr", parties=("France", "Sudan")), id="other parties"
        ),
    ],
)
def test_what_differs_in_what_matters_is_apart(other: Member) -> None:
    assert decide(other, [OLD]) == alone(2)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            member(2, FRENCH.replace("48 000", "51 000").replace("14", "30"), issuer="DE", language="fr"),
            id="other figures",
        ),
        pytest.param(member(2, ENGLISH, issuer="FR"), id="one issuer in one language"),
    ],
)
def test_another_word_on_the_same_place_and_day_follows_and_is_no_copy(other: Member) -> None:
    joined = decide(other, [OLD])
    assert (joined.story, joined.basis) == (1, Basis.FOLLOW_UP)
    assert "both speak of 2024-11-27" in joined.because


def test_two_who_do_not_name_each_other_speak_of_one_event_not_with_one_voice() -> None:
    old = Candidate(member=member(1, ENGLISH, parties=("Syria",)))
    new = member(2, FRENCH, issuer="DE", language="fr", parties=("Syria",))
    assert decide(new, [old]).basis is Basis.FOLLOW_UP
    # What follows on a follow-up stands alone, or a story would drift from event to event.
    drifted = replace(old.member, joined=Joined(story=7, basis=Basis.FOLLOW_UP, beside=7))
    assert decide(new, [Candidate(member=drifted)]) == alone(2)
    looked_back = member(
        2, FRENCH, issuer="DE", language="fr", parties=("Syria",), day=DAY + timedelta(days=20)
    )
    early = Candidate(member=member(1, ENGLISH, parties=("Syria",), day=DAY + timedelta(days=19)))
    assert decide(looked_back, [early]) == alone(2)


@pytest.mark.parametrize(
    ("relation", "basis"),
    [
        (Relation.SAME_TEXT, Basis.SAME_TEXT),
        (Relation.COPY, Basis.COPY),
        (Relation.TWIN, Basis.TWIN),
        (Relation.REISSUE, Basis.FOUNDER),
    ],
)
def test_links_count_as_they_stand_but_a_reissue_is_a_story_of_its_own(
    relation: Relation, basis: Basis
) -> None:
    new = member(2, ENGLISH, issuer="FR")
    assert decide(new, [linked(relation)]).basis is basis


def test_a_formula_used_again_about_another_place_is_no_copy() -> None:
    new = member(2, ENGLISH.replace("Karim", "Dorvan").replace("48,000", "6,100"), issuer="DE")
    assert decide(new, [linked(Relation.COPY, 0.95)]) == alone(2)


def test_the_surest_reason_wins_and_then_the_nearest_day() -> None:
    joint = Candidate(member=member(3, FRENCH, issuer="BE", language="fr", parties=("Germany", "Syria")))
    assert decide(member(4, ENGLISH, issuer="DE"), [joint, linked(Relation.SAME_TEXT)]).beside == 1
    earlier = replace(linked(Relation.SAME_TEXT), member=member(5, ENGLISH, day=DAY - timedelta(days=4)))
    assert decide(member(4, ENGLISH, issuer="DE"), [earlier, linked(Relation.SAME_TEXT)]).beside == 1


WELCOMES = Leanings(sentences=((40, -30, -50, 10), (-20, 35, -60, -5)), enough=0.8)
REGRETS = Leanings(sentences=((-40, 30, -50, 10), (20, -35, -60, -5)), enough=0.8)
PACT = "Oman salue le pacte de la Syrie et du Liban. Il les soutient."
PACT_TITLE = "Oman : la Syrie et le Liban"


def short(
    number: int, language: str, text: str, title: str, leanings: Leanings | None = WELCOMES, **more: Any
) -> Candidate:
    found = member(number, text, issuer="OM", language=language, parties=())
    assert found.reading is not None
    return Candidate(
        member=replace(
            found,
            version=replace(found.version, title=title),
            reading=replace(found.reading, leanings=leanings, **more),
        )
    )


ENGLISH_PACT = short(
    1, "en", "Oman welcomes the pact of Syria and Lebanon. It stands by both.", "Oman on Syria and Lebanon"
)


def test_a_short_translation_without_a_figure_is_known_by_states_and_by_how_its_sentences_were_weighed() -> (
    None
):
    nearly = Leanings(sentences=((35, -25, -55, 0), (-25, 30, -40, -10)), enough=0.8)
    for leanings in (WELCOMES, nearly):
        joined = decide(short(2, "fr", PACT, PACT_TITLE, leanings).member, [ENGLISH_PACT])
        assert (joined.basis, joined.beside) == (Basis.TWIN, 1)
        assert joined.because == (
            "one issuer and day, the same states, and sentence for sentence weighed alike",
        )
    fewer = short(2, "fr", PACT, "Le ministère : la Syrie", primary=Stance.SUPPORT)
    assert decide(fewer.member, [ENGLISH_PACT]).beside == 1, "other labels, and a title that says less"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Oman salue le pacte de la Syrie et de l'Irak. Il les soutient.", "Oman : la Syrie"),
        (PACT, "Oman : l'Irak et le Liban"),
        ("Oman salue le pacte des deux voisins. Il les soutient.", "Communiqué"),
        ("Oman salue le pacte de la Syrie et du Liban. Il envoie 45 tonnes.", PACT_TITLE),
        ("Oman salue le pacte.\n\nIl soutient la Syrie et le Liban, comme il l'a toujours fait.", PACT_TITLE),
    ],
    ids=["another state", "another title", "no state", "a figure", "other paragraphs"],
)
def test_what_differs_in_states_figures_or_paragraphs_is_no_short_translation(text: str, title: str) -> None:
    assert decide(short(2, "fr", text, title).member, [ENGLISH_PACT]) == alone(2)


@pytest.mark.parametrize(
    "new",
    [
        short(2, "fr", PACT, PACT_TITLE, REGRETS),
        short(2, "fr", PACT, PACT_TITLE, Leanings(sentences=WELCOMES.sentences[:1], enough=0.8)),
        short(2, "fr", PACT, PACT_TITLE, Leanings(sentences=((7, 7, 7, 7),) * 2, enough=0.8)),
        short(2, "fr", PACT, PACT_TITLE, None),
        short(2, "fr", PACT, PACT_TITLE, model="another"),
    ],
    ids=["weighed otherwise", "fewer sentences", "nothing said", "not kept", "another model"],
)
def test_what_was_not_weighed_alike_sentence_for_sentence_is_no_short_translation(new: Candidate) -> None:
    assert decide(new.member, [ENGLISH_PACT]) == alone(2)


def test_the_stricter_of_two_readings_says_what_is_alike_enough() -> None:
    nearly = Leanings(sentences=((35, -25, -55, 0), (-25, 30, -40, -10)), enough=0.999)
    assert decide(short(2, "fr", PACT, PACT_TITLE, nearly).member, [ENGLISH_PACT]) == alone(2)


def test_a_short_text_that_may_translate_either_of_two_joins_neither() -> None:
    other = short(
        3, "en", "Oman regrets the feud of Syria and Lebanon. It calls on both.", "Oman, Syria and Lebanon"
    )
    assert decide(short(2, "fr", PACT, PACT_TITLE).member, [ENGLISH_PACT, other]) == alone(2)


def test_a_short_translation_that_a_person_took_out_stays_out_and_a_late_one_joins_by_its_day() -> None:
    late = short(2, "fr", PACT, PACT_TITLE).member
    late = replace(late, version=replace(late.version, first_seen=NOW + timedelta(days=30)))
    assert decide(late, [ENGLISH_PACT]).beside == 1
    apart = Ruling(one=1, other=2, together=False, at=NOW, person="Ana")
    assert decide(late, [ENGLISH_PACT], [apart]) == alone(2)


def test_what_a_person_ruled_goes_first() -> None:
    apart = Ruling(one=1, other=2, together=False, at=NOW, person="Ana")
    beside = Candidate(member=member(3, ENGLISH, story=1, basis=Basis.COPY, beside=1))
    assert decide(NEW, [OLD, beside], [apart]) == alone(2), "nor with what stands beside it"
    stranger = Candidate(member=member(9, "Something else entirely.", issuer="GB"))
    together = Ruling(one=2, other=9, together=True, at=NOW, person="Ana")
    joined = decide(NEW, [OLD, stranger], [together])
    assert (joined.story, joined.basis, joined.because) == (9, Basis.PERSON, ("Ana put them together",))


def test_signatories_are_those_of_the_copies_and_say_who_lists_whom() -> None:
    founder = member(1, ENGLISH, signatories=("FR", "DE"))
    copy = replace(
        member(2, FRENCH, issuer="DE", signatories=("DE", "FR", "PL")),
        joined=Joined(story=1, basis=Basis.JOINT, beside=1),
    )
    follow = replace(
        member(3, "x", issuer="US", signatories=("US", "GB")),
        joined=Joined(story=1, basis=Basis.FOLLOW_UP, beside=1),
    )
    its_copy = replace(
        member(4, "x", issuer="GB", signatories=("US", "GB")),
        joined=Joined(story=1, basis=Basis.COPY, beside=3),
    )
    story = Story(id=1, members=(founder, copy, follow, its_copy))
    assert [one.version.statement for one in story.copies] == [1, 2]
    assert story.signatories == {"FR": ("FR", "DE"), "DE": ("FR", "DE"), "PL": ("DE",)}
    assert story.issuers == ("FR", "DE", "US", "GB")
    assert story.member(3) is follow
    with pytest.raises(KeyError):
        story.member(9)
