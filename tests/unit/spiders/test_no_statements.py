"""Pages that hold no statement are told in every language and whatever the server: what blocks, fails, asks who one is, tells of its
own site or lists others; and short statements that speak of such things are read. All pages are ours."""

from __future__ import annotations

import pytest

from spiders.extract.reading import article, sniff
from statements.labels import Verdict
from statements.model import Extraction
from tests.unit.spiders.learning.entries import chrome

HOST = "https://www.mfa.example"
PATH = "/news/2024/x-1"
Words = tuple[str, str, str]
"""Language, title, mark-up of what the page says."""


def bare(language: str, title: str, body: str) -> str:
    return f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


def framed(language: str, title: str, main: str) -> str:
    return chrome(main, language=language).replace("News | Ministry", f"{title} | MFA", 1)


def read(html: str, path: str = PATH) -> Extraction:
    return sniff(html.encode(), f"{HOST}{path}", "text/html; charset=utf-8")


BLOCKED: dict[str, Words] = {
    'zh1': ('zh', '安全验证', '<h1>安全验证</h1><p>为了保障您的访问安全，请完成以下验证。</p><div>请按住滑块，拖动到最右边</div>'),
    'zh2': ('zh', '访问受限', '<h2>您的访问过于频繁，请稍后再试</h2><p>您的IP：203.0.113.9</p>'),
    'zh3': ('zh-TW', '存取被拒', '<h1>存取被拒</h1><p>您沒有權限存取此頁面。如有疑問請聯絡系統管理員。</p>'),
    'ru1': ('ru', 'Доступ ограничен', '<h1>Доступ к сайту ограничен</h1><p>Ваш запрос был заблокирован системой безопасности. Если вы считаете, что это ошибка, обратитесь к администратору и сообщите идентификатор запроса.</p><p>ID: 8f2a91c0</p>'),
    'ru2': ('ru', 'Проверка браузера', '<h1>Проверяем ваш браузер</h1><p>Подождите несколько секунд, вы будете перенаправлены автоматически.</p>'),
    'ru3': ('ru', 'Ой!', '<h1>Подтвердите, что запросы отправляли вы, а не робот</h1><p>Нам очень жаль, но запросы с вашего устройства похожи на автоматические.</p>'),
    'ar1': ('ar', 'تم حظر الوصول', '<h1>تم حظر الوصول</h1><p>تم رفض طلبك من قبل جدار الحماية. إذا كنت تعتقد أن هذا خطأ يرجى التواصل مع مسؤول الموقع.</p><p>رقم الحادثة: 18273645</p>'),
    'ar2': ('ar', 'التحقق من الأمان', '<h1>يرجى التحقق من أنك لست روبوتا</h1><p>أكمل عملية التحقق أدناه للمتابعة إلى الموقع.</p>'),
    'fa1': ('fa', 'دسترسی غیرمجاز', '<h1>دسترسی شما مسدود شده است</h1><p>درخواست شما توسط سامانه امنیتی مسدود شد. لطفا با مدیر سایت تماس بگیرید.</p>'),
    'tr1': ('tr', 'Erişim Engellendi', '<h1>Erişim Engellendi</h1><p>İsteğiniz güvenlik politikaları nedeniyle engellenmiştir. Lütfen sistem yöneticisi ile iletişime geçiniz.</p>'),
    'fr1': ('fr', 'Accès refusé', "<h1>Accès refusé</h1><p>Votre requête a été bloquée par notre système de sécurité. Si vous pensez qu'il s'agit d'une erreur, contactez l'administrateur du site.</p>"),
    'fr2': ('fr', 'Vérification de sécurité', "<h1>Un instant…</h1><p>Nous vérifions que vous n'êtes pas un robot. Cette opération peut prendre quelques secondes.</p>"),
    'es1': ('es', 'Acceso denegado', '<h1>Acceso denegado</h1><p>Su solicitud ha sido bloqueada por razones de seguridad. Contacte al administrador indicando el siguiente identificador.</p><p>123-456-789</p>'),
    'es2': ('es', 'Verificación', '<p>Por favor, confirme que no es un robot para continuar en el sitio web de la Cancillería.</p>'),
    'pt1': ('pt', 'Acesso bloqueado', '<h1>Acesso bloqueado</h1><p>A sua requisição foi bloqueada pelo firewall da aplicação. Informe o código abaixo ao suporte.</p><p>Código: 9912-88</p>'),
    'it1': ('it', 'Accesso negato', '<h1>Accesso negato</h1><p>La richiesta è stata bloccata dal sistema di protezione del sito.</p>'),
    'de1': ('de', 'Zugriff verweigert', '<h1>Zugriff verweigert</h1><p>Ihre Anfrage wurde aus Sicherheitsgründen blockiert. Bitte wenden Sie sich an den Betreiber der Website.</p>'),
    'de2': ('de', 'Sicherheitsüberprüfung', '<h1>Sicherheitsüberprüfung</h1><p>Wir überprüfen, ob die Verbindung sicher ist. Bitte haben Sie einen Augenblick Geduld.</p>'),
    'ja1': ('ja', 'アクセス制限', '<h1>アクセスが制限されています</h1><p>お客様のアクセスはセキュリティ上の理由によりブロックされました。管理者にお問い合わせください。</p>'),
    'ko1': ('ko', '접근 차단', '<h1>비정상적인 접근이 탐지되어 차단되었습니다</h1><p>보안 정책에 따라 요청하신 페이지에 접근할 수 없습니다. 관리자에게 문의하시기 바랍니다.</p>'),
    'ko2': ('ko', 'Web firewall', '<p>요청하신 페이지는 보안상의 이유로 차단되었습니다. 자세한 사항은 관리자에게 문의하십시오.</p>'),
    'pl1': ('pl', 'Odmowa dostępu', '<h1>Odmowa dostępu</h1><p>Twoje żądanie zostało zablokowane przez zaporę sieciową. Skontaktuj się z administratorem serwisu.</p>'),
    'uk1': ('uk', 'Доступ заборонено', '<h1>Доступ заборонено</h1><p>Ваш запит було заблоковано системою захисту. Зверніться до адміністратора сайту.</p>'),
    'he1': ('he', 'הגישה נחסמה', '<h1>הגישה לאתר נחסמה</h1><p>הבקשה שלך נחסמה על ידי מערכת האבטחה. אנא פנה למנהל האתר עם מספר האירוע.</p>'),
    'nl1': ('nl', 'Toegang geweigerd', '<h1>Toegang geweigerd</h1><p>Uw verzoek is geblokkeerd door ons beveiligingssysteem. Neem contact op met de beheerder.</p>'),
    'ro1': ('ro', 'Acces interzis', '<h1>Acces interzis</h1><p>Cererea dumneavoastră a fost blocată din motive de securitate. Contactați administratorul site-ului.</p>'),
    'el1': ('el', 'Η πρόσβαση απορρίφθηκε', '<h1>Δεν επιτρέπεται η πρόσβαση</h1><p>Το αίτημά σας αποκλείστηκε για λόγους ασφαλείας. Επικοινωνήστε με τον διαχειριστή.</p>'),
    'sv1': ('sv', 'Åtkomst nekad', '<h1>Åtkomst nekad</h1><p>Din begäran har blockerats av säkerhetsskäl. Kontakta webbplatsens administratör.</p>'),
    'cs1': ('cs', 'Přístup odepřen', '<h1>Přístup odepřen</h1><p>Váš požadavek byl z bezpečnostních důvodů zablokován. Kontaktujte správce webu.</p>'),
    'vi1': ('vi', 'Truy cập bị từ chối', '<h1>Truy cập bị từ chối</h1><p>Yêu cầu của bạn đã bị chặn bởi hệ thống bảo mật. Vui lòng liên hệ quản trị viên.</p>'),
    'id1': ('id', 'Akses ditolak', '<h1>Akses ditolak</h1><p>Permintaan Anda telah diblokir oleh sistem keamanan kami. Silakan hubungi administrator.</p>'),
    'th1': ('th', 'การเข้าถึงถูกปฏิเสธ', '<h1>การเข้าถึงถูกปฏิเสธ</h1><p>คำขอของคุณถูกบล็อกโดยระบบรักษาความปลอดภัย กรุณาติดต่อผู้ดูแลระบบ</p>'),
    'en1': ('en', 'Blocked', '<h1>Your request has been blocked</h1><p>The web application firewall has identified your request as a potential threat. Please contact the site owner and quote the number below.</p><p>Event 4f9-aa1</p>'),
    'en2': ('en', 'Site unavailable', '<h1>This website is not available in your region</h1><p>We are sorry, access from your country is not permitted by the policy of this site.</p>'),
    'en3': ('en', 'Sorry, you have been blocked', '<h1>Sorry, you have been blocked</h1><h2>You are unable to access mfa.example</h2><h2>Why have I been blocked?</h2><p>This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution.</p>'),
    'en4': ('en', 'Too Many Requests', '<h1>Too many requests</h1><p>You have sent too many requests in a given amount of time. Please slow down and try again in a few minutes.</p>'),
    'en5': ('en', 'Web Page Blocked', '<h2>Web Page Blocked!</h2><p>The page cannot be displayed. Please contact the administrator for additional information.</p><p>URL: mfa.example/x Client IP: 10.0.0.1 Attack ID: 20000008 Message ID: 002919</p>'),
}  # fmt: skip


