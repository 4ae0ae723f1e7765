"""What stands where on a page of a PDF: pieces of text and pictures."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject

from kb.readers.pdf.characters import UNKNOWN, meant, width
from kb.readers.pdf.content import SHOW, Gap, gaps_in, part

_BOLD = re.compile(r"bold|heavy|black|demi", re.IGNORECASE)
_LINE_ENDS = re.compile(r"[\r\n]+")
# Text render modes that fill and stroke: what a program does that has no bold face.
_STROKED = (2, 6)
# In points: what is smaller is a rule or an icon, what covers more is a background or a scan.
MIN_PICTURE = 20.0
MAX_COVER = 0.8

Matrix = Sequence[float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that was drawn at once: the ends of its base line, in points, y upwards. `end` is an
    estimate: pypdf does not tell."""

    text: str
    x: float
    end: float
    y: float
    size: float
    bold: bool


@dataclass(slots=True)
class PageText:
    """What a page holds, in the order in which it was drawn. `pictures` are (bottom, top)."""

    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    pictures: list[tuple[float, float]] = field(default_factory=list)


def read_page(page: PageObject) -> PageText:
    """The pieces and pictures of a page, as a person holds it: turned as the page says."""
    visitor = _Visitor(page)
    page.extract_text(
        visitor_operand_before=visitor.before,
        visitor_operand_after=visitor.after,
        visitor_text=visitor.text,
    )
    return visitor.out


class _Visitor:
    """Is told by pypdf of the operations of a page and of the text that each has shown."""

    def __init__(self, page: PageObject) -> None:
        box = page.mediabox
        sides = (float(box.width), float(box.height))
        turn = page.rotation % 360
        self.out = PageText(*(sides if turn % 180 == 0 else sides[::-1]))
        # The coordinates of the page, then of each form that is open.
        self._spaces = [_turned(turn, *sides, float(box.left), float(box.bottom))]
        self._pictures = _pictures(page)
        self._gaps = part(page)
        self._gap = Gap()
        self._next_mode: float = 0
        self._mode: float = 0
        self._place: Matrix = ()

    def before(self, operator: bytes, operands: Any, cm: Matrix, _tm: Matrix) -> None:
        """An operation is about to be done."""
        if operator in SHOW:
            self._mode = self._next_mode
            in_form = len(self._spaces) > 1
            self._gap = gaps_in(operands) if in_form else next(self._gaps, Gap())
        elif operator == b"Tr" and operands and isinstance(operands[0], (int, float)):
            self._next_mode = operands[0]
        elif operator == b"Do" and operands:
            space = _times(cm, self._spaces[-1])
            if len(self._spaces) == 1 and operands[0] in self._pictures:
                self._add_picture(space)
            self._spaces.append(space)
        elif operator == b"INLINE IMAGE":
            self._add_picture(_times(cm, self._spaces[-1]))

    def after(self, operator: bytes, operands: Any, _cm: Matrix, _tm: Matrix) -> None:
        """An operation was done."""
        if operator == b"Do" and operands and len(self._spaces) > 1:
            self._spaces.pop()

    def text(self, text: str, cm: Matrix, tm: Matrix, font: Any, size: float) -> None:
        """Text was shown."""
        text = UNKNOWN * len(text) if _is_mute(font) else meant(_LINE_ENDS.sub("", text))
        if not text.strip() or len(cm) != 6 or len(tm) != 6:
            return
        place = _times(_times(tm, cm), self._spaces[-1])
        a, b, c, d, x, y = place
        size = abs(size) * math.hypot(c, d)
        # Text that does not run from left to right is a watermark or a mark in the margin.
        if a <= 0 or abs(b) > 0.1 * abs(a) or not 2 < size < 400:
            return
        # pypdf does not move the pen along what was shown.
        if place == self._place and self.out.pieces:
            x = self.out.pieces[-1].end + self._gap.before * size
        self._place = place
        end = x + width(text, size) + self._gap.within * size
        bold = self._mode in _STROKED or _is_bold(font)
        self.out.pieces.append(Piece(text, x, end, y, size, bold))

    def _add_picture(self, place: Matrix) -> None:
        a, b, c, d, _, f = place
        corners = (f, f + b, f + d, f + b + d)
        bottom, top = min(corners), max(corners)
        across = abs(a) + abs(c)
        covers = across * (top - bottom) > MAX_COVER * self.out.width * self.out.height
        if across >= MIN_PICTURE and top - bottom >= MIN_PICTURE and not covers:
            self.out.pictures.append((bottom, top))


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does `inner` first, then `outer`."""
    a, b, c, d, e, f = map(float, inner)
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _turned(turn: int, width: float, height: float, left: float, bottom: float) -> Matrix:
    """From the coordinates of a page to those of its sheet, which is turned clockwise."""
    turns: dict[int, Matrix] = {
        90: (0, -1, 1, 0, 0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0),
    }
    return _times((1, 0, 0, 1, -left, -bottom), turns.get(turn, IDENTITY))


def _pictures(page: PageObject) -> set[str]:
    """The names of the pictures among a page's resources."""
    try:
        objects = page["/Resources"]["/XObject"]  # type: ignore[index]
        return {name for name in objects if objects[name].get("/Subtype") == "/Image"}
    except (KeyError, TypeError, AttributeError):
        return set()


def _is_mute(font: Any) -> bool:
    """Does a font number its glyphs without saying which characters they are?"""
    return (
        font is not None
        and font.get("/Subtype") == "/Type0"
        and font.get("/Encoding") in ("/Identity-H", "/Identity-V")
        and "/ToUnicode" not in font
    )


def _is_bold(font: Any) -> bool:
    if font is None:
        return False
    descriptor = font.get("/FontDescriptor")
    descriptor = descriptor.get_object() if descriptor is not None else {}
    names = f"{font.get('/BaseFont')} {descriptor.get('/FontName')}"
    weight = descriptor.get("/FontWeight", 400)
    return _BOLD.search(names) is not None or (isinstance(weight, (int, float)) and weight >= 600)
