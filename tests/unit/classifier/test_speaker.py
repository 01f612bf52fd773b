"""In whose voice a text speaks: rank, role and name, per language."""

from __future__ import annotations

import pytest

from classifier.facts import speaker
from statements.labels import Rank

# language, issuer, title, text, (rank, role, name)
CASES: tuple[tuple[str, str, str, str, tuple[str, str, str | None] | None], ...] = (
    ("en", "US", "Statement by the Spokesperson on Sudan", "", ("spokesperson", "Spokesperson", None)),
    (
        "en",
        "GB",
        "Foreign Secretary Alan Brook's statement on Chad",
        "",
        ("minister", "Foreign Secretary", "Alan Brook"),
    ),
    (
        "en",
        "US",
        "Call with the Foreign Minister of Jordan",
        'We met. "This is grave," said the spokesperson, Ann Hill.',
        ("spokesperson", "spokesperson", "Ann Hill"),
    ),
    ("en", "NO", "Prime Minister Condemns Attack", "", ("head", "Prime Minister", None)),
    (
        "en",
        "PK",
        "Foreign Ministry Spokesperson's remarks",
        "",
        ("spokesperson", "Foreign Ministry Spokesperson", None),
    ),
    (
        "en",
        "NO",
        "Norway condemns the raid",
        "The Ministry of Foreign Affairs condemns the raid.",
        ("ministry", "Ministry of Foreign Affairs", None),
    ),
    ("en", "NO", "Norway condemns the raid", "Nobody spoke.", None),
    (
        "fr",
        "FR",
        "Déclaration du porte-parole du ministère des Affaires étrangères",
        "",
        ("spokesperson", "porte-parole du ministère des Affaires étrangères", None),
    ),
    ("fr", "FR", "Entretien du ministre avec son homologue", "", ("minister", "ministre", None)),
    (
        "de",
        "DE",
        "Außenministerin Lena Vogt zur Lage im Sudan",
        "",
        ("minister", "Außenministerin", "Lena Vogt"),
    ),
    (
        "de",
        "DE",
        "Zur Lage",
        "Eine Sprecherin des Auswärtigen Amts erklärte:",
        ("spokesperson", "Sprecherin des Auswärtigen Amts", None),
    ),
    ("es", "CL", "Canciller Marta Ríos recibe a embajador", "", ("minister", "Canciller", "Marta Ríos")),
    (
        "it",
        "IT",
        "Dichiarazione del Presidente del Consiglio",
        "",
        ("head", "Presidente del Consiglio", None),
    ),
    (
        "pt",
        "BR",
        "Discurso do ministro das Relações Exteriores",
        "",
        ("minister", "ministro das Relações Exteriores", None),
    ),
    ("pl", "PL", "Oświadczenie rzecznika MSZ", "", ("spokesperson", "rzecznika MSZ", None)),
    (
        "tr",
        "TR",
        "Dışişleri Bakanlığı Sözcüsü'nün açıklaması",
        "",
        ("spokesperson", "Dışişleri Bakanlığı Sözcüsü", None),
    ),
    (
        "ru",
        "RU",
        "Ответ официального представителя МИД России М.В.Петровой",
        "",
        ("spokesperson", "официального представителя МИД", "М.В.Петровой"),
    ),
    ("ru", "RU", "Выступление Министра иностранных дел", "", ("minister", "Министра иностранных дел", None)),
    ("uk", "UA", "Заява речника МЗС", "", ("spokesperson", "речника МЗС", None)),
    ("ar", "JO", "وزير الخارجية سامي العلي يبحث الأوضاع", "", ("minister", "وزير الخارجية", "سامي العلي")),
    (
        "ar",
        "SA",
        "بيان",
        "صرح المتحدث الرسمي باسم وزارة الخارجية بأن",
        ("spokesperson", "المتحدث الرسمي باسم وزارة الخارجية", None),
    ),
    ("fa", "IR", "اظهارات سخنگوی وزارت امور خارجه", "", ("spokesperson", "سخنگوی وزارت امور خارجه", None)),
    ("he", "IL", "הודעת דובר משרד החוץ", "", ("spokesperson", "דובר משרד החוץ", None)),
    ("zh", "CN", "外交部发言人李明主持例行记者会", "", ("spokesperson", "外交部发言人", "李明")),
    ("ja", "JP", "山本外務大臣臨時会見", "", ("minister", "外務大臣", "山本")),
    ("ja", "JP", "外務報道官談話", "", ("spokesperson", "外務報道官", None)),
    ("ko", "KR", "김철수 외교부 장관 통화", "", ("minister", "외교부 장관", "김철수")),
    ("ko", "KR", "외교부 대변인 성명", "", ("spokesperson", "외교부 대변인", None)),
    (
        "en",
        "FR",
        "Meeting with the President of Chile",
        "The Minister met the President of Chile.",
        ("minister", "Minister", None),
    ),
    ("ru", "RU", "О встрече", "Министр иностранных дел Франции прибыл.", None),
    ("en", "UN", "Remarks by the Secretary-General", "", ("head", "Secretary-General", None)),
    ("fr", "CH", "Sur la visite du président", "", None),
    ("en", "NO", "Statement", "Former President Ortiz criticised the ministry.", None),
    ("en", "NO", "Ex-Minister Bob Hill speaks", "", None),
    (
        "en",
        "CA",
        "Joint Statement by the Foreign Ministers of Canada, Norway, Sweden and Denmark",
        "",
        ("minister", "Foreign Ministers", None),
    ),
    (
        "de",
        "DE",
        "Gemeinsame Erklärung der Außenminister Deutschlands, Polens und Italiens",
        "",
        ("minister", "Außenminister", None),
    ),
    (
        "ru",
        "RU",
        "Заявление министров иностранных дел России, Ирана и Турции",
        "",
        ("minister", "министров иностранных дел", None),
    ),
    ("ko", "JP", "일본 외무장관 성명", "", ("minister", "외무장관", None)),
    ("en", "NO", "Norway condemns", "The Ministry condemns the raid.", ("ministry", "Ministry", None)),
    ("en", "US", "Briefing", "QUESTION: Does the Minister condemn the raid?", None),
    ("en", "IE", "Travel advice", "The Minister of State for Tourism is Bob.", None),
    ("pl", "PL", "Ministrowie Jan Nowak i inni", "", ("minister", "Ministrowie", "Jan Nowak")),
    ("ja", "JP", "上原外務大臣臨時会見", "", ("minister", "外務大臣", "上原")),
)