FAILED: dict[str, Words] = {
    'en1': ('en', 'Error', '<h1>Oops! Something went wrong.</h1><p>An unexpected error occurred while processing your request. Our team has been notified.</p>'),
    'en2': ('en', 'Application error', '<h1>Application error</h1><p>An error occurred in the application and your page could not be served. If you are the application owner, check your logs for details.</p>'),
    'en3': ('en', 'Runtime Error', "<h1>Server Error in '/' Application.</h1><h2>Runtime Error</h2><p>Description: An application error occurred on the server. The current custom error settings for this application prevent the details of the application error from being viewed remotely.</p>"),
    'en4': ('en', 'Website Error', '<p>The website encountered an unexpected error. Please try again later.</p>'),
    'en5': ('en', 'Error 500', '<h1>500</h1><p>The server encountered an internal error and was unable to complete your request.</p>'),
    'en6': ('en', 'Database Error', '<h1>Error establishing a database connection</h1>'),
    'en7': ('en', 'There has been a critical error', "<p>There has been a critical error on this website. <a href='https://wordpress.org'>Learn more about troubleshooting WordPress.</a></p>"),
    'fr': ('fr', 'Erreur', "<h1>Une erreur est survenue</h1><p>Le serveur a rencontré un problème et n'a pas pu traiter votre demande. Veuillez réessayer ultérieurement.</p>"),
    'de': ('de', 'Fehler', '<h1>Es ist ein Fehler aufgetreten</h1><p>Bei der Verarbeitung Ihrer Anfrage ist ein Problem aufgetreten. Bitte versuchen Sie es später erneut.</p>'),
    'es': ('es', 'Error', '<h1>Ha ocurrido un error</h1><p>Se ha producido un error al procesar su solicitud. Por favor, inténtelo de nuevo más tarde.</p>'),
    'pt': ('pt', 'Erro', '<h1>Ocorreu um erro inesperado</h1><p>Não foi possível processar a sua solicitação. Tente novamente mais tarde.</p>'),
    'it': ('it', 'Errore', "<h1>Si è verificato un errore</h1><p>Si è verificato un problema durante l'elaborazione della richiesta. Riprovare più tardi.</p>"),
    'ru': ('ru', 'Ошибка', '<h1>Произошла ошибка</h1><p>При обработке вашего запроса на сервере произошла ошибка. Попробуйте повторить попытку позже.</p>'),
    'ar': ('ar', 'خطأ', '<h1>حدث خطأ غير متوقع</h1><p>نعتذر، حدث خطأ أثناء معالجة طلبك. يرجى المحاولة مرة أخرى لاحقا.</p>'),
    'fa': ('fa', 'خطا', '<h1>خطایی رخ داده است</h1><p>در پردازش درخواست شما خطایی رخ داده است. لطفا بعدا دوباره تلاش کنید.</p>'),
    'tr': ('tr', 'Hata', '<h1>Bir hata oluştu</h1><p>İsteğiniz işlenirken beklenmeyen bir hata oluştu. Lütfen daha sonra tekrar deneyiniz.</p>'),
    'zh': ('zh', '系统错误', '<h1>系统发生错误</h1><p>服务器处理您的请求时发生错误，请稍后重试或联系管理员。</p>'),
    'ja': ('ja', 'エラー', '<h1>エラーが発生しました</h1><p>ご要求を処理中にエラーが発生しました。しばらくしてからもう一度お試しください。</p>'),
    'ko': ('ko', '오류', '<h1>오류가 발생하였습니다</h1><p>요청하신 서비스를 처리하는 중 오류가 발생하였습니다. 잠시 후 다시 이용해 주시기 바랍니다.</p>'),
    'pl': ('pl', 'Błąd', '<h1>Wystąpił błąd</h1><p>Podczas przetwarzania żądania wystąpił nieoczekiwany błąd. Spróbuj ponownie później.</p>'),
    'uk': ('uk', 'Помилка', '<h1>Сталася помилка</h1><p>Під час обробки вашого запиту сталася помилка. Спробуйте пізніше.</p>'),
    'he': ('he', 'שגיאה', '<h1>אירעה שגיאה</h1><p>אירעה שגיאה בעת עיבוד הבקשה. אנא נסו שוב מאוחר יותר.</p>'),
    'nl': ('nl', 'Fout', '<h1>Er is een fout opgetreden</h1><p>Er is iets misgegaan bij het verwerken van uw verzoek. Probeer het later opnieuw.</p>'),
}  # fmt: skip


