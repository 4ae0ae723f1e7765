"""What stands at the head of a column says what its figures measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.enrich.table_heads import column_head

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
    assert column_head(text, text.index(figure)) == head


@given(st.text("甲1 |\n。", max_size=60), st.integers(0, 70))
def test_any_text_has_a_head_or_none(text: str, at: int) -> None:
    assert isinstance(column_head(text, min(at, len(text))), str)
