"""The title of a page without the name of its site."""

from __future__ import annotations

import pytest

from kb.structure.page_title import without_site


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("夜间银行怎么开 - 示例网", "夜间银行怎么开"),
        ("清河农商银行-新闻动态-夜间银行怎么开出来", "夜间银行怎么开出来"),
        ("青阳县人民政府 部门动态 县农商银行赴外地学习", "县农商银行赴外地学习"),
        ("走进青禾农商银行——小事里的管理门道", "走进青禾农商银行"),
        ("清河农商银行", "清河农商银行"),
        ("清河农商银行 - 首页", "清河农商银行"),
        ("取经安澜桥 提升真本领", "取经安澜桥 提升真本领"),
    ],
)
def test_the_name_of_a_site_before_or_behind_the_title(stated: str, title: str) -> None:
    assert without_site(stated) == title


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("信贷员夜访农户_农信网", "信贷员夜访农户"),
        ("信贷员夜访农户 - 基层 - 农信网", "信贷员夜访农户"),
        ("信贷员夜访农户", "信贷员夜访农户"),
    ],
)
def test_the_name_of_the_site_comes_off(stated: str, title: str) -> None:
    assert without_site(stated) == title
