"""Logs: events with keys on stderr, JSON when nobody watches; no secret and no control character gets through."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# From the beginning of a word only: a word of a million letters would else be read once from each of them.
_PASSWORD = re.compile(r"(\b\w+://[^:/@\s]*:)[^@/\s]+(@)")


class Redactor:
    """Replaces every known secret, and passwords inside URLs, in every value of an event; strips control characters, so
    that a hostile title can neither fake a line nor colour a terminal."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = [secret for secret in secrets if len(secret) >= 4]

    def clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return _CONTROL.sub(" ", _PASSWORD.sub(r"\1[secret]\2", text))

    def _value(self, value: object) -> object:
        if isinstance(value, str):
            return self.clean(value)
        if isinstance(value, list | tuple):
            return [self._value(item) for item in value]
        if isinstance(value, dict):
            return {key: self._value(item) for key, item in value.items()}
        return value if isinstance(value, int | float | bool | None) else self.clean(str(value))

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        return {key: self._value(value) for key, value in event.items()}


def configure(*, secrets: Iterable[str] = (), verbose: bool = False, quiet: bool = False) -> None:
    """Set up logging of ours and of the libraries for this process."""
    redactor = Redactor(secrets)
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redactor,
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=True)
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared[:2], structlog.stdlib.ExtraAdder(), *shared[2:]],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    ours = logging.ERROR if quiet else logging.DEBUG if verbose else logging.INFO
    logging.getLogger("communique").setLevel(ours)
    # Scrapy logs each refused download with a traceback; the check report already says it in one sentence.
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)
    logging.getLogger("twisted").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
