"""Whom a text names and what it does with them: by the wording beside each name, per language."""

from __future__ import annotations

import re

import pytest

from classifier.facts import actors, target
from classifier.facts.aliases import Aliases
from classifier.facts.folded import Folded
from classifier.facts.groups import GROUPS
from classifier.facts.persons import PERSONS
from statements.labels import ActorRole, Stance
from statements.model import Actor

B, U, P, V, M = "blamed", "urged", "praised", "victim", "mentioned"

ROLES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("en", "We condemn the attack on Ukraine by Russia.", {"Ukraine": V, "Russia": B}),
    ("en", "We condemn Russia's brutal aggression against Ukraine.", {"Russia": B, "Ukraine": V}),
    ("en", "We urge Iran to stop its support for the Houthis.", {"Iran": U, "Houthis": M}),
    (
        "en",
        "We thank Qatar for its mediation between Israel and Hamas.",
        {"Qatar": P, "Israel": M, "Hamas": M},
    ),
    ("en", "Our condolences go to the families of the victims in Chile.", {"Chile": V}),
    ("en", "Israel and Hamas must agree.", {"Israel": U, "Hamas": U}),
    (
        "en",
        "We call on Hamas, Israel and Lebanon to respect the truce.",
        {"Hamas": U, "Israel": U, "Lebanon": U},
    ),
    ("en", "We call on all parties in Sudan to stop.", {"Sudan": M}),
    ("en", "We do not blame Iran.", {"Iran": M}),
    ("en", "We reject attacks by Hay'at Tahrir al-Sham on Syria.", {"HTS": B, "Syria": V}),
    ("en", "They were victims of Russian aggression.", {"Russia": B}),
    ("en", "President Vladimir Putin bears responsibility.", {"Vladimir Putin": B}),
    ("en", "We condemn the bombing of Beirut, Lebanon, by Israeli aircraft.", {"Lebanon": V, "Israel": B}),
    ("en", "We condemn Iran's ballistic missile attack.", {"Iran": B}),
    ("en", "France imposes sanctions on Belarus and Russia.", {"France": M, "Belarus": B, "Russia": B}),
    ("de", "Russland muss seinen Krieg gegen die Ukraine beenden.", {"Russia": U, "Ukraine": V}),
    ("ru", "Призываем Израиль прекратить удары по Сирии.", {"Israel": U, "Syria": V}),
    ("ar", "نطالب إسرائيل بوقف عدوانها ونرحب بجهود مصر وقطر", {"Israel": U, "Egypt": P, "Qatar": P}),
    ("tr", "Rusya'nın Ukrayna'ya saldırısını kınıyoruz.", {"Russia": B, "Ukraine": V}),
    ("fr", "Nous condamnons l'attaque du Hezbollah contre Israël.", {"Hezbollah": B, "Israel": V}),
    ("fr", "Nous appelons l'Iran à la retenue.", {"Iran": U}),
    ("fr", "Nous condamnons l'agression russe contre l'Ukraine.", {"Russia": B, "Ukraine": V}),
    ("fr", "Nous saluons les efforts du Qatar.", {"Qatar": P}),
    ("de", "Wir verurteilen den russischen Angriff auf die Ukraine.", {"Russia": B, "Ukraine": V}),
    ("de", "Wir fordern den Iran auf, einzulenken.", {"Iran": U}),
    ("de", "Wir begrüßen die Entscheidung Serbiens.", {"Serbia": P}),
    ("de", "Unsere Solidarität mit Israel gilt.", {"Israel": V}),
    ("es", "Condenamos el ataque de Hamás contra Israel.", {"Hamas": B, "Israel": V}),
    ("es", "Instamos a Venezuela a liberar a los presos.", {"Venezuela": U}),
    ("es", "El Gobierno agradece a Colombia.", {"Colombia": P}),
    ("it", "Condanniamo l'attacco dell'Iran a Israele.", {"Iran": B, "Israel": V}),
    ("it", "Esortiamo la Serbia al dialogo.", {"Serbia": U}),
    ("it", "Ringraziamo il Qatar.", {"Qatar": P}),
    ("pt", "Condenamos o ataque de Israel contra o Líbano.", {"Israel": B, "Lebanon": V}),
    ("pt", "Instamos a Rússia a cessar.", {"Russia": U}),
    ("pt", "Agradecemos ao Catar.", {"Qatar": P}),
    ("pl", "Potępiamy agresję Rosji na Ukrainę.", {"Russia": B, "Ukraine": V}),
    ("pl", "Potępiamy rosyjską agresję przeciwko Ukrainie.", {"Russia": B, "Ukraine": V}),
    ("pl", "Wzywamy Iran do powściągliwości.", {"Iran": U}),
    ("ru", "Мы осуждаем нападение на Израиль со стороны ХАМАС.", {"Israel": V, "Hamas": B}),
    ("ru", "Призываем Иран к сдержанности.", {"Iran": U}),
    ("ru", "Решительно осуждаем израильские удары по Ливану.", {"Israel": B, "Lebanon": V}),
    ("ru", "Благодарим Катар за посредничество.", {"Qatar": P}),
    ("uk", "Засуджуємо агресію Росії проти України.", {"Russia": B, "Ukraine": V}),
    ("uk", "Закликаємо Іран утриматися.", {"Iran": U}),
    ("uk", "Дякуємо Польщі за допомогу.", {"Poland": P}),
    ("ar", "ندين العدوان الإسرائيلي على لبنان", {"Israel": B, "Lebanon": V}),
    ("ar", "ندعو إيران إلى ضبط النفس", {"Iran": U}),
    ("ar", "ندين هجمات الحوثيين على الإمارات", {"Houthis": B, "United Arab Emirates": V}),
    ("ar", "نشكر قطر على جهودها", {"Qatar": P}),
    ("he", "אנו מגנים את מתקפת חמאס על מצרים", {"Hamas": B, "Egypt": V}),
    ("he", "אנו קוראים לאיראן לחדול", {"Iran": U}),
    ("fa", "حمله اسرائیل به لبنان را محکوم می‌کنیم", {"Israel": B, "Lebanon": V}),
    ("fa", "از ترکیه می‌خواهیم خویشتنداری کند", {"Türkiye": U}),
    ("fa", "از تلاش‌های قطر قدردانی می‌کنیم", {"Qatar": P}),
    ("tr", "İsrail'in Lübnan'a yönelik saldırısını kınıyoruz.", {"Israel": B, "Lebanon": V}),
    ("tr", "İran'ı itidale çağırıyoruz.", {"Iran": U}),
    ("tr", "Katar'a teşekkür ediyoruz.", {"Qatar": P}),
    ("zh", "我们谴责以色列对黎巴嫩的袭击。", {"Israel": B, "Lebanon": V}),
    ("zh", "我们敦促伊朗保持克制。", {"Iran": U}),
    ("zh", "感谢卡塔尔的斡旋。", {"Qatar": P}),
    ("zh", "向土耳其遇难者家属表示哀悼。", {"Türkiye": V}),
    ("ja", "ロシアによるウクライナ侵略を強く非難する。", {"Russia": B, "Ukraine": V}),
    ("ja", "イランに対して自制を求める。", {"Iran": U}),
    ("ja", "カタールの仲介努力を歓迎する。", {"Qatar": P}),
    ("ko", "러시아의 우크라이나 침공을 규탄한다.", {"Russia": B, "Ukraine": V}),
    ("ko", "이란에 자제를 촉구한다.", {"Iran": U}),
    ("ko", "카타르의 중재 노력을 환영한다.", {"Qatar": P}),
)


