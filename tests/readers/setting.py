"""Lines, columns and tables as a program sets them on the pages of a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from kb.readers.read import Draft, read
from tests.readers.making import Item, Put, pdf

LEFT, TOP, SIZE, LEADING, PER_LINE = 60.0, 780.0, 12.0, 20.0, 38
SENTENCE = "支行请村干部和村民代表逐户评议，公示无异议后才生成预授信名单，额度随名单走"


def reading(*pages: Sequence[Put | str]) -> Draft:
    return read(pdf(*pages), "简报.pdf")


def texts(*pages: Sequence[Put | str]) -> list[str]:
    return [block.text for block in reading(*pages).blocks]


def set_lines(lines: list[str], y: float = TOP) -> list[Put]:
    """Lines one below the other; full-width blanks in front of one are an indent."""
    return [Put(line, LEFT, y - LEADING * number) for number, line in enumerate(lines)]


def broken(paragraph: str, indent: int = 2) -> list[str]:
    """A paragraph broken into lines of equal length, its first line indented."""
    text = "　" * indent + paragraph
    return [text[start : start + PER_LINE] for start in range(0, len(text), PER_LINE)]


def centred(text: str, y: float, size: float = SIZE, *, bold: bool = False) -> Put:
    return Put(text, LEFT + (PER_LINE * SIZE - len(text) * size) / 2, y, size, bold)


def set_column(text: str, x: float, y: float, measure: int = 16) -> list[Item]:
    """A paragraph in a column of so many characters."""
    rows = [text[at : at + measure] for at in range(0, len(text), measure)]
    return [Put(row, x, y - 20 * n, 12) for n, row in enumerate(rows)]


LONG = "支行请村干部和村民代表逐户评议，公示无异议后才生成预授信名单，额度随名单走，" * 3


def level(*heights: float, left: float = 72, right: float = 500) -> list[Item]:
    """Horizontal rules."""
    return [f"{left} {y} m {right} {y} l S" for y in heights]


def cells(y: float, *texts: str) -> list[Item]:
    """The cells of a row."""
    return [Put(text, 76 + 120 * n, y) for n, text in enumerate(texts) if text]


def narrow(*items: Put | str) -> list[str]:
    """The paragraphs of a page whose digits are half as wide as Han."""
    return [block.text for block in read(pdf(items, narrow=True), "简报.pdf").blocks]


SENTENCES = "全年完成授信12个村，签约1524户，已用信282户，用信率18.5%，比年初提高6.2个百分点。"


def box(left: float, bottom: float, right: float, top: float) -> str:
    return f"{left} {bottom} {right - left} {top - bottom} re S"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S"
