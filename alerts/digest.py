"""A digest as mail: subject, HTML and text within a budget, and one message a recipient. Pure.

    digest_period    when weeks and days begin and end
    digest_contents  what goes in, and stories put together
    digest_numbers   counts beside those of the stretch before, and bars
    digest_heads     what it says of itself as a whole: subject, summary, the chart in words
    digest_view      all of it as the words that the templates show

The text part is written as text, not boiled down from the HTML. No tracking, no remote images, nothing that needs a
network to read. Every remote word is cleaned of invisible characters and escaped by the template.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from alerts import chart, digest_view
from alerts.columns import width, wrap
from alerts.digest_contents import (
    DigestBoard,
    DigestChange,
    DigestInput,
    DigestSection,
    DigestStatement,
    Told,
    together,
)
from alerts.digest_heads import subject
from alerts.digest_numbers import Bar, bars
from alerts.digest_period import period
from alerts.digest_view import Size
from statements.model import Message

__all__ = [
    "Bar",
    "DigestBoard",
    "DigestChange",
    "DigestInput",
    "DigestSection",
    "DigestStatement",
    "Image",
    "Rendered",
    "Told",
    "bars",
    "compose",
    "filled",
    "inlined",
    "messages",
    "period",
    "subject",
    "together",
]

MAX_HTML = 80_000
"""Bytes. Gmail cuts a mail near 102 kB and hides what follows."""
CHART = "chart"
"""The Content-ID of the picture."""
_SIZES = (
    Size(items=25, marks=True),
    *(Size(items=items) for items in (25, 15, 10)),
    Size(items=6, sections=60),
    Size(items=4, sections=60),
    *(Size(items=items, sections=40, rows=8) for items in (3, 2, 1, 0)),
    Size(items=0, sections=10, rows=8),
    Size(items=0, sections=3, rows=4),
)
_BAR = 20
"""Columns of the longest bar in the text part."""


@dataclass(frozen=True, kw_only=True)
class Image:
    """A picture that the HTML shows under ``cid:…``; ``alt`` says the same in words."""

    cid: str
    png: bytes
    alt: str


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A digest ready to be sent."""

    subject: str
    html: str
    text: str
    images: tuple[Image, ...] = ()

    def letter(self) -> dict[str, object]:
        """Its bodies and pictures as JSON-ready values, see `messages`."""
        return {
            "html": self.html,
            "text": self.text,
            "images": [
                {"cid": image.cid, "png": base64.b64encode(image.png).decode("ascii"), "alt": image.alt}
                for image in self.images
            ],
        }


def compose(digest: DigestInput, *, picture: bytes | None = None) -> Rendered:
    """The digest in at most `MAX_HTML` bytes: where it would be larger, every section shows fewer and says how many more
    there are. ``picture`` is the chart of its `bars`; without it the HTML shows their numbers."""
    environment = _environment()
    pictured = picture is not None and bool(digest.statements)
    html, view = "", digest_view.view(digest, _SIZES[0], chart=pictured)
    for size in _SIZES:
        view = digest_view.view(digest, size, chart=pictured)
        html = environment.get_template("digest.html.j2").render(view)
        if len(html.encode()) <= MAX_HTML:
            break
    text = environment.get_template("digest.txt.j2").render(view)
    images = [Image(cid=CHART, png=picture or b"", alt=str(view["chart_words"]))] if pictured else []
    return Rendered(subject=str(view["subject"]), html=html, text=text, images=tuple(images))


def messages(
    rendered: Rendered,
    *,
    subscription: str,
    start: datetime,
    end: datetime,
    recipients: Sequence[str],
    domain: str,
    key: bytes,
    digest: int | None = None,
    letter: str | None = None,
    own: Callable[[str], Mapping[str, str]] = lambda recipient: {},
    unsubscribe: Callable[[str], str] | None = None,
) -> list[Message]:
    """One mail a recipient. The same digest to the same person has the same dedupe key and Message-ID whenever it is made;
    ``key`` keeps addresses out of the Message-ID.

    With ``letter`` the payload names what is kept beside the digest instead of carrying it (see `filled`). ``own`` gives the
    addresses that are a recipient's own, by what stands in for them in the bodies; ``unsubscribe`` the one that ends the digest
    with a click (RFC 8058).
    """
    stamp = f"{start.astimezone(UTC):%Y%m%d}-{end.astimezone(UTC):%Y%m%d}"
    body = rendered.letter() if letter is None else {"letter": letter}
    found = []  # the Message-ID is short: past 78 characters a header is folded, and not every receiver unfolds it
    for recipient in dict.fromkeys(recipients):
        identity = f"{subscription}|{start.astimezone(UTC):%FT%TZ}|{end.astimezone(UTC):%FT%TZ}|{recipient}"
        token = hmac.new(key, identity.encode(), hashlib.sha256).hexdigest()[:16]
        payload: dict[str, object] = {
            "subject": rendered.subject,
            "message_id": f"<digest.{stamp}.{token}@{domain}>",
            **body,
        }
        if unsubscribe is not None:
            payload["headers"] = {
                "List-Unsubscribe": f"<{unsubscribe(recipient)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        if addresses := own(recipient):
            payload["own"] = addresses
        found.append(
            Message(
                dedupe_key=hashlib.sha256(f"digest|{identity}".encode()).hexdigest(),
                channel="mail",
                destination=recipient,
                kind="digest",
                payload=payload if letter is not None else filled(payload, {}),
                digest=digest,
            )
        )
    return found


def filled(payload: Mapping[str, object], letter: Mapping[str, object]) -> dict[str, object]:
    """The payload as a mail needs it: with the bodies of its ``letter``, and each recipient's own addresses where they have
    stand-ins."""
    whole = {name: value for name, value in {**letter, **payload}.items() if name not in ("letter", "own")}
    for stand_in, address in cast("Mapping[str, str]", payload.get("own") or {}).items():
        whole["html"] = str(whole["html"]).replace(escape(stand_in), escape(address))
        whole["text"] = str(whole["text"]).replace(stand_in, address)
    return whole


def inlined(rendered: Rendered) -> str:
    """The HTML with its pictures in it, for a browser. No mail program shows such."""
    html = rendered.html
    for image in rendered.images:
        data = base64.b64encode(image.png).decode("ascii")
        html = html.replace(f'src="cid:{image.cid}"', f'src="data:image/png;base64,{data}"')
    return html


@cache
def _environment() -> Environment:
    """Made once: compiling the templates takes 0.2 s."""
    environment = Environment(
        loader=PackageLoader("alerts", "templates"),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["wrap"] = wrap
    environment.filters["marked"] = _marked
    environment.filters["column"] = _column
    environment.filters["bar"] = _text_bar
    environment.globals["chart_size"] = (chart.WIDTH, chart.HEIGHT)
    return environment


_OUT, _IN = re.compile(r"\[-(.*?)-\]"), re.compile(r"\{\+(.*?)\+\}")


def _marked(difference: str) -> Markup:
    """``[-taken out-] {+put in+}`` as struck out and set in bold."""
    shown = _OUT.sub(r"<del>\1</del>", str(escape(difference)))
    return Markup(_IN.sub(r"<ins><b>\1</b></ins>", shown))


def _column(text: str, columns: int) -> str:
    """Cut or filled up to a width."""
    while width(text) > columns:
        text = text[:-2] + "…" if not text.endswith("…") else text[:-2].rstrip("…") + "…"
    return text + " " * (columns - width(text))


def _text_bar(count: int, top: int) -> str:
    return "#" * max(1, round(_BAR * count / top)) if count and top else ""
