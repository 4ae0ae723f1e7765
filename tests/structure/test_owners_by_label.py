"""Entries of the bank that a label, a place, a number or a cell names."""

from __future__ import annotations

import pytest

from tests.structure.owned import bank_of, made

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