SIGN_IN: dict[str, Words] = {
    'en': ('en', 'Log in | MFA Intranet', "<h1>Log in</h1><p>You must be logged in to view this page. Please enter your user name to continue.</p><form><input name='user'><button>Next</button></form>"),
    'en2': ('en', 'Members area', '<h1>Restricted content</h1><p>This content is only available to accredited journalists. Please sign in or register to read the full text.</p><form><input name=u><input type=password></form>'),
    'fr': ('fr', 'Connexion', "<h1>Connexion</h1><p>Veuillez vous identifier pour accéder à cette page.</p><form><input name='login'><input type='password'></form>"),
    'ru': ('ru', 'Авторизация', "<h1>Вход на сайт</h1><p>Для просмотра этой страницы необходимо войти в личный кабинет. Введите логин и пароль.</p><form><input><input type='password'></form>"),
    'ar': ('ar', 'تسجيل الدخول', "<h1>تسجيل الدخول</h1><p>يرجى تسجيل الدخول لعرض هذه الصفحة. أدخل اسم المستخدم وكلمة المرور.</p><form><input><input type='password'></form>"),
    'es': ('es', 'Área de prensa', "<h1>Acceso a prensa acreditada</h1><p>Debe iniciar sesión para acceder a este contenido.</p><form><input><input type='password'></form>"),
    'de': ('de', 'Anmeldung erforderlich', "<h1>Anmeldung erforderlich</h1><p>Bitte melden Sie sich an, um diesen Inhalt zu sehen.</p><form><input><input type='password'></form>"),
    'zh': ('zh', '用户登录', "<h1>用户登录</h1><p>请先登录后再访问本页面。</p><form><input><input type='password'></form>"),
    'ms': ('en', 'Sign in to your account', "<div>Sign in</div><p>Email, phone, or Skype</p><p>Can't access your account?</p>"),
}  # fmt: skip


SHELLS: dict[str, Words] = {
    'react': ('en', 'MFA', '<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>'),
    'tpl': ('en', '{{ title }}', '<h1>{{article.title}}</h1><div>{{article.body}}</div><p>{{article.date}}</p>'),
    'tpl2': ('en', 'News', '<h1></h1><div class=body></div><div class=share>Share this article on Facebook or Twitter</div><p>Last updated: </p>'),
    'spin': ('ru', 'МИД', '<div class=loader>Загрузка...</div><p>Для работы сайта необходимо включить JavaScript в настройках вашего браузера.</p>'),
    'lorem': ('en', 'Test page', '<h1>Test page</h1><p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.</p>'),
    'lang': ('en', 'MFA', '<h1>Statement</h1><p>This page is not available in English. Please choose another language.</p>'),
    'lang-fr': ('fr', 'MFA', "<p>Cette page n'est pas disponible en français. Veuillez consulter la version anglaise.</p>"),
    'lang-zh': ('zh', '外交部', '<p>本页面暂无中文版本，请访问英文版。</p>'),
    'old': ('en', 'Archived', '<h1>This page has moved</h1><p>The page you requested is now at a new address. If you are not redirected within five seconds, please click here.</p>'),
    'redir': ('es', 'Redirigiendo', '<p>Redirigiendo... Si no es redirigido automáticamente en unos segundos, haga clic <a href=/x>aquí</a>.</p>'),
}  # fmt: skip


