"""Which words of a sentence a query found: they stand in bold. Pure.

The words are compared as the search compares them (`archive.analysis`), so that "condemn" marks "condemned" and a query typed
without accents marks the word that has them. Values of fields that stand in a text as words (resolutions, names) are marked
too; a label is earned by a clause or its whole sentence, so its name marks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from alerts.mrkdwn import escape
from archive import analysis
from archive.analysis import QueryWord
from archive.query import And, Facet, Node, Not, Or, Text, parse
from statements.errors import QueryError

_AS_WORDS = ("resolution", "actor", "instrument", "formula", "first")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0640\u200c])*")
_PREFIXED = ("ar", "fa")
"""Languages in which a stem may lack the beginning of its word."""
_EDGE = "\u200b"
_ENOUGH = 30
"""Characters by which a clause is known."""
_UNSPACED = re.compile(r"[\u2e80-\u30ff\u3105-\u318e\u31a0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")


def bold(sentence: str, queries: Sequence[str], language: str | None, *, otherwise: str = "") -> str:
    """The sentence for a mrkdwn field: escaped first, then what a query found in it between our own asterisks; where none did, the words
    ``otherwise``."""
    shown, last = "", 0
    found = spans(sentence, queries, language) or _standing(sentence, otherwise)
    for start, end in _merged(found, sentence):
        before, after = sentence[start - 1 : start], sentence[end : end + 1]
        # Slack takes an asterisk for a mark only at the edge of a word; where scripts have none we make one.
        left, right = (_EDGE if char.isalnum() else "" for char in (before, after))
        shown += f"{piece(sentence[last:start])}{left}*{escape(sentence[start:end])}*{right}"
        last = end
    return shown + piece(sentence[last:])


def _standing(text: str, part: str) -> list[tuple[int, int]]:
    """Where a part of the whole sentence stands in what is shown of it, be it cut short."""
    at = text.find(part[:_ENOUGH]) if part else -1
    if at < 0:
        return []
    same = takewhile(lambda pair: pair[0] == pair[1], zip(text[at:], part, strict=False))
    return [(at, at + sum(1 for _ in same))]


def spans(text: str, queries: Sequence[str], language: str | None) -> list[tuple[int, int]]:
    """Where in ``text`` the words of the queries are, in order."""
    wanted = [word for query in queries for word in _words(query)]
    if not wanted:
        return []
    heads = (
        None
        if language in _PREFIXED
        else {stem.partition("~")[2][:2] for word in wanted for stem in word.stems}
    )
    tokens = [_Token.of(match, language, heads) for match in _WORD.finditer(text)]
    return sorted({span for word in wanted for span in _of(word, tokens)})


@dataclass(frozen=True, kw_only=True)
class _Token:
    """A word of the text, and what the search makes of it."""

    start: int
    end: int
    folded: str
    stems: frozenset[str]

    @classmethod
    def of(cls, match: re.Match[str], language: str | None, heads: set[str] | None) -> _Token:
        """``heads`` are how the stems that are asked for begin: no other word is worth a stemmer's time (2 ms, not 50, for
        a page)."""
        folded = analysis.fold(match.group().casefold())
        stems: tuple[str, ...] = ()
        if heads is None or folded[:2] in heads:
            stems = analysis.analyse("", match.group(), language).stems
        return cls(start=match.start(), end=match.end(), folded=folded, stems=frozenset(stems))


@lru_cache(maxsize=1024)
def _words(query: str) -> tuple[QueryWord, ...]:
    """The words and phrases that a query asks for, not those it excludes. What is no query asks for nothing."""
    try:
        return tuple(_asked(parse(query)))
    except QueryError:
        return ()


def _asked(node: Node) -> Iterator[QueryWord]:
    match node:
        case Text(word=word):
            yield word
        case And(items=items) | Or(items=items):
            for item in items:
                yield from _asked(item)
        case Facet(field=field, values=values) if field in _AS_WORDS:
            for value in values:
                named = analysis.query_word(value, exact=True)
                if named is not None:
                    yield named
        case Not() | _:
            return


def _of(word: QueryWord, tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    if _UNSPACED.search("".join(word.words)):
        yield from _unspaced(word, tokens)
        return
    length = len(word.words)
    for at in range(len(tokens) - length + 1):
        row = tokens[at : at + length]
        firsts = all(token.folded == one for token, one in zip(row, word.words[:-1], strict=False))
        if firsts and _ends(row[-1], word):
            yield row[0].start, row[-1].end


def _ends(token: _Token, word: QueryWord) -> bool:
    """Whether the token is the last of the words asked for, or any form of the only one."""
    last = word.words[-1]
    if token.folded == last or (word.prefix and token.folded.startswith(last)):
        return True
    return not token.stems.isdisjoint(word.stems)


def _unspaced(word: QueryWord, tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Pairs of characters, put together again: they stand anywhere in a run of characters."""
    wanted = word.words[0] + "".join(pair[-1] for pair in word.words[1:])
    for token in tokens:
        if len(token.folded) == token.end - token.start:  # else its places are not those of the text
            for match in re.finditer(re.escape(wanted), token.folded):
                yield token.start + match.start(), token.start + match.end()


def _merged(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans that overlap, touch or have only white space between them, as one: "*political* *solution*" reads badly."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def piece(text: str) -> str:
    """Escaped, with the white space at its ends, which escaping takes away."""
    if not text.strip():
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{escape(text.strip())}{tail}"
