"""Walls that stand within the frame of their site: a choice about cookies, a sign-in, a session that ended, a page that moved. And
statements beside such forms or about such things, each of which is read. All pages are ours."""

from __future__ import annotations

import pytest

from spiders.extract.reading import sniff
from statements.model import Extraction
from tests.unit.spiders.learning.entries import chrome

ADDRESS = "https://www.mfa.example/news/2024/x-1"
PASSWORD = "<form action='/login'><label>{}</label><input name=u><label>{}</label><input type=password name=p><input type=submit value='OK'></form>"


def framed(language: str, title: str, main: str) -> str:
    return chrome(main, language=language).replace("News | Ministry", f"{title} | MFA", 1)


def read(html: str) -> Extraction:
    return sniff(html.encode(), ADDRESS, "text/html; charset=utf-8")


CONSENT = {
    "en": ("Your choices on this site", "We and our 12 partners store information on your device in order to measure our audience. Please choose before you go on to the page.", "Accept all", "Reject all"),
    "fr": ("Respect de vos choix", "Nous et nos 14 partenaires déposons des traceurs pour mesurer l'audience et lire des vidéos. Vous devez choisir pour continuer.", "Tout accepter", "Tout refuser"),
    "de": ("Wir brauchen Ihre Auswahl", "Wir und unsere Partner speichern Informationen auf Ihrem Gerät, um Reichweiten zu messen. Bitte treffen Sie eine Auswahl.", "Alle akzeptieren", "Alle ablehnen"),
    "es": ("Sus preferencias", "Este portal y sus socios guardan información en su dispositivo para medir la audiencia. Elija una opción para seguir.", "Aceptar todo", "Rechazar todo"),
    "pt": ("As suas escolhas", "Este portal e os seus parceiros guardam informação no seu dispositivo para medir a audiência. Escolha para continuar.", "Aceitar tudo", "Rejeitar tudo"),
    "it": ("Le tue scelte", "Questo portale e i suoi partner salvano informazioni sul dispositivo per misurare il pubblico. Scegli per continuare.", "Accetta tutto", "Rifiuta tutto"),
    "ru": ("Ваш выбор", "Мы и наши партнёры храним данные на вашем устройстве, чтобы измерять посещаемость. Сделайте выбор, чтобы продолжить.", "Принять все", "Отклонить все"),
    "ar": ("خياراتكم", "نقوم نحن وشركاؤنا بتخزين معلومات على جهازكم لقياس عدد الزوار. يرجى الاختيار للمتابعة.", "قبول الكل", "رفض الكل"),
    "fa": ("انتخاب شما", "ما و شرکای ما برای سنجش بازدید اطلاعاتی روی دستگاه شما ذخیره می‌کنیم. لطفا برای ادامه انتخاب کنید.", "پذیرش همه", "رد همه"),
    "tr": ("Tercihleriniz", "Biz ve ortaklarımız ziyaretleri ölçmek için cihazınızda bilgi saklıyoruz. Devam etmek için lütfen seçim yapınız.", "Tümünü kabul et", "Tümünü reddet"),
    "zh": ("您的选择", "我们和合作伙伴会在您的设备上存储信息，用于统计访问量并改进网站服务。请选择后继续访问所需页面。", "全部接受", "全部拒绝"),
    "ja": ("選択のお願い", "当サイトと提携先は、利用状況を測定するためにお使いの端末に情報を保存します。続けるには選択してください。", "すべて同意する", "すべて拒否する"),
    "ko": ("선택 안내", "본 누리집과 협력사는 방문 통계를 위해 이용자의 기기에 정보를 저장합니다. 계속하려면 선택해 주십시오.", "모두 동의", "모두 거부"),
    "pl": ("Twój wybór", "My i nasi partnerzy zapisujemy informacje na Twoim urządzeniu, aby mierzyć oglądalność. Wybierz, aby przejść dalej.", "Akceptuj wszystkie", "Odrzuć wszystkie"),
    "uk": ("Ваш вибір", "Ми та наші партнери зберігаємо дані на вашому пристрої, щоб вимірювати відвідуваність. Зробіть вибір, щоб продовжити.", "Прийняти всі", "Відхилити всі"),
    "he": ("הבחירה שלך", "אנו והשותפים שלנו שומרים מידע במכשיר שלך כדי למדוד את מספר המבקרים באתר. יש לבחור כדי להמשיך.", "אישור הכל", "דחיית הכל"),
    "nl": ("Uw keuze", "Wij en onze partners bewaren gegevens op uw apparaat om bezoek te meten. Maak een keuze om verder te gaan.", "Alles accepteren", "Alles weigeren"),
}  # fmt: skip


