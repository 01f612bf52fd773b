"""The phrase lexicon: wording in many languages mapped to language-free concepts, matched in linear time by RE2.

The YAML files beside this module are the source; `read_sources` turns them into plain patterns when a model is trained, and the
model carries those, so that reading needs no YAML and always uses the wording it was trained with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import re2

from classifier.folding import CJK, KANA, fold, words
from classifier.voices import KINDS, MARKS, Voice, Voices, listed
from statements.errors import ModelError

SOURCES = Path(__file__).parent
VOICES = "voices.yaml"
_FIRST_LETTER = re.compile(r"(^| )(?=\(*[\u0590-\u06ff])")
_PREFIXES = {
    # "and", "so" / "in", "for", "like" / the article, which Arabic writes together with the next word.
    "ar": r"(?:[وف]?(?:لل|[بلك]?(?:ال)?))",
    # "and" / "that", "when" / "in", "to", "as", "from" / the article.
    "he": r"(?:ו?(?:כ?ש)?[בלכמ]?ה?)",
}
_FINALS = str.maketrans("ךםןףץ", "כמנפצ")
"""A Hebrew letter at a word's end is the same letter when an ending follows."""
_ENDINGS = re.compile(r"(?<=[\uac00-\ud7a3)])(?= |$)")
"""Where a Korean word ends and its particles begin: any may follow."""
_ANY_ENDING = "[^ ]*"
_UNSPACED_LANGUAGES = frozenset({"zh", "ja"})
_LEARNABLE = ("acts", "topics", "frames")
_NEGATIONS = ("negators", "negators-after", "not-negators")
_NEGATION_REACH = 2
"""Words (characters in Chinese) between a negator and what it negates."""
_SCRIPTS = (
    # Letters, what one of them counts for, and the languages written with them.
    ("latin", re.compile("[a-z]"), 1, frozenset({"en", "fr", "de", "es", "it", "pt", "pl", "tr"})),
    ("cyrillic", re.compile("[\u0400-\u04ff]"), 1, frozenset({"ru", "uk"})),
    ("arabic", re.compile("[\u0600-\u06ff]"), 1, frozenset({"ar", "fa"})),
    ("hebrew", re.compile("[\u05d0-\u05ea]"), 1, frozenset({"he"})),
    ("hangul", re.compile("[\uac00-\ud7a3]"), 3, frozenset({"ko"})),
    ("unspaced", re.compile(f"[{CJK}]"), 3, frozenset({"zh", "ja"})),
)
_KANA = re.compile(f"[{KANA}]")
_SET_MEMORY = 32 << 20
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


def to_regex(pattern: str, *, language: str, prefixed: bool = True) -> str:
    """RE2 source of one lexicon pattern (syntax: `concepts.yaml`). ``prefixed`` lets what the language writes
    together with the next word stand before it."""
    if re.search(r"\\|\[", pattern):
        raise ModelError(f"lexicon: {pattern!r} ({language}): backslash and brackets have no meaning here")
    depths = [0, *accumulate((c == "(") - (c == ")") for c in pattern)]
    if (
        min(depths) < 0
        or depths[-1]
        or any(c == "|" and not d for c, d in zip(pattern, depths, strict=False))
    ):
        raise ModelError(f"lexicon: {pattern!r} ({language}) is no pattern: see to its parentheses")
    # Numbers in <n> must survive folding untouched, and they do: folding only lowers, strips marks and maps digits.
    # A Persian half-space is written, left out or a whole space, as the writer likes.
    source = fold(pattern.replace("\u200c", " ?")).strip()
    if language in _UNSPACED_LANGUAGES:
        source = re.sub(r"<(\d+)>", r".{0,\1}", source).replace("#", "[0-9]+")
        return re.sub(r"\s+", "", source)
    source = " ".join(source.split())
    if language == "ko":
        source = _ENDINGS.sub("*", source)
    if language == "he":
        source = source.translate(_FINALS)
    if prefixed and language in _PREFIXES:
        source = _FIRST_LETTER.sub(lambda m: m.group() + _PREFIXES[language], source)
    source = source.replace("*", _ANY_ENDING).replace("#", "[0-9]+")
    # "a <3> b": the gap takes the space before b with it; at the end of a pattern it means nothing.
    source = re.sub(r" <(\d+)>$", "", source)
    source = re.sub(r"(^| )<(\d+)> ", r"\1(?:[^ ]+ ){0,\2}", source)
    if "<" in source:
        raise ModelError(f"lexicon: {pattern!r} ({language}): a gap stands between spaces")
    return source


