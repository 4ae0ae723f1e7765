"""Other ways to write the same string."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.query.spellings import MOST, spellings


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("青枫农商行", "青枫农商银行"),
        ("青枫农商行", "青枫农村商业银行"),
        ("青枫农村商业银行", "青枫农商行"),
        ("1200.50万元", "1,200.50万元"),
        ("1,200.50万元", "1200.50万元"),
        ("账户", "帐户"),
        ("帐户", "账户"),
        ("7x24小时", "7×24小时"),
        ("7×24小时", "7x24小时"),
        ("2023年", "二〇二三年"),
        ("2023年", "二零二三年"),
        ("二〇二三年", "2023年"),
        ("三十八问", "38问"),
        ("38问", "三十八问"),
        ("13种", "十三种"),
        ("203户", "二百零三户"),
        ("一千二百万元", "1200万元"),
        ("百分之三", "3%"),
        ("3%", "百分之三"),
        ("19块", "19元"),
        ("一块钱", "1元"),
        ("二零二三年", "二〇二三年"),
        ("二○二三年底", "2023年底"),
        ("二0二三年", "二〇二三年"),
        ("贰零贰叁年", "2023年"),
        ("二〇二一", "2021"),
        ("1200.5万元", "1,200.50万元"),
        ("1,200.50万元", "1200.5万元"),
        ("百分之三点八五", "3.85%"),
        ("20000元", "两万元"),
        ("2万元", "两万元"),
        ("3成", "30%"),
        ("30%", "三成"),
        ("7х24", "7×24"),
        ("7×24", "7*24"),
        ("其它事项", "其他事项"),
        ("登陆系统", "登录系统"),
        ("青枫农商银行股份有限公司", "青枫农商行"),
    ],
)
def test_one_and_the_same(typed: str, written: str) -> None:
    assert written in spellings(typed)


@pytest.mark.parametrize(
    "typed", ["", "整村授信", "一站式", "3.55亿元", "2018-07-02", "第一", "长" * 99]
)
def test_what_has_one_spelling(typed: str) -> None:
    assert spellings(typed) == ()


@given(st.text("一二十百0123,.万元%年x×账农商行", max_size=40) | st.text(max_size=40))
def test_they_are_few_and_others(typed: str) -> None:
    found = spellings(typed)
    assert len(found) <= MOST
    assert typed not in found
