"""Headings of slides that stand again on the next."""

from __future__ import annotations

import pytest

from kb.readers import Block, Draft
from kb.structure.slides import of_slides


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("二、学习收获（1/3）", "二、学习收获（2/3）"),
        ("学习收获(1/2)", "学习收获(2/2)"),
        ("学习收获 【1／2】", "学习收获 【2／2】"),
        ("学习收获（1/2）", "学习收获（续）"),
        ("学习收获 [1/2]", "学习收获 [续2]"),
    ],
)
def test_a_heading_that_goes_on_is_one(first: str, second: str) -> None:
    lines = (first, "晨会有“三不”", "不读文件。", second, "走访有“三问”", "问今年种什么。")
    found = of_slides(Draft(tuple(map(Block, lines))))
    heading = found.blocks[0].text
    assert first.startswith(heading)
    assert heading.endswith("学习收获")
    assert [block.text for block in found.blocks[1:]] == [*lines[1:3], *lines[4:]]
    assert found.furniture == (second,)


@pytest.mark.parametrize(
    "line", ["不良贷款（12/30）", "学习收获", "三季度（续作）", "签约户数（1/3）"]
)
def test_other_lines_stay(line: str) -> None:
    draft = Draft((Block(line), Block("不读文件。"), Block("走访有“三问”")))
    assert of_slides(draft) is draft
