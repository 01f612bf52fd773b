"""What pages say that hold no statement, in all our languages and some more: not here, not now, not without your consent.

Words only; whether a page that says so is nothing else, `walls` and `hollow` judge by what else it shows. Matched against whole lines
and headings without case, never inside a sentence.
"""

from __future__ import annotations

import re
from typing import Final


def _any(*tables: str) -> str:
    return "|".join(word.strip() for table in tables for word in table.split("/") if word.strip())


MISSING: Final = re.compile(
    r"^\W*(?:(?:sorry|oops|oh no|we.re sorry|désolé|leider|entschuldigung|lo sentimos|vaya|ops|spiacenti|desculpe|lamentamos|извините|к сожалению|"
    r"عذرا|نأسف|متأسفیم|üzgünüz|抱歉|对不起|對不起|很抱歉|申し訳|죄송|przepraszamy|niestety|на жаль|вибачте|מצטערים|helaas|ne pare rău|λυπούμαστε|tyvärr|valitettavasti|omlouváme)"
    r"[^.]{0,40}?[\s,:!.！，。…]*)?(?:"
    + _any(
        r"(?:the |this |that )?(?:(?:(?:web ?)?page|requested \w+|article|content)(?: (?:that )?you (?:have )?(?:requested|(?:are|were) (?:looking|searching) for|tried to \w+))?|(?:document|address|item|resource)(?: (?:that )?you (?:have )?(?:requested|(?:are|were) (?:looking|searching) for|tried to \w+)))"
        r" (?:(?:was|is|has been|could|can?)(?:n.t| ?not) (?:be )?(?:found|available|located|displayed)|does(?: not|n.t) exist|is no longer (?:available|here)|no longer exists|(?:has|may have|might have) been (?:removed|deleted|moved))",
        r"(?:la )?page (?:que vous (?:recherchez|cherchez|demandez)|demandée)?\s?(?:est introuvable|n.existe (?:pas|plus)|n.a pas (?:pu être|été) trouvée|introuvable)",
        r"(?:die )?(?:von ihnen )?(?:gesuchte|angeforderte|aufgerufene|gewünschte)?\s?(?:seite|inhalt|artikel) (?:wurde nicht gefunden|existiert (?:nicht|leider)|konnte (?:leider )?nicht gefunden|ist nicht (?:mehr )?(?:verfügbar|vorhanden))",
        r"(?:la )?página (?:que (?:busca|buscas|solicita|está buscando|intenta ver)|solicitada)?\s?(?:no (?:existe|se (?:ha )?encontr|está disponible|ha sido encontrada)|ya no existe)",
        r"no hemos (?:podido )?encontra(?:do|r) (?:la página|lo que)/(?:a )?página (?:que procura|solicitada|que você procura)?\s?não (?:foi encontrada|existe|está disponível|pôde)",
        r"(?:la )?pagina (?:richiesta|cercata|che (?:stai cercando|cercate))?\s?(?:non (?:è stata trovata|esiste|è disponibile)|inesistente)",
        r"(?:запрашиваемая |запрошенная |такая |данная )?(?:вами )?страниц[аы] (?:не найдена|не существует|удалена|была удалена|больше не)",
        r"(?:ال)?صفحة\s?(?:المطلوبة |التي (?:تبحث عنها|طلبتها) )?(?:غير (?:موجودة|متوفرة|متاحة)|لم (?:تعد موجودة|تعد متاحة|تعد متوفرة|يتم العثور))/لم (?:يتم|نتمكن من) العثور على (?:ال)?صفحة",
        r"صفحه\s?(?:مورد نظر |درخواستی )?(?:شما )?(?:یافت نشد|پیدا نشد|وجود ندارد|موجود نیست)",
        r"(?:aradığınız |istediğiniz )?sayfa(?:ya)? (?:bulunamadı|mevcut değil|kaldırılmış|ulaşılamadı|taşınmış)",
        r"您(?:所)?(?:访问|查看|请求|要找|浏览)的(?:页面|网页|内容|文章|信息)(?:不存在|未找到|已被删除|已删除|无法|找不到)/(?:您訪問的|您要找的|您瀏覽的)?(?:頁面|網頁)(?:不存在|找不到|已被移除|已刪除)/(?:该)?(?:页面|网页|内容)(?:不存在|未找到|已被删除|已删除|找不到)/找不到(?:该|您要的|此|這個)?(?:页面|網頁|頁面|网页)",
        r"(?:お探しの|ご指定の|指定された|要求された|該当する)?ページ(?:は|が)(?:見つかりません|存在しません|存在しない|削除され|移動)/(?:요청하신|찾으시는|해당)?\s?페이지(?:를 찾을 수 없|가 존재하지 않|는 존재하지)",
        r"(?:szukana |żądana |podana )?strona (?:nie (?:została znaleziona|istnieje)|o podanym adresie)/nie znaleziono (?:strony|podanej)",
        r"(?:запитувана |запитана )?(?:вами )?сторінк[аиу] (?:не (?:знайдена|знайдено|існує)|видалена)/сторінку не знайдено",
        r"(?:הדף|העמוד)\s?(?:המבוקש |שחיפשת |שביקשת )?(?:לא (?:נמצא|קיים)|אינו קיים|הוסר)",
        r"(?:de )?(?:opgevraagde |gevraagde |gezochte )?pagina (?:die u zoekt )?(?:is niet gevonden|bestaat niet|kon niet worden gevonden|niet gevonden|werd niet)",
        r"pagina (?:căutată |solicitată |pe care o căutați )?(?:nu (?:a fost găsită|există|a putut)|inexistentă)",
        r"η σελίδα (?:που (?:ζητήσατε|αναζητάτε|ψάχνετε) )?δεν (?:βρέθηκε|υπάρχει)/sidan (?:du söker |du letar efter )?(?:kunde inte|hittades inte|finns inte)",
        r"(?:hakemaasi |etsimääsi )?sivua ei (?:löyt|ole)/(?:požadovaná |hledaná )?stránka (?:nebyla nalezena|neexistuje|nenalezena)/trang (?:bạn (?:tìm|yêu cầu)|này|không)[^.]{0,30}(?:không tồn tại|không tìm thấy|tìm thấy)/không tìm thấy trang",
        r"ไม่พบหน้า/halaman (?:yang (?:anda )?(?:cari|minta)[^.]{0,20} )?tidak (?:ditemukan|tersedia|ada)/страницата не (?:е намерена|съществува)/stranica ne postoji/страница није пронађена/(?:az|a keresett) oldal nem (?:található|létezik)",
        r"we (?:can.?t|cannot|could ?n.t|could not) (?:seem to )?find (?:the|that|this|your) page(?= (?:that )?you\b|\s?[.,!]|$)/the page you (?:are trying|want|wanted) to \w+ is (?:not available|unavailable)/nous n.avons pas (?:trouvé|pu trouver) la page/nous ne trouvons pas la page/die seite, die sie (?:suchen|aufrufen), (?:gibt es|existiert) (?:leider )?nicht/no (?:encontramos|hemos encontrado|pudimos encontrar) la página/não (?:encontrámos|encontramos|conseguimos encontrar) a página",
        r"non (?:troviamo|abbiamo trovato) la pagina/мы не (?:нашли|можем найти|смогли найти) (?:такую |эту |нужную )?страниц/(?:такой|этой) страницы (?:больше )?нет/ми не (?:знайшли|можемо знайти|змогли знайти) (?:таку |цю )?сторінк/(?:لم نعثر|تعذر العثور) على (?:ال)?صفحة/aradığınız sayfayı bulamadık/我们找不到您?(?:要的|请求的|访问的)?(?:页面|网页)/찾으시는 페이지가 없/nie (?:możemy znaleźć|znaleźliśmy) (?:tej |szukanej )?strony/לא מצאנו את (?:הדף|העמוד)/we (?:kunnen|konden) de (?:gevraagde )?pagina niet vinden",
        r"(?:siden|den side) (?:du (?:søger|leder efter|leter etter) )?(?:(?:blev|ble|kunne) ikke (?:fundet|funnet|findes|finnes)|findes ikke|finnes ikke|eksisterer ikke)",
    )
    + r")",
    re.IGNORECASE,
)
"""A line or heading of a page that was asked for in vain."""

