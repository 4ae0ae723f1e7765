"""How an export cites a sentence, and what every export of figures must say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.index import IndexDocument
from kb.insights import Cell, Comparison, FigureRow, Row, Statement
from kb.model import KIND_LABELS, SIDE_LABELS, Kind, Side

CAUTION = "各行统计口径不一，数据只并列，不加总，也不据此排名。"
EMPTY = "—"
# What is apart of learners: what they intend or advise, and what they did or are.
LEARNERS_PLANS, LEARNERS_STATE = "学习方的打算", "学习方的情况"


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


def cite(item: Statement | FigureRow) -> str:
    """Bank, series and issue, days, and the number of the entry: what a person needs to find the
    sentence again in the bulletin."""
    return "，".join(
        filter(None, (item.bank, place_of(item.document), f"第 {item.document.number} 条"))
    )


def place_of(document: IndexDocument) -> str:
    """Series and issue with the days; the title where there is no series."""
    sample = "（示例）" if document.sample else ""
    return f"{bulletin_name(document)}{sample}，{days(document.start, document.end)}"


def bulletin_name(document: IndexDocument) -> str:
    """《series and issue》, or the title where there is no series."""
    numbered = document.series and document.issue
    return (
        f"《{document.series}{document.issue}》" if numbered else f"《{document.bulletin_title}》"
    )


def heading(comparison: Comparison) -> str:
    """The title of an export."""
    return f"各行做法对照：{comparison.subject.label}"


def about(comparison: Comparison) -> tuple[str, ...]:
    """The lines under the title: what was searched, and how to read it."""
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
    lines.append(
        f"{counted(comparison)}；句子均为原文，按句子说的是哪家行归行，"
        f"“{EMPTY}”表示没有谈到这一面。{CAUTION}"
    )
    return tuple(lines)


def counted(comparison: Comparison) -> str:
    """How many entries there are, of how many banks, and how many of them the matrix shows."""
    banks = len([row for row in comparison.rows if row.bank and row.read])
    parts = [f"共 {comparison.total} 个条目、{banks} 家机构"]
    if comparison.read < comparison.total:
        parts.append(f"对照了排在最前的 {comparison.read} 个")
    if others := comparison.entries - comparison.placed:
        parts.append(f"{others} 个只讲学习方或别的行，列在表外")
    if silent := comparison.read - comparison.entries:
        parts.append(f"{silent} 个只有标题或引出下文的话，没有可对照的句子")
    if comparison.unheard:
        parts.append(f"{'、'.join(comparison.unheard)}没有句子，不在表里")
    return "，".join(parts)


def row_count(row: Row) -> str:
    """How many entries a row has, and how many of them have a sentence in it."""
    if row.side is not Side.HOST or not row.bank:
        return f"出自 {row.read} 个条目"
    if row.read < row.entries:
        return f"{row.entries} 个条目，{row.read} 个有可对照的句子"
    return f"{row.entries} 个条目"


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
    """What a cell says about the statements that it does not show, "" when it shows all."""
    return f"另有 {cell.more} 句" if cell.more else ""


def statements(comparison: Comparison) -> Iterator[tuple[Row, Cell, Statement]]:
    """Every statement, in reading order; after those of a cell the reports set aside, and after those of
    a row what belongs to no aspect."""
    for row in comparison.all_rows:
        for cell in row.all_cells:
            for statement in (*cell.statements, *cell.aside):
                yield row, cell, statement


def label(row: Row) -> str:
    """The bank of a row, with its side where it is not the bank learned from."""
    return row.label if row.side is Side.HOST else f"{row.label}（{side_label(row)}）"


def side_label(row: Row) -> str:
    """The side of a row; what learners did is not called a plan."""
    if row.side is Side.LEARNER:
        return LEARNERS_PLANS if row.planned else LEARNERS_STATE
    return SIDE_LABELS[row.side]


def also(statement: Statement) -> str:
    """What follows the source of a sentence that serves other aspects too; "" where it does not."""
    return f"；也涉及{'、'.join(statement.also)}" if statement.also else ""


def mark(statement: Statement) -> str:
    """（动态） before a sentence that reports what was seen or done, "" before a lesson's."""
    return "" if statement.is_lesson else f"〔{KIND_LABELS[Kind(statement.document.kind)]}〕"
