"""The form of a text by its title, in the languages that `test_facts` leaves out or touches only."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.facts import kind
from classifier.facts.signatories import signatories
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


REPLIES = (
    "Reply to the joint statement of four states",
    "Response to the Joint Statement by the Foreign Ministers of France and Germany",
    "Spokesperson's reaction to joint statement by US and Japan",
    "Foreign Ministry Statement on the joint statement of the United States and Japan",
    "Comment on the G7 Foreign Ministers' Statement",
    "Syria rejects the joint statement of four capitals",
    "Réponse à la déclaration conjointe de quatre États",
    "Réaction au communiqué conjoint de Paris et Berlin",
    "Communiqué sur la déclaration conjointe des quatre",
    "Antwort auf die gemeinsame Erklärung von vier Staaten",
    "Reaktion auf gemeinsame Erklärung der G7",
    "Erklärung zur gemeinsamen Erklärung der vier Staaten",
    "Stellungnahme zu der gemeinsamen Erklärung der USA und Japans",
    "Respuesta a la declaración conjunta de cuatro Estados",
    "Reacción al comunicado conjunto de cuatro países",
    "Comunicado sobre la declaración conjunta de Estados Unidos y Japón",
    "رد على البيان المشترك لأربع دول",
    "رداً على البيان المشترك الصادر عن أربع دول",
    "بيان بشأن البيان المشترك لأربع دول",
    "تعليق على البيان المشترك لوزراء الخارجية",
    "Ответ на совместное заявление четырёх государств",
    "Реакция МИД на совместное заявление США и Японии",
    "Заявление МИД по поводу совместного заявления США и Японии",
    "Комментарий в связи с совместным заявлением четырёх стран",
    "О совместном заявлении США и Японии",
    "对四国联合声明的回应",
    "外交部发言人就美日联合声明发表谈话",
    "关于四国联合声明的声明",
    "针对美日联合声明 外交部发言人表态",
    "پاسخ به بیانیه مشترک چهار کشور",
    "واکنش به بیانیه مشترک چهار کشور",
    "بیانیه وزارت خارجه درباره بیانیه مشترک چهار کشور",
    "Dört ülkenin ortak bildirisine yanıt",
    "Dört ülkenin ortak açıklamasına tepki",
    "ABD ve Japonya'nın ortak bildirisi hakkında açıklama",
    "ABD ile Japonya'nın yaptığı ortak açıklamaya ilişkin",
    "Odpowiedź na wspólne oświadczenie czterech państw",
    "Reakcja na wspólne oświadczenie czterech państw",
    "Oświadczenie MSZ w sprawie wspólnego oświadczenia USA i Japonii",
    "Risposta alla dichiarazione congiunta di quattro Stati",
    "Reazione al comunicato congiunto di quattro Stati",
    "Nota sulla dichiarazione congiunta di Stati Uniti e Giappone",
    "Resposta à declaração conjunta de quatro Estados",
    "Reação ao comunicado conjunto de quatro países",
    "Nota sobre a declaração conjunta dos Estados Unidos e do Japão",
    "Відповідь на спільну заяву чотирьох держав",
    "Реакція на спільну заяву США та Японії",
    "Заява МЗС щодо спільної заяви США та Японії",
    "תגובה להצהרה המשותפת של ארבע מדינות",
    "תגובה על ההצהרה המשותפת של ארבע מדינות",
    "הודעה בנושא ההצהרה המשותפת של ארבע מדינות",
    "4か国共同声明への反応",
    "4か国共同声明に対する外務報道官談話",
    "네 나라 공동성명에 대한 답변",
    "미일 공동성명에 대한 입장",
    "미일 공동성명 관련 대변인 논평",
)
JOINT_ALL_THE_SAME = (
    "日米共同声明について",
    "한미 공동성명 관련",
    "Dışişleri Bakanları Ortak Bildirisi Hakkında",
    "Joint response to the joint statement of Russia and China",
    "Joint Statement in response to the attack in Damascus",
    "Joint Statement on the response to the earthquake",
    "Gemeinsame Erklärung als Antwort auf den Angriff",
    "Déclaration conjointe en réponse à l'attaque",
    "Совместное заявление в ответ на удары",
    "بيان مشترك ردا على الهجوم",
    "البيان المشترك لأربع دول ردا على الهجوم",
    "シリア情勢に関する共同声明",
    "시리아 사태에 대한 공동성명",
    "关于叙利亚的联合声明",
    "就乌克兰问题发表的联合声明",
    "Suriye hakkında ortak bildiri",
    "Suriye'ye ilişkin ortak açıklama",
    "攻撃への対応に関する共同声明",
    "Réponse à l'attaque : déclaration conjointe des ministres",
    "Ответ на удары: совместное заявление",
)


@pytest.mark.parametrize("title", REPLIES)
def test_a_reply_to_a_joint_statement_is_none(title: str) -> None:
    told = "Today four states issued a joint statement on Aleppo. We reject it."
    assert [kind(title, text) for text in ("", told)] == [Kind.STATEMENT, Kind.STATEMENT]
    assert signatories(title, told) == ()


@pytest.mark.parametrize("title", JOINT_ALL_THE_SAME)
def test_a_joint_statement_that_replies_to_something_is_one(title: str) -> None:
    assert kind(title, "") is Kind.JOINT_STATEMENT


def test_a_reply_that_several_sign_is_a_joint_statement() -> None:
    text = "We, the Foreign Ministers of France and Germany, reject what Russia and China have declared."
    assert kind("Reply to the joint statement of Russia and China", text) is Kind.JOINT_STATEMENT