@pytest.mark.parametrize(("language", "text", "expected"), ROLES)
def test_roles_are_read_beside_the_name(language: str, text: str, expected: dict[str, str]) -> None:
    found = actors([text], [set()], issuer="NO", language=language)
    assert {actor.name: str(actor.role) for actor in found} == expected


def test_a_question_gives_nobody_a_role() -> None:
    text = "Asked whether the Minister condemns Hamas, he smiled."
    assert actors([text], [{"asked-act"}], issuer="NO", language="en") == (Actor(name="Hamas"),)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hayat Tahrir al-Sham", "HTS"), ("Tahrir al-Cham", "HTS"), ("هيئة تحرير الشام", "HTS"), ("沙姆解放组织", "HTS"),
        ("シャーム解放機構", "HTS"), ("하야트 타흐리르 알샴", "HTS"), ("Хайят Тахрир аш-Шам", "HTS"), ("HTŞ", "HTS"),
        ("הייאת תחריר א-שאם", "HTS"), ("تحریر شام", "HTS"), ("لحماس", "Hamas"), ("וחמאס", "Hamas"), ("하마스는", "Hamas"),
        ("ХАМАСом", "Hamas"), ("IŞİD'in", "ISIS"), ("Państwa Islamskiego", "ISIS"), ("Estado Islâmico", "ISIS"),
        ("Стражей КСИР", "IRGC"), ("Sił Szybkiego Wsparcia", "RSF (Sudan)"), ("Сил швидкої підтримки", "RSF (Sudan)"),
        ("Путина", "Vladimir Putin"), ("بوتين", "Vladimir Putin"), ("プーチン氏", "Vladimir Putin"), ("푸틴에게", "Vladimir Putin"),
        ("Zełenskiego", "Volodymyr Zelenskyy"), ("Netanjahu", "Benjamin Netanyahu"), ("לנתניהו", "Benjamin Netanyahu"),
        ("Erdoğan'a", "Recep Tayyip Erdoğan"), ("خامنه‌ای", "Ali Khamenei"), ("泽连斯基", "Volodymyr Zelenskyy"),
        ("أحمد الشرع", "Ahmed al-Sharaa"), ("Nicolás Maduro", "Nicolás Maduro"), ("António Guterres", "António Guterres"),
    ],
)  # fmt: skip
def test_groups_and_persons_are_found_in_every_script(text: str, name: str) -> None:
    assert [a.name for a in actors([text], [set()], issuer=None, language=None)] == [name]


