"""What the issuer says it will do, with the sum and the date.

A sentence counts that speaks of giving or doing as still to come, and carries a sum of money or a day, month or year by which. Aid of
the past, questions, and what others are asked to give do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from classifier.facts.due import due
from classifier.facts.money import sums
from classifier.folding import fold
from statements.model import Pledge

MAX_PLEDGES = 40

_FOREIGN = re.compile("[^\x00-\x7f]+")
# Giving that is announced or still to come.
_GIVES = (
    r"\b(?:will|shall|intends? to|plans? to|(?:is|are|am) (?:going|pleased|determined|committed|ready) to|has decided to|have decided to|decided to) (?:\w+ ){0,3}?(?:provide|contribute|allocate|give|send|deliver|fund|finance|invest|donate|increase|extend|disburse|host|open|reopen|withdraw|complete|support|make available|double|supply|build|phase out|ratify|join|train|raise|set up|launch|end)\b"
    r"|\b(?:pledg(?:e|es|ed|ing)|commits?|committed|commitment of|committing|undertakes? to|announc(?:e|es|ed|ing) (?:\w+ ){0,8}?(?:contribution|package|funding|aid|assistance|support|grant|donation|eur|usd|million|billion|[$€£]\d)|(?:is|are) (?:providing|contributing|allocating|making available)|new (?:package|contribution) of|promis(?:e|es|ed))\b"
    r"|\b(?:allouera|versera|fournira|contribuera|consacrera|accordera|debloquera|mettra a disposition|apportera|donnera|financera|mobilisera|ouvrira|livrera|doublera|portera)(?:ons|ont)?\b|\b(?:allouerons|verserons|fournirons|contribuerons|consacrerons|accorderons|apporterons|fourniront|allons (?:allouer|verser|fournir)|s['’]engag\w+ a|nous nous engageons|nous engageons|va (?:allouer|verser|fournir|debloquer|consacrer)|annonc\w+ (?:\w+[ '’]){0,6}(?:contribution|aide|enveloppe|versement|don)|promet\w*)\b"
    r"|\b(?:wird|werden|werde) (?:[^;]{0,120}?)(?:bereitstell\w+|beitragen|zur verfugung stellen|zahlen|geben|leisten|aufstocken|liefern|investieren|unterstutzen|finanzieren|verdoppeln|erhohen|eroffnen|entsenden|abschliessen)\b|\b(?:stellt|stellen|stelle) (?:[^;]{0,120}?)(?:bereit|zur verfugung)\b|\b(?:sagt|sagen|sage) (?:[^;]{0,120}?)zu\b|\b(?:verpflicht\w+ sich|zusage von|kundigt\w* (?:[^;]{0,120}?) an\b)"
    r"|\b(?:aportara|destinara|proporcionara|contribuira|entregara|donara|otorgara|asignara|financiara|invertira|brindara|aumentara|abrira|completara)(?:n|mos)?\b|\b(?:se compromet\w+ a|nos comprometemos|comprometio a|anunci\w+ (?:\w+ ){0,6}(?:contribucion|aportacion|ayuda|paquete|aporte|donacion)|promet\w+)\b"
    r"|\b(?:stanziera|fornira|contribuira|destinera|versera|donera|erogera|finanziera|investira|mettera a disposizione|aumentera|aprira)(?:nno)?\b|\b(?:forniremo|stanzieremo|contribuiremo|si impegna\w* a|ci impegniamo|annunci\w+ (?:\w+ ){0,6}(?:contributo|stanziamento|aiuti|pacchetto))\b"
    r"|\b(?:fornecera|contribuira|destinara|doara|concedera|financiara|investira|disponibilizara|alocara|aumentara|abrira|prestara)(?:o)?\b|\b(?:forneceremos|contribuiremos|compromete-se|comprometem-se|comprometemo-nos|vai (?:doar|contribuir|disponibilizar|destinar)|anunci\w+ (?:\w+ ){0,6}(?:contribuicao|doacao|ajuda|pacote))\b"
    r"|\b(?:przekaze\w*|przekazemy|przeznaczy\w*|zapewni\w*|wesprze\w*|sfinansuje\w*|zwiekszy\w*|dostarczy\w*|zobowiazuj\w+ sie|wplaci\w*|otworzy\w*)\b"
    r"|\b(?:saglayaca\w+|ayiraca\w+|verece\w+|gonderece\w+|yapaca\w+|taahhut ed\w+|katkida bulunaca\w+|tahsis ed\w+|arttiraca\w+|artiraca\w+|aca(?:cagiz|caktir|cagi)|destekleyece\w+)\b"
    r"|\b(?:выделит|выделим|выделят|предоставит|предоставим|предоставят|направит|направим|внесет|внесем|перечислит|обязу\w*ся|поставит|профинансирует|увеличит|увеличим|откроет|завершит|намерен\w* (?:выделить|предоставить|направить)|готов\w* (?:выделить|предоставить|направить)|обещ\w+|будет выделено|планирует (?:выделить|предоставить))\b"
    r"|\b(?:виділить|виділимо|виділять|надасть|надамо|нададуть|спрямує\w*|внесе|внесемо|зобовязу\w*ся|зобов['’]язу\w*ся|поставить|профінансує\w*|збільшить|відкриє|завершить|обіця\w+)\b"
    r"|(?<!\w)و?(?:سيقدم|ستقدم|سنقدم|سيخصص|ستخصص|سنخصص|ستسهم|ستساهم|سيساهم|سنساهم|سترسل|سيرسل|ستدعم|ستمول|ستفتح|سنعمل على|تتعهد|يتعهد|نتعهد|تعهدت|تعهد|التزام\w* بتقديم|تلتزم|يلتزم|نلتزم|ستزيد|(?:ت|ي|ن)?علن عن تقديم|أعلنت? عن (?:تقديم|مساهمة|تخصيص|حزمة))(?!\w)"
    r"|(?:اختصاص خواهد|خواهد (?:داد|کرد|پرداخت|فرستاد)|خواهیم (?:داد|کرد|پرداخت)|متعهد (?:می ?شو|شد|است|هستیم)|تعهد (?:می ?کن|کرد|داد))"
    r"|(?<!\w)(?:ו)?(?:תעניק|יעניק|נעניק|תקצה|יקצה|נקצה|תעביר|יעביר|נעביר|תתרום|יתרום|נתרום|תספק|יספק|נספק|מתחייב\w*|התחייב\w*|תשקיע|תסייע)(?!\w)"
    r"|(?:将|將|决定|决心|承诺|宣布)[^。；]{0,24}?(?:提供|捐|拨|出资|投资|援助|增加|完成|落实|开设|实施)|承诺[^。；]{0,20}"
    r"|(?:供与|拠出|提供|支援|実施|投資|派遣|表明|増額)(?:する|します|することを(?:決定|表明|約束))|(?:約束|表明|コミット)(?:する|します|した)"
    r"|(?:제공|지원|기여|투자|공여|출연|파견|확대)(?:하기로|할 (?:것|예정|계획)|하겠)|약속(?:한다|하|했)|공약"
)
_ASKED = r"\b(?:calls? (?:up)?on|urges?|appeals? to|demands? that|should|must|appelle|exhorte|doit|doivent|fordert|fordern|sollte\w*|mussen|insta|exige|debe|deben|esorta|deve|devono|wzywa\w*|powinn\w+|cagiri\w*|призыва\w+|долж\w+|заклика\w+|повин\w+)\b|ندعو|تدعو|يدعو|يجب|باید|קורא\w*|敦促|呼吁|要求|求め|촉구"
# What an announcement is not: no; somebody else's; of a government before this one; come to nothing.
_NEGATED = r"(?:\b(?:not(?! only)|never|no longer|won['’]t|cannot|ne|n['’]|pas|nicht|keine?[nmrs]?|non|nao|nie|не|ні|لن|لا|لم|לא)\b|不|没有|未)"
_NOT = r"\b(?:not|never|no longer|ne|no|non|nao|nie|не|لن|لا|لم|לא)\s(?:\w+\s)?$|不$"
_OTHERS = r"\b(?:opposition\w*|oposicion|opposizione|oposicao|opozycj\w*|muhalefet\w*|оппозици\w*|опозиці\w*|المعارضه|אופוזיציה|(?:previous|former|last|precedent|ancien|vorige\w*|fruhere\w*|anterior|precedente) (?:government|administration|cabinet|gouvernement|regierung|gobierno|governo)|(?:government|gouvernement|gobierno|governo) (?:precedent|anterior|precedente)|predecessors?|(?:ex|former)[- ](?:president|minister|chancellor))\b|在野党|反对党|야당"
_WELCOMED = r"\b(?:welcom\w+|thank\w*|commend\w*|applaud\w*|appreciat\w*|grateful|salu(?:e|ons)|begruss\w*)\b"
_PARTICIPLE = re.compile(r"(?:pledg|promis|commit|announc|annonc|promet)")
_DONE = re.compile(r"(?:pledged|promised|committed|decided to|announced)\b")
_PASSIVE = re.compile(
    r"\b(?:pledged|promised|committed|announced) by (?!us\b|our\b|the end|end\b|(?:19|20)\d)"
)
_NAUGHT = re.compile(r"\bnever (?:arrived|came|materiali[sz]ed|paid)\b")
_WILL = re.compile(r"\bwill\b|werden|wird")
_PAST = re.compile(r"\b(?:(?:since|depuis|seit) (?:19|20)\d\d|last year|in the past)\b")
_FROM = re.compile(r"\b(?:desde|dal|od|с|з) (?:19|20)\d\d\b")
_TENSELESS = re.compile(r"(?:anunci|annunci|promet|compromet|обещ|обіця|zobowiaz|обязу)")
_IN_YEAR = re.compile(r"\b(?:in|since|back in) (?:19|20)\d\d\b")


def _folded(source: str) -> re.Pattern[str]:
    return re.compile(_FOREIGN.sub(lambda match: fold(match.group()), source))


_GIVING, _ASKING = _folded(_GIVES), _folded(_ASKED)
_NEGATION, _NOT_BEFORE = _folded(_NEGATED), _folded(_NOT)
_OTHER, _WELCOMING = _folded(_OTHERS), _folded(_WELCOMED)


def _disowned(folded: str, giving: re.Match[str]) -> bool:
    """Whether the sentence denies the giving, or tells of another's or of what is past."""
    before, words = folded[: giving.start()], giving.group()
    if _NOT_BEFORE.search(before[-24:]) or _NEGATION.search(words):
        return True
    if _OTHER.search(before) or _NAUGHT.search(folded) or _PASSIVE.match(folded, giving.start()):
        return True
    if _PARTICIPLE.match(words) and _WELCOMING.search(before):
        return True
    if _FROM.search(folded) and _TENSELESS.match(words):
        return True
    past = _PAST.search(folded) or _DONE.match(words) and _IN_YEAR.search(folded)
    return bool(past) and _WILL.search(folded) is None


