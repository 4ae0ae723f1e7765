"""Whose practice the lines of a bulletin tell when only a label or a praised name says so."""

from __future__ import annotations

import pytest

from kb.model import Side
from tests.builders import structured
from tests.structure.owned import bank_of, made


def test_who_received_learners_is_the_host_though_a_form_names_the_learners() -> None:
    text = """学习简报
学习单位：枫溪农商银行
承办单位：观澜坪农商银行
主要内容：抵押物双人核保，核保人不得同时是经办人，押品每年重估一次，跌价超过一成的补押。
"""
    assert bank_of(text, "双人核保") == "观澜坪农商银行"


@pytest.mark.parametrize(
    "visit",
    [
        "古井农商银行党委班子赴位于大山深处的锣鼓岭农商银行考察学习。",
        "古井农商银行党委班子赴素有“小额信贷第一行”之称的锣鼓岭农商银行考察学习。",
        "古井农商银行零售条线骨干到省内标杆行锣鼓岭农商银行跟班五天。",
        "古井农商银行工会走进刚刚获奖的锣鼓岭农商银行参观交流。",
    ],
)
def test_words_of_praise_may_stand_before_the_bank_that_is_visited(visit: str) -> None:
    text = f"学习动态\n\n7月3日，{visit}\n\n客户经理每月在村里住满十五天，住不满的扣津贴。"
    assert bank_of(text, "十五天") == "锣鼓岭农商银行"


def test_a_bank_that_came_to_us_does_not_write() -> None:
    text = """客从远方来 取经话普惠
——沙井农商银行来我行学习交流侧记
莲溪口农商银行办公室

线上贷款实行白名单，名单每月由支行增补，系统自动剔除。
"""
    assert bank_of(text, "白名单") == "莲溪口农商银行"


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("橡树冲农商银行赴外学习报告", "榛子沟农商银行对新员工实行“师徒同奖同罚”。"),
        ("橡树冲农商银行青年骨干跟班学习周报", "本周，四名学员在榛子沟农商银行跟班学习。"),
        ("橡树冲农商银行学习二组", "7月3日，我组到榛子沟农商银行学习。"),
    ],
)
def test_a_paper_of_those_who_learn_is_called_after_them(title: str, opening: str) -> None:
    text = f"{title}\n\n{opening}\n\n徒弟三年内出问题，师傅的绩效一起扣，扣到当年年底为止。"
    assert bank_of(text, "师傅的绩效") == "榛子沟农商银行"


def test_one_section_of_another_bank_does_not_make_the_bank_of_the_title_a_learner() -> None:
    text = """石渠农商银行见学随记

雅江农商银行见学小组

7月7日起，小组在牧区支行住了五天。石渠农商银行给每个牧户建一本“畜账”，贷款看畜账，不看房子。
"""
    assert bank_of(text, "畜账") == "石渠农商银行"


@pytest.mark.parametrize(
    "who", ["我是龙泉铺农商银行个人业务部的祝晓东。", "我叫祝晓东，来自龙泉铺农商银行。"]
)
def test_who_speaks_of_a_visit_learned(who: str) -> None:
    text = f"""学习汇报

大家下午好！{who}5月12日到23日，我有幸到碧莲农商银行学习了两周。

第一件事，叫“谁的客户谁接待”。客户一进门刷身份证，系统就给管户经理发消息，接完必须写一句话交接。

第二件事，叫“周三夜校”。每周三下班以后讲一个小时课，讲课的是柜员和客户经理，一人一年讲一次。

龙泉铺农商银行拟从城区三个网点开始。
"""
    assert bank_of(text, "周三夜校") == "碧莲农商银行"
    assert next(e.side for e in made(text).entries if "拟从" in e.text) is Side.LEARNER


