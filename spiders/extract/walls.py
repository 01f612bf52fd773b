"""Pages that answer 200 and are no content: walls of bot managers, log-in and consent pages, soft 404s, placeholders.

A wall is reported, never worked around. Signatures are looked for in the title and, where the page shows little text, in
that text and the mark-up: a long statement may quote any of these phrases, and ordinary pages behind the same vendors
carry their scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from spiders.extract import notices
from spiders.extract.excuses import excuse
from spiders.extract.survey import is_prose, weight
from statements.labels import Verdict
from statements.model import Extraction
from statements.months import ASCII_DIGITS

# Visible characters below which a page is too small to be a statement with its site around it. The walls we know of show
# 40 to 900.
SMALL = 1500

_WALL_TITLES = re.compile(
    r"""just\ a\ moment | attention\ required!?\ \|\ cloudflare | access\ (?:to\ this\ page\ has\ been\ )?denied
      | (?:technical|temporary)\ difficulties | request\ rejected | radware\ (?:bot\ manager\ )?captcha
      | pardon\ our\ interruption | ddos-?guard | human\ verification | security\ (?:check|verification)
      | are\ you\ a\ (?:human|robot) | bot\ verification | you\ have\ been\ blocked | please\ wait\W*$
      | sucuri\ website\ firewall | 403\ forbidden | forbidden$ | captcha | unauthori[sz]ed(?:\ access)?$
      | service\ unavailable""",
    re.IGNORECASE | re.VERBOSE,
)
_WALL_TEXT = re.compile(
    r"""the\ requested\ url\ was\ rejected | please\ consult\ with\ your\ administrator
      | checking\ (?:your\ browser|if\ the\ site\ connection\ is\ secure) | verify(?:ing)?\ (?:that\ )?you\ are\ (?:a\ )?human\b(?!\ rights)
      | enable\ javascript\ and\ cookies\ to\ continue | incapsula\ incident\ id | request\ unsuccessful\.
      | experiencing\ technical\ difficulties | your\ (?:ip|access)\ (?:address\ )?has\ been\ (?:blocked|denied)
      | you\ don'?t\ have\ permission\ to\ access | unusual\ traffic\ from\ your
      | ray\ id:? | support\ id\ is | this\ request\ was\ blocked | complete\ the\ captcha""",
    re.IGNORECASE | re.VERBOSE,
)
_WALL_MARKUP = re.compile(
    r"""_incapsula_resource | cf-(?:chl|browser-verification|turnstile) | _cf_chl_opt | captcha-delivery\.com
      | px-captcha | perfdrive\.com | geo\.captcha | awswaf | ddos-guard\.net | g-recaptcha | h-captcha""",
    re.IGNORECASE | re.VERBOSE,
)
_GOES_ON = re.compile(r"\s+\w+\s+\w+")
_CONSENT_TITLES = re.compile(
    r"^\W*(?:before you continue|cookie (?:consent|notice|settings|preferences)|we value your privacy)\b(?!\s*:\s*\w)",
    re.IGNORECASE,
)
_MISSING_TITLES = re.compile(
    r"""^\W*(?: (?:the\ )?(?:requested\ )?page\ (?:was\ |is\ |you\ requested\ was\ )?not\ found
      | not\ found | page\ (?:introuvable|non\ trouv[ée]e) | seite\ (?:wurde\ )?nicht\ gefunden
      | p[áa]gina\ n[ãoã]*\ (?:encontrada|existe) | p[áa]gina\ no\ encontrada | no\ se\ (?:han\ )?encontr(?:aron|ado)\ resultados.* | nothing\ (?:was\ )?found | no\ results\ (?:were\ )?found
      | aucun\ r[ée]sultat.* | keine\ (?:ergebnisse|treffer).* | nessun\ risultato.* | nenhum\ resultado.* | ничего\ не\ найдено.* | لا\ توجد\ نتائج.* | لم\ يتم\ العثور.* | sonu[çc]\ bulunamad[ıi].*
      | عذرا.{0,12}الصفحة\ .{0,30}غير\ (?:موجودة|متوفرة).* | brak\ wynik[óo]w.* | 没有找到.{0,12} | 該当するページ.* | pagina\ non\ trovata
      | страница\ не\ найдена | сторінку\ не\ знайдено | sayfa\ bulunamad[ıi] | nie\ znaleziono\ strony
      | (?:arad[ıi][ğg][ıi]n[ıi]z\ )?sayfa\ (?:kald[ıi]r[ıi]lm[ıi]ş|mevcut\ de[ğg]il) | arad[ıi][ğg][ıi]n[ıi]z\ sayfa.* | oops.*not\ found | cette\ page\ n.existe\ (?:pas|plus)
      | die\ (?:gesuchte|angeforderte)\ seite.* | la\ p[áa]gina\ (?:solicitada|que\ busca).*no.* | la\ pagina\ (?:richiesta|cercata).*non.* | запрашиваемая\ страница.*не.*
      | صفحة\ غير\ موجودة | לא\ נמצא.* | הדף\ .{0,20}לא\ נמצא.* | pagina\ niet\ gevonden | pagina\ nu\ (?:a\ fost\ g[ăa]sit[ăa]|exist[ăa]) | η\ σελίδα\ δεν\ βρέθηκε
      | sidan\ (?:kunde\ inte\ hittas|hittades\ inte|finns\ inte) | sivua\ ei\ löyt.* | str[áa]nka\ nenalezena | 您访问的页面不存在 | 抱歉.{0,12}(?:不存在|找不到).* | 페이지를\ 찾을\ 수\ 없.*
      | الصفحة\ غير\ موجودة | صفحه\ (?:مورد\ نظر\ )?یافت\ نشد | 页面(?:不存在|未找到) | ページが見つかりません )""",
    re.IGNORECASE | re.VERBOSE,
)
_ERROR_404 = re.compile(
    r"^\W*(?:(?:https?|html|код|رمز|کد|代码)?\s*(?:error|erreur|fehler(?:code|seite|meldung)?|errore|erro|ошибка|помилка|خطأ|خطا|خطای|hata|错误|錯誤|エラー|오류|에러|błąd|שגיאה|fout(?:melding|code)?|eroare|σφάλμα|fel(?:kod)?|virhe|chyba|lỗi"
    r"|kesalahan|ralat|galat|ข้อผิดพลาด|hiba|грешка|greška|fejl|feil)\s*(?:code|kodu|kód|kod|nr|no|n[º°])?\W*)?(?:404|410)(?!\d)(?:-e?s)?\W*(?:(?:error|hatası|エラー|오류|错误|錯誤|fehler|fel|virhe|hiba)(?!\w)\W*)?",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s*[|｜]\s*|\s+[-–—·:]\s+")
_TOLD = 20  # letters of a sentence that tells a reader of a missing page
_FEW = 250.0  # letters of sentences up to which the name of its template tells what a page is
_ARTICLE = 3  # letters that may stand beside "site under maintenance"
_TAIL = 12  # letters that may follow the words for a missing page
_STUB = 10  # links of a page that stands in place of a whole site
_BARE = 3  # links of one that has nothing of the site around it
_SENTENCE = 45  # characters of a line that may be a sentence
_BRIEF = 30  # characters of a title that says nothing but who should come in
_LONGEST = 250  # characters of a line that says what a page is
_SEARCH = re.compile(
    r"search|recherche|suche?(?=[/?.]|$)|buscar|ricerca|busca\b|poisk|arama|szukaj|[?&](?:q|s|query|keys?|keywords?|text)=",
    re.IGNORECASE,
)
_SEARCHES = re.compile(
    r"\bsearch|recherche|\bsuche|suchergebnis|búsqueda|buscar|ricerca|pesquisa|\bbusca\b|поиск|بحث|جستجو|arama|搜索|搜尋|搜寻|检索|検索|검색|wyszukiw|szukaj|пошук|חיפוש|zoek|căutare|αναζήτηση|\bsök|\bhaku|hledání|vyhledá|tìm kiếm|ค้นหา|pencarian",
    re.IGNORECASE,
)
LITTLE = 700.0  # letters of sentences up to which a page with long menus may be one for a missing address
_MISSING_PATH = re.compile(
    r"(?:^|/)(?:(?:error[-_]?)?404|(?:page[-_]?)?not[-_]?found|error(?:[-_]?page)?|errors?/\d{3})(?:\.\w+)?/?$",
    re.IGNORECASE,
)

_PLACEHOLDER = re.compile(
    r"^\W*you need to enable javascript\b.{0,80}$|^\W*(?:please )?enable javascript\b.{0,80}$|^\W*this (?:site|page|app(?:lication)?) (?:requires|needs) javascript\b.{0,80}$|"
    r"^\W*(?:the )?(?:full )?(?:text|transcript|statement|content) (?:will be|is) (?:coming soon|available (?:soon|shortly))\W*$"
    r"|^\W*(?:coming soon|loading|please wait|under construction)\W*$",
    re.IGNORECASE,
)


def wall(
    *,
    url: str,
    title: str,
    text: str,
    markup: str,
    login_form: bool = False,
    missing: bool = False,
    consent: bool = False,
    heading: str = "",
    length: int | None = None,
    prose: float | None = None,
    said: Sequence[str] = (),
    links: int = 0,
    shown: bool | None = None,
) -> Extraction | None:
    """The verdict on a page that is no content, or None if it may be content.

    ``title`` is the page's ``<title>`` (or its first heading), ``heading`` its first heading, ``text`` everything it shows (``length`` its length, if it is too long to be given), ``markup`` its source, ``prose`` how
    many letters of it read like sentences, where that is known. ``login_form``, ``missing`` and ``consent`` are what `gates` finds in its elements. ``said`` are its lines that are no links, ``links`` how many links it has.
    ``shown``: whether it shows the title under which its list gave it (`Given.shown`). If it does, its names are the issuer's words and
    no server's; if it does not at all, the site's frame around it makes no statement of it.
    """
    small = (len(text) if length is None else length) < SMALL
    if shown:
        said = [line for line in said if line not in (title, heading)]
        title = heading = ""
        links = _STUB + 1
    elif shown is False:
        links = 0
    if not shown and _MISSING_PATH.search(urlsplit(url).path):
        return _said(Verdict.SOFT_404, "the server sent us to its page for missing addresses")
    little = small if prose is None else prose < LITTLE
    called = next(filter(_says_missing, _SITE.split(title)[:2]), "")
    if called in heading and not _says_missing(heading):
        called = ""  # "Page not found – the Minister on censorship"
    if called and (little or _says_missing(heading) or any(map(_tells_missing, said))):
        return _said(Verdict.SOFT_404, f"the page says of itself: {title[:80]!r}")
    if missing and not shown and prose is not None and prose < _FEW:
        return _said(Verdict.SOFT_404, "the page is made from its site's template for missing pages")
    if little and _says_missing(heading):
        return _said(Verdict.SOFT_404, f"the page says of itself: {heading[:80]!r}")
    strange = (
        small and not shown
    )  # a short text may speak of technical difficulties, and bear a form with a bot check
    if strange and (found := _wall_title(title) or _WALL_TEXT.search(text)):
        return _said(Verdict.BLOCKED, f"the server shows a wall instead of content ({found.group(0)[:60]!r})")
    if strange and (found := _WALL_MARKUP.search(markup)):
        return _said(Verdict.BLOCKED, f"the server shows a bot check instead of content ({found.group(0)!r})")
    if login_form and small and any(notices.LOGIN.match(name) for name in (title, heading)):
        return _said(Verdict.BLOCKED, "the server asks for a log-in")
    if consent or (small and _CONSENT_TITLES.match(title)):
        return _said(Verdict.BLOCKED, "the server shows a consent page instead of content")
    names = [title, heading]
    if links <= _STUB and any(notices.CONSENT.search(name) for name in names) and _asks_consent(names, said):
        return _said(Verdict.BLOCKED, "the server shows a consent page instead of content")
    if not little:
        return None
    form = login_form or any(notices.LOGIN.match(name) and len(name) <= _BRIEF for name in names)
    excused = excuse(names, list(_own(said)), bare=links <= _STUB, form=form)
    # A firewall that says "the page cannot be displayed" knows nothing of whether there is one.
    if excused is None or excused[0] is not Verdict.BLOCKED:
        notice = _notice(url, names, said, links)
        if notice is not None or excused is None:
            return notice
    return _said(excused[0], f"the server says in place of a page: {excused[1][:80]!r}")


def _says_missing(name: str) -> bool:
    """Whether a heading says that a page is missing and nothing else: "Error 404", "Fehler 404: Seite nicht gefunden"."""
    words = _ERROR_404.sub("", name.translate(ASCII_DIGITS))
    if not any(map(str.isalnum, words)):
        return words != name and any(map(str.isalnum, name))
    if found := notices.MISSING.match(words):
        return len(words) - found.end() <= _TAIL
    short = _MISSING_TITLES.match(words)
    return short is not None and len(words) - short.end() <= _TAIL


def _tells_missing(line: str) -> bool:
    """Whether a line begins with telling its reader that a page is missing; two bare words that do must be all it says."""
    found = notices.MISSING.match(line)
    return bool(found and weight(found[0]) >= _TOLD) or _says_missing(line)


def _asks_consent(names: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a page so called speaks of cookies for the most part, or is called nothing else."""
    about = sum(weight(line) for line in said if notices.COOKIES.search(line))
    running = sum(weight(line) for line in said if weight(line) >= _SENTENCE)
    return about > 0 and (2 * about >= running or all(notices.CONSENT.search(name) for name in names))


