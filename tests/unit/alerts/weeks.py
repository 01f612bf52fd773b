"""A week of many statements, to be rendered in tests: several languages, a joint statement, an edit, gaps, sections."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from alerts.digest import DigestBoard, DigestChange, DigestInput, DigestSection, DigestStatement
from archive.records import Gap, Hit
from archive.voices import Standing, Voice
from statements.labels import Basis, Grade, Novelty, Stance, Topic, Verdict
from statements.story import Joined, Member, News, Story
from tests.unit.alerts.examples import reading, version

START, END = datetime(2024, 11, 25, 7, tzinfo=UTC), datetime(2024, 12, 2, 7, tzinfo=UTC)
ISSUERS = ("FR", "DE", "GB", "US", "SY", "IR", "CN", "RU", "QA", "UN", "EU", "TR")
TITLES = (
    ("en", "Statement by the Spokesperson on the attack"),
    ("fr", "La France condamne l’attaque contre l’hôpital et appelle à la retenue"),
    ("ar", "بيان وزارة الخارجية بشأن الهجوم على المدينة"),
    ("fa", "واکنش سخنگوی وزارت خارجه به بیانیهٔ مشترک"),
    ("zh", "外交部发言人就停火问题答记者问并呼吁各方保持克制"),
    ("ru", "Заявление официального представителя о ситуации в регионе"),
    ("en", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2),
)
STANCES = (Stance.CONDEMNATION, Stance.WARNING, Stance.CONCERN, Stance.SUPPORT, Stance.NEUTRAL)


def statement(n: int, **changes: Any) -> DigestStatement:
    """The ``n``-th of the week."""
    language, title = TITLES[n % len(TITLES)]
    stance = STANCES[n % len(STANCES)]
    return DigestStatement(
        version=version(
            **{
                "id": n,
                "statement": n,
                "issuer": ISSUERS[n % len(ISSUERS)],
                "title": f"{title} {n}",
                "language": language,
                "url": f"https://mfa.example/{language}/statements/{n}?id={n}&lang={language}",
                "first_seen": START + (END - START) * ((n * 37) % 500) / 500,
                **changes,
            }
        ),
        reading=reading(
            stances=(stance,),
            primary=stance,
            rung=(5, 7, 3, 0, 0)[n % 5],
            topics=(list(Topic)[n % len(Topic)],),
            signatories=(),
            kind=None,
            evidence={stance: ("We have said it before, and we say it again today: it has to end.",)},
        ),
    )


def joint() -> tuple[tuple[DigestStatement, ...], Story]:
    """One text of four capitals, which Rome's copy is not the same as."""
    issuers = ("FR", "DE", "US", "IT")
    copies = tuple(
        DigestStatement(
            version=version(
                id=9000 + n, statement=9000 + n, issuer=issuer, title=f"Joint statement, copy of {issuer}"
            ),
            reading=reading(
                signatories=("FR", "DE", "US", "IT", "GB") if issuer == "IT" else ("FR", "DE", "US", "IT")
            ),
        )
        for n, issuer in enumerate(issuers)
    )
    return copies, Story(
        id=9000,
        members=tuple(
            Member(
                version=copy.version,
                reading=copy.reading,
                joined=Joined(
                    story=9000, basis=Basis.JOINT if n else Basis.FOUNDER, beside=8999 + n if n else None
                ),
            )
            for n, copy in enumerate(copies)
        ),
    )


def board() -> DigestBoard:
    """Four capitals spoke, one of them in another's name; of the rest every kind of silence."""
    spoken = [statement(n) for n in (1, 2, 3)]
    hits = [
        Hit(version=one.version, reading=one.reading, versions=1, withdrawn_at=None, last_seen=END)
        for one in spoken
    ]
    at = [START + timedelta(hours=5 * n) for n in (1, 2, 3)]
    voices = [
        Voice(issuer=issuer, standing=Standing.SPOKE, hit=hits[n], at=at[n], delay=at[n] - at[0], by=by)
        for issuer, n, by in (("DE", 0, None), ("GB", 1, None), ("CA", 1, "GB"), ("US", 2, None))
    ]
    voices += [Voice(issuer=issuer, standing=Standing.SILENT) for issuer in ("FR", "IT", "ES", "PL", "JP")]
    for issuer, standing, reason in (
        ("TR", Standing.PARTLY, "Ministry of Foreign Affairs blocked 27 Nov 2024 06:00 CET to 27 Nov 2024 08:00 CET (readable 46 h of 48 h)"),
        ("IR", Standing.UNREADABLE, "Presidency timeout since 26 Nov 2024 03:00 CET (readable 5 h of 48 h before); IRNA blocked since 25 Nov 2024 09:00 CET"),
        ("CN", Standing.NOT_WATCHED, "no source of it is switched on"),
        ("IN", Standing.NOT_WATCHED, "Ministry of External Affairs was last asked 25 Nov 2024 07:00 CET, before this began"),
    ):  # fmt: skip
        voices.append(Voice(issuer=issuer, standing=standing, reason=reason))
    return DigestBoard(voices=tuple(voices), start=at[0])


def week(count: int, **changes: Any) -> DigestInput:
    """A week of ``count`` statements and one of four capitals."""
    many = tuple(statement(n) for n in range(1, count + 1))
    copies, story = joint()
    watches = {"syria": "Resolution 2254", "warnings": "Who warns", "rtl": "قرارات", "none": "Nothing at all"}
    edited = version(id=9100, statement=1, title="Edited statement", grade=Grade.STANCE, n=2)
    base: dict[str, Any] = {
        "title": "Weekly digest of official statements",
        "start": START,
        "end": END,
        "zone": "Europe/Berlin",
        "statements": (*many, *copies),
        "before": many[: count // 2],
        "before_start": START - timedelta(days=7),
        "stories": (story,),
        "news": {
            9000: (News(kind=Novelty.RESOLUTION, value="2254", depth=214, since=START - timedelta(days=300)),)
        },
        "voices": ("QA",),
        "sections": tuple(
            DigestSection(
                id=id_,
                title=name,
                query=f"stance:{id_} OR topic:unsc-2254",
                statements=() if id_ == "none" else many[at::3],
                board=board() if id_ == "syria" else None,
            )
            for at, (id_, name) in enumerate(watches.items())
        ),
        "changes": (
            DigestChange(
                version=edited,
                what="edited",
                when=END - timedelta(days=1),
                detail="We [-deplore-] {+condemn+} it.",
            ),
            *(
                DigestChange(
                    version=version(id=9200 + n, grade=grade), what="edited", when=END - timedelta(days=1)
                )
                for n, grade in enumerate((Grade.WORDING, Grade.TYPO, Grade.TYPO))
            ),
            DigestChange(
                version=version(title="Withdrawn one"), what="withdrawn", when=END - timedelta(hours=1)
            ),
        ),
        "gaps": tuple(
            Gap(
                source="ir-mfa",
                since=START + timedelta(hours=9 * n),
                until=START + timedelta(hours=9 * n + 2),
                verdict=Verdict.BLOCKED,
                error="challenge page",
            )
            for n in range(5)
        ),
        "sources": 12,
        "stops": {id_: f"https://stop.example/{'x' * 120}/{id_ or 'all'}" for id_ in ("", *watches)},
    }
    return DigestInput(**{**base, **changes})
