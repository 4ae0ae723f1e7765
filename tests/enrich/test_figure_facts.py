"""What a figure tells: bank, indicator, time, target or fact, whole or branch."""

from __future__ import annotations

import pytest

from kb.corpus.folder import Corpus
from kb.enrich import FigureFacts, FigureReader, SentenceSubject, figures, figures_of
from kb.enrich.figure_time import is_target
from kb.enrich.sentence_subject import DOUBTFUL
from kb.files.home import Home
from kb.model import Side
from kb.text import sentences
from tests.conftest import ROOT

BANK, OTHER = "青枫农商银行", "云泽农商银行"


@pytest.fixture(scope="module")
def reader() -> FigureReader:
    return FigureReader(Corpus(Home(ROOT)).indicators())


def facts(reader: FigureReader, text: str, *, study: bool = False) -> list[FigureFacts]:
    (unit,) = sentences(text)
    side, bank = (Side.LEARNER, "") if study else (Side.HOST, BANK)
    told = SentenceSubject(unit, bank, side, "", study=study)
    banks = (BANK, OTHER, "柳溪支行")
    return [reader.facts(told, figure, banks, BANK) for figure in figures_of(unit)]


def test_the_figure_of_the_latter_is_that_of_the_second_bank(reader: FigureReader) -> None:
    found = facts(reader, f"{BANK}和{OTHER}放款快慢不同，前者要12天，后者要37天。")
    assert [one.bank for one in found] == [BANK, OTHER]


def test_the_latter_is_the_other_bank_of_the_entry_in_a_sentence_on_the_former(
    reader: FigureReader,
) -> None:
    text = "前者信用类占61%，后者信用类占35%。"
    (unit,) = sentences(text)
    told = SentenceSubject(unit, BANK, Side.HOST, "")
    found = [reader.facts(told, one, (OTHER, BANK), "").bank for one in figures_of(unit)]
    assert found == [BANK, OTHER]
    of_three = [
        reader.facts(told, one, (OTHER, BANK, "柳湾农商银行"), "").bank for one in figures_of(unit)
    ]
    assert OTHER not in of_three


@pytest.mark.parametrize(
    ("text", "banks"),
    [
        (f"{BANK}新增11.2亿元，同期{OTHER}新增6.4亿元。", [BANK, OTHER]),
        (f"{BANK}和{OTHER}规模相近；人均利润前者43万元，后者29万元。", [BANK, OTHER]),
    ],
)
def test_the_bank_of_a_figure_that_is_set_beside_another(
    reader: FigureReader, text: str, banks: list[str]
) -> None:
    assert [one.bank for one in facts(reader, text)] == banks


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("预授信21,180户、12.93亿元，用信率31.8%。", ["预授信户数", "预授信金额", "用信率"]),
        ("不良贷款率由1.92%降到1.58%。", ["不良贷款率", "不良贷款率"]),
        ("用信率31.8%，比年初提高13.3个百分点。", ["用信率", "用信率变化"]),
        ("全行11家支行。", ["支行数"]),
        ("各项存款余额123亿元。", ["存款余额"]),
    ],
)
def test_what_is_measured(reader: FigureReader, text: str, indicators: list[str]) -> None:
    found = [fact.indicator for fact in facts(reader, text)]
    assert [f[:2] for f in found] == [i[:2] for i in indicators]


def test_when_it_was_so(reader: FigureReader) -> None:
    first, second = facts(reader, "截至12月26日，签约8,960户，比11月上旬的18.5%提高。")
    assert (first.as_of, second.as_of) == ("12月26日", "11月上旬")
    assert facts(reader, "由年初的1.92%降到1.58%。")[1].as_of == ""


def test_goals_are_no_facts_and_limits_are_no_goals(reader: FigureReader) -> None:
    assert [f.target for f in facts(reader, "目标是50万元以下贷款当日放款率90%。")] == [False, True]
    assert not facts(reader, "当月模拟利润增加7.6万元。")[0].target


def test_a_branch_or_the_whole_bank(reader: FigureReader) -> None:
    one, whole = facts(reader, "柳溪支行用信率29.6%，全行用信率31.8%。")
    assert (one.bank, one.branch) == (BANK, "柳溪支行")
    assert (whole.bank, whole.branch) == (BANK, "")


