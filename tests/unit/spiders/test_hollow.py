"""Pages that hold no statement are told, whatever their title; one sentence of a statement is enough to be read, whatever stands
around it. All pages are ours."""

from __future__ import annotations

import pytest

from spiders.extract.reading import sniff
from statements.model import Extraction
from tests.unit.spiders.learning.entries import HOST, chrome, entries, rows, words

TYPE = "text/html; charset=utf-8"


def read(html: str, path: str = "/news/4711") -> Extraction:
    return sniff(html.encode(), f"{HOST}{path}", TYPE)


def told(html: str, *verdicts: str, path: str = "/news/4711") -> str:
    """The reason with which a page is refused."""
    found = read(html, path)
    assert not found.drafts, found
    assert found.verdict.value in verdicts, found
    assert found.reason
    return found.reason


def stub(title: str, body: str, language: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


def framed(main: str, *, language: str = "en", title: str = "News | Ministry") -> str:
    """A page in a site's frame, with a cookie bar above, a newsletter box and rights below."""
    bar = '<div id="ck" class="ck-open"><p>This site uses cookies to count its visits.</p><button>OK</button></div>'
    box = '<div class="cell"><h4>Stay informed</h4><p>Receive our newsletter by e-mail every Friday morning.</p><input type="email" name="m"></div>'
    rights = '<div class="fin">© 2024 Ministry of Foreign Affairs. All rights reserved.</div>'
    return chrome(bar + main + box + rights, language=language).replace("News | Ministry", title, 1)


OTHERS = "<ul>" + rows(entries("en", "/news/{slug}"), lambda e: f'<li><a href="{e.path}">{e.title}</a> <span>{words(e.day, "en")}</span></li>') + "</ul>"  # fmt: skip

CLOSED = {
    "en": ("Site under maintenance", "We are carrying out scheduled maintenance. The website will be back at 6 pm."),
    "fr": ("Site en maintenance", "Notre site est momentanément indisponible. Merci de votre compréhension."),
    "de": ("Wartungsarbeiten", "Wegen Wartungsarbeiten ist diese Seite derzeit nicht erreichbar. Bitte versuchen Sie es später."),
    "es": ("Sitio en mantenimiento", "Estamos realizando tareas de mantenimiento. Volveremos el 12 de mayo de 2024."),
    "it": ("Manutenzione", "Il sito è temporaneamente non disponibile per lavori di manutenzione."),
    "ru": ("Технические работы", "Сайт временно недоступен. Завершение работ: 19 июня 2025 г., 06:00."),
    "uk": ("Технічні роботи", "Сайт тимчасово недоступний. Перепрошуємо за незручності."),
    "ar": ("الموقع تحت الصيانة", "نعتذر عن الإزعاج، الموقع غير متاح حالياً بسبب أعمال الصيانة."),
    "fa": ("در حال بروزرسانی", "وب‌سایت به منظور بروزرسانی موقتا از دسترس خارج شده است."),
    "tr": ("Bakım çalışması", "Sitemiz bakım çalışması nedeniyle geçici olarak hizmet verememektedir."),
    "zh": ("系统维护中", "网站正在维护中，请稍后再访问。给您带来的不便敬请谅解。"),
    "ja": ("メンテナンス中", "ただいまメンテナンスのためサービスを停止しております。"),
    "ko": ("시스템 점검 중", "보다 나은 서비스를 위해 시스템 점검 중입니다. 잠시 후 다시 이용해 주십시오."),
    "pl": ("Przerwa techniczna", "Strona jest chwilowo niedostępna z powodu prac technicznych."),
    "he": ("האתר בתחזוקה", "האתר אינו זמין כעת עקב עבודות תחזוקה."),
    "vi": ("Bảo trì hệ thống", "Trang web đang bảo trì, xin vui lòng quay lại sau."),
}  # fmt: skip


@pytest.mark.parametrize("language", CLOSED)
@pytest.mark.parametrize("named", [True, False], ids=["in the title", "in the text"])
def test_a_site_that_is_closed(language: str, named: bool) -> None:
    heading, text = CLOSED[language]
    title = heading if named else "mfa.example"
    body = f'<div class="stub"><img src="/logo.svg" alt="MFA"><h1>{heading}</h1><p>{text}</p><p>+990 22 000 00 00</p></div>'
    told(stub(title, body, language), "blocked")


GONE = {
    "en": "Sorry, the page you are looking for does not exist.",
    "fr": "La page que vous recherchez est introuvable.",
    "de": "Die gesuchte Seite existiert leider nicht.",
    "es": "No hemos encontrado la página.",
    "pt": "A página que procura não existe.",
    "it": "La pagina richiesta non è disponibile.",
    "ru": "К сожалению, запрашиваемая страница не найдена.",
    "ar": "عذراً، الصفحة المطلوبة غير موجودة.",
    "fa": "صفحه مورد نظر شما یافت نشد.",
    "tr": "Üzgünüz, aradığınız sayfa bulunamadı.",
    "zh": "抱歉，您访问的页面不存在或已被删除。",
    "ja": "お探しのページは見つかりませんでした。",
    "ko": "요청하신 페이지를 찾을 수 없습니다.",
    "pl": "Strona o podanym adresie nie istnieje.",
    "uk": "Запитувана сторінка не існує.",
    "he": "הדף המבוקש לא נמצא.",
    "nl": "De opgevraagde pagina bestaat niet.",
    "ro": "Pagina căutată nu există.",
    "el": "Η σελίδα που ζητήσατε δεν βρέθηκε.",
    "sv": "Sidan du söker kunde inte hittas.",
    "fi": "Etsimääsi sivua ei löytynyt.",
    "cs": "Požadovaná stránka nebyla nalezena.",
}


@pytest.mark.parametrize("language", GONE)
def test_a_missing_page_that_recommends_others(language: str) -> None:
    main = f'<main><div class="err"><img src="/404.png"><p>{GONE[language]}</p></div><div class="hot"><h3>Recommended</h3>{OTHERS}</div></main>'
    told(framed(main, language=language, title="Ministry"), "soft-404")


NOTHING = {
    "en": ("Search", "No results found for “tamerine”."),
    "fr": ("Rechercher", "Aucun résultat ne correspond à votre recherche"),
    "de": ("Suche", "Keine Treffer"),
    "es": ("Buscar", "No se encontraron resultados."),
    "ru": ("Поиск", "По вашему запросу ничего не найдено."),
    "ar": ("بحث", "لا توجد نتائج مطابقة"),
    "zh": ("搜索", "没有找到相关内容"),
    "ja": ("検索", "該当する情報はありません。"),
    "tr": ("Arama", "Sonuç bulunamadı."),
    "pl": ("Wyszukiwarka", "Brak wyników."),
    "sv": ("Sök", "Inga träffar"),
}


@pytest.mark.parametrize("language", NOTHING)
def test_a_search_that_found_nothing(language: str) -> None:
    heading, line = NOTHING[language]
    tips = "<ul><li>Check the spelling.</li><li>Take the quotation marks away to look for each word by itself.</li></ul>"
    main = f'<main><h1>{heading}</h1><form><input value="tamerine"><button>OK</button></form><h3>{line}</h3>{tips}</main>'
    told(framed(main, language=language, title=heading), "soft-404", path="/find?q=tamerine")


CONSENT = {
    "en": ("Your privacy", "We and our partners use cookies to measure visits and to show embedded media."),
    "fr": ("Votre vie privée", "Nous utilisons des cookies afin de mesurer l'audience de nos pages."),
    "de": (
        "Wir benötigen Ihre Zustimmung",
        "Wir verwenden Cookies, um die Reichweite zu messen und Medien anzuzeigen.",
    ),
    "es": (
        "Valoramos su privacidad",
        "Usamos cookies para medir las visitas y mostrar contenidos incrustados.",
    ),
    "it": ("La tua privacy", "Utilizziamo i cookie per misurare le visite e mostrare contenuti."),
    "ru": (
        "Использование файлов cookie",
        "Мы используем файлы cookie, чтобы измерять посещаемость наших страниц.",
    ),
    "ar": ("إعدادات ملفات تعريف الارتباط", "نستخدم ملفات تعريف الارتباط لقياس الزيارات وعرض المحتوى."),
    "zh": ("您的隐私", "我们使用 Cookie 来统计访问量并展示嵌入内容，请选择是否同意。"),
    "ja": ("Cookieの使用について", "当サイトでは、アクセス解析のためにCookieを使用しています。"),
    "pl": (
        "Szanujemy Twoją prywatność",
        "Używamy plików cookies, aby mierzyć liczbę odwiedzin naszych stron.",
    ),
}


@pytest.mark.parametrize("language", CONSENT)
def test_a_consent_page_with_a_hundred_partners(language: str) -> None:
    heading, text = CONSENT[language]
    partners = "".join(
        f'<div class="cmpvendor"><h3>Partner {n}</h3><p>Cookies: statistics, {n} days. Partner {n} Ltd.</p></div>'
        for n in range(100)
    )
    body = f'<div role="dialog"><h1>{heading}</h1><p>{text}</p><button>OK</button><p><a href="/privacy">Imprint</a></p></div>{partners}'
    told(stub(heading, body, language), "blocked")


@pytest.mark.parametrize(
    "words_",
    [
        "Loading…",
        "Memuat…",
        "Загрузка...",
        "Chargement en cours…",
        "جاري التحميل...",
        "در حال بارگذاری",
        "加载中…",
        "読み込み中です",
        "로딩 중입니다",
        "Yükleniyor…",
        "Ładowanie…",
        "กำลังโหลดข้อมูล",
    ],
)
def test_the_shell_of_an_application(words_: str) -> None:
    notice = "<noscript>Silakan aktifkan JavaScript untuk menggunakan aplikasi ini.</noscript>"
    told(
        stub(
            "Portal",
            f'<app-root><div class="splash"><p>{words_}</p></div></app-root>{notice}<script src="main.js"></script>',
        ),
        "empty",
        "parse-error",
    )


@pytest.mark.parametrize(
    "main",
    [
        '<article class="post"><h1 class="entry-title"></h1><div class="entry-content"></div></article>',
        '<div class="node"><h1></h1><div class="field--name-body"></div><div class="related"><h3>Related news</h3></div></div>',
        '<div class="bng-row"><div>SPOKESPERSON</div><div class="tit"></div><div class="time"> [GMT+7]</div><div class="ExternalClass"></div><div><a>Print</a></div><b>Other news</b><ul></ul></div>',
        f'<div class="item-page"><h2>News</h2></div><div class="more"><h3>Other news</h3>{OTHERS}</div>',
        '<table><tr><td>Date:</td><td></td></tr><tr><td>Title:</td><td></td></tr><tr><td>Views:</td><td>0</td></tr></table>',
    ],
    ids=["wordpress", "drupal", "sharepoint", "joomla with others", "fields"],
)  # fmt: skip
def test_a_template_that_nobody_filled(main: str) -> None:
    told(framed(f"<main>{main}</main>", title="News details"), "empty", "parse-error")


def test_a_picture_in_place_of_words() -> None:
    main = '<div class="ns-main"><h1>Announcement</h1><div><a href="/files/full.jpg"><img src="/files/notice.jpg" width="900" alt=""></a></div></div>'
    assert "picture" in told(framed(main, title="Announcement | Ministry"), "empty")


@pytest.mark.parametrize(
    ("main", "path"),
    [
        ('<div id="viewerContainer"><div id="viewer" class="pdfViewer"></div></div><p>Enter the password to open this PDF file:</p>', "/pdfjs/web/viewer.html?file=/s/water.pdf"),
        ('<h1>Statement on water</h1><embed src="/s/water.pdf" type="application/pdf">', "/news/1"),
        ('<h1>Statement on water</h1><object data="/s/water.pdf" type="application/pdf"></object>', "/news/1"),
        ('<h1>Statement on water</h1><iframe src="https://docs.google.com/viewer?url=https://www.mfa.example/s/water.pdf&embedded=true"></iframe>', "/news/1"),
        ('<h1>Statement on water</h1><p><a href="/s/water.pdf">Read the statement</a></p>', "/news/1"),
    ],
    ids=["pdf.js", "embed", "object", "google", "link"],
)  # fmt: skip
def test_a_document_in_a_frame_is_named(main: str, path: str) -> None:
    assert f"{HOST}/s/water.pdf" in told(stub("Viewer", main), "empty", "parse-error", path=path)


@pytest.mark.parametrize(
    "heading",
    [
        "Sign in",
        "Anmelden",
        "Connexion",
        "Вход",
        "تسجيل الدخول",
        "登录",
        "Giriş yap",
        "Zaloguj się",
        "Kirjaudu sisään",
    ],
)
def test_a_page_that_asks_who_one_is(heading: str) -> None:
    form = '<form><input name="user"><input type="password" name="pass"></form><div>Access to the newsroom is reserved to accredited correspondents.</div>'
    told(stub(f"{heading} - SSO", f"<h2>{heading}</h2>{form}"), "blocked")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("502 Bad Gateway", "<h1>502 Bad Gateway</h1><hr>nginx/1.18.0"),
        ("Runtime Error", "<h1>Server Error in '/' Application.</h1><h2><i>Runtime Error</i></h2><p>An application error occurred on the server. The current custom error settings prevent its details from being viewed.</p>"),
        ("Database Error", "<h1>Error establishing a database connection</h1>"),
        ("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the web server is successfully installed and working. Further configuration is required.</p>"),
        ("Index of /press", "<h1>Index of /press</h1><pre><a href='a.txt'>a.txt</a> 2024-01-05 10:00 1k</pre>"),
    ],
)  # fmt: skip
def test_what_a_server_shows_in_place_of_a_site(title: str, body: str) -> None:
    told(stub(title, body), "http-error")


