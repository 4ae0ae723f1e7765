"""Fields of a form above the text."""

from __future__ import annotations

from kb.readers import Block
from kb.structure.form_fields import (
    form_begins,
    heads_form,
    is_about_visit,
    is_line_of_fields,
    is_one_of_fields,
)
from kb.text import CELLS

BLOCKS = tuple(map(Block, ("标题", "天气：晴", "学习小组：甲农商银行赴乙农商银行驻点组", "正文。")))


def test_a_field_needs_another_next_to_it() -> None:
    assert is_one_of_fields(BLOCKS, 1)
    assert not is_one_of_fields((BLOCKS[0], BLOCKS[1], BLOCKS[3]), 1)


def test_a_form_begins_with_a_field() -> None:
    assert form_begins(BLOCKS, 1)
    assert not form_begins(BLOCKS, 0)
    assert not form_begins(BLOCKS, len(BLOCKS))


def test_fields_in_a_line() -> None:
    assert is_line_of_fields("学员：方明　导师：许宁")
    assert is_line_of_fields("学习时间：3月1日")
    assert not is_line_of_fields("学习时间：")


def test_heads_of_columns() -> None:
    assert heads_form(f"项目{CELLS}内容")
    assert not heads_form("项目内容")


def test_the_time_of_a_visit_stands_above_its_place() -> None:
    assert is_about_visit((Block("时间：2025年3月1日"), Block("地点：青溪农商银行")), 0)
    assert not is_about_visit((Block("时间：2025年3月1日"), Block("正文")), 0)