@pytest.mark.parametrize(
    "text",
    [
        "六家支行同时启动，首日授信4800万元。",
        "全县建成金融服务站120个。",
        "该行设有网点31个。",
        "该行下辖支行18家、分理处24家。",
        "营业部主任老李管户300户。",
    ],
)
def test_branches_that_are_counted_own_no_figure(reader: FigureReader, text: str) -> None:
    assert {found.branch for found in facts(reader, text)} == {""}


def test_the_main_office_is_a_branch(reader: FigureReader) -> None:
    (found,) = facts(reader, "营业部存款突破20亿元。")
    assert found.branch == "营业部"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("网格经理补贴每月最高可达1200元。", False),
        ("全部推开后，用信率可达40%。", True),
        ("力争年末用信率达到40%以上。", True),
        ("目标是到年底不良率控制在1.5%以内。", True),
        ("明年将新增“信用村”60个。", True),
        ("力争50万元以下的贷款当天放款。", False),
        ("收回不良，完成计划的132%。", False),
        ("到2027年，涉农贷款占比要提高到80%。", True),
        ("总行要把不良率压到2%以内。", True),
        ("主要是把不良率压到2%以内。", False),
        ("到明年6月底前要完成21个乡镇的整村授信。", True),
        ("贷款损失准备充足率超300%。", False),
    ],
)
def test_a_goal_or_what_was_done(reader: FigureReader, text: str, *, target: bool) -> None:
    assert [found.target for found in facts(reader, text)] == [target]


def test_the_bank_that_a_later_clause_names(reader: FigureReader) -> None:
    first, second = facts(reader, "用信率31.8%，云泽农商银行用信率27.4%。")
    assert (first.bank, second.bank) == (BANK, OTHER)
    (unit,) = sentences("青枫农商银行拟授信8600户，云泽农商银行拟授信5200户。")
    told = SentenceSubject(unit, BANK, Side.LEARNER, "")
    plans = [reader.facts(told, figure, (BANK, OTHER)) for figure in figures_of(unit)]
    assert [plan.bank for plan in plans] == [BANK, OTHER]


@pytest.mark.parametrize("where", ["同城的", "而邻县的", "隔壁", "另一家"])
def test_words_of_where_a_bank_is_may_stand_before_it(reader: FigureReader, where: str) -> None:
    found = facts(reader, f"提成占收入的62%；{where}{OTHER}提成只占31%。")
    assert [fact.bank for fact in found] == [BANK, OTHER]


def test_the_place_of_a_bank_that_begins_a_clause_owns_its_figure_where_the_sentence_is_in_doubt(
    reader: FigureReader,
) -> None:
    def owner(text: str) -> str:
        (unit,) = sentences(text)
        told = SentenceSubject(unit, "", Side.NONE, f"{DOUBTFUL}讲的是不是{BANK}的做法")
        return reader.facts(told, figures_of(unit)[-1], (BANK, OTHER), "").bank

    assert owner("青枫的人均利润是41万元。") == BANK
    assert owner("三年里，云泽认定免责103笔。") == OTHER
    assert owner("青枫县有19万人。") == ""
    assert owner("青枫的做法很细，我们只走了30户。") == ""
    assert owner("学青枫要先走30户。") == ""


def test_a_bank_that_begins_a_sentence_owns_its_figure_also_where_the_side_is_in_doubt(
    reader: FigureReader,
) -> None:
    (unit,) = sentences("青枫农商银行授信8600户，云泽农商银行授信5200户。")
    told = SentenceSubject(unit, "", Side.NONE, "")
    found = [reader.facts(told, figure, (BANK, OTHER)) for figure in figures_of(unit)]
    assert [fact.bank for fact in found] == [BANK, OTHER]


