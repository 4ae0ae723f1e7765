"""What a bulletin says against the guess of the model."""

from __future__ import annotations

import pytest

from kb.enrich import SentenceSubject, corrected_by_sentences, read_subjects, subjects_of
from kb.model import Bulletin, Kind, Side
from tests.builders import read_text


def _read(text: str) -> Bulletin:
    return read_text(text)


def _told(bulletin: Bulletin, letters: int) -> dict[str, SentenceSubject]:
    """The subjects of the sentences, by so many of their first characters."""
    return {s.sentence.text[:letters]: s for _, said in subjects_of(bulletin, ()) for s in said}


def test_the_master_comments_for_the_host_and_on_the_learner() -> None:
    text = (
        "带教日志\n\n跟班单位：柳湾农商银行\n学员单位：桐口农商银行\n时间：2025年6月9日至6月13日\n\n"
        "【今日所见】\n\n支行的调查报告只有一页，反面是手绘的路线图，画得出路线才算到过现场。\n\n"
        "【导师点评】\n\n图画得再丑也要自己画，替人画图的我们一次罚两百。小兰同志学得快，我们都喜欢她。\n\n"
        "【学员反思】\n\n我在桐口农商银行写的报告都是从上一份改的。\n"
    )
    made = _read(text)
    told = _told(made, 3)
    assert (told["图画得"].bank, told["图画得"].side) == ("柳湾农商银行", Side.HOST)
    assert told["小兰同"].side is not Side.HOST
    assert told["我在桐"].side is Side.LEARNER


def test_what_was_gained_by_its_label_is_of_the_only_host() -> None:
    text = (
        "剑溪农商银行信贷条线跟班学习周小结（汇总）\n\n一、江油路支行跟班人员 柏松\n\n"
        "1.本周学习内容：在梓潼湾农商银行授信审批部旁听审议，协助整理会议纪要。\n\n"
        "2.主要收获：审议重点放在第一还款来源，抵押物最后才看，时间不超过两分钟。我听了三场。\n\n"
        "3.差距与打算：平时写报告，总是先写抵押物足值。\n"
    )
    made = _read(text)
    told = _told(made, 6)
    gained = told["2.主要收获"]
    assert (gained.bank, gained.side, gained.doubtful) == ("梓潼湾农商银行", Side.HOST, False)
    assert {told[words].side for words in ("1.本周学习", "我听了三场。", "3.差距与打")} == {
        Side.LEARNER
    }


def test_a_column_of_what_was_gained_is_of_the_only_host() -> None:
    """今年拦截可疑开户… was told of the learners, whose days the table lists."""
    text = (
        "# 桐口农商银行第2小组学习周小结\n\n学习地点：柳湾农商银行科技信息部\n\n"
        "| 日期 | 学习内容 | 收获 |\n|---|---|---|\n"
        "| 周三 | 手机银行运营 | 月活客户11.3万户，靠的是“每周三五折菜场” |\n"
        "| 周四 | 反欺诈模型 | 今年拦截可疑开户1,126户，涉案账户数同比下降六成 |\n"
    )
    rows = [one for one in _told(_read(text), 30).values() if one.sentence.text.startswith("周")]
    assert [(row.bank, row.side) for row in rows] == [("柳湾农商银行", Side.HOST)] * 2


def test_people_of_several_hosts_answer_for_the_bank_above_them() -> None:
    text = (
        "信用村怎么评？两家行这样答\n"
        "编者按：竹溪农村信用合作联社学习组近日走访了柳湾农商银行、桐口农商银行，就信用村评定请教两家行的普惠部总经理。\n"
        "柳湾农商银行普惠部总经理　路遥\n问：信用村谁来评？\n答：镇政府牵头，我们出标准，村两委出人。\n"
        "桐口农商银行普惠部总经理　申屠静\n问：会不会伤了感情？\n"
        "答：感情是靠规矩养的。我们现在有信用村七十七个，占行政村的六成。\n"
    )
    made = _read(text)
    assert made.title == "信用村怎么评？两家行这样答"
    told = _told(made, 5)
    assert (told["答：镇政府"].bank, told["答：镇政府"].side) == ("柳湾农商银行", Side.HOST)
    assert (told["我们现在有"].bank, told["我们现在有"].side) == ("桐口农商银行", Side.HOST)
    assert all(s.side is not Side.HOST for key, s in told.items() if key.startswith("问"))