NOTHING_FOUND: Final = re.compile(
    r"^\W*(?:"
    + _any(
        r"(?:there (?:are|were) )?no (?:search )?(?:results|matches|items|entries|documents)(?: (?:were |was )?(?:found|match|available|for|to display)\b.*)?$/no content (?:has been )?(?:found|available)\b/your search (?:did not match|returned no|yielded no)/nothing (?:was )?found$/(?:sorry, )?nothing matched your",
        r"aucun (?:résultat|élément|document|article|contenu)(?: (?:ne |n.|trouvé|correspond|pour)\b.*)?$/votre recherche n.a (?:donné|retourné) aucun/keine (?:ergebnisse|treffer|einträge|meldungen|dokumente)\b.{0,60}$/ihre suche (?:ergab|lieferte|brachte) (?:leider )?kein/es wurden keine",
        r"no (?:se (?:han )?encontr(?:aron|ado|ó)|hay|existen) (?:resultados|coincidencias|registros|contenidos)\b/sin resultados/nessun (?:risultato|elemento|contenuto)\b/la ricerca non ha (?:prodotto|dato)/nenhum (?:resultado|item|conteúdo|registro)\b/não (?:foram encontrados|há|existem) (?:resultados|registros|itens)/sem resultados",
        r"ничего не найдено/по (?:вашему )?запросу .{0,60}(?:ничего )?не найден/результатов не найдено/(?:новостей|материалов|записей) (?:нет|не найдено)/لا (?:توجد|يوجد) (?:نتائج|نتيجة|بيانات|محتوى|عناصر)/لم يتم العثور على (?:أي )?(?:نتائج|نتيجة)/لم تسفر/(?:نتیجه|موردی|خبری|مطلبی|اطلاعاتی)\s?(?:ای )?(?:یافت نشد|پیدا نشد|وجود ندارد)/هیچ (?:نتیجه|موردی|خبری)",
        r"(?:aramanızla eşleşen )?(?:sonuç|kayıt|içerik|haber) bulunamadı/sonuç yok/(?:没有|未|沒有|暂无)(?:找到|查询到|搜索到|检索到|查到|相关)?[^。]{0,10}(?:结果|結果|内容|數據|数据|信息|记录|資料)$/抱歉[，,]?(?:没有|未)找到/該当する(?:情報|結果|記事|データ)/検索結果(?:は|が)(?:0|ありません|見つかりません)/(?:검색 ?결과|게시물|등록된 글|자료)(?:가|이) (?:없|존재하지)",
        r"brak (?:wyników|rezultatów|treści|artykułów)/nie znaleziono (?:żadnych )?(?:wyników|elementów)/нічого не знайдено/за вашим запитом/לא נמצאו (?:תוצאות|פריטים|ידיעות)/אין תוצאות/geen (?:resultaten|zoekresultaten|berichten)\b/er zijn geen (?:resultaten|berichten)/nu (?:au fost găsite|s-au găsit|există) (?:rezultate|înregistrări)/niciun rezultat/δεν (?:βρέθηκαν|υπάρχουν) αποτελέσματα",
        r"inga (?:resultat|träffar|sökträffar)\b/(?:ei (?:hakutuloksia|tuloksia)|haulla ei löytynyt|hakutuloksia ei)/(?:nebyly nalezeny|žádné) (?:žádné )?(?:výsledky|záznamy)/không (?:có|tìm thấy) (?:kết quả|dữ liệu|bài viết|nội dung)/ไม่พบ(?:ข้อมูล|ผลลัพธ์|รายการ)/tidak ada (?:hasil|data|konten)/nincs találat",
    )
    + r")",
    re.IGNORECASE,
)
"""A search or a list that found nothing."""

