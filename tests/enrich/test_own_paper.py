"""A bank that tells of itself, or whose practice a title shows to others."""

from __future__ import annotations

from kb.enrich import SentenceSubject, read_subjects, subjects_of
from kb.enrich.own_paper import interviews_host, writes_itself
from kb.model import Side
from tests.builders import read_text

_PAPER = (
    "经验交流材料\n\n（柳湾农村商业银行股份有限公司）\n\n2025年3月\n\n近年来，我行坚持做小做散。现将有关情况汇报如下。\n\n"
    "一、基本情况\n\n我行下辖21家支行，在岗员工387人。\n\n二、主要做法\n\n"
    "（一）把账算清。我行给全县1.9万户茶农建了档案，面积、树龄逐项登记。授信额度按每亩8000元测算。\n\n"
    "（二）有动力。总行对支行实行加分考核，信贷员每净增一户信用贷款计价80元。\n\n"
    "三、几点体会\n\n一是小额不等于低效益，去年我行信用贷款收益率6.12%。\n\n"
    "四、下一步打算\n\n今年，我行计划新增信用贷款6亿元，不良率控制在1.5%以内。\n"
)


def _told(text: str, letters: int) -> dict[str, SentenceSubject]:
    found = subjects_of(read_text(text), ())
    return {s.sentence.text[:letters]: s for _, said in found for s in said}


def test_we_in_a_paper_of_a_bank_on_itself_are_that_bank_in_thoughts_and_plans_too() -> None:
    told = _told(_PAPER, 4)
    for words in ("近年来，", "我行下辖", "一是小额", "今年，我"):
        one = told[words]
        assert (one.bank, one.side) == ("柳湾农商银行", Side.HOST), words


def test_where_somebody_learns_we_may_be_the_learners() -> None:
    for text, writer in (
        (_PAPER, "柳湾农商银行"),
        (_PAPER.replace("近年来，我行坚持做小做散", "3月上旬，我行派员跟班学习"), ""),
        (_PAPER.replace("（柳湾农村商业银行股份有限公司）", "柳湾农商银行见闻"), ""),
    ):
        made = read_text(text)
        assert writes_itself(made, read_subjects(made, ())[0]) == writer


_VISITED = (
    "柳湾农商银行：把“夜间银行”开进菜市场\n\n凌晨三点，柳湾农商银行市场支行的柜台前已经排起了队。\n\n一、为什么要开\n\n"
    "菜贩子收摊早，等银行开门时人已经睡下了。我行党委班子连续蹲点七个凌晨，摸清了现金高峰在两点到五点之间，"
    "这才把营业时间整个倒过来。\n\n二、怎么开起来的\n\n针对菜贩子当天进货当天卖的特点，本行推出“日头贷”，"
    "早上借、晚上还，按天计息，最高20万元。\n\n三、带来了什么\n\n截至今年3月末，“日头贷”累计发放1.7亿元。"
    "今年以来，桐口农商银行等先后到该支行参观交流。桐口农商银行学习后，在当地水产市场开出了夜间网点。\n"
)


def test_we_in_a_paper_of_a_bank_to_which_others_come_are_that_bank() -> None:
    told = _told(_VISITED, 4)
    for words in ("我行党委", "针对菜贩"):
        one = told[words]
        assert (one.bank, one.side) == ("柳湾农商银行", Side.HOST), words
    went = _VISITED.replace("我行党委班子", "4月，我行派员到桐口农商银行学习，党委班子")
    made = read_text(went)
    assert writes_itself(made, read_subjects(made, ())[0]) == ""


_NOTICE = (
    "关于学习推广柳湾农商银行“渔贷通”经验的通知\n\n各支行：\n\n近期，行领导带队赴柳湾农商银行学习，现将有关经验印发给你们。\n\n"
    "1. 建档案。柳湾农商银行按船建档，一船一档，全县2846艘渔船已建档2790艘。\n\n"
    "2. 定标准。钢质渔船按评估价60%授信，木质渔船按40%授信。年利率一般为5.2%。\n\n"
    "3. 管还款。休渔期只还息不还本，船员工资由柳湾农商银行代发。\n\n"
    "4. 守风险。与海事部门共享渔船定位，渔船出境即预警。台风季由总行牵头逐船排查保险。\n\n"
    "各支行要对照学习，6月底前渔船建档率达到90%。\n\n桐口农商银行办公室　2025年3月12日\n"
)


def test_a_point_goes_on_about_the_host_whose_practice_the_title_shows() -> None:
    told = _told(_NOTICE, 3)
    for words in ("与海事", "台风季"):
        assert (told[words].bank, told[words].side) == ("柳湾农商银行", Side.HOST), words
    assert (told["各支行"].bank, told["各支行"].side) == ("桐口农商银行", Side.LEARNER)


def test_questions_and_answers_with_the_people_of_a_bank_are_an_interview() -> None:
    text = (
        "六问六答：柳湾农商银行支行行长谈网点管理\n\n10月21日，桐口农商银行学员与柳湾农商银行北门支行行长吕军面对面。\n\n"
        "Q1：存款竞争这么激烈，靠什么？\n\nA：靠活期、靠商户、靠代发，不靠利率。我们支行活期占比43%，全行平均是36%。\n\n"
        "Q2：不良贷款怎么防？\n\nA：每一笔超过20万元的贷款，我指定一个人专门挑毛病，挑不出来再放。\n"
    )
    made = read_text(text)
    parties, _ = read_subjects(made, ())
    assert interviews_host(made, parties)