def test_visitors_sayings_and_other_banks_are_not_the_host() -> None:
    lines = (
        "苔桥农商银行赴槿湾农商银行考察报告",
        "2025年6月9日至13日，苔桥农商银行一行八人到槿湾农商银行考察。",
        "一、看到了什么",
        "（一）夜市有人守。槿湾农商银行每晚派六人驻场，最小的一笔三千元。敢把短处亮出来，才是真学习。",
        "考察团看了三个村、两家支行，当晚讨论到十点。",
        "（二）早课讲错账。槿湾农商银行每周由柜员轮流上台讲一件办砸的事。同城的国有大行也想学，因为换人太快没做成。",
        "二、下一步打算",
        "我行拟先在两家支行试行。",
    )
    told = _told(_read("\n\n".join(lines)), 6)
    assert told["槿湾农商银行"].side is Side.HOST
    assert told["敢把短处亮出"].side is not Side.HOST
    assert told["考察团看了三"].side is Side.LEARNER
    assert told["同城的国有大"].side is not Side.HOST


def test_that_bank_is_the_one_that_was_set_against() -> None:
    text = (
        "柳湾农商银行数字化转型经验材料\n\n柳湾农商银行手机银行客户达到12.6万户，替代率96.3%。"
        "作为对照，桐口农商银行手机银行客户8.4万户。该行替代率为91.5%。\n\n"
        "柳湾农商银行今年新增线上贷款3.2亿元，户均7.5万元。\n"
    )
    made = _read(text)
    told = _told(made, 4)
    assert told["该行替代"].bank == "桐口农商银行"


def test_a_sentence_that_opens_with_the_host_of_its_section_is_told_of_that_host() -> None:
    told = "的印章锁在柜里，开一次柜拍一张照，照片按日归档，出差也不带章"
    text = (
        "# 八月考察小记\n\n## 柳湾农商银行\n\n### 账单寄到地头\n\n"
        "柳湾农商银行把对账单印在挂历背面，每年腊月送到地头。\n\n"
        f"## 桐口农商银行\n\n### 老规矩\n\n桐口农商银行{told}。\n"
    )
    one = _told(read_text(text, "a.md"), 6)["桐口农商银行"]
    assert (one.bank, one.side) == ("桐口农商银行", Side.HOST)


def test_the_former_and_the_latter_are_the_two_that_were_named_together() -> None:
    made = _read(
        "柳湾农商银行与桐口农商银行贷后管理对比\n\n"
        "柳湾农商银行和桐口农商银行的贷后检查都由客户经理做。前者每季度查一次，拍照上传。后者每半年查一次，只填纸表。\n"
    )
    told = _told(made, 2)
    assert told["前者"].bank == "柳湾农商银行"
    assert told["后者"].bank == "桐口农商银行"


@pytest.mark.parametrize("banks", ["柳湾农商银行", "柳湾农商银行、桐口农商银行和竹溪农商银行"])
def test_of_one_or_three_banks_none_is_the_latter(banks: str) -> None:
    made = _read(f"{banks}做法\n\n{banks}都查贷后。后者每半年查一次，只填纸表。\n")
    named = {"桐口农商银行", "竹溪农商银行"}
    assert not _told(made, 2)["后者"].bank or _told(made, 2)["后者"].bank not in named


def test_what_learners_think_of_a_host_that_they_name_is_theirs() -> None:
    made = _read(
        "桐口农商银行党委中心组赴柳湾农商银行开展现场学习\n\n"
        "6月18日至19日，桐口农商银行党委中心组赴柳湾农商银行开展现场学习。\n\n"
        "一是组织建到前线。该行把支部建在清收专班上，专班组长兼任支部书记，清收进度就是支部的考核。\n\n"
        "中心组成员一致认为，柳湾农商银行的经验实在管用，回行后要尽快选派骨干组建两个专班。\n"
    )
    assert _told(made, 3)["中心组"].side is Side.LEARNER


