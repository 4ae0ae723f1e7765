"""One slide after another: text in placeholders, tables, charts, footers and speaker notes."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count
from typing import Any

from kb.exports.office import clean, office
from kb.exports.slide_template import ACCENT, INK, SOFT, Layouts
from kb.exports.text_box import LEADING, Box, fits, shortened

_EMU = 12_700  # of a point
_INSET = 7.2  # points, left and right; half of it above and below
# A source is set in the first of these sizes that fits.
FOOTER_SIZES = (11.0, 9.0, 8.0)
_CAPTION = 14.0


class Deck:
    """Adds slides to a presentation."""

    def __init__(self, layouts: Layouts) -> None:
        self._layouts = layouts
        self.presentation = layouts.presentation
        self._util = office("pptx.util")
        package = self.presentation.part.package
        package.next_partname = _PartNames(package)

    def box(self, use: str, idx: int, size: float) -> Box:
        """The room of a placeholder of a layout, for text of a size in points."""
        shape = self._shape(self._layouts.by_use[use], idx)
        return Box(shape.width / _EMU - 2 * _INSET, shape.height / _EMU - _INSET, size)

    def add(self, use: str, title: str, size: float) -> Any:
        """A new slide with its title."""
        slide = self.presentation.slides.add_slide(self._layouts.by_use[use])
        heading = slide.shapes.title
        self.write(heading, [title], size, colour=ACCENT, bold=True)
        if use != "title" and not self._layouts.coloured:
            heading.text_frame.paragraphs[0].alignment = office("pptx.enum.text").PP_ALIGN.LEFT
        return slide

    def write(
        self,
        shape: Any,
        lines: Sequence[str],
        size: float,
        *,
        colour: str = INK,
        bold: bool = False,
    ) -> None:
        """Put lines into a shape, without bullets, at a fixed line pitch."""
        frame = shape.text_frame
        frame.word_wrap = True
        if shape.is_placeholder and shape.placeholder_format.idx == 1:
            frame.vertical_anchor = office("pptx.enum.text").MSO_ANCHOR.TOP
        frame.auto_size = office("pptx.enum.text").MSO_AUTO_SIZE.NONE
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            self._line(paragraph, line, size, colour, bold=bold)

    def _line(self, paragraph: Any, text: str, size: float, colour: str, *, bold: bool) -> None:
        run = paragraph.add_run()
        run.text = clean(text)
        run.font.size = self._util.Pt(size)
        if not self._layouts.coloured:
            run.font.bold = bold
            run.font.color.rgb = office("pptx.dml.color").RGBColor.from_string(colour)
        paragraph.line_spacing = self._util.Pt(round(size * LEADING, 1))
        paragraph.space_before = paragraph.space_after = self._util.Pt(0)
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", "0")
        properties.set("indent", "0")
        if properties.find(office("pptx.oxml.ns").qn("a:buNone")) is None:
            properties.append(office("pptx.oxml").parse_xml(_NO_BULLET))

    def body(self, slide: Any) -> Any:
        """The body placeholder of a slide."""
        return self._shape(slide, 1)

    def footer(self, slide: Any, text: str) -> None:
        """Put a text into the footer of a slide, and its number next to it."""
        kinds = office("pptx.enum.shapes").PP_PLACEHOLDER
        title = slide.shapes.title
        footer, right = None, title.left + title.width
        for shape in slide.slide_layout.placeholders:
            kind = shape.placeholder_format.type
            if kind in (kinds.FOOTER, kinds.SLIDE_NUMBER):
                copied = deepcopy(shape._element)
                copied.nvSpPr.cNvPr.set("id", str(slide.shapes._next_shape_id))
                slide.shapes._spTree.append(copied)
                if kind is kinds.FOOTER:
                    footer = slide.shapes[-1]
                elif title.left + title.width // 2 < shape.left < right:
                    right = shape.left
        points = self._util.Pt
        top, height = self.presentation.slide_height - points(34), points(28)
        if footer is None:
            footer = slide.shapes.add_textbox(title.left, top, right - title.left, height)
        else:
            # As wide as possible: the footer of many templates has room for a few words only.
            top, height = footer.top, footer.height
            footer.left, footer.top = title.left, top
            footer.width, footer.height = right - title.left, height
        width = footer.width / _EMU - 2 * _INSET
        boxes = [Box(width, height / _EMU, size) for size in FOOTER_SIZES]
        box = next((box for box in boxes if fits(text, box)), boxes[-1])
        frame = footer.text_frame
        frame.text = ""
        self.write(footer, [shortened(text, box)], box.size, colour=SOFT)
        frame.paragraphs[0].alignment = office("pptx.enum.text").PP_ALIGN.LEFT

    def notes(self, slide: Any, text: str) -> None:
        """Put a text into the speaker notes."""
        slide.notes_slide.notes_text_frame.text = clean(text)

    def table(
        self,
        slide: Any,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        size: float,
        *,
        head: bool = True,
    ) -> None:
        """A table below the title; widths are shares of the whole, `head` says that the first row is
        the head."""
        title = slide.shapes.title
        top = title.top + title.height + self._util.Pt(6)
        pitch = self._util.Pt(size * LEADING)
        frame = slide.shapes.add_table(
            len(rows), len(widths), title.left, top, title.width, pitch * len(rows)
        )
        frame.table.first_row = head
        for column, width in zip(frame.table.columns, widths, strict=True):
            column.width = int(title.width * width)
        for number, (row, values) in enumerate(zip(frame.table.rows, rows, strict=True)):
            row.height = pitch
            for cell, value in zip(row.cells, values, strict=True):
                cell.margin_top = cell.margin_bottom = self._util.Pt(3)
                names = head and number == 0
                colour = "FFFFFF" if names else INK
                self._line(cell.text_frame.paragraphs[0], value, size, colour, bold=names)
                cell.text_frame.word_wrap = True

    def chart(self, slide: Any, labels: Sequence[str], values: Sequence[float], unit: str) -> None:
        """A bar chart below the title, as PowerPoint draws it from its own data sheet."""
        data = office("pptx.chart.data").CategoryChartData()
        data.categories = [clean(label) for label in labels]
        data.add_series(unit or "数值", values)
        title = slide.shapes.title
        top = title.top + title.height
        height = self.presentation.slide_height - top - self._util.Pt(60)
        kind = office("pptx.enum.chart").XL_CHART_TYPE.BAR_CLUSTERED
        chart = slide.shapes.add_chart(kind, title.left, top, title.width, height, data).chart
        chart.has_legend = chart.has_title = False
        chart.font.size = self._util.Pt(12)
        plot = chart.plots[0]
        plot.has_data_labels, plot.gap_width = True, 60
        whole = all(float(value).is_integer() for value in values)
        plot.data_labels.number_format = "#,##0" if whole else "General"
        plot.data_labels.number_format_is_linked = False
        chart.category_axis.reverse_order = True
        chart.value_axis.has_major_gridlines = False
        chart.value_axis.visible = False
        chart.value_axis.minimum_scale = 0
        _number_axes(chart)

    def picture(self, slide: Any, data: bytes, caption: str) -> None:
        """A picture that `can_show` below the title, as large as there is room, its caption under
        it."""
        drawn = slide.shapes.add_picture(io.BytesIO(data), 0, 0)
        points, title = self._util.Pt, slide.shapes.title
        top = title.top + title.height + points(6)
        line = points(_CAPTION * LEADING * 2 + _INSET)
        room = self.presentation.slide_height - points(48) - line - top
        scale = min(title.width / max(1, drawn.width), room / max(1, drawn.height))
        drawn.width, drawn.height = int(drawn.width * scale), int(drawn.height * scale)
        drawn.left, drawn.top = title.left + (title.width - drawn.width) // 2, top
        drawn._element.nvPicPr.cNvPr.set("descr", clean(caption))
        below = slide.shapes.add_textbox(title.left, top + drawn.height, title.width, line)
        box = Box(title.width / _EMU - 2 * _INSET, line / _EMU - _INSET, _CAPTION)
        self.write(below, [shortened(caption, box)], _CAPTION, colour=SOFT)
        below.text_frame.paragraphs[0].alignment = office("pptx.enum.text").PP_ALIGN.CENTER

    def _shape(self, sheet: Any, idx: int) -> Any:
        return next(s for s in sheet.placeholders if s.placeholder_format.idx == idx)


def can_show(data: bytes) -> bool:
    """Is this a picture that slides can hold: PNG, JPEG, GIF, BMP or TIFF of a sensible size?"""
    try:
        image = office("pptx.parts.image").Image.from_blob(data)
        return bool(image.ext and min(image.size))
    # Pillow raises OSError for unknown formats, ValueError for those that PowerPoint does not know.
    except (OSError, ValueError, SyntaxError, office("PIL.Image").DecompressionBombError):
        return False


def _number_axes(chart: Any) -> None:
    """Give the axes ids that the schema allows (ST_AxisId is unsigned); python-pptx's are negative."""
    numbers: dict[str, str] = {}
    for found in chart._chartSpace.iter():
        if office("lxml.etree").QName(found).localname in ("axId", "crossAx"):
            before = found.get("val")
            found.set("val", numbers.setdefault(before, str(len(numbers) + 1)))


class _PartNames:
    """Names of new parts, from a counter: python-pptx walks over all parts for each new one."""

    def __init__(self, package: Any) -> None:
        self._taken = {str(part.partname) for part in package.iter_parts()}
        self._counts: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
        self._name = office("pptx.opc.packuri").PackURI

    def __call__(self, template: str) -> Any:
        names = (template % number for number in self._counts[template])
        return self._name(next(name for name in names if name not in self._taken))


_NO_BULLET = '<a:buNone xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
