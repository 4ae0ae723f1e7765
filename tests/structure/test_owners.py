"""Whose practice the lines of a bulletin tell when only a label or a praised name says so."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Bulletin, Kind, Side, Source
from kb.readers import Block, read
from kb.structure import structure
from tests.builders import structured


def made(text: str, name: str = "一.txt") -> Bulletin:
    source = Source(name, name[-3:].strip("."), "0" * 64, date(2026, 1, 1))
    return structure(read(text.encode(), name), source, today=date(2026, 12, 1)).bulletin


def bank_of(text: str, words: str, name: str = "一.txt") -> str:
    """The bank of the entry that contains the words."""
    return next(entry.bank for entry in made(text, name).entries if words in entry.text)


FORM = """外出学习信息汇总

{first}北渚农商银行
{what}农户档案分为三色，每半年更新一次。

{first}南楼农商银行
{what}商户收单手续费全免，沉淀资金按日计息。
"""


@pytest.mark.parametrize(("first", "what"), [("对象：", "要点："), ("【机构】", "【做法】")])
def test_a_label_owns_the_lines_behind_it_until_the_next_one(first: str, what: str) -> None:
    text = FORM.format(first=first, what=what)
    assert bank_of(text, "三色") == "北渚农商银行"
    assert bank_of(text, "按日计息") == "南楼农商银行"


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


def test_the_rows_of_a_register_are_those_of_the_banks_behind_their_numbers() -> None:
    text = """赴外学习成果登记簿

栗子坪农村合作银行　2025年11月

| 序号 | 学习单位 | 学到的做法 |
|---|---|---|
| 1 | 红枫农商银行 | 贷款面签时请客户把还款日写在手机日历上，由客户经理看着设好提醒，逾期短信减少三成。 |
| 2 | 银杏农商银行 | 每月最后一个星期五全行停办一小时业务，各网点关起门来学制度、演练防抢，客户提前三天知道。 |
"""
    assert bank_of(text, "手机日历", "一.md") == "红枫农商银行"
    assert bank_of(text, "停办一小时", "一.md") == "银杏农商银行"


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


POINTS = """三家行的做法

11月下旬，我行分三组到柳湾、安渚、泉陂三家农商银行学习备战。

一是{one}。十月中旬就把返乡人员名单分到人，一户一张联系卡，正月初八前打完三遍电话。

二是{other}。把村里的红白喜事列成日历，谁家办事谁去帮忙，去年因此留存资金4600余万元。

三是三家都抓得稳。利率不上浮，靠服务留人，新增存款中定期一年以内的占一半以上。
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("安渚抓得早", "泉陂抓得细"),
        ("看安渚的名单", "看泉陂的日历"),
        ("安渚，名单分到人", "泉陂，日历排到户"),
    ],
)
def test_a_point_that_opens_with_a_place_is_that_of_its_bank(one: str, other: str) -> None:
    text = POINTS.format(one=one, other=other)
    assert bank_of(text, "返乡") == "安渚农商银行"
    assert bank_of(text, "红白喜事") == "泉陂农商银行"
    assert bank_of(text, "三家都") == ""


@pytest.mark.parametrize("one", ["安渚县的返乡人多", "安渚支行抓得早", "安渚和泉陂都抓得早"])
def test_a_place_that_is_no_bank_or_one_of_two_owns_no_point(one: str) -> None:
    assert bank_of(POINTS.format(one=one, other="泉陂抓得细"), "返乡") == ""


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


SECTIONS = """到邻县看“养殖贷”怎么放

3月12日，我行三农金融部4人先后走访了荷塘坝农商银行和青神岭农商银行。

{one}荷塘坝：按存栏放款

荷塘坝农商银行给每头能繁母猪核2000元额度，存栏数由畜牧站月月更新，存栏下降三成就停止续支。

{other}青神岭：保险先行

没有买保险的养殖户不放款，保费由银行垫一半，去年赔付率到了九成，没有一户因为疫病逾期。
"""


@pytest.mark.parametrize(("one", "other"), [("■ ", "■ "), ("一、", "二、"), ("（一）", "（二）")])
def test_a_heading_that_a_place_labels_is_of_its_bank(one: str, other: str) -> None:
    found = made(SECTIONS.format(one=one, other=other)).entries
    assert [entry.bank for entry in found[-2:]] == ["荷塘坝农商银行", "青神岭农商银行"]
    assert [entry.kind.value for entry in found[-2:]] == ["lesson", "lesson"]


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


@pytest.mark.parametrize("verb", ["转发", "印发", "推广"])
def test_who_is_passed_on_tells_of_itself(verb: str) -> None:
    text = (
        f"关于{verb}鹤山农商银行经验材料的通知\n\n现将其经验材料发给你们，请认真学习借鉴。\n\n"
        "我行现有营业网点34个、员工412人，一次暗访发现一名客户为补办社保卡跑了两个网点。\n\n"
        "我行规定，客户进门遇到的第一名员工就是首问责任人，必须陪到业务办结，差评一次扣200元。\n"
    )
    assert bank_of(text, "一次暗访") == "鹤山农商银行"


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


