"""Where a list of signatories begins and ends: what introduces it, what may stand inside, and what others join it with."""

from __future__ import annotations

import re
from typing import Final

from classifier.folding import fold

DELIVERS: Final = re.compile(
    r"\bspeak\w*|\bdeliver\w*|\bstatement\b|\bdeclaration\b|\bhonou?r|\bhonn?eur\b|\bonore\b|\behre\b|\bhonra\b|\bzaszczyt\b|\bчесть\b|\bpronon\w+|\bparl(?:e|er|o|are)\b|\bhabl(?:o|ar)\b|\bfal(?:o|ar)\b|\binterv(?:enho|ir|enir)\b|\bsprech\w*|\berklarung|\bdeclaracion|\bhablo\b|\bintervengo|\bdichiarazione|\bdeclaracao|\boswiadczeni\w+|\bwystepuj\w+|выступ\w+|заявлен\w+|заяв[аиу]|بيان|كلمه|بيانيه|הצהרה|发言|声明|ステートメント|発言|声明|발언|성명|konus\w+|aciklama"
)
# Where the subject of the statement begins: parties after it are what it is about.
ABOUT: Final = re.compile(
    r"\s(?:on|regarding|concerning|about|following|in response|condemning|welcoming|at the|sur|concernant|au sujet|a l['’]occasion|a l['’]issue|relative?s?|a propos|zu|zur|zum|uber|anlasslich|sobre|acerca|con motivo|adoptada|por ocasiao|relativa|по|о|об|относительно|в связи"
    r"|про|щодо|за підсумками|w sprawie|na temat|بشان|حول|بخصوص|ازاء|في ختام|عن الوضع|مورخ|درباره|در خصوص|hakkinda|iliskin|su|sulla|sul|sui|בנושא|בנוגע|על המצב)(?=\s|$)|关于|就|に関する|に係る|についての|관련|에 관한|에 대한"
)
EVENT: Final = re.compile(
    r"\bvisits?\b|\bmeetings?\b|\bsummit\b|\bdialogue\b|\bconsultations?\b|\btalks\b|\bsession\b|\bcommission\b|\bvisite\b|\breunion\b|\brencontre\b|\bsommet\b|besuch|treffen\b|gipfel|konsultation|\bvisita\b|\bcumbre\b|\bencuentro\b|\bcimeira\b|\bcupula\b|\breuniao\b|\bincontro\b|\bvertice\b|визит|встреч|саммит|саміт|переговор|зустріч|візит|wizyt|spotkani|ziyaret|toplanti|زياره|لقاء|قمه|سفر|ديدار|访问|会晤|会谈|訪問|会談|방문|회담|회의"
)
"""An event that a joint statement comes from: those who met are those who sign."""
BY: Final = re.compile(
    r"(?:statement|declaration|communique|appeal|letter) (?:issued )?(?:jointly )?(?:by|from|of) |\bby (?:the )?(?:[\w'’-]+ ){0,3}(?:ministers|governments|leaders|heads|presidents|representatives|ambassadors|embassies) of |\b(?:between|among) "
)
CUE: Final = re.compile(
    r"\bgovernments? of\b|\bwe, |\bwe the\b|\b(?:issued|released|signed|endorsed|supported|adopted|agreed|made|delivered|co-?sponsored)(?: \w+)? by\b|\b(?:statement|declaration|communique) (?:by|of|from)\b|\b(?:ministers?(?: (?:of|for) foreign affairs)?|ministries|leaders|presidents|heads of (?:state|government|mission)s?|embassies|ambassadors|representatives|envoys|undersecretaries|delegations) of\b"
    r"|\bgouvernements? d|\bnous, |\bministres (?:\S+ ){0,4}(?:de|du|des|d['’])|\bwir, |\bregierungen\b|\baussenminister\w* (?:von|der|aus|deutschlands|frankreichs)|\bnosotros, |\b(?:gobiernos|cancilleres|ministros|presidentes|paises) de\b|\b(?:governos|ministros|presidentes) (?:d[aeo]s? )|\bi ministri\b|\bмы, |\b(?:министры|главы|президенты|представители|правительства|лидеры)\b|\bми, |\b(?:міністри|глави|президенти|уряди)\b"
    r"|\bministrowie\b|\bmy, |وزراء خارجيه|وزراي (?:امور )?خارجه|قاده كل|حكومات|שרי החוץ|ראשי הממשלות"
)
"""What introduces a list in running text."""
ALIGN: Final = re.compile(
    r"(?:align(?:s|ed|ing)? (?:themselves|itself|himself) with|associates? (?:itself|themselves) with|(?:countries|states) (?:\w+ )?(?:join(?:s|ed)?|support(?:s|ed)?|endorsed?|co-?sponsor(?:s|ed)?) (?:in )?this (?:\w+ )?(?:statement|declaration)|join(?:s|ed)? (?:in )?this (?:\w+ )?(?:statement|declaration)|subscribes? to this|also (?:\w+ )?(?:supported|endorsed|signed|joined|backed|co-?sponsored) by)"
    r"|s['’ ]associ\w+ a|se rallient a|se joignent a|s['’]align\w+ sur|schliess\w+ sich|se suma\w*|se adhier\w*|se alinea\w*|se asocia\w*|si allinea\w*|aderiscono|si associa\w*|alinham-se|associam-se|subscrevem|przylacza\w*|присоединя\w+|поддержа\w+ это заявление|приеднують\w*|приєдну\w+|katil(?:mislardir|maktadir|iyor\w*|di\w*|an ulkeler)|انضم\w*|تنضم|ينضم|مي ?پيوند\w*|پيوست\w*|همراهي كردند|מצטרפ\w+|הצטרפ\w+|赞同本声明|加入本声明|支持本声明|本声明に(?:賛同|参加|同調)|이 성명에 (?:동참|참여|동조)|본 성명에 (?:동참|참여)"
)
DECLINES: Final = re.compile(
    r"\b(?:does|do|did|has|have|will|is|are) not\b|n['’]t\b|\b(?:declin\w+|refus\w+|abstain\w*)\b|\bne s['’]|\bne (?:se|sont|s)\b|\bnicht\b|\bno se\b|\bnon (?:si|ha|aderi\w+)\b|\bnao (?:se|subscre\w+|alinh\w+|associ\w+)\b|\bnie\b|\bне\b|(?<!\w)(?:لم|لا|لن) |لا ي\w+|\bلا\b|نمي ?پيوند\w*|نپيوست\w*|לא |不(?:赞同|加入|支持)|未(?:加入|赞同)|(?:賛同|参加|同調)(?:してい|し)ない|(?:동참|참여)하지"
)
"""What a state says that does not join in."""
EXCEPT: Final = re.compile(
    r"\b(?:except(?:ing)?(?: for)?|excluding|with the exception of|minus|sauf|excepte|a l['’]exception d[eu]s?|ausser|ausgenommen|mit ausnahme (?:von|der|des)|ohne|salvo|excepto|con excepcion de|tranne|eccetto|ad eccezione d\w+|exceto|com excecao d\w+|z wyjatkiem|oprocz|poza)\b(?: the| la| le| l['’]| der| die)?|\b(?:кроме|за исключением|крім|за винятком)\b|باستثناء|ما عدا|به (?:جز|استثناي)|למעט|除"
)
"""What stands before those of a circle who do not sign."""
INTRODUCES: Final = re.compile(
    r"\b(?:statement|declaration|communique|letter|appeal|issued|released|signed|delivered)\b[^.]{0,40}\b(?:by|of|from)\b[^.]{0,60}$"
    r"|\b(?:declaration|erklarung|declaracion|comunicado|declaracao|dichiarazione)\b[^.]{0,40}\b(?:par|de|des|von|der|por|dos|da|di|dei)\b[^.]{0,40}$|^\W*(?:signed|signatories|signataires|unterzeichne\w*|firmantes|signatarios|firmatari)$"
)
"""A line under which those who make a statement stand one by one."""
OTHERS: Final = re.compile(
    r"\b(?:others?|partners?|allies|countries|states|nations|autres|partenaires|pays|weitere\w*|staaten|partnern|otros|otras|paises|socios|altri|paesi|outros|inn(?:e|ych)|panstw\w*)\b|други[емх]|стран\w*|інш\w+|краін\w*|\bdiger\b|\bulke\w*|اخري|等|など|[か个]国|개국"
)
"""A title that says that more sign than it names."""
WITH: Final = re.compile(r"\b(?:statement|declaration|communique|release) with ")
"""A title that leaves out whose statement it is."""
SIGNED: Final = re.compile(
    r"^\W*(?:(?:list of )?(?:signatories|signatory (?:states|countries)|co-?signatories|signed(?: by| on behalf of)?|co-?sponsors|sponsors|supporting (?:states|countries)|endorsing (?:states|countries)|participating (?:states|countries))\b|signataires|pays signataires|unterzeichner\w*|(?:paises )?(?:firmantes|signatarios)|firmado por|assinado por|signatarios|firmatari|подписал\w*|подписант\w*|підписал\w*|sygnatariusze|imzalayan\w*|الموقعون|الدول الموقعه|签署国|署名国|서명국|참여국)"
    r"|\b(?:has|have) been (?:signed|endorsed|supported|co-?sponsored) by\b|\bthis (?:joint )?statement is (?:co-?sponsored|supported|endorsed|signed|issued|made) (?:\w+ )?by\b|\b(?:following|below) (?:\w+ )?(?:countries|states|delegations|governments) (?:have )?(?:signed|endorsed|support\w*|co-?sponsor\w*)"
)
"""A line that the signatories follow, on it or under it."""
_TEXT: Final = (
    r"(?:statement|declaration|appeal|letter|communique|pledge|charter|call(?: to action| for action)?)"
)
SUBSCRIBED: Final = re.compile(
    rf"\bthis (?:joint )?{_TEXT}\b[^.\n]{{0,60}}\b(?:signed|endorsed|supported|backed|joined|co-?sponsored) (?:\w+ )?by\b|\bthe {_TEXT}\b[^.\n]{{0,60}}\b(?:signed|endorsed|supported) by the following\b"
    r"|\b(?:cette|cet|ce|l[ae] presente?) (?:declaration|appel|lettre|communique)\b[^.\n]{0,60}\b(?:signe|soutenu|appuye|souscrit)e? (?:\w+ )?par\b|\bdiese[rs]? (?:gemeinsame )?(?:erklarung|appell|aufruf)\b[^.\n]{0,60}\b(?:unterstutzt|unterzeichnet|mitgetragen) (?:\w+ )?von\b"
    r"|\b(?:suscriben|firman|apoyan|respaldan) (?:esta|este|la presente|el presente) |\besta declaracion\b[^.\n]{0,60}\b(?:suscrita|firmada|apoyada|respaldada) por\b|\bsubscrevem (?:esta|a presente) |\besta declaracao\b[^.\n]{0,60}\b(?:subscrita|assinada|apoiada) p|\bsottoscrivono (?:questa|la presente) |\bquesta dichiarazione\b[^.\n]{0,60}\b(?:sottoscritta|firmata|sostenuta) da"
    r"|(?:настоящее|данное|это) (?:\w+ )?заявление (?:подписали|поддержали|поддерживают)|цю (?:\w+ )?заяву (?:підписали|підтримали|підтримують)|\b(?:niniejsze|to) oswiadczenie (?:podpisal\w*|popar\w*|popieraj\w*)|\bbu (?:ortak )?(?:bildiri|aciklama|cagri)\w* (?:imzalayan|destekleyen)"
    r"|(?:الموقعه|الموقعون|المويده) علي هذا البيان|(?:签署|支持)本声明的?国家|本声明(?:に署名|を支持)した国|이 성명에 서명한 국가"
)
"""What says of this very text who signed it, so that it is a joint one whatever its title."""
HEADED: Final = re.compile(
    r"(?:^|\n)\W*(?:(?:co-?)?signed by|(?:list of )?(?:co-?)?signatories|signataires|unterzeichner\w*|(?:paises )?(?:firmantes|signatarios)|firmatari|подписал\w*|подписанты|підписал\w*|sygnatariusze|imzalayan\w*|الموقعون|签署国|署名国|서명국)\s?(?:[:：]|\n)"
)
"""A line that only signatories follow."""
UNDERSIGNED: Final = re.compile(
    r"\b(?:we|undersigned|nous|soussigne\w*|wir|unterzeichne\w*|nosotros|firmantes|abajo|noi|sottoscritt\w*|nos|signatarios|nizej podpisani|мы|нижеподписавши\w*|ми|biz|نحن|我们|我々|우리)\b"
)
"""Those who sign speak for themselves in the text."""
HERE: Final = re.compile(
    r"with (?:this|the present) |\ba (?:la presente|cette) |\bdiese[rn] |\ba (?:esta|la presente) |\ba (?:questa|la presente)|\besta |\btej |этому |цієі |بهذا |هذا |本声明|이 성명"
)
"""This text, and not another, is what others align themselves with."""
DISOWNS: Final = re.compile(
    r"ortak (?:bildiri|aciklama)\w*[yn]i (?:\S+ ){0,5}(?:redde|kin[ai])|بيانيه مشترك [^.]{0,80} را (?:\S+ ){0,3}(?:مردود|محكوم|رد )|共同(?:声明|宣言)(?:に|を)[^。]{0,20}(?:反対|抗議|拒否|受け入れ)|공동\s?성명을 [^.]{0,30}(?:배격|규탄|거부|반박)|(?:反对|拒绝|不满)[^。]{0,30}(?:联合|共同)声明"
)
"""What is said of a joint statement by somebody who did not sign it, in languages whose verbs stand behind."""
REFUSES: Final = re.compile(
    r"\b(?:not|never)\b[^.\n]{0,20}\b(?:signed|endorsed|supported|joined)|\b(?:void|no validity|pseudo-)"
)
"""Beside a list of who signed: somebody else's text, or one that they did not sign."""
SIGNS_FOR: Final = re.compile(
    r"for the (?:government|republic|kingdom|state|united|people|federal|european)\b|for (?:and )?on behalf of the|pour (?:le gouvernement|la republique|le royaume)|fur die (?:regierung|bundesrepublik)|por (?:el gobierno|la republica)|за правительство|от (?:правительства|имени)|عن حكومه"
)
"""A line of a signature block."""
BEHALF: Final = re.compile(
    r"\bon behalf of\b|\bau nom d|\bim namen\b|\ben nombre d|\ba nome d|\bem nome d|\bw imieniu\b|\bот имени\b|\bвід імені\b|\badina\b|نيابه عن|باسم(?= (?:الاتحاد|مجموعه|دول|كل|حكومات))|به نمايندگي از|از طرف|בשם|代表|を代表して|を代表し|대표하여|대신하여"
)
BEHIND: Final = frozenset({"を代表して", "を代表し", "대표하여", "대신하여", "adina"})
"""What stands behind those it speaks for."""

