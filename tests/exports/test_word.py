"""A comparison as a Word file, opened again by python-docx and as XML."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from kb.exports.citation import cite, mark, statements
from kb.exports.word import comparison_docx
from kb.insights.comparison import compare
from kb.insights.matrix import Comparison
from kb.knowledge_base import KnowledgeBase
from tests.exports.word_files import W, opened, part
from tests.peers import EAST, bank_entries, stored, week


@pytest.fixture
def data(comparison: Comparison) -> bytes:
    return comparison_docx(comparison)


def test_a_landscape_table_a_bank_whose_head_names_it(data: bytes, comparison: Comparison) -> None:
    document = opened(data)
    section = document.sections[0]
    assert section.page_width > section.page_height
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    names = [column.name for column in comparison.columns]
    assert heads == [[row.label, *names] for row in comparison.rows]


def test_every_sentence_stands_in_its_cell_with_a_number(
    data: bytes, comparison: Comparison
) -> None:
    lines = [table.rows[1] for table in opened(data).tables]
    for row, line in zip(comparison.rows, lines, strict=True):
        for cell, shown in zip(row.cells, line.cells[1:], strict=True):
            paragraphs = [paragraph.text for paragraph in shown.paragraphs]
            if not cell.statements:
                assert paragraphs == ["—"]
            for statement, paragraph in zip(cell.statements, paragraphs, strict=False):
                said = f"{mark(statement)}{statement.lead}{statement.text}〔"
                assert paragraph.startswith(said)


def test_what_belongs_to_no_aspect_stands_below_the_table(
    data: bytes, comparison: Comparison
) -> None:
    below = [paragraph.text for paragraph in opened(data).paragraphs]
    rest = [statement for row in comparison.all_rows for statement in row.rest]
    assert rest
    for statement in rest:
        said = f"{mark(statement)}{statement.lead}{statement.text}〔"
        assert any(line.startswith(said) for line in below)


def test_figures_are_bold(data: bytes) -> None:
    bold = {
        run.text
        for table in opened(data).tables
        for row in table.rows[1:]
        for cell in row.cells[1:]
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if run.bold
    }
    assert {"30元", "1,524户", "18.5%"} <= bold
    assert not any("授信" in text for text in bold)


def test_each_number_leads_to_one_source(data: bytes, comparison: Comparison) -> None:
    sources = [p.text for p in opened(data).paragraphs if re.match(r"〔[0-9]+〕", p.text)]
    cited = {cite(statement) for _, _, statement in statements(comparison)}
    assert {source.partition("〕")[2] for source in sources} == cited
    assert [source.partition("〕")[0] for source in sources] == [
        f"〔{number}" for number in range(1, len(cited) + 1)
    ]


def test_chinese_has_a_font_of_its_own_and_the_headers_repeat(
    data: bytes, comparison: Comparison
) -> None:
    styles = part(data, "word/styles.xml")
    fonts = {
        style.find(f"{W}name").get(f"{W}val"): style.find(f"{W}rPr/{W}rFonts")  # type: ignore[union-attr]
        for style in styles.iter(f"{W}style")
        if style.find(f"{W}rPr/{W}rFonts") is not None
    }
    for name, font in (("Normal", "宋体"), ("heading 1", "黑体"), ("heading 2", "黑体")):
        found = fonts[name]
        assert found is not None
        assert found.get(f"{W}eastAsia") == font
        assert found.get(f"{W}eastAsiaTheme") is None
    assert len(list(part(data, "word/document.xml").iter(f"{W}tblHeader"))) == len(comparison.rows)
    assert "PAGE" in ElementTree.tostring(part(data, "word/footer1.xml"), "unicode")


def test_characters_that_xml_has_no_place_for_are_left_out(kb: KnowledgeBase) -> None:
    stored(kb, week(1, *bank_entries(EAST, ["一、宣讲。整村授信宣讲\x0b要说\x0c人话。"])))
    (table,) = opened(comparison_docx(compare(kb, "整村授信"))).tables
    assert "整村授信宣讲要说人话。" in table.rows[1].cells[3].text


def test_nothing_found_is_still_a_file(peers: KnowledgeBase) -> None:
    document = opened(comparison_docx(compare(peers, "无人机")))
    assert not document.tables


def test_an_entry_about_two_banks_is_a_source_for_each(sample_kb: KnowledgeBase) -> None:
    found = compare(sample_kb, "整村授信", shown=None)
    said = [statement for _, _, statement in statements(found)]
    of_two = {
        s.document.id for s in said if {o.bank for o in said if o.document == s.document} > {s.bank}
    }
    assert of_two
    lines = [p.text for p in opened(comparison_docx(found)).paragraphs]
    sources = {line.partition("〕")[2] for line in lines[lines.index("出处") + 1 :]}
    assert sources == {cite(s) for s in said}
