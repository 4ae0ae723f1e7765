"""Tables whose columns are banks are cut by cell, all others are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text import column_heads, sentences
from kb.text.tables import bars, cell_spans, cells_of


def cut(text: str) -> list[str]:
    return [unit.quoted for unit in sentences(text)]


def test_each_cell_of_a_column_that_is_a_bank_is_a_unit() -> None:
    rows = "评议 | 五人打分 | 没有评议。\n签约 | 上门签。不在家的用视频签 | 集中签"
    assert cut(f"环节 | 青枫农商银行 | 我行\n{rows}") == [
        "环节 | 青枫农商银行 | 我行",
        "评议 | 五人打分", "没有评议。",
        "签约 | 上门签。", "不在家的用视频签", "集中签",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "row", "units"),
    [
        ("序号 | 项目 | 标杆做法 | 本行现状", "1 | 晨会 | 十分钟 | 半小时", ["1 | 晨会 | 十分钟", "半小时"]),
        ("项目 | 白鹭联社 | 差距 | 完成时限", "晨会 | 十分钟 | 太长 | 九月", ["晨会 | 十分钟", "太长", "九月"]),
        ("序号 | 环节 | 石桥 | 我行", "1 | 贷后 | 半年一检 | 没有", ["1 | 贷后 | 半年一检", "没有"]),
        ("环节 | 石桥 | 松岭（我行）", "贷后 | 半年一检 | 一年一检", ["贷后 | 半年一检", "一年一检"]),
        ("指标 | 桐汊 | 麦陵", "贷后 | 半年一检 | 没有", ["贷后 | 半年一检", "没有"]),
        ("序号 | 学习内容 | 淳浦做法 | 甪塘现状 | 责任部门", "1 | 贷后 | 半年一检 | 没有 | 风险部",
         ["1 | 贷后 | 半年一检", "没有", "风险部"]),
        ("| 石桥农商银行 | 青枫农商银行", "贷后 | 半年一检 | 一年一检", ["贷后 | 半年一检", "一年一检"]),
        ("青枫农商银行做法 | 我行做法", "半年一检 | 一年一检", ["半年一检", "一年一检"]),
    ],
)  # fmt: skip
def test_labels_to_the_left_stay_with_the_first_cell(head: str, row: str, units: list[str]) -> None:
    assert cut(f"{head}\n{row}")[1:] == units


@pytest.mark.parametrize(
    "table",
    [
        "机构 | 做法 | 成效\n青枫农商银行 | 五人打分 | 签约九成",
        "批次 | 农商银行 | 人数\n第一批 | 青枫农商银行 | 8",
        "青枫农商银行 | 石桥农商银行 | 四月\n白鹭农商银行 | 松岭农商银行 | 五月",
        "指标 | 2023年 | 2024年\n存款 | 210 | 236",
        "环节 | 主要做法 | 当前现状\n贷后 | 半年一检 | 没有",
        "环节 | 源头 | 过程\n贷后 | 半年一检 | 没有",
        "手机银行 | 网上银行 | 柜面\n5万户 | 2万户 | 3万户",
        "环节 | 青枫农商银行 | 我行",
    ],
)
def test_other_tables_are_not_cut(table: str) -> None:
    assert cut(table) == table.split("\n")
    assert not column_heads(table)


def test_a_row_with_an_empty_cell_keeps_its_columns() -> None:
    assert cells_of("| 石桥 | 青枫") == ["", "石桥", "青枫"]
    assert cells_of("晨会 | 十分钟 |") == ["晨会", "十分钟", ""]
    assert [bars(line) for line in ("| 石桥 | 青枫", "晨会 | 十分钟 |", "甲|乙", "| 甲")] == [
        2,
        2,
        0,
        0,
    ]


@given(st.text(st.sampled_from("| 甲乙1农商银行我\n。")))
def test_cells_are_places_of_the_line_and_nothing_raises(text: str) -> None:
    sentences(text)
    for line in text.split("\n"):
        spans = cell_spans(line)
        assert len(spans) == bars(line) + 1
        assert all(0 <= start <= end <= len(line) for start, end in spans)
        assert spans == sorted(spans)
