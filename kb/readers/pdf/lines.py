"""From pieces of text to the lines a person sees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kb.readers.marks import lowered, raised
from kb.readers.pdf.characters import width
from kb.readers.pdf.geometry import PageText, Piece

_HAN = "⺀-鿿\u3000-〿＀-￯"
# Programs put a little space between Han and Latin, which is not a space character; the one behind
# a number in front of a line (1. 整村授信) was typed.
_BEHIND_NUMBER = r"(?<!^[0-9][.)])(?<!^[0-9][0-9][.)])"
_AIR = re.compile(rf"(?<=[{_HAN}]) +(?=[!-~])|(?<=[!-~]){_BEHIND_NUMBER} +(?=[{_HAN}])")
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")
_IS_HAN = re.compile(f"[{_HAN}]")
# In ems: the gap between columns of a table; between words; between Han, which may be spaced out.
GAP = 1.5
WORD_GAP = 0.2
HAN_GAP = 0.45
# Of the steps between single characters, those that must be alike before the line counts as spaced
# out, which is no gap between words.
MIN_SINGLE = 0.6
# In ems of the line: a character that is this much smaller, and this far off, is raised or lowered.
SMALL, RAISED, LOWERED = 0.88, 0.18, -0.08
# The mark of a note is no larger than this share of the text before it.
NOTE = 0.75
ROW = " | "
# Behind a name (报送单位：) its value may begin further away, in ems.
VALUE_GAP, _NAMES = 6.0, "：:"
# More than a little air, in ems; and the mark of such a gap while text is put together.
WIDE, APART = 0.8, "\0"
# Spaced-out text has a gap after more than this share of its characters.
SPACED_OUT = 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. `cells` are its parts between wide gaps, `between` is put there in their
    text; `page` counts from 1; `in_table`: lines are
    drawn around the cells."""

    cells: tuple[str, ...]
    left: float
    right: float
    y: float
    size: float
    bold: bool
    page: int
    after_image: bool = False
    between: str = " "
    in_table: bool = False

    @property
    def text(self) -> str:
        """The whole line."""
        return self.between.join(self.cells)

    @property
    def is_row(self) -> bool:
        """Is it a row of a table?"""
        return self.between == ROW

    @property
    def middle(self) -> float:
        """Halfway between its ends."""
        return (self.left + self.right) / 2


def lines_of(page: PageText, number: int) -> list[Line]:
    """The lines of a page from top to bottom."""
    return lines_of_pieces(page.pieces, number)


