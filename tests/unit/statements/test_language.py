"""Which language: neighbours told apart, short titles, and a source's habit that weighs but does not blind."""

from __future__ import annotations

import pytest

from statements.labels import LANGUAGES
from statements.language import another, identify

TEXTS = {
    "en": "The Ministry calls on all parties to show restraint and to return to the negotiating table without delay.",
    "fr": "Le ministère appelle toutes les parties à la retenue et à revenir sans délai à la table des négociations.",
    "de": "Das Ministerium ruft alle Parteien zur Zurückhaltung auf und fordert die Rückkehr an den Verhandlungstisch.",
    "es": "El Ministerio pide a todas las partes moderación y que vuelvan sin demora a la mesa de negociaciones.",
    "it": "Il Ministero invita tutte le parti alla moderazione e a tornare senza indugio al tavolo dei negoziati.",
    "pt": "O Ministério apela a todas as partes para que mostrem contenção e regressem sem demora às negociações.",
    "ru": "Министерство призывает все стороны проявить сдержанность и без промедления вернуться за стол переговоров.",
    "ar": "تدعو الوزارة جميع الأطراف إلى ضبط النفس والعودة دون تأخير إلى طاولة المفاوضات.",
    "fa": "وزارت امور خارجه از همه طرف‌ها می‌خواهد خویشتنداری کنند و بی‌درنگ به میز گفتگو بازگردند.",
    "tr": "Bakanlık tüm tarafları itidale ve gecikmeden müzakere masasına dönmeye çağırmaktadır.",
    "zh": "外交部呼吁各方保持克制，尽快重返谈判桌，通过对话解决分歧。",
    "ja": "外務省は、すべての当事者に対し自制し、速やかに交渉の席に戻るよう求めます。",
    "ko": "외교부는 모든 당사자가 자제하고 지체 없이 협상 테이블로 돌아올 것을 촉구한다.",
    "pl": "Ministerstwo wzywa wszystkie strony do powściągliwości i niezwłocznego powrotu do stołu rokowań.",
    "uk": "Міністерство закликає всі сторони проявити стриманість і без зволікань повернутися за стіл переговорів.",
    "he": "המשרד קורא לכל הצדדים לגלות איפוק ולשוב ללא דיחוי לשולחן המשא ומתן.",
    "nl": "Het ministerie roept alle partijen op tot terughoudendheid en een spoedige terugkeer naar de onderhandelingstafel.",
    "ro": "Ministerul face apel la toate părțile să dea dovadă de reținere și să revină fără întârziere la negocieri.",
    "el": "Το Υπουργείο καλεί όλες τις πλευρές να επιδείξουν αυτοσυγκράτηση και να επιστρέψουν στις διαπραγματεύσεις.",
    "sv": "Ministeriet uppmanar alla parter att visa återhållsamhet och att utan dröjsmål återvända till förhandlingsbordet.",
    "fi": "Ministeriö kehottaa kaikkia osapuolia pidättyvyyteen ja palaamaan viipymättä neuvottelupöytään.",
    "cs": "Ministerstvo vyzývá všechny strany ke zdrženlivosti a k neprodlenému návratu k jednacímu stolu.",
}


