"""Pages that say they are not there though they were answered with 200, in all our languages and whatever the site puts around them; and
short statements that speak of such things, of contacts, vacancies, opening hours and missing persons. All pages are ours."""

from __future__ import annotations

import pytest

from statements.labels import Verdict
from tests.unit.spiders.test_no_statements import bare, framed, read, refused

MISSING = [
    ('en', 'Error 404: Page not found', 'Unfortunately the page you requested could not be found. You may have used an old link or mistyped the address.'),
    ('en', '404 - Page not found', 'The page you are looking for may have been moved or deleted. Please use the search or go back to the home page.'),
    ('en', 'Oops! That page can’t be found.', 'It looks like nothing was found at this location. Maybe try a search?'),
    ('en', '404', 'Sorry, the content you are looking for does not exist on this site any more.'),
    ('fr', 'Erreur 404 : page introuvable', 'La page que vous recherchez est introuvable. Elle a peut-être été déplacée lors de la refonte de notre site.'),
    ('fr', 'Page non trouvée', 'La page demandée n’a pas pu être trouvée sur ce site. Vous pouvez utiliser le moteur de recherche.'),
    ('de', 'Fehler 404: Seite nicht gefunden', 'Leider konnte die von Ihnen gewünschte Seite nicht gefunden werden. Bitte nutzen Sie die Suche.'),
    ('de', 'Die Seite wurde nicht gefunden (404)', 'Die angeforderte Seite existiert nicht oder wurde verschoben. Bitte nutzen Sie die Suche.'),
    ('es', 'Error 404: página no encontrada', 'La página que busca no existe o ha cambiado de dirección. Le invitamos a usar el buscador del sitio.'),
    ('pt', 'Erro 404 - Página não encontrada', 'A página que procura não foi encontrada. Pode ter sido movida ou apagada do nosso sítio.'),
    ('it', 'Errore 404: pagina non trovata', 'La pagina richiesta non è disponibile o è stata spostata. Ti invitiamo a usare la ricerca del sito.'),
    ('ru', 'Ошибка 404: страница не найдена', 'К сожалению, запрашиваемая вами страница не найдена. Возможно, она была удалена или перенесена.'),
    ('uk', 'Помилка 404: сторінку не знайдено', 'На жаль, сторінку, яку ви шукаєте, не знайдено. Можливо, її було видалено або перенесено.'),
    ('ar', 'خطأ 404: الصفحة غير موجودة', 'عذرا، الصفحة التي تبحث عنها غير موجودة أو تم نقلها إلى عنوان آخر. يرجى استخدام البحث.'),
    ('fa', 'خطای ۴۰۴: صفحه یافت نشد', 'متأسفانه صفحه مورد نظر شما یافت نشد. ممکن است نشانی را اشتباه وارد کرده باشید.'),
    ('tr', 'Hata 404: Sayfa bulunamadı', 'Aradığınız sayfa bulunamadı. Sayfa kaldırılmış veya adresi değiştirilmiş olabilir.'),
    ('zh', '错误404：页面不存在', '抱歉，您访问的页面不存在或已被删除。请检查网址是否正确，或返回首页。'),
    ('zh', '404 找不到頁面', '很抱歉，您要找的頁面不存在或已被移除，請回首頁重新查詢。'),
    ('ja', '404エラー：ページが見つかりません', 'お探しのページは見つかりませんでした。移動または削除された可能性があります。'),
    ('ko', '404 오류: 페이지를 찾을 수 없습니다', '요청하신 페이지를 찾을 수 없습니다. 주소가 변경되었거나 삭제되었을 수 있습니다.'),
    ('pl', 'Błąd 404: nie znaleziono strony', 'Strona o podanym adresie nie istnieje lub została przeniesiona. Skorzystaj z wyszukiwarki.'),
    ('he', 'שגיאה 404: הדף לא נמצא', 'העמוד שחיפשת לא נמצא. ייתכן שהקישור שגוי או שהדף הוסר מן האתר.'),
    ('nl', 'Fout 404: pagina niet gevonden', 'De pagina die u zoekt bestaat niet of is verplaatst. Gebruik de zoekfunctie van deze site.'),
    ('ro', 'Eroare 404: pagina nu a fost găsită', 'Pagina pe care o căutați nu există sau a fost mutată. Vă rugăm să folosiți căutarea.'),
    ('el', 'Σφάλμα 404: η σελίδα δεν βρέθηκε', 'Η σελίδα που ζητήσατε δεν υπάρχει ή έχει μετακινηθεί. Χρησιμοποιήστε την αναζήτηση.'),
    ('sv', 'Fel 404: sidan kunde inte hittas', 'Sidan du söker finns inte eller har flyttats. Använd gärna sökfunktionen på webbplatsen.'),
    ('fi', 'Virhe 404: sivua ei löytynyt', 'Etsimääsi sivua ei löytynyt. Se on ehkä siirretty tai poistettu sivustolta.'),
    ('cs', 'Chyba 404: stránka nenalezena', 'Požadovaná stránka neexistuje nebo byla přesunuta. Použijte prosím vyhledávání.'),
    ('vi', 'Lỗi 404: không tìm thấy trang', 'Trang bạn tìm không tồn tại hoặc đã được chuyển đi. Vui lòng dùng chức năng tìm kiếm.'),
    ('th', 'ข้อผิดพลาด 404: ไม่พบหน้า', 'ไม่พบหน้าที่คุณต้องการ หน้านี้อาจถูกย้ายหรือลบไปแล้ว โปรดใช้การค้นหา'),
    ('id', 'Kesalahan 404: halaman tidak ditemukan', 'Halaman yang Anda cari tidak ditemukan. Halaman mungkin telah dipindahkan atau dihapus.'),
    ('hu', '404-es hiba: az oldal nem található', 'A keresett oldal nem található. Lehet, hogy áthelyezték vagy törölték.'),
    ('bg', 'Грешка 404: страницата не е намерена', 'Страницата, която търсите, не съществува или е преместена. Моля, използвайте търсачката.'),
    ('da', 'Fejl 404: siden blev ikke fundet', 'Den side, du søger, findes ikke eller er flyttet. Brug søgefunktionen på siden.'),
    ('no', 'Feil 404: siden finnes ikke', 'Siden du leter etter finnes ikke eller er flyttet. Bruk gjerne søket.'),
    ('sr', 'Грешка 404: страница није пронађена', 'Страница коју тражите не постоји или је премештена. Користите претрагу.'),
]  # fmt: skip
STATEMENTS = [
    ('en', '404 people evacuated from Kerovia', '<p>All 404 citizens who asked for help have left Kerovia by sea.</p>'),
    ('en', 'Page not found: the Minister on censorship', '<p>Whoever reads “page not found” reads the work of a censor. We call for an open internet.</p>'),
    ('en', 'Page not found – the Minister on censorship', '<p>Page not found. That is what citizens of Kerovia read today. We call for an open internet.</p>'),
    ('en', 'Error 404: how Kerovia hides its prisoners', '<p>Page not found is no answer to the families of the missing. We ask for their names.</p>'),
    ('en', 'The document was not found by the inspectors', '<p>The document was not found. We regret it and have asked the inspectors to go on.</p>'),
    ('en', 'Resolution 404 (1977)', '<p>The Council adopted resolution 404 by consensus and condemns the armed aggression.</p>'),
    ('en', 'Flight 404', '<p>We mourn the 62 victims of flight 404 and thank the rescuers of the Coast Guard.</p>'),
    ('de', '404 Soldaten kehren heim', '<p>404 Soldatinnen und Soldaten sind heute aus Kerowien zurückgekehrt.</p>'),
    ('fr', 'Page introuvable : la ministre sur la censure', '<p>La page introuvable est devenue le quotidien des lecteurs de Kérovie. Nous le condamnons.</p>'),
    ('ru', '404 гражданина эвакуированы', '<p>Все 404 гражданина, обратившиеся за помощью, покинули страну.</p>'),
    ('en', 'The wreck was not found', '<p>The wreck of the ferry was not found today. The search goes on tomorrow at first light.</p>'),
    ('zh', '404名公民撤离', '<p>我国404名公民已从该国安全撤离，感谢各方协助。</p>'),
    ('en', 'The consulate is closed on 9 May', '<p>The consulate will be closed on 9 May. We are sorry for the inconvenience.</p>'),
    ('en', 'Opening hours of the Embassy over the holidays', '<p>From 23 December the consular section is open from 9:00 to 12:00 only.</p>'),
    ('en', 'Missing persons in the flood', '<p>Relatives of the missing may call the crisis centre at any hour:</p><ul><li>Tel. +00 555 12 00</li><li>Tel. +00 555 12 01</li><li>Tel. +00 555 12 02</li><li>crisis@mfa.example</li></ul>'),
    ('en', 'Vacancies for observers in Kerovia', '<p>Our country will send twelve observers. Those who wish to serve may write to us until 9 May.</p><ul><li>observers@mfa.example</li><li>Tel. +00 555 12 00</li></ul>'),
    ('de', 'Kontakt nach Kerowien abgebrochen', '<p>Der Kontakt zu unserem Team in Kerowien ist seit gestern Abend abgebrochen.</p>'),
    ('fr', 'Horaires du consulat', '<p>Le consulat sera exceptionnellement fermé le 9 mai. Un numéro d’urgence reste ouvert : +00 555 12 00.</p>'),
    ('es', 'Horario especial del consulado', '<p>El consulado atenderá de 9:00 a 12:00 los días 24 y 31 de diciembre.</p><p>Tel. +00 555 12 00</p>'),
    ('ja', '在留邦人の皆様へ', '<p>大使館は明日休館します。緊急の場合は次の番号へご連絡ください。</p><p>電話：+00-555-1200</p>'),
    ('ru', 'Телефоны экстренной связи', '<p>В связи с землетрясением посольство открыло дополнительные телефонные линии для граждан.</p><p>+00 555 12 00</p><p>+00 555 12 01</p><p>+00 555 12 02</p><p>+00 555 12 03</p>'),
]  # fmt: skip
COOKIES = (
    "<div class=cc><p>We use cookies and similar technologies to run this site, to measure how it is used and to show you content from "
    "social networks. You can accept or reject them, and you can change your mind at any time.</p></div>"
)
POPULAR = "".join(
    f"<section class=t{n}><h3>Popular {n}</h3><p>The Ministry works for peace and for the interests of our citizens all over the "
    "world, together with its partners in the region.</p></section>"
    for n in range(9)
)