def lines_of_pieces(pieces: Iterable[Piece], number: int) -> list[Line]:
    """The lines that pieces of a page make, from top to bottom."""
    return [_line(row, number) for row in rows_of(pieces)]


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces at one height, from top to bottom."""
    drawn = list(pieces)
    heights = _heights(drawn)
    rows: list[list[Piece]] = []
    height = 0.0
    for at in sorted(range(len(drawn)), key=lambda n: -heights[n]):
        piece, row = drawn[at], rows[-1] if rows else None
        if row and abs(height - heights[at]) <= 0.4 * max(row[0].size, piece.size):
            row.append(piece)
        else:
            rows.append([piece])
            height = heights[at]
    return rows


def _heights(pieces: Sequence[Piece]) -> list[float]:
    """How high each piece stands; the mark of a note right behind a word stands as high as this, not as
    the line of the next column that it may be nearer to."""
    heights: list[float] = []
    base: Piece | None = None
    last: Piece | None = None
    for piece in pieces:
        raised_here = (
            base is not None
            and last is not None
            and piece.size <= NOTE * base.size
            and 0 < piece.y - base.y <= 0.6 * base.size
            and abs(piece.x - last.end) <= 0.3 * base.size
        )
        if not raised_here:
            base = piece
        last = piece
        heights.append(base.y if base is not None else piece.y)
    return heights


def segments_of(page: PageText, number: int) -> list[Line]:
    """The lines of a page in the order they were drawn, each stretch between wide gaps a line of
    its own."""
    segments: list[list[Piece]] = []
    for piece in page.pieces:
        last = segments[-1][-1] if segments else None
        if (
            last
            and abs(last.y - piece.y) <= 0.4 * last.size
            and -0.5 * last.size <= piece.x - last.end <= GAP * last.size
        ):
            segments[-1].append(piece)
        else:
            segments.append([piece])
    return [_line(segment, number) for segment in segments]


def leading_of(lines: Sequence[Line]) -> float:
    """The distance that most lines have from the next, in points; 0 when it is unknown."""
    steps = Counter(
        round(above.y - below.y)
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < above.y - below.y < 4 * below.size
    )
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _line(row: Iterable[Piece], number: int) -> Line:
    pieces = _scripted(_without_shadows(sorted(row, key=lambda p: p.x)))
    loose = _looseness(pieces)
    cells = [pieces[0].text]
    for last, piece in pairwise(pieces):
        gap = (piece.x - last.end) / max(last.size, piece.size) - loose
        text = piece.text.lstrip()
        typed = text != piece.text or last.text[-1].isspace()
        if gap > (VALUE_GAP if last.text[-1] in _NAMES else GAP):
            cells.append(text)
        elif not typed and _parts_words(last.text, text, gap):
            cells[-1] += f"{APART if gap > WIDE else ' '}{text}"
        else:
            cells[-1] += piece.text
    sizes: dict[float, int] = {}
    for piece in pieces:
        sizes[piece.size] = sizes.get(piece.size, 0) + len(piece.text)
    bold = sum(len(piece.text) for piece in pieces if piece.bold)
    indent = pieces[0].text[: -len(pieces[0].text.lstrip())]
    return Line(
        cells=tuple(map(_closed_up, cells)),
        left=pieces[0].x + width(indent, pieces[0].size),
        right=max(piece.end - piece.spacing for piece in pieces),
        y=pieces[0].y,
        size=max(sizes, key=lambda size: sizes[size]),
        bold=bold >= 0.9 * sum(len(piece.text) for piece in pieces),
        page=number,
    )


def _looseness(pieces: Sequence[Piece]) -> float:
    """The room in ems that spaced-out or justified text has between any two characters."""
    gaps = [
        (piece.x - last.end) / max(last.size, piece.size)
        for last, piece in pairwise(pieces)
        if len(last.text) == len(piece.text) == 1
    ]
    gaps = sorted(gap for gap in gaps if gap <= GAP)
    if len(gaps) < 3 or len(gaps) < MIN_SINGLE * (len(pieces) - 1):
        return 0.0
    return max(gaps[len(gaps) // 2], 0.0)


def _scripted(pieces: list[Piece]) -> list[Piece]:
    """The pieces with raised and lowered figures as such: 10⁴ is not 104."""
    size = max(piece.size for piece in pieces)
    base = next(piece.y for piece in pieces if piece.size == size)
    return [_script(piece, (piece.y - base) / size, size) for piece in pieces]


def _script(piece: Piece, off: float, size: float) -> Piece:
    if piece.size > SMALL * size or LOWERED < off < RAISED:
        return piece
    return replace(piece, text=raised(piece.text) if off > 0 else lowered(piece.text))


def _parts_words(before: str, after: str, gap: float) -> bool:
    if before[-1] in _NAMES and _IS_HAN.match(after[0]):
        return False  # the value of a form, set apart from its name
    between_han = _IS_HAN.match(before[-1]) and _IS_HAN.match(after[0])
    return gap > (HAN_GAP if between_han else WORD_GAP)


def _without_shadows(pieces: list[Piece]) -> list[Piece]:
    """The pieces without duplicates: some programs draw bold text twice, slightly apart."""
    kept: list[Piece] = []
    for piece in pieces:
        for index in range(max(0, len(kept) - 3), len(kept)):
            other = kept[index]
            if piece.text == other.text and piece.x - other.x < 0.15 * piece.size:
                kept[index] = replace(other, bold=True)
                break
        else:
            kept.append(piece)
    return kept


def _closed_up(text: str) -> str:
    text = _AIR.sub("", re.sub(r"[ \t\xa0\u2002-\u200a]+", " ", text))
    if len(_BETWEEN_HAN.findall(text)) > SPACED_OUT * len(text):
        text = _BETWEEN_HAN.sub("", text)
    return text.replace(APART, " ").strip()


def behind_pictures(
    lines: Iterable[Line], pictures: Iterable[tuple[float, float]], pending: bool
) -> tuple[list[Line], bool]:
    """The lines of a page with the first beneath each picture marked, and whether a picture stands
    beneath them all: the first line of the next page is behind it then, as `pending` says here."""
    middles = sorted((bottom + top) / 2 for bottom, top in pictures)
    marked = []
    for line in lines:
        while middles and middles[-1] > line.y + 0.3 * line.size:
            middles.pop()
            pending = True
        marked.append(replace(line, after_image=pending))
        pending = False
    return marked, pending or bool(middles)
