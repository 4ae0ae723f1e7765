"""Lines that say who made a text, and those that look like it."""

from __future__ import annotations

import pytest

from kb.text import is_imprint


@pytest.mark.parametrize(
    ("line", "imprint"),
    [
        ("日期 | 学习内容 | 收获", False),
        ("时间 | 地点 | 学习内容", False),
        ("日期 | 2025年9月3日", True),
        ("编辑：宋婉　审核：李铎", True),
    ],
)
def test_the_row_of_heads_of_a_table_is_no_imprint(line: str, *, imprint: bool) -> None:
    """The heads of a table below the title were left out of the text."""
    assert is_imprint(line) is imprint
