"""What a page's title is: several places claim it, and each is wrong on some site.

The first heading may be the site's name or the section's ("Welcome", "Press releases"), ``og:title`` may carry the site's name
or end in an ellipsis, ``<title>`` nearly always names the site. The visible heading is believed when another place agrees with
it; otherwise the place that most others agree with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from spiders.extract.survey import weight
from statements.months import fold

SEPARATORS: Final = (
    " | ",
    " – ",
    " — ",
    " - ",
    " :: ",
    " » ",
    " › ",
    " > ",
    " • ",
    " · ",
    " ~ ",
    " « ",
    " / ",
    "｜",
    "_",
    " : ",
)
_SLUG: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+){2,}")
"""What a system makes of a title for an address or a file: "child-seat-test-autumn"."""
_CUT: Final = re.compile(r"\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")
_SAME: Final = 90.0
_TOLD: Final = 80.0  # likeness from which a title is that of the address
_SHORT: Final = 22  # letters under which a heading may be that of a section
_LITTLE: Final = 0.3  # agreement that a few letters in common with the address give
_GENERIC: Final = frozenset(fold(word) for word in """
welcome to the ministry|diary|speeches|press statement|home|welcome|homepage|main page|news|latest news|news details|news detail|newsroom|press room|pressroom|press|press release|press releases|press statements|press center|press centre
|statement|statements|speeches|speech|media|media center|media centre|media room|article|articles|details|detail|announcements|updates|events|search|menu|untitled|index|page|blog|briefings
|communications|publications|documents|interviews|transcripts|remarks|readouts|opinion pieces|media releases|news stories|policy papers|press releases and statements|news and events|news & events|news and media|statements and speeches|speeches and statements|latest|what's new|ministry news|all news|top news|view|document
|accueil|bienvenue|actualités|actualité|actualites|communiqués|communiqué|communiqué de presse|communiqués de presse|presse|salle de presse|espace presse|déclarations|discours
|willkommen|startseite|aktuelles|meldungen|pressemitteilungen|pressemitteilung|newsroom|nachrichten|reden|erklärungen|presse
|comunicado de prensa|nota de prensa|nota informativa|boletín de prensa|boletín informativo|boletines|inicio|bienvenidos|bienvenido|noticias|noticia|comunicados|comunicado|comunicados de prensa|notas de prensa|sala de prensa|prensa|actualidad|discursos|declaraciones
|benvenuti|notizie|comunicati|comunicati stampa|comunicato stampa|sala stampa|stampa|discorsi|dichiarazioni|notícias|notícia|comunicado à imprensa|comunicados à imprensa|notas à imprensa|nota à imprensa|sala de imprensa|imprensa|discursos|início
|главная|новости|новость|сообщение|заявление|комментарий|комментарии|сообщение для сми|пресс-релизы|пресс-релиз|заявления|пресс-центр|пресс-служба|сообщения|события|документы|выступления|добро пожаловать
|الرئيسية|الاخبار|أخبار|اخبار|بيانات|بيانات صحفية|بيان صحفي|البيانات|التصريحات|المركز الاعلامي|المركز الإعلامي|اخبار الوزارة|أخبار الوزارة|مرحبا|التفاصيل|تفاصيل الخبر
|خانه|صفحه اصلی|اخبار|بیانیه ها|سخنگو|خبر|آخرین اخبار|ana sayfa|anasayfa|haberler|haber|açıklamalar|basın açıklamaları|basın açıklaması|duyurular|hoş geldiniz|haber detay
|发言人表态|发言人|外事活动|首页|新闻|新闻中心|新闻详情|发言人表态|声明|公告|通知公告|要闻|详情|正文|ホーム|ニュース|報道発表|会見|お知らせ|홈|뉴스|보도자료|공지사항|브리핑|성명|보도자료 상세|보도자료 상세보기|보도참고자료|대변인 논평|논평
|strona główna|aktualność|komunikat|komunikat prasowy|oświadczenie|informacja prasowa|aktualności|wiadomości|komunikaty|oświadczenia|головна|новини|заяви|прес-центр|новина|заява|повідомлення|пресреліз|пресрелізи|прес-реліз|ראשי|הודעה לעיתונות|הודעה|חדשות|הודעות|הודעות לעיתונות|דוברות|welkom|nieuws|nieuwsbericht|nieuwsberichten|persbericht|persberichten|toespraken
|acasă|știri|știre|comunicat|comunicat de presă|declarație|comunicate|comunicate de presă|noutăți|declarații|αρχική|νέα|ανακοίνωση|ανακοινώσεις|δελτίο τύπου|δελτία τύπου|ενημέρωση|hem|nyhet|nyheter|pressmeddelande|pressmeddelanden|uttalande|uttalanden|nyhed|pressemeddelelse|pressemelding|etusivu|uutinen|uutiset|tiedote|tiedotteet|ajankohtaista|hírek|sajtóközlemény|sajtóközlemények|közlemény|tin tức|thông cáo báo chí|berita|siaran pers
|úvod|aktuality|zprávy|tisková zpráva|tiskové zprávy|prohlášení|почетна|насловна|вести|саопштења|изјаве|početna|naslovna|vesti|vijesti|novosti|saopštenja|priopćenja|начало|новини|съобщения
""".replace("\n", "").split("|"))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What each place of a page gives for its title. Headings in the order of the page."""

    headings: Sequence[str] = ()
    """The text of h1, then of h2 and of what is named a title."""
    named: str = ""
    """What stands beside a label "Title" or "Subject"."""
    first_level: int = 0
    """How many of the headings are h1."""
    leads: Sequence[str] = ()
    """Short lines before the text, nearest first, for pages whose title is no heading."""
    og: str = ""
    twitter: str = ""
    linked: str = ""
    """JSON-LD headline."""
    page: str = ""
    """``<title>``."""
    site: str = ""
    slug: str = ""
    """The words of the address."""
    host: str = ""
    """Its host without "www.": no title reads like it."""
    beside: frozenset[str] = frozenset()
    """Folded texts of the short lines that stand right above the text."""
    owner: str = ""
    """What the page says of its copyright, folded: the site's name stands there, no title does."""
    menu: frozenset[str] = frozenset()
    """Folded texts of the links in lists: a heading that says the same names a section of the site."""
    sections: frozenset[str] = frozenset()
    """Folded words of the folders in the address."""
    mastheads: frozenset[str] = frozenset()
    """Folded texts of headings that name the site, by what they link to or stand beside."""
    linked_elsewhere: frozenset[str] = frozenset()
    """Folded texts of headings that are links: teasers and the site's name."""


