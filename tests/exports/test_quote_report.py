"""A checked text comes back as Word with comments, opened again by python-docx."""

from __future__ import annotations

import io
import re
import time
import zipfile
from copy import deepcopy
from typing import Any

import docx
import pptx
import pytest
from docx.oxml import parse_xml

from kb.errors import TooLargeSource, UnreadableSource, UnsupportedSource
from kb.exports import quote_report, uploaded
from kb.exports.quote_report import (
    checked_docx,
    comment,
    difference,
    paragraphs_in,
    read_docx,
    read_pptx,
)
from kb.knowledge_base import KnowledgeBase
from kb.quotes import Paragraph, check_quotations, paragraphs_of, quotations
from tests.peers import EAST, WEST, bank_entries, first_week, stored, week

TEXT = (
    "东山的做法是“每签约一户奖励客户经理50元。”很有效果的一种办法。\n"
    "> 评议会请村干部和老党员打分。\n“无人机在山区的应急通信里派上了大用场。”"
)


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    return stored(kb, first_week())


def comments(data: bytes) -> list[str]:
    document: Any = docx.Document(io.BytesIO(data))
    return [one.text for one in document.comments]


def test_the_rows_of_a_long_table_cost_time_in_proportion() -> None:
    """The site's own process reads the file: 4,000 rows kept it busy for 49 seconds."""
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    table: Any = slide.shapes.add_table(1, 5, 0, 0, 1000, 1000)
    (row,) = table.table._tbl.tr_lst
    for cell in table.table.iter_cells():
        cell.text = "评议"
    for _ in range(3999):
        row.addnext(deepcopy(row))
    file = io.BytesIO()
    presentation.save(file)
    begun = time.process_time()
    paragraphs = read_pptx(file.getvalue())
    assert comments(checked_docx(paragraphs, ())) == []
    assert (len(paragraphs), paragraphs[-1].text) == (20_000, "评议")
    assert time.process_time() - begun < 15


def test_each_quotation_has_its_comment(peers: KnowledgeBase) -> None:
    paragraphs = paragraphs_of(TEXT)
    found = check_quotations(peers, quotations(paragraphs))
    said = comments(checked_docx(paragraphs, found))
    assert said[0].startswith(
        "不一致：原文“30”，这里“50”\n原文：“每签约一户奖励客户经理30元。”（东山"
    )
    assert said[1].startswith("一致：（东山农商银行，《跟班学习纪实第1期》")
    assert said[2] == "未找到：库里没有这句话，也没有相近的话。"
    assert said == [comment(one) for one in found if one.quotation.marked]


def test_a_word_file_comes_back_as_it_was(peers: KnowledgeBase) -> None:
    document = docx.Document()
    document.add_heading("讲课稿", 1)
    paragraph = document.add_paragraph("他们说“每签约一户")
    paragraph.add_run("奖励客户经理").bold = True
    paragraph.add_run("50元。”大家想一想。")
    document.add_paragraph("评议会请村干部和老党员打分。", style="Quote")
    file = io.BytesIO()
    document.save(file)
    data = file.getvalue()
    paragraphs = read_docx(data)
    assert paragraphs[2] == Paragraph("评议会请村干部和老党员打分。", quoted=True)
    found = check_quotations(peers, quotations(paragraphs))
    checked = checked_docx(paragraphs, found, data)
    after: Any = docx.Document(io.BytesIO(checked))
    assert [p.text for p in after.paragraphs] == [p.text for p in paragraphs]
    assert [run.text for run in after.paragraphs[1].runs if run.bold] == ["奖励客户经理"]
    assert len(comments(checked)) == 2
    marked = zipfile.ZipFile(io.BytesIO(checked)).read("word/document.xml").decode()
    assert marked.count("<w:commentRangeStart") == 2


def test_several_quotations_in_pieces_of_one_paragraph(peers: KnowledgeBase) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    said = "一说“每签约一户奖励客户经理50元。”二说“评议会请村干部和老党员打分。”完"
    for start in range(0, len(said), 7):
        paragraph.add_run(said[start : start + 7])
    file = io.BytesIO()
    document.save(file)
    paragraphs = read_docx(file.getvalue())
    found = check_quotations(peers, quotations(paragraphs))
    checked = checked_docx(paragraphs, found, file.getvalue())
    assert [text[:3] for text in comments(checked)] == ["不一致", "一致："]
    (after,) = docx.Document(io.BytesIO(checked)).paragraphs
    assert after.text == said
    inside, ranges = "", []
    for element in after._p:
        if element.tag.endswith("}commentRangeStart"):
            inside = "|"
        elif element.tag.endswith("}commentRangeEnd"):
            ranges.append(inside[1:])
            inside = ""
        elif inside:
            inside += getattr(element, "text", "")
    assert ranges == [one.quotation.text for one in found]


def test_slides_are_read(peers: KnowledgeBase) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "题目"
    slide.placeholders[1].text_frame.text = "评议会请村干部和老党员打分。"
    file = io.BytesIO()
    presentation.save(file)
    assert read_pptx(file.getvalue()) == (
        Paragraph("题目"),
        Paragraph("评议会请村干部和老党员打分。"),
    )


