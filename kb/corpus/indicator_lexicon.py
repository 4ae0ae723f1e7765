"""The lexicon of indicators (corpus/indicators.yml): what a figure measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb.errors import CorpusError
from kb.files import front_matter
from kb.text import normalize

_KEYS = {"name", "units", "words", "order"}
_LAST = 50


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured by figures in one of `units` near one of `words`; `order` sorts tables."""

    name: str
    units: frozenset[str]
    words: tuple[str, ...]
    order: int = _LAST


@dataclass(frozen=True, slots=True)
class IndicatorLexicon:
    """Named indicators; `things` that make one with the `suffixes` of a unit (签约 and 户 are
    签约户数); the units in the order in which tables show them; and groups of words that mean the
    `same` thing or rate (代发企业 and 代发单位), for answers to questions."""

    indicators: tuple[Indicator, ...] = ()
    things: tuple[str, ...] = ()
    suffixes: tuple[tuple[str, str], ...] = ()
    first: tuple[str, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()

    @property
    def every_word(self) -> frozenset[str]:
        """The names of the indicators, the words that stand for them, and the things."""
        named = (word for one in self.indicators for word in (one.name, *one.words))
        return frozenset((*named, *self.things))


def load_indicators(text: str, where: str) -> IndicatorLexicon:
    """The lexicon of a YAML text; CorpusError says what is wrong in it."""
    data = front_matter.load_mapping(text, where)
    if unknown := set(map(str, data)) - {"indicators", "things", "suffixes", "first", "same"}:
        raise CorpusError(f"不认识的项“{'、'.join(sorted(unknown))}”", where=where)
    items = data.get("indicators", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise CorpusError("“indicators”应为列表，每项有 name、units、words", where=where)
    suffixes = data.get("suffixes", {})
    if not isinstance(suffixes, dict):
        raise CorpusError("“suffixes”应为“单位: 字”的形式", where=where)
    return IndicatorLexicon(
        tuple(_indicator(item, where) for item in items),
        _words(data.get("things", []), "things", where),
        tuple((str(unit), str(suffix)) for unit, suffix in suffixes.items()),
        _words(data.get("first", []), "first", where),
        _groups(data.get("same", []), where),
    )


def _indicator(item: dict[str, Any], where: str) -> Indicator:
    if unknown := {str(key) for key in item} - _KEYS:
        raise CorpusError(f"指标里有不认识的项“{'、'.join(sorted(unknown))}”", where=where)
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        raise CorpusError("指标的“name”应为非空文字", where=where)
    order = item.get("order", _LAST)
    if isinstance(order, bool) or not isinstance(order, int):
        raise CorpusError(f"指标“{name}”的“order”应为整数", where=where)
    return Indicator(
        name,
        frozenset(_words(item.get("units", []), f"{name} 的 units", where)),
        _words(item.get("words", []), f"{name} 的 words", where),
        order,
    )


def _words(data: Any, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(isinstance(word, str) and word for word in data):
        raise CorpusError(f"“{key}”应为文字的列表", where=where)
    return tuple(dict.fromkeys(data))


def _groups(data: Any, where: str) -> tuple[tuple[str, ...], ...]:
    if not isinstance(data, list):
        raise CorpusError("“same”应为列表，每项是一组意思相同的说法", where=where)
    return tuple(tuple(map(normalize, _words(group, "same", where))) for group in data)
