"""What the furniture of a page says, in all our languages: its buttons and its headings.

Everything here is matched against a whole line or the start of one, folded by `fold` of `statements.months` (lower case,
no accents, one form of each Arabic letter), so that a sentence which merely contains such a word is never touched.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from spiders.extract.date_labels import EVENT, MODIFIED, MODIFIED_WORDS, PUBLISHED, PUBLISHED_WORDS
from spiders.extract.phrases import either, folded, plain

# --- lines of furniture ------------------------------------------------------------------------------------------

_BUTTONS = (
    "advertisement, sponsored, publicidad, publicidad institucional, publicité, anzeige, werbung, pubblicità, publicidade, реклама, reklam, reklama, 广告, 廣告, 広告, 광고,"
    "print version, version for print, share, share this, share this page, share this article, share article, share page, share via, share on, share with, share story, share it, tweet, facebook,"
    "twitter, x, linkedin, whatsapp, telegram, instagram, youtube, viber, messenger, vk, vkontakte, ok, odnoklassniki, weibo, wechat, line, reddit, pinterest,"
    "email, e-mail, mail, email this, send, send by email, send to a friend, print, print page, print this page, print article, printer friendly version,"
    "printable version, printer-friendly version, pdf, download, download pdf, download as pdf, save as pdf, export to pdf, save, bookmark, copy, copy link, link copied, copied, copy url,"
    "back, go back, back to top, back to the top, back to list, back to news, back to previous page, back to all news, back to press releases, back to overview, return to top, top, top of page, to top, scroll to top,"
    "read more, read less, learn more, more, see more, show more, show less, view more, load more, find out more, more info, more information, details, view all, see all, all news, more news, all press releases, see all news, view all news,"
    "continue reading, read the full statement, read full story, click here, previous, next, previous post, next post, previous article, next article, prev, older, newer, previous news, next news, older posts, newer posts,"
    "listen, listen to this article, play, pause, stop, close, open, menu, search, home, home page, main page, homepage, follow us, follow us on, follow, subscribe, sign up, log in, login, register, loading, please wait,"
    "skip to content, skip to main content, skip to main navigation, toggle navigation, expand all, collapse all, accept, accept all, decline, ok got it, got it,"
    "a- a a+, a a a, a+, a-, a+ a-, text size, font size, increase font size, decrease font size, zoom in, zoom out, view gallery, photo gallery, image gallery, gallery, photo, photos, image, images, video, videos, view image, enlarge image, view larger image,"
    "you are here, you are here: home, tags, tag, topics, topic, categories, category, keywords, share to, leave a comment, post a comment, no comments, comments, comment, 0 comments, add comment, comments are closed,"
    "was this page helpful, was this page useful, is this page useful, rate this page, report a problem, yes, no, thank you for your feedback, translate, translate this page, language, english, this page in other languages, all rights reserved,"
    "related, related links, related news, related articles, related content, see also, latest news, other news, recent news, recent posts, most read, popular, news, press release, press releases, statement, statements, source, photo credit, views, read time, cite, help us improve",
    "partager, partager cette page, partager sur, partager l'article, imprimer, imprimer la page, envoyer, envoyer par courriel, envoyer à un ami, télécharger, télécharger le pdf, retour, retour en haut, haut de page, haut de la page, retour à la liste, retour aux actualités,"
    "lire la suite, en savoir plus, voir plus, voir tout, toutes les actualités, toute l'actualité, précédent, suivant, article précédent, article suivant, accueil, rechercher, recherche, fermer, menu, écouter, suivez-nous, s'abonner, copier, copier le lien, lien copié, mots-clés,"
    "agrandir, lire aussi, à lire aussi, actualités, actualité, communiqué, communiqué de presse, communiqués, tous droits réservés, vous êtes ici, afficher plus, plus d'informations, charger plus, thématiques, thème, thèmes, écouter l'article, ajouter à mes favoris",
    "teilen, seite teilen, beitrag teilen, artikel teilen, drucken, seite drucken, artikel drucken, empfehlen, weiterempfehlen, herunterladen, download, pdf herunterladen, zurück, zurück zur übersicht, nach oben, zum seitenanfang, seitenanfang, weiterlesen, mehr, mehr lesen, mehr erfahren, mehr anzeigen,"
    "alle anzeigen, alle meldungen, vorherige, nächste, vorheriger, nächster, vorheriger artikel, nächster artikel, startseite, suche, suchen, schließen, menü, vorlesen, anhören, folgen sie uns, abonnieren, link kopieren, schlagworte, schlagwörter, zum inhalt springen, zur hauptnavigation springen, pressemitteilung, pressemitteilungen,"
    "meldung, seite empfehlen, zum thema, weitere informationen, weitere meldungen, themen, bild vergrößern, per e-mail teilen, auf facebook teilen, auf twitter teilen, per mail versenden, kontrast, leichte sprache, gebärdensprache, zurück zum seitenanfang",
    "compartir, compartir en, compartir esta página, comparte, imprimir, imprimir página, enviar, enviar por correo, descargar, descargar pdf, volver, volver arriba, subir, leer más, ver más, más información, ver todo, ver todas, todas las noticias, anterior, siguiente, noticia anterior, noticia siguiente, inicio, buscar, cerrar, menú,"
    "escuchar, síguenos, suscribirse, suscríbete, copiar, copiar enlace, etiquetas, temas, noticias, noticia, comunicado, comunicados, comunicado de prensa, nota de prensa, notas de prensa, relacionados, noticias relacionadas, usted está aquí, saltar al contenido principal, compártelo, regresar, más noticias, cargar más",
    "condividi, condividi su, stampa, stampa pagina, invia, invia per email, scarica, scarica pdf, indietro, torna su, torna in alto, torna alla lista, leggi tutto, leggi di più, continua a leggere, approfondisci, vedi tutti, tutte le notizie, precedente, successivo, articolo precedente, articolo successivo, home, cerca, chiudi, menu,"
    "ascolta, seguici, seguici su, iscriviti, copia link, argomenti, tag, comunicati, comunicato stampa, comunicati stampa, notizie, notizia, ti potrebbe interessare anche, ti potrebbe interessare, vai al contenuto principale, tutti i diritti riservati, mostra di più",
    "compartilhar, compartilhe, compartilhar no facebook, compartilhar no twitter, partilhar, imprimir, enviar, baixar, descarregar, baixar pdf, voltar, voltar ao topo, voltar para o topo, topo, leia mais, ler mais, saiba mais, ver mais, ver todos, ver todas, todas as notícias, anterior, próximo, próxima, seguinte, início, página inicial, buscar, pesquisar, fechar, ouvir,"
    "siga-nos, assinar, copiar link, copiar para área de transferência, link para copiar para área de transferência, registrado em, categoria, categorias, assuntos, marcadores, notícias, notícia, nota à imprensa, notas à imprensa, relacionados, notícias relacionadas, você está aqui, ir para o conteúdo, acessibilidade, compartilhe por facebook, compartilhe por twitter, compartilhe por linkedin, compartilhe por whatsapp",
    "поделиться, поделиться в соцсетях, поделиться ссылкой, распечатать, печать, версия для печати, отправить, отправить по почте, скачать, скачать pdf, назад, наверх, вверх, вернуться, к списку, назад к списку, вернуться к списку, читать далее, читать дальше, читать полностью, подробнее, далее, ещё, еще, показать ещё, показать еще, все новости, предыдущая, следующая, предыдущая новость, следующая новость, вперёд, вперед, главная, поиск, закрыть, меню,"
    "слушать, подписаться, подписывайтесь на нас, копировать ссылку, скопировать ссылку, ссылка скопирована, теги, метки, ключевые слова, темы, рубрики, новости, пресс-релиз, пресс-релизы, заявления, смотрите также, читайте также, похожие новости, другие новости, материалы по теме, дополнительные материалы, все материалы, просмотров, количество просмотров, фото, видео, твитнуть, вконтакте, одноклассники, телеграм, версия для слабовидящих",
    "مشاركة, شارك, شارك هذه المقالة, شارك هذا الخبر, شارك الخبر, شارك هذه الصفحة, شارك المقال, شارك على, مشاركة الخبر, مشاركة على, طباعة, اطبع, طباعة الصفحة, نسخة للطباعة, ارسال, ارسل, ارسال الى صديق, تحميل, تنزيل, تحميل الملف, رجوع, عودة, العودة, الرجوع, العودة الى الاعلى, العودة للاعلى, الى الاعلى, اقرأ المزيد, اقرا المزيد, قراءة المزيد, المزيد, عرض المزيد, عرض الكل, مشاهدة الكل, كل الاخبار, جميع الاخبار, المزيد من الاخبار, السابق, التالي, الخبر السابق, الخبر التالي, المقال السابق, المقال التالي,"
    "الرئيسية, الصفحة الرئيسية, بحث, البحث, اغلاق, القائمة, استمع, تابعنا, تابعونا, اشترك, نسخ الرابط, تم نسخ الرابط, الوسوم, كلمات مفتاحية, الكلمات المفتاحية, الاخبار, اخبار, بيان صحفي, بيانات صحفية, اخبار ذات صلة, مواضيع ذات صلة, ذات صلة, روابط ذات صلة, اقرا ايضا, انت هنا, فيسبوك, تويتر, واتساب, تلغرام, تيليجرام, جميع الحقوق محفوظة, حفظ, صور, فيديو, تصغير الخط, تكبير الخط, حجم الخط, قيم هذه الصفحة, هل كانت هذه الصفحة مفيدة",
    "اشتراک گذاری, به اشتراک گذاری, به اشتراک بگذارید, اشتراک, چاپ, نسخه چاپی, پرینت, ارسال, ارسال به دوستان, دانلود, دریافت فایل, بازگشت, بازگشت به بالا, بالای صفحه, ادامه مطلب, بیشتر, بیشتر بخوانید, اطلاعات بیشتر, همه اخبار, مشاهده همه, قبلی, بعدی, خبر قبلی, خبر بعدی, صفحه اصلی, خانه, جستجو, بستن, منو, گوش دادن, دنبال کنید, عضویت, کپی لینک, لینک کوتاه, برچسب ها, برچسب‌ها, کلیدواژه ها, کلمات کلیدی, اخبار, خبر, اخبار مرتبط, مطالب مرتبط, خبرهای مرتبط, فیسبوک, توییتر, واتساپ, تلگرام, نظرات, نظر شما, ارسال نظر, کد خبر, تعداد بازدید, پسندیدن",
    "paylaş, sayfayı paylaş, bu haberi paylaş, yazdır, sayfayı yazdır, gönder, arkadaşına gönder, indir, pdf indir, geri, geri dön, başa dön, yukarı, yukarı çık, devamını oku, devamı, daha fazla, daha fazlası, detaylar, tümünü gör, tüm haberler, tümü, önceki, sonraki, önceki haber, sonraki haber, ana sayfa, anasayfa, ara, arama, kapat, menü, dinle, bizi takip edin, takip et, abone ol, bağlantıyı kopyala, etiketler, haberler, haber, basın açıklaması, basın açıklamaları, ilgili haberler, benzer haberler, diğer haberler, diğer açıklamalar, açıklamalar, duyurular, yazı boyutu, e-posta",
    "分享, 分享到, 分享至, 分享到微信, 转发, 打印, 打印本页, 打印页面, 关闭, 关闭窗口, 打印本稿, 推荐给朋友, 下载, 返回, 返回顶部, 返回列表, 返回首页, 返回上一页, 阅读更多, 更多, 更多内容, 查看更多, 查看全部, 上一篇, 下一篇, 上一页, 下一页, 首页, 搜索, 菜单, 收藏, 纠错, 我要纠错, 字号, 字体, 大, 中, 小, 大 中 小, 标签, 关键词, 新闻, 相关新闻, 相关报道, 相关链接, 相关文章, 相关文档, 扫一扫, 扫一扫在手机打开当前页, 微信, 微博, 分享本页, 复制链接, 列印, 友善列印, 回上一頁, 回上頁, 回首頁, 更多新聞, 相關新聞, 相關連結, 責任編輯, 當前位置, 您的位置, 当前位置",
    "シェア, シェアする, 共有, ツイート, 印刷, 印刷する, このページを印刷する, 印刷用ページ, ダウンロード, 戻る, 前のページへ戻る, トップへ戻る, ページトップへ, ページの先頭へ, ページの先頭へ戻る, 一覧へ戻る, 一覧に戻る, 続きを読む, 詳細, 詳しくはこちら, もっと見る, 一覧, 一覧を見る, 前へ, 次へ, 前の記事, 次の記事, ホーム, トップページ, 検索, 閉じる, メニュー, フォローする, タグ, キーワード, 関連リンク, 関連記事, 関連情報, 関連ページ, 報道発表, 新着情報, お知らせ, 本文へ, 英語版 (english), フェイスブック, ライン, このページのトップへ戻る",
    "공유, 공유하기, 페이스북, 트위터, 카카오톡, 카카오스토리, 네이버, 밴드, url 복사, 링크 복사, 주소 복사, 인쇄, 인쇄하기, 프린트, 다운로드, 첨부파일, 첨부파일 다운로드, 뒤로, 맨 위로, 위로, 목록, 목록으로, 목록보기, 더보기, 자세히 보기, 전체보기, 이전, 다음, 이전글, 다음글, 이전 글, 다음 글, 홈, 검색, 닫기, 메뉴, 태그, 관련 기사, 관련기사, 관련 링크, 뉴스, 보도자료, 글자크기, 글자 크게, 글자 작게, 스크랩, 조회수, 조회, 담당부서, 만족도 조사",
    "udostępnij, udostępnij na facebooku, udostępnij na twitterze, podziel się, drukuj, wydrukuj, drukuj stronę, wyślij, pobierz, pobierz pdf, wróć, powrót, do góry, wróć do góry, powrót do góry, czytaj więcej, więcej, dowiedz się więcej, zobacz więcej, zobacz wszystkie, wszystkie aktualności, poprzedni, następny, poprzednia, następna, strona główna, szukaj, zamknij, menu, posłuchaj, obserwuj nas, subskrybuj, kopiuj link, tagi, wiadomości, aktualności, powiązane, zobacz także, zobacz też, przejdź do treści, wyświetl, komunikat, zdjęcia, galeria",
    "поділитися, поширити, роздрукувати, друк, друкувати, версія для друку, надіслати, завантажити, назад, вгору, нагору, повернутися, до списку, читати далі, детальніше, докладніше, більше, показати ще, всі новини, усі новини, попередня, наступна, головна, пошук, закрити, меню, підписатися, копіювати посилання, теги, новини, дивіться також, читайте також, схожі новини, інші новини",
    "שתף, שיתוף, שתפו, שתף בפייסבוק, הדפס, הדפסה, הדפסת העמוד, שלח, שלח לחבר, הורדה, הורד, חזרה, חזור, חזרה למעלה, לראש העמוד, קרא עוד, עוד, המשך קריאה, לקריאה נוספת, הצג עוד, לכל החדשות, הקודם, הבא, דף הבית, ראשי, חיפוש, סגור, תפריט, עקבו אחרינו, העתק קישור, תגיות, חדשות, הודעות לעיתונות, קישורים נוספים, כתבות נוספות",
    "delen, deel deze pagina, deel dit artikel, deel via, afdrukken, print, verstuur, download, downloaden, terug, terug naar boven, naar boven, lees meer, lees verder, meer, meer informatie, bekijk alle, alle nieuwsberichten, vorige, volgende, home, zoeken, sluiten, menu, luister, volg ons, kopieer link, trefwoorden, nieuws, nieuwsbericht, gerelateerd, zie ook, ga direct naar inhoud, abonneren, documenten",
    "distribuie, distribuiți, partajează, tipărește, printează, imprimă, trimite, descarcă, înapoi, înapoi sus, sus, citește mai mult, citește tot, mai mult, mai multe, vezi toate, vezi mai mult, toate știrile, anterior, următor, următorul, precedent, acasă, căutare, caută, închide, meniu, urmărește-ne, abonează-te, copiază link, etichete, știri, noutăți, comunicate, comunicate de presă, comunicat de presă, articole similare, vezi și",
    "κοινοποίηση, κοινοποίησε, μοιραστείτε, μοιράσου, εκτύπωση, εκτυπώστε, αποστολή, λήψη, κατεβάστε, πίσω, επιστροφή, επιστροφή στην κορυφή, πάνω, κορυφή, διαβάστε περισσότερα, περισσότερα, δείτε περισσότερα, δείτε όλα, όλα τα νέα, προηγούμενο, επόμενο, αρχική, αρχική σελίδα, αναζήτηση, κλείσιμο, μενού, ακολουθήστε μας, εγγραφή, ετικέτες, νέα, ανακοινώσεις, σχετικά, σχετικά άρθρα, δείτε επίσης, δελτία τύπου, δελτίο τύπου",
    "dela, dela sidan, dela på facebook, dela på twitter, dela på linkedin, skriv ut, skriv ut sidan, skicka, ladda ner, ladda ned, tillbaka, till toppen, upp, läs mer, mer, visa mer, visa alla, alla nyheter, föregående, nästa, hem, startsida, sök, stäng, meny, lyssna, följ oss, prenumerera, kopiera länk, taggar, nyheter, pressmeddelande, pressmeddelanden, relaterat, se även, gå till innehåll",
    "jaa, jaa sivu, jaa facebookissa, jaa twitterissä, tulosta, tulosta sivu, lähetä, lataa, takaisin, takaisin ylös, ylös, lue lisää, lisää, näytä lisää, näytä kaikki, kaikki uutiset, edellinen, seuraava, etusivu, haku, hae, sulje, valikko, kuuntele, seuraa meitä, tilaa, kopioi linkki, avainsanat, asiasanat, uutiset, tiedotteet, tiedote, katso myös, siirry sisältöön, liittyvät",
    "sdílet, sdílejte, sdílet na facebooku, tisk, tisknout, vytisknout, odeslat, poslat, stáhnout, zpět, zpět nahoru, nahoru, zpět na seznam, číst více, číst dál, více, zobrazit více, zobrazit vše, všechny zprávy, předchozí, další, následující, domů, úvod, hledat, zavřít, menu, sledujte nás, odebírat, kopírovat odkaz, štítky, zprávy, aktuality, tiskové zprávy, tisková zpráva, související, související články, viz také",
)  # fmt: skip
_BUTTON: Final = frozenset(word for table in _BUTTONS for word in folded(table))
_PATTERNS: Final = re.compile(
    r"""(?:click\ to\ |bitte\ )?(?:share|tweet|post|print|send|email|partager|teilen|compartir|condividi|compartilhar?|paylas|поделиться|مشاركه|شارك)
        (?:\ (?:this|the|cette|diese[sn]?|esta?|page|article|post|story|news|link|seite|artikel|pagina|هذا|هذه|الخبر|المقاله|الصفحه))*
        (?:\ (?:on|to|via|with|by|at|sur|auf|per|en|su|no|em|por|в|на|على|عبر|this))*
        \ (?:facebook|twitter|x|linkedin|whatsapp|telegram|pinterest|reddit|tumblr|e-?mail|mail|page|article|a\ link\ to\ a\ friend|friend|فيسبوك|تويتر|واتساب)\b.{0,40}
    | (?:opens|s'ouvre|offnet)\ (?:in|dans|sich)\ .{0,30}
    | (?:visits?|views?|hits?|reads?|просмотров|просмотры|количество\ просмотров|عدد\ المشاهدات|المشاهدات|مشاهدات|بازدید|تعداد\ بازديد|goruntulenme|okunma|阅读|浏览|浏览次数|点击数|조회수?|visualizzazioni|vues?|aufrufe|lecturas|visitas|wyswietlen)\s*[:：]?\s*\(?[\d.,]+\)?
    | [\d.,]+\s*(?:visits?|views?|hits?|reads?|shares?|likes?|comments?|просмотров|مشاهده|بازديد|goruntulenme|vues?|visualizacoes|aufrufe)
    | (?:reading\ time|read\ time|temps\ de\ lecture|lesezeit|tiempo\ de\ lectura|tempo\ di\ lettura|tempo\ de\ leitura|время\ чтения|مده\ القراءه|okuma\ suresi|阅读时间)\b.{0,25}
    | \d{1,3}\s*(?:min|mins|minutes?)\.?\s*(?:read|de\ lecture|lesezeit|de\ lectura|di\ lettura)?
    | (?:page|seite|pagina|страница|صفحه|第)\s*\d+\s*(?:of|/|von|de|из|sur|页)\s*\d+\s*(?:页)?
    | (?:image|photo|picture|foto|bild|photo\ credit|credit|crédit\ photo|photo\ by|фото|снимка|الصوره|تصوير|عكس|צילום|写真|照片|사진|photographer|fotograf\w*)\s*[:：©].{0,80}
    | (?:about\ )?(?:\d{1,3}|an?|one)\ (?:second|minute|hour|day|week|month|year)s?\ ago
    | (?:il\ y\ a|vor|hace|ha|acum|πριν(?:\ απο)?|pred|منذ|לפני)\ (?:\d{1,3}\ )?(?:min|sec|seg|sek|h|heure|hora|stund|tag|woch|jour|semaine|dia|minut|ora|ore|zile?|ωρ|λεπτ|ημερ|hodin|dn|ساع|يوم|دقيق|اسبوع|اسابيع|شهر|ايام|שע|דק|יו|ימ|שבוע)\w*
    | \d{1,3}\ ?(?:минут\w*|час\w*|дн\w*|ден\w*|недел\w*|хвилин\w*|годин\w*|тижн\w*|min\w*|or[ae]|giorn\w*|settiman\w*|saat|dakika|gun|hafta|godzin\w*|dni|dzien|uur|uren|dag\w*|timm\w*|tim|tunti\w*|paiva\w*|ساعت|دقيقه|روز)\ (?:назад|тому|fa|once|temu|geleden|sedan|sitten|پيش|قبل)
    | \d{1,3}\ ?(?:分钟|分鐘|小时|小時|天|日|分|時間|分間|분|시간|일)\ ?(?:前|전)
    | (?:قراءه|زمن\ القراءه|مده\ القراءه)\ .{0,12}دقيق.{0,12}
    | .{3,160}[(\[](?:photo|foto|image|picture|bild|фото|تصوير|صوره|credit|copyright|©)\s?[:：/©]?.{0,60}
    | (?:source\ url|short\ url|permalink|short\ link|לינק\ קצר|لينك\ كوتاه|الرابط\ المختصر)\s*[:：].{0,200}
    | (?:download|telecharger|herunterladen|descargar|scarica|baixar|скачать|تحميل|تنزيل|دانلود|indir|下载|下載|ダウンロード|다운로드|pobierz|завантажити|ladda\ ner|lataa|stahnout)\b.{0,80}\b(?:pdf|docx?|kb|mb|ko|mo|кб|мб)\b.{0,20}
    | .{0,90}[(\[](?:pdf|docx?|odt|rtf)\b[^)\]]{0,30}
    | ©.{0,100} | copyright\b.{0,100}
    | (?:责任编辑|责编|编辑|來源|来源|稿件来源|文章来源|信息来源|发布机构|作者|字号|字体|浏览次数|阅读次数)\s*[:：]?.{0,20}
    | (?:kod\ khabar|كد\ خبر|شماره\ خبر|news\ code|news\ id|id)\s*[:：]?\s*[\d/-]+
    | [\d\s.:,/|-]{1,4}""",
    re.VERBOSE,
)  # fmt: skip

_HEADINGS = (
    "media contact, media contacts, media enquiries, media inquiries, press contact, press enquiries, press inquiries, contact, contacts, contact us, contact information, for media enquiries, for further information, further information, for more information, more information, contact details, related, related news, related articles, related content, related links, related posts, related stories, related items, related information, related topics, related documents, related pages, related press releases, related statements, you may also like, you might also like,"
    "you may also be interested in, see also, read also, also read, more news, more on this topic, more on this, more from, more stories, more like this, latest news, latest, latest updates, latest press releases, latest statements, other news, other articles, other statements, recent news, recent posts, recent articles, recent press releases, most read, most popular, popular posts, popular, trending, trending now, top stories, what's new, news, in this section, explore the topic,"
    "share, share this, share this page, share this article, share this post, share this story, join the conversation, tags, tagged, topics, categories, keywords, comments, leave a comment, leave a reply, post navigation, newsletter, subscribe, subscribe to our newsletter, sign up for our newsletter, stay connected, stay informed, stay up to date, follow us, connect with us, quick links, useful links, links, external links, documents, downloads, download, attachments, attachment, files, related files, photo gallery, gallery, photos, images, videos, video, media, multimedia, press contacts, is this page useful, explore more, discover more, upcoming events, events, calendar, archive, archives, search, menu, navigation, contents, table of contents, on this page, in this article, in this page, page contents, help us improve gov uk, is there anything wrong with this page, updates to this page, other languages, available languages, also available in, cookie settings, cookies, privacy, published, print",
    "contact presse, contacts presse, contact, contacts, à lire aussi, lire aussi, à voir aussi, voir aussi, articles liés, articles similaires, contenus associés, contenus liés, sur le même thème, sur le même sujet, dans la même rubrique, actualités liées, autres actualités, toute l'actualité, dernières actualités, à la une, les plus lus, partager, partager cette page, mots-clés, tags, thèmes, commentaires, laisser un commentaire, lettre d'information, abonnez-vous, suivez-nous, liens utiles, documents, documents à télécharger, documents joints, téléchargements, télécharger, pièces jointes, pour en savoir plus, en savoir plus, informations complémentaires, sommaire, dans cette page, galerie, photos, restez informé, inscrivez-vous à notre newsletter, vous aimerez aussi",
    "pressekontakt, kontakt, ansprechpartner, rückfragehinweis, mehr zum thema, zum thema, weitere meldungen, weitere informationen, weitere artikel, weitere nachrichten, weiterführende informationen, weiterführende links, verwandte artikel, verwandte themen, ähnliche artikel, ähnliche beiträge, das könnte sie auch interessieren, auch interessant, lesen sie auch, siehe auch, aktuelle meldungen, aktuelles, neueste meldungen, schlagworte, schlagwörter, teilen, seite teilen, artikel teilen, kommentare, newsletter, folgen sie uns, links, downloads, dokumente, anhänge, dateien, bildergalerie, inhalt, inhaltsverzeichnis, inhaltsübersicht, themen, mediathek, service, beitrag teilen, seite weiterempfehlen",
    "contacto, contacto de prensa, contactos, relacionados, relacionado, noticias relacionadas, artículos relacionados, contenido relacionado, contenidos relacionados, enlaces relacionados, enlaces de interés, más noticias, otras noticias, últimas noticias, lo más leído, también te puede interesar, te puede interesar, le puede interesar, ver también, lea también, compartir, compartir en, etiquetas, temas, comentarios, deja una respuesta, deja un comentario, boletín, suscríbete, síguenos, documentos, descargas, archivos adjuntos, archivos, adjuntos, galería, multimedia, en esta página, índice, documentos relacionados",
    "contatti, contatti stampa, ufficio stampa, correlati, articoli correlati, notizie correlate, contenuti correlati, potrebbe interessarti, ti potrebbe interessare, ti potrebbe interessare anche, leggi anche, vedi anche, altre notizie, ultime notizie, ultimi comunicati, condividi, tag, argomenti, commenti, newsletter, iscriviti alla newsletter, seguici, allegati, documenti, documenti allegati, download, galleria, link utili, indice",
    "relacionadas, notícias relacionadas, artigos relacionados, conteúdo relacionado, conteúdos relacionados, leia também, veja também, ver também, outras notícias, últimas notícias, mais notícias, mais lidas, compartilhe, compartilhar, partilhar, tags, assuntos, marcadores, comentários, newsletter, siga-nos, documentos, anexos, arquivos, downloads, galeria, links úteis, nesta página, registrado em",
    "смотрите также, читайте также, по теме, материалы по теме, похожие новости, похожие материалы, похожие статьи, другие новости, другие материалы, последние новости, ещё по теме, еще по теме, связанные новости, связанные материалы, новости по теме, популярное, популярные новости, самое читаемое, поделиться, теги, метки, темы, рубрики, комментарии, оставить комментарий, подписка, подпишитесь, подписывайтесь на нас, мы в соцсетях, полезные ссылки, ссылки, документы, файлы, вложения, прикрепленные файлы, прикреплённые файлы, скачать, приложения к новости, фотогалерея, фото, видео, содержание, краткое содержание, оглавление, дополнительные материалы, дополнительно, все новости, события, главные новости, the main foreign policy news",
    "ذات صلة, اخبار ذات صلة, الاخبار ذات الصلة, مواضيع ذات صلة, مقالات ذات صلة, روابط ذات صلة, محتوى ذو صلة, اخبار مشابهة, مواضيع مشابهة, اقرأ أيضا, اقرأ ايضاً, شاهد ايضا, اخبار اخرى, المزيد من الاخبار, آخر الاخبار, اخر الاخبار, احدث الاخبار, الاكثر قراءة, شارك, مشاركة, شارك هذه المقالة, شارك هذا الخبر, الوسوم, كلمات مفتاحية, الكلمات المفتاحية, التعليقات, اترك تعليقا, اترك تعليقاً, النشرة البريدية, اشترك في النشرة, تابعنا, تابعونا, روابط مهمة, روابط سريعة, الوثائق, المرفقات, مرفقات, الملفات المرفقة, ملفات للتحميل, تحميل, معرض الصور, صور, المحتويات, قد يهمك ايضا, قد يهمك, تصنيفات",
    "اخبار مرتبط, مطالب مرتبط, خبرهای مرتبط, اخبار مشابه, مطالب مشابه, مطالب پیشنهادی, بیشتر بخوانید, همچنین بخوانید, آخرین اخبار, پربازدیدترین, پربازدیدها, سایر اخبار, اخبار دیگر, اشتراک گذاری, به اشتراک گذاری, برچسب ها, برچسب‌ها, کلیدواژه ها, کلمات کلیدی, نظرات, دیدگاه ها, ارسال نظر, نظر شما, خبرنامه, ما را دنبال کنید, پیوندها, پیوندهای مرتبط, فایل های پیوست, پیوست ها, فایل های ضمیمه, دانلود, گالری تصاویر, فهرست مطالب",
    "ilgili haberler, ilgili içerikler, ilgili yazılar, ilgili bağlantılar, benzer haberler, diğer haberler, diğer açıklamalar, diğer, son haberler, son eklenenler, en çok okunanlar, ayrıca bakınız, paylaş, bu haberi paylaş, etiketler, konular, yorumlar, yorum yap, bülten, bizi takip edin, faydalı linkler, hızlı erişim, belgeler, dosyalar, ekler, indir, galeri, fotoğraf galerisi, içindekiler, ilginizi çekebilir, basın açıklamaları",
    "相关新闻, 相关报道, 相关链接, 相关文章, 相关文档, 相关阅读, 相关内容, 相关推荐, 为你推荐, 为您推荐, 猜你喜欢, 特别声明, 延伸阅读, 推荐阅读, 热门新闻, 最新新闻, 最新消息, 更多新闻, 更多, 分享, 分享到, 标签, 关键词, 评论, 发表评论, 附件, 附件下载, 下载, 图片新闻, 目录, 相關新聞, 相關連結, 相關文章, 延伸閱讀, 最新消息, 附件下載, 標籤, 分享至",
    "関連リンク, 関連記事, 関連情報, 関連ページ, 関連ニュース, 関連資料, 最新ニュース, 新着情報, おすすめ記事, こちらもおすすめ, シェア, シェアする, タグ, キーワード, 添付資料, 添付ファイル, 資料, ダウンロード, 目次, このページの内容, お問い合わせ先, 人気記事, アクセスランキング, カテゴリ, アーカイブ",
    "관련 기사, 관련기사, 관련 뉴스, 관련뉴스, 관련 링크, 관련 글, 관련글, 최신 뉴스, 최신뉴스, 최근 글, 인기 기사, 인기글, 공유, 공유하기, 태그, 키워드, 댓글, 첨부파일, 첨부 파일, 파일, 다운로드, 목차, 이전글, 다음글, 담당부서, 만족도 조사, 다른 글",
    "powiązane, powiązane artykuły, powiązane treści, powiązane wiadomości, zobacz także, zobacz też, zobacz również, czytaj także, inne wiadomości, inne aktualności, najnowsze, najnowsze wiadomości, aktualności, ostatnie wiadomości, udostępnij, podziel się, tagi, tematy, komentarze, newsletter, obserwuj nas, załączniki, dokumenty, pliki, pliki do pobrania, materiały, do pobrania, galeria, zdjęcia, zdjęcie, wideo, spis treści, przydatne linki, metryka",
    "дивіться також, читайте також, за темою, матеріали за темою, схожі новини, інші новини, останні новини, пов'язані новини, поділитися, теги, теми, коментарі, підписка, підписуйтесь на нас, корисні посилання, документи, файли, вкладення, завантажити, фотогалерея, зміст, додаткові матеріали",
    "קישורים נוספים, כתבות נוספות, חדשות נוספות, ידיעות נוספות, עוד בנושא, בנושא זה, אולי יעניין אותך, קראו גם, ראו גם, שתפו, שיתוף, תגיות, נושאים, תגובות, הרשמה לניוזלטר, עקבו אחרינו, קבצים, קבצים להורדה, מסמכים, גלריה, תוכן עניינים, חדשות אחרונות",
    "gerelateerd, gerelateerde artikelen, gerelateerde berichten, gerelateerd nieuws, zie ook, lees ook, meer nieuws, meer over dit onderwerp, ander nieuws, laatste nieuws, delen, deel deze pagina, deel dit artikel, trefwoorden, onderwerpen, reacties, nieuwsbrief, volg ons, documenten, downloads, bijlagen, links, inhoud, inhoudsopgave, service, in deze nieuwsbrief",
    "articole similare, articole conexe, știri similare, știri conexe, vezi și, citește și, citiți și, alte știri, alte noutăți, ultimele știri, ultimele noutăți, distribuie, etichete, comentarii, newsletter, urmărește-ne, documente, documente atașate, fișiere, fișiere atașate, descarcă, galerie foto, galerie, cuprins, link-uri utile",
    "σχετικά, σχετικά άρθρα, σχετικά νέα, δείτε επίσης, διαβάστε επίσης, διαβάστε ακόμη, άλλα νέα, τελευταία νέα, πρόσφατα νέα, κοινοποίηση, ετικέτες, σχόλια, ενημερωτικό δελτίο, ακολουθήστε μας, έγγραφα, αρχεία, συνημμένα, συνημμένα αρχεία, λήψεις, φωτογραφίες, περιεχόμενα, χρήσιμοι σύνδεσμοι",
    "relaterat, relaterade nyheter, relaterade artiklar, relaterade länkar, relaterat innehåll, se även, läs också, läs även, mer om ämnet, fler nyheter, andra nyheter, senaste nyheterna, dela, dela sidan, taggar, ämnen, kommentarer, nyhetsbrev, följ oss, dokument, ladda ner, bilagor, filer, genvägar, innehåll, länkar, bildgalleri",
    "aiheeseen liittyvää, liittyvät artikkelit, liittyvät uutiset, katso myös, lue myös, muita uutisia, lisää uutisia, uusimmat uutiset, viimeisimmät uutiset, jaa, asiasanat, avainsanat, kommentit, uutiskirje, seuraa meitä, liitteet, tiedostot, lataa, sisällys, linkit, kuvagalleria, ajankohtaista",
    "související, související články, související zprávy, související odkazy, viz také, čtěte také, další zprávy, další články, další aktuality, poslední zprávy, nejnovější zprávy, nejčtenější, sdílet, štítky, témata, komentáře, newsletter, sledujte nás, dokumenty, soubory, přílohy, soubory ke stažení, ke stažení, fotogalerie, galerie, obsah, užitečné odkazy",
)  # fmt: skip
_HEADING: Final = frozenset(word for table in _HEADINGS for word in folded(table))
_HEADING_STARTS: Final = re.compile(
    r"(?:related|more (?:on|from|about|in)|latest|recent|see also|read also|share (?:this|on)|other (?:news|statements|articles|press)"
    r"|(?:mehr|weitere) .*(?:thema|artikel|meldungen)|a lire aussi|noticias relacionad|articoli correlat|читайте также|смотрите также|اخبار ذات)\b"
)


@lru_cache(maxsize=4096)
def is_button(line: str) -> bool:
    """Whether a whole line is what a button, a counter or a label of a page says."""
    words = plain(line)
    if not words:
        return bool(line.strip())  # nothing but arrows, dots and bars
    return words in _BUTTON or (len(words) <= 120 and _PATTERNS.fullmatch(words) is not None)


_AMBIGUOUS: Final = frozenset(
    folded(
        "image, images, photo, photos, video, videos, gallery, topics, topic, thèmes, thème, themen, temas, темы, tags, tag, source, english, language, yes, no, home, search, comment, comments, related, documents, views, line, ok, x, top, more, details, next, previous, back, close, open, play, stop, save, print, send, mail, menu, list, 大, 中, 小, 一覧, 詳細, 목록, 다음, 이전, 홈, 更多, 新闻, 标签, 关键词, другое, далее, назад, вперёд, фото, видео, صور, فيديو, السابق, التالي, بحث, بیشتر, قبلی, بعدی"
    )
)


def is_surely_button(line: str) -> bool:
    """Whether a line can be nothing but a button, also in the middle of a text: "Share on X", not "Statements" or "Next"."""
    return is_button(line) and plain(line) not in _AMBIGUOUS and bool(plain(line))


def heads_furniture(heading: str) -> bool:
    """Whether a heading announces what is no part of a text: related items, tags, sharing, downloads."""
    words = plain(heading)
    if heading.rstrip().endswith((".", "。")) and words.count(" ") >= 3:
        return False  # a sentence: "See also the Charter of 1990."
    return is_furniture_name(heading) or (len(words) <= 45 and _HEADING_STARTS.match(words) is not None)


def is_furniture_name(heading: str) -> bool:
    """Whether a heading is, word for word, what stands over related items, comments and the like."""
    return _COUNT.sub("", plain(heading)) in _HEADING


_COUNT: Final = re.compile(r"^\d+\s+|\s*[\[(]\d+[\])]?$|\s*[»›>…]+$")
"""How many there are, and that they can be seen: "35 Comments »", "Comments [3]"."""
_ABOUT: Final = re.compile(
    r"(?:stay|keep) (?:informed|up to date|connected|in touch)|(?:our )?newsletter|subscribe\b|sign up\b|about (?:us|the (?:ministry|department|office|author)|this site)$|most (?:read|popular|viewed)|follow us"
    r"|restez informe|abonnez-vous|a propos d|bleiben sie informiert|newsletter abonnieren|uber (?:uns|das ministerium)$|suscrib|mantengase informado|sobre (?:el ministerio|nosotros)$|iscriviti|resta aggiornato|assine|subscreva"
    r"|подпишитесь|о министерстве$|підпишіться|اشترك في|النشره البريديه|خبرنامه|abone ol|订阅|訂閱|購読|구독|subskrybuj|zapisz sie|הרשמה|aanmelden|abonati-va|εγγραφ|prenumerera|tilaa uutiskirje|odebirat"
)


def heads_appeal(heading: str) -> bool:
    """Whether a heading opens a box that speaks of the site itself, in sentences: how to subscribe, what the ministry is."""
    words = plain(heading)
    return len(words) <= 60 and _ABOUT.match(words) is not None


_READ_ALSO: Final = frozenset(
    folded(
        "read also, also read, see also, read more, related, related news, à lire aussi, lire aussi, voir aussi, lesen sie auch, siehe auch, mehr zum thema, lea también, lea además, ver también, leggi anche, vedi anche, leia também, leia mais, veja também, читайте также,"
        "смотрите также, по теме, читайте також, дивіться також, اقرأ أيضا, اقرأ أيضاً, اقرأ ايضا, شاهد أيضا, ذات صلة, بیشتر بخوانید, همچنین بخوانید, ayrıca okuyun, ilgili haber, bunu da okuyun, 相关阅读, 延伸阅读, 相关新闻, 関連記事, 관련기사, 관련 기사, czytaj także, czytaj też, zobacz także, zobacz też, קראו גם, ראו גם,"
        "lees ook, zie ook, citește și, citiți și, διαβάστε επίσης, δείτε επίσης, läs också, läs även, se även, lue myös, katso myös, čtěte také, viz také, baca juga, xem thêm, đọc thêm, อ่านเพิ่มเติม, यह भी पढ़ें, olvassa el ezt is, прочитајте и, pročitajte i"
    )
)


def points_elsewhere(line: str) -> bool:
    """Whether a line within a text points to another: "Read also: ..."."""
    head, mark, rest = line.partition(":" if ":" in line else "：")
    return bool(mark and rest.strip()) and len(line) <= 200 and plain(head) in _READ_ALSO


_TITLE_LABELS: Final = frozenset(
    folded(
        "title, subject, headline, titre, objet, sujet, titel, betreff, thema, título, asunto, titolo, oggetto, assunto, заголовок, тема, название, العنوان, الموضوع, عنوان, موضوع, başlık, konu, 标题, 標題, 题目, 件名, タイトル, 題名, 제목, tytuł, temat, назва, נושא, כותרת, onderwerp, titlu, τίτλος, θέμα, rubrik, otsikko, název"
    )
)


def labels_title(line: str) -> bool:
    """Whether a line is the label of a title in a table of fields."""
    return plain(line) in _TITLE_LABELS


_PAIR: Final = re.compile(r"[^\s:：][^:：\d]{0,24}[:：]\s*\S")


@lru_cache(maxsize=4096)
def tells_fields(line: str) -> bool:
    """Whether a line is a row of fields, one of them a date with its label: "ID: 77 Published: 3 May Views: 918"."""
    cells = [cell for cell in line.split("\t") if cell.strip()]
    if len(cells) > 1 and any(_is_label(cell) for cell in cells):
        return True
    if len(line) > 160 or len(_PAIR.findall(line)) < 2:
        return False
    words = plain(line)
    return any(label.search(words) for label in (_LABELLED_DATE,))


def _is_label(cell: str) -> bool:
    words = plain(cell)
    return any(
        (match := label.match(words)) and match.end() >= len(words)
        for label in (PUBLISHED, MODIFIED)
        if words
    )


_LABELLED_DATE: Final = re.compile(
    rf"(?<![^\W\d_])(?:{either(*PUBLISHED_WORDS, *MODIFIED_WORDS)})\s*[:：]\s*\S{{0,12}}\s?\d"
)


def is_dating(line: str) -> bool:
    """Whether a short line begins with a label of a date ("Published:", "Son güncelleme")."""
    words = plain(line)
    return len(words) <= 90 and any(label.match(words) for label in (PUBLISHED, MODIFIED, EVENT))
