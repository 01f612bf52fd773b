"""What a page says outright of its statement's form and speaker: a label above the title, a field "Speaker:", an author's record.

What the title and the text say of both is the classifier's to read; here only the publisher's own labels count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from spiders.extract.page import Page
from spiders.extract.survey import Run
from statements import text as texts
from statements.labels import Kind
from statements.months import fold

_FORMS: Final = {
    Kind.JOINT_STATEMENT: "joint statement|joint statements|joint declaration|joint communique|déclaration conjointe|communiqué conjoint|gemeinsame erklärung|declaración conjunta|comunicado conjunto"
    "|dichiarazione congiunta|declaração conjunta|совместное заявление|بيان مشترك|بیانیه مشترک|ortak açıklama|ortak bildiri|联合声明|共同声明|공동성명|wspólne oświadczenie|спільна заява",
    Kind.STATEMENT: "statement|statements|official statement|declaration|declarations|déclaration|déclarations|erklärung|erklärungen|declaración|declaraciones|dichiarazione|dichiarazioni|declaração"
    "|заявление|заявления|بيان|بيانات|بیانیه|açıklama|声明|談話|성명|oświadczenie|oświadczenia|заява|заяви|הצהרה|verklaring|declarație|δήλωση|δηλώσεις|uttalande|lausunto|prohlášení",
    Kind.READOUT: "readout|readouts|call readout|meeting readout|compte rendu|entretien|gesprächsbericht",
    Kind.REMARKS: "remarks|speech|speeches|address|transcript|interview|interviews|op-ed|discours|intervention|entretien avec la presse|rede|reden|namensartikel|interview|discurso|discursos|palabras|discorso|discorsi|intervento"
    "|выступление|выступления|речь|интервью|كلمة|خطاب|تصريح|سخنرانی|konuşma|讲话|演讲|スピーチ|演説|연설|przemówienie|промова|виступ|נאום|toespraak|tal|anförande|puhe|projev",
    Kind.BRIEFING: "briefing|briefings|press briefing|daily briefing|press conference|regular press conference|point de presse|conférence de presse|pressekonferenz|regierungspressekonferenz|rueda de prensa"
    "|conferenza stampa|coletiva de imprensa|брифинг|брифинги|пресс-конференция|إحاطة صحفية|مؤتمر صحفي|نشست خبری|basın toplantısı|例行记者会|记者会|記者会見|브리핑|정례브리핑|konferencja prasowa",
    Kind.PRESS_RELEASE: "press release|press releases|media release|media releases|news release|media note|communiqué de presse|communiqués de presse|communiqué|pressemitteilung|medienmitteilung|comunicado de prensa|comunicado"
    "|nota de prensa|comunicato stampa|nota à imprensa|nota de imprensa|пресс-релиз|сообщение для сми|بيان صحفي|خبر صحفي|basın açıklaması|新闻稿|報道発表|보도자료|komunikat prasowy|прес-реліз"
    "|הודעה לעיתונות|persbericht|comunicat de presă|δελτίο τύπου|pressmeddelande|tiedote|lehdistötiedote|tisková zpráva",
}  # fmt: skip
_KINDS: Final = {fold(word): kind for kind, words in _FORMS.items() for word in words.split("|")}
_PATHS: Final = {
    "joint-statement": Kind.JOINT_STATEMENT, "joint-statements": Kind.JOINT_STATEMENT, "readout": Kind.READOUT, "readouts": Kind.READOUT,
    "speech": Kind.REMARKS, "speeches": Kind.REMARKS, "remarks": Kind.REMARKS, "transcripts": Kind.REMARKS, "briefings": Kind.BRIEFING,
    "press-briefings": Kind.BRIEFING, "press-conferences": Kind.BRIEFING,
}  # fmt: skip
_NEAR: Final = 5  # runs before and after the title in which a label of the form stands
_SPEAKER: Final = re.compile(
    r"^(?:speaker|delivered by|spoken by|statement by|remarks by|speech by|orateur|oratrice|prononce par|redner(?:in)?|orador(?:a)?|relatore|спикер|выступающий|المتحدث|سخنران|konusmaci|发言人|演讲人|講演者|연설자)"
    r"\s*[:：]?\s+(?P<name>[^.!?;:|]{3,80})$"
)
_ROLE: Final = re.compile(
    r"^(?:role|position|office|title|function|fonction|funktion|amt|cargo|carica|должность|المنصب|سمت|unvan|职务|役職)\s*[:：]\s*(?P<role>.{3,120})$"
)
_OFFICE: Final = re.compile(
    r"\b(?:minister|ministre|ministro|ministra|secretary|sekretar|president|presidente|présidente?|ambassador|ambassadeur|embajador|spokes\w+|porte-parole|sprecher\w*|portavoz|portavoce"
    r"|representative|director|chancellor|kanzler\w*|commissioner|envoy|министр|президент|посол|представитель|секретарь|وزير|رئيس|سفير|متحدث|سخنگوی|bakan\w*|sozcu\w*|cumhurbaskan\w*)\b",
    re.IGNORECASE,
)
_NO_PERSON: Final = re.compile(
    r"admin|webmaster|editor|redak|press|office|ministry|minist[eè]re|ministerio|ministero|ministerium|department|government|team|staff|content|communicat|website|service|embassy|mission|delegation|council|union|commission"
    r"|unit\b|desk|user|super|author|news|media|web|мид|министерство|пресс|وزارة|مركز|اعلام|bakanlık|@|https?:|\d",
    re.IGNORECASE,
)


def form(words: str) -> Kind | None:
    """The form that ``words`` alone, such as "Press releases", are a publisher's name for."""
    return _KINDS.get(fold(words).strip(" :|-–"))


