"""PDF files: lines become paragraphs again, and what a printer added is removed."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from kb.errors import EncryptedSource, NoTextLayer, TooLargeSource, UnreadableSource
from kb.readers.pdf import MAX_PAGES
from kb.readers.pdf.paragraphs import UNPARTED
from kb.readers.read import Block, read
from tests.readers.making import FORMATS, Put, docx, p, pdf, sample
from tests.readers.setting import (
    LEADING,
    LEFT,
    LONG,
    PER_LINE,
    SENTENCE,
    TOP,
    broken,
    centred,
    reading,
    set_lines,
    texts,
)


def test_a_bulletin_printed_by_a_browser() -> None:
    draft = sample("bulletin.pdf")
    assert draft.title == "云州农商银行系统跟班学习活动第二周纪实"
    assert draft.warnings == ()
    assert draft.blocks[0] == Block(draft.title, centred=True, size=22.0)
    lead = draft.blocks[2].text
    assert lead.startswith("第二周，三个学习组由听介绍转为跟岗位。")
    assert lead.endswith("贷款审议会5场。")
    captions = [block for block in draft.blocks if block.after_image]
    assert len(captions) == 19
    assert all(block.caption.endswith("。") for block in captions)
    everything = "".join(block.text for block in draft.blocks)
    assert "example.invalid" not in everything


paragraphs = st.lists(
    st.integers(1, 150).map(lambda n: (SENTENCE * 4)[: n - 1] + "。"), min_size=1, max_size=8
)


@settings(max_examples=20)
@given(paragraphs)
def test_lines_become_the_paragraphs_they_were(made: list[str]) -> None:
    lines = [line for paragraph in made for line in broken(paragraph)]
    # One long paragraph more, so that the width of the page can be seen.
    lines += broken(SENTENCE * 3 + "。")
    pages = [set_lines(lines[start : start + 30]) for start in range(0, len(lines), 30)]
    assert texts(*pages) == [*made, SENTENCE * 3 + "。"]


def test_paragraphs_without_indent_are_told_by_their_distance() -> None:
    first, second = broken(SENTENCE * 2, indent=0), broken(SENTENCE + "。", indent=0)
    puts = set_lines(first) + set_lines(second, TOP - LEADING * (len(first) + 0.6))
    assert texts(puts + set_lines(broken(SENTENCE * 2 + "。", 0), 300)) == [
        SENTENCE * 2,
        SENTENCE + "。",
        SENTENCE * 2 + "。",
    ]


def test_numbers_begin_paragraphs_and_words_of_letters_are_parted() -> None:
    body = broken(SENTENCE * 2 + "。")
    lines = [*body, "一、第一项。", "二、第二项。", *broken(SENTENCE[:-1] + "，使用", 0)]
    lines[-1] = lines[-1][: PER_LINE - 1] + "X"
    assert texts(set_lines([*lines, "CRM系统。"]))[1:3] == ["一、第一项。", "二、第二项。"]
    page = [Put("word at", LEFT, 700), Put("the end", LEFT, 680)]
    assert texts(page) == ["word at the end"]


def test_headings_keep_their_look() -> None:
    page = [
        centred("跟班学习简报", 780, 22, bold=True),
        centred("一、学习情况", 740, 16),
        *set_lines(broken(SENTENCE * 3 + "。"), 700),
    ]
    title, heading, body = reading(page).blocks
    assert (title.centred, title.bold, title.size) == (True, True, round(22 * 4 / 3, 1))
    assert (heading.centred, heading.bold, heading.size) == (True, False, round(16 * 4 / 3, 1))
    assert (body.centred, body.bold, body.size) == (False, False, 16.0)


def test_a_number_in_a_box_of_its_own_joins_its_heading() -> None:
    assert texts([Put("01", LEFT, 700, 20), Put("青枫组学习情况", 120, 700, 16)]) == [
        "01 青枫组学习情况"
    ]


def test_lines_of_a_slide_are_paragraphs() -> None:
    lines = ["参加晨会15次、走访62户、列席贷审会3次", "见到返乡创业户二百三十户", "年底前完成建档"]
    slide = [Put(line, LEFT, 400 - 30 * n, 20) for n, line in enumerate(lines)]
    upright = pdf(slide)
    wide = upright.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 842 595]")
    assert [block.text for block in read(wide, "a.pdf").blocks] == lines


def test_scans_are_told() -> None:
    with pytest.raises(NoTextLayer, match="没有文字层") as caught:
        read(pdf([]), "扫描.pdf")
    assert "OCR" in caught.value.hint
    draft = reading([Put("有字的一页。", LEFT, 700)], [])
    assert draft.warnings == ("第 2 页没有文字层，没有读入",)


def test_a_password_is_needed_or_only_forbids_printing() -> None:
    with pytest.raises(EncryptedSource, match="密码"):
        sample("password.pdf")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([Put("可以打开。", LEFT, 700)]))))
    writer.encrypt(user_password="", owner_password="x", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert read(out.getvalue(), "a.pdf").blocks[0].text == "可以打开。"


def test_what_is_no_pdf() -> None:
    with pytest.raises(UnreadableSource, match="已损坏"):
        read(b"%PDF-1.7\n" + bytes(500), "a.pdf")
    with pytest.raises(UnreadableSource):
        read((FORMATS / "bulletin.pdf").read_bytes()[:60000], "a.pdf")
    for data, said in ((b"", "空的"), (b"<html>", "不是 PDF"), (docx(p("甲")), "不是 PDF")):
        with pytest.raises(UnreadableSource, match=said):
            read(data, "a.pdf")
    unknown = pdf([Put("评议。", LEFT, 700)]).replace(b"<< /Length", b"<< /Filter /X /Length")
    with pytest.raises(UnreadableSource, match="已损坏"):  # it was said to have a password
        read(unknown, "a.pdf")


def test_too_many_pages() -> None:
    with pytest.raises(TooLargeSource, match="页"):
        read(pdf(*[[] for _ in range(MAX_PAGES + 1)]), "a.pdf")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("整村授信", "整"),
        ("CRM客户", "CRM"),
        ("（一）整", "（一）"),
        ("(合规部);用", "(合"),
        ('用"蓝领贷"产品', '用"蓝'),
        ("能:1、查看", "能:1、"),
        ("50万元,", "50"),
        ("《办法》", "《办"),
        ('"', '"'),
    ],
)
def test_what_the_end_of_a_line_does_not_part(text: str, whole: str) -> None:
    match = UNPARTED.match(text)
    assert match is not None
    assert match[0] == whole


def widget(properties: str) -> str:
    return f"<< /Type /Annot /Subtype /Widget /Rect [120 696 300 714] {properties} >>"


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("/FT /Tx /V <feff67f36eaa652f884c>", "支行：柳溪支行"),
        ("/FT /Ch /V <feff67f36eaa652f884c>", "支行：柳溪支行"),
        ("/FT /Btn /AS /Yes", "支行：☑"),
        ("/FT /Btn /AS /Off", "支行：☐"),
        ("/FT /Tx /V <feff67f36eaa652f884c> /F 2", "支行："),
        ("/Parent << /FT /Tx /V <feff67f36eaa652f884c> >>", "支行：柳溪支行"),
    ],
)
def test_the_values_of_a_form(properties: str, text: str) -> None:
    data = pdf([Put("支行：", 84, 700)], annotations=widget(properties))
    assert [block.text.replace(" ", "") for block in read(data, "a.pdf").blocks] == [text]


def test_comments_are_told() -> None:
    note = "<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] /Contents <feff67e56838> >>"
    draft = read(pdf([Put("正文。", LEFT, 700)], annotations=note), "a.pdf")
    assert draft.warnings == ("没有读入：批注 1 处（第 1 页“查核”）",)


def test_a_line_of_issue_publisher_and_day_is_no_part_of_the_paragraph_below() -> None:
    text = f"一组{LONG * 3}不搞一刀切。"
    rows = [text[:36], *(text[at : at + 38] for at in range(36, len(text), 38))]
    body = [Put(row, 96 if n == 0 else 72, 700 - 20 * n, 12) for n, row in enumerate(rows)]
    items = [Put("第6期", 72, 720), Put("人力资源部", 260, 720), Put("2025年6月23日", 450, 720)]
    found = texts([*items, *body])
    assert found[0].endswith("2025年6月23日")
    assert found[1] == text


def test_a_comma_of_the_title_where_one_of_the_text_stands_on_the_next_page_stays() -> None:
    """It was taken for a watermark, since it stood on two pages at the same place."""
    title = [
        Put("把麻烦留给后台", 150, 735, 20),
        Put("，", 289, 735, 20),
        Put("前面才跑得快", 306, 735, 20),
    ]
    first = [*title, *set_lines(broken(SENTENCE * 3 + "。"))]
    second = [
        Put("客户经理只管见", 150, 735),
        Put("，", 289, 735),
        Put("资料扫进去就行。", 301, 735),
    ]
    assert any(
        "后台，前面" in text
        for text in texts(first, [*second, *set_lines(broken(SENTENCE * 3 + "。"), 650)])
    )


def test_the_mark_of_a_note_is_put_in_brackets_piece_by_piece() -> None:
    page = [
        Put("半年就退回来了", 100, 400),
        Put("[", 184, 405, 7),
        Put("1", 191, 405, 7),
        Put("]", 198, 405, 7),
    ]
    assert texts([*page, Put("。", 205, 400)]) == ["半年就退回来了[¹]。"]
