"""The form of a text, from the words that ministries put into titles and first lines."""

from __future__ import annotations

import re

from classifier.folding import fold
from statements.labels import Kind

_JOINT = re.compile(
    r"\bjoint (?:\w+ ){0,3}(?:statement|declaration|communique|press statement|readout|letter)|\bjointly declare|\bjoint appeal|gemeinsame\w* appell|appel commun|llamamiento conjunto|\b(?:quad|trilateral|e3|g7|g20|quint)\b (?:[\w'’]+ ){0,4}statement"
    r"|(?:declaration|communique) (?:de presse )?(?:conjoint|commun)e?|gemeinsame\w* (?:\w+ ){0,2}(?:erklarung|stellungnahme|statement|presse)|declaracion (?:\w+ )?conjunta"
    r"|comunicado conjunto|совместн\w+ (?:\w+ ){0,2}(?:заявлени|коммюнике|декларац)|спільн\w+ (?:\w+ ){0,2}(?:заяв|декларац|комюніке|комюнике)|بيان (?:\w+ ){0,2}مشترك|البيان (?:\w+ ){0,3}المشترك|بيان (?:ل?وزراء|صادر عن وزراء)"
    r"|联合(?:声明|公报|宣言|新闻)|聯合聲明|共同(?:声明|宣言)|공동\s?성명|공동 ?(?:선언|발표문|언론발표|보도문)|共同(?:発表|コミュニケ|プレス|記者発表)|ortak (?:\w+ ){0,2}(?:bildiri|aciklama|deklarasyon|beyan|basin)|(?:dichiarazion[ei]|comunicato|nota) (?:\w+ )?congiunt|(?:declaracao|comunicado|nota|comunicado de imprensa) (?:\w+ )?conjunt|wspoln\w+ (?:\w+ )?(?:oswiadczeni|deklaracj|komunikat|list)|بيانيه (?:\w+ ){0,2}مشترك|הצהרה משותפת|הודעה משותפת|ההודעה המשותפת|ההצהרה המשותפת|הצהרת שרי"
    r"|statement by (?:the )?(?:foreign ministers|leaders|governments|heads of state)|declaration des ministres|erklarung der aussenminister"
)
_BRIEFING = re.compile(
    r"\bbriefing\b|press conference|point de presse|conference de presse|regierungspressekonferenz|pressekonferenz|rueda de prensa|conferencia de prensa|брифинг|пресс-конференц"
    r"|例行记者会|记者会|記者会見|定例会見|臨時会見|브리핑|기자회견|ايجاز صحفي|الاحاطه الصحفيه|موتمر صحفي|الموتمر الصحفي|نشست خبري|كنفرانس خبري|نشست مطبوعاتي|basin toplantisi|basin brifingi|брифінг|прес-?конференц|konferencj\w+ prasow|conferenza stampa|punto stampa|conferencia de imprensa|coletiva de imprensa|entrevista coletiva|תדרוך|מסיבת (?:ה)?עיתונאים"
)
_REMARKS = re.compile(
    r"\bremarks\b|\bspeech\b|\baddress (?:by|to|at)\b|\binterview\b|\bdiscours\b|\ballocution\b|\bentretien (?:avec|accorde)|\brede (?:von|des|der|zu|bei|vor)|\binterview|discurso|palabras d|intervencion d|intervention d"
    r"|выступлени|интервью|вступительное слово|комментари\w+ (?:для|сми)|答记者问|讲话|发言(?!人)|致辞|演讲|كلمه (?:معالي|وزير|السيد|سعاده|جلاله|سمو|امام|فخامه)|خطاب|konusma(?:si|sinin|lari|larinin|yi)?\b|roportaj|mulakat|opening statement|سخنراني|سخنان|مصاحبه|演説|挨拶|講演|スピーチ|寄稿|インタビュー|연설|축사|모두발언|인터뷰|기고문|przemowieni|wystapieni|wywiad|виступ|промов[аиу]|інтерв['’]?ю|discorso|\bintervento d|intervista|intervencao d|pronunciamento|נאום|דברי |ריאיון|ראיון|explanation of vote|question (?:and|&) answer"
)
_READOUT = re.compile(
    r"\breadout\b|\b(?:phone |telephone |video )?calls? with\b|\bmeet(?:s|ing|ings)? (?:with|of|between)\b|\bmet with\b|\bspeaks? (?:with|to)\b|\bspoke (?:with|to)\b|\bholds? (?:\w+ ){0,2}(?:talks|meeting|consultations)|\breceives\b|\bvisits?\b|\bconversation with"
    r"|\bentretien\b|\brencontre\b|\brecoit\b|\bvisite d|\bdeplacement\b|\bgesprach|\btrifft\b|\btelefonat|\bempfangt\b|\bbesuch|\breunion\b|\bse reun|\brecibe\b|\bconversacion|\bencuentro\b|\bllamada\b|\bvisita\b|\bentrevista\b"
    r"|встреч|телефонн\w+ разговор|о (?:переговорах|консультациях|беседе)|会见|会谈|通电话|会晤|拜会|اتصال هاتفي|يستقبل|يلتقي|تلتقي|يبحث|لقاء|اجتماع|مباحثات|gorusme|gorustu|kabul etti|kabulu|telefonda|incontr|colloqui|telefonata|spotkani|spotka[lł]|rozmow|wizyt|зустрі|телефонн\w+ розмов|переговор|\bencontro\b|reuniao|telefonema|\bconversa\b|\baudiencia\b|ديدار|گفت ?و ?گو|گفتگو|تماس تلفني|שיחת טלפון|פגישת|נפגש|נפגשה|שוחח|שוחחה|会談|表敬|意見交換|懇談|전화 ?통화|통화$|통화를|회담|면담|접견|회동"
)
_STATEMENT = re.compile(
    r"\bstatement\b|\bdeclaration\b|\bdeclares?\b|\berklarung\b|\bstellungnahme\b|declaracion|заявлени|заява|(?:ال)?بيان|تصريح|声明|聲明|谈话|표명|성명|aciklama|dichiarazione|declaracao|oswiadczeni|stanowisko msz|komunikat|بيانيه|واكنش|заяв[аиу]|коментар|комюніке|נוסח|הודעת|הצהרת|הודעה|הצהרה|תגובת|談話|コメント|논평|입장문|bildiri|beyanat|\bhk\.|\bnota (?:a|sobre|do|oficial)\b|\bnota della|spokesperson|porte-parole|sprecher|portavoz|представител"
)


def kind(title: str, text: str) -> Kind | None:
    """The form of a text, from its title, then from its first 300 characters; None when neither says."""
    head = fold(title[:400])
    for pattern, answer in (
        (_JOINT, Kind.JOINT_STATEMENT),
        (_BRIEFING, Kind.BRIEFING),
        (_REMARKS, Kind.REMARKS),
        (_READOUT, Kind.READOUT),
        (_STATEMENT, Kind.STATEMENT),
    ):
        if pattern.search(head):
            return answer
    opening = fold(text[:300])
    for pattern, answer in (
        (_JOINT, Kind.JOINT_STATEMENT),
        (_READOUT, Kind.READOUT),
        (_STATEMENT, Kind.STATEMENT),
    ):
        if pattern.search(opening):
            return answer
    return Kind.PRESS_RELEASE if head or opening else None