def _notice(url: str, names: Sequence[str], said: Sequence[str], links: int) -> Extraction | None:
    """The verdict on a page with next to no text that says in words what it is."""
    spoken = any(map(_goes_beyond_closing, _own(said)))
    said = [line for line in said if len(line) <= _LONGEST]
    for name in names:
        if notices.BROKEN.match(name):
            return _said(Verdict.HTTP_ERROR, f"the server shows an error of its own ({name[:60]!r})")
    below = [line for line in said if not any(line in name for name in names)]
    for line in below:
        if _tells_missing(line):
            return _said(Verdict.SOFT_404, f"the page says of itself: {line[:80]!r}")
    own = list(_own(below))
    if own and all(weight(line) <= _SENTENCE and notices.APOLOGY.search(line) for line in own):
        return _said(Verdict.SOFT_404, f"the page only says: {own[0]!r}")
    shut = [line for line in (*names, *(said if links <= _BARE else ())) if notices.MAINTENANCE.search(line)]
    # In its site's frame it is called so and nothing else: a notice of one that is to come tells when.
    framed = any(map(_only_shut, names)) and not any(re.search(r"\d", line) for line in own)
    if (links <= _STUB or framed) and shut and not spoken and sum(map(len, said)) < LITTLE:
        return _said(Verdict.BLOCKED, f"the site is closed at the moment: {shut[0][:80]!r}")
    nothing = next((line for line in said if notices.NOTHING_FOUND.match(line)), None)
    if nothing and (
        _SEARCH.search(url) or any(_SEARCHES.search(name) for name in names) or not _others(said, nothing)
    ):
        return _said(Verdict.SOFT_404, f"the page says of itself: {nothing[:80]!r}")
    return None