# An office and a name behind it, as the sentence that says something begins with them: language, issuer, text, (rank, role, name).
NAMED: tuple[tuple[str, str, str, tuple[str, str, str | None] | None], ...] = (
    ("en", "US", "Secretary Rubio said the talks go on.", ("minister", "Secretary", "Rubio")),
    ("en", "US", "Earlier, Secretary Marco Rubio said it.", ("minister", "Secretary", "Marco Rubio")),
    ("en", "US", "Secretary Antony J. Blinken said it.", ("minister", "Secretary", "Antony J. Blinken")),
    ("en", "US", "Secretary of State Rubio said it.", ("minister", "Secretary of State", "Rubio")),
    ("en", "US", "Secretary Hill said the talks go on.", ("minister", "Secretary", "Hill")),
    ("en", "US", "Executive Secretary Hill said it.", None),
    ("en", "CN", "General Secretary Hill said it.", None),
    ("en", "US", "The Secretary Participates in talks, she said.", None),
    ("en", "TR", "Minister Fidan said the talks go on.", ("minister", "Minister", "Fidan")),
    ("en", "DE", "Chancellor Scholz said the talks go on.", ("head", "Chancellor", "Scholz")),
    ("en", "FR", "President Macron said the talks go on.", ("head", "President", "Macron")),
    ("en", "GB", "Foreign Secretary Lammy said it.", ("minister", "Foreign Secretary", "Lammy")),
    ("en", "US", "Spokesperson Miller said it.", ("spokesperson", "Spokesperson", "Miller")),
    ("en", "EU", "High Representative Kallas said it.", ("minister", "High Representative", "Kallas")),
    (
        "en",
        "EU",
        "High Representative/Vice-President Kaja Kallas said it.",
        ("minister", "High Representative", "Kaja Kallas"),
    ),
    ("fr", "FR", "Le ministre Barrot a déclaré cela.", ("minister", "ministre", "Barrot")),
    ("fr", "FR", "Le président Macron a déclaré cela.", ("head", "président", "Macron")),
    ("fr", "FR", "Le président de l'association a déclaré cela.", None),
    ("fr", "BE", "Le chancelier Scholz a déclaré cela.", ("head", "chancelier", "Scholz")),
    ("de", "DE", "Ministerin Baerbock sagte es.", ("minister", "Ministerin", "Baerbock")),
    ("de", "DE", "Kanzlerin Merkel sagte es.", ("head", "Kanzlerin", "Merkel")),
    ("es", "MX", "La canciller Bárcena dijo que sí.", ("minister", "canciller", "Bárcena")),
    ("it", "IT", "Il ministro Tajani ha dichiarato che sì.", ("minister", "ministro", "Tajani")),
    ("pt", "BR", "O chanceler Vieira afirmou que sim.", ("minister", "chanceler", "Vieira")),
    ("pl", "PL", "Minister Sikorski powiedział to.", ("minister", "Minister", "Sikorski")),
    ("tr", "TR", "Bakan Fidan bunu söyledi.", ("minister", "Bakan", "Fidan")),
    ("ru", "RU", "Министр Лавров заявил это.", ("minister", "Министр", "Лавров")),
    ("uk", "UA", "Міністр Сибіга заявив це.", ("minister", "Міністр", "Сибіга")),
    ("ar", "SY", "قال الوزير الشيباني إن الحوار مستمر.", ("minister", "وزير", "الشيباني")),
    ("fa", "IR", "وزیر عراقچی گفت.", ("minister", "وزیر", "عراقچی")),
    ("zh", "CN", "王毅外长表示欢迎。", ("minister", "外长", "王毅")),
    ("zh", "CN", "外交部发言人表示欢迎。", ("spokesperson", "外交部发言人", None)),
    ("ko", "KR", "조태열 장관은 밝혔다.", ("minister", "장관", "조태열")),
)


