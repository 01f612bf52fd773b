"""Search: both engines against the reference implementation, with corpora and queries of every kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import Archive, open_archive
from archive.query import parse
from archive.records import Hit, Lease
from archive.search import Search
from statements.errors import ArchiveError, QueryError
from statements.labels import Grade, Kind, Novelty, Precision, Stance, Topic
from statements.model import Actor, Candidate, Known, New, NewVersion, Published, Reading
from statements.story import News
from tests.contract import reference
from tests.contract.examples import DAY, HOUR, NOW, candidate, entry, new, reading, revised, sha

WORDS = [
    *(
        "ceasefire",
        "cease-fire",
        "Condemns",
        "condemned",
        "condamné",
        "CONDAMNE",
        "attaques",
        "l'attaque",
        "Türkiye",
    ),
    *(
        "санкции",
        "санкций",
        "конфликта",
        "وقف",
        "إطلاق",
        "النار",
        "الأمم",
        "المتّحدة",
        "ملّت",
        "ملت‌ها",
        "停火",
        "立即停火",
    ),
    *(
        "北京",
        "京",
        "ガザ地区",
        "휴전을",
        "ελληνικά",
        "הפסקת",
        "אש",
        "Straße",
        "strasse",
        "2254",
        "S/RES/2254",
        "U.N.",
        "e-mail",
        "a two-state solution",
        "красная линия",
        "保持克制",
    ),
]
LANGUAGES = ["en", "fr", "ru", "ar", "zh", None]
QUERIES = [
    *(
        "ceasefire",
        "condemn",
        "condamner",
        '"cease fire"',
        "cease-fire",
        "condam*",
        "санкция",
        "停火",
        "京",
        "النار",
    ),
    *(
        "attaque",
        "turkiye",
        "STRASSE",
        "issuer:FR",
        "issuer:FR,DE",
        "source:s1",
        "stance:condemnation",
        "topic:sanctions",
        "topic:grain-corridor",
        "topic:sanctions,grain-corridor -topic:shelling",
        "unsure:any",
        "unsure:condemnation,ceasefire",
        "stance:condemnation -unsure:condemnation",
    ),
    *(
        "rung:>=4",
        "rung:0..3",
        "kind:joint-statement",
        "lang:fr",
        "resolution:2254",
        "actor:HTS",
        'actor:"Hizb Allah"',
    ),
    *(
        "signatory:US",
        "date:2024-12-01",
        "date:..2024-11-30",
        "date:2024-11-30..2025-01-01",
        "date:2024-12-02..",
    ),
    *(
        "seen:<1d",
        "seen:>2h",
        "is:joint",
        "is:revised",
        "is:withdrawn",
        "is:withdrawn,joint",
        "is:reissue",
        "withdrawn:yes",
        "withdrawn:no issuer:FR",
        "edit:stance",
        "edit:>=facts",
        "edit:<=typo",
        "-edit:withdrawn",
        "2254",
        '"le attaque"',
    ),
    *(
        "first:any",
        "first:stance,voice",
        "new:rung",
        "dropped:formula",
        "dropped:red-line",
        "dropped:resolution-2254",
        "-first:any formula:two-state-solution",
        "formula:red-line,utmost-restraint",
    ),
]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive on each engine with its own database, since examples of one test share it."""
    if request.param == "sqlite":
        with open_archive(f"sqlite:///{tmp_path_factory.mktemp('search') / 'a.db'}", migrate=True) as opened:
            yield opened
        return
    server = request.getfixturevalue("postgres")
    url = server.new()
    with open_archive(url, migrate=True) as opened:
        yield opened
    server.drop(url)


def queries() -> st.SearchStrategy[str]:
    def extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pairs = st.tuples(inner, st.sampled_from([" ", " AND ", " OR "]), inner).map("".join)
        return pairs.map(lambda query: f"({query})") | inner.map(lambda query: f"-({query})") | pairs

    leaf = st.sampled_from(QUERIES) | st.sampled_from(QUERIES).map(lambda query: f"NOT {query}")
    return st.recursive(leaf, extend, max_leaves=5)


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
days = st.dates(date(2024, 11, 29), date(2024, 12, 3))
published = st.one_of(
    st.just(Published(precision=Precision.UNKNOWN)),
    days.map(lambda day: Published(precision=Precision.DAY, day=day, zone="Asia/Tokyo")),
    st.integers(-36, 36).map(
        lambda hours: Published(
            precision=Precision.INSTANT,
            instant=NOW + hours * HOUR,
            zone="America/New_York" if hours % 2 else None,
        )
    ),
)
readings = st.builds(
    Reading,
    model=st.just("m"),
    stances=st.lists(st.sampled_from([Stance.CONDEMNATION, Stance.SUPPORT]), max_size=2, unique=True).map(
        tuple
    ),
    primary=st.just(Stance.NEUTRAL),
    topics=st.lists(st.sampled_from([Topic.SANCTIONS, Topic.CEASEFIRE]), max_size=2, unique=True).map(tuple),
    rung=st.integers(0, 8),
    kind=st.sampled_from([None, Kind.JOINT_STATEMENT, Kind.READOUT]),
    signatories=st.sampled_from([(), ("US",), ("US", "FR")]),
    resolutions=st.sampled_from([(), ("2254",)]),
    own_topics=st.sampled_from([(), (), ("grain-corridor",), ("shelling", "grain-corridor")]),
    unsure=st.sampled_from([(), (), ("condemnation",), ("ceasefire", "support")]),
    actors=st.sampled_from([(), (Actor(name="HTS"),), (Actor(name="Hizb  Allah"),), (Actor(name="!"),)]),
)
news = st.builds(
    News,
    kind=st.sampled_from(Novelty),
    value=st.sampled_from(["red-line", "resolution-2254", "warning", "HTS"]),
)
documents = st.tuples(
    texts, texts, st.sampled_from(LANGUAGES), published, st.sampled_from(["FR", "DE"]), st.none() | readings,
    st.sampled_from(["new", "revised", "withdrawn"]), st.integers(0, 72),
    st.lists(news, max_size=2, unique_by=lambda one: (one.kind, one.value)).map(tuple),
)  # fmt: skip
_serial = iter(range(10**9))