def test_what_learners_saw_is_a_figure_of_their_host(reader: FigureReader) -> None:
    (seen,) = facts(reader, "学员跟随的35万元贷款当天放款。", study=True)
    assert (seen.bank, seen.side) == (BANK, Side.HOST)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("公积金贷款余额达3.2亿元，活跃率为76%。", ["公积金贷款余额", "活跃率"]),
        ("参加比武的52名选手平均年龄29.4岁。", ["选手人数", "选手平均年龄"]),
        ("发放消费券5,000张。", ["发放消费券张数"]),
        ("存贷比从71.3%提高到76.8%，提高了5.5个百分点。", ["存贷比", "存贷比", "存贷比变化"]),
        ("中间业务收入860万元，同比增长28.4%。", ["中间业务收入", "中间业务收入增幅"]),
        ("存款新增额达全年计划的112%。", ["计划完成率"]),
        ("授权额度：支行长30万元，片区经理60万元。", ["授权额度", "授权额度"]),
        ("发放35万元养殖贷款，少花20元路费。", ["养殖贷款", "路费"]),
        ("活期占38.6%，付息成本减少1,130万元。", ["活期占比", "付息成本减少额"]),
        ("存款结构：活期38.6%，定期61.4%。", ["活期占比", "定期占比"]),
        ("完成率：信贷部105%，零售部98%。", ["完成率", "完成率"]),
        ("复评率31%，比2024年末高12个百分点。", ["复评率", "复评率变化"]),
        ("不良率0.82%，比全省低0.47个百分点。", ["不良率", "不良率差距"]),
        ("签约十日内回访率九成以上。", ["回访率"]),
        ("参评542户，列入名单168户，上调41户。", ["参评户数", "列入名单户数", "上调户数"]),
        ("按村级不良率分档，3%以上为红。", ["村级不良率"]),
        ("每季度走访面不低于25%。", ["走访面"]),
        ("整改率92.1%，剩余5个。", ["整改率", ""]),
        ("贷款余额9亿元，比上月多2亿元。", ["贷款余额", "贷款余额增加额"]),
        ("关注类客户146户，已压降58户。", ["关注类客户", "压降户数"]),
        ("每台展业终端月租29元，共计210台。", ["展业终端月租金额", "展业终端台数"]),
        ("逾期检查每笔扣客户经理绩效50元。", ["扣罚标准"]),
        ("尾箱限额由50万元压到20万元。", ["尾箱限额", "尾箱限额"]),
        ("免责面达到64%。", ["免责面"]),
        ("支行长年薪分三档，最高28万元。", ["支行长年薪"]),
        ("审批6小时，平均通话3分40秒。", ["审批用时", "平均通话用时"]),
        ("本月外呼318户，共退回报告27份。", ["外呼户数", "退回报告份数"]),
        ("贴满了126个村的喇叭杆。", ["贴满村数"]),
        ("10万元以下的农户贷款一年一查。", ["贷款金额档"]),
        ("提前完成且签约率75%以上的有奖。", ["签约率"]),
        ("带来低成本存款5.9亿元。", ["低成本存款"]),
        ("去年腊月因此留存资金4600余万元。", ["留存资金"]),
        ("2024年据此压降敞口1亿3500万元。", ["压降敞口金额"]),
    ],
)
def test_the_head_noun_names_a_figure(
    reader: FigureReader, text: str, indicators: list[str]
) -> None:
    assert [found.indicator for found in facts(reader, text)] == indicators


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("“桑农贷”余额2300万元，支持农户416户。", ["桑农贷", "桑农贷"]),
        ("桃岭村共612户，建档598户。", ["桃岭村", "桃岭村"]),
        ("首批4个村用信率18%，全行用信率31%。", ["", "首批4个村", ""]),
        ("授信村24个，用信率22.6%。", ["", ""]),
        ("目前31个村签约5260户，用信率28.9%。", ["", "", ""]),
        ("农村客户占42%，每个村12户。", ["", ""]),
    ],
)
def test_the_product_or_village_that_a_figure_is_only_of(
    reader: FigureReader, text: str, parts: list[str]
) -> None:
    assert [found.part for found in facts(reader, text)] == parts


def test_lists_of_times_and_of_branches(reader: FigureReader) -> None:
    years = facts(reader, "2023年、2024年、2025年三年不良率分别为2.9%、2.2%、1.6%。")
    assert [found.as_of for found in years] == ["2023年", "2024年", "2025年"]
    branches = facts(reader, "凤山、望城两家支行存款分别为11.2亿元和8.7亿元。")
    assert [found.branch for found in branches] == ["凤山支行", "望城支行"]


