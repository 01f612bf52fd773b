"""The shape of a page, apart from what it says: to notice that a site was rebuilt."""

from __future__ import annotations

import hashlib
from itertools import islice

from spiders.extract import learn_tree as tree
from spiders.extract.page import Page

_KEPT = (
    48  # of the smallest hashes: enough that one new banner changes a few of them and a new design nearly all
)
_INLINE = frozenset({
    "a", "abbr", "b", "br", "cite", "code", "em", "font", "hr", "i", "img", "li", "p", "small", "span", "strong", "sub", "sup", "u", "wbr",
    "blockquote", "td", "th", "tr", "tbody", "table", "source", "picture", "figure", "figcaption", "iframe", "video", "audio",
})  # fmt: skip


def fingerprint(page: Page) -> str:
    """The layout of a page: hashes of the distinct paths of its building blocks, text and its mark-up left out."""
    body = page.root.xpath("//body")
    if not body:
        return ""
    paths = {
        "/".join(tree.step(one) for one in (element, *islice(element.iterancestors(), 3)))
        for element in tree.elements(body[0].root)
        if element.tag not in _INLINE or tree.classes(element)
    }
    hashes = sorted(hashlib.sha256(path.encode()).hexdigest()[:8] for path in paths)
    return " ".join(hashes[:_KEPT])


def alike(one: str, other: str) -> float:
    """From 0 (another design) to 1 (the same)."""
    first, second = set(one.split()), set(other.split())
    if not first and not second:
        return 1.0
    # Of two sets only the smallest hashes are known; beyond the smaller of both limits nothing can be compared.
    limit = min(max(first, default="g"), max(second, default="g"))
    first, second = ({found for found in kept if found <= limit} for kept in (first, second))
    return len(first & second) / max(len(first | second), 1)