def _only_shut(name: str) -> bool:
    """Whether a heading says that the site is closed and names nothing else: "Site under maintenance"."""
    left = notices.MAINTENANCE.sub("", name)
    return left != name and sum(map(str.isalpha, left)) <= _ARTICLE


def _others(said: Sequence[str], nothing: str) -> bool:
    """Whether a page says anything else in a sentence of its own."""
    return any(weight(line) >= _SENTENCE and line != nothing for line in _own(said))


def _goes_beyond_closing(line: str) -> bool:
    """Whether a line is a sentence of something else than that a site is closed, until when, and how sorry it is."""
    letters = "".join(filter(str.isalpha, line))  # a date and an hour are no sentence, however long
    about = notices.MAINTENANCE.search(line) or notices.APOLOGY.search(line)
    return weight(letters) >= _SENTENCE and is_prose(line) and not about


def _own(said: Sequence[str]) -> Iterator[str]:
    """The lines that are not about the site."""
    for line in said:
        if not (notices.COOKIES.search(line) or notices.RIGHTS.search(line) or notices.LETTERS.search(line)):
            yield line


def _wall_title(title: str) -> re.Match[str] | None:
    """The words of a wall in a title, unless the title goes on with words of its own ("Access denied to aid convoys")."""
    found = _WALL_TITLES.search(title)
    return found if found and not _GOES_ON.match(title, found.end()) else None


def is_placeholder(text: str) -> bool:
    """Whether a body only announces a text that is not there yet."""
    return bool(
        _PLACEHOLDER.match(text)
        or notices.NOT_YET.match(text)
        or (len(text) < _LONGEST and notices.SCRIPTS.search(text))
    )


def is_cookie_banner(text: str) -> bool:
    """Whether a short body is for the most part a consent banner."""
    if len(text) >= 800 or len(notices.COOKIES.findall(text)) < 2:
        return False
    other = sum(
        weight(line) for line in text.splitlines() if is_prose(line) and not notices.COOKIES.search(line)
    )
    return 2 * other < weight(text)


def _said(verdict: Verdict, reason: str) -> Extraction:
    return Extraction(verdict=verdict, reason=reason)
