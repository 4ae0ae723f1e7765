"""Days as headings, and the first of them below a title."""

from __future__ import annotations

import pytest

from kb.readers import Block
from kb.structure.day_headings import is_day_heading, opens_diary
from tests.builders import structured

FIRST = "古渡支行每周一开“亮灯会”，大屏上每个客户经理一盏灯，完成进度的亮绿灯，差得多的亮红灯。"
SECOND = "跟着客户经理跑了一天专业市场，他手机里有张表，哪家几月进货、几月缺钱，一目了然。"


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("10月13日　周一", True),
        ("10月13日　星期一　晴", True),
        ("第二天", True),
        ("首站：柳湾", True),
        ("10月13日，古渡支行开会", False),
    ],
)
def test_headings_of_days(text: str, *, heads: bool) -> None:
    assert is_day_heading(text) is heads


@pytest.mark.parametrize("first", ["10月13日　周一", "10月13日", "2025年10月13日"])
def test_the_first_day_below_the_fields_of_a_diary_is_a_heading(first: str) -> None:
    """It was read as a line of the head, and what was told of that day had no heading."""
    made = structured(
        Block("跟岗学习周记"),
        Block("学员：柏舟"),
        Block("跟岗行：柳湾农商银行古渡支行"),
        *map(Block, (first, FIRST, "10月15日　周三", SECOND)),
    )
    assert [entry.heading_path for entry in made.bulletin.entries] == [
        (first,),
        ("10月15日　周三",),
    ]


@pytest.mark.parametrize("line", ["（10月13日）", "10月13日—17日"])
def test_the_days_of_the_whole_are_no_heading(line: str) -> None:
    assert not opens_diary([line, FIRST, "10月15日　周三", SECOND])


def test_days_at_several_banks_head_what_each_does() -> None:
    """The first was the title, and all that followed was its bank's."""
    days = ("4月8日　柳湾农商银行", "4月9日　竹溪农商银行")
    made = structured(Block("两天两家行"), *map(Block, (days[0], FIRST, days[1], SECOND)))
    assert made.bulletin.title == "两天两家行"
    assert [(e.heading_path, e.bank) for e in made.bulletin.entries] == [
        ((day,), day.split("\u3000")[1]) for day in days
    ]


def test_a_day_and_a_bank_alone_head_nothing() -> None:
    made = structured(*map(Block, ("学习小结", "4月8日　柳湾农商银行", FIRST, SECOND)))
    assert not any(entry.heading_path for entry in made.bulletin.entries)
