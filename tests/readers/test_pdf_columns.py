"""Columns of a PDF are read one after the other."""

from __future__ import annotations

import pytest

from kb.readers.read import read
from tests.readers.making import Item, Put, pdf, sample
from tests.readers.setting import LONG, SENTENCE, reading, set_column, texts


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


def test_a_box_next_to_the_text_is_read_by_itself() -> None:
    box: list[Item] = ["350 640 160 60 re S", Put("框内：评议会现场", 360, 680)]
    page = [Put("支行请村干部和村民代表逐户评议，", 72, 680), Put("公示无异议。", 72, 660), *box]
    assert texts(page) == ["支行请村干部和村民代表逐户评议，公示无异议。", "框内：评议会现场"]


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
