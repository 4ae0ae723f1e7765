"""PDF files: lines become paragraphs again, and what a printer added is removed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from kb.errors import EncryptedSource, NoTextLayer, TooLargeSource, UnreadableSource
from kb.readers.pdf import MAX_PAGES
from kb.readers.pdf.characters import meant
from kb.readers.pdf.paragraphs import UNPARTED
from kb.readers.read import Block, Draft, read
from tests.readers.making import FORMATS, Item, Put, hexed, pdf, sample

LEFT, TOP, SIZE, LEADING, PER_LINE = 60.0, 780.0, 12.0, 20.0, 38
SENTENCE = "支行请村干部和村民代表逐户评议，公示无异议后才生成预授信名单，额度随名单走"


def reading(*pages: Sequence[Put | str]) -> Draft:
    return read(pdf(*pages), "简报.pdf")


def texts(*pages: Sequence[Put | str]) -> list[str]:
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


def test_columns_are_read_one_after_the_other_and_told() -> None:
    draft = sample("columns.pdf")
    assert draft.warnings == ("第 1 页是分栏排版，已按栏读入，请核对",)
    assert [block.text[:2] for block in draft.blocks] == [
        "两栏",
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
    ]
    assert draft.blocks[0].centred
    assert draft.blocks[1].text.endswith("额度随名单走，不搞一刀切。")


def set_column(text: str, x: float, y: float, measure: int = 16) -> list[Item]:
    """A paragraph in a column of so many characters."""
    rows = [text[at : at + measure] for at in range(0, len(text), measure)]
    return [Put(row, x, y - 20 * n, 12) for n, row in enumerate(rows)]


LONG = "支行请村干部和村民代表逐户评议，公示无异议后才生成预授信名单，额度随名单走，" * 3


def test_columns_below_lines_across_and_on_the_next_page() -> None:
    first, second = f"甲{LONG}不搞一刀切。", f"乙{LONG}不念文件。"
    across = "本周三个学习组分别到三家行跟班学习，听介绍、看现场、问做法，收获不小，现将主要做法摘登如下，供各行参考。"
    opening: list[Item] = [Put(across[:38], 72, 780), Put(across[38:], 72, 760)]
    left = [*set_column(first, 72, 700), *set_column(first, 72, 540)]
    right = [*set_column(second, 300, 700), *set_column(second[:96], 300, 540)]
    follows = [
        *set_column(second[96:], 72, 780),
        *set_column(first, 72, 740),
        *set_column(second, 300, 780),
        *set_column(first, 300, 620),
    ]
    draft = read(pdf([*opening, *left, *right], follows), "a.pdf")
    assert [block.text for block in draft.blocks] == [
        across, first, first, second, second, first, second, first
    ]  # fmt: skip
    assert draft.warnings == ("第 1、2 页是分栏排版，已按栏读入，请核对",)


def test_the_gap_is_not_behind_the_ends_of_short_lines() -> None:
    # Six short lines end in a narrow strip, where few lines run across; at the gap none does.
    short = [f"{name}、要点写在一行里" for name in "一二三四五六"]
    told = "清收员每周有两个晚上在外面走访登记并把结果报给部门负责人当面核对"
    left = [
        item
        for n, line in enumerate(short)
        for item in (Put(line, 72, 720 - 60 * n, 12), *set_column(told, 72, 700 - 60 * n))
    ]
    right = set_column(f"乙{LONG}{LONG}{LONG}{LONG}签字后归档。", 300, 720)
    found = "".join(texts([*left, *right]))
    assert (
        found
        == "".join(f"{line}{told}" for line in short) + f"乙{LONG}{LONG}{LONG}{LONG}签字后归档。"
    )


@pytest.mark.parametrize(
    "foot",
    ["报送：董事长、行长", "抄送：各支行", "责任编辑：林桥", "发：辖内各行社", "共印50份"],
)
def test_the_foot_below_columns_is_in_none_of_them(foot: str) -> None:
    text = "客户经理每周走访村组并把结果登记在册风险部每月抽查其中的两成发现问题当面讲清" * 5
    halves = [*set_column(text[:96], 72, 700), *set_column(text[96:], 300, 700)]
    found = read(pdf([*halves, Put(foot, 72, 580, 12)]), "a.pdf")
    assert [block.text for block in found.blocks] == [text, foot]


def test_three_columns() -> None:
    texts_ = [f"{name}{LONG}当场登记在册。" for name in "甲乙丙"]
    page = [
        item for n, text in enumerate(texts_) for item in set_column(text, 60 + n * 170, 700, 12)
    ]
    assert texts(page) == texts_


def test_a_headline_in_the_middle_parts_the_articles_of_a_newspaper() -> None:
    above = [f"{name}{LONG}当场登记在册。" for name in "甲乙丙"]
    below = [f"{name}{LONG}逐户评议公示。" for name in "丁戊己"]
    page = [
        item
        for y, texts_ in ((760, above), (460, below))
        for n, text in enumerate(texts_)
        for item in set_column(text, 60 + n * 170, y, 12)
    ]
    middle = (60 + 60 + 2 * 170 + 12 * 12) / 2
    headline = Put("柜台里的课堂", middle - 3 * 20, 490, 20, bold=True)
    assert texts([*page, headline]) == [*above, "柜台里的课堂", *below]


def test_lines_of_a_slide_are_paragraphs() -> None:
    lines = ["参加晨会15次、走访62户、列席贷审会3次", "见到返乡创业户二百三十户", "年底前完成建档"]
    slide = [Put(line, LEFT, 400 - 30 * n, 20) for n, line in enumerate(lines)]
    upright = pdf(slide)
    wide = upright.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 842 595]")
    assert [block.text for block in read(wide, "a.pdf").blocks] == lines


def level(*heights: float, left: float = 72, right: float = 500) -> list[Item]:
    """Horizontal rules."""
    return [f"{left} {y} m {right} {y} l S" for y in heights]


def cells(y: float, *texts: str) -> list[Item]:
    """The cells of a row."""
    return [Put(text, 76 + 120 * n, y) for n, text in enumerate(texts) if text]


def test_a_table_with_rules_between_its_rows_only() -> None:
    rows = [
        *level(720, 700, 660, 620),
        *cells(706, "机构", "做法", "户数"),
        *cells(684, "", "先拟定名单再", ""),
        *cells(676, "青枫支行", "", "1520户"),
        *cells(668, "", "评议公示", ""),
        *cells(646, "柳溪", "逐户采集", "98"),
        *cells(630, "支行", "", "户"),
    ]
    page = [*PARAGRAPH, *rows]
    assert texts(page)[1:] == [
        "机构 | 做法 | 户数",
        "青枫支行 | 先拟定名单再评议公示 | 1520户",
        "柳溪支行 | 逐户采集 | 98户",
    ]


PARAGRAPH: list[Item] = [
    Put("各支行的情况如下，这一行的文字比较长，横贯整页，说明正文有多宽。", 72, 760)
]


def test_a_table_with_one_rule_under_its_heads() -> None:
    rows = [
        *level(720, 700, 640, 620),
        *cells(706, "机构", "户数"),
        *cells(686, "青枫支行", "1520"),
        *cells(666, "柳溪支行", "98"),
        *cells(646, "石塘支行", "76"),
        *cells(626, "合计", "1694"),
    ]
    assert texts([*PARAGRAPH, *rows])[1:] == [
        "机构 | 户数",
        "青枫支行 | 1520",
        "柳溪支行 | 98",
        "石塘支行 | 76",
        "合计 | 1694",
    ]


def test_a_table_whose_rows_stand_on_strips_of_colour() -> None:
    grounds: list[Item] = [f"0.8 g 72 {y} 428 40 re f 0 g" for y in (680, 600)]
    rows = [
        *cells(704, "青枫农商", "先拟定名单"),
        *cells(688, "银行", "再评议"),
        *cells(656, "云泽", "逐户采集"),
        *cells(616, "柳溪", "公示"),
    ]
    assert texts([*PARAGRAPH, *grounds, *rows])[1:] == [
        "青枫农商银行 | 先拟定名单再评议",
        "云泽 | 逐户采集",
        "柳溪 | 公示",
    ]


def test_rules_under_headings_make_no_table() -> None:
    page = [
        *level(700, 600, 500),
        Put("一、走访", 72, 706),
        Put("二、评议", 72, 606),
        Put("支行请村干部逐户评议。", 72, 680),
    ]
    assert texts(page) == ["一、走访", "支行请村干部逐户评议。", "二、评议"]


def test_a_box_next_to_the_text_is_read_by_itself() -> None:
    box: list[Item] = ["350 640 160 60 re S", Put("框内：评议会现场", 360, 680)]
    page = [Put("支行请村干部和村民代表逐户评议，", 72, 680), Put("公示无异议。", 72, 660), *box]
    assert texts(page) == ["支行请村干部和村民代表逐户评议，公示无异议。", "框内：评议会现场"]


def test_pronunciation_above_a_character_is_told() -> None:
    draft = reading([Put("miǎo", 84, 714, 6), Put("在淼河村走访，面积大。", 72, 700)])
    assert [block.text for block in draft.blocks] == ["在淼河村走访，面积大。"]
    assert draft.warnings == ("没有读入：注音 1 处（“miǎo”）",)


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


def narrow(*items: Put | str) -> list[str]:
    """The paragraphs of a page whose digits are half as wide as Han."""
    return [block.text for block in read(pdf(items, narrow=True), "简报.pdf").blocks]


SENTENCES = "全年完成授信12个村，签约1524户，已用信282户，用信率18.5%，比年初提高6.2个百分点。"


def glyph_by_glyph(text: str, spacing: float, size: float = 12.0) -> list[Put]:
    """Each character by itself, as browsers print them, with room between any two."""
    puts, x = [], LEFT
    for char in text:
        puts.append(Put(char, x, 700, size))
        x += (0.5 if char.isascii() else 1.0) * size + spacing
    return puts


@pytest.mark.parametrize("spacing", [0, 0.5, 1.5, 3, 6])
def test_text_that_is_spaced_out_has_no_blanks(spacing: float) -> None:
    text = SENTENCES[:24]
    assert narrow(*glyph_by_glyph(text, spacing)) == [text]
    shown = f"BT /F 12 Tf {spacing} Tc 1 0 0 1 {LEFT} 700 Tm {hexed(text)} Tj ET"
    assert narrow(shown) == [text]
    parts = f"{hexed('全年完成授信1')} {hexed('2个村，')}"
    assert narrow(f"BT /F 12 Tf {spacing} Tc 1 0 0 1 {LEFT} 700 Tm [{parts}] TJ ET") == [
        "全年完成授信12个村，"
    ]


def test_words_of_letters_stay_parted_whether_or_not_a_blank_was_typed() -> None:
    assert narrow(Put("use of CRM", LEFT, 700)) == ["use of CRM"]
    apart = [Put("use", LEFT, 700), Put("of", LEFT + 22, 700), Put("CRM", LEFT + 38, 700)]
    assert narrow(*apart) == ["use of CRM"]
    moved = f"[{hexed('use')} -300 {hexed('of')}] TJ"
    assert narrow(f"BT /F 12 Tf 1 0 0 1 {LEFT} 700 Tm {moved} ET") == ["use of"]
    kerned = f"[{hexed('1')} 40 {hexed('524')} -60 {hexed('户')}] TJ"
    assert narrow(f"BT /F 12 Tf 1 0 0 1 {LEFT} 700 Tm {kerned} ET") == ["1524户"]


def test_figures_above_the_line_are_powers() -> None:
    page = [Put("按10", LEFT, 700), Put("4", LEFT + 24, 704, 7), Put("元计", LEFT + 28, 700)]
    assert narrow(*page) == ["按10⁴元计"]


def test_ligatures_are_their_letters() -> None:
    assert narrow(Put("oﬃce ﬁrst", LEFT, 700)) == ["office first"]


def box(left: float, bottom: float, right: float, top: float) -> str:
    return f"{left} {bottom} {right - left} {top - bottom} re S"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S"


def lattice(xs: list[float], ys: list[float]) -> list[str]:
    return [line(x, ys[0], x, ys[-1]) for x in xs] + [line(xs[0], y, xs[-1], y) for y in ys]


CELLS = [
    Put("支行", 62, 705),
    Put("主要做法", 162, 705),
    Put("户数", 262, 705),
    Put("城关支行", 62, 685),
    Put("先由村两委拟定名", 162, 685),
    Put("单，再逐户上门。", 162, 670),
    Put("1520", 262, 685),
    Put("柳溪支行", 62, 645),
    Put("背靠背打分", 162, 645),
    Put("966", 262, 645),
]
ROWS = [
    "支行 | 主要做法 | 户数",
    "城关支行 | 先由村两委拟定名单，再逐户上门。 | 1520",
    "柳溪支行 | 背靠背打分 | 966",
]


def filled(xs: list[float], ys: list[float]) -> list[str]:
    """The lines as thin filled boxes, as browsers print them."""
    return [f"{x} {ys[0]} 0.7 {ys[-1] - ys[0]} re f" for x in xs] + [
        f"{xs[0]} {y} {xs[-1] - xs[0]} 0.7 re f" for y in ys
    ]


def cell_by_cell(xs: list[float], ys: list[float]) -> list[str]:
    """A box around each cell, a hair from its neighbours."""
    return [
        box(left + 0.5, bottom + 0.5, right - 0.5, top - 0.5)
        for left, right in pairwise(xs)
        for bottom, top in pairwise(ys)
    ]


@pytest.mark.parametrize("drawn", [lattice, filled, cell_by_cell])
def test_cells_that_wrap_stay_in_their_row(
    drawn: Callable[[list[float], list[float]], list[str]],
) -> None:
    lines = drawn([60, 160, 260, 300], [640, 660, 700, 720])
    assert narrow(*CELLS, *lines) == ROWS
    around = [Put("各支行情况如下表：", LEFT, 740), Put("表后一段。", LEFT, 600)]
    assert narrow(*around, *CELLS, *lines) == ["各支行情况如下表：", *ROWS, "表后一段。"]


def test_merged_cells_of_a_drawn_table_stand_in_each_row_and_column() -> None:
    lines = [box(60, 640, 300, 720), line(160, 640, 160, 720), line(160, 700, 300, 700)]
    lines += [line(230, 640, 230, 700), line(60, 680, 300, 680), line(160, 660, 300, 660)]
    cells = [
        Put("支行", 62, 695),
        Put("签约", 180, 705),
        Put("户", 170, 685),
        Put("万元", 240, 685),
    ]
    cells += [Put("城关", 62, 662), Put("61", 170, 665), Put("305", 240, 665)]
    cells += [Put("42", 170, 645), Put("210", 240, 645)]
    assert narrow(*cells, *lines) == [
        "支行 | 签约 | 签约",
        "支行 | 户 | 万元",
        "城关 | 61 | 305",
        "城关 | 42 | 210",
    ]


def test_a_frame_or_an_underline_makes_no_table() -> None:
    framed: list[Put | str] = [*set_lines(broken(SENTENCE * 2 + "。"))]
    framed += [box(50, 600, 540, 800), line(60, 700, 200, 700)]
    assert texts(framed) == [SENTENCE * 2 + "。"]


@pytest.mark.parametrize(
    "state",
    ["0.85 g", "0.8 0.8 0.9 rg", "0 0 0 0.15 k", "/Pale gs", "/DeviceGray cs 0.85 sc"],
)
def test_a_large_and_light_watermark_is_told_not_read(state: str) -> None:
    lines = set_lines(broken(SENTENCE * 3 + "。"))
    mark = f"q {state} BT /F 40 Tf 1 0 0 1 150 750 Tm {hexed('内部资料')} Tj ET Q"
    draft = read(pdf([mark, *lines]), "a.pdf")
    assert [block.text for block in draft.blocks] == [SENTENCE * 3 + "。"]
    assert draft.warnings == ("没有读入：水印 1 处（第 1 页“内部资料”）",)


def test_a_watermark_on_each_page_or_one_the_file_names() -> None:
    mark = Put("内部资料", 150, 735, 40)
    pages = [[mark, *set_lines(broken(SENTENCE * 3 + f"{n}。"))] for n in "一二"]
    assert not any("内部资料" in text for text in texts(*pages))
    named = (
        f"/Artifact << /Subtype /Watermark >> BDC BT /F 14 Tf 60 500 Td {hexed('草稿')} Tj ET EMC"
    )
    draft = read(pdf([named, Put("正文。", LEFT, 700)]), "a.pdf")
    assert [block.text for block in draft.blocks] == ["正文。"]
    assert draft.warnings == ("没有读入：水印 1 处（第 1 页“草稿”）",)


def test_slanted_text_is_told() -> None:
    page = [Put("第一行。", 100, 400), Put("机密", 300, 300, 60, matrix="0.7 0.7 -0.7 0.7")]
    assert reading(page).warnings == ("没有读入：斜排的文字，多为水印 1 处（第 1 页“机密”）",)


def test_light_headings_and_white_ones_on_a_bar_stay() -> None:
    bar = f"0 0 1 rg 60 690 300 30 re f 1 g BT /F 20 Tf 70 700 Td {hexed('学习情况')} Tj ET 0 g"
    lines = set_lines(broken(SENTENCE * 3 + "。"), 650)
    assert texts([bar, *lines]) == ["学习情况", SENTENCE * 3 + "。"]


def test_headers_of_pages_are_told_and_a_masthead_is_read_once() -> None:
    lines = broken(SENTENCE * 20 + "。")
    for head, first, told in (
        ("云州农商银行学习简报 第12期", True, ()),
        (
            "内部资料 注意保存",
            False,
            ("没有读入：页眉或页脚 1 处（第 1 页起“内部资料 注意保存”）",),
        ),
    ):
        pages = [
            [
                Put(head, LEFT, 815, 9),
                *set_lines(lines[n * 8 : n * 8 + 8]),
                Put(str(n + 1), 280, 30, 9),
            ]
            for n in range(3)
        ]
        draft = reading(*pages)
        assert (draft.blocks[0].text == head) is first
        assert len(draft.blocks) == 1 + first
        assert draft.warnings == told


def column(text: str, x: float, size: float = 12.0) -> list[Put]:
    return [Put(char, x, 760 - 1.05 * size * number, size) for number, char in enumerate(text)]


def test_text_in_columns_of_characters_is_read_from_the_right() -> None:
    text = SENTENCE + "。"
    page = [
        put
        for number in range(2)
        for put in column(text[number * 20 : number * 20 + 20], 500 - 24 * number)
    ]
    draft = reading(page)
    assert [block.text for block in draft.blocks] == [text]
    assert draft.warnings == ("第 1 页有竖排文字，已按从右到左的列读入，请核对",)


def test_a_font_for_columns() -> None:
    page = [Put(SENTENCE[:20], 500, 760), Put(SENTENCE[20:] + "。", 476, 760)]
    draft = read(pdf(page, encoding="Identity-V"), "a.pdf")
    assert [block.text for block in draft.blocks] == [SENTENCE + "。"]


def test_a_page_of_text_that_lies_on_its_side_without_saying_so() -> None:
    lying = [
        Put("第一行。", 100, 200, matrix="0 1 -1 0"),
        Put("第二行。", 140, 200, matrix="0 1 -1 0"),
    ]
    assert texts(lying) == ["第一行。第二行。"]


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


def test_text_that_stands_for_glyphs() -> None:
    actual = f"/Span << /ActualText <feff6708> >> BDC BT /F 12 Tf 72 700 Td {hexed('A')} Tj ET EMC"
    assert narrow(Put("三", LEFT, 700), actual, Put("六日", 78, 700)) == ["三月六日"]


def test_a_line_of_issue_publisher_and_day_is_no_part_of_the_paragraph_below() -> None:
    text = f"一组{LONG * 3}不搞一刀切。"
    rows = [text[:36], *(text[at : at + 38] for at in range(36, len(text), 38))]
    body = [Put(row, 96 if n == 0 else 72, 700 - 20 * n, 12) for n, row in enumerate(rows)]
    items = [Put("第6期", 72, 720), Put("人力资源部", 260, 720), Put("2025年6月23日", 450, 720)]
    found = texts([*items, *body])
    assert found[0].endswith("2025年6月23日")
    assert found[1] == text
