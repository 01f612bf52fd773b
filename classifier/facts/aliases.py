"""Names with many spellings, looked up word by word: a table from first word to the names that begin with it.

A table is pairs of a name and its forms, forms separated by ``|``. A word of a form ends in ``*`` when it takes any ending; a
word written with a capital needs one in the text, one all in capitals needs all of them. Particles that Arabic and Hebrew
write together with the next word, and those behind a Korean one, may stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classifier.facts.folded import Folded

MAX_ENDING = 7
"""Letters that ``*`` may stand for."""
_RUN = "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_TOKEN = re.compile(f"{_RUN}+|(?:(?!{_RUN})[^\\W_])+")
_IS_RUN = re.compile(_RUN)
_GAP = re.compile(
    r"[ \t\u00a0\n]?[-\u2010\u2011\u2013'\u2019\u2018\u02bb\u02bc\u02bf\u05f3\u05f4`\".&]?[ \t\u00a0\n]?"
)
_ARABIC = re.compile("[\u0600-\u06ff]")
_HEBREW = re.compile("[\u0590-\u05ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_SHORTEST = 3
"""Letters of a stem by which it is looked up."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    stem: bool
    case: int
    """0 any, 1 a capital first, 2 capitals only."""

    def fits(self, written: str) -> bool:
        for _, form in _variants(written):
            if form == self.text:
                return True
            longest = MAX_ENDING if self.stem else 4 if _HANGUL.match(self.text) else 0
            if longest and form.startswith(self.text) and len(form) - len(self.text) <= longest:
                return True
        return False

    def cased(self, source: str) -> bool:
        if self.case == 2:
            return (source[: len(self.text)] if self.stem else source).isupper()
        return self.case == 0 or not source[:1].islower()


def _variants(word: str) -> Iterator[tuple[int, str]]:
    """The word, and the word without what is written together with it before it; with how many letters were passed over."""
    yield 0, word
    if _ARABIC.match(word):
        for skip in range(min(3, len(word) - 2)):
            rest = word[skip:]
            if rest.startswith("ال") and len(rest) > 4 or rest.startswith("لل") and len(rest) > 4:
                yield skip + 2, rest[2:]
            if rest[0] not in "وفبلك":
                return
            if len(rest) > 3:
                yield skip + 1, rest[1:]
    elif _HEBREW.match(word):
        for skip in (1, 2):
            if len(word) - skip >= 3 and set(word[:skip]) <= set("ובלמהשכ"):
                yield skip, word[skip:]


def _word(form: str) -> _Word:
    stem = form.endswith("*")
    bare = form.removesuffix("*")
    letters = [c for c in bare if c.isalpha()]
    capitals = 2 if len(bare) > 1 and letters and all(c.isupper() for c in letters) else 0
    return _Word(Folded(bare).text, stem, capitals or (1 if bare[:1].isupper() else 0))


class Aliases:
    """Finds the names of a table in a folded text."""

    def __init__(self, table: Iterable[tuple[str, str]]) -> None:
        self._whole: dict[str, list[tuple[tuple[_Word, ...], str]]] = {}
        self._stems: dict[str, list[tuple[tuple[_Word, ...], str]]] = {}
        self._runs: dict[str, list[tuple[str, str]]] = {}
        for name, forms in table:
            for form in forms.split("|"):
                self._add(name, form.strip())
        for entries in (*self._whole.values(), *self._stems.values()):
            entries.sort(key=lambda entry: (-len(entry[0]), -len(entry[0][0].text)))
        for runs in self._runs.values():
            runs.sort(key=lambda entry: -len(entry[0]))

    def _add(self, name: str, form: str) -> None:
        if _IS_RUN.match(form):
            folded = Folded(form).text
            self._runs.setdefault(folded[0], []).append((folded, name))
            return
        words = tuple(_word(part) for part in re.findall(r"[^\W_]+\*?", form))
        first = words[0]
        if first.stem or _HANGUL.match(first.text):
            self._stems.setdefault(first.text[: min(_SHORTEST, len(first.text))], []).append((words, name))
        else:
            self._whole.setdefault(first.text, []).append((words, name))

    def find(self, text: Folded) -> list[tuple[str, int, int]]:
        """Names in the text with where they stand in ``text.text``, in order, none overlapping, the longest first where two
        could stand."""
        tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text.text)]
        found: list[tuple[str, int, int]] = []
        at = 0
        while at < len(tokens):
            word, start, _ = tokens[at]
            if _IS_RUN.match(word):
                found += self._in_run(word, start)
                at += 1
                continue
            hit = self._at(text, tokens, at)
            if hit is None:
                at += 1
                continue
            name, first, last, used = hit
            found.append((name, first, last))
            at += used
        return found

    def _in_run(self, run: str, offset: int) -> Iterator[tuple[str, int, int]]:
        at = 0
        while at < len(run):
            hit = next((pair for pair in self._runs.get(run[at], ()) if run.startswith(pair[0], at)), None)
            if hit is not None:
                yield hit[1], offset + at, offset + at + len(hit[0])
            at += 1 if hit is None else len(hit[0])

    def _candidates(self, word: str) -> Iterator[tuple[int, tuple[_Word, ...], str]]:
        for skip, form in _variants(word):
            for words, name in self._whole.get(form, ()):
                yield skip, words, name
            for length in (_SHORTEST, 2):
                for words, name in self._stems.get(form[:length], ()) if len(form) >= length else ():
                    if words[0].fits(form):
                        yield skip, words, name

    def _at(
        self, text: Folded, tokens: list[tuple[str, int, int]], at: int
    ) -> tuple[str, int, int, int] | None:
        best: tuple[str, int, int, int] | None = None
        for skip, words, name in self._candidates(tokens[at][0]):
            last = at + len(words) - 1
            if last >= len(tokens) or (best is not None and len(words) <= best[3]):
                continue
            if not all(
                _GAP.fullmatch(text.text, tokens[i][2], tokens[i + 1][1])
                and words[i + 1 - at].fits(tokens[i + 1][0])
                for i in range(at, last)
            ):
                continue
            if not all(words[i - at].cased(text.original(*tokens[i][1:])) for i in range(at, last + 1)):
                continue
            end = tokens[last][2]
            if _HANGUL.match(words[-1].text):
                end = tokens[last][1] + len(words[-1].text)  # what follows is a particle
            best = (name, tokens[at][1] + skip, end, len(words))
        return best
