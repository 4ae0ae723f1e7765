"""Joins lines of plain text that a program wrapped at a fixed width to paragraphs again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kb.text import is_page_number, numbering

# In columns; a Chinese character takes two. Shorter lines are a list, longer ones are paragraphs
# that were not wrapped.
MIN_WIDTH, MAX_WIDTH = 24, 160
# How much the lengths of full lines may differ: the next word did not fit, or the margin is ragged.
RAGGED = 6
# The share of lines ending in the middle of a sentence that must be about as wide as the widest.
MIN_FULL = 0.5
# A line shorter than this share of the widest is a heading.
MIN_OPEN = 0.6
_ENDS = tuple("。！？!?；;：:…”）)】》")
# No line begins with these.
_CLOSING = tuple("，。、；：！？）》”’】%％")
_COMMAS = tuple("，,、")
_WORD = re.compile(
    r"[（《〈“‘【「(\[{]*(?:[0-9A-Za-z#$%&*+/<=>@\\^_`|~.,-]+|.)[，。、；：！？）》”’】%]*"
)
_INDENT = re.compile(r"(?:\u3000| {2}|\t)\s*")
_MARK = re.compile(
    r"[-*+•●■□▪◆①-⑳]|[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.．](?!\d)|第[一二三四五六七八九十\d]+[条章节步]"
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    width: int
    indented: bool

    @property
    def begins(self) -> bool:
        """Does it begin a paragraph by its number or bullet?"""
        return _MARK.match(self.text) is not None or numbering(self.text) is not None


def joined(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a text; `lines` are its lines with their blanks, empty ones included."""
    made = [_line(line) for line in lines]
    if _hangs(made):
        made = [replace(line, indented=False) for line in made]
    indents = sum(line.indented for line in made) >= 2
    measure = _measure(made, indents=indents)
    paragraphs: list[str] = []
    last: _Line | None = None
    for line in made:
        if not line.text:
            last = None
            continue
        if last and _goes_on(last, line, measure, indents=indents):
            paragraphs[-1] = _together(paragraphs[-1], line.text)
        else:
            paragraphs.append(line.text)
        last = line
    return paragraphs


def _hangs(lines: Sequence[_Line]) -> bool:
    """Are the lines after the first of each numbered paragraph indented, and no others?"""
    indented = [pair for pair in pairwise(lines) if pair[1].indented]
    return (
        len(indented) >= 2
        and not lines[0].indented
        and all(
            not line.begins and last.text and (last.begins or last.indented)
            for last, line in indented
        )
    )


def _line(line: str) -> _Line:
    text = line.strip()
    return _Line(text, _width(text) + _width(line[: -len(line.lstrip())] if text else ""),
                 _INDENT.match(line) is not None)  # fmt: skip


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _measure(lines: Sequence[_Line], *, indents: bool) -> int:
    """The width at which lines were wrapped, 0 when they were not."""
    open_ended = [
        line.width
        for line, following in pairwise(lines)
        if line.text and following.text and (indents or not line.text.endswith(_ENDS)) and not following.begins
        and not following.indented
    ]  # fmt: skip
    widest = max((line.width for line in lines), default=0)
    if not MIN_WIDTH <= widest <= MAX_WIDTH:
        return 0
    open_ended = [width for width in open_ended if width > MIN_OPEN * widest]
    full = sum(width >= widest - RAGGED for width in open_ended)
    return widest if full >= 2 and full >= MIN_FULL * len(open_ended) else 0


def _goes_on(last: _Line, line: _Line, measure: int, *, indents: bool) -> bool:
    """Does a line continue the sentence or paragraph above it?"""
    if line.indented or line.begins or is_page_number(line.text) or is_page_number(last.text):
        return False
    if line.text.startswith(_CLOSING):
        return True
    if last.text.endswith(_COMMAS) and last.width >= MIN_WIDTH:
        return True
    word = _WORD.match(line.text)
    full = measure and last.width + _width(word[0] if word else "") > measure - RAGGED
    return bool(full) and (indents or not last.text.endswith(_ENDS))


def _together(text: str, line: str) -> str:
    words = text[-1].isascii() and text[-1].isalnum() and line[0].isascii() and line[0].isalpha()
    return f"{text} {line}" if words else text + line
