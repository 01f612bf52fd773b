"""Mark-up to text, text made clean, and text folded for comparison. No visible word is lost, none is invented.

What counts as visible is decided on the mark-up alone, since no style sheet is read:

- dropped: script, style, template, noscript, head, and what stands in for media that cannot play; the ``hidden``
  attribute (not ``until-found``), inline ``display:none`` and ``visibility:hidden``, a closed ``<dialog>``;
- kept: ``aria-hidden`` (it hides from screen readers, not from the eye), the inside of a closed ``<details>`` (a reader opens
  it), struck-out text, and ``<rp>`` (the brackets that keep a ruby reading apart). Class names such as ``sr-only`` say
  nothing certain; a source that needs them cut says so with its ``drop`` selectors.
"""

from __future__ import annotations

import html as entities
import re
import unicodedata
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from statements.charset import decode

__all__ = ["clean_title", "decode", "element_to_text", "fold_for_identity", "html_to_text", "normalise"]

Element = Any  # lxml ships no types

_DROPPED: Final = frozenset({
    "script", "style", "template", "noscript", "head", "title", "desc", "metadata", "defs", "iframe",
    "noembed", "noframes", "video", "audio", "canvas", "datalist", "area", "base", "link", "meta",
    "param", "source", "track",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "main", "menu", "nav", "ol",
    "optgroup", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "ul",
})  # fmt: skip
_LINES: Final = frozenset({"li", "tr", "option"})
_CELLS: Final = frozenset({"td", "th"})

_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.I)
_DISPLAYED_AS_BLOCK = re.compile(
    r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item|flow-root)\b", re.I
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BULLET = re.compile(r"[-–—•·▪●◦‣*]\s")

# How far apart two runs of text stand. A wider gap swallows a narrower one.
_NONE, _SPACE, _TAB, _LINE, _PARAGRAPH = range(5)
_GAPS: Final = ("", " ", "\t", "\n", "\n\n")


