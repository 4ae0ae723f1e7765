"""Names of figures that no noun gives, by the wording around them."""

import pytest

from kb.enrich.figure_wording import lasts, measured_time, name_at_last, name_by_wording


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("该行拿出中间业务收入的", "作为服务奖金，按季发放。", "服务奖金比例"),
        ("走访工单按主访", "、陪访三成计分。", "分成比例"),
        ("小额贷款另设", "的不良容忍度，村级单列。", "不良容忍度"),
        ("按不低于", "的比例抽户，重点看外出户。", "抽户比例"),
        ("满减的钱由商户和银行各承担", "。", "分担比例"),
        ("两张表的收入差异超过", "的，第三人重访。", "收入差异"),
        ("选“利率低”的占", "，选“到账快”的占58%。", "利率低占比"),
        ("收单手续费", "，小微商户减半。", "手续费率"),
        ("用信率", "，居全市第一。", ""),
        ("利率低三十个基点，第二年自动提额", "。", "提额比例"),
    ],
)
def test_a_share_is_named_by_its_use_or_its_division(before: str, after: str, name: str) -> None:
    assert name_by_wording(before, after, "%") == name


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("给经办人", "以内的审批权限，而不是发钱。", "授权额度"),
        ("支行长单户可批", "，超过的报总行。", "授权额度"),
        ("上半年放款", "的有26户。", "贷款金额档"),
        ("逾期的扣减管户经理绩效，最高不超过", "。", "扣罚标准"),
        ("授信额度按年收入核定，最低", "。", "授信额度"),
        ("减半收取，一年替商户省下手续费", "。", "节省手续费"),
        ("一户一年能省利息", "上下。", "节省利息"),
        ("贷款余额", "。", ""),
    ],
)
def test_a_sum_is_named_by_what_it_allows_or_spares(before: str, after: str, name: str) -> None:
    assert name_by_wording(before, after, "元") == name


@pytest.mark.parametrize(
    ("before", "after", "unit", "name"),
    [
        ("客户流失的，", "内上门了解原因。", "小时", "上门时限"),
        ("资料齐全的", "放款。", "个工作日", "放款时限"),
        ("把新员工送到乡镇网点锻炼", "。", "年", "锻炼时间"),
        ("客户经理讲", "，农户讲5分钟。", "分钟", "讲解时长"),
        ("客户经理每周", "在村、两天在行。", "天", "在村天数"),
        ("连续", "末位的支行行长到总行说明。", "周", "连续周数"),
        ("红色户", "一查。", "天", "检查周期"),
        ("从申请到放款只要", "。", "天", "办理用时"),
        ("过去批一笔贷款要", "。", "个月", "办理用时"),
        ("暂停放款权限", "。", "个月", "暂停时间"),
        ("首笔由申请到入账用了19分钟，以前要", "。", "天", "办理用时"),
        ("最快的一户只花了47分钟，原先得跑", "。", "个月", "办理用时"),
        ("额度最长可用", "。", "年", "贷款期限"),
        ("", "末", "年", ""),
    ],
)
def test_a_stretch_of_time_is_named_by_what_takes_it(
    before: str, after: str, unit: str, name: str
) -> None:
    assert name_by_wording(before, after, unit) == name


def test_weaker_signs_name_what_nothing_else_names() -> None:
    assert name_at_last("评估后仅续做了", "，其余分期偿还。", "%") == "续做占比"
    assert name_at_last("相当于一家网点的", "。", "%") == "网点占比"
    assert name_at_last("第一档", "，第二档1.2‰，按存款日均计酬。", "%") == "计酬标准"
    assert name_at_last("最多的一人拿了", "。", "元") == "领取金额"
    assert name_at_last("", "走完138个村。", "个月") == "走访时间"


def test_what_it_took_is_no_limit() -> None:
    assert measured_time("办理时限", "平均1.6小时得到答复，最快的") == "办理用时"
    assert measured_time("办理时限", "接到申请后") == "办理时限"


def test_only_acts_take_time() -> None:
    assert lasts("审批")
    assert not lasts("村民")


@pytest.mark.parametrize(
    ("before", "after", "unit", "name"),
    [
        ("第一名", "，第二名3万元。", "元", "第一名奖金"),
        ("签约1.32万户，笔均", "。", "元", "笔均金额"),
        ("总行给每个支行每年", "走访经费，超支自负。", "元", "走访经费"),
        ("按每户", "给村联络员发补贴。", "元", "补贴"),
        ("三年来我们少收了老百姓", "利息。", "元", "少收利息"),
        ("客户满意度得分", "。", "分", "客户满意度得分"),
        ("商户凭流水可贷月均流水的", "。", "倍", "月均流水倍数"),
    ],
)
def test_sums_scores_and_multiples_by_the_words_around(
    before: str, after: str, unit: str, name: str
) -> None:
    assert name_by_wording(before, after, unit) == name