def test_what_those_who_were_sent_tell_is_of_the_banks_they_were_sent_to() -> None:
    text = """海棠渡农商银行赴外挂职干部座谈会发言摘登

白建军（挂职龙井农商银行行长助理）：

龙井农商银行考核支行行长，一半看数字，一半看员工打分。低于六十分的支行行长谈话，连续两年的免职。

苗秀兰（挂职金柚农商银行营业部副总经理）：

金柚农商银行五万元以上的定期到期前十天，由系统派给三个人打电话，流失率控制在百分之四以内。
"""
    assert bank_of(text, "员工打分") == "龙井农商银行"
    assert bank_of(text, "打电话") == "金柚农商银行"


@pytest.mark.parametrize(
    "measure",
    [
        "与柳湾农商银行相比，",
        "和柳湾农商银行不同，",
        "不同于柳湾农商银行，",
        "相较于柳湾农商银行，",
    ],
)
def test_a_bank_that_is_only_compared_with_does_not_own_the_point(measure: str) -> None:
    text = f"""石桥组到青枫农商银行学习整村授信的几点体会

（一）青枫农商银行每个村都建台账，村干部签字确认，支行月月核对。

（二）{measure}青枫农商银行的额度高出一成，三年不变。

（三）{measure}额度到期自动续期，逾期的除外，由支行逐户通知。

（四）柳湾农商银行把评议会开到院坝里，村民当场提意见。
"""
    assert bank_of(text, "三年不变") == "青枫农商银行"
    assert bank_of(text, "自动续期") == "青枫农商银行"
    assert bank_of(text, "院坝") == "柳湾农商银行"


def test_a_bank_that_is_only_compared_with_does_not_own_a_point_of_several_hosts() -> None:
    text = """三行走访对照

一、主要做法

（一）柳湾农商银行走访记得细。户主的生日都记，第二天由内勤挑错，错三处的重走一遍。

（二）不同于柳湾农商银行，青枫农商银行走访记得少。只记三样，其余的回头打电话补。
"""
    assert bank_of(text, "只记三样") == "青枫农商银行"


def test_each_paragraph_of_a_host_is_of_one_kind() -> None:
    text = """北塬信用联社干部外出学习情况通报

5月下旬，联社班子成员分头外出。

理事长一行抵达秦水农商银行时，正赶上该行开“阳光办贷”听证会。凡是20万元以上的新增贷款，先在村里公示五天，再请村民代表听客户讲用途。

主任带队奔赴渭原农商银行，专门看了果库质押。苹果入冷库后由第三方监管，按市价六折放款，价格跌两成即补仓。

监事长对接泾川塬农商银行，住了三晚。泾川塬农商银行的审计不打招呼，每季度抽签决定查谁，查完当场反馈。

副主任驻点陇坪农村信用联社两周，跟着信贷员下乡。陇坪联社规定信贷员每人每年换片不少于10%的客户。
"""
    told = [(entry.kind.value, entry.bank) for entry in made(text).entries[1:]]
    assert told == [
        ("lesson", "秦水农商银行"),
        ("lesson", "渭原农商银行"),
        ("lesson", "泾川塬农商银行"),
        ("lesson", "陇坪农村信用联社"),
    ]


@pytest.mark.parametrize("stay", ["在洛溪农商银行跟岗", "在洛溪农商银行轮岗两周"])
def test_where_learners_work_is_the_host_though_the_masthead_names_theirs(stay: str) -> None:
    text = f"""跟岗简讯
（第4期）
汾阳坡农商银行人力资源部　2023年5月19日
看懂了“晨会三问”

本周（5月15日至19日），我行5名学员仍{stay}。

一、问昨天。各支行晨会先由客户经理报昨天走了几户、成了几户，没成的说清卡在哪里。

二、问今天。每人只报三户，户名写上白板，晚上擦掉一户记一分，积分按月折成绩效，每分5元。
"""
    assert {entry.bank for entry in made(text).entries} == {"洛溪农商银行"}


