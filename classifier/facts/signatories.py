"""Who signed a joint statement: the parties listed in its title, its opening, and a closing paragraph of alignment."""

from __future__ import annotations

import re

from classifier.facts.folded import Folded
from classifier.facts.kind import kind
from classifier.folding import fold, scrub
from statements.issuers import find_countries
from statements.labels import Kind
from statements.names import ORGANISATIONS

OPENING = 900
"""Characters of the text in which the list of signatories is looked for."""
GAP = 60
"""Characters that may stand between two parties of one list ("..., and the Minister for Foreign Affairs of ...")."""

NEAR = 25
"""The same in a list of those somebody speaks for, where no offices stand between."""
_DELIVERS = re.compile(
    r"\bspeak\w*|\bdeliver\w*|\bstatement\b|\bdeclaration\b|\bhonou?r|\bpronon\w+|\bparle\b|\bsprech\w*|\berklarung|\bdeclaracion|\bhablo\b|\bintervengo|\bdichiarazione|\bdeclaracao|\boswiadczeni\w+|\bwystepuj\w+|выступ\w+|заявлен\w+|заяв[аиу]|بيان|كلمه|بيانيه|הצהרה|发言|声明|ステートメント|発言|声明|발언|성명|konus\w+|aciklama"
)
# Where the subject of the statement begins: parties after it are what it is about.
_ABOUT = re.compile(
    r"\s(?:on|regarding|concerning|about|following|in response|condemning|welcoming|at the|sur|concernant|au sujet|relative?|a propos|zu|zur|zum|uber|anlasslich|sobre|acerca|con motivo|relativa|по|о|об|относительно|в связи"
    r"|про|щодо|w sprawie|na temat|بشان|حول|بخصوص|ازاء|عن الوضع|مورخ|درباره|در خصوص|hakkinda|iliskin|su|sulla|sul|sui|בנושא|בנוגע|על המצב)(?:\s|$)|关于|就|に関する|に係る|についての|관련|에 관한|에 대한"
)
_VERB = re.compile(
    r"\b(?:on|regarding|concerning|about|sur|zu|zur|zum|sobre|о|об|про|بشان|حول|is|are|was|were|condemn\w*|welcom\w*|call\w* (?:on|for)|urge\w*|express\w*|met|reaffirm\w*|support\w*|against|in|attack\w*|with regard|remain\w*|who|which|"
    r"condamn\w*|appel\w*|verurteil\w*|fordern|begrus\w*|condenan|expresan|осужда\w*|призыва\w*|засуджу\w*|заклика\w*|condann\w*|potepia\w*|wzywa\w*|kini\w*|محكوم|تدين|يدينون|מגנים|קוראים)\b|谴责|敦促|呼吁|非難|求め|규탄|촉구"
)
_BY = re.compile(r"(?i)\b(?:statement|declaration|communiqué|appeal)\s+(?:by|from|of)\b")
_GROUPS = frozenset({"G7", "G20", "E3"})
"""Groups of states that sign as one."""
_ALIGN = re.compile(
    r"(?:align(?:s|ed|ing)? (?:themselves|itself|himself) with|associates? (?:itself|themselves) with|(?:countries|states) (?:\w+ )?(?:join(?:s|ed)?|support(?:s|ed)?|endorsed?|co-?sponsor(?:s|ed)?) (?:in )?this (?:\w+ )?(?:statement|declaration)|join(?:s|ed)? (?:in )?this (?:\w+ )?(?:statement|declaration)|subscribes? to this|also supported by)"
    r"|s['’ ]associ\w+ a|se rallient a|se joignent a|s['’]align\w+ sur|schliess\w+ sich|se suma\w*|se adhier\w*|se alinea\w*|se asocia\w*|si allinea\w*|aderiscono|si associa\w*|alinham-se|associam-se|subscrevem|przylacza\w*|присоединя\w+|поддержа\w+ это заявление|приеднують\w*|приєдну\w+|katil(?:mislardir|maktadir|iyor\w*|di\w*|an ulkeler)|انضم\w*|تنضم|ينضم|مي ?پيوند\w*|پيوست\w*|همراهي كردند|מצטרפ\w+|הצטרפ\w+|赞同本声明|加入本声明|支持本声明|本声明に(?:賛同|参加|同調)|이 성명에 (?:동참|참여|동조)|본 성명에 (?:동참|참여)"
)
_BEHALF = re.compile(
    r"\bon behalf of\b|\bau nom d|\bim namen\b|\ben nombre d|\ba nome d|\bem nome d|\bw imieniu\b|\bот имени\b|\bвід імені\b|\badina\b|نيابه عن|باسم(?= (?:الاتحاد|مجموعه|دول|كل|حكومات))|به نمايندگي از|از طرف|בשם|代表|を代表して|を代表し|대표하여|대신하여"
)
_BEHIND = frozenset({"を代表して", "を代表し", "대표하여", "대신하여", "adina"})
"""What stands behind those it speaks for."""
_LINE = re.compile(r"[^\n]+")
MANY = 1_200
"""Characters that a list of those somebody speaks for may take."""


