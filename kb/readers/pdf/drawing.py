"""The lines that a page draws: the horizontal and vertical strokes of its paths."""

from __future__ import annotations

from itertools import pairwise

from kb.readers.pdf.geometry import Matrix, Rule, at
from kb.readers.pdf.sight import Box, around

# In points: a rectangle thinner than this is a line; a line shorter than this is ignored.
THIN, SHORT = 3.5, 4.0
# In points: a filled rectangle of this size may be the ground of the row of a table.
MIN_WIDTH, MIN_HEIGHT, MAX_HEIGHT = 20.0, 8.0, 300.0
MAX_RULES = 4000
MAX_POINTS = 2000
_STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
PAINTS = _STROKES | _FILLS | {b"n"}
PATHS = frozenset((b"m", b"l", b"re", b"h", b"c", b"v", b"y"))


class Paths:
    """The path under construction, and what was painted so far: `rules`, the upper and lower
    `edges` of filled rectangles, and the boxes around all coloured `grounds`."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.edges: list[Rule] = []
        self.grounds: list[Box] = []
        self._box: list[tuple[float, float]] = []
        self._points: list[tuple[float, float]] = []
        self._done: list[list[tuple[float, float]]] = []

    def add(self, operator: bytes, numbers: list[float], space: Matrix) -> None:
        """An operation that makes a path longer."""
        places = zip(numbers[::2], numbers[1::2], strict=False)
        if operator == b"re" and len(numbers) == 4:
            x, y, width, height = numbers
            places = zip((x, x + width), (y, y + height), strict=True)
        if len(self._box) < MAX_POINTS:
            self._box += [at(space, *place) for place in places]
        if operator == b"m" and len(numbers) == 2:
            self._finish()
            self._points = [at(space, *numbers)]
        elif operator == b"l" and len(numbers) == 2:
            self._points.append(at(space, *numbers))
        elif operator == b"h" and self._points:
            self._points.append(self._points[0])
        elif operator == b"re" and len(numbers) == 4:
            self._finish()
            x, y, width, height = numbers
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
            self._done.append([at(space, *corner) for corner in corners])
        elif operator in (b"c", b"v", b"y"):
            self._points = []

    def paint(self, operator: bytes, *, visible: bool) -> None:
        """The path is drawn, and begins again."""
        self._finish()
        if visible and operator in _FILLS and self._box and len(self.grounds) < MAX_RULES:
            self.grounds.append(around(self._box))
        self._box = []
        for points in self._done if visible else ():
            if len(self.rules) > MAX_RULES:
                break
            if operator in _FILLS and (rule := _thin(points)):
                self.rules.append(rule)
                continue
            if operator in _FILLS and len(self.edges) < MAX_RULES:
                self.edges += _edges(points)
            if operator in _STROKES:
                for start, end in pairwise(points):
                    if rule := _thin([start, end]):
                        self.rules.append(rule)
        self._done = []

    def _finish(self) -> None:
        if len(self._points) > 1:
            self._done.append(self._points)
        self._points = []


def _thin(points: list[tuple[float, float]]) -> Rule | None:
    """A thin shape as a line, if it is one."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    if top - bottom <= THIN and right - left >= SHORT:
        middle = (top + bottom) / 2
        return Rule(left, middle, right, middle)
    if right - left <= THIN and top - bottom >= SHORT:
        middle = (left + right) / 2
        return Rule(middle, bottom, middle, top)
    return None


def _edges(points: list[tuple[float, float]]) -> list[Rule]:
    """The upper and lower edge of a filled rectangle that may be the ground of a row."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    is_ground = right - left >= MIN_WIDTH and MIN_HEIGHT <= top - bottom <= MAX_HEIGHT
    return [Rule(left, y, right, y) for y in (bottom, top)] if is_ground else []