@pytest.mark.parametrize("words", CONSENT.items(), ids=CONSENT)
def test_a_choice_about_cookies_with_nothing_beside_it(words: tuple[str, tuple[str, str, str, str]]) -> None:
    language, (heading, text, accept, refuse) = words
    box = (
        f"<div id='consent-manager' role='dialog'><h1>{heading}</h1><p>{text}</p><button>{refuse}</button><button>{accept}</button>"
        f"<div><h2>1</h2><p>{text}</p><button>{accept}</button><button>{refuse}</button></div></div>"
    )
    found = read(framed(language, "Ministry", box))
    assert not found.drafts, found
    assert "consent" in (found.reason or "")


SIGN_IN = {
    "en": ("Please identify yourself", "User name", "Password", "You are not authorised to view this resource. The password is case-sensitive."),
    "fr": ("Espace réservé", "Identifiant", "Mot de passe", "Vous n'avez pas les droits pour consulter cette page. Si vous avez oublié votre mot de passe, nous pouvons vous en envoyer un autre."),
    "de": ("Geschützter Bereich", "Benutzername", "Passwort", "Sie haben keine Berechtigung für diese Seite. Beim Passwort wird zwischen Groß- und Kleinschreibung unterschieden."),
    "es": ("Identifíquese, por favor", "Nombre de usuario", "Contraseña", "No tiene permiso para ver este recurso. La contraseña distingue mayúsculas y minúsculas."),
    "pt": ("Por favor, identifique-se", "Nome do usuário", "Senha", "Você não tem permissão para acessar este recurso. A senha diferencia maiúsculas e minúsculas."),
    "it": ("Area riservata", "Nome utente", "Password", "Non si dispone dei permessi per vedere questa risorsa. La password distingue tra maiuscole e minuscole."),
    "ru": ("Вход для пользователей", "Имя", "Пароль", "У вас нет прав для просмотра этого раздела. Пароль чувствителен к регистру букв."),
    "ar": ("تسجيل دخول المستخدمين", "اسم المستخدم", "كلمة المرور", "ليس لديك صلاحية لعرض هذه الصفحة. إذا نسيت كلمة المرور يمكننا إرسال كلمة جديدة إليك."),
    "fa": ("ورود کاربران", "نام کاربری", "رمز عبور", "شما اجازه دسترسی به این بخش را ندارید. اگر رمز عبور خود را فراموش کرده‌اید با ما تماس بگیرید."),
    "tr": ("Kullanıcı girişi", "Kullanıcı adı", "Şifre", "Bu sayfayı görüntüleme yetkiniz yok. Şifrenizi unuttuysanız size yenisini gönderebiliriz."),
    "zh": ("会员登录", "用户名", "密码", "您没有查看此页面的权限。如果忘记密码，我们可以向您的注册邮箱重新发送一个新的密码。"),
    "ja": ("会員ログイン", "利用者名", "パスワード", "このページを表示する権限がありません。パスワードをお忘れの場合は、新しいパスワードをお送りします。"),
    "ko": ("회원 로그인", "아이디", "비밀번호", "이 페이지를 볼 수 있는 권한이 없습니다. 비밀번호를 잊으신 경우 새 비밀번호를 보내 드립니다."),
    "pl": ("Strefa użytkownika", "Użytkownik", "Hasło", "Nie masz uprawnień do wyświetlenia tego zasobu. Wielkość liter w haśle ma znaczenie."),
    "uk": ("Вхід для користувачів", "Ім'я", "Пароль", "У вас немає прав для перегляду цього розділу. Пароль чутливий до регістру літер."),
    "he": ("כניסת משתמשים", "שם משתמש", "סיסמה", "אין לך הרשאה לצפות בעמוד זה. אם שכחת את הסיסמה נוכל לשלוח לך סיסמה חדשה."),
    "nl": ("Besloten gedeelte", "Gebruikersnaam", "Wachtwoord", "U hebt geen rechten om deze pagina te bekijken. Het wachtwoord is hoofdlettergevoelig."),
}  # fmt: skip


@pytest.mark.parametrize("words", SIGN_IN.items(), ids=SIGN_IN)
def test_a_sign_in_with_nothing_beside_it(words: tuple[str, tuple[str, str, str, str]]) -> None:
    language, (heading, user, password, text) = words
    first, rest = text.replace("。", ". ").split(". ", 1)
    main = f"<main><p>{first}.</p><h1>{heading}</h1>{PASSWORD.format(user, password)}<h2>?</h2><p>{rest}</p></main>"
    found = read(framed(language, heading, main))
    assert not found.drafts, found
    assert found.reason


