"""Paragraphs that tell a practice by their words, where no form says so."""

from __future__ import annotations

import pytest
from hypothesis import given

from kb.structure.practice import is_occasion, tells_measure, tells_practice
from tests.builders import mixed_text


@pytest.mark.parametrize(
    "text",
    [
        # measures with an amount
        "该行实行客户经理包村制，每人包四个村，每周二入户走访，漏走一户扣十元，当月兑现。",
        # a rule that shows by its form
        "在营业部，考察组观看了三色档案：红的由中心专管，黄的由支行长管，蓝的由客户经理管，每月调整一次。",
        # measures and nothing else
        "守信户优先办理社保，乡里把评价结果用在村规民约里，失信的红白喜事没人帮忙。年底公示一次。",
    ],
)
def test_measures_and_rules_are_a_practice(text: str) -> None:
    assert tells_practice(text)


@pytest.mark.parametrize(
    "text",
    [
        "11月6日至7日，某县联社理事长带队到清塘农商银行参观学习，双方就授信审批、考核办法进行了座谈。",
        "清塘农商银行成立于2009年，下辖21家支行、186名员工，各项存款余额98亿元、贷款余额71亿元。",
        "11月中旬，苍岭农商银行组织十二名支行行长，坐了四个小时大巴，来到邻省的浔溪农商银行，住了三天，每天记一篇。",
        "会议强调，要建立台账、严格考核、统一流程，今后三年完成建档12万户的目标任务。",
        "大家纷纷表示，这次学习开阔了眼界，看到了差距，回去要好好消化。",
        "每户奖80元。",
    ],
)
def test_visits_meetings_and_facts_are_not(text: str) -> None:
    assert not tells_practice(text)


@given(mixed_text)
def test_any_text_may_be_asked(text: str) -> None:
    assert tells_practice(text) in (True, False)


def test_rules_about_meetings_are_no_occasion() -> None:
    assert tells_practice(
        "金凤台农商银行规定，周例会不超过三十分钟，发言不念稿，超时的由主持人摇铃，会议数量一年减少了四成。"
    )
    assert is_occasion("会议听取了学习情况汇报")


def test_what_a_manager_does_with_a_team_is_no_occasion() -> None:
    rule = "哪个数掉了就由行长带队补访，结果周五公布，连续两周掉队的由总行约谈。"
    assert tells_measure(rule)
    assert not tells_measure("11月6日，理事长带队到清塘农商银行考核评议。")


def test_what_somebody_says_their_bank_does_is_a_measure() -> None:
    assert tells_measure("她说，该行建立了全县重点项目库，客户经理第一时间对接。")
    assert not tells_measure("他说，希望双方建立长期的交流机制。")
