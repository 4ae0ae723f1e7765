"""What a figure is called, by the words around it."""

from __future__ import annotations

import pytest

from kb.enrich.figure_names import head_before, noun_after


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("今年流动服务车已经办理业务", "流动服务车办理业务"),
        ("给牛羊戴电子耳标，已经佩戴", "佩戴"),
        ("该行驻村工作站累计接待群众", "驻村工作站接待群众"),
        ("枣林农商银行第二批跟岗学习组", "跟岗学习组"),
        ("第三届青年骨干", "青年骨干"),
        ("现服务科技企业", "服务科技企业"),
        ("粮食贷余额3.42亿元，惠及", "惠及"),
        ("累计投放5亿元，涉及", "涉及"),
        ("云台农商银行在", ""),
        ("存款和贷款，及", ""),
    ],
)
def test_the_noun_before_a_figure(before: str, name: str) -> None:
    assert head_before(before) == name


def test_where_things_lie_is_no_part_of_what_is_counted() -> None:
    assert noun_after("合同堆在那里等着归档") == "合同"
    assert noun_after("终端躺在库房里") == "终端"