MAINTENANCE: Final = re.compile(
    _any(
        r"(?:site|website|web site|portal|page|service|system)s? (?:is |are |will be )?(?:currently |temporarily |now )?(?:under(?:going)? (?:\w+ )?maintenance|down for (?:\w+ )?maintenance|under construction|unavailable|offline|being (?:updated|upgraded|maintained))",
        r"(?:scheduled|planned|routine|site|website|technical) maintenance/maintenance (?:in progress|mode|page|work)/^\W*under (?:maintenance|construction)/we(?:.ll| will) be back (?:soon|shortly)/be right back/temporarily (?:unavailable|offline|out of service)/coming soon$/new (?:web)?site is coming",
        r"(?:en (?:cours de )?maintenance|maintenance en cours|momentanément (?:indisponible|inaccessible)|temporairement (?:indisponible|inaccessible)|site (?:en construction|indisponible))/opération de maintenance",
        r"wartungsarbeiten|wartungsmodus|wird (?:derzeit |gerade )?gewartet|vorübergehend nicht (?:erreichbar|verfügbar)|derzeit nicht (?:erreichbar|verfügbar)|im aufbau$",
        r"(?:en|por|tareas de|labores de) mantenimiento|temporalmente (?:no disponible|fuera de servicio|inactivo)|sitio en construcción/(?:in|per|lavori di) manutenzione|temporaneamente (?:non (?:disponibile|raggiungibile)|sospeso)|sito in costruzione/(?:em|para) manutenção|temporariamente (?:indisponível|fora do ar)|site em construção",
        r"(?:технически[ехм]+|профилактически[ехм]+|регламентны[ехм]+|ремонтны[ехм]+) работ|ведутся работы|временно (?:недоступ|не работает|закрыт|приостановлен)|сайт на (?:реконструкции|обслуживании|ремонте)|сайт находится (?:на|в) (?:обслужив|реконструк|разработк)",
        r"(?:تحت|قيد|أعمال|اعمال) الصيانة|صيانة (?:الموقع|دورية|مجدولة|فنية)|الموقع (?:غير متاح|متوقف|مغلق) (?:حاليا|مؤقتا)|غير متاح(?:ة)? (?:حاليا|مؤقتا)|الموقع قيد (?:الإنشاء|التطوير|التحديث)/(?:در حال|به منظور|جهت) (?:بروزرسانی|به‌روزرسانی|تعمیر|نگهداری|ارتقا)|موقتا(?:ً)? (?:از دسترس خارج|در دسترس نیست|غیر فعال)|از دسترس خارج",
        r"bakım (?:çalışması|çalışmaları|modu|aşamasında)|bakımda(?:dır|yız)?|geçici olarak (?:hizmet (?:dışı|verememekte)|kullanılamıyor|kapalı)|yapım aşamasında",
        r"(?:系统|网站|網站|本站|系統|平台)[^。]{0,10}(?:维护|維護|升级|升級|建设中|改版|检修)|(?:维护|維護)中|暂停(?:访问|服务)|暫停服務|暂时无法访问/メンテナンス(?:中|のため|作業)|ただいま.{0,12}停止|工事中|一時的に(?:ご利用|アクセス|サービス)/(?:시스템|서버|서비스|홈페이지)?\s?(?:점검|정비|개편) ?(?:중|안내|으로 인)|서비스 (?:일시 ?)?중(?:단|지)",
        r"(?:prace|prac|przerwa) (?:techniczn\w+|serwisow\w+|konserwacyjn\w+)|chwilowo niedostępn|tymczasowo niedostępn|czasowo niedostępn|strona w (?:budowie|przebudowie)/(?:технічн[іих]+|профілактичн[іих]+|регламентн[іих]+) робот|тимчасово (?:недоступ|не працює)/(?:בעבודות|עבודות) (?:תחזוקה|שדרוג)|האתר (?:בתחזוקה|בשדרוג|אינו זמין|סגור זמנית|בבנייה)|אינו זמין (?:כעת|זמנית)",
        r"(?:in|wegens|voor) onderhoud\b|onderhoudswerkzaamheden|tijdelijk (?:niet (?:beschikbaar|bereikbaar)|buiten gebruik)/(?:în|lucrări de) (?:mentenanță|întreținere)|temporar (?:indisponibil|nefuncțional)|în construcție/(?:εργασίες|υπό|λόγω) συντήρησ|προσωρινά (?:μη διαθέσιμ|εκτός)|υπό κατασκευή",
        r"(?:underhålls|underhåll pågår|underhållsarbete)|tillfälligt (?:otillgänglig|stängd|ur funktion|nere)/huoltokatko|huoltotöi|tilapäisesti (?:poissa käytöstä|suljettu)/(?:probíhá|plánovaná|z důvodu) údržb|dočasně (?:nedostupn|mimo provoz|nefunkční)/(?:đang|tạm) (?:bảo trì|ngừng|nâng cấp)|bảo trì hệ thống/ปิดปรับปรุง|ปรับปรุงระบบ/(?:sedang|dalam) (?:pemeliharaan|perbaikan|pengembangan)|karbantartás",
    ),
    re.IGNORECASE,
)
"""A site that is not open at the moment."""

