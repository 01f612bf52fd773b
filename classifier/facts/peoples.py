"""Adjectives and peoples of the states that statements most often blame, defend or address, in languages other than English (whose
own are in `statements.names`). Syntax: `aliases`. A wrong form is merely never met."""

from __future__ import annotations

from typing import Final

PEOPLES: Final[tuple[tuple[str, str], ...]] = (
    ("RU", "russe|russes|russisch*|ruso|rusa|rusos|rusas|russo|russa|russi|russos|russas|российск*|русск*|російськ*|rosyjsk*|rosja*|روسي|روسية|روسيه|روس|روسی|俄方|俄军|俄罗斯|露軍|러측|러시아군|רוסי|רוסית|רוסים|רוסיות"),
    ("UA", "ukrainien*|ukrainisch*|ucraniano|ucraniana|ucranianos|ucranianas|ucraino|ucraina|ucraini|ucraine|украинск*|українськ*|ukraińsk*|أوكراني|أوكرانية|اوکراینی|乌方|乌军|우크라이나군|אוקראיני|אוקראינית|אוקראינים"),
    ("IL", "israélien*|israelisch*|israelí|israelíes|israeliano|israeliana|israeliani|israeliane|israelense|israelenses|израильск*|ізраїльськ*|izraelsk*|إسرائيلي|إسرائيلية|اسرائیلی|رژیم صهیونیستی|الكيان الصهيوني|以方|以军|イスラエル軍|이스라엘군|ישראלי|ישראלית|ישראלים"),
    ("PS", "palestinien*|palästinensisch*|Palästinenser*|palestino|palestina|palestinos|palestinas|palestinese|palestinesi|палестинск*|палестинц*|палестинськ*|palestyńsk*|Palestyńczy*|Filistinli*|فلسطيني|فلسطينية|فلسطينيين|فلسطینی*|パレスチナ人|פלסטיני|פלסטינית|פלסטינים|פלסטינאים"),
    ("IR", "iranien|iranienne|iraniens|iraniennes|iranisch*|iraní|iraníes|iraniano|iraniana|iraniani|iraniane|иранск*|іранськ*|irańsk*|إيراني|إيرانية|ایرانی|伊方|이란군|איראני|איראנית|איראנים"),
    ("US", "américain|américaine|américains|américaines|amerikanisch*|estadounidense*|norteamericano*|norteamericana*|americano|americana|americani|statunitens*|norte americano*|американск*|американськ*|amerykańsk*|أمريكي|أمريكية|أميركي|أميركية|آمریکایی|美方|美军|米軍|米側|미측|미군|אמריקאי|אמריקאית|אמריקאים"),
    ("SY", "syrien|syrienne|syriens|syriennes|syrisch*|sirio|siria|sirios|sirias|siriano|siriana|siriani|sírio|síria|sírios|сирийск*|сирійськ*|syryjsk*|سوري|سورية|سوريين|سوری|叙方|시리아군|סורי|סורית"),
    ("CN", "chinois|chinoise|chinoises|chinesisch*|chino|chinos|chinas|cinese|cinesi|chinês|chineses|китайск*|китайськ*|chińsk*|صيني|صينية|چینی|中方|中国側|중국측|סיני|סינית|סינים"),
    ("TR", "turque|turques|turcs|türkisch*|turco|turca|turcos|turcas|turchi|turche|турецк*|турецьк*|tureck*|تركي|تركية|ترک|トルコ軍|튀르키예군|טורקי|טורקית"),
    ("KP", "nord-coréen*|nordkoreanisch*|norcoreano|norcoreana|norcoreanos|nordcoreano|nordcoreana|nordcoreani|norte-coreano*|северокорейск*|північнокорейськ*|północnokoreańsk*|كوري شمالي|كورية شمالية|کره شمالی|朝方|북측|북한군|צפון קוריאני|צפון קוריאנית"),
    ("LB", "libanais|libanaise|libanaises|libanesisch*|libanés|libanesa|libaneses|libanese|libanesi|libanês|ливанск*|ліванськ*|libańsk*|لبناني|لبنانية|لبنانيين|لبنانی|黎方|לבנוני|לבנונית"),
    ("AM", "arménien|arménienne|armenisch*|armenio|armenia|armeni|armeno|armena|armênio|армянск*|вірменськ*|ormiańsk*|أرميني|أرمينية|ارمنی|ארמני|ארמנית"),
    ("AZ", "azerbaïdjanais*|aserbaidschanisch*|azerbaiyano|azerbaiyana|azerbaigiano|azerbaigiana|азербайджанск*|азербайджанськ*|azerbejdżańsk*|أذربيجاني|أذربيجانية|آذربایجانی|אזרי|אזרית"),
    ("IN", "indisch*|indienne|indiens|indio|indiano|indiana|indiani|индийск*|індійськ*|indyjsk*|هندي|هندية|هندی|印方|インド側|인도측|הודי|הודית"),
    ("PK", "pakistanais*|pakistanisch*|pakistaní|pakistaníes|pakistano|pakistana|paquistanês|пакистанск*|пакистанськ*|pakistańsk*|باكستاني|باكستانية|پاکستانی|巴基斯坦方|פקיסטני|פקיסטנית"),
    ("YE", "yéménite*|jemenitisch*|yemení|yemeníes|yemenita*|iemenita*|йеменск*|єменськ*|jemeńsk*|يمني|يمنية|یمنی|也门方|תימני"),
    ("VE", "vénézuélien*|venezolanisch*|venezolano|venezolana|venezolanos|venezuelano|venezuelana|венесуэльск*|венесуельськ*|wenezuelsk*|فنزويلي|فنزويلية|ونزوئلایی|ונצואלי"),
    ("SD", "soudanais|soudanaise|sudanesisch*|sudanés|sudanesa|sudanese|sudanesi|sudanês|суданск*|суданськ*|sudańsk*|سوداني|سودانية|سودانی|סודאני"),
    ("BY", "biélorusse*|bélarusse*|belarussisch*|bielorruso|bielorrusa|bielorusso|белорусск*|білоруськ*|białorusk*|بيلاروسي|بيلاروسية|بلاروسی|בלארוסי"),
    ("AF", "afghan|afghane|afghanes|afghanisch*|afgano|afgana|afganos|afgani|afegão|afegã|афганск*|афганськ*|afgańsk*|أفغاني|أفغانية|افغان|阿富汗方|אפגני"),
)  # fmt: skip
