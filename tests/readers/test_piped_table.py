"""Tables that a plain text writes with pipes."""

from __future__ import annotations

from kb.readers.piped_table import with_piped_rows


def rows(*lines: str) -> list[str]:
    return [line for line in with_piped_rows(lines) if line]


def test_a_table_with_a_line_of_dashes_is_read_row_by_row() -> None:
    found = rows("上文。", "| 支行 | 户数 |", "|---|:-:|", "| 城东 | 12 |", "| 城西 | |", "下文。")
    assert found == ["上文。", "支行 | 户数", "城东 | 12", "城西 | ", "下文。"]


def test_pipes_without_a_line_of_dashes_stay() -> None:
    lines = ["记者 | 卓然", "摄影 | 季明"]
    assert rows(*lines) == lines
