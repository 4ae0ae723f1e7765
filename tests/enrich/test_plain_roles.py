"""Banks of which the form of a text says beyond doubt what they do."""

from __future__ import annotations

import pytest

from kb.enrich import read_subjects
from kb.enrich.plain_roles import plain_roles
from kb.model import Bulletin, Side, Source
from kb.readers import read
from kb.structure import structure
from tests.builders import TODAY, read_text

PRACTICE = "每笔新增贷款满六十天，由不认识客户的第三人上门看一次，对不上的停办一个月。"


def made(text: str) -> Bulletin:
    return read_text(text)


def sides(text: str) -> dict[str, Side]:
    parties, _ = read_subjects(made(text), ())
    return {bank[:2]: parties.side_of(bank) for bank in parties.banks}


def test_a_letter_of_thanks_is_to_the_host() -> None:
    text = (
        "感谢信\n\n柳湾农商银行：\n\n我行五名同志于10月13日至31日在贵行跟班学习，承蒙指导，深表谢意！\n\n"
        f"贵行的“回头看”制度给我们印象很深：{PRACTICE}\n\n我行将从十一月起照此回访。\n\n此致\n敬礼！\n\n"
        "桐口农商银行\n2025年11月5日\n"
    )
    assert sides(text) == {"柳湾": Side.HOST, "桐口": Side.LEARNER}


def test_a_letter_to_those_who_learned_is_of_the_host() -> None:
    text = (
        "跟班鉴定\n\n桐口农商银行：\n\n贵行派来的两名同志于9月10日至10月9日在我行跟班，现作如下鉴定。\n\n"
        f"我行要求：{PRACTICE}两名同志执行较好。\n\n柳湾农商银行\n2025年10月12日\n"
    )
    assert sides(text)["桐口"] is Side.LEARNER


def test_whose_people_came_to_teach_are_no_learners() -> None:
    text = (
        "感谢信\n\n柳湾农商银行：\n\n贵行送教组到我行北门支行驻点指导，学习氛围很浓。\n\n"
        f"贵行的做法是：{PRACTICE}\n\n桐口农商银行\n2025年11月5日\n"
    )
    assert sides(text).get("柳湾") is not Side.LEARNER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一天（5月12日，柳湾农商银行）", "第二天（5月13日，竹溪农商银行）"),
        ("首站：柳湾农商银行", "末站：竹溪农商银行"),
        ("第1站　柳湾农商银行", "第2站　竹溪农商银行"),
        ("Day 1 柳湾农商银行", "Day 2 竹溪农商银行总行"),
    ],
)
def test_the_stops_of_a_journey_are_visited(one: str, other: str) -> None:
    text = f"学习札记\n\n{one}\n\n他们的押运路线每天换，司机出车前才拆信封。\n\n{other}\n\n{PRACTICE}\n"
    assert sides(text) == {"柳湾": Side.HOST, "竹溪": Side.HOST}


@pytest.mark.parametrize(("title", "hosts"), [("跟班周记", 2), ("跟班通报", 0)])
def test_the_banks_that_head_the_sections_of_a_diary_are_visited(title: str, hosts: int) -> None:
    bulletin = read_text(
        f"# {title}\n\n## 柳湾农商银行跟班\n\n柳湾农商银行的晨会轮着主持。{PRACTICE}\n\n"
        f"## 桐口农商银行跟班\n\n桐口农商银行的审批不见人。{PRACTICE}\n",
        "a.md",
    )
    parties, _ = read_subjects(bulletin, ())
    assert len(plain_roles(bulletin, parties)) == hosts


@pytest.mark.parametrize("both", ["互派青年干部交流小结", "双向挂职侧记", "干部交换一月记"])
def test_banks_that_send_people_to_each_other_are_both_hosts(both: str) -> None:
    text = (
        f"柳湾农商银行与竹溪农商银行{both}\n\n一、柳湾农商银行干部在竹溪\n\n{PRACTICE}\n\n"
        "二、竹溪农商银行干部在柳湾\n\n柳湾的社区支行下午六点到八点开门，带孩子来的有人帮看作业。\n"
    )
    bulletin = made(text)
    parties, _ = read_subjects(bulletin, ())
    assert {parties.side_of(bank) for bank in parties.banks} == {Side.HOST}
    assert [entry.bank[:2] for entry in bulletin.entries] == ["竹溪", "柳湾"]


@pytest.mark.parametrize(
    "went",
    ["上个月，我们先后前往柳湾、竹溪两家农商银行。", "7月下旬，考察组赴柳湾县、竹溪县学习。"],
)
def test_the_banks_of_a_list_to_which_somebody_goes_are_visited(went: str) -> None:
    text = (
        f"走出去才知道\n\n{went}\n\n位于山里的柳湾农商银行，客户经理出门骑骡子，草料钱按里程报。\n\n"
        "而地处河网的竹溪农商银行则配了七条船，船头插旗。\n"
    )
    assert sides(text) == {"柳湾": Side.HOST, "竹溪": Side.HOST}


