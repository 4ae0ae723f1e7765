"""The name of a paper in two lines above the number of its issue."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.masthead_name import with_name_in_one
from tests.builders import structured

TEXT = "3月9日至13日，第三小组到筼岭农商银行营业部跟班，学习怎样开晨会、怎样排班。"


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        ("霁河农商银行2026年一季度", "跟班学习通讯", "（第九期）"),
        ("全市农商银行系统青年干部", "跟班学习简报", "第6期"),
        ("学先进·比担当", "跟班学习专刊", "2026年第4期（总第31期）"),
        ("省联社第三批挂职人员", "工 作 动 态", "第十二期"),
    ],
)
def test_two_lines_are_one_name(first: str, second: str, number: str) -> None:
    made = structured(first, second, number, "筼岭归来话排班", TEXT).bulletin
    assert made.series == first + second.replace(" ", "")
    assert (made.title, made.issue[-1]) == ("筼岭归来话排班", "期")


def test_without_a_headline_the_name_is_the_title() -> None:
    made = structured("霁河农商银行2026年一季度", "跟班学习通讯", "（第九期）", TEXT).bulletin
    assert made.title == "霁河农商银行2026年一季度跟班学习通讯"


@pytest.mark.parametrize(
    "lines",
    [
        ("霁河农商银行", "工作动态", "第4期", "筼岭归来话排班", TEXT),  # the office above its paper
        ("筼岭归来话排班", "跟班学习简报", "第4期", TEXT),  # a headline above the paper
        ("筼岭归来，话说排班", "跟班学习简报", "第4期", "晨会", TEXT),
        ("学习简报", "工作动态", "第4期", "筼岭归来话排班", TEXT),
        ("全市青年干部", "跟班学习简报", "筼岭归来话排班", TEXT),  # no number
    ],
)
def test_other_lines_stay_apart(lines: tuple[str, ...]) -> None:
    blocks = tuple(map(Block, lines))
    assert with_name_in_one(blocks) == blocks


def test_lines_of_different_looks_stay_apart() -> None:
    name = (Block("全市青年干部", size=14.0), Block("跟班学习简报", size=30.0))
    blocks = (*name, Block("第4期"), Block("筼岭归来话排班"), Block(TEXT))
    assert with_name_in_one(blocks) == blocks


@pytest.mark.parametrize("number", ["第三轮次　第2辑", "第二学期 第2辑", "第三轮 · 第2辑"])
def test_a_round_before_the_number_of_the_issue(number: str) -> None:
    made = structured(
        Block("“师带徒”跟岗手记", size=30.0, centred=True, bold=True),
        Block(number, centred=True),
        Block("师傅的三句口头禅", size=20.0, centred=True, bold=True),
        TEXT,
    ).bulletin
    assert (made.title, made.issue) == ("师傅的三句口头禅", "第2辑")