ENDED = {
    "en": ("Session expired", "Your session has expired. Please return to the start page and open the document again."),
    "fr": ("Session expirée", "Votre session a expiré. Veuillez revenir à la page d'accueil et rouvrir le document."),
    "de": ("Sitzung abgelaufen", "Ihre Sitzung ist abgelaufen. Bitte kehren Sie zur Startseite zurück und öffnen Sie das Dokument neu."),
    "es": ("Sesión caducada", "Su sesión ha caducado. Vuelva a la página de inicio y abra de nuevo el documento."),
    "pt": ("Sessão expirada", "A sua sessão expirou. Volte à página inicial e abra de novo o documento."),
    "ru": ("Сессия истекла", "Время вашей сессии истекло. Вернитесь на главную страницу и откройте документ ещё раз."),
    "ar": ("انتهت الجلسة", "انتهت صلاحية الجلسة الخاصة بك. يرجى العودة إلى الصفحة الرئيسية وفتح المستند من جديد."),
    "zh": ("会话过期", "您的会话已过期，请返回首页后重新打开所需要的文件，由此带来不便请谅解。"),
    "tr": ("Oturum sona erdi", "Oturumunuzun süresi doldu. Lütfen ana sayfaya dönüp belgeyi yeniden açınız."),
    "moved-en": ("Page moved", "This page has been moved to our new portal. Please update your bookmarks."),
    "moved-fr": ("Page déplacée", "Cette page a été déplacée vers notre nouveau portail. Pensez à mettre à jour vos favoris."),
    "moved-de": ("Neue Adresse", "Diese Seite ist umgezogen und findet sich nun auf unserem neuen Portal. Bitte ändern Sie Ihre Lesezeichen."),
    "moved-ru": ("Новый адрес", "Эта страница переехала на новый портал. Пожалуйста, обновите закладки."),
    "moved-ja": ("移転のお知らせ", "このページは新しいサイトへ移動しました。お手数ですがブックマークの変更をお願いいたします。"),
}  # fmt: skip


@pytest.mark.parametrize("words", ENDED.items(), ids=ENDED)
def test_a_session_that_ended_and_a_page_that_moved(words: tuple[str, tuple[str, str]]) -> None:
    language, (heading, text) = words
    language = language.rpartition("-")[2]
    found = read(framed(language, heading, f"<main><h1>{heading}</h1><p>{text}</p></main>"))
    assert not found.drafts, found
    assert found.reason


INSTEAD = {
    "person": ("en", "Verification", "Please complete the verification below to show that you are a person and not a program."),
    "box": ("en", "One more step", "Please tick the box to prove you are human."),
    "scripts": ("fr", "JavaScript désactivé", "Ce site nécessite JavaScript. Veuillez l'activer dans les paramètres de votre navigateur."),
    "closed": ("en", "Site under maintenance", "This site is under maintenance. We will be back soon and apologise for the inconvenience."),
    "closed-ru": ("ru", "Сайт на обслуживании", "На сайте ведутся технические работы. Приносим извинения за неудобства."),
    "region": ("en", "Choose your region", "Please select your country or region to continue to the site of the Ministry."),
    "elsewhere": ("en", "Not available in your region", "This content is not available in your region. We apologise for the inconvenience."),
    "missing-en": ("en", "Oops", "We can't find the page you are looking for. Try a search or go to the home page."),
    "missing-en2": ("en", "Page unavailable", "The page you are trying to reach is unavailable. It may have been renamed."),
    "missing-es": ("es", "¡Vaya!", "No encontramos la página que busca. Es posible que haya cambiado de nombre."),
    "missing-ru": ("ru", "Упс", "Мы не нашли такую страницу. Возможно, она была переименована."),
    "missing-ar": ("ar", "عفوا", "الصفحة التي تبحث عنها لم تعد موجودة أو تم تغيير اسمها."),
    "missing-pl": ("pl", "Ups", "Nie możemy znaleźć tej strony. Być może zmieniła nazwę."),
}  # fmt: skip


@pytest.mark.parametrize("words", INSTEAD.values(), ids=INSTEAD)
def test_what_a_site_says_in_place_of_a_page(words: tuple[str, str, str]) -> None:
    language, heading, text = words
    found = read(framed(language, heading, f"<main><h1>{heading}</h1><p>{text}</p></main>"))
    assert not found.drafts, found
    assert found.reason


def test_a_page_whose_template_is_that_of_missing_ones() -> None:
    main = "<main><section class='error-404 not-found'><h1>Hmm</h1><p>It looks as if the wind had carried this one away. Perhaps one of the links below can help.</p></section></main>"
    found = read(framed("en", "Hmm", main).replace("<body>", "<body class='error404 wp-theme'>"))
    assert not found.drafts, found
    assert found.reason


