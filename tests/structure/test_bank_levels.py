"""Headings of one look, some of which open the section of a bank and some a point learned there."""

from __future__ import annotations

import pytest

from kb.model import Kind
from kb.readers.draft import Block
from tests.builders import structured, title_block

TITLE = title_block("榆塬农商银行跟班学习双周报")
OPENING = Block(
    "10月13日至24日，榆塬农商银行学员先后到杉坞农商银行、绛桥农商银行跟班学习两周，学到不少。现将做法整理如下，供各支行参考。"
)
POINTS = {
    "茶企“春采贷”提前进场": "每年十一月就给茶企核好来年春采的额度，开园当天随支随用。今年共给216家茶企备了额度。",
    "支行之间的结对帮扶": "业绩靠前的支行和靠后的支行结成对子，奖金捆在一起发。靠前支行要派一名副行长去蹲点。",
    "三张表对照着填": "白名单、灰名单、外出名单三张表，由村两委和客户经理背靠背各填一遍，再对照。",
    "积分能换利率": "村民参加清扫、调解、义务巡逻都能记分，满一百分，贷款利率优惠十个基点。",
}
BANKS = ["杉坞农商银行"] * 2 + ["绛桥农商银行"] * 2


def lessons(first: str, second: str, *last: Block, level: int = 0) -> list[tuple[str, str]]:
    def heading(text: str) -> Block:
        return Block(text, bold=True, level=level)

    points = [block for title, text in POINTS.items() for block in (heading(title), Block(text))]
    blocks = [OPENING, heading(first), *points[:4], heading(second), *points[4:], *last]
    made = structured(TITLE, *blocks)
    return [(e.title, e.bank) for e in made.bulletin.entries if e.kind is Kind.LESSON]


@pytest.mark.parametrize("level", [0, 2])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("学在杉坞", "学在绛桥"),
        ("杉坞农商银行", "绛桥农商银行"),
        ("杉坞农商银行的做法", "绛桥农商银行的做法"),
        ("【杉坞】", "【绛桥】"),
        ("在杉坞看到的", "在绛桥看到的"),
        ("第一站：杉坞", "第二站：绛桥"),
    ],
)
def test_points_are_below_the_bank_whose_heading_looks_like_theirs(
    first: str, second: str, level: int
) -> None:
    assert lessons(first, second, level=level) == list(zip(POINTS, BANKS, strict=True))


def test_what_the_learners_plan_is_not_below_the_last_bank() -> None:
    plan = [
        Block("下一步打算", bold=True),
        Block("先在北片三个支行试行三张表，十一月底前拿出办法，由普惠金融部牵头落实。"),
    ]
    assert lessons("学在杉坞", "学在绛桥", *plan) == list(zip(POINTS, BANKS, strict=True))


def test_siblings_of_which_two_name_a_bank_stay_siblings() -> None:
    texts = list(POINTS.values())
    titles = ["共同的底子", "杉坞农商银行怎样管住贷款的风险", "绛桥农商银行怎样管住贷款的风险"]
    blocks = [
        b for t, x in zip(titles, texts, strict=False) for b in (Block(t, bold=True), Block(x))
    ]
    made = structured(TITLE, OPENING, *blocks)
    found = {e.title: e.bank for e in made.bulletin.entries if e.title in titles}
    assert found.get(titles[1]) in (None, "杉坞农商银行")
    assert all(bank != "杉坞农商银行" for title, bank in found.items() if title == titles[2])