APOLOGY: Final = re.compile(
    r"apologi[sz]e|(?:any|the) inconvenience|désolés? (?:pour|de)|excuser|gêne occasionnée|unannehmlichkeiten|las molestias|inconvenientes|il disagio|inconveniente|извинения за|неудобства|незручності|نعتذر عن|الإزعاج|پوزش|özür dileriz|"
    r"带来(?:的)?不便|帶來(?:的)?不便|ご迷惑|ご不便|불편을|za utrudnienia|het ongemak|ταλαιπωρία|olägenheten|pahoittelemme|omlouváme se",
    re.IGNORECASE,
)
"""What a closed site says besides."""

CONSENT: Final = re.compile(
    _any(
        r"cookies? (?:consent|notice|settings|preferences|policy|banner|wall)|your privacy|privacy (?:settings|preferences|choices|center|centre)|we (?:value|respect|care about) your privacy|before you continue|consent (?:to|required|preferences|management)|we (?:need|ask for) your consent|manage (?:your )?(?:cookies|consent)|cookies on this site",
        r"(?:gestion|paramètres|préférences|consentement).{0,20}(?:cookies|vie privée|confidentialité)|votre (?:vie privée|consentement)|nous respectons votre vie privée|avant de continuer",
        r"privatsphäre|datenschutz-?einstellungen|cookie-?(?:einstellungen|hinweis|zustimmung|einwilligung)|(?:ihre|um ihre|deine) (?:zustimmung|einwilligung)|einwilligung (?:erforderlich|zu)|bevor sie fortfahren",
        r"(?:configuración|ajustes|preferencias|consentimiento|aviso|política|uso) de (?:las )?(?:cookies|privacidad)|su privacidad|tu privacidad|valoramos (?:su|tu) privacidad|antes de continuar/(?:impostazioni|preferenze|consenso|informativa).{0,20}(?:cookie|privacy)|la (?:tua|vostra) privacy|prima di continuare/(?:definições|configurações|preferências|consentimento|política) de (?:cookies|privacidade)|(?:a )?sua privacidade|antes de continuar",
        r"(?:использован\w+|настройк\w+|согласие|политика).{0,30}(?:cookie|куки|файл\w+ cookie|конфиденциальност)|ваша конфиденциальность/(?:إعدادات|سياسة|موافقة|استخدام).{0,20}(?:ملفات تعريف الارتباط|الخصوصية|الكوكيز|كوكيز)|نحن نقدر خصوصيتك|خصوصيتك/(?:تنظیمات|سیاست|استفاده از).{0,16}(?:کوکی|حریم خصوصی)|حریم خصوصی شما/(?:çerez|gizlilik) (?:ayarları|politikası|tercihleri|kullanımı|bildirimi)|gizliliğiniz|açık rıza",
        r"(?:cookie|隐私|隱私)\s?(?:设置|設定|政策|同意|声明|使用)|您的隐私|您的隱私|我们重视您的隐私|使用cookie/cookie\s?(?:の使用|の設定|に関する|の同意|設定|について)|クッキー(?:の|設定|ポリシー)|プライバシー設定/쿠키\s?(?:설정|사용|정책|동의)|개인정보 (?:설정|보호 설정)",
        r"(?:ustawienia|zgoda|polityka|pliki).{0,20}(?:cookies|prywatności|ciasteczek)|twoja prywatność|szanujemy (?:twoją|państwa) prywatność/(?:налаштування|використання|згода).{0,20}(?:cookie|файлів cookie|конфіденційн)|ваша приватність/(?:הגדרות|מדיניות|שימוש ב).{0,10}(?:עוגיות|פרטיות|cookies)|הפרטיות שלך/cookie-?(?:instellingen|voorkeuren|toestemming|beleid)|uw privacy|(?:uw )?toestemming/(?:setări|politica|preferințe|utilizarea).{0,16}(?:cookie|module cookie|confidențialit)|confidențialitatea",
        r"(?:ρυθμίσεις|πολιτική|συγκατάθεση).{0,16}(?:cookies|απορρήτου)|το απόρρητό σας|η συγκατάθεσή σας/(?:inställningar för|hantera|vi använder) (?:kakor|cookies)|kakinställningar|cookieinställningar|ditt samtycke|din integritet/eväste(?:asetukset|käytäntö|et)|yksityisyytesi|(?:nastavení|souhlas|používání).{0,16}(?:cookies|soukromí)|vaše soukromí|cài đặt cookie|quyền riêng tư của bạn|นโยบายคุกกี้|การตั้งค่าคุกกี้|pengaturan cookie|privasi anda",
    ),
    re.IGNORECASE,
)
"""The heading of a page that asks for consent."""