CONTACTS: dict[str, Words] = {
    'en': ('en', 'Contact us', '<h1>Contact us</h1><p>You can reach the Ministry by telephone, by e-mail or by post. The switchboard is open on working days from 9.00 to 17.00.</p><p>12 Harbour Road<br>Port Town</p><p>Tel: +00 123 456 789</p><p>E-mail: info@mfa.example</p><p>For questions of the press please contact the press office at press@mfa.example.</p>'),
    'fr': ('fr', 'Nous contacter', '<h1>Contactez-nous</h1><p>Vous pouvez joindre le ministère par téléphone ou par courrier, du lundi au vendredi de 9h à 17h.</p><p>37, quai du Port<br>75000 Ville</p><p>Tél. : +00 1 23 45 67 89</p>'),
    'es': ('es', 'Contacto', '<h1>Contacto</h1><p>Avenida Central 450, Ciudad Capital. Conmutador: (00) 204-2400. Horario de atención: lunes a viernes de 08:30 a 16:30 horas.</p><p>Correo: informes@mfa.example</p>'),
    'ru': ('ru', 'Контакты', '<h1>Контакты</h1><p>Адрес: 119200, г. Столица, Площадь Мира, д. 32/34</p><p>Телефон справочной службы: +0 (000) 244-16-06. Приём граждан ведётся по рабочим дням с 10.00 до 16.00.</p>'),
    'ar': ('ar', 'اتصل بنا', '<h1>اتصل بنا</h1><p>يمكنكم التواصل مع الوزارة عبر الهاتف أو البريد الإلكتروني من الأحد إلى الخميس من الساعة الثامنة صباحا حتى الثالثة ظهرا.</p><p>هاتف: 00123456</p>'),
    'zh': ('zh', '联系我们', '<h1>联系我们</h1><p>地址：首都朝阳门南大街2号\u3000邮编：100701</p><p>电话：+00-10-65961114\u3000欢迎您对本网站提出宝贵意见和建议。</p>'),
    'fa': ('fa', 'تماس با ما', '<h1>تماس با ما</h1><p>نشانی: تهران، میدان امام، وزارت امور خارجه. تلفن گویا: 61150000 - ساعات کاری از شنبه تا چهارشنبه</p>'),
    'tr': ('tr', 'İletişim', '<h1>İletişim</h1><p>Dr. Sadık Ahmet Caddesi No:8 Başkent. Santral: 0 (000) 292 10 00. Mesai saatleri hafta içi 09.00-18.00 arasındadır.</p>'),
    'ja': ('ja', 'お問い合わせ', '<h1>お問い合わせ</h1><p>〒100-8919 千代田区霞が関2-2-1\u3000電話番号：03-0000-0000（代表）。電話の受付時間は平日の午前9時から午後5時までです。</p>'),
    'ko': ('ko', '오시는 길', '<h1>오시는 길</h1><p>서울특별시 종로구 사직로8길 60 (우 03172). 대표전화 02-0000-0000, 업무시간은 평일 09:00부터 18:00까지입니다.</p>'),
    'pt': ('pt', 'Fale conosco', '<h1>Fale conosco</h1><p>Esplanada dos Ministérios, Bloco H. O atendimento telefônico funciona de segunda a sexta-feira, das 8h às 18h.</p><p>Telefone: (00) 2030-8000</p>'),
    'it': ('it', 'Contatti', '<h1>Contatti</h1><p>Piazzale della Pace 1, Capitale. Il centralino risponde dal lunedì al venerdì dalle 9 alle 18.</p><p>Tel. +00 06 36911</p>'),
    'pl': ('pl', 'Kontakt', '<h1>Kontakt</h1><p>Al. Szucha 23, 00-580 Stolica. Centrala telefoniczna czynna jest od poniedziałku do piątku w godzinach 8.15-16.15.</p>'),
    'he': ('he', 'צור קשר', '<h1>צור קשר</h1><p>שדרות הבירה 9, הבירה. מוקד השירות הטלפוני פועל בימים ראשון עד חמישי בין השעות 8:00 ל-16:00.</p>'),
    'nl': ('nl', 'Contact', '<h1>Contact</h1><p>U kunt ons bellen op werkdagen tussen 8.00 en 20.00 uur, of een bericht sturen met het contactformulier.</p>'),
    'press': ('en', 'Press contacts', '<h1>Press contacts</h1><p>The press office answers questions from journalists around the clock. Please note that we cannot answer consular questions.</p><p>Duty press officer: +00 1234</p>'),
}  # fmt: skip


