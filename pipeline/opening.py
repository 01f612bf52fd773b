"""What every command needs before it can work: the archive of a configuration, queries that can be read, no secret in a log.

Light on imports, unlike `pipeline.wiring`: a search must not wait for Scrapy.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import SecretStr

from alerts.routing import asked
from archive import Archive, open_archive, query
from config import Config
from config.checks import NO_LABEL
from config.shipped import shipped
from statements.errors import ConfigError, QueryError
from statements.labels import Topic


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
    held: list[SecretStr | None] = []
    if settings.slack:
        held += [settings.slack.token, settings.slack.app_token]
        held += [hook.url for hook in settings.slack.webhooks.values()]
    held += [hook.secret for hook in settings.hooks.values()]
    held += [service.url for service in settings.apprise.values()]
    held += [settings.mail.password if settings.mail else None, settings.web.secret if settings.web else None]
    return [*found, *(secret.get_secret_value() for secret in held if secret)]


def check_sources(text: str, known: Collection[str]) -> None:
    """Whether the sources that a query names exist. The language does not know them. Raises QueryError."""
    for name in _named(query.parse(text), "source"):
        if name not in known:
            close = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean {close[0]}?" if close else "`communique sources list` names those there are"
            place = max(text.lower().find(name, text.lower().find("source:")), 0)
            raise QueryError(f"source: there is no {name!r}; {hint}", query=text, position=place)


def check_topics(text: str, own: Collection[str]) -> None:
    """Whether the topics that a query names are shipped ones or among the ``own``. The language knows the shipped ones only.
    Raises QueryError."""
    known = [*map(str, Topic), *own]
    for name in _named(query.parse(text), "topic"):
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]}? " if close else ""
            place = max(text.lower().find(name, text.lower().find("topic:")), 0)
            raise QueryError(
                f"topic: cannot be {name!r}; {hint}it is one of {', '.join(known)}"
                + ("" if own else " (topics.yaml may add your own)"),
                query=text,
                position=place,
            )


def _named(node: query.Node, field: str) -> Iterator[str]:
    """The values that a query gives to one field."""
    match node:
        case query.And() | query.Or():
            for item in node.items:
                yield from _named(item, field)
        case query.Not():
            yield from _named(node.item, field)
        case query.Facet() if node.field == field:
            yield from node.values


def query_problem(text: str, sources: Collection[str], topics: Collection[str]) -> str | None:
    """What is wrong with a query; None when nothing is."""
    try:
        check_sources(text, sources)
        check_topics(text, topics)
    except QueryError as error:
        return str(error)
    return None


def watch_problems(
    watch: Mapping[str, object], sources: Collection[str], topics: Collection[str]
) -> Iterator[tuple[str, str]]:
    """What is wrong with the queries of a watch, by key: the one rule for the file as it is loaded and for the start. What is no
    text is refused elsewhere."""
    readable = False
    for key in ("query", "always"):
        text = watch.get(key)
        if isinstance(text, str) and text:
            said = query_problem(text, sources, topics)
            if said is not None:
                yield key, said
            elif key == "query":
                readable = True
    if readable and watch.get("min_confidence") is not None and not asked(str(watch["query"])):
        yield "min_confidence", NO_LABEL


def check_queries(config: Config) -> None:
    """Whether every watch can be read as a query. Raises ConfigError with all that cannot."""
    sources = {source.id for source in config.sources} | set(shipped())
    topics = [topic.id for topic in config.topics]
    problems = [
        f"{config.directory / 'watches.yaml'}: watches.{watch.id}.{key}: {said}"
        for watch in config.watches
        for key, said in watch_problems(dict(watch), sources, topics)
    ]
    if problems:
        raise ConfigError(problems)