def test_a_paper_of_plans_tells_its_aims_and_measures_of_the_learner() -> None:
    made = _read(
        "关于印发《桐口农商银行学习柳湾农商银行“网格化”经验实施方案》的通知\n\n各支行、各部室：\n\n"
        "一、柳湾经验\n\n柳湾农商银行将全县分为二百一十个网格，每个网格配一名客户经理，网格得分占绩效四成。\n\n"
        "二、工作措施\n\n（一）成立领导小组，由董事长任组长。\n\n（二）每月十日前通报网格进度，连续两月末位的支行长述职。\n"
    )
    told = _told(made, 5)
    assert told["柳湾农商银"].side is Side.HOST
    late = told["（二）每月"]
    assert (late.bank, late.side) == ("桐口农商银行", Side.LEARNER)
    kinds = {
        entry.text[:3]: (entry.kind, entry.bank)
        for entry in corrected_by_sentences(made, ()).entries
    }
    assert kinds["（二）"] == (Kind.OVERVIEW, "")


def test_points_below_what_was_learned_are_of_the_only_host() -> None:
    made = _read(
        "“师带徒”跟班第三周小结\n\n带教行：柳湾农商银行\n\n跟班行：桐口农商银行\n\n"
        "【徒弟说】\n\n我们行的评审会是主办人念材料，大家点头，二十分钟过八笔。\n\n"
        "【本周学到】\n\n1. 主办人回避首轮发言。\n\n2. 否决案例成册，抄写上岗。\n"
    )
    told = _told(made, 4)
    assert (told["1. 主"].bank, told["1. 主"].side) == ("柳湾农商银行", Side.HOST)
    assert (told["2. 否"].bank, told["2. 否"].side) == ("柳湾农商银行", Side.HOST)
    assert (told["我们行的"].bank, told["我们行的"].side) == ("桐口农商银行", Side.LEARNER)


def test_headlines_behind_banks_are_of_hosts_where_nothing_else_is_stated() -> None:
    made = _read(
        "兄弟行传真\n\n编前：请外派跟班的同事把看到的新鲜事发回来，每则不超过三百字。\n\n"
        "●柳湾农商银行：厅堂里摆了一台“算账机”\n\n客户把存期、金额一输，哪种产品合算一目了然。摆了以后投诉归了零。\n\n"
        "（王琴　发自柳湾）\n\n"
        "●桐口农商银行：驻村干部的“三不收”\n\n不收烟、不收饭、不收土特产，收了就换人。贷款户净增600多户。\n\n"
        "●柳湾农商银行：食堂里的“晒账”\n\n每天中午电视放昨天各支行的存款变动。\n\n"
        "●本行：我们能做点啥\n\n算账机先在营业部摆一台试试。\n"
    )
    told = _told(made, 4)
    assert read_subjects(made, ())[0].hosts == ("柳湾农商银行", "桐口农商银行")
    assert (told["客户把存"].bank, told["客户把存"].side) == ("柳湾农商银行", Side.HOST)
    assert told["算账机先"].side is not Side.HOST
    assert not any("发自" in entry.text for entry in made.entries)


@pytest.mark.parametrize(
    "plan",
    [
        "柳湾的园区分中心可在经开区支行试点，明年一季度前拿出方案。",
        "柳湾农商银行的合议办法先在城区三家支行试行。",
        "建议照柳湾的样子在园区设审批点，年底前办成。",
    ],
)
def test_what_learners_plan_to_take_over_from_a_host_is_theirs(plan: str) -> None:
    made = _read(
        "桐口农商银行赴柳湾农商银行学习报告\n\n8月4日至15日，桐口农商银行3名同志到柳湾农商银行跟班学习。\n\n"
        "一、主要做法\n\n柳湾农商银行在园区设审批分中心，三名审批人合议，每周两次。\n\n"
        f"二、对我行的启示\n\n我行小微客户仅2206户，审批仍走老三级。{plan}\n"
    )
    told = _told(made, 6)[plan[:6]]
    assert (told.bank, told.side) == ("桐口农商银行", Side.LEARNER)


def test_our_own_set_against_the_host_and_what_a_teacher_told() -> None:
    """与之相比，我行… was told of the host, and what its people told us of the learner."""
    text = (
        "在榆桥的五个工作日\n\n雀水农商银行跟班学员\n\n2025年3月17日至21日，我们两人到榆桥农商银行跟班学习。\n\n"
        "榆桥农商银行给每个村建一本村情簿，谁家嫁女、谁家盖房都记在上面，一年一翻新。"
        "小屠提醒我们，簿子最怕代填，他们抽查到一户代填，整村重做。\n\n"
        "叫号机摆在门外雨棚下，取号时先问办什么。一季度柜面平均等候时间由十九分钟降到七分钟。"
        "与之相比，我行营业部的叫号机还在大厅最里面，客户进门先绕一圈。\n"
    )
    told = _told(_read(text), 4)
    assert (told["小屠提醒"].bank, told["小屠提醒"].side) == ("榆桥农商银行", Side.HOST)
    assert told["与之相比"].side is Side.LEARNER