class _Writer:
    """Collects runs of text and the gaps between them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.gap = _NONE
        self.last_break = -1  # where in `parts` the last line or paragraph gap stands
        self.bullet = False
        self.opened = (
            False  # a list item or cell has just begun: blocks inside it add no gap before its first word
        )
        self.after_break = False

    def text(self, value: str | None, *, preserve: bool) -> None:
        if not value:
            return
        if preserve:
            core, lead, trail = value, False, False
        else:
            value = _SPACES.sub(" ", value)
            core, lead, trail = value.strip(" "), value[0] == " ", value[-1] == " "
        if lead:
            self.widen(_SPACE)
        if core:
            if self.parts:
                if self.gap >= _LINE:
                    self.last_break = len(self.parts)
                self.parts.append(_GAPS[self.gap])
            if self.bullet and not _BULLET.match(core):
                self.parts.append("- ")
            self.parts.append(core)
            self.gap, self.bullet, self.opened, self.after_break = _NONE, False, False, False
        if trail:
            self.widen(_SPACE)

    def widen(self, gap: int) -> None:
        if not self.opened:
            self.gap = max(self.gap, gap)

    def open(self, gap: int, *, bullet: bool) -> None:
        self.opened = False
        self.widen(gap)
        self.opened, self.bullet = True, bullet

    def close(self, gap: int) -> None:
        self.opened = self.bullet = False
        self.widen(gap)

    def line_break(self) -> None:
        self.widen(_PARAGRAPH if self.after_break else _LINE)
        self.after_break = True


def _hidden(element: Element) -> bool:
    if element.tag in ("html", "body"):
        return False  # hidden until a script has run, which never does here
    attributes = element.attrib
    if not attributes:
        return bool(element.tag == "dialog")
    if "hidden" in attributes and attributes["hidden"].strip().lower() != "until-found":
        return True
    style = attributes.get("style")
    if style and _HIDING.search(style):
        return True
    return element.tag == "dialog" and "open" not in attributes


def _write(root: Element, out: _Writer) -> None:
    """Walk without recursion: hostile pages nest thousands deep."""
    cells: list[int] = []  # how many parts were written before each open cell
    preserved = 0
    skipped: Element = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                out.text(element.tail, preserve=preserved > 0)
            continue
        if not isinstance(tag, str):  # comment or processing instruction
            if element is not root:
                out.text(element.tail, preserve=preserved > 0)
            continue
        if event == "start":
            if element is not root and (tag in _DROPPED or _hidden(element)):
                skipped = element
                continue
            if tag == "br":
                out.line_break()
            elif tag == "li":
                out.open(_LINE, bullet=True)
            elif tag in _CELLS:
                cells.append(len(out.parts))
                out.open(out.gap, bullet=False)
            elif tag in _LINES:
                out.widen(_LINE)
            elif tag in _BLOCKS or _shown_as_block(element):
                out.widen(_gap_around(element))
            preserved += tag in ("pre", "textarea")
            out.text(element.text, preserve=preserved > 0)
        else:
            preserved -= tag in ("pre", "textarea")
            if tag == "li":
                out.close(_LINE)
            elif tag in _LINES:
                out.widen(_LINE)
            elif tag in _CELLS and cells:
                before = cells.pop()
                # A cell of one paragraph is data and shares its row's line; a cell of several is lay-out. The part at
                # `before` is the gap that led into the cell.
                if len(out.parts) > before and out.last_break <= before:
                    out.gap = _NONE
                out.close(_TAB)
            elif tag in _BLOCKS or _shown_as_block(element):
                out.widen(_gap_around(element))
            if element is not root:
                out.text(element.tail, preserve=preserved > 0)


def _gap_around(element: Element) -> int:
    if element.tag in ("ul", "ol"):
        parent = element.getparent()
        if parent is not None and parent.tag == "li":
            return _LINE
    return _PARAGRAPH


def _shown_as_block(element: Element) -> bool:
    style = element.get("style")
    return bool(style and _DISPLAYED_AS_BLOCK.search(style))


def element_to_text(element: Element) -> str:
    """Visible text of one lxml element and all below it, without what follows it. The element itself is taken as visible,
    whatever its attributes say: someone chose it. Paragraphs are separated by a blank line."""
    out = _Writer()
    _write(element, out)
    return normalise("".join(out.parts))


def html_to_text(html: str | Element) -> str:
    """Visible text of a page or fragment (or of an lxml element). Paragraphs are separated by a blank line, ``<br>`` is a
    line, list items start with "- ", table cells are separated by a tab. Never raises on any string. What is nested more than
    2,000 elements deep is cut off by libxml2."""
    if not isinstance(html, str):
        return element_to_text(html)
    source = html.replace("\0", "")
    if "<" not in source and "&" not in source:
        return normalise(_SPACES.sub(" ", source))
    # Bytes, because lxml refuses a string that declares an encoding; wrapped, because a bare fragment's text needs a parent.
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False)
    try:
        root = lxml_html.document_fromstring(_encodable(source).encode("utf-8"), parser=parser)
    except etree.ParserError:  # nothing but white space or comments
        return ""
    return element_to_text(root)


_ODD_SPACES = re.compile(r"[^\S\n\t ]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
# Joiners carry spelling in Persian (and in emoji); anywhere else they are noise.
_STRAY_JOINERS = re.compile("(?<![\u0600-\u06ff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0600-\u06ff])")
_HORIZONTAL = re.compile(r"[ \t]{2,}")
_AROUND_LINES = re.compile(r"[ \t]*\n[ \t]*")
_BLANK_LINES = re.compile(r"\n{3,}")
_SURROGATES = re.compile("[\ud800-\udfff]")


def _encodable(text: str) -> str:
    """``text`` without lone surrogates (JSON can carry them, UTF-8 and databases cannot); pairs are joined."""
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def normalise(text: str) -> str:
    """Clean text, wording untouched: NFC; every kind of space one plain space (a run that holds a tab is one tab: it separates
    table cells), lines stripped, at most one blank line in a row; control, zero-width and direction characters and soft
    hyphens removed, joiners kept between Arabic-script letters. Idempotent."""
    text = unicodedata.normalize("NFC", _encodable(text))
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _STRAY_JOINERS.sub("", text)
    text = _ODD_SPACES.sub(" ", text)
    text = _HORIZONTAL.sub(lambda m: "\t" if "\t" in m[0] else " ", text)
    text = _AROUND_LINES.sub("\n", text)
    text = _BLANK_LINES.sub("\n\n", text).strip()
    # Removing a character can bring a letter and its accent together.
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


_FOLDS = str.maketrans(
    dict.fromkeys("«»„“”‟″〝〞〟❝❞", '"')
    | dict.fromkeys("‘’‚‛‹›′ʼʹ`´ˈ❛❜՚", "'")
    | dict.fromkeys("‐‑‒–—―−⁃﹘", "-")
    | dict.fromkeys("\u200c\u200d\u0640", "")  # joiners and the Arabic stretch
    | {"ی": "ي", "ک": "ك", "ى": "ي"}  # one letter, two keyboards
    | {chr(base + digit): str(digit) for base in (0x660, 0x6F0) for digit in range(10)}
)
_DOUBLED = re.compile(r"''|-{2,}")
_LIST_MARK = re.compile(r"^[-•·▪●◦‣*]\s+", re.M)
# A space counts only between two letters or digits, and not beside Chinese or Japanese, where line ends leave stray ones.
_IDLE_SPACE = re.compile(
    r" (?:(?<![^\W_] )|(?![^\W_])|(?<=[\u3040-\u30ff\u3400-\u9fff] )|(?=[\u3040-\u30ff\u3400-\u9fff]))"
)


def fold_for_identity(text: str) -> str:
    """``text`` reduced to its wording, for comparison only: white space, quotation marks, dashes, list marks, ligatures,
    invisible characters and digit families made one. Case, accents and words stay: a changed word changes the result."""
    text = unicodedata.normalize("NFKC", _LIST_MARK.sub("", normalise(text)))
    text = _DOUBLED.sub(lambda m: '"' if m[0] == "''" else "-", text.translate(_FOLDS))
    return _IDLE_SPACE.sub("", " ".join(text.split()))


_TAG = re.compile(
    r"</?(a|abbr|acronym|b|bdi|bdo|big|blockquote|br|cite|code|dd|del|dfn|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark"
    r"|nobr|ol|p|q|rp|rt|ruby|s|samp|section|small|span|strike|strong|sub|sup|table|td|th|time|tr|tt|u|ul|var|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _without_tags(text: str) -> str:
    return _TAG.sub(lambda m: " " if m[1].lower() in _BLOCKS | _LINES | _CELLS | {"br"} else "", text)


def clean_title(title: str) -> str:
    """A title as one clean line: HTML tags stripped (only real ones: "A < B" and "<EU>" survive), entities decoded, also
    where a feed encoded them twice."""
    for _ in range(2):
        title = _without_tags(title)
        if not _ENTITY.search(title):
            break
        title = _ENTITY.sub(lambda m: entities.unescape(m[0]), title)
    return " ".join(normalise(_without_tags(title)).split())
