"""Tables that a plain text draws with characters: ┌────┬────┐, │支行│户数│, or +---+, |a|b|."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_BORDER = frozenset("─━┄┅┈┉═┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋"
                    "╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬+-=|│┃║ \t\u3000")  # fmt: skip
_UPRIGHT = str.maketrans("┃║|｜", "││││")
_CORNERS = frozenset("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛+")


def with_rows(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a text, its drawn tables row by row with " | " between the cells and blank lines
    around; lines that only draw are left out. A row whose cells wrap stays several lines."""
    inside = False
    for line in lines:
        text = line.strip()
        border = _is_border(text)
        row = not border and inside and _is_row(text)
        if border or row:
            inside = True
        elif text:
            inside = False
        if row:
            cells = [cell.strip() for cell in text.translate(_UPRIGHT)[1:-1].split("│")]
            if any(cells):
                yield from ("", " | ".join(cells), "")
        elif not border:
            yield line


def _is_border(text: str) -> bool:
    """Does a line only draw: at least two corners or crossings, and nothing but lines?"""
    return len(text) > 2 and _BORDER.issuperset(text) and sum(c in _CORNERS for c in text) >= 2


def _is_row(text: str) -> bool:
    plain = text.translate(_UPRIGHT)
    return len(plain) > 2 and plain[0] == plain[-1] == "│"
