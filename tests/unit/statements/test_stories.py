"""Which story a statement belongs to, case by case; how well on the whole is measured by bench/stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from statements.labels import Basis, Precision, Relation
from statements.model import Actor, Published, Version
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


def short(number: int, language: str, text: str, title: str) -> Candidate:
    found = member(number, text, issuer="OM", language=language, parties=())
    return Candidate(member=replace(found, version=replace(found.version, title=title)))


def test_a_short_translation_without_a_figure_is_known_by_states_sentences_and_labels() -> None:
    english = short(
        1,
        "en",
        "Oman welcomes the pact of Syria and Lebanon. It stands by both.",
        "Oman on Syria and Lebanon",
    )
    french = short(
        2,
        "fr",
        "Oman salue le pacte de la Syrie et du Liban. Il les soutient.",
        "Oman : la Syrie et le Liban",
    )
    joined = decide(french.member, [english])
    assert (joined.basis, joined.beside) == (Basis.TWIN, 1)
    assert joined.because == ("one issuer and day, the same states, sentences, stance and topics",)
    for text, title in (
        ("Oman salue le pacte de la Syrie et de l'Irak. Il les soutient.", "Oman : la Syrie et le Liban"),
        ("Oman salue le pacte de la Syrie et du Liban.", "Oman : la Syrie et le Liban"),
        ("Oman salue le pacte de la Syrie et du Liban. Il les soutient.", "Communiqué"),
        ("Oman salue le pacte de la Syrie et du Liban. Il envoie 45 tonnes.", "Oman : la Syrie et le Liban"),
    ):
        assert decide(short(2, "fr", text, title).member, [english]) == alone(2), text
    other = short(
        3, "en", "Oman regrets the feud of Syria and Lebanon. It calls on both.", "Oman, Syria and Lebanon"
    )
    assert decide(french.member, [english, other]) == alone(2), "it may be that of either"


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