def test_the_head_of_a_column_says_who_is_visited_and_who_was_sent() -> None:
    text = (
        "# 跟班学习半月谈\n\n| 派出单位 | 跟班单位 | 学到什么 |\n|---|---|---|\n"
        "| 桐口农商银行 | 柳湾农商银行 | 密码重置放在社区活动室办，每月初一十五来人 |\n"
        "| 桐口农商银行 | 竹溪农商银行 | 客户经理之间可以转让客户，转出方提成三成 |\n"
    )
    made_of = structure(
        read(text.encode(), "a.md"), Source("a.md", "md", "0" * 64, TODAY), today=TODAY
    ).bulletin
    parties, _ = read_subjects(made_of, ())
    assert {b[:2]: parties.side_of(b) for b in parties.banks} == {
        "柳湾": Side.HOST, "竹溪": Side.HOST, "桐口": Side.LEARNER,
    }  # fmt: skip


def test_guests_of_a_round_table_speak_for_their_own_banks() -> None:
    text = (
        "圆桌会：小银行要不要自己写系统\n\n时间：8月8日　地点：柳湾农商银行\n\n"
        "嘉宾：柳湾农商银行科技部总经理 齐南；竹溪农商银行副行长 申屠海\n\n"
        "齐南：我们行二十人的科技部，八年写了四十一套系统，没有一套是买的，一线早上提，我们晚上改。\n\n"
        "申屠海：我们竹溪只有四个人，写不动，我们的办法是租，按户付费，租了三年，花了不到一百万。\n"
    )
    parties, _ = read_subjects(made(text), ())
    assert {parties.side_of(bank) for bank in parties.banks} == {Side.HOST}
    assert parties.persons[:2] == (("齐南", "柳湾农商银行"), ("申屠海", "竹溪农商银行"))


def test_banks_whose_people_went_both_ways_are_both_hosts() -> None:
    text = (
        "柳湾农商银行、竹溪农商银行开展交叉跟班\n\n"
        "6月16日至27日，柳湾农商银行十名客户经理到竹溪农商银行跟班，竹溪农商银行十名柜员到柳湾农商银行跟班。\n\n"
        "在竹溪，客户经理们学的是“船头办公”，移动终端装在渔政船上，船到哪里账开到哪里。\n\n"
        "在柳湾，柜员们学的是“闭眼点钞”，每月最后一个周五熄灯十分钟，点错的请全网点吃早饭。\n"
    )
    assert sides(text) == {"柳湾": Side.HOST, "竹溪": Side.HOST}


@pytest.mark.parametrize(
    ("told", "side"),
    [
        ("9月8日，我在柳湾农商银行看了一场议贷会。", Side.HOST),
        ("近日，笔者随团走访柳湾农商银行。", Side.HOST),
        ("9月8日，我在柳湾农商银行上班第一天，看了一场议贷会。", None),
    ],
)
def test_where_the_writers_saw_something_is_learned_from(told: str, side: Side | None) -> None:
    bulletin = made(f"把客户请上桌\n\n{told}柳湾农商银行的{PRACTICE}写完由客户经理带回行里。\n")
    parties, _ = read_subjects(bulletin, ())
    found = dict(plain_roles(bulletin, parties))
    assert found.get("柳湾农商银行") is side


def test_one_guest_may_tell_what_was_learned_elsewhere() -> None:
    text = (
        "对话：从踩雷到忍住\n\n嘉宾：桐口农商银行副行长 田立新\n\n"
        "田立新：我们去柳湾农商银行学了两次，一次是我带队，一次是董事长带队。\n\n"
        "田立新：柳湾农商银行的交易员每天收盘之后写三行字的理由，月底拿出来对账，六年没有踩过一次雷。\n"
    )
    assert sides(text)["桐口"] is not Side.HOST


def test_a_bank_that_is_introduced_is_visited() -> None:
    text = (
        "某地农信系统考察见闻\n\n浙江云岭农商银行成立于2008年，前身是云岭县农村信用合作联社。"
        "浙江云岭农村商业银行股份有限公司现有网点四十一家。\n\n"
        "云岭农商银行的客户经理都会说两种方言，进村不带翻译，上门先拉家常再谈业务。\n"
    )
    parties, _ = read_subjects(made(text), ())
    assert parties.side_of("云岭农商银行") is Side.HOST


def test_who_introduces_our_bank_may_be_of_it() -> None:
    text = (
        "跟班学习小结\n\n柳湾农商银行成立于2008年，现有网点四十一家，我行派出三人外出学习。\n\n"
        "他们的客户经理进村先拉家常再谈业务。\n"
    )
    assert sides(text)["柳湾"] is not Side.HOST


def test_what_is_told_before_the_text_turns_to_us_is_learned_from() -> None:
    told = f"柳湾农商银行先分后收。反观我行，一上来就诉。与之相反的是桐口农商银行，全部外包。{PRACTICE}"
    bulletin = made(f"柳湾农商银行清收经验\n\n一、主要做法\n\n（一）分类施策。{told}\n")
    parties, _ = read_subjects(bulletin, ())
    assert plain_roles(bulletin, parties) == {"柳湾农商银行": Side.HOST}


@pytest.mark.parametrize(("last", "hosts"), [("最后说我行。", 2), ("最后说体会。", 0)])
def test_banks_told_one_after_the_other_before_us_are_learned_from(last: str, hosts: int) -> None:
    bulletin = made(
        f"外出学习心得\n\n一、主要做法\n\n（一）先说柳湾农商银行。{PRACTICE}\n\n"
        f"（二）再说桐口农商银行。{PRACTICE}\n\n（三）{last}大小户都是一个人管。\n"
    )
    parties, _ = read_subjects(bulletin, ())
    assert len(plain_roles(bulletin, parties)) == hosts
