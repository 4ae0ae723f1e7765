"""Which practices and organisations a text mentions; and the vocabulary that is shipped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.enrich.vocabulary import Vocabulary
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, Organisation, Practice
from kb.text.normalize import normalize
from tests.builders import entry

VOCABULARY = Vocabulary(
    (
        Practice("整村授信", ("整村推进",), broader="授信"),
        Practice("授信"),
        Practice("客户关系管理", ("CRM", "ＣＲＭ系统")),
    ),
    (
        Organisation("临海农商银行", ("临海农商行",), ("城关支行",)),
        Organisation("温岭农商银行", (), ("城关支行", "石塘支行")),
    ),
)


def test_practices_in_order_of_first_mention_each_once() -> None:
    text = "CRM派单，整村推进与整村授信，再用crm跟进"
    assert VOCABULARY.practices_in(text) == ("客户关系管理", "整村授信")


def test_the_longest_name_wins() -> None:
    assert VOCABULARY.practices_in("推进整村授信") == ("整村授信",)
    assert VOCABULARY.practices_in("先授信，后整村授信") == ("授信", "整村授信")


def test_a_latin_name_is_no_part_of_a_longer_word() -> None:
    assert VOCABULARY.practices_in("见crmdemo.cn与acrm") == ()
    assert VOCABULARY.practices_in("登录ＣＲＭ，查看") == ("客户关系管理",)


def test_the_name_of_a_department_is_no_practice(sample_kb: KnowledgeBase) -> None:
    """Who travelled says nothing of what was learned."""
    vocabulary = sample_kb.vocabulary
    for text in ("普惠金融部经理带队", "风险管理部三人", "普惠金融事业部派人", "普惠金融总部派人"):
        assert vocabulary.practices_in(text) == (), text
    assert vocabulary.practices_in("普惠金融部门联动") == ("普惠信贷",)
    assert vocabulary.practices_in("整村授信部分先行") == ("整村授信",)
    assert vocabulary.practices_in("普惠金融部推整村授信") == ("整村授信",)


def test_a_name_is_found_in_whatever_writing() -> None:
    assert VOCABULARY.practices_in("整村\n授 信") == ("整村授信",)
    assert VOCABULARY.practices_in("") == Vocabulary().practices_in("整村授信") == ()


def test_what_the_editor_said_holds_and_an_honour_has_no_practice() -> None:
    lesson = entry("整村授信先评议。")
    assert VOCABULARY.practices_of(lesson) == ("整村授信",)
    assert VOCABULARY.practices_of(replace(lesson, practices=())) == ()
    assert VOCABULARY.practices_of(replace(lesson, practices=("授信",))) == ("授信",)
    assert VOCABULARY.practices_of(replace(lesson, kind=Kind.HONOUR)) == ()


def test_a_lesson_is_about_the_only_practice_that_the_title_of_its_bulletin_names() -> None:
    lesson = entry("每村选七名评议员，互不见面。")
    title = "在全市整村授信推进会上的交流发言"
    assert VOCABULARY.practices_of(lesson, title) == ("整村授信",)
    assert VOCABULARY.practices_of(entry("授信到户。"), title) == ("授信", "整村授信")
    assert VOCABULARY.practices_of(entry("用CRM派单。"), title) == ("客户关系管理",)
    assert VOCABULARY.practices_of(lesson, "整村授信和CRM的经验") == ()
    assert VOCABULARY.practices_of(replace(lesson, kind=Kind.OVERVIEW), title) == ()


def test_names_and_their_alternatives() -> None:
    assert VOCABULARY.practice("crm") == VOCABULARY.practice("客户关系管理") != None  # noqa: E711
    assert VOCABULARY.practice("没有") is None
    assert VOCABULARY.alternatives("整村推进") == ("整村授信",)
    assert VOCABULARY.alternatives("没有") == ()
    assert VOCABULARY.narrower == {"授信": ("整村授信",)}


def test_a_branch_is_known_by_its_bank() -> None:
    own = VOCABULARY.organisations_of(entry("在城关支行参加晨会。"))
    assert own == ("临海农商银行", "城关支行")
    unknown = VOCABULARY.organisations_of(replace(entry("在城关支行参加晨会。"), bank=""))
    assert unknown == ()
    only_one = VOCABULARY.organisations_of(replace(entry("到石塘支行。"), bank=""))
    assert only_one == ("温岭农商银行", "石塘支行")
    named = VOCABULARY.organisations_of(replace(entry("温岭农商银行的城关支行"), bank=""))
    assert named == ("温岭农商银行", "城关支行")


def test_organisations_by_a_part_of_a_name() -> None:
    assert VOCABULARY.organisations_named("临海") == ("临海农商银行",)
    assert VOCABULARY.organisations_named("临海农商行") == ("临海农商银行",)
    assert VOCABULARY.organisations_named("石塘") == ("石塘支行",)
    assert VOCABULARY.organisations_named("没有") == ()


# The vocabulary in corpus/practices.


def test_the_shipped_vocabulary_is_large_and_in_order(sample_kb: KnowledgeBase) -> None:
    practices = sample_kb.corpus.practices()  # checked as it is read
    assert len(practices) >= 40
    for practice in practices:
        assert len(practice.scope_note) >= 20, practice.name
        assert (sample_kb.corpus.root / "practices" / f"{practice.name}.md").is_file()


@pytest.mark.parametrize(
    "name",
    "整村授信 阳光信贷 一站式办贷 尽职免责 不良贷款听证 网格化营销 普惠通 移动展业 客户信息采集 二次考核 FTP CRM 蓝领贷"
    " 批量授信 公私联动 最多跑一次 丰收驿站 扫码支付 一码通 贷后管理 内训师".split(),
)
def test_the_practices_asked_for_are_known(sample_kb: KnowledgeBase, name: str) -> None:
    assert sample_kb.vocabulary.practice(name) is not None


def test_related_is_said_on_both_sides(sample_kb: KnowledgeBase) -> None:
    related = {p.name: set(p.related) for p in sample_kb.vocabulary.practices}
    one_sided = [(a, b) for a, others in related.items() for b in others if a not in related[b]]
    assert one_sided == []


def test_no_practice_is_related_to_itself_or_to_what_is_above_it(
    sample_kb: KnowledgeBase,
) -> None:
    for practice in sample_kb.vocabulary.practices:
        assert practice.name not in practice.related
        assert practice.broader not in practice.related
        names = [normalize(name) for name in (practice.name, *practice.aliases)]
        assert len(names) == len(set(names)), practice.name


def test_the_sample_corpus_mentions_many_of_them(sample_kb: KnowledgeBase) -> None:
    found = {
        name
        for bulletin in sample_kb.corpus.bulletins()
        for item in bulletin.entries
        for name in sample_kb.vocabulary.practices_of(item)
    }
    assert found <= {practice.name for practice in sample_kb.vocabulary.practices}
    assert len(found) >= 55


def test_what_stands_below_and_next_to_a_practice() -> None:
    tree = Vocabulary(
        (
            Practice("授信"),
            Practice("整村授信", broader="授信"),
            Practice("批量授信", broader="授信"),
            Practice("授信评议", broader="整村授信"),
            Practice("公示", broader="授信评议"),
        )
    )
    assert tree.below("授信") == ("整村授信", "批量授信", "授信评议", "公示")
    assert tree.below("公示") == ()
    village = tree.practice("整村授信")
    assert village
    assert tree.siblings(village) == ("批量授信",)
    top = tree.practice("授信")
    assert top
    assert tree.siblings(top) == ()


NEARBY = Vocabulary(
    (
        Practice("存量客户走访", patterns=("老客户…推荐/回访",), exceptions=("老客户…画展",)),
        Practice("不良贷款听证", aliases=("听证会",), exceptions=("物价",)),
    )
)


def test_words_near_each_other_mean_a_practice() -> None:
    assert NEARBY.practices_in("请老客户帮着推荐。") == ("存量客户走访",)
    assert NEARBY.practices_in("老客户不多。另请人推荐。") == ()


def test_a_pattern_counts_only_where_an_entry_says_what_it_is_about() -> None:
    assert NEARBY.practices_in("今天下雨。明天也下。老客户帮着推荐。") == ()


def test_an_exception_takes_its_sentence_out() -> None:
    assert NEARBY.practices_in("物价局开听证会。") == ()
    assert NEARBY.practices_in("物价局来过。本行开听证会。") == ("不良贷款听证",)
    assert NEARBY.practices_in("老客户推荐去看画展。") == ()


@pytest.mark.parametrize(
    "text",
    [
        "双方就人员管理、业务拓展、风险管控、系统开发等进行了深入探讨。",
        "双方围绕整村授信、网格化营销、尽职免责等方面开展了面对面的座谈交流。",
        "与会人员针对续贷、名单制营销和晨夕会作了充分讨论。",
        "两家银行聚焦不良贷款清收、风险管控两个课题展开研讨。",
        "座谈会上，大家就数字化转型、商圈建设工作深入交流，并就普惠信贷、话术培训等做了沟通。",
        "围绕绩效考核、续贷、尽职免责等问题，学员们踊跃提问，东道主一一作了解答。",
        "学员就整村授信、绩效考核向支行行长请教。",
        "对大家关心的整村授信、尽职免责等，行长逐一作了回答。",
        "交流的话题涉及整村授信、绩效考核和晨夕会。",
        "座谈内容包括普惠信贷、网格化营销、尽职免责。",
    ],
)
def test_a_list_of_topics_that_were_only_talked_about_is_no_practice(
    sample_kb: KnowledgeBase, text: str
) -> None:
    assert sample_kb.vocabulary.practices_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "双方就整村授信进行了交流。",
        "该行围绕整村授信、网格化营销，开展逐户走访，户均交流半小时。",
        "该行对老人、残疾人上门做整村授信，当场签约。",
        "交流中行长说，整村授信从摸底、评议做起。",
        "围绕整村授信，该行进行名单制管理。会后双方就人员、系统进行了座谈。",
    ],
)
def test_what_is_done_or_alone_talked_about_is_a_practice(
    sample_kb: KnowledgeBase, text: str
) -> None:
    assert "整村授信" in sample_kb.vocabulary.practices_in(text)


@pytest.mark.parametrize(
    ("text", "practice"),
    [
        ("签过约一年没动过额度的农户，两个月内挨个打电话问一遍。", "存量客户走访"),
        ("在村委会坐班的信贷员，吃过晚饭还有人来问。每周二下午在村部坐班。", "入村驻勤"),
        ("村口小超市装了一台机具，乡亲们取钱都在这里，店主每月拿补贴。", "丰收驿站"),
    ],
)
def test_the_shipped_patterns(sample_kb: KnowledgeBase, text: str, practice: str) -> None:
    assert practice in sample_kb.vocabulary.practices_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "县物价局就自来水价格召开听证会。",
        "税务局检查代扣代缴个人所得税的情况。",
        "我们要以点带面。",
    ],
)
def test_the_shipped_false_friends(sample_kb: KnowledgeBase, text: str) -> None:
    assert sample_kb.vocabulary.practices_in(text) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("饲料厂把欠农户的货款清单交给银行，银行按清单先垫付，到期由厂里还。", "供应链金融"),
        ("每头母牛戴着电子耳标，在哪儿后台看得见，凭牛就能贷款。", "活体抵押"),
        ("总行派人长年坐在支行把关风险，工资也由总行发。", "风险经理派驻"),
        ("会上定的事当天列成清单，逾期没办完的在全行通报。", "督办与通报"),
        ("财政拿出两千万元，贷款坏了先从里面赔六成。", "风险补偿基金"),
        ("外勤逐户上门，给每家农户都建起一份经济档案。", "客户信息采集"),
        ("客户经理下茶园过秤，按上一季鲜叶收入的六成核额度。", "特色产业贷"),
        ("存单到期前十天打电话，愿意转存的上门办。", "存款营销"),
        ("摊主一人一个码，收满三个月的按流水给五万元以内的信用额度。", "商户贷"),
    ],
)
def test_practices_told_in_other_words(sample_kb: KnowledgeBase, text: str, name: str) -> None:
    assert name in sample_kb.vocabulary.practices_in(text)


@pytest.mark.parametrize(
    ("text", "practice"),
    [
        ("退件的原因由审查员打电话说清，缺什么一次告诉客户经理。", "授信审批管理"),
        ("审批官每季度下户一周，看自己批过的贷款。", "授信审批管理"),
        ("对不讲信用的信用村，当年摘牌。", "信用村建设"),
        ("班子成员各包三个最难的村，每月去一次。", "包村联户责任制"),
        ("判决以后没人跟执行，积压了两百多件。", "司法清收"),
        ("重要岗位强制休假不提前通知，由审计接手。", "员工行为管理"),
        ("入园企业一户一专班，一次上门开户。", "对公客户拓展"),
        ("利率由八个因子算出，客户自己能对。", "贷款定价"),
        ("流动服务车逢集开到市场门口。", "便民服务"),
        ("业务部门提需求先打分，科技排期两周。", "科技支撑"),
        ("引荐一户得一份年礼，三年没有出险再给红包，推荐成功一户奖励五十元。", "营销获客"),
        ("桃贷的还款日跟着采摘走，卖完桃再还本。", "特色产业贷"),
        ("逾期第二天，支行行长自己登门问一问。", "不良贷款清收"),
        ("逢圩日在桥头摆一张桌子，客户经理坐到散场。", "入村驻勤"),
        ("参保的果园遭了霜冻，理赔款先还贷款。", "银保合作"),
        ("中层每三年公开竞聘一次，落选的转岗。", "队伍建设"),
        ("客户数据散在六个系统，口径先要统一。", "数据治理"),
        ("把欠息、涉诉、流水腰斩三类信号推给客户经理。", "预警模型"),
        ("老城支行的厅堂活动也办得勤。", "厅堂营销"),
        ("老人存满5万元送一张理发券。", "存款营销"),
        ("收款码统一编号，每季实地巡检一次。", "收单商户管理"),
        ("把审批分成三条道，小额走绿道。", "授信审批管理"),
        ("全县建了233个田头小站，其中118个设在村小卖部。", "丰收驿站"),
        ("科技部员工每人联系2家支行。", "科技支撑"),
        ("三张清单由系统每周一生成，支行晨会领单，周五夕会销单。", "名单制营销"),
        ("部里还设了“容错金”，专门弥补损失。", "尽职免责"),
        ("对欠息满30天的移交总行资产保全部。", "不良贷款清收"),
        ("把1000万元以上的贷款全部收归总行公司部直管。", "重点客户直管"),
    ],
)
def test_more_wordings_of_practices(sample_kb: KnowledgeBase, text: str, practice: str) -> None:
    assert practice in sample_kb.vocabulary.practices_in(text)


@pytest.mark.parametrize(
    ("text", "practice"),
    [
        ("新来的客户经理把厂名写错了，中间换了两任，老板不高兴。", "岗位轮换"),
        ("社区网格员入户登记流动人口，与银行无关。", "网格化营销"),
        ("学校的评议会给老师打分。", "授信评议"),
        ("江西某行中层干部平均年龄三十八岁。", "后备干部培养"),
        ("该行把客户经理分为初级、中级、高级三等。", "客户关系管理"),
        ("已核销的贷款收回一元，给清收人提八分。", "不良资产处置"),
        ("新办企业由一名行领导挂点，一次上门开户。", "包村联户责任制"),
        ("网格员在走访中发现老赖转移财产，第一时间报给支行。", "网格化营销"),
        ("网格员在走访中发现老赖转移财产，第一时间报给支行。", "村居化走访"),
        ("行领导每人包5户100万元以上大额不良。", "包村联户责任制"),
        ("转介绍一户手机银行计3元，转介绍一笔贷款按放款额计奖。", "手机银行放贷"),
        ("徒弟独立放出第一笔贷款，师傅另奖1000元。", "首贷户拓展"),
        ("收回核销贷款按3%计奖。", "不良资产处置"),
        ("科技部19名员工每人联系2家支行，每月驻点不少于2天。", "入村驻勤"),
    ],
)
def test_what_sounds_like_a_practice_is_none(
    sample_kb: KnowledgeBase, text: str, practice: str
) -> None:
    assert practice not in sample_kb.vocabulary.practices_in(text)


def test_topics_of_a_talk_without_another_verb() -> None:
    text = "双方围绕整村授信、绩效考核、不良清收等议题座谈，并就下步合作交换了意见。"
    assert VOCABULARY.practices_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "柜台上铺着蓝白网格布。",
        "该行在快递驿站门口贴了海报。",
        "支行行长家访了住院的老员工。",
        "会计主管核销了三张作废的重要空白凭证。",
        "这家企业去年资产重组。",
        "歌咏比赛通过网络直播。",
        "读书积分高的员工可以换书。",
        "楼顶光伏板每年给办公楼省电八万度。",
    ],
)
def test_false_friends_are_no_practices(sample_kb: KnowledgeBase, text: str) -> None:
    assert sample_kb.vocabulary.practices_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "念到谁，四个人背对背在纸上写“能贷多少”，去掉最高和最低。",
        "请来会计和两位老党员，一户一户说该贷多少。",
        "老支书把名字念一遍，三个人各说能贷多少。",
        "三人背靠背写数，取中间那个。",
        "去掉一个最高的、一个最低的，取平均作额度。",
    ],
)
def test_neighbours_who_say_how_much(sample_kb: KnowledgeBase, text: str) -> None:
    assert "授信评议" in sample_kb.vocabulary.practices_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "客户经理每人划定三条街、两个小区。",
        "谁的格子谁负责，格子外的不算。",
        "每人认领一栋楼、两个小区。",
        "谁的地盘谁跑，见没见系统说了算。",
        "格子里的商户每月至少见一面。",
    ],
)
def test_whoever_has_a_square_of_the_map(sample_kb: KnowledgeBase, text: str) -> None:
    assert "网格化营销" in sample_kb.vocabulary.practices_in(text)


def test_each_item_of_an_enumeration_opens_with_what_it_is_about(sample_kb: KnowledgeBase) -> None:
    text = (
        "一是责任压得实。谁放款谁清收。行领导带头。奖金次月兑现。"
        "二是诉讼通道走得快。与县法院共建金融速裁庭，批量立案、集中送达。"
    )
    assert "司法清收" in sample_kb.vocabulary.practices_in(text)
    assert "司法清收" not in sample_kb.vocabulary.practices_in(text.replace("二是", ""))


@pytest.mark.parametrize(
    ("text", "practice"),
    [
        ("每天八点一刻全员站在大堂，把昨天没办成的业务过一遍。", "晨夕会"),
        ("下午五点半再聚一次，各人报当天见了几户。", "晨夕会"),
        ("贷款后来收不回，只要查不出收礼和造假，就不扣绩效。", "尽职免责"),
        ("每年一月一日到三月底打一场硬仗，战报每晚九点发。", "开门红"),
        ("把调查、审批、签约三个岗位搬到一间屋里，客户进一次门。", "一站式办贷"),
        ("支行行长五十万元以内说了算，签完当天放款。", "支行行长授权"),
        ("不让客户跑车管所，电脑上点一下抵押就登记好了。", "抵押登记直联"),
        ("新冒出的坏账，放款的人站中间，同事轮着问。", "不良贷款听证"),
        ("照着名单一家一家打电话，敲过门的打勾。", "名单制营销"),
        ("全体中层一人十户，收回一户按本金百分之三发奖。", "清收奖励"),
    ],
)
def test_a_practice_told_in_other_words(sample_kb: KnowledgeBase, text: str, practice: str) -> None:
    assert practice in sample_kb.vocabulary.practices_in(text)