@pytest.mark.parametrize(("language", "name", "said"), MISSING, ids=[name for _, name, _ in MISSING])
def test_a_page_that_is_not_there_is_told_whatever_stands_around_it(
    language: str, name: str, said: str
) -> None:
    own = f"<h1>{name}</h1><p>{said}</p>"
    short = name.rpartition(":")[2].rpartition("：")[2].strip()
    for page in (
        bare(language, name, own),
        framed(language, name, own),
        framed(language, "Ministry", own),
        framed(language, name, COOKIES + own),
        framed(language, short, COOKIES + own + POPULAR),
        framed(language, name, f"<h1>Ministry</h1><h2>{name}</h2><p>{said}</p>{POPULAR}"),
    ):
        assert refused(page) in (Verdict.SOFT_404, Verdict.EMPTY)


@pytest.mark.parametrize(("language", "title", "body"), STATEMENTS, ids=[title for _, title, _ in STATEMENTS])
def test_a_short_statement_that_speaks_of_such_things_is_read(language: str, title: str, body: str) -> None:
    for page in (
        bare(language, title, f"<h1>{title}</h1>{body}"),
        framed(language, title, f"<h1>{title}</h1>{body}"),
    ):
        found = read(page)
        assert len(found.drafts) == 1, found
        assert found.drafts[0].title == title


