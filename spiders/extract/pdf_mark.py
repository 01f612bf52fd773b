"""By what a PDF document is known. Apart from `spiders.extract.pdf`, which brings PDFium."""

from __future__ import annotations

from typing import Final

_HEAD: Final = 1024  # bytes in which the mark of a PDF stands; some servers put a few before it


def is_pdf(body: bytes) -> bool:
    """Whether these bytes are a PDF, whatever a header says of them."""
    return b"%PDF-" in body[:_HEAD] and body.lstrip()[:1] != b"<"
