"""From lines to paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.readers.collector import was_broken
from kb.readers.draft import Block
from kb.readers.pdf.characters import width
from kb.readers.pdf.lines import ROW, Line, leading_of
from kb.text import numbering

_SENTENCE_END = tuple("。！？!?；;：:…”）)】")
# What the end of a line does not split: a word or character with the marks attached to it, as in a
# browser (Unicode Standard Annex #14): after an opening mark, before a closing one, on either
# side of a straight quotation mark, and between a colon and what is counted behind it.
UNPARTED = re.compile(
    r"""[（《〈“‘【「("'\[{]*(?:[0-9A-Za-z#$%&*+/<=>@\\^_`|~-]+|.)"""
    r"""(?:["']+[（《〈“‘【「(\[{]*(?:[0-9A-Za-z]+|[^\s"'])?"""
    r"""|[，。、；：！？）》〉”’】」…—%‰]|[,.:;!?)\]}%]+[0-9A-Za-z]*)*"""
)
_PX = 4 / 3  # of a point
# All in ems. By how much the estimated end of a line may be wrong.
SLACK = 0.6
INDENT = 1.2
# A centred line keeps clear of both margins; a first line does not.
CLEAR = 2.7
OFF_CENTRE = 1.0
# Between two paragraphs there is more room than between two lines, by this factor.
ROOM = 1.35
SAME_SIZE = 1.08
# A line of text has at most one wide gap, behind its number.
_PARTS = 2


@dataclass(frozen=True, slots=True)
class _Measure:
    """The text area of a document and the distance of its lines, in points."""

    left: float
    right: float
    leading: float

    def indented(self, line: Line) -> bool:
        return line.left - self.left >= INDENT * line.size

    def full(self, line: Line, following: Line) -> bool:
        """Was there no room left on this line for the beginning of the next?"""
        room = self.right - line.right
        if self.in_middle(line) and self.centred(following):
            room += line.left - self.left
        first = UNPARTED.match(following.text)
        return room <= width(first[0] if first else "", line.size) + SLACK * line.size

    def in_middle(self, line: Line) -> bool:
        return abs(line.middle - (self.left + self.right) / 2) <= OFF_CENTRE * line.size

    def centred(self, line: Line) -> bool:
        clear = min(line.left - self.left, self.right - line.right) >= CLEAR * line.size
        return clear and self.in_middle(line)


def blocks_of(
    pages: Sequence[Sequence[Line]], sides: tuple[float, float] | None = None
) -> list[Block]:
    """The paragraphs of lines in one column. `sides` are the margins of the column where they are
    known."""
    return [block for block, _ in _numbered(pages, sides)]


def _numbered(
    pages: Sequence[Sequence[Line]], sides: tuple[float, float] | None
) -> list[tuple[Block, int]]:
    """The paragraphs of lines, each with the number of its lines."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    lines = _with_rows(lines)
    # The width of a table says nothing about that of the text.
    measure = _measured([line for line in lines if not line.in_table] or lines)
    if sides:
        measure = replace(measure, left=sides[0], right=sides[1])
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], line, measure):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [(_block(paragraph, measure), len(paragraph)) for paragraph in paragraphs]


class Run:
    """Gathers lines of pages set alike, which are read together: a paragraph may go on in the next
    column or on the next page."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._lines: list[Sequence[Line]] = []
        self._columned = False
        self._sides: tuple[float, float] | None = None
        self._notes: list[tuple[int, Sequence[Line]]] = []

    def add(
        self,
        lines: Sequence[Line],
        *,
        columned: bool = False,
        sides: tuple[float, float] | None = None,
    ) -> None:
        """More lines; `sides` are the margins of the columns."""
        if (columned, sides is None) != (self._columned, self._sides is None):
            self.end()
        self._columned = columned
        self._sides = self._sides or sides
        self._lines.append(lines)

    def add_notes(self, lines: Sequence[Line]) -> None:
        """Notes at the foot of a page, which follow the paragraph that the page ends in."""
        if lines:
            self._notes.append((sum(map(len, self._lines)), lines))

    def end(self) -> None:
        """Make paragraphs of the lines so far."""
        notes, reached = self._notes, 0
        for block, length in _numbered(self._lines, self._sides):
            self.blocks.append(block)
            reached += length
            while notes and notes[0][0] <= reached:
                self.blocks += blocks_of([notes.pop(0)[1]])
        for _, lines in notes:
            self.blocks += blocks_of([lines])
        self._lines, self._sides, self._notes = [], None, []


def block_of(line: Line) -> Block:
    """A line as a paragraph of its own, where paragraphs cannot be recognised."""
    return Block(line.text, bold=line.bold, size=round(line.size * _PX, 1))


def _measured(lines: Sequence[Line]) -> _Measure:
    size = Counter(round(line.size, 1) for line in lines).most_common(1)[0][0]
    return _Measure(
        left=_reached(sorted(line.left for line in lines), size),
        right=-_reached(sorted(-line.right for line in lines), size),
        leading=leading_of(lines),
    )


def _reached(ends: list[float], size: float) -> float:
    """The outermost place that enough lines reach, give or take half a character: a fifth of them,
    as where lines are filled out; where they are not, a few."""
    for enough in (max(3, len(ends) // 5), 3):
        for index, end in enumerate(ends):
            if bisect_right(ends, end + 0.5 * size) - index >= enough:
                return end
    return ends[0]


def _goes_on(paragraph: Sequence[Line], line: Line, measure: _Measure) -> bool:
    """Does a line continue the paragraph above it?"""
    last = paragraph[-1]
    if line.after_image or line.is_row or last.is_row:
        return False
    if not 1 / SAME_SIZE <= line.size / last.size <= SAME_SIZE:
        return False
    if len(last.cells) > _PARTS or (len(last.cells) > 1 and measure.indented(line)):
        return False  # issue, publisher and day, set apart over the whole width
    full = measure.full(last, line)
    ended = last.text.endswith(_SENTENCE_END)
    midway = full and not ended
    if line.bold != last.bold and not midway:
        return False
    if line.page == last.page and measure.leading:
        room = ROOM * (1.5 if midway else 1)
        if last.y - line.y > room * max(measure.leading, line.size):
            return False
    if midway:
        return numbering(line.text) is None or not measure.indented(line)
    if not full:
        return _broken_by_hand(paragraph, line, measure)
    return not (measure.indented(line) or measure.centred(line) or numbering(line.text))


def _broken_by_hand(paragraph: Sequence[Line], line: Line, measure: _Measure) -> bool:
    """Was a centred sentence or a caption broken by hand?"""
    last = paragraph[-1]
    centred = measure.in_middle(last) and measure.in_middle(line)
    if not (centred or paragraph[0].after_image) or numbering(line.text):
        return False
    return was_broken(paragraph[0].text, last.text, line.text, alike=True)


def _block(lines: Sequence[Line], measure: _Measure) -> Block:
    text = ""
    for line in lines:
        # The end of a line separates words of letters; it does not separate Han or numbers.
        spaced = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii()
        text += f" {line.text}" if spaced else line.text
    first = lines[0]
    text = text.strip()
    letters = sum(len(line.text) for line in lines)
    return Block(
        text=text,
        centred=measure.centred(lines[-1]) and all(map(measure.in_middle, lines)),
        bold=sum(len(line.text) for line in lines if line.bold) >= 0.9 * letters,
        size=round(first.size * _PX, 1),
        after_image=first.after_image,
    )


def _with_rows(lines: Sequence[Line]) -> list[Line]:
    """Lines with wide gaps are rows of a table if a neighbour has as many, or if there is text on
    both sides; else the gap is that behind a number or between the parts of a headline."""
    counts = [0, *(len(line.cells) for line in lines), 0]
    return [
        replace(line, between=ROW)
        if not line.in_table and count > 1 and (count in around or min(map(len, line.cells)) > 3)
        else line
        for line, count, *around in zip(lines, counts[1:], counts, counts[2:], strict=False)
    ]