RULES: dict[str, Words] = {
    'about': ('en', 'About the Ministry', '<h1>About the Ministry</h1><p>The Ministry of Foreign Affairs represents the country abroad and protects the interests of its citizens. It employs 1,200 people in 64 missions.</p><p>It was founded in 1919 and has been housed in the Old Palace since 1953.</p>'),
    'privacy': ('en', 'Privacy policy', '<h1>Privacy policy</h1><p>This policy explains how we process your personal data when you use this website, and what rights you have under the law.</p><p>We process your data only for the purposes that are named here.</p>'),
    'impressum': ('de', 'Impressum', '<h1>Impressum</h1><p>Verantwortlich für den Inhalt ist das Ministerium für auswärtige Angelegenheiten. Alle Angaben wurden sorgfältig geprüft.</p>'),
    'mentions': ('fr', 'Mentions légales', '<h1>Mentions légales</h1><p>Le présent site est édité par le ministère des affaires étrangères. Le directeur de la publication est le directeur de la communication.</p>'),
    'sitemap': ('en', 'Site map', '<h1>Site map</h1><ul><li><a href=/m0>Page number 0</a></li><li><a href=/m1>Page number 1</a></li><li><a href=/m2>Page number 2</a></li><li><a href=/m3>Page number 3</a></li><li><a href=/m4>Page number 4</a></li><li><a href=/m5>Page number 5</a></li><li><a href=/m6>Page number 6</a></li><li><a href=/m7>Page number 7</a></li><li><a href=/m8>Page number 8</a></li><li><a href=/m9>Page number 9</a></li><li><a href=/m10>Page number 10</a></li><li><a href=/m11>Page number 11</a></li><li><a href=/m12>Page number 12</a></li><li><a href=/m13>Page number 13</a></li><li><a href=/m14>Page number 14</a></li><li><a href=/m15>Page number 15</a></li><li><a href=/m16>Page number 16</a></li><li><a href=/m17>Page number 17</a></li><li><a href=/m18>Page number 18</a></li><li><a href=/m19>Page number 19</a></li><li><a href=/m20>Page number 20</a></li><li><a href=/m21>Page number 21</a></li><li><a href=/m22>Page number 22</a></li><li><a href=/m23>Page number 23</a></li><li><a href=/m24>Page number 24</a></li><li><a href=/m25>Page number 25</a></li><li><a href=/m26>Page number 26</a></li><li><a href=/m27>Page number 27</a></li><li><a href=/m28>Page number 28</a></li><li><a href=/m29>Page number 29</a></li></ul>'),
    'access': ('en', 'Accessibility statement', '<h1>Accessibility statement</h1><p>The Ministry is committed to making its website accessible. This statement applies to the site mfa.example and was prepared on 12 March 2021.</p>'),
    'faq': ('en', 'Frequently asked questions', '<h1>Frequently asked questions</h1><h3>How do I renew my passport?</h3><p>You can renew your passport at any mission abroad or at the office in the capital. Please bring two photographs.</p><h3>How much is it?</h3><p>The fee is 60 dollars.</p>'),
    'vacancies': ('en', 'Vacancies', '<h1>Vacancies</h1><p>There are no vacancies at the moment. Please come back to this page later.</p>'),
    'newsletter': ('en', 'Newsletter', '<h1>Subscribe to our newsletter</h1><p>Enter your address to receive our press releases by e-mail every morning.</p><form><input type=email></form>'),
    'gallery': ('en', 'Photo gallery', '<h1>Photo gallery</h1><figure><img src=/i0.jpg><figcaption>Minister Otim at the opening of the session 0</figcaption></figure><figure><img src=/i1.jpg><figcaption>Minister Otim at the opening of the session 1</figcaption></figure><figure><img src=/i2.jpg><figcaption>Minister Otim at the opening of the session 2</figcaption></figure><figure><img src=/i3.jpg><figcaption>Minister Otim at the opening of the session 3</figcaption></figure><figure><img src=/i4.jpg><figcaption>Minister Otim at the opening of the session 4</figcaption></figure><figure><img src=/i5.jpg><figcaption>Minister Otim at the opening of the session 5</figcaption></figure><figure><img src=/i6.jpg><figcaption>Minister Otim at the opening of the session 6</figcaption></figure><figure><img src=/i7.jpg><figcaption>Minister Otim at the opening of the session 7</figcaption></figure>'),
    'terms': ('es', 'Aviso legal', '<h1>Aviso legal</h1><p>El acceso y uso de este sitio web atribuye la condición de usuario e implica la aceptación plena de las condiciones incluidas en este aviso.</p>'),
    'polpriv-ru': ('ru', 'Политика конфиденциальности', '<h1>Политика конфиденциальности</h1><p>Настоящая политика определяет порядок обработки персональных данных посетителей сайта министерства.</p>'),
}  # fmt: skip