COOKIES: Final = re.compile(
    r"\bcookies?\b|\bgdpr\b|cookie-|クッキー|쿠키|çerez|куки|كوكيز|تعريف الارتباط|کوکی|ciastecz|עוגיות|kakor\b|eväste|คุกกี้|consent preferences|datenschutzeinstellungen|einwilligung(?=.{0,80}\bcookie)|speicherdauer\s*:",
    re.IGNORECASE,
)
"""A sentence about cookies."""

_CONSENTING: Final = re.compile(
    _any(
        r"(?:web)?site (?:uses|utili[sz]es)|\bwe (?:also )?use\b|by (?:continuing|using|browsing|clicking|visiting)|you (?:agree|accept|consent)|ce site (?:utilise|dépose)|nous utilisons|en (?:poursuivant|continuant)",
        r"(?:verwendet|benutzt|nutzt|verwenden|nutzen|setzen) (?:\w+ )?cookies|(?:este|nuestro) sitio|utilizamos|usamos|al continuar|si continúa/questo sito|utilizziamo|proseguendo|continuando/ao continuar|este s[ií]te|este portal",
        r"сайт использует|мы используем|продолжая|сайт використовує|продовжуючи|(?:يستخدم|تستخدم|نستخدم)|باستمرارك|استفاده می|kullan(?:ıyoruz|maktadır|ılmaktadır)|使用\s?cookie|当サイト|使用しています|사용합니다|사용하고",
        r"(?:korzysta|używa|wykorzystuje|używamy|stosujemy)|(?:deze (?:web)?site|wij|we) gebruik\w*|folosește|folosim|χρησιμοποι|använder|käyttää|používá|משתמש|sử dụng|ใช้|menggunakan|használ",
    ),
    re.IGNORECASE,
)


