"""Banks that headings name."""

from __future__ import annotations

import pytest

from kb.model import Kind, Side
from kb.readers import Block
from kb.structure.bank_names import BankNames
from kb.structure.heading_bank import bank_of_heading, bank_visited
from tests.builders import structured, title_block

_TEXT = "南渚农商银行、碧埠农商银行、霞川农商银行"


@pytest.mark.parametrize(
    ("heading", "bank"),
    [
        ("第一部分　南渚组在碧埠", "碧埠农商银行"),
        ("一、南渚干部在碧埠", "碧埠农商银行"),
        ("第二组：走进霞川", "霞川农商银行"),
        ("（一）南渚学员赴霞川农商银行", "霞川农商银行"),
        ("在碧埠：看他们怎么抓存款", "碧埠农商银行"),
        ("三、我们在霞川的五天", "霞川农商银行"),
    ],
)
def test_learners_are_where_a_heading_says(heading: str, bank: str) -> None:
    names = BankNames(_TEXT)
    assert bank_visited(heading, names) == bank
    assert bank_of_heading(heading, names, frozenset(("南渚农商银行",))) == bank


@pytest.mark.parametrize(
    "heading", ["南渚组学习情况", "学员在碧埠镇走访", "到支行去", "", "碧埠的做法", "赴" * 90]
)
def test_a_heading_that_says_nowhere(heading: str) -> None:
    assert bank_visited(heading, BankNames(_TEXT)) == ""


def test_the_points_below_a_group_called_after_its_learners_are_its_hosts() -> None:
    rule = "每月把下乡补贴按有效走访发放，一次有效走访十二元，拍照、定位、录音三样齐全才算。"
    made = structured(
        title_block("带着问题去"),
        "11月10日至14日，南渚、平棠两家农商银行联合组队：南渚组七人到碧埠农商银行，平棠组六人到霞川农商银行。",
        Block("第一部分　南渚组在碧埠", bold=True),
        f"问一：怎么让客户经理下乡？碧埠的办法是：{rule}",
        f"问二：怎么做复评？{rule}",
        "南渚农商银行目前抵押物处置平均要十九个月，组长打算回去后先拜访区法院执行局。",
        Block("第二部分　平棠组在霞川", bold=True),
        f"问三：机关怎么考核？霞川农商银行这样做：{rule}",
        f"问四：网点没人来怎么办？{rule}",
    ).bulletin
    lessons = [entry.bank for entry in made.entries if entry.kind is Kind.LESSON]
    assert lessons == ["碧埠农商银行"] * 2 + ["霞川农商银行"] * 2
    plan = next(e for e in made.entries if e.text.startswith("南渚农商银行目前"))
    assert (plan.bank, plan.side) == ("", Side.LEARNER)


@pytest.mark.parametrize(
    ("heading", "bank"),
    [
        ("● 碧埠一路：学“快”", "碧埠农商银行"),
        ("二、向碧埠学", "碧埠农商银行"),
        ("取经碧埠", "碧埠农商银行"),
        ("碧埠之行：看见了什么", "碧埠农商银行"),
        ("（二）碧埠的“小”", "碧埠农商银行"),
        ("看碧埠：网格到楼", "碧埠农商银行"),
        ("从碧埠学到什么", "碧埠农商银行"),
        ("碧埠支行怎么做", ""),
        ("碧埠镇的三家厂", ""),
        ("碧埠与霞川的差别", ""),
        ("碧埠的霞川课", ""),
        ("碧埠人爱喝茶", ""),
        ("碧埠怎么办", ""),
        ("碧埠有什么", ""),
        ("南渚的差距", ""),
    ],
)
def test_the_place_of_a_bank_opens_a_heading_that_says_more(heading: str, bank: str) -> None:
    names = BankNames(_TEXT)
    assert bank_of_heading(heading, names, frozenset(("南渚农商银行",))) == bank


def test_each_of_three_ways_is_of_its_bank() -> None:
    made = structured(
        title_block("南渚农商银行：两路取经，各带一招"),
        Block("6月16日至27日，南渚农商银行15名骨干兵分两路，赴碧埠、霞川农商银行跟班学习。"),
        Block("● 碧埠一路：学“早”"),
        Block(
            "榛子八月才收，五月就把收购贷款的额度备好，收购商手机上随时能看见，到期前四十五天开始提醒。"
        ),
        Block("● 霞川一路：学“快”"),
        Block(
            "从受理到放款，抵押类不超过72小时，超时由行长向客户书面道歉，抵押登记窗口设在大厅里。"
        ),
    )
    lessons = [e for e in made.bulletin.entries if e.kind is Kind.LESSON]
    assert [e.bank for e in lessons] == ["碧埠农商银行", "霞川农商银行"]
