"""Lines of cells are tables, told apart for being shown; nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.tables import CELLS, Table, is_head, lines_and_tables, named_columns

HEAD = "指标 | 青枫农商银行 | 我行"
ROW = "存款余额（亿元） | 210.4 | 98.7"


def shown(text: str) -> list[str | list[list[str]]]:
    """The lines, and the tables as rows of cells."""
    return [
        [[text[a:b] for a, b in row] for row in part.rows]
        if isinstance(part, Table)
        else text[slice(*part.span)]
        for part in lines_and_tables(text)
    ]


def test_lines_around_a_table_stay_lines() -> None:
    assert shown(f"主要指标如下：\n{HEAD}\n{ROW}\n以上。") == [
        "主要指标如下：",
        [["指标", "青枫农商银行", "我行"], ["存款余额（亿元）", "210.4", "98.7"]],
        "以上。",
    ]


@pytest.mark.parametrize(
    "text", ["", "一句话。", "甲 | 乙", "甲 | 乙\n丙", "甲 | 乙\n甲 | 乙 | 丙", "甲|乙\n丙|丁"]
)
def test_what_is_no_table_stays_lines(text: str) -> None:
    assert shown(text) == text.split("\n")


@pytest.mark.parametrize(
    ("text", "has_head"),
    [
        (f"{HEAD}\n{ROW}", True),
        ("机构 | 人数\n云岭农商银行 | 12\n东山农商银行 | 8", True),
        ("部门 | 第一季度\n零售 | 12户\n公司 | 3户", True),
        ("承办行 | 青枫农商银行\n派出行 | 云岭农商银行", False),
        ("2025年 | 12 | 8\n2026年 | 15 | 9", False),
        ("青枫 | 石桥 | 把走访户数和建档质量都纳入客户经理的绩效\n一 | 二 | 三", False),
    ],
)
def test_which_first_rows_name_the_columns(text: str, has_head: bool) -> None:
    (table,) = lines_and_tables(text)
    assert isinstance(table, Table)
    assert table.has_head is has_head


@given(st.lists(st.sampled_from(["甲", "1", "\n", CELLS, "|", " "]), max_size=30).map("".join))
def test_nothing_is_lost(text: str) -> None:
    lines = []
    for part in shown(text):
        lines += [part] if isinstance(part, str) else [CELLS.join(row) for row in part]
    assert "\n".join(lines) == text


def test_a_row_of_a_table_is_told_with_its_columns() -> None:
    text = f"主要指标如下：\n{HEAD}\n{ROW}\n以上。"

    def of(piece: str) -> tuple[str, bool]:
        start = text.index(piece)
        span = start, start + len(piece)
        return named_columns(text, span), is_head(text, span)

    assert of(ROW) == (HEAD, False)
    assert of("210.4") == ("存款余额（亿元），青枫农商银行", False)
    assert of("存款余额（亿元）") == ("", False)
    assert of(HEAD) == of("我行") == ("", True)
    assert of("以上。") == ("", False)
    assert named_columns("签约 | 12户\n用信 | 3户", (0, 8)) == ""
