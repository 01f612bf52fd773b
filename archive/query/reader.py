"""Text to tree: reads a query or says what is wrong with it and where."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from lark import Lark, Token, Tree, UnexpectedInput, UnexpectedToken

from archive.analysis import query_word
from archive.query import fields
from archive.query.nodes import And, Everything, Node, Not, Or, Text
from archive.query.spellings import other_spellings
from statements.errors import QueryError

LONGEST = 2_000
"""Characters. A watch with a hundred names stays below."""
TERMS = 200
"""Words, phrases and values. One word may stand for twenty stems in the index."""
DEPTH = 20
"""Parentheses and negations within each other."""
_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟″＂", '"'))
_CONTROL = re.compile(r"[\s\x00-\x1f\x7f]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OPERATORS = ("and", "or", "not")


@lru_cache(maxsize=1024)  # watches are read again for every version: 0.5 ms each
def parse(text: str) -> Node:
    """What a query means. Raises QueryError for anything it cannot obey."""
    query = _CONTROL.sub(" ", text).translate(_STRAIGHT)
    if len(query) > LONGEST:
        raise QueryError(
            f"a query may have {LONGEST} characters, this one has {len(query)}", query=query[:60], position=0
        )
    if not query.strip() and _UNSEEN.search(text):
        raise QueryError("there is nothing to search for but control characters", query=query, position=0)
    try:
        tree = _grammar().parse(query)
    except UnexpectedInput as error:
        raise _refusal(query, error) from None
    return _Builder(query).build(tree)


@cache
def _grammar() -> Lark:
    grammar = resources.files("archive.query").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=False, propagate_positions=True)


def _refusal(query: str, error: UnexpectedInput) -> QueryError:
    at = error.column - 1
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        at = len(query)
        opened = _open_parenthesis(query)
        if opened is not None:
            return QueryError("this parenthesis is not closed", query=query, position=opened)
        before = query.rstrip()
        if before.endswith(":"):
            return QueryError("a field needs a value, like issuer:FR", query=query, position=len(before) - 1)
        return QueryError("something is missing at the end of the query", query=query, position=at)
    char = query[at : at + 1]
    message = {
        '"': "this quotation mark has no partner",
        ")": "nothing stands before this parenthesis, or it was never opened",
        "-": "a minus sign needs a word right behind it",
        ",": "a value is missing at this comma",
        "(": "a parenthesis cannot stand here",
    }.get(char, f"{query[at:].split(' ')[0]!r} cannot stand here: a word or field is missing before it")
    return QueryError(message, query=query, position=at)


def _open_parenthesis(query: str) -> int | None:
    stack: list[int] = []
    for found in re.finditer(r'"[^"]*"|[()]', query):
        if found.group() == "(":
            stack.append(found.start())
        elif found.group() == ")" and stack:
            stack.pop()
    return stack[-1] if stack else None


class _Builder:
    def __init__(self, query: str) -> None:
        self._query, self._terms = query, 0

    def build(self, tree: Tree[Token]) -> Node:
        return self._node(tree.children[0], 0) if tree.children else Everything()

    def _node(self, tree: Tree[Token] | Token, depth: int) -> Node:
        assert isinstance(tree, Tree)
        if depth > DEPTH:
            raise self._error("this is nested too deeply", tree.meta.start_pos)
        children = tree.children
        if tree.data == "negation":
            item = self._node(children[0], depth + 1)
            return item.item if isinstance(item, Not) else Not(item=item)
        if tree.data in ("any", "all"):
            make = Or if tree.data == "any" else And
            items: list[Node] = []
            for child in children:
                self._refuse_small_operator(child)
                item = self._node(child, depth + 1)
                items += item.items if isinstance(item, make) else [item]
            once = tuple(dict.fromkeys(items))
            return once[0] if len(once) == 1 else make(items=once)
        first = children[0]
        at = tree.meta.start_pos
        if tree.data == "field":
            values = [_unquoted(value.children[0]) for value in children[1:] if isinstance(value, Tree)]
            self._count(len(values), at)
            try:
                return fields.node(str(first)[:-1], values)
            except ValueError as error:
                raise self._error(str(error), at) from None
        self._count(1, at)
        return self._text(str(first), phrase=tree.data == "phrase", at=at)

    def _text(self, text: str, *, phrase: bool, at: int) -> Node:
        bare = text.strip('"') if phrase else text
        prefix = not phrase and bare.endswith("*")
        if prefix:
            bare = bare[:-1]
        if not phrase and "*" in bare:
            raise self._error("* can only stand at the end of a word", at + text.index("*"))
        word = query_word(bare, exact=phrase, prefix=prefix)
        if word is None:
            raise self._error(f"there is nothing to search for in {text!r}", at)
        if prefix and word.prefix and len(word.words[-1]) < 3:
            raise self._error("* needs three letters or more before it", at)
        others = () if phrase else other_spellings(bare, word)
        return Or(items=tuple(Text(word=one) for one in (word, *others))) if others else Text(word=word)

    def _refuse_small_operator(self, child: Tree[Token] | Token) -> None:
        if isinstance(child, Tree) and child.data == "word" and str(child.children[0]).lower() in _OPERATORS:
            word = str(child.children[0])
            raise self._error(
                f'{word!r} between words: write {word.upper()} in capitals, or "{word}" in quotes to find the word',
                child.meta.start_pos,
            )

    def _count(self, terms: int, at: int) -> None:
        self._terms += terms
        if self._terms > TERMS:
            raise self._error(f"a query may have {TERMS} words and values", at)

    def _error(self, message: str, at: int) -> QueryError:
        return QueryError(message, query=self._query, position=at)


def _unquoted(value: object) -> str:
    return str(value).strip('"')
