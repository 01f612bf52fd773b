"""What must fit together: sources with the network, watches with destinations, digests with watches and mail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from importlib.util import find_spec
from urllib.parse import urlsplit

from config.documents import Document, Place, Problem, path_text
from config.packs import issuers_of
from config.reach import check_contact, check_reach
from config.secrets import three_ways
from config.settings import Settings
from config.shape import unknown
from config.source import Source
from config.watches import WatchFile
from statements.errors import CommuniqueError
from statements.identity import canonical_url

Report = Callable[[Place, str], None]
CheckWatch = Callable[[Mapping[str, object], Collection[str], Collection[str]], Iterable[tuple[str, str]]]
"""What is wrong with the queries of a watch, by key, given the ids of the sources and of the own topics there are."""


def check_together(
    *,
    settings: tuple[Settings, Document],
    watches: tuple[WatchFile, Document] | None,
    own: Iterable[tuple[Source, Document]],
    shipped: Mapping[str, Source],
    problems: list[Problem],
    warnings: list[str],
    faulty: Collection[str] = (),
) -> None:
    """Add every misfit to ``problems`` and everything unwise to ``warnings``. What could not be read is left out, and so
    is what depends on the ``faulty`` top-level keys of the settings, which stand at their defaults."""
    chosen, document = settings
    own = list(own)

    def here(place: Place, message: str) -> None:
        problems.append(document.problem(place, message))

    mine = {source.id for source, _ in own}
    if "catalogue" not in faulty:
        _catalogue(chosen, mine, shipped, here)
    watched: list[tuple[Source, Document, Place]] = [
        (shipped[id_], document, ("catalogue", at))
        for at, id_ in enumerate(chosen.catalogue)
        if id_ in shipped and id_ not in mine
    ]
    watched += [(source, file, ()) for source, file in own]
    _same_entry(watched, warnings)
    if "network" not in faulty:
        for source, file, place in watched:
            check_reach(source, chosen.network, file, place, problems)
        browser = chosen.network.browser
        if browser is not None and not browser.is_file():
            here(("network", "browser"), f"there is no file {browser}")
        if not chosen.network.contact:
            check_contact([source for source, _, _ in watched], here)
    if "slack" not in faulty:
        _secrets_there(chosen, here)
        _buttons(chosen, here)
        if watches is not None and "operators" not in faulty:
            warnings += _zones(chosen, document, watches[0])
        if watches is not None and not {"mail", "hooks", "apprise"} & set(faulty):
            _watches(watches[0], watches[1], chosen, problems)
    if not {"operators", "slack", "mail"} & set(faulty):
        _operators(chosen, watches[0] if watches else None, here)
    if watches is not None and not {"digests", "mail"} & set(faulty):
        _digests(chosen, watches[0], here)
    if not chosen.catalogue and not own:
        warnings.append(
            str(
                document.problem(
                    ("catalogue",),
                    "no source is chosen, so there is nothing to watch; name shipped ones here",
                )
            )
        )
    if urlsplit(chosen.database).password and "database" in document.data:
        warnings.append(
            str(
                document.problem(
                    ("database",), f"holds a password in a readable file; {three_ways(('database',))}"
                )
            )
        )


def check_watches(
    document: Document,
    sources: Collection[str],
    topics: Collection[str],
    check_watch: CheckWatch | None,
    problems: list[Problem],
) -> None:
    """Add ids given twice and queries that cannot be read, as far as the file holds such, right or wrong as the rest is."""
    entries = document.data.get("watches")
    found = [
        (at, entry)
        for at, entry in enumerate(entries if isinstance(entries, list) else ())
        if isinstance(entry, dict)
    ]
    ids = ((entry["id"], document, ("watches", at, "id")) for at, entry in found if _is_text(entry.get("id")))
    _unique(ids, problems)
    for at, entry in found:
        for key, said in check_watch(entry, sources, topics) if check_watch else ():
            problems.append(document.problem(("watches", at, key), said))


NO_LABEL = "the query asks for no stance: and no topic:, so there is no score that could be compared"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def check_ids(own: Iterable[tuple[Source, Document]], problems: list[Problem]) -> None:
    """Add sources whose id is given twice."""
    _unique(((source.id, file, ("id",)) for source, file in own), problems)


def _same_entry(watched: Iterable[tuple[Source, Document, Place]], warnings: list[str]) -> None:
    first: dict[str, str] = {}
    for source, file, place in watched:
        if source.entry is None:
            continue
        address = canonical_url(source.entry, aliases=source.aliases)
        if source.enabled and first.setdefault(address, source.id) != source.id:
            warnings.append(
                str(
                    file.problem(
                        place or ("entry",),
                        f"{source.id} asks the same address as {first[address]}, so each statement there is stored and alerted "
                        "twice",
                    )
                )
            )


def _catalogue(settings: Settings, own: set[str], shipped: Mapping[str, Source], here: Report) -> None:
    for at, id_ in enumerate(settings.catalogue):
        if id_ in settings.catalogue[:at]:
            here(("catalogue", at), f'"{id_}" is given twice')
        elif id_ not in shipped and id_ not in own:
            advice = unknown(id_, sorted(shipped))
            here(
                ("catalogue", at), f'"{id_}" {advice if "did you mean" in advice else "is no shipped source"}'
            )


def _unique(ids: Iterable[tuple[str, Document, Place]], problems: list[Problem]) -> None:
    first: dict[str, Problem] = {}
    for id_, document, place in ids:
        problem = document.problem(place, "")
        if id_ in first:
            known = first[id_]
            problems.append(
                document.problem(place, f'"{id_}" is given twice (first in {known.file}:{known.line})')
            )
        else:
            first[id_] = problem


def _secrets_there(settings: Settings, here: Report) -> None:
    """Webhooks and services whose address, which is the secret, was not given; secrets that sign, which were not."""
    slack = settings.slack
    found: list[Place] = [
        ("slack", "webhooks", name, "url")
        for name, hook in (slack.webhooks if slack else {}).items()
        if not hook.url
    ]
    found += [("apprise", name, "url") for name, service in settings.apprise.items() if not service.url]
    found += [("hooks", name, "secret") for name, hook in settings.hooks.items() if not hook.secret]
    if settings.web is not None and settings.web.secret is None:
        found.append(("web", "secret"))
    for place in found:
        here(place, f"is missing; {three_ways(place)}")


def _buttons(settings: Settings, here: Report) -> None:
    """What the buttons under alerts need."""
    slack = settings.slack
    if slack is None or slack.app_token is None:
        return
    if slack.token is None:
        here(
            ("slack", "app_token"), f"has an effect beside a bot token only; {three_ways(('slack', 'token'))}"
        )
    if find_spec("slack_bolt") is None:
        here(
            ("slack", "app_token"),
            "needs slack-bolt, which is not installed: pip install 'communique[buttons]', or leave app_token out",
        )


def _watches(file: WatchFile, document: Document, settings: Settings, problems: list[Problem]) -> None:
    for at, watch in enumerate(file.watches):
        for which, destination in enumerate(watch.to):
            place: Place = ("watches", at, "to", which)
            said = unready(destination, settings)
            if destination in watch.to[:which]:
                said = f'"{destination}" is given twice'
            if said:
                problems.append(document.problem(place, said))
        if watch.board is None:
            continue
        board: Place = ("watches", at, "board")
        if not watch.to:
            problems.append(document.problem(board, "has nowhere to go; name a destination under to:"))
        try:
            issuers_of(watch.board.expected)
        except CommuniqueError as error:
            problems.append(document.problem((*board, "expected"), str(error)))


def unready(destination: str, settings: Settings) -> str | None:
    """Why nothing can be sent to a destination; None when it can."""
    scheme, _, name = destination.partition(":")
    slack = settings.slack
    if scheme == "slack":
        ready = slack is not None and slack.token is not None
        return None if ready else f"needs a Slack token; {three_ways(('slack', 'token'))}"
    if scheme == "mail":
        return None if settings.mail is not None else "needs mail: the server that sends it"
    tables: Mapping[str, tuple[str, Place, Collection[str]]] = {
        "webhook": ("webhook", ("slack", "webhooks"), slack.webhooks if slack else ()),
        "http": ("webhook", ("hooks",), settings.hooks),
        "apprise": ("service", ("apprise",), settings.apprise),
    }
    noun, table, known = tables[scheme]
    if name in known:
        return None
    advice = unknown(name, sorted(known)) if known else f"is not defined under {path_text(table)}"
    return f'the {noun} "{name}" {advice}'


def _zones(settings: Settings, document: Document, file: WatchFile) -> list[str]:
    """Zones of Slack channels to which nothing goes."""
    told = {destination for watch in file.watches for destination in watch.to}
    told.update(settings.operators.to if settings.operators else ())
    return [
        str(document.problem(("slack", "zones", channel), "changes nothing: no watch sends to this channel"))
        for channel in settings.zones
        if f"slack:{channel}" not in told
    ]


def _operators(settings: Settings, file: WatchFile | None, here: Report) -> None:
    if settings.operators is None:
        return
    readers = {destination for watch in (file.watches if file else ()) for destination in watch.to}
    told = settings.operators.to
    for at, destination in enumerate(told):
        said = unready(destination, settings)
        if destination in told[:at]:
            said = f'"{destination}" is given twice'
        elif destination in readers:
            said = f'"{destination}" is where a watch sends its alerts; readers are not to be told of this'
        if said:
            here(("operators", "to", at), said)


def _digests(settings: Settings, file: WatchFile, here: Report) -> None:
    enabled = {watch.id: watch.enabled for watch in file.watches}
    for name, digest in settings.digests.items():
        if settings.mail is None:
            here(("digests", name), "needs mail: the server that sends it")
        for at, section in enumerate(digest.sections):
            place: Place = ("digests", name, "sections", at)
            if section not in enabled:
                here(place, f'the watch "{section}" {unknown(section, list(enabled))}')
            elif not enabled[section]:
                here(place, f'the watch "{section}" is switched off in watches.yaml')
            elif section in digest.sections[:at]:
                here(place, f'"{section}" is given twice')
        for section, expected in digest.expected.items():
            if not enabled.get(section) or (digest.sections and section not in digest.sections):
                here(("digests", name, "expected", section), f'"{section}" is no section of this digest')
            try:
                issuers_of(expected)
            except CommuniqueError as error:
                here(("digests", name, "expected", section), str(error))
        for at, recipient in enumerate(digest.recipients):
            if recipient in digest.recipients[:at]:
                here(("digests", name, "recipients", at), f'"{recipient}" is given twice')
