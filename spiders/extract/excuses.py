"""What a server says in place of a page, whatever its language: that it refuses, that it failed, that one must sign in.

No list of whole phrases can keep up with firewalls and frameworks, so that what they all speak of is looked for: access or a
request that was refused, a robot, a firewall, an administrator, an error that occurred, trying again. One of these proves nothing,
since statements speak of blocked convoys and of errors too; two of them in most of what a page says of its own do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from spiders.extract.survey import weight
from statements.labels import Verdict
from statements.months import fold


def _words(*tables: str) -> str:
    return "(?:" + "|".join(word for table in tables for word in fold(table).split("/") if word) + ")"


def _near(one: str, other: str, letters: int = 40) -> str:
    return rf"{one}.{{0,{letters}}}?{other}|{other}.{{0,{letters}}}?{one}"


_ACCESS: Final = _words(
    r"\baccess/\brequests?\b/\bconnection\b/\bvisit\b/\bpage\b/\b(?:web)?site\b/\bip\b/\bzugriff/\banfrage/\bzugang/\bseite/\bacces/\brequete/\bacceso/\bsolicitud/\bpeticion/\bpagina/\bacesso/\brequisicao/\bsolicitacao/\baccesso/\brichiesta",
    r"доступ/запрос/запит/страниц/приступ/достъп/заявка/الوصول/طلبك/دخول/دسترس/درخواست/erisim/istegi/istek/sayfa",
    r"访问/訪問/存取/请求/請求/连接/アクセス/ページ/접근/접속/요청/dostep/zadani/גישה/הגישה/בקשה/הבקשה/בקשתך/\btoegang/\bverzoek/\bcererea?\b/προσβαση/αιτημα/\batkomst/\bbegaran/\bpristup/\bpozadavek/\bpoziadavka",
    r"truy cap/yeu cau/\bakses\b/\bpermintaan/การเข้าถึง/คำขอ/\bpaasy/\bpyynto/hozzaferes/\bkeres\b/\badgang/\btilgang",
)
_REFUSED: Final = _words(
    r"\bdenied/\bblocked/\brefused/\brejected/\bforbidden/\brestricted/\btoo many/\blimited/not (?:allowed|permitted|authori[sz]ed|available in your (?:region|country|location))/verweigert/blockiert/gesperrt/abgelehnt/untersagt/eingeschrankt/\brefuse/\bbloqu/\binterdit/\brejete/\brestreint/\blimite",
    r"\bdenegad/\brechaz/\bprohibid/\brestringid/\bnegado/\brecusad/\bnegat/\bbloccat/\bvietat/\brespint",
    r"запрещ/огранич/заблокир/отклонен/отказано/заборон/обмеж/заблоковано/відхилен/забран/ограничен/блокиран/одбијен/забрањен/تم حظر/حظر/رفض/مرفوض/محظور/ممنوع/مقيد/مسدود/محدود/غير مصرح/غير مسموح/غيرمجاز/غير مجاز/رد شد/engellen/reddedil/yasak/kisitlan",
    r"拦截/攔截/受限/拒绝/拒絕/被拒/禁止/限制/阻止/封锁/封鎖/没有权限/沒有權限/无权/無權/过于频繁/過於頻繁/拒否/制限/ブロック/遮断/차단/거부/제한/금지/odmow/odmawia/zablokowan/zabronion/odrzucon/zastrzezon/נחסמ/נדחת/חסומ/אסורה/geweigerd/geblokkeerd/ontzegd/verboden/\binterzis/\bblocat/\brespins/\brefuzat",
    r"απορριφθ/αποκλε/δεν επιτρεπεται/απαγορε/\bnekad/\bblockera/\bavvisad/odepren/zablokovan/zamitnut/odmitnut/zamietnut/tu choi/bi chan/\bditolak/\bdiblokir/\bdilarang/ปฏิเสธ/บลอก/บล็อก/\bestetty/\bhylatty/megtagad/letiltva/\bblokiran/\bodbijen/\bafvist/\bnektet",
)
_ROBOT: Final = _words(
    r"\bcaptcha/\bkaptcha/automated (?:access|requests|traffic|queries)/(?:are|not) (?:a )?human\b/(?:prove|confirm|verify|show) (?:that )?you are (?:a )?(?:human|real|person)\b(?! rights)/human (?:verification|visitor)/que vous etes (?:bien )?(?:un )?(?:etre )?humain/dass sie ein mensch sind/que (?:usted )?es (?:un )?(?:ser )?humano/que voce e (?:um )?humano/что вы человек/що ви людина/انك انسان/insan oldugunuzu/人間であること/사람인지|사람임을/ze jestes czlowiekiem/dat u een mens bent/unusual traffic",
    r"(?:\b(?:not|no|nao|pas|non|kein|geen|nicht|inte|ikke|ei|et|nem|nu|nie|nejste|bukan|khong phai)\b|не |لست|نيستيد|不是|ไม่ใช่).{0,20}?(?:\brobo|робот|روبوت|ربات|机器人|機器人|หุ่นยนต์)",
    r"robot(?: olmad| degil)/а не робот/автоматизированн\w+ запрос/автоматичн\w+ запит/人机(?:验证|识别)/验证码/驗證碼/滑块/滑塊/ロボットでは/ロボットによる/로봇이 아/자동등록방지/(?:לא|אינך) רובוט/δεν ειστε ρομποτ",
)
_CHECKED: Final = _words(
    r"security (?:check|verification)/(?:checking|verifying) (?:your|the|that|if)/complete (?:the|this) (?:verification|captcha|challenge|puzzle)/verification de securite/nous verifions (?:que vous|votre|si)/sicherheitsuberprufung/wir (?:uber)?prufen,? (?:ob|ihren|die verbindung)/verificacion de seguridad/verificando (?:que (?:usted|su)|su|tu|si)\b/verificacao de seguranca/verifica di sicurezza/verifica in corso",
    r"проверк\w* (?:браузер|безопасност)/провер\w+ (?:ваш )?браузер/перевірк\w* (?:браузер|безпек)/التحقق من (?:انك|انكم|المتصفح|الامان|هويتك)/بررسي امنيتي/guvenlik (?:kontrolu|dogrulamasi)/安全(?:验证|驗證|检查|檢查|检测)/请完成.{0,6}验证/セキュリティ(?:チェック|確認)/보안 ?(?:확인|검사|점검)/sprawdzani\w+ (?:przegladarki|bezpieczenstwa)/בדיקת (?:אבטחה|דפדפן)/beveiligingscontrole",
)
_GUARD: Final = _words(
    r"\bfirewall/\bwaf\b/security (?:service|system|policy|policies|reasons|solution|rules)/(?:systeme|raisons|mesures?|motifs?) de securite/\bsicherheits(?:grund|system|richtlinie)/(?:razones|motivos|politicas?|sistema) de seguridad/(?:razoes|motivos|politicas?|sistema) de seguranca/(?:sistema|motivi|ragioni) di (?:protezione|sicurezza)",
    r"(?:систем\w+|соображени\w+|политик\w+) (?:безопасности|защиты|захисту|безпеки)/міркувань безпеки/جدار الحمايه/لاسباب امنيه/نظام الحمايه/سامانه امنيتي/دلايل امنيتي/guvenlik (?:politika|duvari|nedeni|gerekce)/安全(?:策略|防护|系统|原因|规则)/防火墙/防火牆/(?:云|雲|宇|护)盾/威胁/威脅/攻击请求/セキュリティ(?:上|ポリシー)/보안상?의? ?(?:이유|정책)",
    r"zapor\w+ sieciow/wzgledow bezpieczenstwa/מערכת האבטחה/מטעמי אבטחה/beveiligingssysteem/beveiligingsredenen/motive de securitate/λογους ασφαλειας/sakerhetsskal/bezpecnostnich duvodu/bezpecnostnych dovodov/he thong bao mat/ly do bao mat/sistem keamanan/alasan keamanan/ระบบรักษาความปลอดภัย/turvallisuussyi/biztonsagi okok",
)
_KEEPER: Final = _words(
    r"(?:site|system|network|web|server|your) ?administrator/contact (?:the|an|your) .{0,15}administrator/administrateur d/l.administrateur/al administrador/o administrador do/amministratore del/administratorul/administratorem/webbplatsens administrator/\bwebmaster/site owner/betreiber der (?:web ?)?(?:site|seite)/seitenbetreiber/\bbeheerder/администратор/адміністратор/مسوول الموقع/مسؤول الموقع/مدير الموقع/مدير النظام/مدير سايت/مدير سيستم/sistem yonetici/site yonetici/管理员/管理員/管理者/관리자/מנהל האתר/מנהל המערכת",
    r"διαχειριστ/\bspravc/\bspravcom/quan tri/\bpengelola/ผู้ดูแล/\byllapit/rendszergazd/our team has been/notre equipe a ete",
)
_MARK: Final = (
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-"
    r"|\b(?:incident|event|request|reference|support|ray|attack|transaction|correlation|trace|session|error)[ -]?(?:id|no\.|number|code|#)[ :#]{0,3}[\w-]{0,12}\d|事件(?:编号|id|號)|请求(?:id|编号)|идентификатор|رقم الحادث"
)
_YOURS: Final = _words(
    r"your (?:request|page|browser|device|ip|connection|network)/(?:in|from) your (?:region|country|location|area)/you have (?:been|sent)/votre (?:requete|demande|navigateur|adresse ip)/ihre[rn]? (?:anfrage|browser|ip)/su (?:solicitud|peticion|navegador)/a? ?sua (?:solicitacao|requisicao)/la (?:tua|vostra|sua) richiesta/elaborazione della richiesta/la richiesta e stata (?:blocc|rifiut|resp)\w+/вашего? (?:запрос\w*|браузер\w*|устройств\w*)/ваш (?:запрос|браузер)/ваш (?:запит|браузер)/вашого запиту",
    r"طلبك/طلبكم/درخواست شما/دسترسي شما/isteginiz/您的(?:请求|請求|访问|訪問|ip|浏览器|瀏覽器)/お客様の/ご要求/ご利用の/요청하신/귀하의/twoje zadanie/twojego/przetwarzania zadania/ваш запит/הבקשה שלך/עיבוד הבקשה/בקשתך/uw (?:verzoek|browser)/cererea dumneavoastra/το αιτημα σας/του αιτηματος σας",
    r"din begaran/vas(?:eho)? pozadav/yeu cau cua ban/permintaan anda/คำขอของคุณ/pyyntoasi/pyyntosi/a keres\w* feldolgoz",
)
_AGAIN: Final = _words(
    r"try again/come back later/a few seconds/veuillez patienter/подождите/зачекаите/请稍候/請稍候/\breessay/(?:spater|bitte|es) (?:erneut|nochmals?|noch einmal)/versuchen sie es/(?:de nuevo|otra vez|nuevamente) (?:mas tarde|en unos)/intente(?:lo)? (?:de nuevo|nuevamente|mas)/tente novamente/\briprova/попробуйте/повторить попытку/повторите попытку/спробуйте/المحاوله مره/حاول مره/دوباره تلاش/دوباره امتحان/مجددا تلاش",
    r"tekrar dene/稍后/稍後/もう一度お試し/後ほど/しばらく(?:して|お待ち)/다시 (?:시도|이용|접속)/잠시 후/sprobuj/נסו שוב/נסה שוב/later opnieuw/probeer .{0,20}opnieuw/incercati/reincercati/δοκιμαστε/προσπαθηστε/forsok igen/zkuste to/skuste to/thu lai/coba lagi/ลองใหม่/ลองอีกครั้ง/yrita uudelleen/probalja/pokusajte/опитайте",
)
_FAULT: Final = _words(
    r"\berrors?\b/\bproblem/something/\bexception/\berreur/\bfehler/\bprobleme?\b/\berrores?\b/\berrore\b/\berro\b/ошибк/помилк/неполадк/проблем/خطا/مشكله/مشكل/\bhata/\bsorun/错误/錯誤/故障/异常/異常/エラー/障害/오류/장애/에러/\bblad/שגיאה/תקלה/\bfout/\beroare/σφαλμα/\bfel\b/\bchyba/\bloi\b/kesalahan/ข้อผิดพลาด/\bvirhe/\bhiba\b/грешка/\bgreska\b/\bfejl\b/\bfeil\b",
)
_OCCURRED: Final = _words(
    r"\boccurr?/\bencounter/\bhappen/went wrong/\bunexpected/\bcritical/\bsurven/s.est produit/\brencontr/\binattendu/\baufgetreten/\bunerwartet/\bocurrid/\bproducid/\binesperad/\bocorreu/\boccorso/\bverificat/\bimprevist/произошл/возникл/непредвиден/сталас/виникл/حدث/حصل/وقع/رخ داد/غير متوقع/غيرمنتظره/olustu/meydana/beklenmeyen",
    r"发生/發生/出现/出現/発生/발생/wystapil/nieoczekiwan/אירעה/קרתה/opgetreden/misgegaan/onverwacht/\baparut/neasteptat/προεκυψε/παρουσιαστηκε/απροσδοκητ/\buppstod/\bintraffa/\buppstatt/\bdoslo/neocekavan/\bnastala/xay ra/\bterjadi/เกิด/\btapahtu/\btortent/\bdogodila/възникна/дошло/\bopstod/\boppstod",
)
_SERVER: Final = _words(
    r"\bserver\b/\bserveur/\bservidor/\bapplication error/website encountered/сервер/الخادم/السيرفر/سرور/\bsunucu/服务器/伺服器/サーバー?/서버/\bserwer/השרת/διακομιστ/may chu/เซิร์ฟเวอร์/\bpalvelin/\bkiszolgalo",
)
_ELSEWHERE: Final = _words(
    r"(?:page|content|article|document|information|text|version|item)s?\b.{0,20}not (?:yet )?available in (?:english|this language|your language)/n.est pas (?:encore )?disponible en (?:francais|cette langue)/nicht (?:auf deutsch|in (?:deutscher|dieser) sprache) verfugbar/no (?:esta|se encuentra) disponible en (?:espanol|este idioma)/non e disponibile in (?:italiano|questa lingua)/nao (?:esta )?disponivel em (?:portugues|este idioma)",
    r"(?:select|choose) your (?:country|region|language)(?: or (?:country|region|language))? to (?:continue|enter|proceed)/choisissez votre (?:pays|langue|region) pour/wahlen sie (?:ihr land|ihre sprache|ihre region), um/(?:seleccione|elija) su (?:pais|idioma|region) para/(?:selecione|escolha) (?:o )?seu (?:pais|idioma) para/выберите (?:вашу? )?(?:страну|язык|регион),? чтобы",
    r"(?:(?:this|the|your) )?(?:(?:web ?)?page|(?:web)?site) (?:has |was |is )?(?:been )?(?:re)?moved to/(?:cette|la) page (?:a ete deplacee|a demenage|a change d.adresse)/(?:diese|die) seite (?:ist umgezogen|wurde verschoben|ist verschoben)/esta pagina (?:se ha (?:movido|trasladado)|ha sido (?:movida|trasladada)|foi (?:movida|transferida)|mudou de endereco)/(?:questa )?pagina e stata spostata",
    r"(?:эта |данная )?страница (?:переехала|(?:была )?(?:перемещена|перенесена))/(?:تم نقل|نقلت) (?:هذه )?الصفحه/(?:اين )?صفحه (?:به .{0,30})?منتقل شد/(?:bu )?sayfa (?:yeni adresine )?tasin/(?:本页面?|此页面?|该页面|本站|本网站)已(?:迁移|迁至|移动|搬)/ページは.{0,20}移(?:動し|転し)/페이지(?:가|는) .{0,20}이동(?:되|했|하)/strona zostala przeniesiona/(?:ця )?сторінк[ау] (?:було )?(?:переміщен|перенесен)/העמוד (?:הועבר|עבר)/(?:deze )?pagina is (?:verplaatst|verhuisd)/pagina a fost mutata/σελιδα (?:εχει )?μετα(?:κινηθει|φερθει)/sidan har flyttat/sivu on siirretty/stranka byla presunuta",
    r"your session (?:has )?(?:expired|ended|timed out)/votre session a (?:expire|ete fermee)/(?:ihre|die) sitzung (?:ist|wurde) (?:abgelaufen|beendet)/(?:su|tu) sesion ha (?:caducado|expirado|finalizado)/(?:a )?sua sessao (?:expirou|terminou|foi encerrada)/la (?:tua |sua )?sessione e scaduta/(?:ваша сессия|(?:время|срок)[^.]{0,10} (?:вашей )?(?:сессии|сеанса)) (?:истек|завершен)/انتهت (?:صلاحيه )?(?:ال)?جلس(?:ه|تك)/نشست شما (?:منقضي|به پايان)/oturum(?:unuz(?:un)?)? (?:suresi|suresi|sona|zaman asimi)/(?:会话|会话|會話|登录|登錄)已?(?:过期|超时|失效|逾時)/セッション(?:の有効期限|が(?:切れ|タイムアウト))/세션이 ?만료",
    r"sesja wygasla/(?:ваша сесія|термін дії сесії) (?:закінч|завершен)/פג תוקף (?:ה?חיבור|ההפעלה)/uw sessie is verlopen/sesiunea (?:dumneavoastra )?a expirat/συνεδρια σας εχει? ?ληξει/din session har (?:gatt ut|upphort)/istuntosi on (?:vanhentunut|paattynyt)/(?:vase )?relace vyprsela/phien (?:lam viec|dang nhap) .{0,15}het han/เซสชันหมดอายุ/sesi anda (?:telah )?(?:berakhir|habis)/munkamenete? lejart",
    r"(?:недоступна|не доступна|отсутствует) на (?:русском|этом|данном)/غير متوفره? (?:باللغه|بهذه اللغه)/暂无(?:中文|英文|此语言)/尚無(?:中文|英文)/日本語版はありません/(?:국문|영문|한국어)(?:으로|로)? ?제공되지/you (?:are|will be) (?:being )?(?:redirected|transferred)/redirected (?:automatically|shortly|within)/vous (?:etes|allez etre|serez) .{0,20}redirig/sera(?: usted)? redirigid/redirigid[oa]s? automaticamente/sie werden .{0,30}weitergeleitet/вы будете .{0,20}перенаправлен/yonlendiril(?:iyorsunuz|eceksiniz)/自动跳转|自動跳轉|正在跳转|lorem ipsum dolor",
)

_SIGN_IN: Final = _words(
    r"must (?:be logged in|log ?in|sign ?in)/(?:please|to) (?:log|sign) ?in\b/log ?in or register/(?:enter|type) your (?:user ?name|password)/your account/votre compte/su cuenta/ihr konto/sua conta/личный кабинет/حسابك/(?:账号|账户|帐号|帳號)/アカウント/계정/vous (?:identifier|connecter)/votre mot de passe/identifiez vous/connectez vous/melden sie sich (?:bitte )?an/bitte anmelden/anmeldung erforderlich/ihr passwort/(?:iniciar|inicie) sesion/su contrasena/fazer (?:o )?login|faca login|iniciar sessao",
    r"\bpasswords?\b/\bpasswort/\bkennwort/mot de passe/\bcontrasena/\bsenhas?\b/парол/كلمه (?:المرور|السر)/گذرواژه/كلمه عبور/\bsifre/\bparola/密码|密碼/パスワード/비밀번호/\bhasl[oae]/סיסמ/\bwachtwoord/κωδικο/\blosenord/\bsalasan/\bheslo/mat khau/รหัสผ่าน/kata sandi/лозинк/adgangskode/\bpassord/\bjelszo",
    r"\b(?:not authori[sz]ed|not have (?:the )?(?:permission|rights?|authori[sz]ation)|need (?:permission|to sign in)|insufficient (?:rights|permissions)) to (?:access|view|see|open|read)/identify yourself/identifiez-vous/vous n.avez pas (?:les droits|le droit|l.autorisation|la permission)/(?:keine|nicht die) (?:berechtigung|zugriffsrechte)/identifi(?:quese|que-se|cate)/no (?:tiene|dispone de) permisos?/nao tem permissao/non (?:si dispone d|hai |dispone d|avete )(?:ei |i )?permessi",
    r"нет (?:прав|доступа|разрешения) (?:для|на|к) (?:просмотр|доступ|этому|этой|этот)/немає (?:прав|доступу|дозволу) (?:для|на|до) (?:перегляд|доступ|цього|цієї)/ليس لديك (?:ال)?(?:صلاحيه|اذن|تصريح)/اجازه دسترسي/(?:goruntuleme|erisim) yetkiniz/(?:没有|沒有|无)[^。]{0,12}权限/沒有[^。]{0,12}權限/(?:表示|閲覧|アクセス)する権限/권한이 (?:없|필요)/(?:nie masz|brak) uprawnien/אין לך הרשאה/(?:geen|niet de) (?:rechten|toestemming) om|geen toegangsrechten",
    r"effettuare (?:il login|l.accesso)/войдите/войти (?:в (?:систему|аккаунт|личный)|на (?:сайт|портал))/необходимо (?:войти|авториз)/логин и пароль/увіит/увійд/авторизуит/تسجيل الدخول/كلمه المرور/وارد (?:شويد|حساب)/رمز عبور/oturum ac/giris yap/先登录/请登录/登录后/請登入/登入後/ログインして/ログインが必要/로그인(?:이 필요| 후| 하셔야|해 주)/zaloguj/להתחבר|התחברו|log in om/inloggen om/autentificati|σύνδεθειτε/logga in for/prihlaste se/dang nhap de/เข้าสู่ระบบเพื่อ/silakan (?:masuk|login)",
)

_OTHERS: Final = tuple(re.compile(pattern) for pattern in (_KEEPER, _YOURS, _AGAIN))
_REFUSING: Final = (
    tuple(re.compile(pattern) for pattern in (_near(_ACCESS, _REFUSED), _GUARD)),
    (*(re.compile(pattern) for pattern in (_ROBOT, _CHECKED, _MARK)), *_OTHERS),
)
_FAILING: Final = (tuple(re.compile(pattern) for pattern in (_near(_FAULT, _OCCURRED), _SERVER)), _OTHERS)
"""What may be said in a statement too, and what only a server says to its visitor: one of the latter must be among them."""
_PLAIN: Final = frozenset(re.compile(pattern) for pattern in (_YOURS, _ROBOT, _CHECKED))
"""What a server says to its visitor in the frame of its site too, and no statement to its reader: those ask to try again, and name keepers."""
_SIGNING_IN: Final = re.compile(_SIGN_IN)
_IN_VAIN: Final = re.compile(_ELSEWHERE)

_ERROR_NAME: Final = re.compile(
    r"\W*(?:(?:http |system |server |application |website |internal )?error(?: code)?(?: ?\d{3})?|(?!404|410)[45]\d\d(?:[ :-]+[a-z ]{0,30})?|oops|erreur|fehler|errore|erro|ошибка|помилка|خطا|hata|系统错误|错误|錯誤|出错了?|エラー|오류|에러|blad|שגיאה|fout|eroare|σφαλμα|fel|chyba|loi|kesalahan|ข้อผิดพลาด|virhe|hiba)(?: \d{3})?\W*"
)
_CHECK_NAME: Final = re.compile(
    r"\W*(?:(?:security |human |browser |bot )?(?:check|verification)|one more step|(?:web ?)?page blocked|blocked|restricted|captcha|verificacion|verificacao|verifica|uberprufung|sicherheitsuberprufung|проверка|перевірка|перевирка|التحقق|بررسي|dogrulama|(?:安全|人机|身份)?验证|驗證|認証|인증|보안 ?인증|weryfikacja|אימות|verificatie|verificare|overeni|xac minh|verifikasi)\W*"
)
_MOST: Final = 0.5  # share of what a page says of its own that must be excuses
_SOME: Final = 0.3  # and where it is called nothing else either
_SITE: Final = re.compile(r"\s*\|\s*|\s[-–—]\s")
_BRIEF: Final = 25  # letters of a title that says nothing yet
_LABEL: Final = 12  # letters up to which a line is a label or a number


def excuse(
    names: Sequence[str], said: Sequence[str], *, bare: bool, form: bool
) -> tuple[Verdict, str] | None:
    """The verdict on a page with next to no text, and the line that earned it; None where it may be a statement.

    ``names`` are its title and heading, where these are not the issuer's own, ``said`` its own lines that are no links. ``bare``: it has nothing of a site around it;
    a page in its site's frame must be called so too, since short statements stand in such frames. ``form``: it asks who one is.
    """
    heads = [fold(_SITE.split(name)[0]) for name in names if name]
    own = [line for line in map(fold, said) if weight(line) > _LABEL]
    size = sum(map(weight, own))
    whole = [*heads, *own]

    def count(table: Iterable[re.Pattern[str]]) -> int:
        return sum(any(pattern.search(line) for line in whole) for pattern in table)

    def most(*tables: Iterable[re.Pattern[str]]) -> bool:
        patterns = [pattern for table in tables for pattern in table]
        about = sum(weight(line) for line in own if any(pattern.search(line) for pattern in patterns))
        throughout = bare and all(any(pattern.search(head) for pattern in patterns) for head in heads)
        return about >= (_SOME if throughout else _MOST) * size

    if form and _SIGNING_IN.search("\n".join(whole)) and most((_SIGNING_IN,), _OTHERS):
        return Verdict.BLOCKED, _first((_SIGNING_IN,), names, said)
    for (common, telling), verdict in ((_REFUSING, Verdict.BLOCKED), (_FAILING, Verdict.HTTP_ERROR)):
        tables = (*common, *telling)
        names_it = _ERROR_NAME if verdict is Verdict.HTTP_ERROR else _CHECK_NAME
        named = any(map(names_it.fullmatch, heads))
        called = named or any(pattern.search(head) for pattern in tables for head in heads)
        alone = bare and all(len(head) <= _BRIEF for head in heads)
        sure = telling if bare else _PLAIN.intersection(telling)
        if (
            (alone or called or not heads)
            and (named or count(sure))
            and named + count(tables) >= 2
            and most(tables)
        ):
            return verdict, _first(tables, names, said)
    if most((_IN_VAIN,)) and count((_IN_VAIN,)):
        return Verdict.EMPTY, _first((_IN_VAIN,), names, said)
    return None


def _first(table: Sequence[re.Pattern[str]], names: Sequence[str], said: Sequence[str]) -> str:
    lines = [*names, *said]
    return next((line for line in lines if any(pattern.search(fold(line)) for pattern in table)), lines[0])
