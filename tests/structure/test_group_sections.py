"""Sections of groups and of subjects, whose paragraphs are of several banks or of the learners."""

from __future__ import annotations

from kb.model import Kind, Side
from kb.readers import Block
from tests.builders import structured, title_block


def test_under_a_subject_each_paragraph_has_the_bank_that_it_opens_with() -> None:
    found = structured(
        title_block("全市农商银行跟班学习成果综述"),
        "8月18日至29日，学员分赴云岫、沙浦、临棠三家农商银行跟班学习。",
        Block("一、支农支小", bold=True),
        "云岫农商银行抓“头羊”。该行在每个乡镇选出十名种养大户，给额度、给技术、给销路，由大户带小户。",
        "沙浦农商银行抓“回流”。在高铁站设摊，给返乡的人办一张归雁卡，卡里预授信五万元，三年有效。",
        Block("二、内部管理", bold=True),
        "沙浦的检查不发通知，带队的人当天早上抽签才知道去哪家支行，发现问题的当场录像。",
        "而在临棠，员工每年要轮岗一次到后台，柜员去审计，审计去柜台，换位一个月。",
        "学员、鹿洲农商银行办公室主任范晓平说，鹿洲的中层平均年龄四十八岁，年轻人看不到头。",
    ).bulletin
    told = [(entry.bank[:2], entry.kind) for entry in found.entries[1:]]
    assert told[:4] == [(b, Kind.LESSON) for b in ("云岫", "沙浦", "沙浦", "临棠")]
    assert found.entries[-1].side is Side.LEARNER


def test_what_the_learners_of_a_group_think_is_not_its_hosts() -> None:
    found = structured(*_weekly()).bulletin
    sides = {entry.text[:4]: (entry.bank, entry.side) for entry in found.entries}
    assert sides["组员们对"] == sides["小组建议"] == sides["彭少安在"] == ("", Side.LEARNER)


def test_below_groups_numbered_headings_are_lessons_and_the_last_section_is_of_none() -> None:
    found = structured(*_weekly()).bulletin
    lessons = [(e.text[:3], e.bank[:2]) for e in found.entries if e.kind is Kind.LESSON]
    banks = ("樟浦", "樟浦", "汾口", "汾口")
    assert lessons == list(zip(("（一）", "（二）") * 2, banks, strict=True))
    closing = found.entries[-1]
    assert (closing.group, closing.bank, closing.heading_path) == ("", "", ("三、下一步打算",))


def _weekly() -> list[Block | str]:
    return [
        title_block("各学习小组第二周学习情况"),
        "10月20日至24日，全市农商银行两个学习小组继续在樟浦、汾口两家农商银行跟班。",
        "一、樟浦组",
        "樟浦组由云泽农商银行副行长韩立群任组长，组员七人。小组在樟浦农商银行城北支行住两天。",
        Block("（一）营销日历管住节奏", bold=True),
        "零售部把下季度的节会、集市、发薪日排进一张日历，支行照着日历备物料、排人手。",
        Block("（二）客户经理减负", bold=True),
        "合同打印、抵押登记、档案装订全部交给信贷工厂，客户经理只管见客户。",
        "组员们对照后认为，云泽各行社的客户经理至少有三分之一时间耗在装订上，这一条最值得先学。",
        "二、汾口组",
        "汾口组八人，重点看风险管理。汾口农商银行六年压降了不良率。",
        Block("（一）清收分层", bold=True),
        "十万元以下由支行自收，十万到一百万元交片区清收组，一百万元以上由行领导包案。",
        Block("（二）双人四眼", bold=True),
        "凡新增客户，主办、协办必须同日到场、各写各的意见，出入大的自动退回。",
        "小组建议，回去后先在两家支行试行双人各写意见，暂不改系统，用纸质表过渡。",
        "彭少安在小结会上说，望泽农商银行的老年客户占比不比人家低，缺的是一份名单和一个固定的人。",
        "三、下一步打算",
        "各组于10月31日前交出学习报告，报告不写过程，只写三件能落地的事。",
    ]


def test_groups_that_are_called_up_and_what_those_at_home_answer() -> None:
    found = structured(
        Block("跟班进行时：两个小组同屏汇报"),
        Block("青溪农商银行、白鹭洲农商银行的跟班小组昨晚接受连线，机关二百余人收看。"),
        Block("连线青溪小组"),
        Block("组长说，支行把名单贴在墙上，客户经理当场认领，做不完的第二天补。"),
        Block("连线白鹭洲小组"),
        Block("组长说，每村聘两名联络员，按线索付报酬，成交一条另奖五十元。"),
        Block("总行回应"),
        Block("董事长说，零钱包明天就可以做，请运营部牵头，三个市场先送起来。"),
    ).bulletin
    assert {group.name: group.bank for group in found.groups} == {
        "青溪小组": "青溪农商银行",
        "白鹭洲小组": "白鹭洲农商银行",
    }
    assert [entry.group for entry in found.entries[1:]] == ["青溪小组", "白鹭洲小组", ""]