def fill(archive: Archive, drawn: Sequence[tuple[Any, ...]]) -> dict[int, reference.Document]:
    """Store the drawn documents as a source of their own and return what the reference needs, by statement."""
    expected: dict[int, reference.Document] = {}
    archive.sources.sync([entry("s1"), entry("s2")], NOW)
    for title, text, language, when, issuer, found, fate, hours, told in drawn:
        source = "s1" if issuer == "FR" else "s2"
        lease = archive.sources.claim(source, NOW, owner="t", lease=HOUR)
        assert lease is not None
        seen = NOW - timedelta(hours=hours)
        given = candidate(
            str(next(_serial)),
            source=source,
            issuer=issuer,
            title=title,
            text=text,
            language=language,
            published=when,
        )
        stored = archive.statements.store(lease, New(candidate=given), now=seen, capture=None, baseline=False)
        if fate == "revised":
            edit = edited(archive, given)
            stored = archive.statements.store(lease, edit, now=NOW, capture=None, baseline=False)
        elif fate == "withdrawn":
            archive.statements.missing(lease, stored.statement, NOW, NOW + HOUR)
            assert archive.statements.missing(lease, stored.statement, NOW + HOUR, NOW + HOUR)
        assert stored.version is not None
        version = archive.statements.version(stored.version)
        if isinstance(found, Reading):
            grade = list(Grade)[hours % 7] if fate == "revised" else None
            archive.readings.record(
                version, found, watches=[], compose=lambda matched: [], now=NOW, grade=grade, news=told
            )
        archive.sources.release(lease)
        expected[stored.statement] = reference.Document(
            version=archive.statements.version(stored.version),
            reading=found if isinstance(found, Reading) else None,
            withdrawn=fate == "withdrawn",
            news=told if isinstance(found, Reading) else (),
        )
    return expected


def edited(archive: Archive, given: Candidate) -> NewVersion:
    known: Known | None = archive.statements.known(given.source, given.locators, "", NOW)
    assert known is not None
    values = {name: getattr(given, name) for name in Candidate.__dataclass_fields__}
    values |= {"text": "edited " + given.text, "sha256": sha("edited " + given.sha256)}
    return NewVersion(candidate=Candidate(**values), known=known)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=st.lists(documents, min_size=1, max_size=6), asked=st.lists(queries(), min_size=6, max_size=12))
def test_search_agrees_with_the_reference(
    engine: Archive, drawn: list[tuple[Any, ...]], asked: list[str]
) -> None:
    before = engine.statements.count()
    expected = fill(engine, drawn)
    for query in [*QUERIES, *asked]:
        tree = parse(query)
        wanted = [s for s, document in expected.items() if reference.matches(tree, document, NOW)]
        found = engine.search(query, limit=10**6, now=NOW).hits
        mine = [hit.version.statement for hit in found if hit.version.statement > before]
        assert mine == sorted(wanted, reverse=True), query
        for statement, document in expected.items() if query in asked else ():
            inside = engine.search(query, within=document.version.id, now=NOW)
            assert (inside.total == 1) == (statement in wanted), query


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.text(max_size=40) | st.text(alphabet="ab\"*()-: ,.<>=ANDORNT\x00'\\", max_size=25))
def test_whatever_is_typed_is_answered_or_refused(engine: Archive, query: str) -> None:
    try:
        engine.search(query, now=NOW)
    except QueryError as error:
        assert 0 <= error.position <= len(query)


@pytest.fixture
def filled(archive_url: str) -> Iterator[tuple[Archive, Lease]]:
    with open_archive(archive_url) as archive:
        archive.sources.sync([entry("a")], NOW)
        lease = archive.sources.claim("a", NOW, owner="t", lease=HOUR)
        assert lease is not None
        yield archive, lease


def statements(hits: Sequence[Hit]) -> list[int]:
    return [hit.version.statement for hit in hits]