@pytest.mark.parametrize(("language", "issuer", "text", "expected"), NAMED)
def test_a_name_behind_an_office_is_a_name_and_no_part_of_the_office(
    language: str, issuer: str, text: str, expected: tuple[str, str, str | None] | None
) -> None:
    found = speaker("", text, issuer=issuer, language=language)
    assert (None if found is None else (str(found.rank), found.role, found.name)) == expected


def test_two_offices_with_names_are_not_one() -> None:
    found = speaker("Secretary Blinken and Foreign Minister Fidan", "", issuer="US", language="en")
    assert found is not None and (found.role, found.name) == ("Secretary", "Blinken")


@pytest.mark.parametrize(("language", "issuer", "title", "text", "expected"), CASES)
def test_speaker(
    language: str, issuer: str, title: str, text: str, expected: tuple[str, str, str | None] | None
) -> None:
    found = speaker(title, text, issuer=issuer, language=language)
    assert (None if found is None else (str(found.rank), found.role, found.name)) == expected


def test_ranks_are_ordered() -> None:
    assert [rank.height for rank in (Rank.SPOKESPERSON, Rank.MINISTRY, Rank.MINISTER, Rank.HEAD)] == [
        0,
        1,
        2,
        3,
    ]


@pytest.mark.parametrize("unit", ["Minister of ", "spokesperson, ", "外交部发言人", "President A. ", "وزير "])
def test_hostile_repetition_is_answered(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    found = speaker(text[:1000], text, issuer="NO", language=None)
    assert found is None or found.role


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Statement by the spokesperson of the ministry", "By the spokesperson of the ministry\n\nOver Hundred People died."),
        ("Statement by the Spokesperson - Terror Strikes Again", ""),
        ("Statement by the Spokesperson: Grave Concern", ""),
        ("By the Spokesperson of the Ministry of Foreign Affairs Regular Briefing", ""),
        ("Press release", "Terror Attack, the spokesperson of the ministry said, was planned."),
        ("Erklärung der Sprecherin des Ministeriums: Angriff Kabul", ""),
        ("بيان الناطق باسم الوزارة", "دمشق تدين"),
    ],
)  # fmt: skip
def test_no_name_is_made_up_for_an_office(title: str, text: str) -> None:
    found = speaker(title, text, issuer="TR", language=None)
    assert found is not None
    assert (found.rank, found.name) == (Rank.SPOKESPERSON, None)
