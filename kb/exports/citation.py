"""How an export says where a sentence stands, and what every export of figures must say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.insights import Cell, Comparison, Row, Statement

CAUTION = "各行统计口径不一，数据只并列，不加总，也不据此排名。"
EMPTY = "—"


def days(start: date | None, end: date | None) -> str:
    """A period as people write it."""
    if start is None or end is None:
        return "日期不详"
    return f"{start.isoformat()} 至 {end.isoformat()}"


def day_span(start: date | None, end: date | None) -> str:
    """A period in Chinese: 2018年7月2日至6日, 2018年7月30日至8月3日; 日期不详 without one."""
    if start is None or end is None:
        return "日期不详"
    first = f"{start.year}年{start.month}月{start.day}日"
    if start == end:
        return first
    if start.year != end.year:
        return f"{first}至{end.year}年{end.month}月{end.day}日"
    if start.month != end.month:
        return f"{first}至{end.month}月{end.day}日"
    return f"{first}至{end.day}日"


def cite(statement: Statement) -> str:
    """Bulletin, period and entry id: all that is needed to find the sentence again."""
    sample = "（示例）" if statement.sample else ""
    period = days(statement.start, statement.end)
    return f"《{statement.bulletin_title}》{sample}，{period}，条目 {statement.entry}"


def heading(comparison: Comparison) -> str:
    """The title of an export."""
    return f"各行做法对照：{comparison.subject.label}"


def about(comparison: Comparison) -> tuple[str, ...]:
    """The lines under the title: what was looked at, and how it is to be read."""
    query = comparison.subject.query
    lines = []
    if query.start or query.end:
        start = query.start.isoformat() if query.start else "最早"
        end = query.end.isoformat() if query.end else "最近"
        lines.append(f"时间范围：{start} 至 {end}")
    if comparison.practice and comparison.practice.scope_note:
        lines.append(comparison.practice.scope_note)
    if comparison.relaxed:
        lines.append("没有条目包含全部检索词，以下条目只含其中一部分。")
    banks = len([row for row in comparison.rows if row.entries])
    lines.append(
        f"共 {sum(row.entries for row in comparison.rows)} 个条目、{banks} 家机构；"
        f"句子均为原文，“{EMPTY}”表示没有谈到这一面。{CAUTION}"
    )
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence; `figure` runs are emphasised."""

    text: str
    figure: bool


def pieces(statement: Statement) -> Iterator[Piece]:
    """A sentence cut at its figures; joined, the pieces are the sentence."""
    at, begin = 0, statement.span[0]
    for figure in statement.figures:
        start, end = figure.span[0] - begin, figure.span[1] - begin
        if start > at:
            yield Piece(statement.text[at:start], figure=False)
        yield Piece(statement.text[start:end], figure=True)
        at = end
    if at < len(statement.text):
        yield Piece(statement.text[at:], figure=False)


def left_out(cell: Cell) -> str:
    """What a cell says of the statements that it does not show, "" when it shows all."""
    return f"另有 {cell.more} 句" if cell.more else ""


def statements(comparison: Comparison) -> Iterator[tuple[Row, Cell, Statement]]:
    """Every statement shown, in reading order."""
    for row in comparison.rows:
        for cell in row.cells:
            for statement in cell.statements:
                yield row, cell, statement
