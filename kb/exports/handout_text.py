"""A collection as Markdown, CSV and an Excel file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kb.exports.citation import CAUTION, day_span
from kb.exports.collection import Handout, Item, Options
from kb.exports.excel import new_book, put_sheet, saved
from kb.exports.markdown import plain, within
from kb.exports.table import Value, cell_text
from kb.text import Table, lines_and_tables

COLUMNS = (
    "序号", "章", "摘录", "机构", "题目", "出处号", "短注", "完整出处", "讨论题", "批注", "提醒",
    "条目",
)  # fmt: skip
_WIDTHS = {
    "序号": 6, "章": 14, "摘录": 60, "机构": 16, "题目": 24, "出处号": 8, "短注": 30,
    "完整出处": 40, "讨论题": 30, "批注": 30, "提醒": 20, "条目": 24,
}  # fmt: skip


def handout_markdown(handout: Handout, options: Options, template: bytes | None = None) -> str:
    """The text of a Markdown file; sources are footnotes (Markdown Extra), one a source."""
    return "\n".join(_lines(handout)) + "\n"


def _lines(handout: Handout) -> Iterator[str]:
    yield f"# {plain(handout.title)}"
    if handout.subtitle:
        yield from ("", plain(handout.subtitle))
    about = (handout.author, handout.edition, day_span(handout.day, handout.day))
    yield from ("", plain("　".join(filter(None, about))))
    yield from _paragraphs(handout.foreword)
    for part in handout.parts:
        yield from ("", f"## {plain(part.title)}")
        yield from _paragraphs(part.note)
        for item in part.items:
            yield from _item(item)
    if handout.figures:
        yield from ("", "## 数据一览", "", CAUTION, "", "| 数据 | 说的是什么 | 机构 | 出处 |")
        yield "| --- | --- | --- | --- |"
        for figure in handout.figures:
            cells = (figure.phrase, figure.about, figure.bank or "—", f"[^{figure.source}]")
            yield "| " + " | ".join((*map(within, cells[:3]), cells[3])) + " |"
    yield ""
    for source in handout.sources:
        yield f"[^{source.number}]: {plain(source.full)}"


def _item(item: Item) -> Iterator[str]:
    yield from ("", f"### {item.number}. {plain('　'.join(item.label))}", "")
    yield from _quoted(item)
    if item.doubt:
        yield from ("", f"**注意** {plain(item.doubt)}")
    for label, text in (("讨论", item.question), ("批注", item.note)):
        if text:
            yield from ("", f"**{label}** {plain(text)}")


def _quoted(item: Item) -> Iterator[str]:
    """The excerpt as a quotation; its tables are tables, and the mark of a source stands behind."""
    parts = list(lines_and_tables(item.text))
    mark = f"[^{item.source}]"
    for number, part in enumerate(parts, 1):
        last = number == len(parts)
        if isinstance(part, Table):
            yield from ([">"] if number > 1 else [])
            yield from (f"> {line}" for line in _table(item.text, part))
            yield from ([">", f"> {mark}"] if last else [">"])
            continue
        # Two spaces end a line inside a paragraph.
        ends = mark if last else "" if isinstance(parts[number], Table) else "  "
        yield f"> {plain(item.text[slice(*part.span)])}{ends}"


def _table(text: str, table: Table) -> Iterator[str]:
    """The lines of a table. Markdown wants a head: it is empty where the table has none."""
    rows = [[within(text[start:end]) for start, end in row] for row in table.rows]
    head = rows.pop(0) if table.has_head else [""] * len(rows[0])
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def _paragraphs(text: str) -> Iterator[str]:
    for line in filter(None, text.split("\n")):
        yield from ("", plain(line))


def handout_csv(handout: Handout, options: Options, template: bytes | None = None) -> str:
    """A CSV file, one excerpt a row; it begins with a byte order mark, so that Excel recognises
    UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in _rows(handout):
        writer.writerow([cell_text(value) for value in row])
    return "\ufeff" + text.getvalue()


def handout_xlsx(handout: Handout, options: Options, template: bytes | None = None) -> bytes:
    """An .xlsx file with the excerpts, their figures, and the sources; KbError when openpyxl is
    not installed."""
    book = new_book()
    put_sheet(book, "摘录", COLUMNS, list(_rows(handout)), _WIDTHS)
    figures: list[tuple[Value, ...]] = [
        (f.phrase, f.amount, f.unit, f.about, f.bank, str(f.source)) for f in handout.figures
    ]
    names = ("数据", "折合数值", "基本单位", "说的是什么", "机构", "出处号")
    put_sheet(book, "数据", names, figures, {"数据": 16, "说的是什么": 50})
    sources: list[tuple[Value, ...]] = [(str(s.number), s.full) for s in handout.sources]
    put_sheet(book, "出处", ("出处号", "完整出处"), sources, {"完整出处": 110})
    return saved(book)


def _rows(handout: Handout) -> Iterator[tuple[Value, ...]]:
    for part in handout.parts:
        for item in part.items:
            source = handout.source(item)
            yield (
                str(item.number),
                part.title,
                item.text,
                item.bank,
                item.title,
                str(source.number),
                item.short,
                source.full,
                item.question,
                item.note,
                item.doubt,
                source.ref.id if source.ref else "",
            )
