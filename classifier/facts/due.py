"""By when something is promised: "by the end of 2027", "bis Juni 2027", "到2027年底", "2027 sonuna kadar". Pure."""

from __future__ import annotations

import calendar
import re

from classifier.folding import fold

_FOREIGN = re.compile("[^\x00-\x7f]+")
_YEAR = r"(?P<year>20[0-9]{2})"
# What leads to the last day: "by", "until", "not later than".
_BY = (
    r"(?:by|until|till|through|before|no later than|not later than|to be completed by|d['’]ici(?: a)?(?: la)?|avant|jusqu['’](?:a|en|au)|au plus tard (?:en|le)?|bis(?: zum| spatestens)?|vor|spatestens|para|hasta|antes de|a mas tardar(?: en)?|entro|fino (?:a|al)|ate|antes d[oe]|do|przed|najpozniej"
    r"|до|к|не позднее|بحلول|حتى|قبل|في موعد أقصاه|تا|قبل از|تا پیش از|עד|לפני)"
)
_END = r"(?:the end of|end[- ]of|end|late|year-end|(?:la )?fin(?: de)?(?: l['’]annee)?|ende|jahresende|(?:el |los )?(?:fin|final|finales|fines) de(?: ano)?|la fine (?:del|di)|fine|(?:o )?(?:final|fim) d[eo]|konca|konca roku|конца|кінця|نهايه|نهاية|اواخر|پایان|סוף)"
# Bounded, and white space only before each word: another mark of repetition would try every way to share it.
_OF = r"(?:\s{0,2}(?:of|de|del|do|di|the year|year|l['’]annee|l['’]an|ano|roku|года|року|عام|العام|سنة|سال|שנת|anno|jahres|des jahres|in|im)){0,4}"
_AFTER_END = re.compile(
    _FOREIGN.sub(
        lambda m: fold(m.group()),
        rf"{_YEAR}\s?(?:年底|年末|年年底|年内|年末まで|年度末|년 ?말|년 ?연말|['’]?(?:in|un|nin|yili|yilinin)?\s?(?:yili\s)?sonu\w*|yil sonu\w*)",
    )
)
_BEFORE_END = re.compile(
    _FOREIGN.sub(lambda m: fold(m.group()), rf"(?<!\w){_BY}?\s?{_END}{_OF}\s?[\s-]?{_YEAR}(?!\d)")
)
_HAN_DAY = re.compile(
    rf"{_YEAR}\s?[年년]\s?(?P<month>1[0-2]|0?[1-9])\s?[月월](?:\s?(?P<day>[12]\d|3[01]|0?[1-9])\s?[日号일])?"
)
_NAMED = re.compile(
    _FOREIGN.sub(
        lambda m: fold(m.group()),
        rf"(?<!\w){_BY}\s?(?:the\s|el\s|le\s|il\s|o\s|dia\s|zum\s|den\s)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s?(?:of\s|de\s|d['’])?)?(?P<month>[^\W\d_]{{3,12}})\.?\s?(?:(?P<late>\d{{1,2}}),?\s)?(?:de\s|del\s|of\s|von\s|,\s?)?{_YEAR}(?!\d)",
    )
)
_TURKISH = re.compile(
    r"(?:(?P<day>\d{1,2})\s)?(?P<month>[a-z]{4,8})\s" + _YEAR + r"['’]?\w{0,4}\s?(?:tarihine\s)?(?:kadar|dek)"
)
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(?P<day>[0-3]?\d)\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>20\d\d)(?!\d)")
_BARE = re.compile(
    _FOREIGN.sub(
        lambda m: fold(m.group()),
        rf"(?<!\w)(?:{_BY}|in|over|en|im jahr|in den jahren|w|w roku|в|у|في|خلال|در|در سال|ב-?|nel|em|during|for){_OF}\s{{0,2}}(?:the\s)?(?P<first>20\d\d)(?:\s?[-–—/]\s?(?P<last>20\d\d|\d\d))?(?!\d)",
    )
)
_HAN_BARE = re.compile(
    rf"{_YEAR}\s?(?:年まで|年前|年之前|年|년까지|년)|{_YEAR.replace('year', 'turk')}['’]?\w{{0,4}}\s?(?:kadar|dek)|{_YEAR.replace('year', 'turkin')}\s?yilinda"
)


_MONTH_NAMES = (
    "january janvier januar enero gennaio janeiro stycznia styczen ocak января январь січня січень يناير كانون ژانویه ינואר",
    "february fevrier februar febrero febbraio fevereiro lutego luty subat февраля февраль лютого лютии лютий فبراير شباط فوریه פברואר",
    "march mars marz marzo marco marca marzec mart марта март березня березень مارس اذار מרץ",
    "april avril abril aprile kwietnia kwiecien nisan апреля апрель квітня квітень ابريل نيسان آوریل אפריל",
    "may mai mayo maggio maio maja maj mayis мая май травня травень مايو ايار مه מאי",
    "june juin juni junio giugno junho czerwca czerwiec haziran июня июнь червня червень يونيو حزيران ژوئن יוני",
    "july juillet juli julio luglio julho lipca lipiec temmuz июля июль липня липень يوليو تموز ژوئیه יולי",
    "august aout agosto sierpnia sierpien agustos августа август серпня серпень اغسطس اب اوت אוגוסט",
    "september septembre septiembre settembre setembro wrzesnia wrzesien eylul сентября сентябрь вересня вересень سبتمبر ايلول سپتامبر ספטמבר",
    "october octobre oktober octubre ottobre outubro pazdziernika pazdziernik ekim октября октябрь жовтня жовтень اكتوبر اکتبر אוקטובר",
    "november novembre noviembre novembro listopada listopad kasim ноября ноябрь листопада листопад نوفمبر نوامبر נובמבר",
    "december decembre dezember diciembre dicembre dezembro grudnia grudzien aralik декабря декабрь грудня грудень ديسمبر دسامبر דצמבר",
)
"""As they stand behind "by": also inflected."""
_MONTHS = {fold(form): number for number, forms in enumerate(_MONTH_NAMES, 1) for form in forms.split()}


def _iso(year: str, month: int | None = None, day: str | None = None) -> str:
    if month is None:
        return year
    if day is None or not 1 <= int(day) <= calendar.monthrange(int(year), month)[1]:
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{int(day):02d}"


def due(folded: str) -> str | None:
    """The first day, month or year by which a folded sentence says something will be done, in ISO form; the end of a year is its
    last day."""
    for pattern in (_BEFORE_END, _AFTER_END):
        if match := pattern.search(folded):
            return f"{match['year']}-12-31"
    if match := _ISO.search(folded):
        return _iso(match["year"], int(match["month"]), match["day"])
    if match := _HAN_DAY.search(folded):
        return _iso(match["year"], int(match["month"]), match["day"])
    if match := _DOTTED.search(folded):
        return _iso(match["year"], int(match["month"]), match["day"])
    for pattern in (_NAMED, _TURKISH):
        for match in pattern.finditer(folded):
            if (number := _MONTHS.get(match["month"])) is not None:
                return _iso(match["year"], number, match["day"] or match.groupdict().get("late"))
    if match := _BARE.search(folded):
        last = match["last"]
        return last if last and len(last) == 4 else f"20{last}" if last else match["first"]
    if match := _HAN_BARE.search(folded):
        return match["year"] or match["turk"] or match["turkin"]
    return None
