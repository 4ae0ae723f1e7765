"""Plain paragraphs that are lessons, where the sentences tell what a host does."""

from __future__ import annotations

from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kb.model import Bulletin, Entry, Kind, Source
from kb.readers import read
from kb.structure import structure, with_plain_lessons
from tests.builders import LESSONS, bulletin, entry

LIST = "石桥农商银行对整村授信实行名单制管理，全年完成授信12个村，签约1524户。"
REWARD = "该行把普惠签约纳入考核，每签约一户奖励20元。"
WALK = "客户经理每周两次进村走访，登记需求当天录入系统，谁走访谁签字。"
BULLETIN = bulletin(
    *(
        entry(text[2:], anchor=kind.value + text[0], kind=kind)
        for text, kind in product(LESSONS, Kind)
    )
)


def kinds(text: str, *told: str) -> dict[str, Kind]:
    """The kinds of the entries of a Markdown text, of which the paragraphs `told` are sure to tell
    what the host does."""
    source = Source("a.md", "md", "0" * 64, date(2026, 6, 1))
    read_text = structure(read(text.encode(), "a.md"), source, today=date(2026, 6, 1)).bulletin
    anchors = {entry.anchor for entry in read_text.entries if entry.text in told}
    made = with_plain_lessons(read_text, anchors)
    return {entry.text: entry.kind for entry in made.entries}


def test_short_paragraphs_without_any_form() -> None:
    came = "3月2日至6日，渡口农商银行一行5人到石桥农商银行跟班学习。"
    text = f"# 渡口农商银行赴石桥农商银行学习\n\n{came}\n\n{LIST}\n\n{REWARD}\n\n{WALK}\n"
    found = kinds(text, came, LIST, REWARD, WALK)
    assert [found[one] for one in (LIST, REWARD, WALK)] == [Kind.LESSON] * 3
    assert found[came] is not Kind.LESSON, "it tells of a visit only"


def test_what_is_not_sure_to_be_of_the_host_stays() -> None:
    text = f"# 渡口农商银行赴石桥农商银行学习\n\n{LIST}\n\n{REWARD}\n"
    assert kinds(text, LIST)[REWARD] is Kind.OVERVIEW


def test_a_short_paragraph_after_a_long_one_of_its_section() -> None:
    long = LIST + "该行客户经理每周三驻村办公。"
    text = f"# 学习简报\n\n## 一、学习情况\n\n{long}\n\n{REWARD}\n"
    assert kinds(text, long, REWARD) == {long: Kind.LESSON, REWARD: Kind.LESSON}


def test_the_section_of_a_bank() -> None:
    text = f"# 学习简报\n\n## 一、石桥农商银行\n\n{LIST}\n\n## 二、南屏农商银行\n\n{WALK}\n"
    assert kinds(text, LIST, WALK)[WALK] is Kind.LESSON


def test_what_stands_above_the_points_introduces_them() -> None:
    lead = "近年来，石桥农商银行推行名单制，每签约一户奖励20元，一年走访1524户。"
    text = f"# 石桥农商银行经验做法\n\n{lead}\n\n## 一、名单到人\n\n{LIST}\n\n## 二、奖励到户\n\n{REWARD}{WALK}\n"
    found = kinds(text, lead, LIST, REWARD + WALK)
    assert found[lead] is Kind.OVERVIEW


def test_what_a_bank_is_and_has_reached_is_no_lesson() -> None:
    about = "石桥农商银行设立38个网点，上线新一代系统，各项存款186亿元。"
    text = f"# 赴石桥农商银行学习\n\n## 一、基本情况\n\n{about}\n"
    assert kinds(text, about)[about] is Kind.OVERVIEW


@given(st.sets(st.sampled_from([entry.anchor for entry in BULLETIN.entries])))
def test_nothing_but_kinds_changes(told: set[str]) -> None:
    made = with_plain_lessons(BULLETIN, told)
    assert _without_kinds(made) == _without_kinds(BULLETIN)
    for old, new in zip(BULLETIN.entries, made.entries, strict=True):
        assert new.kind is old.kind or (new.kind is Kind.LESSON and new.anchor in told)


def _without_kinds(bulletin: Bulletin) -> list[object]:
    return [
        (item.anchor, item.text, item.bank, item.side) if isinstance(item, Entry) else item
        for item in bulletin.content
    ]


def test_sections_that_number_what_they_show_are_lessons_even_where_it_is_in_doubt() -> None:
    text = (
        "竹马河农商银行赴柳湾农商银行跟班记录\n\n【做法一】领导住点\n\n"
        "柳湾农商银行班子成员每月到挂点支行住三晚，不打招呼，吃食堂，睡值班室。\n\n【做法二】限时答复\n\n"
        "支行提出的问题限三天答复，答复不了的由机关部室负责人在例会上说明原因。\n\n【群友热议】\n\n"
        "城东支行老卞：我们的行领导一年来不了两次。\n"
    )
    source = Source("a.txt", "text", "0" * 64, date(2026, 11, 1))
    made = structure(read(text.encode(), "a.txt"), source, today=date(2026, 11, 1)).bulletin
    kinds = [entry.kind for entry in with_plain_lessons(made, ()).entries]
    assert kinds == [Kind.LESSON, Kind.LESSON, Kind.OVERVIEW]


def test_the_first_of_several_who_tell_in_turn_is_a_lesson_too() -> None:
    text = (
        "竹马河农商银行与柳湾农商银行座谈\n\n5月20日，竹马河农商银行学习小组在柳湾农商银行座谈。\n\n"
        "柳湾农商银行公司部总经理马红介绍了拓展对公客户的做法。她说，该行建立了全县重点项目库，引进一个项目，"
        "客户经理第一时间对接，从注册开户开始全程跟踪。去年新开对公账户1260户。\n\n"
        "资产保全部总经理田军介绍，对每一笔不良贷款都建立“一户一策”，由总行、支行、律师三方会商后确定清收方式。\n\n"
        "人力资源部总经理冯雪介绍，支行绩效总额与利润、客户、质量三项指标挂钩，支行长有二次分配权，结果公示三天。\n"
    )
    source = Source("a.txt", "text", "0" * 64, date(2026, 11, 1))
    made = structure(read(text.encode(), "a.txt"), source, today=date(2026, 11, 1)).bulletin
    told = {entry.anchor for entry in made.entries[1:]}
    assert [entry.kind for entry in with_plain_lessons(made, told).entries][1:] == [Kind.LESSON] * 3