def test_newest_first_a_page_at_a_time(filled: tuple[Archive, Lease]) -> None:
    archive, lease = filled
    for n in range(7):
        archive.statements.store(lease, new(str(n), text=f"truce {n}"), now=NOW, capture=None, baseline=False)
    first = archive.search("truce", limit=3, now=NOW)
    assert (statements(first.hits), first.total, first.next_before) == ([7, 6, 5], 7, 5)
    second = archive.search("truce", limit=3, before=first.next_before, now=NOW)
    assert (statements(second.hits), second.total, second.next_before) == ([4, 3, 2], 7, 2)
    last = archive.search("truce", limit=3, before=second.next_before, now=NOW)
    assert (statements(last.hits), last.next_before) == ([1], None)
    assert statements(archive.search("", limit=99, now=NOW).hits) == [7, 6, 5, 4, 3, 2, 1]


def test_an_old_version_is_found_only_when_asked_for(filled: tuple[Archive, Lease]) -> None:
    archive, lease = filled
    archive.statements.store(lease, new(text="about sanctions"), now=NOW, capture=None, baseline=False)
    known = archive.statements.known("a", candidate().locators, "", NOW)
    assert known is not None
    edit = revised(known, text="about trade")
    archive.statements.store(lease, edit, now=NOW + HOUR, capture=None, baseline=False)
    assert archive.search("sanctions", now=NOW).total == 0
    assert statements(archive.search("trade is:revised seen:<1h", now=NOW + HOUR / 2).hits) == [1]
    [old] = archive.search("sanctions", within=1, now=NOW).hits
    assert (old.version.id, old.version.n, old.versions) == (1, 1, 2)
    assert archive.search("sanctions", within=2, now=NOW).total == 0
    with pytest.raises(ArchiveError, match="no version 9"):
        archive.search("sanctions", within=9, now=NOW)


def test_a_hit_carries_its_reading(filled: tuple[Archive, Lease]) -> None:
    archive, lease = filled
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    [version] = archive.readings.unread(1)
    assert archive.search("stance:condemnation", now=NOW).total == 0
    archive.readings.record(version, reading(), watches=[], compose=lambda matched: [], now=NOW)
    [hit] = archive.search(
        "stance:condemnation signatory:US kind:joint-statement -kind:statement", now=NOW
    ).hits
    assert (hit.version, hit.reading) == (version, reading())


def test_counting_stops_and_says_so(filled: tuple[Archive, Lease]) -> None:
    archive, lease = filled
    for n in range(9):
        archive.statements.store(lease, new(str(n), text=f"truce {n}"), now=NOW, capture=None, baseline=False)
    search = Search(archive.database, total_limit=5)
    results = search("truce -7", limit=2, now=NOW)
    assert (statements(results.hits), results.total, results.total_limit) == ([9, 7], 5, 5)
    older = search("truce", limit=2, before=3, now=NOW)
    assert (statements(older.hits), older.total, older.next_before) == ([2, 1], 5, None)


def test_a_speech_is_searched_to_its_end(filled: tuple[Archive, Lease]) -> None:
    """PostgreSQL's own positions end at 16,383 and at 256 a word."""
    archive, lease = filled
    text = "the long speech of the day " * 4_000 + "and the last ceasefire, 停火协议"
    archive.statements.store(lease, new(text=text), now=NOW, capture=None, baseline=False)
    for query in (
        '"the last ceasefire"',
        '"speech of the day and"',
        "停火协议",
        "协议",
        "议",
        '"the last ceasef"',
    ):
        assert archive.search(query, now=NOW).total == (query != '"the last ceasef"'), query


def test_a_text_of_nothing_but_different_words_is_stored(filled: tuple[Archive, Lease]) -> None:
    archive, lease = filled
    text = " ".join(f"w{n:x}{'x' * 70}{n}" for n in range(40_000)) + " end"
    archive.statements.store(lease, new(text="begin " + text), now=NOW, capture=None, baseline=False)
    assert archive.search("begin", now=NOW).total == 1
    assert archive.search("end", now=NOW).total == 0  # beyond what is indexed


def test_a_query_at_its_limits_is_carried_out(filled: tuple[Archive, Lease]) -> None:
    archive, lease = filled
    archive.statements.store(lease, new(), now=NOW, capture=None, baseline=False)
    many = " OR ".join(f"word{n}" for n in range(150))
    deep = "(" * 18 + "aleppo OR a" + " b)" * 18
    negations = "NOT (x NOT (y " * 4 + "z" + "))" * 4
    for query in (many, deep, negations, "issuer:" + ",".join(["FR"] * 200)):
        archive.search(query, now=NOW)


def test_seen_is_exact_whatever_the_order_of_ids(filled: tuple[Archive, Lease]) -> None:
    archive, lease = filled
    for n, seen in enumerate([NOW - DAY, NOW - 9 * DAY, NOW - 2 * DAY, NOW - 8 * DAY]):
        archive.statements.store(
            lease, new(str(n), text=f"truce {n}"), now=seen, capture=None, baseline=False
        )
    assert statements(archive.search("truce seen:<7d", now=NOW).hits) == [3, 1]
    assert statements(archive.search("truce seen:>7d", now=NOW).hits) == [4, 2]
    assert statements(archive.search("seen:<3d seen:>36h", now=NOW).hits) == [3]
