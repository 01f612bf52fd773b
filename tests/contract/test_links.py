"""What belongs together is linked, never merged or dropped: the same text, copies, language twins, re-issues."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from archive.records import Lease, SourceEntry, Stored
from statements.identity import locators, text_hash
from statements.labels import Precision, Relation
from statements.model import Alternate, Known, New, NewVersion, Published, Reissue
from tests.contract.conftest import AnyArchive
from tests.contract.examples import HOUR, NOW, candidate, entry, sha

JOINT = (
    "We, the foreign ministers of four states, follow the events in Aleppo with grave concern. We urge all parties to "
    "de-escalate, to protect civilians and their homes, and to prevent further displacement. The escalation only underlines "
    "the urgent need for a political solution led by Syrians, in line with Security Council resolution 2254."
)


@pytest.fixture
def leases(archive: AnyArchive) -> dict[str, Lease]:
    """Two sources of France, one of Germany, all held."""
    german = SourceEntry(id="de", issuer="DE", host="de.example", every=HOUR)
    archive.sources.sync([entry("a"), entry("b"), german], NOW)
    found = {name: archive.sources.claim(name, NOW, owner="t", lease=HOUR) for name in ("a", "b", "de")}
    return {name: lease for name, lease in found.items() if lease is not None}


def published(day: date) -> Published:
    return Published(precision=Precision.DAY, day=day, zone="Europe/Paris", origin="feed")


def store(
    archive: AnyArchive,
    leases: dict[str, Lease],
    source: str,
    url: str,
    text: str,
    *,
    day: date = date(2024, 12, 1),
    language: str = "en",
    guid: str | None = None,
    title: str = "On Aleppo",
    alternates: tuple[str, ...] = (),
    known: Known | None = None,
) -> Stored:
    given = candidate(
        source=source,
        issuer="DE" if source == "de" else "FR",
        url=url,
        locators=locators(url, guid),
        title=title,
        text=text,
        text_sha256=text_hash(text),
        sha256=sha(title + text),
        published=published(day),
        language=language,
        alternates=tuple(Alternate(language="xx", url=other) for other in alternates),
    )
    intent = New(candidate=given) if known is None else NewVersion(candidate=given, known=known)
    return archive.statements.store(leases[source], intent, now=NOW, capture=None, baseline=False)


def relations(archive: AnyArchive, statement: int) -> list[tuple[Relation, int, bool]]:
    return [(link.relation, link.statement, link.later) for link in archive.links.of(statement)]


def test_the_same_text_on_two_sites_of_one_issuer_is_linked_from_both_ends(
    archive: AnyArchive, leases: dict[str, Lease]
) -> None:
    store(archive, leases, "a", "https://a.example/1", JOINT)
    store(archive, leases, "b", "https://b.example/1", JOINT)
    assert relations(archive, 2) == [(Relation.SAME_TEXT, 1, False)]
    assert relations(archive, 1) == [(Relation.SAME_TEXT, 2, True)]
    [link] = archive.links.of(1)
    assert (link.score, link.source, link.issuer, link.url, link.at) == (
        1.0, "b", "FR", "https://b.example/1", NOW,
    )  # fmt: skip
    assert link.published == published(date(2024, 12, 1))
    assert archive.statements.count() == 2


def test_a_joint_copy_in_another_capital_is_a_copy(archive: AnyArchive, leases: dict[str, Lease]) -> None:
    store(archive, leases, "a", "https://a.example/1", JOINT)
    store(archive, leases, "de", "https://de.example/1", f"Berlin. {JOINT} End of text.")
    [link] = archive.links.of(2)
    assert (link.relation, link.statement) == (Relation.COPY, 1)
    assert 0.9 <= link.score < 1


def test_the_same_title_with_another_text_is_two_statements_and_no_link(
    archive: AnyArchive, leases: dict[str, Lease]
) -> None:
    store(archive, leases, "a", "https://a.example/1", JOINT)
    other = (
        "The cabinet has today adopted the budget of the coming year, with more for schools and for railways."
    )
    store(archive, leases, "b", "https://b.example/1", other)
    assert archive.links.of(1) == archive.links.of(2) == archive.links.of(99) == []
    assert archive.statements.count() == 2


def test_last_years_words_under_a_new_date_are_a_reissue_before_anything_is_read(
    archive: AnyArchive, leases: dict[str, Lease]
) -> None:
    store(archive, leases, "a", "https://a.example/1", JOINT, day=date(2023, 12, 1))
    again = store(archive, leases, "a", "https://a.example/2", JOINT)
    assert again.version is not None
    version = archive.statements.version(again.version)
    assert version.reissue == Reissue(statement=1, day=date(2023, 12, 1), score=1.0)
    assert relations(archive, 2) == [(Relation.REISSUE, 1, False)]
    [unread] = [unread for unread in archive.readings.unread(9) if unread.statement == 2]
    assert unread.reissue == version.reissue


def test_an_older_text_found_later_is_not_the_reissue(archive: AnyArchive, leases: dict[str, Lease]) -> None:
    store(archive, leases, "a", "https://a.example/2", JOINT)
    older = store(archive, leases, "a", "https://a.example/1", JOINT, day=date(2023, 12, 1))
    assert older.version is not None
    assert archive.statements.version(older.version).reissue is None
    assert relations(archive, 2) == [(Relation.REISSUE, 1, True)]


def test_an_edit_moves_what_holds_by_words_and_leaves_the_rest(
    archive: AnyArchive, leases: dict[str, Lease]
) -> None:
    store(archive, leases, "a", "https://a.example/1", JOINT, day=date(2023, 12, 1))
    store(archive, leases, "a", "https://a.example/2", JOINT)
    store(archive, leases, "de", "https://de.example/1", JOINT)
    assert relations(archive, 2) == [(Relation.REISSUE, 1, False), (Relation.SAME_TEXT, 3, True)]
    known = archive.statements.known("a", ("url:https://a.example/2",), "", NOW)
    edited = JOINT.replace("grave concern", "the gravest concern")
    store(archive, leases, "a", "https://a.example/2", edited, known=known)
    assert relations(archive, 2) == [(Relation.COPY, 3, False), (Relation.REISSUE, 1, False)]
    other = (
        "Nothing of the old text is left here, for the page was used again for the visit of a minister today."
    )
    store(archive, leases, "a", "https://a.example/2", other, known=known)
    assert relations(archive, 2) == [(Relation.REISSUE, 1, False)]


FRENCH = "Nous suivons les événements d'Alep avec une vive préoccupation et appelons toutes les parties à la retenue."
ARABIC = "نتابع الأحداث في حلب بقلق بالغ وندعو جميع الأطراف إلى ضبط النفس وحماية المدنيين."


def test_languages_under_one_path_are_twins_and_the_third_finds_both(
    archive: AnyArchive, leases: dict[str, Lease]
) -> None:
    store(archive, leases, "a", "https://mfa.example/en/news/aleppo", JOINT)
    store(archive, leases, "a", "https://mfa.example/fr/news/aleppo", FRENCH, language="fr")
    store(archive, leases, "b", "https://mfa.example/ar/news/aleppo", ARABIC, language="ar")
    assert relations(archive, 2) == [(Relation.TWIN, 1, False), (Relation.TWIN, 3, True)]
    assert relations(archive, 3) == [(Relation.TWIN, 1, False), (Relation.TWIN, 2, False)]


@pytest.mark.parametrize("linking", ["first", "second"])
def test_pages_that_link_each_other_as_languages_are_twins(
    archive: AnyArchive, leases: dict[str, Lease], linking: str
) -> None:
    english, french = "https://mfa.example/aleppo-en-1", "https://mfa.example/alep-communique"
    store(archive, leases, "a", english, JOINT, alternates=(english, french) if linking == "first" else ())
    store(
        archive, leases, "b", french, FRENCH, language="fr",
        alternates=(english, french) if linking == "second" else (),
    )  # fmt: skip
    [link] = archive.links.of(2)
    assert (link.relation, link.statement, link.score, link.language) == (Relation.TWIN, 1, 1.0, "en")


def test_one_publishers_id_in_two_languages_is_a_twin(archive: AnyArchive, leases: dict[str, Lease]) -> None:
    store(archive, leases, "a", "https://mfa.example/en/x/syria-2449908", JOINT)
    store(archive, leases, "b", "https://mfa.example/de/y/syrien-2449908", FRENCH, language="fr")
    assert relations(archive, 2) == [(Relation.TWIN, 1, False)]


def test_no_twins_by_title_by_language_or_across_issuers_and_months(
    archive: AnyArchive, leases: dict[str, Lease]
) -> None:
    store(archive, leases, "a", "https://mfa.example/en/news/aleppo", JOINT)
    store(archive, leases, "a", "https://mfa.example/fr/news/other", FRENCH, language="fr")  # the same title
    other = f"{FRENCH} Mais encore."
    store(archive, leases, "b", "https://www.mfa.example/news/aleppo", other, language="en")  # one language
    store(archive, leases, "de", "https://mfa.example/de/news/aleppo", ARABIC, language="ar")
    late = date(2024, 12, 1) + timedelta(days=90)
    store(archive, leases, "b", "https://mfa.example/es/news/aleppo", ARABIC[::-1], language="fr", day=late)
    assert not any(
        link.relation is Relation.TWIN for statement in range(1, 6) for link in archive.links.of(statement)
    )


def test_a_repeated_unit_of_work_links_once(archive: AnyArchive, leases: dict[str, Lease]) -> None:
    for _ in range(2):
        store(archive, leases, "a", "https://a.example/1", JOINT)
        store(archive, leases, "b", "https://b.example/1", JOINT)
    assert relations(archive, 1) == [(Relation.SAME_TEXT, 2, True)]


def test_words_of_office_that_open_every_text_neither_link_nor_hide(
    archive: AnyArchive, leases: dict[str, Lease]
) -> None:
    office = "The Ministry of Foreign Affairs of the Republic presents the following statement of its spokesperson to the press."
    for n in range(30):
        body = " ".join(f"word{n}x{k}" for k in range(40))
        store(archive, leases, "a", f"https://a.example/{n}", f"{office} {body}", title=f"No {n}")
    assert all(archive.links.of(statement) == [] for statement in range(1, 31))
    copied = f"{office} {' '.join(f'word3x{k}' for k in range(40))} End."
    store(archive, leases, "de", "https://de.example/1", copied)
    assert relations(archive, 31) == [(Relation.COPY, 4, False)]
