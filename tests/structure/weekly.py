"""A weekly bulletin of groups, block by block: what tests of structure are built from."""

from __future__ import annotations

from collections.abc import Iterable

from kb.readers.draft import Block
from kb.structure.understand import Structured
from tests.builders import title_block

TITLE = title_block("跟班学习活动第三周纪实")
DATES = Block("（2018年7月9日—13日）", centred=True)
OPENING = (
    "本周，各小组继续跟班学习，全体学员深入支行，白天走访、晚上交流，收获不小，现将情况摘报如下。"
)
POINTS = ("整村授信先评议", "考核算到每一户", "额度随名单走")
EXPLAINED = (
    "支行请村干部和村民代表逐户评议，公示无异议以后才生成预授信名单，客户经理照名单逐户上门。"
)
han = [f"{n}、" for n in "一二三"]
han_bracket = [f"（{n}）" for n in "一二三"]
digit_dot = ["1.", "2.", "3."]
digit_comma = ["1、", "2、", "3、"]
ordinal = [f"第{n}，" for n in "一二三"]
ALL_NUMBERS = (han, han_bracket, digit_dot, digit_comma, ordinal)


def heading(text: str) -> Block:
    return Block(text, centred=True)


def kinds(made: Structured) -> list[str]:
    return [entry.kind.value for entry in made.bulletin.entries]


def group_of(numbers: Iterable[str]) -> list[Block]:
    """A group's section with activities and numbered lessons."""
    return [
        heading("一、临海组学习情况"),
        Block("临海组在城关支行参加晨会。"),
        Block("临海组到零售部学习阳光信贷流程。"),
        heading("本周临海组学习小结"),
        Block("临海组本周以整村授信为主线，学习心得如下："),
        *(Block(f"{n}{p}。{EXPLAINED}") for n, p in zip(numbers, POINTS, strict=True)),
    ]
