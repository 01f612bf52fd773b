"""Whether the bare number 2254 in a sentence of a text on Syria is the resolution's ("the spirit of 2254", "la 2254"), where nothing beside it
says "resolution". No cited resolution comes of it (`facts.resolutions` is exact); it proves a topic (`classifier.process`).

The number must stand where no number of things can: after a preposition or a verb, and before a word that names nothing to be counted.
Patterns are for folded text and for all languages at once.
"""

from __future__ import annotations

import re

_REACH = 40
"""Characters before the number that are looked at."""
_NUMBER = re.compile(
    r"(?<![0-9.,/:#$€£%\u00b0\u2116(])(?<![a-z])(?<![a-z0-9][-\u2013])(?<![0-9]\s)(?:2254|二二五四)(?![0-9/%$€£\u00b0-])(?!\s[0-9])(?![.,:][0-9])"
)
# What goes by this number and is no count of anything, whatever follows.
_CALLED = re.compile(
    r"(?:\b(?:la|della|dalla|nella|alla|(?:spirit|principles|letter|framework|implementation|provisions|elements|terms|steps|process) of(?: resolution)?|(?:principes|esprit|mise en oeuvre|principios|espiritu|aplicacion|principi|attuazione|processo|implementacao) (?:de|della|da) (?:la )?(?:resolution|resolucion|risoluzione|resolucao)|(?:принцип|дух|выполнени|реализаци|виконанн)\w* резолюци[иі]|road ?map|unscr"
    r"|feuille de route|hoja de ruta|esprit de|espiritu de|spirito di|duchu|mapa drogowa|mapy drogowej|yol haritasi|дорожн\w+ карт\w+)"
    r"|نقشه راه|خارطه طريق|خريطه طريق|(?:ה?מתווה|ה?סוגיית|מפת ה?דרכים|(?:עקרונות|רוח|יישום)(?: החלטה)?))\s$"
)
_BEFORE = re.compile(
    r"(?:^|[,;!?\u2013\u2014\"'\u2018\u201c\u201e\u201d\u00ab\u300c¿¡]\s?"
    r"|\b(?:in|of|by|with|within|under|behind|to|on|as|from|after|before|beyond|that|says?|is|remains|implement\w*|fulfil\w*|respect\w*|honou?r\w*|support\w*|reject\w*|ignor\w*|apply\w*|invok\w*|via|through|per|upon|against"
    r"|dans|par|selon|sous|avec|sur|du|de|a|d|en|por|con|segun|da|na|no|do|com|sobre|que|di|su|secondo|von|nach|mit|unter|durch|gemass|zu|an|als|ist|aus|fur|der"
    r"|w|z|na|wedlug|przez|o|в|во|по|об?|с|к|из|на|у|за|про|з|до|щодо)\s"
    r"|(?:^|\s)[وف]?(?:في|من|الي|علي|وفق|وفقا ل|عن|مع|بموجب|حول|[بل](?:ال)?)\s?|\b(?:در|از|با|به|بر|طبق)\s|(?:^|\s)(?:[ובלמה]{1,2}[-\u2013\u05be]?|של\s|את\s|על\s|לפי\s))$"
)
# Beside it, a sum, a count or another thing's number.
_COUNTED = re.compile(
    r"\b(?:totals?|totall\w+|number(?:s|ed)?|group|sum|population|toll|crowd|list|rose|ris\w+|increas\w+|gr[eo]w\w*|fell|climb\w+|up|down|brought|amount\w*|reach\w*|exceed\w*|average|between|killed|wounded|year"
    r"|nombre|chiffre|bilan|hausse|anzahl|zahl|summe|numero|cifra|liczb\w*|sayi\w*|toplam\w*|числ\w*|количеств\w*|кількіст\w*|число|decree|law|flight|room|article|circular|decreto|decret|dekret\w*|vol|vuelo|volo|voo|flug|loi|ley|legge|lei|gesetz"
    r"|указ\w*|закон\w*|реис\w*|наказ\w*)\b|رقم|عدد|قانون|مرسوم|رحله|غرفه|بلغ|تعداد|شماره|پرواز|חוק|צו|טיסה|חדר|מספר|סך"
)
_AFTER = re.compile(
    r"\s?(?:$|[.,;:!?)\]\"\u201c\u201d\u00bb\u2026\u2013\u2014\u060c\u061b\u061f])|['\u2019]s\b"
    r"|\s(?:is|was|has|remains?|stays?|stands?|must|should|will|would|cannot|calls|provides|asks|demands|requires|says|sets|lays|foresees|itself|alone|still|process|road ?map|framework|track|principles|transition|which|that|but|for syria"
    r"|est|reste|demeure|prevoit|doit|qui|ist|bleibt|sieht|gilt|fordert|verlangt|es|sigue|debe|que|preve|establece|resta|prevede|deve|che|continua"
    r"|остается|является|предусматрива\w+|должна|залишаеться|залишається|передбача\w+|jest|pozostaje|przewiduje|musi"
    r"|هو|هي|يبقي|تبقي|ينص|تنص|لعام|الذي|التي|كما|است|را|بايد|همچنان|היא|הוא|נותר\w*|קובע\w*)(?!\w)"
)
# Turkish and the East Asian languages say behind a number what it is.
_OWN_WORDS = re.compile(
    r"['\u2019](?:te|de|ten|den|tur|dur|un|in|nin|u|yi|e|ye)\b|\s(?:temel\w*|cerceve\w*|kapsam\w*|uyarinca|hala|halen|dogrultu\w*|isigi\w*|ruhu\w*|ilke\w*|hukum\w*|surec\w*)"
    r"|号?的?(?:决议|決議|精神|原则|框架|规定|进程|路线图|要求)|号?\s?[のがにはをとで](?:政治|移行|枠組|原則|履行|実施|精神|定め|基づ|沿|示|則|規定)"
    r"|호?(?:의|에|를|가|는|이|은|와)?\s?(?:이행|원칙|정신|틀|따[라른]|기반|정치|과정|근거|취지|로드맵|전면)"
)
# Another thing's number in those languages, right before it.
_LABEL = re.compile(
    r"(?:法令|令|航班|航空|房|室|部屋|文件|文書|条例|通知|便|法律|법령|항공편|객실|문서|법률|kanun\w*|genelge\w*|ucus\w*|oda\w*|dosya\w*|parsel\w*)\s?(?:第|제)?\s?$"
)


def numbered(folded: str) -> bool:
    """Whether one folded sentence speaks of the resolution by its number alone."""
    for match in _NUMBER.finditer(folded):
        before = folded[max(0, match.start() - _REACH) : match.start()]
        if _CALLED.search(before):
            return True
        if _OWN_WORDS.match(folded, match.end()):
            if not (_LABEL.search(before) or _COUNTED.search(before)):
                return True
        elif _BEFORE.search(before) and _AFTER.match(folded, match.end()) and not _COUNTED.search(before):
            return True
    return False
