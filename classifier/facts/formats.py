"""Circles of states that sign under a name of their own, and pairs of peoples in one word ("Franco-German", "日米韓")."""

from __future__ import annotations

import re
from typing import Final

from classifier.facts.folded import Folded
from classifier.folding import fold
from statements.issuers import find_countries

FORMATS: Final[tuple[tuple[str, str], ...]] = (
    (r"\bnb-?8\b|\bnordic[- ]baltic\b|\bnordisch-baltisch\w*|\b(?:pays )?nordi(?:ques|co)-balt\w*|\bnordycko-baltyck\w*|\bnordico-baltic\w*|северобалтииск\w+|північно-балтіиськ\w+|北欧・?バルト|北欧和波罗的海",
     "DK EE FI IS LV LT NO SE"),
    (r"\bnordic\b(?! council)|\bpays nordiques\b|\bnordische\w* (?:staaten|lander\w*)|\bpaises nordicos\b|\bpaesi nordici\b|\bpanstw nordyckich\b|\biskandinav ulkeleri|стран севернои европы|北欧(?:5|五)(?:か|カ)?[国國]", "DK FI IS NO SE"),
    (r"\bbaltic (?:states|countries|three|foreign|prime|presidents|ministers|leaders)\b|\b(?:etats|pays) baltes\b|\bbaltische\w* (?:staaten|lander\w*)|\bpaises balticos\b|\bpaesi baltici\b|\bpanstw baltyckich\b|(?:стран|госу\w+) балтии|краін балтіі|バルト三国|波罗的海三国", "EE LV LT"),
    (r"\bvisegrad\w*|\bv4\b|\bwyszehradzk\w+|вышеградск\w+|вишеградськ\w+", "CZ HU PL SK"),
    (r"\blublin triangle\b|\btriangle de lublin\b|\blubliner dreieck\w*|\btrojkat\w* lubelsk\w+|люблинск\w+ треугольник\w*|люблінськ\w+ трикутник\w*", "LT PL UA"),
    (r"\bweimar triangle\b(?! ?plus| ?\+)|\btriangle de weimar\b(?! ?plus| ?\+)|\bweimarer dreieck\w*(?! ?plus| ?\+)|\btrojkat\w* weimarsk\w+|\btriangulo de weimar\b|\btriangolo di weimar\b|веимарск\w+ треугольник\w*|веимарськ\w+ трикутник\w*", "FR DE PL"),
    (r"\bbenelux\b|бенилюкс\w*|бенілюкс\w*", "BE NL LU"),
    (r"\bfive eyes\b|\bfvey\b|五眼联盟", "AU CA NZ GB US"),
    (r"\baukus\b", "AU GB US"),
    (r"\bcanz\b", "CA AU NZ"),
    (r"\bquad\b|四方安全对话|クアッド|쿼드", "AU IN JP US"),
    (r"\bquint\b", "FR DE IT GB US"),
    (r"\bp3\b(?!\s?\+)", "FR GB US"),
    (r"\bp5\b(?!\s?\+)|\bfive nuclear[- ]weapon states\b", "CN FR RU GB US"),
    (r"\be5\b", "FR DE IT PL GB"),
    (r"\bbucharest (?:nine|9)\b|\bb9\b|\bbukaresztensk\w+ dziewiatk\w+|бухарестськ\w+ дев.?ятк\w+", "BG CZ EE HU LV LT PL RO SK"),
    (r"\bastana (?:guarantor\w*|trio|process guarantor\w*)|\bguarantor (?:states|countries) of the astana\b|\bgarants? d[eu] (?:processus |format )?d?['’]?astana|\bastana (?:sureci )?garantor\w*|гарант\w+ астанинск\w+|كشورهاي ضامن (?:روند )?استان\w+|الدول الضامنه (?:ل\w+ )?استان\w+", "IR RU TR"),
    (r"\bc5\s?\+\s?1\b|\bс5\s?\+\s?1\b", "KZ KG TJ TM UZ US"),
    (r"\b(?:alliance|confederation) (?:of sahel states|des etats du sahel)|\bconfederation aes\b|كونفدراليه دول الساحل", "ML BF NE"),
    (r"\b(?:eu[- ]?)?med ?9\b", "HR CY FR GR IT MT PT SI ES"),
    (r"\bmikta\b|믹타", "MX ID KR TR AU"),
    (r"\bibsa\b", "IN BR ZA"),
    (r"\bslavkov (?:format|declaration|triangle)|\bausterlitz[- ]format", "AT CZ SK"),
    (r"\bpacific alliance\b|\balianza del pacifico\b", "CL CO MX PE"),
    (r"\btroika\b(?= (?:statement|joint|on (?:south )?sudan))|\b(?:statement|declaration) (?:by|of|from) the troika\b(?! of)", "NO GB US"),
)  # fmt: skip
"""Pattern of a circle without a code of its own -> its members."""
_FORMATS: Final = tuple((re.compile(pattern), tuple(codes.split())) for pattern, codes in FORMATS)
_ANY_FORMAT: Final = re.compile("|".join(pattern for pattern, _ in FORMATS))