def test_every_language_of_ours_has_a_text_here() -> None:
    assert set(TEXTS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language(language: str) -> None:
    assert identify(TEXTS[language]) == language
    assert identify(TEXTS[language].upper()) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_text_is_what_it_is_whatever_the_source_usually_writes(language: str) -> None:
    habit = "de" if language == "en" else "en"
    assert identify(TEXTS[language] * 3, prior=(habit,)) == language


@pytest.mark.parametrize(
    ("text", "prior", "language"),
    [
        ("Communiqué", ("fr",), "fr"),
        ("Statement", ("de",), "de"),
        ("声明", ("zh",), "zh"),
        ("声明", ("ja",), "ja"),
        ("2024", ("pl",), "pl"),
        ("", ("pl",), "pl"),
        ("2024", ("pl", "en"), None),
        ("", (), None),
        ("성명", ("en",), "ko"),
        ("Заява МЗС", ("uk",), "uk"),
        ("Заява", ("uk", "en"), "uk"),
        ("بيان", ("ar",), "ar"),
        ("Déclaration conjointe sur la Syrie", ("en", "fr"), "fr"),
        ("Joint statement on Syria", ("en", "fr"), "en"),
        ("Statement", ("xx",), "en"),
    ],
)
def test_short_texts_lean_on_the_source(text: str, prior: tuple[str, ...], language: str | None) -> None:
    assert identify(text, prior=prior) == language


@pytest.mark.parametrize("language", ["ar", "fa", "ru", "uk", "zh", "ja"])
def test_a_few_foreign_words_do_not_turn_a_text(language: str) -> None:
    assert identify(f"{TEXTS[language]} NATO, UNSC 2254, OPCW") == language
    assert identify(f"{TEXTS['en']} ({TEXTS[language][:20]})") == "en"


FOREIGN = {
    "et": "Välisministeerium mõistab hukka rünnaku tsiviilelanike vastu ja kutsub kõiki osapooli üles hoiduma vägivallast.",
    "no": "Utenriksdepartementet fordømmer angrepet på sivile og oppfordrer alle parter til å avstå fra ytterligere vold.",
    "sk": "Ministerstvo zahraničných vecí odsudzuje útok na civilistov a vyzýva všetky strany, aby sa zdržali násilia.",
    "hu": "A Külügyminisztérium elítéli a civilek elleni támadást, és felszólítja az összes felet, hogy tartózkodjon az erőszaktól.",
    "lv": "Ārlietu ministrija nosoda uzbrukumu civiliedzīvotājiem un aicina visas puses atturēties no turpmākas vardarbības.",
    "bg": "Министерството на външните работи осъжда нападението срещу цивилни и призовава всички страни да се въздържат.",
    "sr": "Министарство спољних послова осуђује напад на цивиле и позива све стране да се уздрже од даљег насиља.",
    "ur": "وزارت خارجہ شہریوں پر حملے کی مذمت کرتی ہے اور تمام فریقوں سے مزید تشدد سے باز رہنے کا مطالبہ کرتی ہے۔",
    "vi": "Bộ Ngoại giao lên án vụ tấn công vào dân thường và kêu gọi tất cả các bên kiềm chế.",
    "ka": "საგარეო საქმეთა სამინისტრო გმობს თავდასხმას მშვიდობიან მოსახლეობაზე და მოუწოდებს ყველა მხარეს.",
}


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("prior", [(), ("en",)])
def test_a_language_that_is_none_of_ours_is_unknown(language: str, prior: tuple[str, ...]) -> None:
    assert identify(FOREIGN[language], prior=prior) is None


def test_a_sources_own_language_is_believed_before_a_neighbour_of_it() -> None:
    danish_words = (
        "Udenrigsministeriet fordømmer angrebet på civile og opfordrer alle parter til at afstå fra vold."
    )
    assert identify(danish_words, prior=("sv",)) == "sv"


@pytest.mark.parametrize("language", FOREIGN)
def test_a_clear_language_that_is_none_of_ours_is_named(language: str) -> None:
    assert another(FOREIGN[language] * 2) in (language, None if language == "no" else language)
    assert another(FOREIGN[language][:40]) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hi", "विदेश मंत्रालय नागरिकों पर हुए हमले की निंदा करता है और सभी पक्षों से संयम बरतने तथा बातचीत की मेज़ पर लौटने का आह्वान करता है।"),
        ("sw", "Wizara ya Mambo ya Nje inalaani shambulio dhidi ya raia na inatoa wito kwa pande zote kujizuia na kurejea katika meza ya mazungumzo."),
    ],
)  # fmt: skip
def test_languages_that_no_page_need_declare(language: str, text: str) -> None:
    assert identify(text) is None
    assert another(text) == language


def test_no_language_of_ours_is_another() -> None:
    assert {another(text * 2) for text in TEXTS.values()} == {None}
