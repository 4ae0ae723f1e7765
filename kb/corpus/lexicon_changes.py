"""Changes of the lexicons of aspects and indicators on the site, as plans.

Only the lines of what is changed are written again; comments, order and the rest of a file stay as a
person wrote them. Patterns (regular expressions) that stay the same are kept as the file has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kb.corpus.aspect_lexicon import Aspect, AspectLexicon, load_aspects
from kb.corpus.everyday_lexicon import EverydayGroup, load_everyday, with_groups
from kb.corpus.folder import Corpus
from kb.corpus.indicator_lexicon import Indicator, IndicatorLexicon, load_indicators
from kb.corpus.lexicon_lines import (
    ASPECTS,
    EVERYDAY,
    INDICATORS,
    aspect_items,
    flow,
    indicator_item,
    items_of,
    place_of,
    replaced_lines,
    with_key,
    wrapped,
)
from kb.corpus.vocabulary_changes import check_name
from kb.corpus.vocabulary_history import FileChange, Plan
from kb.errors import CorpusError, NotFoundError

_TWO = 2
Item = TypeVar("Item", Aspect, Indicator)


@dataclass(frozen=True, slots=True)
class Lexicons:
    """Both lexicons."""

    aspects: AspectLexicon
    indicators: IndicatorLexicon


def plan_aspect(corpus: Corpus, aspect: Aspect, *, was: str = "") -> Plan:
    """Add an aspect, or change the one that was called `was`; its former names stay, and `was` is one
    of them when it gets another name. CorpusError when the lexicon would be wrong."""
    check_name(aspect.name)
    if was:
        before = _named(corpus.aspects().aspects, was, "方面")
        aspect = _remembering(aspect, before)
    text = corpus.lexicon_text(ASPECTS)
    lines = text.splitlines(keepends=True)
    places = items_of(text, "aspects")
    place = place_of(places, was, "方面") if was else None
    what = f"{'修改' if was else '新增'}方面“{aspect.name}”"
    items = aspect_items(corpus, aspect, lines, place)
    return _plan(corpus, ASPECTS, what, replaced_lines(lines, places, place, items))


def plan_merge_aspect(corpus: Corpus, name: str, into: str) -> Plan:
    """Give the words and patterns of an aspect to another one, and take it out. What both have
    keeps the weight it has in `into`."""
    merged, target = (_named(corpus.aspects().aspects, one, "方面") for one in (name, into))
    _require_two(merged.name, target.name)
    cues = {(cue.pattern, cue.text): cue for cue in (*merged.cues, *target.cues)}
    whole = _remembering(replace(target, cues=tuple(cues.values())), merged, target)
    text = corpus.lexicon_text(ASPECTS)
    lines = text.splitlines(keepends=True)
    places = items_of(text, "aspects")
    place = place_of(places, target.name, "方面")
    lines = replaced_lines(lines, places, place, aspect_items(corpus, whole, lines, place))
    places = items_of("".join(lines), "aspects")
    lines = replaced_lines(lines, places, place_of(places, merged.name, "方面"), [])
    return _plan(corpus, ASPECTS, f"把方面“{merged.name}”并入“{target.name}”", lines)


def plan_withdraw_aspect(corpus: Corpus, name: str) -> Plan:
    """Take an aspect out, and with it its column of the matrix."""
    text = corpus.lexicon_text(ASPECTS)
    places = items_of(text, "aspects")
    lines = replaced_lines(
        text.splitlines(keepends=True), places, place_of(places, name, "方面"), []
    )
    return _plan(corpus, ASPECTS, f"撤下方面“{name}”", lines)


def plan_indicator(corpus: Corpus, indicator: Indicator, *, was: str = "") -> Plan:
    """Add an indicator, or change the one that was called `was`."""
    check_name(indicator.name)
    text = corpus.lexicon_text(INDICATORS)
    if not indicator.units or not indicator.words:
        raise CorpusError("指标要有单位和词", hint="单位如“元”“户”，词是数字前面的说法")
    places = items_of(text, "indicators")
    place = place_of(places, was, "指标") if was else None
    what = f"{'修改' if was else '新增'}指标“{indicator.name}”"
    items = [indicator_item(indicator)]
    lines = replaced_lines(text.splitlines(keepends=True), places, place, items)
    return _plan(corpus, INDICATORS, what, lines)


def plan_merge_indicator(corpus: Corpus, name: str, into: str) -> Plan:
    """Give the units and words of an indicator to another one, and take it out."""
    known = corpus.indicators().indicators
    merged, target = (_named(known, one, "指标") for one in (name, into))
    _require_two(merged.name, target.name)
    words = tuple(dict.fromkeys((*target.words, *merged.words)))
    whole = replace(target, units=target.units | merged.units, words=words)
    text = corpus.lexicon_text(INDICATORS)
    lines = text.splitlines(keepends=True)
    places = items_of(text, "indicators")
    lines = replaced_lines(
        lines, places, place_of(places, target.name, "指标"), [indicator_item(whole)]
    )
    places = items_of("".join(lines), "indicators")
    lines = replaced_lines(lines, places, place_of(places, merged.name, "指标"), [])
    return _plan(corpus, INDICATORS, f"把指标“{merged.name}”并入“{target.name}”", lines)


def plan_withdraw_indicator(corpus: Corpus, name: str) -> Plan:
    """Take an indicator out."""
    text = corpus.lexicon_text(INDICATORS)
    places = items_of(text, "indicators")
    lines = replaced_lines(
        text.splitlines(keepends=True), places, place_of(places, name, "指标"), []
    )
    return _plan(corpus, INDICATORS, f"撤下指标“{name}”", lines)


def plan_things(corpus: Corpus, things: Sequence[str]) -> Plan:
    """Change the things that make an indicator together with their unit (签约 and 户: 签约户数)."""
    made = [f"things: {wrapped(things, '  ')}\n"]
    return _plan(corpus, INDICATORS, "修改常见的事", with_key(corpus, "things", made))


def plan_same(corpus: Corpus, groups: Sequence[Sequence[str]]) -> Plan:
    """Change which words mean the same thing or rate, by which a question is answered (代发企业 and
    代发单位)."""
    if short := next((group for group in groups if len(group) < _TWO), None):
        raise CorpusError(
            f"这一行只有一个说法：{''.join(short)[:30]}", hint="每行至少写两个意思相同的说法"
        )
    made = ["same:\n", *(f"  - {flow(group)}\n" for group in groups)]
    return _plan(corpus, INDICATORS, "修改意思相同的说法", with_key(corpus, "same", made))


def plan_everyday(corpus: Corpus, groups: Sequence[EverydayGroup]) -> Plan:
    """Change which terms are meant by which everyday words. CorpusError when a group would be wrong."""
    after = with_groups(corpus.lexicon_text(EVERYDAY), groups)
    load_everyday(after, EVERYDAY)
    before = corpus.vocabulary_text(EVERYDAY)
    return Plan("修改口语与行话", (FileChange(EVERYDAY, before, after),))


def lexicons_after(corpus: Corpus, plan: Plan) -> Lexicons:
    """The lexicons as they would be after a plan; CorpusError when one would be wrong."""
    changed = {change.path: change.after for change in plan.files}
    aspects, indicators = (
        changed.get(path) or corpus.lexicon_text(path) for path in (ASPECTS, INDICATORS)
    )
    return Lexicons(load_aspects(aspects, ASPECTS), load_indicators(indicators, INDICATORS))


def _named(known: Iterable[Item], name: str, noun: str) -> Item:
    found = next((one for one in known if one.name == name), None)
    if found is None:
        raise NotFoundError(f"词表里没有{noun}“{name[:40]}”", hint="请写一个已有的名称")
    return found


def _remembering(aspect: Aspect, *earlier: Aspect) -> Aspect:
    """The aspect with all names that it and the earlier ones had, apart from its own."""
    names = [name for one in (*earlier, aspect) for name in (*one.former, one.name)]
    return replace(aspect, former=tuple(n for n in dict.fromkeys(names) if n != aspect.name))


def _require_two(name: str, into: str) -> None:
    if name == into:
        raise CorpusError("不能与自己合并", hint="请写另一个名称")


def _plan(corpus: Corpus, path: str, what: str, lines: Sequence[str]) -> Plan:
    """A plan whose result was looked at."""
    before, after = corpus.vocabulary_text(path), "".join(lines)
    plan = Plan(what, (FileChange(path, before, after),))
    lexicons = lexicons_after(corpus, plan)
    names = [indicator.name for indicator in lexicons.indicators.indicators]
    if twice := {name for name in names if names.count(name) > 1}:
        raise CorpusError(f"已有指标“{'、'.join(sorted(twice))}”", hint="请修改已有的指标")
    return plan
