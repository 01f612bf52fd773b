"""How well a reader does on labelled statements: one object of figures, in the shape that `communique model eval` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.reader import Reader
from statements.labels import Kind, Stance, Topic
from statements.model import Reading

RESAMPLES = 1000
BINS = 10
SEED = 7
Row = Mapping[str, object]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Given and true labels, and which (statement, label) pairs count; each (statements, labels)."""

    labels: Sequence[str]
    given: Bools
    true: Bools
    counts: Bools

    def hits(self) -> tuple[Bools, Bools, Bools]:
        """True positives, false positives, false negatives, pairs that do not count left out."""
        return (
            self.given & self.true & self.counts,
            self.given & ~self.true & self.counts,
            ~self.given & self.true & self.counts,
        )


def _strings(row: Row, name: str) -> list[str]:
    value = row.get(name)
    return [str(v) for v in value] if isinstance(value, list | tuple) else []


def _table(rows: Sequence[Row], given: Sequence[Sequence[str]], labels: Sequence[str], field: str) -> Table:
    true = np.array([[label in _strings(row, field) for label in labels] for row in rows], dtype=bool)
    unsure = np.array(
        [[label in _strings(row, f"{field}_unsure") for label in labels] for row in rows], dtype=bool
    )
    said = np.array([[label in own for label in labels] for own in given], dtype=bool)
    return Table(labels=labels, given=said, true=true, counts=~unsure)


def _f1(tp: float, fp: float, fn: float) -> float:
    return float(2 * tp / (2 * tp + fp + fn)) if tp + fp + fn else 1.0


def _figures(tp: float, fp: float, fn: float) -> dict[str, float]:
    return {
        "p": round(float(tp / (tp + fp)), 4) if tp + fp else 1.0,
        "r": round(float(tp / (tp + fn)), 4) if tp + fn else 1.0,
        "f1": round(_f1(tp, fp, fn), 4),
    }


def _macro(tp: NDArray[np.int64], fp: NDArray[np.int64], fn: NDArray[np.int64]) -> float:
    """Mean F1 over the labels that occur or were given."""
    values = [_f1(*t) for t in zip(tp.tolist(), fp.tolist(), fn.tolist(), strict=True) if sum(t)]
    return sum(values) / len(values) if values else 1.0


def _interval(parts: tuple[Bools, Bools, Bools]) -> list[float]:
    """95 % bootstrap interval of the macro F1, whole statements resampled."""
    generator = np.random.default_rng(SEED)
    size = len(parts[0])
    values = []
    for _ in range(RESAMPLES):
        drawn = generator.integers(0, size, size)
        values.append(_macro(*(p[drawn].sum(axis=0) for p in parts)))
    return [round(float(v), 4) for v in np.quantile(values, [0.025, 0.975])]


def _block(table: Table) -> dict[str, object]:
    tp, fp, fn = (part.sum(axis=0) for part in table.hits())
    return {
        "macro_f1": round(_macro(tp, fp, fn), 4),
        "macro_f1_interval": _interval(table.hits()),
        "micro_f1": round(_f1(tp.sum(), fp.sum(), fn.sum()), 4),
        "labels": {
            label: {**_figures(tp[i], fp[i], fn[i]), "n": int((table.true & table.counts)[:, i].sum())}
            for i, label in enumerate(table.labels)
        },
    }


def _sets(rows: Sequence[Row], given: Sequence[Sequence[str]], field: str) -> dict[str, float] | None:
    """Precision, recall and F1 of extracted sets; None when no row says anything of the field."""
    pairs = [
        (set(own), set(_strings(row, field))) for row, own in zip(rows, given, strict=True) if field in row
    ]
    if not pairs:
        return None
    tp = sum(len(a & b) for a, b in pairs)
    fp, fn = sum(len(a - b) for a, b in pairs), sum(len(b - a) for a, b in pairs)
    return {**_figures(tp, fp, fn), "exact": round(sum(a == b for a, b in pairs) / len(pairs), 4)}


