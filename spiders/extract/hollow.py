"""Pages without a statement's text: templates nobody filled, pictures and viewers in place of words, nothing but menus.

Judged by what is not there: no run of the page that was taken for its text reads like a sentence of its own. One sentence is
enough; a page that has one is never refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from spiders.extract import notices
from spiders.extract.links import media_type
from spiders.extract.markup import HEADINGS, is_furniture
from spiders.extract.page import Page, absolute
from spiders.extract.survey import Run, is_prose, weight
from statements.months import ASCII_DIGITS
from statements.text import fold_for_identity

Element = Any  # lxml ships no types

_ENOUGH: Final = 250  # letters of sentences from which a text is one without looking closer
_LINE: Final = 60  # letters from which a line may be a sentence without a full stop
_LEAST: Final = 20  # and with one
_LISTED: Final = 150  # letters of lines that are neither sentences nor links: a programme, a list of names
_STOP: Final = re.compile(r"[.!?…;](?:[\s\"'”»)\]]|$)|[。！？؟۔।]|[:：»”\"]$")
_ADDRESS: Final = "//input[translate(@type, 'EMAIL', 'email')='email' or contains(translate(concat(@name, ' ', @id), 'MAIL', 'mail'), 'mail')]"
_LEVELS: Final = 3  # above the title that may hold the text with it
_BELOW: Final = 8  # lines under the title
_DIGITS: Final = re.compile(r"\d")
_VIEWER: Final = re.compile(
    r"class=[\"']?pdfviewer\b|id=[\"']?viewercontainer\b|<title>\s*pdf\.js viewer|docs\.google\.com/(?:viewer|gview)|view\.officeapps\.live\.com",
    re.IGNORECASE,
)
_PICTURE: Final = re.compile(
    r"logo|icon|banner|flag|sprite|pixel|spacer|dot\.gif|404|header|footer", re.IGNORECASE
)


def fault(text: str, *, title: str, runs: Sequence[Run], page: Page) -> str | None:
    """Why a text that was found is none, or None where it holds a sentence of its own."""
    if of_addresses(text):
        return "the page holds nothing but addresses and numbers to call"
    flat = " ".join(text.split())
    held = 0.0
    for run in runs:
        if run.prose and run.text in flat and (held := held + weight(run.text)) >= _ENOUGH:
            return None
    if _VIEWER.search(page.html):
        return "the page is a viewer without its document"
    heading = fold_for_identity(title).casefold()
    if any(_tells(line, heading, page) for line in _of_the_page(text, flat, runs)):
        return None
    linked = {run.text for run in runs if run.linked > weight(run.text) / 2}
    plain = [run for run in runs if run.text in flat and run.text not in linked and len(run.text) > 2]
    if sum(weight(run.text) for run in plain if not _is_notice(run.text, heading, page)) >= _LISTED:
        return None
    what = "only a picture" if _pictures(page) else "nothing but links and labels"
    return f"the page holds no running text, {what}"


_REACHED: Final = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]|(?<![\d.])\+\d[\d\s().–-]{7,}\d|\(\d{2,5}\)\s*\d[\d\s.-]{4,}\d|(?<!\d)\d{2,5}-\d{3,4}-\d{3,4}(?!\d)"
    r"|(?:\b(?:t[eé]l(?:[eé]phone|efono|efone|efon)?|phone|fax|telefax|tlf|tfno|mob|faks|puh|тел(?:ефон)?|факс|τηλ|φαξ)|هاتف|تلفن|تليفون|فاكس|نمابر|电话|電話|传真|傳真|전화|팩스|טל|פקס|โทร|điện thoại)\W{0,4}\(?\d[\d\s().–/-]{4,}\d",
    re.IGNORECASE,
)
_RECORDS: Final = 4  # lines with a number or an address from which a page may be a list of them
_MOSTLY: Final = 0.4  # share of its letters that they hold


def of_addresses(text: str) -> bool:
    """Whether a text is a list of whom to reach and where, without one sentence: lines with telephone numbers and e-mail addresses."""
    lines = [line.removeprefix("- ").strip() for line in text.translate(ASCII_DIGITS).splitlines()]
    records = [line for line in lines if _REACHED.search(line)]
    reached = frozenset(records)
    said = [_REACHED.sub(" ", line).strip() if line in reached else line for line in lines]
    return (
        len(records) >= _RECORDS
        and sum(map(weight, records)) >= _MOSTLY * sum(map(weight, lines))
        and not any(
            weight(line) >= _LINE or (weight(line) >= _LEAST and _STOP.search(line) and line not in reached)
            for line in said
            if "\t" not in line
        )
    )


def under_title(runs: Sequence[Run], at: int | None, page: Page) -> str:
    """The sentences right under the title, in the part of the page that holds it: what is read of a statement of five words among
    longer boxes. ``at`` is the place of the title among the runs."""
    if at is None:
        return ""
    around = [above for _, above in zip(range(_LEVELS), runs[at].element.iterancestors(), strict=False)]
    around = [above for above in around if above.tag not in ("body", "html", "form")]
    heading = fold_for_identity(runs[at].text).casefold()
    found = []
    for run in runs[at + 1 : at + 1 + _BELOW]:
        above = (run.element, *run.element.iterancestors())
        if run.element.tag in HEADINGS or not any(one in around for one in above):
            break
        if any(is_furniture(one) for one in above if one not in around) or run.linked > weight(run.text) / 2:
            continue
        if _tells(run.text, heading, page):
            found.append(run.text)
    return "\n\n".join(found)


def document(page: Page) -> str | None:
    """The address of the document that a page shows in a frame or a viewer."""
    for frame in page.root.xpath("//iframe | //embed | //object"):
        source = frame.attrib.get("src") or frame.attrib.get("data") or ""
        url = absolute(page.base, source)
        if url and (media_type(url, frame.attrib.get("type")) or _VIEWER.search(url)):
            return _shown_by(url) or url
    return _shown_by(page.url)


def _shown_by(url: str) -> str | None:
    """The document that the address of a viewer names."""
    for key, value in parse_qsl(urlsplit(url).query):
        if key.lower() in ("file", "url", "src", "pdf", "doc") and media_type(value):
            return urljoin(url, value)
    return None


def _of_the_page(text: str, flat: str, runs: Sequence[Run]) -> Iterator[str]:
    """The lines of a text as the page shows them; its own where it comes from elsewhere (embedded state)."""
    shown = [run for run in runs if run.text in flat]
    yield from (run.text for run in shown if run.linked <= weight(run.text) / 2)
    if sum(len(run.text) for run in shown) < len(flat) / 4:
        yield from (line for line in text.splitlines() if is_prose(line))


def _tells(line: str, heading: str, page: Page) -> bool:
    """Whether a line is a sentence of a text."""
    size = weight(line)
    if size < _LEAST or (size < _LINE and not _STOP.search(line)):
        return False
    if len(_DIGITS.findall(line)) > 0.2 * len(line) or _is_notice(line, heading, page):
        return False
    return fold_for_identity(line).casefold() != heading


def _is_notice(line: str, heading: str, page: Page) -> bool:
    """Whether a line is the site's own: its rights, its newsletter, its cookies, its scripts."""
    if weight(line) > _ENOUGH:
        return False
    if notices.RIGHTS.search(line) or notices.SCRIPTS.search(line) or notices.NOT_YET.match(line):
        return True
    if notices.COOKIES.search(line) and not (
        notices.COOKIES.search(heading) or notices.CONSENT.search(heading)
    ):
        return True
    return notices.LETTERS.search(line) is not None and bool(page.root.xpath(_ADDRESS))


def _pictures(page: Page) -> bool:
    return any(
        not _PICTURE.search(f"{image.attrib.get('src', '')} {image.attrib.get('class', '')}")
        for image in page.root.xpath("//body//img[@src]")
    )
