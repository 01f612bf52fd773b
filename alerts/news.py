"""What is new in what an issuer says, as a sentence for a message. Pure, plain text: each channel escapes it for itself."""

from __future__ import annotations

from collections.abc import Sequence

from alerts import words
from statements import formulas
from statements.issuers import is_issuer, issuer_name
from statements.labels import Novelty
from statements.novelty_signs import subject_name
from statements.story import News

_FIRST = {
    Novelty.STANCE: "First time {who} {takes} the stance {what}",
    Novelty.TOPIC: "First time {who} {speaks} of {what}",
    Novelty.RESOLUTION: "First time {who} {cites} {what}",
    Novelty.INSTRUMENT: "First time {who} {cites} {what}",
    Novelty.ACTOR: "First time {who} {names} {what}",
    Novelty.FORMULA: "First time {who} {says} “{what}”",
    Novelty.VOICE: "First word of {who} in this story",
}
_VERBS = {verb: verb for verb in ("takes", "speaks", "cites", "names", "says", "goes")}
_PLURALS = ("take", "speak", "cite", "name", "say", "go")
_VALUE = 120
_NAMED = 4
"""Signatories that are named."""


def sentence(news: News, issuer: str) -> str:
    """One line: ``First time France cites resolution 2254 in 412 statements since Mar 2024``."""
    of = _of(news, issuer)
    who = _who(of)
    verbs = _VERBS if len(of) == 1 else dict(zip(_VERBS, _PLURALS, strict=True))
    what = words.cut(words.visible(_what(news)), _VALUE)
    on = f" on {words.cut(words.visible(subject_name(news.subject)), _VALUE)}" if news.subject else ""
    if news.kind is Novelty.RUNG:
        return f"{who} {verbs['goes']} higher{on}: {_rung(news.value)}{_until_now(news)}"
    if news.kind is Novelty.DROPPED:
        return f"{who} no longer says “{what}”{on}{_until_now(news)}"
    return f"{_FIRST[news.kind].format(who=who, what=what, **verbs)}{on}{_depth(news)}"


def _of(news: News, issuer: str) -> list[str]:
    """Of whom it is news: the issuer, or those of the signatories of a joint statement who said it first."""
    signed = news.before.get("issuers")
    if news.kind is Novelty.VOICE:
        return [news.value]
    return [str(code) for code in signed] if isinstance(signed, list) and signed else [issuer]


def _who(of: Sequence[str]) -> str:
    named = [issuer_name(code) if is_issuer(code) else words.visible(code) for code in of]
    if len(named) > _NAMED:
        return f"{words.cut(', '.join(named[:_NAMED]), _VALUE)} and {len(named) - _NAMED} more"
    return words.cut(" and ".join(filter(None, [", ".join(named[:-1]), named[-1]])), _VALUE)


def _what(news: News) -> str:
    if news.kind in (Novelty.FORMULA, Novelty.DROPPED):
        return formulas.name(news.value)
    return f"resolution {news.value}" if news.kind is Novelty.RESOLUTION else news.value


def _depth(news: News) -> str:
    """How much stands behind "first": little is said to be little."""
    if not news.depth:
        return ""
    since = f" since {words.month(news.since)}" if news.since is not None else ""
    return f" in {news.depth} statement{'s' if news.depth != 1 else ''}{since}"


def _until_now(news: News) -> str:
    before = news.before
    parts = []
    if "rung" in before:
        parts.append(f"until now {_rung(str(before['rung']))}")
    if "uses" in before:
        parts.append(f"which it said {before['uses']} times in a row")
    if "day" in before:
        parts.append(f"last on {words.visible(str(before['day']))}")
    return f" ({', '.join(parts)})" if parts else ""


def _rung(value: str) -> str:
    known = value.isascii() and value.isdecimal() and int(value) < len(words.RUNGS)
    return words.RUNGS[int(value)] if known else words.cut(words.visible(value), _VALUE)