@pytest.mark.parametrize("verb", ["转发", "印发", "推广"])
def test_who_is_passed_on_tells_of_itself(verb: str) -> None:
    text = (
        f"关于{verb}鹤山农商银行经验材料的通知\n\n现将其经验材料发给你们，请认真学习借鉴。\n\n"
        "我行现有营业网点34个、员工412人，一次暗访发现一名客户为补办社保卡跑了两个网点。\n\n"
        "我行规定，客户进门遇到的第一名员工就是首问责任人，必须陪到业务办结，差评一次扣200元。\n"
    )
    assert bank_of(text, "一次暗访") == "鹤山农商银行"


@pytest.mark.parametrize(
    ("opening", "point", "host"),
    [
        ("今年9月，我行五名员工有幸在贵行跟班学习。", "贵行每天晚上开半小时复盘会", "浣县农商银行"),
        ("8月，我行选派三人到贵行考察学习。", "贵行每进一个村都请五位村民代表", "浣县农商银行"),
        ("贵行五名员工8月在我行跟班，表现优秀。", "我行每进一个村都请五位村民代表", "青墩农商银行"),
    ],
)
def test_a_letter_to_those_where_one_learned(opening: str, point: str, host: str) -> None:
    lesson = f"{point}，谁的客户谁讲，讲不清的第二天重新走访，结果当晚公示。"
    signed = "青墩农商银行\n\n2025年9月2日"
    text = f"感谢信\n\n浣县农商银行：\n\n{opening}\n\n{lesson}\n\n{signed}"
    assert bank_of(text, point) == host


def test_a_letter_that_names_its_banks_only_around_the_text() -> None:
    text = (
        "桦墩农商银行来函\n\n浣县农商银行：\n\n我行拟于9月派员到贵行跟班学习。"
        "据悉贵行每进一个村都请五位村民代表，谁的客户谁讲，结果当晚公示。盼复。"
    )
    assert bank_of(text, "五位村民代表") != "桦墩农商银行"


def test_a_question_about_what_comes_home_is_answered_for_the_learners() -> None:
    made = structured(
        "访嵩桥农商银行跟班归来的翎水农商银行副行长宓长庚",
        "2024年10月21日至11月1日，翎水农商银行副行长宓长庚带队到嵩桥农商银行跟班学习十天，回来以后接受了采访。",
        "记者：您印象最深的做法是什么？",
        "宓长庚：后台集中。嵩桥农商银行把合同打印、抵押登记、放款审核全收到总行一个中心，二十二个人管全行。",
        "记者：风险怎么把住？",
        "宓长庚：放款审核岗直接归风险总监管，每月抽百分之五的单子倒查，查出一单错各扣一半。",
        "记者：翎水下一步怎么学？",
        "宓长庚：明年一季度先把抵押登记和合同打印收上来，放在营业部三楼，人从支行富余的里面选。",
        "记者：您回来以后打算先做哪件事？",
        "宓长庚：先把规则一条一条过，不合情况的改，月底前印成一本小册子发到每个人手上。",
    ).bulletin
    asked = [(e.title[-8:], str(e.side)) for e in made.entries if e.text.startswith("记者")]
    assert [side for _, side in asked] == ["host", "host", "learner", "learner"]


def test_a_guest_who_speaks_is_not_whose_practice_it_is() -> None:
    text = (
        "学员在蔺桥农商银行跟班总结座谈会上的发言摘登\n\n"
        "筼水、岱水两家农商银行的跟班学员与蔺桥农商银行各部室面对面，两周前他们到蔺桥农商银行跟班学习。\n\n"
        "筼水农商银行　晏小北：我最服气的是反着审，审查员先假设这笔贷款已经坏了，找得出三条以上就退回。\n\n"
        "岱水农商银行　翟青：网点排班按客流排，赶集日开五个窗口，平常日开两个，一年省下四百六十个班次。"
    )
    assert bank_of(text, "赶集日开") != "岱水农商银行"