MEMBERS: Final[dict[str, frozenset[str]]] = {
    "G7": frozenset({"CA", "FR", "DE", "IT", "JP", "GB", "US", "EU"}),
    "E3": frozenset({"FR", "DE", "GB", "EU"}),
    "BRICS": frozenset({"BR", "RU", "IN", "CN", "ZA", "AE", "EG", "ET", "ID", "IR", "SA"}),
}
"""Groups with a code that name their members at times."""

# How a people is called in the first parts of a compound, by the beginning of the folded word.
_STEMS: Final[dict[str, str]] = {
    "FR": "franc|franzos|frans|фран", "DE": "german|deutsch|alleman|aleman|niemieck|tedesc|almano|germano|немец|герман|німецьк", "GB": "anglo|britann|britisch|british|brytyjsk|британ",
    "IT": "ital|wlosk|итал|італ", "ES": "hispan|spanisch|spanish|espagn|espan|испан", "PT": "luso|portug|порту", "PL": "pol[ao]n|poln|polsk|polish|польс",
    "RU": "russ|ruso|rosyjsk|росси|росіи", "CN": "sino|chin|китаи", "JP": "nippo|japan|japon|japonsk|япон", "IN": "indo$|indi(?!a)|indisch|индии|індіи", "US": "american|amerikan|americano|u\\.?s\\.?|estadounid|америк",
    "KR": "rok$|corean|korean|coreen|sudkorean|южнокореи", "GR": "gr(?:a?e|ie)[ck]|helleno|hellenic|греч|грець", "TR": "turc|turk|turq|tureck|турец|турець", "AT": "austro|osterreich|austri|австрии", "CH": "helvet|schweizer|swiss|suis",
    "BE": "belg", "NL": "niederland|dutch|neerland|hollando", "MA": "maroc|marroqu|morocc|marokkan", "EG": "egypt|agypt|egipt|egipc|egiz|егип|єгип", "UA": "ukrain|ucran|украінськ|украин",
    "BR": "brasil|brazil|brasileir", "AR": "argentin", "MX": "mexic", "CL": "chilen", "LT": "lit(?:hu|ew|auisch)|литов", "CZ": "czech|tschech|cesk|czesk|чеш|чесь", "HU": "hungar|ungar|wegiersk|венгер|угор",
    "RO": "roman|rumun|румы|румун", "SK": "slova[ck]|slowak|slowack|словац", "DK": "dan(?:o|ish|isch)", "NO": "norweg", "SE": "swed|schwed|suedo", "FI": "finn", "BY": "belarus|белорус", "KZ": "kazak|казах",
    "IR": "irano|iran|иран", "IQ": "iraq|irak|ирак", "SY": "syr", "VN": "vietnam|вьетнам", "AU": "austral", "CA": "canad|kanad", "RS": "serb|серб", "HR": "croat|kroat", "SI": "sloven", "MD": "moldov|moldaw|молдов",
    "ID": "indones|indonez|индонез|індонез", "MY": "malays|malais|малаиз", "PH": "filip|philipp|филиппин", "TH": "tha[iy]", "PK": "pa[kq]uist|pakist|пакист", "AF": "afg(?:h)?an|афган", "KG": "kirg|kyrg|киргиз|кыргыз", "TJ": "tadj|tajik|tadzh|таджик",
    "TM": "turkmen|туркмен", "MN": "mongol|монгол", "ET": "ethiop|etiop|athiop|эфиоп", "CU": "cuban|kuban|кубин", "VE": "venez|венес", "CO": "colomb|kolumb|колумб", "PE": "peru|перу", "BO": "boliv|боливи", "EC": "ecuator|equator|эквадор", "UY": "urugua", "PY": "paragua",
    "LB": "liban|libanes|lebanes|ливан", "JO": "jordan|иордан|giordan", "QA": "qatar|katar|катар", "KW": "kuwait|koweit|кувеит", "AE": "emirat|эмират", "OM": "oman|оман", "BH": "bahrein|bahrain|бахреин", "YE": "yemen|jemen|иемен", "LY": "liby|libi|ливи", "PS": "palestin|палестин",
    "CY": "cypri|chypri|zyprio|chipri|кипр", "MT": "maltes|maltais", "LV": "latv|lett|lot[ey]w|латв|латыш", "EE": "eston|estni|эстон|естон", "IS": "iceland|island(?:ais|es|ic)", "IE": "irish|irland|irlan", "LU": "luxemb|люксемб", "AL": "alban|албан", "BA": "bosn|босн", "ME": "monten|черногор", "MK": "maced|mazed|македон",
    "XK": "kosov|косов", "GE": "georg|грузин", "AM": "armen|армян", "AZ": "azer|азерб", "UZ": "uzbek|узбек", "SA": "saud", "IL": "israel|izrael|израил", "BG": "bulgar|болгар", "DZ": "alger", "TN": "tunis",
}  # fmt: skip
_STEM: Final = tuple((re.compile(stems), code) for code, stems in _STEMS.items())
_COMPOUND: Final = re.compile(r"(?<![\w-])([^\W\d_][\w.]{1,20})((?:[-‑–][^\W\d_][\w.]{2,20}){1,3})(?![\w-])")
_ONE_OF: Final[dict[str, str]] = {
    "日": "JP", "米": "US", "美": "US", "韓": "KR", "韩": "KR", "豪": "AU", "澳": "AU", "印": "IN", "英": "GB", "仏": "FR", "法": "FR", "独": "DE", "德": "DE", "伊": "IT", "中": "CN", "露": "RU", "俄": "RU",
    "加": "CA", "比": "PH", "菲": "PH", "蘭": "NL", "巴": "PK", "沙": "SA", "越": "VN", "哈": "KZ", "朝": "KP", "蒙": "MN", "欧": "EU", "埃": "EG", "塞": "RS", "尼": "NP",
    "한": "KR", "미": "US", "일": "JP", "중": "CN", "러": "RU", "영": "GB", "호": "AU", "독": "DE", "불": "FR", "캐": "CA", "베": "VN", "인": "IN",
}  # fmt: skip
_HAN: Final = re.compile(
    "(?<![\u3400-\u9fff])(?:第[一二三四五六七八九十0-9]+[次回届])?([日米美韓韩豪澳印英仏法独德伊中露俄加比菲蘭巴沙越哈朝蒙欧埃塞尼]{2,5})"
    "(?=(?:三国|两国|両国|四国)?(?:外|首|共|防|联|领|元|高|战|関|关|国防|次官|政府|磋商|经济|建交|贸易|友好|合作|間|「|2\\+2))"
)
_HANGUL: Final = re.compile("(?<![가-힣])([한미일중러영호독불캐베인]{2,4})(?= |공동|외교|정상|국방|$)")
_WITH_DOT: Final = re.compile(
    "(?<![\u3400-\u9fff])日(?=[・\u2010-\u2015-])|(?<![가-힣])한(?=[-\u2010-\u2015・·])"
)
_SMALL: Final = re.compile(r"(?<![\w-])[^\W\d_A-Z][\w]{3,20}(?![\w-])")
_AND: Final = re.compile(
    r",? (?:(?:et|und|sowie|y|e|ed|i|oraz|и|та|і) )?(?:(?:des|der|dem|du|del|della|do|da|de la) )?"
)
_ARABIC: Final = re.compile("[\u0621-\u064a]+")
_ARABIC_PEOPLES: Final[dict[str, str]] = {
    "سعودي": "SA", "مصري": "EG", "اردني": "JO", "قطري": "QA", "تركي": "TR", "عراقي": "IQ", "اماراتي": "AE", "كويتي": "KW", "عماني": "OM", "بحريني": "BH", "لبناني": "LB", "سوري": "SY", "يمني": "YE", "فلسطيني": "PS",
    "فرنسي": "FR", "بريطاني": "GB", "امريكي": "US", "اميركي": "US", "روسي": "RU", "صيني": "CN", "ايراني": "IR", "الماني": "DE", "ايطالي": "IT", "اسباني": "ES", "مغربي": "MA", "جزايري": "DZ", "تونسي": "TN", "ليبي": "LY",
    "سوداني": "SD", "هندي": "IN", "باكستاني": "PK", "ياباني": "JP", "يوناني": "GR", "قبرصي": "CY", "كوري": "KR", "اوروبي": "EU", "خليجي": "GCC",
}  # fmt: skip