def test_points_with_a_part_of_the_learners_each_are_about_the_host() -> None:
    """What stood behind the part of the learners was in doubt, or told of them."""
    points = [
        (
            "一、现金库房不等人",
            "调款时间从固定改成预约，库存现金日均压降三千一百万元，里程少了四分之一。",
            "我们的押运线路五年没动过。",
        ),
        (
            "二、对账单先打电话再寄",
            "单位的对账单寄出前由网点打一个电话，退信率由百分之十九降到百分之二。",
            "我行没有人再寄第二次。",
        ),
        (
            "三、印章装上定位",
            "公章出门必须装进带定位的盒子，外带用印由月均七十次降到十一次。",
            "我行靠登记簿，时间都是回来补的。",
        ),
    ]
    parts = [f"## {point}\n\n{told}\n\n### 对照我行\n\n{ours}\n" for point, told, ours in points]
    first = "12月2日至13日，郯水农商银行运营条线六名学员到酃桥农商银行跟班学习。"
    text = f"# 三件小事：走进酃桥农商银行\n\n{first}\n\n" + "\n".join(parts)
    found = _told(read_text(text, "a.md"), 4)
    hosts = {(found[told[:4]].bank, found[told[:4]].side) for _, told, _ in points}
    assert hosts == {("酃桥农商银行", Side.HOST)}
    assert {found[ours[:4]].side for _, _, ours in points} == {Side.LEARNER}


def test_a_speaker_named_with_a_bank_once_speaks_for_it_again() -> None:
    text = (
        "座谈会纪要\n\n时间：2023年11月8日\n\n参加人员：柳湾农商银行领导班子；桐口农商银行学习组\n\n一、发言\n\n"
        "钱亮（柳湾农商银行人力资源部总经理）：客户经理分五级，一年一评，能上能下。\n\n"
        "陈波（桐口农商银行学习组成员）：想请教一下，降级以后名下的贷款怎么移交？\n\n"
        "钱亮：移交要双人核对，三个月过渡期内新老经理共同负责。\n"
    )
    told = _told(_read(text), 5)["钱亮：移交"]
    assert (told.bank, told.side) == ("柳湾农商银行", Side.HOST)


def test_a_sentence_that_opens_with_one_of_several_compared_banks_is_about_it() -> None:
    text = (
        "湖坪联社 柳湾农商银行 竹溪农商银行三家行社存款组织工作比较\n\n一、在揽储渠道上\n\n"
        "柳湾农商银行主攻代发，与县内412家企业签了代发协议。竹溪农商银行走的是商户路子，铺设收单码牌2.7万个。"
        "湖坪联社地处山区，主要靠外出务工人员，春节前后派出驻外服务队，为老乡办卡1.2万张。\n\n二、在定价上\n\n"
        "竹溪农商银行实行差异化定价，三年期存款分四档。湖坪联社去年曾上浮到顶，付息率高达2.61%。\n"
    )
    told = _told(_read(text), 6)
    assert (told["湖坪联社地处"].bank, told["湖坪联社去年"].bank) == ("湖坪联社", "湖坪联社")


def test_an_item_among_the_plans_of_learners_is_theirs() -> None:
    text = (
        "赴柳湾农商银行学习案件防控工作的报告\n\n总行：\n\n合规部一行3人于2024年3月11日至15日赴柳湾农商银行学习案防工作。\n\n"
        "一、主要做法\n\n（一）把网织密。柳湾农商银行在全行设合规员86名，两年一轮岗。\n\n"
        "（二）把人管住。每季度对员工账户进行一次大额资金排查，单笔5万元以上的逐笔说明。\n\n"
        "二、下一步打算\n\n（一）4月底前完成9名会计主管轮岗；（二）账户排查由每年一次改为每季度一次，起点金额定为10万元。\n\n"
        "合规部\n\n2024年3月20日\n"
    )
    told = [s for _, said in subjects_of(_read(text), ()) for s in said]
    items = [one for one in told if "轮岗；" in one.sentence.text or "起点" in one.sentence.text]
    assert items
    assert {one.side for one in items} == {Side.LEARNER}


