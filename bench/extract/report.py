"""The figures of an exam: per group, overall, and the pages that did worst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from bench.extract.score import HONEST, MISREAD, MISSED, READ, REFUSED, RIGHT, WRONG, Mark

WORST = 10
WIDTH = 190
"""Characters of a line about a page."""


def document(marks: Sequence[Mark], seconds: float) -> dict[str, Any]:
    """Everything, as JSON."""
    kinds = {
        kind: [m for m in marks if m.case.kind == kind] for kind in ("article", "listing", "feed", "refused")
    }
    groups = sorted({m.case.group for m in kinds["article"]})
    found: dict[str, Any] = {"pages": len(marks), "seconds": round(seconds, 1)}
    if kinds["article"]:
        found["articles"] = {
            "overall": articles(kinds["article"]),
            "groups": {g: articles([m for m in kinds["article"] if m.case.group == g]) for g in groups},
        }
    if kinds["listing"]:
        found["listings"] = listings(kinds["listing"])
    if kinds["feed"]:
        found["feeds"] = outcomes(kinds["feed"])
    if kinds["refused"]:
        found["not_statements"] = outcomes(kinds["refused"])
    found["worst"] = [
        {"page": m.case.name, "points": round(m.points, 3), "faults": list(m.faults)} for m in worst(marks)
    ]
    found["cases"] = {
        m.case.name: {**m.figures, "points": round(m.points, 3), "faults": list(m.faults)} for m in marks
    }
    return found


def articles(marks: Sequence[Mark]) -> dict[str, Any]:
    """Means over pages; dates counted."""
    dates = Counter(m.figures["date"] for m in marks)
    return {
        "pages": len(marks),
        **{
            key: _mean(m.figures[key] for m in marks)
            for key in ("f1", "recall", "precision", "title", "language")
        },
        "dates": {how: dates[how] for how in (RIGHT, HONEST, WRONG, MISSED)},
        "date_right_or_honestly_unknown": round((dates[RIGHT] + dates[HONEST]) / len(marks), 4),
    }


def listings(marks: Sequence[Mark]) -> dict[str, Any]:
    """Over all items of all pages."""
    items, found, given, dated = (
        sum(m.figures[key] for m in marks) for key in ("items", "found", "given", "dated")
    )
    return {
        "pages": len(marks),
        "items": items,
        "recall": round(found / items, 4),
        "precision": round(found / given, 4) if given else 0.0,
        "dated": round(dated / items, 4),
        "in_order": sum(m.figures["in_order"] and m.figures["found"] > 0 for m in marks),
    }


def outcomes(marks: Sequence[Mark]) -> dict[str, Any]:
    """How many were read, refused as they should be, or misread."""
    ended = Counter(m.figures["outcome"] for m in marks)
    return {"pages": len(marks), **{how: ended[how] for how in (READ, REFUSED, MISREAD)}}


def worst(marks: Iterable[Mark]) -> list[Mark]:
    """At most ten pages with a fault, the worst first."""
    return sorted((m for m in marks if m.faults), key=lambda m: (m.points, m.case.name))[:WORST]


def lines(found: dict[str, Any]) -> list[str]:
    """The same for a person."""
    text = []
    if "articles" in found:
        text.append(
            "articles    pages   body F1  recall  precision  title  language  date: right  unknown  wrong  missed"
        )
        for name, row in (*found["articles"]["groups"].items(), ("overall", found["articles"]["overall"])):
            dates = row["dates"]
            text.append(
                f"{name:<12}{row['pages']:>5}{row['f1']:>10.3f}{row['recall']:>8.3f}{row['precision']:>11.3f}{row['title']:>7.2f}"
                f"{row['language']:>10.2f}{dates[RIGHT]:>13}{dates[HONEST]:>9}{dates[WRONG]:>7}{dates[MISSED]:>8}"
            )
        share = found["articles"]["overall"]["date_right_or_honestly_unknown"]
        text += [f"date right or honestly unknown: {share:.3f}", ""]
    if row := found.get("listings"):
        text.append(
            f"listings: {row['pages']} pages, {row['items']} items; recall {row['recall']:.3f}, precision {row['precision']:.3f}, "
            f"dated {row['dated']:.3f}; {row['in_order']} pages in order"
        )
    if row := found.get("feeds"):
        text.append(
            f"feeds: {row['pages']}; {row[READ]} read whole, {row[REFUSED]} refused with their reason, {row[MISREAD]} misread"
        )
    if row := found.get("not_statements"):
        text.append(f"not statements: {row['pages']}; {row[REFUSED]} told, {row[MISREAD]} mistaken")
    if found["worst"]:
        text += ["", f"the worst of {found['pages']} pages:"]
        for page in found["worst"]:
            line = f"{page['points']:.2f} {page['page']}: {'; '.join(page['faults'])}"
            text.append(line if len(line) <= WIDTH else line[: WIDTH - 4] + " ...")
    return text


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return round(sum(numbers) / len(numbers), 4)