def best(claims: Claims) -> str:
    """The title, or an empty string when no place gives one."""
    site = claims.site
    if claims.named:
        return claims.named
    shown = [*claims.headings, *claims.leads]
    told_apart = [text for text in shown if not _names_site(text, claims)]
    stated = [
        without_site(text, headings=told_apart or shown, site=site)
        for text in (claims.linked, claims.og, claims.twitter, claims.page)
        if not _SLUG.fullmatch(text)
    ]
    votes = [
        _CUT.sub("", text)
        for text in stated
        if text and not (_names_site(text, claims) or _of_menu(text, claims) or _is_number(text))
    ]
    slug = claims.slug if len(claims.slug) > 12 else ""
    told = slug.count(" ") > 1 and any(fuzz.token_set_ratio(fold(vote), slug) > _TOLD for vote in votes)

    # A word or two that neither the head nor the address know name a section, where those agree on a title or a folder of the address
    # is called so.
    def dull(text: str) -> bool:
        return is_generic(text) or _is_number(text) or _of_menu(text, claims)

    def agreement(text: str) -> float:
        score = sum(1.0 for vote in votes if _agrees(text, vote))
        score += fuzz.token_set_ratio(fold(text), slug) / 200 if slug else 0.0
        if dull(text):
            score -= 0.9
        elif score < _LITTLE and weight(text) < _SHORT and (told or fold(text) in claims.sections):
            score -= 1.0
        if _names_site(text, claims):
            score -= 3.0
        return score - (1.0 if len(text) > 400 else 0.0)

    chosen, most = "", 0.0
    for place, heading in enumerate(claims.headings):
        folded = fold(heading)
        score = (0.8 if place < claims.first_level else 0.2) + agreement(heading) - 0.01 * place
        if any(folded == line or (len(folded) > 20 and folded in line) for line in claims.beside):
            score += 0.0 if dull(heading) and weight(heading) < _SHORT else 0.6
        elif is_office(heading):
            score -= 1.0
        if folded in claims.linked_elsewhere:
            score -= 0.8
        if heading and score > most:
            chosen, most = heading, score
    chosen_of_headings = chosen
    marked = {fold(heading) for heading in claims.headings}
    for place, line in enumerate(claims.leads):
        agreed = agreement(line)
        score = 0.7 - 0.1 * place + agreed - is_office(line) - (0.4 if told and agreed < _LITTLE else 0.0)
        if fold(line) not in marked and score > most + 0.2:
            chosen, most = line, score
    specific = [
        text
        for text in stated
        if text
        and not (is_generic(text) or _names_site(text, claims) or _of_menu(text, claims) or is_office(text))
    ]
    if specific == [claims.page] and not chosen_of_headings and chosen and len(chosen) > 15:
        return chosen  # shown right above the text, where nothing on the page repeats the <title>
    full = [text for text in specific if not _CUT.search(text)]
    if chosen and (most >= 0.75 or not specific):
        return _without_kicker(chosen, full)
    return (
        next(iter((*full, *specific)), "") or chosen or next((text for text in (*shown, *stated) if text), "")
    )


