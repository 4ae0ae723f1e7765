"""Lines that say who wrote or said what stands below."""

from __future__ import annotations

import pytest

from kb.structure.bylines import is_byline


@pytest.mark.parametrize(
    "line",
    [
        "公司业务部总经理　丁一帆",
        "市场部　吴立",
        "（运营部 陶小梅）",
        "文/城东支行　江 涛",
        "信贷管理部 何平、方小舟",
        "石坝农商银行大洼支行全体",
        "石坝农商银行城东支行全体员工",
        "石坝农商银行跟班学习小组全体成员",
        "石坝县农村信用合作联社 全体职工",
    ],
)
def test_who_signs(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "城东支行全体员工每天开晨会",
        "信贷部　客户经理",
        "我在信贷部　九月",
        "全体员工",
        "去柳湾看了一圈，支行全体员工",
    ],
)
def test_who_does_not_sign(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("line", "says"), [("调研组", True), ("赴外学习组", True), ("石桥组", False)]
)
def test_a_group_alone_is_a_byline_unless_it_has_a_name(line: str, says: bool) -> None:
    assert is_byline(line) is says