@pytest.mark.parametrize(
    ("text", "banks"),
    [
        (f"{BANK}、{OTHER}用信率分别为41%、63%。", [BANK, OTHER]),
        (f"{OTHER}和{BANK}两家的用信率分别是41%和63%。", [OTHER, BANK]),
        (
            f"{BANK}、{OTHER}户数分别为2万户、3万户，用信率分别为41%、63%。",
            [BANK, OTHER, BANK, OTHER],
        ),
        ("凤山、望城两家农商银行用信率分别为41%、63%。", ["凤山农商银行", "望城农商银行"]),
    ],
)
def test_a_list_of_banks_and_their_figures(
    reader: FigureReader, text: str, banks: list[str]
) -> None:
    assert [found.bank for found in facts(reader, text)] == banks


@pytest.mark.parametrize(
    ("text", "branches"),
    [
        ("网点33家，其中城区12家。", ["", ""]),
        ("30万元以上由支行审批，50万元以上上报总行。", ["", ""]),
        ("指标放进支行年度评先，复评由邻近支行交叉，核减率15%。", [""]),
        ("江口支行不良率0.82%，比全行低0.47个百分点。", ["江口支行", "江口支行"]),
    ],
)
def test_whose_branch(reader: FigureReader, text: str, branches: list[str]) -> None:
    assert [found.branch for found in facts(reader, text)] == branches


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("办理续贷86户，金额1.3亿元。", ["办理续贷户数", "办理续贷金额"]),
        ("新发放农户贷款3126户、金额3.4亿元。", ["新发放农户贷款", "新发放农户贷款金额"]),
        ("授信公示4次，金额1.3亿元。", ["授信公示次数", "授信公示金额"]),
        ("网点33家，面积共800平方米，金额1.3亿元。", None),
    ],
)
def test_a_sum_is_of_what_the_figure_before_it_counts(
    reader: FigureReader, text: str, indicators: list[str] | None
) -> None:
    found = [one.indicator for one in facts(reader, text)]
    if indicators is None:
        assert found[-1] == "金额"
    else:
        assert found == indicators


def test_a_sum_that_grew_and_a_mark_that_was_passed(reader: FigureReader) -> None:
    text = "资产总额突破300亿元大关，达到302.7亿元；各项存款余额256.3亿元，比年初净增21.4亿元。"
    names = [found.indicator for found in facts(reader, text)]
    assert names == ["资产总额", "资产总额", "存款余额", "各项存款余额增加额"]


def test_the_rate_of_the_first_and_the_last(reader: FigureReader) -> None:
    text = "柳溪支行评级面最高，为96.2%；东支行最低，仅71.5%。"
    assert [found.indicator for found in facts(reader, text)] == ["评级面", "评级面"]
    other = facts(reader, "评级面最高，机具故障率为6%。")
    assert [found.indicator for found in other] == ["机具故障率"]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("董事会定的目标是年底商户突破9000户。", True),
        ("要求9月底前各支行评级面一律达到90%。", True),
        ("要求活跃率不低于80%以上。", True),
        ("按要求评级面已达到90%。", False),
        ("客户的要求多了，评级面达到90%。", False),
    ],
)
def test_what_is_asked_for_is_a_goal(reader: FigureReader, text: str, target: bool) -> None:
    assert [found.target for found in facts(reader, text)] == [target]


@pytest.mark.parametrize("plan", ["全年计划15亿元的", "年度任务1.2万户的"])
def test_the_share_of_a_plan_is_a_fact(reader: FigureReader, plan: str) -> None:
    found = facts(reader, f"各项存款168.3亿元，完成{plan}84%。")
    assert found[-1].indicator in ("计划完成率", "任务完成率")
    assert not found[-1].target


def test_what_is_paid_or_taken_away_on_a_condition(reader: FigureReader) -> None:
    found = facts(reader, "不良率低于1%的，加付20%奖励；不良率高于2%的，扣减绩效30%。")
    assert [one.indicator for one in found][1::2] == ["奖励比例", "扣减比例"]


def test_what_a_plan_says_for_the_end_of_a_year_is_a_goal(reader: FigureReader) -> None:
    text = "该行提出，到2026年末贷款余额突破200亿元。"
    assert [one.target for one in facts(reader, text)] == [True]
    assert [one.target for one in facts(reader, "到2024年末，贷款余额突破200亿元。")] == [False]


