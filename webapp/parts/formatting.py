"""How things are written on pages: text with marks, dates, names of kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask
from markupsafe import Markup, escape

from kb.corpus import Mark, Piece
from kb.exports import day_span, short_citation
from kb.model import KIND_LABELS, Bulletin, Kind, Period
from kb.search import Snippet
from kb.text import CELLS, Span, Table, lines_and_tables

# What stands between two cells in the text.
_BAR = Markup('<span class="bar" aria-hidden="true">{}</span>').format(CELLS)
# The title of an entry ends within this many characters of its beginning.
_NUMBERING = 12
# How many unchanged characters are shown on either side of a change.
_BESIDE = 40
_ID = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)")
_MARKS = {
    Mark.SAME: Markup("{}"),
    Mark.ADDED: Markup("<ins>{}</ins>"),
    Mark.REMOVED: Markup("<del>{}</del>"),
}
_SPAN = re.compile(r"(\d{4}-\d\d-\d\d) 至 (\d{4}-\d\d-\d\d)")
_BRACKETS = re.compile(r"[\s　（）()【】［］\[\]]+")
_TITLE_STOP = re.compile(r"[。！？!?：:\n]\s*|$")


def marked(text: str, spans: Iterable[Span]) -> Markup:
    """The text with its spans as <mark>; the spans are in order and do not overlap."""
    parts: list[Markup] = []
    at = 0
    for start, end in spans:
        parts += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        at = end
    return Markup("").join([*parts, escape(text[at:])])


def within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """The parts of the spans that lie in text[start:end], counted from there."""
    cut = ((max(a, start), min(b, end)) for a, b in spans)
    return [(a - start, b - start) for a, b in cut if a < b]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table within a text: its rows of cells, the first of them naming the columns where it has a
    head. A cell that is not the first of its row begins with the hidden mark between cells, so that
    what is selected and copied is the text as it is stored."""

    rows: tuple[tuple[Markup, ...], ...]
    has_head: bool


def paragraphs(text: str, spans: Sequence[Span], lead: int = 0) -> list[Markup | TableView]:
    """The lines of a text with its spans marked, the first `lead` characters in bold; lines of cells
    as tables."""
    return [
        _table(text, part, spans)
        if isinstance(part, Table)
        else _line(text, part.span, spans, lead)
        for part in lines_and_tables(text)
    ]


def lines_of(text: str) -> list[Markup | TableView]:
    """The lines of a text without marks, its tables as tables."""
    return paragraphs(text, ())


def _line(text: str, place: Span, spans: Sequence[Span], lead: int) -> Markup:
    start, end = place
    cut = min(max(lead, start), end)
    bold = marked(text[start:cut], within(spans, start, cut))
    rest = marked(text[cut:end], within(spans, cut, end))
    return Markup("<strong>{}</strong>{}").format(bold, rest) if bold else rest


def _table(text: str, table: Table, spans: Sequence[Span]) -> TableView:
    return TableView(
        tuple(
            tuple(
                (_BAR if number else Markup("")) + marked(text[a:b], within(spans, a, b))
                for number, (a, b) in enumerate(row)
            )
            for row in table.rows
        ),
        table.has_head,
    )


def title_end(text: str, title: str) -> int:
    """Where the title at the beginning of a text ends, numbering included; 0 without a title."""
    at = text.find(title, 0, len(title) + _NUMBERING)
    return at + len(title) if at >= 0 else 0


def after_title(piece: Snippet, title: str) -> Snippet:
    """A snippet to show below its title, without the sentence that is the title. The head of a table
    stays where it is the title."""
    if CELLS in piece.text.partition("\n")[0]:
        return piece
    end = 0 if piece.cut_before else title_end(piece.text, title)
    stop = _TITLE_STOP.match(piece.text, end) if end else None
    if stop is None:
        return piece
    start = stop.end()
    rest = tuple(within(piece.highlights, start, len(piece.text)))
    return Snippet(piece.text[start:], rest, cut_before=False, cut_after=piece.cut_after)


