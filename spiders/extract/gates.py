"""Walls within the frame of their site, told by what they are made of: buttons that accept and refuse, a field for a password under
the heading of the page, the template of a site for missing pages.

Every site has such buttons and fields beside its texts, so that none of these proves a wall alone: a choice about cookies is one
only where no sentence and no heading stands outside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from spiders.extract import notices
from spiders.extract.phrases import folded, plain
from spiders.extract.survey import SENTENCE, weight
from statements import text as texts

Element = Any  # lxml ships no types

_HEADINGS: Final = "descendant-or-self::*[self::h1 or self::h2 or self::h3 or self::h4 or @role='heading']"
_FRAME: Final = (
    "//*[(self::header and not(ancestor::main or ancestor::article)) or self::nav or self::footer]"
)
_BUTTONS: Final = "//button | //input[@type='submit' or @type='button'] | //a[@role='button' or contains(@class, 'btn') or contains(@class, 'button')]"
_STOP: Final = re.compile(r"[.!?…][\"'”»)]?$|[。！？؟۔।]")
_LEAST: Final = 20  # letters from which a line that ends like a sentence may be one
_FEW: Final = 10  # links outside its site's frame that a page with nothing but a choice may have
_LOOKED_AT: Final = (
    200  # buttons, headings and own links of a page: no wall has more, and a page may have any number
)
_LEVELS: Final = 20  # above a button that may be the box of a choice
_FEWER: Final = 3  # and one without a heading that asks who one is
_NAMED: Final = re.compile(
    r"(?:^|\s)(?:js-|c-|m-|o-|eu-|site-)?(?:cookie|consent|gdpr|rgpd|dsgvo|privacy|tarteaucitron|onetrust|didomi|usercentrics|axeptio|klaro|cmp-)"
    r"(?!\S*(?:open|enabled|shown|visible|active|accepted))",
    re.IGNORECASE,
)
"""The names of a box about consent; not those that a wrapper of the whole page has while such a box is open."""


def _starts(*tables: str) -> re.Pattern[str]:
    words = sorted({word for table in tables for word in folded(table)}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


_ACCEPTS: Final = _starts(
    "accept,agree,i agree,allow,tout accepter,accepter,j'accepte,autoriser,tout autoriser,akzeptieren,alle akzeptieren,alles akzeptieren,alle cookies akzeptieren,zustimmen,allem zustimmen,ich stimme,einverstanden,aceptar,acepto,permitir,aceitar,aceito,accetta,accetto,acconsent,consenti",
    "принять,принимаю,согласиться,согласен,разрешить,قبول,أوافق,موافق,السماح,پذیرش,پذیرفتن,می پذیرم,موافقم,قبول همه,kabul,tümünü kabul,izin ver,接受,全部接受,同意,全部同意,允许,すべて同意,すべて受け入れ,すべて許可,同意する,모두 동의,동의,모두 허용,모두 수락,수락,akceptuj,zaakceptuj,zgadzam,zezwól,прийняти,приймаю,погоджуюсь,дозволити,אישור,אני מסכים,קבל,מאשר",
    "accepteren,alles accepteren,alle cookies accepteren,akkoord,toestaan,acceptă,accept toate,sunt de acord,αποδοχή,αποδέχομαι,συμφωνώ,acceptera,godkänn,tillåt,hyväksy,salli,přijmout,souhlasím,povolit,chấp nhận,đồng ý,ยอมรับ,terima,setuju,elfogad,приемам,прихватам,accepter alle,godta,tillad",
)
"""What begins a button that gives a consent, folded."""
_REFUSES: Final = _starts(
    "reject,refuse,decline,deny,disagree,only necessary,necessary only,only essential,essential only,manage,customi,settings,preferences,cookie settings,more options,tout refuser,refuser,je refuse,interdire,continuer sans,personnaliser,paramétrer,gérer,ablehnen,alle ablehnen,alles ablehnen,nur notwendige,nur erforderliche,nur essenzielle,einstellungen,anpassen,auswahl",
    "rechazar,rechazo,denegar,configurar,personalizar,solo necesarias,rejeitar,recusar,gerir,apenas,rifiuta,nega,personalizza,gestisci,solo necessari,отклонить,отказаться,не согласен,запретить,настроить,только необходимые,رفض,لا أوافق,تخصيص,إدارة,الإعدادات,رد,نمی پذیرم,تنظیمات,reddet,tümünü reddet,yalnızca gerekli,ayarla,özelleştir,拒绝,全部拒绝,拒絕,不同意,仅必要,设置,管理,すべて拒否,拒否,同意しない,設定,必要なもののみ,모두 거부,거부,동의하지,설정",
    "odrzuć,odmów,tylko niezbędne,dostosuj,ustawienia,zarządzaj,відхилити,відмовитися,налаштувати,лише необхідні,דחיית,דחה,סירוב,הגדרות,weiger,alles weigeren,alle weigeren,alleen noodzakelijke,instellingen,voorkeuren,respinge,refuz,doar necesare,setări,personaliz,απόρριψη,ρυθμίσεις,μόνο τα απαραίτητα,avvisa,neka,inställningar,endast nödvändiga,hylkää,asetukset,vain välttämättömät,odmítnout,nastavení,pouze nezbytné,từ chối,tùy chỉnh,ปฏิเสธ,ตั้งค่า,tolak,pengaturan,elutas,beállítás,отхвърл,одбиј,afvis,avslå,kun nødvendige",
)
"""And of one that refuses it, or a part of it."""


def asks_consent(body: Element, said: Sequence[str]) -> bool:
    """Whether a page holds a choice about cookies and nothing else but its site's frame. ``body`` is the whole page with its buttons,
    ``said`` are its lines that are no links."""
    box = _choice(body)
    if box is None:
        return False
    outside = [
        one for one in body.xpath(_HEADINGS)[:_LOOKED_AT] if box not in one.iterancestors() and one is not box
    ]
    framed = set(body.xpath(_FRAME))
    around = (*_lines(framed), *_lines([box]))
    return (
        len(_links(body)) <= _FEW
        and all(_about(one) or not framed.isdisjoint(one.iterancestors()) for one in outside)
        and not any(map(_speaks, set(said).difference(around)))
    )


def _links(body: Element) -> list[Element]:
    """The links of a page outside its site's frame."""
    framed = set(body.xpath(_FRAME))
    own = (link for link in body.iter("a") if framed.isdisjoint(link.iterancestors()))
    return list(islice(own, _LOOKED_AT))


