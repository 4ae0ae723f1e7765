"""kb compare, kb figures, kb trends."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import click

from kb.cli.common import DayType, FilePath, echo_json, opened, show_span
from kb.cli.verbs import command
from kb.exports import (
    CAUTION,
    EMPTY,
    about,
    comparison_data,
    comparison_docx,
    comparison_markdown,
    comparison_xlsx,
    figures_csv,
    figures_data,
    heading,
    label,
    left_out,
    mark,
    pieces,
    row_count,
    trends_data,
)
from kb.files import write_durably
from kb.insights import (
    NO_COLUMN,
    PERIODS,
    SHOWN,
    SORTS,
    Comparison,
    FigureRow,
    FigureTable,
    HeatTable,
    Statement,
    compare,
    figure_table,
    sorted_rows,
    trends,
)
from kb.model import NO_BANK

_FILE = FilePath(path_type=Path, dir_okay=False)
_BANK = click.option("--bank", multiple=True, metavar="机构", help="只看这家机构（可多次）")
_START = click.option("--from", "start", type=DayType(last=False), metavar="日期", help="起始日期")
_END = click.option("--to", "end", type=DayType(last=True), metavar="日期", help="截止日期")
_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON")


@command("compare")
@click.argument("text", metavar="做法或检索词", nargs=-1, required=True)
@click.option("--aspect", multiple=True, metavar="方面", help="只看这一面（可多次）")
@_BANK
@_START
@_END
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=None,
    help="每格最多几句，0 为不限（默认：屏幕 5 句，文件不限）",
)
@_JSON
@click.option("--md", "as_markdown", is_flag=True, help="输出 Markdown")
@click.option("--docx", type=_FILE, metavar="文件", help="存为 Word 文件")
@click.option("--xlsx", type=_FILE, metavar="文件", help="存为 Excel 文件")
@click.pass_context
def compare_command(
    context: click.Context,
    text: tuple[str, ...],
    aspect: tuple[str, ...],
    bank: tuple[str, ...],
    start: date | None,
    end: date | None,
    limit: int | None,
    as_json: bool,
    as_markdown: bool,
    docx: Path | None,
    xlsx: Path | None,
) -> None:
    """Compare and print, or write files."""
    kb = opened(context)
    found = compare(
        kb,
        " ".join(text),
        aspects=aspect or None,
        banks=bank or None,
        start=start,
        end=end,
        shown=_shown(limit, to_screen=not (as_markdown or docx or xlsx)),
    )
    if docx:
        write_durably(docx, comparison_docx(found))
        click.echo(f"已存为 {docx}", err=True)
    if xlsx:
        table = figure_table(kb, found.subject)
        write_durably(xlsx, comparison_xlsx(found, table.rows))
        click.echo(f"已存为 {xlsx}", err=True)
    if as_json:
        echo_json(comparison_data(found))
    elif as_markdown:
        click.echo(comparison_markdown(found), nl=False)
    elif not (docx or xlsx):
        _show_comparison(found)


def _shown(limit: int | None, *, to_screen: bool) -> int | None:
    """How many sentences a cell shows: what was asked for, else all in a file, few on a screen."""
    if limit is None:
        return SHOWN if to_screen else None
    return limit or None


def _show_comparison(found: Comparison) -> None:
    click.echo(click.style(heading(found), bold=True))
    for line in about(found):
        click.echo(line)
    for row in found.all_rows:
        click.echo()
        click.echo(click.style(f"{label(row)}（{row_count(row)}）", bold=True))
        for cell in row.cells:
            click.echo(f"  {cell.aspect}{'' if cell.statements else f' {EMPTY}'}")
            for statement in (*cell.statements, *cell.aside):
                _show_statement(statement)
            if cell.more:
                click.echo(f"    {left_out(cell)}（--limit 0 全部列出）")
        if row.rest:
            click.echo(f"  {NO_COLUMN}")
            for statement in row.rest:
                _show_statement(statement)


def _show_statement(statement: Statement) -> None:
    text = "".join(
        click.style(piece.text, bold=True) if piece.figure else piece.text
        for piece in pieces(statement)
    )
    click.echo(f"    · {mark(statement)}{statement.lead}{text}")
    source = (
        f"{show_span(statement.document.start, statement.document.end)} · {statement.document.id}"
    )
    click.echo(click.style(f"      {source}", dim=True))
    click.echo(click.style(f"      {statement.why}", dim=True))


@command("figures")
@click.argument("text", metavar="做法或检索词", nargs=-1)
@_BANK
@_START
@_END
@click.option("--sort", type=click.Choice(SORTS), help="按哪一列排序（默认：新的在前）")
@click.option("--descending", is_flag=True, help="从大到小")
@_JSON
@click.option("--csv", "as_csv", is_flag=True, help="输出 CSV")
@click.pass_context
def figures_command(
    context: click.Context,
    text: tuple[str, ...],
    bank: tuple[str, ...],
    start: date | None,
    end: date | None,
    sort: str | None,
    descending: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List figures."""
    table = figure_table(opened(context), " ".join(text), banks=bank or None, start=start, end=end)
    rows = sorted_rows(table.rows, sort, descending=descending) if sort else table.rows
    if as_json:
        echo_json(figures_data(table, rows))
    elif as_csv:
        click.echo(figures_csv(rows), nl=False)
    else:
        _show_figures(table, rows)


def _show_figures(table: FigureTable, rows: tuple[FigureRow, ...]) -> None:
    for row in rows:
        figure = row.figure
        source = f"{row.bank or NO_BANK} · {show_span(row.document.start, row.document.end)} · {row.document.id}"
        name = row.facts.indicator or "—"
        click.echo(f"{_padded(name, 16)} {_padded(figure.text, 16)} {figure.clause}")
        click.echo(click.style(f"{' ' * 16} {source}", dim=True))
    click.echo(f"共 {len(rows)} 个数据，{table.subject.label}。{CAUTION}")


@command("trends")
@click.argument("practice", metavar="做法", required=False, default="")
@click.option("--by", type=click.Choice(PERIODS), default="month", help="按月，或按期")
@_JSON
@click.pass_context
def trends_command(context: click.Context, practice: str, by: str, as_json: bool) -> None:
    """Show heat tables as numbers."""
    found = trends(opened(context), practice, by=by)
    if as_json:
        echo_json(trends_data(found))
        return
    _show_heat("做法 × 时期", found.periods)
    _show_heat("做法 × 机构", found.banks)
    if found.peers and found.practice:
        _show_heat(f"机构 × 时期：{found.practice.name}", found.peers)


def _show_heat(title: str, table: HeatTable) -> None:
    click.echo(click.style(title, bold=True))
    width = max((_width(row.value) for row in table.rows), default=0)
    labels = [column.label for column in table.columns]
    click.echo("  ".join([" " * width, *labels, "合计"]))
    for row in table.rows:
        counts = [str(cell.count or EMPTY) for cell in row.cells]
        cells = [_padded(c, _width(label)) for c, label in zip(counts, labels, strict=True)]
        click.echo("  ".join([_padded(row.value, width), *cells, str(row.total)]))
    click.echo()


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
