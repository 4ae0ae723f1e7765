"""A comparison as Markdown: a table of counts, then bank by bank the sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.exports.citation import (
    EMPTY,
    about,
    also,
    cite,
    heading,
    label,
    left_out,
    mark,
    pieces,
    row_count,
)
from kb.insights import NO_COLUMN, Cell, Comparison, Statement
from kb.model import Side

_SPECIAL = re.compile(r"[\\`*_\[\]>#]")
# Beginnings that turn a line into a list, a rule, a heading or code.
_BEGINS = re.compile(r"^([0-9]+(?=[.)])|)([.)]|[-+=]+|[ \t]+[-+=]?)")
# Marks that not every Markdown dialect lets be escaped by a backslash.
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", "|": "&#124;", "~": "&#126;"})


def comparison_markdown(comparison: Comparison) -> str:
    """The text of a Markdown file; figures are bold, each sentence has its source."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"# {plain(heading(comparison))}"
    for line in about(comparison):
        yield from ("", plain(line))
    names = [column.name for column in comparison.columns]
    rest = comparison.has_rest
    names += [NO_COLUMN] if rest else []
    yield from ("", _line(["机构", *names]), _line(["---"] * (len(names) + 1)))
    for row in comparison.all_rows:
        counts = [_counted(cell) for cell in row.cells]
        counts += [f"{row.unplaced} 句" if row.rest else EMPTY] if rest else []
        yield _line([label(row), *counts])
    for row in comparison.all_rows:
        yield from ("", f"## {plain(label(row))}（{row_count(row)}）")
        for cell in row.all_cells:
            if row.side is Side.HOST or cell.statements:
                yield from ("", f"### {plain(cell.aspect)}", "")
                yield from _cell(cell)


def _counted(cell: Cell) -> str:
    """How many sentences a cell holds, those of reports apart."""
    reports = f"另 {len(cell.aside)} 句动态" if cell.aside else ""
    return "，".join(filter(None, (f"{cell.total} 句" if cell.total else "", reports))) or EMPTY


def _cell(cell: Cell) -> Iterator[str]:
    if not cell.statements:
        yield EMPTY
    for statement in cell.statements:
        yield f"- {mark(statement)}{_sentence(statement)}（{plain(cite(statement))}{also(statement)}）"
    for statement in cell.aside:
        yield f"- {mark(statement)}{_sentence(statement)}（{plain(cite(statement))}{also(statement)}）"
    if cell.more:
        yield f"- {left_out(cell)}"


def _sentence(statement: Statement) -> str:
    runs = [f"**{within(p.text)}**" if p.figure else within(p.text) for p in pieces(statement)]
    first, *_ = pieces(statement)
    if not first.figure:
        runs[0] = plain(first.text)  # behind the dash of a list it begins a line
    return plain(statement.lead) + "".join(runs)


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell if cell == "---" else within(cell) for cell in cells) + " |"


def plain(text: str) -> str:
    """The text, escaped so that Markdown shows it unchanged, also at the beginning of a line."""
    return _BEGINS.sub(_entity, within(text), count=1)


def within(text: str) -> str:
    """The text, escaped for a place within a line: a cell of a table."""
    return _SPECIAL.sub(r"\\\g<0>", text.replace("\n", " ")).translate(_ENTITIES)


def _entity(match: re.Match[str]) -> str:
    """The marks at the beginning of a line as character references: not every Markdown dialect lets
    all of them be escaped."""
    number, marks = match.groups()
    return number + "".join(f"&#{ord(mark)};" for mark in marks)
