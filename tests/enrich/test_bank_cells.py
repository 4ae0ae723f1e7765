"""The cells of tables whose rows name the bank that was learned from."""

from __future__ import annotations

import pytest

from kb.enrich import subjects_of
from kb.model import Kind, Side
from tests.builders import read_text

HEAD = (
    "<h2>白鹭洲农商银行对标学习情况汇总表</h2>"
    "<p>填报单位：白鹭洲农商银行业务发展部　　填报日期：2025年7月8日　　学习时间：6月23日—6月27日</p>"
)
ROWS = (
    (
        "枫桥渡农商银行",
        "信用村建设",
        "评定信用村由村民小组投票，票数过七成才能入选。信用村村民贷款利率下调30个基点，不再逐户实地调查。",
        "选三个行政村先行试点，三季度末完成首批授牌。",
    ),
    (
        "枫桥渡农商银行",
        "手机银行推广",
        "柜员每开一户手机银行计2分，当月激活再计3分。厅堂设体验区，由大堂经理手把手教老年客户转第一笔账。",
        "修订柜员计价办法，8月起执行。",
    ),
    (
        "龙潭湾农商银行",
        "逾期催收",
        "逾期第1天由系统发短信，第3天由客户经理打电话，第10天支行行长上门。"
        "逾期超过60天的移交清收中心，原客户经理绩效暂扣一半。",
        "将清收移交时间由180天缩短到90天。",
    ),
)


def read_table(where: str, practice: str) -> dict[str, tuple[str, Side]]:
    """Bank and side of the sentences of such a table."""
    heads = ("序号", where, "学习内容", practice, "我行拟采取措施")
    lines = [heads, *((str(n), *row) for n, row in enumerate(ROWS, 1))]
    rows = ("".join(f"<td>{cell}</td>" for cell in line) for line in lines)
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    made = read_text(f"<html><body>{HEAD}<table>{table}</table></body></html>", "a.html")
    said = (one for _, told in subjects_of(made, ()) for one in told)
    return {one.sentence.text: (one.bank, one.side) for one in said}


def of(found: dict[str, tuple[str, Side]], words: str) -> tuple[str, Side]:
    """Bank and side of the sentence with these words."""
    return next(told for text, told in found.items() if words in text)


@pytest.mark.parametrize("where", ["学习单位", "考察单位", "对标银行", "跟班行"])
@pytest.mark.parametrize("practice", ["主要做法", "具体做法", "先进经验"])
def test_a_cell_of_practice_is_of_the_bank_of_its_row(where: str, practice: str) -> None:
    found = read_table(where, practice)
    assert of(found, "评定信用") == of(found, "柜员每开") == ("枫桥渡农商银行", Side.HOST)
    assert of(found, "逾期第1") == of(found, "超过60") == ("龙潭湾农商银行", Side.HOST)


def test_what_we_plan_is_not_of_the_bank_of_the_row() -> None:
    found = read_table("学习单位", "主要做法")
    assert of(found, "选三个行")[1] is not Side.HOST
    assert of(found, "修订柜员")[1] is not Side.HOST


def test_rows_that_are_points_of_their_banks_stay_below_their_heads() -> None:
    rows = (
        (
            "漪湾农商银行",
            "对存量按揭客户按楼盘建群，由楼长反馈装修、购车需求，三个月转化消费贷410笔。",
            "4月选两个楼盘试点建群。",
        ),
        (
            "朴塘渡农商银行",
            "柜员每年须到后台部门跟岗两周，结束时交一份流程改进建议，采纳一条奖200元。",
            "拟从下半年起安排柜员轮岗。",
        ),
        (
            "茅渚湾农商银行",
            "逾期一至三天由机器人外呼，四至十天由客户经理上门，超过十天移交清收中心。",
            "6月底前外呼系统上线。",
        ),
    )
    heads = "".join(f"<th>{head}</th>" for head in ("序号", "学习单位", "主要做法", "我行打算"))
    lines = (
        f"<tr><td>{n}</td><td>{bank}</td><td>{told}</td><td>{plan}</td></tr>"
        for n, (bank, told, plan) in enumerate(rows, 1)
    )
    made = read_text(
        "<html><body><h2>云砦农商银行外出学习成果清单</h2><p>一季度，我行先后派出四批共23人外出学习，"
        f"现将可借鉴的做法和落实打算列表如下。</p><table><tr>{heads}</tr>{''.join(lines)}</table></body></html>",
        "a.html",
    )
    lessons = [entry for entry in made.entries if entry.kind is Kind.LESSON]
    assert [entry.bank for entry in lessons] == [bank for bank, _, _ in rows]
    assert all(entry.text.startswith("序号 | 学习单位") for entry in lessons)
    assert sum("学习单位" in entry.text for entry in made.entries) == len(rows)
    said = (one for _, told in subjects_of(made, ()) for one in told)
    found = {one.sentence.text: (one.bank, one.side) for one in said}
    assert of(found, "学习单位") == ("", Side.NONE)
    for bank, told, plan in rows:
        assert of(found, told) == (bank, Side.HOST)
        assert of(found, plan) == ("云砦农商银行", Side.LEARNER)
