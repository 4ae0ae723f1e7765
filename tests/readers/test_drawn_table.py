"""Tables drawn with characters in plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.readers.drawn_table import with_rows

DRAWN = """前一段。
┌────┬────┐
│支行  │户数  │
├────┼────┤
│城关  │1,200 │
│      │      │
└────┴────┘
后一段。"""
TYPED = """+------+------+
| 支行 | 户数 |
+------+------+
| 城关 | 36   |
+------+------+"""


def rows(text: str) -> list[str]:
    return [line for line in with_rows(text.splitlines()) if line]


def test_a_drawn_table_is_read_row_by_row() -> None:
    assert rows(DRAWN) == ["前一段。", "支行 | 户数", "城关 | 1,200", "后一段。"]
    assert rows(TYPED) == ["支行 | 户数", "城关 | 36"]


def test_bars_and_rules_elsewhere_stay() -> None:
    for line in ("|甲|乙|", "- - - -", "========", "一+二", "│甲│", "++"):
        assert rows(line) == [line]


@given(st.lists(st.text("甲乙1 ,", min_size=1, max_size=6), min_size=1, max_size=5))
def test_no_character_of_a_cell_is_lost(cells: list[str]) -> None:
    drawn = ["┌─┬─┐", f"│{'│'.join(cells)}│", "└─┴─┘"]
    read = "".join(rows("\n".join(drawn)))
    wanted = "".join(cell.strip() for cell in cells)
    assert read.replace(" | ", "") == wanted
