"""PDF files: lines become paragraphs again, what a printer added goes."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from kb.errors import EncryptedSource, NoTextLayer, TooLargeSource, UnreadableSource
from kb.readers.pdf import MAX_PAGES
from kb.readers.pdf.characters import meant
from kb.readers.pdf.paragraphs import UNPARTED
from kb.readers.read import Block, Draft, read
from tests.readers.making import FORMATS, Put, pdf, sample

LEFT, TOP, SIZE, LEADING, PER_LINE = 60.0, 780.0, 12.0, 20.0, 38
SENTENCE = "支行请村干部和村民代表逐户评议，公示无异议后才生成预授信名单，额度随名单走"


def reading(*pages: list[Put]) -> Draft:
    return read(pdf(*pages), "简报.pdf")


def texts(*pages: list[Put]) -> list[str]:
    return [block.text for block in reading(*pages).blocks]


def set_lines(lines: list[str], y: float = TOP) -> list[Put]:
    """Lines one below the other; full-width blanks in front of one are an indent."""
    return [Put(line, LEFT, y - LEADING * number) for number, line in enumerate(lines)]


def broken(paragraph: str, indent: int = 2) -> list[str]:
    """A paragraph broken into lines of equal length, its first line indented."""
    text = "　" * indent + paragraph
    return [text[start : start + PER_LINE] for start in range(0, len(text), PER_LINE)]


def centred(text: str, y: float, size: float = SIZE, *, bold: bool = False) -> Put:
    return Put(text, LEFT + (PER_LINE * SIZE - len(text) * size) / 2, y, size, bold)


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


def test_headers_footers_and_page_numbers_go() -> None:
    lines = broken(SENTENCE * 20 + "。")
    pages = []
    for number in range(3):
        head = [Put("云州农商银行内部资料", LEFT, 815, 9)]
        foot = [Put(f"— {number + 1} —", 280, 30, 9)]
        pages.append(head + set_lines(lines[number * 8 : number * 8 + 8]) + foot)
    assert texts(*pages) == ["".join(lines[:24]).strip("　")]


@pytest.mark.parametrize(
    "number", ["3", "第 3 页", "第3页 共12页", "3/12", "- 3 -", "— 3 —", "iii", "第3页/共12页"]
)
def test_forms_of_page_numbers(number: str) -> None:
    page = [*set_lines(broken(SENTENCE * 3 + "。")), Put(number, 280, 30, 9)]
    assert texts(page) == [SENTENCE * 3 + "。"]


def test_a_year_at_the_foot_is_no_page_number() -> None:
    page = [*set_lines(broken(SENTENCE * 3 + "。")), Put("2025年11月", 280, 30, 9)]
    assert texts(page)[-1] == "2025年11月"


def test_rows_of_a_table_keep_their_columns() -> None:
    page = [Put("支行", LEFT, 700), Put("签约", 200, 700), Put("用信", 300, 700)]
    page += [Put("城关支行", LEFT, 680), Put("61", 200, 680), Put("29.6%", 300, 680)]
    assert texts(page) == ["支行 | 签约 | 用信", "城关支行 | 61 | 29.6%"]


def test_a_number_in_a_box_of_its_own_joins_its_heading() -> None:
    assert texts([Put("01", LEFT, 700, 20), Put("青枫组学习情况", 120, 700, 16)]) == [
        "01 青枫组学习情况"
    ]


def test_bold_that_was_drawn_twice_is_read_once() -> None:
    page = [Put("重点工作", LEFT, 700), Put("重点工作", LEFT + 0.4, 700)]
    (block,) = reading(page).blocks
    assert (block.text, block.bold) == ("重点工作", True)


def test_a_watermark_across_the_page_is_not_read() -> None:
    page = [Put("第一行。", 100, 400), Put("机密", 300, 300, 60, matrix="0.7 0.7 -0.7 0.7")]
    assert texts(page) == ["第一行。"]


def test_a_page_that_lies_on_its_side_is_turned() -> None:
    lying = [
        Put("第一行。", 100, 200, matrix="0 1 -1 0"),
        Put("第二行。", 140, 200, matrix="0 1 -1 0"),
    ]
    draft = read(pdf(lying, rotate=90), "a.pdf")
    assert [block.text for block in draft.blocks] == ["第一行。第二行。"]


def test_columns_are_left_alone_and_told() -> None:
    draft = sample("columns.pdf")
    assert draft.warnings == ("第 1 页像是分栏排版，没有拼成段落，请核对，或导入 Word 原稿",)
    assert draft.blocks[1].text == "一、整村授信先评议。支行请村干部和村民代表逐户"
    assert draft.blocks[2].text.startswith("评议，公示无异议")


def test_scans_are_told() -> None:
    with pytest.raises(NoTextLayer, match="没有文字层") as caught:
        read(pdf([]), "扫描.pdf")
    assert "OCR" in caught.value.hint
    draft = reading([Put("有字的一页。", LEFT, 700)], [])
    assert draft.warnings == ("第 2 页没有文字层，没有读入",)


def test_fonts_that_do_not_say_what_they_show() -> None:
    with pytest.raises(UnreadableSource, match="乱码"):
        read(pdf([Put("整村授信" * 20, LEFT, 700)], readable=False), "a.pdf")


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


def test_too_many_pages() -> None:
    with pytest.raises(TooLargeSource, match="页"):
        read(pdf(*[[] for _ in range(MAX_PAGES + 1)]), "a.pdf")


def test_characters_that_share_a_glyph_with_those_meant() -> None:
    assert meant("⽉⽇⾄⼾⻓⺠―〜\u2003") == "月日至户长民—～\u3000"
    unchanged = "整村授信，“户”均1.2万元……（一）·《办法》"
    assert meant(unchanged) == unchanged


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
