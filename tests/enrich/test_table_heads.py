"""What stands around a cell of a table says what its figure measures and whose it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.enrich.table_heads import Cell, cell_at

TABLE = """各行用信情况如下：
机构 | 授信户数 | 用信率
白沙农商银行 | 1,200户 | 41.5%
东湖农商银行 | 860户 | 39.0%
以上为一季度数据，共2,060户。"""
MERGED = "机构 | 一季度 | 一季度\n机构 | 签约 | 用信\n东门支行 | 30户 | 21户"


@pytest.mark.parametrize(
    ("text", "figure", "head"),
    [
        (TABLE, "1,200户", "授信户数"),
        (TABLE, "39.0%", "用信率"),
        (TABLE, "2,060户", ""),
        (MERGED, "21户", "一季度用信"),
        ("指标 | 2026年一月 | 2026年二月\n用信率 | 41.5% | 43.2%", "43.2%", "2026年二月"),
        ("甲 | 1户", "1户", ""),
        ("甲 | 乙 | 丙\n一 | 2户", "2户", ""),
    ],
)
def test_the_head_of_a_column(text: str, figure: str, head: str) -> None:
    cell = cell_at(text, text.index(figure))
    assert (cell.head if cell else "") == head


@given(st.text("甲1 |\n。", max_size=60), st.integers(0, 70))
def test_any_place_has_a_cell_or_none(text: str, at: int) -> None:
    assert isinstance(cell_at(text, min(at, len(text))), Cell | None)


YEARS = """表1　湘湖农商银行近三年主要指标
指标 | 2023年 | 2024年
存款余额（亿元） | 210.4 | 236.1"""


def test_label_head_caption_and_unit_of_a_cell() -> None:
    cell = cell_at(YEARS, YEARS.index("236.1"))
    assert cell == Cell("存款余额（亿元）", "2024年", "表1　湘湖农商银行近三年主要指标")
    assert cell.unit == "亿元"
    assert cell.names == ("2024年", "存款余额")
    assert cell.bank(("磐石农商银行", "湘湖农商银行")) == "湘湖农商银行"


@pytest.mark.parametrize(
    ("cell", "bank"),
    [
        (Cell("用信率", "湘湖农商银行", "表2　湘湖与磐石对照"), "湘湖农商银行"),
        (Cell("磐石", "用信率"), "磐石农商银行"),
        (Cell("用信率", "湘湖（2025年末）"), "湘湖农商银行"),
        (Cell("用信率", "2025年末", "湘湖农商银行与磐石农商银行对照"), ""),
    ],
)
def test_the_bank_of_a_cell(cell: Cell, bank: str) -> None:
    assert cell.bank(("湘湖农商银行", "磐石农商银行")) == bank


def test_a_row_with_a_number_has_its_label_behind_it() -> None:
    text = "序号 | 指标 | 数值（户）\n1 | 建档户数 | 8600"
    cell = cell_at(text, text.index("8600"))
    assert cell is not None
    assert (cell.label, cell.unit) == ("建档户数", "户")


def test_the_first_cell_may_say_when_the_whole_table_is() -> None:
    text = "指标（2023年9月末） | 湘湖 | 磐石\n各项存款（亿元） | 96.4 | 142.8"
    cell = cell_at(text, text.index("142.8"))
    assert cell is not None
    assert cell.caption == "指标（2023年9月末）"
