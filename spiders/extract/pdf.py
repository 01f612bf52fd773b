"""A statement that is a PDF document, to one draft: the lines of its pages made paragraphs again.

A document without a text layer is a scan, and says so; nothing is guessed from pictures. The dates inside the file (when it
was created or saved) are those of a word processor and never taken for the publication's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from lxml import html as lxml_html

from spiders.extract import dateline
from spiders.extract.dates import url_date
from spiders.extract.lines import leftover
from spiders.extract.pdf_mark import is_pdf as is_pdf
from spiders.extract.survey import Run, is_prose, weight
from statements import text as texts
from statements.labels import Verdict
from statements.model import Draft, Extraction, RawDate

PAGES: Final = 100
"""Pages read at most; a statement has a few."""
_MOST: Final = 2_000_000  # characters of one document
_EDGE: Final = 3  # lines at the top and bottom of a page that may repeat on all
_REPEATED: Final = 0.6  # share of the pages from which an edge line is furniture
_FRAGMENTS: Final = 5_000  # pieces of text on one page; more is a drawing
_NUMBER: Final = re.compile(
    r"^\W*(?:page|seite|página|pagina|стр\.?|страница|صفحة|صفحه|sayfa|第)?\s*\d{1,4}\s*(?:(?:/|of|von|de|из|sur|من|页)\s*\d{0,4}\s*页?)?\W*$",
    re.I,
)
_BULLET: Final = re.compile(r"^(?:[•▪●◦‣–—-]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s|[ivx]{1,5}[.)]\s)")
_ENDS: Final = re.compile(r"[.!?:;…。！？؟]['\"”»)\]]*$")
_FILE_NAME: Final = re.compile(
    r"^(?:microsoft (?:word|powerpoint)|untitled|document\d*|.*\.(?:docx?|pdf|indd|odt|rtf)$)", re.I
)


@dataclass(slots=True)
class _Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read(body: bytes, *, url: str) -> Extraction:
    """Read a document. ``ok`` gives one draft; its reason says when pages were left out. ``parse-error`` when it is damaged,
    locked or a scan."""
    import pypdfium2  # 4 MB, which few workers ever need

    try:
        document = pypdfium2.PdfDocument(body[body.find(b"%PDF-") :])
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        return _failed(
            "the PDF document is locked with a password"
            if locked
            else f"the PDF document is damaged: {error}"
        )
    try:
        count = len(document)
        pages = [_lines(document[number]) for number in range(min(count, PAGES))]
        stated = str(document.get_metadata_dict().get("Title") or "")
    except pypdfium2.PdfiumError as error:
        return _failed(f"the PDF document is damaged: {error}")
    finally:
        document.close()
    if not any(pages):
        return _failed(
            f"the PDF document has no text: its {count} pages are pictures (a scan)"
            if count
            else "the PDF document has no pages"
        )
    pages = _without_furniture(pages)
    title, body_pages = _title(pages, stated)
    text = texts.normalise("\n\n".join(_paragraphs(body_pages)))[:_MOST]
    if weight(text) < 20:
        return _failed("the PDF document has hardly any text: its pages are pictures (a scan)")
    reason = f"only the first {PAGES} of {count} pages were read" if count > PAGES else None
    draft = Draft(url=url, title=title, body=text, dates=_dates(pages, title, url))
    return Extraction(verdict=Verdict.OK, drafts=(draft,), reason=reason)


def _lines(page: Any) -> list[_Line]:
    """The lines of a page in the order in which they were set, which goes down the columns."""
    held = page.get_textpage()
    try:
        found: list[_Line] = []
        for number in range(min(held.count_rects(), _FRAGMENTS)):
            left, bottom, right, top = held.get_rect(number)
            piece = _clean(held.get_text_bounded(left, bottom, right, top))
            if not piece.strip():
                continue
            before = found[-1] if found else None
            if before is not None and _on_one_line(before, bottom, top):
                gap = (
                    " "
                    if left - before.right > 0.12 * max(top - bottom, 1) and not before.text.endswith(" ")
                    else ""
                )
                before.text += gap + piece
                before.right = max(before.right, right)
                before.top, before.bottom = max(before.top, top), min(before.bottom, bottom)
            else:
                found.append(_Line(piece, left, right, top, bottom))
    finally:
        held.close()
        page.close()
    rises = sum(1 for one, two in zip(found, found[1:], strict=False) if two.bottom > one.top)
    if rises > max(3, len(found) / 6):  # set in no order at all
        found.sort(key=lambda line: (-line.top, line.left))
    for line in found:
        line.text = " ".join(line.text.split())
    return [line for line in found if line.text]


def _clean(piece: str) -> str:
    return (
        piece.replace("\r\n", " ")
        .replace("\n", " ")
        .replace("\x02", "\u00ad")
        .replace("\ufffe", "\u00ad")
        .replace("\x00", "")
    )


def _on_one_line(line: _Line, bottom: float, top: float) -> bool:
    shared = min(line.top, top) - max(line.bottom, bottom)
    return shared > 0.5 * min(line.height, top - bottom)


def _without_furniture(pages: Sequence[list[_Line]]) -> list[list[_Line]]:
    """The pages without page numbers, and without the lines at their edges that stand on most of them."""
    if len(pages) > 1:
        seen = Counter(
            key for page in pages for key in {_key(line) for line in _edges(page) if not is_prose(line.text)}
        )
        repeated = {key for key, count in seen.items() if count >= max(2, _REPEATED * len(pages))}
    else:
        repeated = set()
    kept = []
    for page in pages:
        edges = {
            id(line)
            for line in _edges(page)
            if (_key(line) in repeated and not is_prose(line.text))
            or (len(page) > 1 and _NUMBER.match(line.text))
        }
        kept.append([line for line in page if id(line) not in edges] or page)
    return kept


def _edges(page: Sequence[_Line]) -> list[_Line]:
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:_EDGE] + by_height[_EDGE:][-_EDGE:]


def _key(line: _Line) -> str:
    return re.sub(r"\d+", "0", line.text.casefold())


def _title(pages: Sequence[list[_Line]], stated: str) -> tuple[str, list[list[_Line]]]:
    """The title and the pages without it: the largest lines of the first page's upper half; without any, what the file says of
    itself if the page shows it; else the first line that is no date."""
    first = next((page for page in pages if page), [])
    heights = [line.height for page in pages[:3] for line in page]
    usual = median(heights) if heights else 0.0
    top = max((line.top for line in first), default=0.0)
    upper = [line for line in first if line.top > top / 2][:25]
    tallest = max((line.height for line in upper), default=0.0)
    chosen: list[_Line] = []
    if tallest > 1.2 * usual:
        for line in upper:
            if line.height > 0.92 * tallest and (
                not chosen or upper.index(line) == upper.index(chosen[-1]) + 1
            ):
                chosen.append(line)
            elif chosen:
                break
    title = texts.clean_title(" ".join(line.text for line in chosen))
    stated = texts.clean_title(stated)
    if not title or len(title) > 400:
        chosen = []
        shown = " ".join(line.text for line in upper).casefold()
        if stated and not _FILE_NAME.match(stated) and stated.casefold() in shown:
            chosen = [
                line for line in upper if line.text.casefold() in stated.casefold() and len(line.text) > 3
            ]
            title = stated
        else:
            heads = (line for line in upper if len(line.text) >= 8 and leftover(line.text) != ())
            head = next(heads, None)
            if head is not None and not is_prose(head.text):
                chosen, title = [head], texts.clean_title(head.text)
            else:
                title = "" if _FILE_NAME.match(stated) else stated
    gone = {id(line) for line in chosen}
    return title, [[line for line in page if id(line) not in gone] for page in pages]


def _paragraphs(pages: Sequence[list[_Line]]) -> Iterator[str]:
    """Lines joined to paragraphs. A page's last line runs on over the page break unless it ends a sentence."""
    held = ""
    for page in pages:
        if not page:
            continue
        pitches = [
            one.top - two.top for one, two in zip(page, page[1:], strict=False) if 0 < one.top - two.top < 60
        ]
        pitch = median(pitches) if pitches else 0.0
        left = min(line.left for line in page)
        right = max(line.right for line in page)
        before: _Line | None = None
        for line in page:
            if (
                held
                and before is None
                and not _ENDS.search(held)
                and not _BULLET.match(line.text)
                or held
                and before is not None
                and not _breaks(before, line, pitch=pitch, left=left, right=right)
            ):
                held = _joined(held, line.text)
            else:
                if held:
                    yield held
                held = line.text
            before = line
    if held:
        yield held