SEARCHES: dict[str, Words] = {
    'en-none': ('en', 'Search results | MFA', '<h1>Search results</h1><p>Your search for “ceasefire” did not match any documents. Check the spelling or use other words.</p>'),
    'en-some': ('en', 'Search results | MFA', '<h1>Search results for: ceasefire</h1><p>3 results</p><div class=r><h3><a href=/n/0>Statement on the ceasefire, part 0</a></h3><p>The Ministry welcomes the ceasefire and calls on all sides to respect it in full, in the interest of the people.</p></div><div class=r><h3><a href=/n/1>Statement on the ceasefire, part 1</a></h3><p>The Ministry welcomes the ceasefire and calls on all sides to respect it in full, in the interest of the people.</p></div><div class=r><h3><a href=/n/2>Statement on the ceasefire, part 2</a></h3><p>The Ministry welcomes the ceasefire and calls on all sides to respect it in full, in the interest of the people.</p></div>'),
    'en-form': ('en', 'Search | MFA', '<h1>Search</h1><p>Use the form below to search all documents of the ministry by word, by date or by subject.</p><form><input name=q><button>Search</button></form>'),
    'fr': ('fr', 'Résultats de recherche', "<h1>Résultats de la recherche</h1><p>Aucun résultat ne correspond à votre recherche. Essayez avec d'autres mots-clés.</p>"),
    'ru': ('ru', 'Поиск по сайту', '<h1>Результаты поиска</h1><p>К сожалению, на ваш поисковый запрос ничего не найдено. Попробуйте изменить запрос.</p>'),
    'zh': ('zh', '搜索结果', '<h1>搜索结果</h1><p>抱歉，没有找到与“停火”相关的结果。请检查输入的关键词是否正确。</p>'),
    'de': ('de', 'Suchergebnisse', '<h1>Suchergebnisse</h1><p>Ihre Suche nach „Waffenruhe“ ergab leider keine Treffer. Bitte ändern Sie Ihre Suchanfrage.</p>'),
    'ko': ('ko', '통합검색', "<h1>통합검색</h1><p>'휴전'에 대한 검색결과가 없습니다. 다른 검색어로 다시 검색해 주시기 바랍니다.</p>"),
}  # fmt: skip


TAGS: dict[str, Words] = {
    'cloud': ('en', 'Tags | MFA', '<h1>Tags</h1><p><a href=/tag/Syria>Syria</a> <a href=/tag/Lebanon>Lebanon</a> <a href=/tag/Iraq>Iraq</a> <a href=/tag/Ceasefire>Ceasefire</a> <a href=/tag/Aid>Aid</a> <a href=/tag/Trade>Trade</a> <a href=/tag/Visas>Visas</a> <a href=/tag/Europe>Europe</a> <a href=/tag/Africa>Africa</a></p>'),
    'none': ('en', 'Tag: ceasefire | MFA', '<h1>Tag: ceasefire</h1><p>There are no posts with this tag yet.</p>'),
    'some': ('en', 'Tag: ceasefire | MFA', '<h1>Tag: ceasefire</h1><article><h2><a href=/n/0>Statement on the ceasefire, part 0</a></h2><p>The Ministry welcomes the ceasefire and calls on all sides to respect it in full, in the interest of the people.</p></article><article><h2><a href=/n/1>Statement on the ceasefire, part 1</a></h2><p>The Ministry welcomes the ceasefire and calls on all sides to respect it in full, in the interest of the people.</p></article><article><h2><a href=/n/2>Statement on the ceasefire, part 2</a></h2><p>The Ministry welcomes the ceasefire and calls on all sides to respect it in full, in the interest of the people.</p></article>'),
    'some2': ('es', 'Etiqueta: tregua', '<h1>Etiqueta: tregua</h1><article><h2><a href=/n/0>Comunicado sobre la tregua, parte 0</a></h2><p>El Ministerio celebra la tregua y pide a todas las partes que la respeten plenamente, en interés de la población civil.</p><a href=/n/0>Leer más</a></article><article><h2><a href=/n/1>Comunicado sobre la tregua, parte 1</a></h2><p>El Ministerio celebra la tregua y pide a todas las partes que la respeten plenamente, en interés de la población civil.</p><a href=/n/1>Leer más</a></article>'),
    'desc': ('fr', 'Mot-clé : trêve', '<h1>Mot-clé : trêve</h1><p>Tous les contenus du site qui portent sur la trêve et son application dans la région.</p><ul><li><a href=/n1>Déclaration sur la trêve au Levant</a></li><li><a href=/n2>Point de presse du porte-parole</a></li></ul>'),
}  # fmt: skip


FRONTS: dict[str, tuple[str, str, str, str]] = {
    'en': ('/', 'en', 'Home | Ministry', '<section><h2>Welcome</h2><p>The Ministry works for peace and for the interests of our citizens all over the world, together with its partners.</p></section><section><h2>Latest news</h2><div><h3><a href=/news/0>Minister receives ambassador number 0</a></h3><p>The Minister received today the ambassador and discussed with him questions of common interest.</p></div><div><h3><a href=/news/1>Minister receives ambassador number 1</a></h3><p>The Minister received today the ambassador and discussed with him questions of common interest.</p></div><div><h3><a href=/news/2>Minister receives ambassador number 2</a></h3><p>The Minister received today the ambassador and discussed with him questions of common interest.</p></div></section>'),
    'fr': ('/fr/', 'fr', 'Accueil - Ministère', '<h1>Ministère des affaires étrangères</h1><article><h2><a href=/a1>Syrie : la France condamne les violences</a></h2><p>La France condamne avec la plus grande fermeté les violences commises et appelle à la retenue toutes les parties.</p></article><article><h2><a href=/a2>Visite officielle</a></h2><p>Le ministre se rendra en visite officielle la semaine prochaine dans la région.</p></article>'),
    'ru': ('/ru/index.php', 'ru', 'Министерство иностранных дел', '<h2>Главное</h2><p>Министр провёл переговоры с коллегами из соседних государств и обсудил вопросы региональной безопасности.</p><h2>Анонсы</h2><p>Брифинг официального представителя состоится в четверг.</p>'),
    'ar': ('/ar/Pages/default.aspx', 'ar', 'الرئيسية | وزارة الخارجية', '<h2>كلمة الوزير</h2><p>أهلا بكم في الموقع الرسمي لوزارة الخارجية، حيث تجدون أخبار الوزارة وخدماتها القنصلية للمواطنين والمقيمين.</p><h2>الخدمات</h2><p>تصديق الوثائق والجوازات والتأشيرات.</p>'),
    'zh': ('', 'zh', '外交部', '<h2>要闻</h2><p>外交部长同邻国外长举行会谈，双方就共同关心的国际和地区问题深入交换意见。</p><h2>服务</h2><p>护照 签证 领事认证</p>'),
}  # fmt: skip

