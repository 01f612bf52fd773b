"""The words that official sites put before their dates, and the parts of a line that they label.

"Updated" never passes for "published", an event's day or the end of a notice neither.
"""

from __future__ import annotations

import re
from typing import Final

from spiders.extract.phrases import either
from statements.months import ASCII_DIGITS, fold

PUBLISHED_WORDS = (
    "published, published on, submitted by, submitted on, submitted, publication date, date of publication, date published, posted, posted on, post date, issued, issued on,"
    "date issued, issue date, released, released on, release date, date of release, date, created, created on, creation date, news date, first published,"
    "for immediate release, press release date, uploaded on, added on, dated, publication, publish date, published date, date posted, posted date, date added, date of news, first posted",
    "soumis par, publié, publiée, publié le, publiée le, date de publication, mis en ligne le, date, paru le, publication, créé le, diffusé le, date de parution, date de mise en ligne",
    "veröffentlicht, veröffentlicht am, datum, erschienen, erschienen am, gespeichert von, eingestellt von, verfasst von, erscheinungsdatum, veröffentlichungsdatum, stand vom, erstellt am, ausgabedatum, vom, veröffentlichung",
    "enviado por, publicado, publicado el, publicada el, fecha, fecha de publicación, publicación, creado el, fecha de emisión, fecha de la noticia, fecha noticia",
    "inviato da, pubblicato, pubblicato il, data, data di pubblicazione, pubblicazione, data pubblicazione",
    "publicado em, data de publicação, publicada em, data, criado em, publicação",
    "опубликовано, дата публикации, дата, размещено, дата размещения, дата новости, добавлено, создано, публикация, опубликован, опубликована",
    "نشر في, نشر بتاريخ, تاريخ النشر, التاريخ, بتاريخ, تم النشر, تم النشر في, منشور في, تاريخ, نشرت في, تاريخ الاصدار, نشر, نشرت, تاريخ الخبر, تاريخ البيان, تاريخ الاضافة, اضيف بتاريخ, اضيف في",
    "تاریخ, تاریخ انتشار, منتشر شده در, تاریخ خبر, تاریخ درج, زمان انتشار, انتشار",
    "yayın tarihi, yayınlanma tarihi, yayımlanma tarihi, tarih, yayınlandı, yayımlandı, eklenme tarihi, oluşturulma tarihi, yayın, yayım, yayınlanma, yayımlanma, yayınlanan, haber tarihi, açıklama tarihi, ekleme tarihi",
    "发布时间, 发布日期, 时间, 日期, 发表时间, 發布時間, 發布日期, 日期, 發佈日期, 发稿时间, 公布日期, 发布, 發布, 发布于, 发表, 發佈",
    "公開日, 掲載日, 発表日, 日付, 投稿日, 公表日, 更新掲載日, 配信日, 公開, 掲載, 発表, 公表, 公開日時",
    "등록일, 작성일, 게시일, 배포일, 발행일, 날짜, 등록일자, 작성일자, 게재일, 보도일시, 등록, 게시, 입력, 작성, 배포, 발행",
    "opublikowane przez, opublikowano, data publikacji, data, opublikowany, utworzono, data utworzenia, data dodania, publikacja, opublikowana",
    "опубліковано, дата публікації, дата, розміщено, створено, публікація, опублікована",
    "פורסם, פורסם ב, תאריך, תאריך פרסום, פורסם בתאריך, פרסום, פורסמה",
    "ingediend door, gepubliceerd, gepubliceerd op, publicatiedatum, datum, geplaatst op, nieuwsbericht, publicatie",
    "publicat, publicat la, publicat în, data publicării, data, postat la, publicat pe, publicare",
    "δημοσιεύθηκε, δημοσιεύτηκε, ημερομηνία δημοσίευσης, ημερομηνία, ημ/νία, δημοσίευση",
    "publicerad, publicerat, publicerades, datum, publiceringsdatum, publicerat den, publicering",
    "julkaistu, julkaisupäivä, päivämäärä, päiväys, julkaisuaika, julkaisu",
    "zveřejněno, publikováno, datum, datum zveřejnění, vydáno, vytvořeno, datum vydání, zveřejnění, vydání",
    "ngày đăng, đăng, đăng ngày, ngày xuất bản, ngày phát hành, đăng lúc, ngày tạo, thời gian đăng, วันที่, วันที่เผยแพร่, เผยแพร่เมื่อ, เผยแพร่, วันที่ประกาศ, ประกาศเมื่อ, ลงวันที่, วันที่โพสต์, โพสต์เมื่อ, วันที่นำเข้าข้อมูล, วันที่สร้าง,"
    "terbit, diterbitkan, diterbitkan pada, dipublikasikan, dipublikasikan pada, tanggal terbit, tanggal, tanggal publikasi, diposting pada, diunggah pada, tarikh, tarikh terbit, tarikh siaran, disiarkan, disiarkan pada, dimuat naik pada",
    "प्रकाशित, प्रकाशित तिथि, प्रकाशन तिथि, प्रकाशन की तिथि, प्रकाशित किया गया, दिनांक, तारीख, तिथि, जारी करने की तिथि, प्रविष्टि तिथि, पोस्ट किया गया, प्रकाशित मिति, প্রকাশিত, প্রকাশের তারিখ, প্রকাশ, প্রকাশকাল, তারিখ, تاریخ اشاعت, شائع شدہ, شائع کردہ, اشاعت",
    "közzétéve, megjelent, megjelenés, megjelenés dátuma, dátum, közzététel dátuma, közzététel, publikálva, létrehozva, објављено, објава, датум, датум објаве, постављено, креирано, objavljeno, datum objave, postavljeno, kreirano, objava, ustvarjeno, објавено, датум на објавување,"
    "публикуване, публикувано, публикувано на, дата на публикуване, zverejnené, zverejnené dňa, dátum zverejnenia, publikované, uverejnené, vytvorené, pridané, апублікавана, дата публікацыі",
    "offentliggjort, publiceret, offentliggørelse, udgivet, dato, udgivelsesdato, publisert, publisert dato, avaldatud, avaldamise kuupäev, kuupäev, publicēts, publicēšanas datums, datums, paskelbta, paskelbimo data, publikuota, birt, dagsetning, publicat el, data de publicació",
    "dərc edilib, dərc olunub, dərc tarixi, tarix, გამოქვეყნდა, გამოქვეყნებულია, გამოქვეყნების თარიღი, თარიღი, հրապարակված է, հրապարակվել է, հրապարակման ամսաթիվ, ամսաթիվ, жарияланды, жарияланған, жарияланған күні, e'lon qilingan, e'lon qilingan sana, sana, publikuar, publikuar më, data e publikimit, imechapishwa, tarehe,"
    "imewekwa, imewekwa tarehe, imechapishwa, imechapishwa tarehe, iliyochapishwa, imetolewa, tarehe ya kuchapishwa, tarehe, nashr etilgan, botuar më, foilsithe, argitaratua",
    "нийтэлсэн, нийтэлсэн огноо, нийтлэгдсэн огноо, огноо, ippubblikat, ippubblikat fi, data tal-pubblikazzjoni",
)  # fmt: skip
MODIFIED_WORDS = (
    "update, updated, updated on, last updated, last updated on, last update, date updated, update date, modified, modified on, last modified, last modified on,"
    "date modified, last edited, edited, edited on, last reviewed, reviewed, last change, last changed, revised, revised on, page last updated,"
    "this page was last updated, latest update, corrected, page last reviewed",
    "mis à jour, mise à jour, mis à jour le, mise à jour le, dernière mise à jour, dernière modification, modifié le, modifiée le, actualisé le, date de modification",
    "aktualisiert, aktualisiert am, zuletzt aktualisiert, letzte aktualisierung, letzte änderung, geändert am, stand, zuletzt geändert, zuletzt geändert am, änderungsdatum, zuletzt bearbeitet, aktualisierung, änderung",
    "actualizado, actualizado el, actualizada el, última actualización, fecha de actualización, última modificación, modificado, modificado el, fecha de modificación, actualización, modificación",
    "aggiornato, aggiornato il, ultimo aggiornamento, ultima modifica, data aggiornamento, modificato il, data di ultima modifica, aggiornamento",
    "atualizado, atualizado em, atualizada em, última atualização, última modificação, modificado em, data de atualização, actualizado em, atualização, actualização",
    "обновлено, дата обновления, последнее обновление, изменено, дата изменения, последнее изменение, редакция от, отредактировано, обновление, обновлен, обновлена",
    "تحديث, آخر تحديث, تاريخ التحديث, تم التحديث, تم التحديث في, اخر تعديل, آخر تعديل, تاريخ التعديل, تم التعديل, عدل في, حدث في, محدث",
    "به روز رسانی, بروزرسانی, آخرین به روز رسانی, آخرین بروزرسانی, تاریخ به روز رسانی, آخرین ویرایش, ویرایش, به‌روزرسانی, آخرین به‌روزرسانی, ویرایش شده در",
    "güncelleme tarihi, son güncelleme, güncellenme tarihi, güncellendi, güncelleme, son güncelleme tarihi, değiştirilme tarihi, son değişiklik",
    "更新时间, 更新日期, 更新, 最后更新, 最后更新时间, 修改时间, 最近更新, 更新時間, 最後更新, 最後更新日期, 最新更新",
    "更新日, 最終更新日, 最終更新, 更新, 更新日時",
    "수정일, 최종수정일, 업데이트, 최종 수정일, 수정일자, 최종업데이트, 갱신일, 수정",
    "zaktualizowano, ostatnia aktualizacja, data aktualizacji, aktualizacja, zmodyfikowano, ostatnia modyfikacja, data modyfikacji, ostatnio zmodyfikowany",
    "оновлено, дата оновлення, останнє оновлення, змінено, дата зміни, востаннє оновлено, оновлення, оновлена",
    "עודכן, עודכן ב, עדכון אחרון, תאריך עדכון, עודכן לאחרונה, עודכן בתאריך, תאריך עדכון אחרון, עדכון, עודכנה",
    "bijgewerkt, laatst bijgewerkt, laatste wijziging, gewijzigd, gewijzigd op, laatst gewijzigd, bijgewerkt op, laatste update",
    "actualizat, actualizat la, ultima actualizare, ultima modificare, modificat, modificat la, data actualizării, actualizare",
    "ενημερώθηκε, τελευταία ενημέρωση, τελευταία τροποποίηση, ημερομηνία ενημέρωσης, τροποποιήθηκε, ενημέρωση",
    "uppdaterad, uppdaterat, senast uppdaterad, senast ändrad, ändrad, senast uppdaterat, uppdaterades, uppdatering",
    "päivitetty, viimeksi päivitetty, muokattu, viimeksi muokattu, päivityspäivä, päivitys",
    "aktualizováno, naposledy aktualizováno, poslední aktualizace, upraveno, poslední změna, změněno, aktualizace",
    "cập nhật, cập nhật lần cuối, ngày cập nhật, cập nhật lúc, sửa đổi lần cuối, chỉnh sửa lần cuối, ปรับปรุงล่าสุด, แก้ไขล่าสุด, อัปเดตล่าสุด, อัพเดตล่าสุด, วันที่ปรับปรุง, วันที่ปรับปรุงข้อมูล, วันที่แก้ไข, ปรับปรุงเมื่อ, แก้ไขเมื่อ, ปรับปรุงข้อมูลล่าสุด,"
    "pembaruan, terakhir diubah, terakhir diperbarui, diperbarui, diperbarui pada, diubah, pembaruan terakhir, terakhir disunting, dimutakhirkan, kemas kini, kemas kini terakhir, dikemas kini, tarikh kemas kini",
    "अंतिम अपडेट, अंतिम अद्यतन, अंतिम बार अद्यतन, पृष्ठ अंतिम बार अद्यतन, अंतिम संशोधन, अद्यतन, अद्यतन तिथि, अपडेट, पिछला अपडेट, अंतिम परिवर्तन, সর্বশেষ হালনাগাদ, হালনাগাদ, আপডেট, সর্বশেষ আপডেট, آخری تازہ کاری, تازہ کاری, آخری ترمیم",
    "frissítés, frissítve, módosítva, utolsó frissítés, utolsó módosítás, utoljára frissítve, utoljára módosítva, módosítás dátuma, ажурирано, ажурирање, последња измена, измењено, последње ажурирање, ažurirano, poslednja izmena, zadnja izmjena, posljednja izmjena, izmenjeno, zadnje ažuriranje, posodobljeno, zadnja sprememba,"
    "актуализирано, последна актуализация, обновено, последна промяна, aktualizované, posledná aktualizácia, upravené, posledná zmena, абноўлена",
    "opdateret, senest opdateret, sidst opdateret, ændret, oppdatert, sist oppdatert, endret, sist endret, uuendatud, viimati uuendatud, muudetud, viimati muudetud, atjaunots, atjaunināts, labots, atnaujinta, paskutinį kartą atnaujinta, redaguota, atnaujinimo data, uppfært, síðast uppfært, actualitzat, darrera actualització",
    "yenilənib, son yenilənmə, განახლდა, ბოლო განახლება, թարմացվել է, վերջին թարմացում, жаңартылды, соңғы жаңарту, yangilangan, oxirgi yangilanish, përditësuar, përditësuar më, imesasishwa, шинэчилсэн, шинэчилсэн огноо, сүүлд шинэчилсэн, aġġornat, l-aħħar aġġornament",
)  # fmt: skip
EVENT_WORDS = (
    "delivered on, delivered, event date, held on, date of event, when, start date, end date, meeting date, deadline, valid until, expires,"
    "closing date, effective date, entry into force, speech date, opened, closes, begins, begins on, begin, ends, ends on, start time, end time, starts on,"
    "beginn, ende, beginnt am, endet am, date de début, date de fin, débute le, fecha de inicio, fecha de fin, data inizio, data fine, data di inizio, data di fine, data de início, data de término,"
    "дата начала, дата окончания, تاريخ البداية, تاريخ البدء, تاريخ النهاية, تاريخ الانتهاء, başlangıç tarihi, bitiş tarihi, 开始时间, 结束时间, 开始日期, 结束日期, 開始日, 終了日, 시작일, 종료일, data rozpoczęcia, data zakończenia, дата початку, дата завершення",
    "prononcé le, date de l'événement, tenu le, datum der veranstaltung, gehalten am, fecha del evento, data dell'evento, data do evento,"
    "дата события, дата проведения, تاريخ الفعالية, تاریخ رویداد, etkinlik tarihi, 活动时间, 会议时间, 開催日, 開催日時, 행사일, data wydarzenia, дата події, תאריך האירוע",
    "valid from, valid to, validity, expiry date, expires on, gültig ab, gültig bis, valable jusqu'au, válido hasta, valido fino al, действует до, आरंभ तिथि, प्रारंभ तिथि, अंतिम तिथि, समाप्ति तिथि, thời gian diễn ra, tanggal acara, tanggal mulai, tanggal berakhir, batas waktu,"
    "วันที่จัดงาน, esemény időpontja, határidő, датум догађаја, rok, термин, arrangementsdato",
)  # fmt: skip

