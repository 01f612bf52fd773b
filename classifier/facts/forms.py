"""The words by which a text's form is told, as patterns over folded text; `kind` says in which order they count."""

from __future__ import annotations

import re
from typing import Final

ABOUT: Final = re.compile(
    r"(?:^|\s)(?:on|regarding|concerning|about|following|after|ahead of|in response|response to|reaction to|relation to|connection with|welcom\w+|on the occasion|condemning|at the|sur|concernant|au sujet|a propos|suite|relatives? a|a l['’]issue|a l['’]occasion|salue\w*|zu|zur|zum|uber|anlasslich|nach|begrusst"
    r"|sobre|acerca|con motivo|por ocasiao|a proposito|tras|apos|relativ[ao]s? a|al termino|по|о|об|относительно|в связи|касательно|по итогам|про|щодо|у зв['’]?язку|за підсумками|w sprawie|na temat|po|su|sulla|sul|sui|dopo|hakkinda|iliskin|بشان|حول|بخصوص|ازاء|عن|عقب|مورخ|درباره|در خصوص|در پي"
    r"|בנושא|בנוגע|על|בעקבות)(?=\s|$)|关于|就(?=.)|に関する|に係る|についての|を受けた|관련|에 관한|에 대한|계기"
)
"""What comes between a form and what it is about."""