def _without_kicker(heading: str, stated: Sequence[str]) -> str:
    """A heading without the section or date that stands inside it before or after the title, when other places give the title
    alone."""
    shown = fold(heading)
    for text in stated:
        alone = fold(text)
        rest = len(shown) - len(alone)
        if (
            alone != shown
            and 0 < rest <= 40
            and len(alone) > 20
            and (shown.endswith(alone) or shown.startswith(alone))
        ):
            at = shown.find(alone)
            edge = shown[:at] + shown[at + len(alone) :]
            if is_generic(edge.strip(" -–|:,")) or re.search(r"\d{4}", edge):
                return text
    return heading


def is_generic(title: str) -> bool:
    """Whether a title only names a section of a site."""
    words = _OURS.sub("", fold(" ".join(title.replace("&", " and ").split())).strip(" .:!-–—"))
    parts = _AND.split(words)
    return all(part in _GENERIC for part in parts) or words in _GENERIC or _WELCOME.match(words) is not None


_OURS: Final = re.compile(
    r"^(?:our|the|all|nos|notre|unsere?|nuestr[oa]s?|nossas?|nossos?|i nostri|le nostre|наши|наше|наша|onze|nasze|vore|vara|våre|vart|our latest|the latest)\s+(?=\S)"
)
"""How a site speaks of its sections."""
_AND: Final = re.compile(
    r"\s*,\s*(?:and\s+)?|\s+(?:and|et|und|y|e|и|і|й|ve|i|en|si|και|och|ja|a|و)\s+(?:les\s+)?"
)
_SECTION_WORDS: Final = re.compile(
    r"(?:toutes?|tous|les|todas?|todos|las|los|tutt[ei]|le|gli|alle|все|كل|جميع|همه|tum|wszystkie|category|categories|categoria|categorie|kategorie|archives?|archiv|archivo|arquivo|list|liste|lista|tag|page|seite|pagina|year|all|목록|列表|一覧|архив|ارشيف|آرشيو)",
    re.IGNORECASE,
)


def _is_number(title: str) -> bool:
    """Whether a title is only the kind and number of a paper: "Communiqué 071 - Press room"."""
    parts = [part for part in re.split(r"[|_:»›·/]|\s[-–—]\s", title) if part.strip(" 0123456789")]
    alone = re.fullmatch(r"\D+\d[\d/._-]*\D?", title.strip()) is not None
    return (len(parts) > 1 or alone) and all(
        is_generic(_NUMBER.sub(" ", re.sub(r"[\W\d_]+", " ", part)).strip()) for part in parts
    )


_NUMBER: Final = re.compile(
    r"(?<!\w)(?:no|nr|n|nº|n°|num|núm|número|número|numero|sayı|номер|№|رقم)(?!\w)", re.IGNORECASE
)


def is_section(title: str) -> bool:
    """Whether a title is that of a section or an archive, with or without the site's name: "Category: Communiqués"."""
    parts = [part.strip() for part in re.split(r"[|_:»›·/]|\s[-–—]\s", title) if part.strip()]
    plain = [re.sub(r"[\W\d_]+", " ", part).strip() for part in parts]
    if not plain or not title.strip():
        return True

    def section(part: str) -> bool:
        words = [word for word in part.split() if not _SECTION_WORDS.fullmatch(fold(word))]
        return not words or is_generic(" ".join(words)) or is_generic(part) or is_office(part)

    return all(section(part) for part in plain)


_WELCOME: Final = re.compile(
    r"(?:welcome to|willkommen|bienvenue|bienvenidos?|benvenut\w|bem-vindo|добро пожаловать|مرحبا|hos geldiniz|witamy|welkom)\b"
)


def _of_menu(text: str, claims: Claims) -> bool:
    """Whether a short text is a word of the site's menu."""
    return len(text) <= 40 and fold(text) in claims.menu


