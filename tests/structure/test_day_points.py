"""The days of a diary as points."""

from __future__ import annotations

import pytest

from kb.structure.day_points import day_points

DEEDS = (
    "晨会不念文件，每人说一个昨天客户问倒自己的问题，由会计主管查了第二天公布。",
    "柜员每办满五十笔要站起来走一圈，到厅堂里跟客户说说话，走一圈不算离岗，算服务。",
    "客户经理每到一户先看三样：灶台、圈舍、门口的车辙，看完当场写，写完才去下一户。",
)


@pytest.mark.parametrize(
    "days",
    [
        ("周一（6月16日）　", "周二（6月17日）　", "周三（6月18日）　"),
        ("6月16日，", "6月17日，", "6月18日，"),
        ("第一天：", "第二天：", "第三天："),
        ("星期一　", "星期二　", "星期三　"),
        ("【第1天】", "【第2天】", "【第3天】"),
    ],
)
def test_each_day_is_a_point(days: tuple[str, ...]) -> None:
    texts = ["五天过得很快。", *(day + deed for day, deed in zip(days, DEEDS, strict=True))]
    assert day_points(texts) == {1, 2, 3}


def test_a_day_that_only_tells_of_the_visit_is_none() -> None:
    arrived = "周一（6月16日）　上午报到，听取该行领导介绍情况，下午参观行史馆，晚上召开座谈会。"
    days = ("周二　", "周三　", "周四　")
    texts = [arrived, *(day + deed for day, deed in zip(days, DEEDS, strict=True))]
    assert day_points(texts) == {1, 2, 3}


def test_days_of_visits_alone_are_no_points() -> None:
    text = (
        "上午参加开班仪式，听取该行领导介绍情况，下午参观行史馆，晚上召开座谈会，大家都说收获很大。"
    )
    assert day_points([f"第{n}天，{text}" for n in "一二三"]) == frozenset()
