"""Changes of the lexicons of aspects and indicators on the site, as plans.

Only the lines of what is changed are written again; comments, order and the rest of a file stay as a
person wrote them. Patterns (regular expressions) that stay the same are kept as the file has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from kb.corpus.aspect_lexicon import Aspect, AspectLexicon, load_aspects
from kb.corpus.everyday_lexicon import EverydayGroup, load_everyday, with_groups
from kb.corpus.folder import Corpus
from kb.corpus.indicator_lexicon import Indicator, IndicatorLexicon, load_indicators
from kb.corpus.safe_patterns import check_pattern
from kb.corpus.vocabulary_changes import FileChange, Plan, check_name
from kb.errors import CorpusError, NotFoundError
from kb.files import front_matter

ASPECTS, INDICATORS, EVERYDAY = "aspects.yml", "indicators.yml", "everyday.yml"
_WIDEST = 100
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
    places = _items(text, "aspects")
    place = _place(places, was, "方面") if was else None
    what = f"{'修改' if was else '新增'}方面“{aspect.name}”"
    items = _aspect_items(corpus, aspect, lines, place)
    return _plan(corpus, ASPECTS, what, _replaced(lines, places, place, items))


def plan_merge_aspect(corpus: Corpus, name: str, into: str) -> Plan:
    """Give the words and patterns of an aspect to another one, and take it out. What both have
    keeps the weight it has in `into`."""
    merged, target = (_named(corpus.aspects().aspects, one, "方面") for one in (name, into))
    _require_two(merged.name, target.name)
    cues = {(cue.pattern, cue.text): cue for cue in (*merged.cues, *target.cues)}
    whole = _remembering(replace(target, cues=tuple(cues.values())), merged, target)
    text = corpus.lexicon_text(ASPECTS)
    lines = text.splitlines(keepends=True)
    places = _items(text, "aspects")
    place = _place(places, target.name, "方面")
    lines = _replaced(lines, places, place, _aspect_items(corpus, whole, lines, place))
    places = _items("".join(lines), "aspects")
    lines = _replaced(lines, places, _place(places, merged.name, "方面"), [])
    return _plan(corpus, ASPECTS, f"把方面“{merged.name}”并入“{target.name}”", lines)


def plan_withdraw_aspect(corpus: Corpus, name: str) -> Plan:
    """Take an aspect out, and with it its column of the matrix."""
    text = corpus.lexicon_text(ASPECTS)
    places = _items(text, "aspects")
    lines = _replaced(text.splitlines(keepends=True), places, _place(places, name, "方面"), [])
    return _plan(corpus, ASPECTS, f"撤下方面“{name}”", lines)


def plan_indicator(corpus: Corpus, indicator: Indicator, *, was: str = "") -> Plan:
    """Add an indicator, or change the one that was called `was`."""
    check_name(indicator.name)
    text = corpus.lexicon_text(INDICATORS)
    if not indicator.units or not indicator.words:
        raise CorpusError("指标要有单位和词", hint="单位如“元”“户”，词是数字前面的说法")
    places = _items(text, "indicators")
    place = _place(places, was, "指标") if was else None
    what = f"{'修改' if was else '新增'}指标“{indicator.name}”"
    items = [_indicator_item(indicator)]
    lines = _replaced(text.splitlines(keepends=True), places, place, items)
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
    places = _items(text, "indicators")
    lines = _replaced(lines, places, _place(places, target.name, "指标"), [_indicator_item(whole)])
    places = _items("".join(lines), "indicators")
    lines = _replaced(lines, places, _place(places, merged.name, "指标"), [])
    return _plan(corpus, INDICATORS, f"把指标“{merged.name}”并入“{target.name}”", lines)


def plan_withdraw_indicator(corpus: Corpus, name: str) -> Plan:
    """Take an indicator out."""
    text = corpus.lexicon_text(INDICATORS)
    places = _items(text, "indicators")
    lines = _replaced(text.splitlines(keepends=True), places, _place(places, name, "指标"), [])
    return _plan(corpus, INDICATORS, f"撤下指标“{name}”", lines)


def plan_things(corpus: Corpus, things: Sequence[str]) -> Plan:
    """Change the things that make an indicator together with their unit (签约 and 户: 签约户数)."""
    made = [f"things: {_wrapped(things, '  ')}\n"]
    return _plan(corpus, INDICATORS, "修改常见的事", _with_key(corpus, "things", made))


def plan_same(corpus: Corpus, groups: Sequence[Sequence[str]]) -> Plan:
    """Change which words mean the same thing or rate, by which a question is answered (代发企业 and
    代发单位)."""
    if short := next((group for group in groups if len(group) < _TWO), None):
        raise CorpusError(
            f"这一行只有一个说法：{''.join(short)[:30]}", hint="每行至少写两个意思相同的说法"
        )
    made = ["same:\n", *(f"  - {_flow(group)}\n" for group in groups)]
    return _plan(corpus, INDICATORS, "修改意思相同的说法", _with_key(corpus, "same", made))


def _with_key(corpus: Corpus, key: str, made: Sequence[str]) -> list[str]:
    """The lines of the lexicon of indicators with those of one key replaced."""
    lines = corpus.lexicon_text(INDICATORS).splitlines(keepends=True)
    own = _lines_of(lines, front_matter.Place(key, 0, len(lines), 0), key)
    start = lines.index(own[0]) if own else len(lines)
    lines[start : start + len(own)] = made
    return lines


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


def _items(text: str, key: str) -> list[front_matter.Place]:
    """Where the items of a list stand; CorpusError when they cannot be told apart by lines."""
    places = front_matter.places(text, key)
    if places is None:
        raise CorpusError(
            "这个文件的写法在网站上改不了", hint="请让每一项从新的一行开始，以“- ”开头"
        )
    return places


def _place(places: Iterable[front_matter.Place], name: str, noun: str) -> front_matter.Place:
    found = next((place for place in places if place.name == name), None)
    if found is None:
        raise NotFoundError(
            f"词表里没有{noun}“{name[:40]}”", hint="它可能刚被改名或撤下，请刷新页面"
        )
    return found


def _replaced(
    lines: list[str],
    places: Sequence[front_matter.Place],
    place: front_matter.Place | None,
    items: list[str],
) -> list[str]:
    """The lines of a file with those of an item replaced; a new item, without a place, comes last."""
    if place is None:
        end = places[-1].end if places else len(lines)
        gap = ["\n"] if places and lines[places[-1].start - 1].strip() == "" else []
        return [*lines[:end], *gap, *items, *lines[end:]]
    end = place.end
    while not items and end < len(lines) and not lines[end].strip():
        end += 1
    return [*lines[: place.start], *items, *lines[end:]]


def _lines_of(lines: Sequence[str], place: front_matter.Place, key: str) -> list[str]:
    """The lines of one key of an item."""
    found: list[str] = []
    for line in lines[place.start : place.end]:
        indent = len(line) - len(line.lstrip().removeprefix("- ").lstrip())
        own = line.strip() and (indent <= place.column)
        if found and own and not line.lstrip().startswith(("]", "}")):
            break
        if found or (own and line.lstrip(" -").startswith(f"{key}:")):
            found.append(line)
    while found and (not found[-1].strip() or found[-1].lstrip().startswith("#")):
        found.pop()
    return found


def _aspect_items(
    corpus: Corpus, aspect: Aspect, lines: Sequence[str], place: front_matter.Place | None
) -> list[str]:
    """The lines of an aspect; its patterns as they stand in the file unless they change."""
    patterns = [cue for cue in aspect.cues if cue.pattern]
    before = next(
        (one for one in corpus.aspects().aspects if place and one.name == place.name), None
    )
    old = [cue for cue in before.cues if cue.pattern] if before else []
    if place and set(patterns) == set(old):
        return [_aspect_item(aspect), *_lines_of(lines, place, "patterns")]
    for cue in patterns:
        if cue not in old:
            check_pattern(cue.text)
    made = ["    patterns:\n"] if patterns else []
    patterns.sort(key=lambda cue: -cue.weight)
    for weight, cues in groupby(patterns, key=lambda cue: cue.weight):
        made.append(f"      {weight:g}:\n")
        made += [f"        - {_scalar(cue.text)}\n" for cue in cues]
    return [_aspect_item(aspect), *made]


def _indicator_item(indicator: Indicator) -> str:
    units = sorted(indicator.units)
    return (
        f"  - {{name: {_scalar(indicator.name)}, units: {_flow(units)}, "
        f"words: {_flow(indicator.words)}, order: {indicator.order}}}\n"
    )


def _aspect_item(aspect: Aspect) -> str:
    head = [f"  - name: {_scalar(aspect.name)}"]
    if aspect.former:
        head.append(f"    former: {_flow(aspect.former)}")
    head.append(f"    note: {_scalar(aspect.note)}")
    head.append(f"    threshold: {aspect.threshold:g}")
    if aspect.figure:
        head.append(f"    figure: {aspect.figure:g}")
    head.append("    words:")
    words = sorted((c for c in aspect.cues if not c.pattern), key=lambda cue: -cue.weight)
    for weight, cues in groupby(words, key=lambda cue: cue.weight):
        head.append(f"      {weight:g}: {_wrapped([cue.written for cue in cues], '        ')}")
    return "\n".join(head) + "\n"


def _wrapped(words: Sequence[str], indent: str) -> str:
    """A list in brackets, on one line or on several of bounded width."""
    whole = _flow(words)
    if len(whole) + len(indent) <= _WIDEST // 2:
        return whole
    rows: Iterator[str] = iter(_flow([word])[1:-1] for word in words)
    lines = [""]
    for word in rows:
        if len(lines[-1]) + len(word) > _WIDEST // 2:
            lines.append("")
        lines[-1] += f"{word}, "
    inner = f"\n{indent}".join(line.rstrip() for line in lines).removesuffix(",")
    return f"[\n{indent}{inner}\n{indent[2:]}]"


def _flow(words: Iterable[str]) -> str:
    return front_matter.flow_list(list(words))


def _scalar(text: str) -> str:
    return _flow([text])[1:-1]


def _plan(corpus: Corpus, path: str, what: str, lines: Sequence[str]) -> Plan:
    """A plan whose result was looked at."""
    before, after = corpus.vocabulary_text(path), "".join(lines)
    plan = Plan(what, (FileChange(path, before, after),))
    lexicons = lexicons_after(corpus, plan)
    names = [indicator.name for indicator in lexicons.indicators.indicators]
    if twice := {name for name in names if names.count(name) > 1}:
        raise CorpusError(f"已有指标“{'、'.join(sorted(twice))}”", hint="请修改已有的指标")
    return plan