_SEPARATOR = r"(?:\s*[:：|\-–—]\s*|\s+)"
PUBLISHED: Final = re.compile(rf"(?:{either(*PUBLISHED_WORDS)})(?![^\W\d_]){_SEPARATOR}?")
MODIFIED: Final = re.compile(rf"(?:{either(*MODIFIED_WORDS)})(?![^\W\d_]){_SEPARATOR}?")
EVENT: Final = re.compile(rf"(?:{either(*EVENT_WORDS)})(?![^\W\d_]){_SEPARATOR}?")

_DIGIT: Final = re.compile(r"\d")
_PARTS: Final = re.compile(r"\s*[|•·▪●‖｜\t【】]\s*|\s{3,}")

_LABELS: Final = (("modified", MODIFIED), ("event", EVENT), ("published", PUBLISHED))


def segments(text: str) -> list[tuple[str | None, str]]:
    """``(label, part)`` for the parts of a line, cut at bars and at labels."""
    found: list[tuple[str | None, str]] = []
    for part in _PARTS.split(text):
        cuts = labels(part)
        if not cuts:
            found.append((None, part))
            continue
        folded = fold(part)
        if head := folded[: cuts[0][1]].strip():
            found.append((None, head))
        if len(cuts) == 1 and len(folded) == len(part):
            found.append((cuts[0][0], part[cuts[0][2] :]))
            continue
        for (kind, _, end), following in zip(cuts, [*cuts[1:], ("", len(folded), 0)], strict=True):
            found.append((kind, folded[end : following[1]]))
    return [
        (kind, part.strip(" ,;()[]-–—:"))
        for kind, part in found
        if _DIGIT.search(part.translate(ASCII_DIGITS))
    ]