_ARTICLE: Final = re.compile(r"^(?:the|le|la|l['’]|der|die|el|il|lo|o|a)\s*(?<=[\s'’])", re.IGNORECASE)
_OF: Final = frozenset(["of", "for", "de", "du", "des", "del", "della", "der", "do", "da", "to"])
"""Between an office and what it is the office of; in a name alone they are no sign."""


def kind(page: Page, runs: Sequence[Run], at: int | None) -> Kind | None:
    """The form that the page names: in its metadata, in a line of its own beside the title, in its address."""
    for stated in (
        page.meta("article:section"),
        page.meta("dcterms.type", "dc.type"),
        page.meta("govuk:format", "content-type-label"),
    ):
        if stated and (found := form(stated.replace("_", " "))):
            return found
    if at is not None:
        for run in (*reversed(runs[max(0, at - _NEAR) : at]), *runs[at + 1 : at + 1 + _NEAR]):
            if run.prose:
                break
            if run.linked < len(run.text) / 2 and (found := form(run.text)):
                return found
    for part in page.url.lower().split("/")[3:-1]:
        if part in _PATHS:
            return _PATHS[part]
    return None


def speaker(page: Page, runs: Sequence[Run], at: int | None, author: Any) -> tuple[str | None, str | None]:
    """``(name, office)`` where the page has a field for them. ``author`` is JSON-LD's. A web editor is no speaker."""
    name = role = None
    start = max(0, (at or 0) - _NEAR)
    for run in runs[start : (at or 0) + 12]:
        if len(run.text) > 130:
            continue
        if name is None and (match := _SPEAKER.match(run.text) or _SPEAKER.match(fold(run.text))):
            name = texts.clean_title(run.text[len(run.text) - len(match["name"]) :])
        elif role is None and (match := _ROLE.match(run.text)):
            role = texts.clean_title(match["role"])
    if name is None:
        name, office = _person(author)
        role = role or office
    if (
        name is None
        and (stated := page.meta("author", "dc.creator", "dcterms.creator", "article:author"))
        and _OFFICE.search(stated)
    ):
        name = stated
    if role is None:
        return who(name or "")
    return (name if name and _is_person(name) else None), role


def who(said: str) -> tuple[str | None, str | None]:
    """``(name, office)`` of what stands where a speaker or an author is named. "The spokesperson of the ministry" is an office
    and nobody by name, a web editor neither."""
    head, _, tail = said.partition(",")
    if _OFFICE.search(tail) and not _OFFICE.search(head):
        return head.strip() or None, tail.strip()
    if said and _is_person(said):
        return said, None
    return None, _ARTICLE.sub("", said) if _OFFICE.search(said) else None


def _is_person(name: str) -> bool:
    """Whether what stands where a speaker is named may be a person's name: not an office alone, nor an editorial desk."""
    if not _OFFICE.search(name):
        return not _NO_PERSON.search(name)
    rest = _OFFICE.sub(" ", name)
    words = [word for word in re.split(r"[\s,]+", rest) if word]
    return not _ARTICLE.match(name) and not _NO_PERSON.search(rest) and not any(word in _OF for word in words)


def _person(author: Any) -> tuple[str | None, str | None]:
    for value in author if isinstance(author, list) else [author]:
        if isinstance(value, Mapping) and value.get("@type") in ("Person", ["Person"]):
            name, title = value.get("name"), value.get("jobTitle")
            if isinstance(name, str) and not _NO_PERSON.search(name) and " " in name.strip():
                role = title.strip() if isinstance(title, str) else None
                if role is not None:  # a person with an office speaks; one without wrote the page
                    return texts.clean_title(name), role
    return None, None
