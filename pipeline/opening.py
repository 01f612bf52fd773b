"""What every command needs before it can work: the archive of a configuration, queries that can be read, no secret in a log.

Light on imports, unlike `pipeline.wiring`: a search must not wait for Scrapy.
"""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from archive import Archive, open_archive, query
from config import Config
from statements.errors import ConfigError, QueryError


def archive_of(config: Config) -> Archive:
    """The archive of a configuration, made or brought to this schema. Raises ArchiveError."""
    return open_archive(config.settings.database, migrate=True)


def secrets_of(config: Config) -> list[str]:
    """Every secret the configuration holds, for the log's redactor."""
    settings = config.settings
    address = urlsplit(settings.database)
    found = parse_qs(address.query).get("password", [])
    if address.password:
        found += [address.password, unquote(address.password)]
    if settings.slack:
        if settings.slack.token:
            found.append(settings.slack.token.get_secret_value())
        found += [hook.url.get_secret_value() for hook in settings.slack.webhooks.values() if hook.url]
    if settings.mail and settings.mail.password:
        found.append(settings.mail.password.get_secret_value())
    return found


def check_queries(config: Config) -> None:
    """Whether every watch can be read as a query. Raises ConfigError with all that cannot."""
    problems = []
    for watch in config.watches:
        try:
            query.parse(watch.query)
        except QueryError as error:
            problems.append(f"{config.directory / 'watches.yaml'}: watches.{watch.id}.query: {error}")
    if problems:
        raise ConfigError(problems)
