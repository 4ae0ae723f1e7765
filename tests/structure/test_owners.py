"""Whose practice the lines of a bulletin tell when only a label or a praised name says so."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Bulletin, Side, Source
from kb.readers import read
from kb.structure import structure


def made(text: str, name: str = "一.txt") -> Bulletin:
    source = Source(name, name[-3:].strip("."), "0" * 64, date(2026, 1, 1))
    return structure(read(text.encode(), name), source, today=date(2026, 12, 1)).bulletin


def bank_of(text: str, words: str, name: str = "一.txt") -> str:
    """The bank of the entry that contains the words."""
    return next(entry.bank for entry in made(text, name).entries if words in entry.text)


FORM = """外出学习信息汇总

{first}北渚农商银行
{what}农户档案分为三色，每半年更新一次。

{first}南楼农商银行
{what}商户收单手续费全免，沉淀资金按日计息。
"""


@pytest.mark.parametrize(("first", "what"), [("对象：", "要点："), ("【机构】", "【做法】")])
def test_a_label_owns_the_lines_behind_it_until_the_next_one(first: str, what: str) -> None:
    text = FORM.format(first=first, what=what)
    assert bank_of(text, "三色") == "北渚农商银行"
    assert bank_of(text, "按日计息") == "南楼农商银行"


def test_who_received_learners_is_the_host_though_a_form_names_the_learners() -> None:
    text = """学习简报
学习单位：枫溪农商银行
承办单位：观澜坪农商银行
主要内容：抵押物双人核保，核保人不得同时是经办人，押品每年重估一次，跌价超过一成的补押。
"""
    assert bank_of(text, "双人核保") == "观澜坪农商银行"


@pytest.mark.parametrize(
    "visit",
    [
        "古井农商银行党委班子赴位于大山深处的锣鼓岭农商银行考察学习。",
        "古井农商银行党委班子赴素有“小额信贷第一行”之称的锣鼓岭农商银行考察学习。",
        "古井农商银行零售条线骨干到省内标杆行锣鼓岭农商银行跟班五天。",
        "古井农商银行工会走进刚刚获奖的锣鼓岭农商银行参观交流。",
    ],
)
def test_words_of_praise_may_stand_before_the_bank_that_is_visited(visit: str) -> None:
    text = f"学习动态\n\n7月3日，{visit}\n\n客户经理每月在村里住满十五天，住不满的扣津贴。"
    assert bank_of(text, "十五天") == "锣鼓岭农商银行"


def test_a_bank_that_came_to_us_does_not_write() -> None:
    text = """客从远方来 取经话普惠
——沙井农商银行来我行学习交流侧记
莲溪口农商银行办公室

线上贷款实行白名单，名单每月由支行增补，系统自动剔除。
"""
    assert bank_of(text, "白名单") == "莲溪口农商银行"


def test_a_list_of_what_we_mend_is_the_learners() -> None:
    text = """# 学习雁山农商银行积分体系的报告

## 学到了什么

雁山农商银行积分兑换不限商品，村民可以兑换农机服务和理发券。

## 我行整改清单

| 问题 | 对策 |
| --- | --- |
| 积分没人用 | 先在城东支行换理发券 |
"""
    entry = next(entry for entry in made(text, "一.md").entries if "理发券 " not in entry.text)
    assert entry.bank == "雁山农商银行"
    assert made(text, "一.md").entries[-1].side is Side.LEARNER
