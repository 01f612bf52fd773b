"""A query's tree as conditions on PostgreSQL's vector of terms. Every token is ours and stands in quotes."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from archive import facets
from archive.query import And, Dated, Facet, Node, Not, Or, Text
from archive.schema import postgres_search


def condition(node: Node) -> sa.ColumnElement[bool]:
    """``node`` as one look-up; it must contain nothing but single words, facets, dates and what connects them."""
    return _found(_query(node))


def phrase(node: Text) -> sa.ColumnElement[bool]:
    """All words of a phrase, in a row: the vector finds the documents, the sequence of words decides. The vector's own
    positions end at 16,383 and at 256 a word, which speeches exceed."""
    words = node.word.words
    *whole, last = words
    every = " & ".join([*(f"'{word}'" for word in whole), f"'{last}'" + (":*" if node.word.prefix else "")])
    row = f"% {' '.join(words)}{'' if node.word.prefix else ' '}%"
    return sa.and_(_found(every), postgres_search.c.words.like(row))


def _found(query: str) -> sa.ColumnElement[bool]:
    return postgres_search.c.terms.op("@@", return_type=sa.Boolean())(
        sa.cast(sa.literal(query, sa.Text()), TSQUERY)
    )


def _query(node: Node) -> str:
    match node:
        case Text():
            word = f"'{node.word.words[0]}'" + (":*" if node.word.prefix else "")
            return f"({' | '.join([word, *(_quoted(stem) for stem in node.word.stems)])})"
        case Facet():
            return f"({' | '.join(_quoted(facets.token(node.field, value)) for value in node.values)})"
        case Dated():
            return f"({' | '.join(_quoted(token) for token in facets.date_tokens(node.start, node.end))})"
        case Or():
            return f"({' | '.join(_query(item) for item in node.items)})"
        case And():
            return f"({' & '.join(_query(item) for item in node.items)})"
        case Not():
            return f"!{_query(node.item)}"
        case _:
            raise TypeError(f"the index does not know {node!r}")


def _quoted(token: str) -> str:
    return f"'{token}'"