def test_what_a_group_did_that_is_called_as_its_host_is_the_learners() -> None:
    """柳湾组列席听证会 stood under 柳湾农商银行, whose guests the group are."""
    text = (
        "# 云州农商银行系统跟班学习第七周纪实\n\n"
        "云州农商银行系统柳湾组、桐口组、剑溪组在三家农商银行继续跟班。\n\n"
        "一、柳湾农商银行：听证与办贷\n\n柳湾组列席第34场听证会，会后参与责任认定书的文字校核。\n\n"
        "听证会每月召开一次，支行行长当场说明原因。\n\n"
        "柳湾组随资产保全部上门催收，两天见到借款人8户。\n\n"
        "二、桐口农商银行：移动展业\n\n桐口组用移动展业终端试做一笔模拟授信，全程离柜、11步完成。\n\n"
        "该行要求客户经理每周三天在村里，每户用时不少于二十分钟。\n"
    )
    told = _told(_read(text), 4)
    assert {told[w].side for w in ("柳湾组列", "柳湾组随", "桐口组用")} == {Side.LEARNER}
    assert (told["听证会每"].bank, told["听证会每"].side) == ("柳湾农商银行", Side.HOST)
    assert (told["该行要求"].bank, told["该行要求"].side) == ("桐口农商银行", Side.HOST)


def test_what_the_only_host_answers_is_its_own_also_what_it_plans() -> None:
    text = (
        "小网点怎样留住老客户\n\n3月3日至4日，桐口农商银行一行九人到柳湾农商银行考察网点转型。"
        "座谈会上，柳湾农商银行行长助理葛平就学员关心的问题作了解答，以下为问答整理。\n\n"
        "问：我们行考核指标太多，怎么办？\n\n"
        "葛平：就考有效户、日均存款、投诉三项。以前我行也考过二十多项，2024年一次性砍掉了。\n\n"
        "问：下一步有什么打算？\n\n"
        "葛平：今年准备在六个乡镇试点“下午驿站”，把大厅让给村里的老人。如果存款不流失，明年全面推开。"
        "你们回去也可以先试一个网点。\n"
    )
    told = _told(_read(text), 5)
    for words in ("以前我行也", "葛平：今年", "如果存款不"):
        one = told[words]
        assert (one.bank, one.side) == ("柳湾农商银行", Side.HOST), words
    assert told["你们回去也"].side is not Side.HOST
    assert told["问：我们行"].side is not Side.HOST


def test_a_sentence_below_the_name_of_its_bank_is_not_about_another() -> None:
    text = (
        "# 五小时变五十分钟：我省农商银行信贷流程观察\n\n去年以来，各行社大胆探索。\n\n"
        "## 柳湾：把会开在田头\n\n柳湾农商银行把贷审会搬到果园，评审委员现场看树龄、看水源、看销路，当场投票。"
        "今年前七个月，该行现场评审贷款218笔、金额1.1亿元，平均用时50分钟。\n\n"
        "## 桐口：让数据先跑一遍\n\n客户扫码授权后，系统自动调取社保、税务、不动产等六类数据，跑出预授信额度。"
        "客户经理只核三件事：人在不在、店开没开、钱用在哪。桐口农商银行副行长邓远说：“跑数据的事交给机器。”\n"
    )
    told = _told(read_text(text, "a.md"), 4)
    for words in ("客户扫码", "客户经理"):
        assert (told[words].bank, told[words].side) == ("桐口农商银行", Side.HOST), words


def test_what_a_notice_requires_is_of_who_writes_it() -> None:
    text = (
        "桐口农商银行关于学习借鉴柳湾农商银行首贷户拓展做法的通知\n\n各支行：\n\n"
        "4月20日至22日，总行组织部分支行行长赴柳湾农商银行学习，现将有关做法印发给你们。\n\n"
        "一、柳湾农商银行的主要做法\n\n（一）名单从三处来。工商新登记、社保新参保、用电新开户三份名单每月比对一次。\n\n"
        "（二）首贷专员陪跑。总行设首贷专员8名，从开户、记账到报税全程陪同。\n\n二、工作要求\n\n"
        "（一）名单当月取到。支行行长每周过一遍名单，首贷专员每户走访两次。\n\n"
        "（二）专员当月到位。总行设专员两名，每户奖励两百元。\n\n桐口农商银行\n2026年4月30日\n"
    )
    told = _told(_read(text), 5)
    for words in ("支行行长每", "总行设专员"):
        assert (told[words].bank, told[words].side) == ("桐口农商银行", Side.LEARNER), words
    assert (told["工商新登记"].bank, told["工商新登记"].side) == ("柳湾农商银行", Side.HOST)


