"""The points in the section of a group, whose heading does not say that it holds lessons."""

from __future__ import annotations

from kb.model import Kind
from kb.readers import Block
from kb.structure.group_points import group_points
from tests.builders import structured


def test_numbered_headlines_with_what_explains_them_below_are_points() -> None:
    texts = [
        "组员旁听季度考核兑现会一场。",
        "本周学习收获如下：",
        "一、社区活动常态化。",
        "支行在每个社区聘请两名楼栋长。",
        "定期开展义诊。",
        "二、资金监测精细化。",
        "系统对单笔五万元以上的资金流出实时提醒。",
        "各组学习成果已上传至共享文件夹。",
    ]
    found = group_points(texts)
    assert found.opens == {2, 5}
    assert found.between
    assert found.followed


def test_numbered_headlines_of_what_the_group_did_are_none() -> None:
    texts = [
        "一、参加晨会。",
        "周一，组员参加了晨会。",
        "二、旁听贷审会。",
        "周二，组员旁听了贷审会。",
    ]
    assert group_points(texts).opens == frozenset()


def test_groups_of_one_bulletin_may_name_their_banks_or_not() -> None:
    said = "总行从各支行抽调老员工32名组建资产保全中心，按清收金额计价，每月张榜一次。"
    made = structured(
        Block("全市农商银行跟班学习第五周工作简报"),
        Block("阮陵农商银行组——主题：不良清收"),
        Block("本周学习收获如下："),
        Block("一、清收队伍专职化。"),
        Block(said),
        Block("二、责任清收刚性化。"),
        Block("严格落实责任贷款按月扣收制度，责任人调离、退休不免责。"),
        Block("湖熟桥组——主题：合规管理"),
        Block("本周学习收获如下："),
        Block("一、检查不重复。"),
        Block("湖熟桥农商银行由总行统一整合检查计划，一年进支行不超过两次，问题共享。"),
        Block("二、整改有验收。"),
        Block("由提出问题的人员现场验收签字，虚假整改的加倍扣分。"),
    )
    lessons = [e for e in made.bulletin.entries if e.kind is Kind.LESSON]
    assert [(e.bank, e.title) for e in lessons] == [
        ("阮陵农商银行", "清收队伍专职化"),
        ("阮陵农商银行", "责任清收刚性化"),
        ("湖熟桥农商银行", "检查不重复"),
        ("湖熟桥农商银行", "整改有验收"),
    ]


def test_what_a_group_advises_at_home_is_no_lesson_of_its_host() -> None:
    made = structured(
        Block("跟班学习简报"),
        Block("一、古蔺河小组", level=2),
        Block("小组在古蔺河农商银行跟班。古蔺河农商银行每年更新农户信息，由村民小组逐户核对。"),
        Block("思考建议", level=3),
        Block(
            "信用工程每两年全部重做一次，客户经理疲于奔命。建议明年起改为年度更新，先用工商、车管两类数据。"
        ),
        Block("二、叙府坝小组", level=2),
        Block("小组在叙府坝农商银行学习小微企业服务。"),
    )
    advice = next(e for e in made.bulletin.entries if "建议明年起" in e.text)
    assert (advice.bank, advice.kind) == ("", Kind.OVERVIEW)


def test_a_paragraph_may_be_labelled_as_the_learners_own() -> None:
    made = structured(
        Block("跟班学习每周一报"),
        Block("泾口组每周一报"),
        Block("本周学到什么：泾口农商银行夕会由支行行长点评并布置次日分工，控制在二十分钟以内。"),
        Block("3.本周想了什么：同样是采集信息，我们过去图数量，采回来的多是空表。"),
        Block("4.下周打算：独立负责一个村民小组的采集，请师傅验收。"),
        Block("南屏岭组每周一报"),
        Block("本周学到什么：南屏岭农商银行按亩均税收排名差别定价，排名前三成的享受最优利率。"),
    )
    own = [e for e in made.bulletin.entries if "想了什么" in e.text or "打算" in e.text]
    assert [e.bank for e in own] == ["", ""]
    assert Kind.LESSON not in {e.kind for e in own}
