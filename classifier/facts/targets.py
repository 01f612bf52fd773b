"""Whether a text that blames or urges names whom, and the words it uses when it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.facts.folded import Folded
from classifier.folding import fold
from statements.labels import ActorRole, Stance
from statements.model import Actor

# Written as the languages write them, folded below.
_PHRASES = {
    "en": r"\b(?:all|both|the|conflicting|warring|relevant|concerned)(?: (?:the|conflicting|warring|relevant|concerned|other|armed|syrian|parties))?(?: (?:parties|sides|actors|stakeholders|belligerents|factions))(?: (?:to the conflict|concerned|involved))?"
    r"|\b(?:certain|some|several|a (?:certain )?number of|a few|other|third) (?:\w+ )?(?:states|countries|actors|parties|powers|capitals|forces|quarters|circles|governments|players)\b"
    r"|\b(?:a|one|our|any) (?:\w+ )?neighbou?r(?:ing (?:state|country|power))?\b|\bneighbou?ring (?:states|countries)|\b(?:external|outside|foreign|regional|malign|hostile|third|unnamed) (?:actors?|powers?|forces?|parties|states?|players?|entities)\b"
    r"|\bthose responsible\b|\bthe perpetrators?\b|\b(?:all|every) (?:states|countries|governments|members of the international community)\b|\beveryone involved\b|\ball (?:those )?concerned\b|\ba third (?:country|party|state)\b|\bthird (?:countries|parties)\b|\ball (?:those )?with influence\b",
    "fr": r"\b(?:toutes les|l'ensemble des|les(?: deux)?|aux) (?:parties|acteurs|belligérants|protagonistes)(?: (?:prenantes|concernées|au conflit|en conflit|en présence))?|\btous les (?:acteurs|États|pays|belligérants|protagonistes)|\bcertain(?:s|es) (?:États|pays|acteurs|puissances|capitales|parties|milieux)|\bun (?:pays|État) (?:voisin|tiers)|\bpays voisins"
    r"|\b(?:acteurs|puissances|forces|ingérences) (?:extérieur|étrang)\w+|\bles (?:auteurs|responsables) de (?:ces|cette|cet)\b|\bpays tiers\b",
    "de": r"\b(?:alle(?:n|r)?|beide(?:n|r)?|die) (?:\w+ )?(?:konfliktparteien|parteien|seiten|beteiligten|akteure(?:n)?|kriegsparteien)|\b(?:bestimmte|gewisse|einige|manche)(?:n|r)? (?:staaten|länder|akteure|kräfte|mächte|kreise)|\b(?:ein|einen|einem) (?:nachbarland|nachbarstaat|drittstaat)\w*|\b(?:externe|äußere|auswärtige|ausländische|regionale)(?:n|r)? (?:akteure|kräfte|mächte)\w*|\bdie (?:verantwortlichen|täter)\b|\bdrittstaaten\b|\balle(?:n)? staaten\b",
    "es": r"\b(?:todas las|ambas|las) partes(?: (?:en conflicto|involucradas|implicadas|beligerantes))?|\btodos los (?:actores|estados|países|implicados)|\b(?:ciertos|algunos|determinados|ciertas|algunas) (?:estados|países|actores|gobiernos|potencias|sectores|capitales)|\bun (?:país|estado) (?:vecino|tercero)|\b(?:un tercer país|terceros países|países vecinos)\b|\b(?:actores|potencias|fuerzas|injerencias) (?:extern|extranjer)\w+|\blos responsables de\b|\blos perpetradores\b",
    "it": r"\b(?:tutte le|entrambe le|le) parti(?: (?:in conflitto|coinvolte|in causa|interessate))?|\btutti gli (?:attori|stati)|\btutti i paesi|\b(?:alcuni|certi|taluni) (?:stati|paesi|attori|governi|ambienti)|\bun (?:paese|stato) (?:vicino|terzo|confinante)|\b(?:paesi terzi|paesi vicini)\b|\b(?:attori|potenze|forze) (?:estern|stranier)\w+|\bi responsabili d\w+",
    "pt": r"\b(?:todas as|ambas as|as) partes(?: (?:em conflito|envolvidas|beligerantes|interessadas))?|\btodos os (?:atores|actores|estados|países|envolvidos)|\b(?:certos|alguns|determinados) (?:estados|países|atores|actores|governos|setores)|\bum (?:país|estado) (?:vizinho|terceiro)|\b(?:um terceiro país|países terceiros|terceiros países|países vizinhos)\b|\b(?:atores|actores|potências|forças) (?:extern|estrangeir)\w+|\bos responsáveis p\w+",
    "pl": r"\b(?:wszystki(?:e|ch|m)|ob(?:ie|u|ydwie)|stron(?:y|om|ami)?) ?(?:stron(?:y|om|ami)?|aktor\w+|państw\w*|zaangażowan\w+)(?: (?:konfliktu|zaangażowan\w+))?|\bstron\w* konfliktu|\b(?:niektór\w+|pewn\w+) (?:państw\w*|kraj\w*|aktor\w*|stolic\w*)|\bpaństw\w* (?:trzeci\w*|sąsiedni\w*)|\b(?:sąsiedni\w*|trzeci\w*) (?:państw\w*|kraj\w*)|\b(?:zewnętrzn\w+|zagraniczn\w+|obc\w+) (?:aktor\w*|sił\w*|mocarstw\w*|podmiot\w*)|\bsprawc(?:y|ów|om)\b",
    "tr": r"\b(?:tüm|bütün|her iki|ilgili|çatışan) (?:\w+ )?(?:taraf\w*|aktör\w*|devlet\w*|ülke\w*)|\btaraflar\w*|\b(?:bazı|kimi|belirli) (?:devlet\w*|ülke\w*|aktör\w*|çevre\w*|güç\w*|başkent\w*)|\b(?:bir )?komşu (?:ülke|devlet)\w*|\büçüncü (?:ülke|taraf|devlet)\w*|\b(?:dış|harici|yabancı|bölgesel) (?:aktör\w*|güç\w*|güçler\w*|unsurlar\w*)|\bsorumlu(?:lar|ların)\w*",
    "ru": r"\b(?:все(?:х|м|ми)?|обе(?:их|им|ими)?|противоборствующи\w+|конфликтующи\w+|заинтересованн\w+|вовлеченн\w+) (?:\w+ )?(?:сторон(?:ы|ам|ами)?|участник\w*|игрок\w*|государств\w*|стран\w*)(?: конфликта)?|\bсторон(?:ы|ам|ами)? конфликта|\b(?:некоторы\w+|отдельн\w+|ряд(?:а|у|ом)?|определенн\w+) (?:\w+ )?(?:государств\w*|стран\w*|игрок\w*|столиц\w*|сил\w*|кру\w+)|\b(?:соседн\w+|трет\w+) (?:государств\w*|стран\w*)|\b(?:внешн\w+|внерегиональн\w+|иностранн\w+|региональн\w+) (?:игрок\w*|сил\w*|актор\w*|держав\w*)|\bвиновн\w+\b",
    "uk": r"\b(?:всі(?:х|м|ма)?|усі(?:х|м|ма)?|обидв\w+|обох) (?:\w+ )?(?:стор(?:они|ін|онам|онами)|учасник\w*|гравц\w*|держав\w*|краї?н\w*)(?: конфлікту)?|\bстор(?:они|ін|онам) конфлікту|\b(?:деяк\w+|окрем\w+|певн\w+) (?:держав\w*|краї?н\w*|гравц\w*|столиц\w*|сил\w*)|\b(?:сусідн\w+|трет\w+) (?:держав\w*|краї?н\w*)|\b(?:зовнішн\w+|іноземн\w+|регіональн\w+) (?:гравц\w*|сил\w*|актор\w*)|\bвинн(?:і|их|им)\b",
    "ar": r"(?:جميع|كافة|كل|كلا|سائر) (?:ال)?(?:أطراف|طرفين|دول|جهات|فاعلين|قوى|أطياف)(?: (?:المعنية|المتنازعة|المتحاربة|ذات الصلة|الفاعلة|النزاع))?|(?:ال)?[أا]طراف (?:المعنية|المتنازعة|المتحاربة|النزاع|الصراع|كافة)|\b[بلكوف]*(?:ال)?طرفين\b|(?:بعض|عدد من) (?:ال)?(?:دول|أطراف|جهات|قوى|عواصم)|(?:دول(?:ة)?|دولا) (?:مجاورة|جارة|ثالثة|جوار|معينة|بعينها)|دول الجوار|(?:أطراف|جهات|قوى|فاعلين|تدخلات) (?:خارجية|أجنبية|خارجيين|إقليمية|معينة)|(?:ال)?(?:جهات|قوى|أطراف) الخارجية|(?:مرتكبي|الجناة|المسؤولين عن)",
    "he": r"(?:ל|ב|מ|ו)?(?:כל|שני|כלל) (?:ה)?(?:צדדים|גורמים|מדינות|שחקנים)(?: (?:המעורבים|לסכסוך))?|(?:ה|ל|ב)צדדים(?: לסכסוך)?|(?:מדינות|גורמים|שחקנים) (?:מסוימות|מסוימים|אחדות|חיצוניים|זרים|אזוריים|שכנות)|מדינה (?:שכנה|שלישית)|(?:כמה|מספר) (?:מדינות|גורמים)|כוחות (?:חיצוניים|זרים)|האחראים ל\w+",
    "fa": r"(?:همه|تمام|تمامی|کلیه|هر دو|هردو) (?:طرف‌ها|طرف ها|طرفها|طرف|طرف‌های|طرف های|کشورها|بازیگران|دولت‌ها|دولت ها)(?: (?:درگیر|ذیربط|مناقشه|ها|های))?(?: (?:درگیر|ذیربط|مناقشه))?|طرف(?:‌| )?(?:ها|های) (?:درگیر|ذیربط|مناقشه|متخاصم)|طرفین(?: (?:درگیر|مناقشه))?|(?:برخی|بعضی|پاره‌ای|پاره ای)(?: از)? (?:کشورها|دولت‌ها|دولت ها|کشورهای|بازیگران|طرف‌ها|قدرت‌ها|طرف ها|محافل)|(?:یک )?کشور(?:ی)? (?:همسایه|ثالث)|کشورهای (?:همسایه|ثالث)|(?:بازیگران|قدرت‌های|قدرت های|نیروهای|عوامل) (?:خارجی|بیگانه|منطقه ای|منطقه‌ای|فرامنطقه‌ای)|عاملان|مسببان",
    "zh": r"(?:有关|当事|冲突|相关|争端|交战|所有|涉事|各当事)(?:各|双|国家|当事|冲突)?(?:方|国家|国)|各方|双方|(?:个别|某些|一些|少数|有些|某个|部分)(?:[^，。；、]{0,4}?)(?:国家|势力|国|政客|方面|力量|大国)|(?:外部|域外|外国|境外)(?:势力|力量|国家|因素|行为体|干涉势力)|(?:邻国|第三国|周边国家|某邻国|第三方)|肇事者",
    "ja": r"(?:全て|すべて|全|双方|両|関係|紛争|紛争の全て|紛争の全)(?:の)?(?:ての)?(?:当事者|当事国|関係者|関係国|当事者間|国々|国)|両国|双方|関係各国|関係者|(?:一部|特定|ある|いくつか)(?:の)?(?:国家|国々|国|勢力|諸国)|(?:隣国|近隣国|周辺国|第三国)|(?:外部|域外|外国)(?:の)?(?:勢力|主体|アクター|国)|実行犯|責任者",
    "ko": r"(?:모든|양|관련|분쟁|관계|모든 관련|모든 분쟁) ?(?:당사자|당사국|측|국가|관계국|이해당사자)(?:들)?|(?:일부|특정|몇몇) (?:국가|세력|나라|행위자)(?:들)?|(?:이웃 ?국가|인접국|주변국|제3국)|(?:외부|역외|외국) ?(?:세력|행위자|국가)(?:들)?|가해자|책임자",
}
_ASCII = re.compile("[^\x00-\x7f]+")
_UNSPACED = ("zh", "ja")


def _compiled(languages: Sequence[str]) -> re.Pattern[str]:
    joined = "|".join(_PHRASES[language] for language in languages)
    return re.compile(_ASCII.sub(lambda match: fold(match.group()), joined))


_BY_SCRIPT = (
    (re.compile("[\u0400-\u04ff]"), _compiled(("ru", "uk"))),
    (re.compile("[\u0600-\u06ff]"), _compiled(("ar", "fa"))),
    (re.compile("[\u0590-\u05ff]"), _compiled(("he",))),
    (re.compile("[\uac00-\ud7af]"), _compiled(("ko",))),
    (re.compile("[\u3040-\u30ff]"), _compiled(("ja",))),
    (re.compile("[\u4e00-\u9fff]"), _compiled(("zh",))),
    (re.compile("[a-z]"), _compiled(("en", "fr", "de", "es", "it", "pt", "pl", "tr"))),
)


def unnamed(text: Folded) -> list[tuple[int, int]]:
    """Where a folded sentence speaks of parties without naming them."""
    for letters, phrases in _BY_SCRIPT:
        if letters.search(text.text):
            return [match.span() for match in phrases.finditer(text.text)]
    return []


def target(
    stances: Sequence[Stance], found: Sequence[Actor], sentences: Sequence[str] = ()
) -> tuple[str | None, str | None]:
    """``named`` or ``unspecified``, the latter with the first words of the text that stand for the unnamed, if any do; None for a
    text that neither blames nor urges."""
    if not {Stance.CONDEMNATION, Stance.WARNING, Stance.DEMAND, Stance.DE_ESCALATION} & set(stances):
        return None, None
    if any(actor.role in (ActorRole.BLAMED, ActorRole.URGED) for actor in found):
        return "named", None
    for sentence in sentences:
        text = Folded(sentence)
        if spans := unnamed(text):
            return "unspecified", text.original(*spans[0]).strip()
    return "unspecified", None