Party = tuple[tuple[str, ...], int, int]
"""Codes (several for a circle or a compound) and where they are named."""


def _people(word: str) -> str | None:
    return next((code for pattern, code in _STEM if pattern.match(word)), None)


def has_circle(folded: str) -> re.Match[str] | None:
    """The first circle named in folded text."""
    return _ANY_FORMAT.search(folded)


def circles(text: str) -> list[Party]:
    """Circles of states without a code of their own that ``text`` names."""
    folded = Folded(text)
    found: list[Party] = []
    for pattern, codes in _FORMATS:
        for match in pattern.finditer(folded.text):
            start = len(folded.original(0, match.start())) if match.start() else 0
            end = start + len(folded.original(match.start(), match.end()))
            if not any(start < e and s < end for _, s, e in found):
                found.append((codes, start, end))
    return sorted(found, key=lambda party: party[1])


def compounds(text: str) -> list[Party]:
    """Pairs and triples of peoples written as one word in a short text (a title)."""
    found: list[Party] = []
    for match in _COMPOUND.finditer(text):
        peoples = [_people(fold(word)) for word in re.split("[-‑–]", match.group())]
        codes = [code for code in peoples if code is not None]
        if len(codes) == len(peoples) and len(set(codes)) > 1:
            found.append((tuple(dict.fromkeys(codes)), match.start(), match.end()))
    for pattern in (_HAN, _HANGUL):
        for match in pattern.finditer(text):
            found.append((tuple(dict.fromkeys(_ONE_OF[c] for c in match[1])), match.start(1), match.end(1)))
    for match in _WITH_DOT.finditer(text):
        found.append(((_ONE_OF[match.group()],), match.start(), match.end()))
    return [*found, *_arab_peoples(text)]


