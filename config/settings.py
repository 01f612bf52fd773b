"""The service's settings: ``settings.yaml``. Every default is here and nowhere else.

A secret is never written into the YAML: it comes from the environment, a file, or systemd (see config.secrets).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator

from config.destinations import SlackChannel
from config.fields import (
    Allow,
    Contact,
    Duration,
    FilePath,
    Host,
    Identifier,
    Mailbox,
    Pause,
    Size,
    Url,
    Zone,
    check_url,
    host_of,
    is_loopback,
)
from config.operators import Operators
from config.source import Strict

SIGNING = 16
"""Characters of a secret that signs links, at least: each link lets who has it try secrets without asking us."""


def _database(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError('must start with "sqlite:///" or "postgresql://"')
    if value == "sqlite:///":
        raise ValueError("names no file")
    return value


def _private(value: str) -> str:
    """Tokens travel to this address: https, unless it is this machine."""
    if not value.startswith("https://") and not is_loopback(host_of(value)):
        raise ValueError("must start with https://: a secret is sent there")
    return value


def _webhook_url(value: SecretStr) -> SecretStr:
    try:
        _private(check_url(value.get_secret_value()))
    except ValueError:  # its message would quote the secret
        raise ValueError("is no https address (it is not shown, being a secret)") from None
    return value


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]+", value.get_secret_value()):
        raise ValueError(
            "is empty or holds blanks or characters outside ASCII (it is not shown, being a secret)"
        )
    return value


def _signing(value: SecretStr) -> SecretStr:
    if len(_token(value).get_secret_value()) < SIGNING:
        raise ValueError(
            f"is shorter than {SIGNING} characters (it is not shown, being a secret): who has a link could guess it and make up "
            "others; openssl rand -base64 32 gives one"
        )
    return value


class Network(Strict):
    """How the outside is asked: who we say we are, how often, how much."""

    contact: Contact = ""
    """Stands in the user agent: a web page or a mail address. Needed as soon as a source is outside this machine."""
    allow: tuple[Allow, ...] = ()
    """Addresses that may be asked although they are not public."""
    polling: Literal["adaptive", "per-source", "fixed"] = "adaptive"
    """How a source's ``every`` is meant: as its weight in what all sources share out by their habits, as its own average, or as
    it stands."""
    delay: Pause = timedelta(seconds=4)
    """Between two requests to one host."""
    jitter: float = Field(default=0.5, ge=0, le=1)
    """Each delay is stretched or shortened at random by up to this fraction."""
    timeout: Duration = timedelta(seconds=30)
    max_bytes: Size = 16 * 2**20
    feed_max_bytes: Size = 8 * 2**20
    concurrency: int = Field(default=8, ge=1, le=64)
    ports: tuple[Annotated[int, Field(ge=1, le=65535)], ...] = (80, 443, 8080, 8443)
    browser: FilePath | None = None
    """The Chromium that shows pages of kind ``browser``; without it none is started."""


class Webhook(Strict):
    """An incoming webhook of Slack; its address is the secret."""

    url: Annotated[SecretStr, AfterValidator(_webhook_url)] | None = None
    url_file: FilePath | None = None


class Slack(Strict):
    """The Slack workspace to post to: a bot token for channels, webhooks by name."""

    token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    token_file: FilePath | None = None
    base_url: Annotated[Url, AfterValidator(_private)] = "https://slack.com/api/"
    app_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    """For the buttons under alerts: they come back over Socket Mode (extra ``buttons``)."""
    app_token_file: FilePath | None = None
    webhooks: dict[Identifier, Webhook] = Field(default_factory=dict)
    pace: Pause = timedelta(seconds=1)
    """Between two messages to one channel."""
    zone: Zone = "UTC"
    """In which times are shown."""
    zones: dict[SlackChannel, Zone] = Field(default_factory=dict)
    """Channels (by the id that watches name) whose times are shown in another zone."""


class HttpHook(Strict):
    """An address of the operator's own that takes each message as signed JSON."""

    url: Annotated[Url, AfterValidator(_private)]
    secret: Annotated[SecretStr, AfterValidator(_token)] | None = None
    """Signs each request (HMAC with SHA-256)."""
    secret_file: FilePath | None = None


class AppriseService(Strict):
    """One of the services that Apprise knows (extra ``apprise``). Its address holds the credentials."""

    url: SecretStr | None = None
    url_file: FilePath | None = None


class Web(Strict):
    """The pages that ``communique serve`` offers: archived copies, why an alert came, the end of a subscription."""

    url: Url
    """Where readers reach it, as it stands in links."""
    host: Host = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    secret: Annotated[SecretStr, AfterValidator(_signing)] | None = None
    """Signs the links in mails and messages, so that nobody can make one up."""
    secret_file: FilePath | None = None


