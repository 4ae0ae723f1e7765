"""Text set in columns from top to bottom, the first column on the right."""

from __future__ import annotations

import re

from kb.readers.pdf.geometry import PageText, Piece

_HAN = re.compile("[⺀-鿿\u3000-〿＀-￯—…]")
# This many characters below each other make a column; fewer are the cells of a table.
MIN_RUN = 3
# In ems: how far the next character of a column is below the last, and to its side.
NEAR, FAR, ASIDE = 0.8, 1.4, 0.3


def turned_columns(page: PageText) -> tuple[list[Piece], list[Piece]]:
    """The pieces in lines, and those in columns, which are turned: as if the page lay on its side,
    a column is a line."""
    lines: list[Piece] = []
    columns: list[Piece] = []
    run: list[Piece] = []
    for piece in [*page.pieces, None]:
        if piece is not None and (not run or _follows(run[-1], piece)) and _is_single(piece):
            run.append(piece)
            continue
        if len(run) >= MIN_RUN:
            columns += [_turned(one, page.height) for one in run]
        else:
            lines += run
        run = []
        if piece is not None:
            if _is_single(piece):
                run = [piece]
            else:
                lines.append(piece)
    if len(columns) > sum(len(piece.text) for piece in lines):
        return [], columns + [_turned(piece, page.height) for piece in lines]
    return lines, columns


def _is_single(piece: Piece) -> bool:
    return len(piece.text) == 1 and _HAN.match(piece.text) is not None


def _follows(last: Piece, piece: Piece) -> bool:
    down = (last.y - piece.y) / last.size
    aside = abs((piece.x + piece.end) - (last.x + last.end)) / 2 / last.size
    return NEAR <= down <= FAR and aside <= ASIDE


def _turned(piece: Piece, height: float) -> Piece:
    top = height - piece.y - 0.88 * piece.size
    middle = (piece.x + piece.end) / 2
    return Piece(piece.text, top, top + piece.size, middle, piece.size, piece.bold)