def _adjectives(text: str) -> list[Party]:
    """Two or more peoples in small letters in a row ("i ministri italiano e greco"), with articles and "and" between."""
    runs: list[list[tuple[str, int, int]]] = []
    for match in _SMALL.finditer(text):
        word = match.group()
        code = _people(fold(word)) if word[0].islower() else None
        if code is None:
            continue
        if runs and _AND.fullmatch(text[runs[-1][-1][2] : match.start()]):
            runs[-1].append((code, match.start(), match.end()))
        else:
            runs.append([(code, match.start(), match.end())])
    return [
        (tuple(dict.fromkeys(code for code, _, _ in run)), run[0][1], run[-1][2])
        for run in runs
        if len({code for code, _, _ in run}) > 1
    ]


def _arab_peoples(text: str) -> list[Party]:
    """Two or more adjectives of peoples in a row ("Saudi Turkish"), each bare, with its article or in the feminine."""
    folded = Folded(text)
    found: list[Party] = []
    run: list[str] = []
    first = last = 0
    for match in [*_ARABIC.finditer(folded.text), None]:
        code = None
        if match is not None:
            word = match.group().removesuffix("ه")
            code = next((c for w in _bare(word) if (c := _ARABIC_PEOPLES.get(w))), None)
        if match is not None and code is not None:
            first, last = (first if run else match.start()), match.end()
            run.append(code)
            continue
        if len(set(run)) > 1:
            start = len(folded.original(0, first)) if first else 0
            found.append((tuple(dict.fromkeys(run)), start, start + len(folded.original(first, last))))
        run = []
    return found


def _bare(word: str) -> tuple[str, ...]:
    plain = word.removeprefix("و")
    return word, word.removeprefix("ال"), plain, plain.removeprefix("ال"), word.removeprefix("لل")


def parties(text: str, language: str | None, *, title: bool = False) -> list[Party]:
    """States, organisations and circles that ``text`` names, in its order; in a title, compounds too."""
    taken = [*circles(text), *((*compounds(text), *_adjectives(text)) if title else ())]
    named: list[Party] = [
        ((code,), start, end)
        for code, start, end in find_countries(text, language)
        if not any(start < e and s < end for _, s, e in taken)
    ]
    return sorted((*taken, *named), key=lambda party: (party[1], party[2]))
