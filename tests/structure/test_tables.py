"""Which paragraphs are rows of one table."""

from __future__ import annotations

import pytest

from kb.structure.tables import heads_among, tells_point

HEAD = "单位 | 序号 | 可借鉴做法 | 具体内容 | 我行现状"


@pytest.mark.parametrize(
    ("row", "head", "tells"),
    [
        (
            "槿湾农商银行 | 3 | 到期三提醒 | 到期前提醒三次，最后一次必须面谈。 | 只发短信",
            HEAD,
            True,
        ),
        ("槿湾农商银行 | 4 | 信用卡 | 同左 | 暂不调整，等省联社统一部署以后再议", HEAD, False),
        ("5 | 信用卡 | 到期前提醒三次，最后一次必须面谈。", "序号 | 项目 | 内容", False),
        ("槿湾农商银行 | 3 | 到期三提醒", HEAD, False),
        ("1 | " + "逾期首日必须见面，打电话不算。" * 2, "", True),
    ],
)
def test_a_column_of_practices_needs_less(row: str, head: str, *, tells: bool) -> None:
    assert tells_point(row, head) is tells


def test_bold_heads_of_a_table_open_no_point() -> None:
    table = ["环节 | 甲 | 乙", "环节 | 做法 | 成效", "评议 | 七人 | 半天", "公示 | 村口 | 七天"]
    assert heads_among({1, 2}, ["先说一句。", *table]) == {1, 2}
    assert heads_among({1, 2, 3, 4}, ["先说一句。", *table]) == frozenset()
    assert heads_among({1, 4}, ["先说一句。", *table]) == frozenset()
    assert heads_among({0}, ["先说一句。", *table]) == frozenset()
