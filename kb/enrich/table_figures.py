"""The figures of a sentence in its entry: also bare numbers in cells of a table, whose unit stands in the
label of the row, the head of the column or the caption (存款余额（亿元） | 210.4), and numbers below zero."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.enrich.key_figures import KeyFigure, figures_of
from kb.enrich.table_heads import cell_at
from kb.text import CELLS, FOLD, Sentence, quantities

# ▼ and ↓ stand for less, ▲ and ↑ only for more.
_BARE = re.compile(
    r"\s*(?:[▲△↑＋+]|(?P<sign>[-−－▼▽↓]?))\s?(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)\s*"
)


def figures_in(
    text: str, sentence: Sentence, title: str = "", headings: Sequence[str] = ()
) -> tuple[KeyFigure, ...]:
    """The figures of a sentence of a text, in order; spans are those of the text. The title of the
    bulletin may give the unit of the sums of its tables, and the nearest heading above the text that of a
    table without a caption (表1 主要指标（单位：亿元、%）)."""
    found = figures_of(sentence)
    if CELLS not in text:
        return found
    bare = _of_cells(text, sentence, title, headings[-1] if headings else "")
    return tuple(sorted((*found, *bare), key=lambda figure: figure.span))


def _of_cells(text: str, sentence: Sentence, title: str, heading: str) -> Iterator[KeyFigure]:
    place, _ = sentence.quoted_span
    for content in sentence.quoted.split(CELLS):
        start, place = place, place + len(content) + len(CELLS)
        match = _BARE.fullmatch(content.translate(FOLD))
        cell = cell_at(text, start) if match else None
        if match is None or cell is None or not cell.label:
            continue
        cell = cell if cell.caption else replace(cell, caption=heading)
        unit = cell.unit or cell.money_unit(title)
        read = quantities(match["number"] + unit) if unit else []
        if len(read) != 1 or (read[0].start, read[0].end) != (0, len(match["number"] + unit)):
            continue
        first = match.start("sign" if match["sign"] else "number")
        last = match.end("number")
        value = content[first:last]
        yield KeyFigure(
            value=value,
            number=-read[0].number if match["sign"] else read[0].number,
            unit=read[0].unit,
            span=(start + first, start + last),
            sentence=sentence.text,
            sentence_span=(sentence.start, sentence.end),
            clause=sentence.text.strip(),
            phrase=value + unit,
            text=value + unit,
        )
