"""Cards, each a table of labels and values that tells the case of one bank."""

from __future__ import annotations

import pytest

from kb.model import Kind
from kb.readers.draft import Block
from tests.builders import structured, title_block

TITLE = title_block("外地农商银行典型做法摘编")
OPENING = Block("3月10日至21日，樟坪农商银行普惠条线9人分赴三地跟班学习。现摘编三则，供参阅。")
CASES = (
    (
        "茶厂的电表接进来",
        "槲川农商银行",
        "支行与供电所签协议，茶厂每天的用电曲线推送到客户经理手机。",
    ),
    (
        "村嫂做协管",
        "栾渡农商银行",
        "全行聘了362名村嫂，在家门口帮忙采集信息、解释产品，每季度评一次。",
    ),
    (
        "首贷户有人陪",
        "榉埠农商银行",
        "每名首贷户配一名陪跑员，从开户陪到第一次按时还款，奖励之后才发。",
    ),
)


def lessons(*rows: str) -> list[tuple[str, str]]:
    made = structured(TITLE, OPENING, *map(Block, rows))
    return [(e.title, e.bank) for e in made.bulletin.entries if e.kind is Kind.LESSON]


@pytest.mark.parametrize(
    ("title", "unit", "told"),
    [
        ("案例", "学习单位", "具体做法"),
        ("案例名称", "来源机构", "主要内容"),
        ("做法名称", "被学习单位", "做法要点"),
        ("经验", "考察对象", "他们怎么做"),
        ("题目", "单位", "内容"),
    ],
)
def test_a_card_is_a_lesson_of_its_bank(title: str, unit: str, told: str) -> None:
    rows = [
        row
        for name, bank, text in CASES
        for row in (
            f"{title} | {name}",
            f"{unit} | {bank}",
            f"{told} | {text}",
            "建议 | 先在一家支行试。",
        )
    ]
    assert lessons(*rows) == [(name, bank) for name, bank, _ in CASES]


def test_the_bank_may_stand_before_the_title_or_beside_it() -> None:
    above = [r for n, b, x in CASES for r in (f"学习单位 | {b}", f"案例 | {n}", f"做法 | {x}")]
    beside = [r for n, b, x in CASES for r in (f"案例 | {n} | 学习单位 | {b}", f"做法 | {x}")]
    wanted = [(name, bank) for name, bank, _ in CASES]
    assert lessons(*above) == wanted
    assert lessons(*beside) == wanted


def test_the_title_may_stand_above_the_table() -> None:
    rows = [r for n, b, x in CASES for r in (n, f"学习单位 | {b}", f"做法 | {x}")]
    assert lessons(*rows) == [(name, bank) for name, bank, _ in CASES]


def test_no_text_of_a_card_is_lost() -> None:
    rows = [r for n, b, x in CASES for r in (f"案例 | {n}", f"学习单位 | {b}", f"做法 | {x}")]
    made = structured(TITLE, OPENING, *map(Block, rows))
    text = "\n".join(item.text for item in made.bulletin.content)
    assert all(words in text for case in CASES for words in case)


def test_one_form_alone_and_a_table_of_figures_are_no_cards() -> None:
    form = ["学习单位 | 槲川农商银行", "学习时间 | 3月10日至21日"]
    made = structured(TITLE, *map(Block, form), OPENING)
    assert not any(item.text.startswith("学习单位") for item in made.bulletin.content)
    figures = ["机构 | 贷款余额", "槲川农商银行 | 12亿元", "栾渡农商银行 | 9亿元"]
    assert "栾渡农商银行 | 9亿元" in "\n".join(
        item.text for item in structured(TITLE, OPENING, *map(Block, figures)).bulletin.content
    )
