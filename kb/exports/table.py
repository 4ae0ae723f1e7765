"""Figures as rows of a spreadsheet, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kb.insights import FigureRow
from kb.model import SIDE_LABELS
from kb.text import named_columns

Value = str | Decimal | date | None

COLUMNS = (
    "指标", "数据", "机构", "说的是谁", "全行或支行", "截至", "目标或事实", "限定", "原句", "系列", "期号", "起",
    "简报", "第几条", "数值", "上限", "单位", "折合数值", "基本单位", "说的是什么", "小组", "止", "为什么算它的",
)  # fmt: skip
WHOLE, TARGET, FACT = "全行", "目标", "事实"  # or 条件, 举例, 测算, 时长
# A spreadsheet reads text that begins like this as a formula: OWASP's list, with the full-width signs
# that a Chinese Excel takes for the others.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def figure_values(row: FigureRow) -> tuple[Value, ...]:
    """The cells of one figure, in the order of `COLUMNS`."""
    figure, facts = row.figure, row.facts
    return (
        facts.indicator,
        figure.text,
        row.bank,
        SIDE_LABELS[facts.side],
        facts.scope or WHOLE,
        facts.as_of,
        TARGET if facts.target else row.mark or FACT,
        figure.qualifier,
        figure.quoted,
        row.document.series,
        row.document.issue,
        row.document.start,
        row.document.bulletin_title,
        Decimal(row.document.number),
        figure.number,
        figure.upper,
        figure.unit,
        figure.amount,
        figure.base_unit,
        named_columns(row.document.text, figure.span) or figure.clause,
        row.document.group,
        row.document.end,
        row.about,
    )


def figures_csv(rows: Iterable[FigureRow]) -> str:
    """A CSV file; it begins with a byte order mark, so that Excel recognises UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([cell_text(value) for value in figure_values(row)])
    return "\ufeff" + text.getvalue()


def cell_text(value: Value) -> str:
    """A value as a cell of a CSV file; text that would be a formula gets an apostrophe."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case _:
            return f"'{value}" if value.startswith(_FORMULA) else value
