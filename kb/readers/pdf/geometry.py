"""Places on a page: matrices, and what was drawn where."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

Matrix = Sequence[float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# The directions in which text may run, in degrees; and the value for any other.
SLANTED = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that was drawn at once: the ends of its base line, in points, y upwards. `spacing` is
    the room behind each of its characters, which is part of `end`; `shade` is 0 for black and 1 for
    white paper."""

    text: str
    x: float
    end: float
    y: float
    size: float
    bold: bool
    spacing: float = 0.0
    shade: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along the page: its ends, in points. Either x0 == x1 or y0 == y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Does it run from left to right?"""
        return self.y0 == self.y1


@dataclass(slots=True)
class PageText:
    """What a page holds, in the order in which it was drawn. `pictures` are (bottom, top); `edges`
    are the upper and lower ends of coloured grounds; `slanted` is text that runs across the page;
    `watermarks` is text the file itself calls so; `vertical` is text in columns, turned to lines,
    and `sideways` text that runs down the page; `comments` are notes that readers stuck to it;
    `unseen` is text that nobody sees, with why; `written`: it has text of any kind."""

    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    pictures: list[tuple[float, float]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    edges: list[Rule] = field(default_factory=list)
    slanted: list[str] = field(default_factory=list)
    watermarks: list[str] = field(default_factory=list)
    vertical: list[Piece] = field(default_factory=list)
    sideways: list[Piece] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    unseen: list[tuple[str, str]] = field(default_factory=list)
    written: bool = False


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def moved(x: float, y: float, matrix: Matrix) -> Matrix:
    """The matrix that moves by (x, y) first, then does `matrix`."""
    a, b, c, d, e, f = matrix
    return (a, b, c, d, x * a + y * c + e, x * b + y * d + f)


def turned(turn: int, width: float, height: float, left: float = 0, bottom: float = 0) -> Matrix:
    """From the coordinates of a page to those of its sheet, which is turned clockwise."""
    turns: dict[int, Matrix] = {
        90: (0, -1, 1, 0, 0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0),
    }
    return times((1, 0, 0, 1, -left, -bottom), turns.get(turn, IDENTITY))


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point lies after a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def direction(a: float, b: float) -> int:
    """The direction of a base line in degrees, anticlockwise, or SLANTED."""
    length = math.hypot(a, b) or 1.0
    for degrees, (along, up) in enumerate(((a, b), (b, -a), (-a, -b), (-b, a))):
        if along > 0 and abs(up) <= 0.1 * length:
            return 90 * degrees
    return SLANTED