_STOP: Final = re.compile(
    r"(?<!\b\w)(?<!\bmr)(?<!\bdr)(?<!\bmrs)[.!?:](?:\s|$)|。|:(?=[\u3040-\u9fff])|\s[-–—|]\s+[^\W\d_]|谴责|敦促|呼吁|对|就|非難|求め|は|규탄|촉구|\b(?:bakanlari|liderleri|baskanlari|temsilcileri)(?:nin)?\b|(?:^|[가-힣])(?:은|는|을|를)\s|(?:장관|총리|정상|대통령)[이가]\s|反对|重申|强调|による|محكوم|تدين|يدين|ادان|يدعو|ندعو|(?<!\w)(?:في|فيه|فيها|من قبل|من جانب|خلال|الذي|التي|عن|رفض\w*|دعم\w*|اكد\w*|[يت]وكد\w*|عدوان|هجوم|هجمات|اقتحام|احتلال|ضم|جهود|حملات|حمله|تجاوز|جنايات|عليه|به)(?!\w)|بشان|حول|علي|ضد|من اجل|درباره|در |با حضور|برگزار|اقدامات|استقبال|מגנים|קוראים|דנו|בנושא|נגד"
)
"""What ends a list in any script."""
_PLACED: Final = re.compile(
    r"\s?(?:delegation |mission |embassy )?(?:au|aux|in|en|im|nel|to|accredited to|accredites? au) (?:the |la |le )?"
)
"""What leads to the state in which an embassy or a delegation sits: "the Delegation of the European Union in Chad"."""
_WORD: Final = re.compile(r"[^\W\d_][\w'’.]*")
_INSIDE: Final = re.compile(
    r"(?:and|alongside|joined|jointly|of|the|for|as|well|with|its|their|my|own|country|countries|his|her|also|plus|both|together|by|to|between|among|a|an|v|vs"
    r"|ao|aos|alla|in|в|до|nach|l|d|dell|dall|et|de|du|des|d['’]\w*|la|le|les|l['’]\w*|ainsi|que|en|au|aux|und|der|die|das|den|dem|des|von|vom|sowie|mit|y|e|del|della|dell['’]\w*|delle|dei|degli|dello|el|los|las|di|il|lo|i|gli|da|do|dos|das|o|os|as|con|com|asi|como|assim|bem|ed"
    r"|и|а|также|с|со|та|и|і|із|з|або|oraz|i|ze|z|w|ve|ile|adina"
    r"|minist\w*|presid\w*|prasid\w*|prezid\w*|foreign|affairs?|external|international|secretar\w*|sekret\w*|state|states|government\w*|gouvernement\w*|gobiern\w*|govern\w*|regierung\w*|republi\w*|kingdom|royaume|konigreich\w*|reino|regno|king|queen|prime|premier\w*|chancell\w*|kanzler\w*|bundeskanzler\w*|cancill\w*|leaders?|heads?|chefs?|etat\w*|rois?|konig|high|represent\w*|haut\w*|bin|ibn|bint|al|van|ter|ten|hohe\w*|alto|alta|alti|rappresentant\w*|union|mission\w*"
    r"|ambassad\w*|embass\w*|envoy\w*|special|deputy|vice|acting|federal\w*|democrat\w*|islam\w*|arab\w*|people\w*|sultan\w*|emir\w*|etrangeres?|affaires|auswartig\w*|exteriores?|asuntos|relaciones|relacoes|negocios|estrangeiros|esteri|affari|aussenminist\w*|defen[cs]e|trade|europ\w*|commission\w*|delegation\w*|undersecretar\w*|commonwealth|member\w*|guarantor\w*|countr\w*|partners?|mediator\w*"
    r"|министр\w*|президент\w*|иностранн\w*|внешн\w*|дел|глав\w*|государств\w*|правительств\w*|республик\w*|королевств\w*|федерац\w*|премьер\w*|представител\w*|исламск\w*|народн\w*|арабск\w*|міністр\w*|закордонн\w*|справ|уряд\w*|республік\w*|прем\w*|королівств\w*|глав\w*|spraw|zagranicznych|rzad\w*|republik\w*|krolest\w*|bakan\w*|cumhur\w*|disisleri|devlet\w*)"
)
_CASED: Final = re.compile("[a-z\u0430-\u045f]")


def breaks(between: str) -> bool:
    """Whether what stands between two parties says something, so that no list goes on: any word in small letters that is neither a
    connective nor an office, or whatever ends a list in a script without capitals."""
    folded = fold(between)
    if _STOP.search(folded) or _PLACED.fullmatch(folded):
        return True
    for word in _WORD.findall(between):
        plain = fold(word).rstrip(".'’")
        if word[0].islower() and _CASED.match(plain) and not _INSIDE.fullmatch(plain):
            return True
    return False