def pledges(
    sentences: Sequence[str], concepts: Sequence[Set[str]], issuer: str | None = None
) -> tuple[Pledge, ...]:
    """Commitments in the order of the text, one for each sum, or one for a date without a sum. ``concepts`` are those of the lexicon in
    each sentence: a sentence that reports another's words or history pledges nothing. ``issuer`` tells whose pesos are meant."""
    found: list[Pledge] = []
    for sentence, said in zip(sentences, concepts, strict=True):
        if {"past-act", "asked-act", "others-act"} & said or sentence.rstrip().endswith(("?", "؟", "？")):
            continue
        folded = fold(sentence)
        giving = _GIVING.search(folded)
        if giving is None:
            continue
        asking = _ASKING.search(folded)
        if asking is not None and asking.start() < giving.start():
            continue
        if any(_disowned(folded, other) for other in _GIVING.finditer(folded)):
            continue
        by = due(folded)
        amounts = list(sums(folded, issuer))
        if amounts:
            found += [
                Pledge(sentence=sentence, amount=s.amount, currency=s.currency, due=by) for s in amounts
            ]
        elif by is not None:
            found.append(Pledge(sentence=sentence, due=by))
        if len(found) >= MAX_PLEDGES:
            break
    return tuple(found[:MAX_PLEDGES])
