"""What one page's answer is worth beside what was expected. Pure; the rules stand in the package's docstring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.extract.cases import Case
from bench.extract.words import address, days, folded, overlap

Answer = Mapping[str, Any]
"""The JSON of `communique extract`: verdict, reason, drafts."""

RIGHT, HONEST, WRONG, MISSED = "right", "honestly unknown", "wrong", "missed"
READ, REFUSED, MISREAD = "read", "refused", "misread"

ITEM_BODY = 0.95
"""F1 from which an item's text counts as read: a feed carries it bare, so that next to nothing may be lost."""

SHOWN = 8
"""Words shown of what was lost or is surplus."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One page: its figures by name, and in a line each what is not as it should be. ``points`` (0 to 1) only rank pages."""

    case: Case
    points: float
    figures: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def mark(case: Case, answer: Answer) -> Mark:
    """The page's mark."""
    return {"article": article, "listing": listing, "feed": feed, "refused": refused}[case.kind](case, answer)


def article(case: Case, answer: Answer) -> Mark:
    """Body, title, date and language of the one statement on the page."""
    expected = case.expected
    drafts = answer["drafts"]
    if len(drafts) != 1:
        nothing = {
            "f1": 0.0,
            "recall": 0.0,
            "precision": 0.0,
            "title": False,
            "date": MISSED,
            "language": False,
        }
        fault = f"read as {len(drafts)} items" if drafts else _said(answer)
        return Mark(case=case, points=0.0, figures=nothing, faults=(fault,))
    draft = drafts[0]
    body = overlap(expected["body"], draft["body"])
    title = folded(draft["title"] or "") in _titles(expected)
    date = dated(expected["date"], draft["published"], expected.get("zone"))
    language = draft["language"] == expected["language"]
    faults = []
    if body.f1 < 1:
        faults.append(f"body F1 {body.f1:.2f}{_few(' lost', body.lost)}{_few(' surplus', body.surplus)}")
    if not title:
        faults.append(f"title {draft['title']!r}")
    if date in (WRONG, MISSED):
        faults.append(_misdated(date, expected["date"], draft["published"]))
    if not language:
        faults.append(f"language {draft['language']}")
    return Mark(
        case=case,
        points=(body.f1 + title + {RIGHT: 1, HONEST: 1, MISSED: 0.5, WRONG: 0}[date] + language) / 4,
        figures={
            "f1": body.f1,
            "recall": body.recall,
            "precision": body.precision,
            "title": title,
            "date": date,
            "language": language,
        },
        faults=tuple(faults),
    )


def dated(expected: str | None, published: Mapping[str, Any], zone: str | None) -> str:
    """How a date was read; ``expected`` None means that the page settles none."""
    found = days(published, zone)
    if expected is None:
        return WRONG if found else HONEST
    if not found:
        return MISSED
    return RIGHT if expected in found else WRONG


def listing(case: Case, answer: Answer) -> Mark:
    """The items of a page that has no statement of its own."""
    return _items(case, answer, ordered=False)


def feed(case: Case, answer: Answer) -> Mark:
    """A feed read whole, or refused where the case allows it, or misread."""
    expected = case.expected
    if not answer["drafts"]:
        told = bool(expected.get("verdicts")) and _told(expected, answer)
        outcome = REFUSED if told else MISREAD
        faults = () if told else (_said(answer),)
        return Mark(case=case, points=float(told), figures={"outcome": outcome}, faults=faults)
    items = _items(case, answer, ordered=True)
    whole = not items.faults
    return Mark(
        case=case,
        points=1.0 if whole else 0.9 * items.points,
        figures={**items.figures, "outcome": READ if whole else MISREAD},
        faults=items.faults,
    )


def refused(case: Case, answer: Answer) -> Mark:
    """Something that is no statement, told by its verdict and a reason."""
    told = _told(case.expected, answer) and not answer["drafts"]
    wanted = "/".join(case.expected["verdicts"])
    faults = () if told else (f"{_said(answer)}; expected {wanted}",)
    return Mark(
        case=case, points=float(told), figures={"outcome": REFUSED if told else MISREAD}, faults=faults
    )


