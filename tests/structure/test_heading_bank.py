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
