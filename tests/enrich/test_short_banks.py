"""The host that a text calls only shortly, beside the full name of who learns."""

from __future__ import annotations

import pytest

from kb.enrich.short_banks import short_banks

LEARNER = ("坳川农商银行",)


def found(text: str, known: tuple[str, ...] = LEARNER) -> list[str]:
    return list(short_banks(("跟班学习日报",), text, known))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("今天小组在苇棹行运营管理部跟班。", ["苇棹"]),
        ("苇棹行每周一开会。支行逐户汇报。苇棹行今年新增三百户。", ["苇棹"]),
        ("到苇棹行报到那天下雨。\n苇棹行的客户经理早上七点出门。", ["苇棹"]),
        (
            "两组分别在砧岭行、茭湾行。\n砧岭行对小微限时办结。\n茭湾行则下放审批权。",
            ["砧岭", "茭湾"],
        ),
        ("今天在莲花坪行信贷部学习。", ["莲花坪"]),
        ("坐车三个半小时到汀洛。\n汀洛每周一晚上开会诊会。", ["汀洛"]),
        ("由我去峒水，学合同管理。\n峒水把合同归并成31种。", ["峒水"]),
        ("她说苇棹的客户经理只管三百户。夏明展示了苇棹柜台上的错账牌。", ["苇棹"]),
        ("我到苇棹已经十天了。晚上参加苇棹营业部的夕会。", ["苇棹"]),
    ],
)
def test_a_short_name_where_only_a_bank_stands(text: str, places: list[str]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "本周在受访行跟班。受访行每天开晨会，受访行的柜员八点到岗。",
        "网格先行，服务先行。到城东支行跟班，城东支行每天开会。",
        "各支行规定不同。他们行每周开会，他们行的柜员八点到岗。",
        "到村里，把手机银行装好。手机银行推行两年。",
        "新增贷款三亿元。新增贷款里，新增客户经理经办的占一半。",
        "在移动营业厅门口摆摊。移动营业厅每月结算。",
        "评选最美客户经理，最美柜员，最美大堂经理。金牌客户经理带金牌柜员。",
        "站在柜台里，柜台里每天只见半个人。",
        "走进农户家，听农户的想法。",
        "跟班的第一天，行长规定每人发言三分钟。行长每周下乡。",
    ],
)
def test_other_words_are_no_banks(text: str) -> None:
    assert found(text) == []


def test_a_host_that_is_named_in_full_is_enough() -> None:
    text = "苇棹行每周一开会。苇棹行今年新增三百户。"
    assert found(text, (*LEARNER, "砧岭农商银行")) == []
    assert found(text, ("苇棹农商银行",)) == []
