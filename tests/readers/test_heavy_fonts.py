"""Words in the fonts of headings (黑体) stand out where the text is in another font."""

from __future__ import annotations

import pytest

from kb.readers import Block, read
from kb.readers.collector import is_heavy_font
from tests.readers.making import docx

_LONG = "组长由零售部总经理担任，组员五人，两周里走访了七家支行和十一户企业，每晚整理一次笔记。"
_HEAD = "附件一　龙屿组学习成果"


def _page(*lines: tuple[str, str]) -> tuple[Block, ...]:
    paragraphs = (f'<p><span style="font-family:{font}">{text}</span></p>' for text, font in lines)
    return read(f"<html><body>{''.join(paragraphs)}</body></html>".encode(), "一.html").blocks


def _document(*lines: tuple[str, str]) -> tuple[Block, ...]:
    paragraphs = (
        f'<w:p><w:r><w:rPr><w:rFonts w:eastAsia="{font}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
        for text, font in lines
    )
    return read(docx("".join(paragraphs)), "一.docx").blocks


@pytest.mark.parametrize("reading", [_page, _document])
def test_a_line_in_a_font_of_headings_looks_bold(reading: object) -> None:
    assert callable(reading)
    blocks = reading((_HEAD, "黑体"), (_LONG, "仿宋_GB2312"), (_LONG, "仿宋_GB2312"))
    assert [block.bold for block in blocks] == [True, False, False]


@pytest.mark.parametrize("reading", [_page, _document])
def test_where_the_text_is_in_such_a_font_it_says_nothing(reading: object) -> None:
    assert callable(reading)
    blocks = reading((_HEAD, "黑体"), (_LONG, "黑体"), (_LONG, "仿宋_GB2312"))
    assert not any(block.bold for block in blocks)


def test_the_beginning_of_a_paragraph_in_such_a_font_leads_it() -> None:
    text = f'<p><span style="font-family:SimHei">走访有剧本。</span>{_LONG}</p><p>{_LONG}</p>'
    first, second = read(text.encode(), "一.html").blocks
    assert (first.lead, second.lead) == (len("走访有剧本。"), 0)


@pytest.mark.parametrize("font", ["微软雅黑", "Microsoft YaHei", "仿宋", "", "宋体"])
def test_fonts_of_text(font: str) -> None:
    assert not is_heavy_font(font)