@pytest.mark.parametrize(
    "name",
    [
        "Open positions", "Job openings", "Missions abroad", "Contact and opening hours", "Work with us", "Postes vacants", "Réseau diplomatique", "Coordonnées et horaires", "Offene Stellen",
        "Kontakt & Öffnungszeiten", "Vacantes", "Red diplomática", "Vagas abertas", "Rede consular", "Posizioni aperte", "Contatti e orari", "Rete diplomatica", "Открытые вакансии", "Адрес и телефоны",
        "Відкриті вакансії", "Амбасади", "الوظائف الحالية", "بعثاتنا في الخارج", "نمایندگی های خارج از کشور", "Açık pozisyonlar", "İletişim ve adres", "驻外使领馆", "招聘", "駐外館處", "在外公館一覧",
        "採用案内", "재외공관", "채용안내", "Placówki dyplomatyczne", "שגרירויות וקונסוליות", "משרות פנויות", "Openstaande vacatures", "Posturi vacante", "Πρεσβείες και προξενεία", "Utlandsmyndigheter",
        "Edustustot", "Zastupitelské úřady", "Tuyển dụng", "สมัครงาน", "Lowongan kerja", "Külképviseletek", "Посолства", "Амбасаде и конзулати", "Ledige stillinger",
    ],
)  # fmt: skip
def test_lists_of_posts_missions_and_numbers_are_told_by_their_names(name: str) -> None:
    rows = "".join(f"<tr><td>Kesh {n}</td><td>VN/10{n}</td><td>15 Jan</td></tr>" for n in range(6))
    own = (
        f"<h1>{name}</h1><table>{rows}</table><p>The programme is open all year to everybody who applies.</p>"
    )
    for page in (bare("en", f"{name} | MFA", own), framed("en", name, own)):
        assert refused(page, "/about/page") is Verdict.EMPTY


@pytest.mark.parametrize(
    "title",
    [
        "Embassies and consulates reopen in Dahlan", "Vacancies in the Human Rights Council", "Contact Group", "Address", "Working hours of the truce commission", "Посольства закрыты", "Вакансии в Совете заполнены",
        "Ambassades fermées à Dahlan", "Botschaften in Dahlan geschlossen", "Embajadas y consulados cerrados", "驻外使领馆提醒", "在外公館の閉鎖について", "السفارات تغلق أبوابها",
    ],
)  # fmt: skip
def test_a_statement_about_missions_and_posts_is_read(title: str) -> None:
    said = "<p>The Ministry condemns what happened this morning at the gates.</p>"
    assert read(framed("en", title, f"<h1>{title}</h1>{said}")).drafts[0].title == title