def _names_site(text: str, claims: Claims) -> bool:
    """Whether a text is the site's name: the one it gives itself, or that of the holder of its copyright."""
    name = fold(text).strip(" :.|-–—*·")
    if name.removeprefix("www.") in (claims.host, *claims.host.split(".")[:-1]) and claims.host:
        return True
    if fold(text) in claims.mastheads:
        return True
    return _is_site(text, claims.site) or (len(name) > 4 and name in claims.owner)


def _is_site(text: str, site: str) -> bool:
    return bool(site) and fold(text) == fold(site)


def _agrees(heading: str, other: str) -> bool:
    one, two = fold(heading), fold(other)
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    if len(short) > 20 and short in long:
        return True
    return len(short) > 12 and fuzz.ratio(one, two) >= _SAME


def without_site(title: str, *, headings: Sequence[str] = (), site: str) -> str:
    """``title`` without the site's name at its end or start: cut where what is left is a heading of the page, or where what falls
    off is the site's name; where nothing tells, the title stays as it is."""
    shown = {fold(heading) for heading in headings if heading}
    name = fold(site)
    section = ""
    for separator in SEPARATORS:
        if separator not in title:
            continue
        parts = title.split(separator)
        for cut in range(1, len(parts)):
            head, tail = separator.join(parts[:cut]).strip(), separator.join(parts[cut:]).strip()
            if fold(head) in shown:
                if not is_generic(head):
                    return head
                section = section or head
            if fold(tail) in shown and not is_generic(tail) and not is_office(tail):
                return tail
            if name and head and fold(tail).startswith(name):
                return head
            if name and tail and fold(head) == name:
                return tail
    if section:
        return section
    if shown and not name:
        return title
    for separator in SEPARATORS[:8]:
        head, found, tail = title.rpartition(separator)
        if found and head and _names_an_office(tail):
            return without_site(head, headings=headings, site=site)
    return title


_OFFICE: Final = re.compile(
    r"^(?:the |le |la |das |el |il |official (?:web)?site of |site officiel |официальный сайт |oficjalna strona |sitio oficial )?(?:[^\W\d_][\w.'’-]* ){0,3}"
    r"(?:ministry|ministère|ministerium|ministerio|ministero|ministério|министерств\w*|министарств\w*|ministarstv\w*|мид|وزارة|رئاسة|bakanlığı|government|gov|mfa|department|embassy|ministerstwo|міністерство|外交部|外務省|외교부|auswärtiges amt"
    r"|auswärtige[rns]* \w+|regierung|gouvernement|gobierno|presidency|presidência|presidenza|presidencia|présidence|primature|président\w*|prezydenta|prime minister's office|president|office|cancillería|chancellery|לשכת|משרד|נשיא|首相官邸|대통령실|cumhurbaşkanlığı|kremlin|élysée)\b"
    r"|^(?:the |la |el |a |il |o |le )?(?:rep[uú]blica|republic|république|repubblica|kingdom|reino|royaume) (?:of|del?|do|du|di|da) [^\W\d_]+(?: [^\W\d_]+){0,2}$"
    r"|(?:外交部|外務省|외교부|总统府|總統府|首相官邸|国务院|대통령실)$|\b(?:bakanlığı|ministry of foreign affairs|gov\.uk|\.gov(?:\.\w+)?|ministeriet|ministerie)\s*$",
    re.IGNORECASE,
)


def is_office(text: str) -> bool:
    """Whether a whole text is the name of an office or of its site: short, and without what statements' titles say."""
    text = text.strip(" :.|-–—*·")
    return (
        _OFFICE.search(text) is not None
        and len(text) <= 60
        and re.search(
            r"\d|:|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3][,，、]|\b(?:on|sur|zu|über|sobre|su|о|об|про|hakkında|regarding|concerning|statement"
            r"|remarks|meets?|with|said|says|receives?|visits?|condemns?|holds|hosts|attends|calls|congratulates|addresses|travels|welcomes|signs|discusses"
            r"|chairs|reçoit|rencontre|condamne|recibe|condena|visita|recebe|empfängt|verurteilt|besucht|riceve|incontra|condanna|принял\w*|провел\w*|прийня\w+"
            r"|استقبل|يستقبل|يلتقي|تدين|يدين)\b",
            text,
            re.IGNORECASE,
        )
        is None
    )


def _names_an_office(tail: str) -> bool:
    return len(tail) <= 80 and _OFFICE.search(tail) is not None