def _split(patterns: object) -> list[str]:
    return [p.strip() for p in str(patterns or "").split(";") if p.strip()]


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
        unknown = sorted(set(content) - set(concepts) - set(_NEGATIONS))
        if unknown:
            raise ModelError(f"{path.name}: unknown concepts: {', '.join(unknown)}")
        entries = []
        for name in (n for n in concepts if n in content):
            entries += [[name, to_regex(p, language=language)] for p in _split(content[name])]
        negations = {
            key: [to_regex(p, language=language, prefixed=False) for p in _split(content.get(key))]
            for key in _NEGATIONS
        }
        languages[language] = {"patterns": entries, **negations}
    voices: dict[str, object] = {}
    if (directory / VOICES).exists():
        for language, entry in yaml.load((directory / VOICES).read_text(encoding="utf-8")).items():
            voices[language] = {
                "order": entry["order"],
                **{key: listed(entry[key]) for key in KINDS},
                **{key: [to_regex(p, language=language) for p in _split(entry[key])] for key in MARKS},
            }
    if strange := sorted(set(languages) - {name for *_, known in _SCRIPTS for name in known}):
        raise ModelError(f"lexicon: no script is known for {', '.join(strange)}")
    return {"concepts": concepts, "languages": languages, "voices": voices}


def _any_of(sources: Sequence[str], prefix: str) -> str:
    """One pattern for all, with what they begin and end alike taken out: half the automaton."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for source in sources:
        before = prefix if prefix and source.startswith(prefix) else ""
        after = _ANY_ENDING if source.endswith(_ANY_ENDING) and source != before + _ANY_ENDING else ""
        kinds.setdefault((before, after), []).append(source[len(before) : len(source) - len(after)])
    return f"(?:{'|'.join(f'{b}(?:{chr(124).join(inner)}){a}' for (b, a), inner in kinds.items())})"


class _Matcher:
    """All patterns of one language in one automaton."""

    def __init__(self, language: str, entry: Mapping[str, Any], acts: frozenset[str]) -> None:
        self.spaced = language not in _UNSPACED_LANGUAGES
        self.letters = _FINALS if language == "he" else {}
        options = re2.Options()
        options.max_mem = _SET_MEMORY
        options.never_capture = True
        options.log_errors = False
        self._set = re2.Set.SearchSet(options)
        self._meaning: list[tuple[str, bool]] = []
        wording: dict[str, list[str]] = {}
        for concept, source in entry["patterns"]:
            wording.setdefault(concept, []).append(source)
        for concept, sources in wording.items():
            meant = _any_of(sources, _PREFIXES.get(language, ""))
            self._add(concept, meant, negated=False)
            if concept in acts:
                self._add(concept, self._denied(meant, entry), negated=True)
        self._set.Compile()
        # A negator that negates nothing: "not only", "without delay", "cannot but".
        idle = "|".join(entry.get("not-negators", ()))
        self._idle = re2.compile(f" (?:{idle}) " if self.spaced else idle, options) if idle else None

    def _denied(self, meant: str, entry: Mapping[str, Any]) -> str:
        """The wording with a negator before it or, as some languages have it, after it ("*": within its last word)."""
        forms = []
        if before := "|".join(entry["negators"]):
            gap = (
                f" (?:[^ ]+ ){{0,{_NEGATION_REACH}}}" if self.spaced else f"[^,;:。、]{{0,{_NEGATION_REACH}}}"
            )
            forms.append(f"(?:{before}){gap}{meant}")
        after: Sequence[str] = entry.get("negators-after", ())
        apart = [f" {a}" if self.spaced and not a.startswith("[^ ]*") else a for a in after]
        if apart:
            forms.append(f"{meant}(?:{'|'.join(apart)})")
        return "|".join(forms)

    def _add(self, concept: str, source: str, *, negated: bool) -> None:
        try:
            self._set.Add(f" (?:{source}) " if self.spaced else source)
        except re2.error as error:
            raise ModelError(f"lexicon: {concept}: {source!r} is no pattern") from error
        self._meaning.append((concept, negated))

    def _find(self, text: str) -> tuple[set[str], set[str]]:
        plain: set[str] = set()
        negated: set[str] = set()
        for index in self._set.Match(text) or ():
            concept, is_negated = self._meaning[index]
            (negated if is_negated else plain).add(concept)
        return plain, negated

    def match(self, folded: str) -> Match:
        text = f" {' '.join(words(folded))} " if self.spaced else "".join(folded.split())
        text = text.translate(self.letters) if self.letters else text
        plain, negated = self._find(text)
        if negated and self._idle is not None and self._idle.search(text):
            _, negated = self._find(self._idle.sub(" " if self.spaced else "", text))
        return Match(plain=frozenset(plain - negated), negated=frozenset(negated))


class Lexicon:
    """Finds concepts in sentences. Built from the object that `read_sources` made; automata are built when first needed, and until then
    a language is kept as JSON, in a fifth of the memory."""

    def __init__(self, content: Mapping[str, object]) -> None:
        concepts, languages = content["concepts"], content["languages"]
        assert isinstance(concepts, Mapping) and isinstance(languages, Mapping)
        self.concepts = {
            name: Concept(name=name, group=about["group"], label=about["label"], rung=about["rung"])
            for name, about in concepts.items()
        }
        self._acts = frozenset(name for name, concept in self.concepts.items() if concept.group == "acts")
        self._sources = _packed(languages)
        self._matchers: dict[str, _Matcher] = {}
        speakers = content.get("voices", {})
        assert isinstance(speakers, Mapping)
        self._speakers = _packed(speakers)
        self._voices: dict[str, Voices] = {}
        self._by_script = {name: tuple(sorted(known & set(languages))) for name, _, _, known in _SCRIPTS}

    def _languages(self, folded: str, language: str | None) -> tuple[str, ...]:
        """Whose wording to look for: the statement's own language where the script fits, else all of that script.
        Characters that both write are Chinese unless there is kana or the statement is Japanese."""
        counts = {name: weight * len(letters.findall(folded)) for name, letters, weight, _ in _SCRIPTS}
        script = max(counts, key=lambda name: counts[name])
        candidates = self._by_script[script]
        if language in candidates:
            return (language,)
        if script == "unspaced":
            own = "ja" if _KANA.search(folded) else "zh"
            return (own,) if own in candidates else candidates
        return candidates

    def match(self, folded: str, language: str | None) -> Match:
        """The concepts in one folded sentence. An unknown language costs time, not correctness."""
        plain: set[str] = set()
        negated: set[str] = set()
        for name in self._languages(folded, language):
            if name not in self._matchers:
                self._matchers[name] = _Matcher(name, json.loads(self._sources[name]), self._acts)
            found = self._matchers[name].match(folded)
            plain |= found.plain
            negated |= found.negated
        return Match(plain=frozenset(plain), negated=frozenset(negated))

    def voice(self, folded: str, language: str | None) -> Voice:
        """Who acts in one folded sentence; nobody that is known where its language is not."""
        known = self._languages(folded, language)
        if len(known) != 1 or known[0] not in self._speakers:
            return Voice()
        name = known[0]
        if name not in self._voices:
            self._voices[name] = Voices(name, json.loads(self._speakers[name]))
        return self._voices[name].read(folded)


def _packed(entries: Mapping[str, object]) -> dict[str, bytes]:
    return {name: json.dumps(entry, ensure_ascii=False).encode() for name, entry in entries.items()}
