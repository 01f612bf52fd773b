"""Who acts in a sentence: the issuer, or somebody whose words it passes on; and whether the act is done, unreal or still open.

Not a parser. Words are known as somebody who may act (`own`, `others`), as the issuer in the first person (`self`) or as a deed; each deed goes
to whom the language's order of words makes its likeliest subject. The wording stands in `classifier/lexicon/voices.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from classifier.folding import fold

KINDS = ("self", "own", "guests", "ours", "others", "foreign", "beside", "deeds")
MARKS = ("hearsay", "unreal", "undecided")
REACH = 14
"""Words between a subject and its deed, at most; characters, twice as many, where words are not parted."""
EARLY = 9
"""Words of its clause before which somebody else must stand to be the subject of a deed."""
OPENING = 40
"""Characters in which the words of others must be announced to be what the sentence is; half where words are not parted."""
BEHIND = 3
"""Words by which a subject may stand behind its deed ("said the mayor")."""
SPEAKER, ANOTHER, ANOTHERS = "\u01c0", "\u01c1", "\u01c2"
"""Letters that no text has: the issuer by its name, another state, and what is another state's (see `classifier.abroad`)."""
_TOKEN = re.compile(r"[^\W_]+|[.,;:!?،؛؟()«»\"“”„]")
_BREAK = frozenset(".;:!?؛؟")
_RUN_BREAK = re.compile("[。；！？;!?]")
_PREFIXES = {"ar": "[وف]?(?:ال)?", "he": "ו?ש?ה?"}
_DEED_PREFIXES = {"ar": "[وفس]?", "he": "ו?(?:כ?ש)?ה?"}
_OWN_SUBJECT = {
    "ko": re.compile("(?:은|는|이|가|도|께서)$"),
    "ja": re.compile("(?:側|ら|たち|達|など)?[はがも]"),
}
_OTHERS_SUBJECT = {
    "ko": re.compile("(?:은|는|도|께서는)$"),
    "ja": re.compile("(?:側|ら|たち|達|など)?[はも]"),
}
"""Only a topic is sure not to be the subject of a clause within."""
_PASSIVE = frozenset(
    {"be", "been", "being", "is", "are", "was", "were", "am", "wird", "werden", "wurde", "wurden"}
)
"""Beside a deed: it is done to the one before it."""
_FEELS = frozenset({"worried", "alarmed", "concerned", "troubled", "anxious"})
_AFTER = frozenset({"fr", "es", "it", "pt", "he", "ar", "fa", "ru", "uk", "pl"})
"""Where an adjective, or the genitive of whose somebody is, follows its noun."""
_BESIDE = frozenset({"ar", "he", "fa"})
"""Where whose somebody is stands behind the noun as it is."""
_OF = {
    "of", "the", "de", "du", "des", "d", "l", "la", "le", "les", "del", "della", "dell", "dei", "degli", "do", "da", "dos", "das", "von", "der",
}  # fmt: skip
_AFFAIRS = {
    "foreign", "affairs", "external", "relations", "and", "affaires", "etrangeres", "et", "asuntos", "exteriores", "relaciones", "y", "affari",
    "esteri", "negocios", "estrangeiros", "relacoes", "auswartige", "auswartigen", "angelegenheiten", "иностранных", "дел", "закордонних",
    "справ", "spraw", "zagranicznych", "خارجيه", "خارجية", "الخارجيه", "الخارجية", "خارجه", "امور", "החוץ", "חוץ",
}  # fmt: skip
"""What stands between "ministry" and whose it is."""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """``others``: somebody else acts; ``own``: the issuer does, as far as words tell; ``marks``: those of `MARKS` that stand in it."""

    own: bool = False
    others: bool = False
    marks: frozenset[str] = frozenset()

    @property
    def withheld(self) -> bool:
        """Whether nothing in the sentence is the issuer's own act here and now: others do all that is done, or it was not done, or is not
        decided."""
        told = (self.others or "hearsay" in self.marks) and not self.own
        return told or not self.marks.isdisjoint({"unreal", "undecided"})


class _Words:
    """A list of words, some with any ending or beginning."""

    def __init__(self, words: Iterable[str], prefix: str = "") -> None:
        sources = [re.escape(w).replace(r"\*", r"\w*") for w in words]
        self._pattern = re.compile(f"{prefix}(?:{'|'.join(sources)})") if sources else None
        self._known: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            found = self._pattern is not None and self._pattern.fullmatch(word) is not None
            if len(self._known) < 50_000:
                self._known[word] = found
        return found