def test_who_speaks_is_of_the_bank_in_brackets() -> None:
    text = (
        "农商行交流会发言摘登\n\n"
        "周一，老姜（据岭农商银行）：我们把贷款额度印在春联背面，过年送到每家每户。\n\n"
        "周二，小夏（比邻河农商银行）：我们不送春联，送的是农资优惠券，一张抵五十元。\n\n"
        "周姐（据岭农商银行零售部）：优惠券我们也试过，后来改成送化肥检测，农户更稀罕。"
    )
    assert bank_of(text, "春联背面") == "据岭农商银行"
    assert bank_of(text, "农资优惠券") == "比邻河农商银行"
    assert bank_of(text, "化肥检测") == "据岭农商银行"


def test_a_letter_that_names_its_banks_only_around_the_text() -> None:
    text = (
        "桦墩农商银行来函\n\n浣县农商银行：\n\n我行拟于9月派员到贵行跟班学习。"
        "据悉贵行每进一个村都请五位村民代表，谁的客户谁讲，结果当晚公示。盼复。"
    )
    assert bank_of(text, "五位村民代表") != "桦墩农商银行"


def test_a_row_is_of_the_bank_that_is_a_cell_of_it() -> None:
    text = (
        "# 跟班学习半月谈\n\n| 组别 | 跟班单位 | 学到什么 |\n|---|---|---|\n"
        "| 一组 | 柳湾农商银行 | 把密码重置放在社区活动室办，每月初一十五固定来人 |\n"
        "| 二组 | 竹溪农商银行 | 客户经理之间可以转让客户，转出方提成三成 |\n"
    )
    assert bank_of(text, "社区活动室", "一.md") == "柳湾农商银行"
    assert bank_of(text, "转出方", "一.md") == "竹溪农商银行"


def test_a_card_says_whose_case_it_tells() -> None:
    text = (
        "学习案例卡\n\n案例名称：贷款“体检车”\n\n来源单位：柳湾农商银行\n\n采集人：桐口农商银行 成小麦\n\n"
        "主要做法：一辆面包车装着打印机和血压计，先给老人量血压，再给儿子办贷款，一天走两个村。\n"
    )
    assert bank_of(text, "血压计") == "柳湾农商银行"


def test_of_a_list_of_counties_each_bank_is_visited() -> None:
    text = (
        "赴邻省三县学习考察情况\n\n7月下旬，县联社考察组赴柳湾县、竹溪县、桐口县学习。\n\n"
        "柳湾县农商银行：客户经理工资由客户打分决定一半，打分卡夹在还款单里。\n\n"
        "竹溪县农商银行：不良贷款清收实行“揭榜”，收回一万奖八百。\n\n"
        "桐口县农村信用联社：主任轮流到客户家里过年，吃住三天，回来写一千字。\n"
    )
    assert bank_of(text, "打分卡") == "柳湾农商银行"
    assert bank_of(text, "吃住三天") == "桐口县农村信用联社"


def test_a_bank_may_open_behind_where_it_lies() -> None:
    text = (
        "走出去才知道\n\n上个月，我们先后前往柳湾、竹溪两家农商银行。\n\n"
        "位于大山深处的柳湾农商银行，客户经理出门骑骡子，骡子的草料钱由总行按里程报销，一里两毛。\n\n"
        "而地处河网的竹溪农商银行则配了七条船，船头插旗，看旗就知道是存款船还是贷款船。\n"
    )
    assert bank_of(text, "骡子") == "柳湾农商银行"
    assert bank_of(text, "插旗") == "竹溪农商银行"


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


STATIONS = """三天走了三家行

第一站：云亭农商银行

大厅里已经有人在给排队的老人量血压，人来了顺手把社保卡也激活了。

第二站：杉坞农商银行

二十三个摊位，每个摊位上都挂着一张收款码，流水满三个月，系统自动给出额度。

{last}
"""


@pytest.mark.parametrize(
    "last",
    [
        "两家行各有各的办法，相同的一点是：人在外面。",
        "一路看下来，这两家行都把人放在外面。",
        "走完两个地方，最深的印象是人勤快。",
        "回程的车上，几家银行的做法被翻来覆去地讲。",
        "以上两家机构虽然相隔千里，路子是一样的。",
    ],
)
def test_what_is_told_of_all_hosts_is_of_none(last: str) -> None:
    assert bank_of(STATIONS.format(last=last), last) == ""


@pytest.mark.parametrize(
    "last",
    [
        "摊主点三下就能用，两家收费的同行也来问。",
        "两家门店之间只隔一条街，由同一名客户经理管。",
    ],
)
def test_what_is_told_of_the_last_host_stays_there(last: str) -> None:
    assert bank_of(STATIONS.format(last=last), last) == "杉坞农商银行"


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
