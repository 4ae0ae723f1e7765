"""Page numbers between and within the sentences of a text."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.furniture import without_furniture
from kb.text import without_page_numbers
from tests.structure.visiting import TEXT


def test_page_numbers_within_a_sentence() -> None:
    assert without_page_numbers("有机稻、—3— 红薯等产业") == "有机稻、红薯等产业"
    assert without_page_numbers("走访扎实，- 2 - 客户经理") == "走访扎实，客户经理"
    assert without_page_numbers("先试行， 第 3 页 共 5 页 再推开。") == "先试行，再推开。"
    assert without_page_numbers("见合同第3页共5页") == "见合同第3页共5页"
    assert without_page_numbers("2014—2017年") == "2014—2017年"
    assert without_page_numbers("编号12 - 3 - 45") == "编号12 - 3 - 45"


def test_a_sentence_goes_on_behind_the_page_number() -> None:
    lines = ("学习小结", "逐户登记人口、", "— 3 —", "收入和资金用途。", "当天录入系统。")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert [block.text for block in found.blocks] == [
        "学习小结", "逐户登记人口、收入和资金用途。", "当天录入系统。",
    ]  # fmt: skip
    assert found.furniture == ("— 3 —",)


@pytest.mark.parametrize(
    "number", ["· 4 ·", "－ 3 －", "~ 7 ~", "第 2 页", "3 / 12", "Page 4 of 9", "5"]
)
def test_a_page_number_within_a_sentence_in_any_form(number: str) -> None:
    lines = ("学习小结", "逐户登记人口，问清", number, "收入和资金用途。", "当天录入系统。")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert [block.text for block in found.blocks] == [
        "学习小结", "逐户登记人口，问清收入和资金用途。", "当天录入系统。",
    ]  # fmt: skip


def test_a_number_behind_a_whole_sentence_is_kept() -> None:
    lines = ("学习小结", "逐户登记人口。", "3/12", "收入和资金用途当天录入系统。", "完")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert "3/12" in [block.text for block in found.blocks]


@pytest.mark.parametrize("number", ["3 / 12", "P3"])
def test_a_number_of_how_many_set_apart_is_a_page_number(number: str) -> None:
    lines = ("学习小结", "逐户登记人口。", number, "收入和资金用途当天录入系统。")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert found.furniture == (number,)


def test_a_number_below_the_title_is_no_page_number() -> None:
    lines = ("跟班在柳湾，这三招真管用", "01", "进院子，报额度", TEXT, "02", "上白板", TEXT)
    found = without_furniture([Block(line) for line in lines], of_a_page=True)
    assert found.furniture == ()
