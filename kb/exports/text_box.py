"""Whether a text fits a box, by a width model that errs on the wide side.

No font file is read: slides are made on servers without fonts and shown with whatever font the
viewer has. A full-width character is one em in every Chinese font; of the others, the widest of
Microsoft YaHei, SimHei, Noto Sans CJK and Arial is taken. Line breaking rules may move one character
to the next line, so a line is counted one em narrower than it is. Line pitch is set in points, so
that a font's own line height does not matter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kb.text import sentences

_WIDE = frozenset("WF")
_NARROW = frozenset("iIjl|!.,:;'`()[]{}- ")
_BROAD = frozenset("mwMWQOGD@%&—…")
# What is not broken: a run of letters, digits and their marks.
_RUN = re.compile(r"[!-~]+|\s|.", re.DOTALL)
_CLAUSE = re.compile(r"[^，；：、]*[，；：、]|[^，；：、]+")
LEADING = 1.45
# Programs put a quarter of an em between Chinese and Latin, on either side of a run.
_SPACED = 0.5
_LATIN = frozenset(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Box:
    """A box for text: inner width and height, and size of the text, in points."""

    width: float
    height: float
    size: float

    @property
    def pitch(self) -> float:
        """The distance of lines, in points."""
        return round(self.size * LEADING, 1)

    @property
    def lines(self) -> int:
        """How many lines fit."""
        return max(1, int(self.height // self.pitch))


def width_of(text: str) -> float:
    """The width of a text in em, at most."""
    return sum(map(_width, text))


def _width(char: str) -> float:
    if unicodedata.east_asian_width(char) in _WIDE or ord(char) > 0x2000:
        return 1.0
    if char in _NARROW:
        return 0.4
    return 1.0 if char in _BROAD else 0.72 if char.isupper() else 0.62


def lines_of(text: str, box: Box) -> int:
    """How many lines a text takes in a box, at most."""
    room = max(2.0, box.width / box.size - 1)
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        at = 0.0
        for match in _RUN.finditer(paragraph):
            run = match.group()
            wide = width_of(run) + (_SPACED if run[0] in _LATIN else 0.0)
            if at + wide <= room:
                at += wide
            elif wide <= room:
                count, at = count + 1, wide
            else:  # a run longer than a line is broken anywhere
                whole = int((at + wide) // room)
                count, at = count + whole, (at + wide) - whole * room
    return count


def fits(text: str, box: Box) -> bool:
    """Does a text fit?"""
    return lines_of(text, box) <= box.lines


def split_to_fit(text: str, box: Box) -> tuple[str, ...]:
    """A text cut into pieces that fit: between sentences, in a long sentence after a comma, and
    otherwise anywhere. Joined, the pieces are the text except for white space between them."""
    pieces: list[str] = []
    start = end = 0
    for stop in _stops(text, box):
        if end > start and not fits(text[start:stop].strip(), box):
            pieces.append(text[start:end].strip())
            start = end
        end = stop
    pieces.append(text[start:].strip())
    return tuple(filter(None, pieces))


def _stops(text: str, box: Box) -> list[int]:
    """Places where a text may be cut, so close that the text between two of them fits."""
    stops: list[int] = []
    # The last sentence ends with the text: what follows it is white space.
    ends = [unit.end for unit in sentences(text)][:-1]
    at = 0
    for end in (*ends, len(text)):
        if fits(text[at:end], box):
            stops.append(end)
        else:
            for match in _CLAUSE.finditer(text[at:end]):
                first, last = at + match.start(), at + match.end()
                if not fits(text[first:last], box):
                    step = max(1, int((box.width / box.size - 2) * box.lines / 2))
                    stops += range(first + step, last, step)
                stops.append(last)
        at = end
    return stops


def shortened(text: str, box: Box) -> str:
    """A text that fits a box, cut with an ellipsis if need be: for titles, never for quotations."""
    text = " ".join(text.splitlines()).strip()
    if fits(text, box):
        return text
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle] + "…", box) else (low, middle - 1)
    return text[:low] + "…"
