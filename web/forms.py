"""What a POST says: its body within bounds, and its fields."""

from __future__ import annotations

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qs

from fastapi import HTTPException, Request

MAX_BODY = 10_000
"""Bytes of a POST; what mail programs and our own forms send takes fewer than a few hundred."""


async def said(request: Request) -> dict[str, str]:
    """The fields of a POST; none of what is no form. Raises HTTPException (413)."""
    return _fields(request.headers.get("content-type", ""), await _body(request))


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY:
            raise HTTPException(413)
    return body


def _fields(content_type: str, body: bytes) -> dict[str, str]:
    """The fields of a form, in either of the two ways in which RFC 8058 lets them be sent; none of what is no form."""
    try:
        if not content_type.lower().startswith("multipart/form-data"):
            found = parse_qs(body.decode("utf-8"), max_num_fields=20)
            return {name: values[0] for name, values in found.items()}
        head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
        message = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + body)
        return {
            str(part.get_param("name", header="content-disposition")): str(part.get_content()).strip()
            for part in message.iter_parts()
            if part.get_content_maintype() == "text"
        }
    except (
        ValueError,
        LookupError,
    ):  # bytes that are no text, too many fields, an encoding that there is none of
        return {}
