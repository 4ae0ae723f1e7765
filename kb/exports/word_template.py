"""The look of a Word handout: the built-in one, or a bank's own template.

A template is a .docx file with the styles of `NEEDED` and a paragraph {{正文}}, in whose place the
chapters are put; {{标题}}, {{副标题}}, {{编者}}, {{日期}} and {{版本}} are replaced everywhere,
headers and footers included. Missing styles of our own are added.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any

from kb.errors import TemplateError
from kb.exports.citation import day_span
from kb.exports.collection import Handout
from kb.exports.office import clean, office
from kb.exports.uploaded import foreign
from kb.exports.word_look import (
    BODY_FONT,
    HEADING_FONT,
    QUOTE_FONT,
    add_field,
    left_border,
    new_document,
    runs_of,
    set_fonts,
)

PLACE = "{{正文}}"
# English names, as the file holds them, and as a Chinese Word shows them.
NEEDED = {"Normal": "正文", "Heading 1": "标题 1", "Quote": "引用"}
_PLACEHOLDER = re.compile(r"\{\{[^{}]{1,8}\}\}")


def opened(data: bytes) -> Any:
    """A bank's template; TemplateError when it is not a Word file or lacks something."""
    document = _read(data)
    if missing := _problems(document):
        raise TemplateError(f"模板缺少：{'；'.join(missing)}", hint="补上后再导出")
    _own_styles(document)
    return document


def template_problems(data: bytes) -> list[str]:
    """What a template lacks, in Chinese; TemplateError when it is not a Word file."""
    return _problems(_read(data))


def _read(data: bytes) -> Any:
    hint = "请在 Word 里另存为 .docx，不要用 .dotx 或 .doc"
    with foreign(TemplateError("模板不是 Word 文件", hint=hint)):
        document = office("docx").Document(io.BytesIO(data))
        _problems(document)
        return document


def _problems(document: Any) -> list[str]:
    names = {style.name for style in document.styles}
    missing = [f"样式“{shown}”（{name}）" for name, shown in NEEDED.items() if name not in names]
    if not any(PLACE in paragraph.text for paragraph in document.paragraphs):
        missing.append(f"写有 {PLACE} 的段落（要在正文里，不在表格或文本框里）")
    return missing


def built_in(handout: Handout) -> Any:
    """A new document with the built-in look: cover, header, page numbers, and the place for the
    chapters."""
    document = new_document()
    shared = office("docx.shared")
    section = document.sections[0]
    section.page_width, section.page_height = shared.Cm(21.0), shared.Cm(29.7)
    section.left_margin = section.right_margin = shared.Cm(2.8)
    section.top_margin, section.bottom_margin = shared.Cm(2.8), shared.Cm(2.4)
    section.different_first_page_header_footer = True
    _body_styles(document)
    _own_styles(document)
    _header(section, handout)
    _cover(document, handout)
    document.add_paragraph(PLACE)
    return document


def _body_styles(document: Any) -> None:
    shared = office("docx.shared")
    styles = document.styles
    for name, font, size in (
        ("Normal", BODY_FONT, 11),
        ("Title", HEADING_FONT, 30),
        ("Subtitle", HEADING_FONT, 16),
        ("Heading 1", HEADING_FONT, 18),
        ("Quote", QUOTE_FONT, 12),
        ("Caption", HEADING_FONT, 9),
        ("Header", BODY_FONT, 9),
        ("Footer", BODY_FONT, 9),
    ):
        set_fonts(styles[name], font, size)
    styles["Normal"].paragraph_format.line_spacing = 1.5
    styles["Normal"].paragraph_format.space_after = shared.Pt(4)
    heading = styles["Heading 1"].paragraph_format
    heading.page_break_before = True
    heading.space_before, heading.space_after = shared.Pt(0), shared.Pt(14)
    quote = styles["Quote"]
    quote.font.italic = False
    quote.paragraph_format.left_indent = shared.Cm(0.7)
    quote.paragraph_format.space_after = shared.Pt(4)
    left_border(quote, "0A6C5F")
    title = styles["Title"].element.get_or_add_pPr()
    for border in title.findall(office("docx.oxml.ns").qn("w:pBdr")):
        title.remove(border)
    styles["Title"].font.bold = False
    styles["Subtitle"].font.italic = False


