"""What the made-up pages of ministries have in common: entries with titles and days in many languages, and a site's chrome.

Written by us; no page of any site is copied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HOST = "https://www.mfa.example"
TODAY = date(2024, 12, 2)

TITLES: dict[str, tuple[str, ...]] = {
    "en": (
        "Statement on the situation in the north-west of the country",
        "Minister receives the new ambassador of Norway",
        "Foreign Minister's call with his Jordanian counterpart",
        "Joint communiqué of the ministerial meeting in Aqaba",
        "We condemn the attack on the humanitarian convoy",
        "Remarks to the press after the Security Council meeting",
        "Press release regarding the extension of the ceasefire",
        "Deputy Minister concludes her visit to Geneva",
    ),
    "fr": (
        "Déclaration sur la situation humanitaire dans la région",
        "Entretien du ministre avec son homologue égyptien",
        "Communiqué conjoint à l'issue de la réunion ministérielle",
        "La France condamne l'attaque contre le convoi de l'ONU",
        "Point de presse : questions et réponses du porte-parole",
        "Visite officielle du ministre délégué à Amman",
    ),
    "de": (
        "Gemeinsame Erklärung der Außenministerinnen und Außenminister",
        "Erklärung zur Lage im Nordwesten des Landes",
        "Außenministerin trifft ihren jordanischen Amtskollegen",
        "Pressemitteilung zur Verlängerung der Waffenruhe",
        "Bundesregierung verurteilt Angriff auf Hilfskonvoi",
        "Rede vor dem Sicherheitsrat der Vereinten Nationen",
    ),
    "es": (
        "Comunicado sobre la situación humanitaria en la región",
        "El ministro se reúne con su homóloga de Colombia",
        "Declaración conjunta de los ministros de Asuntos Exteriores",
        "España condena el ataque contra el convoy de ayuda",
        "Intervención en el Consejo de Seguridad de la ONU",
        "Visita oficial de la viceministra a Ginebra",
    ),
    "ru": (
        "Заявление МИД в связи с обострением обстановки на северо-западе",
        "О встрече министра с послом Иордании в Москве",
        "Комментарий официального представителя по ситуации в регионе",
        "О телефонном разговоре министра с его египетским коллегой",
        "Выступление постоянного представителя в Совете Безопасности",
        "Сообщение для СМИ о визите заместителя министра в Женеву",
    ),
    "ar": (
        "بيان وزارة الخارجية حول الأوضاع الإنسانية في الشمال الغربي",
        "وزير الخارجية يستقبل سفير المملكة الأردنية الهاشمية",
        "تصريح صحفي بشأن تمديد اتفاق وقف إطلاق النار",
        "الوزارة تدين بشدة الهجوم على قافلة المساعدات",
        "كلمة المندوب الدائم أمام مجلس الأمن الدولي",
        "بيان مشترك في ختام الاجتماع الوزاري في العقبة",
    ),
    "fa": (
        "بیانیه وزارت امور خارجه درباره تحولات شمال غرب کشور",
        "دیدار وزیر امور خارجه با سفیر اردن در تهران",
        "سخنگوی وزارت خارجه حمله به کاروان امدادی را محکوم کرد",
        "گفت‌وگوی تلفنی وزیر با همتای مصری خود",
        "نشست خبری هفتگی سخنگوی دستگاه دیپلماسی",
        "سفر معاون سیاسی وزیر به ژنو پایان یافت",
    ),
    "tr": (
        "Kuzeybatıdaki insani duruma ilişkin açıklama",
        "Sayın Bakanımızın Ürdün Dışişleri Bakanı ile görüşmesi",
        "Ateşkesin uzatılmasına ilişkin basın açıklaması",
        "Yardım konvoyuna yönelik saldırı hakkında açıklama",
        "Bakanlık Sözcüsünün bir soruya cevabı",
        "Bakan Yardımcısının Cenevre ziyareti sona erdi",
    ),
    "zh": (
        "外交部发言人就有关地区局势发表谈话",
        "外交部长同约旦外交大臣通电话",
        "外交部发言人主持例行记者会答记者问",
        "中方对停火协议延长表示欢迎",
        "常驻联合国代表在安理会发言",
        "外交部副部长会见挪威驻华大使",
    ),
    "ja": (
        "北西部の人道状況に関する外務大臣談話",
        "外務大臣とヨルダン外務大臣との電話会談",
        "停戦合意の延長に関する外務報道官談話",
        "支援車列への攻撃に対する非難声明について",
        "国連安全保障理事会における大使の演説",
        "外務副大臣のジュネーブ訪問の結果について",
    ),
    "he": (
        "הודעת משרד החוץ בנוגע למצב בצפון מערב המדינה",
        "שר החוץ נפגש עם שגריר ירדן בירושלים",
        "הודעה לעיתונות על הארכת הפסקת האש",
        "המשרד מגנה את התקיפה על שיירת הסיוע",
        "נאום הנציג הקבוע במועצת הביטחון",
        "ביקור סגנית השר בז'נבה הסתיים",
    ),
}  # fmt: skip

MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    "ru": ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"),
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    "tr": ("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Entry:
    path: str
    title: str
    day: date


def entries(
    language: str, path: str, *, first: date = date(2024, 11, 29), step: int = 3, count: int = 6
) -> tuple[Entry, ...]:
    """Entries newest first; ``path`` takes ``{n}``, ``{day}`` and ``{slug}``."""
    found = []
    for n, title in enumerate(TITLES[language][:count]):
        day = first - timedelta(days=step * n)
        slug = (
            "-".join(title.lower().replace("'", "").replace("é", "e").split()[:6])
            if language == "en"
            else f"item-{n}"
        )
        found.append(Entry(path=path.format(n=2430 - n, day=day, slug=slug), title=title, day=day))
    return tuple(found)


def words(day: date, language: str) -> str:
    month = MONTHS[language][day.month - 1]
    return (
        f"{day.day}. {month} {day.year}"
        if language == "de"
        else f"{day.day} de {month} de {day.year}"
        if language == "es"
        else f"{day.day} {month} {day.year}"
    )


def arabic(text: object) -> str:
    return str(text).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


def chrome(
    main: str, *, language: str = "en", head: str = "", aside: str = "", menu: int = 9, form: bool = False
) -> str:
    """A page around ``main``: menus, crumbs, search, social links, a footer with more links."""
    right = ' dir="rtl"' if language in ("ar", "fa", "he") else ""
    items = "".join(
        f'<li class="menu-item"><a href="/section-{n}/overview">The ministry and its work, part {n}</a></li>'
        for n in range(menu)
    )
    languages = "".join(
        f'<a href="/{code}/" hreflang="{code}">{code.upper()}</a>' for code in ("en", "fr", "ar")
    )
    footer = "".join(
        f'<li><a href="/service/{name}">{name.title()} of the ministry</a></li>'
        for name in ("contact", "imprint", "privacy", "sitemap")
    )
    inner = (
        f'<header><div class="lang-switch">{languages}</div><nav class="main-menu"><ul>{items}</ul></nav></header>'
        f'<ol class="breadcrumb"><li><a href="/">Home</a></li><li>News</li></ol>{main}{aside}'
        f'<footer><ul>{footer}</ul><div class="social"><a href="https://social.example/mfa">Follow us</a></div><p>© Ministry 2024</p></footer>'
    )
    inner = f'<form id="aspnetForm" action="/news">{inner}</form>' if form else inner
    return f'<!DOCTYPE html><html lang="{language}"{right}><head><meta charset="utf-8"><title>News | Ministry</title>{head}</head><body>{inner}</body></html>'


def rows(found: Sequence[Entry], template: Callable[[Entry], str]) -> str:
    return "".join(template(entry) for entry in found)