def _items(case: Case, answer: Answer, *, ordered: bool) -> Mark:
    expected, drafts, zone = case.expected["items"], answer["drafts"], case.expected.get("zone")
    places = _matched(expected, drafts)
    faults = [] if drafts else [_said(answer)]
    well_dated = 0
    for item, place in zip(expected, places, strict=True):
        if place is None:
            if drafts:
                faults.append(f"without {item['title']!r}{_nearly(item, drafts)}")
            continue
        date = dated(item["date"], drafts[place]["published"], zone)
        well_dated += date in (RIGHT, HONEST)
        if date in (WRONG, MISSED):
            faults.append(_misdated(date, item["date"], drafts[place]["published"]))
        text = item.get("body")
        if text is not None and (f1 := overlap(text, drafts[place]["body"]).f1) < ITEM_BODY:
            faults.append(f"text of {item['title']!r} F1 {f1:.2f}")
    found = [place for place in places if place is not None]
    in_order = found == sorted(found)
    if not in_order and ordered:
        faults.append("out of order")
    extra = [draft["title"] for place, draft in enumerate(drafts) if place not in found]
    if extra:
        faults.append(f"surplus {extra[0]!r}" + (f" and {len(extra) - 1} more" if extra[1:] else ""))
    recall = len(found) / len(expected)
    precision = len(found) / len(drafts) if drafts else 0.0
    both = recall + precision
    return Mark(
        case=case,
        points=(3 * (2 * recall * precision / both if both else 0.0) + well_dated / len(expected)) / 4,
        figures={
            "items": len(expected),
            "found": len(found),
            "given": len(drafts),
            "dated": well_dated,
            "in_order": in_order,
        },
        faults=tuple(faults),
    )


def _matched(expected: Sequence[Mapping[str, Any]], drafts: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """For each item expected the place of its draft; each draft serves once."""
    free = dict(enumerate(drafts))
    places: list[int | None] = []
    for item in expected:
        place = next(
            (
                n
                for n, draft in free.items()
                if address(draft["url"] or "") == address(item["url"])
                and folded(draft["title"] or "") in _titles(item)
            ),
            None,
        )
        if place is not None:
            del free[place]
        places.append(place)
    return places


def _titles(expected: Mapping[str, Any]) -> set[str]:
    return {folded(title) for title in (expected["title"], *expected.get("titles_also", ()))}


def _told(expected: Mapping[str, Any], answer: Answer) -> bool:
    reason = answer["reason"] or ""
    mentions = expected.get("mentions")
    said = any(word in reason for word in mentions) if mentions else bool(reason)
    return answer["verdict"] in expected["verdicts"] and said


def _nearly(item: Mapping[str, Any], drafts: Sequence[Mapping[str, Any]]) -> str:
    """Why an item was not found, where something of its address or its title is there."""
    for draft in drafts:
        if address(draft["url"] or "") == address(item["url"]):
            return f" (called {draft['title']!r})"
        if folded(draft["title"] or "") in _titles(item):
            return f" (at {draft['url']})"
    return ""


def _misdated(how: str, expected: str | None, published: Mapping[str, Any]) -> str:
    if how == MISSED:
        return f"date {expected} missed"
    return f"date {published.get('value')} from {published.get('from')}, expected {expected or 'none'}"


def _said(answer: Answer) -> str:
    if answer["drafts"]:
        return f"verdict {answer['verdict']}, read as {answer['drafts'][0]['title']!r}"
    return f"verdict {answer['verdict']}: {answer['reason'] or 'no reason'}"


def _few(label: str, found: Sequence[str]) -> str:
    if not found:
        return ""
    return f"{label} {len(found)} ({' '.join(found[:SHOWN])}{' ...' if found[SHOWN:] else ''})"
