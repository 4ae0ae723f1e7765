"""What learners tell of themselves, plan or do at home is no practice of their host."""

from __future__ import annotations

import pytest

from kb.model import Kind, Side
from kb.readers import Block
from tests.builders import structured
from tests.structure.owned import bank_of, made


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


@pytest.mark.parametrize("heading", ["三、几点启示", "三、对照思考", "三、感悟与反思"])
def test_what_comes_to_mind_about_ourselves_is_no_practice_of_the_host(heading: str) -> None:
    text = f"""赴金鸡岭农商银行考察学习的报告

9月23日至26日，我联社一行8人赴金鸡岭农商银行考察学习，现将情况报告如下。

二、主要做法

1．首次检查提前。放款后第七天必须查用途，流水与用途不符的当场约谈，三日内不能说明的提前收回。

2．推行移位检查。每年两次，由甲支行检查乙支行的前三十大户，查出问题奖励检查人，隐瞒不报的同责。

{heading}

看后深受触动。差距不在制度，在于执行。我联社制度汇编有四十多项，真正每月检查的不到一半。
"""
    entry = next(entry for entry in made(text).entries if "深受触动" in entry.text)
    assert (entry.side, entry.bank) == (Side.LEARNER, "")


@pytest.mark.parametrize("plan", ["回到行里我打算", "晚上想了想，我准备"])
def test_what_one_means_to_do_at_home_is_a_plan(plan: str) -> None:
    text = f"""龙须沟农商银行学习汇报

10月8日，我到龙须沟农商银行学习。

1. 早会开得实。每天七点五十开始，十分钟，前一天的数字贴在白板上，谁差多少一眼看得出来。

2. 老客户有人管。系统每月导出一份名单，客户经理必须在五个工作日内回访一次，回访结果要有录音。

{plan}先把老客户回访这件事做起来，名单请科技部帮忙导一下。
"""
    entry = next(entry for entry in made(text).entries if "做起来" in entry.text)
    assert entry.side is Side.LEARNER


DIARY = """跟班日记

罗甸坝农商银行　孟雪

9月7日　星期一　晴

今天是到海晏堂农商银行报到的第一天，我被分在滨河支行。早上的晨会一共15分钟，没有人拿稿子，也没有人看手机。

9月8日　星期二　多云

海晏堂农商银行的客户经理每人一台移动展业终端，征信授权、面签、拍照全在饭桌上完成，签约率88%。

{ours}
"""


@pytest.mark.parametrize(
    "ours",
    [
        "我们罗甸坝也买过这种终端，三十台锁在库房里，因为怕丢。",
        "咱们罗甸坝的终端都锁在库房里，因为怕丢。",
        "我在本子上记下三件回去要做的事：晨会改成一刻钟；给老人开一个不排号的窗口；把终端请出库房。",
        "晚上列了一张回去之后要改的单子：晨会改成一刻钟；给老人开一个不排号的窗口；把终端请出库房。",
    ],
)
def test_what_a_diary_says_of_home_is_the_learners(ours: str) -> None:
    entries = made(DIARY.format(ours=ours)).entries
    assert [(entry.bank, entry.side) for entry in entries if "终端" in entry.text][-1] == (
        "",
        Side.LEARNER,
    )
    assert {entry.bank for entry in entries[:-1]} == {"海晏堂农商银行"}


def test_what_was_felt_about_home_is_no_lesson_of_the_host() -> None:
    text = (
        "平泉堡农商银行赴苏木河农商银行学习周报\n\n一、学了什么\n\n苏木河农商银行给牛羊戴电子耳标，"
        "位置、体温、出栏都在后台看得到，牧户凭耳标就能贷款，按市价六成核额度。\n\n二、有什么体会\n\n"
        "我们平泉堡也有养殖户，过去嫌活物不好管，一直不敢碰，看了才知道管得住的不是人，是数据。\n"
    )
    assert bank_of(text, "电子耳标") == "苏木河农商银行"
    assert bank_of(text, "不敢碰") == ""


REPORT = """2026年三季度外出学习成果转化情况的报告

按照要求，我行三季度共派出学习小组4批26人次，现将学习成果转化情况报告如下。

一、学习情况

7月份，普惠条线8人到临洮河农商银行学习。该行村里评议小组两天评完，总行后台一天批完，客户经理三天之内上门激活，每户建档。

8月份，科技条线18人到石湾渡农商银行学习。该行所有模型用本行十年的流水训练，每月考核一次，准入名单由总行统一审批，当天放款。

二、转化情况

（一）整村授信

我行把评议到激活的时间由平均40天压缩到12天，整村授信用信率28.6%，新增首贷户1642户。

（二）线上贷款

借鉴石湾渡的办法，我行用本行流水重新训练了准入模型，拒绝率由61%降到44%，户均贷款14万元。

三、存在问题

一是评议小组由村两委干部包办代替，名单不公示。二是模型人才只有3人，考核没有挂钩。三是报销慢，影响了积极性。
"""


def test_a_report_on_what_became_of_what_was_learned() -> None:
    """What was done at home with it is nobody's practice yet, and shortcomings are none."""
    entries = made(REPORT).entries
    lessons = [entry for entry in entries if entry.kind is Kind.LESSON]
    assert [entry.bank for entry in lessons] == ["临洮河农商银行", "石湾渡农商银行"]
    assert {entry.bank for entry in entries if "我行" in entry.text} == {""}


