"""The weekly stage: is a period closed in the reader's zone and not yet frozen? Then freeze it and queue its mails."""

from __future__ import annotations

from datetime import datetime

import structlog

from archive import Archive
from archive.records import DigestRecord
from config import Config
from pipeline.threads import DatabaseThread
from statements.clock import Clock

log = structlog.get_logger("communique.digest")