def test_what_came_of_a_plan_is_a_fact(reader: FigureReader) -> None:
    text = "该行计划全年新增贷款12亿元，上半年实际新增7.3亿元；下半年要达到4.7亿元。"
    assert [one.target for one in facts(reader, text)] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("二季度以来，共举办课堂37场。", "二季度以来"),
        ("去年第四季度，信用卡分期放款2,960万元。", "去年第四季度"),
        ("2021—2024年普惠贷款年均增长14.6%。", "2021—2024年"),
        ("2023年8月启动以来，已评定信用村64个。", "2023年8月启动以来"),
        ("今年来，办理续贷4.45亿元。", "今年来"),
        ("去年全年，处理投诉263件。", "去年全年"),
        ("截止本月25日，受理申请3,406笔。", "本月25日"),
        ("放款额是去年同期的1.8倍。", ""),
    ],
)
def test_times_of_other_forms(reader: FigureReader, text: str, when: str) -> None:
    assert [found.as_of for found in facts(reader, text)] == [when]


def test_grades_of_a_limit_are_that_limit(reader: FigureReader) -> None:
    found = facts(reader, "授信额度分四档：A级50万元、B级30万元。")
    assert {fact.indicator for fact in found} == {"授信额度"}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("截至8月10日，本年累计发放创业贷2.2亿元。", "8月10日"),
        ("2021年3月该行上线移动展业，首月办贷260笔。", "2021年3月"),
        ("截至8月10日发放2.2亿元；今年共签约3亿元。", "8月10日 今年"),
        ("去年办贷1000笔，当月办贷260笔。", "去年 当月"),
    ],
)
def test_words_of_time_that_go_on_with_a_day(reader: FigureReader, text: str, when: str) -> None:
    assert " ".join(found.as_of for found in facts(reader, text)) == when


def test_where_somebody_stands_is_the_branch_of_what_is_read_there(reader: FigureReader) -> None:
    for text in ("走到东圩分理处，墙上写着存款净增1860万元。", "在东圩分理处，每人管户260户。"):
        assert facts(reader, text)[0].branch == "东圩分理处"
    given = "建议我行把支行审批权限提高到20万元。"
    for text in ("派到东圩分理处3人。", "在各支行，每人管户260户。", given):
        assert facts(reader, text)[0].branch == ""


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("计划一季度新增存款9亿元，到1月8日已增4.3亿元。", [True, False]),
        ("南门支行的任务是6000万元，1月8日已完成72%。", [True, False]),
        ("建议先挑3个支行试点，年底前把转化率提高到30%。", [False, True]),
        ("年底前转化率提高到了30%。", [False]),
        ("完成任务6000万元。", [False]),
        ("考察组建议：明年发卡8000张，分期余额达到3000万元。", [True, True]),
        ("建议把审批时限压缩到3天，收费降到50元。", [True, True]),
        ("建议学习其做法，该行把审批时限压缩到3天。", [False]),
        ("来年再添移动终端40台。", [True]),
        ("该行明年到期贷款3亿元。", [False]),
        ("明年怎么干还没定，今年已发卡8000张。", [False]),
        ("下季度每个支行走访300户。", [True]),
    ],
)
def test_a_task_and_what_is_to_be_reached_by_a_day_are_goals(
    reader: FigureReader, text: str, targets: list[bool]
) -> None:
    assert [found.target for found in facts(reader, text)] == targets


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("3、不良：1.08%。", "不良率"),
        ("该行不良只有0.8%。", "不良率"),
        ("（2）用信：45%。", "用信率"),
        ("手机银行：活跃31%。", "活跃率"),
        ("一、逾期：2.1%。", "逾期率"),
        ("城南支行的保本点是日均存款3,860万元。", "日均存款"),
    ],
)
def test_a_rate_that_is_called_by_what_it_is_of(reader: FigureReader, text: str, name: str) -> None:
    assert [found.indicator for found in facts(reader, text)] == [name]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("完成全年任务2.2亿元的66.8%。", [True, False]),
        ("6月底前渔船建档率达到90%。", [True]),
        ("8月份确保清收2000万元以上。", [True]),
        ("确保50万元以下贷款当天放款。", [False]),
        ("年底前不良率降到了1.2%。", [False]),
    ],
)
def test_tasks_and_days_to_come_set_goals(
    reader: FigureReader, text: str, targets: list[bool]
) -> None:
    assert [fact.target for fact in facts(reader, text)] == targets