def asks_consent(line: str) -> bool:
    """Whether a line tells a reader that the site uses cookies: what its bar says, not what a statement says about them."""
    return len(line) <= 300 and COOKIES.search(line) is not None and _CONSENTING.search(line) is not None


LOGIN: Final = re.compile(
    r"^\W*(?:log ?in|log ?on|sign ?in|authentication required|single sign[- ]on|connexion|se connecter|identifiez-vous|authentification|anmeld(?:en|ung)|einloggen|iniciar sesi[oó]n|inicio de sesión|acceso (?:restringido|usuarios)|accedi|accesso|entrar$|"
    r"iniciar sessão|fazer login|acesso restrito|вход|авторизация|войти|تسجيل الدخول|ورود(?: به)?|giriş(?: yap)?|oturum aç|登录|登入|登錄|用户登录|ログイン|로그인|zaloguj|logowanie|вхід|увійти|авторизація|התחברות|כניסה|inloggen|aanmelden|autentificare|conectare|"
    r"σύνδεση|είσοδος|logga in|inloggning|kirjaudu|kirjautuminen|přihlášení|přihlásit|đăng nhập|เข้าสู่ระบบ|masuk$)(?![^\W\d_])",
    re.IGNORECASE,
)
"""The title of a page that asks who one is."""

