"""A query's tree as an FTS5 expression. Every token is ours and stands in quotes."""

from __future__ import annotations

from archive import facets
from archive.query import And, Dated, Facet, Node, Not, Or, Text

_ALL = f'facets : "{facets.ALL}"'


def expression(node: Node) -> str:
    """``node`` for MATCH; it must contain nothing but words, phrases, facets, dates and what connects them."""
    match node:
        case Text():
            phrase = f'words : "{" ".join(node.word.words)}"' + (" *" if node.word.prefix else "")
            return f"({phrase} OR {_any('stems', node.word.stems)})" if node.word.stems else f"({phrase})"
        case Facet():
            return f"({_any('facets', tuple(facets.token(node.field, value) for value in node.values))})"
        case Dated():
            return f"({_any('facets', facets.date_tokens(node.start, node.end))})"
        case Or():
            return f"({' OR '.join(expression(item) for item in node.items)})"
        case And():
            wanted = [expression(item) for item in node.items if not isinstance(item, Not)]
            unwanted = [expression(item.item) for item in node.items if isinstance(item, Not)]
            result = f"({' AND '.join(wanted or [_ALL])})"
            return f"({result} NOT ({' OR '.join(unwanted)}))" if unwanted else result
        case Not():
            return f"({_ALL} NOT {expression(node.item)})"
        case _:
            raise TypeError(f"the index does not know {node!r}")


def _any(column: str, tokens: tuple[str, ...]) -> str:
    return f"{column} : (" + " OR ".join(f'"{token}"' for token in tokens) + ")"
