"""The lines of a lexicon file: where an item stands in them, and how it is written again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kb.corpus.aspect_lexicon import Aspect
from kb.corpus.folder import Corpus
from kb.corpus.indicator_lexicon import Indicator
from kb.corpus.safe_patterns import check_pattern
from kb.errors import CorpusError, NotFoundError
from kb.files import front_matter

ASPECTS = "aspects.yml"
INDICATORS = "indicators.yml"
EVERYDAY = "everyday.yml"
# The width of a line of words.
_WIDEST = 100


def with_key(corpus: Corpus, key: str, made: Sequence[str]) -> list[str]:
    """The lines of the lexicon of indicators with those of one key replaced."""
    lines = corpus.lexicon_text(INDICATORS).splitlines(keepends=True)
    own = _lines_of(lines, front_matter.Place(key, 0, len(lines), 0), key)
    start = lines.index(own[0]) if own else len(lines)
    lines[start : start + len(own)] = made
    return lines


def items_of(text: str, key: str) -> list[front_matter.Place]:
    """Where the items of a list stand; CorpusError when lines do not separate them."""
    places = front_matter.places(text, key)
    if places is None:
        raise CorpusError(
            "这个文件的写法在网站上改不了", hint="请让每一项从新的一行开始，以“- ”开头"
        )
    return places


def place_of(places: Iterable[front_matter.Place], name: str, noun: str) -> front_matter.Place:
    """The place of a named item; NotFoundError when the file has none."""
    found = next((place for place in places if place.name == name), None)
    if found is None:
        raise NotFoundError(
            f"词表里没有{noun}“{name[:40]}”", hint="它可能刚被改名或撤下，请刷新页面"
        )
    return found


def replaced_lines(
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


def aspect_items(
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


def indicator_item(indicator: Indicator) -> str:
    """The lines of an indicator."""
    units = sorted(indicator.units)
    return (
        f"  - {{name: {_scalar(indicator.name)}, units: {flow(units)}, "
        f"words: {flow(indicator.words)}, order: {indicator.order}}}\n"
    )


def _aspect_item(aspect: Aspect) -> str:
    head = [f"  - name: {_scalar(aspect.name)}"]
    if aspect.former:
        head.append(f"    former: {flow(aspect.former)}")
    head.append(f"    note: {_scalar(aspect.note)}")
    head.append(f"    threshold: {aspect.threshold:g}")
    if aspect.figure:
        head.append(f"    figure: {aspect.figure:g}")
    head.append("    words:")
    words = sorted((c for c in aspect.cues if not c.pattern), key=lambda cue: -cue.weight)
    for weight, cues in groupby(words, key=lambda cue: cue.weight):
        head.append(f"      {weight:g}: {wrapped([cue.written for cue in cues], '        ')}")
    return "\n".join(head) + "\n"


def wrapped(words: Sequence[str], indent: str) -> str:
    """A list in brackets, on one line or on several of bounded width."""
    whole = flow(words)
    if len(whole) + len(indent) <= _WIDEST // 2:
        return whole
    rows: Iterator[str] = iter(flow([word])[1:-1] for word in words)
    lines = [""]
    for word in rows:
        if len(lines[-1]) + len(word) > _WIDEST // 2:
            lines.append("")
        lines[-1] += f"{word}, "
    inner = f"\n{indent}".join(line.rstrip() for line in lines).removesuffix(",")
    return f"[\n{indent}{inner}\n{indent[2:]}]"


def flow(words: Iterable[str]) -> str:
    """A list in brackets, on one line."""
    return front_matter.flow_list(list(words))


def _scalar(text: str) -> str:
    return flow([text])[1:-1]