BROKEN: Final = re.compile(
    r"^\W*(?:(?:error\s*)?50[0-4]\b(?:\W*(?:error|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out).*|\W*)|bad gateway|gateway time-?out|internal server error|(?:http )?server error(?: in .*)?|runtime error|"
    r"error establishing a database connection|there has been a critical error.*|database (?:connection )?error|site error|an (?:unexpected )?error (?:has )?occurred|fatal error|welcome to nginx!?|apache2? .{0,20}default page.*|it works!|iis (?:windows server|\d.*)|index of /.*|account suspended|"
    r"(?:this )?domain (?:is )?(?:for sale|parked|has expired).*|erreur (?:interne du )?serveur|(?:interner )?serverfehler|error (?:interno )?del servidor|errore (?:interno )?del server|erro (?:interno )?do servidor|(?:внутренняя )?ошибка сервера|خطأ في الخادم|sunucu hatası|服务器(?:内部)?错误|伺服器錯誤|サーバーエラー|서버 오류)\W*$",
    re.IGNORECASE,
)
"""The title of what a server shows in place of a site."""

NOT_YET: Final = re.compile(
    r"^\W*(?:loading|please wait|one moment(?: please)?|chargement(?: en cours)?|veuillez patienter|(?:wird|werden) geladen|lädt|laden|bitte warten|cargando|espere por favor|por favor,? espere|caricamento(?: in corso)?|attendere(?: prego)?|carregando|a carregar|aguarde|"
    r"загрузка|идёт загрузка|идет загрузка|подождите|пожалуйста,? подождите|جار[يٍ]? ?التحميل|يرجى الانتظار|تحميل|در حال (?:بارگذاری|بارگیری)|لطفا(?:ً)? (?:صبر|منتظر).{0,12}|yükleniyor|lütfen bekleyin|(?:正在)?加载中?|载入中|載入中|数据加载中|请稍候|請稍候|読み込み中.{0,6}|しばらくお待ちください|"
    r"로딩 ?중.{0,6}|불러오는 중.{0,6}|잠시만 기다려.{0,8}|ładowanie|wczytywanie|proszę czekać|завантаження|зачекайте|טוען|אנא המתן|bezig met laden|even geduld|se încarcă|vă rugăm așteptați|φόρτωση|παρακαλώ περιμένετε|laddar|ladataan|odota|načítání|načítá se|čekejte|"
    r"đang tải.{0,12}|กำลังโหลด.{0,10}|memuat|harap tunggu|betöltés|зареждане|učitavanje)\W*$",
    re.IGNORECASE,
)
"""A line that stands where a text will be."""

_SCRIPT: Final = r"(?:java ?script|جافا ?سكر[يب]+ت|جاوا ?اسکریپت|джаваскрипт|ג'אווהסקריפט)"
_SWITCHED: Final = (
    r"(?:enabl|activat|activ[ae]|turn(?:ed)? (?:on|off)|switch(?:ed)? (?:on|off)|disabled|requires?\b|required|needs?\b|without|support|aktivier|aktivera|habilit|attiv|abilit|désactiv|nécess|requiere|erforderlich|benötigt|"
    r"включ|активир|отключ|увімкн|ввімкн|вимкн|تفعيل|تمكين|تشغيل|فعال|etkin|açın|açık olma|启用|啟用|开启|開啟|打开|禁用|有効|無効|활성|켜|사용|włącz|wyłącz|aktyw|הפעל|להפעיל|inschakel|inge?schakeld|uitgeschakeld|ενεργοποι|käyttöön|povol|zapn|zapněte|bật|เปิด|aktif|engedélyez)"
)
SCRIPTS: Final = re.compile(rf"{_SCRIPT}.{{0,60}}?{_SWITCHED}|{_SWITCHED}.{{0,60}}?{_SCRIPT}", re.IGNORECASE)
"""A sentence that asks for JavaScript."""