_NOUN: Final = r"(?:statement|declaration|communique|press statement|readout|letter|message|op-ed|press release|announcement)"
JOINT: Final = re.compile(
    rf"\bjoint (?:[\w'’.+-]+ ){{0,4}}{_NOUN}|\bjoint[- ]statement|\bjointly declare|\bjoint appeal|gemeinsame\w* appell|appel (?:commun|conjoint)|llamamiento conjunto|\b(?:quad|trilateral|quadrilateral|e3|g7|g-7|g20|quint|p3|e5|brics)\b (?:[\w'’-]+ ){{0,5}}(?:statement|declaration|communique)"
    rf"|\b(?:leaders|ministers|presidents|heads of (?:state|government))['’]?s?['’]? (?:level |joint )?(?:statement|declaration|communique)\b(?<!minister's statement)(?<!minister’s statement)|\b(?:franco|anglo|sino|russo)-\w+ (?:\w+ )?{_NOUN}|\bcross-regional statement"
    r"|(?:declaration|communique|appel|lettre|tribune) (?:de presse |finale? |politique |locale |ministerielle )?(?:conjoint|commun)e?|gemeinsame\w* (?:[\w-]+ ){0,3}(?:erklarung|stellungnahme|statement|kommunique|presse(?:erklarung|mitteilung|statement))|deutsch-\w+ (?:\w+ )?erklarung|declaracion (?:\w+ )?conjunta"
    r"|comunicado (?:\w+ )?conjunto|совместн\w+ (?:[\w-]+ ){0,3}(?:заявлени|коммюнике|декларац|обращени)|\w+-\w+ (?:совместн\w+ )?(?:заявлени|декларац)|спільн\w+ (?:\w+ ){0,3}(?:заяв|декларац|комюніке|комюнике)|بيان (?:\w+ ){0,5}مشترك|البيان (?:\w+ ){0,3}المشترك|اعلان مشترك|بيان (?:ل?وزراء|صادر عن وزراء|قاده)"
    r"|联合(?:声明|公报|宣言|新闻(?:公报|稿|声明)|公告)|聯合聲明|共同(?:声明|宣言|聲明)|공동\s?성명|공동 ?(?:선언|발표문|언론발표|보도문)|共同[ァ-ヶー]*ステートメント|共同(?:発表|コミュニケ|プレス|記者発表)|ortak (?:\w+ ){0,2}?(?:bildiri|aciklama|deklarasyon|beyan|basin (?:aciklama|bildiri))"
    r"|(?:dichiarazion[ei]|comunicato|nota|lettera) (?:\w+ )?(?:congiunt|comune)|(?:declaracao|comunicado|nota|comunicado de imprensa) (?:\w+ )?conjunt|wspoln\w+ (?:\w+ )?(?:oswiadczeni|deklaracj|komunikat|list)|بيانيه (?:\w+ ){0,2}مشترك|הצהרה (?:\S+ )?משותפת|הודעה (?:\S+ )?משותפת|ההודעה המשותפת|הצהרה המשותפת|הצהרת שרי"
    r"|(?:statement|declaration|communique) (?:issued )?(?:by|of|from) (?:the )?(?:[\w'’-]+ ){0,2}(?:foreign ministers|ministers of foreign|foreign ministries|leaders|governments|presidents|prime ministers|heads of|e3\b|g7\b|g-7\b|brics\b|embassies|ambassadors)"
    r"|declaration des (?:\w+ ){0,3}(?:ministres|chefs d|dirigeants|gouvernements|presidents)|declaracion de los (?:cancilleres|ministros|gobiernos|presidentes|lideres)|declaracao dos (?:ministros|chefes|lideres|governos)|dichiarazione dei (?:ministri|leader|capi)|erklarung der (?:(?:g7|e3|g20|quint|quad)-?)?(?:aussenminister\b|aussenministerinnen|staats- und|regierungschefs|staatschefs|aussenministerien)"
    r"|заявление (?:министров|лидеров|глав\b|президентов|президента [^,]{4,60}, |стран)|заява (?:міністрів|лідерів|глав\b|президентів)|(?:g7|七国集团|七國集團|先進7[か国]*)\s?(?:外相|外长|外長|首脳|领导人|財務相|財相)[^。]{0,12}(?:声明|聲明)|g7 (?:외교장관|정상)\S* (?:\S+ )?성명|g7-?(?:aussenminister|erklarung)|بيانيه وزراي|disisleri bakanlari (?:\w+ )?(?:bildiri|aciklama)"
)
JOINT_ACT: Final = re.compile(
    r"\b(?:exercises?|drills?|man(?:o?eu|eu)vers?|manoeuvres|patrols?|operations?|training|task forces?|ventures?|investigations?|investigative|commission|committee|chiefs of staff|command|intelligence"
    r"|exercices?|ejercicios?|maniobras|exercicios?|esercitazion\w+|(?:militar)?ubung\w*|manover\w*|cwicze\w+|patrol\w*|manewr\w*)\b|учени[ияеюхм]|маневр|патрул|операци|навчан|маневр|tatbikat|harekat|devriye|operasyon"
    r"|تمرين|تمارين|مناور|تدريب|دوري[ها]|رزمايش|عمليات|演习|演習|军演|軍演|训练|訓練|巡航|巡逻|훈련|연습"
)
"""What two armies or two authorities do together: it makes no text a joint one."""
SHARED: Final = re.compile(
    r"\W*(?:the )?(?:governments|(?:[\w-]+ ){0,3}ministers(?: (?:of|for) foreign affairs)?|presidents|leaders|heads of (?:state|government)) of [^.\n,]{3,40},"
)
"""A first sentence whose subject is a list of those who speak."""
STRONG_JOINT: Final = re.compile(
    r"text of the following (?:joint )?statement|(?:issued|released|made|published|signed) (?:the following joint|a joint) (?:statement|declaration|communique)|(?:issue|issued|release|released|make) (?:the )?following statement jointly|^(?:(?:the )?full )?(?:text of the )?joint (?:[\w'’-]+ ){0,2}(?:statement|declaration|communique) (?:by|of|from)\b"
    r"|^we,? (?:the )?(?:[\w'’-]+ ){0,4}(?:ministers|leaders|heads|governments|representatives|presidents|undersigned)\b|^nous,? (?:les )?(?:ministres|chefs|dirigeants|gouvernements)\b|^wir,? (?:die )?(?:[\w-]+ ){0,3}(?:aussenminister|staats- und|regierungschef)|^nosotros,? los (?:ministros|presidentes|cancilleres)\b|^мы, (?:министры|главы|лидеры|представители|президенты)\b"
    r"|\bfollowing is (?:the (?:full )?text of )?a joint (?:statement|declaration|communique) (?:by|of|from)\b|^(?:joint statement|بيان مشترك|بيانيه مشترك|ortak aciklama|совместное заявление|спільна заява)\s?:|\bthis (?:joint )?statement is (?:issued|made) (?:jointly )?by|(?:هذا )?البيان المشترك (?:الاتي|التالي)|البيان (?:الاتي|التالي)",
    re.MULTILINE,
)
"""Openings that make a text a joint statement whatever its title."""
MENTIONS: Final = re.compile(
    r"(?:signing of|signs?|signed|discuss\w*|recall\w*|not(?:e|es|ed|ing)(?: of)?|welcom\w*|support\w*|implement\w*|join(?:s|ed)?|respon\w+ to|reaction to|comment\w* on|rappel\w*|salue\w*|erinner\w*|bekraftig\w*|destaca\w*|record\w*|ricord\w*|напомни\w*|подтверди\w*|внимание на|استذكر|اشاد\w*) (?:\S+ ){0,4}$"
)
"""What stands before a joint statement that is somebody else's or an earlier one."""
REPLY: Final = re.compile(
    r"(?:\b(?:repl(?:y|ies|ied|ying)|respon(?:se|ses|ds?|ded|ding)|reaction|reacts?|reacted|answers?|rebuttal|comment(?:s|ary)?) (?:\S+ ){0,3}(?:to|on)|\b(?:repon(?:se|d|dent)|reaction|reagit) (?:\S+ ){0,3}(?:a|au|aux)|\b(?:antwort|reaktion|erwiderung|entgegnung|reagiert|antwortet|stellungnahme) (?:\S+ ){0,3}(?:auf|zu|zur)"
    r"|\b(?:respuesta|reaccion|replica|responde|reacciona|resposta|reacao|reage|risposta|reazione|risponde|reagisce) (?:\S+ ){0,3}(?:a|ao|as|aos|al|ante|alla|alle|ai|agli)|\b(?:ответ\w*|реакци\w*|реагиру\w*|відпов\w*|реакці\w*|реагу\w*|комментари\w*|коментар\w*) (?:\S+ ){0,3}(?:на|по|к|до|щодо)|\b(?:odpowie\w*|reakcj\w*|reaguje) (?:\S+ ){0,3}na"
    r"|(?<!\w)(?:ردا?|[تي]رد|تعليقا?|تعقيبا?|جوابا?) (?:\S+ ){0,3}علي|(?:پاسخ|واكنش|جوابيه) (?:\S+ ){0,3}به) (?:\S+ ){0,4}$|(?:תגוב|תשוב|מענה)\S* (?:\S+ ){0,3}(?:ל|על )$"
    r"|\b(?:reject(?:s|ed|ing|ion of)?|denounc(?:es?|ed|ing)|condemn(?:s|ed|ing)?|rejette|denonce|condamne|weist|verurteilt|rechaza|condena|rejeita|respinge|condanna|отверга(?:ет|ют)|осужда(?:ет|ют)|відкидає|засуджує|odrzuca|potepia|salue|begruss\w+|saluda|celebra|acoge|sauda|accoglie|приветству(?:ет|ют)|вітає|popiera) (?:(?:the|a|so-called|recent|latest|la|le|el|o|a|die|das|der|il|lo) )*$"
    r"|(?<!\w)(?:[تي]?رحبت?|[تين]شيد|[تي]ثمن|[تي]رفض|رفضت?) (?:\S+ ){0,3}ب?$"
)
"""What stands before a joint statement that the text replies to."""
REPLIED: Final = re.compile(
    r"\w*[ae] (?:\S+ ){0,2}(?:yanit|cevap|cevab|tepki|iliskin)|\w* hakkinda aciklama|(?:への|に対する|に対し|を受け)|\w* ?(?:에 대한|에 대해|관련 (?:\S+ )?(?:논평|입장))|的(?:回应|答复|反应|评论|表态|立场|声明|谈话)"
)
"""What stands right after a joint statement that the text replies to, in languages that put the matter first. A mere "on the joint statement"
("について", "관련") is how ministries announce their own."""
REPLIED_ZH: Final = (
    re.compile(r"(?:针对|关于|就|对)[^的。]{0,16}$"),
    re.compile(r".*(?:回应|答复|反应|评论|表态|谈话)"),
)
"""In Chinese what stands before and what stands after it."""
BRIEFING: Final = re.compile(
    r"\bbriefings?\b|press conference|press availability|media availability|\bgaggle\b|point de presse|conference de presse|regierungspressekonferenz|pressekonferenz|pressebegegnung|rueda de prensa|conferencia de prensa|брифинг|пресс-конференц|подход\w* к прессе"
    r"|例行记者会|记者会|記者会見|大臣会見|会見(?:記録|要旨)|定例会見|臨時会見|브리핑|기자회견|ايجاز صحفي|الاحاطه|الصحفيه الاسبوعيه|الايجاز الصحفي|موتمر صحفي|الموتمر الصحفي|نشست خبري|كنفرانس خبري|نشست مطبوعاتي|basin toplantisi|basin brifingi|брифінг|прес-?конференц|konferencj\w+ prasow|briefing prasow"
    r"|conferenza stampa|punto stampa|conferencia de imprensa|coletiva de imprensa|entrevista coletiva|תדרוך|מסיבת (?:ה)?עיתונאים"
)
COUNCIL: Final = re.compile(
    r"(?:security council|unsc|un) (?:\w+ )?briefing|briefing (?:at|of|to|in|by) the (?:un|united nations|security council)|briefing (?:du|au) conseil|(?:security council|council)['’]?s? (?:\w+ ){0,2}briefing"
)
"""A briefing that is a meeting of the Security Council."""
REMARKS: Final = re.compile(
    r"\bremarks\b|\bspeech(?:es)?\b|\baddress (?:by|to|at|of)\b|\baddress(?:es)? the\b|\binterview\w*|\bdiscours\b|\ballocution\b|\bentretien (?:accorde|au (?:journal|quotidien|magazine)|avec (?:le (?:journal|quotidien|magazine)|la (?:chaine|radio)|[«\"“]))|\brede (?:von|des|der|zu|bei|vor|im|in|anlasslich)\b|\bgrusswort|\bnamensbeitrag|\bgastbeitrag"
    r"|discurso|\bpalabras d|\balocucion|intervencion d|intervention d|\btribune\b|\bop-?ed\b|\bopinion piece|\bkeynote|\barticle (?:by|of)\b|\bessay by\b|\blecture\b|\bdoorstep|\bq ?& ?a\b|\bquestions? (?:and|&) answers?|\breply to (?:a |the )?(?:\w+ )?question|\banswers? to (?:\w+ )?(?:media|press|journalist)|\bopening statement|\bexplanation of (?:vote|position)|\bright of reply|\btoast\b|\bpress encounter|\btestimony"
    r"|(?<!\bse )(?<!sostuvo )(?<!mantuvo )(?<!una )\bentrevista\b|\bintervistat\w+|выступлени|\bречь\b|интервью|вступительное слово|комментари\w+ (?:для|сми)|ответ\w* (?:[\w.]+ ){0,8}на вопрос|стать[яи] министра|答记者问|答問|接受[^。]{0,20}采访|讲话|发言(?!人)|致辞|致词|演讲|署名文章"
    r"|كلمه (?:معالي|وزير|السيد|سعاده|جلاله|سمو|امام|فخامه|المملكه|دوله)|خطاب|مقابله|حوار (?:مع )?(?:معالي|صحيفه|وزير)|konusma(?:si|sinin|sini|lari|larinin|yi)?\b|roportaj|mulakat|makalesi|سخنراني|سخنان|مصاحبه|يادداشت|演説|挨拶|講演|スピーチ|寄稿|インタビュー|ステートメント|연설|축사|모두발언|인터뷰|기고문|환영사|개회사|만찬사"
    r"|przemowieni|wystapieni|wywiad|виступ|промов[аиу]|інтерв['’]?ю|стаття міністра|discorso|\bintervento d|\bintervento al|intervista|\bintervencao d|pronunciamento|artigo do|נאום|דברי |ריאיון|ראיון"
)
ASKED: Final = re.compile(
    r"(?:^|\n)\s*[«\"“*]*(?:question|q|qn|frage|pregunta|pergunta|domanda|вопрос|питання|pytanie|soru|سوال|السوال|שאלה|问|問|문|질문)\s?(?:\d+)?\s?[:：]"
)
ANNOUNCED: Final = re.compile(
    r"\bto (?:visit|travel|attend|host|lead|chair|participate|receive|meet|hold|undertake)\b|\bwill (?:visit|travel|attend|host|lead|chair|meet|receive)\b|['’]s? travel\b|\btravels? to\b|\bannouncement of\b|\b(?:upcoming|forthcoming)\b|\bleads? (?:\w+ )?delegation|\bse rendra\b|\brecevra\b|\breist (?:nach|zu|in)\b|\babreise\b"
    r"|\bviajara\b|\bvisitara\b|\brecibira\b|\bviaja(?:ra)? a\b|\bsi rechera\b|\bin missione\b|\bvisita (?:oficial )?[^:]{0,60}programad|предстоящ|\bпосетит\b|\bвідвідає\b|\bzlozy wizyte\b|\buda sie\b|ziyaret edecek|gerceklestirecegi ziyaret|سيزور|يزور .{0,40}غد|سفر خواهد كرد|宣布[:：]?.{0,30}(?:访|出席)|将(?:于|访|对|出席|赴|率)|예정|방문 예정"
)
ADVISORY: Final = re.compile(
    r"\bmedia (?:advisory|alert|note|invitation)\b|\bnote (?:aux redactions|aux medias)\b|\baccreditation\b|\baviso (?:a los medios|de prensa)\b|\bpresseeinladung\b|аккредитац"
)
"""Invitations and notices to the press."""
VISIT: Final = re.compile(
    r"\bvisits?\b|\bvisites?\b|\bdeplacement\b|\bbesuch|\bvisita\b|\bviaje\b|\bviagem\b|\bmissione\b|визит|візит|поездк|wizyt|ziyaret|زياره|سفر|訪問|访问|방문|ביקור|participat"
)
AHEAD: Final = re.compile(
    r"\bwill (?:visit|travel|pay|take part|attend|meet|host|lead|hold|be|undertake|arrive)|\bis (?:scheduled|expected) to\b|\bse rendra\b|\beffectuera\b|\bsera (?:en|au|recu)|\brecevra\b|\bwird (?:\S+ ){0,8}(?:reisen|besuchen|empfangen)|\breist\b|\brealizara|\bviajara|\bvisitara|\btendra lugar|\beffettuera|\bsi rechera|\bsara in\b|посетит|состоится|прибудет|намечен|запланирован|відвідає|відбудеться|zlozy|odwiedzi"
    r"|ziyaret ede(?:cek|cektir)|gerceklestirecek|سيزور|سيقوم|خواهد|予定|将(?:于|对|访|出席|赴)|예정|방문할|יבקר|תבקר"
)
READOUT: Final = re.compile(
    r"\breadout\b|\b(?:phone |telephone |video )?calls? with\b|\bcall to\b|\bmeet(?:s|ing|ings)? (?:with|of|between)\b|['’]s (?:\w+ )?meetings?\b|\bmeets\b|\bmet\b|\btelephone (?:call|conversation)|\bphone call|\bby (?:tele)?phone\b|\bspeaks? (?:with|to)\b|\bspoke (?:with|to)\b|\bholds? (?:[\w-]+ ){0,3}(?:talks|meetings?|consultations|phone)|\bheld (?:[\w-]+ ){0,3}(?:talks|meetings?|consultations)|\breceives\b|\breceived\b|\bvisits?\b|\bconversation with"
    r"|\bcalls on (?:the )?(?:president|prime minister|deputy|minister|king|speaker|governor|chancellor|foreign|external|vice|crown|emir)\b(?!.* to )|\b(?:participates|participated|participation|takes part|took part) in\b|\bparticipation (?:du|de la) (?:ministre|secretaire)|\bparticipacion d|\bparticipacao d|\bteilnahme (?:der|des|von)|об участии|про участь|\budzial (?:minist|wice)|\bconcludes\b|\bconvenes?\b|\bjoint (?:\w+ )?(?:commission|committee)\b|\bpolitical consultations\b|\bbilateral (?:meeting|consultations|talks)|\bco-?chairs?\b|\bhosts\b|\btalks (?:with|between)\b"
    r"|\bentretiens?\b|\brencontre\b|\brecoit\b|\bvisite d|\bdeplacement\b|\bechange telephonique|\bappel (?:telephonique|avec|du)\b|\bechanges? avec\b|\bs['’]entretient|\bgesprach|\btrifft\b|\btelefon(?:at|iert|ierte|gesprach)|\bempfangt\b|\bbesuch|\bbegegnung|\breunion\b|\bse reun|\bse entrevist|\bentrevista con\b|\brecibe\b|\bconversacion|\bconversa\b|\bconverso\b|\bencuentro\b|\bllamada\b|\bvisita\b|\bsostiene\b|\bsostuvo\b"
    r"|встреч|телефонн\w+ (?:разговор|беседа)|о (?:переговорах|консультациях|беседе)|\bпереговоры\b|о визите|会见|会谈|通电话|会晤|拜会|会見した|اتصال(?:ا)? هاتفي|يستقبل|تستقبل|استقبل|يلتقي|تلتقي|التقي|يبحث|لقاء|اجتماع|مباحثات|يجري|مشاورات|gorusme|gorustu|kabul etti|kabulu|telefonda|bir araya geldi"
    r"|incontr|colloqui|telefonata|ricev[eu]|spotkani|spotkal|rozmow|rozmawial|wizyt|зустрі|телефонн\w+ розмов|переговор|\bencontro\b|reuniao|reuniu|telefonema|\brecebe\b|\brecebeu\b|\baudiencia\b|ديدار|گفت ?و ?گو|گفتگو|تماس تلفني|رايزني|שיחת|פגישת|נפגש|נפגשה|שוחח|שוחחה|会談|電話協議|表敬|意見交換|懇談|訪問\(結果\)|전화 ?통화|통화(?=$|\s)|통화를|회담|면담|접견|회동|협의회"
)
STATEMENT: Final = re.compile(
    r"\bstatement\b|\bdeclaration\b|\bdeclares?\b|\berklarung\b|\bstellungnahme\b|declaracion|заявлени|заява|(?:ال)?بيان|تصريح|声明|聲明|谈话|표명|성명|aciklama|dichiarazione|declaracao|oswiadczeni|stanowisko msz|komunikat|بيانيه|واكنش|заяв[аиу]|комментари|коментар|комюніке|נוסח|הודעת|הצהרת|הודעה|הצהרה|תגובת|談話|コメント|논평|입장|bildiri"
    r"|beyanat|\bhk\.|\bcevab\w*|\bnota (?:a|sobre|do|oficial)\b|\bnota della|\bcomunicado oficial|\bcomunicado del gobierno|spokesperson|porte-parole|sprecher|portavoz|представител|\bcomment(?:ary|s)? (?:by|of|from|on)\b|['’]s comment(?:ary|s)?\b|\bmessages? (?:on|of|from|to)\b|['’]s message\b|\bcondolences\b|\bcommunique\b(?! de presse)"
)
PRESS: Final = re.compile(
    r"\bpress release\b|\bnews release\b|\bcommunique de presse\b|\bnota de prensa\b|\bcomunicado de prensa\b|\bpressemitteilung\b|\bpressemeldung\b|\bcomunicato stampa\b|пресс-релиз|прес-реліз|informacja prasowa|basin duyurusu|خبر صحفي|新闻稿|通知|보도자료|報道発表"
    r"|\bimposes?\b|\bannounc\w+|\bprovides?\b|\ballocates?\b|\badopts?\b|\bappoint\w+|\bopens\b|\blaunch\w*|\bsign(?:s|ed)?\b|\bto host\b|\bcall for (?:proposals|papers|applications|tenders)\b|\bvacanc|\bevacuation\b|\btravel advi|\bupdated?\b|\bnamed\b|\bnomm?\w+|\bstellt\b.*\bbereit\b|\bernannt|\babre\b|\binaugura"
)
"""News and whatever calls itself a press release."""
POSITION: Final = re.compile(
    r"\bcondemn\w*|\bdenounc\w+|\bdeplor\w+|\breject(?:s|ed|ion)?\b|\bwelcom(?:es?|ed) (?!the (?:\w+ )?(?:ambassador|minister|president|delegation|prime))|\bwelcome of\b|\bexpress\w* (?:\w+ ){0,4}(?:concern|condemnation|condolence|sorrow|solidarity|support|regret|welcome|sympath|outrage|alarm|dismay)|\b(?:deeply|gravely|seriously|extremely) (?:concerned|alarmed|saddened|shocked|disturbed)|\bconcern(?:ed)? (?:over|about|at)\b"
    r"|\bcongratulat\w+|\bcondolence\w*|\bmourn\w*|\bregrets?\b|\bcall(?:s|ed)? (?:on|for|upon)\b|\burge[sd]?\b|\bsummon(?:s|ed)\b|\bprotest(?:s|ed)?\b|\bdecr(?:y|ies)\b|\bcommemorat\w+|\bstands? with\b|\bsolidarity\b|\b(?:national|independence|republic) day\b|\banniversary\b|\bspokesperson\b|^on the (?:\w+ )?(?:situation|developments|events|results|outcome|attack|elections|anniversary|death|killing|ruling|decision)\b"
    r"|\bcondamn\w+|\bdenonce\b|\bsalue\b|\bexprime\b|\bpreoccup\w+|\bse felicite|\bcondoleances|\bappelle (?:a|au|les|l['’])|\breaction\b|\breaffirme|\bverurteil\w*|\bbedauer\w+|\bbesorg\w+|\bkondolier|\bfordert\b|\bruft\b|\bbegrusst\b|\bgratulier|\berklarte (?:\w+ ){0,4}hierzu|\bcondena\w*|\brepudia\w*|\brechaza\w*|\blamenta\w*|\bexpresa (?:su|sus)|\bmanifiesta su|\bexhorta\w*|\binsta a\b|\bhace un llamad|\bsolidari\w+|\bfelicita\b|\bcondolencias|\bpesar\b|\bconsternac"
    r"|\bcondanna\w*|\bcordoglio|\besprim\w+|\baccoglie con|\bdeplora\b|\bpreoccupa\w+|\bmanifesta (?:sua|seu|profund|preocup)|\bexpressa\b|\bsauda\b|осужда\w*|\bосудил\w*|соболезн|озабочен|сожален|приветству|призыва\w*|\bпротест\w*|реши\w+ отверга\w*|в москве|^(?:о|об|к|ко) (?:ситуаци|теракт|удар|обстрел|атак|положени|обострени|гибел|убииств|событи|покушени|\d+-лети|годовщин|итогам)|засуджу\w*|співчутт|занепоко|закликає|вітає\b|рішуче|не визна"
    r"|potepia\w*|kondolencj|ubolewa|zaniepoko|wzywa\b|z zadowoleniem|solidarn|stanowcz|\bkini\w*|\bkina(?:r|di|ma)\w*|siddetle|\btaziye|bassagligi|uzunt|endise|memnuniyet|reddedi|reddet|cagrida|asilsiz"
    r"|تدين|يدين|ندين|ادان|استنكر|تستنكر|يستنكر|تشجب|ترحب|يرحب|رحبت|نرحب|تعرب عن|يعرب عن|اعربت? عن|تعزي|تعازي|تواسي|تضامن|ترفض|يرفض|رفضها|توكد|ندعو|تدعو|دعت|تحث|قلق|تهني|تاسف|محكوم|تسليت|نگراني|ابراز|همدردي|تاكيد كرد|מגנה|גינה|גינתה|מברכ?ת?\b|תנחומים|קוראת?\b|דוחה|מביעה?\b|מזמן|זומן"
    r"|谴责|强烈不满|坚决反对|慰问|唁电|贺电|哀悼|表示(?:欢迎|关切|遗憾|祝贺|赞赏)|严正交涉|立场|非難|弔意|お見舞い|見解|立場|懸念|抗議|歓迎し|遺憾|규탄|입장|환영한다|환영합|우려를|유감|조의|위로|애도|항의|촉구"
)
"""Verbs and formulas of taking a position, for texts whose title names no form."""