def labels(text: str) -> list[tuple[str, int, int]]:
    """``(kind, start, end)`` of the labels in a folded line: at its start, or after a mark, a digit or a bracket."""
    folded = fold(text)
    found: list[tuple[str, int, int]] = []
    at = 0
    while at < len(folded):
        best: tuple[str, int, int] | None = None
        for kind, pattern in _LABELS:
            if (
                (match := pattern.match(folded, at))
                and match.end() > at
                and (best is None or match.end() > best[2])
            ):
                best = (kind, at, match.end())
        if best is not None:
            found.append(best)
            at = best[2]
            continue
        step = re.compile(r"[^\w]+|(?<=\d)(?=[^\W\d_])").search(folded, at + 1)
        if step is None:
            break
        # Only after a mark or a digit: a label is no word in a sentence.
        between = folded[step.start() : step.end()]
        before = folded[step.start() - 1 : step.start()]
        at = step.end()
        if not (between.strip() or not before.isalpha() or before in "年月日"):
            at = _next_mark(folded, at)
    return found


def _next_mark(text: str, at: int) -> int:
    match = re.compile(r"[^\w\s]\s*|\d\s+").search(text, at)
    return match.end() if match else len(text)


def only_label(text: str) -> str | None:
    """The kind of a line that is nothing but a label, its date on the next line."""
    folded = fold(text).strip(" \t:：-–|")
    for kind, pattern in _LABELS:
        match = pattern.match(folded)
        if match and match.end() >= len(folded) and folded:
            return kind
    return None