STATEMENTS: list[Words] = [
    ('en', 'UN convoy denied access to camp', '<p>The convoy of the United Nations was denied access to the camp for security reasons on Tuesday. We call on the authorities to lift the restrictions on access at once.</p>'),
    ('en', "Statement on the cyberattack on the Ministry's website", '<p>The website of the Ministry was blocked yesterday by a cyberattack. The firewall of the server stopped automated requests, and access was restored by our administrators.</p>'),
    ('en', 'Correction', '<p>An error occurred in our press release of 3 May: Malta was not among the signatories. The text has been corrected.</p>'),
    ('en', 'Statement by the Spokesperson', '<p>We condemn the attack.</p>'),
    ('en', 'Access to humanitarian aid must not be blocked', '<p>Access to humanitarian aid must not be blocked. Human rights are not negotiable.</p>'),
    ('fr', 'Accès humanitaire refusé à Gaza', "<p>L'accès humanitaire a été refusé à trois convois pour des raisons de sécurité. La France appelle à la levée des restrictions.</p>"),
    ('ru', 'О закрытии доступа', '<p>Доступ наблюдателей к станции ограничен по соображениям безопасности. Просим отнестись с пониманием.</p>'),
    ('ar', 'رفض دخول المساعدات', '<p>تم رفض دخول المساعدات لأسباب أمنية، وندعو إلى رفع القيود فورا. كما حدث خطأ في تقدير الموقف.</p>'),
    ('zh', '发言人就访问受限事答记者问', '<p>问：有关国家限制我人员访问，你对此有何评论？</p><p>答：我们坚决反对限制正常人员往来，已提出严正交涉。</p>'),
    ('ja', '立ち入り制限について', '<p>当該地域へのアクセスが制限されていることについて、我が国は深い懸念を表明する。</p>'),
    ('de', 'Zugang verweigert: Außenministerin verurteilt Blockade', '<p>Der Zugang zu dem Lager wurde erneut verweigert. Das ist nicht hinnehmbar.</p>'),
    ('es', 'Comunicado', '<p>El Gobierno lamenta el error ocurrido en la frontera y pide disculpas a las familias.</p>'),
    ('tr', 'Erişim kısıtlamaları hk.', '<p>İnsani yardıma erişim engellenmektedir. Bu durumu şiddetle kınıyoruz.</p>'),
    ('en', 'Robots and automated weapons: statement to the Conference on Disarmament', '<p>Automated weapons must remain under human control. Access to such robots must be restricted by a treaty.</p>'),
    ('en', 'Tag: a day for peace', '<p>The Minister will open the day for peace on Monday in the presence of the diplomatic corps.</p>'),
    ('en', 'Search for survivors continues', '<p>The search for survivors continues after the earthquake. Our rescue team is on its way.</p>'),
    ('en', 'Contact with the Embassy in Dahlan', '<p>The Ministry is in contact with the Embassy in Dahlan and with the families of the victims.</p>'),
    ('en', 'Contact Group on Syria: joint statement', '<p>We, the Contact Group, met today in Jeddah.</p>'),
    ('en', 'Elections in Kasimbe', '<p>You are most welcome to send questions. The vote went well and we congratulate the people.</p>'),
    ('ko', '접근 제한 조치에 대한 대변인 논평', '<p>정부는 해당 지역에 대한 접근 제한 조치에 깊은 우려를 표한다.</p>'),
    ('en', 'Notice to the press', '<p>Journalists must log in with their accreditation number to attend the briefing on Thursday at 10 am. The statement of the Minister follows.</p>'),
    ('en', 'Message of condolence', '<p>The server of the Ministry will receive your messages of condolence until Friday.</p>'),
]  # fmt: skip


def refused(html: str, path: str = PATH) -> Verdict:
    found = read(html, path)
    assert found.what in (None, "article")
    assert not found.drafts, found
    assert found.reason
    return found.verdict


@pytest.mark.parametrize("words", BLOCKED.values(), ids=BLOCKED)
def test_a_refusal_is_told_in_every_language(words: Words) -> None:
    assert refused(bare(*words)) is Verdict.BLOCKED


@pytest.mark.parametrize("words", FAILED.values(), ids=FAILED)
def test_a_server_that_failed_is_told_with_and_without_its_site(words: Words) -> None:
    for page in (bare(*words), framed(*words)):
        assert refused(page) in (Verdict.HTTP_ERROR, Verdict.BLOCKED)


@pytest.mark.parametrize("words", SIGN_IN.values(), ids=SIGN_IN)
def test_a_page_that_asks_who_one_is(words: Words) -> None:
    for page in (bare(*words), framed(*words)):
        assert refused(page) in (Verdict.BLOCKED, Verdict.PARSE_ERROR, Verdict.EMPTY)


@pytest.mark.parametrize("words", SHELLS.values(), ids=SHELLS)
def test_a_shell_a_template_and_a_page_that_leads_elsewhere(words: Words) -> None:
    for page in (bare(*words), framed(*words)):
        refused(page)


@pytest.mark.parametrize("words", [*CONTACTS.values(), *RULES.values()], ids=[*CONTACTS, *RULES])
def test_what_a_site_says_about_itself_is_no_statement(words: Words) -> None:
    assert refused(framed(*words), "/about/page") in (Verdict.EMPTY, Verdict.PARSE_ERROR)


