"""From a matched statement to the messages it causes: one a destination, however many watches match. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

from alerts import compose
from archive.traces import Withdrawal
from config.destinations import place as place_of
from config.watches import Watch
from statements.model import Message, Reading, Version
from statements.story import News, Story


def messages(
    watches: Sequence[Watch],
    matched_ids: Sequence[str],
    version: Version,
    reading: Reading,
    previous: Reading | None,
    *,
    previously: Collection[str] = (),
    edited: Sequence[str] = (),
    demo: bool = False,
    story: Story | None = None,
    news: Sequence[News] = (),
) -> list[Message]:
    """The alerts for ``version``, which matched the watches ``matched_ids``, in the order the destinations are named.

    ``previous`` is the reading of the version before, ``previously`` the ids of the watches that one matched, ``edited`` says
    in a few lines what was changed. A statement is announced once per destination. A later version is announced, as
    *revised*, where its grade is that of news (`Grade.alerts`: signatories, stance, withdrawn), or to a watch that the
    previous version did not match or that asks for edits itself (``edit:``): a corrected comma or number alerts nobody else a
    second time. A first version, and a later one whose predecessor was never read, are announced as new.
    """
    revised = version.n > 1 and previous is not None
    if revised and not (version.grade is not None and version.grade.alerts):
        asked = {watch.id for watch in watches if "edit:" in watch.query.lower()}
        matched_ids = [watch for watch in matched_ids if watch not in previously or watch in asked]
    kind = f"revised:{version.n}" if revised else "new"
    return [
        _message(
            destination,
            dedupe_key(version.statement, kind, destination),
            version,
            watch=matching[0].id,
            payload=compose.alert(
                watch_names=[watch.name for watch in matching],
                queries=[watch.query for watch in matching],
                version=version,
                reading=reading,
                revised=revised,
                previous=previous,
                edited=edited,
                demo=demo,
            ),
        )
        for destination, matching in _by_destination(watches, matched_ids).items()
    ]


def withdrawals(
    watches: Sequence[Watch],
    gone: Sequence[Withdrawal],
    *,
    queued: Collection[str] = (),
    demo: bool = False,
) -> list[Message]:
    """The alerts that statements were withdrawn: one a destination that was told of the statement before, for those watches
    that had matched it. What matched in a baseline was told to nobody, and its end is no news either. Those whose dedupe
    keys are ``queued`` already are left out."""
    found = []
    for one in gone:
        version = one.hit.version
        for destination, matching in _by_destination(watches, one.watches).items():
            key = dedupe_key(version.statement, f"withdrawn:{one.at.isoformat()}", destination)
            if key in queued or place_of(destination) not in one.told:
                continue
            payload = compose.withdrawal(
                watch_names=[watch.name for watch in matching],
                queries=[watch.query for watch in matching],
                version=version,
                at=one.at,
                reason=one.reason,
                demo=demo,
            )
            found.append(_message(destination, key, version, watch=matching[0].id, payload=payload))
    return found


def _by_destination(watches: Sequence[Watch], matched: Collection[str]) -> dict[str, list[Watch]]:
    """The watches that are on and matched, by where they send to, in the order the destinations are named."""
    told: dict[str, list[Watch]] = {}
    for watch in watches:
        if watch.enabled and watch.id in matched:
            for destination in watch.to:
                told.setdefault(destination, []).append(watch)
    return told


def dedupe_key(statement: int, kind: str, destination: str) -> str:
    """The name of an alert for ever: the same announcement to the same place has the same key, whatever caused it."""
    return hashlib.sha256(f"{statement}|{kind}|{destination}".encode()).hexdigest()


def _message(
    destination: str, key: str, version: Version, *, watch: str, payload: dict[str, object]
) -> Message:
    channel, place = place_of(destination)
    return Message(
        dedupe_key=key,
        channel=channel,
        destination=place,
        kind="alert",
        payload=payload,
        version=version.id,
        watch=watch,
    )
