"""Titles that are broken into lines."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.title_lines import with_title_in_one


def texts(*lines: str) -> list[str]:
    return [block.text for block in with_title_in_one([Block(line) for line in lines])]


@pytest.mark.parametrize(
    "lines",
    [
        ("关于组织中层干部赴", "松原农商银行开展", "对标学习情况的报告"),
        ("关于赴", "柳泉农商银行", "考察学习情况的", "报　告"),
        ("学习松原农商银行", "“整村授信”工作法的", "几点体会"),
        ("沙柳滩农商银行网点转型", "的三点做法"),
        ("关于印发《禾丰农商银行", "赴先进行社跟岗学习情况", "汇编》的通知"),
    ],
)
def test_the_lines_of_one_title(lines: tuple[str, ...]) -> None:
    title = "".join(lines).replace("　", "")
    assert texts(*lines, "各支行：", "正文。") == [title, "各支行：", "正文。"]


@pytest.mark.parametrize(
    "lines",
    [
        ("学习松原农商银行", "一、走访情况报告"),
        ("关于赴", "2026年6月3日至5日", "报告"),
        ("禾丰农商银行", "考察报告"),
        ("关于学习情况", "我们走了三个村。", "报告"),
        ("对标松原农商银行", "走村串户", "祠堂评议"),
    ],
)
def test_lines_that_are_not_one_title(lines: tuple[str, ...]) -> None:
    assert texts(*lines) == list(lines)


def test_lines_of_different_looks_are_not_joined() -> None:
    blocks = [Block("关于赴松原农商银行", bold=True), Block("考察学习的报告")]
    assert with_title_in_one(blocks) == tuple(blocks)
