"""A collection as a Word file, opened again by python-docx and as XML."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml import parse_xml

from kb.errors import ConfigError
from kb.exports.collection import Handout, Options
from kb.exports.word_handout import handout_docx
from tests.exports.word_files import W, opened, part


def texts(document: Any, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def test_chapters_quotations_and_remarks_have_styles(made: Handout) -> None:
    document = opened(handout_docx(made, Options()))
    assert texts(document, "Heading 1") == ["前言", "组织考核", "成效数据", "数据一览", "出处"]
    assert texts(document, "Quote") == [item.text for item in made.items]
    assert "讨论　够不够？" in texts(document, "讲义批注")
    assert "批注　先问再讲" in texts(document, "讲义批注")
    assert texts(document, "Title") == [made.title]
    assert len(texts(document, "讲义出处")) == 3
    assert "{{" not in "".join(p.text for p in document.paragraphs)


def test_lines_of_cells_are_a_table_with_the_cells_verbatim(made: Handout) -> None:
    first = made.parts[0].items[0]
    text = "对照如下：\n指标 | 甲行 | 乙行\n不良率（%） | 0.86 |  1.95"
    item = replace(first, text=text)
    part = replace(made.parts[0], items=(item, *made.parts[0].items[1:]))
    document = opened(handout_docx(replace(made, parts=(part, *made.parts[1:])), Options()))
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["指标", "甲行", "乙行"],
        ["不良率（%）", "0.86", " 1.95"],
    ]
    assert "对照如下：" in texts(document, "Quote")


@pytest.mark.parametrize(("endnotes", "kind"), [(False, "footnote"), (True, "endnote")])
def test_each_quotation_has_a_real_note(made: Handout, endnotes: bool, kind: str) -> None:
    data = handout_docx(made, Options(endnotes=endnotes))
    notes = part(data, f"word/{kind}s.xml")
    said = {note.get(f"{W}id"): "".join(t.text or "" for t in note.iter(f"{W}t")) for note in notes}
    body = part(data, "word/document.xml")
    marks = [mark.get(f"{W}id") for mark in body.iter(f"{W}{kind}Reference")]
    assert len(marks) == len(made.items)
    for mark, item in zip(marks, made.items, strict=True):
        assert f"见“出处”[{item.source}]" in said[mark]
        assert "东山农商银行，《跟班学习纪实第1期》，2018年7月2日至6日" in said[mark]
    assert {"-1", "0"} < set(said)
    if endnotes:
        (format_,) = part(data, "word/settings.xml").iterfind(f"{W}endnotePr/{W}numFmt")
        assert format_.get(f"{W}val") == "decimal"
        assert body.find(f".//{W}sectPr/{W}endnotePr/{W}numFmt") is not None
    types = part(data, "[Content_Types].xml")
    assert any(t.get("PartName") == f"/word/{kind}s.xml" for t in types)


def test_contents_lead_to_headings(made: Handout) -> None:
    body = part(handout_docx(made, Options()), "word/document.xml")
    names = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    links = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    assert links == names
    codes = "".join(t.text or "" for t in body.iter(f"{W}instrText"))
    assert 'TOC \\o "1-1"' in codes
    kinds = [c.get(f"{W}fldCharType") for c in body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_figures_stand_in_a_table_with_their_sources(made: Handout) -> None:
    (table,) = opened(handout_docx(made, Options())).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["数据", "说的是什么", "机构", "出处"]
    assert len(rows) == 1 + len(made.figures)
    assert ["18.5%", "用信率18.5%", "东山农商银行", "[3]"] in rows


def test_pictures_have_captions_and_pages_have_numbers(made: Handout) -> None:
    data = handout_docx(made, Options())
    # Two excerpts are of the entry with the picture; it stands with the first.
    assert len(opened(data).inline_shapes) == 1
    assert texts(opened(data), "Caption") == ["评议会现场"]
    captions = [p for p in opened(data).paragraphs if p.style and p.style.name == "Caption"]
    picture = captions[0]._p.getprevious()
    quote = next(p for p in opened(data).paragraphs if p._p.xml == picture.getprevious().xml)
    assert (
        quote.paragraph_format.keep_with_next
    )  # no page break between a quotation and its picture
    footers = [n for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if "footer" in n]
    assert any("NUMPAGES" in ElementTree.tostring(part(data, n), "unicode") for n in footers)


def template(*, quote: bool = True, place: bool = True) -> bytes:
    document = docx.Document()
    if not quote:
        style = document.styles["Quote"]
        style.element.getparent().remove(style.element)
    document.sections[0].header.paragraphs[0].text = "某某银行　{{标题}}"
    document.add_paragraph("{{标题}}（{{版本}}），{{编者}}，{{日期}}")
    document.add_paragraph("{{正文}}" if place else "别的")
    document.add_paragraph("封底")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_template_of_a_bank_keeps_its_pages(made: Handout) -> None:
    document = opened(handout_docx(made, Options(), template()))
    lines = [p.text for p in document.paragraphs]
    assert lines[0] == f"{made.title}（讲师版），王老师，2026年11月26日"
    assert lines[-1] == "封底"
    assert document.sections[0].header.paragraphs[0].text == f"某某银行　{made.title}"
    assert texts(document, "Quote") == [item.text for item in made.items]


def test_placeholders_in_boxes_links_and_controls_are_filled(made: Handout) -> None:
    document = docx.Document(io.BytesIO(template()))
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = "<w:r><w:t>{}</w:t></w:r>"
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run.format('箱{{标题}}')}</w:p></w:txbxContent></w:pict></w:r>"
    link = f'<w:hyperlink w:anchor="x">{run.format("链{{编")}{run.format("者}}")}</w:hyperlink>'
    control = f"<w:sdt><w:sdtContent>{run.format('控{{版本}}{{没有}}')}</w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(f"<w:p {ns}>{box}{link}{control}</w:p>"))
    file = io.BytesIO()
    document.save(file)
    data = handout_docx(made, Options(), file.getvalue())
    shown = [t.text or "" for t in part(data, "word/document.xml").iter(f"{W}t")]
    for expected in (f"箱{made.title}", "链王老师", "控讲师版{{没有}}"):
        assert expected in shown


@pytest.mark.parametrize("own", [True, False])
def test_what_is_quoted_or_typed_is_no_placeholder(made: Handout, *, own: bool) -> None:
    odd = "{{正文}}、{{标题}}"
    item = replace(made.items[0], text=odd, note=odd, question=odd)
    chapter = replace(made.parts[0], title=odd, note=odd, items=(item,))
    made = replace(made, title="{{副标题}}{{正文}}", subtitle=odd, foreword=odd, parts=(chapter,))
    document = opened(handout_docx(made, Options(), template() if own else None))
    assert texts(document, "Quote") == [odd]
    assert texts(document, "Heading 1")[:2] == ["前言", odd]
    lines = [p.text for p in document.paragraphs]
    assert lines[0].startswith("{{副标题}}{{正文}}")


def test_what_a_template_lacks_is_named(made: Handout) -> None:
    with pytest.raises(ConfigError, match=r"样式“引用”（Quote）；写有 .*正文.* 的段落"):
        handout_docx(made, Options(), template(quote=False, place=False))
    with pytest.raises(ConfigError, match="模板不是 Word 文件"):
        handout_docx(made, Options(), b"nothing")
