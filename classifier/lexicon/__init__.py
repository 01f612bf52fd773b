"""The phrase lexicon: wording in many languages mapped to language-free concepts, matched in linear time by RE2.

The YAML files beside this module are the source; `read_sources` turns them into plain patterns when a model is trained, and the
model carries those, so that reading needs no YAML and always uses the wording it was trained with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import re2

from classifier.folding import fold, unspaced, words
from statements.errors import ModelError

SOURCES = Path(__file__).parent
_ARABIC = re.compile(r"(^|[ (|])(?=[\u0600-\u06ff])")
# "and", "so" / "in", "for", "like" / the article, which Arabic writes together with the next word.
_ARABIC_PREFIX = r"(?:[وف]?(?:لل|[بلك]?(?:ال)?))"
_UNSPACED_LANGUAGES = frozenset({"zh", "ja"})
_LEARNABLE = ("acts", "topics", "frames")
_NEGATION_REACH = 2
"""Words (characters in Chinese) between a negator and what it negates."""
_SCRIPTS = (
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
    ("latin", re.compile("[a-z]")),
)
_SET_MEMORY = 64 << 20
"""Bytes RE2 may use for the automaton of one language; it forgets states when full, never results."""


@dataclass(frozen=True, kw_only=True)
class Concept:
    """What a wording means. ``label`` is the stance or topic it speaks for; ``rung`` the step it takes by itself."""

    name: str
    group: str
    label: str | None = None
    rung: int = 0


@dataclass(frozen=True, kw_only=True)
class Match:
    """The concepts in one sentence: those meant, and those named only to be negated ("does not condemn")."""

    plain: frozenset[str]
    negated: frozenset[str]


def to_regex(pattern: str, *, language: str) -> str:
    """RE2 source of one lexicon pattern (syntax: `concepts.yaml`)."""
    if re.search(r"\\|\[", pattern):
        raise ModelError(f"lexicon: {pattern!r} ({language}): backslash and brackets have no meaning here")
    # Numbers in <n> must survive folding untouched, and they do: folding only lowers, strips marks and maps digits.
    source = fold(pattern).strip()
    if language in _UNSPACED_LANGUAGES:
        source = re.sub(r"<(\d+)>", r".{0,\1}", source).replace("#", "[0-9]+")
        return re.sub(r"\s+", "", source)
    source = " ".join(source.split())
    if language == "ar":
        source = _ARABIC.sub(lambda m: m.group(1) + _ARABIC_PREFIX, source)
    source = source.replace("*", "[^ ]*").replace("#", "[0-9]+")
    # "a <3> b": the gap takes the space before b with it; at the end of a pattern it means nothing.
    source = re.sub(r" <(\d+)>$", "", source)
    return re.sub(r" <(\d+)> ", r" (?:[^ ]+ ){0,\1}", source)


def read_sources(directory: Path = SOURCES) -> dict[str, object]:
    """The YAML files as one JSON-ready object: concepts, and for each language its patterns and negators."""
    # Needed to build a model only; a reader never loads YAML.
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    groups = yaml.load((directory / "concepts.yaml").read_text(encoding="utf-8"))
    concepts: dict[str, dict[str, object]] = {}
    for group in _LEARNABLE:
        for name, about in groups[group].items():
            entry = about if isinstance(about, dict) else {}
            concepts[name] = {"group": group, "label": entry.get("label"), "rung": entry.get("rung", 0)}
    languages: dict[str, object] = {}
    for path in sorted(directory.glob("??.yaml")):
        language = path.stem
        content = yaml.load(path.read_text(encoding="utf-8"))
        unknown = sorted(set(content) - set(concepts) - {"negators"})
        if unknown:
            raise ModelError(f"{path.name}: unknown concepts: {', '.join(unknown)}")
        entries = []
        for name in (n for n in concepts if n in content):
            patterns = [p.strip() for p in str(content[name]).split(";") if p.strip()]
            entries += [[name, to_regex(p, language=language)] for p in patterns]
        negators = [to_regex(p.strip(), language=language) for p in str(content["negators"]).split(";")]
        languages[language] = {"patterns": entries, "negators": negators}
    return {"concepts": concepts, "languages": languages}


class _Matcher:
    """All patterns of one language in one automaton."""

    def __init__(self, language: str, entry: Mapping[str, object], acts: frozenset[str]) -> None:
        patterns, negators = entry["patterns"], entry["negators"]
        assert isinstance(patterns, Sequence) and isinstance(negators, Sequence)
        self.spaced = language not in _UNSPACED_LANGUAGES
        options = re2.Options()
        options.max_mem = _SET_MEMORY
        options.never_capture = True
        options.log_errors = False
        self._set = re2.Set.SearchSet(options)
        self._meaning: list[tuple[str, bool]] = []
        gap = f"(?:[^ ]+ ){{0,{_NEGATION_REACH}}}" if self.spaced else f".{{0,{_NEGATION_REACH}}}"
        negator = "|".join(negators)
        for concept, source in patterns:
            self._add(concept, f"(?:{source})", negated=False)
            if concept in acts:
                joined = (
                    f"(?:{negator}) {gap}(?:{source})" if self.spaced else f"(?:{negator}){gap}(?:{source})"
                )
                self._add(concept, joined, negated=True)
        self._set.Compile()

    def _add(self, concept: str, source: str, *, negated: bool) -> None:
        try:
            self._set.Add(f" (?:{source}) " if self.spaced else source)
        except re2.error as error:
            raise ModelError(f"lexicon: {concept}: {source!r} is no pattern") from error
        self._meaning.append((concept, negated))

    def match(self, folded: str) -> Match:
        text = f" {' '.join(words(folded))} " if self.spaced else "".join(folded.split())
        plain: set[str] = set()
        negated: set[str] = set()
        for index in self._set.Match(text) or ():
            concept, is_negated = self._meaning[index]
            (negated if is_negated else plain).add(concept)
        return Match(plain=frozenset(plain - negated), negated=frozenset(negated))


class Lexicon:
    """Finds concepts in sentences. Built from the object that `read_sources` made; automata are built when first needed."""

    def __init__(self, content: Mapping[str, object]) -> None:
        concepts, languages = content["concepts"], content["languages"]
        assert isinstance(concepts, Mapping) and isinstance(languages, Mapping)
        self.concepts = {
            name: Concept(name=name, group=about["group"], label=about["label"], rung=about["rung"])
            for name, about in concepts.items()
        }
        self._acts = frozenset(name for name, concept in self.concepts.items() if concept.group == "acts")
        self._sources = languages
        self._matchers: dict[str, _Matcher] = {}
        self._by_script = {"cyrillic": ("ru",), "arabic": ("ar",), "unspaced": ("zh",)}
        others = {name for names in self._by_script.values() for name in names}
        self._by_script["latin"] = tuple(name for name in languages if name not in others)

    def _languages(self, folded: str, language: str | None) -> tuple[str, ...]:
        """Whose wording to look for: the statement's own language where the script fits, else all of that script."""
        if unspaced(folded):
            script = "unspaced"
        else:
            counts = {name: len(letters.findall(folded)) for name, letters in _SCRIPTS}
            script = max(counts, key=lambda name: counts[name])
        candidates = self._by_script[script]
        return (language,) if language in candidates else candidates

    def match(self, folded: str, language: str | None) -> Match:
        """The concepts in one folded sentence. An unknown language costs time, not correctness."""
        plain: set[str] = set()
        negated: set[str] = set()
        for name in self._languages(folded, language):
            if name not in self._matchers:
                self._matchers[name] = _Matcher(name, self._sources[name], self._acts)
            found = self._matchers[name].match(folded)
            plain |= found.plain
            negated |= found.negated
        return Match(plain=frozenset(plain), negated=frozenset(negated))
