"""Plain text, and what Markdown shares with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import EmptySource
from kb.readers.draft import Block
from kb.readers.read import read
from tests.reading import squeezed


def test_plain_text_is_a_paragraph_a_line() -> None:
    draft = read("标题\r\n\r\n　　第一段。\r第二段。\n".encode("gb18030"), "简报.txt")
    assert draft.blocks == (Block("标题"), Block("第一段。"), Block("第二段。"))


@pytest.mark.parametrize("name", ["空.md", "空.txt"])
def test_an_empty_file_is_said_so(name: str) -> None:
    with pytest.raises(EmptySource):
        read(b" \n\n\t\n", name)


@given(st.lists(st.text("整村授信，。一1a、（）：“” 　", min_size=1, max_size=20), max_size=8))
def test_no_character_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    for name in ("a.md", "a.txt"):
        try:
            found = squeezed("".join(block.text for block in read(text.encode(), name).blocks))
        except EmptySource:
            found = ""
        assert found == squeezed(text)


WRAPPED = """学习简报第3期
（2026年3月2日—3月6日）
一、青枫农商银行：整村授信怎样做
青枫农商银行对整村授信实行名单制管理，全年完成
授信12个村，签约1524户，已用信282户，用信率达到
18.5%，比年初提高6.2个百分点。
二、云泽农商银行：听证怎样做
云泽农商银行邀请村干部、乡贤、客户代表参加听证，
当场承诺还款时间的占六成。
"""


def plain(text: str) -> list[str]:
    return [block.text for block in read(text.encode(), "简报.txt").blocks]


def test_lines_that_a_program_broke_are_joined() -> None:
    assert plain(WRAPPED) == [
        "学习简报第3期",
        "（2026年3月2日—3月6日）",
        "一、青枫农商银行：整村授信怎样做",
        "青枫农商银行对整村授信实行名单制管理，全年完成授信12个村，签约1524户，已用信282户，"
        "用信率达到18.5%，比年初提高6.2个百分点。",
        "二、云泽农商银行：听证怎样做",
        "云泽农商银行邀请村干部、乡贤、客户代表参加听证，当场承诺还款时间的占六成。",
    ]


@given(st.integers(14, 60), st.lists(st.integers(30, 150), min_size=2, max_size=6))
def test_any_width_and_an_indent_on_the_first_line(width: int, lengths: list[int]) -> None:
    sentence = "支行请村干部和村民代表逐户评议，公示无异议后生成名单。额度随名单走，"
    # One long paragraph more, so that the width can be seen.
    whole = [(sentence * 7)[: length - 1] + "。" for length in [*lengths, 230]]
    lines = []
    for paragraph in whole:
        text = "　　" + paragraph
        lines += [text[start : start + width] for start in range(0, len(text), width)]
    assert plain("\n".join(lines)) == whole


def test_lists_and_paragraphs_that_nobody_broke_stay() -> None:
    names = "城关支行张三行长\n柳溪支行李四\n湖滨支行王五主任\n竹园支行赵六"
    assert plain(names) == names.split("\n")
    items = "\n".join(f"{n}. 支行请村干部和村民代表逐户评议并公示" for n in range(1, 6))
    assert plain(items) == items.split("\n")
    headed = "云州农商银行系统跟班学习活动第二周纪实\n第二周，三个学习组听介绍。"
    assert plain(headed) == headed.split("\n")


def test_latin_words_are_parted_where_the_line_was() -> None:
    english = "the branch asks the village to review\neach household and puts the names up\non the wall for all to see."
    assert plain(english) == [english.replace("\n", " ")]


def test_one_damaged_byte_is_shown_and_told() -> None:
    text = "青枫农商银行对整村授信实行名单制管理，全年完成授信12个村，签约1524户。"
    for encoding, place in (("utf-8", 30), ("utf-8", 31), ("gb18030", 20), ("gb18030", 21)):
        data = bytearray(text.encode(encoding))
        data[place] = 0xFF
        draft = read(bytes(data), "简报.txt")
        (block,) = draft.blocks
        assert "\ufffd" in block.text
        assert block.text.endswith("全年完成授信12个村，签约1524户。")
        (told,) = draft.warnings
        assert "个字已损坏" in told
        assert "\ufffd" in told


def test_rows_with_tabs_are_rows_of_a_table() -> None:
    assert plain("机构\t户数\n城关\t1520户\n石塘\t98户\n合计") == [
        "机构 | 户数",
        "城关 | 1520户",
        "石塘 | 98户",
        "合计",
    ]
    assert plain("时间\t地点") == ["时间\t地点"]
    assert plain("\t缩进的一段。\n\t缩进的二段。") == ["缩进的一段。", "缩进的二段。"]


def test_numbered_paragraphs_with_a_hanging_indent() -> None:
    first = (
        "一、名单制管理。该行对辖内一千三百一十八户商户建立名单，按季更新，三人分片包干，不走过场。"
    )
    second = (
        "二、夜市支付。联合城管部门为八十六个摊位布放收款码，日均交易一千二百四十笔，没有投诉。"
    )
    lines = [text for item in (first, second) for text in (item[:30], f"    {item[30:]}")]
    draft = read("\n".join(lines).encode(), "a.txt")
    assert [block.text for block in draft.blocks] == [first, second]


def test_short_lines_below_a_number_are_a_list() -> None:
    lines = ["一、建档", "    入户采集", "    录入系统", "二、评议", "    张榜公示"]
    draft = read("\n".join(lines).encode(), "a.txt")
    assert [block.text for block in draft.blocks] == [line.strip() for line in lines]
