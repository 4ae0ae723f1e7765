"""The numbers of a .docx file's lists. Word computes them; a reader of its text must too."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from kb.readers.docx.styles import Numbered, Styles
from kb.readers.docx.xml import child, integer, is_on, value
from kb.readers.numerals import numeral

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
# The longest pattern of a number that Word takes.
MAX_PATTERN = 255


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    spaced: bool = True
    restart: int | None = None
    style: str = ""


class Numbering:
    """The lists of a document, and the current count of each."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        elements = list(root) if root is not None else []
        abstract = {e.get("w:abstractNumId", ""): e for e in elements if e.tag == "w:abstractNum"}
        lists = {e.get("w:numId", ""): e for e in elements if e.tag == "w:num"}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        links = {key: value(element, "w:numStyleLink") for key, element in abstract.items()}
        patterns = {key: _pattern(element) for key, element in abstract.items()}
        shared: dict[str, dict[int, int]] = {}
        for list_id, element in lists.items():
            key = value(element, "w:abstractNumId")
            if link := links.get(key):
                key = value(lists.get(styles.list_of(link)), "w:abstractNumId")
            overrides = [inner for inner in element if inner.tag == "w:lvlOverride"]
            self._levels[list_id] = _levels(patterns.get(key, {}), overrides)
            # Lists made from one pattern continue its count, unless they state their own start.
            own = any(child(override, "w:startOverride") is not None for override in overrides)
            self._counts[list_id] = {} if own else shared.setdefault(key, {})

    def label(self, numbered: Numbered | None) -> str:
        """The number of the next paragraph of a list, with the space after it if there is one; ""
        for a bullet or no list."""
        levels = self._levels.get(numbered.list_id) if numbered else None
        if not numbered or not levels:
            return ""
        depth = numbered.level
        if depth is None:
            depth = next((d for d, level in levels.items() if level.style == numbered.style), 0)
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts[numbered.list_id]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth and _restarts(levels.get(d), depth)]:
            del counts[deeper]
        if level.form == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            at = levels.get(place, _Level())
            form = "decimal" if level.legal else at.form
            return numeral(counts.setdefault(place, at.start), form)

        label = _PLACE.sub(number, level.text).strip()
        return f"{label} " if label and level.spaced and label[-1] < "\u2e80" else label


def _restarts(level: _Level | None, after: int) -> bool:
    """Does a level restart after a paragraph of a higher level? It may name which one."""
    return level is None or level.restart is None or level.restart > after


def _pattern(abstract: Element) -> dict[int, _Level]:
    """The levels of an abstract list."""
    levels = (element for element in abstract if element.tag == "w:lvl")
    numbered = {integer(element.get("w:ilvl"), 0): _level(element) for element in levels}
    return {depth: level for depth, level in numbered.items() if depth < _LEVELS}


def _levels(pattern: dict[int, _Level], overrides: list[Element]) -> dict[int, _Level]:
    """The levels of a list that is made from a pattern."""
    levels = dict(pattern)
    for override in overrides:
        depth = integer(override.get("w:ilvl"), 0)
        if (changed := child(override, "w:lvl")) is not None:
            levels[depth] = _level(changed)
        level = levels.get(depth, _Level())
        start = integer(value(override, "w:startOverride"), level.start)
        levels[depth] = replace(level, start=start)
    return {depth: level for depth, level in levels.items() if depth < _LEVELS}


def _level(element: Element) -> _Level:
    restart = child(element, "w:lvlRestart")
    return _Level(
        form=value(element, "w:numFmt") or "decimal",
        text=value(element, "w:lvlText")[:MAX_PATTERN],
        start=integer(value(element, "w:start"), 1),
        legal=is_on(child(element, "w:isLgl")),
        spaced=value(element, "w:suff") != "nothing",
        restart=integer(restart.get("w:val"), 0) if restart is not None else None,
        style=value(element, "w:pStyle"),
    )