def _calibration(tables: Sequence[Table], readings: Sequence[Reading]) -> dict[str, object]:
    """How far scores are probabilities: expected calibration error over `BINS` of equal width, and each bin's mean score and share
    right. A score is that of one label for one statement."""
    scores: list[float] = []
    right: list[bool] = []
    for table in tables:
        for row, reading in enumerate(readings):
            for column, label in enumerate(table.labels):
                if label in reading.scores and table.counts[row, column]:
                    scores.append(reading.scores[label])
                    right.append(bool(table.true[row, column]))
    if not scores:
        return {}
    value, truth = np.array(scores), np.array(right)
    bins = np.minimum((value * BINS).astype(int), BINS - 1)
    found = [(value[bins == b], truth[bins == b]) for b in range(BINS)]
    return {
        "ece": round(
            float(sum(abs(v.mean() - t.mean()) * len(v) for v, t in found if len(v)) / len(value)), 4
        ),
        "bins": [
            {"score": round(float(v.mean()), 3), "right": round(float(t.mean()), 3), "n": len(v)}
            for v, t in found
            if len(v)
        ],
    }


def _sure(tables: Sequence[Table], readings: Sequence[Reading]) -> dict[str, float]:
    """Precision of the labels given that are not marked unsure, and their part of all given (``neutral``, which has no score, apart)."""
    right = said = given = 0
    for table in tables:
        for row, reading in enumerate(readings):
            for column, label in enumerate(table.labels):
                if not table.given[row, column] or not table.counts[row, column] or label == Stance.NEUTRAL:
                    continue
                given += 1
                if label not in reading.unsure:
                    said += 1
                    right += int(table.true[row, column])
    return {
        "precision": round(right / said, 4) if said else 1.0,
        "share": round(said / given, 4) if given else 1.0,
    }


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / len(right), 4) if right else 1.0


def _read(reader: Reader, row: Row) -> Reading:
    language, issuer, kind = row.get("language"), row.get("issuer"), None
    return reader.read(
        title=str(row.get("title") or ""),
        text=str(row.get("text") or ""),
        language=None if language is None else str(language),
        issuer=None if issuer is None else str(issuer),
        kind=kind,
    )


def score(rows: Sequence[Row], readings: Sequence[Reading]) -> dict[str, object]:
    """The figures for readings already made. Rows carry the truth: ``stance``, ``topics``, ``primary``, ``rung`` and, where known,
    ``kind``, ``resolutions``, ``signatories``; labels under ``stance_unsure`` and ``topics_unsure`` do not count."""
    if not rows:
        return {"n": 0}
    stance = _table(rows, [[str(s) for s in r.stances] for r in readings], [str(s) for s in Stance], "stance")
    topics = _table(rows, [[str(t) for t in r.topics] for r in readings], [str(t) for t in Topic], "topics")
    # Where two readers disagreed on the rung or the primary stance, the row leaves it null.
    away = [
        abs(r.rung - rung)
        for row, r in zip(rows, readings, strict=True)
        if isinstance(rung := row.get("rung"), int)
    ]
    primary = [
        r.primary == row["primary"] for row, r in zip(rows, readings, strict=True) if row.get("primary")
    ]
    kinds = [(row["kind"], r.kind) for row, r in zip(rows, readings, strict=True) if row.get("kind")]
    members: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        members[str(row.get("language") or "unknown")].append(i)
    languages = {}
    for language, indices in sorted(members.items()):
        tp, fp, fn = (int(part[indices].sum()) for part in stance.hits())
        own = [int(part[indices].sum()) for part in topics.hits()]
        languages[language] = {
            "stance_micro_f1": round(_f1(tp, fp, fn), 4),
            "topics_micro_f1": round(_f1(*own), 4),
            "n": len(indices),
        }
    figures: dict[str, object] = {
        "n": len(rows),
        "stance": _block(stance),
        "topics": _block(topics),
        "rung": {
            "exact": _share([a == 0 for a in away]),
            "within_one": _share([a <= 1 for a in away]),
            "n": len(away),
        },
        "primary": {"accuracy": _share(primary), "n": len(primary)},
        "languages": languages,
        "sure": _sure((stance, topics), readings),
    }
    calibration = _calibration((stance, topics), readings)
    if calibration:
        figures["calibration"] = calibration
    for field, given in (
        ("resolutions", [r.resolutions for r in readings]),
        ("signatories", [r.signatories for r in readings]),
    ):
        found = _sets(rows, given, field)
        if found is not None:
            figures[field] = found
    if kinds:
        figures["kind"] = {"accuracy": _share([Kind(str(a)) == b for a, b in kinds])}
    return figures


def evaluate(reader: Reader, rows: Sequence[Row]) -> dict[str, object]:
    """Reads every row (``title``, ``text``, ``language``, ``issuer``) and scores the readings; see `score`."""
    return {"model": reader.model_id, **score(rows, [_read(reader, row) for row in rows])}
