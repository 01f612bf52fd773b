"""The form of a text by its title, in the languages that `test_facts` leaves out or touches only."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.facts import kind
from statements.labels import Kind

CASES = (
    ("Ortak basın açıklaması", "joint-statement"),
    ("Dichiarazione congiunta dei Ministri", "joint-statement"),
    ("Declaração conjunta sobre o clima", "joint-statement"),
    ("Wspólne oświadczenie ministrów", "joint-statement"),
    ("Спільна заява міністрів", "joint-statement"),
    ("بیانیه مشترک وزرای خارجه", "joint-statement"),
    ("הצהרה משותפת של שרי החוץ", "joint-statement"),
    ("日英共同声明", "joint-statement"),
    ("한일 공동성명", "joint-statement"),
    ("Basın toplantısı", "briefing"),
    ("Conferenza stampa del Ministro", "briefing"),
    ("Conferência de imprensa do ministro", "briefing"),
    ("Konferencja prasowa ministra", "briefing"),
    ("Брифінг речника МЗС", "briefing"),
    ("نشست خبری سخنگو", "briefing"),
    ("מסיבת עיתונאים של השר", "briefing"),
    ("外務大臣会見記録 記者会見", "briefing"),
    ("대변인 정례브리핑", "briefing"),
    ("مؤتمر صحفي لوزير الخارجية", "briefing"),
    ("Bakanın konuşması", "remarks"),
    ("Discorso del Presidente", "remarks"),
    ("Discurso do presidente na ONU", "remarks"),
    ("Przemówienie ministra w Sejmie", "remarks"),
    ("Виступ міністра в ООН", "remarks"),
    ("سخنرانی رئیس\u200cجمهور", "remarks"),
    ("נאום ראש הממשלה", "remarks"),
    ("総理大臣演説", "remarks"),
    ("대통령 연설", "remarks"),
    ("Discours du ministre", "remarks"),
    ("Palabras del canciller", "remarks"),
    ("Bakanın Katarlı mevkidaşıyla görüşmesi", "readout"),
    ("Incontro con il Ministro degli Esteri", "readout"),
    ("Encontro do ministro com o embaixador", "readout"),
    ("Spotkanie ministra z ambasadorem", "readout"),
    ("Зустріч міністра з послом", "readout"),
    ("دیدار وزیر با سفیر", "readout"),
    ("פגישת השר עם השגריר", "readout"),
    ("日・カタール外相会談", "readout"),
    ("한-카타르 외교장관 통화", "readout"),
    ("Gespräch mit dem Botschafter", "readout"),
    ("Dışişleri Bakanlığı açıklaması", "statement"),
    ("Dichiarazione del portavoce", "statement"),
    ("Declaração do porta-voz", "statement"),
    ("Oświadczenie MSZ", "statement"),
    ("Заява МЗС", "statement"),
    ("بیانیه وزارت امور خارجه", "statement"),
    ("הודעת משרד החוץ", "statement"),
    ("外務大臣談話", "statement"),
    ("외교부 대변인 논평", "statement"),
    ("بيان وزارة الخارجية", "statement"),
    ("Nuovi orari degli uffici", "press-release"),
    ("Novos horários do consulado", "press-release"),
    ("Nowe godziny otwarcia", "press-release"),
    ("Нові години роботи", "press-release"),
    ("Yeni mesai saatleri", "press-release"),
    ("ساعات کاری جدید", "press-release"),
    ("שעות פתיחה חדשות", "press-release"),
    ("窓口時間の変更", "press-release"),
    ("민원실 시간 변경", "press-release"),
    ("Neue Öffnungszeiten", "press-release"),
    ("Horarios nuevos", "press-release"),
    ("ساعات العمل الجديدة", "press-release"),
    ("Новые часы работы", "press-release"),
    ("办公时间调整", "press-release"),
    ("Nouveaux horaires", "press-release"),
)


@pytest.mark.parametrize(("title", "expected"), CASES)
def test_kind_by_the_title(title: str, expected: str) -> None:
    assert str(kind(title, "")) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Ministrowie wydali wspólne oświadczenie.", "joint-statement"),
        ("両外相は電話会談を行った。", "readout"),
        ("외교부는 다음과 같은 성명을 발표했다.", "statement"),
        ("Bakan bugün mevkidaşıyla görüştü.", "readout"),
    ],
)
def test_kind_by_the_opening_when_the_title_is_silent(opening: str, expected: str) -> None:
    assert str(kind("", opening)) == expected


@pytest.mark.parametrize(
    "name", ["kind_cases.txt", "kind_cases_later.txt", "kind_cases_last.txt", "kind_cases_fourth.txt"]
)
def test_kind_of_titles_and_openings_in_real_shapes(name: str) -> None:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    cases = [line.split(" | ", 2) for line in lines if line and not line.startswith(("#", "== "))]
    missed = [
        (title, expected, given)
        for expected, title, text in cases
        if Kind(expected) is not (given := kind(title, text.replace("¶", "\n")))
    ]
    assert len(cases) >= 20
    assert len(missed) <= 0.03 * len(cases), missed


@pytest.mark.parametrize(
    "unit", ["joint ", "statement on ", "meeting with ", "calls on the president ", "Q: "]
)
def test_hostile_repetition_is_answered(unit: str) -> None:
    much = unit * (30_000 // len(unit))
    assert isinstance(kind(much, much), Kind)


@pytest.mark.parametrize(
    "title",
    [
        "Joint military exercise statement of the Ministry",
        "Statement on joint patrols in the Gulf",
        "Joint Commission statement on the visit",
        "Déclaration sur l'exercice conjoint avec le Maroc",
        "Comunicado ejercicio conjunto con Portugal",
        "Nota esercitazione congiunta con la Grecia",
        "О совместных военных учениях: заявление МИД",
        "О совместных военных учениях заявление ведомства",
        "بيان حول تمرين عسكري مشترك",
        "بیانیه درباره رزمایش مشترک",
        "中俄联合军演声明",
        "Ortak tatbikat hakkında açıklama",
        "한미 연합훈련 성명",
        "日米共同訓練に関する声明",
    ],
)
def test_what_is_done_jointly_makes_no_joint_statement(title: str) -> None:
    assert kind(title, "It took place today.") is not Kind.JOINT_STATEMENT


@pytest.mark.parametrize(
    "title",
    [
        "Joint statement on the joint exercise",
        "Joint Exercise: Joint Statement of the Ministers",
        "Совместное заявление о совместных учениях",
        "بيان مشترك حول التمرين العسكري",
        "关于联合演习的联合声明",
    ],
)
def test_a_joint_statement_about_what_is_done_jointly_is_one(title: str) -> None:
    assert kind(title, "We agreed.") is Kind.JOINT_STATEMENT