def snippet_lines(snippet: Snippet) -> tuple[Markup | TableView, ...]:
    """The lines of a snippet with its highlights, its tables as tables, and dots where the text
    continues before or after. A table that was cut has no head."""
    if not snippet.text:
        return ()
    lines = paragraphs(snippet.text, snippet.highlights)
    if snippet.cut_before:
        first = lines[0]
        lines[0] = (
            TableView(first.rows, has_head=False)
            if isinstance(first, TableView)
            else Markup("…{}").format(first)
        )
    if snippet.cut_after:
        last = lines[-1]
        more = Markup("…") if isinstance(last, TableView) else Markup("{}…").format(last)
        lines[-1:] = [last, more] if isinstance(last, TableView) else [more]
    return tuple(lines)


def pieces_html(pieces: Sequence[Piece]) -> Markup:
    """A text with removals and additions; of a long unchanged part, only what is next to the
    changes."""
    last = len(pieces) - 1
    return Markup("").join(
        _MARKS[piece.mark].format(
            piece.text
            if piece.mark is not Mark.SAME or last == 0
            else _next_to(piece.text, before=number < last, after=number > 0)
        )
        for number, piece in enumerate(pieces)
    )


def _next_to(text: str, *, before: bool, after: bool) -> str:
    """The end of a text before a change, the beginning of a text after one."""
    if len(text) <= (before + after) * _BESIDE:
        return text
    return f"{text[:_BESIDE] if after else ''}…{text[-_BESIDE:] if before else ''}"


def day_label(day: date) -> str:
    """2018年7月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_label(moment: datetime) -> str:
    """2018年7月2日 9:05."""
    return f"{day_label(moment.date())} {moment.hour}:{moment.minute:02d}"


def span_label(start: date | None, end: date | None) -> str:
    """A span of days as people write it: 2018年7月2日至6日, 2018年7月30日至8月3日."""
    return day_span(start, end)


def days_in_words(text: str) -> str:
    """A text of the program with its spans of days as pages write them: 2018-07-02 至 2018-07-06 is
    2018年7月2日至6日."""

    def span(found: re.Match[str]) -> str:
        try:
            return span_label(*map(date.fromisoformat, found.groups()))
        except ValueError:  # no days, whatever they are
            return found[0]

    return _SPAN.sub(span, text)


def period_label(period: Period | None) -> str:
    """A period as people write it."""
    return span_label(period.start, period.end) if period else span_label(None, None)


def shown_subtitle(bulletin: Bulletin) -> str:
    """The subtitle without lines that only repeat the issue, which is shown by itself: （第2期）."""
    issue = _BRACKETS.sub("", bulletin.issue)
    lines = bulletin.subtitle.split("\n")
    return "\n".join(line for line in lines if not issue or _BRACKETS.sub("", line) != issue)


def citation(bank: str, bulletin: Bulletin) -> str:
    """What follows a quotation: （石桥农商银行，《…第五周纪实》，2025年12月1日至5日）."""
    period = bulletin.period
    title = f"{bulletin.title}（示例）" if bulletin.sample else bulletin.title
    days = (period.start, period.end) if period else (None, None)
    return short_citation(bank, title, *days)


def kind_label(kind: str) -> str:
    """经验 for lesson."""
    return KIND_LABELS[Kind(kind)]


def bulletin_name(bulletin_id: str) -> str:
    """The name of a bulletin from its id, where its title is not known: the words of the title, and
    the day."""
    found = _ID.fullmatch(bulletin_id)
    if found is None:
        return bulletin_id.removeprefix("undated-")
    return f"{found[2]}（{day_label(date.fromisoformat(found[1]))}）"


def register(app: Flask) -> None:
    """Give these to every template."""
    app.jinja_env.filters |= {
        "day": day_label,
        "moment": moment_label,
        "period": period_label,
        "days_in_words": days_in_words,
        "kind": kind_label,
        "bulletin_name": bulletin_name,
        "pieces": pieces_html,
    }
    app.jinja_env.globals["span_label"] = span_label
    app.jinja_env.globals["lines_of"] = lines_of
    app.jinja_env.globals["citation"] = citation
    app.jinja_env.globals["shown_subtitle"] = shown_subtitle
