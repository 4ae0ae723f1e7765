"""The lexicon of aspects (corpus/aspects.yml): which words show the side a sentence is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import Any

from kb.corpus.safe_patterns import malformed
from kb.errors import CorpusError
from kb.files import front_matter
from kb.text import normalize

_KEYS = {"name", "former", "note", "threshold", "figure", "words", "patterns"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word in normal form, or a regular expression over normal forms, and its weight.

    A negative weight counts against the aspect. `written` is the word as the file has it.
    """

    text: str
    weight: float
    written: str
    pattern: bool = False


@dataclass(frozen=True, slots=True)
class Aspect:
    """A side of a practice.

    A sentence is about it when the weights of its cues add up to `threshold` or more. Each figure
    of the sentence adds `figure`, but only if the sentence has a cue of the aspect: a number alone
    is not a result. `former` are names it had, and aspects that were merged into it: what editors said
    under these names is said of it.
    """

    name: str
    note: str
    threshold: float
    cues: tuple[Cue, ...]
    figure: float = 0.0
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AspectLexicon:
    """All aspects in the order of the columns.

    `everywhere` are cues that count for every aspect (sentences about the study itself are
    marked down). The cues of an entry's title count for its sentences too, times `title_share`,
    up to `title_most`. An aspect whose score is below `share_of_best` of the best one's
    (counted up to `best_most`) is only mentioned in passing. `learned` asks for the weights learned
    from labelled sentences too, which decide together with the cues.
    """

    aspects: tuple[Aspect, ...]
    everywhere: tuple[Cue, ...] = ()
    share_of_best: float = 0.0
    best_most: float = inf
    title_share: float = 0.0
    title_most: float = 0.0
    learned: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the aspects."""
        return tuple(aspect.name for aspect in self.aspects)

    @property
    def renamed(self) -> dict[str, str]:
        """Former name → the name of the aspect now; a name that an aspect has today is none."""
        former = {old: aspect.name for aspect in self.aspects for old in aspect.former}
        return {old: new for old, new in former.items() if old not in self.names}


def load_aspects(text: str, where: str) -> AspectLexicon:
    """The lexicon of a YAML text; CorpusError says what is wrong in it."""
    data = front_matter.load_mapping(text, where)
    if unknown := set(data) - {
        "aspects",
        "best_most",
        "everywhere",
        "learned",
        "share_of_best",
        "title_share",
        "title_most",
    }:
        raise CorpusError(f"不认识的项“{'、'.join(sorted(unknown))}”", where=where)
    items = data.get("aspects")
    if not isinstance(items, list) or not items or not all(isinstance(i, dict) for i in items):
        raise CorpusError("“aspects”应为列表，每项有 name、note、threshold、words", where=where)
    aspects = tuple(_aspect(item, where) for item in items)
    names = [aspect.name for aspect in aspects]
    if twice := {name for name in names if names.count(name) > 1}:
        raise CorpusError(f"方面“{'、'.join(sorted(twice))}”写了两次", where=where)
    return AspectLexicon(
        aspects,
        _cues(data.get("everywhere"), "everywhere", where),
        _number(data, "share_of_best", 0.0, where),
        _number(data, "best_most", inf, where),
        _number(data, "title_share", 0.0, where),
        _number(data, "title_most", 0.0, where),
        _switch(data, "learned", where),
    )


def _aspect(item: dict[str, Any], where: str) -> Aspect:
    if unknown := {str(key) for key in item} - _KEYS:
        raise CorpusError(f"方面里有不认识的项“{'、'.join(sorted(unknown))}”", where=where)
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        raise CorpusError("方面的“name”应为非空文字", where=where)
    place = f"{where} “{name}”"
    return Aspect(
        name=name,
        note=str(item.get("note") or ""),
        threshold=_number(item, "threshold", 1.0, place),
        cues=_cues(item.get("words"), "words", place)
        + _cues(item.get("patterns"), "patterns", place),
        figure=_number(item, "figure", 0.0, place),
        former=_former(item.get("former"), place),
    )


def _former(data: Any, where: str) -> tuple[str, ...]:
    if data is not None and not (isinstance(data, list) and all(isinstance(n, str) for n in data)):
        raise CorpusError("“former”应为名称的列表", where=where, hint="形如 former: [原来的名称]")
    return tuple(filter(None, map(str.strip, data or ())))


def _number(data: dict[str, Any], key: str, default: float, where: str) -> float:
    value = data.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CorpusError(f"“{key}”应为数字", where=where)
    return float(value)


def _switch(data: dict[str, Any], key: str, where: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise CorpusError(f"“{key}”应为 true 或 false", where=where)
    return value


def _cues(data: Any, key: str, where: str) -> tuple[Cue, ...]:
    """The cues of a mapping from weight to words."""
    cues: dict[str, Cue] = {}
    if data is not None and not isinstance(data, dict):
        raise CorpusError(f"“{key}”应为“权重: [词, 词]”的形式", where=where)
    for weight, texts in (data or {}).items():
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            raise CorpusError(f"“{key}”的权重“{weight}”应为数字", where=where)
        if not isinstance(texts, list) or not all(isinstance(t, str) and t for t in texts):
            raise CorpusError(f"“{key}”权重 {weight} 之后应为文字的列表", where=where)
        for text in texts:
            cue = _cue(text, float(weight), key == "patterns", where)
            if cue.text in cues:
                raise CorpusError(f"“{text}”在“{key}”里写了两次", where=where)
            cues[cue.text] = cue
    return tuple(cues.values())


def _cue(text: str, weight: float, pattern: bool, where: str) -> Cue:
    if not pattern:
        if not (normal := normalize(text)):
            raise CorpusError(f"“{text}”里没有可查找的文字", where=where)
        return Cue(normal, weight, text)
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise malformed(text, error, where) from error
    return Cue(text, weight, text, pattern=True)
