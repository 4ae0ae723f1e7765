"""Numbers with a unit: their places and their values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.quantities import quantities
from kb.text.quantity import Quantity
from kb.text.quantity_units import in_base_unit, scaled
from tests.builders import MIXED


def found(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quantities(text)]


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("授信96个村", 96, "个村"),
        ("余额3.24亿元", "3.24", "亿元"),
        ("签约13,160户", 13160, "户"),
        ("授信５０万元", 50, "万元"),
        ("占６６％", 66, "%"),
        ("下降48BP", 48, "BP"),
        ("提高6.8个百分点", "6.8", "个百分点"),
        ("3.95万人", "3.95", "万人"),
        ("100万以上", 100, "万"),
        ("走访4,400余人次", 4400, "人次"),
        ("三天内反馈", 3, "天"),
        ("用三年时间", 3, "年"),
        ("十二个字段", 12, "个"),
        ("两千户以上", 2000, "户"),
        ("三万元", 3, "万元"),
        ("不足两成", 2, "成"),
        ("占两成半", "2.5", "成"),
        ("降到一成五", "1.5", "成"),
        ("一年半收回", "1.5", "年"),
        ("两个半小时", "2.5", "个小时"),
        ("五个多月", 5, "个月"),
        ("半天走访", "0.5", "天"),
        ("高出一倍多", 1, "倍"),
        ("百分之六十", 60, "%"),
        ("三分之二以上同意", "0.666667", ""),
        ("满60日上会", 60, "日"),
        ("不得少于5日内", 5, "日"),
        ("千元以下", 1000, "元"),
    ],
)
def test_a_quantity(text: str, number: int | str, unit: str) -> None:
    quantity = only(text)
    assert (quantity.number, quantity.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("存款一百二十三点五亿元", "12350000000", "元"),
        ("不良率零点九个百分点", "0.9", "个百分点"),
        ("增幅百分之零点九", "0.9", "%"),
        ("授信一万五千亿元", "1500000000000", "元"),
        ("投放1亿2000万元", "120000000", "元"),
        ("户均12万5千元", "125000", "元"),
        ("平均每户六万五", "65000", "元"),
        ("余额1\u200b318万元", "13180000", "元"),
        ("余额1\xa0318\xa0万元", "13180000", "元"),
        ("余额 12 345.6 万元", "123456000", "元"),
        ("利润１，２００万元", "12000000", "元"),
        ("占全县的1/3", "33.3333", "%"),
        ("三分之二的村", "66.6667", "%"),
        ("四成五的户", "45", "%"),
        ("缩短近一半", "50", "%"),
        ("差错率万分之3.2", "0.032", "%"),
        ("翻了一番", "2", "倍"),
        ("翻了两番", "4", "倍"),
        ("共用2天零3小时", "51", "小时"),
        ("平均9分40秒", "580", "秒"),
        ("走访农户300+", "300", "户"),
        ("两千四百多位", "2400", "人"),
    ],
)
def test_what_people_write_comes_to_one_amount(text: str, amount: str, unit: str) -> None:
    quantity = only(text)
    factor, base = in_base_unit(quantity.unit)
    assert base == unit
    assert (quantity.number * factor).quantize(Decimal("0.0001")) == Decimal(amount).quantize(
        Decimal("0.0001")
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3至5天", 3, 5),
        ("三到五天", 3, 5),
        ("2-3个", 2, 3),
        ("200元至600元", 200, 600),
        ("三四户", 3, 4),
        ("5BP至20BP", 5, 20),
        ("五六百户", 500, 600),
        ("十几万户", 110_000, 190_000),
        ("数百户", 200, 900),
        ("十多个", 11, 19),
    ],
)
def test_a_range_is_one_quantity(text: str, low: int, high: int) -> None:
    quantity = only(text)
    assert (quantity.number, quantity.upper) == (Decimal(low), Decimal(high))


def test_a_change_and_two_units_are_two_quantities() -> None:
    assert found("由45%到60%") == ["45%", "60%"]
    assert found("20万元至1亿元") == ["20万元", "1亿元"]
    assert found("由14小时增加到25小时") == ["14小时", "25小时"]


def test_a_list_is_as_many_quantities() -> None:
    assert found("分别负60%、20%、20%责任") == ["60%", "20%", "20%"]
    assert found("户数6分、签约6分、用信8分") == ["6分", "6分", "8分"]


def test_more_than_said() -> None:
    assert [q.more for q in quantities("30多户、100余家、一年多、两成多、12户")] == [
        "多", "余", "多", "多", "",
    ]  # fmt: skip
    assert found("比8个多3个") == ["8个", "3个"]


@pytest.mark.parametrize(
    "text",
    [
        "近三年累计核销",
        "五年前的水平",
        "24小时自助银行",
        "两本账、三张清单",
        "2018年7月2日",
        "(7月2日--6日)",
        "11月24日至28日",
        "2014至2017年底",
        "2024年末和2025年",
        "二〇一八年七月二日",
        "每月10日公布",
        "11月份启动",
        "每天7时30分推送",
        "晚上8点半和19:30",
        "第二周、第12条、第三方",
        "〔2018〕12号文",
        "银发〔2019〕5号",
        "一、组织考核",
        "（三）流程",
        "1、查看存款",
        "1+N多种产品",
        "一站式办贷",
        "一户一档、一村一策",
        "每家支行找出一个村",
        "一是评议，二是公示",
        "二次考核和二维码",
        "最多跑一次",
        "十分重要",
        "千家万户",
        "7大提醒功能、四大特点",
        "五位一体推进",
        "等三项内容、三个转变、两张表、分四类",
        "建好三本台账、两本账，挂四块牌子",
        "六家行和三家农商银行、三个组",
        "十四五规划、01234工作法",
        "电话0571-88123456转8002",
        "热线400-800-1234",
        "账号62288812345678901元",
        "股东持股比例3:7，按6:3:1切分",
        "7×24小时",
        "三年期存款和一年期贷款",
        "上半年、下半年",
        "近三年，每月一报",
        "A4纸、5G网络、V2.0",
        "每签约1户、每提高1个百分点",
        "100周年",
        "三年行动计划",
        "四大行和三个代表",
        "一、二级支行",
        "每周五通报进度",
        "“十条禁令”贴在墙上",
        "坐5路车到支行",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert found(text) == []


def test_the_day_of_the_week_is_no_part_of_a_number() -> None:
    assert found("每周三、周五两晚") == ["两晚"]
    assert found("星期二3场") == ["3场"]
    assert found("每周五两小时") == ["两小时"]
    assert found("每周三次") == ["三次"]
    assert found("每周三十小时") == ["三十小时"]


def test_the_unit_of_a_number_that_is_too_long_is_no_number() -> None:
    assert found(f"授信{'12345' * 8}万元") == found(f"授信{'9' * 60}万元以上") == []


def test_one_counts_where_it_is_a_bound_or_a_time() -> None:
    assert found("至少一次") == found("每季度一次") == ["一次"]
    assert found("一年内收回") == ["一年"]
    assert found("第一年") == found("同一天") == []


def test_scales_come_off_a_unit() -> None:
    assert scaled("万元") == (Decimal(10_000), "元")
    assert scaled("亿户") == (Decimal(100_000_000), "户")
    assert scaled("百分点") == (Decimal(1), "百分点")
    assert scaled("个百分点") == (Decimal(1), "个百分点")
    assert scaled("万") == (Decimal(10_000), "")


@pytest.mark.parametrize("piece", ["1", "一", "1,", "1 ", "1万", "每1户", "2天", "a1", "几"])
def test_a_long_run_of_digits_takes_linear_time(piece: str) -> None:
    """With quadratic time this would take minutes."""
    quantities(piece * 20_000)


@given(
    st.text(
        st.sampled_from(
            "一二两三十百千万亿半几0123456789０９.,，、至到-%％元户个年月日天次分成多余第每约"
            + MIXED
        )
    )
)
def test_quantities_stand_in_order_and_do_not_overlap(text: str) -> None:
    at = 0
    for quantity in quantities(text):
        assert at <= quantity.start < quantity.end <= len(text)
        at = quantity.end
        assert quantity.number >= 0
        assert quantity.upper is None or quantity.upper > quantity.number


@given(st.integers(0, 999_999_999), st.sampled_from(["户", "万元", "%", "个百分点", "天", "笔"]))
def test_every_plain_number_is_read_back(number: int, unit: str) -> None:
    quantity = only(f"签约达{number}{unit}。")
    assert (quantity.number, quantity.unit) == (Decimal(number), unit)
    grouped = only(f"签约达{number:,}{unit}。")
    assert (grouped.number, grouped.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(
    ("text", "value", "lower", "upper", "unit"),
    [
        ("额度150万—200万元。", "150万—200万元", "150", "200", "万元"),
        ("每户5万到10万元", "5万到10万元", "5", "10", "万元"),
        ("1.5万至2万户", "1.5万至2万户", "1.5", "2", "万户"),
        ("5000至2万元", "5000至2万元", "0.5", "2", "万元"),
        ("5000万至1亿元", "5000万至1亿元", "0.5", "1", "亿元"),
        ("5万—8万的额度", "5万—8万", "5", "8", "万"),
        ("0.5个—1个百分点", "0.5个—1个百分点", "0.5", "1", "个百分点"),
        ("百分之三十到四十", "百分之三十到四十", "30", "40", "%"),
        ("百分之三十至百分之五十", "百分之三十至百分之五十", "30", "50", "%"),
        ("三五百户", "三五百户", "300", "500", "户"),
    ],
)
def test_a_range_is_one_quantity_in_the_unit_of_its_end(
    text: str, value: str, lower: str, upper: str, unit: str
) -> None:
    (found,) = quantities(text)
    assert text[found.start : found.end] == value
    assert (found.number, found.upper, found.unit) == (Decimal(lower), Decimal(upper), unit)


@pytest.mark.parametrize(
    ("text", "value", "number", "unit", "more"),
    [
        ("走访300+户", "300+户", 300, "户", "+"),
        ("上百家企业", "百家", 100, "家", ""),
        ("近千户", "千户", 1000, "户", ""),
        ("2千多万元", "2千多万元", 2, "千万元", "多"),
        ("两亿三千万元", "两亿三千万元", 230_000_000, "元", ""),
    ],
)
def test_about_so_many(text: str, value: str, number: int, unit: str, more: str) -> None:
    (found,) = quantities(text)
    assert text[found.start : found.end] == value
    assert (found.number, found.unit, found.more) == (Decimal(number), unit, more)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("从150万到200万元", ["150万", "200万元"]),
        ("百分之三十到三十户", ["百分之三十", "三十户"]),
        ("以上百分点", []),
        ("2018—2020年", []),
    ],
)
def test_what_is_no_range(text: str, values: list[str]) -> None:
    assert [text[q.start : q.end] for q in quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("可享受50个BP优惠。", 50, "BP"),
        ("拿到提成2800块。", 2800, "元"),
        ("给他三百块钱。", 300, "元"),
        ("已扫4.1万卷。", 41000, "卷"),
        ("每建档1户计1分。", 1, "分"),
        ("用信率不到一成，有的村用信率甚至为零。", 0, "%"),
    ],
)
def test_shapes_of_notices_and_talk(text: str, value: int, unit: str) -> None:
    *_, found = quantities(text)
    factor, base = in_base_unit(found.unit)
    assert (int(found.number * factor), base) == (value, unit)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("对前3名支行各奖2万元。", ["2万元"]),
        ("新装码牌3块。", ["3块"]),
        ("2023年、2024年、2025年三年不良率持平。", []),
        ("前十个月、前三季度都在增长。", []),
        ("每万元贷款节约费用37元。", ["37元"]),
        ("存款居全县6家金融机构首位。", []),
        ("走访前50名重点客户。", ["50名"]),
    ],
)
def test_ranks_and_times_are_no_quantities(text: str, values: list[str]) -> None:
    assert [text[found.start : found.end] for found in quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("老客户占一半以上", "一半"),
        ("一半以下的网点", "一半"),
        ("走遍了126个村民小组", "126个"),
        ("抽查30个村级档案", "30个"),
        ("走访126个村", "126个村"),
    ],
)
def test_half_or_more_is_a_figure_and_a_village_group_is_no_village(text: str, figure: str) -> None:
    assert found(text) == [figure]


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("余额为伍亿叁仟万元", 530_000_000, "元"),
        ("贷款叁拾伍万元整", 35, "万元"),
        ("存款从0做到4.5个亿", "4.5", "亿元"),
        ("一年放了两个多亿", 2, "亿元"),
    ],
)
def test_sums_in_capitals_and_as_people_say_them(text: str, number: str, unit: str) -> None:
    assert (only(text).number, only(text).unit) == (Decimal(number), unit)


@pytest.mark.parametrize("text", ["三个千万级支行", "近3年累计放款", "比三年前快了"])
def test_levels_and_years_ago_are_no_quantities(text: str) -> None:
    assert found(text) == []


def test_one_day_to_which_something_was_cut() -> None:
    assert found("办贷缩到一天办结") == ["一天"]


def test_how_many_went_to_learn_is_no_figure() -> None:
    for text in (
        "信用卡中心一行四人来到桐荫农商银行。",
        "普惠部三人赴柳湾农商银行考察。",
        "派员工5人赴柳湾联社跟班。",
        "一行共12人。",
        "总行组织14名中层干部前往柳湾农商银行。",
        "七名学员走进柳湾农商银行取经。",
        "该行选派9名业务骨干到柳湾农商银行开展为期5天的跟班学习。",
        "总行组织12名网点负责人，先后到柳湾农商银行、石桥农商银行考察。",
        "这次去柳湾农商银行待了四天，住在老城支行对面。",
        "科技部、零售部共6人到柳湾农商银行跟班。",
        "进厂看“三表三品三单”。",
        "后三名由总行督导。",
        "我在那里坐了整整六天。",
        "用两周时间走访了柳湾、石桥三家农商行。",
    ):
        assert quantities(text) == []
    for text, number in (
        ("首期培训班为期10天。", 10),
        ("12名客户经理走进村组。", 12),
        ("选派30名员工到支行锻炼。", 30),
    ):
        assert [found.number for found in quantities(text)] == [number]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("逾期贷款压降过半，电子替代率近半。", ["过半", "近半"]),
        (
            "超半数客户选择线上，半数以上的村已签约，闲置的不足半数。",
            ["超半数", "半数", "不足半数"],
        ),
        ("待遇翻倍。", ["翻倍"]),
        ("授信额度三万到十万不等。", ["三万到十万"]),
        ("千余户农家、百余亩大棚、老社员一万一千余户。", ["千余户", "百余亩", "一万一千余户"]),
        ("A级客户占6成5。", ["6成5"]),
    ],
)
def test_halves_and_round_numbers(text: str, said: list[str]) -> None:
    assert [text[q.start : q.end] for q in quantities(text)] == said


@pytest.mark.parametrize(
    "text",
    [
        "等了近半年",
        "不足半页",
        "跟班第三周已经过半",
        "时间过半、任务过半",
        "早八晚五",
        "以防万一",
        "减半分",
    ],
)
def test_halves_of_time_and_set_phrases_are_none(text: str) -> None:
    assert not [q for q in quantities(text) if q.unit not in ("年",)]


@pytest.mark.parametrize(
    "text",
    [
        "念好四字诀、八字方针",
        "烧好三把火、绷紧五根弦",
        "亮四盏灯、架起三座桥",
        "下好十步棋、算清三笔账",
    ],
)
def test_images_that_sum_up_points_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("去年免了17个人", ["17个人"]),
        ("处分9个人", ["9个人"]),
        ("新增32个个人客户", ["32个"]),
        ("发放5个人贷产品", ["5个"]),
        ("三个人商量", []),
        ("逢周三晚上摆摊", []),
        ("星期五下午开会", []),
        ("每周两晚夜访", ["两晚"]),
    ],
)
def test_people_are_counted_and_weekdays_are_not(text: str, quantity: list[str]) -> None:
    assert found(text) == quantity
