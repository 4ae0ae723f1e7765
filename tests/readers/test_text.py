"""Markdown and plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import EmptySource
from kb.readers.draft import Block, Draft
from kb.readers.read import read
from tests.reading import in_order, squeezed


def markdown(text: str) -> Draft:
    return read(text.encode(), "简报.md")


def texts(text: str) -> list[str]:
    return [block.text for block in markdown(text).blocks]


def test_headings_and_paragraphs() -> None:
    assert markdown("# 标题\n\n第一段\n接着说\n\n## 一、小组 ##\n\n- 甲\n- 乙\n").blocks == (
        Block("标题", level=1),
        Block("第一段接着说"),
        Block("一、小组", level=2),
        Block("甲"),
        Block("乙"),
    )
    assert markdown("标题\n===\n\n小组\n---\n\n文\n").blocks == (
        Block("标题", level=1),
        Block("小组", level=2),
        Block("文"),
    )


def test_numbers_in_front_stay_and_begin_a_paragraph() -> None:
    assert texts("1. 甲\n2. 乙\n（三）丙\n四、丁\n接着丁") == [
        "1. 甲",
        "2. 乙",
        "（三）丙",
        "四、丁接着丁",
    ]


def test_marks_within_a_line_come_off() -> None:
    assert texts("**整村授信**先[评议](http://x.cn/a)，后\\*签约\\*。") == [
        "整村授信先评议，后*签约*。"
    ]
    assert texts("![签约现场](1.jpg)\n\n![](2.jpg)") == ["签约现场"]


def test_a_bold_line_is_bold_and_one_with_two_bold_words_is_not() -> None:
    assert [b.bold for b in markdown("**一、甲**\n\n**甲**和**乙**\n\n__丙__").blocks] == [
        True,
        False,
        True,
    ]


def test_front_matter_is_no_text_but_knows_the_title() -> None:
    draft = markdown("---\r\ntitle: 第三周纪实\r\n---\r\n\r\n正文。\r\n")
    assert draft == Draft((Block("正文。"),), "第三周纪实")
    assert texts("---\n\n第一段。\n\n---\n\n第二段。\n") == ["第一段。", "第二段。"]
    assert texts("---\ntitle: [没有收尾\n\n正文。") == ["title: [没有收尾", "正文。"]


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


@given(st.text("#*_-=[]()!\\`> \n一二a1.", max_size=40))
def test_of_any_markdown_the_words_are_kept_in_order(text: str) -> None:
    words = "".join(char for char in text if char.isalnum())
    try:
        found = "".join(block.text for block in markdown(text).blocks)
    except EmptySource:
        found = ""
    assert in_order(words, found) == "" or "](" in text  # the address of a link is no text


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


def test_bold_words_before_a_blank_are_no_bullet() -> None:
    assert texts("**新人先跟单。** 三个月只跟单。") == ["新人先跟单。 三个月只跟单。"]


def test_italics_and_quotations_come_off_and_products_stay() -> None:
    assert texts("*沙渚农商银行 汪小满*") == ["沙渚农商银行 汪小满"]
    assert texts("> 第7期") == ["第7期"]
    assert texts("按5*8*3计分") == ["按5*8*3计分"]


def test_a_table_of_markdown_is_read_row_by_row() -> None:
    text = "各支行：\n| 支行 | 户数 |\n|:---|---:|\n| **城关**\\|东门 | 61 |\n| 柳溪 | |\n"
    assert texts(text) == ["各支行：", "支行 | 户数", "城关|东门 | 61", "柳溪 |"]
    assert texts("支行 | 户数\n---|---\n城关 | 61") == ["支行 | 户数", "城关 | 61"]
    assert texts("| 支行 | 户数 |\n| 城关 | 61 |") == ["支行 | 户数", "城关 | 61"]
    assert texts("甲 | 乙") == ["甲 | 乙"]
