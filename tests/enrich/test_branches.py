"""The branch a sentence begins with: a known one, or a clean place name."""

from __future__ import annotations

import pytest

from kb.enrich.branches import branch_in


@pytest.mark.parametrize(
    ("text", "branch"),
    [
        ("城关支行去年提前收回26笔。", "城关支行"),
        ("在渡头支行，客户经理轮流值班。", "渡头支行"),
        ("柳湾农商银行沙头支行有12人。", "沙头支行"),
        ("例如和平支行，人均走访八户。", "和平支行"),
        ("北街网点只留一个高柜。", "北街网点"),
        ("9月末北关支行小微贷款余额3.3亿元。", "北关支行"),
        ("三是建议城东支行与农担公司签约。", "城东支行"),
        ("上半年老城营业部转介8,640户。", "老城营业部"),
        ("走进支行，墙上是一张大地图。", ""),
        ("回想我们营业部，人手不少。", ""),
        ("二是把收单巡检纳入支行考核。", ""),
        ("◆ 陈禾（城关支行）：柳湾的驿站不图多。", ""),
        ("◆ 苏晴（电银部）：洋坪支行把电费代扣做成了敲门砖。", "洋坪支行"),
        ("总行按利润核定各支行工资总额。", ""),
        ("自被听证支行收到通知之日起三日内说明。", ""),
        ("全行11家支行承担186个村。", ""),
        ("所有支行都要对账。", ""),
        ("排名末位支行的行长要作说明。", ""),
        ("评议张榜七天。", ""),
    ],
)
def test_a_branch_has_a_clean_name(text: str, branch: str) -> None:
    assert branch_in(text) == branch


def test_a_known_branch_is_found_whatever_its_name() -> None:
    assert branch_in("由新农村支行牵头。", ["新农村支行"]) == "新农村支行"