class Voices:
    """The voices of one language. ``entry`` is as `classifier.lexicon.read_sources` makes it: lists of words, and phrases as RE2 sources."""

    def __init__(self, language: str, entry: Mapping[str, Any]) -> None:
        self.language, self.order = language, str(entry["order"])
        lists: dict[str, Sequence[str]] = {k: entry[k] for k in KINDS}
        ending = "" if self.order == "run" else "*"
        lists["own"] = [*lists["own"], SPEAKER + ending]
        lists["others"] = [*lists["others"], ANOTHER + ending]
        if self.order == "run":
            lists = {**lists, "others": [*lists["guests"], *lists["others"]]}
            kinds = ("self", "others", "own", "deeds")
            self._items = re.compile(
                "|".join(
                    f"(?P<{k}>{'|'.join(map(re.escape, sorted(lists[k], key=len, reverse=True)))})"
                    for k in kinds
                )
            )
            self._foreign = tuple(lists["foreign"])
            self._beside = tuple(lists["beside"])
        else:
            prefix, deed = _PREFIXES.get(language, ""), _DEED_PREFIXES.get(language, "")
            self.self_, self.own = _Words(lists["self"]), _Words(lists["own"], prefix)
            self.guests, self.ours = _Words(lists["guests"], prefix), _Words(lists["ours"])
            self.others, self.foreign = _Words(lists["others"], prefix), _Words(lists["foreign"], prefix)
            self.beside, self.deeds = _Words(lists["beside"]), _Words(lists["deeds"], deed)
        self._opening = OPENING // 2 if self.order == "run" else OPENING
        options = re2.Options()
        options.never_capture = True
        spaced = self.order != "run"
        self._marks = {
            mark: re2.compile(f" (?:{'|'.join(entry[mark])}) " if spaced else "|".join(entry[mark]), options)
            for mark in MARKS
            if entry[mark]
        }

    def read(self, folded: str) -> Voice:
        """The voice of one folded sentence."""
        if self.order == "run":
            text = "".join(folded.split())
            own, others = self._in_run(text)
        else:
            tokens = _TOKEN.findall(folded)
            text = f" {' '.join(t for t in tokens if t[0].isalnum())} "
            own, others = self._in_words(tokens)
        marks = frozenset(
            mark
            for mark, pattern in self._marks.items()
            if (found := pattern.search(text)) and (mark != "hearsay" or found.start() <= self._opening)
        )
        return Voice(own=own, others=others, marks=marks)

    def _doer(self, tokens: Sequence[str], i: int) -> str | None:
        """Who a word is as a subject: "own", "others", or None for no one or one that is spoken with or about."""
        word = tokens[i]
        guest = word in self.guests
        other = guest or word in self.others
        if not (other or word in self.own) or self._object(tokens, i, other=other):
            return None
        if other:
            ours = any(w in self.ours for w in (*tokens[max(0, i - 2) : i], *tokens[i + 1 : i + 2]))
            return None if ours and not guest else "others"
        return "others" if self._of_others(tokens, i) else "own"

    def _object(self, tokens: Sequence[str], i: int, *, other: bool) -> bool:
        """Whether a word is no subject, by its own ending or by what stands before it."""
        if self.language == "ko" and not (_OTHERS_SUBJECT if other else _OWN_SUBJECT)["ko"].search(tokens[i]):
            return True
        for k in range(i - 1, max(-1, i - 4), -1):
            if tokens[k] in self.beside and (self.order != "sov" or i - k <= 2):
                return True
            if not tokens[k][0].isalnum() or tokens[k] in self.deeds:
                break
        return False

    def _of_others(self, tokens: Sequence[str], i: int) -> bool:
        """Whether an office or body is another's: "visiting minister", "union leader", "chef de l'opposition"."""
        if self._of_another_state(tokens, i):
            return True
        before = tokens[max(0, i - 2) : i]
        if any(w in self.foreign for w in before):
            return True
        if before and (before[-1] in self.guests or before[-1] in self.others):
            return True
        after = tokens[i + 1 : i + 4]
        if self.language not in _AFTER or not after:
            return False
        named = after[0] in self.beside and any(w in self.others or w in self.guests for w in after[1:])
        return after[0] in self.foreign or named

    def _of_another_state(self, tokens: Sequence[str], i: int) -> bool:
        """The same by name: "Iran's foreign minister", "le ministre des affaires étrangères de l'Iran"."""
        for word in reversed(tokens[max(0, i - 3) : i]):
            if word == ANOTHERS:
                return True
            if not word[0].isalnum():
                break
        for k in range(i + 1, min(len(tokens), i + 7)):
            word = tokens[k]
            if word in (ANOTHER, ANOTHERS):
                return (
                    self.language in _AFTER
                    if word == ANOTHERS
                    else tokens[k - 1] in _OF or self.language in _BESIDE
                )
            if word not in _AFFAIRS and word not in _OF and word not in self.own:
                return False
        return False

    def _in_words(self, tokens: Sequence[str]) -> tuple[bool, bool]:
        own = any(token in self.self_ for token in tokens)
        if not any(token in self.deeds for token in tokens):
            return own, False
        doers = [(i, kind) for i in range(len(tokens)) if (kind := self._doer(tokens, i))]
        if not doers:
            return own, False
        others = False
        for i, token in enumerate(tokens):
            if token not in self.deeds or _passive(tokens, i):
                continue
            subject = self._subject(tokens, i, doers)
            own |= subject == "own"
            others |= subject == "others"
        return own, others

    def _subject(self, tokens: Sequence[str], deed: int, doers: Sequence[tuple[int, str]]) -> str | None:
        start = next((k + 1 for k in range(deed - 1, -1, -1) if tokens[k] in _BREAK), 0)
        end = next((k for k in range(deed + 1, len(tokens)) if tokens[k] in _BREAK), len(tokens))
        left = [(i, kind) for i, kind in doers if start <= i < deed]
        if self.order == "svo" and left and left[-1][1] == "others":
            # Far in, or behind another deed, somebody else is its object sooner than the subject of the next one.
            at = left[-1][0]
            if at - start > EARLY or any(token in self.deeds for token in tokens[start:at]):
                left = []
        right = [(i, kind) for i, kind in doers if deed < i < min(end, deed + BEHIND + 1)]
        if self.order == "sov":
            return left[0][1] if left else None
        if self.order == "vso" and right:
            return right[0][1]
        if left and deed - left[-1][0] <= REACH:
            return left[-1][1]
        told_after = (deed and not tokens[deed - 1][0].isalnum()) or (
            self.language == "de" and deed - start <= 4
        )
        return right[0][1] if right and told_after else None

    def _in_run(self, text: str) -> tuple[bool, bool]:
        own = others = False
        for clause in _RUN_BREAK.split(text):
            subject, at, told, theirs = None, 0, False, -1
            for match in self._items.finditer(clause):
                kind = match.lastgroup
                if kind == "self":
                    own = True
                elif kind == "deeds":
                    told = True
                    if subject and (self.language == "ja" or match.start() - at <= 2 * REACH):
                        own |= subject == "own"
                        others |= subject == "others"
                else:
                    met = match[0] == ANOTHER and not clause[: match.start()].endswith(self._beside)
                    if met or theirs == match.start():
                        kind, theirs = (
                            "others",
                            match.end(),
                        )  # "Iran", its "ministry", and that one's "spokesman"
                    if self._acts(clause, match, first=subject is None, told=told):
                        foreign = clause[: match.start()].endswith(self._foreign)
                        subject, at = ("others" if foreign else kind), match.end()
        return own, others

    def _acts(self, clause: str, match: re.Match[str], *, first: bool, told: bool) -> bool:
        """Whether somebody named in running text is a subject: in Japanese by what follows the first, in Chinese by where it stands."""
        other = match.lastgroup == "others"
        if self.language == "ja":
            topic = (_OTHERS_SUBJECT if other else _OWN_SUBJECT)["ja"]
            return first and topic.match(clause, match.end()) is not None
        if other and (told or match.start() > EARLY):
            return False
        return not clause[: match.start()].endswith(self._beside)


def _passive(tokens: Sequence[str], deed: int) -> bool:
    beside = {*tokens[max(0, deed - 1) : deed], *tokens[deed + 1 : deed + 2]}
    return tokens[deed] not in _FEELS and not beside.isdisjoint(_PASSIVE)


def listed(value: object) -> list[str]:
    """One list of `voices.yaml`, folded."""
    return [w for part in str(value or "").split(";") if (w := fold(part).strip().strip('"'))]
