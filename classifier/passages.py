"""The corpus: labelled passages of our own, one JSON object a line, one file an author-run in `classifier/corpus/`.

    .venv/bin/python -m classifier.passages FILE...      problems as file:line, then label counts

A passage is a few sentences or a whole statement with its labels and, for each label, the words that carry it. What is wrong with a line
is refused with file and line; what is merely suspicious (near-duplicates, shared openings) is reported.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from statements.errors import CommuniqueError
from statements.labels import LANGUAGES, Kind, Rung, Stance, Topic

CORPUS = Path(__file__).parent / "corpus"
NEAR_DUPLICATE = 0.4
"""Jaccard likeness of 5-gram shingles from which two passages are reported. Unrelated diplomatic prose stays below 0.1."""
SHARED_OPENING = 8
"""How many passages may begin with the same four words before it is reported."""

_STANCES = frozenset(str(s) for s in Stance)
_TOPICS = frozenset(str(t) for t in Topic)
_KINDS = frozenset(str(k) for k in Kind)
_REQUIRED = ("id", "lang", "text", "stance", "primary", "topics", "rung", "quote", "run")
_KNOWN = frozenset({*_REQUIRED, "title", "kind", "note", "complete", "arguable"})
# The scripts without spaces between words are shingled by character.
_UNSPACED = frozenset({"zh", "ja"})


class CorpusError(CommuniqueError):
    """Corpus files cannot be used. ``problems`` holds one ``file:line: message`` each, all at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One labelled passage. ``quotes`` holds for each label (``neutral`` apart) the words of ``text`` that carry it."""

    id: str
    run: str
    language: str
    title: str
    text: str
    stances: tuple[Stance, ...]
    primary: Stance
    topics: tuple[Topic, ...]
    rung: Rung
    quotes: Mapping[str, tuple[str, ...]]
    kind: Kind | None = None
    note: str = ""
    complete: bool = False
    """Whether the quotes name every sentence that carries the label, so that the others are known not to."""
    arguable: frozenset[str] = frozenset()
    """Labels, given or not, that careful readers did not agree on: neither learnt from this passage nor measured on it."""
    where: str = ""
    """``file:line``, for messages."""

    @property
    def labels(self) -> tuple[str, ...]:
        return (*map(str, self.stances), *map(str, self.topics))


def _check(row: Mapping[str, object]) -> list[str]:
    """What is wrong with one decoded line, as sentences."""
    problems = [f"{name} is missing" for name in _REQUIRED if name not in row]
    problems += [f"unknown field {name!r}" for name in row if name not in _KNOWN]
    if problems:
        return problems
    for name in ("id", "lang", "text", "primary", "run"):
        value = row[name]
        if not isinstance(value, str) or not value.strip():
            problems.append(f"{name} must be a text that is not empty")
    for name in ("title", "note"):
        if not isinstance(row.get(name, ""), str | None):
            problems.append(f"{name} must be a text")
    for name, allowed in (("stance", _STANCES), ("topics", _TOPICS)):
        values = row[name]
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            problems.append(f"{name} must be a list of labels")
            continue
        problems += [f"unknown {name} label {v!r}" for v in values if v not in allowed]
        if len(set(values)) != len(values):
            problems.append(f"{name} names a label twice")
    arguable = row.get("arguable", [])
    if not isinstance(arguable, list) or not all(v in _STANCES | _TOPICS for v in arguable):
        problems.append("arguable must be a list of stances and topics")
    if not isinstance(row.get("complete", False), bool):
        problems.append("complete must be true or false")
    if not isinstance(row["quote"], dict):
        problems.append("quote must be an object of label to words")
    if row["lang"] not in LANGUAGES:
        problems.append(f"unknown language {row['lang']!r}")
    kind = row.get("kind")
    if kind is not None and kind not in _KINDS:
        problems.append(f"unknown kind {kind!r}")
    rung = row["rung"]
    if not isinstance(rung, int) or isinstance(rung, bool) or not 0 <= rung <= 8:
        problems.append(f"rung must be a whole number of 0 to 8, not {rung!r}")
    return problems or _check_sense(row)


def _check_sense(row: Mapping[str, object]) -> list[str]:
    """Whether labels, rung and quotes of a well-formed line fit together."""
    stances, topics, rung = row["stance"], row["topics"], row["rung"]
    quotes, text, ident = row["quote"], row["text"], row["id"]
    assert isinstance(stances, list) and isinstance(topics, list) and isinstance(rung, int)
    assert isinstance(quotes, dict) and isinstance(text, str) and isinstance(ident, str)
    problems = []
    if not ident.startswith(f"{row['run']}-"):
        problems.append(f"id {ident!r} must begin with its run {row['run']!r} and a hyphen")
    if not stances:
        problems.append("stance is empty: neutral is the answer when nothing else can be quoted")
    if "neutral" in stances and len(stances) > 1:
        problems.append("neutral stands alone")
    if row["primary"] not in stances:
        problems.append(f"primary {row['primary']!r} is not among the stances")
    for stance, lowest in (("warning", 7), ("condemnation", 4)):
        if stance in stances and rung < lowest:
            problems.append(f"{stance} needs rung {lowest} or higher, not {rung}")
    if rung >= 7 and "warning" not in stances:
        problems.append(f"rung {rung} needs warning")
    if rung in (5, 6) and "condemnation" not in stances:
        problems.append(f"rung {rung} needs condemnation")
    if rung in (1, 2, 3) and "concern" not in stances:
        problems.append(f"rung {rung} needs concern")
    wanted = [v for v in (*stances, *topics) if v != "neutral"]
    problems += [f"no quote for {label}" for label in wanted if label not in quotes]
    problems += [f"quote for {label}, which is not given" for label in quotes if label not in wanted]
    for label, quote in quotes.items():
        for words in quote if isinstance(quote, list) else [quote]:
            if not isinstance(words, str) or len(words.strip()) < 2:
                problems.append(f"quote for {label} must be words of the text")
            elif words not in text:
                problems.append(f"quote for {label} is not verbatim in text: {words[:60]!r}")
    return problems


def _passage(row: Mapping[str, object], where: str) -> Passage:
    """A checked line as a passage."""
    quotes = row["quote"]
    stances, topics, rung = row["stance"], row["topics"], row["rung"]
    assert isinstance(quotes, dict) and isinstance(stances, list) and isinstance(topics, list)
    assert isinstance(rung, int)
    kind = row.get("kind")
    return Passage(
        id=str(row["id"]),
        run=str(row["run"]),
        language=str(row["lang"]),
        title=str(row.get("title") or ""),
        text=str(row["text"]),
        stances=tuple(Stance(s) for s in stances),
        primary=Stance(str(row["primary"])),
        topics=tuple(Topic(t) for t in topics),
        rung=Rung(rung),
        quotes={label: tuple(q) if isinstance(q, list) else (q,) for label, q in quotes.items()},
        kind=None if kind is None else Kind(str(kind)),
        note=str(row.get("note") or ""),
        complete=row.get("complete") is True,
        arguable=frozenset(map(str, arguable))
        if isinstance(arguable := row.get("arguable"), list)
        else frozenset(),
        where=where,
    )


def load(paths: Iterable[Path]) -> tuple[list[Passage], list[str]]:
    """Reads files in the given order: usable passages, and one ``file:line: message`` for each problem."""
    passages: list[Passage] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            where = f"{path.name}:{number}"
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                problems.append(f"{where}: not JSON: {error}")
                continue
            if not isinstance(row, dict):
                problems.append(f"{where}: not a JSON object")
                continue
            found = _check(row)
            if not found and row["id"] in seen:
                found = [f"id {row['id']!r} is already at {seen[row['id']]}"]
            if found:
                problems += [f"{where}: {text}" for text in found]
                continue
            seen[row["id"]] = where
            passages.append(_passage(row, where))
    return passages, problems


def corpus(directory: Path = CORPUS) -> list[Passage]:
    """Every passage of a corpus directory, ordered by id; raises `CorpusError` with all problems, each with the
    directory before its file."""
    paths = sorted(directory.glob("*.jsonl"))
    if not paths:
        raise CorpusError([f"{directory}: no corpus files (*.jsonl)"])
    passages, problems = load(paths)
    if problems:
        raise CorpusError([f"{directory}/{problem}" for problem in problems])
    return sorted(passages, key=lambda p: p.id)


def _words(passage: Passage) -> list[str]:
    text = unicodedata.normalize("NFKC", passage.text).casefold()
    if passage.language in _UNSPACED:
        return re.findall(r"\w", text)
    return re.findall(r"\w+", text)


def near_duplicates(passages: Sequence[Passage]) -> list[tuple[float, Passage, Passage]]:
    """Pairs whose word 5-gram shingles (8-grams of characters in Chinese and Japanese) are alike, most alike first."""
    shingles: list[frozenset[tuple[str, ...]]] = []
    posting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for index, passage in enumerate(passages):
        words = _words(passage)
        width = 8 if passage.language in _UNSPACED else 5
        own = frozenset(tuple(words[i : i + width]) for i in range(max(1, len(words) - width + 1)))
        for shingle in own:
            for other in posting[shingle]:
                shared[other, index] += 1
            posting[shingle].append(index)
        shingles.append(own)
    pairs = []
    for (a, b), common in shared.items():
        likeness = common / (len(shingles[a]) + len(shingles[b]) - common)
        if likeness >= NEAR_DUPLICATE:
            pairs.append((likeness, passages[a], passages[b]))
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1].id, pair[2].id))


def shared_openings(passages: Sequence[Passage]) -> list[tuple[str, int]]:
    """First four words (ten characters in Chinese and Japanese) that begin more than `SHARED_OPENING` passages."""
    counts: Counter[str] = Counter()
    for passage in passages:
        words = _words(passage)
        counts["".join(words[:10]) if passage.language in _UNSPACED else " ".join(words[:4])] += 1
    return [(opening, n) for opening, n in counts.most_common() if n > SHARED_OPENING]


def statistics(passages: Sequence[Passage]) -> dict[str, dict[str, int]]:
    """How many passages per language, run, stance, topic, rung, kind and primary stance."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for p in passages:
        counts["language"][p.language] += 1
        counts["run"][p.run] += 1
        counts["rung"][str(int(p.rung))] += 1
        counts["kind"][str(p.kind or "none")] += 1
        counts["primary"][str(p.primary)] += 1
        counts["stance"].update(map(str, p.stances))
        counts["topic"].update(map(str, p.topics) if p.topics else ["(none)"])
    return {name: dict(sorted(counter.items())) for name, counter in sorted(counts.items())}


def main(arguments: Sequence[str]) -> int:
    """Prints problems, suspicions and counts; exit code 1 when a line cannot be used."""
    paths = [Path(a) for a in arguments] or sorted(CORPUS.glob("*.jsonl"))
    passages, problems = load(paths)
    out = sys.stdout.write
    for problem in problems:
        out(f"{problem}\n")
    for likeness, a, b in near_duplicates(passages):
        out(f"{b.where}: {b.id} is {likeness:.2f} like {a.id} ({a.where})\n")
    for opening, n in shared_openings(passages):
        out(f"{n} passages begin with {opening!r}\n")
    for name, counts in statistics(passages).items():
        out(f"{name}: " + ", ".join(f"{label} {n}" for label, n in counts.items()) + "\n")
    out(f"{len(passages)} passages, {len(problems)} problems\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
