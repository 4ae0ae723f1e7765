"""A small printer: paragraphs and tables laid out on the pages of a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from tests.readers.making import Item, Put, pdf

LEFT, RIGHT, TOP, BOTTOM = 72.0, 522.0, 770.0, 72.0
SIZE, LINE, GAP = 12.0, 20.0, 10.0
# What may not begin a line in Chinese typesetting.
_CLOSING = "，。、；：！？）》”’％%"


class Printer:
    """Pages of A4; `data` is the file."""

    def __init__(self) -> None:
        self._pages: list[list[Item]] = [[]]
        self._y = TOP

    def heading(self, text: str, size: float) -> None:
        """A bold line in the middle of the page."""
        self._room(size + GAP)
        x = (LEFT + RIGHT - _width(text, size)) / 2
        self._page.append(Put(text, x, self._y, size, bold=True))
        self._y -= size + 2 * GAP

    def paragraph(self, bold: str, rest: str) -> None:
        """A paragraph with its first line two characters in, wrapped at the right margin."""
        text, x = bold + rest, LEFT + 2 * SIZE
        begin = 0
        while begin < len(text):
            end = _fitting(text, begin, RIGHT - x)
            self._room(LINE)
            strong = text[begin : min(end, len(bold))] if begin < len(bold) else ""
            if strong:
                self._page.append(Put(strong, x, self._y, SIZE, bold=True))
                x += _width(strong, SIZE)
            if plain := text[begin + len(strong) : end]:
                self._page.append(Put(plain, x, self._y, SIZE))
            begin, x = end, LEFT
            self._y -= LINE

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table with all its ruling lines, not split between pages."""
        width, height = (RIGHT - LEFT) / len(rows[0]), LINE + 6
        self._room(height * (len(rows) + 1))
        self._y -= GAP
        top = self._y + LINE
        bottom = top - height * len(rows)
        for n in range(len(rows) + 1):
            self._page.append(f"{LEFT} {top - n * height} m {RIGHT} {top - n * height} l S")
        for n in range(len(rows[0]) + 1):
            self._page.append(f"{LEFT + n * width} {top} m {LEFT + n * width} {bottom} l S")
        for n, row in enumerate(rows):
            for m, cell in enumerate(row):
                x, y = LEFT + m * width + 4, top - (n + 1) * height + 8
                self._page.append(Put(cell, x, y, SIZE))
        self._y = bottom - LINE - GAP

    def data(self) -> bytes:
        """The PDF."""
        return pdf(*self._pages, narrow=True)

    @property
    def _page(self) -> list[Item]:
        return self._pages[-1]

    def _room(self, height: float) -> None:
        """Begin a page when what comes next does not fit."""
        if self._y - height < BOTTOM:
            self._pages.append([])
            self._y = TOP


def _width(text: str, size: float) -> float:
    return sum(size / 2 if "!" <= char <= "~" else size for char in text)


def _fitting(text: str, begin: int, room: float) -> int:
    """Where the line that begins at `begin` ends."""
    end = begin
    while end < len(text) and _width(text[begin : end + 1], SIZE) <= room:
        end += 1
    while end < len(text) and text[end] in _CLOSING and end - begin > 1:
        end -= 1
    return end