def learners(reader: FigureReader, text: str, *, study: bool = False) -> list[FigureFacts]:
    (unit,) = sentences(text)
    told = SentenceSubject(unit, "", Side.LEARNER, "", study=study)
    return [reader.facts(told, figure, (BANK,), BANK) for figure in figures_of(unit)]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("我行小区有140多个，回去先在城南片区选20个小区试点。", [False, True]),
        ("建议把考核权重由5%提高到15%，每签约一户奖励20元。", [False, True, True]),
        ("我行拟在6月底前完成180个网格的划分，年内建档率达到80%以上。", [True, True]),
        ("回去一看，目前我行只有40台。", [False]),
        ("收集建议214条，采纳67条。", [False, False]),
    ],
)
def test_what_learners_will_do_is_a_goal(
    reader: FigureReader, text: str, targets: list[bool]
) -> None:
    assert [fact.target for fact in learners(reader, text)] == targets


def test_what_learners_say_of_their_own_branch_on_a_visit_is_not_of_the_host(
    reader: FigureReader,
) -> None:
    assert [f.bank for f in learners(reader, "走访了20户。", study=True)] == [BANK]
    text = "晚上整理笔记，想想自己行里：我们支行6名客户经理管着4000多户。"
    assert [f.bank for f in learners(reader, text, study=True)] == ["", ""]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("一季度代发工资11.3亿元。", "代发金额"),
        ("形成426个标签。", "标签个数"),
        ("上半年召开5场家庭会议。", "家庭会议场次"),
        ("律师费每件从3000元降到800元。", "律师费"),
        ("推荐一户不逾期，再给50元。", "奖励标准"),
    ],
)
def test_a_figure_is_named_by_its_own_noun(reader: FigureReader, text: str, indicator: str) -> None:
    assert {fact.indicator for fact in facts(reader, text)} == {indicator}


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("其中户数增长40分、余额增长20分、资产质量30分。", ["考核", "余额", "资产质量"]),
        ("新增不良贷款按每户200元扣减。", ["扣罚标准"]),
        ("全行客户经理198人，11人被降级，3人被停贷。", ["客户经理", "降级", "停贷"]),
        ("担保费率只有0.5%，银行和农担按二八分担风险。", ["担保费率"]),
        ("一户养猪的欠了8万元，当场还了5万元。", ["欠款金额", "还款金额"]),
        ("人家存款突破210亿元，我们只有128亿元。", ["存款", "存款"]),
    ],
)
def test_rows_of_points_and_what_was_done_name_a_figure(
    reader: FigureReader, text: str, indicators: list[str]
) -> None:
    found = [fact.indicator for fact in facts(reader, text)]
    assert [name[: len(want)] for name, want in zip(found, indicators, strict=True)] == indicators


def test_people_and_villages_behind_a_branch_are_its_own(reader: FigureReader) -> None:
    text = "柳溪支行8个人，管着11个村、3200户贷款户。"
    assert [fact.branch for fact in facts(reader, text)] == ["柳溪支行"] * 3
    text = "柳溪支行辖内有三个专业市场、1700多户商户。"
    assert [fact.branch for fact in facts(reader, text)] == ["柳溪支行"]