def _own_styles(document: Any) -> None:
    """Add our own styles; a template may define them with another look."""
    shared, types = office("docx.shared"), office("docx.enum.style").WD_STYLE_TYPE
    styles = document.styles
    names = {style.name for style in styles}
    for name, font, size, bold in (
        ("讲义题目", HEADING_FONT, 11, False),
        ("讲义批注", BODY_FONT, 10.5, False),
        ("讲义出处", BODY_FONT, 9.5, False),
        ("讲义表格", BODY_FONT, 9, False),
        ("讲义目录", HEADING_FONT, 18, False),
        ("讲义目录行", BODY_FONT, 12, False),
        ("Caption", HEADING_FONT, 9, False),
    ):
        if name in names:
            continue
        made = styles.add_style(name, types.PARAGRAPH)
        made.base_style = styles["Normal"]
        set_fonts(made, font, size)
        made.font.bold = bold
        look = made.paragraph_format
        look.space_before, look.space_after = shared.Pt(0), shared.Pt(3)
        look.line_spacing = 1.25
        if name == "讲义题目":
            look.space_before = shared.Pt(14)
        elif name == "讲义批注":
            look.left_indent = shared.Cm(0.7)
        elif name == "讲义出处":
            look.left_indent, look.first_line_indent = shared.Cm(0.9), shared.Cm(-0.9)
        elif name == "讲义目录":
            look.page_break_before = True
            look.space_after = shared.Pt(14)
        elif name == "讲义目录行":
            text = office("docx.enum.text")
            width = _text_width(document)
            look.tab_stops.add_tab_stop(width, text.WD_TAB_ALIGNMENT.RIGHT, text.WD_TAB_LEADER.DOTS)
            look.line_spacing = 1.6
    if "Table Grid" not in names:
        styles.add_style("Table Grid", types.TABLE)


def _text_width(document: Any) -> Any:
    section = document.sections[-1]
    return section.page_width - section.left_margin - section.right_margin


def _header(section: Any, handout: Handout) -> None:
    centre = office("docx.enum.text").WD_ALIGN_PARAGRAPH.CENTER
    head = section.header.paragraphs[0]
    head.alignment = centre
    head.add_run(clean(f"{handout.title}（{handout.edition}）"))
    foot = section.footer.paragraphs[0]
    foot.alignment = centre
    foot.add_run("第 ")
    add_field(foot, "PAGE", "1")
    foot.add_run(" 页，共 ")
    add_field(foot, "NUMPAGES", "1")
    foot.add_run(" 页")


def _cover(document: Any, handout: Handout) -> None:
    shared, text = office("docx.shared"), office("docx.enum.text")
    for style, line, before in (
        ("Title", handout.title, 190),
        ("Subtitle", handout.subtitle, 12),
        ("Normal", handout.edition, 190),
        ("Normal", handout.author, 0),
        ("Normal", day_span(handout.day, handout.day), 0),
    ):
        made = document.add_paragraph(clean(line), style=style)
        made.alignment = text.WD_ALIGN_PARAGRAPH.CENTER
        made.paragraph_format.space_before = shared.Pt(before)


def fill_placeholders(document: Any, handout: Handout) -> None:
    """Put what the handout says in the place of every placeholder of a template but the one for the
    chapters: in tables, text boxes, content controls, headers and footers too.

    To be called before the chapters are put in: what they quote is no placeholder.
    """
    values = {
        "{{标题}}": handout.title,
        "{{副标题}}": handout.subtitle,
        "{{编者}}": handout.author,
        "{{日期}}": day_span(handout.day, handout.day),
        "{{版本}}": handout.edition,
    }
    for texts in _texts(document):
        whole = "".join(text.text or "" for text in texts)
        starts = list(accumulate((len(text.text or "") for text in texts), initial=0))
        # From the last to the first, so that places before it stay where they are.
        for found in reversed(list(_PLACEHOLDER.finditer(whole))):
            value = clean(values.get(found[0], found[0]))
            # A placeholder may be cut into several; the first has the look and takes the value.
            for text, (start, end) in zip(texts, pairwise(starts), strict=True):
                first, last = max(found.start(), start) - start, min(found.end(), end) - start
                if first < last:
                    text.text = text.text[:first] + value + text.text[last:]
                    value = ""


def _texts(document: Any) -> Iterator[list[Any]]:
    """The elements with the text of each paragraph of a document, wherever it stands."""
    qn = office("docx.oxml.ns").qn
    roots = [document.element.body]
    for section in document.sections:
        areas = (
            section.header, section.first_page_header, section.even_page_header,
            section.footer, section.first_page_footer, section.even_page_footer,
        )  # fmt: skip
        roots += [area._element for area in areas if not area.is_linked_to_previous]
    for root in roots:
        for paragraph in root.iter(qn("w:p")):
            yield [text for run in runs_of(paragraph) for text in run._r.iterchildren(qn("w:t"))]
