"""Who learns and who is learned from, as the structure of a bulletin states it."""

from __future__ import annotations

from kb.enrich import read_subjects, subjects_of
from kb.enrich.stated_parties import stated_parties
from kb.model import Side
from kb.readers import Block
from tests.builders import structured


def test_the_bank_of_the_title_that_sends_groups_learns() -> None:
    made = structured(
        Block("垣口农商银行对标学习专刊（第9期）"),
        Block("垣口农商银行派出两个学习小组，现将各组情况摘登如下。"),
        Block("一、澜屏组"),
        Block("组员在澜屏农商银行公司部跟班。该行实行双经理制，两人同去同签。"),
        Block("二、梧埠组"),
        Block("组员到梧埠农商银行零售部跟班。梧埠农商银行每周三下午电话回访。"),
    )
    parties = stated_parties(made.bulletin, ())
    assert parties.hosts == ("澜屏农商银行", "梧埠农商银行")
    assert (parties.learners, parties.own) == (("垣口农商银行",), "垣口农商银行")
    assert parties.own_side is Side.LEARNER


def test_the_place_of_the_branch_in_the_byline_is_no_bank() -> None:
    found = structured(
        "一线见闻",
        "“贷款超市”里的半天",
        "文/双桥坞支行 黄莉",
        "到云门坪农商银行跟班的第三天，带教的老彭把我带进了他们的“贷款超市”，六个窗口一字排开。",
        "我没说话。在我们双桥坞，同样的贷款，客户要等九天。",
    ).bulletin
    assert read_subjects(found, ())[0].banks == ("云门坪农商银行",)


def test_who_signs_a_paper_on_what_another_does_learns_from_it() -> None:
    found = structured(
        "关于学习借鉴石臼坪农商银行“阳光办贷”经验的实施意见",
        "各支行、各部室：",
        "2025年7月，总行组织考察组对石臼坪农商银行“阳光办贷”进行了专题考察，现提出如下实施意见。",
        "一、石臼坪农商银行的主要做法",
        "石臼坪农商银行推行“阳光办贷”，做到“六公开”，超过承诺时限一天给客户减息0.1个百分点。",
        "二、总体目标",
        "到2025年底，全行推行办贷“六公开”，办贷平均时间由目前的7.5天压缩到3天以内。",
        "平乐岙农商银行",
        "2025年7月30日",
    ).bulletin
    assert stated_parties(found, ()).learners == ("平乐岙农商银行",)
    aims = next(entry for entry in found.entries if entry.text.startswith("到2025年底"))
    assert (aims.bank, aims.side) == ("", Side.LEARNER)
    told = {o.sentence.text: o.side for _, subjects in subjects_of(found, ()) for o in subjects}
    assert told[aims.text] is Side.LEARNER
    assert Side.HOST in told.values()


def test_an_office_is_one_with_and_without_whose_it_is() -> None:
    made = structured(
        "我们的第二站：在省联社溪州审计中心",
        "葛坪县农村信用合作联社第二组5名学员在湟塬村镇银行、省联社溪州审计中心跟班，溪州审计中心的办法如下。",
        "溪州审计中心对辖内八家行社实行问题台账共享，一家查出的问题，其他七家必须在十五天内自查。",
    ).bulletin
    banks = stated_parties(made, ()).banks
    assert sum("溪州" in bank for bank in banks) == 1


def test_the_bank_that_signs_a_bulletin_of_groups_sends_them() -> None:
    found = structured(
        "跟班学习工作周报",
        "第4期",
        "平乐岙农商银行人力资源部　　2026年3月23日",
        "3月16日至20日，我行三个小组共14名同志分别开展了第二周的跟班学习。",
        "一、第一组（石臼坪农商银行）",
        "石臼坪农商银行整村授信先由村两委提供名册，再由客户经理逐户核对，最后由村民代表打分。",
        "二、第二组（湟塬农商银行）",
        "湟塬农商银行按金额把不良贷款分为三层，5万元以下由客户经理包收，50万元以上由班子成员包收。",
    ).bulletin
    parties = stated_parties(found, ())
    assert (parties.own, parties.own_side) == ("平乐岙农商银行", Side.LEARNER)