SENTENCES = {
    "en": "The ministry condemns the attack on the convoy.",
    "fr": "La France condamne l'attentat de mardi.",
    "de": "Die Ministerin verurteilt den Angriff.",
    "ru": "МИД осуждает нападение на конвой.",
    "ar": "تدين الوزارة الهجوم على القافلة.",
    "fa": "وزارت امور خارجه این حمله را محکوم کرد.",
    "zh": "外交部对此次袭击表示强烈谴责。",
    "ja": "外務省はこの攻撃を強く非難する。",
    "ko": "외교부는 이번 공격을 강력히 규탄한다.",
    "th": "กระทรวงการต่างประเทศขอประณามการโจมตีขบวนรถบรรเทาทุกข์ในภาคเหนือเมื่อวันอังคารที่ผ่านมา",
    "he": "משרד החוץ מגנה את ההתקפה על השיירה.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_one_sentence_is_a_statement_in_any_frame(language: str) -> None:
    noscript = "<noscript>Please enable JavaScript to see the map.</noscript>"
    events = '<div class="events"><h3>Calendar</h3><p>No events found.</p></div>'
    search = '<form action="/search"><input type="text" name="q"></form>'
    text = SENTENCES[language]
    main = f'<main><h1>Attack in the north</h1><p>{text}</p></main>{events}{search}{noscript}<img src="/photo.jpg">'
    found = read(framed(main, language=language, title="Attack in the north | Ministry"))
    assert found.drafts and text in found.drafts[0].body, found


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Consular website under maintenance", "The website of the consular service will be unavailable on 5 May owing to scheduled maintenance."),
        ("Guidelines on cookie consent", "The data protection authority has published its guidelines on cookie consent for public bodies."),
        ("The agreement", "The document was not signed by all parties, and the talks will go on next week."),
        ("No results of the talks", "No results of the talks were announced today, the spokesperson said."),
        ("Security check at the border", "The ministry has taken note of the new security check at the border crossing."),
        ("Log in to the register of travellers", "Citizens are asked to sign in to the register before they travel abroad."),
        ("Coming soon: new passports", "New passports will be issued from 1 June onwards at all embassies."),
        ("List of delegates", "- Anna Berg, head of delegation<br>- Omar Haddad, deputy head of delegation<br>- Ines Costa, legal adviser of the ministry<br>- Jan Novak, adviser on trade and transit<br>- Li Wei, interpreter"),
    ],
)  # fmt: skip
def test_statements_that_use_such_words_are_read(title: str, text: str) -> None:
    found = read(
        framed(f"<main><h1>{title}</h1><p>3 May 2024</p><p>{text}</p></main>", title=f"{title} | Ministry")
    )
    assert found.drafts, found
    assert found.drafts[0].title == title
