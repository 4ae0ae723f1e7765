"""The head of an article of a public account, in one line or broken into several."""

from __future__ import annotations

from datetime import date

import pytest

from kb.readers import Block
from kb.structure.account import accounts_of, with_account_in_one
from tests.builders import structured

TITLE = Block("取经“邻居”，他山之石这样攻玉")
TEXT = Block("10月8日至10日，我行微贷团队12人到贺源农商银行跟班学习，各住了三天，先说三条。")


@pytest.mark.parametrize(
    "lines",
    [
        ("浔江农商银行", "2024年10月15日 18:20", "广西"),
        ("原创 微贷团队", "浔江农商银行", "2024-10-15 18:20", "发表于广西"),
        ("浔江农商银行", "2024年10月15日", "18:20"),
        ("原创", "浔江微银行", "2024/10/15 08:05"),
        ("浔江农信", "2024年10月15日 18:20:31", "广西"),
    ],
)
def test_a_head_in_lines_is_one_line_of_imprint(lines: tuple[str, ...]) -> None:
    made = structured(TITLE, *map(Block, lines), TEXT)
    assert made.bulletin.title == TITLE.text
    assert made.furniture == (" ".join(lines),)
    assert [entry.text for entry in made.bulletin.entries] == [TEXT.text]
    period = made.bulletin.period
    assert period
    assert period.start == date(2024, 10, 8)
    assert "发布日期为 2024-10-15" in period.evidence


@pytest.mark.parametrize(
    "lines",
    [
        ("会议时间", "2024年10月15日 18:20-20:00", "广西"),
        ("浔江农商银行", "2024年10月15日", "广西的做法"),
        ("学员：张三", "18:20", "广西"),
    ],
)
def test_other_lines_with_a_day_stay_apart(lines: tuple[str, ...]) -> None:
    blocks = (TITLE, *map(Block, lines), TEXT)
    assert with_account_in_one(blocks) == blocks


def test_the_account_signs() -> None:
    assert accounts_of(["首页", "浔江农商银行", "2024年10月15日 18:20", "广西"]) == (
        "浔江农商银行",
    )
    assert accounts_of(["原创 小陈 浔江农商行 2024-10-15 18:20 广西"]) == ("浔江农商行",)
    assert accounts_of(["浔江农商银行2024-10-15 18:20"]) == ("浔江农商银行",)
    # Words that a page ran together name no bank, and a day without its minute is none of a head.
    assert accounts_of(["原创研修小组浔江农商银行2024-10-15 18:20"]) == ()
    assert accounts_of(["浔江农商银行", "2024年10月15日"]) == ()


def test_the_account_of_a_page_signs_its_text() -> None:
    made = structured(TITLE, TEXT, Block("原创 浔江农商银行 2024年10月15日 18:20"))
    assert "浔江农商银行" in made.bulletin.signed.split("\n")


def test_the_card_of_the_account_at_the_end_is_furniture() -> None:
    lines = ("驷桥农商银行", "扎根乡土 服务三农", "客服热线：0888-96588", "地址：驷桥县东风路18号")
    made = structured(TITLE, TEXT, *(Block(line, centred=True) for line in lines))
    assert [item.text for item in made.bulletin.content] == [TEXT.text]
    assert "扎根乡土 服务三农" in made.furniture
    # A bank above its practice is a heading.
    told = Block("驷桥农商银行把考核表分成两栏，右栏记走访和回访，占四成，三年没有变过。" * 2)
    kept = structured(
        TITLE, TEXT, Block("驷桥农商银行", bold=True), Block("电话：逐户打过。"), told
    )
    assert "驷桥农商银行" in [item.text for item in kept.bulletin.content]
