"""Whether a sentence speaks of the Syrian political process of resolution 2254 where no resolution is cited: by its name ("a Syrian-led
transition", "the intra-Syrian talks", the envoy's efforts), or by the bare number ("the spirit of 2254").

A rule beside the model: such wording is so much that process's own that it proves the topic, as a citation does. It says nothing about whose
act a sentence is, which topics do not ask. What other countries have too (a constitutional committee, talks under the United Nations) counts
where Syria is spoken of, and in no text that does not name it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from classifier import facts
from classifier.folding import fold
from classifier.lexicon import Lexicon, to_regex
from classifier.numbered import numbered
from classifier.process_words import WORDS

RESOLUTION_2254 = "2254"
_SYRIA = re.compile(
    r"(?<!as)syri(?!n)|\bsyrer|syryj|\bassad|\bbashar|\b(?:al|de|con|a|el)[- ]asad\b|geir (?:\w+ )?pedersen|(?:\b|intra|inter)siri[aoe]|suriye|\bsam['\u2019](?:in|da|a|daki|dan|la)\b|сири[яиюец]|сирі[яіюеи]|\bасад|геи?р\w* педерсен|г\. ?педерсен|سوري|(?<![א-ת])(?:[ובלכשה]{0,3}|ו?מ(?=סוריה))סורי"
    r"|叙利亚|敘利亞|叙人|シリア(?![スルッ])|시리아|\bdamas(?:cus|kus|co\b|\b)|дамас[кц]|دمشق|דמשק|大马士革|大馬士革|ダマスカス|다마스쿠스"
)
_ELSEWHERE = re.compile(
    r"\blib(?:y|i(?:a|o|i|en|j|c))|\b(?:y|j|i)emen|\bsudan|\bsoudan|\bafe?gh?a[no]|\b(?:cypr|cipr|chipr|chypr|zyper|zypr)|\bkibris|\bmyanmar|\bmianm|\bbirman|\bburm[ae]|\bsahara|\bsahra(?:o?u|w|l)|\bbati sahra|\bsarau|\bsomali|\bchil[ei]\b"
    r"|\bt?chad|\btschad|\bciad|\bczad|\bcad(?:\b|li)|\bmali(?:an|en|er|js|jc|li)|\bniger|\bguine|\bgwine|\bgine\b|\bbolivi|\bboliwi|\bnicarag|\bnikarag|\ber[iy]th?re"
    r"|\b(?:central|orta) afri[ck]|\bcentr[eo]?[- ]?afri|\bzentralafri|\bsrodkowoafr"
    r"|\bpalestin|\bfilistin|\bpalastin|\bpalestyn|\bisrael|\bizrael|\bgaz[ae]\b|\bgolan|\bmali\b(?! (?:destek|yard|kayna|katk|yapt|imkan|yuk))|\bhait[ia]|\bvene[sz][uo][el]|\bwenezuel"
    r"|ливи|лівії|лівіи|иемен|ємен|судан|афган|кипр|кіпр|мьянм|палестин|израил|ізраїл|ізраіл|голан|\bчад(?:\b|[ау]\b|ск|ц)|сомал[иі]|\bмал[иі]и[сц]|\bв мали\b|западн\w+ сахар|\bсахар[сц]|бирм|венесу[еэ]л|гаит|гаіт|нигер|никарагуа|боливи|болівіи|\bгвине|эритре|еритре|центральноафри|\bцар\b"
    r"|ليبي|يمن(?:\b|ي)|سودان|افغان|قبرص|صومال|فلسطين|اسرائيل|جولان|صحراء|صحراوي(?:ون|ين)|تشاد|قبارص|قبرس|(?:جمهوريه|حكومه|شمال) مالي\b|ميانمار|فنزويل|ونزويل|هايتي|هاييتي|بوليفي|نيكاراغ|غينيا|نيجر|اريتري|افريقيا الوسط|افريقاي مركزي"
    r"|(?<![א-ת])[הבלמו]{0,2}(?:לוב(?![א-ת])|תימן|תימני|סודן|סודני|אפגניסטן|אפגני|קפריסי|סומלי|מיאנמר|ונצואל|עזה|פלסטינ|גולן)"
    r"|利比亚|也门|苏丹|阿富汗|塞浦路斯|缅甸|巴勒斯坦|以色列|戈兰|西撒哈拉|委内瑞拉|(?<![沿上])海地(?![区带方震])|索马里|(?<!索)马里(?![兰乌亚])|乍得|中非共和国|玻利维亚|尼加拉瓜|几内亚|尼日尔|厄立特里亚|ベネズエラ|ハイチ|ソマリア|チャド|中央アフリカ|リビア|イエメン|スーダン|アフガ|キプロス|ミャンマー|パレスチナ|イスラエル|ゴラン|리비아|예멘|수단(?![\uac00-\ud7a3])|아프간|키프로스|미얀마|팔레스타인|이스라엘|골란|베네수엘라|소말리아|(?<!리)차드|중앙아프리카"
)  # fmt: skip
"""Countries with talks, envoys or constitutions of their own under the United Nations, and Syria's neighbour that other resolutions are about."""
_NEIGHBOURS = re.compile(
    r"\b(?:colombi|kol[uo]mbi|iraq|irac\b|irak|irach|ukrain|ucra[iy]?n|georgi[ae]|gruzj|gurcistan|kosov|bosni|armeni|ermeni|a[sz]erb|[ck]ong(?:o|ij|le)|ethiop|etiop|athiop|leban|liban|lubnan|moldov|moldaw|nepal|burund|mozambi|mocambi)"
    r"|колумби|колумбі|\bирак|\bірак|укра[иі]н|грузи|грузі|косов|босни|босні|армени|вірмен|азерб|конго|эфиоп|ефіоп|\bливан|\bліван"
    r"|عراق|لبنان|اوكراني|اوكراين|كولومبي|كلمبيا|جورجيا|گرجستان|ارميني|ارمنستان|اذربيجان|كونغو|كنگو|اثيوبيا|اتيوپي|(?<![א-ת])[הבלמו]{0,2}(?:עיראק|לבנון|אוקראינ|קולומבי|גאורגי|ארמני|אתיופי)"
    r"|伊拉克|乌克兰|黎巴嫩|哥伦比亚|刚果|埃塞俄比亚|科索沃|亚美尼亚|阿塞拜疆|イラク|ウクライナ|レバノン|コロンビア|コンゴ|アルメニア|이라크|우크라이나|레바논|콜롬비아|콩고|아르메니아"
)
"""Countries that have or had the like, and speak of Syria's often: another matter only where Syria is not named beside them."""
_ENVOYS = (frozenset({"about", "known"}), frozenset({"about", "syria", "envoy"}))
_PROOFS = tuple(
    frozenset(parts.split())
    for parts in (
        "own",
        "led course",
        "about stage",
        "about syria geneva",
        "about un talks",
        "about syria envoy effort",
        "about known effort",
        "about received talks",
        "about syria resolutions talks",
        "about vote",
        "about december talks",
    )
)
"""What a sentence must hold, any of these: concepts of `process_words`; ``syria``, which it names; ``about``, Syria being the matter;
``received``, their envoy for Syria is spoken of right before."""


