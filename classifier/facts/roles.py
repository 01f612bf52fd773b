"""What a sentence does with each party it names, by the wording beside the name (`cues`).

A cue before a name reaches it across a few words that are neither another name nor an end of its reach; the cue that stands nearest
counts. What is done to a party outweighs what is asked of it: in "condemn the attack on X by Y", X is the victim. Parties in one list
("X, Y and Z") share what any of them has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from classifier.facts.cues import (
    AROUND,
    CONDEMNS,
    DENIED,
    HEAD_FIRST,
    LATIN,
    OFFICIALS,
    SAYS,
    SCRIPTS,
    TITLES_AR,
    VERB_FIRST_AR,
)
from classifier.folding import fold
from statements.labels import ActorRole

Span = tuple[int, int]

_FOREIGN = re.compile("[^\x00-\x7f]+")
_NEGATED = re.compile(
    r"(?<!\w)(?:not|never|nor|neither|cannot|n['’]t|without|pas|jamais|nicht|kein\w*|nie|no|non|nao|не|ни|ні|لا|لم|لن|ما|ليس|nie|לא|אינ\w+|نه|degil)\s+(?:\w+\s+)?$"
)
_NEGATED_FA = re.compile(_NEGATED.pattern.replace("|ما|", "|"))  # "ما" is "we" in Persian
_AND = r"(?:\b(?:and|or|as well as|et|ainsi que|und|sowie|y|e|ed|и|а также|і|та|i|oraz|ve|ile|nor|או)\b|[و和与與及、]|以及|및|と|や|과|와|ו)"
_LIST = re.compile(
    rf"\s*(?:[,،、/;](?:\s*{_AND})?|{_AND})\s*(?:(?:the|le|la|les|l['’]|der|die|das|den|dem|el|los|las|il|lo|gli|i|o|a|os|as|al|all['’]|de|del|della|du|des|d['’]|da|do|au|aux|on|upon|to|governments? of|both|[לבה])\s*){{0,3}}"
)
_END = re.compile(r"[.;:!?,،؛。；，！？\n]")
_STOP = re.compile(r"[.;:!?؛。；！？\n]")
_WORD = re.compile(r"\S+")
# Where the adjective or the name's genitive stands before what is done ("Russian aggression", "Russlands Angriff").
_BEFORE_NOUN = frozenset({"en", "de", "ru", "uk", "pl"})
_BETWEEN = r"(?:[^\s.;:!?,،؛]+\s+)"
_ACROSS = r"(?:[^\s.;:!?؛]+\s+)"  # a doer often stands behind a comma ("the bombing of X, Y, by Z")
_VERBS = r"(?:(?:for|against|over|amid|gegen|auf|wegen|fur|за|против|проти|verurteil\w*|осужда\w*|осуд\w*|засудж\w*|засуди\w*|potepi\w*|is|are|was|were|has|have|had|and|or|of|to|by|on|in|after|under|fired?|launch(?:ed|es)?|struck|suffer(?:s|ed)?|fac(?:es|ed)|condemn\w*|must|should|shall|ist|hat|wird|muss|mussen|soll|sollte|nach|[а-яіє]{2,}(?:ть|ти|чь)|przerwac|zaprzestac|wstrzymac|zakonczyc|musi|powinna|должна?|и|после)\b)"
_PERSIAN = re.compile(r"[پچژگ]|(?<!\w)(?:را|مي|نمي|است|كرد)(?!\w)")
LOOK_AHEAD, LOOK_BACK = 90, 24


@dataclass(frozen=True, slots=True)
class _Lead:
    """Stands before a name; ``tier`` 0 outweighs 2. ``gap``: words that may stand between."""

    role: ActorRole
    tier: int
    pattern: re.Pattern[str]
    gap: int
    halts: bool


@dataclass(frozen=True, slots=True)
class _Follow:
    """Begins where a name ends; ``before`` must end where it begins."""

    role: ActorRole
    tier: int
    before: re.Pattern[str] | None
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Grammar:
    leads: tuple[_Lead, ...]
    follows: tuple[_Follow, ...]
    halt: re.Pattern[str] | None


def _folded(fragment: str) -> str:
    """A fragment with its letters folded and its syntax as it was."""
    return _FOREIGN.sub(lambda match: fold(match.group()), fragment)


def _head_first(language: str) -> _Grammar:
    part = {key: _folded(fragment) for key, fragment in HEAD_FIRST[language].items()}
    harm = rf"(?<!\w)(?:{part['harm']}|{part['seize']})(?!\w)"
    seize = rf"(?<!\w)(?:{part['seize']})(?!\w)"
    of = (
        rf"(?:\s+(?:{part['of'].removesuffix('?')})(?!\w))" + ("?" if part["of"].endswith("?") else "")
        if part["of"]
        else ""
    )
    any_of = rf"(?:\s+(?:{part['of'].removesuffix('?')}))" if part["of"] else ""

    def lead(role: ActorRole, tier: int, source: str, gap: int, *, halts: bool) -> _Lead:
        return _Lead(role, tier, re.compile(source), gap, halts)

    leads = [
        lead(ActorRole.BLAMED, 0, rf"{harm}\s+{_ACROSS}{{0,9}}?(?:{part['by']})(?!\w)", 4, halts=False),
        lead(ActorRole.VICTIM, 0, rf"{harm}\s+{_BETWEEN}{{0,7}}?(?:{part['on']})(?!\w)", 5, halts=False),
        lead(ActorRole.BLAMED, 1, rf"(?<!\w)(?:{part['harm']})(?!\w){of}", 2, halts=True),
        lead(ActorRole.VICTIM, 0, rf"{seize}{any_of}", 2, halts=True),
        lead(ActorRole.BLAMED, 2, rf"(?<!\w)(?:{part['condemn']})(?!\w)", 3, halts=True),
        lead(ActorRole.URGED, 2, rf"(?<!\w)(?:{part['urge']})(?!\w)", 5, halts=True),
        lead(ActorRole.PRAISED, 2, rf"(?<!\w)(?:{part['praise']})(?!\w)", 5, halts=True),
        lead(ActorRole.VICTIM, 2, rf"(?<!\w)(?:{part['mourn']})(?!\w)", 7, halts=False),
    ]
    own = r"(?:['’]s?|s)?\s+"
    follows = [
        _Follow(
            ActorRole.URGED, 3, None, re.compile(rf"(?:['’]?\s+){_BETWEEN}{{0,2}}?(?:{part['must']})(?!\w)")
        ),
        _Follow(ActorRole.BLAMED, 3, None, re.compile(rf"\s+(?:{part['wrong']})")),
    ]
    if language in _BEFORE_NOUN:
        source = rf"{own}(?:(?!{_VERBS}){_BETWEEN}){{0,2}}?(?:{part['harm']}|{part['seize']})(?!\w)"
        follows.append(_Follow(ActorRole.BLAMED, 1, None, re.compile(source)))
    return _Grammar(tuple(leads), tuple(follows), re.compile(rf"(?<!\w)(?:{part['halt']})(?!\w)"))


@cache
def _grammar(language: str) -> _Grammar:
    base = _head_first(language) if language in HEAD_FIRST else _Grammar((), (), None)
    around = []
    clause = r"[^.;!?،؛]{0,60}?"
    for tier, (role, before, after) in enumerate(AROUND.get(language, ())):
        earlier = re.compile(_folded(before)) if before else None
        later = re.compile(_folded(after.replace("{0}", clause)))
        # A language whose nouns come first has its other rules beside these.
        around.append(_Follow(ActorRole(role), 2 if base.leads else tier, earlier, later))
    return _Grammar(base.leads, (*base.follows, *around), base.halt)


def _languages(text: str, language: str | None) -> tuple[str, ...]:
    if language in HEAD_FIRST or language in AROUND:
        return (language,)
    if language is None:
        if _PERSIAN.search(text):
            return ("fa",)
        return next((languages for letters, languages in SCRIPTS if letters.search(text)), LATIN)
    return ("en",)


def _reaches(text: str, lead: _Lead, end: int, name: int, halt: re.Pattern[str] | None) -> bool:
    between = text[end:name]
    ends = _STOP if lead.tier == 0 else _END
    if len(between) > 80 or ends.search(between) or len(_WORD.findall(between)) > lead.gap:
        return False
    return not (lead.halts and halt is not None and halt.search(between))


def _lists(text: str, names: Sequence[Span]) -> list[list[int]]:
    """Indices of the names, those of one list together."""
    runs: list[list[int]] = []
    for i, (start, _) in enumerate(names):
        between = text[names[i - 1][1] : start] if i else ""
        if i and between and _LIST.fullmatch(between):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


_PARTY = frozenset({ActorRole.BLAMED, ActorRole.VICTIM})
_LINK = r"(?:and|or|which|who|that|whom|on|in|by|for|et|qui|que|und|oder|die|der|y|e|i|и|і|та|que|che|oraz|которы\w*|что|на|по|в|за|for|but|while|as)"
_ARTICLE = re.compile(
    r"\s+(?:den|die|das|diesen|el|la|los|las|il|lo|l['’]|gli|i|le|o|a|os|as)(?:\s|(?<=['’]))"
)
_INSTRUMENT = re.compile(r"\w{2,}(?:еи|ои|ею|єю|ією|ою|ью|ами|ями|ом|ем)(?!\w)")
_WITH = re.compile(r"(?<!\w)(?:с|со|з|із|зі|между|між|над|перед|за|под|під|в|во|у|на|по|о|об)\s+(?:\w+\s+)?$")
_THIRD_TR = re.compile(r"(?<!\w)(?:kina|lanetle|kini|lanetli)(?:maktadir|makta|mis\w*|di|yor)(?!\w)")
_THIRD_FA = re.compile(r"(?:محكوم (?:مي ?كند|كرد|كرده است|نمود))(?!\w)")


@dataclass(frozen=True, slots=True)
class _Syntax:
    subject: re.Pattern[str] | None
    passive: re.Pattern[str] | None
    of: re.Pattern[str] | None
    by: re.Pattern[str] | None
    denied: re.Pattern[str] | None
    condemn: re.Pattern[str] | None
    near: re.Pattern[str] | None
    inverted: re.Pattern[str] | None


@cache
def _syntax(language: str) -> _Syntax:
    part = {key: _folded(fragment) for key, fragment in HEAD_FIRST.get(language, {}).items()}
    verb = _folded(CONDEMNS[language]) if language in CONDEMNS else None
    subject = None
    if verb and language in ("zh", "ja", "ko"):
        behind = "" if language == "zh" else "[^.。]{0,120}(?:非難|糾弾|批判|규탄|비난)"
        subject = re.compile(verb + behind)
    elif verb:
        stop = rf"(?:{part['harm']}|{part['seize']}|{_LINK})(?!\w)"
        subject = re.compile(
            rf"\S{{0,4}}\s+(?:(?!{stop}){_BETWEEN}){{0,3}}?{verb}(?!\w)(?!\s+(?:by|par|por)\b)"
        )
    denied = (
        re.compile(
            rf"(?<!\w)(?:{_folded(DENIED[language])})"
            if language not in ("zh", "ja", "ko", "tr")
            else DENIED[language]
        )
        if language in DENIED
        else None
    )
    if not part:
        return _Syntax(subject, None, None, None, denied, None, None, None)
    both = rf"(?<!\w)(?:{part['harm']}|{part['seize']})(?!\w)"
    link = rf"(?:\s+(?:{part['of'].removesuffix('?')}))?" if part["of"] else ""
    return _Syntax(
        subject,
        re.compile(rf"(?<!\w)(?:{part['condemn']})\s+(?:{part['by']})\s*(?:\w+['’ ]\s*)?$"),
        re.compile(rf"{both}{link}\s*(?:(?:the|la|le|l['’]|el|il|o|a|ال)\s*)?$"),
        re.compile(rf"\s+(?:{part['by']})\s*(?:\w+['’ ]\s*)?$"),
        denied,
        re.compile(rf"(?<!\w)(?:{part['condemn']})"),
        re.compile(rf"{both}\s+{_BETWEEN}{{0,3}}$"),
        re.compile(rf"(?<!\w){verb}\s+$")
        if verb and language in ("de", "es", "it", "pt", "ru", "uk")
        else None,
    )


@cache
def _arabic() -> tuple[re.Pattern[str], ...]:
    harm = _folded(HEAD_FIRST["ar"]["harm"])
    return (
        re.compile(rf"(?<!\w){_folded(VERB_FIRST_AR)}\s+(?:{_folded(TITLES_AR)}\s+){{0,4}}(?:ال)?$"),
        re.compile(rf"(?<!\w)(?:{harm})\s+(?:{_folded(TITLES_AR)}\s+)?(?:ال)?$"),
        re.compile(r"\s+(?:ل|علي\s|ضد\s)"),
        re.compile(rf"(?<!\w)(?:{_folded(SAYS)}|اكدت?)\s+(?:{_folded(TITLES_AR)}\s+){{0,4}}(?:ال)?$"),
    )


def _subject(text: str, first: Span, last: Span, language: str, syntax: _Syntax) -> bool:
    """Whether the list of parties from ``first`` to ``last`` is who condemns."""
    before, after = text[max(0, first[0] - 60) : first[0]], text[last[1] : last[1] + 160]
    if syntax.passive and syntax.passive.search(before):
        return True
    if language == "ar":
        return _arabic()[0].search(before) is not None
    if language in ("tr", "fa"):
        third = _THIRD_TR if language == "tr" else _THIRD_FA
        if syntax.of is not None and syntax.of.search(before):
            return False
        return len(before.split()) <= 3 and after[:1] in " ," and third.search(text) is not None
    if syntax.inverted is not None and syntax.inverted.search(before):
        # "Today condemns X the attack"; in Russian the case shows it.
        if language in ("ru", "uk"):
            return text[first[0] : first[1]].endswith(("ия", "ія", "на", "ша"))
        return _ARTICLE.match(after) is not None
    return syntax.subject is not None and syntax.subject.match(after) is not None


def _agents(text: str, names: Sequence[Span], language: str, syntax: _Syntax, given: list[ActorRole]) -> None:
    """Who does it in the instrumental or behind "by", and to whom."""
    for i, (start, end) in enumerate(names):
        before, after = text[max(0, start - 60) : start], text[end : end + 60]
        object_ = (
            i > 0
            and syntax.of is not None
            and syntax.of.search(text[max(0, names[i - 1][0] - 60) : names[i - 1][0]])
        )
        between = text[names[i - 1][1] : start] if i else ""
        agent = bool(object_ and syntax.by is not None and syntax.by.fullmatch(between))
        if language in ("ru", "uk") and not _WITH.search(before):
            near = syntax.near is not None and syntax.near.search(before)
            adjective = re.search(r"ськ|ск", text[start:end]) is not None
            word = _WORD.match(text, start)
            told = word.group().rstrip(".,;:!?") if word else ""
            follows = _INSTRUMENT.match(after.lstrip())
            instrument = (
                (told.endswith("ими") or bool(follows and re.search(r"(?:ои|ою|им)$", told)))
                if adjective
                else bool(_INSTRUMENT.fullmatch(told))
            )
            if near and instrument:
                given[i] = ActorRole.BLAMED
                agent = bool(object_ and between.isspace())
        if language == "ar" and _arabic()[1].search(before):
            if lead := _arabic()[2].match(after):
                given[i] = ActorRole.BLAMED
                if i + 1 < len(names) and names[i + 1][0] - end <= lead.end() + 1:
                    given[i + 1] = ActorRole.VICTIM
            elif re.search(r"قصف\s+(?:ال)?$", before) and given[i] is ActorRole.VICTIM:
                given[i] = ActorRole.MENTIONED  # by whom, or of whom
        if agent:
            given[i], given[i - 1] = ActorRole.BLAMED, ActorRole.VICTIM


_SAID = re.compile(rf"\S{{0,4}}\s+(?:[^\s.;:!?,]+\s+){{0,3}}?{SAYS}(?!\w)")
_OFFICIAL = re.compile(rf"(?<!\w){OFFICIALS}(?!\w)")


def _reported(text: str, first: Span, last: Span, language: str, floor: int, syntax: _Syntax) -> bool:
    """Whether the party ending at ``last`` is one whose words the text passes on."""
    after = text[last[1] : last[1] + 160]
    if _SAID.match(after) and (syntax.condemn is None or syntax.condemn.search(after)):
        return True
    if language == "ar" and syntax.condemn is not None:
        return _arabic()[3].search(text[max(0, first[0] - 60) : first[0]]) is not None and bool(
            syntax.condemn.search(after)
        )
    if syntax.subject is None or not (told := syntax.subject.match(after)):
        return False
    return _OFFICIAL.search(text[max(floor, last[0] - 40) : last[1] + told.end()]) is not None


def _corrected(
    text: str,
    names: Sequence[Span],
    runs: Sequence[Sequence[int]],
    languages: Sequence[str],
    given: list[ActorRole],
    own: frozenset[int],
) -> list[ActorRole]:
    """``given`` without what the syntax of the sentence speaks against; in doubt a party is only mentioned."""
    for language in languages:
        syntax = _syntax(language)
        _agents(text, names, language, syntax, given)
        for run in runs:
            first, last = names[run[0]], names[run[-1]]
            if language == "tr" and len(run) > 1:
                last = first
            # Where the verb stands last, only the first party can be who speaks.
            if language in ("tr", "fa") and run[0]:
                continue
            if _subject(text, first, last, language, syntax):
                for i in run if last != first or len(run) == 1 else run[:1]:
                    if given[i] in _PARTY:
                        given[i] = ActorRole.MENTIONED
        if syntax.denied is not None and syntax.denied.search(text):
            given[:] = [ActorRole.MENTIONED if role is ActorRole.BLAMED else role for role in given]
        for run in runs:
            floor = names[run[0] - 1][1] if run[0] else 0
            if not own & set(run) and _reported(text, names[run[0]], names[run[-1]], language, floor, syntax):
                given[run[0] :] = [ActorRole.MENTIONED] * (len(given) - run[0])
                break
    return given


def roles(
    text: str,
    names: Sequence[Span],
    language: str | None,
    unnamed: Sequence[Span] = (),
    own: Sequence[int] = (),
) -> list[ActorRole]:
    """The role of each name in one folded sentence; ``names`` are in order and do not overlap. No cue reaches across ``unnamed``
    ("all parties in X" addresses nobody named). ``own``: indices of the names that are the issuer's."""
    if not names:
        return []
    best: list[tuple[int, int, ActorRole] | None] = [None] * len(names)
    languages = _languages(text, language)
    grammars = [_grammar(name) for name in languages]
    negated = _NEGATED_FA if languages == ("fa",) else _NEGATED
    runs = _lists(text, names)
    for grammar in grammars:
        cues = [
            (match.start(), match.end(), lead)
            for lead in grammar.leads
            for match in lead.pattern.finditer(text)
        ]
        for run in runs:
            first, last = names[run[0]], names[run[-1]]
            floor = names[run[0] - 1][1] if run[0] else 0
            floor = max([floor, *(end for _, end in unnamed if end <= first[0])])
            options: list[tuple[int, int, ActorRole]] = []
            for begin, end, lead in cues:
                if (
                    floor <= end <= first[0]
                    and _reaches(text, lead, end, first[0], grammar.halt)
                    and not negated.search(text[max(0, begin - 20) : begin])
                ):
                    options.append((lead.tier, -end, lead.role))
            before = text[max(0, first[0] - LOOK_BACK) : first[0]]
            after = text[last[1] : last[1] + LOOK_AHEAD]
            limit = next((names[i][0] - last[1] for i in (run[-1] + 1,) if i < len(names)), LOOK_AHEAD)
            for follow in grammar.follows:
                if follow.before is not None and not follow.before.search(before):
                    continue
                match = follow.pattern.match(after)
                # What is done to the name after this one may stand between; a verb behind that name is not this one's.
                if match and (follow.tier == 1 and match.end() <= limit or follow.tier != 1):
                    if follow.pattern.pattern == "" and follow.before is None:
                        continue
                    options.append((follow.tier, 0, follow.role))
            if options:
                chosen = min(options, key=lambda option: option[:2])
                for i in run:
                    known = best[i]
                    if known is None or chosen[:2] < known[:2]:
                        best[i] = chosen
    found = [ActorRole.MENTIONED if option is None else option[2] for option in best]
    return _corrected(text, names, runs, languages, found, frozenset(own))
