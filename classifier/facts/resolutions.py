"""Security Council resolutions that a text cites, by number.

An anchor ("resolution", "UNSCR", "S/RES/", "قرار", "号决议", "sayılı ... karar") opens a small hand-written reading of the numbers around
it: lists, ranges, years and symbols in brackets. Numbers of other bodies (General Assembly, Human Rights Council, parliaments)
are recognised in order to be left out. Works on folded text, so accents, vowel marks and digit scripts do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.folding import fold

MAX_CHARACTERS = 200_000
HIGHEST = 3500
"""Resolutions passed 2800 in 2025 and grow by about 50 a year."""
LONGEST_RANGE = 20
LONGEST_LIST = 60
GENERAL_ASSEMBLY = frozenset({"181", "194", "377", "1514", "2065", "2625", "2758", "3379"})
"""Resolutions of the General Assembly so well known that texts cite them without naming the body."""
# "including the 1994 Memorandum": a year that only looks like a number in the list.
_YEAR_OF_SOMETHING = re.compile(
    r"(?:19[4-9]\d|20[0-3]\d)\s+(?!and\b|or\b|of\b|on\b|as\b|et\b|y\b|und\b|adopt|is\b|which\b)[a-z]{3,}"
)
_ARTICLE = re.compile(r"\b(?:the|le|la|los|las|el|das|die|den)\s{0,3}$")

_DIRECT = r"""s/res/ | (?<!\w)(?:un)?scrs?\b | (?<!\w)unsc\ (?:res(?:olution)?s?\.?)? | (?<!\w)rcsnu\b | (?<!\w)csnu\b"""
_WORD = r"""(?<!\w)(?: (?:[\w-]{0,40}[\w-])??resolution(?:s|en)?\b | res\. | ress\. | resolucion(?:es)?\b
    | risoluzion[ei]\b | resoluca?o(?:es)?\b | resolucoes\b | rezolucj\w{1,12} | резолюц\w{1,12} | rezoluti\w{1,12} | usnesen\w{1,12} | ψηφισμα\w{0,12} | rezolusi\w{0,12}
    | (?:[وف]?[بلك]?(?:ال)?|لل|ولل)قرار(?:ات|ين|يه|ها|ي)? | قطعنامه(?:\ ?ها(?:ي|ى|\ ي)?|\ ي)? | (?:ה|ב|ל|מ|ו|וה|כ)?החלט(?:ה|ת|ות)
    | (?:guvenlik\ konseyi|bmgk)\S{0,20}\ karar(?:lari|i)?\b )"""
_CJK = r"(?:안보리|안전보장이사회|유엔)?\s?결의(?:안)?\s?제? | 決議(?:第)? | 决议(?:第)?"
_ANCHOR = re.compile(f"(?P<direct>{_DIRECT})|(?P<word>{_WORD})|(?P<cjk>{_CJK})", re.X)

# What may stand between the anchor and its number: the body's name, "number", "in particular".
_FILLER = re.compile(
    r"""(?:[\s,:'’‘"“”«»(\[–-]|n\.o|\b(?:no|nos|nr|num|number|numbers|numero|numeros|n|nro)\b\.?[°º]?|№+|n[°º]|nº|رقم|ارقام|الارقام|بالارقام|ذات|شماره\ ي|شماره|از|جمله|من(?=\s\d{1,4}\s?الي)|מספר|מס['׳]|מועצת|הביטחון|של|האו["״]?ם|האומות|המאוחדות|כולל|בפרט|״|مجلس|الامن|لمجلس
    |الدولي|الدوليه|الاممي|الامميه|التابع|للامم|الامم|المتحده|الصله|وخاصه|وخصوصا|وبخاصه|خاصه|ولا|سيما|منها|بما|فيها|في|ومنها|وعلي|راسها|وفي|مقدمتها|القرار|القرارات|القرارين|قرار|قراري|قرارات|شوراي|امنيت|سازمان|ملل|متحد|بما|في|ذلك
    |\b(?:of|the|un|u\.n\.|united|nations|security|council|resolution|resolutions|unsc|unscr|including|inter|alia|in|particular|particularly|notably|namely|especially|such|as|among|them|relevant|numbered|specifically|both
    |du|de|des|la|le|les|conseil|securite|nations|unies|nu|onu|cs|csnu|notamment|en|particulier|dont|y|compris|del|consejo|seguridad|naciones|unidas|las|los|el|particular|especial|incluida|incluidas|especialmente|entre|ellas|como
    |des|der|vn|sicherheitsrats?|sicherheitsrates|vereinten|nationen|insbesondere|darunter|einschliesslich|die|etwa
    |совета|безопасности|сб|оон|в|частности|прежде|всего|том|числе|включая|ради|безпеки|do|da|conselho|seguranca|nacoes|consiglio|sicurezza|nazioni|unite|onz|rady|bezpieczenstwa|nr|rb|das|dos|рб|зокрема|числі|em|particolare|inclusa|incluindo|takich|jak|m\.in\.)\b){0,40}""",
    re.X,
)
_NUMBER = re.compile(r"(?:s/res/)?(\d{1,4})(?![\d])")
_SUFFIX = re.compile("\\s?[号號호]")
_YEAR = re.compile(
    r"""\s{0,3}\(\s{0,3}(?:(?P<year>(?:19|20)\d\d)|[a-z/ ]{0,40}s/res/\d{1,5}|[^()\d]{0,30}(?:19|20)\d\d)\s{0,3}\)
    |\s{0,3}/\s{0,3}(?:19|20)\d\d(?!\d)
    |,?\s{0,3}(?:of|de|del|du|vom|von|aus|от|года|from|adopted\ in|لعام|لسنه|عام|سنه|الصادر(?:\ في)?|dated|d['’]|el|al)\s{0,3}(?:\d{1,2}\.?\s{0,3}(?:er\s)?[^\W\d]{0,12}\s(?:de\s)?|[^\W\d]{3,12}\s(?:de\s)?)?(?:19|20)\d\d(?!\d)\s{0,3}(?:года|г\.)?""",
    re.X,
)
_SEPARATOR = re.compile(
    r"\s{0,3}(?:,\s{0,3}(?:and|or|et|y|e|und|sowie|и|а также|as well as)?|;|&|/(?=\s)|\band\b|\bor\b|\bas well as\b|\bet\b|\bainsi que\b|\by\b|\be\b"
    r"|\basi como\b|\bund\b|\bsowie\b|\bbzw\.|\bи\b|\bа также\b|\bі\b|\bו[-–]?\s?(?=\d)|及び|並びに|ならびに|\bта\b|\bi\b|\boraz\b|\bve\b|،|、|和|与|及|以及|및|과|와|،?\s{0,3}\bو(?=\s?\d)|و\s)\s{0,3}"
    r"(?:the\s|la\s|las\s|der\s)?(?:(?:no|nos|nr|n)\b\.?[°º]?\s{0,3}|№\s{0,3}|رقم\s{0,3}|第|القرار\s{0,3}|قرار\s{0,3}|(?:un)?scrs?\s|resolution\s|резолюци\w+\s|제\s{0,3}|und\s)*"
)
_RANGE = re.compile(
    r"\s{0,3}(?:-|–|—|\bto\b|\bthrough\b|\ba\b|\bbis\b|\bдо\b|الي|至|到|から|부터)\s{0,3}(?:第|제\s?)?(?=\d{3,4}(?!\d))"
)
# Units of pictures, sessions of the General Assembly, letters: not a resolution of the Council.
_NOT_A_NUMBER = re.compile(
    r"(?:\s{0,3}/\s{0,3}(?!(?:19|20)\d\d(?!\d))\d|[a-z%°]|\.\d|,\d{3}\b|\s{0,3}(?:dpi|ppi|pixels?|lines?|megapixels?|x\s{0,3}\d|×|by\s\d|votes?|voix|stimmen|members?|states|years?|days|million)\b"
    r"|\s{0,3}\(\s{0,3}[ivxl]{1,8}\s{0,3}\)|\s{0,3}\(?\s{0,3}[a-e]\)?\s{0,3}\([ivxl]{1,8}\)|\s+(?:[a-d]|e(?!\s{0,3}(?:n\S{0,3}\s{0,3})?\d))\b(?!\s{0,3}(?:and|et|y)\b)|-[a-z])"
)
_COUNCIL = re.compile(
    r"security council|unsc|s/res|conseil de securite|consejo de seguridad|sicherheitsrat|совет\w* безопасности|сб оон|\bсб\b|مجلس الامن|مجلس امن|شوراي امنيت|شوراي امنيت"
    r"|安理会|安全理事会|安保理|안보리|안전보장이사회|guvenlik konseyi|bmgk|consiglio di sicurezza|conselho de seguranca|rad\w+ bezpiecz\w+|\brb onz|\bрб\b|рад\w+ безпеки|מועצת הביטחון|veiligheidsraad"
)
_OTHER_BODY = re.compile(
    r"general assembly|unga\b|a/res|ga res|human rights council|hrc\b|a/hrc|ecosoc|house\b|senate|congress|\bh\.?\s?(?:j\.?\s?|con\.?\s?)?res\.|\bs\.?\s?con|parliament|assemblee|asamblea|"
    r"generalversammlung|vollversammlung|генеральн\w+ ассамбле\w+|\bга оон|الجمعيه العامه|مجلس حقوق|مجمع عمومي|联合国大会|联大|大会第|人权理事会|genel kurul|assemblea|assembleia|zgromadzeni\w+|העצרת|הממשלה|הכנסת|国連総会|総会決議|유엔총회|총회|генеральн\w+ асамбле\w+"
    r"|iaea|board of governors|conseil des droits|consejo de derechos|menschenrechtsrat|совет\w* по правам|unesco|wha\b|world health|arab league|municipal|city council|commission(?!er)|parlament|bundestag|wttc|oas\b"
    r"|ag/res|ministerial|imo\b|icao|iso\b|camera|display|screen|imag|scanner|satellite|sensor|pixel|monitor\b"
)
_OTHER_AFTER = re.compile(
    r"[\s,]{0,6}(?:\([^)]{0,20}\)\s{0,3})?(?:of|de|du|del|der|des|della|da|adopted by|)\s{0,3}(?:the|la|le|el|l['’]|al)?\s{0,3}(?:un|u\.n\.|united nations|onu)?\s{0,3}"
    r"(?:general assembly|human rights council|assemblee generale|asamblea general|generalversammlung|house\b|senate|генеральн\w+ ассамбле|الجمعيه العامه|للجمعيه العامه|لمجلس حقوق"
    r"|(?:city|municipal|communal) council|conseil (?:communal|municipal)|consejo municipal|ayuntamiento|rectorado|горсовет|городск\w+ совет|مجمع (?:عمومي|سالانه))"
)
_ARABIC_DECREE = re.compile(
    r"(?:وزاري|الوزاري|جمهوري|الجمهوري|ملكي|الملكي|حكومي|اداري|مجلس الوزراء|رئاسي|قضائي|المحكمه)"
)
_ITEM = r"(?<!\d)\d{1,4}(?:\s?\(\d{4}\))?"
# (what closes the list, how much to look at before and after it, the list with its end)
_NUMBER_FIRST = (
    (
        re.compile("决议|決議"),
        (120, 0),
        re.compile(rf"(?P<list>{_ITEM}(?:\s?号)?(?:\s?(?:、|,|和|与|及|以及|至)\s?(?:第\s?)?{_ITEM}(?:\s?号)?){{0,15}})\s?[号號]?\s?(?:决议|決議)$"),
    ),
    (
        re.compile(r"\b(?:no['’]?\s?lu|sayili)\b"),
        (120, 60),
        re.compile(
            rf"(?<![\d/])(?P<list>{_ITEM}(?:\s?(?:,|ve)\s?{_ITEM}){{0,15}})\s+(?:no['’]?\s?lu|sayili)\s+(?:\w+\s+){{0,5}}karar"
        ),
    ),
)  # fmt: skip


_CHINESE_NUMBER = re.compile(
    r"(?<=[第议議])\s?[〇零一二三四五六七八九十百千]{2,9}(?![\u3400-\u9fff])|(?<=[第议議、和与及至])\s?[〇零一二三四五六七八九十百千]{2,9}(?=[号號])"
)
_CHINESE_DIGITS = {digit: i for i, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
_CHINESE_POWERS = {"十": 10, "百": 100, "千": 1000}


def _western(match: re.Match[str]) -> str:
    """A number in Chinese characters, by its digits (二二五四) or by powers of ten (二千二百五十四), in digits."""
    written = match.group().strip()
    if not _CHINESE_POWERS.keys() & set(written):
        return "".join(str(_CHINESE_DIGITS[one]) for one in written)
    total, digit = 0, None
    for one in written:
        if one in _CHINESE_POWERS:
            total += (1 if digit is None else digit) * _CHINESE_POWERS[one]
            digit = None
        else:
            digit = _CHINESE_DIGITS[one]
    return str(total + (digit or 0))


def _spaced(folded: str) -> str:
    """Runs of white space as one space, or as one line break where they hold any: no pattern here has to try how to share them."""
    return re.sub(r" ?\n[ \n]*", "\n", re.sub(r"[^\S\n]+", " ", folded))


def _body(folded: str, start: int, end: int) -> str:
    """Whose resolution the anchor at [start, end) is: ``council``, ``other`` or ``unsaid``; the nearest mention before counts."""
    before = folded[max(0, start - 90) : end].rstrip()
    # A sentence boundary cuts the context, an abbreviation's full stop rarely stands before a capital here (text is folded).
    before = re.split(r"[.!?;。؛]\s", before)[-1]
    last = {"council": -1, "other": -1}
    for name, pattern in (("council", _COUNCIL), ("other", _OTHER_BODY)):
        for match in pattern.finditer(before):
            last[name] = match.start()
    if last["council"] < 0 and last["other"] < 0:
        return "unsaid"
    return "council" if last["council"] >= last["other"] else "other"


def _numbers(folded: str, at: int, *, floor: int) -> Iterator[tuple[int, str]]:
    """Reads the list of numbers that begins at ``at``: where each ends, and the number. Below ``floor`` a bare number needs a
    year beside it."""
    previous: int | None = None
    for _ in range(LONGEST_LIST):
        match = _NUMBER.match(folded, at)
        if match is None:
            return
        end = match.end()
        if _NOT_A_NUMBER.match(folded, end) or _OTHER_AFTER.match(folded, end):
            return
        year = _YEAR.match(folded, end)
        value = int(match.group(1))
        if not 1 <= value <= HIGHEST or match.group(1).startswith("0"):
            return
        if value >= floor or (year is not None and year.group("year")):
            if previous is not None and previous < value <= previous + LONGEST_RANGE:
                yield from ((end, str(n)) for n in range(previous + 1, value))
            yield end, match.group(1)
        elif year is None:
            return
        at = year.end() if year else end
        if suffix := _SUFFIX.match(folded, at):
            at = suffix.end()
        span = _RANGE.match(folded, at)
        previous = value if span else None
        step = span or _SEPARATOR.match(folded, at)
        if step is None:
            return
        at = step.end()


def _listed(listing: str) -> Iterator[str]:
    for number in re.findall(r"\d{1,4}", re.sub(r"\(\d{4}\)", " ", listing)):
        if 1 <= int(number) <= HIGHEST:
            yield number


def resolutions(text: str, language: str | None = None) -> tuple[str, ...]:
    """Numbers of the Security Council resolutions cited, each once, in the order of their first mention.

    ``language`` is not needed: the anchors of all languages are always tried.
    """
    folded = _CHINESE_NUMBER.sub(_western, _spaced(fold(text[:MAX_CHARACTERS])))
    found: list[tuple[int, str]] = []
    for closing, (before, after), pattern in _NUMBER_FIRST:
        for close in closing.finditer(folded):
            start = max(0, close.start() - before)
            match = pattern.search(folded[start : close.end() + after])
            if match is None or _body(folded, start + match.start(), start + match.end()) == "other":
                continue
            found += [(start + match.start(), n) for n in _listed(match.group("list")) if len(n) >= 3]
    read_to = 0
    for anchor in _ANCHOR.finditer(folded):
        filler = _FILLER.match(folded, anchor.end())
        at = filler.end() if filler else anchor.end()
        if _NUMBER.match(folded, at) is None or anchor.start() < read_to:
            continue
        between = folded[anchor.start() : at]
        if anchor.group("direct"):
            body = "council"
        else:
            body = _body(folded, anchor.start(), at)
            if "قرار" in anchor.group() and body != "council" and _ARABIC_DECREE.search(between):
                continue
        if body == "other":
            continue
        if _YEAR_OF_SOMETHING.match(folded, at) and _ARTICLE.search(between):
            continue
        for end, number in _numbers(folded, at, floor=1 if body == "council" else 100):
            if body == "council" or number not in GENERAL_ASSEMBLY:
                found.append((anchor.start(), number))
            read_to = end
    found.sort(key=lambda item: item[0])
    return tuple(dict.fromkeys(number for _, number in found))