@cache
def _lexicon() -> Lexicon:
    names = sorted({name for wording in WORDS.values() for name in wording})
    return Lexicon(
        {
            "concepts": {name: {"group": "topics", "label": None, "rung": 0} for name in names},
            "languages": {
                language: {
                    "patterns": [
                        [name, to_regex(one.strip(), language=language)]
                        for name, wording in about.items()
                        for one in wording.split(";")
                    ]
                }
                for language, about in WORDS.items()
            },
        }
    )


def proof(
    title: str, sentences: Sequence[str], language: str | None, *, cited: bool
) -> tuple[str | None, tuple[int, ...]]:
    """Which rule gives the topic to a text, ``cited`` or ``named``, and by which sentences (indices); (None, ()) where none does.
    ``cited``: the text as a whole cites the resolution (`facts.resolutions`)."""
    if cited and (citing := tuple(i for i, text in enumerate(sentences) if _cites(text, language))):
        return "cited", citing
    naming = named(title, sentences, language)
    return ("named", naming) if naming else (None, ())


def _cites(text: str, language: str | None) -> bool:
    return RESOLUTION_2254 in facts.resolutions(text, language)


def named(title: str, sentences: Sequence[str], language: str | None) -> tuple[int, ...]:
    """Which sentences of a text, by index, name the process; none where neither they nor the title name Syria."""
    folded = [fold(text) for text in (title, *sentences)]
    syria = [bool(_SYRIA.search(text)) for text in folded]
    if not any(syria):
        return ()
    found: list[set[str]] = []
    for text, here, about in zip(folded, syria, _about(folded), strict=True):
        concepts = set(_lexicon().match(text, language).plain)
        if here:
            concepts.add("syria")
        if about:
            concepts.add("about")
        # A militia, a process of justice or a company is led by Syrians too.
        if "other" in concepts and "talks" not in concepts:
            concepts.discard("led")
        # What the United Nations lead here is aid, beside a transition that is Syria's own.
        if "relief" in concepts:
            concepts.discard("un")
        if found and any(envoy <= found[-1] for envoy in _ENVOYS):
            concepts.add("received")
        found.append(concepts)
    return tuple(
        index
        for index, (text, concepts) in enumerate(zip(folded[1:], found[1:], strict=True))
        if any(parts <= concepts for parts in _PROOFS) or numbered(text)
    )


def _about(folded: Sequence[str]) -> list[bool]:
    """For each sentence whether Syria is what it is about: the only country named in it of those with such a process, or else the last that
    was named before it, or, where none was, the first after."""
    mentions = []
    for text in folded:
        here = [(match.start(), True) for match in _SYRIA.finditer(text)]
        elsewhere = (_ELSEWHERE,) if here else (_ELSEWHERE, _NEIGHBOURS)
        there = [(match.start(), False) for pattern in elsewhere for match in pattern.finditer(text)]
        mentions.append(sorted(here + there))
    nearest = next((here[0][1] for here in mentions if here), False)
    about = []
    for here in mentions:
        about.append(all(syria for _, syria in here) if here else nearest)
        if here:
            nearest = here[-1][1]
    return about