def test_what_the_interviewed_bank_plans_is_its_own() -> None:
    text = (
        "茶余话“流动银行”\n\n——访柳湾农商银行普惠部副总经理\n\n"
        "5月20日，桐口农商银行学习组一行7人走进柳湾农商银行，就移动展业作了座谈。以下为问答摘录。\n\n"
        "问：你们的“流动银行”是怎么跑起来的？\n答：全行配了62台移动终端，每辆车每周跑5个村，车上能开户、能签约。\n\n"
        "问：明年有什么目标？\n答：2026年末签约力争突破四万户，实现翻一番的话就是4.6万户，我们有信心。\n"
    )
    answer = _told(_read(text), 8)["答：2026年末"[:8]]
    assert (answer.bank, answer.side) == ("柳湾农商银行", Side.HOST)


def test_a_later_clause_about_the_learners_leaves_the_sentence_to_the_host() -> None:
    text = (
        "青年员工学习交流简报  2025年第8期\n主办：桐口农商银行团委        2025年8月29日\n\n"
        "8月18日，我行6名青年骨干抵达柳湾农商银行，柳湾农商银行党委副书记主持座谈会。\n\n学习心得\n"
        "◆ 罗亦（信贷部）：他们做绿色贷款先看碳账户。企业在县里的碳账户分四档，红档只收不贷。"
        "至7月末绿色贷款余额15.26亿元，比重由4.1%提高到8.7%，而桐口农商银行同期占比只有3.9%。\n"
        "◆ 苏晴（电银部）：柳湾农商银行把电费代扣做成了敲门砖，和供电所一起进村。\n"
    )
    told = _told(_read(text), 4)["至7月末"]
    assert (told.bank, told.side) == ("柳湾农商银行", Side.HOST)


def test_a_host_that_is_measured_by_the_learners_keeps_its_sentence() -> None:
    text = (
        "桐口农商银行赴柳湾农商银行学习数字化转型\n\n11月24日至28日，桐口农商银行科技部、零售部共6人到柳湾农商银行跟班。\n\n"
        "一、数据先治后用。柳湾农商银行用8个月清洗客户信息47万条，手机号有效率由58%提高到93.7%。\n\n"
        "柳湾农商银行的线上替代率已达96.2%，高出全省平均水平3.9个百分点，也高出桐口农商银行8.1个百分点。"
        "桐口农商银行下一步将从数据治理入手。\n"
    )
    told = _told(_read(text), 9)["柳湾农商银行的线上"]
    assert (told.bank, told.side) == ("柳湾农商银行", Side.HOST)


def test_what_a_group_did_that_is_called_by_a_letter_is_the_learners() -> None:
    text = (
        "剑溪农商银行“走学比赶”活动周报\n\n第五周  两个小组的五天\n\n甲组在柳湾农商银行\n\n"
        "周三：柳湾农商银行推行“一张床行动”，总行在每个乡镇支行留了一张床，机关员工每季度必须住满五晚。"
        "住下去的人要交三样东西：一条支行的难处、一条客户的抱怨、一个吃过饭的农户的名字。\n\n"
        "周四、周五：甲组五个人分住五家支行，各自交了“三样东西”，和柳湾的机关员工一起参加周末的汇总会。\n\n"
        "乙组在桐口农商银行\n\n周一至周三：乙组跟随三农金融部下乡，主题是蔬菜冷库贷款。"
        "桐口农商银行联合八个冷库推出“入库贷”，蔬菜入库当天按市价六成放款。\n"
    )
    told = _told(_read(text), 8)
    for words in ("周四、周五：甲组", "周一至周三：乙组"):
        assert (told[words].bank, told[words].side) == ("剑溪农商银行", Side.LEARNER)
    assert told["桐口农商银行联合"].side is Side.HOST