def handout_with_a_table() -> bytes:
    """A Word file with one paragraph and, in a table, one quotation."""
    document = docx.Document()
    document.add_paragraph("对照")
    document.add_table(1, 2).cell(0, 1).text = "“评议会请村干部和老党员打分。”"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def slides_with_a_table() -> bytes:
    """Slides with one box in a group and, in a table, one quotation."""
    presentation = pptx.Presentation()
    shapes = presentation.slides.add_slide(presentation.slide_layouts[6]).shapes
    shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9).text_frame.text = "组里的话"
    table = shapes.add_table(1, 2, 0, 0, 9, 9).table
    table.cell(0, 1).text = "评议会请村干部和老党员打分。"
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


def test_tables_and_groups_are_checked_too(peers: KnowledgeBase) -> None:
    data = handout_with_a_table()
    paragraphs = read_docx(data)
    found = check_quotations(peers, quotations(paragraphs))
    (said,) = comments(checked_docx(paragraphs, found, data))
    assert said.startswith("一致：")
    texts = [paragraph.text for paragraph in read_pptx(slides_with_a_table())]
    assert texts == ["组里的话", "评议会请村干部和老党员打分。"]


def test_the_citation_names_the_bank_that_a_quotation_is_about(kb: KnowledgeBase) -> None:
    text = f"一、评议先行。{EAST}请老党员打分，每户奖励30元。{WEST}仿照设立了评议会，每户奖励20元。"
    stored(kb, week(2, *bank_entries(EAST, [text])))
    for said in ("仿照设立了评议会，每户奖励20元", "仿照设立了评议会，每户奖励25元"):
        (found,) = check_quotations(kb, quotations(paragraphs_of(f"“{said}”")))
        assert f"（{WEST}，《" in comment(found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("每签约一户都奖励客户经理30元。", "多出“都”"),
        ("每签约一户奖励经理30元。", "少了“客户”"),
    ],
)
def test_a_difference_in_one_line(peers: KnowledgeBase, text: str, wanted: str) -> None:
    (found,) = check_quotations(peers, quotations(paragraphs_of(text)))
    assert difference(found) == wanted


def test_a_text_in_the_encoding_of_windows_is_read() -> None:
    """It was taken for damaged UTF-8, so that no quotation was found."""
    text = "评议会请村干部和老党员打分，结果张榜公示七天。"
    assert paragraphs_in(text.encode("gb18030"), "讲稿.TXT") == (Paragraph(text),)


def test_other_files_are_refused() -> None:
    """On the command line they were read as text."""
    with pytest.raises(UnsupportedSource, match="只能核对"):
        paragraphs_in(b"%PDF-1.7", "讲稿.pdf")


def test_what_is_no_office_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for read in (read_docx, read_pptx):
        with pytest.raises(UnreadableSource):
            read(b"nothing")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a" * 100)
    with pytest.raises(UnreadableSource):
        read_docx(file.getvalue())
    for where, name in BOUNDS:
        with monkeypatch.context() as patch:
            patch.setattr(where, name, 1)
            for data, read in (
                (handout_with_a_table(), read_docx),
                (slides_with_a_table(), read_pptx),
            ):
                with pytest.raises(TooLargeSource):
                    read(data)


BOUNDS = [
    (uploaded, "_MOST_BYTES"),
    (uploaded, "_MOST_XML"),
    (uploaded, "_MOST_TAGS"),
    (uploaded, "_MOST_PARTS"),
    (quote_report, "_MOST_PARAGRAPHS"),
]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """An archive with another content of one part."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<a/>",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<a>" * 300 + b"</a>" * 300,
    ],
)
@pytest.mark.parametrize(
    "part",
    ["word/document.xml", "ppt/presentation.xml", "ppt/slides/slide1.xml", "[Content_Types].xml"],
)
def test_parts_that_are_nonsense_are_told(part: str, content: bytes) -> None:
    for data, read in ((handout_with_a_table(), read_docx), (slides_with_a_table(), read_pptx)):
        if part in zipfile.ZipFile(io.BytesIO(data)).namelist():
            with pytest.raises(UnreadableSource):
                read(with_part(data, part, content))


def test_comments_with_odd_numbers_stand_next_to_ours(peers: KnowledgeBase) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("他说“每签约一户奖励客户经理30元。”")
    document.add_comment(paragraph.runs, "改这里", "甲")
    file = io.BytesIO()
    document.save(file)
    data = file.getvalue()
    before = zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml")
    for number in (b"7", b"zz", b"9" * 5000):
        odd = with_part(
            data, "word/comments.xml", before.replace(b'w:id="0"', b'w:id="%s"' % number)
        )
        paragraphs = read_docx(odd)
        report = checked_docx(paragraphs, check_quotations(peers, quotations(paragraphs)), odd)
        said = zipfile.ZipFile(io.BytesIO(report)).read("word/comments.xml").decode()
        assert "改这里" in said
        assert "一致：" in said
        assert f'w:id="{8 if number == b"7" else 0}"' in said


def test_text_in_links_keeps_comments_in_their_place(peers: KnowledgeBase) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink {ns} w:anchor="x"><w:r><w:t>见这个链接，</w:t></w:r></w:hyperlink>'
        )
    )
    paragraph.add_run("他说“每签约一户奖励客户经理30元。”")
    file = io.BytesIO()
    document.save(file)
    paragraphs = read_docx(file.getvalue())
    report = checked_docx(
        paragraphs, check_quotations(peers, quotations(paragraphs)), file.getvalue()
    )
    body = zipfile.ZipFile(io.BytesIO(report)).read("word/document.xml").decode()
    marked = body.partition("<w:commentRangeStart")[2].partition("<w:commentRangeEnd")[0]
    assert re.sub("<[^>]*>|^[^>]*>", "", marked).strip() == "每签约一户奖励客户经理30元。"