LETTERS: Final = re.compile(
    _any(
        r"newsletter|mailing list|^\W*(?:please )?subscribe\b|subscribe (?:now|here|to (?:our|this))|sign up (?:for|to) (?:our|receive)|(?:receive|get) [^.]{0,60}(?:by|via) e-?mail|(?:enter|leave|provide) your e-?mail",
        r"abonnez[- ]vous|inscrivez-vous|lettre d.information|saisissez votre (?:e-?mail|adresse)|(?:jetzt|hier) (?:abonnieren|anmelden)|abonnieren sie|ihre e-?mail-?adresse",
        r"suscr[ií]b(?:ete|ase|anse|irse)\b|(?:nuestro|el) boletín (?:de noticias|electrónico|informativo|semanal)|nuestro boletín|su correo electrónico/subscreva\b|inscreva-se|assine (?:a nossa|o nosso|nossa|nosso)|nosso boletim|boletim informativo|receba [^.]{0,60}e-?mail/iscriviti|iscrivetevi|inserisci la tua e-?mail|il nostro bollettino",
        r"подпишитесь|подпишись|подписаться на|подписка на|на [^.]{0,30}рассылку|рассылк\w+ новостей|введите (?:ваш |свой )?(?:адрес|e-?mail)/підпишіться|підпишись|підписатися на|підписка на|на [^.]{0,30}розсилку|розсилк\w+ новин",
        r"اشترك(?:وا|ي)? (?:الآن|معنا|في (?:ال)?(?:نشر|قائمة|خدمة))|نشرة (?:ال)?(?:بريدية|إخبارية|اخبارية|إلكترونية|الكترونية)|النشرة (?:البريدية|الإخبارية|الاخبارية|الإلكترونية|الالكترونية)|نشرتنا|القائمة البريدية/خبرنامه/e-?bülten|bültenimiz|bültene|bülten aboneli|abone ol",
        r"(?:订阅|訂閱)(?:我们|我們|本站|邮件|郵件|简报|电子|電子|通讯|新闻|新聞)|(?:邮件|郵件|欢迎|歡迎|立即|点击|免费|免費)(?:订阅|訂閱)/メールマガジン|メルマガ|購読(?:する|はこちら|の?(?:お?申|登録|ご案内))/뉴스레터|구독(?:하기|하세요|하시|해 ?주| ?신청)",
        r"zapisz się|(?:za)?subskrybuj|nasz(?:ego)? biuletyn/ניוזלטר|רשימת ה?(?:דיוור|תפוצה)|הירשמו ל(?:קבלת|דיוור|עדכונים)/nieuwsbrief/abonează-te|abonați-vă|buletinul (?:nostru|informativ|electronic)|ενημερωτικό δελτίο|εγγραφείτε στο/nyhetsbrev|uutiskirje",
        r"přihlaste se k odběru|odběru? (?:novinek|zpráv)|odebírejte/đăng ký (?:nhận )?(?:bản tin|tin)|nhận bản tin/สมัครรับ(?:ข่าว|จดหมาย|ข้อมูล)/berlangganan",
    ),
    re.IGNORECASE,
)
"""A sentence that asks for one's address."""

RIGHTS: Final = re.compile(
    r"©|&copy;|\(c\) ?\d{4}|copyright\b[^.]{0,80}\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b[^.]{0,20}\bcopyright|all rights (?:are )?reserved|tous (?:les )?droits[^.]{0,40}réservés|alle rechte (?:sind )?vorbehalten|"
    r"todos los derechos (?:están )?reservados|tutti i diritti (?:sono )?riservati|todos os direitos (?:são )?reservados|все права (?:защищены|сохранены|принадлежат)|(?:ال)?حقوق\s[^.]{0,30}?محفوظ|(?:کلیه|تمامی|تمام|همه)\s?(?:ی )?حقوق[^.]{0,80}?(?:محفوظ|متعلق)|"
    r"hakları saklıdır|hakkı saklıdır|版权所有|版權所有|無断転載|저작권은 [^.]{0,40}에 ?(?:있|귀속)|무단 ?전재|wszelkie prawa zastrzeżone|всі права (?:захищ|збереж|належать)|כל הזכויות שמורות|giữ toàn quyền|bản quyền (?:thuộc|©|\d{4})|สงวนลิขสิทธิ์|hak cipta (?:dilindungi|©|\d{4})",
    re.IGNORECASE,
)
"""Whose the page is."""
