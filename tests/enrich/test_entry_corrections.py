"""The bank and kind of an entry by what its sentences tell, where its section says another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.enrich import corrected_by_sentences
from kb.model import Bulletin, Entry, Kind, Side
from tests.builders import read_text

TEXT = (
    "# 思茅坝农商银行跟班学习日记\n\n"
    "11月3日，我和同事来到景谷湾农商银行跟班。\n\n"
    "景谷湾农商银行的客户经理出门必带四样：开户、贷款、收单、保险，回来交“采蜜单”，一户采到三样以上多记一分。\n\n"
    "回去以后，思茅坝农商银行打算先在两个支行试用“采蜜单”，由零售部每周汇总一次。\n"
)


@pytest.fixture(scope="module")
def once_read() -> Bulletin:
    return read_text(TEXT, "a.md")


def under(bulletin: Bulletin, bank: str) -> Bulletin:
    """The bulletin with all entries under one bank."""
    content = tuple(
        replace(item, bank=bank, side=Side.HOST) if isinstance(item, Entry) else item
        for item in bulletin.content
    )
    return replace(bulletin, content=content)


def test_no_entry_stands_under_a_bank_that_only_learns(once_read: Bulletin) -> None:
    made = corrected_by_sentences(under(once_read, "思茅坝农商银行"), ())
    by_text = {entry.text: entry for entry in made.entries}
    lesson = next(e for text, e in by_text.items() if "采蜜单”，一户" in text)
    plan = next(e for text, e in by_text.items() if "打算" in text)
    assert (lesson.bank, lesson.side) == ("景谷湾农商银行", Side.HOST)
    assert (plan.bank, plan.side) == ("", Side.LEARNER)
    assert plan.kind is not Kind.LESSON


def test_an_entry_under_a_host_stays(once_read: Bulletin) -> None:
    hosted = under(once_read, "景谷湾农商银行")
    assert corrected_by_sentences(hosted, ()) == hosted


def test_a_paper_of_plans_is_the_learners() -> None:
    text = (
        "学习柳湾农商银行经验落实方案\n\n为落实总行关于学习柳湾农商银行经验的批示，结合我行实际，制定本方案。\n\n"
        "一、目标。到年底，客户经理占比提高到45%，建档率达到90%。\n\n"
        "二、分工。人力部牵头，各支行配合，八月底前完成。\n\n桐口农商银行\n2025年7月30日\n"
    )
    made = read_text(text)
    assert {(e.bank, e.side) for e in corrected_by_sentences(made, ()).entries} == {
        ("", Side.LEARNER)
    }


def test_an_entry_is_of_the_only_host_that_its_sentences_tell_of() -> None:
    text = (
        "走出去才知道\n\n上个月，我们先后到柳湾农商银行、竹溪农商银行学习。\n\n"
        "柳湾农商银行的客户经理每周二、周四进村，逐户登记人口、收入和资金用途，当天录入系统，次日由支行行长抽三户打电话回访。\n\n"
        "竹溪农商银行的村民代表当场打分，结果在村口张榜七天，谁有异议谁就当场提，由总行派人复核一遍，复核以后再张榜一次。\n"
    )
    made = read_text(text)
    for bank in ("", "柳湾农商银行"):
        found = corrected_by_sentences(under(made, bank), ())
        assert [e.bank[:2] for e in found.entries[1:]] == ["柳湾", "竹溪"]


def test_a_short_paragraph_of_a_group_that_tells_what_its_host_does_is_a_lesson() -> None:
    text = (
        "# 跟班学习周报（第2期）\n\n## 石桥组：看懂一张表\n\n"
        "石桥农商银行每周一只看一张表，表上六个数，全是客户经理当周跑出来的，哪个数掉了就由分管行长带队补访，补访结果周五公布，连续两周掉队的支行由行长约谈。\n\n"
        "石桥农商银行还把这六个数作为支行行长考核的唯一依据，其余指标只通报、不扣分。\n\n"
        "## 南屏组：走进村里\n\n"
        "南屏农商银行的客户经理每周两次进村走访，登记需求当天录入系统，支行行长次日抽三户回访，回访对不上的当月不计绩效，连续三月全对的加一级。\n"
    )
    made = read_text(text, "a.md")
    assert made.groups
    by_text = {entry.text[:10]: entry.kind for entry in corrected_by_sentences(made, ()).entries}
    assert by_text["石桥农商银行还把这六"] is Kind.LESSON


def test_a_lesson_in_doubt_is_of_the_host_that_it_names_not_of_the_learner() -> None:
    text = (
        "# 南桥集农商银行跟班简报（龙门隘组）\n\n"
        "按照总行党委关于开展跟班学习的统一部署，各组于本月到先进行跟班，现将本组情况报告如下。\n\n"
        "**一、学到的做法**\n\n"
        "1.荒料押。龙门隘农商银行收石材加工户的荒料作抵押，第三方看场，按市价六折。\n"
    )
    read_ = read_text(text, "a.md")
    made = corrected_by_sentences(under(read_, "南桥集农商银行"), ())
    assert [e.bank for e in made.entries if e.kind is Kind.LESSON] == ["龙门隘农商银行"]


@pytest.mark.parametrize(
    "part",
    [
        "编者按：两家的办法各有各的水土，我行要紧的是先把十年以上的老账理出一张清单来。",
        "★ 还没想明白的事\n\n我们的村会计一人兼三村，照搬怕是顾不过来。下一步我行先在两个村试。",
    ],
)
def test_what_learners_note_below_the_lessons_is_no_lesson_of_a_host(part: str) -> None:
    text = (
        "他山之石\n\n今年以来，桐口农商银行先后派人到柳湾农商银行、榆畈农商银行取经。\n\n"
        "★柳湾农商银行：人情收贷\n\n柳湾请回了十二名退休职工，专收十年以上的老账，收回来的按百分之五提成。\n\n"
        "★榆畈农商银行：踩准时节\n\n榆畈农商银行在码头设了流动柜台，卖鱼款当场划扣，船主自己按手印。\n\n"
        f"{part}\n"
    )
    made = corrected_by_sentences(read_text(text), ())
    words = part[-12:]
    assert [e.kind for e in made.entries if e.text.endswith(words)] == [Kind.OVERVIEW]


@pytest.mark.parametrize("both", ["两家行不良率分别为0.8%和1.3%。", "三家农商银行都设了专岗。"])
def test_an_entry_that_compares_several_banks_is_no_single_ones(both: str) -> None:
    made = read_text(
        "# 泷水农商银行、枫坪农商银行不良清收做法比较\n\n"
        "一、清收队伍\n\n泷水农商银行设专职清收员；枫坪农商银行由客户经理包户清收。\n\n"
        f"二、清收结果\n\n{both}泷水农商银行较低，主要原因是逾期三天就上门。\n",
        "a.md",
    )
    entry = next(one for one in corrected_by_sentences(made, ()).entries if both in one.text)
    assert entry.bank == ""


def test_news_of_those_who_learn_below_a_label_is_no_lesson() -> None:
    text = (
        "桐口农商银行一周工作动态\n（7月27日—7月31日）\n\n【党建】\n\n"
        "7月29日，机关党支部开展主题党日活动，到敬老院慰问老人31名。\n\n【对标学习】\n\n"
        "7月27日至30日，总行选派10名网点负责人到柳湾农商银行跟班学习。\n\n"
        "网点管理方面，柳湾农商银行对网点实行“红黄牌”制度，季度排名后三位的亮黄牌，连续两次黄牌的更换负责人。\n\n"
        "商户收单方面，一条街只派一个客户经理，码牌、贷款、对账全由他负责，流失一户要写原因。\n\n【安全保卫】\n\n"
        "7月31日，安全保卫部对12家网点进行了防汛检查，发现隐患5处，已全部整改到位。\n"
    )
    made = corrected_by_sentences(read_text(text), ())
    lessons = [entry for entry in made.entries if entry.kind is Kind.LESSON]
    assert lessons
    assert {entry.bank for entry in lessons} == {"柳湾农商银行"}
    assert not any("党日" in entry.text or "防汛" in entry.text for entry in lessons)


def test_thoughts_about_it_all_are_no_lesson() -> None:
    text = (
        "# 五小时变五十分钟：我省农商银行信贷流程观察\n\n去年以来，各行社大胆探索。\n\n"
        "## 柳湾：把会开在田头\n\n柳湾农商银行把贷审会搬到果园，评审委员现场看树龄、看水源、看销路，当场投票。"
        "今年前七个月，该行现场评审贷款218笔、金额1.1亿元，平均用时50分钟。\n\n"
        "## 桐口：让数据先跑一遍\n\n桐口农商银行的客户扫码授权后，系统自动调取六类数据，跑出预授信额度。\n\n"
        "## 几点启示\n\n流程再造不是简单做减法，减掉的是重复，留下的是责任。各行社要因地制宜，切忌照搬照抄。"
        "省联社将于四季度组织现场观摩，推广上述做法。\n"
    )
    made = corrected_by_sentences(read_text(text, "a.md"), ())
    thoughts = next(entry for entry in made.entries if "流程再造" in entry.text)
    assert (thoughts.kind, thoughts.bank) == (Kind.OVERVIEW, "")
    assert sum(entry.kind is Kind.LESSON for entry in made.entries) == 2


def test_what_learners_and_the_editor_say_is_no_lesson() -> None:
    text = (
        "我们的第二站：在柳湾、剑溪两家农商银行\n\n10月9日至15日，桐口农商银行第二组5名学员先后在柳湾农商银行、剑溪农商银行跟班。\n\n"
        "◎柳湾农商银行：小，也有小的活法\n\n柳湾农商银行五十万元以下的贷款由两名“签字人”共同签批，签字人每半年公示一次命中率。\n\n"
        "该行每月第一周实行“换区扫街”，客户经理两两互换片区，扫来的客户算对方的业绩。\n\n"
        "学员郁青青：我行的片区十年没动过，换一换，也许就能看见别人眼里的空白。\n\n"
        "◎剑溪农商银行：把问题摆到桌上\n\n审计部对各支行实行“问题台账共享”，一家查出的问题，其他支行必须在十五天内自查并报告。\n\n"
        "审计人员每到一家先不看账，而是找五名柜员单独谈话，谈完再定检查重点。\n\n"
        "学员倪可：我行内审只有三个人，最该学的是这种“先问人、后看账”的办法。\n\n"
        "编后：小机构有小机构的灵活，希望各组多看多问多记。\n"
    )
    made = corrected_by_sentences(read_text(text), ())
    lessons = [entry for entry in made.entries if entry.kind is Kind.LESSON]
    assert {entry.bank for entry in lessons} == {"柳湾农商银行", "剑溪农商银行"}
    assert not any(entry.text.startswith(("学员", "编后")) for entry in lessons)


def test_what_a_comparison_says_of_us_is_no_lesson() -> None:
    text = (
        "# 两家农商银行网点转型做法对照分析\n\n桐口农商银行运营管理部　2026年9月\n\n"
        "8月下旬，我部先后到柳湾、剑溪两家农商银行学习网点转型。为便于比较，现列表如下。\n\n"
        "| 项目 | 柳湾农商银行 | 剑溪农商银行 | 我行现状 | 改进意见 |\n| --- | --- | --- | --- | --- |\n"
        "| 柜面减员 | 两年压降高柜柜员43人，全部转为厅堂服务岗 | 不减人，实行弹性窗口，忙时开四个 | 58% | 压降20人 |\n"
        "| 网点考核 | 按人均效能分四档，末档两年未升档的合并 | 只考核有效客户增长和满意度 | 23项 | 精简到8项以内 |\n\n"
        "从上表看，我行的主要短板是人员固化、考核过细。建议先从考核精简入手，再推动减员转岗。\n"
    )
    made = corrected_by_sentences(read_text(text, "a.md"), ())
    ours = next(entry for entry in made.entries if "从上表看" in entry.text)
    assert (ours.kind, ours.side) == (Kind.OVERVIEW, Side.LEARNER)


def test_numbered_points_of_a_paper_on_itself_stay_lessons() -> None:
    """The second point, which says 本行, was no lesson where nobody learns from anybody."""
    tail = (
        "总行每月按村通报建档率，前三名的支行加分。"
        "客户经理每周二进村，逐户登记收入和用途，当天录入系统，不实的退回重做。"
    )
    text = (
        f"催收工作的几点做法\n\n（一）行长包案，谁放谁收。{tail}\n\n"
        f"（二）先近后远，里外一起抓，先把本行员工担保的贷款收回来，再收外面的贷款。{tail}\n\n"
        f"（三）公开评议，大家监督。村民代表当场打分，结果张榜七天。{tail}\n"
    )
    made = corrected_by_sentences(read_text(text), ())
    kinds = [entry.kind for entry in made.entries if entry.text.startswith("（")]
    assert kinds == [Kind.LESSON] * 3


def test_a_paragraph_of_a_diary_that_is_all_about_us_is_no_lesson_of_the_host() -> None:
    text = (
        "湖湾农商银行跟班日志（第二周）\n跟班单位：柳湾农商银行\n时间：2026年8月10日—8月14日\n\n"
        "8月13日（星期四）\n工作内容：参加尽职免责评审会。\n"
        "学习收获：柳湾农商银行的评审会由风险总监主持，五名评委现场提问，当事人回避，当场投票。评审结果第二天在内网公示。\n\n"
        "8月14日（星期五）\n工作内容：整理一周笔记，向带教老师请教。\n"
        "学习体会：我行也有审查岗，但审查员要承担存款任务，精力顾不过来。建议我行把审查员的存款任务拿掉，让他们专心看贷款。\n\n"
        "带教老师评语：该同志学习认真，善于思考，能够融入团队。\n"
    )
    entries = corrected_by_sentences(read_text(text), ()).entries
    kinds = {entry.text[:4]: entry.kind for entry in entries}
    assert kinds["学习收获"] is Kind.LESSON
    assert kinds["工作内容"] is Kind.ACTIVITY
    assert kinds["学习体会"] is Kind.OVERVIEW
    assert kinds["带教老师"] is Kind.OVERVIEW