def _breaks(before: _Line, line: _Line, *, pitch: float, left: float, right: float) -> bool:
    fall = before.top - line.top
    if fall < 0 or _BULLET.match(line.text):  # the next column, or a new item
        return not (fall < 0 and not _ENDS.search(before.text))
    if pitch and fall > 1.45 * pitch:
        return True
    if abs(line.height - before.height) > 0.25 * max(line.height, before.height) and fall > 1.1 * pitch:
        return True
    short = right - before.right > 0.2 * (right - left) and before.left - left < 0.1 * (right - left)
    indented = 6 < line.left - before.left < 0.2 * (right - left)
    return (short or indented) and _ENDS.search(before.text) is not None


def _joined(held: str, following: str) -> str:
    """Two lines of one paragraph. A hyphen at the end of a line is taken away before a small letter, as it divided a word."""
    if held.endswith("\u00ad"):
        return held[:-1] + following
    if re.search(r"[^\W\d_]{2}[-‐]$", held) and following[:1].islower():
        return held[:-1] + following
    wide = re.search("[\u3040-\u30ff\u3400-\u9fff]$", held) and re.match(
        "[\u3040-\u30ff\u3400-\u9fff]", following
    )
    return held + ("" if wide else " ") + following


def _dates(pages: Sequence[list[_Line]], title: str, url: str) -> tuple[RawDate, ...]:
    """The date that the first page shows, and the one in the address."""
    nowhere = lxml_html.Element("body")
    first = next((page for page in pages if page), [])
    runs = [Run(line.text, 0.0, nowhere, is_prose(line.text)) for line in first[:30]]
    at = next((place for place, run in enumerate(runs) if run.text and run.text in title), -1)
    shown = dateline.shown(runs, at=at, title=title, url=url)
    in_url = url_date(url)
    return (*shown.published, *((RawDate(raw=in_url, origin="url"),) if in_url else ()))


def _failed(reason: str) -> Extraction:
    return Extraction(verdict=Verdict.PARSE_ERROR, reason=reason)