def _runs(text: str, *, gap: int) -> list[list[tuple[str, int, int]]]:
    """Groups of parties named close to each other with no verb between."""
    runs: list[list[tuple[str, int, int]]] = []
    for code, start, end in find_countries(text):
        if runs:
            between = text[runs[-1][-1][2] : start]
            if (
                len(between) <= gap
                and not _VERB.search(fold(between))
                and not re.search(r"[.!?:](?:\s|$)", between)
            ):
                runs[-1].append((code, start, end))
                continue
        runs.append([(code, start, end)])
    return runs


def _distinct(run: list[tuple[str, int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code, _, _ in run))


def _aligned(text: str, language: str | None) -> tuple[str, ...]:
    """States that a closing paragraph says join in; when it ends in a colon, also those in the lines under it."""
    found: list[str] = []
    listing = False
    for paragraph in text[-4_000:].split("\n"):
        line = paragraph.strip()
        named = find_countries(line, language)
        folded = Folded(line)
        # An organisation before the verb joins in; behind it, it is whose statement they join.
        if match := _ALIGN.search(folded.text):
            listing = line.endswith((":", "：")) or not named
            found += [c for c, at, _ in named if c not in ORGANISATIONS or folded.at(at) < match.start()]
        elif line and listing and named and len(line) <= 400:
            found += [code for code, _, _ in named if code not in ORGANISATIONS]
        elif line:
            listing = False
    return tuple(dict.fromkeys(found))


def _behalf(title: str, text: str) -> tuple[str, ...]:
    """Parties that the title, or whoever delivers the text in its opening, speaks for. Condolences and thanks are said on somebody's
    behalf too, and sign nothing."""
    for part, more in ((title, f"{title}\n{text}"), (text[:OPENING], text)):
        folded = Folded(part)
        for match in _BEHALF.finditer(folded.text):
            if part is not title and not _DELIVERS.search(
                folded.text[max(0, match.start() - 60) : match.end() + 60]
            ):
                continue
            at = len(folded.original(0, match.start())) if match.start() else 0
            behind = match.group() in _BEHIND
            span = part[max(0, at - 200) : at] if behind else more[at : at + MANY]
            span = re.split(r"[.!?。\n]", span)[-1 if behind else 0]
            if runs := _runs(span, gap=NEAR):
                return _distinct(runs[-1 if behind else 0])
    return ()


def signatories(title: str, text: str, language: str | None = None) -> tuple[str, ...]:
    """Codes of the signatories of a joint statement in text order, each once; empty for any other text, or when no list of at
    least two can be read. A statement on behalf of an organisation is one when others align themselves with it.
    ``language`` helps with names that are words elsewhere ("Island")."""
    title, text = scrub(title[:1000]), scrub(text)
    # The opening ends where those who join in begin.
    lines = (line.start() for line in _LINE.finditer(text, 0, OPENING) if _ALIGN.search(fold(line.group())))
    joined = next((start for start in lines if find_countries(text[:start])), OPENING)
    opening = text[:joined]
    spoken_for = _behalf(title, text)
    aligned = _aligned(text, language) if text else ()
    if kind(title, text) is not Kind.JOINT_STATEMENT:
        if len(spoken_for) > 1 or (spoken_for and aligned):
            return tuple(dict.fromkeys((*spoken_for, *aligned)))
        return ()
    signed = title[by.end() :] if (by := _BY.search(title)) else title
    about = _ABOUT.search(f"{signed} ".casefold())
    signed = signed[: about.start()] if about and (by or about.start() > 10) else signed
    found: tuple[str, ...] = ()
    # A title that names them all is believed; one cut short ("France,…") is not.
    parts = (opening,) if title.rstrip().endswith(("…", "...")) else (signed, opening)
    # Where nobody signs before those who join in, they are the signatories.
    parts = (*parts, text[:OPENING])
    for part in parts:
        if len(found) < 2:
            found = max((_distinct(run) for run in _runs(part, gap=GAP)), key=len, default=())
    group = next((code for code, _, _ in find_countries(signed) if code in _GROUPS), None)
    if len(found) < 2 and len(spoken_for) > 1:
        found = spoken_for
    if len(found) < 2 and group is not None:
        return tuple(dict.fromkeys((group, *aligned)))
    if len(found) < 2:
        return tuple(dict.fromkeys((*spoken_for, *aligned))) if spoken_for and aligned else ()
    return tuple(dict.fromkeys((*found, *aligned)))
