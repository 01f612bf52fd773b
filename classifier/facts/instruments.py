"""Treaties, articles of the UN Charter, and resolutions of other bodies than the Security Council that a text cites.

Resolutions come under their symbol: ``A/RES/ES-11/1``, ``A/RES/68/262``, ``A/RES/181(II)``, ``A/HRC/RES/46/22``. A bare number is one of
the General Assembly's where the text says so; its session, written beside it, belongs to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from classifier.facts.aliases import Aliases
from classifier.facts.folded import Folded
from classifier.facts.treaties import CHARTER, TREATIES

MAX_CHARACTERS = 200_000
MAX_FOUND = 60

SESSIONS = {
    "181": "II", "194": "III", "217": "III", "273": "III", "302": "IV", "377": "V", "1514": "XV", "1541": "XV", "1803": "XVII",
    "2065": "XX", "2131": "XX", "2625": "XXV", "2758": "XXVI", "3236": "XXIX", "3314": "XXIX", "3379": "XXX",
}  # fmt: skip
"""Of resolutions so old that they have a number of their own and so well known that texts leave the session out."""

_SYMBOL = re.compile(
    r"\ba/(?P<hrc>hrc/)?res/(?P<number>(?:es-\d{1,2}/\d{1,3}|s-\d{1,2}/\d{1,3}|\d{1,3}/\d{1,3}|\d{2,4}\s?\(?[ivx]*\)?))(?:\s?[a-z]\b)?"
)
_ASSEMBLY = re.compile(
    r"general assembly|\bunga\b|\bga res\b|assemblee generale|\bagnu\b|asamblea general|generalversammlung|vollversammlung|assemblea generale|assembleia geral|zgromadzeni\w* ogoln\w*"
    r"|генеральн\w+ ассамбле\w+|\bга оон\b|генеральн\w+ асамбле\w+|الجمعيه العامه|مجمع عمومي|genel kurul\w*|联合国大会|联大|聯大|国連総会|総会決議|유엔 ?총회|총회 ?결의|העצרת הכללית|עצרת האו[\"״]?ם"
)
_RIGHTS = re.compile(
    r"human rights council|conseil des droits|consejo de derechos|menschenrechtsrat|consiglio (?:per i|dei) diritti|conselho de direitos|совет\w* по правам|рад\w+ з прав|مجلس حقوق ?الانسان|شوراي حقوق بشر|人权理事会|人権理事会|인권이사회|insan haklari konseyi|rad\w+ praw czlowieka|מועצת זכויות האדם"
)
_SECURITY = re.compile(
    r"security council|unsc|s/res|conseil de securite|consejo de seguridad|sicherheitsrat|совет\w* безопасности|\bсб\b|مجلس الامن|شوراي امنيت|安理会|安全理事会|安保理|안보리|안전보장이사회|guvenlik konseyi|bmgk|consiglio di sicurezza|conselho de seguranca|rad\w+ bezpiecz\w+|рад\w+ безпеки|\bрб\b|מועצת הביטחון"
)
_RESOLUTION = re.compile(
    r"resolution|resolucion|risoluzion|resoluc(?:ao|oes)|rezolucj|резолюц|قرار|قطعنامه|karar|决议|決議|결의|החלט(?:ה|ת|ות)|\bres\."
)
_ITEM = re.compile(
    r"(?<![0-9a-z/.-])(?:(?P<modern>(?:es-\d{1,2}|s-\d{1,2}|[1-9]\d?)/\d{1,3})(?![\d/])|(?P<old>\d{3,4})(?![\d/])(?:\s?[a-e]\b)?(?:\s?\((?P<session>[ivx]+)\)|\s?\((?:d-|د ?- ?)\d+\))?)"
)
_YEAR_AFTER = re.compile(r"\s*(?:\((?:19|20)\d\d\)|/\s?(?:19|20)\d\d\b)")

_ARTICLE = r"(?:articles?|arts?\.?|artikeln?s?|articulos?|articol[oi]|artigos?|artykul\w*|art\.|maddes?\w*|madde|стать[еяюиеями]+|ст\.|статт\w+|الماده|للماده|بالماده|والماده|الفقره|ماده|مواد|סעיף|סעיפים)"
_CHARTER_ARTICLE = re.compile(
    rf"(?:(?<!\w){_ARTICLE}|第|제)\s?(?P<list>\d{{1,3}}(?:\s?[.(]\s?\d\s?\)?)?(?:\s?(?:,|and|et|und|y|e|и|і|та|i|و|、|和|及び|ve)\s?\d{{1,3}}(?:\s?[.(]\s?\d\s?\)?)?){{0,4}})"
    r"|(?P<tr>\d{1,3})['’]?\s?(?:inci|nci|uncu|ncu|unci|\.)\s?madde"
)
_PARAGRAPH = re.compile(
    r"\s?(?:,|の|第)?\s?(?:paragraph|para\.?|paragraphe|absatz|abs\.|parrafo|apartado|paragrafo|comma|ust\.?|ustep\w*|пункт\w*|п\.|ч\.|частин\w*|الفقره|بند|fikra\w*|סעיף קטן|第|제)\s?(\d)(?:\s?[项項款항])?"
)
_FIRST_PARAGRAPH = re.compile(
    r"(?:paragraph|para\.?|paragraphe|absatz|parrafo|apartado|paragrafo|ust\.?|пункт\w*|п\.|ч\.|частин\w*|الفقره|بند)\s?(\d)\s?(?:of|de l['’]|del|von|dell['’]|do|من|стать\w+|статт\w+)?\s?$"
)
_NEAR = 70
"""Characters between an article and the Charter it belongs to."""


@cache
def _treaties() -> Aliases:
    return Aliases(TREATIES)


def _symbol(number: str) -> str:
    return re.sub(r"\s+", "", number).upper()


def _old(number: str, session: str | None) -> str:
    session = session.upper() if session else SESSIONS.get(number)
    return f"A/RES/{number}({session})" if session else f"A/RES/{number}"


def _resolutions(text: str) -> Iterator[tuple[int, str]]:
    for match in _SYMBOL.finditer(text):
        number = _symbol(match["number"])
        plain = re.fullmatch(r"(\d{2,4})\(?([IVX]*)\)?", number)
        if match["hrc"]:
            yield match.start(), f"A/HRC/RES/{number}"
        elif plain and "/" not in number:
            yield match.start(), _old(plain[1], plain[2] or None)
        else:
            yield match.start(), f"A/RES/{number}"
    for item in _ITEM.finditer(text):
        before = re.split(r"[.!?;。؛]\s|\n", text[max(0, item.start() - 110) : item.start()])[-1]
        after = re.split(r"[.!?;。؛]\s|\n", text[item.end() : item.end() + 70])[0]
        window = before + after
        modern = item["modern"]
        if not _RESOLUTION.search(window) or before.endswith(("res/", "$", "€")):
            continue
        # Whose resolution: the last body named before it, else the first behind it.
        bodies = [(m.start(), name) for name, pattern in _BODIES for m in pattern.finditer(before)]
        later = [(m.start(), name) for name, pattern in _BODIES for m in pattern.finditer(after)]
        body = max(bodies)[1] if bodies else min(later)[1] if later else None
        if modern is None:
            number = item["old"]
            if (
                number not in SESSIONS
                and not item["session"]
                and not (body == "assembly" and _alone(before, after))
            ):
                continue
            if body not in ("assembly", None) or (
                body is None and not (item["session"] or _stands_alone(before))
            ):
                continue
            if _YEAR_AFTER.match(text, item.end()) or (
                number not in SESSIONS and re.match("(?:19|20)\\d\\d", number)
            ):
                continue
            yield item.start(), _old(number, item["session"])
        elif body == "rights":
            yield item.start(), f"A/HRC/RES/{_symbol(modern)}"
        elif body == "assembly" or modern.startswith("es-"):
            yield item.start(), f"A/RES/{_symbol(modern)}"


_BODIES = (("assembly", _ASSEMBLY), ("rights", _RIGHTS), ("council", _SECURITY))


def _alone(before: str, after: str) -> bool:
    """Whether a number stands beside the word for resolution, rather than anywhere in its sentence."""
    return bool(_RESOLUTION.search(before[-45:]) or _RESOLUTION.search(after[:25]))


def _stands_alone(before: str) -> bool:
    """Whether the word for resolution is what stands directly before a number."""
    return bool(
        re.search(
            r"(?:resolution|resolucion|risoluzione|resolucao|резолюци\w+|القرار|قرار|rezolucj\w+|결의)\s?(?:un|onu|no\.?|n\.?|№|رقم|제)?\s?$",
            before,
        )
    )


def _articles(text: str, charters: list[tuple[int, int]]) -> Iterator[tuple[int, str, int]]:
    """Articles of the Charter: where, which, and which mention of the Charter they belong to."""
    starts = [start for start, _ in charters]  # in order

    def parted(after: int, before: int) -> bool:
        return bisect_right(starts, after) < bisect_left(starts, before)

    for index, (start, end) in enumerate(charters):
        low, high = max(0, start - _NEAR), min(len(text), end + _NEAR)
        for match in _CHARTER_ARTICLE.finditer(text, low, high):
            between = text[match.end() : start] if match.end() <= start else text[end : match.start()]
            if re.search(r"[;!?。\n]|\.\s", between) or parted(low, start) or parted(end, match.start()):
                continue
            listed = match["list"] or match["tr"]
            numbers = re.findall(r"(\d{1,3})(?:\s?[.(]\s?(\d)\s?\)?)?", listed)
            for number, paragraph in numbers:
                if not 1 <= int(number) <= 111:
                    continue
                if not paragraph and len(numbers) == 1:
                    behind = _PARAGRAPH.match(re.sub(r"^[条條조]", "", text[match.end() : match.end() + 25]))
                    ahead = _FIRST_PARAGRAPH.search(text[max(0, match.start() - 30) : match.start()])
                    paragraph = behind[1] if behind else ahead[1] if ahead else ""
                label = f"{number}({paragraph})" if paragraph else number
                yield match.start(), f"{CHARTER}, Article {label}", index


def instruments(text: str) -> tuple[str, ...]:
    """Their usual English names or symbols, each once, in the order of the text. An article of the Charter stands for the mention of
    the Charter beside it."""
    folded = Folded(text[:MAX_CHARACTERS])
    named = _treaties().find(folded)
    charters = [(start, end) for name, start, end in named if name == CHARTER]
    cited = list(_articles(folded.text, charters))
    spoken_for = {charters[index] for _, _, index in cited}
    found = [(start, name) for name, start, end in named if (start, end) not in spoken_for]
    found += [(start, name) for start, name, _ in cited]
    found += _resolutions(folded.text)
    found.sort(key=lambda item: item[0])
    return tuple(dict.fromkeys(name for _, name in found))[:MAX_FOUND]