@pytest.mark.parametrize("did", ["做了三件事", "推出三项措施", "办了三件实事"])
def test_what_learners_count_as_done_at_home_is_theirs(did: str) -> None:
    text = f"""跟班学习回来之后

今年四月，古井农商银行选派十四名支行行长到锣鼓岭农商银行跟班学习。

学习回来，古井农商银行{did}。

第一件，拆办公室。五月底以前，十九家支行的行长室全部改成了客户洽谈间，行长和客户经理坐在一起。

第二件，减会议。总行把每周例会并成每月一次，用视频开，不超过一小时，讲完就散，不念文件。

第三件，晒足迹。支行行长每天的走访地点在内网上公开，谁都可以看，月底由工会汇总贴在墙上。
"""
    entries = [entry for entry in made(text).entries if entry.text.startswith("第")]
    assert {(entry.bank, entry.side, entry.kind) for entry in entries} == {
        ("", Side.LEARNER, Kind.OVERVIEW)
    }
    hosts = made(text.replace("学习回来，古井", "多年以来，锣鼓岭")).entries
    assert {e.bank for e in hosts if e.text.startswith("第")} == {"锣鼓岭农商银行"}


def test_what_was_seen_there_within_a_plan_of_the_learners_is_the_hosts() -> None:
    """All of a 成果转化方案 was told of the learners, and no lesson was found in it."""
    read_as = structured(
        Block("石坝农商银行赴柳湾农商银行跟班学习成果转化方案", size=22.0, bold=True),
        Block("2025年9月22日至26日，石坝农商银行组织11人赴柳湾农商银行跟班学习。"),
        Block("附：跟班学习成果转化方案", level=2),
        Block("一、可借鉴的做法", level=3),
        Block("1.贷后检查“四色管理”。存量贷款分为绿、蓝、黄、红四色，红色按周查，照片带定位。"),
        Block("2.运营集中授权。授权中心9名授权员承担全行46个网点的远程授权，平均等候27秒。"),
        Block("二、转化任务", level=3),
        Block("年底前出台贷后检查四色管理办法，由风险管理部牵头，首批在三家支行试行。"),
    )
    told = {
        entry.text[:4]: (entry.kind, entry.bank, entry.side) for entry in read_as.bulletin.entries
    }
    assert told["1.贷后"] == told["2.运营"] == (Kind.LESSON, "柳湾农商银行", Side.HOST)
    assert told["年底前出"] == (Kind.OVERVIEW, "", Side.LEARNER)


def test_what_a_learner_is_to_do_in_the_minutes_of_the_host_is_the_learners() -> None:
    text = """柳湾农商银行与石坝农商银行座谈会议纪要

一、柳湾农商银行授信评审部介绍

1. 授信评审实行“主审+复审”，主审由评审部派驻支行，我行每两年轮换一次。

2. 否决的贷款三个月内不得换支行重报，系统自动拦截，我行去年拦下七十一笔。

二、石坝农商银行拟采取的措施

1. 年底前选派3名主审到城区支行试点。

2. 引入否决贷款冷却期，先在两家支行试行。
"""
    told = {entry.text[:5]: entry for entry in made(text).entries}
    assert (told["1. 年底"].kind, told["1. 年底"].side) == (Kind.OVERVIEW, Side.LEARNER)
    assert told["1. 授信"].bank == "柳湾农商银行"


@pytest.mark.parametrize(
    "last", ["我们怎么改", "我们该如何补", "咱们准备怎么干", "我们要做的", "差距在执行"]
)
def test_a_heading_of_ours_is_a_section_of_the_learners(last: str) -> None:
    text = f"""<h1>到禾田农商银行学“尽职免责”</h1><h2>他们怎么做</h2>
<p>禾田农商银行的尽职免责不靠人情。调查、审查、审批各有一张二十条的清单，一条一条打勾，三张都齐的，出了不良不扣钱。</p>
<h2>{last}</h2><p>年底前把清单定下来，明年一季度先对五十万元以下的贷款试行，试行期间每月通报一次进度。</p>"""
    entries = made(text, "一.html").entries
    assert [entry.kind is Kind.LESSON for entry in entries] == [True, False]
    assert entries[-1].side is Side.LEARNER
    assert not any(last in entry.text for entry in entries)


def test_where_we_stand_against_the_host_is_no_lesson_of_it() -> None:
    text = """<h1>到禾田农商银行学“尽职免责”</h1><p>11月3日—7日　云亭农商银行学习小组</p><h2>主要做法</h2>
<p>禾田农商银行的尽职免责不靠人情，三张清单都齐的，出了不良不扣钱，每年公布一次结果。</p>
<p>对比之下，我行去年认定了九笔，一笔也没有免，客户经理不敢放款。</p>"""
    assert made(text, "一.html").entries[-1].side is Side.LEARNER


@pytest.mark.parametrize(
    "way",
    [
        "回椿岭，做的是“实”。",
        "回到椿岭，先补轨迹。",
        "带回椿岭的是两张表。",
        "反观椿岭，轨迹还是空白。",
    ],
)
def test_the_way_home_opens_what_the_learners_do(way: str) -> None:
    text = (
        "椿岭农商银行组织青年骨干赴潞渚、蒋埭跟班取经\n\n"
        "5月13日至24日，椿岭农商银行组织10名骨干，前一周在潞渚农商银行、后一周在蒋埭农商银行跟班取经。\n\n"
        "在潞渚，学的是“勤”。该行540个网格每格一名专员，每周至少走访二十户，轨迹在后台连成线。\n\n"
        "在蒋埭，学的是“精”。蒋埭农商银行只设一百五十个网格，每格配了客户画像，分五档二十八项。\n\n"
        f"{way}网格划了三百一十个，轨迹和画像都还没有，由科技部六月底前完成走访小程序开发。\n"
    )
    entry = next(entry for entry in made(text).entries if "三百一十个" in entry.text)
    assert (entry.bank, entry.side) == ("", Side.LEARNER)