@pytest.mark.parametrize(
    "name",
    [
        "Current vacancies", "Directory of embassies and consulates", "Annuaire des ambassades et consulats", "Botschaften und Konsulate im Ausland", "Directorio de embajadas y consulados",
        "Ambasciate e consolati all'estero", "Посольства и консульства за рубежом", "السفارات والقنصليات في الخارج", "Vacatures bij het ministerie", "お問い合わせ|在外公館", "Contact｜Embassy",
    ],
)  # fmt: skip
def test_a_name_put_together_of_words_for_such_pages(name: str) -> None:
    rows = "".join(
        f"<tr><td>Budget assistant in town {n}</td><td>VN/10{n}</td><td>15 Jan</td></tr>" for n in range(6)
    )
    page = bare(
        "en",
        f"{name} | MFA",
        f"<h1>{name}</h1><table>{rows}</table><p>The programme is open all year to everybody who applies.</p>",
    )
    assert refused(page, "/about/page") is Verdict.EMPTY


@pytest.mark.parametrize(
    "title",
    [
        "Contact with the embassies in Dahlan",
        "Consulates closed",
        "New visas for nurses",
        "Embassies and consulates attacked",
    ],
)
def test_a_title_that_says_more_than_that_is_a_statements(title: str) -> None:
    page = framed(
        "en", title, f"<h1>{title}</h1><p>The Ministry condemns what happened this morning at the gates.</p>"
    )
    assert read(page).drafts[0].title == title


def test_a_list_called_after_several_sections_is_a_list() -> None:
    rows = "".join(
        f"<li><a href='/news/statement-on-subject-{n}'>Statement on the subject of number {n}</a><p>A few words about it.</p><time datetime='2025-11-1{n}'>1{n} November 2025</time></li>"
        for n in range(8)
    )
    banner = "<div class=consent><p>These cookies allow us to count visits and traffic sources, so that we can measure how well our site does.</p></div>"
    found = read(
        framed(
            "en",
            "News and communications",
            f"{banner}<h1>News and communications</h1><h2>5,318 results</h2><ul>{rows}</ul>",
        ),
        "/search/news",
    )
    assert (found.what, len(found.drafts)) == ("listing", 8)


@pytest.mark.parametrize("case", FRONTS.values(), ids=FRONTS)
def test_a_front_page_is_no_statement(case: tuple[str, str, str, str]) -> None:
    path, *words = case
    html = framed(*words)
    assert refused(html, path) is Verdict.EMPTY
    assert not article(None, html.encode(), url=f"{HOST}{path}", content_type=None).drafts


def test_a_saved_page_may_call_anything_its_address() -> None:
    text = (
        "<p>The Minister spoke today with the ambassador of Norland about trade and the reefs of both countries.</p>"
        * 3
    )
    head = "<head><link rel=canonical href='http://[x'><title>Talks on the reefs</title></head>"
    page = f"<html lang=en>{head}<body><h1>Talks on the reefs</h1>{text}</body></html>"
    assert article(None, page.encode(), url="", content_type="text/html").verdict is Verdict.OK


def test_an_article_is_told_from_a_front_page_by_what_follows_the_host() -> None:
    for path in ("/?p=812", "/en/index.php?id=3", "/en/statement.html", "/#!/news/5", "/fr/2024/12/01/"):
        assert read(
            framed(
                "en",
                "Statement",
                "<h1>Statement</h1><p>We condemn the attack on the camp in the strongest terms.</p>",
            ),
            path,
        ).drafts, path


@pytest.mark.parametrize("words", SEARCHES.values(), ids=SEARCHES)
def test_a_search_is_no_statement(words: Words) -> None:
    found = read(framed(*words), "/search?q=x")
    assert found.what == "listing" or not found.drafts, found


@pytest.mark.parametrize("words", TAGS.values(), ids=TAGS)
def test_the_page_of_a_tag_is_no_statement(words: Words) -> None:
    found = read(framed(*words), "/tag/ceasefire")
    assert found.what == "listing" or not found.drafts, found


@pytest.mark.parametrize("words", STATEMENTS, ids=[title for _, title, _ in STATEMENTS])
def test_a_short_statement_about_such_things_is_read(words: Words) -> None:
    language, title, body = words
    for page in (
        bare(language, title, f"<h1>{title}</h1>{body}"),
        framed(language, title, f"<h1>{title}</h1>{body}"),
    ):
        found = read(page)
        assert len(found.drafts) == 1, found
        assert found.drafts[0].title == title


@pytest.mark.parametrize(
    ("language", "title", "day"),
    [
        ("en", "Careers", "5 March 2024"),
        ("ru", "Структура", "5 марта 2024 г."),
        ("fr", "Organigramme", "5 mars 2024"),
    ],
)
def test_a_note_so_called_that_shows_its_day_is_read(language: str, title: str, day: str) -> None:
    main = f"<h1>{title}</h1><p>{day}</p><p>Visas for nationals of Norland are suspended from Monday until further notice, the Ministry said.</p>"
    assert read(framed(language, title, main)).drafts[0].title == title
    undated = main.replace(f"<p>{day}</p>", "")
    assert refused(framed(language, title, undated)) is Verdict.EMPTY


def test_five_words_under_a_section_are_a_statement() -> None:
    [draft] = read(
        framed("en", "Statement", "<main><h1>Statement</h1><p>The Government condemns the attack.</p></main>")
    ).drafts
    assert draft.body.endswith("The Government condemns the attack.")