def _choice(body: Element) -> Element | None:
    """The box with the buttons that accept and refuse: called so by its names or by its heading, and holding no heading of anything else."""
    accepting, refusing = [], []
    for button in body.xpath(_BUTTONS)[:_LOOKED_AT]:
        words = plain(button.get("value") or "".join(button.itertext()))
        if _ACCEPTS.match(words):
            accepting.append(button)
        elif _REFUSES.match(words):
            refusing.append(button)
    if not (accepting and refusing):
        return None
    around = set(accepting[0].iterancestors())
    for button in (*accepting, *refusing):
        around.intersection_update(button.iterancestors())
    for above in islice(accepting[0].iterancestors(), _LEVELS):
        if above is body or above.tag == "body":
            return None
        if above in around and (
            _NAMED.search(f"{above.get('id', '')} {above.get('class', '')}")
            or any(map(_about, above.xpath(_HEADINGS)[:_LOOKED_AT]))
        ):
            alien = above.xpath("descendant::*[self::main or self::article or self::nav or self::footer]")
            return None if alien else above
    return None


def _about(heading: Element) -> bool:
    """Whether a heading is about consent, and so is no title of a text."""
    words = texts.clean_title("".join(heading.itertext()))
    return not words or notices.CONSENT.search(words) is not None


def under_heading(body: Element, title: str) -> bool:
    """Whether a field for a password stands under the heading of its page, and neither in the frame of the site nor in a box with a
    heading of its own."""
    main = next(iter(body.iter("h1")), None)
    if main is None and not notices.LOGIN.match(title) and len(_links(body)) > _FEWER:
        return False  # a list beside such a field
    first: dict[Element, Element] = {}
    for heading in body.xpath(_HEADINGS)[:_LOOKED_AT]:
        for one in heading.iterancestors():
            first.setdefault(one, heading)
    for field in body.xpath("//input[@type='password']")[:_FEW]:
        above = list(field.iterancestors())
        if any(one.tag in ("header", "nav", "footer") for one in above):
            continue
        own = next((first[one] for one in above if one in first), None)
        if main is None or own is main or own is None:
            return True
    return False


def missing_template(body: Element) -> bool:
    """Whether a page was made from the template of its site for missing pages, as WordPress and its themes name it."""
    named = body.xpath("self::body/@class | descendant::section/@class | descendant::main/@class")
    return any("error404" in names.split() or "error-404" in names.split() for names in named)


def _speaks(line: str) -> bool:
    """Whether a line may be a sentence of a text: when in doubt it is."""
    size = weight(line)
    site = notices.RIGHTS.search(line) or notices.LETTERS.search(line) or notices.asks_consent(line)
    return not site and (size >= SENTENCE or (size >= _LEAST and _STOP.search(line) is not None))


def _lines(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        for line in texts.element_to_text(element).splitlines():
            yield line.removeprefix("- ").strip()
