"""A collection as slides: title, agenda, one idea a slide, a comparison and a chart per chapter.

Excerpts are verbatim: one that is too long for a slide continues on the next, split after a
sentence.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.exports.citation import CAUTION, day_span
from kb.exports.collection import FigureLine, Handout, Item, Options, Part, PictureLine
from kb.exports.office import property_text
from kb.exports.slide_tables import pages, runs_of, widths_for
from kb.exports.slide_template import built_in, opened
from kb.exports.slides import Deck, can_show
from kb.exports.text_box import Box, fits, lines_of, shortened, split_to_fit
from kb.text import CELLS, sentences, without_numbering

_TITLE, _TABLE, _SOURCE = 26.0, 14.0, 12.0
# Cells of a table that an excerpt has.
_CELL = 18.0
# An excerpt is set in the first of these sizes that fits one slide, else in the last.
_SIZES = (32.0, 26.0, 22.0)
_COLUMNS = (0.2, 0.68, 0.12)
_MOST_BARS = 8
_LABEL = 22
# This many characters of a sentence are shown in a table; the whole is on its own slide.
_POINT = 110


def handout_pptx(handout: Handout, options: Options, template: bytes | None = None) -> bytes:
    """The bytes of a .pptx file; KbError when python-pptx is not installed, ConfigError when the
    template lacks something."""
    return _Writer(Deck(opened(template) if template else built_in()), handout).write()


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of a table for one slide."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    head: bool


class _Writer:
    def __init__(self, deck: Deck, handout: Handout) -> None:
        self._deck = deck
        self._handout = handout

    def write(self) -> bytes:
        handout, deck = self._handout, self._deck
        properties = deck.presentation.core_properties
        properties.title = property_text(handout.title)
        properties.author = property_text(handout.author)
        self._cover()
        self._agenda()
        for part in handout.parts:
            self._part(part)
        self._sources()
        file = io.BytesIO()
        deck.presentation.save(file)
        return file.getvalue()

    def _cover(self) -> None:
        handout, deck = self._handout, self._deck
        slide = deck.add("title", shortened(handout.title, deck.box("title", 0, 36)), 36)
        day = day_span(handout.day, handout.day)
        about = "　".join(filter(None, (handout.author, handout.edition, day)))
        lines = [line for line in (handout.subtitle, about) if line]
        box = deck.box("title", 1, 20)
        deck.write(deck.body(slide), [shortened(line, box) for line in lines], 20)
        deck.notes(slide, handout.foreword)

    def _agenda(self) -> None:
        deck = self._deck
        box = deck.box("content", 1, 24)
        lines = [f"{n}. {part.title}" for n, part in enumerate(self._handout.parts, 1)]
        for page in _pages(lines, box):
            slide = deck.add("content", "目录", _TITLE)
            deck.write(deck.body(slide), page, 24)

    def _part(self, part: Part) -> None:
        deck = self._deck
        slide = deck.add("section", shortened(part.title, deck.box("section", 0, 34)), 34)
        note = shortened(part.note, deck.box("section", 1, 20))
        deck.write(deck.body(slide), [note], 20)
        deck.notes(slide, part.note)
        for item in part.items:
            self._item(item)
        self._comparison(part)
        self._chart(part)

    def _item(self, item: Item) -> None:
        deck, source = self._deck, self._handout.source(item)
        pieces = list(self._pieces(item.text))
        title = "　".join(item.label)
        for number, piece in enumerate(pieces, 1):
            part = f"（{number}/{len(pieces)}）" if len(pieces) > 1 else ""
            room = deck.box("content", 0, _TITLE)
            head = shortened(title, Box(room.width - 4 * _TITLE, room.height, _TITLE)) + part
            if isinstance(piece, _Rows):
                slide = deck.add("bare", head, _TITLE)
                deck.table(slide, piece.rows, piece.widths, _CELL, head=piece.head)
            else:
                slide = deck.add("content", head, _TITLE)
                deck.write(deck.body(slide), piece[0].split("\n"), piece[1])
            self._deck.footer(slide, f"[{source.number}] {item.short}")
            deck.notes(slide, self._notes(item))
        for picture in item.pictures:
            if can_show(picture.data):
                self._picture(item, title, picture)

    def _pieces(self, text: str) -> Iterator[_Rows | tuple[str, float]]:
        """What each slide of an excerpt shows: text with its size, or rows of a table, whose head is
        repeated."""
        deck = self._deck
        room = self._table_room(_CELL)
        for run in runs_of(text, room):
            if isinstance(run, str):
                boxes = [deck.box("content", 1, size) for size in _SIZES]
                size = next((box.size for box in boxes if fits(run, box)), _SIZES[-1])
                yield from ((one, size) for one in split_to_fit(run, deck.box("content", 1, size)))
                continue
            rows, has_head = run
            widths = widths_for(rows)
            head = rows[:1] if has_head else []
            for page in pages(rows[len(head) :], widths, room):
                yield _Rows((*head, *page), widths, has_head)

    def _table_room(self, size: float) -> Box:
        """The room for rows of a table below its head."""
        height = self._deck.presentation.slide_height / 12_700 - 190
        return Box(self._deck.box("bare", 0, size).width, height, size)

    def _picture(self, item: Item, title: str, picture: PictureLine) -> None:
        deck, source = self._deck, self._handout.source(item)
        slide = deck.add("bare", shortened(title, deck.box("bare", 0, _TITLE)), _TITLE)
        deck.picture(slide, picture.data, picture.caption)
        deck.footer(slide, f"[{source.number}] {item.short}")
        deck.notes(slide, f"配图：{picture.caption}\n\n出处：{source.full}")

    def _notes(self, item: Item) -> str:
        source = self._handout.source(item)
        lines = [f"原文：{item.text}", f"出处：{source.full}"]
        lines += [f"讨论：{item.question}"] if item.question else []
        lines += [f"批注：{item.note}"] if item.note else []
        lines += [f"注意：{item.doubt}"] if item.doubt else []
        left_out = [p.caption for p in item.pictures if not can_show(p.data)]
        lines += [f"配图未能放入，见原文：{caption}" for caption in left_out]
        return "\n\n".join(lines)

    def _comparison(self, part: Part) -> None:
        """The banks of a chapter next to each other, each with a sentence of an excerpt."""
        if len({item.bank for item in part.items if item.bank}) < 2:
            return
        deck = self._deck
        rows = [(i.bank or "—", _point(i), f"[{i.source}]") for i in part.items]
        for page in pages(rows, _COLUMNS, self._table_room(_TABLE)):
            title = shortened(f"各行对照：{part.title}", deck.box("bare", 0, _TITLE))
            slide = deck.add("bare", title, _TITLE)
            deck.table(slide, [("机构", "要点（原文）", "出处"), *page], _COLUMNS, _TABLE)
            deck.footer(slide, "方括号里是末页“出处”的编号")
            deck.notes(slide, "\n".join("　".join(row) for row in page))

    def _chart(self, part: Part) -> None:
        figures = _comparable(part.figures)
        if not figures:
            return
        deck = self._deck
        unit = figures[0].unit
        title = f"{part.title}：{figures[0].indicator}（{unit}）"
        slide = deck.add("bare", shortened(title, deck.box("bare", 0, _TITLE)), _TITLE)
        labels = [_label(figure) for figure in figures]
        # A third is 33.33% on a bar.
        deck.chart(slide, labels, [round(float(f.amount), 2) for f in figures], unit)
        numbers = "、".join(f"[{n}]" for n in dict.fromkeys(f.source for f in figures))
        self._deck.footer(slide, f"{CAUTION}出处：{numbers}")
        deck.notes(slide, "\n".join(f"{f.bank or '—'}：{f.about} [{f.source}]" for f in figures))

    def _sources(self) -> None:
        deck = self._deck
        box = deck.box("content", 1, _SOURCE)
        lines = [f"[{s.number}] {s.full}" for s in self._handout.sources]
        for page in _pages(lines, box):
            slide = deck.add("content", "出处", _TITLE)
            deck.write(deck.body(slide), page, _SOURCE)
            deck.footer(slide, self._handout.title)


def _pages(lines: Iterable[str], box: Box) -> Iterator[list[str]]:
    """Lines in groups that fit a box."""
    page: list[str] = []
    for line in lines:
        if page and lines_of("\n".join((*page, line)), box) > box.lines:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def _point(item: Item) -> str:
    """The first sentence that is neither the title nor a row of a table, cut where it is too long for
    a cell; the first one where there is no other."""
    said = [unit.text for unit in sentences(item.text)] or [item.text]
    title = _bare(item.title)
    stated = (one for one in said if CELLS not in one and _bare(one) != title)
    first = next(stated, said[0])
    return first if len(first) <= _POINT else f"{first[:_POINT]}……"


def _bare(text: str) -> str:
    return without_numbering(text).strip().rstrip("。：；")


def _comparable(figures: Iterable[FigureLine]) -> list[FigureLine]:
    """The figures of the indicator and unit that most of them share, each said once; none when a
    chart would have one bar, or only one source: bars that measure different things are no
    comparison."""
    alike: dict[tuple[str, str], dict[str, FigureLine]] = {}
    for figure in figures:
        if figure.amount >= 0 and figure.unit and figure.indicator:
            key = figure.indicator, figure.unit
            alike.setdefault(key, {}).setdefault(figure.about, figure)
    best = max(map(list, (found.values() for found in alike.values())), key=len, default=[])
    best = best[:_MOST_BARS]
    return best if len({figure.source for figure in best}) > 1 else []


def _label(figure: FigureLine) -> str:
    about = figure.about if len(figure.about) <= _LABEL else f"{figure.about[:_LABEL]}…"
    return f"{figure.bank}：{about}" if figure.bank else about