class Mail(Strict):
    """The SMTP server that takes our mail."""

    host: Host
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = Field(default=None, min_length=1)
    password: SecretStr | None = None
    password_file: FilePath | None = None
    sender: Mailbox
    domain: Host | None = None
    """Right-hand side of Message-IDs; the sender's domain when absent."""
    pace: Pause = timedelta(seconds=0.25)
    """Between two mails, to whomever: four a second, which most relays take."""

    @model_validator(mode="after")
    def _credentials_fit(self) -> Self:
        if self.security == "none" and self.user is not None and not is_loopback(self.host):
            raise ValueError('security "none" would send the password in the clear; use "starttls" or "tls"')
        if self.user is None and self.password is not None:
            raise ValueError("a password without a user has no effect")
        if self.user is not None and self.password is None:
            raise ValueError(
                "user needs a password: set COMMUNIQUE_MAIL__PASSWORD, or mail.password_file, or a systemd credential "
                'named "mail.password"'
            )
        return self


class Digest(Strict):
    """A digest by mail: what was first seen in a week or a day."""

    every: Literal["week", "day"] = "week"
    day: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] | None = None
    """On which a week ends; Monday when absent."""
    hour: int = Field(default=8, ge=0, le=23)
    """At which the week or day ends, and the digest leaves."""
    zone: Zone = "UTC"
    recipients: tuple[Mailbox, ...] = Field(min_length=1)
    sections: tuple[Identifier, ...] = ()
    """Ids of watches, in order; empty means all."""
    expected: dict[Identifier, tuple[str, ...]] = Field(default_factory=dict)
    """Who should speak on the question of a section, by the id of its watch: codes and packs (``p5``). The section then says who has
    spoken, who has not, and who cannot be read."""
    title: str | None = Field(default=None, min_length=1, max_length=150)
    """Stands above it; "Weekly digest of official statements", or "Daily", when absent."""
    empty: Literal["send", "skip"] = "send"
    """Whether a period without statements, edits and withdrawals is told of. ``skip`` holds only where every source could be
    read: what could not is told."""

    @model_validator(mode="after")
    def _day_fits(self) -> Self:
        if self.every == "day" and self.day is not None:
            raise ValueError("a digest of every day ends on no day of the week; leave day out")
        return self

    @property
    def weekday(self) -> str | None:
        """The day on which its period ends; None for a digest of every day."""
        return None if self.every == "day" else self.day or "monday"

    @property
    def heading(self) -> str:
        """What stands above it."""
        return self.title or f"{'Daily' if self.every == 'day' else 'Weekly'} digest of official statements"


def _tells_a_fortnight(value: timedelta) -> timedelta:
    if value < timedelta(days=14):
        raise ValueError("must be at least 14d: digests tell from them which sources could not be read")
    return value


class Classifier(Strict):
    """How statements are read."""

    embeddings: bool = True
    """Whether sentences are compared by meaning too, where the encoder is installed; without, by their words alone."""


class Retention(Strict):
    """How long what is not a statement is kept. Statements and their versions are kept for ever."""

    captures: Duration | None = None
    """The bytes as received; for ever when absent."""
    checks: Annotated[Duration, AfterValidator(_tells_a_fortnight)] = timedelta(days=90)
    """The outcomes of single checks. What could be read when is kept for ever."""


def _ascending(value: tuple[timedelta, ...]) -> tuple[timedelta, ...]:
    if any(later <= earlier for earlier, later in pairwise(value)):
        raise ValueError("must grow from one to the next")
    return value


class Settings(Strict):
    """The whole of ``settings.yaml``; an empty file means all defaults."""

    moved: ClassVar[Mapping[str, str]] = {
        "digest": 'is not known; digests stand under ids of their own: "digests: {weekly: {recipients: [...]}}"'
    }
    """What to say of a key that another has taken the place of."""
    database: Annotated[str, AfterValidator(_database)] = "sqlite:///communique.db"
    """A relative SQLite path is relative to the configuration's directory; `config.load` makes it absolute."""
    database_file: FilePath | None = None
    """A file that holds the address above, where it carries a password."""
    catalogue: tuple[Identifier, ...] = ()
    """Ids of the shipped sources to watch."""
    network: Network = Network()
    slack: Slack | None = None
    hooks: dict[Identifier, HttpHook] = Field(default_factory=dict)
    apprise: dict[Identifier, AppriseService] = Field(default_factory=dict)
    mail: Mail | None = None
    web: Web | None = None
    digests: dict[Identifier, Digest] = Field(default_factory=dict)
    """By id, which stands for good: a digest under another id is another digest."""
    operators: Operators | None = None
    classifier: Classifier = Classifier()
    retention: Retention = Retention()
    revisit: Annotated[tuple[Duration, ...], AfterValidator(_ascending)] = (
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(days=1),
        timedelta(days=3),
        timedelta(days=7),
        timedelta(days=30),
    )
    """After first seeing a statement, when to look again whether it was edited or withdrawn."""
    tick: Duration = timedelta(seconds=15)
    """How often the service looks for what is due."""
    demo: bool = False
    """Marks every message and page as a demonstration."""

    @property
    def zone(self) -> str:
        """In which times are shown, and in which daily and weekly summaries leave where a watch names no zone."""
        return self.slack.zone if self.slack else "UTC"

    @property
    def zones(self) -> Mapping[str, str]:
        """Slack channels in which times are shown in another zone than `zone`."""
        return self.slack.zones if self.slack else {}
