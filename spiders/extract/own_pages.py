"""Pages of a site about itself, which hold no statement however much they say: its front page, how to reach it, its rules, a search,
the page of a tag.

Told by what a page is called, as a whole: no statement is titled "Contact" or "Privacy policy", and none stands at the root of a site.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from spiders.extract import wording
from spiders.extract.given import Given
from spiders.extract.page import Page
from spiders.extract.phrases import either, plain

_NAMES: Final = re.compile(
    "(?:"
    + either(
        "contact,contacts,contact us,contact details,contact information,contact form,contacts and opening hours,get in touch,how to contact us,press contact,press contacts,media contact,media contacts,press office contacts,write to us,find us,where to find us,how to find us,"
        "about,about us,about the ministry,about the ministry of foreign affairs,about the department,about this site,about this website,who we are,what we do,our mission,mission statement,vision and mission,organisation,organization,organisation chart,organizational chart,organisational structure,structure,history of the ministry,opening hours,working hours,"
        "privacy,privacy policy,privacy notice,privacy statement,data protection,data protection notice,cookies,cookie policy,cookie notice,use of cookies,terms of use,terms and conditions,terms of service,legal notice,legal information,disclaimer,copyright,copyright notice,imprint,accessibility,accessibility statement,security policy,website policy,hyperlinking policy,"
        "sitemap,site map,site index,help,faq,faqs,frequently asked questions,useful links,links,related links,feedback,careers,vacancies,job vacancies,jobs,job opportunities,recruitment,internships,tenders,procurement,photo gallery,photo galleries,photos,image gallery,video gallery,videos,gallery,multimedia,rss,rss feeds,newsletter,subscribe,subscribe to our newsletter,mailing list,telephone directory,phone directory,staff directory,"
        "embassies and consulates,diplomatic missions,find an embassy,calendar,calendar of events",
        "nous contacter,contactez-nous,contactez nous,contacts presse,contact presse,nous écrire,à propos,à propos du ministère,qui sommes-nous,organigramme,mentions légales,politique de confidentialité,confidentialité,protection des données,données personnelles,données personnelles et cookies,gestion des cookies,politique de cookies,conditions d'utilisation,conditions générales d'utilisation,accessibilité,déclaration d'accessibilité,plan du site,aide,foire aux questions,questions fréquentes,liens utiles,liens,offres d'emploi,recrutement,marchés publics,galerie photos,galerie photo,photothèque,vidéothèque,horaires d'ouverture,annuaire,flux rss,lettre d'information",
        "kontakt,kontakte,kontaktformular,kontakt und anfahrt,pressekontakt,ansprechpartner,anfahrt,über uns,das ministerium,organisationsplan,organigramm,impressum,datenschutz,datenschutzerklärung,datenschutzhinweise,datenschutzhinweis,nutzungsbedingungen,rechtliche hinweise,barrierefreiheit,erklärung zur barrierefreiheit,inhaltsverzeichnis,sitemap,hilfe,häufig gestellte fragen,häufige fragen,links,stellenangebote,karriere,ausschreibungen,bildergalerie,fotogalerie,mediathek,öffnungszeiten,leichte sprache,gebärdensprache",
        "contacto,contactos,contáctenos,contactenos,formulario de contacto,contacto de prensa,escríbanos,directorio,directorio telefónico,directorio de funcionarios,quiénes somos,acerca de,sobre el ministerio,misión y visión,misión,organigrama,estructura orgánica,aviso legal,aviso de privacidad,avisos de privacidad,política de privacidad,protección de datos,política de cookies,términos y condiciones,términos de uso,condiciones de uso,accesibilidad,declaración de accesibilidad,mapa del sitio,mapa web,ayuda,preguntas frecuentes,enlaces,enlaces de interés,empleo,convocatorias,licitaciones,galería de fotos,galería,fotogalería,galería de imágenes,videos,horarios,horario de atención,trámites y servicios,transparencia",
        "contato,contatos,fale conosco,contactos,contacte-nos,formulário de contacto,formulário de contato,contatos da imprensa,quem somos,sobre o ministério,organograma,estrutura organizacional,aviso legal,política de privacidade,proteção de dados,termos de uso,condições de utilização,acessibilidade,declaração de acessibilidade,mapa do site,mapa do sítio,ajuda,perguntas frequentes,links úteis,ligações úteis,concursos,licitações,galeria de fotos,galeria de imagens,horário de atendimento,acesso à informação",
        "contatti,contattaci,contatti stampa,dove siamo,chi siamo,il ministero,organigramma,note legali,privacy,informativa privacy,informativa sulla privacy,privacy policy,protezione dei dati,cookie policy,informativa sui cookie,accessibilità,dichiarazione di accessibilità,mappa del sito,aiuto,domande frequenti,link utili,lavora con noi,concorsi,bandi di gara,galleria fotografica,galleria immagini,orari,orari di apertura,amministrazione trasparente",
        "контакты,контактная информация,контакты для прессы,контакты для сми,обратная связь,как нас найти,схема проезда,о министерстве,о нас,о сайте,структура,структура министерства,политика конфиденциальности,политика обработки персональных данных,персональные данные,условия использования,правила использования,пользовательское соглашение,правовая информация,карта сайта,помощь,часто задаваемые вопросы,вопросы и ответы,полезные ссылки,ссылки,вакансии,закупки,государственные закупки,фотогалерея,фотоархив,видеогалерея,график работы,график приема,доступная среда,противодействие коррупции",
        "контакти,контактна інформація,контакти для змі,зворотний зв'язок,зворотній зв'язок,про міністерство,про нас,структура,політика конфіденційності,умови використання,карта сайту,мапа сайту,допомога,часті питання,поширені запитання,корисні посилання,вакансії,закупівлі,фотогалерея,відеогалерея,графік роботи,запобігання корупції",
        "اتصل بنا,اتصلوا بنا,تواصل معنا,تواصلوا معنا,للتواصل,للاتصال بنا,الاتصال بنا,بيانات الاتصال,معلومات الاتصال,جهات الاتصال,عن الوزارة,حول الوزارة,من نحن,نبذة عن الوزارة,الهيكل التنظيمي,الرؤية والرسالة,رؤيتنا,سياسة الخصوصية,الخصوصية,بيان الخصوصية,إخلاء المسؤولية,اخلاء المسؤولية,حقوق النشر,حقوق الملكية الفكرية,شروط الاستخدام,الشروط والأحكام,الشروط والاحكام,سهولة الوصول,إمكانية الوصول,خريطة الموقع,خارطة الموقع,المساعدة,مساعدة,الأسئلة الشائعة,الاسئلة الشائعة,أسئلة شائعة,الأسئلة المتكررة,روابط مفيدة,روابط ذات صلة,روابط,الوظائف,وظائف,الوظائف الشاغرة,المناقصات,معرض الصور,ألبوم الصور,البوم الصور,مكتبة الصور,معرض الفيديو,مكتبة الفيديو,ساعات العمل,أوقات العمل,البعثات الدبلوماسية,سفاراتنا,الخدمات القنصلية,المشاركة الإلكترونية,البيانات المفتوحة",
        "تماس با ما,ارتباط با ما,تماس,تلفن های تماس,درباره ما,درباره وزارت,درباره وزارت امور خارجه,درباره سایت,معرفی وزارت,ساختار سازمانی,چارت سازمانی,حریم خصوصی,سیاست حریم خصوصی,قوانین و مقررات,شرایط استفاده,نقشه سایت,راهنما,راهنمای سایت,سوالات متداول,پرسش های متداول,پیوندها,پیوندهای مفید,فرصت های شغلی,استخدام,مناقصات,گالری تصاویر,گالری عکس,گالری فیلم,نظرسنجی",
        "iletişim,bize ulaşın,bize yazın,iletişim formu,iletişim bilgileri,hakkımızda,bakanlık hakkında,bakanlığımız,teşkilat şeması,kuruluş şeması,görev ve yetkiler,misyon ve vizyon,gizlilik politikası,gizlilik bildirimi,kişisel verilerin korunması,çerez politikası,kullanım koşulları,kullanım şartları,yasal uyarı,telif hakkı,erişilebilirlik,site haritası,yardım,sıkça sorulan sorular,sık sorulan sorular,faydalı bağlantılar,bağlantılar,linkler,iş ilanları,ihaleler,ihale ilanları,fotoğraf galerisi,foto galeri,video galeri,çalışma saatleri,konsolosluk hizmetleri",
        "联系我们,联系方式,联络我们,聯絡我們,聯繫我們,与我们联系,关于我们,關於我們,外交部简介,机构设置,组织机构,組織架構,主要职责,主要职能,网站声明,版权声明,版權聲明,免责声明,免責聲明,隐私政策,隱私權政策,隐私保护,隱私權保護政策,隱私權及安全政策,使用条款,网站地图,網站地圖,網站導覽,帮助,使用帮助,帮助中心,常见问题,常見問題,常見問答,友情链接,相关链接,相關連結,招聘信息,人才招聘,招标公告,图片集,图片库,图集,视频,影音專區,办公时间,無障礙聲明,政府網站資料開放宣告",
        "お問い合わせ,お問合せ,お問い合わせ先,連絡先,アクセス,アクセスマップ,交通案内,所在地,外務省について,このサイトについて,当サイトについて,組織図,組織案内,個人情報保護,個人情報保護方針,プライバシーポリシー,法的事項,著作権,リンク・著作権,免責事項,利用規約,アクセシビリティ,ウェブアクセシビリティ,サイトマップ,ヘルプ,よくある質問,よくあるご質問,関連リンク,リンク,リンク集,採用情報,調達情報,写真集,フォトギャラリー,動画",
        "오시는 길,찾아오시는 길,연락처,문의하기,문의처,전화번호 안내,직원 안내,직원검색,외교부 소개,기관 소개,조직도,조직 및 기능,인사말,개인정보처리방침,개인정보 처리방침,이용약관,저작권정책,저작권 정책,누리집 이용안내,웹 접근성,사이트맵,누리집 지도,도움말,자주 묻는 질문,자주하는 질문,관련 사이트,관련사이트,채용정보,채용공고,입찰공고,사진,포토갤러리,동영상,rss 안내,뷰어 다운로드",
        "kontakt dla mediów,kontakt dla prasy,dane kontaktowe,o nas,o ministerstwie,struktura organizacyjna,polityka prywatności,ochrona danych osobowych,polityka cookies,nota prawna,warunki korzystania,regulamin,deklaracja dostępności,dostępność,mapa strony,mapa serwisu,pomoc,najczęściej zadawane pytania,pytania i odpowiedzi,przydatne linki,linki,praca,oferty pracy,zamówienia publiczne,przetargi,galeria,galeria zdjęć,fotogaleria,godziny otwarcia,godziny pracy",
        "צור קשר,צרו קשר,יצירת קשר,פניות הציבור,אודות,אודות המשרד,על המשרד,מי אנחנו,מבנה ארגוני,מדיניות פרטיות,תנאי שימוש,הצהרת נגישות,נגישות,מפת אתר,מפת האתר,עזרה,שאלות נפוצות,שאלות ותשובות,קישורים,קישורים שימושיים,דרושים,מכרזים,גלריית תמונות,גלריה,שעות פתיחה,שעות קבלה",
        "contactgegevens,contactformulier,perscontacten,over ons,over het ministerie,organogram,privacyverklaring,privacybeleid,cookieverklaring,cookiebeleid,cookies,gebruiksvoorwaarden,proclaimer,toegankelijkheid,toegankelijkheidsverklaring,help,veelgestelde vragen,werken bij,vacatures,aanbestedingen,fotogalerij,openingstijden,contactați-ne,contact presă,despre noi,despre minister,organigramă,politica de confidențialitate,protecția datelor,protecția datelor cu caracter personal,termeni și condiții,accesibilitate,harta site-ului,harta site,ajutor,întrebări frecvente,legături utile,linkuri utile,cariere,achiziții publice,licitații,galerie foto,program de lucru,program cu publicul",
        "επικοινωνία,στοιχεία επικοινωνίας,επικοινωνήστε μαζί μας,σχετικά,σχετικά με εμάς,το υπουργείο,οργανόγραμμα,πολιτική απορρήτου,προστασία προσωπικών δεδομένων,πολιτική cookies,όροι χρήσης,δήλωση προσβασιμότητας,προσβασιμότητα,χάρτης ιστοτόπου,χάρτης ιστοσελίδας,βοήθεια,συχνές ερωτήσεις,σύνδεσμοι,χρήσιμοι σύνδεσμοι,διαγωνισμοί,φωτογραφίες,ωράριο λειτουργίας,"
        "kontakta oss,kontaktuppgifter,presskontakt,presskontakter,om oss,om departementet,om webbplatsen,integritetspolicy,personuppgifter,behandling av personuppgifter,tillgänglighet,tillgänglighetsredogörelse,webbkarta,hjälp,vanliga frågor,lediga jobb,öppettider,yhteystiedot,ota yhteyttä,yhteystiedot medialle,tietoa meistä,tietoa ministeriöstä,tietosuoja,tietosuojaseloste,saavutettavuus,saavutettavuusseloste,sivukartta,usein kysytyt kysymykset,avoimet työpaikat,aukioloajat,kontakty,kontakty pro média,o ministerstvu,o nás,organizační struktura,ochrana osobních údajů,prohlášení o přístupnosti,mapa stránek,mapa webu,často kladené dotazy,časté dotazy,volná místa,veřejné zakázky,fotogalerie,úřední hodiny",
        "liên hệ,giới thiệu,cơ cấu tổ chức,chính sách bảo mật,điều khoản sử dụng,sơ đồ trang,sơ đồ trang web,câu hỏi thường gặp,liên kết,thư viện ảnh,ติดต่อเรา,ติดต่อ,เกี่ยวกับเรา,เกี่ยวกับกระทรวง,นโยบายความเป็นส่วนตัว,แผนผังเว็บไซต์,คำถามที่พบบ่อย,แกลเลอรี่,hubungi kami,kontak,tentang kami,tentang kementerian,struktur organisasi,kebijakan privasi,syarat dan ketentuan,peta situs,pertanyaan umum,tanya jawab,tautan,karier,galeri foto,jam kerja,kapcsolat,elérhetőség,elérhetőségek,rólunk,adatvédelem,adatkezelési tájékoztató,impresszum,oldaltérkép,gyakori kérdések,контакт,за нас,за министерството,политика за поверителност,карта на сайта,често задавани въпроси,контакти и работно време,о нама,о министарству,мапа сајта,o nama,mapa sajta,mapa weba,često postavljena pitanja,əlaqə,biz haqqımızda,байланыс,aloqa",
        "consulates general,embassies abroad,missions abroad,diplomatic network,consular network,addresses and telephone numbers,telephone numbers,open positions,job openings,current openings,employment opportunities,career opportunities,internship programme,traineeships,vacancy announcements,vacancy notices,work with us,working for us,join us,join our team,work for us,"
        "missions diplomatiques,réseau diplomatique,réseau diplomatique et consulaire,coordonnées,nous joindre,horaires,plan d'accès,postes vacants,postes à pourvoir,avis de vacance,avis de vacance de poste,nous rejoindre,travailler avec nous,carrières,offene stellen,freie stellen,aktuelle stellen,stellenanzeigen,standorte,arbeiten bei uns,"
        "misiones diplomáticas,representaciones en el exterior,red diplomática,red consular,ubicación,teléfonos,cómo llegar,vacantes,vacantes disponibles,ofertas de empleo,empleo público,trabaja con nosotros,bolsa de trabajo,missões diplomáticas,rede consular,rede diplomática,postos no exterior,endereço,endereços,telefones,como chegar,vagas,vagas abertas,vagas de emprego,ofertas de emprego,oportunidades de emprego,recrutamento,trabalhe conosco,trabalhe connosco,concursos públicos,"
        "rete diplomatica,la rete diplomatica,rete consolare,rete diplomatico-consolare,recapiti,indirizzo,indirizzi,come raggiungerci,posizioni aperte,offerte di lavoro,opportunità di lavoro,avvisi di assunzione,"
        "открытые вакансии,актуальные вакансии,вакантные должности,диппредставительства,дипломатические представительства,дипломатические миссии,зарубежные представительства,адрес,адреса,телефоны,реквизиты,работа у нас,трудоустройство,стажировка,стажировки,відкриті вакансії,актуальні вакансії,вакантні посади,амбасади,закордонні дипломатичні установи,дипломатичні представництва,адреса,адреси,телефони,кар'єра,стажування,"
        "الوظائف الحالية,الوظائف المتاحة,فرص العمل,فرص عمل,فرص التوظيف,التوظيف,وظائف شاغرة,إعلانات الوظائف,بعثاتنا,بعثاتنا في الخارج,البعثات في الخارج,دليل السفارات,دليل البعثات,العناوين,العنوان,عناوين الاتصال,أرقام الهواتف,نمایندگی ها,نمایندگی های خارج از کشور,سفارت ها و کنسولگری ها,نشانی,نشانی و تلفن,آگهی استخدام,همکاری با ما,"
        "açık pozisyonlar,kariyer,insan kaynakları,staj,personel alımı,personel alım ilanları,iş olanakları,yurt dışı temsilcilikler,yurt dışı temsilciliklerimiz,adres,ulaşım,驻外机构,驻外使领馆,驻外使馆,使领馆,使领馆信息,驻外使领馆信息,各国驻华使馆,駐外館處,駐外機構,地址,联系地址,交通指南,招聘,招聘公告,诚聘英才,加入我们,职位空缺,工作机会,人才招募,徵才,徵才資訊,"
        "在外公館,在外公館一覧,在外公館リスト,大使館・総領事館,住所,住所・連絡先,所在地・連絡先,連絡先・所在地,開館時間,採用,採用案内,求人,求人情報,職員募集,職員採用,재외공관,재외공관 안내,공관 안내,공관안내,대사관 및 총영사관,주소,주소 및 연락처,근무시간,채용,채용안내,채용 안내,채용 정보,구인,인재채용,"
        "placówki dyplomatyczne,placówki zagraniczne,przedstawicielstwa dyplomatyczne,adres,adresy,dojazd,kariera,wolne stanowiska,ogłoszenia o pracę,praktyki,שגרירויות,קונסוליות,נציגויות,נציגויות בחוץ לארץ,נציגויות ישראל,שגרירויות וקונסוליות,כתובת,כתובות,משרות,משרות פנויות,קריירה,vertegenwoordigingen,openstaande vacatures,bereikbaarheid,misiuni diplomatice,posturi vacante,locuri de muncă,adresa,"
        "πρεσβείες,προξενεία,πρεσβείες και προξενεία,διπλωματικές αποστολές,αρχές εξωτερικού,διευθύνσεις,διεύθυνση,θέσεις εργασίας,κενές θέσεις,προσλήψεις,σταδιοδρομία,πρακτική άσκηση,utlandsmyndigheter,adresser,jobba hos oss,edustustot,suurlähetystöt,suurlähetystöt ja konsulaatit,osoitteet,työpaikat,rekrytointi,zastupitelské úřady,diplomatické mise,volná pracovní místa,stáže,výběrová řízení,"
        "cơ quan đại diện,danh sách cơ quan đại diện,cơ quan đại diện ở nước ngoài,địa chỉ,tuyển dụng,việc làm,cơ hội việc làm,สถานเอกอัครราชทูต,ที่อยู่,เวลาทำการ,สมัครงาน,รับสมัครงาน,ตำแหน่งงานว่าง,kedutaan besar,perwakilan,daftar perwakilan,perwakilan di luar negeri,alamat,lowongan,lowongan kerja,lowongan pekerjaan,karir,külképviseletek,nagykövetségek,állások,állásajánlatok,álláslehetőségek,karrier,nyitvatartás,"
        "посолства,задгранични представителства,дипломатически мисии,свободни позиции,свободни работни места,кариери,работно време,амбасаде,конзулати,дипломатско-конзуларна представништва,радно време,слободна радна места,repræsentationer,ledige stillinger,åbningstider,kontakt os,utenriksstasjoner,åpningstider,kontakt oss",
    )
    + ")"
)
_FRONT_NAMES: Final = re.compile(
    "(?:"
    + either(
        "home,homepage,home page,front page,main page,accueil,page d'accueil,startseite,inicio,portada,página principal,página inicial,início,home page,главная,главная страница,головна,головна сторінка,الرئيسية,الصفحة الرئيسية,خانه,صفحه اصلی,صفحه نخست,ana sayfa,anasayfa,首页,首頁,ホーム,トップページ,홈,메인,strona główna,דף הבית,ראשי,acasă,prima pagină,αρχική,αρχική σελίδα,hem,startsida,etusivu,úvod,úvodní stránka,domov,trang chủ,หน้าแรก,หน้าหลัก,beranda,kezdőlap,főoldal,начало,насловна,почетна,naslovna,početna,forside"
    )
    + ")"
)
_SEARCH: Final = either(
    "search,recherche,rechercher,suche,suchergebnis,suchergebnisse,suchergebnisseite,búsqueda,buscar,buscador,ricerca,cerca,busca,pesquisa,pesquisar,поиск,بحث,البحث,جستجو,arama,搜索,搜索结果,站内搜索,检索,检索结果,高级搜索,搜尋,搜尋結果,站內搜尋,全文检索,検索,検索結果,サイト内検索,검색,검색결과,통합검색,wyszukiwarka,wyszukiwanie,szukaj,пошук,חיפוש,zoeken,zoekresultaten,căutare,αναζήτηση,sök,sökresultat,haku,hakutulokset,hakutulos,vyhledávání,hledání,ค้นหา,ผลการค้นหา,pencarian,keresés,találatok,търсене,претрага,pretraga"
)
_SEARCHES: Final = either(
    "search results,search result,search the site,site search,advanced search,search this site,recherche avancée,résultats de la recherche,résultats de recherche,résultat de la recherche,résultat de recherche,erweiterte suche,ergebnisse der suche,búsqueda avanzada,resultados de búsqueda,resultados de la búsqueda,resultado de la búsqueda,ricerca avanzata,risultati della ricerca,risultati ricerca,risultati di ricerca,busca avançada,resultados da busca,resultados da pesquisa,resultado da busca,resultado da pesquisa,поиск по сайту,результаты поиска,расширенный поиск,نتائج البحث,البحث المتقدم,نتيجة البحث,نتایج جستجو,جستجوی پیشرفته,نتیجه جستجو,site içi arama,arama sonuçları,arama sonucu,검색 결과,wyniki wyszukiwania,результати пошуку,пошук по сайту,תוצאות חיפוש,תוצאות החיפוש,rezultatele căutării,rezultate căutare,αποτελέσματα αναζήτησης,výsledky vyhledávání,výsledky hledání,tìm kiếm,kết quả tìm kiếm,hasil pencarian,keresési eredmények,резултати от търсенето,rezultati pretrage"
)
_SEARCH_NAMES: Final = re.compile(rf"(?:{_SEARCH}|{_SEARCHES})(?:\s?[:：(（\"'“”„«‘].*)?|(?:{_SEARCHES})\s.*")
_TAGS: Final = re.compile(
    "(?:"
    + either(
        "tag,tags,tag archives,tag archive,archives for tag,tagged,tagged with,posts tagged,keyword,keywords,topic,topics,label,étiquette,étiquettes,mot-clé,mots-clés,mot clé,archives par mot-clé,archives pour l'étiquette,schlagwort,schlagworte,schlagwörter,stichwort,etiqueta,etiquetas,palabra clave,archivo de la etiqueta,palavra-chave,marcador,parola chiave,etichetta,тег,теги,метка,метки,ключевое слово,архив метки,мітка,мітки,позначка,وسم,الوسم,وسوم,الكلمات المفتاحية,كلمة مفتاحية,أرشيف الوسم,برچسب,برچسب ها,کلیدواژه,کلید واژه,etiket,etiketler,标签,標籤,关键词,關鍵字,タグ,キーワード,태그,키워드,tag wpisów,słowo kluczowe,תגית,תגיות,תג,trefwoord,trefwoorden,etichetă,etichete,ετικέτα,ετικέτες,etikett,nyckelord,avainsana,asiasana,štítek,štítky,klíčové slovo,thẻ,từ khóa,ป้ายกำกับ,แท็ก,kata kunci,címke,етикет,ознака"
    )
    + r")(?:\s*[:：»›|#\"'“„«‘].*)?"
)
_TAG_PATH: Final = re.compile(
    r"/(?:(?:post-?)?tags?|hashtags?|etiquetas?|etiquettes?|mots?-cles?|schlagwort(?:e|er)?|keywords?|stichworte?|etiket(?:ler)?|taxonomy/term|categor(?:y|ies|ia|ias|ie|ies)|kategori(?:e|a|en)?|authors?|auteurs?|autor)/[^/]+(?:/page/\d+)?/?$",
    re.IGNORECASE,
)
_TAG_CLASS: Final = re.compile(
    r"(?:^|\s)(?:archive|tag|tag-\S+|taxonomy\S*|term-\S+|page-taxonomy\S*)(?=\s|$)"
)
_INDEX: Final = re.compile(
    r"(?:index|default|home|main|start|inicio|accueil|startseite|welcome|portada)(?:\.\w{2,5})?"
)
_CLASSES: Final = re.compile(
    r"(?:^|\s)(?:home|front|frontpage|path-frontpage|page-front|is-front|home-page|homepage)(?=\s|$)"
)


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_BAR: Final = re.compile(r"\s*[|｜]\s*")
_DASH: Final = re.compile(r"\s[-–—]\s")
_SITE: Final = re.compile(f"{_BAR.pattern}|{_DASH.pattern}")
_CORE: Final = _words(
    "contact contacts vacancies vacancy careers jobs internships internship tenders procurement directory embassies consulates faq faqs sitemap privacy cookies cookie imprint accessibility disclaimer newsletter gallery galleries album albums recruitment",
    "annuaire ambassades consulats organigramme confidentialite accessibilite recrutement emplois galerie photos phototheque videotheque stages concours",
    "kontakt kontakte kontaktdaten anfahrt impressum datenschutz barrierefreiheit stellenangebote stellenausschreibungen karriere ausschreibungen bildergalerie fotogalerie mediathek botschaften konsulate auslandsvertretungen vertretungen praktika",
    "contacto contactos directorio embajadas consulados organigrama accesibilidad empleo convocatorias licitaciones galeria fotogaleria pasantias contato contatos embaixadas organograma acessibilidade licitacoes estagios",
    "contatti ambasciate consolati accessibilita concorsi gare galleria fotogallery rubrica tirocini контакты вакансии закупки посольства консульства фотогалерея фотоальбом загранучреждения контакти вакансіі закупівлі",
    "السفارات والسفارات القنصليات والقنصليات الوظائف المناقصات سفاراتنا سفارتها نمايندگي سفارتخانه iletisim buyukelcilikler baskonsolosluklar temsilcilikler temsilciliklerimiz ihaleler galeri galerisi",
    "ambasady konsulaty placowki przetargi galeria staze consulaten vacatures fotogalerij ambasade cariere galerie ambassader konsulat lediga praktik velvyslanectvi konzulaty kariera",
)
"""Words one of which names a page of the site where nothing but `_BESIDE` stands with it, singly folded."""
_BESIDE: Final = _words(
    "current open available our the of and in for list all abroad by country countries page form details numbers telephone phone us information offices general department departments ministry foreign affairs job staff photo video press media missions diplomatic honorary",
    "des du de la le les l a et au aux liste toutes tous par pays en etranger ministere nos affaires etrangeres offres generale unsere und der die das im ausland alle aktuelle offene nach landern für fur",
    "y el los las del lista todas nuestro nuestras vigentes exterior actuales e os as o do da nossas no e i gli il delle dei elenco all estero nostre и в за рубежом список все наши министерства і у за кордоном наші",
    "و في الخارج قائمه ve yurtdisi is ilanlari tum oraz w za granica oferty pracy en van het in bij ministerie buitenland alle si in strainatate och i utlandet jobb",
)


_JOINED: Final = re.compile(
    r"\s*[&/、・+]\s*|\s*,\s+|\s+(?:and|und|et|y|e|i|и|та|і|و|ve|en|och|og|ja|si|και|es|va)\s+"
)
"""What stands between several such names: "Adresse et horaires"."""


def _composed(name: str) -> bool:
    """Whether a name is put together of words for such pages: "Annuaire des ambassades et consulats", "Current vacancies"."""
    words = re.findall(r"[^\W\d_]+", name)
    return (
        len(words) <= 8
        and not _CORE.isdisjoint(words)
        and all(word in _CORE or word in _BESIDE for word in words)
    )


def own_page(page: Page, *, title: str, heading: str, dated: bool, given: Given | None = None) -> str | None:
    """What a page is of its site, in words, or None where it may hold a statement. ``dated``: it shows a day of its own, as a note
    headed "Visas" does and the page about them does not. ``given``: what its list said of it; what is listed as a publication is none
    of these, whatever it is called, and neither is what is listed under another name than theirs."""
    if is_front(page):
        return "the front page of a site"
    if given is not None and given.item:
        return None
    dated = dated or (given is not None and _has_own_title(given))
    classed = _TAG_CLASS.search(page.root.xpath("string(//body/@class)").get("")) is not None
    pathed = _TAG_PATH.search(unquote(urlsplit(page.url).path)) is not None
    title = _without_site(title, heading, page.meta("og:site_name", "application-name") or "")
    named = [plain(heading), plain(title)] if heading else [plain(title)]
    stated = plain(page.title)
    for name in named:
        # A heading that stands on every page of a site says nothing; one that <title> repeats does.
        if name != plain(title) and not stated.startswith(name):
            continue
        if _is_own(name) and not dated:
            return f"a page of the site about itself ({(heading or title)[:60]!r})"
        if _SEARCH_NAMES.fullmatch(name):
            return f"a search of the site ({(heading or title)[:60]!r})"
        if _TAGS.fullmatch(name) and (classed or pathed):
            return f"the page of a tag ({(heading or title)[:60]!r})"
    if classed and pathed:
        return f"the page of a tag or category ({(heading or title)[:60]!r})"
    return None


def _has_own_title(given: Given) -> bool:
    """Whether a list names a page otherwise than sites name pages about themselves. "Read more" is no name."""
    return given.title != "" and not _is_own(plain(given.title)) and not wording.is_button(given.title)


def _is_own(name: str) -> bool:
    """Whether a name is that of a page of a site about itself."""
    return bool(_NAMES.fullmatch(name)) or _composed(name) or all(map(_NAMES.fullmatch, _JOINED.split(name)))


def _without_site(title: str, heading: str, site: str) -> str:
    """A title without the site's name behind it. Behind a dash it may be the matter ("Travel advice – Lebanon")."""
    title = _BAR.split(title)[0]
    head, *rest = _DASH.split(title)
    behind = plain(" ".join(rest))
    return head if rest and (plain(head) == plain(heading) or (behind and behind in plain(site))) else title


def is_front(page: Page) -> bool:
    """Whether a page is the first of its site or of one of its languages: by its address, or by what it calls itself."""
    if page.url:
        return is_root(page.url)
    stated = page.root.xpath("string(//link[@rel='canonical']/@href)").get("") or page.meta("og:url") or ""
    if stated and not is_root(stated):
        return False
    classed = _CLASSES.search(page.root.xpath("string(//body/@class)").get("")) is not None
    if stated and classed:
        return True  # some sites state their front page's address on every page
    if _FRONT_NAMES.fullmatch(plain(_SITE.split(page.title)[0])) is None:
        return False
    return bool(stated) or classed or not page.root.xpath("//h1[normalize-space()]")


def is_root(url: str) -> bool:
    """Whether an address has nothing behind its host but a language and the name of an index."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.query or parts.fragment:
        return False
    steps = [
        step.lower() for step in parts.path.split("/") if step and step.lower() not in ("pages", "web", "www")
    ]
    if steps and re.fullmatch(r"[a-z]{2}(?:[_-][a-z]{2,4})?", steps[0]):
        steps = steps[1:]
    return not steps or (len(steps) == 1 and _INDEX.fullmatch(steps[0]) is not None)