def test_a_sentence_of_learners_turns_back_to_them_behind_another_bank(
    reader: FigureReader,
) -> None:
    (unit,) = sentences("从成本看，青枫农商银行付息率1.86%，我行为2.31%，三年期存款占了52%。")
    told = SentenceSubject(unit, OTHER, Side.LEARNER, "")
    found = [reader.facts(told, figure, (BANK, OTHER), BANK) for figure in figures_of(unit)]
    assert [fact.bank for fact in found] == [BANK, OTHER, OTHER]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("授信面做到了82%。", "授信面"),
        ("授信面82%，用信面却只有21.3%。", "用信面"),
        ("活期存款占比43%，付息率1.57%。", "付息率"),
        ("离职率去年高达19%，到年底计划降至10%以内。", "离职率"),
        ("云峰农村商业银行目前只有18台平板。", "平板台数"),
        ("和供电所一起进村，7天签了1850户。", "签约户数"),
        ("农担贷款余额1200万元，共41笔。", "农担贷款笔数"),
        ("小微贷款余额3.3亿元，户数比去年翻了一番，达到806户。", "户数"),
        ("三季度新拓217户，其中纯信用的超2/3。", "纯信用占比"),
        ("第一批36人全部通过出师考试。", "通过出师考试人数"),
        ("贷款加权利率5.12%，息差仍保持在2.3%左右。", "息差"),
        ("柳溪农商银行贷款加权利率同比下降38个基点。", "贷款加权利率变化"),
        ("2026年底前客户流失率压到5%。", "客户流失率"),
        ("线上替代率96.2%，高出全省平均水平3.9个百分点，也高出同业8.1个百分点。", "线上替代率差距"),
        ("全县建了233个田头小站，其中118个设在村小卖部、76个设在卫生室。", "田头小站个数"),
        ("其中“茶园贷”4.4亿元。", "贷款金额"),
        ("税信贷余额6.15亿元，服务企业688户，较年初分别增加1.02亿元。", "税信贷余额增加额"),
        ("每年从利润里提200万元，弥补农户小额贷款损失。", "提取金额"),
        ("2019年不良率冲到4.3%。", "不良率"),
        ("60岁以上客户存款净增3.3亿元。", "客户存款"),
        ("投放按揭贷款4.62亿元，占全县按揭市场的38.7%，同比提高5.2个百分点。", "占比变化"),
        ("柳溪农商银行按揭市场份额只有12.4%。", "按揭市场份额"),
        ("签约力争突破四万户。", "签约户数"),
    ],
)
def test_what_leads_to_a_number_is_not_its_name(
    reader: FigureReader, text: str, indicator: str
) -> None:
    assert facts(reader, text)[-1].indicator == indicator


def test_a_branch_behind_its_whole_has_its_name(reader: FigureReader) -> None:
    told = facts(reader, "用信户不良率0.77%，下辖的古渡支行低至0.31%。")
    assert [fact.branch for fact in told] == ["", "古渡支行"]


def test_a_time_before_people_of_an_age_is_that_of_the_figure(reader: FigureReader) -> None:
    text = "去年堵截诈骗案38起，一季度60岁以上客户存款净增3.3亿元。"
    assert facts(reader, text)[-1].as_of == "一季度"


def test_a_goal_may_have_its_bound_before_what_is_counted(reader: FigureReader) -> None:
    text = "我行6月底前把手机号有效率提高到90%，年内上线5个以上模型。"
    assert [fact.target for fact in learners(reader, text)] == [True, True]


def test_the_branch_that_is_named_last_has_the_figure(reader: FigureReader) -> None:
    text = "其中芙蓉支行转化率最高，为12.4%；垫底的山后支行只有3.1%。"
    (unit,) = sentences(text)
    told = SentenceSubject(unit, BANK, Side.HOST, "", "芙蓉支行")
    found = [reader.facts(told, figure, (BANK,), BANK).branch for figure in figures_of(unit)]
    assert found == ["芙蓉支行", "山后支行"]


@pytest.mark.parametrize(
    "text",
    [
        "我行将推动三件事：年内改造驿站30个。",
        "突击队商量，先在城关片区选200户重点商户试做积分活动。",
        "我已向总行建议：把大额贷款占比降到20%以下。",
        "我想先在竹器厂里选10家试一试。",
        "我行9月底前完成1.2万户电费代扣。",
    ],
)
def test_what_learners_set_out_to_do_this_year_is_a_goal(reader: FigureReader, text: str) -> None:
    assert [fact.target for fact in learners(reader, text)] == [True]


@pytest.mark.parametrize(
    ("text", "branch"),
    [
        ("目前支行不良率0.41%。", "支行"),
        ("柳湾农商银行营业部存款8.6亿元。", "营业部"),
    ],
)
def test_words_before_a_branch_are_none_of_its_name(
    reader: FigureReader, text: str, branch: str
) -> None:
    assert {found.branch for found in facts(reader, text)} == {branch}


def test_what_learners_did_when_they_were_back_is_no_goal() -> None:
    (done,) = figures("学习回来，我行成立了指挥部，班子成员每人包了8户。")
    assert not is_target(
        "学习回来，我行成立了指挥部，班子成员每人包了", "。", done, of_learners=True
    )
    (plan,) = figures("学习回来，班子成员每人包8户。")
    assert is_target("学习回来，班子成员每人包", "。", plan, of_learners=True)