ABOUT = [
    ("New rules on cookies", "The Government has adopted a decree that obliges sites to let users refuse cookies as easily as to accept them."),
    ("We value your privacy: Commissioner on the new law", "The Commissioner said that consent to trackers must be free, and that walls of cookies are illegal."),
    ("Consent must be free", "The Minister told parliament that consent given under threat is no consent."),
    ("Privacy: ratification of Convention 108+", "The Ambassador deposited the instrument of ratification in Strasbourg today."),
    ("Warning of false e-mails", "The Ministry never asks for your password. Do not enter your password on pages that claim to be ours."),
    ("Passwords of diplomats stolen", "Passwords of eleven diplomats were published by a group of hackers. The accounts have been closed."),
    ("Registration of voters abroad", "Citizens abroad can register for the elections until Friday. To register, log in to your account on the portal of the electoral commission."),
    ("Visa portal open again", "The visa portal is available again after maintenance. Applicants may sign in with their old password."),
    ("Visa portal under maintenance", "The visa portal will be unavailable on Saturday from 8 to 12 for maintenance. We apologise for the inconvenience."),
    ("Accreditation of journalists", "Journalists who have an account must log in before Tuesday; others must register at the desk."),
    ("The lost page of the treaty", "We cannot find the page of the treaty that bears the seal, the archivist of the Ministry said."),
    ("Site under construction: the new port", "The Minister visited the site, which is under construction, and thanked the workers."),
    ("Portal under maintenance", "The portal for passports is under maintenance on 3 May. Passports are issued at the counter."),
    ("Humanity first", "You are human, the Minister told the delegates, and humans must confirm that you are not forgotten."),
    ("Session of the Council expires", "The session of the Council expired without a resolution. We regret that our request was rejected."),
    ("Conference moved", "The conference on the reefs has been moved to Port Town. The page of the programme will follow."),
    ("The Embassy has moved", "The Embassy has moved to 12 Harbour Road. The consular section opens on Monday."),
    ("Not found: the fate of the missing", "The remains of forty sailors were not found. The search is continued."),
    ("Restricted area around the plant", "You are not authorised to enter the restricted area around the plant without a permit of the Ministry."),
    ("Identify the perpetrators", "We ask the authorities to identify the perpetrators and to bring them to justice."),
    ("Access of the press", "The press has no right of access to the hall, the Marshal said. We regret this decision."),
    ("Accept or reject: the referendum", "Voters may accept or reject the treaty on Sunday. The Government recommends to accept it."),
    ("Les traceurs dans les convois", "La France fournit des traceurs pour les convois humanitaires. Nos partenaires les acceptent."),
    ("Потеря паролей", "Министерство просит граждан сменить пароль на портале государственных услуг."),
    ("إطلاق بوابة التأشيرات", "أطلقت الوزارة بوابة جديدة للتأشيرات، ويمكن للمسافرين تسجيل الدخول بكلمة المرور السابقة."),
    ("关于签证系统登录的通知", "签证申请系统已恢复，申请人可使用原密码登录。外交部对给申请人造成的不便表示歉意。"),
]  # fmt: skip
BAR = "<div class='cookie-consent' role='dialog'><h2>Cookies</h2><p>We and our partners use cookies to measure our audience.</p><button>Accept all</button><button>Reject all</button></div>"
LOGIN = "<div class='login'><h3>Sign in</h3>" + PASSWORD.format("User", "Password") + "<p>Forgot your password? We can send you a new one.</p></div>"  # fmt: skip


@pytest.mark.parametrize(("title", "text"), ABOUT, ids=[title for title, _ in ABOUT])
@pytest.mark.parametrize("around", ["", BAR, LOGIN, BAR + LOGIN], ids=["alone", "bar", "login", "both"])
def test_a_statement_about_such_things_and_beside_such_forms_is_read(
    around: str, title: str, text: str
) -> None:
    main = f"<main><h1>{title}</h1><p>{text}</p></main>"
    for page in (framed("en", title, around + main), framed("en", title, main + around)):
        found = read(page)
        assert [draft.title for draft in found.drafts] == [title], found.reason
        assert text in found.drafts[0].body


def test_a_list_beside_such_forms_is_a_list() -> None:
    rows = "".join(
        f"<li><a href='/news/2024/statement-{n}'>Statement on subject {n}</a> <time>1{n} November 2025</time></li>"
        for n in range(8)
    )
    for main in (
        f"{BAR}{LOGIN}<h1>News</h1><ul>{rows}</ul>",
        f"<div class='list'><ul>{rows}</ul></div>{LOGIN}{BAR}",
    ):
        found = read(framed("en", "News", main))
        assert len(found.drafts) == 8, found