@pytest.mark.parametrize(
    "text", ["the trump card", "sdf and pkk", "the wagnerian opera", "we may modify it", "shaken to its base"]
)
def test_what_only_looks_like_a_name(text: str) -> None:
    assert actors([text], [set()], issuer=None, language="en") == ()


def test_the_tables_are_whole() -> None:
    assert len(GROUPS) >= 40 and len(PERSONS) >= 60
    for table in ([name for name, _ in GROUPS], [name for name, _, _ in PERSONS]):
        assert len(table) == len(set(table))
    assert all(office for _, office, _ in PERSONS)
    scripts = (
        "[a-z]",
        "[\u0600-\u06ff]",
        "[\u0400-\u04ff]",
        "[\u4e00-\u9fff]",
        "[\uac00-\ud7af]",
        "[\u0590-\u05ff]",
    )
    for name, _, forms in PERSONS:
        assert all(re.search(script, forms.casefold()) for script in scripts), name


def test_a_form_that_is_a_word_of_another_name_is_not_found_inside_it() -> None:
    found = Aliases([("A", "Tahrir"), ("B", "Tahrir al-Sham")]).find(Folded("Tahrir al-Sham and Tahrir"))
    assert [name for name, _, _ in found] == ["B", "A"]


PHRASES = (
    ("We urge all parties to show restraint.", "all parties"),
    ("Certain states keep sending arms.", "Certain states"),
    ("A neighbouring country must stop meddling.", "A neighbouring country"),
    ("External actors should leave.", "External actors"),
    ("Nous appelons toutes les parties à la retenue.", "toutes les parties"),
    ("Certains États alimentent le conflit.", "Certains États"),
    ("Wir rufen alle Parteien zur Mäßigung auf.", "alle Parteien"),
    ("Bestimmte Staaten schüren den Konflikt.", "Bestimmte Staaten"),
    ("Instamos a todas las partes a dialogar.", "todas las partes"),
    ("Un país vecino debe respetarlo.", "Un país vecino"),
    ("Esortiamo tutte le parti alla moderazione.", "tutte le parti"),
    ("Alcuni Stati alimentano la guerra.", "Alcuni Stati"),
    ("Instamos todas as partes à contenção.", "todas as partes"),
    ("Certos países agem de má-fé.", "Certos países"),
    ("Wzywamy wszystkie strony do umiaru.", "wszystkie strony"),
    ("Niektóre państwa podsycają konflikt.", "Niektóre państwa"),
    ("Tüm tarafları itidale çağırıyoruz.", "Tüm tarafları"),
    ("Bazı ülkeler silah gönderiyor.", "Bazı ülkeler"),
    ("Призываем все стороны к сдержанности.", "все стороны"),
    ("Некоторые государства разжигают войну.", "Некоторые государства"),
    ("Закликаємо всі сторони до стриманості.", "всі сторони"),
    ("Деякі держави постачають зброю.", "Деякі держави"),
    ("ندعو جميع الأطراف إلى ضبط النفس", "جميع الأطراف"),
    ("بعض الدول ترسل السلاح", "بعض الدول"),
    ("על כל הצדדים לנהוג באיפוק", "כל הצדדים"),
    ("מדינות מסוימות שולחות נשק", "מדינות מסוימות"),
    ("از همه طرف‌ها می‌خواهیم خویشتنداری کنند", "همه طرف‌ها"),
    ("برخی کشورها سلاح می‌فرستند", "برخی کشورها"),
    ("呼吁有关各方保持克制。", "有关各方"),
    ("个别国家煽风点火。", "个别国家"),
    ("全ての当事者に自制を求める。", "全ての当事者"),
    ("一部の国が武器を送っている。", "一部の国"),
    ("모든 당사자에게 자제를 촉구한다.", "모든 당사자"),
    ("일부 국가들이 무기를 보낸다.", "일부 국가들"),
)


@pytest.mark.parametrize(("text", "phrase"), PHRASES)
def test_an_unnamed_target_keeps_its_words(text: str, phrase: str) -> None:
    assert target([Stance.DE_ESCALATION], [], [text]) == ("unspecified", phrase)


def test_target_is_named_unspecified_or_unknown() -> None:
    blamed = [Actor(name="Hamas", role=ActorRole.BLAMED)]
    text = ["We urge all parties to stop."]
    assert target([Stance.CONDEMNATION], blamed, text) == ("named", None)
    assert target([Stance.CONDEMNATION], [], []) == ("unspecified", None)
    assert target([Stance.SUPPORT], blamed, text) == (None, None)
    assert (
        target([Stance.DE_ESCALATION], [Actor(name="Qatar", role=ActorRole.PRAISED)], text)[0]
        == "unspecified"
    )


@pytest.mark.parametrize(
    "unit", ["attack on ", "condemn ", "all parties and ", "Russia, ", "对以色列的", "İsrail'e "]
)
def test_hostile_repetition_is_answered(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    pieces = [text[i : i + 1000] for i in range(0, len(text), 1000)]
    assert isinstance(actors(pieces, [set()] * len(pieces), issuer=None, language=None), tuple)
