"""Ratios between the sides, and the short table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.classify.sides import BASELINES, OURS, TFIDF

LIMITS_MS = {OURS[0]: 1000, OURS[1]: 50}
"""What reading a statement may cost, as mean."""
COLUMNS = (
    "st/s 1p",
    "st/s 2p",
    "ms mean",
    "ms p95",
    "load s",
    "peak MB",
    "2p PSS",
    "8x/1x",
    "again",
    "b64/b1",
)


def ratios(sides: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Each of our sides over each of the others: below 1 is less (time, memory), above 1 more (rate)."""
    return {
        f"{own} / {other}": {
            "cpu_ms": _over(sides, own, other, "1", "cpu_ms_mean"),
            "statements_per_s_1": _over(sides, own, other, "1", "statements_per_s"),
            "statements_per_s_2": _over(sides, own, other, "2", "statements_per_s"),
            "load_cpu": _over(sides, own, other, "1", "load_cpu_s"),
            "peak_rss": _over(sides, own, other, "1", "peak_rss_mb_each"),
            "pss_2": _over(sides, own, other, "2", "pss_mb_all"),
        }
        for own in OURS
        for other in (TFIDF, *BASELINES)
        if "processes" in sides.get(own, {}) and "processes" in sides.get(other, {})
    }


def limits(sides: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Whether our sides stay within what a statement may cost."""
    found = {}
    for name, limit in LIMITS_MS.items():
        if "processes" in sides.get(name, {}):
            cost = sides[name]["processes"]["1"]["cpu_ms_mean"]
            found[name] = {"cpu_ms_mean": cost, "limit_ms": limit, "kept": cost <= limit}
    return found


def table(document: Mapping[str, Any]) -> str:
    """The figures one looks at first, a line a side, then the ratios."""
    lines = [" " * 23 + "".join(f"{column:>9}" for column in COLUMNS)]
    for name, side in document["sides"].items():
        if "processes" not in side:
            lines.append(f"{name:<23}not measured: {side['missing']}")
            continue
        one, two = side["processes"]["1"], side["processes"]["2"]
        cells = [
            one["statements_per_s"],
            two["statements_per_s"],
            one["cpu_ms_mean"],
            one["cpu_ms_p95"],
            one["load_s"],
            one["peak_rss_mb_each"],
            two["pss_mb_all"],
            side["growth"]["ratio"],
            side["repeated"]["ratio"],
            side["batches"]["ratio"],
        ]
        lines.append(f"{name:<23}" + "".join(f"{'-' if cell is None else cell:>9}" for cell in cells))
    if document["ratios"]:
        lines += ["", f"{'ratios':<42}" + "".join(f"{c:>9}" for c in ("ms", "st/s 1p", "st/s 2p", "peak MB"))]
    for name, ratio in document["ratios"].items():
        cells = [ratio[key] for key in ("cpu_ms", "statements_per_s_1", "statements_per_s_2", "peak_rss")]
        lines.append(f"{name:<42}" + "".join(f"{cell:>9}" for cell in cells))
    for name, limit in document["limits"].items():
        kept = "within" if limit["kept"] else "OVER"
        lines.append(f"{name}: {limit['cpu_ms_mean']} ms a statement, {kept} {limit['limit_ms']} ms")
    for name, side in document["sides"].items():
        if "growth" in side and not side["growth"]["linear"]:
            lines.append(f"{name}: NOT linear: {side['growth']['ms_per_sentence']} ms a sentence")
    return "\n".join(lines)


def _over(
    sides: Mapping[str, Mapping[str, Any]], own: str, other: str, processes: str, key: str
) -> float | None:
    mine, theirs = (sides[name]["processes"][processes][key] for name in (own, other))
    return round(mine / theirs, 3) if mine is not None and theirs else None
